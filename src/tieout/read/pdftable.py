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
from .kinds import FIGURES, is_label, kind_of
from .pdflines import Segment, TextLine, glyphs_text, join_lines, lines_of, loose
from .pdfpage import Glyph, Rule
from .segment import numbering
from .words import CAPTION

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
    doubt: str = ""


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
        spans = list(pairwise(ys))
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
                grid = _grid_of(held, [r.y0 for r in group], doubts)
                if grid is not None and not _listed(grid):
                    used.update(id(ln) for ln in held)
                    found.append(Found(spans[first][0], spans[last - 1][1], x0, x1, grid, " ".join(doubts)))
            first = max(last, first + 1)
    return found


def _tight(lines: Sequence[TextLine], top: float, bottom: float) -> bool:
    """True when lines fill the stretch between two rules, as the rows of a table do."""
    near = 3 * max(ln.size for ln in lines)
    return lines[0].y0 - top <= near and bottom - lines[-1].y1 <= near


def _listed(rows: Sequence[Sequence[Cell]]) -> bool:
    """True for lists of contents side by side: most cells are captions or numbered heads."""
    said = [c.text for row in rows for c in row if c.text]
    heads = sum(1 for t in said if CAPTION.match(t) or numbering(t)[0])
    return heads * 2 > len(said)


# --- tables without lines -----------------------------------------------------------------------------


def _bare(lines: Sequence[TextLine]) -> list[Found]:
    ordered = sorted(lines, key=lambda ln: ln.middle)
    found: list[Found] = []
    first = 0
    while first < len(ordered):
        last = first
        while last < len(ordered) and _tabular(ordered, first, last):
            last += 1
        run = ordered[first:last]
        while run and len(run[-1].segments) < 3:
            run.pop()
        if sum(len(ln.segments) >= 3 for ln in run) >= 3:
            top = first
            # Names over groups of columns are fewer than three to a line.
            while top and _heads_groups(ordered[top - 1], ordered[top], run):
                top -= 1
                run.insert(0, ordered[top])
            doubts: list[str] = []
            grid = _grid_of(run, [], doubts)
            if grid is not None and len(_columns(run)) >= 3:
                box = (run[0].y0, run[-1].y1, min(ln.x0 for ln in run), max(ln.x1 for ln in run))
                found.append(Found(*box, grid, " ".join(doubts)))
        first = max(last, first + 1)
    return found


def _heads_groups(line: TextLine, below: TextLine, run: Sequence[TextLine]) -> bool:
    """True for names that stand right above a table and over its middle, as a caption does not."""
    left, right = min(ln.x0 for ln in run), max(ln.x1 for ln in run)
    inset = line.x0 > left + 0.15 * (right - left) and line.x1 < right + NEAR
    near = below.y0 - line.y1 < run[0].size
    return near and inset and len(line.segments) <= 4 and not CAPTION.match(line.text.strip())


def _tabular(lines: Sequence[TextLine], first: int, i: int) -> bool:
    """True when line ``i`` may go on with the table that line ``first`` begins."""
    line = lines[i]
    if len(line.segments) >= 3:
        return i == first or line.y0 - lines[i - 1].y1 <= 3 * line.size
    if i == first:
        return False
    wide = lines[first].x1 - lines[first].x0
    return line.y0 - lines[i - 1].y1 < 0.9 * line.size and line.x1 - line.x0 < 0.5 * wide


# --- columns and rows by the white between words --------------------------------------------------------


def _grid_of(
    lines: Sequence[TextLine], rule_ys: Sequence[float], doubts: list[str]
) -> tuple[tuple[Cell, ...], ...] | None:
    columns = _columns(lines)
    if len(columns) < 2 or len(lines) < 2:
        return None
    levels = _levels([p for ln in lines for s in ln.segments for p in _pieces(s, columns)])
    first = _first_data(levels, rule_ys)
    head = [p for level in levels[:first] for p in level]
    body = [p for level in levels[first:] for p in level]
    rows: list[tuple[Cell, ...]] = _header(head, len(columns)) if head else []
    if body:
        most = max(len({p.first for p in level}) for level in levels[first:])
        anchors = [
            v for v in levels[first:] if len({p.first for p in v}) >= max(1 if first else 2, 0.5 * most)
        ]
        if not anchors:
            return None
        anchors = _merge_wrapped(anchors, rule_ys)
        rows += _placed(_groups(body, anchors, len(columns)), anchors, len(columns), rule_ys, doubts)
    return tuple(rows) if len(rows) > 1 else None


