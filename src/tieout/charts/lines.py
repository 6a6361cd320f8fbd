"""Line charts over days: one line per series, its name and last number at the end of the line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from ..model import ChartSpec, Series
from .marks import LINE, Layer, Pads, axis, frame, layer, lines_at, notes_below, texts, value_scale
from .measure import text_width, wrap
from .style import DASHES, MARGIN, QUIET, SMALL, TEXT, Palette
from .ticks import day_scale, number_scale

__all__ = ["line_chart", "spread"]

HEIGHT = 230
END_GAP = 8
NAME_LIMIT = 190
NARROW = 400
AXIS_HEIGHT = 22
MARKED_DAYS = 12
"""Up to so many days every one has a dot."""
LINE_WIDTHS = (2.4, 2.2, 1.8, 1.8, 1.6)


def line_chart(spec: ChartSpec, colours: Palette) -> Layer:
    """Lines over days as Vega-Lite; a day without a value leaves a gap in the line."""
    tall = HEIGHT if spec.width >= NARROW else round(spec.width * 0.7)
    limit = min(NAME_LIMIT, spec.width * 0.42)
    drawn = [(n, s) for n, s in enumerate(spec.series) if any(p.y is not None for p in s.points)]
    values = [p.y for _, s in drawn for p in s.points if p.y is not None]
    days = [p.x for _, s in drawn for p in s.points if isinstance(p.x, date)]
    y_scale, x_scale = number_scale(values, spec.value), day_scale(days, max(1, min(8, spec.width // 75)))
    ends = {n: next(p for p in reversed(s.points) if p.y is not None) for n, s in drawn}
    words = {n: wrap(f"{s.name} {ends[n].text}".strip(), TEXT, limit) for n, s in drawn}
    right = max(text_width(line, TEXT) for lines in words.values() for line in lines) + END_GAP + 4
    # The text of the first tick is centred under it and may reach farther left than those of the y axis.
    first_tick = text_width(x_scale.ticks[0][1], SMALL) / 2 if x_scale.ticks else 0
    left = max(first_tick, *(text_width(t, SMALL) + 12 for _, t in y_scale.ticks)) + MARGIN
    width = spec.width - left - right
    rows: list[dict[str, Any]] = []
    for number, series in drawn:
        rows += _runs(number, series)
    per = tall / float(y_scale.high - y_scale.low)
    tips = [float(y_scale.high - (ends[n].y or Decimal(0))) * per for n, _ in drawn]
    heights = [float(LINE * len(words[n])) for n, _ in drawn]
    wanted = [tip - high / 2 for tip, high in zip(tips, heights, strict=True)]
    places = [top + LINE / 2 for top in spread(wanted, heights, -4, tall + 4)]
    labels = [
        {"x": _day(ends[n].x), "y": ends[n].y, "dx": END_GAP, "dy": at - tip, "text": "\n".join(words[n])}
        for (n, _), tip, at in zip(drawn, tips, places, strict=True)
    ]
    ended: list[dict[str, Any]] = [{"x": _day(e.x), "y": e.y, "series": n} for n, e in ends.items()]
    dots = [
        {**r, "fill": colours.lines[r["series"] % len(colours.lines)]}
        for r in (rows if len(set(days)) <= MARKED_DAYS else ended)
    ]
    marks: list[Layer] = [
        layer(
            {
                "type": "line",
                "strokeWidth": LINE_WIDTHS[number % len(LINE_WIDTHS)],
                "strokeDash": list(DASHES[number % len(DASHES)]),
                "color": colours.lines[number % len(colours.lines)],
                "strokeJoin": "round",
            },
            [r for r in rows if r["series"] == number],
            x="x",
            y="y",
            detail={"field": "run", "type": "nominal"},
        )
        for number, _ in drawn
    ]
    marks.append(
        layer({"type": "point", "filled": True, "size": 30, "opacity": 1}, dots, x="x", y="y", fill="fill")
    )
    marks.append(texts(labels))
    top = 8.0
    if spec.value.title:
        marks.append(
            lines_at([(MARGIN - left, -LINE / 2 - 6, spec.value.title)], fontSize=SMALL, color=QUIET)
        )
        top += LINE
    note, below = notes_below(spec.notes, left=left - MARGIN, top=tall + AXIS_HEIGHT + 4, wide=spec.width)
    marks.append(note)
    return frame(
        marks,
        wide=spec.width,
        pads=Pads(left, top, right, below + AXIS_HEIGHT + 6),
        height=tall,
        x={**value_scale(x_scale, (0, width)), "axis": axis(x_scale, orient="bottom", grid=False)},
        y={
            **value_scale(y_scale, (tall, 0)),
            "axis": axis(y_scale, orient="left", domain=False, ticks=False),
        },
    )


def spread(wanted: list[float], heights: list[float], low: float, high: float) -> list[float]:
    """Tops of labels as near as can be to those wanted, in the same order, none over another.

    ``heights`` are those of the labels; all of them stay between ``low`` and ``high`` if they can.

    >>> spread([50, 52, 90], [16, 16, 16], 0, 110)
    [43.0, 59.0, 90.0]
    """
    blocks: list[list[int]] = []

    def tops(block: list[int]) -> list[float]:
        """Where the labels of a block that touch each other begin: around their mean place."""
        offsets = [sum(heights[m] for m in block[:k]) for k in range(len(block))]
        mean = sum(wanted[m] - offset for m, offset in zip(block, offsets, strict=True)) / len(block)
        start = max(low, min(mean, high - sum(heights[m] for m in block)))
        return [start + offset for offset in offsets]

    for i in sorted(range(len(wanted)), key=lambda i: wanted[i]):
        blocks.append([i])
        while len(blocks) > 1 and tops(blocks[-2])[-1] + heights[blocks[-2][-1]] > tops(blocks[-1])[0]:
            blocks[-2:] = [blocks[-2] + blocks[-1]]
    out = list(wanted)
    for block in blocks:
        for i, top in zip(block, tops(block), strict=True):
            out[i] = top
    return out


def _runs(number: int, series: Series) -> list[dict[str, Any]]:
    rows = []
    run = 0
    for point in series.points:
        if point.y is None:
            run += 1
            continue
        rows.append({"x": _day(point.x), "y": point.y, "series": number, "run": run, "text": point.text})
    return rows


def _day(when: object) -> Decimal:
    if not isinstance(when, date):
        raise TypeError(f"a line chart runs over days, not {when!r}")
    return Decimal(when.toordinal())
