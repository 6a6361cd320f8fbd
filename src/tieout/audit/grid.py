"""The report's tables as evidence: typed cells, the names of rows, the words of columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from ..errors import TieoutError
from ..model.evidence import Evidence
from ..model.formula import Operand
from ..model.report import Report, Table
from ..quantity import Interval, Money, Period, Quantity, parse_cell, scan
from ..trackers import Column, Tracker, all_trackers
from .currencies import in_currency
from .head_units import header_unit
from .lexicon import folded
from .lexicon.metrics import HEADS, METRICS
from .mentions import COUNT_UNITS, kind_of_unit

__all__ = ["Cell", "Grid", "Grids", "Row", "build", "norm", "typed_cell", "unit_fits"]

_STRIP = re.compile(r"[\s\-_‐–—·.,，、'’()（）\[\]【】<>/]+|\*\*|</?b>")
_TAGS = re.compile(r"<[^>]{1,20}>|\*\*")
_COVERAGE_SUFFIX = re.compile(r"[-－](?:u|w|uw|b|d|sw)$", re.I)
_UNIT_SCALE = {
    "M": Decimal(10) ** 6,
    "K": Decimal(1000),
    "B": Decimal(10) ** 9,
    "万": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
}
_UNIT_NAME = {"cores": "核", "times": "times"}


@lru_cache(maxsize=16384)
@lru_cache(maxsize=8192)
def norm(name: str) -> str:
    """A name for comparing: width, case, spaces, hyphens and dots folded away.

    >>> norm("Character. AI") == norm("character.ai"), norm("GPT-4o-0513")
    (True, 'gpt4o0513')
    """
    text = unicodedata.normalize("NFKC", _TAGS.sub("", name)).casefold()
    return _STRIP.sub("", folded(text))


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its value in base units; ``operand`` is None for text and for a null."""

    table: int
    row: int
    col: int
    header: str
    field: str | None
    text: str
    operand: Operand | None = None
    unit: str | None = None
    null: bool = False
    span: tuple[int, int] = (0, 0)
    decimals: int = 0
    loose: bool = False

    def evidence(self, period: Period | None = None) -> Evidence:
        """The cell as evidence."""
        start, end = self.span
        known = end > start
        return Evidence(
            "cell",
            table=None if self.loose else self.table,
            row=self.row,
            column=self.header,
            start=start if known else None,
            end=end if known else None,
            value=self.operand.value if self.operand else self.text,
            period=period,
        )


