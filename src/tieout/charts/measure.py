"""How wide text is in our own fonts, so that a layout never depends on luck.

Vega measures text only after it has laid out the chart; the space a label needs must be known
before. The advance widths of the fonts that ship with Tieout give it exactly, kerning apart.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["text_width", "wrap"]

# Latin words and numbers stay whole; every other character may end a line.
_PIECES = re.compile(r"[\w.+\-%'’/()]+[ ]?|\s|.", re.ASCII)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line of text in pixels at a font size in pixels.

    >>> text_width("算力", 12)
    24.0
    """
    advances, fallback, per_em = _advances("bold" if bold else "regular")
    return sum(advances.get(ord(c), fallback) for c in text) * size / per_em


def wrap(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than ``width``, broken at spaces and between Chinese characters.

    A word wider than a line is broken inside, behind a hyphen if it has one; nothing is ever cut off.

    >>> wrap("恒源云 A100-80G", 12, 60)
    ('恒源云', 'A100-80G')
    >>> wrap("Llama-3.1-405B-Instruct", 12, 90)
    ('Llama-3.1-', '405B-Instruct')
    """
    out = [""]
    for piece in _PIECES.findall(text):
        if text_width((out[-1] + piece).rstrip(), size, bold=bold) <= width:
            out[-1] += piece
            continue
        if out[-1].strip():
            out.append("")
        for part in _broken(piece.lstrip(), size, width, bold):
            if out[-1] and text_width((out[-1] + part).rstrip(), size, bold=bold) > width:
                out.append("")
            out[-1] += part
    return tuple(line.strip() for line in out)


def _broken(piece: str, size: float, width: float, bold: bool) -> list[str]:
    """A word in parts that fit: whole, else cut behind hyphens and strokes, else by characters."""
    if text_width(piece.rstrip(), size, bold=bold) <= width:
        return [piece]
    parts = re.findall(r"[^-/]*[-/]|[^-/]+", piece)
    if len(parts) < 2:
        return list(piece)
    return [p for part in parts for p in _broken(part, size, width, bold)]


@cache
def _advances(weight: str) -> tuple[dict[int, int], int, int]:
    from fontTools.ttLib import TTFont

    from ..fonts import font_path

    with TTFont(font_path("bold" if weight == "bold" else "regular"), lazy=True) as font:
        metrics = font["hmtx"].metrics
        widths = {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}
        return widths, int(font["head"].unitsPerEm), int(font["head"].unitsPerEm)
