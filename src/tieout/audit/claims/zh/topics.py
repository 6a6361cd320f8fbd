"""The facts of a Chinese passage, and the topics they belong to.

A topic is one thing measured (``归母净利润``): its level now, its levels at other times, its moves in
amount, percent or points, each with the key of what it is compared with. A clause that names nothing
speaks of the topic before it; one that names a topic again goes back to that one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from ...mentions import Mention, same_unit
from ..base import Context
from .nouns import FROM, compared_with, noun_of, period_of, related, step_between, temporal

__all__ = ["Fact", "Page", "Topic", "topics_of"]

Kind = Literal["level", "base", "delta", "percent", "points", "share", "times", "other"]

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PIECE = re.compile(r"[，,；;。：:！？!?]|——")
_LISTED = re.compile(r"^[\s、和及与以及/或]+$")
_RESPECTIVE = re.compile(r"分别|依次|各为")
_SHRINKS = re.compile(r"(?:缩量|下修|缩水|少增|少减|净减|缩表)(?:了|约|近|逾|超|达|为)*$")
_GROWS = re.compile(r"(?:放量|上修|多增|净增|扩容|扩表)(?:了|约|近|逾|超|达|为)*$")
_FROM = re.compile(rf"{FROM}[^，,；;。]*$")
_END_LEVEL = re.compile(r"(?:至|到|于|为|至多|最多|至少|最少|多达|高达|最高|最低)(?:约|近|逾|超过?|不足)?$")
_AGAINST = re.compile(
    r"(?:较|(?<![占环同对正反之成配])比(?!例|重|值|率|亚迪|分|赛)|相比|高于|低于|超过|不及|由|从|自)"
)
_RATE_THEN = re.compile(r"(?:上年同期|去年同期|上个?月|上一?季度?|前值|上期|上周|前一?[月季周期]|去年|上年)")
_RATE_WORD = re.compile(r"同比|环比|按[年月周季]")
_EARNED = re.compile(r"(?:[多少]赚|增产|减产|增收|减收|减亏|增亏)(?:了|约|近|逾|超过?)*$")
_OF_WHOLE = re.compile(r"(?:占|相当于|完成)[^，,；;。]*$")
_PULLS = re.compile(r"影响|拉动|贡献|拖累|带动|拉低|推高|抬升")
_SO_FAR = re.compile(r"累计|今年以来|年初至今|\d[-—–至到]\d{1,2}月|前[一二三四五六七八九十\d]+个?(?:月|季度)")
_ADDED = re.compile(r"新增(?:装机|产能|用户|投资|贷款|装机容量)?(?:约|近|逾|超过?|了|为)?$")
_GOAL = re.compile(
    r"(?:完成|达到|实现|相当于)[^，,；;。]*(?:目标|计划|预算|任务)[^，,；;。]{0,4}的(?:约|近|逾|超过?)?$"
)
_WHOLE_DAY = re.compile(r"全[天日周月年]|收盘|收|当[日周月]|本周|累计")
_OTHER_ROLE = frozenset(["rank", "time"])


@dataclass(frozen=True)
class Fact:
    """One number in its place: what it says of which topic, compared with what."""

    m: Mention
    i: int
    kind: Kind
    key: str
    noun: str
    words: str
    listed: bool
    far: bool = False
    """The clause before names something else, so that the topic is not certain."""
    period: tuple[int | None, str] = (None, "")
    clause: str = ""
    """The folded words from the start of its clause to the number, other numbers included."""

    @property
    def way(self) -> int:
        """The direction its words give: 缩量 is down, 放量 is up."""
        return -1 if _SHRINKS.search(self.words) else 1 if _GROWS.search(self.words) else self.m.direction

    @property
    def value(self) -> Decimal:
        """The value printed."""
        return self.m.q.value


@dataclass(eq=False)
class Topic:
    """One thing measured, with its facts in order."""

    noun: str
    facts: list[Fact] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Fact]:
        """The facts of these kinds that stand on their own."""
        return [f for f in self.facts if f.kind in kinds and not f.listed]

    def level(self) -> Fact | None:
        """The only level stated, or None."""
        levels = [f for f in self.of("level") if not f.m.intraday]
        return levels[0] if len({f.m.q.value for f in levels}) == 1 else None


@dataclass(frozen=True)
class Page:
    """A passage as facts and topics; ``order`` holds every fact with its topic, in order of print."""

    context: Context
    topics: tuple[Topic, ...]
    order: tuple[tuple[Fact, Topic], ...]

    def words(self, i: int) -> str:
        """The folded words of sentence ``i``."""
        return self.context.words(i)

    def between(self, a: Mention, b: Mention) -> str:
        """The folded words of the passage between two numbers."""
        start = self.context.passage.start
        return self.context.passage.low[a.q.end - start : b.q.start - start]


def topics_of(context: Context) -> Page | None:
    """The page of a Chinese passage; None for a passage in another script."""
    if len(_HAN.findall(context.passage.text)) * 4 < len(context.passage.text.strip()):
        return None
    topics: list[Topic] = []
    order: list[tuple[Fact, Topic]] = []
    short = {b: a for a, b in _SHORT.findall(context.passage.low)}
    context = replace(context, mentions=tuple(_borrowed(row) for row in context.mentions))
    for i, row in enumerate(context.mentions):
        for m in row:
            fact = _fact(context, i, m, [f for f, _ in order])
            if fact.kind == "other":
                continue
            fact = _spelled_out(fact, short)
            fact, topic = _placed(fact, topics, order)
            topic.facts.append(fact)
            order.append((fact, topic))
    _share_out(context, topics, order)
    return Page(context, tuple(topics), tuple(order))


_SHORT = re.compile(r"([\u4e00-\u9fff]{3,14})[(（]([a-z]{2,5})[)）]")


def _spelled_out(fact: Fact, short: dict[str, str]) -> Fact:
    """采购经理指数(PMI) is named again as PMI, or as 制造业 PMI."""
    for letters, name in short.items():
        if fact.noun.endswith(letters):
            head = fact.noun[: -len(letters)]
            if not head or head in name:
                return replace(fact, noun=noun_of(name) or name)
    return fact


_BORROWS = re.compile(r"^\s*[/、和及]\s*$")


def _borrowed(row: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """``12.5/15.6 亿元``, ``42 亿、35 亿和 34 亿港元``: a figure without a unit takes that of the list's last."""
    out = list(row)
    for k in range(len(out) - 2, -1, -1):
        q, following = out[k].q, out[k + 1].q
        if (
            q.unit is not None
            or following.unit in (None, "个")
            or not _BORROWS.match(out[k + 1].gap)
            or q.rank
        ):
            continue
        if (
            following.unit in ("%", "times", "pp", "bp")
            or not any(c.isdigit() for c in q.text)
            or out[k].bracketed
        ):
            continue
        if q.scale == following.scale:
            out[k] = replace(out[k], q=replace(q, unit=following.unit))
        elif q.scale == 1:
            scaled = replace(q, unit=following.unit, value=q.value * following.scale, scale=following.scale)
            out[k] = replace(out[k], q=scaled)
    return tuple(out)


