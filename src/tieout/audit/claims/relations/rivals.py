"""Two figures of two things and the word for which is ahead: a premium over, points ahead of, 跑赢, 相差.

A lead in points that two rates give to the last digit is theirs; the word then says the sign. A lead told in
percent where the two rates lie as many points apart was meant in points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.formula import Operand, compute
from ...lexicon.patterns import DOWN_END
from ..base import STRONG, Context, Draft, Reading, operand, reading
from ..stated import stated
from .masked import Masked, Slot, borne_out, disagreement, masked_of

__all__ = ["find"]

_IN = r"[^#.。;；]"
_C = r"(?:compares? with|compared (?:with|to)|against|versus|vs\.?|on)"
_PREMIUM = (
    re.compile(
        rf"#(?P<k>[apx])(?P<a>\d+)#{_IN}{{0,50}}?\b{_C} (?:the |its |an? )?{_IN}{{0,20}}?#(?P=k)(?P<b>\d+)#{_IN}{{0,50}}?,? (?:an?|at an?|implying an?|representing an?|still an?) (?:#p(?P<d>\d+)# )?(?:(?P<up>premium)|discount)\b(?: of (?:about |around |some |roughly )?#p(?P<e>\d+)#)?"
    ),
    re.compile(
        rf"#(?P<k>[apx])(?P<a>\d+)#{_IN}{{0,30}}?,? (?:an?|at an?|still an?) (?:#p(?P<d>\d+)# )?(?:(?P<up>premium)|discount) to {_IN}{{0,60}}?#(?P=k)(?P<b>\d+)#(?P<e>)"
    ),
)
_AHEAD = re.compile(
    rf"#p(?P<a>\d+)#{_IN}{{0,60}}?\b(?:against|versus|vs\.?|compared with|while|and)\b{_IN}{{0,50}}?#p(?P<b>\d+)#{_IN}{{0,60}}?[,;(]\s?{_IN}{{0,24}}?#d(?P<d>\d+)# (?:percentage )?(?:points? )?(?:(?P<up>ahead|better|above|of outperformance)|(?P<down>behind|worse|below|of underperformance))\b"
)
_MARK = r"\b(?:index|benchmark|comparator|peer group|msci|s&p|sector)\b"
_TWO_LISTS = re.compile(
    rf"\b(?:fund|portfolio|strategy|trust|composite|partnership)\b[^#]{{0,30}}(?P<ours>(?:#p\d+#[^#]{{0,70}}?){{1,4}})\.\s+(?:the|our|its) [^#.]{{0,20}}{_MARK}[^#.]{{0,30}}(?P<theirs>(?:#p\d+#[^#.]{{0,70}}?){{1,4}})[.;,][^#.]{{0,30}}(?P<leads>(?:(?:#d\d+#|half a point)[^#.]{{0,50}}?){{1,3}})"
)
_LEAD_WORD = re.compile(r"#d(?P<d>\d+)# (?:percentage )?(?:points? )?(?:(?P<up>ahead)|behind)\b")
_OVER_EN = re.compile(
    r"#p(?P<a>\d+)#[^#;]{0,50}?,? (?:and |while )?(?:(?P<up>beating|beat|outperforming|outperformed|outpacing|outpaced|ahead of|topping)|(?:lagging|lagged|underperforming|underperformed|trailing|trailed|behind)) (?:the |its )?(?P<name>[a-z0-9&' ]{2,30}?) by #d(?P<d>\d+)#"
)
_OVER_ZH = re.compile(
    r"(?:(?P<up>跑赢|强于|领先|优于|好于|超越|超出)|(?P<down>跑输|弱于|落后|逊于))(?:于|了)?(?P<name>[^#，,。；;：:]{0,12}?)(?:指数)?(?:约|近|逾|超)?#d(?P<d>\d+)#"
)
_GAIN = re.compile(
    r"\bfrom #a(?P<b>\d+)# to #a(?P<a>\d+)#,? (?:\(|an? )(?:absolute |net )?(?:(?P<up>gain|rise|increase|improvement|jump)|fall|drop|decline|decrease|reduction) of #d(?P<d>\d+)#"
)
_GAP = (
    re.compile(
        rf"#p(?P<a>\d+)#{_IN}{{0,60}}?#p(?P<b>\d+)#{_IN}{{0,30}}?, an? (?:gap|difference|spread|lead) of #p(?P<d>\d+)#"
    ),
    re.compile(
        r"#p(?P<a>\d+)#[^#。；;]{0,16}[，,、][^#。；;]{0,16}#p(?P<b>\d+)#[^#。；;]{0,10}[，,](?:两者|二者|两家)?(?:仅|只)?(?:相差|差距为?|差)(?:约)?#p(?P<d>\d+)#"
    ),
    re.compile(
        r"(?:率|占比|份额|比重|比例)(?:为|是|达)?#p(?P<a>\d+)#\s*[(（][^#()（）]{0,12}#p(?P<b>\d+)#[^#()（）]{0,4}[)）][，,]?\s*(?:同比|按年|环比)?"
        r"(?:上升|提升|提高|增加|下降|下跌|回落|收窄|扩大)(?:了)?#p(?P<d>\d+)#"
    ),
    re.compile(
        r"\b(?:margin|ratio|rate|share|yield|utili[sz]ation|occupancy)\b[^#.;]{0,20}#p(?P<a>\d+)#,? (?:up|down|higher|lower) (?:by )?#p(?P<d>\d+)# "
        r"\((?:[^#()]|#t\d+#){0,60}#p(?P<b>\d+)#\)"
    ),
)


_OFFER = re.compile(r"\bin cash\b|\bcash and\b|\bplus\b|\bin (?:stock|shares)\b|\bshares? of\b")


def find(context: Context) -> Iterator[Draft]:
    """Every premium, lead and gap of a passage whose two figures stand beside it."""
    masked = masked_of(context)
    for frame in _PREMIUM:
        for found in masked.each(frame):
            yield from _premium(masked, found)
    done: set[int] = set()
    for found in masked.each(_AHEAD):
        a, b, d = (masked.slot(found, g) for g in "abd")
        if d.n not in done:
            done.add(d.n)
            yield from _sign(masked, a, b, d, 1 if found.group("up") else -1, found)
    for found in masked.each(_TWO_LISTS):
        yield from _two_lists(masked, found, done)
    for found in masked.each(_OVER_EN):
        yield from _over(masked, found, masked.slot(found, "a"))
    for found in masked.each(_OVER_ZH):
        yield from _over(masked, found, None)
    for found in masked.each(_GAIN):
        yield from _gain(masked, found)
    for frame in _GAP:
        for found in masked.each(frame):
            yield from _points_said_percent(masked, found)


def _value(s: Slot) -> Decimal:
    fell = not s.m.q.signed and (s.m.direction < 0 or DOWN_END.search(s.m.lead))
    return -abs(s.m.q.value) if fell else s.m.q.value


def _premium(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    a, b = masked.slot(found, "a"), masked.slot(found, "b")
    if _OFFER.search(masked.context.words(a.i)):
        return  # $11.50 in cash and half a share: the premium is that of both
    if a.m.q.unit != b.m.q.unit or min(a.m.q.value, b.m.q.value) <= 0 or a.m.q.value == b.m.q.value:
        return
    way = 1 if found.group("up") else -1
    number = found.group("d") or found.group("e")
    if not number:
        good = (a.m.q.value > b.m.q.value) == (way > 0)
        said = "above" if way > 0 else "below"
        reason = f"{a.m.q.text} is not {said} {b.m.q.text}"
        draft = disagreement("order", (a, b), said, "", reason, metric="comparison")
        yield borne_out(draft) if good else draft
        return
    d = masked.slots[int(number)]
    formula = f"{a.m.q.text} / {b.m.q.text} - 1"
    one = reading("change", STRONG, (a.m, b.m), operand(a.m), operand(b.m), formula=formula)
    if one is not None:
        yield stated(masked.context, d.i, d.m, "change", "TIE201", (one,), "percent change").replace(
            direction=way
        )


def _shown(s: Slot) -> str:
    return f"{'-' if _value(s) < 0 < s.m.q.value else ''}{s.m.q.text}"


def _gap(a: Slot, b: Slot, d: Slot) -> Decimal | None:
    """The first rate less the second, where its size is the one stated to the last digit."""
    got = _value(a) - _value(b)
    size = d.m.q.value / 100 if d.m.q.unit == "bp" else d.m.q.value
    places = Decimal(1).scaleb(-max(a.m.q.decimals, b.m.q.decimals))
    return got if got and abs(abs(got) - abs(size)) < places and min(a.m.q.decimals, b.m.q.decimals) else None


def _sign(masked: Masked, a: Slot, b: Slot, d: Slot, way: int, found: re.Match[str]) -> Iterator[Draft]:
    got = _gap(a, b, d)
    if got is None or d.m.q.comparator == "over":
        return
    good = (got > 0) == (way > 0)
    said, other = ("above", "below") if way > 0 else ("below", "above")
    reason = f"{_shown(a)} is not {said} {_shown(b)}"
    draft = disagreement("direction", (a, b, d), said, other, reason, metric="comparison")
    draft = draft.replace(
        start=min(s.m.q.start for s in (a, b, d) if s.i == d.i),
        end=masked.context.passage.start + masked.place(found.end()),
    )
    yield borne_out(draft).replace(numbers=((d.m.q.start, d.m.q.end),)) if good else draft


def _two_lists(masked: Masked, found: re.Match[str], done: set[int]) -> Iterator[Draft]:
    """The fund returned A and B. The index returned C and D; we are E behind for the year."""
    ours, theirs = (
        [masked.slots[int(n)] for n in re.findall(r"#p(\d+)#", found.group(g))] for g in ("ours", "theirs")
    )
    for lead in _LEAD_WORD.finditer(masked.text, found.start("leads"), found.end() + 40):
        d = masked.slots[int(lead.group("d"))]
        pairs = [(a, b) for a in ours for b in theirs if _gap(a, b, d) is not None]
        if len(pairs) == 1 and d.n not in done:
            done.add(d.n)
            yield from _sign(masked, *pairs[0], d, 1 if lead.group("up") else -1, lead)


_INDEX = re.compile(r"沪深|上证|中证|深证|创业板|大盘|基准|恒指|恒生|\bindex\b|\bbenchmark\b|\bmarket\b")


def _over(masked: Masked, found: re.Match[str], mine: Slot | None) -> Iterator[Draft]:
    """The rival's rate is looked for by its name in the passage; without a name it is the second of two."""
    d = masked.slot(found, "d")
    rates = [s for s in masked.slots if s.kind == "p" and s.n != d.n and _earned(s)]
    name = re.sub(r"\s+|指数|index|the ", "", found.group("name"))
    here = [s for s in rates if s.n < d.n and s.i == d.i]
    if not name:
        if len(here) >= 2:
            a, b = here[-2], here[-1]
            first, second = (_INDEX.search(_before(masked, s)) is not None for s in (a, b))
            if first != second:  # 沪深300下跌 3.4%，电子下跌 4.5%，跑输指数: the index may be told first
                way = 1 if found.group("up") else -1
                yield from _sign(masked, *((b, a) if first else (a, b)), d, way, found)
        return
    rivals = [s for s in rates if (mine is None or s.n != mine.n) and _is(name, s, masked)]
    own = mine or _own(masked, found, [s for s in here if s not in rivals])
    if own is None:
        return
    way = 1 if found.group("up") else -1
    fitting = [s for s in rivals if _gap(own, s, d) is not None]
    if len(fitting) == 1:
        yield from _sign(masked, own, fitting[0], d, way, found)
        return
    near = [s for s in rivals if s.n == d.n + 1 and s.m.bracketed and s.i == d.i]
    near = near or _shortest([s for s in rivals if s.n < d.n and s.i == d.i])
    near = near or _shortest([s for s in rivals if s.n < d.n and d.i - s.i <= 2])
    if fitting or own.i != d.i or len(near) != 1 or _OTHER_SPAN.search(_told_with(masked, own, d, near[0])):
        return
    values = [-operand(s.m) if _value(s) < 0 < s.m.q.value else operand(s.m) for s in (own, near[0])]
    result = compute("difference", *values)
    if d.m.q.unit == "bp":
        result = Operand(result.value * 100, result.interval.scaled(Decimal(100)))
    one = Reading(result, STRONG, f"{_shown(own)} - {_shown(near[0])}", (own.m, near[0].m))
    draft = stated(masked.context, d.i, d.m, "difference", "TIE202", (one,), "percentage points")
    yield draft.replace(direction=way)


