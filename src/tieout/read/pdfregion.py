"""Where a table without a full grid of lines stands on a page: a run of lines that keep to columns.

Lines of three and more separate runs of words are the core of a table. What stands between them belongs
to it; what stands above and below does when it keeps to the columns and is as close as its own lines
are, or is held by a rule. Captions, sources and running text end a table.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from .kinds import FIGURES, kind_of
from .pdfcolumns import columns_of, covered
from .pdflines import TextLine
from .pdfpage import Rule
from .pdfruled import clusters
from .words import CAPTION, NOTE, SECTION_MARK, SOURCE, TERMINAL

__all__ = ["regions"]

NEAR = 3.0
# In heights of a line's box: how far apart two lines of one table may stand.
REACH = 2.2


def regions(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[tuple[list[TextLine], list[float]]]:
    """The lines of each table, and the heights of the rules across it."""
    ordered = sorted(lines, key=lambda ln: ln.middle)
    across = [r for r in rules if r.across and r.x1 - r.x0 > 40]
    out = []
    for first, last in _runs(ordered):
        low = min(ln.x0 for ln in ordered[first : last + 1])
        high = max(ln.x1 for ln in ordered[first : last + 1])
        wide = [
            r
            for r in across
            if min(r.x1, high) - max(r.x0, low) > 0.6 * (high - low) and r.x1 - r.x0 < 1.5 * (high - low) + 60
        ]
        ys = clusters(r.y0 for r in wide)
        first, last = _stretched(ordered, first, last, ys)
        run = ordered[first : last + 1]
        top, bottom = run[0].middle, run[-1].middle
        inner = [y for y in ys if top < y < bottom]
        cores = sum(1 for ln in run if len(ln.segments) >= 3)
        held = any(0 <= top - y < 3 * run[0].size for y in ys) or bool(inner)
        if cores >= 3 or (cores >= 2 and held and len(ys) >= 2) or _rows_of_figures(run):
            out.append((run, inner))
    return out


def _rows_of_figures(run: Sequence[TextLine]) -> bool:
    """True for one or two lines that can be nothing else than rows, or names and a row: many cells, of figures."""
    wide = [ln for ln in run if len(ln.segments) >= 4]
    kinds = [kind_of(s.text) for ln in wide[-1:] for s in ln.segments]
    return bool(wide) and sum(k in FIGURES or k == "null" for k in kinds) * 2 >= len(kinds)


def _runs(ordered: Sequence[TextLine]) -> list[tuple[int, int]]:
    """First and last index of the cores that stand together."""
    out: list[tuple[int, int]] = []
    for i, line in enumerate(ordered):
        if len(line.segments) < 3 or ends_table(line):
            continue
        if out and _together(ordered, out[-1][0], out[-1][1], i):
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def _together(ordered: Sequence[TextLine], first: int, last: int, i: int) -> bool:
    """True when nothing but lines of cells stands between two cores."""
    wide = max(ln.x1 for ln in ordered[first : last + 1]) - min(ln.x0 for ln in ordered[first : last + 1])
    wide = max(wide, ordered[i].x1 - ordered[i].x0)
    for a, b in zip(ordered[last:i], ordered[last + 1 : i + 1], strict=False):
        if b.y0 - a.y1 > REACH * max(a.size, b.size):
            return False
        if b is not ordered[i] and (
            ends_table(b)
            or (len(b.segments) == 1 and b.x1 - b.x0 > 0.6 * wide)
            or not _alike(b, ordered[last])
        ):
            return False
    return True


def _alike(a: TextLine, b: TextLine) -> bool:
    return abs(a.size - b.size) < 0.25 * max(a.size, b.size)


def ends_table(line: TextLine) -> bool:
    """True for captions, sources, notes, heads and ends of sentences: not the words of a table."""
    said = line.text.strip()
    if CAPTION.match(said) or SOURCE.match(said) or NOTE.match(said) or SECTION_MARK.match(said):
        return True
    return len(line.segments) == 1 and bool(TERMINAL.search(said)) and len(said) > 24


def _stretched(ordered: Sequence[TextLine], first: int, last: int, ys: Sequence[float]) -> tuple[int, int]:
    """A run with the lines above and below its cores that are of the table too."""
    cores = [ln for ln in ordered[first : last + 1] if len(ln.segments) >= 3]
    columns = columns_of(ordered[first : last + 1])
    size = statistics.median(ln.size for ln in cores)
    left, right = min(a for a, _ in columns), max(b for _, b in columns)

    def fits(line: TextLine, above: bool) -> bool:
        if ends_table(line) or abs(line.size - size) > 0.12 * size:
            return False
        if line.x0 < left - size or line.x1 > right + size:
            return False
        for x0, x1 in covered(line):
            over = [k for k, (a, b) in enumerate(columns) if min(x1, b) - max(x0, a) > 0.3 * size]
            if len(over) > 1 and not (above and x1 - x0 < 0.6 * (right - left)):
                return False
        return True

    roof = max((y for y in ys if y <= ordered[first].middle), default=None)
    while first > 0:
        line = ordered[first - 1]
        gap = ordered[first].y0 - line.y1
        if not fits(line, True) or gap > REACH * size:
            break
        if roof is None:
            if gap >= 0.3 * size or not (len(line.segments) > 1 or _inset(line, left, right)):
                break
        elif line.middle < roof:
            # Over the rule above the first row there are names only, if another rule is over them.
            higher = max((y for y in ys if y < line.middle), default=None)
            if higher is None or gap > 1.2 * size or line.y0 - higher > 2.5 * size:
                break
            roof = higher
        first -= 1
    floor = min((y for y in ys if y >= ordered[last].middle), default=None)
    while last + 1 < len(ordered):
        line = ordered[last + 1]
        held = floor is not None and line.middle < floor
        gap = line.y0 - ordered[last].y1
        close = gap < (0.9 if held else 0.12) * size or (
            gap < 0.5 * size and _goes_on(ordered[last], line, columns)
        )
        if not fits(line, False) or not close or (floor is not None and not held):
            break
        if (
            not held
            and len(line.segments) == 1
            and line.x0 <= left + 0.5 * size
            and line.x1 - line.x0 > 0.25 * (right - left)
        ):
            break
        last += 1
    return first, last


def _goes_on(above: TextLine, line: TextLine, columns: Sequence[tuple[float, float]]) -> bool:
    """True when all words of a line stand under cells that had no room for one more letter."""
    for x0, x1 in covered(line):
        column = next(((a, b) for a, b in columns if min(x1, b) > max(x0, a)), None)
        if column is None:
            return False
        over = [(a, b) for a, b in covered(above) if min(b, column[1]) > max(a, column[0])]
        if not over or column[1] - column[0] - (over[-1][1] - over[0][0]) > 0.8 * line.size:
            return False
    return True


def _inset(line: TextLine, left: float, right: float) -> bool:
    """A name over the middle of a table, as a caption or a paragraph is not."""
    return line.x0 > left + 0.15 * (right - left)
