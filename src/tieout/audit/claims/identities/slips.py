"""How likely one slip of the pen is: neighbouring digits swapped or a power of ten before a single digit."""

from __future__ import annotations

from decimal import Decimal

from ....model.formula import Operand
from ....quantity import Interval, Quantity
from ..slips import DIGITS, POWERS, one_slip, swapped

__all__ = ["slip_in", "slip_of"]


def slip_of(q: Quantity, wanted: Interval) -> int:
    """3 for two neighbouring digits swapped or a power of ten, 2 for one digit typed wrong, 1 for another slip, 0 for none.

    >>> from tieout.quantity import scan
    >>> q = scan("81.4%").quantities[0]
    >>> slip_of(q, Interval(Decimal("84.0"), Decimal("84.3"))), slip_of(q, Interval(Decimal("61.3"), Decimal("61.5")))
    (3, 2)
    """
    return _slip(q.text, abs(q.value), abs(q.shown), wanted, one_slip(q, wanted))


def slip_in(text: str, printed: Operand, wanted: Interval) -> int:
    """The same for a figure of a table, given as printed and as read."""
    return _slip(text, abs(printed.value), abs(printed.interval), wanted, False)


def _slip(text: str, value: Decimal, shown: Interval, wanted: Interval, other: bool) -> int:
    found = DIGITS.search(text)
    if found is None:
        return 0
    digits = found.group().replace(",", "")
    if not Decimal(digits):
        return 0
    if any(shown.scaled(power).meets(wanted) for power in POWERS):
        return 3
    factor = value / Decimal(digits)
    half = shown.width / 2
    at = [k for k, c in enumerate(digits) if c.isdigit()]

    def meets(text: str) -> bool:
        near = Decimal(text) * factor
        return Interval(near - half, near + half).meets(wanted)

    if any(meets(turned) for turned in swapped(digits)):
        return 3
    for k in at:
        if any(meets(digits[:k] + c + digits[k + 1 :]) for c in "0123456789" if c != digits[k]):
            return 2
    return 1 if other else 0
