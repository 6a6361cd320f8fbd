"""A grid as printed into a table with one header and rows that stand under it.

Steps: lay merged cells out; take titles, notes and remains of web pages off; find how deep the header
is; put rows and header under the same columns by type evidence. What cannot be told is left open and
said; a value is never moved to another name in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ..model import Warn
from .align import in_place, place, profiles
from .doubts import doubt
from .draft import Cell, Grid
from .header import Header, fit_header
from .kinds import is_label, kind_of
from .words import CAPTION, NOTE, SOURCE, OneLine, fold

__all__ = ["Scorer", "Shaped", "shape"]

Scorer = Callable[[Sequence[str], Sequence[Sequence[str]]], float]
"""How much a header over these rows looks like a table somebody knows, 0 to 1."""

BLANK = Cell("", 0, 0)
# How far a row must fit better elsewhere before it is moved: a factor of about twenty in likelihood.
MOVE = 3.0


@dataclass(frozen=True, slots=True)
class Shaped:
    """A table: header, rows of equal width, the span of each cell, and what was set aside.

    ``aside`` are rows that are no data (remains of a web page, repeated headers); ``open_names`` says that the header could not be matched, and ``printed``
    is what it says; ``moved`` are the rows that stood beside their places, ``doubtful`` those that were
    put somewhere without certainty.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    aside: tuple[tuple[Cell, ...], ...] = ()
    titles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    open_names: bool = False
    printed: tuple[str, ...] = ()
    doubtful: frozenset[int] = frozenset()
    moved: frozenset[int] = frozenset()
    warnings: tuple[Warn, ...] = ()

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as text."""
        return tuple(tuple(c.text for c in row) for row in self.rows)


def shape(grid: Grid, score: Scorer = lambda headers, rows: 0.0) -> Shaped:
    """The table of a grid; ``score`` lets known kinds of table speak where the print is damaged."""
    rows = [list(r) for r in (_laid_out(grid.rows) if grid.native else grid.rows)]
    rows, titles, notes = _take_titles(rows)
    if not rows:
        return Shaped((), (), titles=tuple(titles), notes=tuple(notes))
    width = _width(rows)
    warnings: list[Warn] = []
    skip, depth = _header_at(rows, width, score)
    aside = [tuple(r) for r in rows[:skip]]
    if aside:
        warnings.append(
            doubt("TIE906", f"{skip} row(s) above the header set aside", grid.start, rows[skip][0].start)
        )
    head, body = rows[skip : skip + depth], rows[skip + depth :]
    body, repeated = _drop_repeats(head, body)
    aside.extend(tuple(r) for r in repeated)
    for again in repeated:
        if any(c.isdigit() for cell in again for c in cell.text):
            warnings.append(
                doubt("TIE906", "a header printed again set aside", again[0].start, again[-1].end)
            )
    width = _body_width(body, width)
    body, doubtful, moved = _fit_rows(body, width, warnings)
    header = fit_header([[c.text for c in r] for r in head], [[c.text for c in r] for r in body], score)
    if header.code:
        warnings.append(
            doubt(header.code, header.message, grid.start, head[-1][-1].end if head else grid.end)
        )
    body = [r[: header.width] + [BLANK] * (header.width - len(r)) for r in body]
    return Shaped(
        header.columns,
        tuple(tuple(r) for r in body),
        tuple(aside),
        tuple(titles),
        tuple(notes),
        header.code == "TIE904",
        tuple(c.text for c in head[-1]) if head else (),
        frozenset(range(len(body))) if header.code == "TIE914" else doubtful,
        moved,
        tuple(warnings),
    )


def _laid_out(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Merged cells of a native table laid out: the text in every place it covers, the span in one."""
    out: list[list[Cell]] = []
    below: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        line: list[Cell] = []
        queue = list(row)
        while queue or any(j >= len(line) for j in below):
            j = len(line)
            if j in below:
                cell, left = below.pop(j)
                line.append(replace(cell, start=0, end=0))
                if left > 1:
                    below[j] = (cell, left - 1)
                continue
            if not queue:
                line.append(BLANK)
                continue
            cell = queue.pop(0)
            for k in range(cell.colspan):
                # Spread only over the header: a wide data cell says its words once.
                line.append(cell if k == 0 else replace(cell, text="", start=0, end=0))
                if cell.rowspan > 1:
                    below[j + k] = (cell if k == 0 else replace(cell, text=""), cell.rowspan - 1)
        out.append(line)
    return out


def _filled(row: Sequence[Cell]) -> int:
    return sum(1 for c in row if c.text)


