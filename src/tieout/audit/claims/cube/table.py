"""A table as a cube: lines by measures by moments, with what its other columns are of those."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from ....model.formula import Operand, compute
from ....quantity import Interval
from ...grid import Cell, Grid, Row, norm
from ...lexicon import folded
from .heads import dated, derived, head_of, measured, meets, scale_of
from .moments import Moment, relation
from .parts import Figure, Head, Kind, Line

__all__ = ["Cube", "Figure", "Head", "Line", "cube_of"]


def _recent(head: Head) -> tuple[bool, int]:
    """How late a column is; one of a year ago (去年10月) is behind those that name no year (10月)."""
    m = head.moment
    return (m is not None and m.rel != "yearago", m.order if m is not None else 0)


@dataclass(frozen=True, eq=False)
class Cube:
    """See the module's text. ``figures[line][column]``; ``scale`` multiplies print units, None where unknown."""

    grid: Grid
    title: str
    lines: tuple[Line, ...]
    heads: tuple[Head, ...]
    figures: tuple[tuple[Figure | None, ...], ...]
    scales: tuple[Decimal | None, ...]
    whole: int | None
    words: frozenset[str] = field(default_factory=frozenset)

    @property
    def levels(self) -> list[Head]:
        """The columns of levels."""
        return [h for h in self.heads if h.kind == "level"]

    @property
    def measures(self) -> list[str]:
        """The measures of the columns of levels, in order."""
        return list(dict.fromkeys(h.measure for h in self.levels))

    @property
    def mixed(self) -> bool:
        """True where a column says the unit or the currency of each line: its amounts do not add up."""
        return any(h.kind == "text" and _UNITS.search(folded(h.text).lower()) for h in self.heads)

    @property
    def members(self) -> list[Line]:
        """The rows that are no sums, means or leftovers of others."""
        return [x for x in self.lines if not x.total and not x.average]

    @property
    def total(self) -> int | None:
        """The one row of a sum, whether the others add up to it or not."""
        if self.whole is not None:
            return self.whole
        sums = [x.index for x in self.lines if x.total]
        return sums[0] if len(sums) == 1 else None

    def figure(self, line: int, column: int) -> Figure | None:
        """The figure of a cell, or None."""
        row = self.figures[line]
        return row[column] if column < len(row) else None

    def rated(self, line: int) -> bool:
        """True for a line of percents: 毛利率 among amounts."""
        shown = [f for h in self.levels if (f := self.figure(line, h.index)) is not None]
        return self.lines[line].percent or (bool(shown) and all(f.percent for f in shown))

    def now(self, measure: str, kind: Kind = "level") -> Head | None:
        """The column that holds at the table's own moment: the latest, unless the heads are of years to come."""
        found = [h for h in self.heads if h.kind == kind and h.measure == measure and not _later(h)]
        if kind != "level":
            found = found or [h for h in self.heads if h.kind == kind]
        derived = [
            h.now
            for h in self.heads
            if h.kind in ("change", "amount", "points") and h.now is not None and (kind == "level")
        ]
        told = {j for j in derived if any(h.index == j for h in found)}
        if len(told) == 1:
            return next(h for h in found if h.index in told)
        dated = _one_span([h for h in found if h.moment is not None and h.moment.rel != "ytd"])
        if len(dated) > 3:
            return None  # a row of days or quarters: which one is meant has to be said
        plain = [h for h in found if h.moment is None]
        if len(plain) == 1 and all(h.moment is not None and h.moment.rel for h in dated):
            return plain[0]
        if not dated:
            return plain[0] if len(plain) == 1 else None
        best = max(dated, key=_recent)
        ahead = [h for h in self.heads if h.kind == kind and h.measure == measure and _later(h)]
        return None if ahead else best

    def at(self, measure: str, moment: Moment, kind: Kind = "level", now: Head | None = None) -> Head | None:
        """The column of a measure at a moment that words name."""
        found = [
            h
            for h in self.heads
            if h.kind == kind and h.moment is not None and (h.measure == measure or kind != "level")
        ]
        now = now or self.now(measure, kind)
        if moment.rel and not moment.part and moment.year is None:
            if moment.rel in ("now", "end"):
                headed = [h for h in found if h.moment == moment]
                if len(headed) == 1:
                    return headed[0]  # 本周 beside a column of July
            if moment.rel in ("now", "end") and now is not None:
                return now
            if moment.rel == "yearend":
                ends = [h for h in found if h.moment and h.moment.part == "m12" and h is not now]
                return ends[0] if len(ends) == 1 else None
            own = [h for h in found if h.moment and h.moment.rel == moment.rel]
            if len(own) == 1:
                return own[0]
            if now is None or now.moment is None:
                return None
            back = [
                h for h in found if h.moment and h is not now and relation(now.moment, h.moment) == moment.rel
            ]
            return back[0] if len(back) == 1 else None
        exact = [
            h for h in found if h.moment and h.moment.covers(moment) and moment.year in (None, h.moment.year)
        ]
        exact = [h for h in exact if h.moment and h.moment.rel == moment.rel] or exact
        if moment.end and any(h.moment and h.moment.end == moment.end for h in exact):
            exact = [h for h in exact if h.moment and h.moment.end == moment.end]
        if not exact and moment.year is None and moment.part == "3m" and now is not None:
            return now if len({h.moment.span for h in found if h.moment}) == 1 else None  # the quarter
        if not exact and moment.year is not None and not moment.part:
            exact = [h for h in found if h.moment and h.moment.year == moment.year]
        if moment.rel == "yearago" and now is not None and now.moment is not None:
            exact = [h for h in exact if h.moment and relation(now.moment, h.moment) == "yearago"]
        if len(exact) > 1 and moment.day:
            exact = [h for h in exact if h.moment and h.moment.day == moment.day] or exact
        if len(exact) > 1 and moment.year is None:
            exact = [max(exact, key=lambda h: h.moment.order if h.moment else 0)]
        return exact[0] if len(exact) == 1 else None

    def base(self, now: Head, window: str) -> Head | None:
        """The column a change over a window is counted from; without a window the only other moment."""
        others = [
            h
            for h in self.heads
            if h.kind == now.kind
            and h is not now
            and h.moment is not None
            and (h.measure == now.measure or now.kind != "level")
        ]
        others = [h for h in others if h.moment and h.moment.rel not in ("ytd", "prev2")]
        named = [h for h in others if window and h.moment and h.moment.rel == window]
        if now.moment is not None:
            span = now.moment.span
            others = [h for h in others if h.moment and h.moment.order < now.moment.order]
            others = [h for h in others if h.moment and span in ("", h.moment.span or span)] or others
        if window:
            own = [h for h in others if now.moment and h.moment and relation(now.moment, h.moment) == window]
            if not own and now.moment is None:
                own = [h for h in others if h.moment and h.moment.rel == window]
            own = own or named  # a column headed Year ago beside one headed 7 November
            if own:
                return own[0] if len(own) == 1 else None
            loose = (
                len(others) == 1
                and others[0].moment
                and now.moment
                and not relation(now.moment, others[0].moment)
            )
            return others[0] if loose else None
        return others[0] if len(others) == 1 else None


