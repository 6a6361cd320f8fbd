"""A headline and its story with the digits of one figure changed about: tops $181 billion above $118.6 billion.

The two must speak of one thing in the same words, in one period and one direction; the figure of the headline
stands nowhere else in the report, and with two neighbouring digits the other way round it is that of the story.
Figures of two digits are told apart by chance too often: for them the story must name nothing more than the headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ...model.evidence import Evidence
from ...quantity import Quantity
from ..grid import Grids
from ..lexicon import patterns as p
from ..mentions import Mention, same_unit
from ..prose import Sentence
from .base import Context, Draft
from .cube.cues import OTHER_BASIS
from .cube.moments import Moment, moments_in
from .cube.naming import stem, tokens
from .slips import DIGITS, swapped

__all__ = ["find"]

LONGEST = 160
"""Letters of a headline."""
SHARED = 2
"""Words (or pairs of characters) the two statements share."""
_APART = re.compile(r"[;；:：,，。、|]|\s[-–—]\s|——|\.\s")
_SMALL = frozenset((
    "the", "of", "in", "to", "a", "an", "and", "or", "for", "on", "by", "at", "as", "is", "was", "were", "are",
    "its", "their", "our", "with", "from", "than", "per", "cent", "percent", "million", "billion", "trillion",
    "bn", "up", "down", "rise", "rose", "fell", "fall", "grew", "grow", "growth", "increase", "decrease",
    "increased", "decreased", "year", "quarter", "month", "week", "total", "about", "nearly", "new", "first",
    "second", "third", "fourth", "usd", "us", "hk", "rmb", "eur", "it", "that", "which", "we", "has", "had",
))  # fmt: skip
_ZH_SMALL = re.compile(
    r"同比|环比|增长|下降|上升|下跌|上涨|增加|减少|增幅|降幅|达到?|实现|录得|约|近|逾|超|亿|万|元|其中|公司|完成|分别|以及|为|至|由|从|将|的|了|年|季|月|周|度"
)


_PAST = ("yearago", "prev", "prev2", "start", "yearend")


@dataclass(frozen=True)
class _Told:
    """A figure with the words of its clause, those in front of it there, and those of its sentence up to it."""

    sentence: Sentence
    m: Mention
    words: frozenset[str]
    lead: frozenset[str]
    before: frozenset[str]
    moments: tuple[Moment, ...]


def find(
    contexts: Sequence[Context], quantities: Sequence[Quantity], grids: Grids, still_open: set[int]
) -> Iterator[Draft]:
    """Figures of headlines, no other claim having checked them, that the text below gives with swapped digits."""
    heads = [c for k, c in enumerate(contexts) if _is_head(c, k)]
    story = [t for c in contexts if c not in heads and c.passage.role != "source" for t in _told(c)]
    for head in (t for c in heads for t in _told(c)):
        if (
            head.m.q.high is not None
            or head.m.q.start not in still_open
            or _elsewhere(head.m.q, quantities, grids)
        ):
            continue
        twin = next((t for t in story if t.m.q.start > head.m.q.end and _twins(head, t)), None)
        if twin is not None:
            yield _draft(head, twin)


def _is_head(context: Context, k: int) -> bool:
    text = context.passage.text.strip()
    if len(context.sentences) > 2 or len(text) > LONGEST or context.passage.role in ("source", "contents"):
        return False
    if text.endswith("。"):
        return False  # a first paragraph that ends as a sentence does is the story
    return context.passage.role in ("heading", "caption") or (
        k < 3 and not text.endswith(("。", ".", "；", ";"))
    )


def _told(context: Context) -> Iterator[_Told]:
    for sentence, row in zip(context.sentences, context.mentions, strict=True):
        for m in row:
            q = m.q
            if (
                m.unit_kind == "time"
                or q.rank
                or q.high is not None
                or m.role in ("base", "threshold", "count")
            ):
                continue
            if sum(c.isdigit() for c in q.text) < 2:
                continue
            begin, end = _clause(sentence, m)
            said = sentence.text[begin - sentence.start : end - sentence.start]
            if OTHER_BASIS.search(said.lower()):
                continue
            moments = tuple(x for _, _, x in moments_in(said) if not x.move)
            at = q.start - sentence.start
            lead, before = sentence.text[begin - sentence.start : at], sentence.text[:at]
            yield _Told(sentence, m, _words(said), _words(lead), _words(before), moments)


def _clause(sentence: Sentence, m: Mention) -> tuple[int, int]:
    """The words around a figure up to the marks on both sides; a short lead takes those before the mark as well."""
    at, end = m.q.start - sentence.start, m.q.end - sentence.start
    stops = [0, *(x.end() for x in _APART.finditer(sentence.low, 0, at))]
    begin = stops[-1]
    if len(stops) > 1 and not p.residual(sentence.low[begin:at]):
        begin = stops[-2]
    behind = _APART.search(sentence.low, end)
    return sentence.start + begin, sentence.start + (behind.start() if behind else len(sentence.low))


@lru_cache(maxsize=2048)
def _words(said: str) -> frozenset[str]:
    """The words that name a thing: stems of English words, pairs of Chinese characters."""
    latin = {
        stem(w)
        for _, _, w in tokens(said)
        if w.isascii() and any(c.isalpha() for c in w) and not {w, stem(w)} & _SMALL
    }
    runs = [r for part in re.findall(r"[\u4e00-\u9fff]+", said) for r in _ZH_SMALL.sub(" ", part).split()]
    return frozenset(latin | {r[k : k + 2] for r in runs for k in range(len(r) - 1)})


def _twins(head: _Told, told: _Told) -> bool:
    a, b = head.m.q, told.m.q
    if a.unit != b.unit or not same_unit(a, b) or not a.value or not b.value:
        return False
    if head.m.direction * told.m.direction < 0 or (a.value < 0) != (b.value < 0):
        return False
    if not _swapped(a, b) or not _one_period(head.moments, told.moments):
        return False
    if not head.words & told.words or len(head.words & (told.words | told.before)) < SHARED:
        return False
    return sum(c.isdigit() for c in a.text) > 2 or told.lead <= head.words


def _swapped(a: Quantity, b: Quantity) -> bool:
    """True when the first figure with two neighbouring digits changed about is the second, rounded or cut off."""
    found = DIGITS.search(a.text)
    plain = found.group().replace(",", "") if found else ""
    if not plain or not Decimal(plain):
        return False
    unit = Decimal(1).scaleb(-a.decimals)
    value = abs(b.value) * Decimal(plain) / abs(a.value)
    return any(
        text[0] != "0" and -unit / 2 <= value - Decimal(text) < unit
        for text in swapped(plain)
        if text != plain
    )


def _one_period(one: Sequence[Moment], other: Sequence[Moment]) -> bool:
    """False where both name moments, and none of the one is one of the other."""
    if any(b.rel in _PAST and not any(a.rel == b.rel for a in one) for b in other):
        return False
    if not one or not other:
        return True
    return any(
        a.covers(b) and a.rel == b.rel and (a.year == b.year or None in (a.year, b.year))
        for a in one
        for b in other
    )


def _elsewhere(q: Quantity, quantities: Sequence[Quantity], grids: Grids) -> bool:
    """True where another figure of the report is this one, or is rounded to it."""
    shown = abs(q.shown)
    if any(
        x.start != q.start
        and (x.unit == q.unit or None in (x.unit, q.unit))
        and any(shown.lo <= abs(v) <= shown.hi for v in (x.value, x.high) if v is not None)
        for x in quantities
    ):
        return True
    plain = abs(q.value / q.scale)
    return any(
        c.operand is not None
        and (shown.lo <= abs(c.operand.value) <= shown.hi or abs(c.operand.value) == plain)
        for g in grids.grids
        for r in g.rows
        for c in r.cells
    )


def _draft(head: _Told, told: _Told) -> Draft:
    a, b = head.m.q, told.m.q
    begin, _ = _clause(head.sentence, head.m)
    return Draft(
        "repeat",
        "TIE209",
        min(begin + _blank(head.sentence, begin), a.start),
        a.end,
        a,
        fixed="contradicted",
        subject=head.m.subject or None,
        metric="the headline",
        said=a.value,
        expected=b.value,
        numbers=((a.start, a.end),),
        reason=f"the text below gives {b.text}",
        evidence=(Evidence("sentence", start=b.start, end=b.end, value=b.value, note=b.text),),
    )


def _blank(sentence: Sentence, begin: int) -> int:
    said = sentence.text[begin - sentence.start :]
    return len(said) - len(said.lstrip(" \t，,；;、。-■#*"))
