"""A stated number as a draft: the clause that states it, and the readings that could support it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model import ClaimKind
from ..mentions import Mention
from .base import Context, Draft, Reading

__all__ = ["clause_span", "stated"]


def stated(
    context: Context, i: int, m: Mention, kind: ClaimKind, rule: str, readings: Sequence[Reading], metric: str
) -> Draft:
    """The draft of one number of sentence ``i``, named by its own subject and spanning its clause."""
    start, end = clause_span(context, i, m)
    return Draft(
        kind,
        rule,
        start,
        end,
        m.q,
        tuple(readings),
        subject=m.subject or None,
        metric=metric,
        numbers=((m.q.start, m.q.end),),
    )


def clause_span(context: Context, i: int, m: Mention) -> tuple[int, int]:
    """The clause of the number from behind the last number to its own end: 升幅 1.2%."""
    sentence = context.sentences[i]
    clause = m.clause
    row = context.mentions[i]
    before = row[m.index - 1].q.end if m.index else sentence.start
    start = max(clause.start, before)
    text = sentence.text
    lead = start - sentence.start
    while lead < m.q.start - sentence.start and text[lead] in " \t,，;；、()（）。:：":
        lead += 1
    behind = _LABEL.match(text, m.q.end - sentence.start)
    return sentence.start + lead, sentence.start + behind.end() if behind else m.q.end


_LABEL = re.compile(
    r"\s*(?:sequentially|year[- ](?:over|on)[- ]year|quarter[- ](?:over|on)[- ]quarter|month[- ](?:over|on)[- ]month|yoy|qoq)\b",
    re.I,
)
