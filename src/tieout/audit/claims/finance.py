"""Formulas of the trade: compound growth, upside, price = EPS times PE, margins, dividends, midpoints, what is left."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.claim import ClaimKind
from ...model.formula import Operand, compute
from ...quantity import Interval
from ...quantity.interval import EXACT
from ..lexicon.patterns import FROM_ZH
from ..mentions import Mention, kind_of_unit, same_unit
from .base import MEDIUM, STRONG, Context, Draft, Reading, operand, reading
from .stated import stated

__all__ = ["compound_growth", "find"]

_CAGR = re.compile(r"复合(?:年均|年)?(?:增长率|增速)|年均复合|\bcagr\b|compound(?:ed)? annual")
_YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})(?!\d)")
_UPSIDE = re.compile(r"上行空间|上涨空间|upside|潜在涨幅|空间")
_TARGET = re.compile(r"目标价|target price|price target|fair value|(?:our|new|revised) target of")
_PRICE = re.compile(r"现价|当前股价|最新股价|收盘价|股价|current price|closing price|close of|last close")
_EPS = re.compile(r"eps|每股收益|每股盈利|每股纯益|earnings per share")
_PE = re.compile(r"\bp/?e\b|pe|市盈率|本益比")
_MARGINS = (
    (
        re.compile(r"毛利率|gross margin"),
        re.compile(r"毛利(?!率)|gross profit"),
        re.compile(r"收入|营收|revenue|sales"),
    ),
    (
        re.compile(r"净利率|净利润率|net margin"),
        re.compile(r"净利润|纯利|net (?:income|profit)"),
        re.compile(r"收入|营收|revenue|sales"),
    ),
    (
        re.compile(r"营业利润率|operating margin"),
        re.compile(r"营业利润|operating (?:income|profit)"),
        re.compile(r"收入|营收|revenue|sales"),
    ),
)
_PAID = re.compile(
    r"共(?:计)?(?:拟)?派[发现]|合计(?:拟)?派发|共计(?:拟)?派发|派发(?:现金)?(?:红利|股利)?(?:总额|合计|共)|分红总额|现金分红总额"
)
_OF_EARNINGS = re.compile(
    r"^\s*(?:(?:on|of|times|multiple|our|its|the|to|applied|estimated|expected|forecast|forward|consensus|fiscal|full-year|next year's)\b|[\s\d])*\s*(?:\d{4}\w?\s+)?(?:eps|earnings per share)"
)
_MIDDLE = re.compile(r"midpoint|中值|中枢|中位(?![年收薪房身]|数?(?:年龄|值|为\s*第)|水平)")
_LEFT = re.compile(r"\bleaving\b|\bleft\b|剩余?|余下|尚有")
_EQUAL = re.compile(r"^\s*(?:基本|大致)?(?:持平|相同|一致)")


def compound_growth(before: Decimal, now: Decimal, years: int) -> Decimal:
    """The constant yearly growth, in percent, that leads from one value to the other.

    >>> round(compound_growth(Decimal(1563), Decimal(2407), 4), 1)
    Decimal('11.4')
    """
    ratio = EXACT.divide(now, before)
    return (EXACT.power(ratio, EXACT.divide(Decimal(1), Decimal(years))) - 1) * 100


def find(context: Context) -> Iterator[Draft]:
    """Every figure of a passage that one of these formulas gives."""
    for i, row in enumerate(context.mentions):
        for m in row:
            if m.unit_kind == "%":
                yield from _cagr(context, i, row, m)
                yield from _upside(context, i, row, m)
                yield from _margin(context, i, row, m)
                yield from _equal(row, m)
            if m.is_amount:
                yield from _middle(context, i, row, m)
                yield from _left(context, i, row, m)
        yield from _priced(context, i, row)
        yield from _dividend(context, i, row)


def _draft(
    context: Context,
    i: int,
    m: Mention,
    one: Reading | None,
    rule: str,
    metric: str,
    kind: ClaimKind = "per_unit",
) -> Iterator[Draft]:
    if one is not None:
        yield stated(context, i, m, kind, rule, (one,), metric)


def _cagr(context: Context, i: int, row: Sequence[Mention], m: Mention) -> Iterator[Draft]:
    words = context.words(i)
    offset = context.sentences[i].start
    if not _CAGR.search(words[max(0, m.q.start - offset - 24) : m.q.start - offset]):
        return
    before = [x for x in row if x.q.start < m.q.start and x.is_amount and x.role in ("base", "level", "bare")]
    years = [int(y) for y in _YEAR.findall(words[: m.q.start - offset])]
    if len(before) < 2 or len(years) < 2:
        return
    a, b = before[-2], before[-1]
    span = years[-1] - years[-2]
    if not same_unit(a.q, b.q) or a.q.value <= 0 or b.q.value <= 0 or not 1 < span < 60:
        return
    lo, hi = operand(a).interval, operand(b).interval
    if lo.lo <= 0 or hi.lo <= 0:
        return
    value = compound_growth(a.q.value, b.q.value, span)
    interval = Interval(compound_growth(lo.hi, hi.lo, span), compound_growth(lo.lo, hi.hi, span))
    framed = (
        bool(re.search(rf"{FROM_ZH}|\bfrom\b", a.lead) and re.search(r"至|到|\bto\b", b.gap))
        and len(set(years)) == 2
    )
    one = Reading(
        Operand(value, interval),
        STRONG if framed else MEDIUM,
        f"({b.q.text} / {a.q.text})^(1/{span}) - 1",
        (a, b),
    )
    yield from _draft(context, i, m, one, "TIE201", "compound growth", "change")


def _upside(context: Context, i: int, row: Sequence[Mention], m: Mention) -> Iterator[Draft]:
    if not _UPSIDE.search(m.tail[:10] + m.lead):
        return
    pair = _two_before(row, m, _TARGET, _PRICE)
    if pair is not None:
        target, price = pair
        formula = f"{target.q.text} / {price.q.text} - 1"
        one = reading("change", STRONG, pair, operand(target), operand(price), formula=formula)
        yield from _draft(context, i, m, one, "TIE201", "upside", "change")


def _margin(context: Context, i: int, row: Sequence[Mention], m: Mention) -> Iterator[Draft]:
    for name, profit, sales in _MARGINS:
        if not name.search(m.lead):
            continue
        pair = _two_before(row, m, profit, sales)
        if pair is not None:
            top, whole = pair
            formula = f"{top.q.text} / {whole.q.text}"
            one = reading("share", MEDIUM, pair, operand(top), operand(whole), formula=formula)
            yield from _draft(context, i, m, one, "TIE205", "margin", "share")


def _two_before(
    row: Sequence[Mention], m: Mention, over: re.Pattern[str], under: re.Pattern[str]
) -> tuple[Mention, Mention] | None:
    """The one amount before ``m`` its words call ``over``, and the one other they call ``under``, of one unit."""
    before = [x for x in row if x.is_amount and x.q.start < m.q.start]
    tops = [x for x in before if over.search(x.lead)]
    wholes = [x for x in before if under.search(x.lead) and not over.search(x.lead)]
    if len(tops) != 1 or len(wholes) != 1 or not same_unit(tops[0].q, wholes[0].q):
        return None
    return tops[0], wholes[0]


def _equal(row: Sequence[Mention], m: Mention) -> Iterator[Draft]:
    """``毛利率 48.8%，与上季的 48.8% 持平``."""
    said = _EQUAL.match(m.tail)
    if not said or not m.index or not re.search(r"与|和|同|跟", m.lead):
        return
    n = row[m.index - 1]
    if n.unit_kind != "%" or n.role not in ("rate", "share", "bare"):
        return
    near = n.q.shown.meets(m.q.shown)
    loose = "基本" in said.group() or "大致" in said.group()
    far = abs(n.q.value - m.q.value) > max(abs(n.q.value), abs(m.q.value)) * Decimal(
        "0.1" if loose else "0.02"
    )
    verdict = "supported" if near else "contradicted" if far else "unchecked"
    yield Draft(
        "unchanged",
        "TIE208",
        n.q.start,
        m.q.end + said.end(),
        None,
        subject=n.subject or None,
        metric="equality",
        fixed=verdict,
        said="flat",
        expected="flat" if near else "differs",
        reason=f"{n.q.text} and {m.q.text}",
        evidence=tuple(x.evidence() for x in (n, m)),
    )


def _middle(context: Context, i: int, row: Sequence[Mention], m: Mention) -> Iterator[Draft]:
    if not _MIDDLE.search(m.lead) or not m.index or _BEFORE.search(m.lead) or m.role == "delta":
        return
    span = row[m.index - 1]
    if span.q.high is None or not same_unit(span.q, m.q) or kind_of_unit(m.q.unit) in ("岁", "time"):
        return  # the median of ages, of days is of people, not of the ends of their range
    low, high = (
        Operand.rounded(span.q.value, span.q.decimals, span.q.scale),
        Operand.rounded(span.q.high, span.q.decimals, span.q.scale),
    )
    mean = compute("mean", low, high)
    yield from _draft(
        context, i, m, Reading(mean, STRONG, f"the middle of {span.q.text}", (span,)), "TIE206", "midpoint"
    )


_BEFORE = re.compile(r"(?:由|从|自|原|此前|\b(?:from|previously))[^，,]{0,6}$")
"""The middle of the range before: 区间由 640-720 收窄至 660-720，中值由 680 上移至 690."""


def _left(context: Context, i: int, row: Sequence[Mention], m: Mention) -> Iterator[Draft]:
    """``14 of the 20 reported bugs were fixed, leaving 6 open``."""
    if not _LEFT.search(m.lead) or m.index < 2:
        return
    part, whole = row[m.index - 2], row[m.index - 1]
    if (
        not re.match(r"^\s*of (?:the |its |all )?\s*$", whole.gap)
        or not part.is_amount
        or not whole.is_amount
    ):
        return
    one = reading(
        "difference",
        STRONG,
        (whole, part),
        operand(whole),
        operand(part),
        formula=f"{whole.q.text} - {part.q.text}",
    )
    yield from _draft(context, i, m, one, "TIE202", "what is left", "difference")


_VALUES = re.compile(r"\b(?:trades?|trading|represents?|implies|implying|equates?|values?|is|equals?)\b")
_AT = re.compile(r"^\s*at\s*[$€£]?\s*$")
_MORE_TO_IT = re.compile(
    r"plus|net cash|discount|dcf|average|blend|sum of|sotp|per share of|加|现金|折价|溢价|平均|分部|折让|premium|historical|sector"
)


def _priced(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """EPS, multiple and price of one sentence: the price is EPS times PE."""
    multiples = [
        x
        for x in row
        if x.role == "times"
        and (_PE.search(x.lead) or _PE.match(x.tail.strip()) or _OF_EARNINGS.match(x.tail))
    ]
    earnings = [x for x in row if x.is_amount and _EPS.search(x.lead)]
    prices = [
        x
        for x in row
        if x.is_amount
        and (_TARGET.search(x.lead) or _PRICE.search(x.lead) or _AT.match(x.lead))
        and x not in earnings
    ]
    if len(multiples) != 1 or len(earnings) != 1:
        return
    multiple, eps = multiples[0], earnings[0]
    targets = [x for x in prices if _TARGET.search(x.lead)]
    chosen = targets if targets else prices
    if len(chosen) != 1 or not same_unit(chosen[0].q, eps.q) or multiple.q.comparator:
        return
    price = chosen[0]
    if price.q.start > multiple.q.start:
        result = compute("product", operand(eps), operand(multiple))
        yield from _draft(
            context,
            i,
            price,
            Reading(
                result,
                MEDIUM if _MORE_TO_IT.search(context.words(i)) or not targets else STRONG,
                f"{eps.q.text} * {multiple.q.text}",
                (eps, multiple),
            ),
            "TIE206",
            "price from earnings",
        )
    else:
        one = reading(
            "ratio",
            MEDIUM
            if _MORE_TO_IT.search(context.words(i)) or not _VALUES.search(context.words(i))
            else STRONG,
            (price, eps),
            operand(price),
            operand(eps),
            formula=f"{price.q.text} / {eps.q.text}",
        )
        yield from _draft(context, i, multiple, one, "TIE206", "price over earnings")


def _dividend(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``每10股派3.6元，总股本12.5亿股，合计派发4.50亿元``."""
    rates = [
        (lot, x)
        for lot, x in itertools.pairwise(row)
        if lot.q.unit == "股"
        and lot.lead.rstrip().endswith("每")
        and re.match(r"^\s*(?:拟|将)?(?:派|分配)", x.gap)
        and x.is_amount
    ]
    paid = [x for x in row if _PAID.search(x.gap) and x.is_amount]
    shares = [x for x in row if x.q.unit == "股" and x.q.value > 10000]
    if len(rates) != 1 or len(paid) != 1 or len(shares) != 1 or rates[0][1] is paid[0]:
        return
    lot, rate = rates[0]
    each = compute("ratio", operand(rate), Operand.exact(lot.q.value))
    result = compute("product", each, operand(shares[0]))
    text = f"{shares[0].q.text} * {rate.q.text} / {lot.q.text}"
    yield from _draft(
        context, i, paid[0], Reading(result, STRONG, text, (shares[0], rate)), "TIE206", "dividend in all"
    )
