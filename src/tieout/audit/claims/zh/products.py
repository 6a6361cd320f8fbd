"""Numbers multiplied: 1250 台服务器，每台 8 张卡，共 10000 张; 人均 6300 元，成员 475 万人，合共 299 亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import compute
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
