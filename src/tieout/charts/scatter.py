"""Scatter charts: two values per label, every dot named, the frontier drawn through the best."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..model import ChartSpec, Point
from .marks import LINE, Layer, Pads, axis, frame, layer, lines_at, notes_below, texts, value_scale
from .measure import text_width
from .style import INK, MARGIN, QUIET, SMALL, Palette
from .ticks import Scale, number_scale

__all__ = ["Box", "place_labels", "scatter_chart"]

HEIGHT = 320
AXIS_HEIGHT = 41
LABEL = 11
REACH = 7.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels."""

    x: float
    y: float
    x2: float
    y2: float

    def overlap(self, other: Box) -> float:
        """The area both cover."""
        wide = min(self.x2, other.x2) - max(self.x, other.x)
        high = min(self.y2, other.y2) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0

    def outside(self, width: float, height: float) -> float:
        """How far it sticks out of the plot, in pixels."""
        return max(0.0, -self.x) + max(0.0, -self.y) + max(0.0, self.x2 - width) + max(0.0, self.y2 - height)


def scatter_chart(spec: ChartSpec, colours: Palette) -> Layer:
    """A scatter as Vega-Lite: dots on the frontier are filled and joined by steps."""
    points = [p for p in spec.points() if p.y is not None and isinstance(p.x, Decimal)]
    y_scale = number_scale([p.y for p in points if p.y is not None], spec.value)
    x_scale = number_scale([p.x for p in points if isinstance(p.x, Decimal)], spec.base, most=8)
    left = max(text_width(t, SMALL) for _, t in y_scale.ticks) + 12
    width = spec.width - left - 16
    across, down = (8.0, width - 8), (HEIGHT - 8.0, 8.0)
    places = [(_at(p.x, x_scale, across), _at(p.y, y_scale, down)) for p in points]
    best = set(spec.frontier)
    step = _frontier(spec, points)
    joints = [(_at(r["x"], x_scale, across), _at(r["y"], y_scale, down)) for r in step]
    names, bold = [p.label for p in points], [p.label in best for p in points]
    boxes = place_labels(places, names, width, HEIGHT, bold, avoid=_steps(joints))
    dots: list[dict[str, Any]] = []
    labels: dict[str, list[dict[str, Any]]] = {"bold": [], "normal": []}
    for p, (px, py), box in zip(points, places, boxes, strict=True):
        on = p.label in best
        dots.append({"x": p.x, "y": p.y, "fill": colours.house if on else colours.white, "label": p.label})
        row = {"x": p.x, "y": p.y, "dx": box.x - px, "dy": (box.y + box.y2) / 2 - py, "text": p.label}
        labels["bold" if on else "normal"].append(row)
    marks = [
        layer(
            {
                "type": "line",
                "interpolate": "step-after",
                "color": colours.mid,
                "strokeWidth": 1.6,
                "strokeDash": [5, 3],
            },
            step,
            x="x",
            y="y",
            order={"field": "n", "type": "quantitative"},
        ),
        layer(
            {
                "type": "point",
                "filled": True,
                "size": 58,
                "strokeWidth": 1.5,
                "stroke": colours.house,
                "opacity": 1,
            },
            dots,
            x="x",
            y="y",
            fill="fill",
        ),
        texts(labels["normal"], fontSize=LABEL, color=QUIET),
        texts(labels["bold"], fontSize=LABEL, color=INK, fontWeight="bold"),
    ]
    top = 8.0
    if spec.value.title:
        marks.append(
            lines_at([(MARGIN - left, -LINE / 2 - 6, spec.value.title)], fontSize=SMALL, color=QUIET)
        )
        top += LINE
    if spec.base.title:
        marks.append(
            lines_at([(width, HEIGHT + 31, spec.base.title)], align="right", fontSize=SMALL, color=QUIET)
        )
    note, below = notes_below(spec.notes, left=left - MARGIN, top=HEIGHT + AXIS_HEIGHT + 4, wide=spec.width)
    marks.append(note)
    return frame(
        marks,
        wide=spec.width,
        pads=Pads(left, top, 16, below + AXIS_HEIGHT + 6),
        height=HEIGHT,
        x={**value_scale(x_scale, across), "axis": axis(x_scale, orient="bottom")},
        y={**value_scale(y_scale, down), "axis": axis(y_scale, orient="left", domain=False, ticks=False)},
    )


def place_labels(
    dots: list[tuple[float, float]],
    labels: list[str],
    width: float,
    height: float,
    bold: list[bool],
    *,
    avoid: Sequence[Box] = (),
) -> list[Box]:
    """A box for the label of each dot, beside it, where it covers least of the others.

    Tried on the right, left, above, below and at the corners, near first and then farther away;
    the first place that covers nothing is taken. Dots with least room go first. ``avoid`` are boxes
    of lines a label should not cross.
    """
    taken = [Box(x - 5, y - 5, x + 5, y + 5) for x, y in dots]
    order = sorted(range(len(dots)), key=lambda i: -_crowd(dots, i))
    chosen: dict[int, Box] = {}
    for i in order:
        x, y = dots[i]
        wide, high = text_width(labels[i], LABEL, bold=bold[i]), LABEL + 3.0
        best: tuple[float, Box] | None = None
        for reach in (REACH, 2 * REACH, 3.5 * REACH):
            for dx, dy in (
                (1, 0),
                (-1, 0),
                (0, -1),
                (0, 1),
                (0.8, -0.9),
                (0.8, 0.9),
                (-0.8, -0.9),
                (-0.8, 0.9),
            ):
                cx = x + dx * reach + (wide / 2 if dx > 0 else -wide / 2 if dx < 0 else 0)
                cy = y + dy * (reach + high / 2)
                box = Box(cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2)
                others = [*(t for j, t in enumerate(taken) if j != i), *chosen.values(), *avoid]
                cost = sum(box.overlap(o) for o in others) + 400 * box.outside(width, height)
                if best is None or cost < best[0]:
                    best = (cost, box)
            if best is not None and best[0] == 0:
                break
        if best is not None:
            chosen[i] = best[1]
    return [chosen[i] for i in range(len(dots))]


def _steps(joints: list[tuple[float, float]]) -> list[Box]:
    """The pieces of a line that steps first across and then up."""
    out = []
    for (x, y), (x2, y2) in itertools.pairwise(joints):
        out += [Box(x + 6, y - 3, x2, y + 3), Box(x2 - 3, min(y, y2) + 6, x2 + 3, max(y, y2))]
    return out


def _crowd(dots: list[tuple[float, float]], i: int) -> int:
    x, y = dots[i]
    return sum(1 for a, b in dots if abs(a - x) < 90 and abs(b - y) < 30)


def _frontier(spec: ChartSpec, points: list[Point]) -> list[dict[str, Any]]:
    by_label = {p.label: p for p in points}
    on = [by_label[name] for name in spec.frontier if name in by_label]
    return [{"x": p.x, "y": p.y, "n": n} for n, p in enumerate(on)] if len(on) > 1 else []


def _at(value: object, scale: Scale, pixels: tuple[float, float]) -> float:
    """Where a value stands, as Vega will put it."""
    number = float(value) if isinstance(value, Decimal) else 0.0
    low, high = float(scale.low), float(scale.high)
    share = (
        (math.log(number) - math.log(low)) / (math.log(high) - math.log(low))
        if scale.log
        else (number - low) / (high - low)
    )
    return pixels[0] + share * (pixels[1] - pixels[0])
