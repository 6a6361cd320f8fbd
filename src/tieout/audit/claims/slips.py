"""Could one slip of the pen explain it? A digit typed wrong, two swapped, one left out or put in, another scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...quantity import Interval, Quantity

__all__ = ["explained", "one_slip"]


def one_slip(q: Quantity, wanted: Interval) -> bool:
    """True when a single slip in the printed digits turns the quantity into a value that is wanted.

    >>> from tieout.quantity import scan
    >>> q = scan("9,902 points").quantities[0]
    >>> one_slip(q, Interval(Decimal(9090), Decimal(9093))), one_slip(q, Interval(Decimal(8000), Decimal(8010)))
    (True, False)
    """
    found = re.search(r"\d[\d,]*(?:\.\d+)?", q.text)
    if found is None:
        return False
    digits = found.group().replace(",", "")
    shown = Decimal(digits)
    if not shown:
        return False
    factor = abs(q.value) / shown
    half = Interval.shown(Decimal(0), q.decimals, Decimal(1)).hi
    if any(abs(q.shown).scaled(Decimal(10) ** n).meets(wanted) for n in (-4, -3, -2, -1, 1, 2, 3, 4)):
        return True
    return any(
        Interval((Decimal(v) - half) * factor, (Decimal(v) + half) * factor).meets(wanted)
        for v in _variants(digits)
    )


def _variants(digits: str) -> Iterator[str]:
    at = [k for k, c in enumerate(digits) if c.isdigit()]
    for k in at:
        yield from (digits[:k] + c + digits[k + 1 :] for c in "0123456789" if c != digits[k])
        yield from (digits[:k] + c + digits[k:] for c in "0123456789")
        if len(at) > 1 and digits[:k] + digits[k + 1 :] != ".":
            yield digits[:k] + digits[k + 1 :]
    for a in at:
        for b in at:
            if a < b:
                swapped = list(digits)
                swapped[a], swapped[b] = swapped[b], swapped[a]
                yield "".join(swapped)


def explained(stated: Interval, now: Quantity, base: Quantity, direction: int, *, percent: bool) -> bool:
    """True when one slip in either operand makes a change of this size and direction right.

    ``stated`` is the size of the change, in percent or in the unit of the operands.
    """
    signed = stated if direction > 0 else Interval(-stated.hi, -stated.lo)
    if percent:
        low, high = 1 + signed.lo / 100, 1 + signed.hi / 100
        if low <= 0:
            return True
        return one_slip(base, Interval(now.shown.lo / high, now.shown.hi / low)) or one_slip(
            now, Interval(base.shown.lo * low, base.shown.hi * high)
        )
    return one_slip(base, Interval(now.shown.lo - signed.hi, now.shown.hi - signed.lo)) or one_slip(
        now, Interval(base.shown.lo + signed.lo, base.shown.hi + signed.hi)
    )
