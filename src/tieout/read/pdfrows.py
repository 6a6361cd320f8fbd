"""Rows, heads and merged labels of a table whose cells are told by the white between them."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .draft import Cell
from .kinds import FIGURES, is_label, kind_of
from .pdfbands import bands_of
from .pdfcolumns import Piece, columns_of, levels_of, pieces_of
from .pdflines import TextLine, glyphs_text, join_lines
from .pdfruled import clusters

__all__ = ["grid_of"]


def grid_of(
    lines: Sequence[TextLine], rule_ys: Sequence[float], doubts: list[str]
) -> tuple[tuple[Cell, ...], ...] | None:
    """The cells of the lines of a table; ``rule_ys`` are the rules across it."""
    columns = columns_of(lines)
    if len(columns) < 2:
        return None
    pieces = [p for ln in lines for p in _pieces(ln, columns)]
    bands = bands_of(pieces, columns, rule_ys)
    top = _first_data(bands, rule_ys)
    edge = min((p.y0 for band in bands[top:] for p in band), default=float("inf"))
    placed = {id(p) for band in bands[:top] for p in band}
    head = [p for p in pieces if id(p) in placed or p.middle < edge]
    above = {id(p) for p in head}
    body = [p for p in pieces if id(p) not in above]
    rows: list[tuple[Cell, ...]] = _header(head, columns) if head else []
    if body:
        anchors = bands_of(body, columns, rule_ys)
        rows += _placed(_groups(body, anchors, len(columns)), anchors, columns, rule_ys, doubts)
    return tuple(rows) if len(rows) > 1 or not head else None


def _pieces(line: TextLine, columns: Sequence[tuple[float, float]]) -> list[Piece]:
    """The words of a line by column; what a justified line draws apart within one column is one piece."""
    out: list[Piece] = []
    for p in (p for s in line.segments for p in pieces_of(s, columns)):
        if out and (p.first, p.last) == (out[-1].first, out[-1].last):
            out[-1] = replace(out[-1], glyphs=(*out[-1].glyphs, *p.glyphs))
        else:
            out.append(p)
    return out


def _first_data(bands: Sequence[Sequence[Piece]], rule_ys: Sequence[float]) -> int:
    """The first row that holds measured values; above it stand the names of columns.

    Where all cells are words, what is set bold, stands above the first inner rule, or the first row.
    """
    inner = [y for y in clusters(rule_ys) if bands and min(p.y1 for p in bands[0]) <= y + 2]
    above = sum(1 for v in bands if inner and _centre(v) < inner[0])
    if 0 < above < len(bands) and above <= 6 and _measured([p for v in bands[:above] for p in v]) < 0.34:
        return above
    most = max((len(v) for v in bands), default=0)
    for i, band in enumerate(bands):
        # A line or two of names that wrap may hold a number (日日新 5.5) and is no row of data.
        if len(band) >= 0.4 * most and _measured(band) >= 0.34:
            return i
    heavy = [sum(g.bold for p in v for g in p.glyphs) > 0.7 * sum(len(p.glyphs) for p in v) for v in bands]
    if heavy and heavy[0] and not all(heavy):
        return heavy.index(False)
    return 1 if len(bands) > 1 else 0


def _measured(pieces: Sequence[Piece]) -> float:
    """The share of measured values, and of marks for there being none, among words."""
    said = [glyphs_text(p.glyphs) for p in pieces]
    return sum(1 for t in said if not is_label(t)) / len(said) if said else 0.0


def _centre(pieces: Sequence[Piece]) -> float:
    return (min(p.y0 for p in pieces) + max(p.y1 for p in pieces)) / 2


def _header(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[tuple[Cell, ...]]:
    """One header row, or two where names stand centred over groups of other names."""
    width = len(columns)
    levels = levels_of(pieces)
    stacks: dict[int, list[Piece]] = {}
    for p in sorted(pieces, key=lambda p: p.middle):
        stacks.setdefault(p.first, []).append(p)
    children = _children(levels[0], levels[-1]) if len(levels) > 1 else {}
    if children and not _grouped(children, levels):
        children = {}
    if not children:
        row = [Cell("", 0, 0)] * width
        for j, stack in stacks.items():
            over = max(p.last for p in stack) - j + 1
            row[j] = Cell(_words(stack, columns), 0, 0, 1, over)
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
            second[j] = Cell(_words([p for p in mine if id(p) in under or len(mine) == 1], columns), 0, 0)
        elif mine:
            first_row[j] = Cell(_words(mine, columns), 0, 0, 2)
    kept = [second[j] for j in range(width) if j in covered or not first_row[j].text]
    return [_without_covered(first_row), tuple(kept)]


def _words(pieces: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> str:
    """What the lines of a cell say together."""
    full = []
    for a, b in pairwise(pieces):
        left, right = columns[a.first][0], columns[a.last][1]
        full.append(right - left - a.wide < b.glyphs[0].x1 - b.glyphs[0].x0 + 0.5)
    return join_lines((glyphs_text(p.glyphs) for p in pieces), full=full)


def _children(top: Sequence[Piece], bottom: Sequence[Piece]) -> dict[int, list[Piece]]:
    """The names under each upper name that heads a group of them.

    The lower names are cut into runs, one for each upper name, so that each stands over the middle of its
    run or at its left edge; an upper name without a lower one in its own column needs none.
    """
    upper = sorted(top, key=lambda p: p.centre)
    lower = sorted(bottom, key=lambda p: p.centre)
    m, n = len(upper), len(lower)
    far = float("inf")
    cost = [[far] * (n + 1) for _ in range(m + 1)]
    back = [[0] * (n + 1) for _ in range(m + 1)]
    cost[0][0] = 0.0
    for k, u in enumerate(upper, start=1):
        own = {j for j, p in enumerate(lower) if p.first <= u.last and u.first <= p.last}
        for start in range(n + 1):
            if cost[k - 1][start] == far:
                continue
            for end in range(start, n + 1):
                if own - set(range(start, end)):
                    continue
                run = lower[start:end]
                here = cost[k - 1][start] + (_off(u, run) if run else 0.0)
                if here < cost[k][end]:
                    cost[k][end], back[k][end] = here, start
    out: dict[int, list[Piece]] = {}
    if cost[m][n] == far:
        return out
    place = {id(p): k for k, p in enumerate(top)}
    end = n
    for k in range(m, 0, -1):
        start = back[k][end]
        run = lower[start:end]
        if len(run) > 1 or (run and upper[k - 1].first != upper[k - 1].last):
            out[place[id(upper[k - 1])]] = run
        end = start
    return out


def _off(name: Piece, run: Sequence[Piece]) -> float:
    """How far a name is from the middle of a run, or from its edge."""
    left = min(p.centre - p.wide / 2 for p in run)
    right = max(p.centre + p.wide / 2 for p in run)
    return min((name.centre - (left + right) / 2) ** 2, (name.centre - name.wide / 2 - left) ** 2 + 4.0)


def _grouped(children: dict[int, list[Piece]], levels: Sequence[Sequence[Piece]]) -> bool:
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


@dataclass(slots=True)
class _Group:
    """The lines of one cell."""

    pieces: list[Piece]
    row: int = -1

    @property
    def middle(self) -> float:
        return (min(p.y0 for p in self.pieces) + max(p.y1 for p in self.pieces)) / 2


def _groups(pieces: Sequence[Piece], anchors: Sequence[Sequence[Piece]], width: int) -> list[list[_Group]]:
    """Cells by column: lines that wrap are one cell, each cell is at a row's height or between rows."""
    row_of = {id(p): i for i, level in enumerate(anchors) for p in level}
    centres = [_centre(band) for band in anchors]
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
                if same or (free and _wraps(before, after, p.y1 - p.y0)) or _one_cell(last, p, row, anchors):
                    last.pieces.append(p)
                    last.row = max(last.row, row)
                    continue
            groups.append(_Group([p], row))
        for g in groups:
            if g.row < 0:
                g.row = min(range(len(centres)), key=lambda i: abs(centres[i] - g.middle))
        out.append(groups)
    return out