def _is_listed(row: Sequence[Mention], k: int) -> bool:
    """True for a number inside a run joined by list marks alone: 1.37%和255.9%."""
    before = k > 0 and _LISTED.match(row[k].gap) and row[k - 1].q.unit == row[k].q.unit
    after = k + 1 < len(row) and _LISTED.match(row[k + 1].gap) and row[k + 1].q.unit == row[k].q.unit
    return bool(before or after)


def _fact(context: Context, i: int, m: Mention, before: list[Fact]) -> Fact:
    gap = _gap(context, i, m)
    pieces = _PIECE.split(gap)
    words = pieces[-1]
    if len(pieces) > 1 and not words.strip() and re.search(r"[:：]\s*$", gap):
        words = pieces[-2]
    named = words
    if m.bracketed:
        outer, _, inner = words.rpartition("(" if "(" in words else "（")
        words, named = inner, outer if outer and not inner.strip() else inner
    last = before[-1] if before and before[-1].i == i else None
    same_clause = last is not None and len(pieces) == 1
    key, noun = compared_with(words), noun_of(named)
    kind = _kind(m, words, key, noun, before)
    if kind == "base" and m.unit_kind == "%" and _RATE_THEN.search(words):
        key = compared_with(_RATE_WORD.sub("", words)) or key
    if (
        kind == "level"
        and not noun
        and last is not None
        and last.kind == "base"
        and _LISTED.match(gap)
        and last.m.index == m.index - 1
    ):
        kind, key = "base", last.key  # 去年10月为 6.96 亿手、69.9 万亿元
    if not key and last is not None:
        bare = not noun and kind in ("delta", "percent", "points")
        follows = bare and len(pieces) == 2 and last.kind in ("base", "delta", "percent", "points")
        if follows or (same_clause and kind != "level"):
            key = last.key
    if kind in ("level", "base") and _FROM.search(words) and not _END_LEVEL.search(words):
        kind, key = "base", key or "f"
    far = False
    against = _AGAINST.search(words) if kind in ("base", "delta", "percent", "points") else None
    if against:
        noun = noun_of(words[: against.start()])
    elif not noun and len(pieces) > 1 and not m.bracketed:
        inner = [x for x in map(noun_of, pieces[1:-1] if m.index else pieces[:-1]) if x]
        if inner and kind in ("level", "base"):
            noun = inner[-1]
        far = bool(inner)
    period = period_of(words)
    if period == (None, ""):
        outer = re.sub(r"[(（][^()（）]*[)）]", " ", gap)
        period = next(
            (q for x in reversed(_PIECE.split(outer)) if not temporal(x) and (q := period_of(x)) != period),
            period,
        )
    if _SO_FAR.search(gap):
        period = (period[0], "a0")
    elif period == (None, "") and before and kind in ("level", "base") and not temporal(words):
        listed = before[-1].kind == "base" and before[-1].i == i and _LISTED.match(gap)
        levels = before[-1:] if listed else [f for f in before if f.kind == "level"]
        period = levels[-1].period if levels else period
    sentence = context.sentences[i]
    clause = sentence.low[max(m.clause.start - sentence.start, 0) : m.q.start - sentence.start]
    return Fact(m, i, kind, key, noun, words, _is_listed(context.mentions[i], m.index), far, period, clause)


