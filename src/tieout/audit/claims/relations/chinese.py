"""A word between two figures of one thing, now and before, that stands alone: 上月为3.2倍，领先优势扩大.

What is said to move is the thing the two figures measure, its size or its rate: 规模, 幅度, 优势, 差距, a noun that
stands before the figures as well. Where the move has a figure of its own, the topics of the passage hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, compute, verify
from ...lexicon.patterns import DOWN_END
from ..base import FRAMED, STRONG, Context, Draft, Reading, caveat_of, magnitude, operand
from ..stated import stated
from .masked import Masked, Slot
from .words import ADVERB, THEN, WORD, relation, told

__all__ = ["find"]

_NOW, _BASE = r"#[apdx](?P<a>\d+)#", r"#[apdx](?P<b>\d+)#"
_IN = r"[^#，,。；;:：()（）]"
_END = r"(?=[了]?(?:[，,。；;:：)）\s]|$))"
_WHAT = rf"(?P<what>{_IN}{{0,12}}?)"
_TIME_NOW = r"(?:本[周月期季年日]|当[前周月季日]|目前|最新|今年|现)"
_FRAMES = tuple(
    re.compile(x)
    for x in (
        # 差距达 A，较上周的 B 收窄
        rf"{_NOW}{_IN}{{0,6}}[，,]?\s*(?:环比|同比)?(?:较|比|相比于?){_IN}{{0,4}}{THEN}{_IN}{{0,8}}?{_BASE}(?P<what>){ADVERB}{WORD}{_END}",
        # A，上月为 B，领先优势扩大
        rf"{_NOW}{_IN}{{0,8}}[，,]\s*{_IN}{{0,3}}{THEN}{_IN}{{0,10}}?{_BASE}{_IN}{{0,6}}[，,]\s*{_WHAT}{ADVERB}{WORD}{_END}",
        # A（上月为 B），领先优势扩大
        rf"{_NOW}\s*[(（]\s*{_IN}{{0,3}}{THEN}{_IN}{{0,8}}?{_BASE}\s*[)）]\s*[，,]?\s*{_WHAT}{ADVERB}{WORD}{_END}",
        # 上周 B，本周 A，较上周略升
        rf"{THEN}{_IN}{{0,10}}?{_BASE}{_IN}{{0,6}}[，,；;]\s*{_TIME_NOW}{_IN}{{0,10}}?{_NOW}{_IN}{{0,6}}[，,]\s*{_WHAT}{ADVERB}{WORD}{_END}",
        # 折让 A，折让幅度较上周的 B 收窄
        rf"{_NOW}{_IN}{{0,4}}[，,]\s*{_WHAT}(?:较|比|相比于?){_IN}{{0,4}}{THEN}{_IN}{{0,8}}?{_BASE}{ADVERB}{WORD}{_END}",
        # A，较上月回升（上月 B）; A，与上月末持平，上月末亦为 B
        rf"{_NOW}{_IN}{{0,4}}[，,]\s*(?:较|比|与|同){_IN}{{0,3}}{THEN}(?P<what>){_IN}{{0,3}}?{ADVERB}{WORD}\s*[，,(（]\s*{_IN}{{0,2}}{THEN}{_IN}{{0,8}}?{_BASE}",
    )
)
_BY = re.compile(
    rf"{_NOW}{_IN}{{0,6}}[，,]?\s*(?:较|比|相比于?){_IN}{{0,4}}{THEN}{_IN}{{0,8}}?{_BASE}{ADVERB}{WORD}(?:了|约)?#d(?P<by>\d+)#"
)
# 净额 -2.07 亿元，去年同期 -3.14 亿元，净流出同比减少 1.07 亿元: the size of what is below zero
_SIZE_BY = re.compile(
    rf"#a(?P<a>\d+)#[，,]\s*{_IN}{{0,3}}{THEN}{_IN}{{0,6}}?#a(?P<b>\d+)#[，,]\s*(?P<what>{_IN}{{0,4}}(?:净流出|流出|亏损|净亏损?|逆差|赤字)){_IN}{{0,4}}?{WORD}(?:了|约)?#a(?P<by>\d+)#"
)
# 同比上涨 A。……2月涨幅比1月的 B 收窄 D: the rate now is told before, often some sentences ago.
_RATE_BY = re.compile(
    rf"(?P<noun>[涨跌降增升减]幅|增速|增长率)(?:较|比){_IN}{{0,4}}{THEN}{_IN}{{0,8}}?#p(?P<b>\d+)#{ADVERB}{WORD}(?:了|约)?#d(?P<by>\d+)#"
)
_OF_BOTH = re.compile(
    r"^(?:(?:流[入出]|净流[入出]|亏损|成交|发行|融资|库存|持仓|销售|交易|资金)?(?:规模|幅度|优势|领先优势|差距|力度|水平|总量|总额)|"
    r"[涨跌降增升减]幅|增速|增势|跌势|涨势|亏损(?:额|幅度)?|剪刀差|价差|利差|倒挂|溢价率?|折价率?|贴水|升水|领先幅度|占比|比例|同比|环比|"
    r"(?:环比|同比|较|比)?.{0,2}(?:上[周月年期季]|去年|前值|前期|此前)(?:同期|度)?)?$"
)
_SIZE = re.compile(r"亏|跌幅|降幅|减幅|流出|逆差|赤字|倒挂|贴水|折价|跌势")
_NOT = re.compile(
    r"汇率|兑|排名|名次|位次|第[一二三四五六七八九十\d]|分别|目标|预计|预期|如果|若|有望|指引|均值|最高|最低|一度"
)


def find(context: Context) -> Iterator[Draft]:
    """Every word of a Chinese passage that says how a figure stands to the one before, and has none of its own."""
    masked = _masked(context)
    if masked is None:
        return
    seen: set[tuple[int, int]] = set()
    for frame in _FRAMES:
        for found in masked.each(frame):
            now, base = masked.slot(found, "a"), masked.slot(found, "b")
            if (now.n, base.n) in seen or _NOT.search(found.group()) or caveat_of(found.group()):
                continue
            if not _of_both(masked, found, min(now, base, key=lambda s: s.n)):
                continue
            seen.add((now.n, base.n))
            size = bool(_SIZE.search(found.group("what")))
            draft = told(now, base, relation(found, _noun(masked, found)), size=size)
            if draft is not None:
                yield draft.replace(end=context.passage.start + masked.place(found.end()))
    for frame, moved in ((_BY, _moved_by), (_SIZE_BY, _size_moved), (_RATE_BY, _rate_moved)):
        for found in masked.each(frame):
            if not _NOT.search(found.group()) and not caveat_of(found.group()) and _says(masked, found):
                yield from moved(masked, found)


def _noun(masked: Masked, found: re.Match[str]) -> str:
    """The words of the sentence up to the frame, its own figure taken out."""
    return re.split(r"[。；;#]", masked.text[: found.start()])[-1] + found.group()


def _says(masked: Masked, found: re.Match[str]) -> bool:
    return relation(found, _noun(masked, found)) not in ("", "flat")


def _masked(context: Context) -> Masked | None:
    from .masked import masked_of

    if not re.search(r"[\u4e00-\u9fff]", context.passage.text):
        return None
    return masked_of(context)


def _of_both(masked: Masked, found: re.Match[str], first: Slot) -> bool:
    """True when what moves is what the two figures measure: said in a general word, or named before them."""
    what = re.sub(r"^(?:且|而|其|但|因此|故|所以|说明|显示|反映|两者|二者)+", "", found.group("what")).strip()
    if _OF_BOTH.match(what):
        return True
    before = masked.text[max(0, found.start() - 40) : found.start() + 1]
    words = re.split(r"[。；;]", before)[-1] + first.m.lead
    what = re.sub(r"(?:幅度|规模|水平|力度|程度)$", "", what)
    return len(what) >= 2 and what in words


def _moved_by(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``净息差1.54%，较去年同期的1.62%收窄8个基点``: level, base and move in one phrase."""
    now, base, by = (masked.slot(found, g) for g in ("a", "b", "by"))
    if now.kind != "p" or base.kind != "p":
        return
    one = _points(now, base, by, FRAMED, size=bool(found.group("wide") or found.group("tight")))
    if found.group("good") or found.group("bad"):
        draft = told(now, base, relation(found, _noun(masked, found)))
        if draft is not None:
            yield draft.replace(end=max(draft.end, by.m.q.end))
    elif one is not None:
        yield _draft(masked, by, found, (one,))


