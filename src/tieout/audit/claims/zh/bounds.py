"""Statements that cannot hold by themselves: a range upside down, a second ahead of the first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..base import Draft
from .topics import Page

__all__ = ["find"]

_N = r"\d[\d,]*(?:\.\d+)?"
_BETWEEN = re.compile(
    rf"(?:介乎|介于|(?:区间|范围)(?:为|是|在)?|(?:在|位于)(?=[^，,。；;]{{0,24}}(?:之间|区间))|"
    rf"(?:预计|预期|指引)[^，,。；;0-9]{{0,16}}(?:为|在|约)?)约?(?P<a>{_N})(?P<u>[^\d，,。；;至到\-–—~～]{{0,4}})(?:至|到|-|–|—|~|～)(?P<b>{_N})(?P<v>[^\d，,。；;]{{1,4}})"
)
_FALLS = re.compile(r"由|从|自|降|跌|减|亏|负|回落|下|收窄|第|年|月|日|时|%|排名")


def find(page: Page) -> Iterator[Draft]:
    """Every range and lead of a page that is wrong whatever the figures around it say."""
    for sentence in page.context.sentences:
        for found in _BETWEEN.finditer(sentence.low):
            yield from _range(sentence.start, found, re.split(r"[，,、]", sentence.low[: found.start()])[-1])
        for found in _UNITS_APART.finditer(sentence.low):
            yield from _unit_lost(sentence.start, found, sentence.low[: found.start()])
        for found in _AHEAD.finditer(sentence.low):
            begin = max(sentence.low.rfind(c, 0, found.start()) for c in "。；;") + 1
            if _NOT_FIRST.search(sentence.low[begin : found.start()]):
                yield _fixed(
                    sentence.start + found.start(), sentence.start + found.end(), "direction", "TIE208",
                    "who stands behind the first cannot lead it", found.group("who"), "落后",
                )  # fmt: skip


def _fixed(start: int, end: int, kind: str, rule: str, reason: str, said: str, expected: str) -> Draft:
    return Draft(
        kind, rule, start, end, None, fixed="contradicted", said=said, expected=expected, reason=reason,
        numbers=(),
    )  # fmt: skip


def _range(offset: int, found: re.Match[str], before: str) -> Iterator[Draft]:
    a, b = (Decimal(found.group(g).replace(",", "")) for g in "ab")
    if a <= b or _FALLS.search(found.group() + before) or b == 0 or a / b >= 10:
        return  # 上半年 95 亿至 1.2 万亿: the two have units of their own
    if found.group("u").strip() and found.group("u").strip() not in found.group("v"):
        return
    span = (offset + found.start("a"), offset + found.end("b"))
    draft = _fixed(
        *span, "value", "TIE208", "the upper end of the range is below the lower", found.group("b"), ""
    )
    yield draft.replace(metric="range", numbers=(), expected=None)


_UNITS_APART = re.compile(
    rf"(?<![\d.,])(?P<a>{_N})(?P<c>美元|港元|元)(?:至|到|-|–|—|~|～)(?P<b>{_N})(?P<s>[万亿])(?P=c)"
)
_OF_A_FIRM = re.compile(r"净利|利润|溢利|营收|收入|亏损|盈利|募集|回购|增持|减持|市值")


def _unit_lost(offset: int, found: re.Match[str], before: str) -> Iterator[Draft]:
    """``净利润为 90 元至 110 万元``: of a firm's money nobody gives a range from 90 yuan to a million."""
    a, b = (Decimal(found.group(g).replace(",", "")) for g in "ab")
    if not b * _ALIKE <= a < b or not _OF_A_FIRM.search(re.split(r"[，,。；;]", before)[-1]):
        return
    span = (offset + found.start("a"), offset + found.end())
    reason = f"the ends of the range stand in units apart: {found.group('s')} for the second only"
    draft = _fixed(*span, "value", "TIE208", reason, found.group("a") + found.group("c"), "")
    yield draft.replace(metric="range", expected=None)


_ALIKE = Decimal("0.25")
_AHEAD = re.compile(r"领先(?:于)?(?P<who>榜首|第一名|首位|冠军)[^，,。；;0-9]{0,6}(?=\d)")
_NOT_FIRST = re.compile(r"(?:位居|排名|位列|排在|名列|居)(?:第[二三四五六七八九十]|次席|第[2-9])")
