"""Shares of a whole that another passage of the report tells by its name.

``增值服务收入 958.6 亿元，占总收入 50%`` where the first paragraph gives 总收入; ``adjusted EBITDA of $258.2 million, or
20.1% of sales`` where sales stand in the bullet above. The name behind the share must be the whole of the
name in front of the other figure, of one moment, and told with one figure only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..mentions import Mention, same_unit
from .base import FRAMED, MEDIUM, STRONG, Context, Draft, quotient
from .cube.moments import Moment, moments_in
from .relations.masked import Masked, Slot, masked_of
from .stated import stated
from .zh.nouns import noun_of

__all__ = ["find"]

_CHANGES = r"(?:[，,(（]?[^#，,。；;()（）]{0,10}#[pdx]\d+#(?:个?点|左右)?[)）]?)*"
_ZH = re.compile(
    rf"#a(?P<part>\d+)#[^#，,。；;()（）]{{0,4}}{_CHANGES}[，,(（]\s*(?:约|已|其)?"
    r"占(?:到|据|了|同期)?(?P<what>[^#，,。；;:：()（）]{2,20}?)的?(?:比重|比例|份额|百分比)?(?:为|达到?|约|近|逾|超过?)*#p(?P<share>\d+)#"
)
_ZH_BEHIND = re.compile(
    r"(?P<what>[^#，,。；;:：()（）]{4,24}?)(?:中|里)[，,]?[^#，,。；;]{2,12}?占(?:比|了)?(?:为|达|约)*#p(?P<share>\d+)#"
    r"[，,](?:[^#，,。；;]{0,10}(?:为|达|约|额|值))#a(?P<part>\d+)#"
)
_EN = re.compile(
    r"#a(?P<part>\d+)#(?: (?!of\b|from\b|to\b)[a-z\-]+){0,3},? (?:(?:or|which is|equal to|equivalent to|representing|accounting for|making up) |\()?"
    r"#p(?P<share>\d+)# of (?:the |its |our |their |all |group |group's |company's |overall |consolidated )*"
    r"(?P<what>(?:total |net |gross )*[a-z]+(?: (?!in\b|for\b|at\b|as\b|and\b|was\b|were\b|compared\b|versus\b|against\b|up\b|down\b|from\b)[a-z]+)?)"
    r"(?=[,.;)]|$| (?:compared|versus|against|up|down|from)\b)"
)
_NOT_ONE = re.compile(
    r"分别|依次|合计|共计|两者|二者|三者|[两三四五]家|其他|respectively|together|combined|between them"
)
_OUTSIDE = re.compile(r"全国|全球|世界|行业|市场|gdp|股本|目标|计划|预算|市占|同类|其$")
_OTHER_BASIS = re.compile(
    r"剔除|扣除|不含|不包括|可比|口径|调整|excluding|adjusted|organic|like-for-like|pro forma|comparable|underlying|target|guidance|expect|forecast"
)
_GENERIC = re.compile(
    r"(?:全国|我国|全市|全省|全区|全社会|全港|本港|公司|集团|本集团|本公司|本期|当期|期内|整体|全部|同期|合并|报告期内?|全行业|行业|累计|实现|其中|"
    r"[\d年月日第一二三四上下半季度全前\-—–至~、末底初（）()\s]|quarter|the|of)*"
)
_LINK = r"(?:的)?(?:临时估计|初步估计|修订估计|初值|规模|总额|合计|总计|共计)?(?:约|为|达到?|是|有|共|录得|报|实现|完成|达成|合计|总计|超|逾|近|#p\d+#[，,至到]*|(?:同比|按年|环比)?(?:大幅|小幅)?(?:增长|上升|增加|增|升|下降|下跌|减少|跌|降)(?:#p\d+#)?[，,]?(?:至|到)?)*$"
_EN_LINK = r"(?: (?!margin|per|from|by\b|a\b|than|growth|guidance|share|cost)[^#;:.,]{0,40}(?:#p\d+#[^#;:.,]{0,30}?)?| )?[(]?"
_SPAN = re.compile(r"\b(?:in|for|over|during)\b(?! the (?:[a-z]+ )?(?:quarter|period))")
_BASE_END = re.compile(
    r"\b(?:by|above|below|over|from|than|against|versus|exceed(?:ed|ing)?|added|adding)\s*$"
)
_BASE_TAIL = re.compile(
    r"^\s*(?:in the (?:same|prior|previous|year-ago)|a year (?:ago|earlier|before)|(?:the )?(?:prior|previous) year|last year)"
)


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every share whose whole is told by name in another passage, and in no other way in its own."""
    own = [c for c in contexts if c.passage.role not in ("source", "contents")]
    pages: list[Masked] = []
    for context in own:
        low = context.passage.low
        frames = (_ZH, _ZH_BEHIND) if "占" in low else (_EN,) if "% of " in low else ()
        if not frames or not any(m.unit_kind == "%" for row in context.mentions for m in row):
            continue
        page = masked_of(context)
        for frame in frames:
            for found in frame.finditer(page.text):
                pages = pages or [masked_of(c) for c in own if c.mentions]
                yield from _share(pages, page, found, chinese=frame is not _EN)


