"""Rows: what bar and interval charts have in common, one labelled row under the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..model import ChartSpec, Point
from .marks import LINE, Layer, column, layer, lines_at
from .style import GRID, GROUP, INK, MARGIN, QUIET, SMALL, TEXT, WIDTH

__all__ = ["Items", "Row", "RowPlan", "first_line", "plan_rows"]

LABEL_LIMIT = 190
GROUP_LIMIT = 96
SHARE = 0.45
"""No column of labels takes more of a narrow chart."""
LABEL_GAP = 8
GROUP_GAP = 14

Items = tuple[tuple[int, Point], ...]
"""The points of a row, each with the number of its series."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place in pixels, and its points by the number of their series."""

    group: str
    label: str
    items: Items
    top: float
    height: float
    lines: int

    @property
    def middle(self) -> float:
        """The height of the row's middle."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True)
class RowPlan:
    """All rows with the columns of labels left of them."""

    rows: tuple[Row, ...]
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    label_width: float
    group_width: float
    height: float
    wide: int = WIDTH

    @property
    def left(self) -> float:
        """Pixels that the labels take."""
        group = self.group_width + GROUP_GAP if self.group_width else 0
        return self.label_width + LABEL_GAP + group + MARGIN

    def width(self, right: float) -> float:
        """Pixels left for the plot."""
        return self.wide - self.left - right

    def y(self) -> Layer:
        """The vertical scale: pixels down from the top."""
        ends = [0, round(self.height, 2)]
        return {"scale": {"domain": ends, "range": ends, "nice": False, "zero": False}, "axis": None}

    def layers(self, width: float, *, ruled: bool = False) -> list[Layer]:
        """Labels, outer labels, and the rules between groups; ``ruled`` draws one in every row."""
        labels = [
            (-LABEL_GAP, first_line(r.middle, r.lines), text)
            for r, text in zip(self.rows, self.labels, strict=True)
        ]
        marks = [lines_at(labels, align="right", fontSize=TEXT, color=INK)]
        heads: list[tuple[float, float, str]] = []
        rules: list[dict[str, Any]] = []
        for i, (row, group) in enumerate(zip(self.rows, self.groups, strict=True)):
            if i and row.group != self.rows[i - 1].group:
                rules.append({"a": -self.left, "b": width, "y": row.top - 4, "c": GROUP, "w": 1})
            if group and (i == 0 or row.group != self.rows[i - 1].group):
                heads.append((MARGIN - self.left, row.middle - (row.lines - 1) * (LINE - 1) / 2, group))
        if ruled:
            rules += [{"a": 0, "b": width, "y": r.middle, "c": GRID, "w": 1} for r in self.rows]
        marks.append(lines_at(heads, fontSize=SMALL, fontWeight="bold", color=QUIET))
        across = {"field": "a", "scale": None, "axis": None}
        marks.insert(
            0,
            layer(
                {"type": "rule", "strokeWidth": {"expr": "datum.w"}},
                rules,
                x=across,
                x2={"field": "b"},
                y="y",
                color="c",
            ),
        )
        return marks


def plan_rows(
    spec: ChartSpec, *, bar: float, gap: float, beside: Callable[[Items], int] = lambda _: 1
) -> RowPlan:
    """Place the rows of a chart: points of one (group, label) share a row, in the order they come.

    ``bar`` is the height of one point, ``gap`` what stays free between rows; ``beside`` says how
    many lines of text stand in the row right of the plot.
    """
    found: dict[tuple[str, str, int], list[tuple[int, Point]]] = {}
    for number, series in enumerate(spec.series):
        # A label that a series repeats means another row of the same name.
        times: Counter[tuple[str, str]] = Counter()
        for point in series.points:
            times[point.group, point.label] += 1
            key = (point.group, point.label, times[point.group, point.label])
            found.setdefault(key, []).append((number, point))
    # Rows of a group stand together, groups in the order of their first row.
    order = list(dict.fromkeys(group for group, _, _ in found))
    keys = sorted(found, key=lambda k: order.index(k[0]))
    labels, label_width = column((label for _, label, _ in keys), limit=min(LABEL_LIMIT, spec.width * SHARE))
    groups, group_width = column(
        (g for g, _, _ in keys), SMALL, limit=min(GROUP_LIMIT, spec.width * SHARE), bold=True
    )
    rows: list[Row] = []
    top = 0.0
    head = 0.0
    for key, text, group in zip(keys, labels, groups, strict=True):
        lines = text.count("\n") + 1
        height = max(len(found[key]) * bar, max(lines, beside(tuple(found[key]))) * LINE) + gap
        if rows and key[0] != rows[-1].group:
            # The outer label may have more lines than its rows have room for.
            top = max(top, head) + 8
        if not rows or key[0] != rows[-1].group:
            head = top + (group.count("\n") + 1) * LINE
        rows.append(Row(key[0], key[1], tuple(found[key]), top, height, lines))
        top += height
    return RowPlan(
        tuple(rows), tuple(labels), tuple(groups), label_width, group_width, max(top, head), spec.width
    )


def first_line(middle: float, lines: int) -> float:
    """Where the first of several lines stands when the block is centred on ``middle``."""
    return middle - (lines - 1) * (LINE - 1) / 2