def _one_cell(last: _Group, p: Piece, row: int, rows: Sequence[Sequence[Piece]]) -> bool:
    """True for words that go on beside the next row, level with nothing in it: the cell is of both rows."""
    if row < 1 or last.row != row - 1 or len(last.pieces) > 1:
        return False
    above = last.pieces[-1]
    words = all(kind_of(glyphs_text(q.glyphs)) == "text" for q in (above, p))
    level = any(abs(p.middle - q.middle) < 0.2 * (p.y1 - p.y0) for q in rows[row] if q is not p)
    pitch = statistics.median(q.middle for q in rows[row]) - statistics.median(
        q.middle for q in rows[row - 1]
    )
    return words and not level and p.middle - above.middle < 0.85 * pitch


def _wraps(before: float, after: float, height: float) -> bool:
    """A line is the next of a cell when it is close to the one above, and closer than to the one below."""
    if before <= 0.45 * height:
        return before <= after + 0.5
    return before <= 0.9 * height and before < after - 1 and after != float("inf")


def _placed(
    groups: Sequence[Sequence[_Group]],
    anchors: Sequence[Sequence[Piece]],
    columns: Sequence[tuple[float, float]],
    rule_ys: Sequence[float],
    doubts: list[str],
) -> list[tuple[Cell, ...]]:
    """The cells in their rows; a label centred beside several rows is a merged cell over them."""
    high, width = len(anchors), len(columns)
    centres = [_centre(band) for band in anchors]
    cells = [[Cell("", 0, 0) for _ in range(width)] for _ in range(high)]
    merged = False
    centred = _centred(groups, high)
    for j in range(width):
        spans: list[tuple[int, int]] | None = None
        # Only labels in front are printed once for several rows; elsewhere a blank is a blank.
        if 0 < len(groups[j]) < high and (j == 0 or (j == 1 and merged)) and _labels(groups[j]):
            spans = _ruled_spans(groups[j], centres, rule_ys)
            if spans is None and (fit := _spans(groups[j], centres, centred)) is not None:
                spans = fit[0]
                if not fit[1]:
                    doubts.append(
                        "labels may stand at the first of their rows or beside the middle; "
                        "they were taken to stand at the first"
                    )
            merged = spans is not None
        for k, group in enumerate(groups[j]):
            row, down = spans[k] if spans else (group.row, 1)
            said = _words(group.pieces, columns)
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
    inner = [y for y in clusters(rule_ys) if centres[0] < y < centres[-1]]
    edges = [0, *[sum(1 for c in centres if c < y) for y in inner], len(centres)]
    runs = [(a, b - a) for a, b in pairwise(edges)]
    if len(runs) != len(groups):
        return None
    inside = [a <= g.row < a + n for g, (a, n) in zip(groups, runs, strict=True)]
    return runs if all(inside) and all(n for _, n in runs) else None


