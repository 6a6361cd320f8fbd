"""One amount in two currencies: at the rate the page states, at the rate of its other conversions, or at any rate.

``55 亿美元（约合 389 亿元人民币）`` with ``按 1 美元兑 7.07 元`` below; ``($1 = 7.1150 Chinese yuan)``. Where no rate is
stated, conversions of one pair of currencies on a page share one rate, and a figure that a power of ten
brings back into the range a currency has traded in was printed in another scale.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ....model.formula import Operand, compute, verify
from ....quantity import Interval
from ...mentions import Mention, currency_of
from ..base import STRONG, Context, Draft, Reading, magnitude, operand, unsigned
from ..stated import stated
from . import afar
from .afar import Rate
from .slips import slip_of

__all__ = ["find"]

_OPENS = re.compile(
    r"^\s*[,，]?\s*(?:[(（\[]\s*)?(?:即|约|折|折合|约合|合|相当于|大约|人民币|approximately|about|around|roughly|some|or|equivalent to|equal to|i\.e\.|\s|,|=|≈|us|hk|rmb|nt|a total of)*\s*$"
)
_BRIDGE = re.compile(r"[(（\[]|约合|折合|相当于|合|\bor\b|equivalent|≈|=")
_ONE_TO = re.compile(
    r"^\s*(?:约|兑换?|对|合|折合?|等于|=|:|：|to|equals?|buys|is|≈|bought)*\s*(?:人民币|港币|新台币|chinese|us|hk|nt|rmb)*\s*$"
)
_TO_ONE = re.compile(
    r"^\s*(?:chinese |hong kong |new taiwan )?(?:yuan |renminbi |dollars? )*\s*(?:to|per|a|for each|against|for)\s+(?:the |one |each |a )?(?:u\.?s\.? |american )?(?P<what>dollar|euro|pound|sterling|us\$1|\$1)"
)
_WORD = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "sterling": "GBP", "us$1": "USD", "$1": "USD"}
_RATE_WORDS = re.compile(r"汇率|中间价|exchange rate|converted at|translated at|at a rate of|at the rate of")

# What one dollar has cost since the year 2000, widely.
_BANDS: dict[str, tuple[Decimal | int, Decimal | int]] = {
    "USD": (1, 1), "CNY": (6, Decimal("8.4")), "HKD": (Decimal("7.7"), Decimal("7.9")), "TWD": (26, 36), "JPY": (74, 165), "EUR": (Decimal("0.62"), Decimal("1.22")),
    "GBP": (Decimal("0.47"), Decimal("0.95")), "KRW": (880, 1600), "INR": (38, 95), "SGD": (Decimal("1.18"), Decimal("1.86")), "CHF": (Decimal("0.7"), Decimal("1.82")), "CAD": (Decimal("0.9"), Decimal("1.62")),
    "AUD": (Decimal("0.9"), Decimal("2.1")), "SEK": (Decimal("5.8"), 12), "MOP": (Decimal("7.9"), Decimal("8.2")),
}  # fmt: skip


@dataclass(frozen=True)
class _Pair:
    context: Context
    i: int
    a: Mention
    b: Mention


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every amount printed in two currencies, held against the rates and conversions of the report."""
    rates = [r for c in contexts for r in _rates(c)]
    used = {r.m.q.start for r in rates}
    pairs = [p for c in contexts for p in _pairs(c, used)]
    for pair in pairs:
        units = {pair.a.q.unit, pair.b.q.unit}
        known = [r for r in rates if {r.of, r.price} == units] or [
            r
            for m in _bare_rates(pair.context)
            for r in _between(pair.a.q.unit or "", pair.b.q.unit or "", m)
        ]
        near = [r for r in known if any(r.m is m for row in pair.context.mentions for m in row)]
        readings = [_at(pair, r) for r in near or known]
        if readings:
            yield from _told(pair, readings)
        else:
            yield from _among(pair, [p for p in pairs if p is not pair and {p.a.q.unit, p.b.q.unit} == units])

    def between(context: Context, one: str, other: str) -> Sequence[Rate]:
        said = [r for r in rates if {r.of, r.price} == {one, other}]
        return said or [r for m in _bare_rates(context) for r in _between(one, other, m)]

    yield from afar.find(contexts, between, used | {p.b.q.start for p in pairs})


