"""Quarters, halves and years of one measure: what some of them say, the others must give.

``上半年收入 200 亿元；其中 Q2 收入 110 亿元，环比增长 22.2%``: the first quarter is 200 - 110, and 110 / 90 - 1
is 22.2 %.  Every amount of a flow is an edge between two quarter ends; an amount, the amount before it and the
bases of stated year-on-year changes follow wherever another path leads between the same ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...errors import UndefinedFormula
from ...model.formula import Operand, compute
from ..mentions import Mention
from .base import MEDIUM, STRONG, Context, Draft, Reading, caveat_of, operand
from .periods import STOCK
from .stated import stated

__all__ = ["find"]

Ends = tuple[int, int]
"""A span of quarters by its ends: (0, 2) is the first half, (1, 2) the second quarter."""

_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
_SPAN = re.compile(
    r"(?P<nine>前三季度?|1[-~—至到]9月|(?:first )?nine[- ]months?)"
    r"|(?P<h1>上半年|半年度|1[-~—至到]6月|中期|first[- ]half|(?<![a-z\d])h1(?![a-z\d])|(?:first )?six[- ]months?)"
    r"|(?P<h2>下半年|second[- ]half|(?<![a-z\d])h2(?![a-z\d]))"
    r"|(?<![\d])(?:第|单)?(?P<zh>[一二三四])季度?|(?<![a-z\d])q(?P<q>[1-4])(?![a-z\d])|\b(?P<en>first|second|third|fourth)[- ]quarter"
    r"|(?P<year>全年|年度|full[- ]year|twelve[- ]months|(?:19|20)\d\d年?(?=[,，]?(?:公司|集团)?(?:实现|录得|营业|营收|收入|净利|归母)))"
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)年?")
_PRIOR = re.compile(r"去年|上年|上一年|同期|prior|last year|year[- ]ago|year earlier|previous")
_AHEAD = re.compile(r"预计|预期|预测|指引|目标|有望|计划|expect|forecast|guid|target|outlook|consensus")
_NOISE_ZH = re.compile(
    r"本期|报告期内?|当季|单季度?|单|实现|录得|取得|完成|达到?|分别|约|共计|合计|累计|其中|公司|集团|方面|"
    r"的|为|是|则|而|内|\d+(?:年|月|日)|[^\w%]"
)
_NOISE_EN = re.compile(
    r"\b(?:of|in|for|the|a|an|was|were|is|at|to|and|its|it|our|we|company|group|reported|posted|recorded|generated|"
    r"came|reached|rose|fell|grew|increased|decreased|up|down|about|ended|with|total|than|more|fiscal|while|whose|"
    r"during|months?|quarter|half|year|including|which|that|this)\b|[^\w%&]|\d+"
)
_SALES = re.compile(
    r"^(?:营业总收入|营业收入|营业额|营收|总收入|收入|销售收入|revenues?|net sales|sales|net revenues?)$"
)
_PROFIT = re.compile(r"^(?:归母净利润|归属于上市公司股东净利润|归母净利|net income|net profit)$")
_YOY = re.compile(
    r"同比|较上年同期|year[- ](?:over|on)[- ]year|\byoy\b|from a year (?:earlier|ago)|compared with a year"
)
_QOQ = re.compile(
    r"环比|较上季|sequential|quarter[- ](?:over|on)[- ]quarter|\bqoq\b|from the (?:previous|prior) quarter"
)


@dataclass(frozen=True)
class _Flow:
    """One amount with the quarters it covers and the changes stated behind it."""

    m: Mention
    i: int
    ends: Ends
    yoy: Mention | None
    qoq: Mention | None


_ANOTHER_YEAR = re.compile(r"[(（]\s*20\d\d\s*年?(?:为|是|同期)?\s*$")
"""（2023年为21.71亿元）: the year before, told in brackets behind the figure of this one."""


def find(context: Context) -> Iterator[Draft]:
    """Amounts over quarters and their changes, each against the others of the same measure."""
    for flows in _groups(context).values():
        by_ends: dict[Ends, _Flow] = {}
        for flow in flows:
            if flow.ends in by_ends:
                break  # one span said twice: which of them the others rest on cannot be told
            by_ends[flow.ends] = flow
        else:
            if len(by_ends) > 1:
                yield from _checks(context, by_ends)


def _groups(context: Context) -> Mapping[tuple[str, ...], list[_Flow]]:
    groups: dict[tuple[str, ...], list[_Flow]] = defaultdict(list)
    ends: Ends | None = None
    year, key = "", ""
    for i, row in enumerate(context.mentions):
        for k, m in enumerate(row):
            words = m.gap
            named = list(_SPAN.finditer(words))
            if named:
                ends = _ends(named[-1])
            years = _YEAR.findall(words)
            year = years[-1] if years else year
            if not m.is_amount or m.unit_kind == "":
                continue
            noun = _measure(words)
            key = noun or key
            plain = m.q.high is None and m.q.comparator is None and m.q.value > 0
            spoken = m.role in ("level", "bare", "total")
            if (
                ends is None
                or not key
                or not plain
                or not spoken
                or STOCK.search(key)
                or _PRIOR.search(words)
                or _ANOTHER_YEAR.search(words)
                or _AHEAD.search(context.words(i))
                or len({_ends(x) for x in named}) > 1
            ):
                continue
            behind = _changes(row[k + 1 :])
            groups[year, key, m.q.unit or ""].append(_Flow(m, i, ends, *behind))
    return groups


def _ends(found: re.Match[str]) -> Ends:
    if found["nine"]:
        return 0, 3
    if found["h1"]:
        return 0, 2
    if found["h2"]:
        return 2, 4
    if found["year"]:
        return 0, 4
    n = int(found["q"]) if found["q"] else _QUARTER[found["zh"] or found["en"]]
    return n - 1, n


def _measure(words: str) -> str:
    """What the amount measures, its period and verb taken away; one key for the words of one measure."""
    piece = re.split(r"[，,；;。：:（(]", words)[-1]
    left = _NOISE_EN.sub(" ", _NOISE_ZH.sub(" ", _YEAR.sub(" ", _SPAN.sub(" ", piece))))
    noun = " ".join(left.split())
    return "revenue" if _SALES.match(noun) else "profit" if _PROFIT.match(noun) else noun


def _changes(behind: Sequence[Mention]) -> tuple[Mention | None, Mention | None]:
    """The year-on-year and the quarter-on-quarter change that follow an amount, before the next one."""
    yoy = qoq = None
    for m in behind:
        if m.unit_kind != "%" or m.q.high is not None or m.q.comparator:
            break
        words = m.gap + " " + m.tail
        if _QOQ.search(words) and not _YOY.search(words):
            qoq = qoq or m
        elif _YOY.search(words) and not _QOQ.search(words):
            yoy = yoy or m
        else:
            break
    return yoy, qoq


def _checks(context: Context, flows: Mapping[Ends, _Flow]) -> Iterator[Draft]:
    amounts = {ends: operand(f.m) for ends, f in flows.items()}
    near = max(f.i for f in flows.values()) - min(f.i for f in flows.values()) <= 1
    for ends, flow in flows.items():
        caveat = caveat_of("", context.words(flow.i))
        rest = {e: a for e, a in amounts.items() if e != ends}
        whole = _between(ends, rest)
        if whole is not None and _covers(ends, whole[1]):
            used = [flows[e].m for e in whole[1]]
            formula = _shown(ends, whole[1], flows)
            one = Reading(whole[0], STRONG if near else MEDIUM, formula, tuple(used))
            yield stated(context, flow.i, flow.m, "sum", "TIE203", (one,), "period").replace(caveat=caveat)
        if flow.qoq is not None and ends[1] - ends[0] == 1 and ends[0] > 0:
            earlier = _between((ends[0] - 1, ends[0]), amounts)
            if earlier is not None and earlier[0].interval.lo > 0:
                base = earlier[0]
                one = Reading(
                    compute("change", amounts[ends], base),
                    STRONG if near else MEDIUM,
                    f"{flow.m.q.text} / ({_shown((ends[0] - 1, ends[0]), earlier[1], flows)}) - 1",
                    (flow.m, *(flows[e].m for e in earlier[1])),
                )
                yield _change(context, flow, flow.qoq, one, caveat)
        if flow.yoy is not None:
            bases = {e: b for e, f in flows.items() if e != ends and (b := _base(f)) is not None}
            before = _between(ends, bases)
            if before is not None and _covers(ends, before[1]) and before[0].interval.lo > 0:
                one = Reading(
                    compute("change", amounts[ends], before[0]),
                    STRONG if near else MEDIUM,
                    f"{flow.m.q.text} / ({' and '.join(flows[e].m.q.text for e in before[1])} before their changes) - 1",
                    (flow.m, *(flows[e].m for e in before[1])),
                )
                yield _change(context, flow, flow.yoy, one, caveat)


def _change(context: Context, flow: _Flow, m: Mention, one: Reading, caveat: str) -> Draft:
    draft = stated(context, flow.i, m, "change", "TIE201", (one,), "change")
    return draft.replace(caveat=caveat, direction=m.direction)


def _base(flow: _Flow) -> Operand | None:
    """The amount of a year before, from the amount and its year-on-year change."""
    if flow.yoy is None:
        return None
    change = operand(flow.yoy)
    if flow.yoy.direction < 0 < change.value:
        change = Operand(-change.value, -change.interval)
    try:
        return compute("before", operand(flow.m), change)
    except UndefinedFormula:
        return None


def _between(ends: Ends, known: Mapping[Ends, Operand]) -> tuple[Operand, tuple[Ends, ...]] | None:
    """The amount between two quarter ends by the shortest other path, and the spans it goes by."""
    paths: list[tuple[int, ...]] = [(ends[0],)]
    while paths:
        longer: list[tuple[int, ...]] = []
        for path in paths:
            for a, b in known:
                for here, there in ((a, b), (b, a)):
                    if here != path[-1] or there in path:
                        continue
                    if there == ends[1]:
                        return _along((*path, there), known)
                    longer.append((*path, there))
        paths = longer
    return None


def _covers(ends: Ends, used: Sequence[Ends]) -> bool:
    """True when the spans are parts of the whole: of a triangle that does not close, only the whole is said to
    be wrong, and the parts are its evidence."""
    return all(ends[0] <= a and b <= ends[1] for a, b in used)


def _along(path: Sequence[int], known: Mapping[Ends, Operand]) -> tuple[Operand, tuple[Ends, ...]]:
    total: Operand | None = None
    used: list[Ends] = []
    for a, b in pairwise(path):
        forward = (a, b) in known
        used.append((a, b) if forward else (b, a))
        step = known[used[-1]]
        if not forward:
            step = Operand(-step.value, -step.interval)
        total = step if total is None else compute("sum", total, step)
    assert total is not None
    return total, tuple(used)


def _shown(ends: Ends, used: Sequence[Ends], flows: Mapping[Ends, _Flow]) -> str:
    """``200亿元 - 110亿元``: the path as a sum, what is taken away behind."""
    at = ends[0]
    plus: list[str] = []
    minus: list[str] = []
    for a, b in used:
        (plus if a == at else minus).append(flows[a, b].m.q.text)
        at = b if a == at else a
    return " - ".join([" + ".join(plus), *minus])
