"""Could one slip of the pen explain it? A digit typed wrong, two swapped, one left out or put in, another scale."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...model.formula import Operand
from ...quantity import Interval, Quantity

__all__ = [
    "DIGITS", "POWERS", "Slip", "chance", "explained", "one_slip", "slipped", "swapped", "trace_slips",
]  # fmt: skip

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
"""The printed digits of a figure."""
POWERS = tuple(Decimal(10) ** n for n in (-4, -3, -2, -1, 1, 2, 3, 4))
"""The factors by which a misplaced scale makes a figure wrong."""


def swapped(printed: str) -> Iterator[str]:
    """The figure with two neighbouring digits the other way round, each pair in turn.

    >>> list(swapped("1,225"))
    ['2,125', '1,252']
    """
    at = [k for k, c in enumerate(printed) if c.isdigit()]
    for a, b in itertools.pairwise(at):
        if printed[a] != printed[b]:
            yield f"{printed[:a]}{printed[b]}{printed[a + 1 : b]}{printed[a]}{printed[b + 1 :]}"


def one_slip(q: Quantity, wanted: Interval) -> bool:
    """True when a single slip in the printed digits turns the quantity into a value that is wanted.

    >>> from tieout.quantity import scan
    >>> q = scan("9,902 points").quantities[0]
    >>> one_slip(q, Interval(Decimal(9090), Decimal(9093))), one_slip(q, Interval(Decimal(8000), Decimal(8010)))
    (True, False)
    """
    found = DIGITS.search(q.text)
    if found is None:
        return False
    digits = found.group().replace(",", "")
    shown = Decimal(digits)
    if not shown:
        return False
    factor = abs(q.value) / shown
    half = Interval.shown(Decimal(0), q.decimals, Decimal(1)).hi
    if any(abs(q.shown).scaled(power).meets(wanted) for power in POWERS):
        return True
    return any(
        Interval((Decimal(v) - half) * factor, (Decimal(v) + half) * factor).meets(wanted)
        for v in _variants(digits)
    )


def slipped(q: Quantity, o: Operand, *, digit: bool = True) -> Iterator[Operand]:
    """What an operand may have been before one slip: two neighbours changed about, a power of ten, the sign,
    with ``digit`` one digit for another."""
    found = DIGITS.search(q.text)
    yield -o
    for power in POWERS:
        yield Operand(o.value * power, o.interval.scaled(power))
    if found is None:
        return
    digits = found.group().replace(",", "")
    shown = Decimal(digits)
    if not shown:
        return
    factor = o.value / shown
    at = [k for k, c in enumerate(digits) if c.isdigit()]
    others = [digits[:k] + c + digits[k + 1 :] for k in at for c in "0123456789" if digit and c != digits[k]]
    for other in (*others, *swapped(digits)):
        moved = (Decimal(other) - shown) * factor
        yield Operand(o.value + moved, Interval(o.interval.lo + moved, o.interval.hi + moved))


def _variants(digits: str) -> Iterator[str]:
    at = [k for k, c in enumerate(digits) if c.isdigit()]
    for k in at:
        yield from (digits[:k] + c + digits[k + 1 :] for c in "0123456789" if c != digits[k])
        yield from (digits[:k] + c + digits[k:] for c in "0123456789")
        if len(at) > 1 and digits[:k] + digits[k + 1 :] != ".":
            yield digits[:k] + digits[k + 1 :]
    for a, b in itertools.combinations(at, 2):
        turned = list(digits)
        turned[a], turned[b] = turned[b], turned[a]
        yield "".join(turned)


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


@dataclass(frozen=True)
class Slip:
    """What a figure may have been meant to be: the values that allows, and how many slips of this sort the
    figure offers (``tried``). ``text`` is how it would be printed; a power of ten has ``power`` instead."""

    value: Interval
    tried: int
    text: str = ""
    power: int = 0


def chance(room: Decimal, tried: int, members: int, rivals: int = 1) -> Decimal:
    """How many agreements by one slip are expected of figures that have nothing to do with one another.

    ``room`` is the part of its own size by which the slipped figure may miss and still agree, ``tried`` the
    slips it offers, ``members`` the figures that may be the slipped one, ``rivals`` the relations as near.

    >>> chance(Decimal("0.002"), 3, 4)
    Decimal('0.024')
    """
    return room * tried * members * rivals


def trace_slips(q: Quantity) -> Iterator[Slip]:
    """The slips that leave a trace of their own: two neighbouring digits swapped, and a power of ten.

    >>> from tieout.quantity import scan
    >>> [s.text for s in trace_slips(scan("257,606 units").quantities[0])][:4]
    ['527,606 units', '275,606 units', '256,706 units', '257,066 units']
    """
    found = DIGITS.search(q.text)
    if found is None:
        return
    printed = found.group()
    plain = printed.replace(",", "")
    if not Decimal(plain):
        return
    factor = abs(q.value) / Decimal(plain)
    half = Interval.shown(Decimal(0), q.decimals, Decimal(1)).hi
    turned = [s for s in swapped(printed) if s[0] != "0" or printed[0] == "0"]
    for text in turned:
        value = Decimal(text.replace(",", ""))
        meant = Interval((value - half) * factor, (value + half) * factor)
        yield Slip(meant, len(turned), text=q.text.replace(printed, text, 1))
    for n in (-4, -3, -2, -1, 1, 2, 3, 4):
        yield Slip(abs(q.shown).scaled(Decimal(10) ** n), 4, power=n)
