"""Tables of one value column, whose rows are keyed by a subject and an item.

``指数 | 统计项 | 成分股 | 涨跌幅`` and ``模型 | 计费项 | 价格`` have no column for each measure: the row's item is
the measure. A sentence names both in words (AI 算力指数单日最大跌幅为 -0.90%; o1 的输入价为 15.00 美元), or leaves
one to what was said before; the member of an index is a name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...model.formula import verify
from ...quantity import Quantity
from ..grid import Cell, Grid, Grids, Row, norm, unit_fits
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .spotting import names_of, spots

__all__ = ["find"]


@dataclass(frozen=True)
class _Shape:
    """Which fields of a tracker are subject, item, value and member, and what prose calls the items."""

    tracker: str
    subject: str
    item: str
    value: str
    member: str
    words: tuple[tuple[str, re.Pattern[str]], ...]


_SHAPES = (
    _Shape(
        "market_stat", "index", "stat", "value_pct", "member",
        (
            ("max_daily_gain", re.compile(r"(?:单日|日)(?:最大)?涨幅(?:最大值?)?|最大(?:单日|日)涨幅|(?:largest|biggest|best) daily gain")),
            ("max_daily_loss", re.compile(r"(?:单日|日)(?:最大)?跌幅(?:最大值?)?|最大(?:单日|日)跌幅|(?:largest|biggest|worst) daily loss")),
            ("top_member", re.compile(r"涨幅(?:居首|最大|第一)的?(?:成分股|个股)|领涨(?:成分股|个股)|\b(?:best|top) member")),
            ("bottom_member", re.compile(r"跌幅(?:居首|最大|第一)的?(?:成分股|个股)|领跌(?:成分股|个股)|\bworst member")),
            ("week_return", re.compile(r"(?:全周|周)(?:累计)?(?:涨跌幅|涨幅|跌幅)|return of the week")),
        ),
    ),
    _Shape(
        "token_price", "model", "item", "price", "",
        (
            ("cached_input", re.compile(r"缓存(?:输入|命中)|cached input")),
            ("input", re.compile(r"(?<!缓存)输入(?!输出)|(?<!cached )\binput\b")),
            ("output", re.compile(r"(?<!输入)输出|\boutput\b")),
        ),
    ),
)  # fmt: skip
_WEEK = re.compile(r"全周|本周|一周|周内|周涨|周跌|over the week|this week|in the week|on the week")
_BEHIND = re.compile(r"\s*(?:with|for|of|by|at)\s+")
_RUN = re.compile(r"^\s*(?:、|和|与|及|,|，|\band\b)+\s*$")
_CHEAPEST = re.compile(r"价?最低的是|the lowest \w+(?: \w+)? price is that of|\bcheapest\b")


@dataclass(frozen=True)
class _Table:
    grid: Grid
    shape: _Shape
    subject: int
    item: int
    value: int
    member: int | None

    def rows(self, subject: str, item: str) -> list[Row]:
        """The rows of a subject and an item (either may be left empty), with a value."""
        out = []
        for at, record in zip(self.grid.table.record_rows, self.grid.table.records, strict=False):
            row = self.grid.rows[at]
            if item and record.get(self.shape.item) != item:
                continue
            if subject and norm(self.printed(row, self.subject)) != subject:
                continue
            if self.value < len(row.cells) and row.cells[self.value].operand is not None:
                out.append(row)
        return out

    def printed(self, row: Row, column: int) -> str:
        """What a cell prints, in the language of the edition; records hold the desk's own names."""
        return row.cells[column].text if column < len(row.cells) else ""

    def names(self, column: int | None) -> dict[str, str]:
        """Normalised names of a column, with their printed form."""
        return names_of(self.printed(r, column) for r in self.grid.rows) if column is not None else {}


def find(context: Context, grids: Grids, taken: set[int]) -> Iterator[Draft]:
    """Values, members and cheapest rows that such tables can check."""
    tables = [t for g in grids.grids if (t := _table(g)) is not None]
    for table in tables:
        carried = ""
        for i, sentence in enumerate(context.sentences):
            for draft in _sentence(sentence, context.mentions[i], table, carried):
                taken |= {s for s, _ in draft.numbers}
                yield draft
            named = spots(sentence, table.names(table.subject))
            carried = named[-1][2] if named else carried


def _table(grid: Grid) -> _Table | None:
    if grid.tracker is None or grid.doubtful:
        return None
    shape = next((s for s in _SHAPES if s.tracker == grid.tracker.name), None)
    if shape is None:
        return None
    at = [grid.table.column_of(f) for f in (shape.subject, shape.item, shape.value)]
    if None in at:
        return None
    a, b, c = (int(x) for x in at if x is not None)
    return _Table(grid, shape, a, b, c, grid.table.column_of(shape.member) if shape.member else None)


