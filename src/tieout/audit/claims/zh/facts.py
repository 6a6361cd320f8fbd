"""The facts of a Chinese passage: each number in its place, and the topic it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from ...lexicon.patterns import FROM_ZH
from ...mentions import Mention, counted_by, same_unit
from ..base import Context
from .nouns import compared_with, noun_of, period_of, related, temporal

__all__ = ["Fact", "Topic", "FROM_THERE", "HAN", "LISTED", "borrowed", "fact_of"]


Kind = Literal["level", "base", "delta", "percent", "points", "share", "times", "other"]

HAN = re.compile(r"[\u4e00-\u9fff]")
_PIECE = re.compile(r"[，,；;。：:！？!?]|——")
LISTED = re.compile(r"^[\s、和及与以及/或]+$")

_SHRINKS = re.compile(r"(?:缩量|下修|缩水|少增|少减|净减|缩表)(?:了|约|近|逾|超|达|为)*$")
_GROWS = re.compile(r"(?:放量|上修|多增|净增|扩容|扩表)(?:了|约|近|逾|超|达|为)*$")
FROM_THERE = re.compile(rf"{FROM_ZH}[^，,；;。]*$")
_END_LEVEL = re.compile(
    r"(?:至|到|于|为|至多|最多|至少|最少|多达|高达|最高|最低)"
    r"(?:(?:20\d\d|二[零〇○][一二三四五六七八九零〇○]{2})年(?:度|上半年|末|底)?的?)?(?:约|近|逾|超过?|不足)?$"
)
_AGAINST = re.compile(
    rf"(?:较|(?<![占环同对正反之成配])比(?!例|重|值|率|亚迪|分|赛)|相比|高于|低于|超过|不及|{FROM_ZH})"
)
_TURNED = re.compile(r"转为|变为|转至")
"""环比由上月持平转为上涨 0.1%: the rate it came to."""
_RATE_THEN = re.compile(r"(?:上年同期|去年同期|上个?月|上一?季度?|前值|上期|上周|前一?[月季周期]|去年|上年)")
_RATE_WORD = re.compile(r"同比|环比|按[年月周季]")
_EARNED = re.compile(r"(?:[多少]赚|增产|减产|增收|减收|减亏|增亏)(?:了|约|近|逾|超过?)*$")
_OF_WHOLE = re.compile(r"(?:占|相当于|完成)[^，,；;。]*$")
_PULLS = re.compile(r"影响|拉动|贡献|拖累|带动|拉低|推高|抬升")
_SO_FAR = re.compile(r"累计|今年以来|年初至今|\d[-—–至到]\d{1,2}月|前[一二三四五六七八九十\d]+个?(?:月|季度)")
_ADDED = re.compile(r"新增(?:装机|产能|用户|投资|贷款|装机容量)?(?:约|近|逾|超过?|了|为)?$")
_GOAL = re.compile(
    r"(?:完成|达到|实现|相当于)[^，,；;。]*(?:目标|计划|预算|任务)[^，,；;。]{0,4}的(?:约|近|逾|超过?)?$"
)

_ONLY_TIME = re.compile(
    r"^\s*(?:[1-4]q(?:20)?\d\d|(?:fy|20)?\d\dq[1-4]|fy\d\d|(?:20)?\d\d年(?:\d{1,2}月|[一二三四]季度?|[上下]半年|q[1-4])?|\d{1,2}月|[一二三四]季度?|"
    r"上[年月周季]度?|去年(?:\d{1,2}月|[一二三四]季度?|同期)?|[上去]年同期|前值|上期)(?:同期|份|末)?[为是:：]?\s*$"
)
_ONLY_YEAR = re.compile(
    r"^\s*(?:20\d\d|二[零〇○][一二三四五六七八九零〇○]{2})年(?:同期|度|上半年)?[为是:：]?\s*$"
)
_LABELLED = re.compile(r"[:：]\s*(?:约为?)?\s*$")
_OTHER_ROLE = frozenset(["rank", "time"])


@dataclass(frozen=True)
class Fact:
    """One number in its place: what it says of which topic, compared with what."""

    m: Mention
    i: int
    kind: Kind
    key: str
    noun: str
    words: str
    listed: bool
    far: bool = False
    """The clause before names something else, so that the topic is not certain."""
    period: tuple[int | None, str] = (None, "")
    clause: str = ""
    """The folded words from the start of its clause to the number, other numbers included."""

    @property
    def way(self) -> int:
        """The direction its words give: 缩量 is down, 放量 is up."""
        return -1 if _SHRINKS.search(self.words) else 1 if _GROWS.search(self.words) else self.m.direction

    @property
    def value(self) -> Decimal:
        """The value printed."""
        return self.m.q.value


@dataclass(eq=False)
class Topic:
    """One thing measured, with its facts in order."""

    noun: str
    facts: list[Fact] = field(default_factory=list)

    def of(self, *kinds: Kind) -> list[Fact]:
        """The facts of these kinds that stand on their own."""
        return [f for f in self.facts if f.kind in kinds and not f.listed]

    def level(self) -> Fact | None:
        """The only level stated, or None."""
        levels = [f for f in self.of("level") if not f.m.intraday]
        return levels[0] if len({f.m.q.value for f in levels}) == 1 else None


_BORROWS = re.compile(r"^\s*[/、和及]\s*$")


def borrowed(row: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """``12.5/15.6 亿元``, ``42 亿、35 亿和 34 亿港元``: a figure without a unit takes that of the list's last."""
    out = list(row)
    for k in range(len(out) - 2, -1, -1):
        q, following = out[k].q, out[k + 1].q
        if (
            q.unit is not None
            or following.unit in (None, "个")
            or not _BORROWS.match(out[k + 1].gap)
            or q.rank
        ):
            continue
        if (
            following.unit in ("%", "times", "pp", "bp")
            or not any(c.isdigit() for c in q.text)
            or out[k].bracketed
        ):
            continue
        if q.scale == following.scale:
            out[k] = replace(out[k], q=replace(q, unit=following.unit))
        elif q.scale == 1:
            scaled = replace(q, unit=following.unit, value=q.value * following.scale, scale=following.scale)
            out[k] = replace(out[k], q=scaled)
    return tuple(out)