def _trimmed(row: Sequence[Cell]) -> int:
    """Length of a row without its empty tail."""
    return max((j + 1 for j, c in enumerate(row) if c.text), default=0)


def _take_titles(rows: list[list[Cell]]) -> tuple[list[list[Cell]], list[str], list[str]]:
    """Title rows above and note rows below: one filled cell across the table."""
    titles: list[str] = []
    notes: list[str] = []
    rows = [r for r in rows if _filled(r)]
    wide = max((_trimmed(r) for r in rows), default=0)
    while wide >= 3 and len(rows) > 2 and _filled(rows[0]) == 1 and _says(rows[0], CAPTION):
        titles.append(_only(rows.pop(0)))
    while len(rows) > 1 and _filled(rows[-1]) == 1 and (_says(rows[-1], SOURCE) or _says(rows[-1], NOTE)):
        notes.insert(0, _only(rows.pop()))
    return rows, titles, notes


def _only(row: Sequence[Cell]) -> str:
    return next(c.text for c in row if c.text)


def _says(row: Sequence[Cell], pattern: OneLine) -> bool:
    return bool(pattern.match(_only(row)))


def _width(rows: Sequence[Sequence[Cell]]) -> int:
    """How many columns the table has: the widest width a good part of its rows reach."""
    widths = Counter(_trimmed(r) for r in rows)
    total = sum(widths.values())
    reached = 0
    for wide in sorted(widths, reverse=True):
        reached += widths[wide]
        if reached >= max(1, 0.25 * total):
            return wide
    return max(widths, default=0)


def _body_width(body: Sequence[Sequence[Cell]], width: int) -> int:
    """The width of the rows alone; a header may be wider or narrower by mistake."""
    return _width(body) if body else width


def _header_at(rows: list[list[Cell]], width: int, score: Scorer) -> tuple[int, int]:
    """How many rows stand above the header, and how many rows it has (0 when there is none)."""
    if len(rows) == 1:
        return 0, 1
    for s in range(0, min(5, len(rows) - 1)):
        if not _complete(rows[s], width):
            continue
        if s == 0:
            return 0, 1 + _second_row(rows, 0, width)
        if s == 1 and _group_titles(rows[0], rows[1]):
            with_groups = score(_joined(rows[:2], width), _plain(rows[2:]))
            without = score(_joined(rows[1:2], width), _plain(rows[2:]))
            return (0, 2) if with_groups >= without else (1, 1)
        if _contrast(rows, s, width):
            return s, 1
    if not any(is_label(c.text) for c in rows[0] if c.text):
        return 0, 0
    if _first_is_data(rows, width):
        return 0, 0
    return 0, 1 + _second_row(rows, 0, width)


def _complete(row: Sequence[Cell], width: int) -> bool:
    """A row with a different name over every column; the labels' corner may be blank."""
    names = [fold(c.text) for c in row[:width]]
    filled = [n for n in names if n]
    if len(row) < width or len(filled) < max(2, width - 1) or not all(names[1:]):
        return False
    return len(set(filled)) == len(filled) and all(is_label(c.text) for c in row if c.text)


def _contrast(rows: Sequence[Sequence[Cell]], at: int, width: int) -> bool:
    """The rows below differ in kind from row ``at`` in some column of figures."""
    below = profiles(_plain(rows[at + 1 :]), width)
    return any(p.is_figures and is_label(rows[at][j].text) for j, p in enumerate(below) if j < len(rows[at]))


def _group_titles(row: Sequence[Cell], under: Sequence[Cell]) -> bool:
    """Short words over groups of columns, not the remains of a form; a name that spans both rows is none."""
    said = [c.text for c, d in zip_longest(row, under) if c and c.text and not (d and d.text == c.text)]
    return all(len(s) <= 14 and not re.search(r"[#<>□☐☑]|\d{3,}", s) for s in said)


