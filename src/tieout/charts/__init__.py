"""Charts: a ``ChartSpec`` drawn as SVG or PNG in the house's colours and our own fonts."""

from .render import render_png, render_svg
from .vega import to_vega

__all__ = ["render_png", "render_svg", "to_vega"]
