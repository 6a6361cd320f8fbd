"""A draft of any format into the report: blocks, tables, records, meta, doubts."""

from __future__ import annotations

from ..model import Block, Report, Table, Warn
from ..model.report import BlockType
from .conserve import conserve
from .doubts import doubt
from .draft import Draft, Grid
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
    "picture": "picture",
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
    charts = {f.start: f for f in figures if f.grid is None}
    blocks: list[Block] = []
    for i, p in enumerate(pieces):
        attrs: dict[str, str] = {}
        role = p.role or (p.kind if p.kind in ("caption", "source", "note", "furniture") else "")
        if role:
            attrs["part"] = role
        kind: BlockType = "table" if isinstance(p.items[0], Grid) else _TYPES.get(p.kind, "paragraph")
        blocks.append(Block(kind, p.start, p.end, p.level, p.zone, number.get(i), attrs))
        chart = charts.get(p.end) if p.kind == "caption" else None
        if chart is not None:
            said = {"figure": chart.label, "caption": chart.caption, "source": chart.source}
            blocks.append(Block("chart", p.end, p.end, 0, p.zone, None, {k: v for k, v in said.items() if v}))
    return blocks


def _joined(text: str, blocks: list[Block]) -> list[Block]:
    """The blocks; without the marks of unseen charts where the text is nothing but blocks joined by line feeds.

    A mark has no text of its own. Between the lines of a text file it lies on a blank one; where we
    joined the blocks ourselves there is none, and the caption alone tells of the chart.
    """
    seen = [b for b in blocks if b.type != "chart" or b.end > b.start]
    whole = "\n".join(text[b.start : b.end] for b in seen)
    return seen if whole == text else blocks