@dataclass(frozen=True, eq=False)
class Row:
    """A row with the names it goes by."""

    index: int
    names: tuple[str, ...]
    cells: tuple[Cell, ...]
    keys: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The names as a reader would say them."""
        return " ".join(self.keys or self.names[:1])


@dataclass(frozen=True, eq=False)
class Grid:
    """One table, typed; two are the same only if they are one."""

    index: int
    table: Table
    tracker: Tracker | None
    rows: tuple[Row, ...]
    headers: tuple[str, ...]
    aliases: tuple[tuple[str, ...], ...]
    doubtful: bool = False
    above: str = ""
    """The line of prose right above the table: what it is about where it has no caption."""

    def column(self, j: int) -> list[Cell]:
        """The cells of a column, top to bottom."""
        return [r.cells[j] for r in self.rows if j < len(r.cells)]

    def numeric(self, j: int) -> bool:
        """True when the column holds numbers (half of its cells at least, nulls aside)."""
        return 0 <= j < len(self._numeric) and self._numeric[j]

    @cached_property
    def _numeric(self) -> tuple[bool, ...]:
        widest = max((len(r.cells) for r in self.rows), default=0)
        return tuple(self._holds_numbers(j) for j in range(max(widest, len(self.headers))))

    def _holds_numbers(self, j: int) -> bool:
        cells = [c for c in self.column(j) if not c.null]
        return bool(cells) and sum(c.operand is not None for c in cells) * 2 >= len(cells)

    @cached_property
    def words(self) -> str:
        """Caption, title and headers, folded without spaces: what the table is about."""
        parts = [self.table.caption or "", *(self.headers)]
        if self.tracker:
            parts += [self.tracker.title_zh, self.tracker.title_en]
        return norm(" ".join(parts))


@dataclass
class Grids:
    """All tables of a report, and the index of the names in them."""

    grids: tuple[Grid, ...]
    by_name: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    printed: dict[str, str] = field(default_factory=dict)

    def rows_named(self, name: str) -> list[tuple[Grid, Row]]:
        """Every row that goes by this name."""
        return [(self.grids[g], self.grids[g].rows[r]) for g, r in self.by_name.get(norm(name), [])]

    def near_names(self, name: str) -> list[str]:
        """Names one edit away from a damaged one, as normalised keys (length four and more)."""
        key = norm(name)
        if len(key) < 4:
            return []
        return [k for k in self.by_name if abs(len(k) - len(key)) <= 1 and k != key and _one_edit(k, key)]


def _one_edit(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    for i, (x, y) in enumerate(zip(a, b, strict=False)):
        if x != y:
            return a[i + 1 :] == b[i + 1 :] or a[i:] == b[i + 1 :]
    return True


def build(report: Report, *, printed: int | None = None) -> Grids:
    """The grids of every table of a report.

    Tables from number ``printed`` on are lines the audit itself took for tables: their cells have a
    place in the text but no table the reader would know.
    """
    trackers = {t.name: t for t in all_trackers()}
    grids = [
        replace(_grid(i, t, trackers.get(t.tracker or "")), above=_above(report, t))
        for i, t in enumerate(report.tables)
    ]
    if printed is not None:
        grids[printed:] = [_loosened(g) for g in grids[printed:]]
    out = Grids(tuple(grids))
    for g, grid in enumerate(out.grids):
        for r, row in enumerate(grid.rows):
            for name in row.names:
                key = norm(name)
                if len(key) >= 2 and not key.isdigit():
                    places = out.by_name.setdefault(key, [])
                    if (g, r) not in places:
                        places.append((g, r))
                    out.printed.setdefault(key, name)
    return out


def _above(report: Report, table: Table) -> str:
    lines = report.text[max(0, table.start - 400) : table.start].rstrip().rsplit("\n", 1)
    line = lines[-1].strip() if table.start else ""
    inside = any(t.start < table.start <= t.end + 2 for t in report.tables if t is not table)
    return "" if inside or len(line) > 160 or line.endswith((".", "。")) else line


def _grid(index: int, table: Table, tracker: Tracker | None) -> Grid:
    if tracker is not None and _no_grid_of_scores(table):
        tracker, table = None, replace(table, records=(), record_rows=())
    width = len(table.columns)
    fields = table.fields or (None,) * width
    headers = tuple(_TAGS.sub("", h).strip() for h in table.columns)
    columns = [tracker.column(f) if tracker and f else None for f in fields]
    rows: list[Row] = []
    filled = _filled(table, columns)
    records = dict(zip(table.record_rows, table.records, strict=False))
    for i, printed in enumerate(table.rows):
        cells = tuple(
            _cell(
                index,
                i,
                j,
                headers[j] if j < len(headers) else "",
                fields[j] if j < len(fields) else None,
                columns[j] if j < len(columns) else None,
                filled[i][j],
                _span(table, i, j),
                # A statement prints its unit in the row's own label, at the head of the labels, or in the caption.
                (filled[i][0] if filled[i] else "", headers[0] if headers else "", table.caption or ""),
            )
            for j in range(min(len(printed), max(width, 1)))
        )
        record = records.get(i)
        names, keys = _names(cells, record.subject if record else (), tracker, fields, filled[i])
        rows.append(Row(i, names, cells, keys))
    aliases = tuple(_aliases(headers[j], columns[j]) for j in range(width))
    return Grid(
        index,
        table,
        tracker,
        in_currency(rows, headers),
        headers,
        aliases,
        any(r.doubtful for r in table.records),
    )


def _no_grid_of_scores(table: Table) -> bool:
    """True for a table taken for a grid of scores whose models would all be figures: some other table."""
    models = [str(r.get("model") or "") for r in table.records if r.tracker == "benchmark"]
    return bool(models) and all(_FIGURE.fullmatch(m) for m in models)


_FIGURE = re.compile(r"[-+]?[\d.,]+%?")


def _loosened(grid: Grid) -> Grid:
    rows = tuple(replace(r, cells=tuple(replace(c, loose=True) for c in r.cells)) for r in grid.rows)
    return replace(grid, rows=rows)


def _span(table: Table, i: int, j: int) -> tuple[int, int]:
    if i < len(table.cells) and j < len(table.cells[i]):
        return table.cells[i][j]
    return (0, 0)


def _filled(table: Table, columns: Sequence[Column | None]) -> list[list[str]]:
    """The printed cells with merged cells filled down, where the tracker says a column is merged."""
    out: list[list[str]] = []
    last: dict[int, str] = {}
    for row in table.rows:
        cells = list(row)
        for j, column in enumerate(columns):
            if column is None or not column.merged or j >= len(cells):
                continue
            if cells[j].strip():
                last[j] = cells[j]
            elif j in last:
                cells[j] = last[j]
        out.append(cells)

    return out


def _names(
    cells: Sequence[Cell],
    subject: Sequence[str],
    tracker: Tracker | None,
    fields: Sequence[str | None],
    printed: Sequence[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: dict[str, None] = {}
    keys = tuple(s for s in subject if s)
    if tracker is not None and any(fields):
        wanted = [c.field for c in tracker.keys] + ["name"]
        for j, f in enumerate(fields):
            if f in wanted and j < len(printed) and printed[j].strip():
                text = _TAGS.sub("", printed[j]).strip()
                names[text] = None
                bare = _COVERAGE_SUFFIX.sub("", text)
                if bare != text:
                    names[bare] = None
        if not keys:
            keys = tuple(
                printed[fields.index(c.field)]
                for c in tracker.keys
                if c.field in fields and fields.index(c.field) < len(printed)
            )
    else:
        for cell in cells[:3]:
            if cell.operand is not None:
                break
            text = _TAGS.sub("", cell.text).strip()
            if text and not cell.null:
                names[text] = None
        keys = tuple(names)[-1:]
    return tuple(names), keys


_DATE_HEAD = re.compile(r"20\d{2}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*日?")


def _aliases(header: str, column: Column | None) -> tuple[str, ...]:
    """What prose may call a column, normalised, longest first."""
    bare = _DATE_HEAD.sub("", header).strip()
    words = [re.sub(r"[(（][^()（）]*[)）]", "", header), header, *([bare] if bare else [])]
    if column is not None:
        words += [*column.headers_zh, *column.headers_en, *METRICS.get(column.field, ())]
    else:
        words += [w for head, said in HEADS if head.search(header) for w in said]
    found: dict[str, None] = {}
    for word in words:
        key = norm(re.sub(r"[(（][^()（）]*[)）]", "", word))
        if len(key) >= 2:
            found[key] = None
        short = re.sub(r"(?:额|数|值|价|量|率)$", "", key)
        if len(short) >= 2 and short != key and not short.endswith(("时", "每")):
            found[short] = None
    return tuple(sorted(found, key=lambda w: (-len(w), w)))


def _cell(
    table: int,
    row: int,
    col: int,
    header: str,
    name: str | None,
    column: Column | None,
    text: str,
    span: tuple[int, int],
    around: Sequence[str],
) -> Cell:
    clean = _TAGS.sub("", text).strip()
    if column is not None and column.numeric:
        return _tracker_cell(table, row, col, header, name, column, clean, span)
    if not clean or not re.sub(r"[-–—―\s/]", "", clean):
        return Cell(table, row, col, header, name, clean, null=True, span=span)
    if column is not None:
        return Cell(table, row, col, header, name, clean, span=span)
    q = _accounting(clean) or _only_number(clean)
    if q is None:
        return Cell(table, row, col, header, name, clean, span=span)
    unit, factor = q.unit, Decimal(1)
    if unit is None:
        unit, factor = next(
            (u for u in map(header_unit, (header, *around)) if u != (None, Decimal(1))), (None, Decimal(1))
        )
        if unit == "%" and "%" not in header and "%" not in around[0]:
            unit, factor = None, Decimal(1)
    elif q.scale == 1 and len(unit) == 3 and unit.isupper():
        # "$238,640" beside "37,290" in a table in thousands: the sign says the currency, the head the scale.
        factor = next(
            (f for u, f in map(header_unit, (header, *around)) if f > 1 and u in (None, unit)), Decimal(1)
        )
    operand = Operand(q.value * factor, q.shown.scaled(factor))
    return Cell(table, row, col, header, name, clean, operand, unit, span=span, decimals=q.decimals)


def typed_cell(header: str, column: Column, text: str) -> Cell:
    """A figure of a tracker's column as a cell of its own, in no table of the report."""
    return _tracker_cell(-1, -1, -1, header, column.field, column, text, (0, 0))


