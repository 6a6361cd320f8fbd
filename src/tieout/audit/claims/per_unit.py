"""Per-unit arithmetic: average price, price times number, entry fee, average per day."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.formula import Operand, compute
from ..mentions import Mention, kind_of_unit
from .base import MEDIUM, STRONG, Context, Draft, Reading, operand, reading
from .stated import stated

__all__ = ["NET_OF", "find"]

# What an amount can be per, and what the thing counted is called.
_PER = {
    "m2": {"平方米", "㎡", "平米", "m²"}, "share": {"股"}, "t": {"吨", "t"}, "kg": {"kg", "公斤"}, "台": {"台"}, "辆": {"辆"}, "人": {"人", "人次"},
    "unit": {"unit"}, "barrel": {"barrel"}, "ounce": {"ounce"}, "张": {"张"}, "套": {"套"}, "股": {"股"}, "次": {"次", "人次"},
}  # fmt: skip
_COUNTED = frozenset().union(*_PER.values()) | {"只", "部", "件", "颗", "片", "deal", "家", "个"}
_PRICE = re.compile(
    r"(?:average|mean) (?:price|cost|rate|selling price)(?: of)?|均价|单价|楼面价|平均票价|售价|每股|发售价|招股价|定价|at\s*[$€£]?$"
)
NET_OF = re.compile(
    r"\bnet (?:cash )?proceeds\b[^,;]*$|\bnet of\b[^,;]*$|\bafter (?:fees|expenses|costs|commissions|underwrit\w+)\b[^;]*$|净额[^，；。]*$"
)
"""What is left of the whole after fees is not so many times the price of each."""
_FEE = re.compile(r"入场费|认购金额|每手(?:入场)?金额|一手")
_LOT = re.compile(r"每手")
_WHOLE = re.compile(
    r"for (?:revenue|proceeds|sales|a total|an aggregate|about)|total|总额|总价|收入|金额|合计|共"
)


def find(context: Context) -> Iterator[Draft]:
    """Every price per unit, number times price and entry fee of a passage."""
    for i, row in enumerate(context.mentions):
        yield from _rates(context, i, row)
        yield from _products(context, i, row)
        yield from _fees(context, i, row)


def _draft(context: Context, i: int, m: Mention, one: Reading | None, metric: str) -> Iterator[Draft]:
    if one is None:
        return
    yield stated(context, i, m, "per_unit", "TIE206", (one,), metric)


def _rates(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``成交均价 30000 元/平方米`` from an amount and an area of the same sentence."""
    for m in row:
        currency, _, per = (m.q.unit or "").partition("/")
        if not per or not currency.isupper() or not _PRICE.search(m.lead + " "):
            continue
        wholes = [x for x in row if x.q.unit == currency and x.is_amount and x.q.value > m.q.value]
        counts = [x for x in row if x.q.unit in _PER.get(per, {per}) and x.q.value > 1]
        if len(wholes) != 1 or len(counts) != 1:
            continue
        whole, count = wholes[0], counts[0]
        if NET_OF.search(whole.lead):
            continue
        close = max(whole.index, count.index, m.index) - min(whole.index, count.index, m.index) <= 2
        tied = close and whole.q.start < m.q.start and count.q.start < m.q.start
        yield from _draft(
            context,
            i,
            m,
            reading(
                "ratio",
                STRONG if tied else MEDIUM,
                (whole, count),
                operand(whole),
                operand(count),
                formula=f"{whole.q.text} / {count.q.text}",
            ),
            "price per unit",
        )


def _products(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``4.5 lakh units at an average price of Rs 80,000 each, for revenue of Rs 3,600 crore``."""
    for count, price in itertools.pairwise(row):
        unit, _, per = (price.q.unit or "").partition("/")
        if (
            count.q.unit not in _COUNTED
            or not _PRICE.search(price.lead)
            or not unit.isupper()
            or len(unit) != 3
        ):
            continue
        if per and count.q.unit not in _PER.get(per, {per}):
            continue
        behind = row[price.index + 1] if price.index + 1 < len(row) else None
        if behind is None or behind.q.unit != unit or not behind.is_amount or not _WHOLE.search(behind.gap):
            continue
        others = [x for x in row if x.q.unit == unit and x.is_amount and x is not price and x is not behind]
        result = compute("product", operand(count), operand(price))
        strength = (
            STRONG
            if not others
            and not re.search(r"reflecting|approximately|约", behind.gap)
            and not any(x.q.unit == count.q.unit for x in row[: count.index])
            and not re.search(r"\b(?:another|additional|further)\b", count.lead)  # a second lot
            else MEDIUM
        )
        yield from _draft(
            context,
            i,
            behind,
            Reading(result, strength, f"{count.q.text} * {price.q.text}", (count, price)),
            "number times price",
        )


def _fees(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``招股价 12.6 港元，每手 500 股，入场费约 6,300 港元``: the fee is a lot at the offer price.

    Brokerage and levies add about one percent, which houses include or leave out.
    """
    lots = [x for x in row if x.q.unit == "股" and _LOT.search(x.lead)]
    fees = [
        x for x in row if _FEE.search(x.lead) and x.is_amount and kind_of_unit(x.q.unit) not in ("股", "")
    ]
    prices = [
        x
        for x in row
        if _PRICE.search(x.lead) and x.is_amount and x not in fees and x.q.unit not in ("股", None)
    ]
    if len(lots) != 1 or len(fees) != 1 or len(prices) != 1 or fees[0].q.unit != prices[0].q.unit:
        return
    result = compute("product", operand(lots[0]), operand(prices[0]))
    allowed = Operand(
        result.value, type(result.interval)(result.interval.lo, result.interval.hi * Decimal("1.012"))
    )
    yield from _draft(
        context,
        i,
        fees[0],
        Reading(allowed, STRONG, f"{prices[0].q.text} * {lots[0].q.text}", (prices[0], lots[0])),
        "entry fee",
    )
