"""Tables of a PDF page: where they stand, their columns, rows and merged cells.

Three kinds are told apart by what is drawn: grids with lines both ways (the lines are the cells), tables
with horizontal lines only (columns by the white between words), and tables without lines (the same, where
enough lines of words stand in columns).
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .draft import Cell
from .pdflines import Segment, TextLine, glyphs_text, lines_of
from .pdfpage import Glyph, Rule

__all__ = ["Found", "find_tables"]

NEAR = 3.0
MIN_GAP = 2.0


@dataclass(frozen=True, slots=True)
class Found:
    """A table on a page: its box, and its cells as a grid of native cells."""

    y0: float
    y1: float
    x0: float
    x1: float
    rows: tuple[tuple[Cell, ...], ...]


def find_tables(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Found]:
    """The tables among the lines of one column of a page, from top to bottom."""
    found = _ruled(lines, rules)
    rest = [ln for ln in lines if not any(t.y0 - 1 <= ln.middle <= t.y1 + 1 and _meets(t, ln) for t in found)]
    found += _lined(rest, rules)
    rest = [ln for ln in rest if not any(t.y0 - 1 <= ln.middle <= t.y1 + 1 and _meets(t, ln) for t in found)]
    found += _bare(rest)
    return sorted(found, key=lambda t: t.y0)


def _meets(table: Found, line: TextLine) -> bool:
    return line.x0 < table.x1 + NEAR and line.x1 > table.x0 - NEAR


# --- grids with lines both ways -------------------------------------------------------------------


def _ruled(lines: Sequence[TextLine], rules: Sequence[Rule]) -> list[Found]:
    found = []
    for group in _touching(rules):
        across = [r for r in group if r.across]
        upright = [r for r in group if not r.across]
        xs = _clusters(r.x0 for r in upright)
        ys = _clusters(r.y0 for r in across)
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
            found.append(Found(ys[0], ys[-1], xs[0], xs[-1], rows))
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


def _clusters(values: Iterable[float]) -> list[float]:
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
    rows: list[tuple[Cell, ...]] = []
    for i in range(high):
        row = []
        for j in range(wide):
            if (i, j) not in boxes:
                continue
            places = boxes[i, j]
            down = max(p[0] for p in places) - i + 1
            over = max(p[1] for p in places) - j + 1
            row.append(Cell(_said(texts.get((i, j), ())), 0, 0, down, over))
        rows.append(tuple(row))
    kept = [r for r in rows if r]
    filled = sum(1 for r in kept for c in r if c.text)
    return tuple(kept) if filled >= 3 and len(kept) >= 2 else None


def _said(glyphs: Iterable[Glyph]) -> str:
    return join_lines(" ".join(s.text for s in ln.segments) for ln in lines_of(glyphs))


def join_lines(parts: Iterable[str]) -> str:
    """Wrapped lines as one: Hanzi run on, Latin words keep a blank between them.

    >>> join_lines(["AI 赋能创意", "产业"]), join_lines(["Founders", "Fund"])
    ('AI 赋能创意产业', 'Founders Fund')
    """
    said = ""
    for part in parts:
        part = part.strip()
        if said and part and said[-1].isascii() and part[0].isascii() and not said.endswith(("-", "/")):
            said += " "
        said += part
    return said


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
    for (x0, x1), group in sorted(groups.items(), key=lambda kv: -len(kv[1])):
        ys = _clusters(r.y0 for r in group)
        if len(ys) < 2:
            continue
        run: list[tuple[float, float]] = []
        for top, bottom in [*pairwise(ys), (0.0, 0.0)]:
            inside = [
                ln
                for ln in lines
                if top < ln.middle < bottom and ln.x1 > x0 and ln.x0 < x1 and id(ln) not in used
            ]
            tabular = bool(inside) and sum(len(ln.segments) > 1 for ln in inside) * 2 >= len(inside)
            if tabular:
                run.append((top, bottom))
                continue
            if run:
                held = [
                    ln for ln in lines if run[0][0] < ln.middle < run[-1][1] and ln.x1 > x0 and ln.x0 < x1
                ]
                grid = _grid_of(held, [r.y0 for r in group])
                if grid is not None:
                    used.update(id(ln) for ln in held)
                    found.append(Found(run[0][0], run[-1][1], x0, x1, grid))
                run = []
    return found


# --- tables without lines -----------------------------------------------------------------------------


def _bare(lines: Sequence[TextLine]) -> list[Found]:
    found: list[Found] = []
    run: list[TextLine] = []

    def close() -> None:
        while run and len(run[-1].segments) < 3:
            run.pop()
        if sum(len(ln.segments) >= 3 for ln in run) >= 3:
            grid = _grid_of(run, [])
            if grid is not None and len(grid[0]) >= 3:
                found.append(
                    Found(run[0].y0, run[-1].y1, min(ln.x0 for ln in run), max(ln.x1 for ln in run), grid)
                )
        run.clear()

    for line in sorted(lines, key=lambda ln: ln.middle):
        if len(line.segments) >= 3:
            if run and line.y0 - run[-1].y1 > 3 * line.size:
                close()
            run.append(line)
        elif (
            run
            and line.y0 - run[-1].y1 < 0.9 * line.size
            and line.x1 - line.x0 < 0.5 * (run[0].x1 - run[0].x0)
        ):
            run.append(line)
        else:
            close()
    close()
    return found


# --- columns and rows by the white between words --------------------------------------------------------


def _grid_of(lines: Sequence[TextLine], rule_ys: Sequence[float]) -> tuple[tuple[Cell, ...], ...] | None:
    columns = _columns(lines)
    if len(columns) < 2 or len(lines) < 2:
        return None
    pieces = [p for ln in lines for s in ln.segments for p in _pieces(s, columns)]
    levels = _levels(pieces)
    most = max(len({c for p in level for c in range(p.first, p.last + 1)}) for level in levels)
    need = max(2, 0.5 * most)
    anchors = [level for level in levels if len({p.first for p in level}) >= need]
    if len(anchors) < 2:
        return None
    anchors = _merge_wrapped(anchors, rule_ys)
    groups = _groups(pieces, anchors, len(columns))
    return _placed(groups, anchors, len(columns))


@dataclass(frozen=True, slots=True)
class _Piece:
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


def _columns(lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The columns: stretches of x that words cover, parted where (nearly) no line has any."""
    wide = [ln for ln in lines if len(ln.segments) > 1] or list(lines)
    edges: list[tuple[float, int]] = []
    for line in wide:
        for a, b in _covered(line):
            edges += [(a, 1), (b, -1)]
    edges.sort(key=lambda e: (e[0], -e[1]))
    allowed = 0 if len(wide) < 4 else max(1, int(0.1 * len(wide)))
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
        columns = _with_rare(columns, wide)
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
        for a, b in _covered(line):
            if not any(a < d and c < b for c, d in (*columns, *extra)):
                extra.append((a, b))
    return sorted([*columns, *extra])


