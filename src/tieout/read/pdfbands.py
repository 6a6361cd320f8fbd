"""Rows of a table by the white and the rules across it.

Two lines of print are two rows where a rule parts them or where both hold a figure in the same column (a
figure does not wrap). These sure cases tell how much white there is between the rows of this table; a
line closer than that, or one that its cell had no room for, goes on with the row above.
"""

from __future__ import annotations

import statistics
from collections.abc import Collection, Sequence
from itertools import pairwise

from .kinds import FIGURES, kind_of
from .pdfcolumns import Piece
from .pdflines import glyphs_text

__all__ = ["bands_of", "figures_in", "room_for"]

# The ink of a letter is about this part of its box's height, around the middle.
INK = 0.36
# Rows stand at least this much further apart than the lines of one cell, where there is a difference.
APART = 1.35


def bands_of(
    pieces: Sequence[Piece], columns: Sequence[tuple[float, float]], rule_ys: Sequence[float]
) -> list[list[Piece]]:
    """The pieces of each row, from top to bottom.

    Labels of the first columns that stand beside several rows part nothing: they are left out where
    without them there are more rows, and belong to no band.
    """
    every = _bands(pieces, columns, rule_ys)
    for labels in ({0}, {0, 1}):
        rest = [p for p in pieces if p.first not in labels]
        if len(columns) < len(labels) + 2 or not rest or not _words(pieces, labels):
            break
        inner = _bands(rest, columns, rule_ys)
        if len(inner) >= len(every) and all(_heights(pieces, j) < len(inner) for j in labels):
            every = [_beside(band, pieces, labels) for band in inner]
    return every


def _heights(pieces: Sequence[Piece], column: int) -> int:
    return len({round(p.middle) for p in pieces if p.first == column})


def _beside(band: list[Piece], pieces: Sequence[Piece], labels: Collection[int]) -> list[Piece]:
    """A band with the labels that stand at its own height and nowhere else."""
    top, bottom = _extent(band)
    inside = [p for p in pieces if p.first in labels and top <= p.middle <= bottom]
    level = [p for p in inside if any(abs(p.middle - q.middle) < 0.2 * (q.y1 - q.y0) for q in band)]
    return [*band, *level]


def _words(pieces: Sequence[Piece], labels: Collection[int]) -> bool:
    said = [glyphs_text(p.glyphs) for p in pieces if p.first in labels]
    return bool(said) and not any(kind_of(t) in FIGURES for t in said)


def _bands(
    pieces: Sequence[Piece], columns: Sequence[tuple[float, float]], rule_ys: Sequence[float]
) -> list[list[Piece]]:
    slabs = _slabs(pieces, rule_ys)
    if len(slabs) < 2:
        return slabs
    white = [_extent(b)[0] - _extent(a)[1] for a, b in pairwise(slabs)]
    sure = [_ruled(a, b, rule_ys) for a, b in pairwise(slabs)]
    figures = [figures_in(s) for s in slabs]
    last = -1
    for i, mine in enumerate(figures):
        if not mine:
            continue
        if last >= 0 and mine & figures[last] and not any(sure[last:i]):
            sure[_row_end(slabs, white, last, i, columns)] = True
        last = i
    limit = _limit(white, sure)
    out = [list(slabs[0])]
    for k, slab in enumerate(slabs[1:]):
        new = sure[k]
        if not new:
            room = room_for(out[-1], slab, columns) if _partial(slab, slabs) else True
            new = room is True if limit is None else white[k] >= limit and room is not False
        if new:
            out.append(list(slab))
        else:
            out[-1] += slab
    return out


def _row_end(
    slabs: Sequence[Sequence[Piece]],
    white: Sequence[float],
    first: int,
    last: int,
    columns: Sequence[tuple[float, float]],
) -> int:
    """After which slab a row ends, between two with figures of one column: where the most white is.

    Where rows are as close as the lines of their cells, before the first words that had room above.
    """
    between = range(first, last)
    if max(white[first:last]) > APART * max(min(white[first:last]), 0.5):
        return max(between, key=lambda k: white[k])
    return next((k for k in between if room_for(slabs[k], slabs[k + 1], columns) is True), last - 1)


def _limit(white: Sequence[float], sure: Sequence[bool]) -> float | None:
    """The least white between two rows; None when nothing tells."""
    known = sorted(w for w, s in zip(white, sure, strict=True) if s)
    open_ = [w for w, s in zip(white, sure, strict=True) if not s]
    if known:
        return 0.85 * known[len(known) // 5]
    values = sorted(open_)
    steps = [(b / max(a, 0.5), (a + b) / 2) for a, b in pairwise(values)]
    if steps and max(steps)[0] >= APART:
        return max(steps)[1]
    return None


def _partial(slab: Sequence[Piece], slabs: Sequence[Sequence[Piece]]) -> bool:
    """True when a line fills few of the columns that its table's lines fill."""
    usual = statistics.median(len({p.first for p in s}) for s in slabs)
    most = max(len({p.first for p in s}) for s in slabs)
    return len({p.first for p in slab}) <= max(1.0, 0.6 * max(usual, 0.75 * most))


def room_for(
    above: Sequence[Piece], below: Sequence[Piece], columns: Sequence[tuple[float, float]]
) -> bool | None:
    """True when the cells above had room for the first words below, False when none had, else None."""
    verdicts = []
    for p in below:
        upper = [q for q in above if q.first == p.first]
        if not upper:
            return True
        last = max(upper, key=lambda q: q.middle)
        a, b = columns[p.first]
        word = _first_word(p)
        em = p.y1 - p.y0
        verdicts.append(b - a - last.wide > word + 0.45 * em)
    if all(verdicts):
        return True
    return None if any(verdicts) else False


def _first_word(piece: Piece) -> float:
    start = piece.glyphs[0].x0
    end = piece.glyphs[0].x1
    for g in piece.glyphs:
        if g.char == " " or (end > start and not g.char.isascii() and g is not piece.glyphs[0]):
            break
        end = g.x1
        if not g.char.isascii():
            break
    return end - start


def figures_in(pieces: Sequence[Piece]) -> set[int]:
    """The columns in which pieces are figures."""
    return {p.first for p in pieces if kind_of(glyphs_text(p.glyphs)) in FIGURES}


def _slabs(pieces: Sequence[Piece], rule_ys: Sequence[float]) -> list[list[Piece]]:
    """Pieces that overlap in height, run by run; a rule always parts."""
    out: list[list[Piece]] = []
    bottom = 0.0
    cuts = sorted(rule_ys)
    zone = -1
    for p in sorted(pieces, key=lambda p: p.middle - INK * (p.y1 - p.y0)):
        ink = INK * (p.y1 - p.y0)
        at = sum(1 for y in cuts if y < p.middle)
        if out and p.middle - ink < bottom and at == zone:
            out[-1].append(p)
            bottom = max(bottom, p.middle + ink)
        else:
            out.append([p])
            bottom = p.middle + ink
            zone = at
    return out


def _extent(pieces: Sequence[Piece]) -> tuple[float, float]:
    return (
        min(p.middle - INK * (p.y1 - p.y0) for p in pieces),
        max(p.middle + INK * (p.y1 - p.y0) for p in pieces),
    )


def _ruled(above: Sequence[Piece], below: Sequence[Piece], rule_ys: Sequence[float]) -> bool:
    low = max(p.middle for p in above)
    high = min(p.middle for p in below)
    return any(low < y < high for y in rule_ys)
