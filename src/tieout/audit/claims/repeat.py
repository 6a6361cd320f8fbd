"""The cover against the body: the same sentence with another figure.

The same statement elsewhere is no evidence, so a match says nothing; a difference is a
contradiction of one of the two. Where the tables support one, the other is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ...model.evidence import Evidence
from ..lexicon import folded
from ..mentions import Mention
from ..prose import Clause, Sentence
from .base import Context, Draft, Judged

__all__ = ["QUALIFIERS", "clauses_of", "find", "masked", "pairs"]

ALIKE = 90
QUALIFIERS = ("目标", "计划", "预计", "有望", "可能", "将", "拟", "最高", "最低", "平均", "均")
"""Words that change what a figure claims: a target is not a fact, a best case not an average."""

_TIME = re.compile(
    r"(?:前|第)?[一二三四五六七八九十\d]+(?:个?月|季度?)|[\d—–\-至]*\d月|[上下]半年|全年|本周|上周|本月|上月|20\d\d"
    r"|\b(?:first|second|third|fourth) (?:quarter|half)|\bq[1-4]\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_WORD = re.compile(r"[^\W\d_]{2}")
_DIGITS = re.compile(r"[\d.,:%％]+")
_BLANK = re.compile(r"[\s，,。；;：:（）()、“”\"'*#■\-]+")


def masked(text: str, spans: Sequence[tuple[int, int]] = ()) -> str:
    """The words of a sentence: figures masked, spaces and marks folded away.

    >>> masked("价格为 28.64 元/时"), masked("价格为 28.46元/时")
    ('价格为0元/时', '价格为0元/时')
    """
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "0" + text[end:]
    return _BLANK.sub("", _DIGITS.sub("0", folded(text)))


def pairs(contexts: Sequence[Context]) -> Iterator[tuple[Context, int, Context, int, float]]:
    """Cover sentences with their nearest body sentence: (cover, index, body, index, likeness)."""
    cover = [
        (c, i)
        for c in contexts
        if c.passage.zone == "cover" and c.passage.role not in ("contents", "source", "caption")
        for i in range(len(c.sentences))
    ]
    body = [
        (c, i)
        for c in contexts
        if c.passage.zone == "body" and c.passage.role not in ("contents", "source", "caption")
        for i in range(len(c.sentences))
    ]
    if not cover or not body:
        return
    texts = [masked(c.sentences[i].text) for c, i in body]
    for c, i in cover:
        said = masked(c.sentences[i].text)
        if len(said) < 8:
            continue
        best = process.extractOne(said, texts, scorer=fuzz.ratio, score_cutoff=60)
        if best is not None:
            other, k = body[best[2]]
            yield c, i, other, k, best[1]


def clauses_of(sentence: Sentence, row: Sequence[Mention]) -> list[tuple[Clause, list[Mention]]]:
    """The clauses of a sentence that hold numbers."""
    out: list[tuple[Clause, list[Mention]]] = []
    for clause in sentence.clauses:
        inside = [m for m in row if clause.start <= m.q.start < clause.end]
        if inside:
            out.append((clause, inside))
    return out


def find(contexts: Sequence[Context], judged: Sequence[Judged]) -> Iterator[Draft]:
    """Figures of the cover that differ from the same sentence of the body."""
    settled = {span: j.verdict for j in judged for span in j.draft.numbers if j.verdict != "unchecked"}
    for cover, i, body, at, alike in pairs(contexts):
        if alike < 75:
            continue
        theirs = clauses_of(body.sentences[at], body.mentions[at])
        texts = [masked(_text(body.sentences[at], c)) for c, _ in theirs]
        ours = clauses_of(cover.sentences[i], cover.mentions[i])
        said_of = [masked(_text(cover.sentences[i], c)) for c, _ in ours]
        for (clause, mine), said in zip(ours, said_of, strict=True):
            best = process.extractOne(said, texts, scorer=fuzz.ratio, score_cutoff=ALIKE) if texts else None
            if best is None or len(said) < 6:
                continue
            # Index by index the same words come again: the clause at the same place among them is meant.
            alike_here = [k for k, text in enumerate(texts) if text == texts[best[2]]]
            alike_mine = [c for c, text in zip(ours, said_of, strict=True) if text == said]
            if len(alike_here) > 1 and len(alike_here) != len(alike_mine):
                continue
            chosen = alike_here[alike_mine.index((clause, mine))] if len(alike_here) > 1 else best[2]
            there, other = theirs[chosen]
            if len(mine) != len(other):
                continue
            here = _named(cover.sentences[i], clause, mine)
            then = _named(body.sentences[at], there, other)
            if not here.words or here.digits != then.digits or _apart(here.times, then.times):
                continue
            for a, b in zip(mine, other, strict=True):
                yield from _differ(a, b, settled, cover.sentences[i], body.sentences[at])


@dataclass(frozen=True)
class _Named:
    """What a clause says beside its figures: its words, and the digits that are part of names and dates."""

    words: bool
    digits: tuple[str, ...]
    times: frozenset[str]
    """The times named in its sentence up to its end."""


def _named(sentence: Sentence, clause: Clause, row: Sequence[Mention]) -> _Named:
    """The S&P 500 and the S&P 600 are two indexes; a clause of nothing but an amount names nothing."""
    text = _text(sentence, clause)
    for m in reversed(row):
        text = text[: m.q.start - clause.start] + " " + text[m.q.end - clause.start :]
    said = sentence.low[: clause.end - sentence.start]
    return _Named(bool(_WORD.search(text)), tuple(re.findall(r"\d+", text)), frozenset(_TIME.findall(said)))


def _apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """True when both sentences name times, and not the same: 10 月份 against 1—10 月份."""
    return bool(one and other) and one != other


def _text(sentence: Sentence, clause: Clause) -> str:
    return sentence.text[clause.start - sentence.start : clause.end - sentence.start]


def _differ(
    a: Mention, b: Mention, settled: Mapping[tuple[int, int], str], mine: Sentence, theirs: Sentence
) -> Iterator[Draft]:
    if a.q.unit != b.q.unit or a.q.shown.meets(b.q.shown):
        return
    left, right = settled.get((a.q.start, a.q.end)), settled.get((b.q.start, b.q.end))
    if "contradicted" in (left, right):
        return
    # The figure nothing supports is the one in doubt; the cover's where neither is supported.
    wrong, good, sentence = (b, a, theirs) if left and not right else (a, b, mine)
    clause = wrong.clause
    start = clause.start
    while start < wrong.q.start and sentence.text[start - sentence.start] in " \t，,；;、。-■":
        start += 1
    yield Draft(
        "repeat",
        "TIE403",
        start,
        wrong.q.end,
        wrong.q,
        fixed="contradicted",
        subject=wrong.subject or None,
        metric="the same sentence",
        said=wrong.q.value,
        expected=good.q.value,
        numbers=((wrong.q.start, wrong.q.end),),
        reason=f"the same sentence elsewhere in the report gives {good.q.text}",
        evidence=(
            Evidence(
                "sentence", start=good.clause.start, end=good.q.end, value=good.q.value, note=good.q.text
            ),
        ),
    )
