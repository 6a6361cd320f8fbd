"""Figures per piece, per head and per day, at a rate of exchange, of a stake, and ratios named by their part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.formula import Operand, compute
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .derived import SINCE, sane
from .topics import Page

__all__ = ["find"]


def find(page: Page) -> Iterator[Draft]:
    """Every figure of a page that is another one divided, or multiplied by a rate beside it."""
    yield from _exchange(page)
    yield from _each(page)
    yield from _daily(page)
    yield from _stem(page)
    yield from _a_head(page)
    yield from _stake(page)


_INTO = re.compile(r"折合|约合|相当于|合")
_RATE = re.compile(r"汇率|按(?:1美元|中间价)|兑")


def _exchange(page: Page) -> Iterator[Draft]:
    """``3.6 亿美元，按汇率 7.10 折合人民币约 25.6 亿元``: an amount, a rate, the amount in the other currency."""
    for i, row in enumerate(page.context.mentions):
        for k in range(2, len(row)):
            amount, rate, into = row[k - 2], row[k - 1], row[k]
            units = (amount.q.unit or "", into.q.unit or "")
            if not _RATE.search(rate.lead + rate.gap) or not _INTO.search(into.gap) or units[0] == units[1]:
                continue
            if (
                not all(len(u) == 3 and u.isupper() for u in units)
                or not Decimal("0.01") < rate.q.value < 1000
            ):
                continue
            if rate.unit_kind in ("%", "pp", "time", "times"):
                continue
            one = Reading(
                compute("product", operand(amount), operand(rate)),
                STRONG,
                f"{amount.q.text} * {rate.q.text}",
                (amount, rate),
            )
            if units[1] == "CNY" or into.q.value > amount.q.value:
                yield stated(page.context, i, into, "per_unit", "TIE206", (one,), "amount at the rate stated")


_EACH = re.compile(
    r"每(?P<unit>[\u4e00-\u9fff]{1,3}?)(?:约|近|逾|超过?|为|达|平均|均价|合|成本|价格|收入|价)*$"
)


def _each(page: Page) -> Iterator[Draft]:
    """``轮胎收入 265 亿元，折合每条约 444 元``: the amount before it over a number of the pieces it is per."""
    for f, _ in page.order:
        found = _EACH.search(f.words)
        if f.kind != "level" or not found or not re.search(r"折合|合|相当于|平均|即", f.words):
            continue
        near = [
            x for x, _ in page.order if x.kind == "level" and x.m.q.start < f.m.q.start and f.i - x.i <= 1
        ]
        tops = [x for x in near if x.m.q.unit == f.m.q.unit and x.i == f.i and x.value > f.value]
        unders = [x for x in near if x.m.q.unit == found.group("unit") and x.value > 1]
        if not tops or not unders:
            continue
        readings = [
            Reading(
                compute("ratio", operand(tops[-1].m), operand(x.m)),
                STRONG,
                f"{tops[-1].m.q.text} / {x.m.q.text}",
                (tops[-1].m, x.m),
            )
            for x in reversed(unders)
        ]
        yield stated(page.context, f.i, f.m, "per_unit", "TIE206", readings, "amount for each")


_MONTH_DAYS = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def _daily(page: Page) -> Iterator[Draft]:
    """``5 月完成 147.8 亿件，日均 4.77 亿件``: the month's figure over its days."""
    order = [f for f, _ in page.order]
    for k, f in enumerate(order):
        if f.kind != "level" or not re.search(r"日均[^，,；;。]{0,6}$", f.words) or not k:
            continue
        whole = next((x for x in reversed(order[:k]) if x.kind == "level" and x.m.q.unit == f.m.q.unit), None)
        if whole is None or whole.i != f.i or re.search(r"交易日|工作日|累计|均", whole.clause):
            continue
        if whole.m.bracketed and not f.m.bracketed:
            continue  # 环比 9 月（587 万人次）增长 4.3%；日均: of the month told, not of its base
        month = re.search(r"(?<![\d\-—–至到前])(\d{1,2})月(?:份|当月)?", whole.clause)
        days = _MONTH_DAYS.get(int(month.group(1))) if month else None
        if days is None or re.search(r"\d月\d{1,2}日|月(?:第|前|后|以来|至今)|半月|周", whole.clause):
            continue
        third = re.search(r"月份?(上中|[上中下])旬", whole.clause)
        if third:
            days = {"上": 10, "中": 10, "上中": 20, "下": days - 20}[third.group(1)]
        one = Reading(
            compute("ratio", operand(whole.m), Operand.exact(days)),
            STRONG,
            f"{whole.m.q.text} / {days}",
            (whole.m,),
        )
        yield stated(page.context, f.i, f.m, "per_unit", "TIE206", (one,), "daily average")


