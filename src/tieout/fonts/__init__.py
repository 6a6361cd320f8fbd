"""The fonts that ship with Tieout: Noto Sans SC, regular and bold, cut to GBK and symbols.

PDF, charts and pages look the same on every machine because they use these files and never a font of the
system.  Licence: SIL Open Font License 1.1 (``OFL.txt`` beside the fonts).  ``scripts/subset_fonts.py`` in
the repository made them.

>>> font_path("bold").name
'NotoSansSC-Bold.ttf'
>>> missing_glyphs("算力租赁 −5.60%")
[]
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Literal

from tieout.errors import RenderError

__all__ = ["FAMILY", "Weight", "font_dir", "font_path", "missing_glyphs", "subset_woff2"]

FAMILY = "Noto Sans SC"
"""The family name inside both files, for CSS, Typst and Vega."""

Weight = Literal["regular", "bold"]

_FILES: dict[str, str] = {"regular": "NotoSansSC-Regular.ttf", "bold": "NotoSansSC-Bold.ttf"}


def font_dir() -> Path:
    """Folder that holds the font files and nothing a font scanner would trip over.

    >>> sorted(path.name for path in font_dir().glob("*.ttf"))
    ['NotoSansSC-Bold.ttf', 'NotoSansSC-Regular.ttf']
    """
    return Path(__file__).resolve().parent


def font_path(weight: Weight = "regular") -> Path:
    """The TrueType file of one weight.

    >>> font_path().name
    'NotoSansSC-Regular.ttf'
    """
    if weight not in _FILES:
        raise ValueError(f"no such weight: {weight!r}; there are {', '.join(_FILES)}")
    return font_dir() / _FILES[weight]


def missing_glyphs(text: str) -> list[str]:
    """Characters of ``text`` the fonts cannot draw, each once, in the order they appear.

    Line ends, other control characters and invisible format characters need no glyph.  Both weights hold
    the same characters.

    >>> missing_glyphs("堃玥喆\\n龍 ①②③ −1.2%")
    []
    >>> [f"U+{ord(char):04X}" for char in missing_glyphs("ok \\U0001F600 \\U0001F600 \\uD55C")]
    ['U+1F600', 'U+D55C']
    """
    covered = _covered()
    return [char for char in dict.fromkeys(text) if ord(char) not in covered and not _invisible(char)]


@lru_cache(maxsize=16)
def subset_woff2(weight: Weight, text: str) -> bytes:
    """One weight cut down to the characters of ``text``, as WOFF2 to embed in a page.

    The same characters give the same bytes, in whatever order and however often they appear.  Raises
    ``RenderError`` (``missing``: the characters) where a character has no glyph.

    >>> cut = subset_woff2("regular", "周报 2025")
    >>> cut[:4], len(cut) < 10_000, cut == subset_woff2("regular", "2025 周报报")
    (b'wOF2', True, True)
    """
    missing = missing_glyphs(text)
    if missing:
        shown = ", ".join(f"{char} (U+{ord(char):04X})" for char in missing[:10])
        raise RenderError(
            f"the fonts have no glyph for {shown}",
            next_step="write it with other characters, or put it into the text as a picture",
            missing=missing,
        )

    from io import BytesIO

    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.flavor = "woff2"
    options.recalc_timestamp = False  # head.modified stays the source's, so the bytes repeat
    options.hinting = False  # browsers of today render it the same, and the file is smaller
    options.bidi_closure = False  # no right-to-left text, so no mirrored brackets beside the wanted ones
    options.layout_features = ["kern", "palt", "pwid", "mark", "mkmk", "ccmp", "locl"]
    out = BytesIO()
    with TTFont(font_path(weight), recalcTimestamp=False, lazy=True) as font:
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes={ord(char) for char in text if not _invisible(char)} | {0x20})
        subsetter.subset(font)
        font.flavor = "woff2"
        font.save(out, reorderTables=False)
    return out.getvalue()


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(font_path("regular"), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _invisible(char: str) -> bool:
    """Control and format characters and variation selectors: nothing is drawn for them."""
    return unicodedata.category(char) in ("Cc", "Cf") or 0xFE00 <= ord(char) <= 0xFE0F
