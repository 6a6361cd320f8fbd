"""The pieces of Vega-Lite that every chart is put together from.

A chart is laid out before Vega sees it (``measure``), so ``autosize`` is off, pads are in pixels and
every text has its place. Scales stay Vega's: the data of a mark are the values, not pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .measure import text_width, wrap
from .style import INK, QUIET, SMALL, TEXT, WIDTH, config
from .ticks import Scale

__all__ = [
    "LINE",
    "PIXELS",
    "Key",
    "Layer",
    "Pads",
    "axis",
    "column",
    "frame",
    "layer",
    "legend",
    "lines_at",
    "notes_below",
    "texts",
    "value_scale",
]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
LINE = 16
"""Height of a line of text, in pixels."""

Layer = dict[str, Any]

PIXELS: dict[str, Any] = {
    "x": {"field": "px", "scale": None, "axis": None},
    "y": {"field": "py", "scale": None, "axis": None},
}
"""The place of a mark that stands at pixels from the plot's corner, not at a value."""


@dataclass(frozen=True, slots=True)
class Pads:
    """Pixels around the plot: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float


def frame(
    layers: Sequence[Layer], *, pads: Pads, height: float, x: Layer, y: Layer, wide: int = WIDTH
) -> Layer:
    """The whole chart, ``wide`` pixels: layers over a plot of ``height``, scales and axes of x and y."""
    return {
        "$schema": SCHEMA,
        "width": wide,
        "height": math.ceil(height + pads.top + pads.bottom),
        # Quarters of a pixel are exact in binary, so that pads and plot add up to the width of the chart.
        "padding": {n: math.ceil(getattr(pads, n) * 4) / 4 for n in ("left", "top", "right", "bottom")},
        "autosize": {"type": "none", "contains": "padding"},
        "background": "white",
        "config": config(),
        "encoding": {"x": {"type": "quantitative", **x}, "y": {"type": "quantitative", **y}},
        "layer": [item for item in layers if item["data"]["values"]],
    }


def layer(mark: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], **encoding: Any) -> Layer:
    """Marks over rows of data; a string is a field, its colours are those written in the data."""
    made: Layer = {}
    for channel, what in encoding.items():
        item: Layer = {"field": what} if isinstance(what, str) else dict(what)
        if channel in ("color", "fill", "stroke", "shape", "text", "strokeDash"):
            item.setdefault("type", "nominal")
        if channel in ("color", "fill", "stroke", "shape"):
            item.update(scale=None, legend=None)
        made[channel] = item
    return {"mark": dict(mark), "data": {"values": [plain_row(r) for r in rows]}, "encoding": made}


def texts(rows: Iterable[Mapping[str, Any]], align: str = "left", **mark: Any) -> Layer:
    """Text at the field ``x`` (data) and ``y``, moved by the pixels ``dx`` and ``dy`` of its row."""
    look = {
        "type": "text",
        "align": align,
        "baseline": "middle",
        "lineBreak": "\n",
        "lineHeight": LINE - 1,
        "dx": {"expr": "datum.dx"},
        "dy": {"expr": "datum.dy"},
        **mark,
    }
    filled = [{"dx": 0, "dy": 0, **r} for r in rows]
    return layer(look, filled, x="x", y="y", text="text")


def value_scale(scale: Scale, pixels: tuple[float, float]) -> Layer:
    """A scale of Vega with fixed ends."""
    made: Layer = {
        "domain": [float(scale.low), float(scale.high)],
        "range": [round(p, 3) for p in pixels],
        "nice": False,
        "zero": False,
    }
    return {"scale": made | {"type": "log"} if scale.log else made}


def axis(scale: Scale, **look: Any) -> Layer:
    """An axis whose ticks and texts were chosen by ``ticks``."""
    values = [float(v) for v, _ in scale.ticks]
    # The label of the k-th tick; Vega hands out the position between the first tick (0) and the last (1).
    words = ",".join(_quoted(text) for _, text in scale.ticks)
    last = max(1, len(values) - 1)
    return {"values": values, "labelExpr": f"[{words}][round(datum.index*{last})]", "title": None, **look}


@dataclass(frozen=True, slots=True)
class Key:
    """How a series is recognised in a legend: its shape, fill and outline, and its name."""

    name: str
    fill: str
    stroke: str = INK
    shape: str = "square"


def legend(keys: Sequence[Key], *, left: float, width: float, bottom: float) -> tuple[list[Layer], float]:
    """The names of the series over the plot, in as many lines as they need, and the height these take.

    ``left`` and ``bottom`` are pixels from the plot's corner; the last line ends at ``bottom``. Used
    only where labels at the marks would not fit.
    """
    places: list[tuple[int, float]] = []
    at, line = 0.0, 0
    for key in keys:
        need = 15 + text_width(key.name, SMALL) + 16
        if at and at + need - 16 > width:
            at, line = 0.0, line + 1
        places.append((line, at))
        at += need
    height = (line + 1) * LINE
    swatches, names = [], []
    for key, (row, offset) in zip(keys, places, strict=True):
        y = bottom - height + row * LINE + LINE / 2
        swatches.append(
            {"px": left + offset + 6, "py": y, "fill": key.fill, "stroke": key.stroke, "shape": key.shape}
        )
        names.append((left + offset + 15, y, key.name))
    marks = [
        layer(
            {"type": "point", "filled": True, "size": 70, "strokeWidth": 1.2, "opacity": 1},
            swatches,
            **PIXELS,
            fill="fill",
            stroke="stroke",
            shape="shape",
        ),
        lines_at(names, fontSize=SMALL, color=QUIET),
    ]
    return marks, height


def lines_at(rows: Iterable[tuple[float, float, str]], **mark: Any) -> Layer:
    """Text at pixels from the plot's corner: (x, y, text)."""
    data = [{"px": x, "py": y, "text": text} for x, y, text in rows]
    look = {
        "type": "text",
        "baseline": "middle",
        "lineBreak": "\n",
        "lineHeight": LINE - 1,
        "align": "left",
        **mark,
    }
    return layer(
        look,
        data,
        **PIXELS,
        text="text",
    )


def notes_below(notes: Sequence[str], *, left: float, top: float, wide: int = WIDTH) -> tuple[Layer, float]:
    """Notes under the plot, wrapped to the width of the chart, and the height they take."""
    lines = [line for note in notes for line in wrap(note, SMALL, wide - 4)]
    rows = [(-left, top + n * LINE + LINE / 2, line) for n, line in enumerate(lines)]
    return lines_at(rows, fontSize=SMALL, color=QUIET), len(lines) * LINE


def column(
    names: Iterable[str], size: float = TEXT, *, limit: float, bold: bool = False
) -> tuple[list[str], float]:
    """Labels wrapped to a column (lines joined by a line feed) and the width it takes."""
    wrapped = [wrap(n, size, limit, bold=bold) for n in names]
    wide = max((text_width(line, size, bold=bold) for lines in wrapped for line in lines), default=0.0)
    return ["\n".join(lines) for lines in wrapped], wide


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as JSON; here, at the border to the drawing, a Decimal becomes a float."""
    out = {}
    for name, value in row.items():
        out[name] = (
            float(value)
            if isinstance(value, Decimal)
            else round(value, 3)
            if isinstance(value, float)
            else value
        )
    return out


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