def _share(pages: Sequence[Masked], page: Masked, found: re.Match[str], *, chinese: bool) -> Iterator[Draft]:
    part, share = page.slot(found, "part"), page.slot(found, "share")
    what = _whole_name(found["what"], chinese=chinese)
    said = found.group()
    if not what or part.i != share.i or not _plain_part(part, share):
        return
    if _NOT_ONE.search(said) or _OTHER_BASIS.search(said) or (chinese and _OUTSIDE.search(what)):
        return
    here = _moment(page, part)
    told: list[tuple[Mention, int]] = []
    for other in pages:
        for slot, sure in _levels(other, what, chinese=chinese):
            if slot.m is part.m or not same_unit(slot.m.q, part.m.q) or slot.m.q.value < part.m.q.value:
                continue
            then = _moment(other, slot)
            tie = (
                MEDIUM
                if not (sure and _agree(here, then))
                else STRONG
                if then is None or here is None
                else FRAMED
            )
            told.append((slot.m, tie))
    if len({m.q.value for m, tie in told if tie >= STRONG}) != 1:
        return
    readings = [r for m, tie in told if (r := quotient("share", tie, part.m, m))]
    yield stated(page.context, share.i, share.m, "share", "TIE205", readings, "share of the whole")


def _plain_part(part: Slot, share: Slot) -> bool:
    a, p = part.m, share.m
    return (
        a.is_amount
        and a.q.value > 0
        and a.q.high is None
        and a.role not in ("delta", "base", "threshold", "rank", "time")
        and not p.q.signed
        and p.q.high is None
    )


def _whole_name(what: str, *, chinese: bool) -> str:
    """What a share is said to be of, without what any whole is called: 我国外贸总值 is 外贸总值."""
    if not chinese:
        words = re.sub(r"\b(?:total|net|gross|the)\b", " ", what).split()
        return " ".join(words) if words and not _VAGUE.fullmatch(words[-1]) else ""
    name = noun_of(what)
    generic = _GENERIC.match(name)
    name = name[generic.end() :] if generic else name
    return name if len(name) >= 2 else ""


_VAGUE = re.compile(
    r"total|whole|them|these|those|it|that|which|group|year|way|time|respondents|people|shares?|stock|capital|"
    r"market|world|population|all|gdp|stake|company|firm|price|value|amount|increase|decline|growth|rise|fall"
)


@lru_cache(maxsize=256)
def _named(what: str, chinese: bool) -> re.Pattern[str]:
    if chinese:
        core = re.escape(what.removeprefix("总"))
        return re.compile(
            rf"(?:^|[，,。；;:：\n(（])(?P<head>[^#，,。；;:：()（）]{{0,24}}?)总?{core}{_LINK}"
        )
    name = re.escape(what)
    name = name[:-1] + "s?" if what.endswith("s") else name + "s?"
    return re.compile(
        rf"(?:^|[.;:,•·|]\s*|[-–—]\s|\b(?:the|its|our|group|company's|and|with|consolidated|quarterly|reported) )"
        rf"(?:(?:total|net|gross|group|company|quarterly|third-quarter|second-quarter|first-quarter|fourth-quarter) )*{name}{_EN_LINK}$"
    )


def _levels(page: Masked, what: str, *, chinese: bool) -> Iterator[tuple[Slot, bool]]:
    """The figures of a passage that stand behind the name; True for those behind it and nothing else."""
    bare = what.removeprefix("总") if chinese else what.rstrip("s")
    if bare not in page.text:
        return
    pattern = _named(what, chinese)
    for slot in page.slots:
        m = slot.m
        if slot.kind != "a" or m.q.high is not None or m.role in ("delta", "base", "threshold", "rank"):
            continue
        at = page.text.index(f"#a{slot.n}#")
        before = page.text[max(0, at - 110) : at]
        before = re.split(r"#[agtx]\d+#", before)[-1] if not chinese else before
        found = pattern.search(before)
        if found is None:
            continue
        if chinese:
            generic = _GENERIC.match(found["head"])
            sure = generic is not None and generic.end() == len(found["head"])
        else:
            spanned = _SPAN.search(found.group()) is not None
            sure = not (spanned or _BASE_END.search(before) or _BASE_TAIL.match(m.tail))
        yield slot, sure and not _OTHER_BASIS.search(found.group())


def _moment(page: Masked, slot: Slot) -> Moment | None:
    """The moment last named before a figure, in its passage."""
    context = page.context
    low = context.passage.low[: slot.m.q.start - context.passage.start]
    dated = [m for _, _, m in moments_in(low[-400:]) if not m.move and m.rel != "now"]
    return dated[-1] if dated else None


def _agree(one: Moment | None, other: Moment | None) -> bool:
    """True unless both are dated, and by two times."""
    if other is not None and other.rel in ("yearago", "prev", "prev2", "yearend"):
        return one is not None and one.rel == other.rel
    if one is None or other is None:
        return True
    if one.rel in ("yearago", "prev", "prev2"):
        return False
    years = one.year is None or other.year is None or one.year == other.year
    return years and one.part == other.part