def _size_moved(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    now, base, by = (masked.slot(found, g) for g in ("a", "b", "by"))
    if max(now.m.q.value, base.m.q.value) < 0 and now.m.q.unit == base.m.q.unit == by.m.q.unit:
        result = compute("difference", magnitude(operand(now.m)), magnitude(operand(base.m)))
        one = Reading(result, FRAMED, f"|{now.m.q.text}| - |{base.m.q.text}|", (now.m, base.m))
        yield _draft(masked, by, found, (one,))


def _rate_moved(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """The rate now is the only one told before, or the one that stands so far from the base."""
    base, by = masked.slot(found, "b"), masked.slot(found, "by")
    noun = found.group("noun")
    falls = noun[0] in "跌降减"
    nows = [
        s
        for s in masked.slots[: base.n]
        if s.kind == "p"
        and s.m.role == "change"
        and bool(DOWN_END.search(s.m.lead)) == falls
        and base.i - s.i <= 6
    ]
    size = noun.endswith("幅") or relation(found) in ("wide", "tight")
    readings = [r for s in nows if (r := _points(s, base, by, STRONG, size=size)) is not None]
    fitting = [r for r in readings if verify(by.m.q, magnitude(r.result)).verdict != "contradicted"]
    if len({r.result.value > 0 for r in fitting}) == 1:
        yield _draft(masked, by, found, fitting)
    elif len(readings) == 1:
        yield _draft(masked, by, found, readings)


def _points(now: Slot, base: Slot, by: Slot, strength: int, *, size: bool) -> Reading | None:
    """The points between two rates, or between their sizes."""
    if (now.m.q.value < 0) != (base.m.q.value < 0):
        return None
    values = [operand(s.m) for s in (now, base)]
    if size:
        values = [magnitude(v) for v in values]
    elif any(DOWN_END.search(s.m.lead) for s in (now, base)):
        return None
    result = compute("difference", *values)
    if by.m.q.unit == "bp":
        result = Operand(result.value * 100, result.interval.scaled(Decimal(100)))
    return Reading(result, strength, f"{now.m.q.text} - {base.m.q.text}", (now.m, base.m))


def _draft(masked: Masked, by: Slot, found: re.Match[str], readings: Sequence[Reading]) -> Draft:
    draft = stated(masked.context, by.i, by.m, "difference", "TIE202", readings, "percentage points")
    word = relation(found, _noun(masked, found))
    return draft.replace(direction=1 if word in ("wide", "up") else -1)