_STAKE = re.compile(r"(?:股权|股份|权益)")
_WHOLE_VALUE = re.compile(r"(?:100%(?:股权|股份)|整体|全部股权)[^，,；;。]*?(?:估值|作价|价值)")


def _stake(page: Page) -> Iterator[Draft]:
    """``收购 51% 股权，作价 6.12 亿元，对应 100% 股权估值 12 亿元``: the price over the stake."""
    for i, row in enumerate(page.context.mentions):
        stakes = [m for m in row if m.unit_kind == "%" and _STAKE.match(m.tail.strip()) and m.q.value < 100]
        values = [m for m in row if m.is_amount and len(m.q.unit or "") == 3]
        if len(stakes) != 1 or len(values) != 2 or values[0].q.unit != values[1].q.unit:
            continue
        words = page.words(i)[: values[1].q.start - page.context.sentences[i].start]
        if not _WHOLE_VALUE.search(words) or not re.search(r"价|款|对价|金额", values[0].lead):
            continue
        part = compute("share", operand(values[0]), operand(stakes[0]))
        one = Reading(part, STRONG, f"{values[0].q.text} / {stakes[0].q.text}", (values[0], stakes[0]))
        yield stated(page.context, i, values[1], "per_unit", "TIE206", (one,), "value of the whole")


_RATIO = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,8}?)(?:比例|占比|比率|率)$")
_OTHER_PROFIT = re.compile(r"归母|归属|扣非|扣除")


def _stem(page: Page) -> Iterator[Draft]:
    """``参数量 2360 亿，激活参数 210 亿，激活比例 8.9%``: the ratio goes by the name of its part."""
    facts = [f for f, _ in page.order]
    for k, f in enumerate(facts):
        found = _RATIO.search(f.noun) if f.m.unit_kind == "%" and f.kind in ("level", "share") else None
        if not found or f.listed or f.key or SINCE.search(f.clause):
            continue
        near = [
            x
            for x in facts[:k]
            if x.i == f.i and x.kind == "level" and x.m.is_amount and x.noun and not x.listed
        ]
        if len(near) != 2 or near[0].m.q.unit != near[1].m.q.unit:
            continue
        stem = found.group("stem")
        parts = [x for x in near if stem in x.noun and not _OTHER_PROFIT.search(x.noun)]
        if len(parts) != 1 or re.search(r"净资产|净息|增长|利用|负债", stem):
            continue
        part, whole = parts[0], next(x for x in near if x is not parts[0])
        if not 0 < part.value <= whole.value:
            continue
        one = Reading(
            compute("share", operand(part.m), operand(whole.m)),
            STRONG,
            f"{part.m.q.text} / {whole.m.q.text}",
            (part.m, whole.m),
        )
        if sane(f, one.result):
            yield stated(page.context, f.i, f.m, "share", "TIE205", (one,), "share of the whole")


_HEADS = {
    "人均": ("人次", "人"),
    "户均": ("户",),
    "店均": ("家",),
    "车均": ("辆",),
    "单均": ("单",),
    "笔均": ("笔",),
}


def _a_head(page: Page) -> Iterator[Draft]:
    """``总花费 403.5 亿元，1.1 亿人次，人均花费 366.8 元``: the amount of the sentence over its heads."""
    facts = [f for f, _ in page.order]
    for k, f in enumerate(facts):
        found = re.search("|".join(_HEADS), f.words)
        if f.kind != "level" or not found or len(f.m.q.unit or "") != 3:
            continue
        before = [
            x for x in facts[:k] if x.i == f.i and x.kind == "level" and not x.listed and x.m.q.high is None
        ]
        tops = [x for x in before if x.m.q.unit == f.m.q.unit and x.value > f.value * 100]
        unders = [x for x in before if x.m.q.unit in _HEADS[found.group()]]
        if len(tops) != 1 or len(unders) != 1 or re.search(r"可支配|收入|gdp|工资|产值", f.words):
            continue
        one = Reading(
            compute("ratio", operand(tops[0].m), operand(unders[0].m)),
            STRONG,
            f"{tops[0].m.q.text} / {unders[0].m.q.text}",
            (tops[0].m, unders[0].m),
        )
        if sane(f, one.result):
            yield stated(page.context, f.i, f.m, "per_unit", "TIE206", (one,), "amount a head")
