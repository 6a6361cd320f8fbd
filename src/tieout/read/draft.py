"""What every input format is turned into before anything is understood: a text and its pieces.

A format reader (text, HTML, PDF, DOCX, XLSX) knows about bytes and layout and nothing about weeklies.
It hands over a :class:`Draft`: the text of the report and, in reading order, the lines and grids that
lie in it, with exact positions. Everything after that is the same for all formats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..model import Warn

__all__ = ["Cell", "Draft", "DraftBuilder", "Grid", "Item", "Line", "Picture"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: what it says, and where in the text it stands.

    ``text`` is free of markup; ``start``/``end`` cover the printed stretch, so they may be wider than
    ``text`` where markup stands inside a cell. Spans above one are merged cells of a native table.
    """

    text: str
    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line (or, in formats that have them, one paragraph) that is no table row.

    ``level`` is the depth a format gives it as a heading (``##``, ``<h2>``, a large font), 0 if it gives
    none; ``marker`` the bullet or number of a native list; ``whole`` says that the format knows it to be
    a complete paragraph; ``gap`` that white space stands before it; ``role`` is what the format itself
    knows (``caption``, ``source``, ``furniture``, ``contents``).
    """

    text: str
    start: int
    end: int
    level: int = 0
    marker: str = ""
    whole: bool = False
    gap: bool = True
    role: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of one table as printed. In a ``native`` grid (pipe, HTML, DOCX, XLSX, ruled PDF) every
    cell knows its column; in the other kind a merged cell may have been swallowed and shifted its row.
    """

    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    native: bool = False
    caption: str = ""
    page: int | None = None

    def replace(self, **changes: Any) -> Grid:
        """A copy with some attributes changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, or a chart that is ``drawn``. ``alt`` says what it shows, for who cannot see it; it is
    part of the text only where the file itself is text, as in Markdown.
    """

    start: int
    end: int
    alt: str = ""
    drawn: bool = False


Item = Line | Grid | Picture


@dataclass(frozen=True, slots=True)
class Draft:
    """A text with its pieces, and what the format reader already knows or doubts.

    ``dropped`` lists stretches that were on the page and are not in ``text``: (what, why).
    """

    text: str
    items: tuple[Item, ...]
    warnings: tuple[Warn, ...] = ()
    dropped: tuple[tuple[str, str], ...] = ()
    title: str = ""

    def lines(self) -> Iterator[Line]:
        """The lines alone."""
        return (i for i in self.items if isinstance(i, Line))


@dataclass
class DraftBuilder:
    """Writes a draft piece by piece for formats that have no running text of their own.

    Pieces are joined by a line feed; the cells of a row by a tab, as converters do.

    >>> b = DraftBuilder()
    >>> b.line("标题", level=1)
    >>> b.grid([["a", "b"], ["1", "2"]])
    >>> b.done().text
    '标题\\na\\tb\\n1\\t2'
    """

    parts: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    length: int = 0
    dropped: list[tuple[str, str]] = field(default_factory=list)

    def _write(self, text: str) -> tuple[int, int]:
        if self.parts:
            self.parts.append("\n")
            self.length += 1
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start, self.length

    def line(self, text: str, **known: Any) -> None:
        """Add a line or paragraph; blank ones are left out."""
        if text.strip():
            start, end = self._write(text)
            self.items.append(Line(text, start, end, **known))

    def picture(self, alt: str = "", *, drawn: bool = False) -> None:
        """Add a picture or a drawn chart. Its alternative text is kept beside the text: no page prints it."""
        start, end = self._write("")
        self.items.append(Picture(start, end, alt, drawn))

    def grid(
        self,
        rows: Sequence[Sequence[Cell | str]],
        *,
        native: bool = True,
        caption: str = "",
        page: int | None = None,
    ) -> None:
        """Add a table; a cell is its text, or a :class:`Cell` whose place is set here."""
        placed: list[tuple[Cell, ...]] = []
        first = last = None
        for row in rows:
            cells = [c if isinstance(c, Cell) else Cell(c, 0, 0) for c in row]
            # A line feed or tab inside a cell would be read as another row or cell.
            said = [" ".join(c.text.split()) for c in cells]
            start, end = self._write("\t".join(said))
            first = start if first is None else first
            last = end
            out = []
            for cell, text in zip(cells, said, strict=True):
                out.append(replace(cell, text=text, start=start, end=start + len(text)))
                start += len(text) + 1
            placed.append(tuple(out))
        if first is not None and last is not None:
            self.items.append(Grid(tuple(placed), first, last, native, caption, page))

    def done(self, **known: Any) -> Draft:
        """The finished draft."""
        dropped = (*self.dropped, *known.pop("dropped", ()))
        return Draft("".join(self.parts), tuple(self.items), dropped=dropped, **known)
