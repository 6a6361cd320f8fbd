"""What a change is put down to, over the sentences of a filing: each driver with its own direction.

``Expenses increased $122.8 million, due to an increase of $70.4 million in marketing. Employee-related costs
increased $48.7 million. Hardware costs increased by $3.7 million``: the drivers add up to the change. A filing
may leave small ones out, so a list that does not add up says nothing; one that does is supported, all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, verify
from ....quantity import Interval
from ..base import STRONG, Context, Draft, Reading, operand, unsigned
from ..stated import stated
from .figures import FORECAST, Figure, Masked, alike, masked_of
from .moving import is_change, way_of

__all__ = ["find"]

_LEADS = re.compile(
    r"\b(?:due to|driven by|attribut(?:able|ed) to|reflect(?:s|ed|ing)?|result(?:ed|ing)? (?:from|of)|because of|consist(?:s|ed|ing) of|relat(?:es|ed|ing) to|offset by|as a result of)\b"
)
_FARTHEST = 4
"""Sentences behind the change that its drivers may stand in."""
_MOST = 8


def find(context: Context) -> Iterator[Draft]:
    """Changes of the English sentences of a passage whose drivers, told behind them, add up to them."""
    told = masked_of(context, least=1)
    for k, masked in enumerate(told):
        whole = next((f for f in masked.figures if f.kind == "a" and is_change(f) and way_of(f)), None)
        if whole is None or whole.per or whole.m.q.comparator or FORECAST.search(masked.text):
            continue
        drivers = _drivers(whole, masked, told[k + 1 : k + 1 + _FARTHEST])
        for n in range(2, len(drivers) + 1):
            reading = _sum(whole, drivers[:n])
            if verify(unsigned(whole.m.q), reading.result).verdict != "contradicted":
                draft = stated(context, masked.i, whole.m, "sum", "TIE203", (reading,), "drivers")
                numbers = tuple((f.m.q.start, f.m.q.end) for f in (whole, *drivers[:n]))
                yield draft.replace(numbers=numbers, direction=0)
                break


def _drivers(whole: Figure, masked: Masked, behind: Sequence[Masked]) -> list[Figure]:
    """The changes told behind a change as its causes, in its sentence and those that follow."""
    found = [f for f in masked.figures[whole.index + 1 :] if _driver(f, whole)]
    led = bool(found) and _LEADS.search(masked.between(whole, found[0])) is not None
    if found and not led:
        return []
    last = masked.i
    for following in behind:
        if following.i != last + 1 or FORECAST.search(following.text):
            break
        mine = [f for f in following.figures if _driver(f, whole)]
        if not led and mine:
            if not _LEADS.search(following.text[: following.position(mine[0])]):
                break
            led = True
        found += mine
        last = following.i
    return found[:_MOST]


def _driver(f: Figure, whole: Figure) -> bool:
    return f.kind == "a" and not f.per and _way(f) != 0 and alike(f, whole)


_DECREASE_IN = re.compile(
    r"\b(?:(?P<up>increases?|rise|growth)|decreases?|declines?|reductions?|drop) in [^#,;:]{3,80} of\s*$"
)


def _way(f: Figure) -> int:
    """The direction of a driver: of its own words, or of the noun its thing stands behind."""
    if is_change(f):
        return way_of(f)
    found = _DECREASE_IN.search(f.before)
    return 0 if found is None else 1 if found.group("up") else -1


def _sum(whole: Figure, drivers: Sequence[Figure]) -> Reading:
    value, low, high = Decimal(0), Decimal(0), Decimal(0)
    for f in drivers:
        o, sign = operand(f.m), _way(f) * way_of(whole)
        size = Operand(abs(o.value), abs(o.interval))
        value += sign * size.value
        low += size.interval.lo if sign > 0 else -size.interval.hi
        high += size.interval.hi if sign > 0 else -size.interval.lo
    formula = " ".join(
        f"{'+' if _way(f) == way_of(whole) else '-'} {f.m.q.text}" for f in drivers
    ).removeprefix("+ ")
    return Reading(Operand(value, Interval(low, high)), STRONG, formula, tuple(f.m for f in drivers))
