"""From Vega-Lite to SVG and PNG, offline, in our own fonts, the same bytes every time."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from ..errors import RenderError
from ..fonts import FAMILY, font_dir
from ..model import ChartSpec
from .style import HOUSE
from .vega import to_vega

__all__ = ["render_png", "render_svg"]

# The newest Vega-Lite in the converter; named, so that a newer converter draws the same chart.
VEGA_LITE = "6.4"
_ROLES = re.compile(r' (?:role|aria-[a-z]+|pointer-events)="[^"]*"')


def render_svg(spec: ChartSpec, *, colour: str = HOUSE) -> str:
    """The chart as SVG, 640 px wide; its text stays text in the family ``Noto Sans SC``.

    The alternative text is the picture's label. Raises :class:`~tieout.errors.RenderError`.

    >>> from decimal import Decimal
    >>> from tieout.model import Point, Series
    >>> bars = Series("v", (Point("ChatGPT", Decimal(8), "8M"), Point("Bing", Decimal(4), "4M")))
    >>> svg = render_svg(ChartSpec("bar", "Visits", (bars,), alt="ChatGPT 8M, Bing 4M"))
    >>> "ChatGPT</text>" in svg, 'aria-label="ChatGPT 8M, Bing 4M"' in svg
    (True, True)
    """
    return _tidy(_svg(to_vega(spec, colour=colour)), spec)


def render_png(spec: ChartSpec, scale: float = 2.0, *, colour: str = HOUSE) -> bytes:
    """The chart as PNG, ``640 * scale`` pixels wide."""
    try:
        return _converter().svg_to_png(render_svg(spec, colour=colour), scale=scale)
    except ValueError as problem:
        raise _failed(problem) from problem


def _svg(vega: dict[str, Any]) -> str:
    try:
        return _converter().vegalite_to_svg(
            vega, vl_version=VEGA_LITE, allowed_base_urls=[], show_warnings=False
        )
    except ValueError as problem:
        raise _failed(problem) from problem


def _tidy(svg: str, spec: ChartSpec) -> str:
    """One label for the whole picture, nothing of Vega's own roles, and no element without a mark."""
    label = escape(spec.alt or spec.title, quote=True)
    svg = re.sub(r"<[^>]*>", lambda tag: _ROLES.sub("", tag[0]), svg)
    svg = re.sub(r'<path class="(?:background|foreground)"[^>]*/>', "", svg)
    svg = svg.replace(' xmlns:xlink="http://www.w3.org/1999/xlink"', "")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


@cache
def _converter() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(font_dir()))
    return vl_convert


def _failed(problem: ValueError) -> RenderError:
    return RenderError(
        f"the chart could not be drawn: {str(problem).splitlines()[0]}",
        next_step=f"check its values; the font family is {FAMILY!r}",
        cause=str(problem),
    )