def _earned(s: Slot) -> bool:
    """True for a rate, and for what a fund's own words make a share or a base of: 份额净值增长率, 同期基准收益率."""
    if s.m.role in ("change", "rate"):
        return True
    return (
        s.m.role in ("share", "base")
        and re.search(r"(?:增长率|收益率|回报率?)(?:为|是)?$", s.m.lead) is not None
    )


def _shortest(rivals: list[Slot]) -> list[Slot]:
    """Those of the shortest name: 沪深300 before 沪深300价值."""
    least = min((len(s.m.subject) for s in rivals), default=0)
    return [s for s in rivals if len(s.m.subject) == least]


_OTHER_SPAN = re.compile(
    r"分别|依次|年初|今年|以来|累计|年内|全年|近[一二三四五六\d]|当月|本月|单月|季度|year|month|since|quarter"
)


def _told_with(masked: Masked, own: Slot, d: Slot, rival: Slot) -> str:
    """The clauses of the three figures: each must speak of one and the same span, and of one name."""
    offset = masked.context.passage.start
    low = masked.context.passage.low
    return " ".join(low[s.m.clause.start - offset : s.m.q.start - offset] for s in (own, d, rival))


def _own(masked: Masked, found: re.Match[str], here: list[Slot]) -> Slot | None:
    """The rate of who leads: that of the name in front of the word, else the last one told in the sentence."""
    clause = re.split(r"[#，,。；;：:]", masked.text[: found.start()])[-1].strip()
    clause = re.sub(r"(?:分别|均|则|也|又|大幅|明显|显著|小幅|本周|全周|当月)+$", "", clause)
    if len(clause) >= 2:
        named = [s for s in masked.slots[: int(found.group("d"))] if s.kind == "p" and s.m.subject == clause]
        return named[-1] if named else None
    return here[-1] if here else None


