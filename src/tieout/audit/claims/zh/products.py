"""Numbers multiplied: 1250 台服务器，每台 8 张卡，共 10000 张; 人均 6300 元，成员 475 万人，合共 299 亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, compute
from ...mentions import Mention
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .topics import Page

__all__ = ["find"]

_PER = re.compile(r"(?:每(?P<unit>[\u4e00-\u9fff])|(?P<mean>人均|户均|单车|单台|单店))[^，,；;。]{0,8}$")
_MEANS = {"人均": "人", "户均": "户", "单车": "辆", "单台": "台", "单店": "家"}
_ALL = re.compile(r"合共|合计|共计|总计|总|共")


def find(page: Page) -> Iterator[Draft]:
    """A number of things, so much for each, and how much that is together."""
    for i, row in enumerate(page.context.mentions):
        yield from _days(page, i, row)
        yield from _priced(page, i, row)
    for i, row in enumerate(page.context.mentions):
        for each in row:
            found = _PER.search(each.lead)
            if not found or each.unit_kind in ("%", "pp", "times", "time") or each.q.high is not None:
                continue
            unit = found.group("unit") or _MEANS[found.group("mean")]
            counts = [m for m in row if m is not each and m.q.unit == unit and m.q.value > 1 and m.is_amount]
            totals = [
                m
                for m in row
                if m is not each
                and m.q.unit == each.q.unit
                and m.q.start > each.q.start
                and _ALL.search(m.lead)
            ]
            if len(counts) != 1 or len(totals) != 1 or counts[0].q.start > totals[0].q.start:
                continue
            low, high = sorted((counts[0].q.value * each.q.value, totals[0].q.value))
            if low <= 0 or high / low > 12:
                continue
            one = Reading(
                compute("product", operand(counts[0]), operand(each)),
                STRONG,
                f"{counts[0].q.text} * {each.q.text}",
                (counts[0], each),
            )
            yield stated(page.context, i, totals[0], "per_unit", "TIE206", (one,), "number times amount")


def _days(page: Page, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``日均 7520 亿元，五个交易日累计 3.76 万亿元``: the mean times the days."""
    for mean, days, total in zip(row, row[1:], row[2:], strict=False):
        if not re.search(r"日均[^，,；;。]{0,6}$", mean.lead) or days.q.unit not in ("day", "trading_day"):
            continue
        if (
            total.q.unit != mean.q.unit
            or not re.search(r"累计|合计|共|总", total.lead)
            or days.q.high is not None
        ):
            continue
        one = Reading(
            compute("product", operand(mean), Operand.exact(days.q.value)),
            STRONG,
            f"{mean.q.text} * {days.q.text}",
            (mean, days),
        )
        yield stated(page.context, i, total, "per_unit", "TIE206", (one,), "number times amount")


_PREFIX = {"k": 3, "M": 6, "G": 9, "T": 12}


def _priced(page: Page, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``38 GWh，单价 0.6 元/Wh，对应金额 228 亿元``: a quantity at a price in a smaller unit."""
    for number, price, total in zip(row, row[1:], row[2:], strict=False):
        currency, _, per = (price.q.unit or "").partition("/")
        unit = number.q.unit or ""
        if not per or unit[1:] != per or unit[:1] not in _PREFIX or total.q.unit != currency:
            continue
        if not re.search(r"对应|合计|总|金额|价值|共", total.lead):
            continue
        scale = Decimal(10) ** _PREFIX[unit[:1]]
        amount = operand(number)
        amount = Operand(amount.value * scale, amount.interval.scaled(scale))
        one = Reading(
            compute("product", amount, operand(price)),
            STRONG,
            f"{number.q.text} * {price.q.text}",
            (number, price),
        )
        yield stated(page.context, i, total, "per_unit", "TIE206", (one,), "number times price")