def _gap(context: Context, i: int, m: Mention) -> str:
    """The folded words since the last number that is no time and no place: 从第 30 周的 18.6 元."""
    row, sentence = context.mentions[i], context.sentences[i]
    k = m.index
    while k and _passes(row[k - 1]):
        k -= 1
    begin = row[k - 1].q.end if k else sentence.start
    return sentence.low[begin - sentence.start : m.q.start - sentence.start]


def _passes(m: Mention) -> bool:
    """True for a number that states no figure of its own: a place, a time, 两项 and 三者."""
    if m.role in _OTHER_ROLE or m.unit_kind == "time":
        return True
    if m.q.unit is None and re.search(r"(?:合约|代码|编号|第)\s*$", m.gap):
        return True
    spelled = not any(c.isdigit() for c in m.q.text)
    return spelled and m.q.scale == 1 and m.unit_kind not in ("%", "pp", "times") and m.q.value <= 20


def _kind(m: Mention, words: str, key: str, noun: str, before: list[Fact]) -> Kind:
    if m.role in _OTHER_ROLE or m.unit_kind == "time":
        return "other"
    if m.role == "share" or (m.unit_kind == "%" and _GOAL.search(words)):
        return "share"
    if m.unit_kind == "times":
        return "times"
    if m.unit_kind == "pp":
        return "other" if _PULLS.search(words) else "points"
    if _passes(m) or (m.q.unit is None and m.bracketed):
        return "other"
    past = temporal(words)
    if m.is_amount and _OF_WHOLE.search(words) and re.match(r"^[^，,；;。]{0,6}的", m.tail):
        return "base"  # 占营业收入 84.5 亿元的 15%
    if m.unit_kind == "%":
        if m.role == "change" or _EARNED.search(words):
            rates = any(f.kind == "percent" for f in before)
            return "base" if past and rates and _RATE_THEN.search(words) else "percent"
        known = any(f.m.unit_kind == "%" for f in before)
        return "base" if key and key != "h" and (known or not past) else "level"
    if _ADDED.search(words) and not re.search(r"较|比", words):
        return "base" if key else "level"
    if not _END_LEVEL.search(words) and (
        m.role == "delta" or _SHRINKS.search(words) or _GROWS.search(words) or (key and _moved(words))
    ):
        return "delta"
    known = any(
        f.kind == "level" and same_unit(f.m.q, m.q) and (not noun or related(noun, f.noun)) for f in before
    )
    if key and (known or not past):
        return "base"
    return "level"


