"""``A/B 分别获 x/y``, ``A, B and C rose x, y and z respectively``: figures in the order of names.

The pairs tie each figure to its own name; where names and figures do not pair up, no figure of the
list may be read as that of the name nearest to it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model.formula import verify
from ...quantity import Quantity
from ..align import Hit, choose_column
from ..boards import other_board
from ..grid import Cell, Grid, Grids, Row, unit_fits
from ..mentions import Mention
from ..prose import Sentence
from ..senses import senses_of
from .bare import bare_change
from .base import Context, Draft
from .kin import held_by_kin
from .signs import against_the_word, with_sign

__all__ = ["find", "runs"]

_CUE = re.compile(r"分别|依次|[分各](?=占)|\brespectively\b")
_SEPARATOR = re.compile(r"^\s*(?:[/、,，]|和|及|与|以及|\band\b|,\s*and\b)+\s*[+-]?\s*$")


def runs(sentence: Sentence, row: Sequence[Mention]) -> Iterator[tuple[int, list[Mention]]]:
    """The runs of figures a 分别 or respectively governs: the cue's position and the figures."""
    for cue in _CUE.finditer(sentence.low):
        at = sentence.start + cue.start()
        english = cue.group() == "respectively"
        side = [m for m in row if (m.q.end <= at if english else m.q.start >= at)]
        if english:
            side.reverse()
        group: list[Mention] = []
        for m in side:
            if group:
                first, second = (m, group[-1]) if english else (group[-1], m)
                between = sentence.text[first.q.end - sentence.start : second.q.start - sentence.start]
                if not _SEPARATOR.match(between):
                    break
            elif abs((m.q.end if english else m.q.start) - at) > 40:
                break
            group.append(m)
        if english:
            group.reverse()
        if len(group) >= 2:
            yield at, group


def find(
    context: Context, grids: Grids, hits_by_sentence: Sequence[Sequence[Hit]], taken: set[int]
) -> Iterator[Draft]:
    """Values of respective lists against the tables. Adds every figure of such a list to ``taken``."""
    for i, sentence in enumerate(context.sentences):
        row = context.mentions[i]
        for cued, group in [
            *((True, g) for _, g in runs(sentence, row)),
            *((False, g) for g in _joined(sentence, row)),
        ]:
            if all(m.q.start in taken for m in group):
                continue
            before = context.passage.text[: group[0].q.start - context.passage.start]
            found = list(_pairs(sentence, group, hits_by_sentence[i], grids, before))
            if found or cued:
                yield from found
                taken |= {m.q.start for m in group}