def _sentence(sentence: Sentence, row: Sequence[Mention], table: _Table, carried: str) -> Iterator[Draft]:
    subjects, members = (
        spots(sentence, table.names(table.subject)),
        spots(sentence, table.names(table.member)),
    )
    items = sorted(
        (f.start(), f.end(), code) for code, pattern in table.shape.words for f in pattern.finditer(sentence.low)
    )  # fmt: skip
    if not items and not members:
        return
    done: set[int] = set()
    if table.shape.member:
        for start, end, code in items:
            if code.endswith("_member"):
                yield from _member(sentence, table, start, end, code, subjects, members, carried)
    yield from _cheapest(sentence, table, subjects, items)
    for run in _runs(sentence, row):
        yield from _several(sentence, run, table, subjects, items, done)
    for m in row:
        at = m.q.start - sentence.start
        if m.q.start in done or not any(_fits(m.q, c) for c in table.grid.column(table.value)):
            continue
        said = [x for x in items if x[0] < at and not _closed(sentence, x[1], at)]
        close = [x for x in members if x[1] <= at and at - x[1] <= 24]
        if (
            close
            and (not said or close[-1][0] > said[-1][1])
            and (_WEEK.search(sentence.low[close[-1][0] : at]) or m.direction)
        ):
            yield from _members_value(sentence, m, table, close[-1])
            continue
        if not said:
            continue
        before = [s for s in subjects if s[1] <= at]
        behind = [s for s in subjects if _BEHIND.fullmatch(sentence.low[m.q.end - sentence.start : s[0]])]
        subject = behind[0][2] if behind else before[-1][2] if before else carried
        rows = table.rows(subject, said[-1][2]) if subject else []
        if len(rows) == 1:
            start = max([said[-1][0], *(s[0] for s in before[-1:])])
            # Held to it only where the words stand right before the number: no other figure between.
            alone = not any(start < x.q.start - sentence.start < at and x.q.unit == m.q.unit for x in row)
            sure = bool(before) and not behind and alone
            yield _value(sentence, m, rows[0].cells[table.value], rows[0], start, sure=sure)


def _closed(sentence: Sentence, end: int, at: int) -> bool:
    """True when the words before a number belong to another sentence part."""
    return sentence.text.count("；", end, at) > 0 or sentence.text.count(";", end, at) > 0


def _fits(q: Quantity, cell: Cell) -> bool:
    return cell.operand is not None and unit_fits(q, cell)


def _value(sentence: Sentence, m: Mention, cell: Cell, row: Row, start: int, *, sure: bool) -> Draft:
    assert cell.operand is not None
    q = m.q
    if cell.operand.value < 0 < q.value and not m.q.text.lstrip().startswith(("+", "＋")):
        q = replace(q, value=-q.value)  # 最大跌幅 2.18%: the sign is in the word
    check = verify(q, cell.operand)
    bad = check.verdict == "contradicted"
    return Draft(
        "value",
        "TIE101",
        sentence.start + start,
        m.q.end,
        m.q,
        fixed="unchecked" if bad and not sure else check.verdict,
        subject=row.label,
        metric=cell.header,
        said=m.q.value,
        expected=cell.operand.value,
        reason=f"the table gives {cell.text} for {row.label}, {cell.header}" if bad else check.reason,
        evidence=(cell.evidence(),),
        numbers=((m.q.start, m.q.end),),
    )


def _members_value(
    sentence: Sentence, m: Mention, table: _Table, member: tuple[int, int, str]
) -> Iterator[Draft]:
    """``甲科技全周上涨 41.90%``: a member's own figure, in the one row that names it."""
    column = table.member
    rows = [r for r in table.rows("", "") if column is not None and norm(r.cells[column].text) == member[2]]
    if len(rows) != 1:
        return
    cell = rows[0].cells[table.value]
    assert cell.operand is not None
    draft = _value(sentence, m, cell, rows[0], member[0], sure=True)
    if m.direction and (m.direction > 0) != (cell.operand.value > 0):
        draft = draft.replace(
            fixed="contradicted", reason=f"the table gives {cell.text} for {rows[0].label}, {cell.header}"
        )
    yield draft


