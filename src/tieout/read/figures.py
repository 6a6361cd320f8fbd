"""Grids with their captions, sources and notes; tables cut in two put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..model import Warn
from .align import in_place, place, profiles
from .doubts import doubt
from .draft import Grid
from .kinds import is_label, kind_of
from .segment import Piece
from .shape import shape
from .words import CAPTION, SOURCE, TERMINAL, bare, fold, width

__all__ = ["Figure", "figures_of", "merge_cut_tables"]

_CONTINUED = re.compile(r"[（(]?(?:续表?|接上表?|continued|cont\.?)[）)]?\s*\d*$|^续表", re.IGNORECASE)
# Mean log fit above which rows belong to the columns of the table before.
BELONGS = -1.3
LONG = 160
# No printed table runs over more pages than this.
MOST = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A grid (or, for a chart that text cannot hold, none) with what is printed around it."""

    piece: int | None
    grid: Grid | None
    label: str | None = None
    caption: str | None = None
    source: str | None = None
    around: tuple[str, ...] = ()
    start: int = 0
    before: str = ""


def merge_cut_tables(pieces: Sequence[Piece]) -> tuple[list[Piece], list[Warn]]:
    """Grids with nothing but page furniture between them that have the same columns, as one grid."""
    out: list[Piece] = []
    warnings: list[Warn] = []
    last: int | None = None
    held: list[Piece] = []
    pieces_of_one = 1
    for p in pieces:
        grid = p.items[0]
        if p.kind == "furniture" and last is not None:
            held.append(p)
            continue
        again = p.kind == "caption" and last is not None and bool(_CONTINUED.search(bare(p.text)))
        if again:
            held.append(p.replace(kind="inside", role="figure_text"))
            continue
        if isinstance(grid, Grid) and last is not None:
            first = out[last].items[0]
            joined = _joined(first, grid) if isinstance(first, Grid) and pieces_of_one < MOST else None
            if joined is not None:
                pieces_of_one += 1
                warnings.append(
                    doubt(
                        "TIE907",
                        f"a table of {len(grid.rows)} row(s) continues the one before",
                        grid.start,
                        grid.end,
                    )
                )
                out[last] = out[last].replace(items=(joined,))
                # What stood between lies inside the table's stretch now: it is listed, and no block.
                warnings += [
                    doubt("TIE901", f"page furniture inside a table: {h.text.strip()}", h.start, h.end)
                    for h in held
                    if any(c.isdigit() for c in h.text)
                ]
                held = []
                continue
        out.extend(held)
        held = []
        out.append(p)
        last = len(out) - 1 if isinstance(grid, Grid) else None
        pieces_of_one = 1
    return [*out, *held], warnings


def _joined(first: Grid, second: Grid) -> Grid | None:
    """One grid of both, or None when the second is a table of its own."""
    if second.caption:
        return None
    one = [[c.text for c in r] for r in first.rows]
    two = [[c.text for c in r] for r in second.rows]
    head = {tuple(fold(c) for c in r if c) for r in one[:2]}
    repeated = 0
    while repeated < min(2, len(two)) and tuple(fold(c) for c in two[repeated] if c) in head:
        repeated += 1
    merged = replace(
        first, rows=first.rows + second.rows, end=second.end, native=first.native and second.native
    )
    if repeated:
        return merged
    wide, other = max(map(len, one)), max(map(len, two))
    if other > wide:
        return None
    if all(is_label(c) for row in one for c in row if c):
        # Nothing but a header stood on the page before.
        heads = sum(1 for c in one[-1] if c)
        return merged if heads <= other <= wide and not all(is_label(c) for c in two[0]) else None
    table = shape(first)
    rows = table.texts
    if not rows:
        return merged if wide == other else None
    columns = profiles(rows, len(table.columns))
    if all(is_label(c) for c in two[0] if c) and len(two) > 1 and any(p.is_figures for p in columns):
        below = profiles(two[1:], other)
        if any(p.is_figures and j < len(two[0]) and two[0][j] for j, p in enumerate(below)):
            return None  # a header of its own
    if not any(p.is_figures for p in columns) and wide != other:
        return None
    total = count = 0.0
    for row in two:
        said = list(row)
        while said and not said[-1]:
            said.pop()
        if not said:
            continue
        spot = place(said, columns).score if len(said) < len(columns) else in_place(said, columns)
        filled = sum(1 for c in said if kind_of(c) not in ("empty", "null")) or 1
        total += spot / filled
        count += 1
    return merged if count and total / count > BELONGS else None


def figures_of(pieces: Sequence[Piece]) -> list[Figure]:
    """Every grid with its caption and source, and every captioned figure without a grid, in order."""
    found: list[Figure] = []
    used: set[int] = set()
    under = _captions_stand_under(pieces)
    for i, p in enumerate(pieces):
        grid = p.items[0]
        if p.kind != "grid" or not isinstance(grid, Grid):
            continue
        below = _caption_under(pieces, i, used) if under else None
        at: int | None
        label: str | None
        caption: str | None
        if below is not None:
            at, (label, caption) = below, split_caption(pieces[below].text)
        else:
            at, label, caption = _caption_before(pieces, i, used)
        if at is not None:
            used.add(at)
        if grid.caption and not caption:
            label, caption = split_caption(grid.caption)
        source, around = _source_after(pieces, below if below is not None else i)
        inside = _inside(pieces, at, i) if at is not None and at < i else ()
        before = _prose_before(pieces, i if at is None or at > i else at)
        found.append(Figure(i, grid, label, caption, source, (*inside, *around), p.start, before))
    for i, p in enumerate(pieces):
        if p.kind == "caption" and i not in used and p.zone not in ("contents", "figures"):
            label, caption = split_caption(p.text)
            source, around = _source_after(pieces, i)
            found.append(Figure(None, None, label, caption, source, around, p.end))
    return sorted(found, key=lambda f: f.start)


