"""What a chart shows, apart from how it is drawn: points with their numbers, texts and facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from .evidence import json_value

__all__ = ["Axis", "ChartKind", "ChartSpec", "Point", "Series"]

ChartKind = Literal["bar", "interval", "line", "scatter"]


@dataclass(frozen=True, slots=True)
class Point:
    """One datum of a chart.

    ``label`` names the row of a bar or interval chart, or the dot of a scatter. ``y`` is the value
    drawn, None where there is none; ``text`` is what is printed for it, made by
    ``quantity.format``, so that a missing value can say why. ``x`` is the day of a line, or the
    second value of a scatter with its text in ``x_text``. ``lo`` and ``hi`` bound an interval;
    ``open`` says that the value lies beyond one of them (超, 近) by an unknown distance. ``group``
    is the outer label of a row. ``fact`` and ``x_fact`` are the keys of the facts shown.
    """

    label: str
    y: Decimal | None
    text: str = ""
    x: Decimal | date | None = None
    x_text: str = ""
    lo: Decimal | None = None
    hi: Decimal | None = None
    open: Literal["", "below", "above"] = ""
    group: str = ""
    fact: str = ""
    x_fact: str = ""

    def as_json(self) -> dict[str, Any]:
        """The point without its empty parts."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {n: json_value(v) for n, v in values.items() if v not in ("", None) or n in ("label", "y")}


@dataclass(frozen=True, slots=True)
class Series:
    """Points that belong together; ``subject`` marks the series the chart is about."""

    name: str
    points: tuple[Point, ...]
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """What a scale measures: its title with the unit, what ticks carry behind the number, log or not.

    ``magnitudes`` prints ticks with words: 万 and 亿 (``zh``) or K, M and B (``en``).
    """

    title: str = ""
    suffix: str = ""
    log: bool = False
    magnitudes: Literal["", "zh", "en"] = ""

    def as_json(self) -> dict[str, Any]:
        """The axis as data."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ChartSpec:
    """A chart: kind, series, axes, the words around it.

    ``value`` is the axis of ``y``, ``base`` that of ``x``. ``frontier`` lists the labels of the
    points of a scatter that no other point beats on both axes, from cheap to dear. ``notes`` are
    lines printed below the chart: what is left out and why. ``alt`` says the chart in words. ``width`` is
    that of the drawing in pixels: 640 for the column of a page, less for a box beside the text.

    >>> bar = Series("visits", (Point("ChatGPT", Decimal("882.9"), "882.9M", fact="site_traffic/v/ChatGPT"),))
    >>> ChartSpec("bar", "Visits", (bar,)).facts()
    ('site_traffic/v/ChatGPT',)
    """

    kind: ChartKind
    title: str
    series: tuple[Series, ...]
    value: Axis = Axis()
    base: Axis = Axis()
    frontier: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    alt: str = ""
    language: str = "zh"
    width: int = 640

    def points(self) -> Iterator[Point]:
        """All points of all series, in order."""
        for series in self.series:
            yield from series.points

    def facts(self) -> tuple[str, ...]:
        """The keys of all facts the chart shows, each once, in order."""
        keys = (k for p in self.points() for k in (p.x_fact, p.fact) if k)
        return tuple(dict.fromkeys(keys))

    def texts(self) -> tuple[str, ...]:
        """Every string that may be drawn, save the numbers of the ticks."""
        out = [self.title, self.alt, *self.notes]
        for axis in (self.value, self.base):
            out += [axis.title, axis.suffix]
        for series in self.series:
            out.append(series.name)
            for p in series.points:
                out += [p.label, p.text, p.x_text, p.group]
        return tuple(dict.fromkeys(t for t in out if t))

    def replace(self, **changes: Any) -> ChartSpec:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    def as_json(self) -> dict[str, Any]:
        """The chart as data, for the JSON of a report and for ``evidence.json``."""
        return {
            "kind": self.kind,
            "title": self.title,
            "series": [
                {"name": s.name, "subject": s.subject, "points": [p.as_json() for p in s.points]}
                for s in self.series
            ],
            "value": self.value.as_json(),
            "base": self.base.as_json(),
            "frontier": list(self.frontier),
            "notes": list(self.notes),
            "alt": self.alt,
        }
