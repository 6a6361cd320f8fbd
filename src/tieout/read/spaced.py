"""Tables whose columns are kept apart by blanks, as programs print them for a screen of fixed width."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .draft import Cell, Grid
from .words import width

__all__ = ["is_spaced", "spaced_cells", "spaced_grid"]

_GAP = re.compile(r" {2,}|\u3000+| *\t+ *")


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a line between two gaps: their place in the text, and the screen columns they take."""

    start: int
    end: int
    x0: int
    x1: int


def is_spaced(line: str) -> bool:
    """True for a line of three cells or more with gaps of two blanks between them.

    >>> is_spaced("甲云   A100-40G   28.64"), is_spaced("GPU prices  were flat.")
    (True, False)
    """
    return len([c for c in _GAP.split(line.strip()) if c.strip()]) >= 3


def _runs(text: str, start: int, end: int) -> list[_Run]:
    out: list[_Run] = []
    at = start
    for gap in [*_GAP.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if text[at:stop].strip():
            left = at + len(text[at:stop]) - len(text[at:stop].lstrip())
            right = stop - len(text[at:stop]) + len(text[at:stop].rstrip())
            x0 = width(text[start:left])
            out.append(_Run(left, right, x0, x0 + width(text[left:right])))
        at = gap.end() if gap else end
    return out


def spaced_cells(text: str, start: int, end: int) -> tuple[Cell, ...]:
    """The words of one line between its gaps, in order."""
    return tuple(Cell(text[r.start : r.end], r.start, r.end) for r in _runs(text, start, end))


def spaced_grid(text: str, rows: Sequence[tuple[int, int]]) -> Grid | None:
    """The grid of lines whose cells stand under each other; None where they do not.

    Columns are the screen columns that words cover, parted where no line has any. Where the print is not
    of fixed width, cells are taken in order; which of them lost a neighbour, their kinds tell later.
    """
    lines = [_runs(text, a, b) for a, b in rows]
    if len(lines) < 2:
        return None
    covered = sorted((r.x0, r.x1) for line in lines for r in line)
    columns: list[tuple[int, int]] = []
    for a, b in covered:
        if columns and a < columns[-1][1] + 1:
            columns[-1] = (columns[-1][0], max(columns[-1][1], b))
        else:
            columns.append((a, b))
    counts = [len(line) for line in lines]
    usual = max(set(counts), key=counts.count)
    if len(columns) < usual or not _stand_under(lines, columns):
        short = sorted(r.x1 - r.x0 for line in lines for r in line)
        if counts.count(usual) < 0.4 * len(counts) or short[len(short) // 2] > 24:
            return None
        cells = [tuple(Cell(text[r.start : r.end], r.start, r.end) for r in line) for line in lines]
        return Grid(tuple(cells), rows[0][0], rows[-1][1])
    out = []
    for (a, _), line in zip(rows, lines, strict=True):
        row = [Cell("", a, a)] * len(columns)
        for r in line:
            j = next(k for k, (c, d) in enumerate(columns) if c <= r.x0 < d)
            row[j] = Cell(text[r.start : r.end], r.start, r.end)
        out.append(tuple(row))
    return Grid(tuple(out), rows[0][0], rows[-1][1])


def _stand_under(lines: Sequence[Sequence[_Run]], columns: Sequence[tuple[int, int]]) -> bool:
    """True when the cells of most columns share an edge, as print of a fixed width has them."""
    good = 0
    for c, d in columns:
        cells = [r for line in lines for r in line if c <= r.x0 < d]
        edges = ([r.x0 for r in cells], [r.x1 for r in cells], [(r.x0 + r.x1) // 2 for r in cells])
        good += any(max(e.count(v) for v in e) >= 0.6 * len(e) for e in edges)
    return good >= 0.7 * len(columns)
