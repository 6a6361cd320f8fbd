"""Glyphs into lines of segments: a segment is a run of characters without a gap wider than a space."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from .pdfpage import Glyph
from .pdfwords import BROKEN

__all__ = [
    "Segment",
    "TextLine",
    "body_size",
    "glyphs_text",
    "join_lines",
    "lines_of",
    "loose",
    "spaces_mixed",
]

# Gaps, in ems: from SPLIT on two runs are two segments; from SPACE on a blank was meant.
SPLIT = 0.7
SPACE = 0.22
SPACE_MIXED = 0.36
SPACE_CJK = 0.75


@dataclass(frozen=True)
class Segment:
    """A run of glyphs of one line, left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return max(g.x1 for g in self.glyphs)

    @cached_property
    def y0(self) -> float:
        """Top edge."""
        return min(g.y0 for g in self.glyphs)

    @cached_property
    def y1(self) -> float:
        """Bottom edge."""
        return max(g.y1 for g in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The height of its letters, as boxes show it (a font's nominal size may be scaled)."""
        return statistics.median(g.y1 - g.y0 for g in self.glyphs)

    @cached_property
    def text(self) -> str:
        """What it says."""
        return glyphs_text(self.glyphs)

    @cached_property
    def bold(self) -> bool:
        """True when most of it is bold."""
        return sum(g.bold for g in self.glyphs) * 2 > len(self.glyphs)


@dataclass(frozen=True)
class TextLine:
    """The segments that share a baseline within some part of a page."""

    segments: tuple[Segment, ...]

    @cached_property
    def x0(self) -> float:
        """Left edge."""
        return self.segments[0].x0

    @cached_property
    def x1(self) -> float:
        """Right edge."""
        return self.segments[-1].x1

    @cached_property
    def y0(self) -> float:
        """Top edge."""
        return min(s.y0 for s in self.segments)

    @cached_property
    def y1(self) -> float:
        """Bottom edge."""
        return max(s.y1 for s in self.segments)

    @cached_property
    def middle(self) -> float:
        """Where it stands on the page."""
        return (self.y0 + self.y1) / 2

    @cached_property
    def text(self) -> str:
        """Its segments, set apart by two blanks."""
        return "  ".join(s.text for s in self.segments)

    @cached_property
    def size(self) -> float:
        """The size of its largest part."""
        return max(s.size for s in self.segments)

    @cached_property
    def glyphs(self) -> tuple[Glyph, ...]:
        """All its glyphs."""
        return tuple(g for s in self.segments for g in s.glyphs)


def loose(a: Glyph, b: Glyph) -> float:
    """The widest gap, in ems, that is no gap: full-width signs have white on one side of their ink."""
    return 1.0 if a.char in _SIGNS or b.char in _SIGNS else 0.0


_SIGNS = frozenset("，。、；：？！（）《》〈〉「」『』【】〔〕“”‘’")


def _wide(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u3000" <= char <= "\u303f"


def glyphs_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a run: printed blanks kept, gaps of a blank's width made one.

    Typesetters put a thin gap between Hanzi and Latin letters; it is no blank.
    """
    out: list[str] = []
    last: Glyph | None = None
    stretch = _stretch(glyphs)
    for g in glyphs:
        if last is not None and g.char != " " and last.char != " ":
            em = max(g.y1 - g.y0, last.y1 - last.y0) or 1
            wide = _wide(g.char) + _wide(last.char)
            limit = (SPACE, SPACE_MIXED, SPACE_CJK)[wide] + (stretch if wide else 0.0)
            if g.x0 - last.x1 > max(limit, loose(last, g)) * em:
                out.append(" ")
        if not (g.char == " " and (not out or out[-1] == " ")):
            out.append(g.char)
        last = g
    return "".join(out).strip()


def _stretch(glyphs: Sequence[Glyph]) -> float:
    """How far, in ems, a justified line was drawn apart: the usual gap between its Hanzi."""
    gaps = [
        (b.x0 - a.x1) / ((a.y1 - a.y0) or 1) for a, b in pairwise(glyphs) if _hanzi(a.char) and _hanzi(b.char)
    ]
    return max(0.0, statistics.median(gaps)) if len(gaps) >= 3 else 0.0


def _hanzi(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines from top to bottom. Small signs (a raised 2, a comma) join the line they overlap most."""
    ordered = sorted(glyphs, key=lambda g: ((g.y0 + g.y1) / 2, g.x0))
    rows: list[list[Glyph]] = []
    middles: list[tuple[float, float]] = []
    for g in ordered:
        at = (g.y0 + g.y1) / 2
        if rows:
            middle, half = middles[-1]
            if abs(at - middle) <= 0.55 * max(half, (g.y1 - g.y0) / 2):
                rows[-1].append(g)
                n = len(rows[-1])
                middles[-1] = (middle + (at - middle) / n, max(half, (g.y1 - g.y0) / 2))
                continue
        rows.append([g])
        middles.append((at, (g.y1 - g.y0) / 2))
    lines = []
    for row in _with_raised(rows):
        segments = _segments(sorted(row, key=lambda g: (g.x0, g.x1)))
        if segments:
            lines.append(TextLine(tuple(segments)))
    return lines


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows in which raised or lowered small signs alone on their height stand in the line they are set in."""
    out: list[list[Glyph]] = []
    for k, row in enumerate(rows):
        small = max(g.y1 - g.y0 for g in row)
        home = None
        if len(row) <= 8 or not any(g.char not in " " for g in row):
            for other in (rows[k + 1 : k + 2], rows[k - 1 : k] if k else []):
                if other and small <= 0.8 * statistics.median(g.y1 - g.y0 for g in other[0]):
                    home = other[0] if home is None and _set_in(row, other[0]) else home
        if home is None:
            out.append(row)
        else:
            home.extend(row)
    return out


def _set_in(row: Sequence[Glyph], home: Sequence[Glyph]) -> bool:
    """True when each sign is within the height of a line and right after one of its letters."""
    top, bottom = min(g.y0 for g in home), max(g.y1 for g in home)
    em = bottom - top
    return all(
        top - 0.1 * em <= (g.y0 + g.y1) / 2 <= bottom + 0.1 * em
        and not any(h.x0 + 0.3 < g.x1 - 0.3 and g.x0 + 0.3 < h.x1 - 0.3 for h in home if h.char != " ")
        and any(-0.2 * em < g.x0 - h.x1 < 0.9 * em for h in (*home, *row) if h is not g)
        for g in row
        if g.char != " "
    )


def _runs(row: Sequence[Glyph]) -> list[Sequence[Glyph]]:
    """A row as one run, or, where words are printed over one another, as the runs they were drawn in."""
    over = sum(
        1
        for a, b in pairwise(row)
        if a.x1 - b.x0 > 0.3 * (b.y1 - b.y0)
        and abs(a.order - b.order) > 1
        and a.char != b.char
        and a.char != " "
        and b.char != " "
    )
    if not over:
        return [row]
    runs: list[list[Glyph]] = []
    for g in sorted(row, key=lambda g: g.order):
        last = runs[-1][-1] if runs else None
        em = (g.y1 - g.y0) or 1
        if last is not None and g.order - last.order <= 2 and -0.3 * em < g.x0 - last.x1 < SPLIT * em:
            runs[-1].append(g)
        else:
            runs.append([g])
    return sorted(runs, key=lambda run: run[0].x0)


def _segments(row: Sequence[Glyph]) -> list[Segment]:
    return [s for run in _runs(row) for s in _segments_of(run)]


def _segments_of(row: Sequence[Glyph]) -> list[Segment]:
    out: list[list[Glyph]] = []
    edge = 0.0
    for g in row:
        em = (g.y1 - g.y0) or 1
        if g.char == " ":
            # A justified line stretches its blanks: the white around a printed blank belongs to it.
            if out and g.x0 - edge <= 1.5 * em:
                out[-1].append(replace(g, x0=min(edge, g.x0)))
                edge = max(edge, g.x1)
            continue
        # A letter printed twice in the same place is a shadow, not two letters.
        if out and out[-1][-1].char == g.char and _shadow(out[-1][-1], g):
            continue
        limit = max(SPLIT, loose(out[-1][-1], g), 1.5 if out[-1][-1].char == " " else 0.0) if out else SPLIT
        if out and g.x0 - edge <= limit * em:
            out[-1].append(g)
            edge = max(edge, g.x1)
        else:
            out.append([g])
            edge = g.x1
    found = []
    for run in out:
        while run and run[-1].char == " ":
            run.pop()
        if run:
            found.append(Segment(tuple(run)))
    return found


def _shadow(a: Glyph, b: Glyph) -> bool:
    """True for a letter drawn again in its place; the letters of a ligature share a place but follow on."""
    return abs(a.x0 - b.x0) < 0.15 * ((b.y1 - b.y0) or 1) and abs(a.order - b.order) > 1


def body_size(lines: Iterable[TextLine]) -> float:
    """The size most of the text is set in."""
    weight: dict[float, int] = {}
    for line in lines:
        for s in line.segments:
            key = round(s.size * 2) / 2
            weight[key] = weight.get(key, 0) + len(s.glyphs)
    return max(weight, key=lambda k: weight[k]) if weight else 10.0


def join_lines(parts: Iterable[str], *, mixed: bool = False, full: Sequence[bool] = ()) -> str:
    """Wrapped lines as one: Hanzi run on, Latin words keep a blank between them.

    ``mixed`` puts a blank between Hanzi and Latin letters or figures too, for documents that do so.
    ``full`` says of each line but the last whether the next letter would not have gone into it: where it
    is one word, and behind a hyphen, what the line end cut may be one word, and :data:`~.pdfwords.BROKEN`
    is left for :class:`~.pdfwords.Words` to settle.

    >>> join_lines(["AI 赋能创意", "产业"]), join_lines(["Founders", "Fund"])
    ('AI 赋能创意产业', 'Founders Fund')
    >>> join_lines(["价格为", "8.50 元"], mixed=True)
    '价格为 8.50 元'
    """
    said = before = ""
    for k, part in enumerate(parts):
        part = part.strip()
        if said and part:
            a, b = said[-1], part[0]
            if a == "-" and b.isalpha() and b.isascii():
                said += BROKEN
            elif a not in "-/+=(":
                if a.isascii() and b.isascii():
                    said += BROKEN if k <= len(full) and full[k - 1] and not before.count(" ") else " "
                elif mixed and (_hanzi(a) + _hanzi(b)) and (_latin(a) or _latin(b)):
                    said += " "
        said += part
        before = part
    return said


def spaces_mixed(lines: Iterable[TextLine]) -> bool:
    """True when a document sets a blank between Hanzi and Latin letters more often than not."""
    apart = close = 0
    for line in lines:
        for s in line.segments:
            text = s.text
            apart += len(_APART.findall(text))
            close += len(_CLOSE.findall(text))
    return apart > 2 * close


_APART = re.compile(r"[\u4e00-\u9fff] [A-Za-z0-9]|[A-Za-z0-9%] [\u4e00-\u9fff]")
_CLOSE = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char == "%")
