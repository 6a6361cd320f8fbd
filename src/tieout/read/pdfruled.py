"""Grids with lines both ways: the lines are the cells, and where one is missing two cells are one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .draft import Cell
from .pdflines import TextLine, join_lines, lines_of
from .pdfpage import Glyph, Rule

__all__ = ["clusters", "ruled_grids"]

NEAR = 3.0


def ruled_grids(
    lines: Sequence[TextLine], rules: Sequence[Rule]
) -> list[tuple[tuple[float, float, float, float], tuple[tuple[Cell, ...], ...]]]:
    """The box (top, bottom, left, right) and the cells of each grid."""
    found = []
    for group in _touching(rules):
        across = [r for r in group if r.across]
        upright = [r for r in group if not r.across]
        xs = clusters(r.x0 for r in upright)
        ys = clusters(r.y0 for r in across)
        if len(ys) < 2 or len(xs) < 2:
            continue
        left, right = min(r.x0 for r in group), max(r.x1 for r in group)
        xs = ([left] if xs[0] - left > 4 else []) + xs + ([right] if right - xs[-1] > 4 else [])
        if len(xs) < 3 or len(ys) < 3:
            continue
        inside = [
            g
            for ln in lines
            for g in ln.glyphs
            if xs[0] < (g.x0 + g.x1) / 2 < xs[-1] and ys[0] < (g.y0 + g.y1) / 2 < ys[-1]
        ]
        if not inside:
            continue
        rows = _cells(inside, xs, ys, across, upright)
        if rows is not None:
            found.append(((ys[0], ys[-1], xs[0], xs[-1]), rows))
    return found


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that meet, group by group."""
    groups: list[list[Rule]] = []
    for rule in rules:
        joined = [rule]
        apart = []
        for group in groups:
            if any(_cross(rule, other) for other in group):
                joined += group
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [g for g in groups if len(g) >= 4]


def _cross(a: Rule, b: Rule) -> bool:
    return a.x0 - NEAR <= b.x1 and b.x0 - NEAR <= a.x1 and a.y0 - NEAR <= b.y1 and b.y0 - NEAR <= a.y1


def clusters(values: Iterable[float]) -> list[float]:
    out: list[list[float]] = []
    for v in sorted(values):
        if out and v - out[-1][-1] <= NEAR:
            out[-1].append(v)
        else:
            out.append([v])
    return [sum(c) / len(c) for c in out]


def _cells(
    glyphs: Sequence[Glyph],
    xs: Sequence[float],
    ys: Sequence[float],
    across: Sequence[Rule],
    upright: Sequence[Rule],
) -> tuple[tuple[Cell, ...], ...] | None:
    """Cells of a ruled grid; where a line is missing between two, they are one merged cell."""
    wide, high = len(xs) - 1, len(ys) - 1
    if wide * high > 20000:
        return None
    owner = {(i, j): (i, j) for i in range(high) for j in range(wide)}

    def has_below(i: int, j: int) -> bool:
        middle = (xs[j] + xs[j + 1]) / 2
        return any(abs(r.y0 - ys[i + 1]) <= NEAR and r.x0 - NEAR <= middle <= r.x1 + NEAR for r in across)

    def has_right(i: int, j: int) -> bool:
        middle = (ys[i] + ys[i + 1]) / 2
        return any(abs(r.x0 - xs[j + 1]) <= NEAR and r.y0 - NEAR <= middle <= r.y1 + NEAR for r in upright)

    for i in range(high):
        for j in range(wide):
            if j + 1 < wide and not has_right(i, j):
                owner[i, j + 1] = owner[i, j]
            if i + 1 < high and not has_below(i, j) and owner[i + 1, j] == (i + 1, j):
                owner[i + 1, j] = owner[i, j]
    boxes: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, first in owner.items():
        while owner[first] != first:
            first = owner[first]
        boxes.setdefault(first, []).append(place)
    texts: dict[tuple[int, int], list[Glyph]] = {}
    for g in glyphs:
        x, y = (g.x0 + g.x1) / 2, (g.y0 + g.y1) / 2
        i = max(k for k in range(high) if ys[k] <= y)
        j = max(k for k in range(wide) if xs[k] <= x)
        first = owner[i, j]
        while owner[first] != first:
            first = owner[first]
        texts.setdefault(first, []).append(g)
    widest = _widest(texts, boxes)
    rows: list[tuple[Cell, ...]] = []
    for i in range(high):
        row = []
        for j in range(wide):
            if (i, j) not in boxes:
                continue
            places = boxes[i, j]
            down = max(p[0] for p in places) - i + 1
            over = max(p[1] for p in places) - j + 1
            room = widest.get(j, 0.0) if over == 1 else xs[j + over] - xs[j]
            row.append(Cell(_said(texts.get((i, j), ()), room), 0, 0, down, over))
        rows.append(tuple(row))
    kept = [r for r in rows if r]
    filled = sum(1 for r in kept for c in r if c.text)
    return tuple(kept) if filled >= 3 and len(kept) >= 2 else None


def _said(glyphs: Iterable[Glyph], widest: float) -> str:
    lines = lines_of(glyphs)
    full = [widest - (a.x1 - a.x0) < b.glyphs[0].x1 - b.glyphs[0].x0 + 0.5 for a, b in pairwise(lines)]
    return join_lines((" ".join(s.text for s in ln.segments) for ln in lines), full=full)


def _widest(
    texts: dict[tuple[int, int], list[Glyph]], boxes: dict[tuple[int, int], list[tuple[int, int]]]
) -> dict[int, float]:
    """The widest line in the cells of each column, of cells of one column."""
    out: dict[int, float] = {}
    for (i, j), glyphs in texts.items():
        if len({b for _, b in boxes[i, j]}) == 1:
            for line in lines_of(glyphs):
                out[j] = max(out.get(j, 0.0), line.x1 - line.x0)
    return out