def _tracker_cell(
    table: int,
    row: int,
    col: int,
    header: str,
    name: str | None,
    column: Column,
    text: str,
    span: tuple[int, int],
) -> Cell:
    try:
        value = parse_cell(text, column.kind, unit=column.unit, header=header)
    except (TieoutError, ValueError):
        return Cell(table, row, col, header, name, text, span=span)
    if value.null or value.value is None:
        return Cell(table, row, col, header, name, text, null=True, span=span)
    if isinstance(value.value, Money):
        money = value.value
        interval = money.interval if money.comparator else Interval(money.low, money.high)
        return Cell(
            table, row, col, header, name, text, Operand(money.low, interval), money.currency, span=span
        )
    if not isinstance(value.value, Decimal):
        return Cell(table, row, col, header, name, text, span=span)
    scale = _UNIT_SCALE.get(column.unit or "", Decimal(1))
    unit = None if column.unit in _UNIT_SCALE else _UNIT_NAME.get(column.unit or "", column.unit)
    operand = Operand(value.value * scale, Interval.shown(value.value * scale, value.decimals, scale))
    return Cell(table, row, col, header, name, text, operand, unit, span=span, decimals=value.decimals)


_BRACKETS = re.compile(
    r"(?P<sign>[$€£¥]?\s*)\(\s*(?P<inner>[$€£¥]?\s*[\d,]+(?:\.\d+)?\s*%?)\s*\)?\s*(?P<pct>%?)"
)