def _one_span(heads: list[Head]) -> list[Head]:
    """The columns of one span, that of the first, where months stand beside years or quarters beside halves."""
    spans = [h.moment.span for h in heads if h.moment is not None]
    return (
        [h for h in heads if h.moment and h.moment.span in ("", spans[0])]
        if "9m" in spans or "c" in {s[:1] for s in spans} or {"q", "h"} <= set(spans)
        else heads
    )


_PERCENT_HEAD = re.compile(r"[(（]\s*%\s*[)）]|%\s*$")
"""A head that says its column is in percent: 同比(%)."""
_UNITS = re.compile(r"币种|单位|\bcurrency\b|\bunits?\b")
_LATER = re.compile(r"20\d\d\s*年?\s*[eE](?![a-z])|预测|预计|forecast|\best\b|proj")


def _later(h: Head) -> bool:
    return _LATER.search(folded(h.text)) is not None


@lru_cache(maxsize=64)
def cube_of(grid: Grid) -> Cube | None:
    """The cube of a table, or None where it has no lines with names and figures."""
    if grid.doubtful or len(grid.rows) < 2 or not grid.headers:
        return None
    title = " ".join(dict.fromkeys(t for t in (grid.table.caption or "", grid.above) if t))
    width = len(grid.headers)
    rows = [_line(k, r) for k, r in enumerate(grid.rows)]
    lines = [x for x in rows if x is not None]
    if len(lines) < 2:
        return None
    lines = [Line(k, x.label, x.row, x.total, x.rest, x.percent, x.average) for k, x in enumerate(lines)]
    titled = bool(re.search(r"[(（][^()（）]*[%％][^()（）]*[)）]", title)) and "except" not in title
    heads: list[Head] = []
    figures = [[_figure(c, titled or x.percent) for c in x.row.cells] for x in lines]
    for j in range(width):
        heads.append(head_of(grid, j, [f[j] if j < len(f) else None for f in figures], heads))
    heads = dated(measured(heads))
    whole = _whole(lines, heads, figures)
    for h in heads:
        if h.percent and _PERCENT_HEAD.search(folded(h.text)):
            figures = [
                [replace(f, percent=True) if f is not None and j == h.index else f for j, f in enumerate(row)]
                for row in figures
            ]
    heads = [derived(h, heads, lines, figures) for h in heads]
    if not any(h.kind == "level" for h in heads):
        return None
    scales = tuple(scale_of(grid, h, title) for h in heads)
    said = norm(title + " " + " ".join(grid.headers))
    words = frozenset(re.findall(r"[a-z]+", folded(title + " " + " ".join(grid.headers)).lower())) | {said}
    return Cube(
        grid, title, tuple(lines), tuple(heads), tuple(tuple(f) for f in figures), scales, whole, words
    )