def _is_listed(row: Sequence[Mention], k: int) -> bool:
    """True for a number inside a run joined by list marks alone: 1.37%和255.9%."""
    before = k > 0 and LISTED.match(row[k].gap) and row[k - 1].q.unit == row[k].q.unit
    after = k + 1 < len(row) and LISTED.match(row[k + 1].gap) and row[k + 1].q.unit == row[k].q.unit
    return bool(before or after)


def fact_of(context: Context, i: int, m: Mention, before: list[Fact]) -> Fact:
    """A number as a fact: its kind, its key, its noun and its period."""
    gap = _gap(context, i, m)
    pieces = _PIECE.split(gap)
    words = pieces[-1]
    if len(pieces) > 1 and words.strip() in ("", "约", "约为") and _LABELLED.search(gap):
        words = pieces[-2]  # (2019年:约人民币232.0百万元)
    named = words
    if m.bracketed:
        outer, _, inner = words.rpartition("(" if "(" in words else "（")
        words, named = inner, outer if outer and not inner.strip() else inner
    last = before[-1] if before and before[-1].i == i else None
    same_clause = last is not None and len(pieces) == 1
    key, noun = compared_with(words), noun_of(named)
    kind = _kind(m, words, key, noun, before)
    if kind == "base" and m.unit_kind == "%" and _RATE_THEN.search(words):
        key = compared_with(_RATE_WORD.sub("", words)) or key
    if (
        kind == "level"
        and not noun
        and last is not None
        and last.kind == "base"
        and LISTED.match(gap)
        and last.m.index == m.index - 1
    ):
        kind, key = "base", last.key  # 去年10月为 6.96 亿手、69.9 万亿元
    if kind == "level" and not key and m.bracketed and last is not None and last.key in ("y", "p", "b"):
        if (
            last.kind in ("percent", "delta", "points")
            and last.m.index == m.index - 1
            and _ONLY_TIME.match(words)
        ):
            kind, key = "base", last.key  # 环比+4.96%（2Q25为63.85亿元）
    if kind == "level" and not key and m.bracketed and last is not None and _ONLY_YEAR.match(words):
        if last.kind == "level" and last.m.index == m.index - 1 and last.m.unit_kind == m.unit_kind:
            kind, key = "base", "y"  # 毛利率61.0%（二零二四年：60.5%）
    if not key and last is not None:
        bare = not noun and kind in ("delta", "percent", "points")
        follows = bare and len(pieces) == 2 and last.kind in ("base", "delta", "percent", "points")
        if follows or (same_clause and kind != "level"):
            key = last.key
    if kind in ("level", "base") and FROM_THERE.search(words) and not _END_LEVEL.search(words):
        kind, key = "base", key or "f"
    far = False
    against = _AGAINST.search(words) if kind in ("base", "delta", "percent", "points") else None
    if against:
        noun = noun_of(words[: against.start()])
    elif not noun and len(pieces) > 1 and not m.bracketed:
        inner = [x for x in map(noun_of, pieces[1:-1] if m.index else pieces[:-1]) if x]
        if inner and kind in ("level", "base"):
            noun = inner[-1]
        far = bool(inner)
    period = period_of(words)
    if period == (None, ""):
        outer = re.sub(r"[(（][^()（）]*[)）]", " ", gap)
        period = next(
            (q for x in reversed(_PIECE.split(outer)) if not temporal(x) and (q := period_of(x)) != period),
            period,
        )
    if _SO_FAR.search(gap):
        period = (period[0], "a0")
    elif period == (None, "") and before and kind in ("level", "base") and not temporal(words):
        listed = before[-1].kind == "base" and before[-1].i == i and LISTED.match(gap)
        levels = before[-1:] if listed else [f for f in before if f.kind == "level"]
        period = levels[-1].period if levels else period
    sentence = context.sentences[i]
    clause = sentence.low[max(m.clause.start - sentence.start, 0) : m.q.start - sentence.start]
    return Fact(m, i, kind, key, noun, words, _is_listed(context.mentions[i], m.index), far, period, clause)