def _accounting(text: str) -> Quantity | None:
    """``(42.6)``, ``(6.5)%``, ``$(3)``: in a cell of its own a figure in brackets is below zero."""
    found = _BRACKETS.fullmatch(text)
    q = _only_number(found.group("sign") + found.group("inner") + found.group("pct")) if found else None
    return (
        replace(q, value=-q.value, signed=True) if q is not None and q.value > 0 and q.high is None else None
    )


def _only_number(text: str) -> Quantity | None:
    """The number that fills a cell, or None for a name or a cell of several."""
    if not any(c.isdigit() for c in text) or len(text) > 40:
        return None
    found = scan(text)
    if len(found.quantities) != 1 or found.skipped:
        return None
    q = found.quantities[0]
    rest = text[: q.start] + text[q.end :]
    return q if not re.sub(r"[\s*()（）+\-–—≈~约%]", "", rest) else None


_MULTIPLES = re.compile(
    r"倍|市盈|市净|市销|估值|\bp/?[ebs]\b|^p[ebs]\b|\bev\b|multiple|ratio|cover|turn", re.I
)


_COUNTED = re.compile(
    r"(?:项目|公司|企业|股票|网点|门店|订单|交易|投票|票|人|家|笔|宗|起|个|位|台|辆|次)数|排名|名次|位次|\brank|\bnumber of\b|\bcount\b|^#$",
    re.I,
)
"""Heads of columns that count things or place them: no amount of money stands there."""
_EQUIPMENT = frozenset(["核", "G", "GB", "GiB", "TB"])


def unit_fits(q: Quantity, cell: Cell) -> bool:
    """True when a number of prose can be what a cell holds, by unit."""
    if cell.operand is None:
        return False
    a, b = kind_of_unit(q.unit), kind_of_unit(cell.unit)
    if a == b:
        return True
    strict = {"%", "pp", "time", "times"}
    if a == "times" and not b and not _MULTIPLES.search(cell.header):
        return False  # 2.1 倍 is no cell of visits
    if a in strict or b in strict:
        return (a, b) in (("times", ""), ("", "times")) or ({a, b} == {"", "%"} and q.unit is None and False)
    if a in COUNT_UNITS and not b and q.scale == 1 and q.value < 1000:
        return False  # 三次, 四家: a count of something else
    if a and not b and (_COUNTED.search(cell.header) or a in _EQUIPMENT):
        return False  # 789 万元 is no 项目数, 1388 分 no 排名, 16 核 no price
    return not a or not b or _alike(a, b)


def _alike(a: str, b: str) -> bool:
    # 元/时 and CNY/hour are one; G, GB and GiB are what clouds print for the same memory.
    memory = {"G", "GB", "GiB"}
    return (a in memory and b in memory) or a.split("/")[0] == b.split("/")[0]
