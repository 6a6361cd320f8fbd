"""Wholes and their parts: lists opened by 其中, 分区域看 or a colon, against the figure they divide.

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

from ....model.formula import Operand, compute, verify
from ..base import MEDIUM, STRONG, Draft, Reading, operand
from ..marks import BUT_FOR, SIDES, narrower
from ..stated import stated
from .facts import Fact
from .nouns import related
from .topics import Page

__all__ = ["HOW_MANY", "NUMBERS", "TOGETHER", "Group", "added", "alike", "find", "groups_of", "sign"]

_OPENER = re.compile(
    r"其中|[\u4e00-\u9fff]中[，,]|当中|包括|分别为|分别是|[:：]|[分按从][\u4e00-\u9fff]{1,8}(?:看|分|计|划分)|一是"
)
_NEW_LIST = re.compile(r"其中|当中|[分按从][\u4e00-\u9fff]{1,8}(?:看|分|计|划分)[，,]")
_ASIDE = re.compile(r"其中[^；;。0-9]*[；;]")
"""Parts that are named without a figure: 其中信息服务业增长较快；."""
TOGETHER = re.compile(r"合计|共计|总计|合共|加总|加起来|之和|总共")
HOW_MANY = re.compile(
    r"(?P<n>[两二三四五六七八九十])(?:大|家|者|地|项|国|市|类|部|款|只|个|种|项|条|所|座|省|股|公司|部分|业务|板块)"
)
NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_USED = re.compile(r"^(?:将|拟)?(?:用于|用作|投向|投入|投资于|拨作|补充|偿还)")
_SPAN_OF = re.compile(
    r"周一至周五|周一到周五|(?P<n>[二三四五六七八九十两])(?:个)?(?:季度|月|年|日|交易日|天)分别"
)
_REST = re.compile(r"其余|余下|剩余|剩下")
# The sides of one division: a list that holds every side leaves nothing out.
_DIVISIONS: tuple[tuple[str, ...], ...] = (
    (r"城镇|城市", r"乡村|农村"), (r"商品零售", r"餐饮"), (r"沪股通|港股通[(（]?沪", r"深股通|港股通[(（]?深"),
    (r"沪市|上交所|上海", r"深市|深交所|深圳"), (r"融资余额", r"融券余额"), (r"开源", r"闭源"),
    (r"国内", r"国际", r"地区"), (r"首次授予", r"预留"), (r"外资", r"投信", r"自营"), (r"陆上|陆风", r"海上|海风"), (r"集中式", r"分布式"), (r"新房|一手", r"二手"),
    (r"上半年", r"下半年"), (r"出口", r"进口"), (r"流通股", r"限售"),
    (r"男", r"女"), (r"普通股|一般", r"优先股"), (r"第?一季度|q1", r"第?二季度|q2", r"第?三季度|q3", r"第?四季度|q4"),
    (r"住宅", r"非住宅"), (r"第?一产业", r"第?二产业", r"第?三产业", r"居民"),
)  # fmt: skip
_THREE: tuple[str, ...] = (r"第?一季度|q1", r"第?二季度|q2", r"第?三季度|q3")
_TWO: tuple[str, ...] = (r"第?一季度|q1", r"第?二季度|q2")
_PERIOD_SUMS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (re.compile(r"前三季度|1-9月|前9个?月"), _THREE),
    (re.compile(r"生产总值|gdp|固定资产投资"), (r"第?一产业", r"第?二产业", r"第?三产业")),
    (re.compile(r"上半年|1-6月|前6个?月|h1"), _TWO),
)
_NOT_ADDED = re.compile(r"均|价|率|指数|收入比|每|占|净值|温|评分|得分|时长")
_RESULT = re.compile(r"利润|盈利|溢利|毛利|亏损|现金流|收益|成本|费用")
_COUNTERS = frozenset("家只起项款个名位笔宗支条部台辆种场人户伙次")


def find(page: Page) -> Iterator[Draft]:
    """Every whole with the list behind it."""
    for group in groups_of(page):
        yield from _opened(page, group)


def alike(a: Fact, b: Fact) -> bool:
    """True for amounts of one unit; in a list the unit may stand behind the last only (253 万、13 万人次)."""
    if a.m.unit_kind in ("%", "pp", "times", "time") or b.m.unit_kind in ("%", "pp", "times", "time"):
        return False
    p, q = a.m.q, b.m.q
    return p.unit == q.unit or (None in (p.unit, q.unit) and p.scale == q.scale > 1)


_OUT = re.compile(r"卖超|净?卖出|净?流出|净?赎回|净?减少|净减|亏损|净?偿还|逆差|净回笼|下降|减少")
_IN = re.compile(r"买超|净?买入|净?流入|净?申购|净?增加|净增|盈利|顺差|净投放|增加|增长")


def sign(f: Fact) -> int:
    """-1 for what flows out, 1 for what flows in, 0 for what does not flow; the words next to the number say."""
    words = f.words + f.m.tail[:6]
    return -1 if _OUT.search(words) else 1 if _IN.search(words) else 0


def added(parts: Sequence[Fact]) -> Operand:
    """The sum of facts; of flows in and out each with its sign."""
    mixed = len({sign(x) for x in parts}) > 1
    return compute("sum", *(-operand(x.m) if mixed and sign(x) < 0 else operand(x.m) for x in parts))


@dataclass
class Group:
    """The parts behind one opener, and the wholes they may be parts of, the likeliest first."""

    wholes: list[Fact]
    parts: list[Fact]


def groups_of(page: Page) -> list[Group]:
    """The lists of a page, each with its wholes: 其中 opens the figure before it, 分区域看 the head of the page."""
    levels = [f for f, _ in page.order if f.kind == "level" and not f.m.intraday]
    out: list[Group] = []
    current: Group | None = None
    for k, x in enumerate(levels):
        last = levels[k - 1] if k else None
        said = _ASIDE.sub("", page.between(last.m, x.m)) if last is not None else ""
        # 从结构看，甲占 60.7%。M2 余额: what the sentence before opened was a list of shares.
        said = re.split(r"[。！？]", said)[-1]
        opener = _OPENER.search(said)
        if opener and last is not None and _NEW_LIST.search(said):
            heads = [g.wholes[0] for g in out if g.wholes and x.i - g.wholes[0].i <= 4]
            before = [y for y in reversed(levels[:k]) if x.i - y.i <= 2 and alike(x, y)]
            fresh = "其中" in opener.group() or "当中" in opener.group() or not heads
            wholes = before if fresh else [h for h in reversed(heads) if alike(h, x)][:1] + before
            current = Group(wholes, [x]) if wholes else None
        elif opener and last is not None and alike(last, x) and last.i == x.i:
            current = Group([y for y in reversed(levels[:k]) if x.i - y.i <= 1 and alike(x, y)], [x])
        elif current is not None:
            first = current.parts[-1]
            whole = current.wholes[0]
            stop = x.i > first.i or TOGETHER.search(x.words) or (x.noun and x.noun == whole.noun)
            stop = stop or _sibling(page, whole, current.parts, x) or _past_marks(page, current.parts, x)
            if stop:
                current = None
            elif alike(x, first):
                current.parts.append(x)
            else:
                _beside(out, current, levels[:k], x)
        if current is not None and (not out or out[-1] is not current):
            out.append(current)
    return out


_MARKED = re.compile(r"^[^，,；;。：:]{0,8}(?:、|和|及|与|以及)")


def _past_marks(page: Page, parts: Sequence[Fact], x: Fact) -> bool:
    """True where a comma follows a list joined by its own marks: 甲 28 亿元、乙 9 亿元，净利润 42 亿元."""
    joined = [bool(_MARKED.match(page.between(a.m, b.m))) for a, b in itertools.pairwise([*parts, x])]
    return len(joined) >= 2 and all(joined[:-1]) and not joined[-1]


def _sibling(page: Page, whole: Fact, parts: Sequence[Fact], x: Fact) -> bool:
    """True where a semicolon leads to another figure of the make of the whole: 浦东旅客量 ...；虹桥旅客量."""
    tail = whole.noun[-4:]
    if len(tail) < 4 or not re.search(r"[；;]", page.between(parts[-1].m, x.m)):
        return False
    return x.noun.endswith(tail) and not any(y.noun.endswith(tail) for y in parts)


def _beside(out: list[Group], current: Group, before: Sequence[Fact], x: Fact) -> None:
    """A list that counts two things at once (股票型 5 只募集 62.3 亿份): the second has a whole of its own."""
    begin = current.parts[0].m.q.start
    for group in reversed(out):
        if (
            group is not current
            and group.parts
            and group.parts[0].m.q.start > begin
            and alike(group.parts[0], x)
        ):
            group.parts.append(x)
            return
    wholes = [y for y in reversed(before) if y.m.q.start < begin and x.i - y.i <= 1 and alike(x, y)]
    if wholes:
        out.insert(len(out) - 1, Group(wholes, [x]))


def _opened(page: Page, group: Group) -> Iterator[Draft]:
    whole, parts = group.wholes[0], group.parts
    if _NOT_ADDED.search(whole.noun) and "总" not in whole.noun:
        return
    if BUT_FOR.search(whole.clause) and not any(BUT_FOR.search(x.clause) for x in parts):
        return  # what is left once something is taken out is not what the next list divides
    bounded = [
        x for x in parts if x.m.q.comparator and not (x.m.q.comparator == "about" and _REST.search(x.words))
    ]
    if len(parts) < 2 or bounded or any(x.m.q.high is not None or x.value <= 0 for x in parts):
        return
    summed = added(parts)
    fitting = [w for w in group.wholes if verify(w.m.q, summed).verdict != "contradicted"]
    if fitting and whole.m.q.comparator != "at_most":
        whole = fitting[0]
    signs = {sign(x) for x in parts if x.noun} or {sign(parts[0])}
    if len(signs) > 1 and (0 in signs or not sign(whole)):
        return
    closed = _closed(page, whole, parts) or (not fitting and _slip(whole, parts))
    over = summed.interval.lo > operand(whole.m).interval.hi and _parallel(page, parts)
    over = (
        over
        and len(signs) == 1
        and summed.value < whole.value * Decimal("1.6")
        and all(x.value < whole.value for x in parts)
    )
    if not (closed or over or fitting):
        return
    text = " + ".join(x.m.q.text for x in parts)
    one = Reading(summed, STRONG if closed or over else MEDIUM, text, tuple(x.m for x in parts))
    draft = stated(page.context, whole.i, whole.m, "sum", "TIE203", (one,), "total")
    if not fitting:
        # The whole may be right and held up by another division of it: what is contradicted is this list.
        spans = [(x.m.q.start, x.m.q.end) for x in parts]
        draft = draft.replace(
            start=min(draft.start, spans[0][0]), end=max(draft.end, spans[-1][1]), numbers=tuple(spans)
        )
    if whole.m.q.comparator == "at_most" and closed:
        draft = draft.replace(stated=replace(whole.m.q, comparator=None))
    yield draft


def _slip(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when two neighbouring digits changed over in one figure, and nothing else, would close the sum.

    Among figures of five digits and more a list that leaves parts out does that once in some thousand times.
    """
    figures = [whole, *parts]
    if _scale_slip(whole, parts):
        return True
    if len({(x.m.q.decimals, x.m.q.scale) for x in figures}) != 1:
        return False
    step = whole.m.q.scale.scaleb(-whole.m.q.decimals)
    shown = [int(x.value / step) for x in figures]
    if min(shown[1:]) < 1000 or shown[0] < 10000:
        return False
    missing = shown[0] - sum(shown[1:])
    turned = [(_turned(shown[0]), -1), *((_turned(n), 1) for n in shown[1:])]
    return any(
        sign * (other - n) == missing
        for (others, sign), n in zip(turned, shown, strict=True)
        for other in others
    )