def _moved(words: str) -> bool:
    """A verb of change ends the words, though not one of the general list: 较上周净流入增加."""
    return bool(
        re.search(
            r"(?:增加|增长|减少|下降|上涨|下跌|上升|多|少|高|低|缩量|放量)(?:了|约|近|逾|超|达)*$", words
        )
    )


def _placed(fact: Fact, topics: list[Topic], order: list[tuple[Fact, Topic]]) -> tuple[Fact, Topic]:
    """The topic of a fact, made where there is none; a level of another date becomes a base."""
    last = order[-1][1] if order else None
    if fact.m.intraday and fact.kind in ("level", "base", "delta") and last is not None:
        topic = Topic(last.noun.removesuffix("@intraday") + "@intraday")
        topics.append(topic)
        return fact, topic
    if last is not None and last.noun.endswith("@intraday") and not fact.noun:
        if fact.kind != "level" and not _WHOLE_DAY.search(fact.words):
            return fact, last
        last = next((t for t in reversed(topics) if not t.noun.endswith("@intraday")), last)
    if not fact.noun and last is not None and fact.kind == "level" and _another_span(fact, last):
        topic = Topic(last.noun)  # 1-5月 79 GW，5月单月 19 GW: the same thing over another span
        topics.append(topic)
        return fact, topic
    if not fact.noun and last is not None:
        if fact.kind == "level" and fact.period != (None, "") and not _has_level(last, fact):
            # 10月共 87 起，金额 142 亿元；9月为 92 起、160 亿元: each goes to the level of its own unit.
            for topic in reversed(topics):
                if _has_level(topic, fact) and _dated(fact, topic).kind == "base":
                    return _dated(fact, topic), topic
        if fact.kind in ("base", "delta") and fact.m.is_amount and not _has_level(last, fact):
            fitting = [
                t for t in reversed(topics) if _has_level(t, fact) and any(x.i == fact.i for x in t.facts)
            ]
            if fitting and any(f.kind == "level" for f in last.facts):
                return _dated(fact, fitting[0]), fitting[0]
        return _dated(fact, last), last
    for topic in reversed(topics):
        if fact.noun and related(fact.noun, topic.noun):
            dated = _dated(fact, topic)
            _aged(fact, topic, order)
            if dated.kind != "level" or not _has_level(topic, fact):
                return dated, topic
            break
    topic = Topic(fact.noun)
    topics.append(topic)
    return fact, topic


def _another_span(fact: Fact, topic: Topic) -> bool:
    periods = {f.period for f in topic.of("level") if same_unit(f.m.q, fact.m.q)}
    apart = fact.period[1] and periods and all(p[1] and p[1] != fact.period[1] for p in periods)
    return bool(apart) and "a0" in {fact.period[1], *(p[1] for p in periods)}


def _dated(fact: Fact, topic: Topic) -> Fact:
    levels = [f for f in topic.of("level") if same_unit(f.m.q, fact.m.q) and not f.m.intraday]
    undated = fact.period == (None, "") or fact.kind not in ("level", "base")
    if (
        undated
        or (fact.kind == "base" and not fact.key.startswith("o:"))
        or len({f.value for f in levels}) != 1
    ):
        return fact
    key = step_between(levels[0].period, fact.period)
    return replace(fact, kind="base", key=key) if key else fact


def _aged(fact: Fact, topic: Topic, order: list[tuple[Fact, Topic]]) -> None:
    """``2023年营收 120 亿元；2024年营收 138 亿元``: the level told first is that of the year before."""
    for old in topic.of("level"):
        if (
            fact.kind == "level"
            and same_unit(old.m.q, fact.m.q)
            and step_between(fact.period, old.period) == "y"
        ):
            new = replace(old, kind="base", key="y")
            topic.facts[topic.facts.index(old)] = new
            at = next(k for k, (x, _) in enumerate(order) if x is old)
            order[at] = (new, topic)


def _has_level(topic: Topic, fact: Fact) -> bool:
    return any(f.kind == "level" and same_unit(f.m.q, fact.m.q) for f in topic.facts)


