"""Shares and rates that close: 内地占 62%，香港占 28%，其余占 10%; 期间费用率 and its four parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model.formula import Operand, compute
from ...mentions import Mention
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .topics import Page

__all__ = ["find"]

_REST = re.compile(r"其余|余下|剩余|剩下|其他均?为")
_SHARE = re.compile(r"占|比重|份额|比例|来自")
_EXPENSES = (r"销售", r"管理", r"研发", r"财务")


def find(page: Page) -> Iterator[Draft]:
    """Shares that add up to a hundred, and the rate of expenses that is the sum of its parts."""
    for i, row in enumerate(page.context.mentions):
        yield from _hundred(page, i, row)
        yield from _expenses(page, i, row)


def _hundred(page: Page, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    rates = [m for m in row if m.unit_kind == "%" and m.role in ("share", "rate", "bare")]
    if (
        len(rates) < 3
        or not _REST.search(rates[-1].gap)
        or any(m.q.comparator or m.q.high is not None for m in rates)
    ):
        return
    words = page.words(i)
    if not all(_SHARE.search(m.lead + m.tail[:4]) for m in rates[:-1]) and len(_SHARE.findall(words)) < 2:
        return
    if re.search(
        r"其中|同比|环比|提升|下降|上升|包括", words[rates[0].q.end - page.context.sentences[i].start :]
    ):
        return
    one = Reading(
        compute("difference", Operand.exact(100), compute("sum", *(operand(m) for m in rates[:-1]))),
        STRONG,
        "100 - " + " - ".join(m.q.text for m in rates[:-1]),
        tuple(rates[:-1]),
    )
    if one.result.value > -20:
        yield stated(page.context, i, rates[-1], "sum", "TIE203", (one,), "what is left of the whole")


def _expenses(page: Page, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    wholes = [m for m in row if m.unit_kind == "%" and re.search(r"期间费用率(?:合计|为|达|约)*$", m.lead)]
    parts = [
        next((m for m in row if m.unit_kind == "%" and re.search(name + r"费用率(?:为|约)?$", m.lead)), None)
        for name in _EXPENSES
    ]
    found = [m for m in parts if m is not None]
    if len(wholes) != 1 or len(found) != len(_EXPENSES) or wholes[0] in found:
        return
    one = Reading(
        compute("sum", *(operand(m) for m in found)),
        STRONG,
        " + ".join(m.q.text for m in found),
        tuple(found),
    )
    yield stated(page.context, i, wholes[0], "sum", "TIE203", (one,), "rate of expenses")
