"""Which table a sentence speaks of, and its claims against it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ....model.formula import verify
from ...grid import Grids, norm, unit_fits
from ...lexicon.readings import METRIC_ROW
from ...prose import Sentence
from ..another import another
from ..base import Context, Draft
from ..kin import held_by_kin
from ..slips import one_slip, trace_slips
from .figures import Answer, answer, draft_of
from .moments import moments_in
from .naming import find_lines
from .read import Asked, asked_of
from .spoken import Spoken, spoken_of
from .table import Cube, cube_of
from .told import Told
from .turned import turned
from .words import said_of

__all__ = ["find"]

_Found = dict[int, list[tuple[Cube, Asked, Answer]]]


NEAREST = 24
"""So many tables around a passage are asked: what it says of tables further off is seldom of their cells."""


def find(context: Context, grids: Grids, taken: set[int]) -> Iterator[Draft]:
    """Figures of a passage against the tables around it, nearest first."""
    sides = [s for g in grids.grids for s in (turned(g), g) if s is not None]
    cubes = [c for s in sides if (c := cube_of(s)) is not None]
    if not cubes:
        return
    cubes = sorted(cubes, key=lambda c: _distance(c, context.passage.start))[:NEAREST]
    before: dict[int, tuple[int, ...]] = {}
    read: list[tuple[Sentence, _Found]] = []
    for i, sentence in enumerate(context.sentences):
        row = context.mentions[i]
        spoken = [(c, spoken_of(c, sentence, row)) for c in cubes]
        yield from _words(sentence, spoken)
        if row:
            read.append((sentence, _answers(spoken, before, taken)))
        for c, s in spoken:
            if s.names:
                before[id(c)] = (s.names[0].line,)
            elif i and not any(x.names for _, x in spoken):
                before.pop(id(c), None) if row else None
    fitting = {
        c.grid.index
        for _, found in read
        for options in found.values()
        for c, asked, got in options
        if got.verdict.startswith("supported") and _telling(asked)
    }
    for sentence, found in read:
        yield from _sentence(sentence, found, fitting, grids)


def _words(sentence: Sentence, spoken: list[tuple[Cube, Spoken]]) -> Iterator[Draft]:
    """Statements in words: one that two tables could mean is only made where they agree."""
    found: dict[tuple[str, int, int], list[Told]] = {}
    for cube, said in spoken:
        for told in said_of(cube, said):
            if told.good or told.subject or _near(cube, sentence.start):
                found.setdefault((told.kind, told.start, told.end), []).append(told)
    for options in found.values():
        good = next((t for t in options if t.good), None)
        if good is not None:
            yield good.draft()
        elif len(options) == 1:
            yield options[0].draft()


def _distance(cube: Cube, at: int) -> int:
    """How far a table stands from a passage; one below it counts as further away."""
    table = cube.grid.table
    return at - table.end if table.end <= at else (table.start - at) * 3 + 2000


def _answers(
    spoken: list[tuple[Cube, Spoken]], before: dict[int, tuple[int, ...]], taken: set[int]
) -> _Found:
    """The figures of a sentence by their places, with what each cube says of them."""
    named = [c.grid.index for c, s in spoken if s.names]
    found: dict[int, list[tuple[Cube, Asked, Answer]]] = {}
    for c, s in spoken:
        for asked in asked_of(c, s, before.get(id(c), ()) if not named else ()):
            got = answer(c, asked, [x for x, _ in spoken])
            if got is not None and asked.m.q.start not in taken:
                found.setdefault(asked.m.q.start, []).append((c, asked, got))
    return found


def _sentence(sentence: Sentence, found: _Found, fitting: set[int], grids: Grids) -> Iterator[Draft]:
    failed: set[tuple[int, tuple[int, ...]]] = set()
    for options in found.values():
        good = [o for o in options if o[2].verdict.startswith("supported")]
        if good:
            c, asked, got = good[0]
            if _telling(asked):
                yield draft_of(c, asked, got, got.verdict)
            continue
        tight = [
            o
            for o in options
            if o[1].tight or (o[1].near and _storied(o[0], o[1], o[2])) or _confirmed(found, o[0], o[1])
        ]
        c, asked, got = (tight or options)[0]
        chain = (c.grid.index, asked.lines)
        paired = asked.paired and _dated_by_a_pair(found, c, asked, got)
        if (
            tight
            and (len(asked.lines) == 1 or _near(c, sentence.start))
            and len({o[0].grid.index for o in tight}) == 1
            and chain not in failed
            and not _undated(c, asked)
            and not _sum_of_named(c, asked, sentence)
            and not _told_already(found, c, got)
            and not _off_both_ways(asked, got, sentence)
            and not _scale_guessed(c, asked, got)
            and (c.grid.index in fitting or _own_table(c, asked, got))
            and _sane(asked, got)
            and (paired or not _of_other_moment(c, asked, sentence))
            and not any(held_by_kin(asked.m.q, c.lines[i].label, grids, c.grid.index) for i in asked.lines)
            and (len(got.cells) > 1 or not another(sentence, asked.m, asked.start, got.cells[0], c.grid))
        ):
            yield draft_of(c, asked, got, "contradicted")
        failed.add(chain)


def _dated_by_a_pair(found: _Found, cube: Cube, asked: Asked, got: Answer) -> bool:
    """True where another figure of the sentence has the column of this one: both are of its moment."""
    return any(
        c is cube and a.m is not asked.m and x.verdict == "supported" and x.cells[0].col == got.cells[0].col
        for options in found.values()
        for c, a, x in options
    )


def _storied(cube: Cube, asked: Asked, got: Answer) -> bool:
    """True where a slip tells that this cell was meant: the figure of a neighbour, or two digits changed about."""
    if _neighbours(cube, asked, got):
        return True
    q, wanted = asked.m.q, abs(got.expected.interval)
    if sum(c.isdigit() for c in q.text) < 3:
        return False
    turned = (s for s in trace_slips(q) if s.text)
    return any(s.value.meets(wanted) for s in turned) or (asked.implied and one_slip(q, wanted))


def _confirmed(found: _Found, cube: Cube, asked: Asked) -> bool:
    """True where the figure right before it is that of the same line in the table: falling 11.0% to $612 million."""
    if asked.after is None:
        return False
    return any(
        c is cube
        and a.lines == asked.lines
        and x.verdict == "supported"
        and sum(ch.isdigit() for ch in a.m.q.text) >= 3
        for c, a, x in found.get(asked.after.q.start, ())
    )


def _neighbours(cube: Cube, asked: Asked, got: Answer) -> bool:
    """True where the figure is that of the line beside, in the same column, or of the same line in the column beside."""
    q, at = asked.m.q, got.cells[0]
    if len(got.cells) != 1 or sum(c.isdigit() for c in q.text) < (2 if q.decimals else 3):
        return False
    own = norm(cube.lines[asked.lines[0]].label)
    kinds = {
        h.kind for h in cube.heads if (f := cube.figure(asked.lines[0], h.index)) is not None and f.cell is at
    }
    return any(
        (f := cube.figure(x.index, h.index)) is not None
        and (x.index == asked.lines[0] or not _akin(own, norm(x.label)))
        and (f.cell.row == at.row) != (f.cell.col == at.col)
        and f.percent == (q.unit == "%")
        and abs(f.operand.value) == abs(q.value / q.scale)
        and (f.cell.col == at.col or h.kind in kinds)
        for x in cube.lines
        for h in cube.heads
    )


def _akin(one: str, other: str) -> bool:
    """True for two lines of one name, spot and contract: which is meant a longer form may say."""
    return one.startswith(other[:6]) or other.startswith(one[:6])


_BETTER = re.compile(r"\bimprov|\bworsen|\bdeteriorat|改善|恶化|优化|好转")
"""A ratio of costs improves as it falls: the word has no sign of its own."""


def _off_both_ways(asked: Asked, got: Answer, sentence: Sentence) -> bool:
    """True for a change that differs in its size and in its direction: hardly one of this cell."""
    if got.opposed and _BETTER.search(
        sentence.low[max(0, asked.start - sentence.start) : asked.m.q.start - sentence.start]
    ):
        return True
    moved = asked.kind in ("change", "amount", "points") and asked.direction and got.expected.value
    return bool(moved) and not got.opposed and (got.expected.value < 0) != (asked.direction < 0)


def _told_already(found: _Found, cube: Cube, got: Answer) -> bool:
    """True where another figure of the sentence is that of the cell: this one is of something else."""
    return len(got.cells) == 1 and any(
        c is cube and x.verdict == "supported" and x.cells == got.cells
        for options in found.values()
        for c, _, x in options
    )


def _scale_guessed(cube: Cube, asked: Asked, got: Answer) -> bool:
    """True where the table leaves the scale of a level open, so that any figure has a size near the cell's.

    Then only a slip in the digits, or the figure of a cell beside, tells that the cell was meant.
    """
    q = asked.m.q
    if asked.kind != "level" or got.opposed or q.unit in ("%", "pp", "bp") or len(got.cells) != 1:
        return False
    if cube.scales[got.cells[0].col] is not None or (q.scale == 1 and q.unit is None):
        return False
    told = sum(ch.isdigit() for ch in q.text) >= 3 and one_slip(q, abs(got.expected.interval))
    return not (told or _neighbours(cube, asked, got))


def _sum_of_named(cube: Cube, asked: Asked, sentence: Sentence) -> bool:
    """True where 合计 adds up the lines named before it: 甲、乙、丙居前三，合计占 78.3%."""
    if len(asked.lines) != 1 or not cube.lines[asked.lines[0]].total:
        return False
    ahead = sentence.text[: max(0, asked.m.q.start - sentence.start)]
    if re.search(r"(?:其中|[中里]有|超过|以上|\d+[笔家个只款])[^。；;]*[，,]\s*(?:合计|共计|占)", ahead):
        return True  # 8 笔中有 4 笔超过 2.7 亿美元，合计 1,714
    named = {n.line for n in find_lines(cube, ahead)} - set(asked.lines)
    return len(named) >= 2


def _of_other_moment(cube: Cube, asked: Asked, sentence: Sentence) -> bool:
    """True where the line has this very figure at another moment, and the sentence names none of its own."""
    if asked.kind != "level" or len(asked.lines) != 1 or asked.m.q.unit == "%":
        return False
    own = [m for _, _, m in moments_in(sentence.low) if not m.move]
    if any(asked.now is not None and asked.now.moment == m for m in own):
        return False
    figures = [f for h in cube.heads if (f := cube.figure(asked.lines[0], h.index)) is not None]
    return any(verify(asked.m.q, f.operand).verdict == "supported" for f in figures)


def _own_table(cube: Cube, asked: Asked, got: Answer) -> bool:
    """Whether a table of plain measures (Revenue, 毛利率) is that of whom the prose speaks.

    Every company has such lines. Where nothing else the passage says fits the table, only a slip of the very
    cell, or the figure of a cell beside or below it, tells that this table was meant.
    """
    if not all(METRIC_ROW.search(cube.lines[i].label) for i in asked.lines) or got.opposed:
        return True
    if sum(ch.isdigit() for ch in asked.m.q.text) < 3:
        return False
    at = got.cells[0]
    near = (c for row in cube.grid.rows for c in row.cells if (c.row == at.row) != (c.col == at.col))
    return one_slip(asked.m.q, abs(got.expected.interval)) or any(
        unit_fits(asked.m.q, c) and verify(asked.m.q, c.operand).verdict == "supported"
        for c in near
        if c.operand is not None
    )


def _near(cube: Cube, at: int) -> bool:
    """True for the table right above: five of something else are elsewhere in a long report."""
    return 0 <= at - cube.grid.table.end < 1500


def _telling(asked: Asked) -> bool:
    """False for a figure so short that many cells would give it, unless the words tie it."""
    digits = sum(ch.isdigit() for ch in asked.m.q.text)
    return asked.tight or digits >= 3 or (digits == 2 and asked.m.q.unit == "%")


def _undated(cube: Cube, asked: Asked) -> bool:
    """True for a level of no moment that a column of another span of its line holds: 1-10月 beside 10月."""
    now = asked.now or cube.now(asked.measure or "")
    if now is None or now.moment is None or asked.now is not None:
        return False
    spans = [
        h
        for h in cube.levels
        if h.measure == asked.measure and h.moment is not None and h.moment.span != now.moment.span
    ]
    told = (answer(cube, replace(asked, now=h)) for h in spans)
    return any(x is not None and x.verdict.startswith("supported") for x in told)


_SLIPS = tuple(Decimal(10) ** k for k in (-6, -4, -3, -2, 2, 3, 4, 6))


def _sane(asked: Asked, got: Answer) -> bool:
    """False for what is so far from the table that a wrong reading is likelier than a slip."""
    a, b = abs(asked.m.q.value), abs(got.expected.value)
    if not a or not b:
        return asked.kind == "level"
    ratio = a / b
    return (
        got.opposed
        or Decimal(1) / 15 < ratio < 15
        or any(abs(ratio * k - 1) < Decimal("0.1") for k in _SLIPS)
    )
