"""Counts that the words around them list: 七大类五涨一降, 融资事件 6 起：甲……；乙……."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...lexicon.counts import count_of
from ..base import Draft
from .topics import Page

__all__ = ["find"]

_N = r"[两一二三四五六七八九十]|\d{1,2}"
_MOVES = re.compile(
    rf"(?P<n>{_N})(?:大类|大|个|类|种|只|地|省|市|项)(?P<noun>[\u4e00-\u9fffa-z]{{0,12}}?)(?:价格|指数|品种)?(?:同比|环比|均|呈现?|中)?[，,：:]?"
    rf"(?:呈|为|中)?[“\"]?(?P<a>{_N})(?P<up>涨|升|增|降|跌|减)(?P<b>{_N})(?P<down>涨|升|增|降|跌|减|平)(?:(?P<c>{_N})(?:平|降|跌|涨|升))?"
)
_CASES = re.compile(
    rf"(?P<n>{_N})(?:起|笔|宗|项|家|款|条|个|场|件)(?P<noun>[\u4e00-\u9fffA-Za-z]{{0,12}})?(?:，?分别(?:是|为))?\s*[：:](?P<list>[^。\n]+)"
)
_NOT_ALL = re.compile(r"其中|包括|例如|主要|部分|等(?!级|额)|较大|重点|代表|之一|以下|仅列|至少")
_ABOUT = re.compile(rf"{_NOT_ALL.pattern}|超过?|逾|近|约|第|前")


_STILL = re.compile(
    rf"[、，,及和与\s]*(?P<n>{_N})\s*[种个家只类款项支地省市]?[^，。；;]{{0,6}}?(?:持?平|不变|微变)"
)


def find(page: Page) -> Iterator[Draft]:
    """Counts against the moves and the cases listed behind them."""
    for sentence in page.context.sentences:
        for found in _MOVES.finditer(sentence.low):
            parts = [count_of(found.group(g)) or 0 for g in ("a", "b", "c") if found.group(g)]
            if found.group("up") == found.group("down"):
                continue
            if still := _STILL.match(sentence.low[found.end() :]):
                parts.append(count_of(still.group("n")) or 0)
            yield _draft(sentence.start, found, count_of(found.group("n")) or 0, sum(parts), found.end())
        for found in _CASES.finditer(sentence.low):
            n, listed = count_of(found.group("n")) or 0, found.group("list")
            before = sentence.low[max(0, found.start() - 12) : found.start()]
            items = [x for x in re.split(r"[；;]", listed) if x.strip()]
            if n < 2 or len(items) < 2 or _ABOUT.search(before) or _NOT_ALL.search(listed):
                continue
            if re.search(r"[第前近\d十百]\s*$", before) or not all(
                re.search(r"\d|[\u4e00-\u9fff]{4}", x) for x in items
            ):
                continue
            if any(len(re.split("[，,]", x)) >= n for x in items) and n < 4:
                continue  # the items are those between commas
            if any(len(re.findall(r"[，,](?!\d{3})", x)) >= 3 for x in items):
                continue  # a clause of several figures may tell of several of them
            if sum("、" in x for x in items) > len(items) // 2:
                continue
            yield _draft(sentence.start, found, n, len(items), found.end())


def _draft(offset: int, found: re.Match[str], n: int, listed: int, end: int) -> Draft:
    return Draft(
        "count",
        "TIE204",
        offset + found.start("n"),
        offset + end,
        None,
        fixed="supported" if n == listed else "contradicted",
        reason=f"{n} announced, {listed} listed",
        said=n,
        expected=listed,
        metric="items listed",
        numbers=((offset + found.start("n"), offset + found.end("n")),),
    )
