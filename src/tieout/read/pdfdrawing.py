"""Charts drawn on a PDF page: where they are, so that their ticks and labels are not read as text.

A chart is told by its marks: curves, polygons, bars. Rules belong to tables, and a shape with words in
it is a shaded cell. The marks of one chart stand close together, as a rule on a background of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Box", "Shape", "drawings"]

# Marks further apart than this are of two charts; a line of a chart (an axis, a whisker) touches it.
APART = 25.0
TOUCH = 4.0
# Letters to a mark: beyond this a panel holds text beside a small chart.
LETTERS = 25
MAX_LINES = 800


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a page, in points from its top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """Its size."""
        return (self.x1 - self.x0) * (self.y1 - self.y0)

    def holds(self, x: float, y: float) -> bool:
        """True when a point is inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def encloses(self, other: Box) -> bool:
        """True when another box is inside, but for a point of line width."""
        return (
            self.x0 - 1 <= other.x0
            and self.y0 - 1 <= other.y0
            and other.x1 <= self.x1 + 1
            and other.y1 <= self.y1 + 1
        )

    def near(self, other: Box, gap: float) -> bool:
        """True when two boxes are closer than ``gap``."""
        return (
            self.x0 - gap <= other.x1
            and other.x0 - gap <= self.x1
            and self.y0 - gap <= other.y1
            and other.y0 - gap <= self.y1
        )


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is no line: its box, and of how many pieces it is drawn (a rectangle has 4 or 5)."""

    box: Box
    pieces: int

    @property
    def square(self) -> bool:
        """True for a rectangle."""
        return self.pieces <= 5


def drawings(
    shapes: Sequence[Shape], lines: Sequence[Box], words: Sequence[tuple[float, float]], page: Box
) -> list[Box]:
    """The boxes of the charts among ``shapes`` and ``lines``, without the labels beside them.

    ``words`` are the middles of the page's letters.

    >>> bars = [Shape(Box(50, y, 60 + y, y + 8), 5) for y in (100, 115, 130, 145)]
    >>> panel = Shape(Box(40, 90, 400, 170), 5)
    >>> drawings([panel, *bars], [], [], Box(0, 0, 595, 842))
    [Box(x0=40, y0=90, x1=400, y1=170)]
    """
    marks = [
        s
        for s in shapes
        if s.box.area < 0.3 * page.area and (not s.square or not any(s.box.holds(x, y) for x, y in words))
    ]
    found: list[Box] = []
    panels = sorted(
        (s.box for s in shapes if s.square and s.box.area < 0.7 * page.area), key=lambda b: b.area
    )
    for panel in panels:
        inside = [m for m in marks if m.box != panel and panel.encloses(m.box)]
        letters = sum(1 for x, y in words if panel.holds(x, y))
        if (
            len(inside) >= 3
            and letters <= LETTERS * len(inside)
            and _fills(inside, panel)
            and _charted(inside)
        ):
            found.append(panel)
            marks = [m for m in marks if not panel.encloses(m.box)]
            lines = [b for b in lines if not panel.encloses(b)]
    for group, boxes in _clusters(marks, lines[:MAX_LINES]):
        if len(group) >= 4 and _charted(group):
            found.append(_around(boxes))
    return sorted(found, key=lambda b: (b.y0, b.x0))


def _fills(marks: Sequence[Shape], panel: Box) -> bool:
    """A panel belongs to a chart that takes up most of its height or width; else it holds more than that."""
    drawn = _around([m.box for m in marks])
    high = (drawn.y1 - drawn.y0) / (panel.y1 - panel.y0 or 1)
    wide = (drawn.x1 - drawn.x0) / (panel.x1 - panel.x0 or 1)
    return high >= 0.45 and max(high, wide) >= 0.6


def _charted(marks: Sequence[Shape]) -> bool:
    """Curves, or bars of different lengths; equal boxes in a row are a form or a pattern."""
    if any(not m.square and m.box.area > 9 for m in marks):
        return True
    wide = {round(m.box.x1 - m.box.x0) for m in marks}
    high = {round(m.box.y1 - m.box.y0) for m in marks}
    return max(len(wide), len(high)) >= 3


def _clusters(marks: Sequence[Shape], lines: Sequence[Box]) -> list[tuple[list[Shape], list[Box]]]:
    """Marks that stand together, and the boxes of all that is drawn with them."""
    groups: list[tuple[list[Shape], list[Box]]] = []
    every: list[tuple[Box, Shape | None]] = [(m.box, m) for m in marks] + [(b, None) for b in lines]
    for box, mark in every:
        joined: tuple[list[Shape], list[Box]] = ([mark] if mark else [], [box])
        apart = []
        for group in groups:
            # A line joins what it touches; marks reach further for one another.
            close = mark is not None and any(box.near(m.box, APART) for m in group[0])
            if close or any(box.near(b, TOUCH) for b in group[1]):
                joined = (joined[0] + group[0], joined[1] + group[1])
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [g for g in groups if g[0]]


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
    )
