"""A conversion that stands apart from what it converts: a rate, the result, and the amount some sentences before.

``四家合计 1,134 亿美元 …… 按 7.12 的汇率，约合人民币 8,074 亿元``; ``In rupees the top line was INR230.2bn at an
average 88.05``. Any amount before it that gives the result confirms it. Where none does, one that would by a
swap of two digits or a power of ten, or by dividing instead of multiplying, tells what was meant. Beside its rate
an amount needs no word that says what it is: ``at $1.31 to the pound the placing raises $786 million``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ....model.formula import Operand, compute, verify
from ...mentions import Mention, currency_of
from ..base import MEDIUM, STRONG, Context, Draft, Reading, magnitude, unsigned
from ..stated import stated
from .reading import as_stated, measured
from .slips import slip_of

__all__ = ["Rate", "currency_named", "find"]

BACK = 2
"""Passages before that of the conversion in which the amount may stand."""
DIGITS = 3
"""Digits a result needs before a match says anything."""
_INTO = re.compile(
    r"(?:约合|折合|相当于|折算|合)(?:人民币|港币|约|为)*$|\b(?:equals?|equivalent to|worth|or|in (?:rupees|dollars|euros|yuan|renminbi|sterling|yen|local currency|hong kong dollars|us dollars)\b[^#;]{0,60})\s*(?:about|approximately|some|a)?\s*$"
)


@dataclass(frozen=True)
class Rate:
    """One unit of a currency costs so much of another."""

    of: str
    price: str
    m: Mention


def find(
    contexts: Sequence[Context], rates: Callable[[Context, str, str], Sequence[Rate]], used: set[int]
) -> Iterator[Draft]:
    """The conversions of a report whose amount stands elsewhere; ``used`` are figures paired or rates already."""
    for n, context in enumerate(contexts):
        for i, row in enumerate(context.mentions):
            for b in row:
                if b.q.start in used or not _money(b) or b.q.high is not None:
                    continue
                said = _INTO.search(b.gap) is not None
                if _digits(b) < (DIGITS if said else DIGITS - 1):
                    continue
                here = {m.q.start for r in context.mentions[max(0, i - 1) : i + 2] for m in r}
                beside = {m.q.start for m in row if m is not b}
                before = [m for r in context.mentions[max(0, i - 1) : i] for m in r]
                before += [m for m in row if m.q.start < b.q.start]
                near = _sources(before, b, used)
                draft = _told(context, i, b, near, rates, beside)
                if draft is None and said and _digits(b) >= DIGITS:
                    before = [m for c in contexts[max(0, n - BACK) : n] for r in c.mentions for m in r]
                    before += [m for r in context.mentions[:i] for m in r]
                    far = _sources(before + [m for m in row if m.q.start < b.q.start], b, used)
                    draft = _told(context, i, b, far, rates, here)
                if draft is not None:
                    yield draft


def _sources(before: Sequence[Mention], b: Mention, used: set[int]) -> list[Mention]:
    """The amounts in another currency that may have been converted."""
    out: list[Mention] = []
    for a in before:
        unit = currency_named(a)
        if unit and unit != b.q.unit and a.q.high is None and a.q.start not in used and _money(a, unit):
            out.append(a if a.q.unit == unit else replace(a, q=replace(a.q, unit=unit)))
    return out


_NAMED_BEHIND = re.compile(r"^\s*(?P<name>pound|euro|dollar|yuan|yen)\b")
_NAMES = {"pound": "GBP", "euro": "EUR", "dollar": "USD", "yuan": "CNY", "yen": "JPY"}


def currency_named(m: Mention) -> str:
    """The currency of an amount, by its unit or by the word behind it: a 600 million pound placing, HK$2 billion a day."""
    found = _NAMED_BEHIND.match(m.tail) if m.q.unit is None and m.q.scale > 1 else None
    return _NAMES[found.group("name")] if found else currency_of(m.q.unit)


def _digits(m: Mention) -> int:
    text = re.sub(r"[^\d.]", "", m.q.text).lstrip("0.")
    return len(text.replace(".", "") if "." in m.q.text else text.strip("0"))


def _money(m: Mention, unit: str = "") -> bool:
    unit = unit or m.q.unit or ""
    if m.q.text[:1] in "十百千万亿":
        return False  # 资本开支（十亿美元）: the unit of a table is no amount
    return len(unit) == 3 and unit.isupper() and bool(m.q.value) and m.q.value != 1


def _told(
    context: Context,
    i: int,
    b: Mention,
    sources: Sequence[Mention],
    rates: Callable[[Context, str, str], Sequence[Rate]],
    here: set[int],
) -> Draft | None:
    meant: dict[int, Reading] = {}
    said = unsigned(as_stated(b))
    for a in sources:
        known = rates(context, a.q.unit or "", b.q.unit or "")
        for rate in [r for r in known if r.m.q.start in here]:
            right, wrong = _converted(a, rate)
            sign = "*" if a.q.unit == rate.of else "/"
            one = Reading(right, STRONG, f"{a.q.text} {sign} {rate.m.q.text}", (a, rate.m))
            if verify(said, right).verdict != "contradicted":
                return _draft(context, i, b, Reading(right, MEDIUM, one.formula, one.operands))
            if slip_of(said, right.interval) >= 3 or verify(said, wrong).verdict != "contradicted":
                meant.setdefault(a.q.start, one)
    return _draft(context, i, b, next(iter(meant.values()))) if len(meant) == 1 else None


def _converted(a: Mention, rate: Rate) -> tuple[Operand, Operand]:
    """The amount at the rate, and what dividing for multiplying would make of it."""
    amount, price = magnitude(measured(a)), measured(rate.m)
    times, over = compute("product", amount, price), compute("ratio", amount, price)
    return (times, over) if a.q.unit == rate.of else (over, times)


def _draft(context: Context, i: int, b: Mention, one: Reading) -> Draft:
    draft = stated(context, i, b, "per_unit", "TIE210", (one,), "amount at the rate stated")
    return draft.replace(stated=as_stated(b))
