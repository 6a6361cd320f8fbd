"""Interval charts: a dot per value with what it may be around it, or the dots of several series in a row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ..model import ChartSpec, Point
from .marks import LINE, Key, Layer, Pads, axis, frame, layer, legend, lines_at, notes_below, value_scale
from .measure import text_width, wrap
from .rows import Items, RowPlan, first_line, plan_rows
from .style import INK, MARGIN, QUIET, SHAPES, SMALL, TEXT, Palette
from .ticks import number_scale

__all__ = ["interval_chart"]

COLUMN_GAP = 12
COLUMN_LIMIT = 150
AXIS_HEIGHT = 20


def interval_chart(spec: ChartSpec, colours: Palette) -> Layer:
    """Rows of dots with their intervals as Vega-Lite; the numbers stand in a column at the right.

    With one series each row has its number. With several the dots differ in shape, a legend names
    them, and the column holds the numbers of the series the chart is about.
    """
    many = len(spec.series) > 1
    about = next((n for n, s in enumerate(spec.series) if s.subject), None) if many else 0

    def number(items: Items) -> tuple[str, ...]:
        text = next((p.text for n, p in items if n == about), "")
        return wrap(text, TEXT, COLUMN_LIMIT) if text else ()

    plan = plan_rows(spec, bar=0, gap=8, beside=lambda items: len(number(items)))
    numbers = [number(row.items) for row in plan.rows]
    wide = max((text_width(line, TEXT) for lines in numbers for line in lines), default=0.0)
    head = wrap(spec.series[about].name, SMALL, 110) if many and about is not None else ()
    wide = max([wide, *(text_width(line, SMALL) for line in head)])
    right = wide + COLUMN_GAP if wide else 6
    width = plan.width(right + 2)
    reach = [v for p in spec.points() for v in (p.y, p.lo, p.hi) if v is not None]
    scale = number_scale(reach, spec.value)
    marks = [*plan.layers(width, ruled=True), *_spans(plan, colours)]
    marks += _dots(spec, plan, colours, about, many)
    rows = [
        (width + right, first_line(r.middle, len(lines)), "\n".join(lines))
        for r, lines in zip(plan.rows, numbers, strict=True)
        if lines
    ]
    marks.append(lines_at(rows, align="right", fontSize=TEXT, color=INK))
    top = 0.0
    if many:
        keys = _keys(spec, colours, about)
        room = plan.left + width - 8
        made, tall = legend(keys, left=MARGIN - plan.left, width=room, bottom=-6)
        marks += made
        top = tall + 6
        if head:
            first = -LINE * len(head) + LINE / 2 - 4
            column = [(width + right, first + n * LINE, line) for n, line in enumerate(head)]
            marks.append(lines_at(column, align="right", fontSize=SMALL, color=QUIET))
            top = max(top, LINE * len(head) + 4)
    if spec.value.title:
        marks.append(
            lines_at(
                [(MARGIN - plan.left, -top - LINE / 2 - 2, spec.value.title)], fontSize=SMALL, color=QUIET
            )
        )
        top += LINE + 4
    note, below = notes_below(
        spec.notes, left=plan.left - MARGIN, top=plan.height + AXIS_HEIGHT + 4, wide=spec.width
    )
    marks.append(note)
    # The first and the last tick text are centred on the ends of the plot and reach beyond them.
    inset = max(text_width(t, SMALL) for _, t in scale.ticks) / 2 if scale.ticks else 0
    return frame(
        marks,
        wide=spec.width,
        pads=Pads(plan.left, top + 2, right + 2, below + AXIS_HEIGHT + 6),
        height=plan.height,
        x={
            **value_scale(scale, (min(inset, 14), width - min(inset, 14))),
            "axis": axis(scale, orient="bottom"),
        },
        y=plan.y(),
    )


def _spans(plan: RowPlan, colours: Palette) -> list[Layer]:
    """What each value may be: a bar from the lowest to the highest, with feet."""
    spans: list[dict[str, Any]] = []
    feet: list[dict[str, Any]] = []
    for row in plan.rows:
        for _, p in row.items:
            if p.lo is None or p.hi is None or p.lo == p.hi:
                continue
            spans.append({"x": p.lo, "x2": p.hi, "y": row.middle})
            for end, side in ((p.lo, "below"), (p.hi, "above")):
                if p.open != side:
                    feet.append({"x": end, "y": row.middle - 4.0, "y2": row.middle + 4.0})
    line = {"type": "rule", "color": colours.mid, "strokeWidth": 2}
    return [
        layer(line, spans, x="x", x2={"field": "x2"}, y="y"),
        layer(line, feet, x="x", y="y", y2={"field": "y2"}),
    ]


def _dots(spec: ChartSpec, plan: RowPlan, colours: Palette, about: int | None, many: bool) -> list[Layer]:
    dots: list[dict[str, Any]] = []
    arrows: list[dict[str, Any]] = []
    for row in plan.rows:
        # The series the chart is about is drawn last, on top of the others.
        for number, p in sorted(row.items, key=lambda it: it[0] == about):
            if p.y is None:
                continue
            fill, stroke, shape, size = _look(number, colours, about, many)
            dots.append(
                {"x": p.y, "y": row.middle, "fill": fill, "stroke": stroke, "shape": shape, "size": size}
            )
            if p.open:
                arrows.append(_arrow(p, row.middle))
    return [
        layer(
            {
                "type": "point",
                "filled": True,
                "opacity": 1,
                "strokeWidth": 1.3,
                "size": {"expr": "datum.size"},
            },
            dots,
            x="x",
            y="y",
            fill="fill",
            stroke="stroke",
            shape="shape",
        ),
        layer(
            {
                "type": "point",
                "filled": True,
                "opacity": 1,
                "size": 55,
                "xOffset": {"expr": "datum.dx"},
                "color": colours.house,
            },
            arrows,
            x="x",
            y="y",
            shape="shape",
        ),
    ]


def _arrow(point: Point, y: float) -> dict[str, Any]:
    """An arrow head beside the dot: the value lies beyond it by an unknown distance."""
    above = point.open == "above"
    end = (point.hi if above else point.lo) or point.y or Decimal(0)
    return {
        "x": end,
        "y": y,
        "dx": 10 if above else -10,
        "shape": "triangle-right" if above else "triangle-left",
    }


def _look(number: int, colours: Palette, about: int | None, many: bool) -> tuple[str, str, str, int]:
    """Fill, outline, shape and size of the dots of a series."""
    if not many:
        return colours.house, colours.house, "circle", 60
    if number == about:
        return colours.house, colours.house, "diamond", 95
    others = number - (1 if about is not None and number > about else 0)
    fill = (colours.white, colours.mid, colours.pale)[others // len(SHAPES) % 3]
    return fill, colours.house, SHAPES[others % len(SHAPES)], 46


def _keys(spec: ChartSpec, colours: Palette, about: int | None) -> list[Key]:
    looks = [_look(n, colours, about, True) for n in range(len(spec.series))]
    return [Key(s.name, look[0], look[1], look[2]) for s, look in zip(spec.series, looks, strict=True)]