def _first_data(levels: Sequence[Sequence[_Piece]], rule_ys: Sequence[float]) -> int:
    """The first height that holds measured values; above it stand the names of columns.

    Where all cells are words, the first line of a table, or what stands above its first inner rule.
    """
    inner = [y for y in _clusters(rule_ys) if levels and levels[0][0].y1 <= y + 2]
    above = sum(1 for v in levels if inner and v[0].middle < inner[0])
    if 0 < above < len(levels) and above <= 6 and _measured([p for v in levels[:above] for p in v]) < 0.34:
        return above
    most = max((len(v) for v in levels), default=0)
    for i, level in enumerate(levels):
        # A line or two of names that wrap may hold a number (日日新 5.5) and is no row of data.
        if len(level) >= 0.4 * most and _measured(level) >= 0.34:
            return i
    return 1 if len(levels) > 1 else 0


def _measured(pieces: Sequence[_Piece]) -> float:
    """The share of measured values among words."""
    said = [glyphs_text(p.glyphs) for p in pieces]
    data = sum(1 for t in said if not is_label(t) and kind_of(t) != "null")
    return data / len(said) if said else 0.0


def _header(pieces: Sequence[_Piece], width: int) -> list[tuple[Cell, ...]]:
    """One header row, or two where names stand centred over groups of other names."""
    levels = _levels(pieces)
    stacks: dict[int, list[_Piece]] = {}
    for p in sorted(pieces, key=lambda p: p.middle):
        stacks.setdefault(p.first, []).append(p)
    children: dict[int, list[_Piece]] = {}
    if len(levels) > 1:
        top = levels[0]
        for p in levels[-1]:
            nearest = min(range(len(top)), key=lambda k: abs(top[k].centre - p.centre))
            children.setdefault(nearest, []).append(p)
        for k in list(children):
            own = children[k]
            inside = min(q.first for q in own) <= top[k].first <= max(q.last for q in own)
            if (len(own) < 2 and top[k].first == top[k].last) or not inside:
                del children[k]
    if children and not _grouped(children, levels, stacks):
        children = {}
    if not children:
        row = [Cell("", 0, 0)] * width
        for j, stack in stacks.items():
            over = max(p.last for p in stack) - j + 1
            row[j] = Cell(join_lines(glyphs_text(p.glyphs) for p in stack), 0, 0, 1, over)
        return [_without_covered(row)]
    heads = {id(levels[0][k]) for k in children}
    under = {id(p) for own in children.values() for p in own}
    first_row = [Cell("", 0, 0)] * width
    second = [Cell("", 0, 0)] * width
    covered: set[int] = set()
    for k, own in children.items():
        a, b = min(p.first for p in own), max(p.last for p in own)
        first_row[a] = Cell(glyphs_text(levels[0][k].glyphs), 0, 0, 1, b - a + 1)
        covered |= set(range(a, b + 1))
    for j in range(width):
        mine = [p for p in stacks.get(j, ()) if id(p) not in heads]
        if j in covered:
            second[j] = Cell(
                join_lines(glyphs_text(p.glyphs) for p in mine if id(p) in under or len(mine) == 1), 0, 0
            )
        elif mine:
            first_row[j] = Cell(join_lines(glyphs_text(p.glyphs) for p in mine), 0, 0, 2)
    kept = [second[j] for j in range(width) if j in covered or not first_row[j].text]
    return [_without_covered(first_row), tuple(kept)]


