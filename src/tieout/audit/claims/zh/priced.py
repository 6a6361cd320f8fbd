"""Unit prices against the amount and the quantity beside them, and the change of revenue from those of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, compute
from ...mentions import Mention
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .facts import Fact
from .topics import Page

__all__ = ["find"]

_PRICE = re.compile(r"(?:平均|均|单)价|单票收入|客单价")
_SOLD = re.compile(
    r"业务收入|销售(?:收入|额|金额)|成交(?:总?额|金额|总价)|(?:出口|进口|采购|拍卖)(?:总?额|金额)|货值"
)
_QUANTITY = re.compile(r"业务量|销[售量]|成交|出口|进口|采购|拍卖|完成|票量|件量")
_WEIGHT = re.compile(r"均重|平均(?:体重|重量)")
_EARNED = re.compile(r"收入|销售额|销售金额")
ROUGH = Decimal("1.25")
"""A product of rounded means may be that far from the amount: weights and prices are means of different weeks."""
MIX = 3
"""Points that revenue may grow beside volume times price: it may hold what is not sold by the piece."""


def find(page: Page) -> Iterator[Draft]:
    """Every unit price, price chain and change of revenue that the sentence itself gives."""
    for i, _ in enumerate(page.context.mentions):
        facts = [f for f, _ in page.order if f.i == i]
        yield from _prices(page, facts)
        yield from _weighed(page, facts)
        yield from _volume_and_price(page, facts)


def _prices(page: Page, facts: Sequence[Fact]) -> Iterator[Draft]:
    """``业务量 176.0 亿件，业务收入 1316.7 亿元，平均单价约 7.48 元/件``: the amount over the quantity."""
    for k, f in enumerate(facts):
        currency, _, piece = (f.m.q.unit or "").partition("/")
        if f.kind != "level" or not piece or not _PRICE.search(f.noun) or f.m.q.high is not None:
            continue
        levels = [x for x in facts[:k] if x.kind == "level" and not x.listed and x.m.q.high is None]
        tops = [x for x in levels if x.m.q.unit == currency]
        unders = [x for x in levels if x.m.q.unit == piece]
        if len(tops) != 1 or len(unders) != 1 or not _SOLD.search(tops[0].noun):
            continue
        if not _QUANTITY.search(unders[0].noun) or tops[0].period != unders[0].period:
            continue
        top, under = tops[0].m, unders[0].m
        one = Reading(
            compute("ratio", operand(top), operand(under)),
            STRONG,
            f"{top.q.text} / {under.q.text}",
            (top, under),
        )
        yield stated(page.context, f.i, f.m, "per_unit", "TIE206", (one,), "amount for each")


def _weighed(page: Page, facts: Sequence[Fact]) -> Iterator[Draft]:
    """``707.6 万头，均价 11.55 元/公斤，收入 96.7 亿元，均重约 118 公斤``: heads, weight and price give the amount."""
    levels = [f for f in facts if f.kind == "level" and not f.listed and f.m.q.high is None]
    weights = [f for f in levels if _WEIGHT.search(f.noun)]
    if len(weights) != 1:
        return
    prices = [f for f in levels if (f.m.q.unit or "").endswith("/" + (weights[0].m.q.unit or "?"))]
    heads = [f for f in levels if f.m.q.unit in ("头", "只", "羽", "尾")]
    amounts = [
        f
        for f in levels
        if prices and f.m.q.unit == (prices[0].m.q.unit or "").partition("/")[0] and _EARNED.search(f.noun)
    ]
    if not (len(prices) == len(heads) == len(amounts) == 1):
        return
    amount, chain = amounts[0], (heads[0].m, weights[0].m, prices[0].m)
    result = compute("product", compute("product", operand(chain[0]), operand(chain[1])), operand(chain[2]))
    if 1 / ROUGH < amount.value / result.value < ROUGH:
        result = Operand(amount.value, operand(amount.m).interval)
    one = Reading(result, STRONG, " * ".join(m.q.text for m in chain), chain)
    yield stated(page.context, amount.i, amount.m, "per_unit", "TIE206", (one,), "number, weight and price")


_VOLUME = re.compile(r"(?:业务量|销量|销售量|出货量|票量|件量)$")
_MEAN = re.compile(r"(?:单票收入|单价|均价|售价)$")
_REVENUE = re.compile(r"(?<!单票)(?:业务收入|产品收入|销售收入|销售额)$")


def _volume_and_price(page: Page, facts: Sequence[Fact]) -> Iterator[Draft]:
    """``业务量同比增长 12.78%，收入同比增长 8.87%，单票收入下降 3.47%``: volume and price make revenue."""
    of = {id(f): t for f, t in page.order}
    sides: list[tuple[Mention, Operand, Fact]] = []
    for pattern in (_VOLUME, _MEAN, _REVENUE):
        found = [
            f
            for f in facts
            if f.kind == "percent"
            and not f.listed
            and not f.m.q.comparator
            and f.m.q.high is None
            and f.key == "y"
            and any(pattern.search(x.noun or "") or pattern.search(_named(x)) for x in of[id(f)].facts[:1])
        ]
        if len(found) != 1 or not found[0].way:
            return
        o = operand(found[0].m)
        sides.append((found[0].m, -o if found[0].way < 0 < o.value else o, found[0]))
    (v, volume, _), (p, price, _), (r, revenue, said) = sides
    value = (1 + volume.value / 100) * (1 + price.value / 100) * 100 - 100
    if abs(value - revenue.value) <= MIX:
        value = revenue.value
    one = Reading(
        Operand.rounded(value.quantize(Decimal("0.01")), 2, Decimal(1)),
        STRONG,
        f"(1 + {v.q.text}) * (1 {'-' if price.value < 0 else '+'} {p.q.text}) - 1",
        (v, p),
    )
    yield stated(page.context, said.i, r, "change", "TIE201", (one,), "volume times price").replace(
        direction=said.way
    )


def _named(f: Fact) -> str:
    return re.sub(r"(?:降|升|涨|跌|增|减)?(?:至|为|达|约)+$", "", f.words)
