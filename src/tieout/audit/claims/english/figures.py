"""A sentence of English with its numbers as slots, so that frames can be written as grammar.

``Revenue was $10 million, up 5% from $9.5 million`` becomes ``revenue was #a0#, up #p1# from #a2#``.
The letter is the kind: ``a`` amount, ``p`` percent, ``d`` points, ``x`` times, ``g`` range, ``r`` rank,
``t`` a time, a date or any digits that are no quantity. Bounds in front of a number (about, more than)
are part of it and are taken out of the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...mentions import Mention, same_unit
from ...prose import Sentence
from ..base import Context

__all__ = ["FORECAST", "Figure", "Masked", "alike", "masked_of", "noun_free"]

MOST = 48
"""More figures than that in one sentence are a table run together, not a statement."""

_CJK = re.compile(r"[\u3400-\u9fff]")
_BOUND = re.compile(
    r"(?:\b(?:about|around|approximately|roughly|nearly|almost|some|just over|just under|just|only|over|under|well over|"
    r"more than|less than|fewer than|a record|a further|an estimated|an additional|another|as much as|as many as|at least|at most|up to|close to|"
    r"a total of|slightly more than|slightly less than|slightly over|well above|exactly|a modest|a solid|a strong|a sharp)\s+)+$"
)
_LEFTOVER = re.compile(
    r"(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s+)?"
    r"(?:\b(?:fy|q|h|h1|h2|cy)\s*)?\d[\d,./:\-]*\d|\d"
)
_CALENDAR = re.compile(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\bmay(?= #t#)"
)
_PER = re.compile(
    r"^\s*(?:(?:per|a|each|for each|for every)\s+(?:basic |diluted |common |ordinary |fully |and |adjusted )*"
    r"(?P<what>[a-z]+)|/(?P<slash>[a-z]+)|apiece|each\b)"
)
_NOT_PER = frozenset(["year", "record", "result", "total", "share of", "gain", "decline", "loss", "rise"])
FORECAST = re.compile(
    r"\b(?:estimat|consensus|expect|forecast|guid|target|budget|analyst|outlook|plan(?:ned)?\b|project|street|predict|pencil)"
)


@dataclass(frozen=True)
class Figure:
    """A number in its place: the words up to it since the last number, and those behind it."""

    m: Mention
    kind: str
    before: str
    after: str
    per: str

    @property
    def index(self) -> int:
        """Its place among the numbers of the sentence."""
        return self.m.index

    @cached_property
    def inside(self) -> str | None:
        """The words between an opening bracket and the number, or None when it stands in no bracket."""
        at = max(self.before.rfind("("), self.before.rfind("["))
        return self.before[at + 1 :] if at >= 0 and ")" not in self.before[at:] else None


@dataclass(frozen=True)
class Masked:
    """One sentence: its words with slots, and the figures in order."""

    i: int
    sentence: Sentence
    text: str
    figures: tuple[Figure, ...]

    def between(self, a: Figure, b: Figure) -> str:
        """The masked words from behind one figure to the next, slots of others included."""
        left, right = self._at(a)[1], self._at(b)[0]
        return self.text[left:right]

    def _at(self, f: Figure) -> tuple[int, int]:
        slot = f"#{f.kind}{f.index}#"
        at = self.text.index(slot)
        return at, at + len(slot)

    def behind(self, f: Figure, length: int) -> str:
        """The masked words behind a figure, slots of others included, as far as ``length``."""
        at = self._at(f)[1]
        return re.split(r"[;]", self.text[at : at + length])[0]

    def position(self, f: Figure) -> int:
        """Where the slot of a figure begins in the masked words."""
        return self._at(f)[0]

    def figure(self, slot: str) -> Figure:
        """The figure of a slot's number, as a frame's group gives it."""
        return self.figures[int(slot)]


def _kind(m: Mention) -> str:
    if m.q.rank:
        return "r"
    kind = m.unit_kind
    if kind == "time":
        return "t"
    if m.q.high is not None:
        return "g"
    return {"%": "p", "pp": "d", "times": "x"}.get(kind, "a")


def masked_of(context: Context, least: int = 2) -> list[Masked]:
    """The sentences of a passage that are English and state ``least`` figures or more."""
    out: list[Masked] = []
    for i, (sentence, row) in enumerate(zip(context.sentences, context.mentions, strict=True)):
        if least <= len(row) <= MOST and not _CJK.search(sentence.text):
            out.append(_masked(i, sentence, row))
    return out


def _masked(i: int, sentence: Sentence, row: Sequence[Mention]) -> Masked:
    pieces: list[str] = []
    at = 0
    low = sentence.low.replace("#", " ").replace("’", "'").replace("\n", " ")
    for m in row:
        words = _plain(low[at : m.q.start - sentence.start])
        if not re.search(r"^\s*(?:more|less|fewer) than\s*$", words) or not pieces:
            words = _BOUND.sub("", words)
        pieces += [words, f"#{_kind(m)}{m.index}#"]
        at = m.q.end - sentence.start
    pieces.append(_plain(low[at:]))
    figures: list[Figure] = []
    for k, m in enumerate(row):
        after = pieces[2 * k + 2]
        per = _PER.match(after)
        what = (per.group("what") or per.group("slash") or "each") if per else ""
        if what in _NOT_PER:
            what = ""
        unit = m.q.unit or ""
        if "/" in unit:
            what = what or unit.split("/", 1)[1]
        figures.append(Figure(m, _kind(m), pieces[2 * k], after, what))
    return Masked(i, sentence, "".join(pieces), tuple(figures))


def _plain(words: str) -> str:
    return _CALENDAR.sub("#t#", _LEFTOVER.sub("#t#", words))


def alike(a: Figure, b: Figure) -> bool:
    """True when two figures measure in one unit: dollars with dollars, dollars a share with the same."""
    if a.kind != b.kind:
        return False
    if a.kind != "a":
        return True
    if a.m.q.unit != b.m.q.unit and (_counts_money(a, b) or _counts_money(b, a)):
        return False
    if a.m.q.unit == b.m.q.unit or same_unit(a.m.q, b.m.q):
        return a.per == b.per or (not (a.per and b.per) and _near(a, b))
    return False


_OWN_NOUN = re.compile(
    r"^\s*(?:(?!(?:in|of|from|to|for|at|by|on|and|or|as|was|were|is|are|has|had|last|this|that|which|compared|versus|against|up|down)\b)[<>a-z'\-]+\s+){0,3}?"
    r"(?!(?:less|dollars|euros|pounds|francs|marks|crowns|cents|sales|earnings|revenues|losses|profits|minus|plus|versus|this|was|is|as|its)\b)[a-z]{3,}s\b"
)


def _counts_money(count: Figure, money: Figure) -> bool:
    """True for a number of things beside an amount of money: $22.5 million in cash and 652,742 common shares."""
    unit = (money.m.q.unit or "").split("/")[0]
    return count.m.q.unit is None and len(unit) == 3 and unit.isupper() and bool(_OWN_NOUN.match(count.after))


def _near(a: Figure, b: Figure) -> bool:
    """A price says "a barrel" once; a figure per share is never compared with one in millions."""
    low, high = sorted((abs(a.m.q.value), abs(b.m.q.value)))
    return low > 0 and high / low < 20


_FUNCTION = re.compile(
    r"#t#|\b(?:the|a|an|and|or|in|for|of|to|at|on|by|from|with|over|during|was|were|is|are|be|been|has|had|have|it|its|that|this|these|those|which|"
    r"compared?|versus|vs|against|than|as|same|prior|previous|preceding|corresponding|comparable|comparative|period|quarters?|years?|months?|weeks?|days?|session|half|"
    r"fiscal|full|first|second|third|fourth|last|ago|earlier|before|ended|ending|one|two|three|six|nine|twelve|year-ago|year-earlier|prior-year|"
    r"prior-quarter|year-over-year|year-on-year|month-over-month|month-on-month|quarter-over-quarter|quarter-on-quarter|sequentially|sequential|annually|annual|yoy|qoq|respectively|representing|"
    r"represents|represented|equal|equivalent|equating|up|down|percent|per|cent|basis|points?|percentage|annualized|late|early|end|month-ago|week-ago|year-end|"
    r"record|reported|posted|recorded|approximately|about|around|some|another|further|also|while|when|just|only|more|less|higher|lower|fewer|better|worse|above|below|previously|yesterday|today|marking|an?|implying|implies|revised|upwardly|downwardly|that|suggesting|beat|topped|exceeded|missed|came|stood|reached|totaled|totalled)\b"
    r"|\b(?:increas|decreas|declin|improv|ris|rose|grew|grow|fell|fall|drop|gain|reduc|jump|climb|advanc|surg|slip|slid|dipp?|lost|los|shed|add|narrow|widen|expand|contract|soar|plung|tumbl|eas|rall|sank|cut)[a-z]*\b"
)


def noun_free(words: str) -> bool:
    """True when nothing in the words names another subject: only small words, times and words of change."""
    return not re.search(r"[a-z]", re.sub(r"#[a-z]\d*#|[^a-z#]+", " ", _FUNCTION.sub(" ", words)))


def with_direction(f: Figure, direction: int) -> Figure:
    """The figure with a direction its frame gives it."""
    return replace(f, m=replace(f.m, direction=direction))
