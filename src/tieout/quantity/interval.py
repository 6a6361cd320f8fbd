"""Closed arithmetic on intervals: what a printed number can mean.

A published number is not a point. ``32.36 %`` was rounded from something between 32.355 and
32.365, so every check in Tieout sends the *intervals* of the operands through the formula and asks
whether the stated interval meets the result. The rules are those of standard interval arithmetic
(Moore, *Interval Analysis*, 1966), over :class:`decimal.Decimal` so that no binary rounding enters.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Context, Decimal

__all__ = ["INF", "EXACT", "Interval", "hull"]

INF = Decimal("Infinity")

# Wide enough that no published figure loses a digit; traps stay at their defaults except Inexact.
EXACT = Context(prec=50)


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between ``lo`` and ``hi``; a bound is excluded when its ``open`` flag is set.

    >>> Interval.shown(Decimal("32.36"), 2)
    Interval(lo=Decimal('32.355'), hi=Decimal('32.365'), lo_open=False, hi_open=False)
    >>> Interval.point(Decimal(2)) + Interval(Decimal(1), Decimal(3))
    Interval(lo=Decimal('3'), hi=Decimal('5'), lo_open=False, hi_open=False)
    """

    lo: Decimal
    hi: Decimal
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if self.lo.is_nan() or self.hi.is_nan() or self.lo > self.hi:
            raise ValueError(f"not an interval: [{self.lo}, {self.hi}]")

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """The interval that holds one value only."""
        return cls(value, value)

    @classmethod
    def shown(cls, value: Decimal, decimals: int, scale: Decimal = Decimal(1)) -> Interval:
        """What a number rounded to ``decimals`` places (of the printed magnitude) can have been.

        ``value`` is in base units; ``scale`` is the factor of the printed scale word, so
        ``3.72 亿`` is ``shown(Decimal(372000000), 2, Decimal(100000000))``. ``decimals`` may be
        negative for a number rounded to tens or hundreds.
        """
        half = Decimal(5).scaleb(-decimals - 1, EXACT) * abs(scale)
        return cls(EXACT.subtract(value, half), EXACT.add(value, half))

    @property
    def is_point(self) -> bool:
        """True when only one value is left."""
        return self.lo == self.hi

    @property
    def width(self) -> Decimal:
        """``hi - lo``; infinite for an unbounded interval."""
        return INF if INF in (self.hi, -self.lo) else EXACT.subtract(self.hi, self.lo)

    def __contains__(self, value: Decimal) -> bool:
        above = value > self.lo or (value == self.lo and not self.lo_open)
        below = value < self.hi or (value == self.hi and not self.hi_open)
        return above and below

    def meets(self, other: Interval) -> bool:
        """True when some value lies in both."""
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        if lo != hi:
            return lo < hi
        return lo in self and lo in other

    def within(self, other: Interval) -> bool:
        """True when every value of this interval lies in ``other``."""
        lower = self.lo > other.lo or (self.lo == other.lo and (self.lo_open or not other.lo_open))
        upper = self.hi < other.hi or (self.hi == other.hi and (self.hi_open or not other.hi_open))
        return lower and upper

    def below(self, other: Interval) -> bool:
        """True when every value of this interval is smaller than every value of ``other``."""
        return self.hi < other.lo or (self.hi == other.lo and (self.hi_open or other.lo_open))

    def widened(self, share: Decimal) -> Interval:
        """Both bounds moved outwards by ``share`` of their size: what 约 allows.

        >>> Interval.point(Decimal(100)).widened(Decimal("0.05"))
        Interval(lo=Decimal('95.00'), hi=Decimal('105.00'), lo_open=False, hi_open=False)
        """
        return Interval(self.lo - abs(self.lo) * share, self.hi + abs(self.hi) * share)

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo, self.hi_open, self.lo_open)

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            EXACT.add(self.lo, other.lo),
            EXACT.add(self.hi, other.hi),
            self.lo_open or other.lo_open,
            self.hi_open or other.hi_open,
        )

    def __sub__(self, other: Interval) -> Interval:
        return self + (-other)

    def __mul__(self, other: Interval) -> Interval:
        corners = [_times(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        if other.lo <= 0 <= other.hi:
            raise ZeroDivisionError("the divisor may be zero")
        corners = [_over(a, b) for a in (self.lo, self.hi) for b in (other.lo, other.hi)]
        return Interval(min(corners), max(corners))

    def __abs__(self) -> Interval:
        if self.lo >= 0:
            return self
        if self.hi <= 0:
            return -self
        return Interval(Decimal(0), max(-self.lo, self.hi))

    def scaled(self, factor: Decimal) -> Interval:
        """Every value times ``factor``; keeps the open flags."""
        if factor == 0:
            return Interval.point(Decimal(0))
        lo, hi = _times(self.lo, factor), _times(self.hi, factor)
        if factor > 0:
            return Interval(lo, hi, self.lo_open, self.hi_open)
        return Interval(hi, lo, self.hi_open, self.lo_open)


def hull(*intervals: Interval) -> Interval:
    """The smallest interval that holds all of them.

    >>> hull(Interval.point(Decimal(1)), Interval.point(Decimal(4)))
    Interval(lo=Decimal('1'), hi=Decimal('4'), lo_open=False, hi_open=False)
    """
    return Interval(min(i.lo for i in intervals), max(i.hi for i in intervals))


def _times(a: Decimal, b: Decimal) -> Decimal:
    # Infinity times an exact zero is zero here: the zero is a bound, not a limit.
    return Decimal(0) if a == 0 or b == 0 else EXACT.multiply(a, b)


def _over(a: Decimal, b: Decimal) -> Decimal:
    if b.is_infinite():
        return Decimal(0)
    return EXACT.divide(a, b)
