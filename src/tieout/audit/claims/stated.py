"""A stated number as a draft: the clause that states it, and the readings that could support it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from ...model import ClaimKind
from ..mentions import Mention
from ..prose import Sentence
from .base import MEDIUM, Context, Draft, Reading

__all__ = ["apart", "clause_span", "loosened", "stated"]


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
        caveat=_other_basis(context, i, m),
    )


_BASIS = re.compile(
    r"(?:若|如|假如|按|以)[^，,；;。]{0,10}口径(?:计|计算|统计|测算|看)?|若(?:计入|剔除|扣除|加上|按)|如(?:计入|剔除|扣除)"
)


def _other_basis(context: Context, i: int, m: Mention) -> str:
    """A figure whose own statement names a basis, 若按批发口径计，渗透率为 56.2%, is not one of the figures above."""
    sentence = context.sentences[i]
    before = sentence.low[: m.q.start - sentence.start]
    own = re.split(r"[；;。\n]", before)[-1][-28:]
    found = _BASIS.search(own)
    behind = sentence.start + len(before) - len(own) + (found.end() if found else 0)
    if found is None or any(behind <= x.q.start < m.q.start for x in context.mentions[i]):
        return ""
    return f"possible restated or other base: {found.group()}"


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


_CONJUNCTION = re.compile(
    r"\b(?:but|while|whereas|although|though|because|which|who|whose|when)\b|\bnotes?\s*:"
)
_CJK = re.compile(r"[\u3400-\u9fff]")


def loosened(context: Context, i: int, m: Mention, readings: Sequence[Reading]) -> list[Reading]:
    """The readings, no stronger than likely where a conjunction parts an operand from the number."""
    sentence = context.sentences[i]

    def parted(r: Reading) -> bool:
        inside = [x for x in r.operands if sentence.start <= x.q.start < sentence.end]
        ordered = sorted((*inside, m), key=lambda x: x.q.start)
        # its reach slid 7.0% and minutes went to 64 from 71: another subject behind the conjunction
        return any(
            apart(sentence, a, b, by_and=a is m and b.own_subject) for a, b in itertools.pairwise(ordered)
        )

    return [replace(r, strength=MEDIUM) if r.strength > MEDIUM and parted(r) else r for r in readings]


def apart(sentence: Sentence, first: Mention, last: Mention, *, by_and: bool = False) -> bool:
    """True when an English conjunction stands between two figures: each may have a statement of its own."""
    words = sentence.low[first.q.end - sentence.start : last.q.start - sentence.start]
    if _CJK.search(words):
        return False
    return _CONJUNCTION.search(words) is not None or (by_and and re.search(r"\band\b", words) is not None)