_TOTAL = re.compile(
    r"^(?:合计|总计|总和|小计|共计|全部|整体|总体|集团|total|group|grand total|overall|all|sum)\b|^(?:合计|总计|总和|小计|共计)|(?:合计|总计)$|^总(?:收入|额|量|数|计|体)|\btotal$|^total\b|^(?:world|worldwide|global|全球|全国|大盘|全行业)$"
)
_MEAN = re.compile(r"平均|均值|中位|\baverage\b|\bmean\b|\bmedian\b")
_REST = re.compile(r"^其[他它余]|^others?\b|^rest\b|^all other|^remaining")


def _line(k: int, row: Row) -> Line | None:
    label = next((n for n in row.names if re.search(r"[^\W\d_]", n)), "")
    if not label:
        # A rank or a code stands in the first column: the name is the first cell that is no figure.
        label = next(
            (c.text for c in row.cells[:3] if c.text and not re.search(r"^[\d.,%+\-\s]+$", c.text)), ""
        )
    if not label:
        return None
    low = folded(label).lower().strip()
    return Line(
        k,
        label,
        row,
        bool(_TOTAL.search(low)),
        bool(_REST.search(low)),
        bool(re.search(r"[(（,，]\s*%\s*[)）]?|(?<!\d)%\s*$", low)),
        bool(_MEAN.search(low)),
    )


_PLAIN = re.compile(
    r"(?P<open>[(（]?)\s*(?P<sign>[-+−–]?)\s*(?:[A-Z]{0,3}[$€£¥]|[A-Z]{3}\s)?\s*(?P<sign2>[-−–]?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*[)）]?\s*(?P<mark>%|pp|pts?|个?百分点|ppts?|bps?|bp)?\s*[)）]?\s*[*†‡a-z]?"
)


def _figure(cell: Cell, percent: bool) -> Figure | None:
    text = folded(cell.text).strip()
    found = _PLAIN.fullmatch(text)
    if found is None:
        if cell.operand is None or cell.unit in ("s", "day"):
            return None
        return Figure(cell.operand, cell.unit == "%", cell) if cell.unit in ("%", "times") else None
    digits = found["digits"].replace(",", "")
    value = Decimal(digits)
    minus = bool(found["open"]) or (found["sign"] + found["sign2"]) in ("-", "−", "–")
    places = len(digits.partition(".")[2])
    value = -value if minus else value
    return Figure(
        Operand(value, Interval.shown(value, places)),
        found["mark"] == "%" or (percent and not found["mark"]),
        cell,
    )


def _whole(
    lines: Sequence[Line], heads: Sequence[Head], figures: Sequence[Sequence[Figure | None]]
) -> int | None:
    """The line all other lines add up to, in every column of levels that is no rate."""
    for line in lines:
        if not line.total:
            continue
        others = [x.index for x in lines if not x.total and not x.average]
        checks = []
        for h in heads:
            cell = (
                figures[line.index][h.index]
                if h.kind == "level" and h.index < len(figures[line.index])
                else None
            )
            parts = [figures[k][h.index] for k in others if h.index < len(figures[k])]
            if cell is None or cell.percent or len(parts) != len(others) or any(p is None for p in parts):
                continue
            checks.append(meets(cell.operand, compute("sum", *(p.operand for p in parts if p is not None))))
        if checks and sum(checks) * 3 >= len(checks) * 2:
            return line.index
    return None
