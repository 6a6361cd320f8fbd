"""The relations a line of a table can have to two others: a sum, a product up to a power of ten, a change.

Each gives every member from the two others, with the room that the rounding of those leaves. Plain values
and half-widths instead of intervals: thousands of triples are tried for a page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["HUNDRED", "KINDS", "ONE", "SCALE", "Kind", "Wanted"]

Wanted = tuple[Decimal, Decimal]
"""A value and how far it may be off."""
ONE, HUNDRED = Decimal(1), Decimal(100)


@dataclass(frozen=True)
class Kind:
    """``wanted(k, values)`` gives member ``k`` from the two others; ``factors`` are the scales it may have, none
    where they are told by the figures; ``turned`` when the last two members may change places."""

    name: str
    wanted: Callable[[int, Sequence[Wanted], Decimal], Wanted]
    factors: tuple[Decimal, ...]
    turned: bool = False

    def shown(self, k: int, texts: Sequence[str], factor: Decimal) -> str:
        """How member ``k`` follows from the others, in print."""
        if self.name == "scale":
            if factor < ONE:
                return f"{texts[1 - k]} {'/' if k == 0 else '*'} {_plain(1 / factor)}"
            return f"{texts[1 - k]} {'*' if k == 0 else '/'} {_plain(factor)}"
        r, a, b = texts
        if self.name == "product" and factor.scaleb(-factor.adjusted()) != 1:
            b = f"{b} * {_plain(factor)}"
        return {
            "sum": (f"{a} + {b}", f"{r} - {b}", f"{r} - {a}"),
            "product": (f"{a} * {b}", f"{r} / {b}", f"{r} / {a}"),
            "points": (f"{a} - {b}", f"{b} + {r}", f"{a} - {r}"),
            "change": (f"{a} / {b} - 1", f"{b} * (1 + {r})", f"{a} / (1 + {r})"),
        }[self.name][k]


def _plain(factor: Decimal) -> str:
    """A rate to four digits, without an exponent."""
    return f"{round(factor, 3 - factor.adjusted()).normalize():,f}"


def _sum(k: int, v: Sequence[Wanted], factor: Decimal) -> Wanted:
    (r, hr), (a, ha), (b, hb) = v
    if k == 0:
        return a + b, ha + hb
    return (r - b, hr + hb) if k == 1 else (r - a, hr + ha)


def _times(x: Wanted, y: Wanted, factor: Decimal) -> Wanted:
    return x[0] * y[0] * factor, (abs(x[0]) * y[1] + abs(y[0]) * x[1] + x[1] * y[1]) * factor


def _over(x: Wanted, y: Wanted, factor: Decimal) -> Wanted:
    value = x[0] / y[0] * factor
    least = abs(y[0]) - y[1]
    if least <= 0:
        raise ZeroDivisionError
    return value, (x[1] + abs(x[0] / y[0]) * y[1]) / least * factor


def _product(k: int, v: Sequence[Wanted], factor: Decimal) -> Wanted:
    r, a, b = v
    if k == 0:
        return _times(a, b, factor)
    return _over(r, b if k == 1 else a, ONE / factor)


def _scale(k: int, v: Sequence[Wanted], factor: Decimal) -> Wanted:
    r, a = v
    return _times((factor, Decimal(0)), a, ONE) if k == 0 else _over(r, (factor, Decimal(0)), ONE)


def _points(k: int, v: Sequence[Wanted], factor: Decimal) -> Wanted:
    (r, hr), (a, ha), (b, hb) = v
    if k == 0:
        return (a - b) * factor, (ha + hb) * factor
    if k == 1:
        return b + r / factor, hb + hr / factor
    return a - r / factor, ha + hr / factor


def _change(k: int, v: Sequence[Wanted], factor: Decimal) -> Wanted:
    r, a, b = v
    if a[0] <= 0 or b[0] <= 0:
        raise ZeroDivisionError
    if k == 0:
        value, half = _over(a, b, factor)
        return value - factor, half
    grown = ONE + r[0] / factor, r[1] / factor
    return _times(b, grown, ONE) if k == 1 else _over(a, grown, ONE)


KINDS = (
    Kind("sum", _sum, (ONE,), turned=True),
    Kind("product", _product, (), turned=True),
    Kind("change", _change, (HUNDRED, ONE)),
    Kind("points", _points, (HUNDRED,)),
)
"""What three lines can have, in the order they are asked."""
SCALE = Kind("scale", _scale, ())
"""What two lines can have: one is the other at a constant rate, as a share of the whole is."""