def _currency(m: Mention) -> str:
    unit = m.q.unit or ""
    return unit if currency_of(unit) == unit else ""


def _pairs(context: Context, used: set[int]) -> Iterator[_Pair]:
    """Amounts directly behind which their conversion stands."""
    for i, row in enumerate(context.mentions):
        for k, (a, b) in enumerate(itertools.pairwise(row)):
            units = _currency(a), _currency(b)
            if not all(units) or units[0] == units[1] or {a.q.start, b.q.start} & used:
                continue
            behind = row[k + 2] if k + 2 < len(row) else None
            if a.q.high is not None and b.q.high is None and behind is not None and _UPPER.match(behind.gap):
                # ($4.61 billion-$4.33 billion): ends that are the wrong way round are no range
                if _currency(behind) == units[1] and _OPENS.match(b.gap) and _BRIDGE.search(b.gap):
                    yield _Pair(context, i, _end(a, low=True), b)
                    yield _Pair(context, i, _end(a, low=False), behind)
                continue
            if (a.q.high is None) != (b.q.high is None) or a.q.value in (0, 1) or b.q.value in (0, 1):
                continue
            if not _OPENS.match(b.gap) or not _BRIDGE.search(b.gap):
                continue
            if a.q.high is None or b.q.high is None:
                yield _Pair(context, i, a, b)
            else:
                # 29.6 billion to 30.8 billion yuan ($4.16 billion-$4.33 billion): end against end
                yield _Pair(context, i, _end(a, low=True), _end(b, low=True))
                yield _Pair(context, i, _end(a, low=False), _end(b, low=False))


_UPPER = re.compile(r"^\s*(?:[-–—~至到]|to)\s*$")


def _end(m: Mention, *, low: bool) -> Mention:
    """One end of a range as a figure of its own."""
    value = m.q.value if low or m.q.high is None else m.q.high
    return replace(m, q=replace(m.q, value=value, high=None, text=_ends(m.q.text)[0 if low else -1]))


def _ends(text: str) -> list[str]:
    return re.findall(r"[^\d\s]*\d[\d,.]*", text) or [text]


def _rates(context: Context) -> Iterator[Rate]:
    for row in context.mentions:
        for k, m in enumerate(row):
            unit = _currency(m)
            behind = row[k + 1] if k + 1 < len(row) else None
            if (
                unit
                and m.q.value == 1
                and behind is not None
                and _ONE_TO.match(behind.gap)
                and _currency(behind) not in ("", unit)
            ):
                yield Rate(unit, _currency(behind), behind)
            elif (
                unit
                and behind is not None
                and behind.q.value == 1
                and _ONE_TO.match(behind.gap)
                and _currency(behind) not in ("", unit)
            ):
                yield Rate(_currency(behind), unit, m)
            elif "/" in (m.q.unit or "") and currency_of(m.q.unit) and m.unit_kind.split("/")[1] in _BANDS:
                price, _, of = (m.q.unit or "").partition("/")
                yield Rate(of, price, m)
            elif unit and (found := _TO_ONE.match(m.tail)) and _WORD[found.group("what")] != unit:
                yield Rate(_WORD[found.group("what")], unit, m)


_AT = re.compile(
    r"(?:^|[.;,(]\s*|\b)(?:at|(?:conver|transla)(?:ted|ting) (?:at|with)|using)\s+(?:an? |the )?(?:average |closing |exchange |spot )?(?:rate )?(?:of )?$"
)


def _bare_rates(context: Context) -> Iterator[Mention]:
    """A rate without currencies: 按 7.12 的汇率, at an exchange rate of 7.12."""
    for row in context.mentions:
        for m in row:
            told = _RATE_WORDS.search(m.lead) or _RATE_WORDS.match(m.tail.lstrip(" 的")) or _AT.search(m.gap)
            if m.q.scale == 1 and told and (m.q.unit is None or _currency(m)):
                yield m