def _centred(groups: Sequence[Sequence[_Group]], high: int) -> bool:
    """True when cells of one line stand beside the middle of cells of several, not beside their first line."""
    votes = 0
    for row in range(high):
        mine = [g for column in groups for g in column if g.row == row]
        tall = [
            g
            for g in mine
            if g.pieces[-1].middle - g.pieces[0].middle > 0.5 * (g.pieces[0].y1 - g.pieces[0].y0)
        ]
        for one in mine:
            for many in tall if one not in tall else ():
                first = min(p.middle for p in many.pieces)
                votes += 1 if abs(one.middle - many.middle) < abs(one.middle - first) else -1
    return votes > 0


def _spans(
    groups: Sequence[_Group], centres: Sequence[float], centred: bool
) -> tuple[list[tuple[int, int]], bool] | None:
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
    sure = bool(free) or groups[0].row > 0
    if best[m][n][0] > m * ((0.35 if sure else 0.08) * pitch) ** 2:
        return None
    out: list[tuple[int, int]] = []
    end = n
    for k in range(m, 0, -1):
        start = best[k][end][1]
        out.insert(0, (start, end - start))
        end = start
    if sure or centred or all(g.row == a for g, (a, _) in zip(groups, out, strict=True)):
        return out, True
    # Each at the height of a row, the first at the first: either they stand at the first rows of their
    # runs, or all runs are of odd length and the first is of one row. The second is the rarer.
    ends = [*(g.row for g in groups[1:]), n]
    return [(g.row, end - g.row) for g, end in zip(groups, ends, strict=True)], False