def _gap(context: Context, i: int, m: Mention) -> str:
    """The folded words since the last number that is no time and no place: 从第 30 周的 18.6 元."""
    row, sentence = context.mentions[i], context.sentences[i]
    k = m.index
    while k and _passes(row[k - 1]):
        k -= 1
    begin = row[k - 1].q.end if k else sentence.start
    return sentence.low[begin - sentence.start : m.q.start - sentence.start]


def _passes(m: Mention) -> bool:
    """True for a number that states no figure of its own: a place, a time, 两项 and 三者."""
    if m.role in _OTHER_ROLE or m.unit_kind == "time":
        return True
    if m.q.unit is None and re.search(r"(?:合约|代码|编号|第)\s*$", m.gap):
        return True
    spelled = not any(c.isdigit() for c in m.q.text)
    return spelled and m.q.scale == 1 and m.unit_kind not in ("%", "pp", "times") and m.q.value <= 20


def _kind(m: Mention, words: str, key: str, noun: str, before: list[Fact]) -> Kind:
    if m.role in _OTHER_ROLE or m.unit_kind == "time" or counted_by(m):
        return "other"
    if m.role == "share" or (m.unit_kind == "%" and _GOAL.search(words)):
        return "share"
    if m.unit_kind == "times":
        return "times"
    if m.unit_kind == "pp":
        return "other" if _PULLS.search(words) else "points"
    if _passes(m) or (m.q.unit is None and m.bracketed):
        return "other"
    past = temporal(words)
    if m.is_amount and _OF_WHOLE.search(words) and re.match(r"^[^，,；;。]{0,6}的", m.tail):
        return "base"  # 占营业收入 84.5 亿元的 15%
    if m.unit_kind == "%":
        if m.role == "change" or _EARNED.search(words):
            rates = any(f.kind == "percent" for f in before)
            then = past and rates and _RATE_THEN.search(words) and not _TURNED.search(words)
            return "base" if then else "percent"
        known = any(f.m.unit_kind == "%" for f in before)
        return "base" if key and key != "h" and (known or not past) else "level"
    if _ADDED.search(words) and not re.search(r"较|比", words):
        return "base" if key else "level"
    if not _END_LEVEL.search(words) and (
        m.role == "delta" or _SHRINKS.search(words) or _GROWS.search(words) or (key and _moved(words))
    ):
        return "delta"
    known = any(
        f.kind == "level" and same_unit(f.m.q, m.q) and (not noun or related(noun, f.noun)) for f in before
    )
    if key and (known or not past):
        return "base"
    return "level"


def _moved(words: str) -> bool:
    """A verb of change ends the words, though not one of the general list: 较上周净流入增加."""
    return bool(
        re.search(
            r"(?:增加|增长|减少|下降|上涨|下跌|上升|多|少|高|低|缩量|放量)(?:了|约|近|逾|超|达)*$", words
        )
    )
