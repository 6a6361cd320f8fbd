"""Runs of figures behind 分别, dealt out to as many topics before them."""

from __future__ import annotations

import re
from dataclasses import replace

from ...mentions import same_unit
from .facts import FROM_THERE, LISTED, Fact, Topic
from .nouns import noun_of

__all__ = ["share_out"]


_RESPECTIVE = re.compile(r"分别|依次|各为")


def share_out(topics: list[Topic], order: list[tuple[Fact, Topic]]) -> None:
    """A run of figures behind 分别 is dealt out to as many topics before it, in their order."""
    k = 0
    while k < len(order):
        run = [order[k]]
        while k + len(run) < len(order) and _follows(run[-1][0], order[k + len(run)][0]):
            run.append(order[k + len(run)])
        if len(run) > 1 and FROM_THERE.search(run[0][0].words) and run[0][0].kind == "base":
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
    return a.listed and b.listed and a.i == b.i and b.m.index == a.m.index + 1 and bool(LISTED.match(b.m.gap))


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
