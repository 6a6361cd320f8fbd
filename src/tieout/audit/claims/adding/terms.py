"""The figures of a passage as terms of a sum: each with the words before and behind it, in either script.

A list of parts is told in many ways, so nothing here depends on one grammar. A passage is written once more
with its numbers as slots (``revenue was #0#: services #1#``), and what is asked of two figures is what
stands between their slots. What a figure says of its own past (``, up 4% from 3.2 million``) or of its own
share (``（占 30%）``) is an *aside*: it is passed over, and its words are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ...mentions import Mention, in_words, same_unit
from ..base import Context

__all__ = ["Term", "Text", "announced", "counter", "kindred", "passed", "read", "without_asides"]

_SLOT = re.compile(r"#(\d+)#")
_BASE = re.compile(
    r"(?:\b(?:from|compared (?:with|to)|versus|vs\.?|against|than|up on|down on|relative to)\b(?:(?!\band\b)[^,;:#]){0,40}"
    r"|\b(?:above|below|ahead of|beat(?:ing)?|miss(?:ed|ing)?|topp(?:ed|ing)) (?:our|its|the|consensus|analyst|estimates|forecast)[^,;:#]{0,30}"
    r"|(?:较|(?<![占环同对])比(?!例|重|值|率|亚迪)|上年同期|去年同期|上年末|去年末|由(?!于|此)|从(?!事))[^，,；;：:#]{0,14})$"
)
_THEN = re.compile(
    r"[(（]\s*(?:(?:(?:fy|[hq][1-4]|[1-4][hq]|20\d\d|\d{1,2}|first|second|third|fourth|half|quarter|full|prior|previous|last|year|period|restated|ended|at|"
    r"jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|january|february|march|april|august|september|october|november|december)\b|[/'’\-]|\s)+"
    r"|[^()（）#]{0,10}(?:年|月|季度?|同期|上期|前值))\s*[:：]?\s*[$€£¥]?$"
)
"""A bracket that opens with a period alone holds what the figure was then: £154m (H1 2022: £180m)."""
_DELTA = re.compile(
    r"(?:(?<![\w-])(?:up|down|rose|fell|grew|increased|decreased|declined|dropped|climbed|higher|lower|an? (?:increase|decrease|decline|rise|fall|gain) of)"
    r"(?: by| of)?\s+(?:an? |about |nearly |over )?[$€£]?"
    r"|(?:同比|环比|按年|按月|按季|较|比)[^，,；;：:#]{0,14}(?:增加|增长|减少|下降|上升|上涨|下跌|多|少|高|低|增|减|升|跌)了?(?:约|近|逾|超)?)$"
)
_CHANGED = re.compile(
    r"^\s*(?:\)\s*)?(?:percent |per cent )?(?:year[- ]o[nv]e?r?[- ]year |sequential |annual )?(?:increase|decrease|decline|drop|reduction|fall|rise|gain|higher|lower|more than|less than|fewer than|above|below)\b"
)
_SUB = re.compile(
    r"(?:[,(（，、]\s*(?:of which|which includes?|including|includes)\s[^,;:#]{0,30}|[(（，,]?\s*(?:其中|当中)?(?:包括|包含|含|内含)[^，,；;：:#)）]{0,12})$"
)
_PER = re.compile(r"^\s*(?:(?:per|a|an|each)\s+(?!year\b|record\b|total\b|result\b)[a-z]+|/[a-z]+|[-][a-z])")
_ASIDE_PIECE = re.compile(
    r"^\s*(?:an? (?:increase|decrease|rise|fall|gain|decline)|up|down|compared|against|versus|vs|from|rising|falling|growing|同比|环比|按年|按月|较|比|增长|下降|占|增速|增幅)"
)
_SMALL = 30


@dataclass(frozen=True)
class Term:
    """A number of the passage in its place among the others."""

    m: Mention
    i: int
    place: int
    before: str
    """The words since the number before it, or since the sentence began."""
    after: str
    """The words to the next number, or to the end of the sentence."""

    @cached_property
    def percent(self) -> bool:
        return self.m.unit_kind == "%"

    @cached_property
    def aside(self) -> bool:
        """True for what a figure says of its own past or share: a base, a change, a part of itself."""
        if self.m.unit_kind in ("pp", "times", "time") or self.m.role == "rank":
            return True
        return bool(
            (_BASE.search(self.before) and not _PART_OF_LIST.search(self.before))
            or _DELTA.search(self.before)
            or _THEN.search(self.before)
            or _CHANGED.match(self.after)
        )

    @cached_property
    def sub(self) -> bool:
        """True for a part of the part before it: ``（含 2000 万美元股权投资）``."""
        return bool(_SUB.search(self.before))


_PART_OF_LIST = re.compile(r"^\s*(?:$|、|和|及|与)")


@dataclass(frozen=True)
class Text:
    """A passage with its terms, and its words with slots."""

    context: Context
    terms: tuple[Term, ...]
    masked: str
    slots: tuple[tuple[int, int], ...]

    def between(self, a: Term, b: Term) -> str:
        """The masked words from behind one term to the next."""
        return self.masked[self.slots[a.place][1] : self.slots[b.place][0]]

    def plain(self, a: Term, b: Term) -> str:
        """The words between two terms without asides; a small count among them stands as a word."""
        words = self.between(a, b)
        for t in self.terms[a.place + 1 : b.place]:
            if counter(t):
                words = words.replace(f"#{t.place}#", "n")
        return without_asides(words)

    def head(self, t: Term, length: int = 160) -> str:
        """The masked words of the term's sentence in front of it."""
        at = self.slots[t.place][0]
        return self.masked[max(0, at - length) : at].rsplit("¶", 1)[-1]

    def rest(self, t: Term) -> str:
        """The masked words of the term's sentence behind it."""
        return self.masked[self.slots[t.place][1] :].split("¶", 1)[0]

    def label(self, t: Term) -> str:
        """The words that name a term: those of its clause before it, and those right behind it."""
        before = re.split(r"[,，;；:：、。]|\band\b|[和及与]", t.before)[-1]
        behind = re.split(r"[,，;；:：、。.]|\band\b|[和及与]", t.after)[0]
        return f"{before}|{behind}"


