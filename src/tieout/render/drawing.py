"""Charts as SVG for a page: drawn once for all formats, in the fonts that the page has."""

from __future__ import annotations

import re
from functools import lru_cache

from ..charts import render_svg
from ..fonts import FAMILY
from ..model import ChartSpec

__all__ = ["chart_texts", "drawn", "inline_svg"]


@lru_cache(maxsize=64)
def drawn(spec: ChartSpec, colour: str) -> str:
    """The chart as SVG in the house's colour, on the ground of the page it stands on."""
    svg = render_svg(spec, colour=colour)
    return re.sub(r'(<svg [^>]*>)<rect [^>]*fill="white"/>', r"\1", svg, count=1)


def inline_svg(spec: ChartSpec, colour: str, *, family: str, name: str) -> str:
    """The chart as part of an HTML page: in the page's own font, its ids unlike those of other charts.

    The security policy of a page allows no style but its own, so a style written on an element is
    turned into attributes.
    """
    svg = drawn(spec, colour)
    svg = svg.replace(f'font-family="{FAMILY}"', f'font-family="{family}"')
    svg = re.sub(r' style="([^"]*)"', _as_attributes, svg)
    svg = re.sub(r' id="([^"]+)"', rf' id="{name}-\1"', svg)
    svg = re.sub(r'url\((?:&quot;)?#([^)"&]+)(?:&quot;)?\)', rf"url(#{name}-\1)", svg)
    return re.sub(r'href="#([^"]+)"', rf'href="#{name}-\1"', svg)


def chart_texts(svg: str) -> str:
    """Every character drawn in a chart.

    >>> chart_texts('<svg><text>A &amp; B</text></svg>')
    'A & B'
    """
    from html import unescape

    return unescape(re.sub(r"<[^>]*>", "", svg))


def _as_attributes(style: re.Match[str]) -> str:
    pairs = (p.partition(":") for p in style[1].split(";") if ":" in p)
    return "".join(f' {k.strip()}="{v.strip()}"' for k, _, v in pairs)
