"""Columns of a table without upright lines: the white between words parts them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .pdflines import Segment, TextLine, loose
from .pdfpage import Glyph

__all__ = ["Piece", "columns_of", "covered", "levels_of", "pieces_of"]

MIN_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line in one column (or over several)."""

    glyphs: tuple[Glyph, ...]
    first: int
    last: int

    @property
    def y0(self) -> float:
        return min(g.y0 for g in self.glyphs)

    @property
    def y1(self) -> float:
        return max(g.y1 for g in self.glyphs)

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def wide(self) -> float:
        return max(g.x1 for g in self.glyphs) - min(g.x0 for g in self.glyphs)

    @property
    def centre(self) -> float:
        return (min(g.x0 for g in self.glyphs) + max(g.x1 for g in self.glyphs)) / 2


def columns_of(lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The columns: stretches of x that words cover, parted where no line has any.

    A name that spans columns covers the white between them; one line in ten may, if without it there are
    fewer columns than a line has cells.
    """
    wide = [ln for ln in lines if len(ln.segments) > 1] or list(lines)
    counts = sorted(len(covered(ln)) for ln in wide)
    cells = counts[min(len(counts) - 1, int(0.8 * len(counts)))]
    found: list[tuple[float, float]] = []
    for allowed in sorted({0, 1 if len(wide) >= 4 else 0, int(0.1 * len(wide))}):
        found = _stretches(wide, allowed)
        if len(found) >= cells:
            break
    return found


def _stretches(lines: Sequence[TextLine], allowed: int) -> list[tuple[float, float]]:
    edges: list[tuple[float, int]] = []
    for line in lines:
        for a, b in covered(line):
            edges += [(a, 1), (b, -1)]
    edges.sort(key=lambda e: (e[0], -e[1]))
    columns: list[tuple[float, float]] = []
    count = 0
    start: float | None = None
    for x, step in edges:
        before = count
        count += step
        if before <= allowed < count and start is None:
            start = x
        elif count <= allowed < before and start is not None:
            columns.append((start, x))
            start = None
    if allowed:
        columns = _with_rare(columns, lines)
    joined: list[tuple[float, float]] = []
    for a, b in columns:
        if joined and a - joined[-1][1] < MIN_GAP:
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def _with_rare(columns: list[tuple[float, float]], lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    """A column that few rows fill is no noise when its words meet no other column."""
    extra: list[tuple[float, float]] = []
    for line in lines:
        for a, b in covered(line):
            if not any(a < d and c < b for c, d in (*columns, *extra)):
                extra.append((a, b))
    return sorted([*columns, *extra])


def covered(line: TextLine) -> list[tuple[float, float]]:
    """Stretches of a line that glyphs cover; printed blanks count, the gaps between letters too."""
    out: list[tuple[float, float]] = []
    for s in line.segments:
        last: Glyph | None = None
        for g in s.glyphs:
            white = max(0.3, loose(last, g)) if last is not None else 0.3
            if out and g.x0 - out[-1][1] < white * (g.y1 - g.y0):
                out[-1] = (out[-1][0], max(out[-1][1], g.x1))
            else:
                out.append((g.x0, g.x1))
            last = g
    return out


def pieces_of(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[Piece]:
    """A segment cut at the white between its words where that parts two columns."""
    runs: list[list[Glyph]] = []
    for g in segment.glyphs:
        if runs and g.x0 - runs[-1][-1].x1 < max(0.3, loose(runs[-1][-1], g)) * (g.y1 - g.y0):
            runs[-1].append(g)
        else:
            runs.append([g])
    out: list[Piece] = []
    for run in runs:
        if all(g.char == " " for g in run):
            continue
        words = [g for g in run if g.char != " "]
        first, last = _columns_at(words[0].x0, max(g.x1 for g in words), columns)
        if out and (first, last) == (out[-1].first, out[-1].last):
            out[-1] = replace(out[-1], glyphs=(*out[-1].glyphs, *run))
        else:
            out.append(Piece(tuple(run), first, last))
    return out


def _columns_at(x0: float, x1: float, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The columns that words from ``x0`` to ``x1`` stand in: those they overlap, else the nearest."""
    over = [j for j, (a, b) in enumerate(columns) if min(x1, b) - max(x0, a) > 0.25 * min(x1 - x0, b - a)]
    if over:
        return over[0], over[-1]
    middle = (x0 + x1) / 2
    near = min(range(len(columns)), key=lambda j: max(columns[j][0] - middle, middle - columns[j][1], 0.0))
    return near, near


def levels_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand at one height."""
    levels: list[list[Piece]] = []
    for p in sorted(pieces, key=lambda p: p.middle):
        if levels and p.middle - statistics.fmean(q.middle for q in levels[-1]) <= 0.35 * (p.y1 - p.y0):
            levels[-1].append(p)
        else:
            levels.append([p])
    return levels
