"""One figure in two units of a fixed rate, the second in brackets: 71,488.0 万吨（14,297.6 亿斤）, 26.2 miles (42.2 km)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ...model.formula import Operand, verify
from ...quantity import Interval
from ..mentions import Mention
from .base import STRONG, Context, Draft, Reading, magnitude, operand, unsigned
from .identities.slips import slip_of
from .stated import stated

__all__ = ["find"]

_FIFTEENTH = Decimal(1) / 15
_FACTORS: dict[str, tuple[str, Decimal]] = {
    "kg": ("mass", Decimal(1)), "斤": ("mass", Decimal("0.5")), "吨": ("mass", Decimal(1000)), "t": ("mass", Decimal(1000)), "lb": ("mass", Decimal("0.45359237")),
    "公顷": ("area", Decimal(1)), "亩": ("area", _FIFTEENTH), "km2": ("area", Decimal(100)), "平方公里": ("area", Decimal(100)), "m2": ("area", Decimal("0.0001")), "acre": ("area", Decimal("0.40468564")),
    "km": ("length", Decimal(1)), "mile": ("length", Decimal("1.609344")),
    "kg/公顷": ("yield", Decimal(1)), "kg/亩": ("yield", Decimal(15)), "斤/亩": ("yield", Decimal("7.5")),
}  # fmt: skip
"""Each unit in that of its dimension: kilograms, hectares, kilometres, kilograms a hectare."""
_OPENS = re.compile(
    r"^\s*(?:[/每]\s*(?:公顷|亩))?\s*[(（]\s*(?:约|合|折合|折|即|相当于|or|about|some|approximately|\s)*$"
)
_PER = re.compile(r"^\s*[/每]\s*(?P<per>公顷|亩)")
_CLOSES = re.compile(r"^\s*(?:[/每]\s*(?:公顷|亩))?\s*[)）,，;；]")
_ROUNDED, _STRETCH = frozenset({"lb", "acre", "mile"}), Decimal("0.002")
"""Units whose rate is often rounded before it is used, and by how much."""


def find(context: Context) -> Iterator[Draft]:
    """Every figure in brackets that repeats the one in front of it in another unit."""
    for i, row in enumerate(context.mentions):
        for a, b in itertools.pairwise(row):
            known = _FACTORS.get(_unit(context, a)), _FACTORS.get(_unit(context, b))
            if known[0] is None or known[1] is None or known[0][0] != known[1][0] or known[0] == known[1]:
                continue
            if a.q.high is not None or b.q.high is not None or not _OPENS.match(b.gap):
                continue
            if not _CLOSES.match(_behind(context, b)):
                continue
            factor = known[0][1] / known[1][1]
            own = magnitude(operand(a))
            value = Operand(own.value * factor, own.interval.scaled(factor))
            loose = {_unit(context, a), _unit(context, b)} & _ROUNDED
            if _meant(b, value, _STRETCH if loose else Decimal(0)):
                one = Reading(value, STRONG, f"{a.q.text} * {_plain(factor)}", (a,))
                yield stated(context, i, b, "value", "TIE210", (one,), "the same in another unit")


def _behind(context: Context, m: Mention) -> str:
    return context.passage.low[m.q.end - context.passage.start :][:12]


def _unit(context: Context, m: Mention) -> str:
    """The unit of a figure, with what it is per where that stands behind: 5,986.7 公斤/公顷."""
    found = _PER.match(_behind(context, m))
    return f"{m.q.unit}/{found['per']}" if found and "/" not in (m.q.unit or "") else m.q.unit or ""


def _meant(b: Mention, value: Operand, stretch: Decimal) -> bool:
    """True when the bracket has the figure, or would but for a slip or the unit's double (斤 for 公斤)."""
    said = unsigned(b.q)
    if verify(said, value).verdict != "contradicted":
        return True
    reach = value.interval.widened(stretch)
    if verify(said, Operand(value.value, reach)).verdict != "contradicted":
        return False  # a rate rounded before it was used
    double = any(
        verify(said, Operand(value.value * f, Interval(reach.lo * f, reach.hi * f))).verdict != "contradicted"
        for f in (Decimal(2), Decimal("0.5"))
    )
    return double or slip_of(said, value.interval) >= 2


def _plain(factor: Decimal) -> str:
    return f"{round(factor, 4).normalize():f}"
