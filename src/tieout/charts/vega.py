"""From a chart's data to a Vega-Lite specification: one function per kind, chosen here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import RenderError
from ..fonts import missing_glyphs
from ..model import ChartSpec
from .bars import MOST_SERIES, bar_chart
from .intervals import interval_chart
from .lines import line_chart
from .scatter import scatter_chart
from .style import HOUSE, Palette, palette

__all__ = ["to_vega"]

_KINDS: dict[str, Callable[[ChartSpec, Palette], dict[str, Any]]] = {
    "bar": bar_chart,
    "interval": interval_chart,
    "line": line_chart,
    "scatter": scatter_chart,
}


def to_vega(spec: ChartSpec, *, colour: str = HOUSE) -> dict[str, Any]:
    """The chart as a Vega-Lite specification in the house's colour (``#rrggbb``).

    Raises :class:`~tieout.errors.RenderError` when there is nothing to draw, when a character has
    no glyph in our fonts (``missing``), or when a kind cannot carry so many series.

    >>> from decimal import Decimal
    >>> from tieout.model import Point, Series
    >>> bars = Series("visits", (Point("ChatGPT", Decimal(8), "8M"), Point("Bing", Decimal(4), "4M")))
    >>> to_vega(ChartSpec("bar", "Visits", (bars,)))["width"]
    640
    """
    if not any(p.y is not None or p.lo is not None for p in spec.points()):
        raise RenderError(
            f"the chart {spec.title!r} has no value to draw",
            next_step="leave the chart out, or collect the records it shows",
            spec=spec,
        )
    missing = missing_glyphs("".join(spec.texts()))
    if missing:
        shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:10])
        raise RenderError(
            f"the chart {spec.title!r} needs glyphs the fonts do not have: {shown}",
            next_step="write the name with other characters",
            missing=missing,
        )
    if spec.kind == "bar" and len(spec.series) > MOST_SERIES:
        raise RenderError(
            f"a bar chart carries {MOST_SERIES} series, not {len(spec.series)}",
            next_step="use an interval chart, whose dots share a row",
            spec=spec,
        )
    return _KINDS[spec.kind](spec, palette(colour))
