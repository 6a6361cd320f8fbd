"""Who else in a sentence could own a figure: the second wall before a contradiction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.formula import verify
from ...quantity import Quantity
from ..align import Hit
from ..grid import Cell, Grid, Grids, unit_fits
from ..mentions import Mention
from ..prose import Sentence

__all__ = ["Nearby"]


@dataclass(frozen=True)
class Nearby:
    """What else a sentence holds that could own a number: its other numbers and names; ``about`` are its headings."""

    row: Sequence[Mention]
    hits: Sequence[Hit]
    grids: Grids
    about: str = ""

    def owner(
        self, sentence: Sentence, m: Mention, lead: Hit, cell: Cell, grid: Grid, *, column_said: bool = False
    ) -> str:
        """Who else could own the figure, so that the nearest name cannot be held to it; empty when nobody.

        A name right in front of its number (``A 为 x``) is held to it whatever stands around. Behind
        a list of names, a pronoun or an ``and``, the binding is one joint assignment for the
        sentence: another row that is named there and holds the figure, or another number there that
        fits this cell, is a reading that fits. With ``column_said`` the words right beside the number
        name its column, so that figures of the same row under other columns are their own.
        """
        run = self._run(sentence, m)
        if any(_holds(x.q, cell) for x in run):
            return run[-1].q.text
        if self._tight(sentence, m, lead):
            return ""
        for other in grid.rows[cell.row].cells if cell.row < len(grid.rows) and not column_said else ():
            if other.col != cell.col and _holds(m.q, other):
                return other.header
        for hit in self.hits:
            for g, r in hit.rows:
                theirs = self.grids.grids[g].rows[r].cells if self.grids.grids[g] is grid else ()
                mine = theirs[cell.col] if cell.col < len(theirs) else None
                if mine is not None and mine.row != cell.row and _holds(m.q, mine):
                    return grid.rows[r].label
        for x in self.row if not column_said else ():
            if x is not m and x.q.unit == m.q.unit and _holds(x.q, cell):
                return x.q.text
        return ""

    def _run(self, sentence: Sentence, m: Mention) -> list[Mention]:
        """The numbers listed behind this one with nothing but commas between: readings of several weeks."""
        out: list[Mention] = []
        last = m
        for x in self.row:
            if x.q.start < last.q.end or x.q.unit != m.q.unit:
                continue
            between = sentence.text[last.q.end - sentence.start : x.q.start - sentence.start]
            if _JOINED.fullmatch(between.strip()) is None:
                break
            out.append(x)
            last = x
        return out

    def _tight(self, sentence: Sentence, m: Mention, lead: Hit) -> bool:
        if lead.end > m.q.start or any(lead.end <= h.start < m.q.start for h in self.hits):
            return False
        between = sentence.text[lead.end - sentence.start : m.q.start - sentence.start]
        if _LOOSE.search(between):
            return False
        # Figures that describe the name (16 核+96G) do not loosen it; one that could be its value does.
        if any(lead.end <= x.q.start < m.q.start and x.q.unit == m.q.unit for x in self.row):
            return False
        before = [h for h in self.hits if h.end <= lead.start]
        joint = (
            sentence.text[before[-1].end - sentence.start : lead.start - sentence.start] if before else "."
        )
        return _JOINED.fullmatch(joint.strip()) is None


# A conjunction or a pronoun between a name and a number: the number may be somebody else's.
_LOOSE = re.compile(r"、|以及|[和及其它]|两者|分别|\b(?:and|or|it|its|they|their|both|respectively)\b", re.I)
_JOINED = re.compile(r"[,，、]?\s*(?:and|or|和|与|及|以及)?", re.I)


def _holds(q: Quantity, cell: Cell) -> bool:
    """True when the cell holds the figure; its sign may be in a word the clause leaves out."""
    if cell.operand is None or not unit_fits(q, cell):
        return False
    if verify(q, cell.operand).verdict == "supported":
        return True
    return cell.operand.value < 0 < q.value and verify(q, -cell.operand).verdict == "supported"