def _share_out(context: Context, topics: list[Topic], order: list[tuple[Fact, Topic]]) -> None:
    """A run of figures behind 分别 is dealt out to as many topics before it, in their order."""
    k = 0
    while k < len(order):
        run = [order[k]]
        while k + len(run) < len(order) and _follows(run[-1][0], order[k + len(run)][0]):
            run.append(order[k + len(run)])
        if len(run) > 1 and _FROM.search(run[0][0].words) and run[0][0].kind == "base":
            _alone(order, k)  # 从 18.6、18.9、20.1 涨至 20.7: the first is where it began
        elif len(run) > 1 and (
            _RESPECTIVE.search(run[0][0].words) or run[0][0].kind in ("base", "percent", "points")
        ):
            _deal(topics, order, k, run)
        k += len(run)


def _alone(order: list[tuple[Fact, Topic]], k: int) -> None:
    fact, topic = order[k]
    new = replace(fact, listed=False)
    topic.facts[topic.facts.index(fact)] = new
    order[k] = (new, topic)


def _follows(a: Fact, b: Fact) -> bool:
    return (
        a.listed and b.listed and a.i == b.i and b.m.index == a.m.index + 1 and bool(_LISTED.match(b.m.gap))
    )


def _deal(
    topics: list[Topic], order: list[tuple[Fact, Topic]], k: int, run: list[tuple[Fact, Topic]]
) -> None:
    first = run[0][0]
    names = _names(re.split(_RESPECTIVE, first.words)[0])
    size = len(run)
    targets: list[Topic] = []
    if first.kind in ("level", "times") and len(names) == size:
        targets = [Topic(n) for n in names]
        topics += targets
    elif first.kind in ("level", "times") and first.noun:
        targets = [Topic(f"{first.noun}#{j}") for j in range(size)]
        topics += targets
    elif not first.noun:
        recent: list[Topic] = []
        for f, t in reversed(order[:k]):
            if t not in recent and any(x.kind == "level" for x in t.facts) and first.i - f.i <= 1:
                recent.append(t)
        if len(recent) >= size and (
            first.kind != "percent" or _RESPECTIVE.search(first.words) or "#" in recent[0].noun
        ):
            targets = list(reversed(recent[:size]))
    if len(targets) != size:
        _by_unit(topics, order, k, run)
        return
    for j, (fact, topic) in enumerate(run):
        new = replace(fact, listed=False, kind=first.kind, key=first.key)
        topic.facts.remove(fact)
        targets[j].facts.append(new)
        order[k + j] = (new, targets[j])


def _by_unit(
    topics: list[Topic], order: list[tuple[Fact, Topic]], k: int, run: list[tuple[Fact, Topic]]
) -> None:
    """``成交量 6.0 亿手，成交额 61.2 万亿元，同比分别下降 P 和 Q``: as many levels of one clause as moves."""
    levels = [(f, t) for f, t in order[:k] if f.kind == "level" and f.i == run[0][0].i][-len(run) :]
    if (
        run[0][0].kind not in ("percent", "delta", "points")
        or len(levels) != len(run)
        or not _RESPECTIVE.search(run[0][0].words)
    ):
        return
    for j, ((level, home), (fact, topic)) in enumerate(zip(levels, run, strict=True)):
        if sum(x.kind == "level" for x in home.facts) > 1:
            new_home = Topic(level.noun + f"#{j}")
            topics.append(new_home)
            others = [
                x for x in home.facts if x is level or (x.kind == "base" and same_unit(x.m.q, level.m.q))
            ]
            for x in others:
                home.facts.remove(x)
                new_home.facts.append(x)
                at = next(n for n, (y, _) in enumerate(order) if y is x)
                order[at] = (x, new_home)
            home = new_home
        new = replace(fact, listed=False, kind=run[0][0].kind, key=run[0][0].key)
        topic.facts.remove(fact)
        home.facts.append(new)
        order[k + j] = (new, home)


def _names(words: str) -> list[str]:
    """The names in front of 分别: 甲、乙和丙."""
    text = re.split(r"[，,；;：:]", words)[-1]
    return [n for n in (noun_of(x) for x in re.split(r"、|以及|和|及|与", text)) if n]
