"""A draft of any format into the report: blocks, tables, records, meta, doubts."""

from __future__ import annotations

from ..model import Block, Report, Table, Warn
from ..model.report import BlockType
from .conserve import conserve
from .doubts import doubt
from .draft import Draft, Grid, Picture
from .figures import Figure, figures_of, merge_cut_tables
from .front import read_front
from .segment import Kind, Piece, segment
from .told import tell_availability
from .understand import understand

__all__ = ["assemble"]

_TYPES: dict[Kind, BlockType] = {
    "heading": "heading",
    "list": "list_item",
    "contents": "list_item",
    "figures": "list_item",
}


def assemble(draft: Draft) -> Report:
    """The report of a draft; the same steps for every input format."""
    front = read_front(draft)
    pieces, warnings = merge_cut_tables(segment(draft, front))
    figures = figures_of(pieces)
    tables: list[Table] = []
    number: dict[int, int] = {}
    for figure in figures:
        if figure.grid is None or figure.piece is None:
            continue
        table, doubts = understand(figure, front.meta.date)
        number[figure.piece] = len(tables)
        tables.append(table)
        warnings += doubts
    tables = tell_availability(tables, (p.text for p in pieces if p.kind in ("text", "list", "heading")))
    blocks = _joined(draft.text, _blocks(pieces, figures, number))
    warnings += [doubt("TIE901", f"left out ({why}): {what}") for what, why in draft.dropped]
    warnings += [
        doubt("TIE901", f"page furniture: {p.text.strip()}", p.start, p.end)
        for p in pieces
        if p.kind == "furniture" and any(c.isdigit() for c in p.text)
    ]
    listed = [(w.start, w.end) for w in warnings if w.code in ("TIE901", "TIE906")]
    warnings += conserve(draft.text, blocks, tables, listed)
    ordered: list[Warn] = sorted([*draft.warnings, *warnings], key=lambda w: (w.start, w.code))
    return Report(draft.text, front.meta, tuple(blocks), tuple(tables), (), tuple(ordered))


def _blocks(pieces: list[Piece], figures: list[Figure], number: dict[int, int]) -> list[Block]:
    """A block for each piece, and a mark without text for each chart that only its caption tells of."""
    charts = {f.start: f for f in figures if f.grid is None}
    shown: dict[int, Figure] = {}
    for i, p in enumerate(pieces):
        seen = _picture_after(pieces, i) if p.kind == "caption" and p.end in charts else None
        if seen is not None:
            shown[seen] = charts.pop(p.end)
    blocks: list[Block] = []
    for i, p in enumerate(pieces):
        attrs: dict[str, str] = {}
        first = p.items[0]
        if isinstance(first, Picture):
            attrs = _told(shown[i]) if i in shown else {}
            if first.alt and first.end == first.start:
                attrs["alt"] = first.alt
            blocks.append(
                Block("chart" if first.drawn else "picture", p.start, p.end, 0, p.zone, None, attrs)
            )
            continue
        role = p.role or (p.kind if p.kind in ("caption", "source", "note", "furniture") else "")
        if role:
            attrs["part"] = role
        kind: BlockType = "table" if isinstance(first, Grid) else _TYPES.get(p.kind, "paragraph")
        blocks.append(Block(kind, p.start, p.end, p.level, p.zone, number.get(i), attrs))
        chart = charts.get(p.end) if p.kind == "caption" else None
        if chart is not None:
            blocks.append(Block("chart", p.end, p.end, 0, p.zone, None, _told(chart)))
    return blocks


def _told(figure: Figure) -> dict[str, str]:
    said = {"figure": figure.label, "caption": figure.caption, "source": figure.source}
    return {k: v for k, v in said.items() if v}


def _picture_after(pieces: list[Piece], i: int) -> int | None:
    """The picture or drawn chart under the caption at ``i``, past the words that stand in it."""
    for j in range(i + 1, len(pieces)):
        if pieces[j].kind == "picture":
            return j
        if pieces[j].kind not in ("inside", "note", "furniture"):
            return None
    return None


def _joined(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks; without the marks of unseen charts where the text is nothing but blocks joined by line feeds.

    A mark has no text of its own. Between the lines of a text file it lies on a blank one; where we
    joined the blocks ourselves there is none, and the caption alone tells of the chart.
    """
    seen = [b for k, b in enumerate(blocks) if not _is_mark(blocks, k)]
    whole = "\n".join(text[b.start : b.end] for b in seen)
    return seen if whole == text else blocks


def _is_mark(blocks: list[Block], k: int) -> bool:
    """True for a chart without text that ends where its caption does, before it."""
    b = blocks[k]
    return b.type == "chart" and b.start == b.end and k > 0 and blocks[k - 1].end == b.start