def _scale_slip(whole: Fact, parts: Sequence[Fact]) -> bool:
    """True when one part fills the gap to the last digit once its unit is that of the others: 3.56 亿 for 3.56 万亿."""
    scales = [x.m.q.scale for x in parts]
    odd = [x for x in parts if scales.count(x.m.q.scale) == 1 and x.m.q.scale != whole.m.q.scale]
    if len(odd) != 1 or len(parts) < 2 or len(set(scales)) != 2:
        return False
    rest = [x for x in parts if x is not odd[0]]
    if any(x.m.q.scale != whole.m.q.scale for x in rest):
        return False
    gap = (whole.value - sum(x.value for x in rest)) / whole.m.q.scale
    said = odd[0].value / odd[0].m.q.scale
    return (
        said > 0 and abs(gap - said) < Decimal(1).scaleb(-whole.m.q.decimals) and said / gap < Decimal("1.2")
    )


def _turned(n: int) -> list[int]:
    text = str(n)
    return [
        int(text[:k] + text[k + 1] + text[k] + text[k + 2 :])
        for k in range(len(text) - 1)
        if text[k] != text[k + 1]
    ]


def _closed(page: Page, whole: Fact, parts: Sequence[Fact]) -> bool:
    says = [
        page.between(whole.m, parts[0].m),
        *(page.between(a.m, b.m) for a, b in itertools.pairwise(parts)),
    ]
    says = [
        re.split(r"[，,；;。：:]", s)[-1] if re.split(r"[，,；;。：:]", s)[-1].strip() else s for s in says
    ]
    end = page.words(parts[-1].i)[parts[-1].m.q.end - page.context.sentences[parts[-1].i].start :]
    if any(_REST.search(s) for s in says[1:]):
        return True
    if re.match(r"[^。]{0,6}等", end) and not re.match(r"等(?:级|额)", end):
        return False
    if re.match(r"[^。]{0,6}[，,；;、和及](?:其余|余下|其他|其它|另有)", end):
        return False  # 集中式 99GW、分布式 112GW，其余为风电
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
    span = _SPAN_OF.search(" ".join(says[:1]) + page.between(whole.m, parts[0].m))
    if span and (5 if "周一" in span.group() else NUMBERS.get(span.group("n") or "", 0)) == len(parts):
        return True
    announced = HOW_MANY.search(whole.clause)
    one_side = narrower([x.noun for x in parts], whole.clause)
    return bool(announced and NUMBERS[announced.group("n")] == len(parts) and not one_side)


def _parallel(page: Page, parts: Sequence[Fact]) -> bool:
    """Parts that exclude one another: counts of cases, or names of one make joined in one list."""
    nouns = [x.noun or x.words for x in parts]
    if len(set(nouns)) == 1:
        nouns = [re.sub(r"[\d.,]+.*$", "", x.clause) for x in parts]  # 股票型 5 只募集 62.3 亿份
    if any(_RESULT.search(n) for n in nouns) and not all(_RESULT.search(n) for n in nouns):
        return False
    sides = [bool(SIDES.search(n)) for n in nouns]
    if any(sides) and not all(sides):
        return False
    if len({found.group()[0] for n in nouns if (found := SIDES.search(n))}) > 2:
        return False
    if any(related(a, b) for i, a in enumerate(nouns) for b in nouns[i + 1 :]):
        return False
    tails = {n[-2:] for n in nouns}
    joined = all(
        re.match(r"^[^，,；;。]{0,6}[、，,][^；;]*$", page.between(a.m, b.m))
        for a, b in itertools.pairwise(parts)
    )
    counted = (parts[0].m.q.unit or "") in _COUNTERS
    return joined and (len(tails) == 1 or counted or all(len(n) <= 6 for n in nouns))