def read(context: Context) -> Text:
    """The passage as terms."""
    terms: list[Term] = []
    slots: list[tuple[int, int]] = []
    masked = ""
    for i, (sentence, row) in enumerate(zip(context.sentences, context.mentions, strict=True)):
        low = sentence.low.replace("#", " ").replace("¶", " ").replace("\n", " ")
        at = 0
        for k, m in enumerate(row):
            start, end = m.q.start - sentence.start, m.q.end - sentence.start
            following = row[k + 1].q.start - sentence.start if k + 1 < len(row) else len(low)
            masked += low[at:start]
            slot = f"#{len(terms)}#"
            slots.append((len(masked), len(masked) + len(slot)))
            masked += slot
            terms.append(Term(m, i, len(terms), low[at:start], low[end:following]))
            at = end
        masked += low[at:] + "¶"
    return Text(context, tuple(terms), masked, tuple(slots))


def without_asides(words: str) -> str:
    """Masked words without the pieces that hold an aside: ``, up #3# from #4#,``.

    >>> without_asides(", up #3# from #4#, and intermodal units ")
    ', and intermodal units '
    """
    pieces = re.split(r"([,，;；()（）¶])", words)
    kept: list[str] = []
    for piece in pieces:
        if _SLOT.search(piece) or (_ASIDE_PIECE.match(piece) and len(pieces) > 1):
            if kept and kept[-1] in ",，(（":
                kept.pop()
            continue
        kept.append(piece)
    return "".join(kept)


def counter(t: Term) -> bool:
    """True for a small number that counts things beside the figures: two LNG trains, 五个项目."""
    q = t.m.q
    return (
        t.m.unit_kind != "time"
        and q.scale == 1
        and not q.decimals
        and 0 < q.value <= _SMALL
        and (in_words(q) or not q.text[:1].isdigit() or (q.unit or "x") in "个家项只款笔起宗座条大种类名位")
    )


def passed(t: Term, whole: Term) -> bool:
    """True for what a list of parts of the whole passes over: small counts, unless counts are what it lists."""
    if counter(t) and (t.m.q.unit != whole.m.q.unit or in_words(t.m.q)):
        return True
    return _of_a_name(t, whole)


def _of_a_name(a: Term, b: Term) -> bool:
    """True for the 2 of Switch 2 and 《帕丁顿熊2》 beside millions."""
    small, large = sorted((a.m.q, b.m.q), key=lambda q: q.scale)
    return small.unit is None and small.scale == 1 and large.scale >= 10000 and abs(small.value) < 1000


def kindred(a: Term, b: Term) -> bool:
    """True when two figures can be a part and its whole: one unit, neither of them a price of something."""
    if a.percent or b.percent:
        return a.percent and b.percent
    if not (a.m.is_amount and b.m.is_amount and (same_unit(a.m.q, b.m.q) or _dollars(a, b))):
        return False
    if a.m.q.high is not None or b.m.q.high is not None:
        return False
    if _of_a_name(a, b):
        return False
    if a.m.q.unit != b.m.q.unit and any(x.m.q.unit is None and x.m.q.scale == 1 for x in (a, b)):
        known = a.m.q.unit or b.m.q.unit or ""
        if len(known) == 3 and known.isupper():
            return False  # $6.20 in cash and 0.25 share
    return not any(_PER.match(x.after) or "/" in (x.m.q.unit or "") for x in (a, b))


def _dollars(a: Term, b: Term) -> bool:
    """``港幣 74.5 億元，其中 42.6 億元``: a bare 元 behind a Hong Kong or Taiwan figure is that currency."""
    units = {a.m.q.unit, b.m.q.unit}
    bare = a if a.m.q.unit == "CNY" else b
    return (
        "CNY" in units
        and bool(units & {"HKD", "TWD", "MOP"})
        and "人民" not in bare.m.q.text + bare.before[-4:]
    )


def announced(terms: Sequence[Term]) -> int | None:
    """How many parts the words of a whole announce: the last small count among the terms given."""
    for t in reversed(terms):
        if counter(t) and t.m.q.value > 1 and not re.search(r"(?:前|第|近|过去|连续)\s*$|\bevery ", t.before):
            if re.match(
                r"\s*(?:months?|weeks?|days?|years?|quarters?|percent|times|-|个?(?:月|季|周|年|日|百分))",
                t.after,
            ):
                continue
            return int(t.m.q.value)
    return None
