"""The topics of a Chinese passage, and which facts belong to each.

A topic is one thing measured (``归母净利润``): its level now, its levels at other times, its moves in
amount, percent or points, each with the key of what it is compared with. A clause that names nothing
speaks of the topic before it; one that names a topic again goes back to that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ...mentions import Mention, same_unit
from ..base import Context
from .dealing import share_out
from .facts import HAN, Fact, Topic, borrowed, fact_of
from .nouns import noun_of, related, step_between

__all__ = ["Page", "topics_of"]


_WHOLE_DAY = re.compile(r"全[天日周月年]|收盘|收|当[日周月]|本周|累计")


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
    if len(HAN.findall(context.passage.text)) * 4 < len(context.passage.text.strip()):
        return None
    topics: list[Topic] = []
    order: list[tuple[Fact, Topic]] = []
    short = {b: a for a, b in _SHORT.findall(context.passage.low)}
    context = replace(context, mentions=tuple(borrowed(row) for row in context.mentions))
    for i, row in enumerate(context.mentions):
        for m in row:
            fact = fact_of(context, i, m, [f for f, _ in order])
            if fact.kind == "other":
                continue
            fact = _spelled_out(fact, short)
            fact, topic = _placed(fact, topics, order)
            topic.facts.append(fact)
            order.append((fact, topic))
    share_out(topics, order)
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
