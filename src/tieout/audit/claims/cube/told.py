"""A statement in words over a cube, and how its lines went: by the change the table prints, or by its levels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ....model.claim import ClaimKind
from ...grid import Cell
from ..base import Draft
from . import cues
from .moments import Moment, moments_in
from .naming import Named
from .spoken import Spoken
from .table import Cube, Head

__all__ = [
    "Moved",
    "Told",
    "listed_with",
    "measure_of",
    "moved_of",
    "window_of",
]


@dataclass(frozen=True)
class Told:
    """A statement in words, whether the cube bears it out, and where it stands."""

    kind: ClaimKind
    start: int
    end: int
    good: bool
    reason: str
    cells: tuple[Cell, ...]
    subject: str | None

    def draft(self) -> Draft:
        """The claim it makes."""
        return Draft(
            self.kind, "TIE107", self.start, self.end, None,
            fixed="supported" if self.good else "contradicted",
            subject=self.subject, reason=self.reason if not self.good else "", evidence=tuple(c.evidence() for c in self.cells),
        )  # fmt: skip


@dataclass(frozen=True)
class Moved:
    """How a line went: the change's value, and the cells that say so."""

    value: Decimal
    cells: tuple[Cell, ...]

    @property
    def text(self) -> str:
        return " and ".join(c.text for c in self.cells)


def window_of(cube: Cube, spoken: Spoken, start: int, end: int) -> tuple[str, Head | None, bool]:
    """The window of a change that a stretch names, the column it is counted from where named, and whether it is the table's."""
    window, base, known = "", None, True
    for a, _, m in spoken.moments:
        if not start <= a < end:
            continue
        if m.rel in ("prev", "yearago", "ytd", "prev2") and not m.part:
            window = m.rel
        elif m.rel not in ("now", "end"):
            head = next((h for x in cube.measures if (h := cube.at(x, m)) is not None), None)
            ahead = spoken.text(spoken.sentence.start, a)
            if head is not None and re.search(
                r"(?:较|比|由|从|from|than|on|over|against|since|compared with|compared to)\s*(?:in |the |end[- ])*$",
                ahead,
            ):
                base = head
            elif head is None or head is not cube.now(head.measure):
                known = known and _titled(cube, m)
    return window, base, known


def _titled(cube: Cube, moment: Moment) -> bool:
    return any(
        (x.part == moment.part and None in (x.year, moment.year)) or x == moment
        for _, _, x in moments_in(cube.title)
    )


def measure_of(cube: Cube, spoken: Spoken, start: int, end: int) -> str | None:
    """The one measure of a stretch: named in it, or the table's only one."""
    said = [x for a, b, x in spoken.measures if start <= a and b <= end]
    if said:
        return said[-1]
    return cube.measures[0] if len(cube.measures) == 1 else None


def moved_of(cube: Cube, line: int, measure: str, window: str, base: Head | None) -> Moved | None:
    """How a line went over a window: by the printed change, else by its levels."""
    heads = [
        h
        for h in cube.heads
        if (h.kind in ("change", "amount", "points") and h.window != "other" and h.measure in ("", measure))
        or (h.kind == "change" and h.now is not None and h.measure == measure)
    ]
    heads = [
        h
        for h in heads
        if h.window == window or (not window and h.window in ("", "prev", "yearago")) or not h.window
    ]
    if base is not None:
        heads = [h for h in heads if h.base == base.index]
    if len({h.window for h in heads}) > 1:
        return None
    for h in heads:
        figure = cube.figure(line, h.index)
        if figure is not None:
            return Moved(figure.operand.value, (figure.cell,))
    now = cube.now(measure)
    before = base or (cube.base(now, window) if now is not None else None)
    if now is None or before is None or before is now or window == "ytd":
        return None
    a, b = cube.figure(line, now.index), cube.figure(line, before.index)
    if a is None or b is None:
        return None
    return Moved(a.operand.value - b.operand.value, (a.cell, b.cell))


def listed_with(spoken: Spoken, k: int) -> list[Named]:
    """A name with those listed in front of it."""
    out = [spoken.names[k]]
    for n in reversed(spoken.names[:k]):
        if not cues.LIST.fullmatch(spoken.text(n.end, out[-1].start)):
            break
        out.append(n)
    return out
