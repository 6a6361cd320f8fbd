"""One fact told twice in a report: the level agrees and its change does not, or the other way round.

A headline says 营收 570 亿美元，同比增长 26%, the body 营收 570.1 亿美元，同比增长 62%: two figures for one fact,
of which one is wrong. Both the noun and one of the two figures must agree before the other is held to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ....model.evidence import Evidence
from ...mentions import same_unit
from ..base import Context, Draft, caveat_of
from ..stated import stated
from .facts import Fact, Topic
from .nouns import related
from .topics import Page, topics_of

__all__ = ["find"]

DIGITS = 3
"""Significant digits two equal figures need to be one and the same figure."""


@dataclass(frozen=True)
class _Told:
    page: Page
    topic: Topic
    level: Fact
    change: Fact


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Changes (and levels) of one fact that differ between two places of a report."""
    told: list[_Told] = []
    for context in contexts:
        if context.passage.role in ("source", "contents", "caption"):
            continue
        page = topics_of(context)
        for topic in page.topics if page else ():
            level = topic.level()
            if (
                level is None
                or level.m.unit_kind in ("%", "pp", "times")
                or "@" in topic.noun
                or "#" in topic.noun
            ):
                continue
            for change in topic.of("percent"):
                if page is not None and change.i - level.i <= 1 and change.key and not change.far:
                    told.append(_Told(page, topic, level, change))
    for k, later in enumerate(told):
        for earlier in told[:k]:
            draft = _clash(earlier, later)
            if draft is not None:
                yield draft
                break


def _clash(a: _Told, b: _Told) -> Draft | None:
    if a.topic is b.topic or a.change.key != b.change.key or not related(a.topic.noun, b.topic.noun):
        return None
    if not same_unit(a.level.m.q, b.level.m.q) or a.level.m.q.unit is None or not _one_period(a, b):
        return None
    if any(x.m.q.comparator or x.m.q.high is not None for x in (a.level, b.level, a.change, b.change)):
        return None
    levels = _meet(a.level, b.level)
    changes = _meet(a.change, b.change) and a.change.way == b.change.way
    words = b.page.words(b.change.i) + a.page.words(a.change.i)
    if caveat_of(words, words) or levels == changes:
        return None
    if levels and min(_digits(a.level), _digits(b.level)) >= DIGITS:
        return _draft(b, b.change, a.change)
    low, high = sorted((a.level.value, b.level.value))
    alike = a.topic.noun == b.topic.noun and len(a.topic.noun) >= 4 and low > 0 and high / low < 2
    if changes and alike and min(_digits(a.change), _digits(b.change)) >= DIGITS:
        return _draft(b, b.level, a.level)
    return None


def _one_period(a: _Told, b: _Told) -> bool:
    return a.level.period[1] == b.level.period[1] or "" in (a.level.period[1], b.level.period[1])


def _meet(a: Fact, b: Fact) -> bool:
    return a.m.q.shown.meets(b.m.q.shown)


def _digits(f: Fact) -> int:
    return len(str(int(abs(f.m.q.value / f.m.q.scale))).lstrip("0")) + f.m.q.decimals


def _draft(b: _Told, said: Fact, other: Fact) -> Draft:
    draft = stated(b.page.context, said.i, said.m, "repeat", "TIE209", (), b.topic.noun)
    return draft.replace(
        fixed="contradicted",
        said=said.m.q.value,
        expected=other.m.q.value,
        reason=f"the same figure elsewhere in the report goes with {other.m.q.text}",
        evidence=(
            Evidence(
                "sentence",
                start=other.m.q.start,
                end=other.m.q.end,
                value=other.m.q.value,
                note=other.m.q.text,
            ),
        ),
    )