def _member(
    sentence: Sentence,
    table: _Table,
    start: int,
    end: int,
    code: str,
    subjects: Sequence[tuple[int, int, str]],
    members: Sequence[tuple[int, int, str]],
    carried: str,
) -> Iterator[Draft]:
    """The name said to be an index's best or worst member against the row's."""
    before = [s for s in subjects if s[1] <= start]
    rows = table.rows(before[-1][2] if before else carried, code)
    if len(rows) != 1 or table.member is None:
        return
    cell = rows[0].cells[table.member]
    tail = re.match(r"\s*(?:为|是|：|:|was|is)?\s*(?P<name>[^（(，,。；;]{2,30})", sentence.text[end:])
    if tail is None:
        return
    said = tail.group("name").strip()
    good = norm(said) == norm(cell.text) or norm(cell.text).startswith(norm(said))
    known = any(norm(said) == key for _, _, key in members)
    yield Draft(
        "extreme",
        "TIE103",
        sentence.start + start,
        sentence.start + end + tail.start("name") + len(tail.group("name").rstrip()),
        None,
        # A name that no row has may be a spelling; a member of another row cannot.
        fixed="supported" if good else "contradicted" if known and before else "unchecked",
        subject=rows[0].label,
        metric=rows[0].cells[table.item].text,
        said=said,
        expected=cell.text,
        reason="" if good else f"the table gives {cell.text} for {rows[0].label}",
        evidence=(cell.evidence(), rows[0].cells[table.value].evidence()),
    )


def _runs(sentence: Sentence, row: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures joined by 和 or commas alone, two and more."""
    run: list[Mention] = []
    for m in row:
        between = sentence.text[run[-1].q.end - sentence.start : m.q.start - sentence.start] if run else ""
        if run and _RUN.match(between) and m.q.unit == run[-1].q.unit:
            run.append(m)
            continue
        if len(run) >= 2:
            yield run
        run = [m]
    if len(run) >= 2:
        yield run


def _several(
    sentence: Sentence,
    run: list[Mention],
    table: _Table,
    subjects: Sequence[tuple[int, int, str]],
    items: Sequence[tuple[int, int, str]],
    done: set[int],
) -> Iterator[Draft]:
    """``输出价分别为 2.00 美元和 60.00 美元``: one item, the subjects in the order they were named."""
    at = run[0].q.start - sentence.start
    said = [x for x in items if x[0] < at]
    if not said:
        return
    keys = list(dict.fromkeys(k for s, _, k in subjects if s < at))[-len(run) :]
    every = not keys
    if every:
        # 两个指数的单日最大涨幅为 x 和 y: the rows of the item, in the order of the table.
        keys = list(dict.fromkeys(norm(r.cells[table.subject].text) for r in table.rows("", said[-1][2])))
        keys = [k for k in keys if k][: len(run)]
    rows = [table.rows(k, said[-1][2]) for k in keys]
    if len(keys) != len(run) or any(len(r) != 1 for r in rows):
        return
    drafts = [
        _value(sentence, m, r[0].cells[table.value], r[0], m.q.start - sentence.start, sure=not every)
        for m, r in zip(run, rows, strict=True)
        if _fits(m.q, r[0].cells[table.value])
    ]
    if len(drafts) == len(run) and (not every or all(d.fixed != "unchecked" for d in drafts)):
        done |= {m.q.start for m in run}
        yield from drafts


def _cheapest(
    sentence: Sentence,
    table: _Table,
    subjects: Sequence[tuple[int, int, str]],
    items: Sequence[tuple[int, int, str]],
) -> Iterator[Draft]:
    """``输入价最低的是 A（0.55 USD）`` against every row of the item in that currency and unit."""
    if table.shape.tracker != "token_price":
        return
    for found in _CHEAPEST.finditer(sentence.low):
        named = [s for s in subjects if 0 <= s[0] - found.end() <= 4]
        code = [x[2] for x in items if x[0] < found.end()]
        if not named or not code:
            continue
        mine = table.rows(named[0][2], code[-1])
        if len(mine) != 1:
            continue
        records = dict(zip(table.grid.table.record_rows, table.grid.table.records, strict=False))
        kind = (records[mine[0].index].get("currency"), records[mine[0].index].get("unit"))
        same = [
            r
            for r in table.rows("", code[-1])
            if (records[r.index].get("currency"), records[r.index].get("unit")) == kind
        ]
        cells = [r.cells[table.value] for r in same]
        lowest = min(c.operand.value for c in cells if c.operand is not None)
        own = mine[0].cells[table.value].operand
        holder = next(
            r for r, c in zip(same, cells, strict=True) if c.operand is not None and c.operand.value == lowest
        )
        good = own is not None and own.value == lowest
        yield Draft(
            "extreme",
            "TIE103",
            sentence.start + found.start(),
            sentence.start + named[0][1],
            None,
            fixed="supported" if good else "contradicted",
            subject=mine[0].label,
            metric=mine[0].cells[table.item].text,
            said=mine[0].label,
            expected=holder.label,
            reason="" if good else f"the table gives {holder.cells[table.value].text} for {holder.label}",
            evidence=tuple(c.evidence() for c in cells),
        )  # fmt: skip