def _before(masked: Masked, s: Slot) -> str:
    """The words in front of a figure, as far as the last mark or figure."""
    return re.split(r"[#，,。；;:：()（）]", masked.text[: masked.text.index(f"#{s.kind}{s.n}#")])[-1]


def _is(name: str, s: Slot, masked: Masked) -> bool:
    """True when a name, or its short form (恒指), stands before a rate or is its subject."""
    if name in re.sub(r"\s+|指数|index|the ", "", _before(masked, s)):
        return True
    subject = re.sub(r"\s+|指数|index|the ", "", s.m.subject)
    if not subject:
        return False
    if subject.endswith(name) or name.endswith(subject):
        return True
    rest = iter(s.m.subject)
    return bool(re.search(r"[\u4e00-\u9fff]", name)) and all(c in rest for c in name)


def _gain(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    a, b, d = (masked.slot(found, g) for g in "abd")
    if a.m.q.unit is not None or b.m.q.unit is not None or d.m.q.unit == "bp":
        return
    result = compute("difference", operand(a.m), operand(b.m))
    one = Reading(result, STRONG, f"{a.m.q.text} - {b.m.q.text}", (a.m, b.m))
    draft = stated(masked.context, d.i, d.m, "difference", "TIE202", (one,), "difference")
    yield draft.replace(direction=1 if found.group("up") else -1)


def _points_said_percent(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    a, b, d = (masked.slot(found, g) for g in "abd")
    if d.m.q.comparator or not d.m.q.decimals:
        return
    got = _gap(a, b, d)
    if got is None or min(a.m.q.value, b.m.q.value) <= 0:
        return
    relative = abs(a.m.q.value / b.m.q.value - 1) * 100
    if abs(relative - d.m.q.value) < Decimal(1).scaleb(-d.m.q.decimals):
        return
    reason = f"{a.m.q.text} - {b.m.q.text} are percentage points, not percent"
    draft = disagreement("difference", (d,), d.m.q.text, f"{abs(got)}", reason, metric="percentage points")
    yield draft.replace(rule="TIE202", evidence=disagreement("difference", (a, b), "", "", "").evidence)
