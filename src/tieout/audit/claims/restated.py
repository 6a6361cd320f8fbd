"""One fact stated twice in a passage with two figures: ``第三季度营收 5.1 亿元 ... 第三季度营收 4.9 亿元``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.evidence import Evidence
from ..lexicon import patterns as p
from ..mentions import Mention, same_unit
from .base import Context, Draft

__all__ = ["find"]

_PERIOD = re.compile(
    r"本周|本月|本季度?|今年|本期|全年|上半年|下半年|[一二三四]季度?|前三季度|20\d\d年|\d{1,2}月|"
    r"(?:first|second|third|fourth)[- ]quarter|full[- ]year|first[- ]half|q[1-4]\b|this (?:week|month|quarter|year)"
)
_OTHER = re.compile(
    r"预计|预期|指引|目标|此前|之前|原|调整|修正|上修|下修|重述|其中|同期|去年|上年|环比|同比|累计|单|剔除|扣非|调后|约|超|近|日均|最高|最低|"
    r"expected|forecast|guidance|previous|earlier|adjusted|revised|including|of which|excluding|average|up to|compared|versus|from"
)


def find(context: Context) -> Iterator[Draft]:
    """Later figures of a passage that differ from an earlier statement in the same words."""
    seen: dict[tuple[str, str, str], Mention] = {}
    for i, row in enumerate(context.mentions):
        sentence = context.sentences[i]
        for m in row:
            if (
                m.role not in ("level", "bare")
                or not m.is_amount
                or m.q.unit is None
                or m.q.comparator
                or m.q.high is not None
            ):
                continue
            words = sentence.low[
                max(m.clause.start, row[m.index - 1].q.end if m.index else sentence.start)
                - sentence.start : m.q.start - sentence.start
            ]
            period = _PERIOD.search(words)
            noun = p.residual(words).split(" said ")[-1].strip()
            if not period or len(noun) < 3 or _OTHER.search(words) or _OTHER.search(m.tail):
                continue
            key = (
                period.group(),
                noun.rsplit("said ", 1)[-1].removeprefix("company said ").removeprefix("综合来看"),
                m.q.unit,
            )
            first = seen.get(key)
            if first is None:
                seen[key] = m
                continue
            if not same_unit(first.q, m.q) or first.q.shown.meets(m.q.shown):
                continue
            low, high = sorted((abs(first.q.value), abs(m.q.value)))
            if not low or high / low > 2 or first.clause.start == m.clause.start:
                continue
            start = m.q.start - len(words.lstrip())
            yield Draft(
                "repeat",
                "TIE209",
                start,
                m.q.end,
                m.q,
                fixed="contradicted",
                subject=m.subject or None,
                metric=noun,
                said=m.q.value,
                expected=first.q.value,
                reason=f"the same words above give {first.q.text}",
                numbers=((m.q.start, m.q.end),),
                evidence=(
                    Evidence(
                        "sentence",
                        start=first.q.start,
                        end=first.q.end,
                        value=first.q.value,
                        note=first.q.text,
                    ),
                ),
            )