def _covered(line: TextLine) -> list[tuple[float, float]]:
    """Stretches of a line that glyphs cover; printed blanks count, the gaps between letters too."""
    out: list[tuple[float, float]] = []
    for s in line.segments:
        for g in s.glyphs:
            if out and g.x0 - out[-1][1] < 0.3 * (g.y1 - g.y0):
                out[-1] = (out[-1][0], max(out[-1][1], g.x1))
            else:
                out.append((g.x0, g.x1))
    return out


def _pieces(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[_Piece]:
    """A segment cut where it crosses the white between two columns without a glyph in it."""
    runs: list[list[Glyph]] = []
    at: list[int] = []
    for g in segment.glyphs:
        j = _column_at((g.x0 + g.x1) / 2, columns)
        if runs and j != at[-1]:
            gap = g.x0 - runs[-1][-1].x1
            if gap >= 0.3 * (g.y1 - g.y0) and runs[-1][-1].char != " " and g.char != " ":
                runs.append([])
                at.append(j)
        elif not runs:
            runs.append([])
            at.append(j)
        runs[-1].append(g)
        at[-1] = j
    out = []
    for run in runs:
        words = [g for g in run if g.char != " "]
        if words:
            ends = [_column_at((g.x0 + g.x1) / 2, columns) for g in words]
            out.append(_Piece(tuple(run), min(ends), max(ends)))
    return out


def _column_at(x: float, columns: Sequence[tuple[float, float]]) -> int:
    return min(range(len(columns)), key=lambda j: max(columns[j][0] - x, x - columns[j][1], 0.0))


def _levels(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Pieces that stand at one height."""
    levels: list[list[_Piece]] = []
    for p in sorted(pieces, key=lambda p: p.middle):
        if levels and p.middle - statistics.fmean(q.middle for q in levels[-1]) <= 0.35 * (p.y1 - p.y0):
            levels[-1].append(p)
        else:
            levels.append([p])
    return levels


def _merge_wrapped(anchors: list[list[_Piece]], rule_ys: Sequence[float]) -> list[list[_Piece]]:
    """Two heights that are the two lines of one row whose cells wrap: closer than rows are."""
    gaps = [min(p.y0 for p in b) - max(p.y1 for p in a) for a, b in pairwise(anchors)]
    if len(gaps) < 2:
        return anchors
    usual = statistics.median(gaps)
    out = [anchors[0]]
    for gap, level, above in zip(gaps, anchors[1:], anchors, strict=False):
        height = statistics.median(p.y1 - p.y0 for p in level)
        top, bottom = max(p.y1 for p in above), min(p.y0 for p in level)
        ruled = any(min(top, bottom) - 1 <= y <= max(top, bottom) + 1 for y in rule_ys)
        if gap < 0.5 * usual and gap < 0.45 * height and not ruled and usual - gap > 1.5:
            out[-1] = out[-1] + level
        else:
            out.append(level)
    return out


@dataclass(slots=True)
class _Group:
    """The lines of one cell."""

    pieces: list[_Piece]
    row: int = -1

    @property
    def middle(self) -> float:
        return (min(p.y0 for p in self.pieces) + max(p.y1 for p in self.pieces)) / 2


def _groups(pieces: Sequence[_Piece], anchors: Sequence[Sequence[_Piece]], width: int) -> list[list[_Group]]:
    """Cells by column: lines that wrap are one cell, each cell is at a row's height or between rows."""
    row_of = {id(p): i for i, level in enumerate(anchors) for p in level}
    centres = [statistics.fmean(p.middle for p in level) for level in anchors]
    out: list[list[_Group]] = []
    for j in range(width):
        mine = sorted((p for p in pieces if p.first == j), key=lambda p: p.middle)
        groups: list[_Group] = []
        for k, p in enumerate(mine):
            row = row_of.get(id(p), -1)
            if groups:
                last = groups[-1]
                before = p.y0 - mine[k - 1].y1
                after = mine[k + 1].y0 - p.y1 if k + 1 < len(mine) else float("inf")
                same = row >= 0 and last.row == row
                free = row < 0 or last.row < 0
                if same or (free and before <= 0.9 * (p.y1 - p.y0) and before <= after + 0.5):
                    last.pieces.append(p)
                    last.row = max(last.row, row)
                    continue
            groups.append(_Group([p], row))
        for g in groups:
            if g.row < 0:
                g.row = min(range(len(centres)), key=lambda i: abs(centres[i] - g.middle))
        out.append(groups)
    return out


def _placed(
    groups: Sequence[Sequence[_Group]], anchors: Sequence[Sequence[_Piece]], width: int
) -> tuple[tuple[Cell, ...], ...]:
    """The cells in their rows; a label centred beside several rows is a merged cell over them."""
    high = len(anchors)
    centres = [statistics.fmean(p.middle for p in level) for level in anchors]
    cells = [[Cell("", 0, 0) for _ in range(width)] for _ in range(high)]
    for j in range(width):
        spans = _spans(groups[j], centres) if groups[j] and len(groups[j]) < high else None
        for k, group in enumerate(groups[j]):
            row, down = spans[k] if spans else (group.row, 1)
            said = join_lines(glyphs_text(p.glyphs) for p in group.pieces)
            over = max(p.last for p in group.pieces) - j + 1
            old = cells[row][j]
            cells[row][j] = replace(
                old,
                text=join_lines([old.text, said]),
                rowspan=max(down, old.rowspan),
                colspan=max(over, old.colspan),
            )
    _head_spans(cells, groups)
    rows: list[tuple[Cell, ...]] = []
    taken: set[tuple[int, int]] = set()
    for i in range(high):
        line: list[Cell] = []
        for j in range(width):
            if (i, j) in taken:
                continue
            cell = cells[i][j]
            over = cell.colspan
            while over > 1 and any(cells[i][j + k].text for k in range(1, over)):
                over -= 1
            down = cell.rowspan
            taken |= {(i + a, j + b) for a in range(down) for b in range(over)} - {(i, j)}
            line.append(replace(cell, colspan=over))
        rows.append(tuple(line))
    return tuple(rows)


def _spans(groups: Sequence[_Group], centres: Sequence[float]) -> list[tuple[int, int]] | None:
    """Rows of each label of a column, when labels are centred beside groups of rows; else None.

    Rows are cut into as many runs as there are labels. If the labels stand in the middles of such runs
    and not at their first rows, the column is one of merged cells.
    """
    pitch = statistics.median([b - a for a, b in pairwise(centres)] or [1.0])
    free = [g for g in groups if abs(g.middle - centres[g.row]) > 0.3 * pitch]
    body_blank = len(groups) > 1 and groups[1].row > groups[0].row + 1 and groups[0].row == 0
    if not free and not body_blank:
        return None
    n, m = len(centres), len(groups)
    best: list[list[tuple[float, int]]] = [[(float("inf"), 0)] * (n + 1) for _ in range(m + 1)]
    best[0][0] = (0.0, 0)
    for k in range(1, m + 1):
        for end in range(k, n + 1):
            for start in range(k - 1, end):
                cost = (
                    best[k - 1][start][0]
                    + (groups[k - 1].middle - (centres[start] + centres[end - 1]) / 2) ** 2
                )
                if cost < best[k][end][0]:
                    best[k][end] = (cost, start)
    if best[m][n][0] > m * (0.35 * pitch) ** 2:
        return None
    out: list[tuple[int, int]] = []
    end = n
    for k in range(m, 0, -1):
        start = best[k][end][1]
        out.insert(0, (start, end - start))
        end = start
    return out


def _head_spans(cells: list[list[Cell]], groups: Sequence[Sequence[_Group]]) -> None:
    """A name centred over several names of the next row stands over all of them."""
    if len(cells) < 3:
        return
    top, under = cells[0], cells[1]
    width = len(top)
    if not any(not top[j].text and under[j].text for j in range(width)) or all(c.text for c in under):
        return
    middles = {
        j: (min(g.x0 for p in grp.pieces for g in p.glyphs) + max(g.x1 for p in grp.pieces for g in p.glyphs))
        / 2
        for j in range(width)
        for grp in groups[j]
        if grp.row == 0
    }
    lows = {
        j: (min(g.x0 for p in grp.pieces for g in p.glyphs) + max(g.x1 for p in grp.pieces for g in p.glyphs))
        / 2
        for j in range(width)
        for grp in groups[j]
        if grp.row == 1
    }
    heads = [j for j in range(width) if top[j].text and (under[j].text or top[j].colspan > 1)]
    belongs: dict[int, list[int]] = {}
    for j in range(width):
        if under[j].text and j in lows and heads:
            nearest = min(heads, key=lambda h: abs(middles.get(h, 0.0) - lows[j]))
            belongs.setdefault(nearest, []).append(j)
    for head, over in belongs.items():
        first, last = min(over), max(over)
        if first == last or any(top[j].text and j != head for j in range(first, last + 1)):
            continue
        cell = top[head]
        top[head] = Cell("", 0, 0)
        top[first] = replace(cell, colspan=last - first + 1)
