"""Collects blocks into one text, with the span of everything bound.

Offsets are given out here and nowhere else, so ``quote == text[start:end]`` holds by construction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ..model import Block, BlockType, Chart, Fact, Meta, Picture, Report, Role, Span, Table, Warn

__all__ = ["Piece", "ReportBuilder", "TableCell"]

Zone = Literal["cover", "contents", "figures", "body", "back"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block: its text, the fact or statement it says, if it says one, its place in the
    issue file, and the hash of the source it quotes, which gets a footnote."""

    text: str
    role: Role = "text"
    fact: Fact | None = None
    link: str = ""
    strong: bool = False
    place: Any = None
    source: str = ""

    @property
    def bound(self) -> bool:
        """True when the stretch is tied to a fact or to an outside statement."""
        return self.fact is not None or bool(self.link)


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: what is printed, the fact behind it, whether the cell above reaches over it.

    A cell that says two numbers (``+4/-5``) has them in ``parts``: stretches of its text with the fact
    of each, in order.
    """

    text: str
    role: Role = "text"
    fact: Fact | None = None
    merged: bool = False
    parts: tuple[tuple[str, Fact | None], ...] = ()


class ReportBuilder:
    """Builds one report; short-lived and mutable, what it gives out is frozen.

    >>> made = ReportBuilder()
    >>> _ = made.block("heading", "算力", level=1)
    >>> _ = made.block("paragraph", [Piece("价格平稳。")])
    >>> made.report(Meta()).text
    '算力\\n价格平稳。'
    """

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._spans: list[Span] = []
        self._tables: list[Table] = []
        self._warnings: list[Warn] = []
        self._charts: list[Chart] = []
        self._pictures: list[Picture] = []

    def block(
        self,
        type: BlockType,
        pieces: str | Iterable[str | Piece],
        *,
        level: int = 0,
        zone: Zone = "body",
        **attrs: str,
    ) -> Block:
        """Add a block of text. Line feeds and tabs inside become spaces: they separate blocks and cells."""
        start = self._open()
        at = start
        strong: list[str] = []
        for piece in [pieces] if isinstance(pieces, str) else pieces:
            if isinstance(piece, str):
                piece = Piece(piece)
            text = _one_line(piece.text)
            if piece.bound and text:
                self._span(at, at + len(text), piece.role, piece.fact, piece.link)
            if piece.strong and text:
                strong.append(f"{at - start}-{at + len(text) - start}")
            self._texts.append(text)
            at += len(text)
        self._length = at
        if strong:
            attrs["strong"] = " ".join(strong)
        block = Block(type, start, at, level, zone, attrs={k: v for k, v in attrs.items() if v})
        self._blocks.append(block)
        return block

    def table(
        self,
        table: Table,
        rows: Sequence[Sequence[TableCell]],
        *,
        zone: Zone = "body",
        **attrs: str,
    ) -> Table:
        """Add a table: its header and rows as tab-separated lines, each cell with its span.

        ``table`` brings columns, caption, source, tracker and records; rows, cells and offsets are
        filled in here. A merged cell is empty in the text and has no span, its value is filled down.
        """
        start = self._open()
        lines = ["\t".join(_one_line(c) for c in table.columns)]
        at = start + len(lines[0])
        spans: list[tuple[tuple[int, int], ...]] = []
        for row in rows:
            at += 1
            places = []
            shown = []
            for number, cell in enumerate(row):
                at += 1 if number else 0
                text = "" if cell.merged else _one_line(cell.text)
                places.append((0, 0) if cell.merged else (at, at + len(text)))
                if cell.parts and text:
                    inside = at
                    for part, fact in cell.parts:
                        if fact is not None:
                            self._span(inside, inside + len(part), cell.role, fact, "")
                        inside += len(part)
                elif cell.fact is not None and text:
                    self._span(at, at + len(text), cell.role, cell.fact, "")
                shown.append(text)
                at += len(text)
            spans.append(tuple(places))
            lines.append("\t".join(shown))
        self._texts.append("\n".join(lines))
        self._length = at
        done = table.replace(
            rows=tuple(tuple(_one_line(c.text) for c in row) for row in rows),
            cells=tuple(spans),
            start=start,
            end=at,
        )
        self._blocks.append(
            Block(
                "table",
                start,
                at,
                zone=zone,
                table=len(self._tables),
                attrs={k: v for k, v in attrs.items() if v},
            )
        )
        self._tables.append(done)
        return done

    def chart(self, chart: Chart, *, zone: Zone = "body", **attrs: str) -> Block:
        """Add a chart. It has no text of its own: its numbers are those of its points."""
        self._charts.append(chart)
        return self._mark(Block("chart", 0, 0, zone=zone, attrs=_told(attrs), chart=len(self._charts) - 1))

    def picture(self, picture: Picture, *, zone: Zone = "body", **attrs: str) -> Block:
        """Add a picture; it has no text."""
        self._pictures.append(picture)
        return self._mark(
            Block("picture", 0, 0, zone=zone, attrs=_told(attrs), picture=len(self._pictures) - 1)
        )

    def _mark(self, block: Block) -> Block:
        at = self._open()
        self._blocks.append(replace(block, start=at, end=at))
        return self._blocks[-1]

    def warn(self, code: str, message: str, block: Block | None = None) -> None:
        """Note a doubt about the build, at a block if it has a place."""
        self._warnings.append(Warn(code, message, block.start if block else 0, block.end if block else 0))

    def report(self, meta: Meta) -> Report:
        """The finished report."""
        return Report(
            "".join(self._texts),
            meta,
            tuple(self._blocks),
            tuple(self._tables),
            tuple(sorted(self._spans, key=lambda s: (s.start, -s.end))),
            tuple(self._warnings),
            tuple(self._charts),
            tuple(self._pictures),
        )

    def _open(self) -> int:
        if self._blocks:
            self._texts.append("\n")
            self._length += 1
        return self._length

    def _span(self, start: int, end: int, role: Role, fact: Fact | None, link: str) -> None:
        if fact is None:
            self._spans.append(Span(start, end, role, link))
            return
        inputs = tuple(str(f.key) for f in fact.inputs)
        self._spans.append(Span(start, end, role, str(fact.key), fact.operator, inputs))


def _told(attrs: dict[str, str]) -> dict[str, str]:
    return {k: v for k, v in attrs.items() if v}


def _one_line(text: str) -> str:
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")
