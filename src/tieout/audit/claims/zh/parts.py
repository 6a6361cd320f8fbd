"""Wholes and their parts: opened lists, closed lists, totals behind a list, shares by name.

A list behind 其中 may leave parts out, so that it contradicts its whole only where it cannot: the parts
are the two sides of one division (城镇 and 乡村), as many as were announced, what all the money is used
for, or parallel parts that together exceed the whole.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ....model.evidence import Evidence
from ....model.formula import Operand, compute, verify
from ..base import MEDIUM, STRONG, Draft, Reading, operand, reading
from ..share import _OUTSIDE
from ..stated import stated
from .nouns import noun_of, related
from .topics import Fact, Page, Topic

__all__ = ["find"]

_OPENER = re.compile(r"其中|当中|包括|分别为|分别是|[:：]|[分按从][\u4e00-\u9fff]{1,8}(?:看|分|计|划分)|一是")
_NEW_LIST = re.compile(r"其中|当中|[分按从][\u4e00-\u9fff]{1,8}(?:看|分|计|划分)[，,]")
_TOGETHER = re.compile(r"合计|共计|总计|合共|加总|加起来|之和|总共")
_HOW_MANY = re.compile(
    r"(?P<n>[两二三四五六七八九十])(?:大|家|者|地|项|国|市|类|部|款|只|个|种|项|条|所|座|省|股|公司|部分|业务|板块)"
)
_N = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_USED = re.compile(r"^(?:将|拟)?(?:用于|用作|投向|投入|投资于|拨作|补充|偿还)")
# The sides of one division: a list that holds every side leaves nothing out.
_DIVISIONS: tuple[tuple[str, ...], ...] = (
    (r"城镇|城市", r"乡村|农村"), (r"商品零售", r"餐饮"), (r"沪股通|港股通[(（]?沪", r"深股通|港股通[(（]?深"),
    (r"沪市|上交所|上海", r"深市|深交所|深圳"), (r"融资余额", r"融券余额"), (r"开源", r"闭源"),
    (r"集中式", r"分布式"), (r"新房|一手", r"二手"),
    (r"上半年", r"下半年"), (r"出口", r"进口"), (r"流通股", r"限售"),
    (r"男", r"女"), (r"普通股|一般", r"优先股"), (r"第?一季度|q1", r"第?二季度|q2", r"第?三季度|q3", r"第?四季度|q4"),
    (r"住宅", r"非住宅"),
)  # fmt: skip
_THREE: tuple[str, ...] = (r"第?一季度|q1", r"第?二季度|q2", r"第?三季度|q3")
_TWO: tuple[str, ...] = (r"第?一季度|q1", r"第?二季度|q2")
_PERIOD_SUMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"前三季度|1-9月|前9个?月"), _THREE),
    (re.compile(r"上半年|1-6月|前6个?月|h1"), _TWO),
)
_NOT_ADDED = re.compile(r"均|价|率|指数|收入比|每|占|净值|温|评分|得分|时长")
_SIDES = re.compile(
    r"海外|国外|境外|国内|境内|出口|内销|线上|电商|线下|直营|直销|经销|加盟|新品|新增|主力|自有|高端"
)
_COUNTERS = frozenset("家只起项款个名位笔宗支条部台辆种场人户伙次")


def find(page: Page) -> Iterator[Draft]:
    """Every whole with its list, every total behind one, every share of a named whole."""
    levels = [(f, t) for f, t in page.order if f.kind == "level" and not f.m.intraday]
    for k, (f, _) in enumerate(levels):
        if _TOGETHER.search(f.words):
            yield from _total(page, [x for x, _ in levels[:k]], f)
    groups = _groups([x for x, _ in levels], page)
    for group in groups:
        yield from _opened(page, group)
    for f, topic in page.order:
        if f.kind == "share":
            yield from _share(page, f, topic, groups)


def _alike(a: Fact, b: Fact) -> bool:
    """True for amounts of one unit; measure words of one count differ in print."""
    if a.m.unit_kind in ("%", "pp", "times", "time") or b.m.unit_kind in ("%", "pp", "times", "time"):
        return False
    return a.m.q.unit == b.m.q.unit


def _sum(parts: Sequence[Fact]) -> Operand:
    return compute("sum", *(operand(x.m) for x in parts))


@dataclass
class _Group:
    """The parts behind one opener, and the wholes they may be parts of, the likeliest first."""

    wholes: list[Fact]
    parts: list[Fact]


def _groups(levels: Sequence[Fact], page: Page) -> list[_Group]:
    """The lists of a page, each with its wholes: 其中 opens the figure before it, 分区域看 the head of the page."""
    out: list[_Group] = []
    current: _Group | None = None
    for k, x in enumerate(levels):
        last = levels[k - 1] if k else None
        opener = _OPENER.search(page.between(last.m, x.m)) if last is not None else None
        if opener and last is not None and _NEW_LIST.search(page.between(last.m, x.m)):
            heads = [g.wholes[0] for g in out if g.wholes and x.i - g.wholes[0].i <= 4]
            before = [y for y in reversed(levels[:k]) if x.i - y.i <= 2 and _alike(x, y)]
            fresh = "其中" in opener.group() or "当中" in opener.group() or not heads
            wholes = before if fresh else [h for h in reversed(heads) if _alike(h, x)][:1] + before
            current = _Group(wholes, [x]) if wholes else None
        elif opener and last is not None and _alike(last, x) and last.i == x.i:
            current = _Group([y for y in reversed(levels[:k]) if x.i - y.i <= 1 and _alike(x, y)], [x])
        elif current is not None:
            first = current.parts[-1]
            whole = current.wholes[0]
            stop = x.i > first.i or _TOGETHER.search(x.words) or (x.noun and x.noun == whole.noun)
            if stop:
                current = None
            elif _alike(x, first):
                current.parts.append(x)
        if current is not None and (not out or out[-1] is not current):
            out.append(current)
    return out


def _opened(page: Page, group: _Group) -> Iterator[Draft]:
    whole, parts = group.wholes[0], group.parts
    if _NOT_ADDED.search(whole.noun) and "总" not in whole.noun:
        return
    if len(parts) < 2 or any(x.m.q.comparator or x.m.q.high is not None or x.value <= 0 for x in parts):
        return
    summed = _sum(parts)
    fitting = [w for w in group.wholes if verify(w.m.q, summed).verdict != "contradicted"]
    if fitting and whole.m.q.comparator != "at_most":
        whole = fitting[0]
    closed = _closed(page, whole, parts)
    over = summed.interval.lo > operand(whole.m).interval.hi and _parallel(page, parts)
    over = over and summed.value < whole.value * Decimal("1.6") and all(x.value < whole.value for x in parts)
    if not (closed or over or fitting):
        return
    text = " + ".join(x.m.q.text for x in parts)
    one = Reading(summed, STRONG if closed or over else MEDIUM, text, tuple(x.m for x in parts))
    draft = stated(page.context, whole.i, whole.m, "sum", "TIE203", (one,), "total")
    if whole.m.q.comparator == "at_most" and closed:
        draft = draft.replace(stated=replace(whole.m.q, comparator=None))
    yield draft


def _closed(page: Page, whole: Fact, parts: Sequence[Fact]) -> bool:
    says = [
        page.between(whole.m, parts[0].m),
        *(page.between(a.m, b.m) for a, b in itertools.pairwise(parts)),
    ]
    says = [
        re.split(r"[，,；;。：:]", s)[-1] if re.split(r"[，,；;。：:]", s)[-1].strip() else s for s in says
    ]
    end = page.words(parts[-1].i)[parts[-1].m.q.end - page.context.sentences[parts[-1].i].start :]
    if re.match(r"[^。]{0,6}等", end) and not re.match(r"等(?:级|额)", end):
        return False
    divisions = list(_DIVISIONS)
    for pattern, sides in _PERIOD_SUMS:
        if pattern.search(whole.words + page.words(whole.i)):
            divisions.append(sides)
    for sides in divisions:
        if len(sides) == len(parts) and all(any(re.search(s, w) for w in says) for s in sides):
            return True
    if all(_USED.match(x.m.tail.strip()) for x in parts) and re.search(
        r"募集|融资|投资|资金|预算|基金", whole.noun
    ):
        return True
    announced = _HOW_MANY.search(whole.clause)
    return bool(announced and _N[announced.group("n")] == len(parts))


def _parallel(page: Page, parts: Sequence[Fact]) -> bool:
    """Parts that exclude one another: counts of cases, or names of one make joined in one list."""
    nouns = [x.noun or x.words for x in parts]
    sides = [bool(_SIDES.search(n)) for n in nouns]
    if any(sides) and not all(sides):
        return False
    if any(sides) and len({_SIDES.search(n).group()[0] for n in nouns}) > 2:  # type: ignore[union-attr]
        return False
    if any(related(a, b) for i, a in enumerate(nouns) for b in nouns[i + 1 :]):
        return False
    tails = {n[-2:] for n in nouns}
    joined = all(
        re.match(r"^[^，,；;。]{0,6}[、；;，,]", page.between(a.m, b.m)) for a, b in itertools.pairwise(parts)
    )
    counted = (parts[0].m.q.unit or "") in _COUNTERS
    return joined and (len(tails) == 1 or counted or all(len(n) <= 6 for n in nouns))


def _total(page: Page, before: Sequence[Fact], f: Fact) -> Iterator[Draft]:
    """``两大板块合计 56 亿元``, ``甲与乙库存合计 24.5 万吨``: a total with its parts before it."""
    if f.m.unit_kind in ("pp", "times", "time"):
        return
    near = [x for x in before if f.i - x.i <= 2 and (x.m.unit_kind == f.m.unit_kind == "%" or _alike(x, f))]
    sum_words = f.clause
    names = [n for n in (noun_of(_TOGETHER.sub("", y)) for y in re.split(r"与|和|及|、", f.words)) if n]
    parts: list[Fact] = []
    if len(names) >= 2:
        found = [[x for x in near if x.noun and (related(n, x.noun) or x.noun.startswith(n))] for n in names]
        if all(len({y.value for y in x}) == 1 for x in found):
            parts = [x[-1] for x in found]
    announced = _HOW_MANY.search(sum_words)
    if not parts and announced:
        n = _N[announced.group("n")]
        tail = near[-n:]
        own = all(x.noun or x.listed for x in tail)
        whole_before = len(near) > n and near[-n - 1].i == tail[0].i
        if len(tail) == n and own and (tail[0].i == f.i or not whole_before or tail[0].i == tail[-1].i):
            parts = tail
    if len(parts) < 2 or any(x.m.q.high is not None for x in parts) or re.search(r"占|率|均", sum_words):
        yield from _other_currency(page, before, f, announced)
        return
    summed = _sum(parts)
    text = " + ".join(x.m.q.text for x in parts)
    yield stated(
        page.context,
        f.i,
        f.m,
        "sum",
        "TIE203",
        (Reading(summed, STRONG, text, tuple(x.m for x in parts)),),
        "total",
    )


def _other_currency(
    page: Page, before: Sequence[Fact], f: Fact, announced: re.Match[str] | None
) -> Iterator[Draft]:
    """A total of dollars printed in yuan: the digits add up, the currency is another."""
    if (
        announced is None
        or len(f.m.q.unit or "") != 3
        or re.search(r"折合|约合|相当于|汇率", page.words(f.i))
    ):
        return
    n = _N[announced.group("n")]
    near = [
        x for x in before if f.i - x.i <= 1 and len(x.m.q.unit or "") == 3 and (x.m.q.unit or "").isupper()
    ][-n:]
    units = {x.m.q.unit for x in near}
    if len(near) != n or len(units) != 1 or f.m.q.unit in units or not (f.m.q.unit or "").isupper():
        return
    summed = _sum(near)
    if not summed.interval.meets(f.m.q.shown):
        return
    draft = stated(page.context, f.i, f.m, "sum", "TIE203", (), "currency of the total")
    yield draft.replace(
        fixed="contradicted",
        reason=f"the values added up are in {units.pop()}, the total is printed in {f.m.q.unit}",
        said=f.m.q.value,
        evidence=tuple(_evidence(x) for x in near),
    )


def _evidence(f: Fact) -> Evidence:
    return Evidence("sentence", start=f.m.q.start, end=f.m.q.end, value=f.m.q.value, note=f.m.q.text)


_OF = re.compile(
    r"占(?:到|了|据)?(?P<what>[^，,；;。0-9]{2,16}?)(?:的比重|的比例|的份额|比重|比例|的|约|近|逾|超过?|达到?|为)*$"
)


def _share(page: Page, f: Fact, topic: Topic, groups: Sequence[_Group]) -> Iterator[Draft]:
    """``占房地产开发投资的比重为 75.9%``: the part is the topic, the whole the one that is named."""
    found = _OF.search(f.words)
    part = _part(page, f, topic)
    if part is None or _OUTSIDE.search(f.words) or f.m.q.high is not None:
        return
    before = [
        x
        for x, _ in page.order
        if x.kind == "level" and _alike(x, part) and x is not part and x.value >= part.value
    ]
    what = noun_of(found.group("what")) if found else ""
    if what:
        wholes = [x for x in before if related(what, x.noun) and not related(part.noun, x.noun)]
        tie = STRONG if len({x.value for x in wholes}) == 1 else MEDIUM
    else:
        wholes = [g.wholes[0] for g in groups if part in g.parts][-1:]
        tie = STRONG if len(wholes) == 1 else MEDIUM
    readings = [
        r
        for w in wholes[-3:]
        if (
            r := reading(
                "share",
                tie,
                (part.m, w.m),
                operand(part.m),
                operand(w.m),
                formula=f"{part.m.q.text} / {w.m.q.text}",
            )
        )
    ]
    if readings:
        yield stated(page.context, f.i, f.m, "share", "TIE205", readings, "share of the whole")


def _part(page: Page, f: Fact, topic: Topic) -> Fact | None:
    """The amount a share belongs to: that of the clauses before it, named again or not."""
    name = noun_of(re.split(r"占", f.words)[0]) if "占" in f.words else ""
    before = [
        x
        for x, _ in page.order
        if x.m.q.start < f.m.q.start and f.i - x.i <= 1 and x.kind == "level" and x.m.is_amount
    ]
    if name:
        named = [x for x in before if related(name, x.noun)]
        return named[-1] if len({x.value for x in named}) == 1 else None
    if not before or before[-1].i != f.i or before[-1].listed:
        return None
    since = [x for x, _ in page.order if before[-1].m.q.start < x.m.q.start < f.m.q.start]
    return before[-1] if all(x.kind in ("percent", "delta", "points", "base") for x in since) else None