def _joined(sentence: Sentence, row: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Figures of one unit joined by 和 alone (``A 与 B 的得分为 1347 和 1342``), two and more."""
    group: list[Mention] = []
    for m in row:
        between = (
            sentence.text[group[-1].q.end - sentence.start : m.q.start - sentence.start] if group else ""
        )
        if group and _SEPARATOR.match(between) and m.q.unit == group[-1].q.unit:
            group.append(m)
            continue
        if len(group) >= 2:
            yield group
        group = [m]
    if len(group) >= 2:
        yield group


def _pairs(
    sentence: Sentence, group: list[Mention], hits: Sequence[Hit], grids: Grids, before: str
) -> Iterator[Draft]:
    names = [h for h in hits if h.start < group[0].q.start][-len(group) :]
    if len(names) != len(group) or not _listed(sentence, names):
        return
    between = sentence.text[names[-1].end - sentence.start : group[0].q.start - sentence.start]
    if len(between) > 40 or any(c.isdigit() for c in between):
        return
    figures = _with_unit([m.q for m in group])
    for grid in grids.grids:
        rows = [{r for g, r in h.rows if g == grid.index} for h in names]
        if not all(len(r) == 1 for r in rows) or other_board(grid, sentence.text):
            continue
        found = [grid.rows[next(iter(r))] for r in rows]
        words = sentence.text[names[-1].end - sentence.start : group[-1].q.end - sentence.start + 12]
        column, named = choose_column(grid, words, figures[-1], found)
        if column is None and grid.tracker is None:
            wider = sentence.text[: group[-1].q.end - sentence.start]
            column, named = choose_column(grid, wider, figures[-1], found, changing=True)
        if column is None and figures[-1].unit == "%":
            column, named = bare_change(grid, between, "", before)
        if column is None:
            column, named = _by_figures(grid, found, figures, _ways(group))
        if column is None:
            continue
        sense = senses_of(grid).get(column)
        if sense is not None and sense.kind == "share" and all(m.role == "change" for m in group):
            continue  # shares of A and B rose by 12% and 4%: no column of market shares
        cells = [r.cells[column] for r in found]
        ways = _ways(group)
        if not named and any(map(_bad, figures, group, ways, cells)):
            continue
        for q, m, way, row in zip(figures, group, ways, found, strict=True):
            cell = row.cells[column]
            if cell.operand is None or not unit_fits(q, cell):
                continue
            check = verify(with_sign(q, way, cell), cell.operand)
            bad = _bad(q, m, way, cell)
            if bad and (not named or held_by_kin(q, row.label, grids, grid.index)):
                continue
            yield Draft(
                "value",
                "TIE101",
                m.q.start,
                m.q.end,
                q,
                fixed="contradicted" if bad else check.verdict,
                subject=row.label,
                metric=cell.header,
                said=q.value,
                expected=cell.operand.value,
                numbers=((m.q.start, m.q.end),),
                reason=f"the table gives {cell.text} for {row.label}, {cell.header}" if bad else check.reason,
                evidence=(cell.evidence(grid.table.period),),
            )
        return


def _by_figures(
    grid: Grid, rows: Sequence[Row], figures: Sequence[Quantity], ways: Sequence[int]
) -> tuple[int | None, bool]:
    """The one column that holds all the figures, and whether it is sure: in their order, or only in another.

    Three names with the three figures of one column, two of them changed about, are no chance.
    """

    def same(q: Quantity, way: int, cell: Cell) -> bool:
        return cell.operand is not None and unit_fits(q, cell) and verify(with_sign(q, way, cell), cell.operand).verdict == "supported"  # fmt: skip

    if any(sum(c.isdigit() for c in q.text) < 2 for q in figures) or len({q.value for q in figures}) < len(
        figures
    ):
        return None, False
    exact: list[int] = []
    mixed: list[int] = []
    for j in range(len(grid.headers)):
        cells = [r.cells[j] for r in rows if j < len(r.cells)]
        if len(cells) != len(figures):
            continue
        if all(map(same, figures, ways, cells)):
            exact.append(j)
        elif all(any(same(q, w, c) for c in cells) for q, w in zip(figures, ways, strict=True)):
            mixed.append(j)
    if len(exact) == 1:
        return exact[0], False
    return (mixed[0], True) if not exact and len(mixed) == 1 else (None, False)


def _ways(group: Sequence[Mention]) -> list[int]:
    """The directions of the figures: one that has no word of its own goes the way of the one before it."""
    out: list[int] = []
    for m in group:
        out.append(m.direction or (out[-1] if out else 0))
    return out


def _bad(q: Quantity, m: Mention, way: int, cell: Cell) -> bool:
    return cell.operand is None or (
        verify(with_sign(q, way, cell), cell.operand).verdict == "contradicted"
        or against_the_word(q, m, cell, way)
    )


def _listed(sentence: Sentence, names: Sequence[Hit]) -> bool:
    for a, b in itertools.pairwise(names):
        between = sentence.text[a.end - sentence.start : b.start - sentence.start]
        if a.end == b.start:
            continue  # the two halves of 两者
        if not re.fullmatch(
            r"\s*(?:[（(][^（）()]*[)）])?\s*(?:[/、,，]|和|及|与|以及|and|,\s*and)\s*", between
        ):
            return False
    return True


def _with_unit(figures: list[Quantity]) -> list[Quantity]:
    """``3.72 亿/0.85 亿美元``: a figure without a unit takes that of the last."""
    last = figures[-1]
    return [replace(q, unit=last.unit) if q.unit is None and last.unit else q for q in figures]