def _grouped(
    children: dict[int, list[_Piece]], levels: Sequence[Sequence[_Piece]], stacks: dict[int, list[_Piece]]
) -> bool:
    """True when the upper names stand over groups, and are not the first lines of names that wrap.

    Groups show in names that come again under each head, in years, or in a head over the white between
    two columns.
    """
    said = [glyphs_text(p.glyphs) for p in levels[-1]]
    again = len(set(said)) < len(said)
    years = all(
        sum(kind_of(glyphs_text(p.glyphs)) in ("year", "date") for p in own) * 2 >= len(own)
        for own in children.values()
    )
    between = any(
        all(abs(levels[0][k].centre - p.centre) > 0.3 * p.wide for p in own) for k, own in children.items()
    )
    return again or years or between


def _without_covered(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """A row of cells in which what a wide cell covers is left out."""
    out: list[Cell] = []
    j = 0
    while j < len(row):
        over = row[j].colspan
        while over > 1 and any(c.text for c in row[j + 1 : j + over]):
            over -= 1
        out.append(replace(row[j], colspan=over))
        j += over
    return tuple(out)


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

    @property
    def wide(self) -> float:
        return max(g.x1 for g in self.glyphs) - min(g.x0 for g in self.glyphs)

    @property
    def centre(self) -> float:
        return (min(g.x0 for g in self.glyphs) + max(g.x1 for g in self.glyphs)) / 2


def _columns(lines: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The columns: stretches of x that words cover, parted where no line has any.

    A name that spans columns covers the white between them; one line in ten may, if without it there are
    fewer columns than a line has cells.
    """
    wide = [ln for ln in lines if len(ln.segments) > 1] or list(lines)
    counts = sorted(len(_covered(ln)) for ln in wide)
    cells = counts[len(counts) // 2]
    found: list[tuple[float, float]] = []
    for allowed in sorted({0, 1 if len(wide) >= 4 else 0, int(0.1 * len(wide))}):
        found = _stretches(wide, allowed)
        if len(found) >= cells:
            break
    return found


def _stretches(lines: Sequence[TextLine], allowed: int) -> list[tuple[float, float]]:
    edges: list[tuple[float, int]] = []
    for line in lines:
        for a, b in _covered(line):
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
        for a, b in _covered(line):
            if not any(a < d and c < b for c, d in (*columns, *extra)):
                extra.append((a, b))
    return sorted([*columns, *extra])


def _covered(line: TextLine) -> list[tuple[float, float]]:
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


def _pieces(segment: Segment, columns: Sequence[tuple[float, float]]) -> list[_Piece]:
    """A segment cut at the white between its words where that parts two columns."""
    runs: list[list[Glyph]] = []
    for g in segment.glyphs:
        if runs and g.x0 - runs[-1][-1].x1 < max(0.3, loose(runs[-1][-1], g)) * (g.y1 - g.y0):
            runs[-1].append(g)
        else:
            runs.append([g])
    out: list[_Piece] = []
    for run in runs:
        if all(g.char == " " for g in run):
            continue
        words = [g for g in run if g.char != " "]
        first, last = _columns_at(words[0].x0, max(g.x1 for g in words), columns)
        if out and (first, last) == (out[-1].first, out[-1].last):
            out[-1] = replace(out[-1], glyphs=(*out[-1].glyphs, *run))
        else:
            out.append(_Piece(tuple(run), first, last))
    return out


def _columns_at(x0: float, x1: float, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The columns that words from ``x0`` to ``x1`` stand in: those they overlap, else the nearest."""
    over = [j for j, (a, b) in enumerate(columns) if min(x1, b) - max(x0, a) > 0.25 * min(x1 - x0, b - a)]
    if over:
        return over[0], over[-1]
    middle = (x0 + x1) / 2
    near = min(range(len(columns)), key=lambda j: max(columns[j][0] - middle, middle - columns[j][1], 0.0))
    return near, near


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
        close = gap < 0.5 * usual and gap < 0.45 * height and usual - gap > 1.5
        if close and not ruled and not _both_measured(above, level):
            out[-1] = out[-1] + level
        else:
            out.append(level)
    return out


def _both_measured(above: Sequence[_Piece], level: Sequence[_Piece]) -> bool:
    """Two heights with figures in one column are two rows: a figure does not wrap."""

    def figures(pieces: Sequence[_Piece]) -> set[int]:
        return {p.first for p in pieces if kind_of(glyphs_text(p.glyphs)) in FIGURES}

    return bool(figures(above) & figures(level))


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
                if same or (free and _wraps(before, after, p.y1 - p.y0)):
                    last.pieces.append(p)
                    last.row = max(last.row, row)
                    continue
            groups.append(_Group([p], row))
        for g in groups:
            if g.row < 0:
                g.row = min(range(len(centres)), key=lambda i: abs(centres[i] - g.middle))
        out.append(groups)
    return out


def _wraps(before: float, after: float, height: float) -> bool:
    """A line is the next of a cell when it is close to the one above, and closer than to the one below."""
    if before <= 0.45 * height:
        return before <= after + 0.5
    return before <= 0.9 * height and before < after - 1 and after != float("inf")


def _placed(
    groups: Sequence[Sequence[_Group]],
    anchors: Sequence[Sequence[_Piece]],
    width: int,
    rule_ys: Sequence[float],
    doubts: list[str],
) -> list[tuple[Cell, ...]]:
    """The cells in their rows; a label centred beside several rows is a merged cell over them."""
    high = len(anchors)
    centres = [statistics.fmean(p.middle for p in level) for level in anchors]
    cells = [[Cell("", 0, 0) for _ in range(width)] for _ in range(high)]
    merged = False
    for j in range(width):
        spans: list[tuple[int, int]] | None = None
        # Only labels in front are printed once for several rows; elsewhere a blank is a blank.
        if 0 < len(groups[j]) < high and (j == 0 or (j == 1 and merged)) and _labels(groups[j]):
            spans = _ruled_spans(groups[j], centres, rule_ys)
            if spans is None and (fit := _spans(groups[j], centres)) is not None:
                spans = fit[0]
                if not fit[1]:
                    doubts.append(
                        "a label stands beside the middle of its rows as well as at the first of others; "
                        "it was taken to stand in the middle"
                    )
            merged = spans is not None
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
    return rows


def _labels(groups: Sequence[_Group]) -> bool:
    """True when the cells of a column are words, not figures."""
    said = [join_lines(glyphs_text(p.glyphs) for p in g.pieces) for g in groups]
    return not any(kind_of(t) in FIGURES for t in said)


def _ruled_spans(
    groups: Sequence[_Group], centres: Sequence[float], rule_ys: Sequence[float]
) -> list[tuple[int, int]] | None:
    """Rows of each label where rules part the rows into runs with one label in each; else None."""
    inner = [y for y in _clusters(rule_ys) if centres[0] < y < centres[-1]]
    edges = [0, *[sum(1 for c in centres if c < y) for y in inner], len(centres)]
    runs = [(a, b - a) for a, b in pairwise(edges)]
    if len(runs) != len(groups):
        return None
    inside = [a <= g.row < a + n for g, (a, n) in zip(groups, runs, strict=True)]
    return runs if all(inside) and all(n for _, n in runs) else None


def _spans(groups: Sequence[_Group], centres: Sequence[float]) -> tuple[list[tuple[int, int]], bool] | None:
    """Rows of each label of a column (and whether that is beyond doubt), when labels are centred beside groups of rows; else None.

    Rows are cut into as many runs as there are labels. If the labels stand in the middles of such runs
    and not at their first rows, the column is one of merged cells.
    """
    pitch = statistics.median([b - a for a, b in pairwise(centres)] or [1.0])
    free = [g for g in groups if abs(g.middle - centres[g.row]) > 0.3 * pitch]
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
    # Labels at the heights of rows may stand at the first row of each run, or in the middle of runs of
    # odd length: only an exact fit speaks for the middle, and the doubt is said.
    sure = bool(free) or groups[0].row > 0
    if best[m][n][0] > m * ((0.35 if sure else 0.08) * pitch) ** 2:
        return None
    out: list[tuple[int, int]] = []
    end = n
    for k in range(m, 0, -1):
        start = best[k][end][1]
        out.insert(0, (start, end - start))
        end = start
    # Runs that begin at their labels read the same either way.
    return out, sure or all(g.row == a for g, (a, _) in zip(groups, out, strict=True))
