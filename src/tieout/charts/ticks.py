"""Where an axis has its ticks and what stands at them; the numbers go through ``quantity.format``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ..model import Axis
from ..quantity import format_number

__all__ = ["Scale", "day_scale", "linear_scale", "log_scale", "number_scale"]

_MARGIN = Decimal("0.04")
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WORDS = {
    "zh": ((Decimal(10) ** 12, " 万亿"), (Decimal(10) ** 8, " 亿"), (Decimal(10) ** 4, " 万")),
    "en": (
        (Decimal(10) ** 12, "T"),
        (Decimal(10) ** 9, "B"),
        (Decimal(10) ** 6, "M"),
        (Decimal(10) ** 3, "K"),
    ),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """The ends of an axis, and its ticks with their texts."""

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]
    log: bool = False


def number_scale(values: list[Decimal], axis: Axis, *, most: int = 6) -> Scale:
    """The scale of an axis for these values, linear or logarithmic as the axis says."""
    low, high = min(values), max(values)
    return log_scale(low, high, axis) if axis.log else linear_scale(low, high, axis, most=most)


def linear_scale(low: Decimal, high: Decimal, axis: Axis | None = None, *, most: int = 6) -> Scale:
    """Ends a little beyond the values, at most ``most`` ticks inside on steps of 1, 2, 2.5 or 5.

    >>> [text for _, text in linear_scale(Decimal("1285"), Decimal("1341")).ticks]
    ['1290', '1300', '1310', '1320', '1330', '1340']
    """
    axis = axis or Axis()
    if low == high:
        # One value alone: give it room on both sides, or the axis has no length.
        room = abs(low) / 10 or Decimal(1)
        low, high = low - room, high + room
    room = (high - low) * _MARGIN
    low, high = low - room, high + room
    step = _step((high - low) / (most + 1))
    while True:
        start = (low / step).to_integral_value(ROUND_CEILING)
        end = (high / step).to_integral_value(ROUND_FLOOR)
        if end - start < most:
            break
        step = _step(step * Decimal("1.01"))
    values = [n * step for n in range(int(start), int(end) + 1)]
    decimals = max(0, -int(step.normalize().as_tuple().exponent))
    return Scale(low, high, tuple((v, _text(v, decimals, axis)) for v in values))


def log_scale(low: Decimal, high: Decimal, axis: Axis | None = None) -> Scale:
    """Ends just beyond the values, ticks at powers of ten, with 2 and 5 between where these are few.

    >>> [text for _, text in log_scale(Decimal("0.3"), Decimal("60")).ticks]
    ['0.5', '1', '2', '5', '10', '20', '50']
    """
    axis = axis or Axis()
    if low <= 0:
        raise ValueError(f"a logarithmic axis has no place for {low}")
    low, high = low / Decimal("1.25"), high * Decimal("1.25")
    first, last = low.adjusted(), high.adjusted()
    decades = last - first + 1
    every = 1 if decades <= 7 else 2 if decades <= 13 else 3
    inside = (1, 2, 5) if decades <= 3 else (1,)
    values = [Decimal(m).scaleb(e) for e in range(first, last + 1, every) for m in inside]
    kept = [v for v in values if low <= v <= high]
    if len(kept) < 2:
        ticks = tuple(t for t in linear_scale(low, high, axis).ticks if low <= t[0] <= high)
        return Scale(low, high, ticks, log=True)
    return Scale(low, high, tuple((v, _text(v, max(0, -v.adjusted()), axis)) for v in kept), log=True)


def day_scale(days: list[date], most: int = 8) -> Scale:
    """A time axis over days, in days since year one, ticks at round dates.

    Every session for up to ten days, Mondays for up to two months, else the first of months, at most
    about ``most`` of them. The year of a day stands at the first tick and wherever it changes.

    >>> [t for _, t in day_scale([date(2024, 11, 20), date(2025, 2, 10)]).ticks]
    ['2024-12', '2025-01', '2025-02']
    >>> [t for _, t in day_scale([date(2024, 12, 30), date(2024, 12, 31), date(2025, 1, 2)]).ticks]
    ['2024-12-30', '12-31', '2025-01-02']
    """
    first, last = min(days), max(days)
    span = (last - first).days
    by_month = span > 62
    if span <= 10:
        found = sorted(set(days))
    elif span <= 62:
        monday = first + timedelta(days=-first.weekday() % 7)
        stride = 7 if span <= 45 else 14
        found = [monday + timedelta(days=n) for n in range(0, span + 1, stride)]
    else:
        months = span // 30 + 1
        every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600) if months / n <= most or n == 600)
        found = [
            date(n // 12, n % 12 + 1, 1)
            for n in range(first.year * 12, last.year * 12 + 12)
            if n % every == 0
        ]
    found = [d for d in found if first <= d <= last]
    ticks = []
    year = None
    for day in found:
        text = day.isoformat()[:7] if by_month else day.isoformat()
        if not by_month and day.year == year:
            text = text[5:]
        ticks.append((Decimal(day.toordinal()), text))
        year = day.year
    return Scale(
        Decimal(first.toordinal()), Decimal(max(last.toordinal(), first.toordinal() + 1)), tuple(ticks)
    )


def _step(raw: Decimal) -> Decimal:
    unit = Decimal(1).scaleb(raw.adjusted())
    return next(s * unit for s in _STEPS if s * unit >= raw)


def _text(value: Decimal, decimals: int, axis: Axis) -> str:
    if axis.magnitudes and value:
        for unit, word in _WORDS[axis.magnitudes]:
            if abs(value) >= unit:
                return f"{format_number((value / unit).normalize())}{word}{axis.suffix}"
        return f"{format_number(value.normalize())}{axis.suffix}"
    return f"{format_number(value, decimals)}{axis.suffix}"
