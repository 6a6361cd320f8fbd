"""A report as a renderer wants it: items in order, runs of text, tables as grids.

Everything here is arrangement. No text is made and no number is formatted: each run is a slice of
``Report.text``, so PDF, HTML and JSON show the same string.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..compose import parts
from ..model import Block, Chart, Picture, Report, Table
from ..trackers import all_trackers

__all__ = ["Cell", "Document", "Grid", "Item", "Run", "before_mark", "document"]


# A longer stretch kept on one line would tear the line above it open.
_WHOLE = 16


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``span`` is its index in ``Report.spans``, if it is bound.

    ``whole`` asks for it not to be broken over two lines: a number with its unit. A mark has no text but
    the number of its ``note``.
    """

    text: str
    span: int | None = None
    strong: bool = False
    whole: bool = False
    note: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid; a merged cell stands once and reaches over ``rows`` and ``columns``."""

    runs: tuple[Run, ...]
    right: bool = False
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """What the cell shows."""
        return "".join(r.text for r in self.runs)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be set: header rows (one or two), body rows, and which columns hold numbers."""

    header: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A block to be set. A figure has its ``grid``, ``chart`` or ``picture``, or only ``runs`` where the
    desk lacks what it would show, with the caption and the lines under it beside it."""

    type: str
    zone: str
    part: str
    runs: tuple[Run, ...] = ()
    level: int = 0
    id: str = ""
    target: str = ""
    marker: str = ""
    grid: Grid | None = None
    caption: tuple[Run, ...] = ()
    below: tuple[tuple[Run, ...], ...] = ()
    chart: Chart | None = None
    picture: Picture | None = None
    address: str = ""

    @property
    def figure(self) -> bool:
        """True for a table, chart, picture, or the gap where one would stand."""
        return self.type in ("table", "chart", "picture") or self.part == parts.NO_FIGURE

    @property
    def text(self) -> str:
        """What the item's runs show."""
        return "".join(r.text for r in self.runs)


@dataclass(frozen=True, slots=True)
class Document:
    """The items of a report in printed order."""

    items: tuple[Item, ...]

    def zone(self, name: str) -> tuple[Item, ...]:
        """The items of one zone: cover, contents, figures, body, back; the notes are in none."""
        return tuple(i for i in self.items if i.zone == name and i.part != parts.FOOTNOTE)

    def parts(self, *names: str) -> tuple[Item, ...]:
        """The items with one of these parts."""
        return tuple(i for i in self.items if i.part in names)

    def part(self, name: str) -> str:
        """The text of the only item with this part, or an empty string."""
        return next((i.text for i in self.items if i.part == name), "")


def document(report: Report) -> Document:
    """Arrange a composed report. Captions and source lines join the table they belong to.

    Examples
    --------
    >>> from tieout.model import Block, Report
    >>> done = document(Report("周报", blocks=(Block("heading", 0, 2, level=1),)))
    >>> done.items[0].text
    '周报'
    """
    return Document(tuple(_items(report)))


def before_mark(text: str) -> int:
    """Where the last word or character of a text begins: a mark behind it must not begin a line.

    >>> "总额 5000 亿美元"[before_mark("总额 5000 亿美元") :], "over four years"[before_mark("over four years") :]
    ('元', 'years')
    """
    at = len(text)
    while at and text[at - 1].isascii() and not text[at - 1].isspace():
        at -= 1
    return at if at < len(text) else max(0, len(text) - 1)


def _items(report: Report) -> Iterator[Item]:
    blocks = report.blocks
    finder = _SpanFinder(report)
    i = 0
    while i < len(blocks):
        block = blocks[i]
        caption: tuple[Run, ...] = ()
        anchor = block.attrs.get("id", "")
        follows = blocks[i + 1] if i + 1 < len(blocks) else None
        if block.attrs.get("part") == parts.CAPTION and follows is not None and _is_figure(follows):
            caption, block, i = finder.runs(block), follows, i + 1
        if not _is_figure(block):
            yield _plain(block, finder)
            i += 1
            continue
        below = []
        while i + 1 < len(blocks) and blocks[i + 1].attrs.get("part") in (parts.SOURCE, parts.NOTE):
            i += 1
            below.append(finder.runs(blocks[i]))
        yield Item(
            block.type,
            block.zone,
            block.attrs.get("part", ""),
            finder.runs(block) if block.end > block.start and block.type == "paragraph" else (),
            id=anchor,
            grid=_grid(report.tables[block.table], finder) if block.table is not None else None,
            caption=caption,
            below=tuple(below),
            chart=report.charts[block.chart] if block.chart is not None else None,
            picture=report.pictures[block.picture] if block.picture is not None else None,
        )
        i += 1


def _is_figure(block: Block) -> bool:
    shown = (block.table, block.chart, block.picture)
    return any(n is not None for n in shown) or block.attrs.get("part") == parts.NO_FIGURE


def _plain(block: Block, finder: _SpanFinder) -> Item:
    marker = block.attrs.get("marker", "")
    skip = len(marker)
    while marker and finder.text[block.start + skip : block.start + skip + 1] == " ":
        skip += 1
    return Item(
        block.type,
        block.zone,
        block.attrs.get("part", ""),
        finder.runs(block, skip),
        block.level,
        block.attrs.get("id", ""),
        block.attrs.get("target", ""),
        marker,
        address=block.attrs.get("address", ""),
    )