def _second_row(rows: Sequence[Sequence[Cell]], at: int, width: int) -> int:
    """1 when the row after the header's first belongs to the header."""
    if at + 2 >= len(rows):
        return 0
    top, under = rows[at], rows[at + 1]
    said = [c for c in under if c.text]
    if not said or not all(is_label(c.text) for c in said):
        return 0
    below = profiles(_plain(rows[at + 2 :]), width)
    wide = _trimmed(under)
    if (
        wide < width
        and _filled(under) == wide
        and all(kind_of(c.text) in ("year", "date") or is_label(c.text) for c in said)
    ):
        # Sub-headers that lost the blanks in front of them: years or labels where all other rows have figures.
        years = sum(1 for c in said if kind_of(c.text) in ("year", "date"))
        figures = sum(1 for p in below if p.is_figures)
        if years * 2 > len(said) and figures >= len(said):
            return 1
    fills = [
        j
        for j, c in enumerate(under)
        if c.text
        and (j >= len(top) or not top[j].text or top[j].colspan > 1 or _again_beside(top, j, c.text))
    ]
    if not fills:
        return 0
    first_free = not under[0].text or (under[0].text == top[0].text)
    over_figures = all(below[j].is_figures or not below[j].filled for j in fills if j < len(below))
    return 1 if first_free and over_figures else 0


def _again_beside(top: Sequence[Cell], j: int, under: str) -> bool:
    """A name over several columns that was printed over each of them, with another word below it."""
    said = top[j].text
    beside = [top[k].text for k in (j - 1, j + 1) if 0 <= k < len(top)]
    return said in beside and said != under


def _first_is_data(rows: Sequence[Sequence[Cell]], width: int) -> bool:
    """The first row reads like the rows below it in every column of figures: there is no header."""
    below = profiles(_plain(rows[1:]), width)
    figures = [j for j, p in enumerate(below) if p.is_figures]
    if not figures:
        return False
    first = rows[0]
    return all(j < len(first) and first[j].text and not is_label(first[j].text) for j in figures)


def _plain(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    return [[c.text for c in r] for r in rows]


def _joined(rows: Sequence[Sequence[Cell]], width: int) -> tuple[str, ...]:
    return Header.of([[c.text for c in r] for r in rows], width).columns


def _drop_repeats(
    head: Sequence[Sequence[Cell]], body: list[list[Cell]]
) -> tuple[list[list[Cell]], list[list[Cell]]]:
    """Header rows printed again on the next page."""
    known = {tuple(fold(c.text) for c in r if c.text) for r in head}
    kept: list[list[Cell]] = []
    repeated: list[list[Cell]] = []
    for row in body:
        said = tuple(fold(c.text) for c in row if c.text)
        (repeated if len(said) > 1 and said in known else kept).append(row)
    return kept, repeated


def _fit_rows(
    body: list[list[Cell]], width: int, warnings: list[Warn]
) -> tuple[list[list[Cell]], frozenset[int], frozenset[int]]:
    """Every row ``width`` cells wide, each cell in the column whose kind it has."""
    full = [r for r in body if len(r) >= width and _trimmed(r) == width]
    columns = profiles(_plain(full or body), width)
    keeps_blanks = sum(1 for r in full if not r[0].text) >= 2
    out: list[list[Cell]] = []
    doubtful: set[int] = set()
    shifted: set[int] = set()
    for i, row in enumerate(body):
        wide = _trimmed(row)
        where = (row[0].start, row[-1].end) if row else (0, 0)
        if wide > width:
            warnings.append(doubt("TIE902", f"row {i + 1} has {wide} cells under {width} columns", *where))
            doubtful.add(i)
            out.append(row[:width])
            continue
        padded = row[:width] + [BLANK] * (width - len(row))
        if not wide or len(full) < (1 if len(row) < width else 2):
            out.append(padded)
            continue
        stands = in_place([c.text for c in padded], columns)
        # Blanks that close a row may be places lost in front; blanks in front are places kept.
        spot = place([c.text for c in row[:wide]], columns) if wide < width else None
        short = len(row) < width
        if spot is None or not (short or wide < width) or spot.columns == tuple(range(wide)):
            out.append(padded)
            continue
        gain = spot.score - (stands - sum(columns[j].fit("") for j in range(wide, width)))
        if not short and gain < MOVE:
            out.append(padded)
            continue
        if gain <= 0 and short:
            out.append(padded)
            continue
        moved = [BLANK] * width
        for cell, j in zip(row[:wide], spot.columns, strict=True):
            moved[j] = cell
        out.append(moved)
        if not short:
            shifted.add(i)
        if short and spot.columns == tuple(range(width - wide, width)) and spot.clear:
            if not keeps_blanks:
                # The usual look of a group label printed once: nothing to doubt.
                continue
            # Where rows under a label keep its blank, this one stands under none.
            shifted.add(i)
        warnings.append(
            doubt(
                "TIE902" if short else "TIE909",
                f"row {i + 1} ({row[0].text}) put under its columns by type",
                *where,
            )
        )
        if not spot.clear:
            doubtful.add(i)
    return out, frozenset(doubtful), frozenset(shifted)
