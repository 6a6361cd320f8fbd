"""Lists told 分别 whose order the words give: marks of TOP10, TOP30 and TOP50, and who is first in which list."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ..base import Draft
from .closing import spans_of
from .terms import Term, Text

__all__ = ["find"]

_MARKS = re.compile(r"top\s*(\d+)|前\s*(\d+)(?:名|强|位|家)?")
_MARK_LIST = re.compile(
    r"(?P<list>(?:(?:top\s*\d+|前\s*\d+(?:名|强|位|家)?)\s*(?:、|和|及|与|/|,|，|\band\b)\s*)+(?:top\s*\d+|前\s*\d+(?:名|强|位|家)?))(?P<noun>[^，,；;。]{0,20}?)"
    r"(?:门槛|入围线|门坎|threshold|cut-?off)[^，,；;。]{0,8}?(?:分别|依次)?(?:为|是|达到?|升至|降至|were|at|of)?\s*$"
)
_NAMES = re.compile(
    r"(?P<names>[^，,；;。：:\d、]{1,12}(?:[、/][^，,；;。：:、\d]{1,12}?)+?(?:(?:和|及|与)[^，,；;。：:、\d]{1,12}?)?)(?:三季[度报]?|[一二四]季[度报]?|上半年|全年|年内|本周|本期|期内|当期|当月|单月|财报|季报|报告|显示|的|两家|三家|四家|五家|公司|集团|平台|各自)*"
    r"(?P<noun>[^；;。：:\d、]{0,24}?)(?:分别|依次)(?:[为是达增长升跌降同环比下上涨减少加实现录得了约]*)$"
)
_FIRST = re.compile(
    r"(?P<who>[^，,；;。：:、\d]{1,12}?)(?:的)?(?P<what>增速|增幅|涨幅|升幅|跌幅|降幅|投入|费用|收入|营收|利润|金额|规模|占比|份额|销量|产量|价格)(?:[\u4e00-\u9fff]{0,4}?)(?P<most>最[快高大多低小少慢])"
)
_RATE = frozenset(["增速", "增幅", "涨幅", "升幅", "跌幅", "降幅", "占比", "份额"])
_LIST_LINK = re.compile(r"^\s*[、,，/和及与]\s*$")


def find(text: Text) -> Iterator[Draft]:
    """Lists of a passage that are not in the order their words give them."""
    yield from _marks(text)
    yield from _superlatives(text)


def _run(text: Text, first: Term) -> list[Term]:
    run = [first]
    for t in text.terms[first.place + 1 :]:
        if t.i != first.i or not _LIST_LINK.match(text.between(run[-1], t)):
            break
        run.append(t)
    return run


def _marks(text: Text) -> Iterator[Draft]:
    """``TOP10、TOP30、TOP50 门槛分别为 821 亿元、239 亿元、140 亿元``: the more places, the lower the mark."""
    for t in text.terms:
        sentence = text.context.sentences[t.i]
        before = sentence.low[: t.m.q.start - sentence.start]
        found = _MARK_LIST.search(before)
        if not found or not t.m.is_amount or t.m.role == "rank":
            continue
        places = [int(a or b) for a, b in _MARKS.findall(found.group("list"))]
        run = _run(text, t)
        if len(run) != len(places) or len(run) < 2 or len(set(places)) != len(places):
            continue
        ordered = sorted(zip(places, run, strict=True), key=lambda x: x[0])
        values = [x.m.q.value for _, x in ordered]
        good = all(a >= b for a, b in itertools.pairwise(values))
        bad = next(
            ((a, b) for a, b in itertools.pairwise(ordered) if a[1].m.q.value < b[1].m.q.value),
            None,
        )
        yield Draft(
            "order",
            "TIE208",
            sentence.start + found.start("list"),
            run[-1].m.q.end,
            None,
            fixed="supported" if good else "contradicted",
            metric="marks in order",
            said=[x.m.q.text for x in run],
            reason="" if good or bad is None else f"{bad[0][1].m.q.text} is below {bad[1][1].m.q.text}",
            evidence=spans_of(run),
            numbers=tuple((x.m.q.start, x.m.q.end) for x in run) if good else (),
        )


def _superlatives(text: Text) -> Iterator[Draft]:
    """``甲、乙、丙费用分别为 343、211 和 665 亿元，同比增长 90.9%、110.5% 和 104.7%``: 丙增速最快 does not hold."""
    names: list[str] = []
    lists: list[list[Term]] = []
    done = -1
    for t in text.terms:
        if t.place <= done:
            continue
        run = _run(text, t)
        done = run[-1].place
        if len(run) < 3:
            continue
        sentence = text.context.sentences[t.i]
        found = _NAMES.search(sentence.low[: t.m.q.start - sentence.start])
        if found:
            told = [x.strip() for x in re.split(r"[、/]|和|及|与", found.group("names")) if x.strip()]
            if len(told) == len(run) and len(set(told)) == len(told):
                names, lists = told, [run]
                continue
        if names and len(run) == len(names):
            lists.append(run)
    if not names:
        return
    low, start = text.context.passage.low, text.context.passage.start
    for claim in _FIRST.finditer(low):
        meant = [
            k for k, n in enumerate(names) if claim.group("who").endswith(n) or n.endswith(claim.group("who"))
        ]
        rate = claim.group("what") in _RATE
        fitting = [
            x
            for x in lists
            if all(t.percent == rate for t in x) and x[-1].m.q.end <= start + claim.start() + 1
        ]
        if len(meant) != 1 or len(fitting) != 1:
            continue
        values = [_value(t) for t in fitting[0]]
        falling = claim.group("what") in ("跌幅", "降幅")
        lowest = claim.group("most")[1] in "低小少慢"
        sizes = [abs(v) for v in values] if falling else values
        best = (min if lowest else max)(sizes)
        good = sizes[meant[0]] == best
        first = fitting[0][sizes.index(best)]
        mine = fitting[0][meant[0]]
        yield Draft(
            "extreme",
            "TIE208",
            start + claim.start(),
            start + claim.end(),
            None,
            subject=names[meant[0]],
            metric=claim.group("what"),
            fixed="supported" if good else "contradicted",
            said=names[meant[0]],
            expected=names[sizes.index(best)],
            reason=""
            if good
            else f"the values listed: {names[sizes.index(best)]} {first.m.q.text}, {names[meant[0]]} {mine.m.q.text}",
            evidence=spans_of((mine, first)),
        )


def _value(t: Term) -> Decimal:
    return -abs(t.m.q.value) if t.m.direction < 0 else t.m.q.value
