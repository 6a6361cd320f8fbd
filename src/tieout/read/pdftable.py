"""Tables of a PDF page: where they stand, their columns, rows and merged cells.

Three kinds are told apart by what is drawn: grids with lines both ways (the lines are the cells), tables
with horizontal lines only (columns by the white between words), and tables without lines (the same, where
enough lines of words stand in columns).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .draft import Cell
from .pdflines import TextLine
from .pdfpage import Rule
from .pdfregion import regions
from .pdfrows import grid_of
from .pdfruled import clusters, ruled_grids
from .segment import numbering
from .words import CAPTION

__all__ = ["Found", "find_tables"]

NEAR = 3.0
# A line this near to the last words of a page closes them.
CLOSING = 12.0


@dataclass(frozen=True, slots=True)
class Found:
    """A table on a page: its box, and its cells as a grid of native cells."""

    y0: float
    y1: float
    x0: float
    x1: float
    rows: tuple[tuple[Cell, ...], ...]
    doubt: str = ""


def find_tables(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Found]:
    """The tables among the lines of one column of a page, from top to bottom."""
    found = [Found(*box, rows) for box, rows in ruled_grids(lines, rules)]
    rest = [ln for ln in lines if not any(t.y0 - 1 <= ln.middle <= t.y1 + 1 and _meets(t, ln) for t in found)]
    found += _kept_to_columns(rest, rules)
    rest = [ln for ln in rest if not any(t.y0 - 1 <= ln.middle <= t.y1 + 1 and _meets(t, ln) for t in found)]
    found += _lined(rest, rules)
    return sorted(found, key=lambda t: t.y0)


def _kept_to_columns(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Found]:
    found = []
    for run, ys in regions(lines, rules):
        doubts: list[str] = []
        grid = grid_of(run, ys, doubts)
        if grid is not None and not _listed(grid):
            box = (run[0].y0, run[-1].y1, min(ln.x0 for ln in run), max(ln.x1 for ln in run))
            found.append(Found(*box, grid, " ".join(doubts)))
    return found


def _meets(table: Found, line: TextLine) -> bool:
    return line.x0 < table.x1 + NEAR and line.x1 > table.x0 - NEAR


# --- tables with horizontal lines only --------------------------------------------------------------


def _lined(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Found]:
    """Stretches between rules of one width in which the words stand in columns."""
    found: list[Found] = []
    across = [r for r in rules if r.across and r.x1 - r.x0 > 60]
    groups: dict[tuple[int, int], list[Rule]] = {}
    for r in across:
        key = next(
            (k for k in groups if abs(k[0] - r.x0) <= NEAR and abs(k[1] - r.x1) <= NEAR),
            (round(r.x0), round(r.x1)),
        )
        groups.setdefault(key, []).append(r)
    used: set[int] = set()
    end = max((ln.y1 for ln in lines), default=0.0) + 1
    for (x0, x1), group in sorted(groups.items(), key=lambda kv: -len(kv[1])):
        ys = clusters(r.y0 for r in group)
        if len(ys) < 2:
            continue
        # A table that the end of the page cuts has no closing line: the end is one.
        cut = [*(y for y in ys if y < end), end]
        ends = len(cut) > 2 and not any(abs(y - end) <= CLOSING for y in ys)
        spans = list(pairwise(cut if ends else ys))
        inside = [
            [ln for ln in lines if a < ln.middle < b and ln.x1 > x0 and ln.x0 < x1 and id(ln) not in used]
            for a, b in spans
        ]
        several = [sum(len(ln.segments) > 1 for ln in held) for held in inside]
        # Cells that wrap make many lines with one word each; a paragraph has none with several.
        tabular = [
            n > 0 and n * 4 >= len(held) and _tight(held, *span)
            for n, held, span in zip(several, inside, spans, strict=True)
        ]
        if ends:
            # Lines in columns under a head that go on to the end, with no other line among them.
            bare = not any(r.y0 > cut[-2] + NEAR for r in across if r.y0 < end)
            columns = several[-1] > 1 and 3 * several[-1] >= len(inside[-1])
            tabular[-1] = bare and columns and several[-2] > 0 and _close(inside[-1])
        for k in range(len(spans) - 1):
            # Names that wrap make a head of few lines above the rows.
            tabular[k] = tabular[k] or (several[k] > 0 and len(inside[k]) <= 6 and tabular[k + 1])
        first = 0
        while first < len(spans):
            last = first
            while last < len(spans) and tabular[last]:
                last += 1
            if last > first and sum(several[first:last]) > 1:
                held = [ln for part in inside[first:last] for ln in part]
                doubts: list[str] = []
                grid = grid_of(held, [r.y0 for r in group], doubts)
                if grid is not None and not _listed(grid):
                    used.update(id(ln) for ln in held)
                    found.append(Found(spans[first][0], spans[last - 1][1], x0, x1, grid, " ".join(doubts)))
            first = max(last, first + 1)
    return found


def _tight(lines: Sequence[TextLine], top: float, bottom: float) -> bool:
    """True when lines fill the stretch between two rules, as the rows of a table do."""
    near = 3 * max(ln.size for ln in lines)
    return lines[0].y0 - top <= near and bottom - lines[-1].y1 <= near


def _close(lines: Sequence[TextLine]) -> bool:
    """True when lines follow one another as closely as the rows of a table."""
    return all(b.y0 - a.y1 <= 1.5 * max(a.size, b.size) for a, b in pairwise(lines))


def _listed(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for lists of contents side by side: most cells are captions or numbered heads."""
    said = [c.text for row in rows for c in row if c.text]
    heads = sum(1 for t in said if CAPTION.match(t) or numbering(t)[0])
    return heads * 2 > len(said)
