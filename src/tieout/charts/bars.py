"""Bar charts: one row per label, a bar per series, the number at the end of each bar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..model import ChartSpec, Point
from .marks import LINE, Key, Layer, Pads, frame, layer, legend, lines_at, notes_below, texts, value_scale
from .measure import text_width
from .rows import Row, RowPlan, plan_rows
from .style import MARGIN, QUIET, RULE, SMALL, TEXT, Palette
from .ticks import Scale

__all__ = ["bar_chart"]

GAP = 5
NAME_GAP = 7
NAME_SHARE = 0.45
"""Number and name may take so much of the plot's width; longer names go into a legend."""
THICK = 16
THIN = 14
MOST_SERIES = 4


def bar_chart(spec: ChartSpec, colours: Palette) -> Layer:
    """A bar chart of up to four series as Vega-Lite.

    Every bar carries its number, so there is no axis. With several series their names stand beside
    the numbers of the first row that has them all; where no row has, there is a legend. Two series
    of opposite signs share a line.
    """
    many, opposed = len(spec.series) > 1, _opposed(spec)
    stacked = many and not opposed
    plan = plan_rows(spec, bar=THIN if stacked else 0, gap=10 if stacked else 9)
    named = next((r for r in plan.rows if many and len(r.items) == len(spec.series)), None)
    names = {n: spec.series[n].name for n, _ in named.items} if named else {}
    width = plan.width(MARGIN)
    bars = list(_bars(plan, stacked, opposed, named, names))
    if named and max(b.need for b in bars) > width * NAME_SHARE:
        named, bars = None, list(_bars(plan, stacked, opposed, None, {}))
    scale, ends = _scale(bars, width)
    marks = [*plan.layers(width), *_marks(spec, bars, colours, plan.height)]
    top = 0.0
    if many and named is None:
        keys = [Key(s.name, colours.fills[n % MOST_SERIES], colours.house) for n, s in enumerate(spec.series)]
        made, tall = legend(keys, left=MARGIN - plan.left, width=plan.left + width, bottom=-4)
        marks += made
        top = tall + 4
    if spec.value.title:
        title = (MARGIN - plan.left, -top - LINE / 2 - 2, spec.value.title)
        marks.append(lines_at([title], fontSize=SMALL, color=QUIET))
        top += LINE + 4
    note, below = notes_below(spec.notes, left=plan.left - MARGIN, top=plan.height + 4, wide=spec.width)
    marks.append(note)
    return frame(
        marks,
        wide=spec.width,
        pads=Pads(plan.left, top + 2, MARGIN, below + 6),
        height=plan.height,
        x={**value_scale(scale, ends), "axis": None},
        y=plan.y(),
    )


@dataclass(frozen=True, slots=True)
class _Bar:
    """One bar: its series, point and place, the side its number stands on, and the name beside that."""

    series: int
    point: Point
    y: float
    y2: float
    falls: bool
    name: str

    @property
    def value(self) -> Decimal:
        return self.point.y if self.point.y is not None else Decimal(0)

    @property
    def away(self) -> float:
        """Pixels from the end of the bar to the series' name."""
        return GAP + text_width(self.point.text, TEXT) + NAME_GAP

    @property
    def need(self) -> float:
        """Pixels that number and name take beyond the end of the bar."""
        return self.away + text_width(self.name, SMALL) if self.name else self.away - NAME_GAP + MARGIN


def _bars(
    plan: RowPlan, stacked: bool, opposed: bool, named: Row | None, names: dict[int, str]
) -> Iterator[_Bar]:
    for row in plan.rows:
        thick = THIN if stacked else THICK
        start = row.middle - thick * (len(row.items) if stacked else 1) / 2
        for i, (number, point) in enumerate(row.items):
            y = start + i * thick if stacked else start
            falls = (point.y or 0) < 0 or (opposed and number == 1)
            y2 = y + thick - (2 if stacked else 0)
            yield _Bar(number, point, y, y2, falls, names.get(number, "") if row is named else "")


def _opposed(spec: ChartSpec) -> bool:
    """Two series, one never below zero and the other never above: they can share a line."""
    if len(spec.series) != 2:
        return False
    first, second = ([p.y for p in s.points if p.y is not None] for s in spec.series)
    return bool(first and second) and min(first) >= 0 >= max(second)


def _marks(spec: ChartSpec, bars: list[_Bar], colours: Palette, height: float) -> list[Layer]:
    """The bars, the line at zero, the numbers and the names."""
    drawn = [b for b in bars if b.point.y is not None]
    # One series with rises and falls: these are told apart in print by the tint as well.
    mixed = len(spec.series) == 1 and len({b.falls for b in drawn}) > 1
    rows = [
        {
            "y": b.y,
            "y2": b.y2,
            "x": Decimal(0),
            "x2": b.value,
            "fill": colours.pale if mixed and b.falls else colours.fills[b.series % MOST_SERIES],
            "label": b.point.label,
        }
        for b in drawn
    ]
    marks = [
        layer(
            {"type": "rect", "stroke": colours.house, "strokeWidth": 0.8},
            rows,
            x="x",
            x2={"field": "x2"},
            y="y",
            y2={"field": "y2"},
            fill="fill",
        ),
        layer(
            {"type": "rule", "color": RULE, "strokeWidth": 1},
            [{"x": Decimal(0), "y": 0.0, "y2": height}],
            x="x",
            y="y",
            y2={"field": "y2"},
        ),
    ]
    for falls, align, sign in ((False, "left", 1), (True, "right", -1)):
        side = [b for b in bars if b.falls is falls]
        marks.append(texts((_text(b, sign * GAP, b.point.text) for b in side if b in drawn), align))
        quiet = [_text(b, sign * GAP, b.point.text) for b in side if b not in drawn]
        quiet += [_text(b, sign * b.away, b.name) for b in side if b.name]
        marks.append(texts(quiet, align, fontSize=SMALL, color=QUIET))
    return marks


def _text(bar: _Bar, dx: float, text: str) -> dict[str, Any]:
    return {"x": bar.value, "y": (bar.y + bar.y2) / 2, "dx": dx, "text": text}


def _scale(bars: list[_Bar], width: float) -> tuple[Scale, tuple[float, float]]:
    """The values at the ends of the scale, and the pixels they stand at so that every number fits.

    The scale starts at zero, bars always do. Zero stands inside when there are negative values.
    """
    low, high = min([Decimal(0), *(b.value for b in bars)]), max([Decimal(0), *(b.value for b in bars)])
    if low == high:
        high = Decimal(1)
    lefts, rights = [b for b in bars if b.falls], [b for b in bars if not b.falls]
    # First with the widest labels at both ends; that scale is the smallest possible one, so what still
    # sticks out at it is enough room for the scale that is drawn.
    rough = width - max((b.need for b in lefts), default=0) - max((b.need for b in rights), default=0)
    per = max(rough, width / 4) / float(high - low)
    over_left = max((b.need - float(b.value - low) * per for b in lefts), default=0.0)
    over_right = max((b.need - float(high - b.value) * per for b in rights), default=0.0)
    return Scale(low, high, ()), (max(0.0, over_left), width - max(0.0, over_right))
