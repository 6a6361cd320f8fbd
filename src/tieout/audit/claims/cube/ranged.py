"""The figures of all lines of a cube that a statement in words is of: levels of the moment said, or how they went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ...grid import Cell
from .spoken import Spoken
from .table import Cube, Head
from .told import measure_of, moved_of, window_of

__all__ = ["Column", "by_amount", "column_of", "columns_of", "own_figures"]


@dataclass(frozen=True)
class Column:
    """The figures of the members that words speak of: a value and its cells for each line."""

    values: dict[int, Decimal]
    cells: dict[int, tuple[Cell, ...]]
    name: str

    def text(self, line: int) -> str:
        """The cells of a line, as printed."""
        return " and ".join(c.text for c in self.cells[line])


def column_of(cube: Cube, spoken: Spoken, start: int, end: int, *, rate: bool) -> Column | None:
    """The figures of all members: levels of the moment said, or how they went over the window said."""
    measure = _measure(cube, spoken, start, end)
    if measure is None:
        return None
    if _of_another_time(cube, spoken, start, measure):
        return None
    lines = [x.index for x in cube.members if not x.rest]
    values: dict[int, Decimal] = {}
    cells: dict[int, tuple[Cell, ...]] = {}
    if rate:
        window, base, known = window_of(cube, spoken, start, end)
        if not known or (not window and base is None and not _one_window(cube, measure)):
            return None
        for k in lines:
            moved = _rate(cube, k, measure, window, base)
            if moved is None:
                return None
            values[k], cells[k] = moved
        return Column(values, cells, "growth")
    head = cube.now(measure)
    for a, _, m in spoken.moments:
        if start <= a < end and m.rel not in ("now", "end"):
            head = cube.at(measure, m)
    if head is None or cube.mixed:
        return None
    for k in lines:
        f = cube.figure(k, head.index)
        if f is None:
            return None
        values[k], cells[k] = f.operand.value, (f.cell,)
    if len({f.percent for k in lines if (f := cube.figure(k, head.index))}) > 1:
        return None
    return Column(values, cells, head.text)


MOST = 6
"""A statement that names no measure is asked of so many columns at most."""


def _of_another_time(cube: Cube, spoken: Spoken, start: int, measure: str) -> bool:
    """True where the sentence opens with a time that is not the table's own: 去年同期甲约为乙的 3.4 倍."""
    now = cube.now(measure)
    return any(
        a < start and not m.move and m.rel not in ("now", "end") and cube.at(measure, m) is not now
        for a, _, m in spoken.moments
    )


def columns_of(cube: Cube) -> list[Column]:
    """Every column in which all members have a figure: where no measure is named, one of them must be meant."""
    lines = [x.index for x in cube.members if not x.rest]
    out: list[Column] = []
    for h in cube.heads:
        if h.kind == "text":
            continue
        figures = {k: f for k in lines if (f := cube.figure(k, h.index)) is not None}
        if len(figures) == len(lines) and len({f.percent for f in figures.values()}) == 1:
            values = {k: f.operand.value for k, f in figures.items()}
            out.append(Column(values, {k: (f.cell,) for k, f in figures.items()}, h.text))
        elif figures:
            return []  # a column with holes may be the one that is meant
    return out if len(out) <= MOST and not cube.mixed else []


_NOUN = re.compile(
    r"归母净利润|净利润|毛利润?|利润|营业收入|营收|收入|销售额|销量|出货量?|产量|市值|市占率|份额|价格|均价|访问量?|月活|日活|用户|净利率|毛利率"
)


def _measure(cube: Cube, spoken: Spoken, start: int, end: int) -> str | None:
    """The measure said: by the whole noun, so that 净利润 is no 净利率."""
    nouns = _NOUN.findall(spoken.text(start, end)) or _NOUN.findall(spoken.text(spoken.sentence.start, end))
    if len(cube.measures) > 1 and nouns:
        fitting = [m for m in cube.measures if nouns[-1] in m or (len(m) >= 2 and m in nouns[-1])]
        return fitting[0] if len(fitting) == 1 else None
    return measure_of(cube, spoken, spoken.sentence.start, end)


def _one_window(cube: Cube, measure: str) -> bool:
    """True where the table has one change of the measure, or two moments to take it between."""
    changes = [h for h in cube.heads if h.kind == "change" and h.measure in ("", measure)]
    levels = [h for h in cube.levels if h.measure == measure and h.moment is not None]
    return len(changes) == 1 or (not changes and len(levels) == 2)


def _rate(
    cube: Cube, line: int, measure: str, window: str, base: Head | None
) -> tuple[Decimal, tuple[Cell, ...]] | None:
    moved = moved_of(cube, line, measure, window, base)
    if moved is None:
        return None
    if len(moved.cells) == 1:
        return moved.value, moved.cells
    one, two = (cube.figure(line, c.col) for c in moved.cells)
    if one is None or two is None or two.operand.value <= 0:
        return None
    if one.percent:
        return one.operand.value - two.operand.value, moved.cells
    return one.operand.value / two.operand.value - 1, moved.cells


def by_amount(cube: Cube, column: Column, line: int, *, high: bool, drop: bool) -> bool:
    """True where the line is the first by how much it went, if not by what part of itself."""
    gaps = {k: h for k, cells in column.cells.items() if (h := _gap(cube, k, cells)) is not None}
    if line not in gaps:
        measure = next((h.measure for h in cube.heads if h.kind == "level"), "")
        now = cube.now(measure)
        base = cube.base(now, "") if now is not None else None
        if now is None or base is None:
            return False
        pairs = {k: (cube.figure(k, now.index), cube.figure(k, base.index)) for k in column.cells}
        gaps = {k: a.operand.value - b.operand.value for k, (a, b) in pairs.items() if a and b}
    if line not in gaps:
        return False
    return gaps[line] == (max if high != drop else min)(gaps.values())


def _gap(cube: Cube, line: int, cells: tuple[Cell, ...]) -> Decimal | None:
    if len(cells) != 2:
        return None
    one, two = (cube.figure(line, c.col) for c in cells)
    return one.operand.value - two.operand.value if one and two else None


def own_figures(cube: Cube, spoken: Spoken, x: re.Match[str], column: Column, line: int) -> bool:
    """True unless a figure between the name and the word is another than the column's: 输入价为 21.5 元，是 B 的."""
    at = spoken.sentence.start
    for m in spoken.row:
        if not at + x.start("m") <= m.q.start < at + x.end("m") or m.unit_kind == "time" or m.q.rank:
            continue
        held = [f.operand.value for c in column.cells[line] if (f := cube.figure(line, c.col)) is not None]
        if not any(abs(abs(v) - abs(m.q.value / m.q.scale)) < Decimal(1).scaleb(-m.q.decimals) for v in held):
            return False
    return True