class _SpanFinder:
    """Cuts slices of the text into runs at the borders of bound and emphasised stretches."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self._roles = [s.role for s in report.spans]
        self._spans = sorted(enumerate(report.spans), key=lambda s: (s[1].start, -s[1].end))

    def runs(self, block: Block, skip: int = 0) -> tuple[Run, ...]:
        strong = [
            (block.start + a, block.start + b) for a, b in parts.stretches(block.attrs.get("strong", ""))
        ]
        marks = [(block.start + at, n) for at, n in parts.marks(block.attrs.get("marks", ""))]
        return self.slice(block.start + skip, block.end, strong, marks)

    def slice(
        self,
        start: int,
        end: int,
        strong: list[tuple[int, int]] | None = None,
        marks: list[tuple[int, int]] | None = None,
    ) -> tuple[Run, ...]:
        inside = [(i, s) for i, s in self._between(start, end)]
        edges = {start, end}
        for _, s in inside:
            edges |= {s.start, s.end}
        for a, b in strong or ():
            edges |= {min(max(a, start), end), min(max(b, start), end)}
        edges |= {at for at, _ in marks or ()}
        cuts = sorted(edges)
        out = []
        for a, b in pairwise(cuts):
            # Of nested spans the innermost one is the one a reader points at.
            hit = [i for i, s in inside if s.start <= a and b <= s.end]
            bold = any(x <= a and b <= y for x, y in strong or ())
            span = hit[-1] if hit else None
            whole = span is not None and self._roles[span] in ("number", "count") and b - a <= _WHOLE
            out.append(Run(self.text[a:b], span, bold, whole))
            out += [Run("", note=n) for at, n in marks or () if at == b]
        return tuple(out)

    def _between(self, start: int, end: int) -> list[tuple[int, Any]]:
        from bisect import bisect_left

        first = bisect_left(self._spans, start, key=lambda s: s[1].start)
        found = []
        for i, span in self._spans[first:]:
            if span.start >= end:
                break
            if span.end <= end:
                found.append((i, span))
        return found


def _grid(table: Table, finder: _SpanFinder) -> Grid:
    right = _numeric(table)
    body = []
    for r, row in enumerate(table.rows):
        cells = []
        for c, text in enumerate(row):
            if _continues(table, r, c):
                continue
            depth = 1
            while _continues(table, r + depth, c):
                depth += 1
            start, end = _span(table, r, c)
            runs = finder.slice(start, end) if end > start else ((Run(text),) if text else ())
            cells.append(Cell(runs, right[c], rows=depth))
        body.append(tuple(cells))
    return Grid(_header(table, right), tuple(body), right)


def _span(table: Table, row: int, column: int) -> tuple[int, int]:
    if row < len(table.cells) and column < len(table.cells[row]):
        return table.cells[row][column]
    return (0, 0)


def _continues(table: Table, row: int, column: int) -> bool:
    """True for a cell that only repeats the one above it: a merged cell filled down."""
    if not 0 < row < len(table.rows) or row >= len(table.cells):
        return False
    same = table.rows[row][column] == table.rows[row - 1][column] != ""
    return same and table.cells[row][column] == (0, 0)


def _numeric(table: Table) -> tuple[bool, ...]:
    columns = _columns(table)
    tracker = next((t for t in all_trackers() if t.name == table.tracker), None)
    if tracker is not None and tracker.pivot is not None and len(table.fields) == len(table.columns):
        # In a grid a column without a field is that of a model: scores.
        return tuple(f is None for f in table.fields)
    return tuple(c is not None and c.numeric for c in columns)


def _columns(table: Table) -> tuple[Any, ...]:
    tracker = next((t for t in all_trackers() if t.name == table.tracker), None)
    if tracker is None or len(table.fields) != len(table.columns):
        return (None,) * len(table.columns)
    return tuple(tracker.column(f) if f else None for f in table.fields)


def _header(table: Table, right: tuple[bool, ...]) -> tuple[tuple[Cell, ...], ...]:
    """One row of headers, or two where columns repeat for each year (``EPS 2024E``)."""
    groups = [
        name.rpartition(" ")[0] if column is not None and column.per_year else ""
        for name, column in zip(table.columns, _columns(table))
    ]
    if not any(groups):
        return (tuple(Cell((Run(n),) if n else (), r) for n, r in zip(table.columns, right)),)
    upper: list[Cell] = []
    lower: list[Cell] = []
    c = 0
    while c < len(groups):
        if not groups[c]:
            upper.append(Cell((Run(table.columns[c]),), right[c], rows=2))
            c += 1
            continue
        width = 1
        while c + width < len(groups) and groups[c + width] == groups[c]:
            width += 1
        upper.append(Cell((Run(groups[c]),), columns=width))
        lower += [Cell((Run(table.columns[k].rpartition(" ")[2]),), right[k]) for k in range(c, c + width)]
        c += width
    return tuple(upper), tuple(lower)
