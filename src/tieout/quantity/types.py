"""The values that text can hold: money, periods, quantities, and what is not a quantity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from .interval import INF, Interval

__all__ = ["Comparator", "Money", "Period", "Quantity", "Scan", "SkipReason", "Skipped", "bounded"]

Comparator = Literal["about", "over", "under", "at_least", "at_most", "range"]
"""How a printed number bounds the true one.

``about``: 约, around; 5 % either way. ``over``: 超, 逾, 突破, 多, more than; strictly above.
``under``: 近, 不足, 不到, nearly, less than; strictly below. ``at_least``: 以上, 不低于, 至少.
``at_most``: 以下, 不超过, 最高可达, up to. ``range``: two printed ends.
"""

SkipReason = Literal["date", "name", "version", "ticker", "numbering", "contact"]
"""Why a run of digits is not a quantity (the words of the audit's JSON)."""

ABOUT = Decimal("0.05")


def bounded(shown: Interval, comparator: Comparator | None) -> Interval:
    """The values a printed number allows, given the word in front of or behind it.

    >>> bounded(Interval.point(Decimal(10)), "over")
    Interval(lo=Decimal('10'), hi=Decimal('Infinity'), lo_open=True, hi_open=False)
    """
    if comparator == "about":
        return shown.widened(ABOUT)
    # A strict word bounds the printed value itself, not its rounding: 超 600 is more than 600.
    middle = (shown.lo + shown.hi) / 2 if shown.width != INF else shown.lo
    if comparator == "over":
        return Interval(middle, INF, lo_open=True)
    if comparator == "under":
        return Interval(-INF, middle, hi_open=True)
    if comparator == "at_least":
        return Interval(min(shown.lo, middle), INF)
    if comparator == "at_most":
        return Interval(-INF, max(shown.hi, middle))
    return shown


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as printed: a magnitude or a span of magnitudes, a currency, a bound.

    ``low`` and ``high`` are the printed magnitude in base units (``数亿元`` is 2e8 to 1e9);
    ``currency`` is ISO 4217 or None when none was printed; ``text`` is what stood there.

    >>> Money(Decimal(120000000), Decimal(120000000), "USD", None, "1.2 亿美元").as_json()["low"]
    120000000
    """

    low: Decimal
    high: Decimal
    currency: str | None
    comparator: Comparator | None
    text: str

    @property
    def interval(self) -> Interval:
        """The values it allows; the comparator widens or opens it."""
        return bounded(Interval(self.low, self.high), self.comparator)

    def as_json(self) -> dict[str, Any]:
        """The contract's object: low, high, currency, comparator, text."""
        return {
            "low": json_number(self.low),
            "high": json_number(self.high),
            "currency": self.currency,
            "comparator": self.comparator,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Period:
    """What span of days a value speaks of; ``start == end`` for a single day.

    >>> Period(date(2025, 1, 20), date(2025, 1, 24)).days
    5
    """

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"a period cannot end before it starts: {self.start} to {self.end}")

    @classmethod
    def day(cls, day: date) -> Period:
        """The period of one day."""
        return cls(day, day)

    @property
    def days(self) -> int:
        """Number of days, both ends counted."""
        return (self.end - self.start).days + 1

    def __str__(self) -> str:
        if self.start == self.end:
            return self.start.isoformat()
        return f"{self.start.isoformat()}..{self.end.isoformat()}"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written in a text.

    ``text == source[start:end]`` holds the number with its sign, scale and unit, nothing more.
    ``value`` is in base units (``882.9M`` is 882900000, ``6:34`` is 394 with unit ``s``); for a
    range it is the lower end and ``high`` the upper. ``decimals`` counts the places shown in the
    printed magnitude and ``scale`` is the factor of the scale word, so the rounding interval is
    ``value ± 0.5 * 10**-decimals * scale``. ``unit`` is an ISO currency, ``%``, ``pp``, ``bp``,
    ``s``, ``times``, ``points``, a measure word, a compound such as ``CNY/hour``, or None.
    ``direction`` is what a word beside it says (增长/rose: up; 下降/fell: down), outside the span.
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str | None = None
    decimals: int = 0
    scale: Decimal = Decimal(1)
    comparator: Comparator | None = None
    high: Decimal | None = None
    direction: Literal["up", "down", "flat"] | None = None
    signed: bool = False
    rank: bool = False

    @property
    def shown(self) -> Interval:
        """What the digits alone can mean, rounding included; the comparator is left out."""
        low = Interval.shown(self.value, self.decimals, self.scale)
        if self.high is None:
            return low
        return Interval(low.lo, Interval.shown(self.high, self.decimals, self.scale).hi)

    @property
    def interval(self) -> Interval:
        """What the digits and the comparator together allow."""
        return bounded(self.shown, self.comparator)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A run of digits that is no quantity, and why."""

    text: str
    start: int
    end: int
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Scan:
    """Every run of digits of a text, each in exactly one of the two lists, in order."""

    quantities: tuple[Quantity, ...]
    skipped: tuple[Skipped, ...]


def json_number(value: Decimal) -> int | float:
    """A JSON number: an int where the value is whole, else the nearest float.

    >>> json_number(Decimal("12.830")), json_number(Decimal("8E+1"))
    (12.83, 80)
    """
    return int(value) if value == value.to_integral_value() else float(value)
