"""Sizes and colours of all charts: one house colour and its tints, told apart without colour too.

A chart is as wide as the text column of an A4 page: 640 px at 0.75 pt are 480 pt, so a 12 px label
is 9 pt in print. Series differ in lightness, outline, dash or shape, never in hue alone, so that a
black and white print says the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from ..errors import UsageError
from ..fonts import FAMILY

__all__ = ["HOUSE", "Palette", "SMALL", "TEXT", "WIDTH", "config", "palette"]

HOUSE = "#1f3a5f"
WIDTH = 640
TEXT = 12
SMALL = 11
INK = "#1c2430"
QUIET = "#55606e"
RULE = "#8a9bb3"
GRID = "#e3e8ef"
GROUP = "#c3ccd8"
MARGIN = 2
"""Pixels left free at the edges, so that no outline of a letter is cut."""

# A fill darker than this (relative luminance) holds its own against tints on white paper.
_DARK_ENOUGH = 0.16

SHAPES = ("circle", "square", "triangle-up", "triangle-down", "cross", "triangle-right", "triangle-left")
DASHES: tuple[tuple[int, ...], ...] = ((), (), (6, 3), (2, 2), (8, 3, 2, 3))


@dataclass(frozen=True, slots=True)
class Palette:
    """The house colour, made dark enough, and its tints from half to white."""

    house: str
    mid: str
    pale: str
    white: str = "#ffffff"

    @property
    def fills(self) -> tuple[str, ...]:
        """Fills of series in order; each is clearly lighter than the one before."""
        return (self.house, self.mid, self.pale, self.white)

    @property
    def lines(self) -> tuple[str, ...]:
        """Strokes of lines in order, to go with ``DASHES``."""
        return (self.house, self.mid, self.house, self.mid, QUIET)


def palette(colour: str = HOUSE) -> Palette:
    """The palette of a house colour written as ``#rrggbb``.

    A colour too light to stand on white paper is darkened, keeping its hue.

    >>> palette("#1f3a5f").house
    '#1f3a5f'
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        raise UsageError(
            f"{colour!r} is no colour", next_step="write it as #rrggbb, such as #1f3a5f", colour=colour
        )
    rgb = (int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16))
    while luminance(rgb) > _DARK_ENOUGH:
        rgb = (round(rgb[0] * 0.92), round(rgb[1] * 0.92), round(rgb[2] * 0.92))
    return Palette(_hex(rgb), _hex(_tint(rgb, 0.5)), _hex(_tint(rgb, 0.8)))


def luminance(rgb: tuple[int, int, int]) -> float:
    """Relative luminance, 0 black to 1 white (WCAG 2.2).

    >>> luminance((255, 255, 255))
    1.0
    """
    parts = [c / 255 for c in rgb]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)


def config() -> dict[str, Any]:
    """Vega-Lite's ``config`` shared by all charts."""
    return {
        "font": FAMILY,
        # The whole picture has one label; hundreds of English ones on its marks help nobody.
        "aria": False,
        "view": {"stroke": None},
        "text": {"fontSize": TEXT, "color": INK},
        "axis": {
            "labelFontSize": SMALL,
            "labelColor": QUIET,
            "labelFontWeight": "normal",
            "titleFontSize": SMALL,
            "titleFontWeight": "normal",
            "titleColor": QUIET,
            "gridColor": GRID,
            "domainColor": RULE,
            "tickColor": RULE,
            "tickSize": 4,
            "labelPadding": 6,
            # Ticks are chosen with their texts; Vega may not leave any out.
            "labelOverlap": False,
            "labelFlush": False,
            "labelLimit": 0,
            "titleLimit": 0,
        },
    }


def _tint(rgb: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    r, g, b = (round(c + (255 - c) * share) for c in rgb)
    return (r, g, b)


def _hex(rgb: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)