def _between(one: str, other: str, m: Mention) -> Iterator[Rate]:
    """The rate between two currencies, the way round that they have traded."""
    for of, price in ((one, other), (other, one)):
        band = _band(of, price)
        if m.q.unit not in (None, "CNY", price):
            continue
        if band is not None and band.meets(m.q.shown):
            yield Rate(of, price, m)


def _at(pair: _Pair, rate: Rate) -> Reading:
    """The second amount from the first at a rate."""
    a, r = magnitude(operand(pair.a)), operand(rate.m)
    if pair.a.q.unit == rate.of:
        return Reading(
            compute("product", a, r), STRONG, f"{pair.a.q.text} * {rate.m.q.text}", (pair.a, rate.m)
        )
    return Reading(compute("ratio", a, r), STRONG, f"{pair.a.q.text} / {rate.m.q.text}", (pair.a, rate.m))


def _told(pair: _Pair, readings: Sequence[Reading]) -> Iterator[Draft]:
    stretch = Decimal("0.005")

    def near(r: Reading) -> bool:
        return (
            verify(unsigned(pair.b.q), Operand(r.result.value, r.result.interval.widened(stretch))).verdict
            != "contradicted"
        )

    fitting = [r for r in readings if verify(unsigned(pair.b.q), r.result).verdict != "contradicted"]
    if not fitting and any(near(r) for r in readings):
        return  # translated at an unrounded rate
    slips = [r for r in readings if slip_of(unsigned(pair.b.q), r.result.interval) >= 2 or len(readings) == 1]
    if fitting or slips:
        yield stated(
            pair.context,
            pair.i,
            pair.b,
            "per_unit",
            "TIE210",
            (fitting or slips)[:1],
            "amount at the rate stated",
        )


def _among(pair: _Pair, others: Sequence[_Pair]) -> Iterator[Draft]:
    """A conversion against the others of the page, or against any rate the two currencies have had."""
    of = pair.a.q.unit
    implied = [_implied(p, of) for p in others]
    mine = _implied(pair, of)
    if len(implied) >= 2 and not any(x.meets(mine) for x in implied):
        first = (
            Interval(max(x.lo for x in implied), min(x.hi for x in implied))
            if all(a.meets(b) for a in implied for b in implied)
            else None
        )
        if first is not None and first.lo <= first.hi:
            a = magnitude(operand(pair.a))
            result = Operand(a.value * (first.lo + first.hi) / 2, a.interval * first)
            if slip_of(unsigned(pair.b.q), result.interval) >= 2:
                shown = others[0]
                text = f"{pair.a.q.text} * {shown.b.q.text} / {shown.a.q.text}"
                yield stated(
                    pair.context,
                    pair.i,
                    pair.b,
                    "per_unit",
                    "TIE210",
                    (Reading(result, STRONG, text, (pair.a, shown.a, shown.b)),),
                    "amount at the rate of the page",
                )
                return
    band = _band(pair.a.q.unit or "", pair.b.q.unit or "")
    if band is None or band.meets(mine):
        return
    off = [n for n in range(-4, 5) if n and band.meets(mine.scaled(Decimal(10) ** n))]
    if len(off) != 1:
        return
    a = magnitude(operand(pair.a))
    value = pair.b.q.value * Decimal(10) ** off[0]
    result = Operand(value, a.interval * band)
    text = f"{pair.a.q.text} at the rates {pair.a.q.unit} has had in {pair.b.q.unit}"
    yield stated(
        pair.context,
        pair.i,
        pair.b,
        "per_unit",
        "TIE210",
        (Reading(result, STRONG, text, (pair.a,)),),
        "scale of a conversion",
    )


def _implied(pair: _Pair, of: str | None) -> Interval:
    """The price of one unit of a currency that a conversion implies."""
    a, b = abs(replace(pair.a.q, comparator=None).shown), abs(replace(pair.b.q, comparator=None).shown)
    return b / a if pair.a.q.unit == of else a / b


def _band(a: str, b: str) -> Interval | None:
    if a not in _BANDS or b not in _BANDS:
        return None
    (al, ah), (bl, bh) = _BANDS[a], _BANDS[b]
    return Interval(Decimal(bl) / Decimal(ah), Decimal(bh) / Decimal(al))