def _next_to(pieces: Sequence[Piece], i: int, step: int) -> int | None:
    """The caption right above (``step`` -1) or right below (1) a grid, page furniture aside."""
    j = i + step
    while 0 <= j < len(pieces) and pieces[j].kind in ("furniture", "note"):
        j += step
    return j if 0 <= j < len(pieces) and pieces[j].kind == "caption" else None


def _caption_under(pieces: Sequence[Piece], i: int, used: set[int]) -> int | None:
    """The caption below a grid, past short lines that belong to the figure."""
    for j in range(i + 1, min(i + 9, len(pieces))):
        if pieces[j].kind == "caption":
            return j if j not in used else None
        if not _short(pieces[j]) and pieces[j].kind not in ("furniture", "picture", "note", "inside", "list"):
            return None
    return None


def _captions_stand_under(pieces: Sequence[Piece]) -> bool:
    """True where a report prints its captions below its tables: told by the tables with one neighbour only."""
    above = below = 0
    for i, p in enumerate(pieces):
        if p.kind == "grid" and p.zone not in ("contents", "figures"):
            over, under = _next_to(pieces, i, -1) is not None, _next_to(pieces, i, 1) is not None
            above += over and not under
            below += under and not over
    return below > above


def split_caption(text: str) -> tuple[str | None, str]:
    """The label and the words of a caption.

    >>> split_caption("图表 3：本周算力租赁情况"), split_caption("算力租赁价格")
    (('图表 3', '本周算力租赁情况'), (None, '算力租赁价格'))
    """
    said = bare(text)
    found = CAPTION.match(said)
    if not found:
        return None, said
    return re.sub(r"\s+", " ", found.group("label")).strip(), found.group("rest").strip()


def _caption_before(
    pieces: Sequence[Piece], i: int, used: set[int]
) -> tuple[int | None, str | None, str | None]:
    """The caption of the grid at ``i``: a labelled one, else the heading right above it."""
    for j in range(i - 1, max(-1, i - 14), -1):
        p = pieces[j]
        if p.kind in ("furniture", "inside", "note", "picture"):
            continue
        if p.kind == "caption" and j not in used:
            label, caption = split_caption(p.text)
            return j, label, caption
        if p.kind == "heading" and j not in used and p.role != "title":
            if p.zone in ("body",) and re.match(r"\d", bare(p.text)):
                return None, None, None
            return j, None, bare(p.text).rstrip("：:")
        if _short(p) and j >= i - 3 and (over := _caption_over(pieces, j, used)) is not None:
            return over, *split_caption(pieces[over].text)
        if _short(p) and j == i - 1:
            # A line of a form may stand between a caption without a label and its table.
            above = next((q for q in range(j - 1, max(-1, j - 3), -1) if pieces[q].kind != "furniture"), None)
            if (
                above is not None
                and "|" in p.text
                and (_short(pieces[above]) or pieces[above].kind == "heading")
            ):
                return above, None, bare(pieces[above].text).rstrip("：:")
            return (j, None, bare(p.text).rstrip("：:")) if width(p.text) <= 70 else (None, None, None)
        return None, None, None
    return None, None, None


def _caption_over(pieces: Sequence[Piece], i: int, used: set[int]) -> int | None:
    """The labelled caption above up to three short lines that belong to its figure (a form, a legend)."""
    for j in range(i - 1, max(-1, i - 4), -1):
        if pieces[j].kind == "caption" and j not in used:
            return j
        if not _short(pieces[j]) and pieces[j].kind not in ("furniture", "picture"):
            return None
    return None


def _short(piece: Piece) -> bool:
    """A short line that is no sentence and means nothing else."""
    return (
        piece.kind == "text"
        and not piece.role
        and width(piece.text) <= (3 * LONG if "|" in piece.text else LONG)
        and not TERMINAL.search(piece.text)
    )


def _prose_before(pieces: Sequence[Piece], i: int) -> str:
    """The paragraph that leads up to a figure."""
    for p in reversed(pieces[max(0, i - 3) : i]):
        if p.kind in ("text", "list") and not p.role:
            return p.text
        if p.kind not in ("furniture", "picture"):
            break
    return ""


def _inside(pieces: Sequence[Piece], at: int, i: int) -> tuple[str, ...]:
    return tuple(p.text for p in pieces[at + 1 : i] if p.kind in ("inside", "note", "text"))


def _source_after(pieces: Sequence[Piece], i: int) -> tuple[str | None, tuple[str, ...]]:
    """The source line under a figure and the lines between; other words end the search."""
    around: list[str] = []
    headings = 0
    for k, p in enumerate(pieces[i + 1 : i + 16], start=i + 1):
        if p.kind == "source":
            found = SOURCE.match(bare(p.text))
            for note in pieces[k + 1 : k + 4]:
                if note.kind != "note":
                    break
                around.append(note.text)
            return (found.group("rest").strip() if found else bare(p.text)), tuple(around)
        if p.kind in ("furniture", "picture", "note", "inside"):
            if headings and p.kind in ("picture", "inside"):
                break  # the chart stands here, and the line under it is its own
            around.append(p.text)
            continue
        if p.kind == "heading" and p.zone == "cover" and not headings:
            # A box and a chart under it share one source line on a first page.
            headings += 1
            continue
        break
    return None, tuple(around)
