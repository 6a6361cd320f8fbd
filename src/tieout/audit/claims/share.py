"""Shares: a part of a whole stated before it, and shares that are added up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from ...model.formula import Operand, compute, verify
from ..lexicon import patterns as p
from ..mentions import Mention, in_words, same_unit
from .base import FRAMED, MEDIUM, STRONG, WEAK, Context, Draft, Reading, operand, quotient
from .stated import clause_span, loosened, stated

__all__ = ["find", "products"]

_OBJECT = re.compile(
    r"占(?:到|了|据)?(?:同期|整个|全部|全国|全球|公司|行业|市场|当月|其|集团)*(?:20\d\d\s*年?|\d{1,2}\s*月|上半年|全年|上年|年度)*(?:同期|经审计)?"
    r"(?P<what>[\u4e00-\u9fff]{1,10}?)(?:的比重|的比例|的份额|比重|比例|的|约|近|逾|超过?|达到?|为|仅|不足)*\s*$"
)
_DONE = re.compile(r"完成(?:了)?(?:全年|年度|年初)?(?P<what>计划|目标|任务|预算)的?(?:约|近|逾)?\s*$")
_NAMED = re.compile(
    r"(?P<a>[\u4e00-\u9fff]{2,10})占(?P<b>[\u4e00-\u9fff]{2,8}?)(?:的)?(?:比重|比例|比率)(?:为|达到?|约)*\s*$"
)
_OF_WHAT = re.compile(
    r"^\s*of (?:the |its |our |their |total |overall |all |company |group )*(?P<what>(?:net |gross |operating )?[a-z]{4,})"
)
_OF_SHORT = re.compile(
    r"^\s*of (?:the |its |our |their |total |all )*(?P<what>(?!all|its|the|our)[a-z]{3})\b"
)
_OUTSIDE = re.compile(
    r"占(?:到|了|据)?(?:[^，,。；;]{0,6})(?:全国|全球|行业|市场|全市|全省|世界|GDP|gdp|股本|已发行|总股本)|市占|of (?:global|world|the world|national|the market|outstanding|issued)|market share|市占率|市场份额"
)
_TOGETHER = re.compile(
    r"(?:[两二三四五六七八]者|[两三四五六]家|[两三四五六]项|合计|合共|共计?|加起来|together|combined|between them)[^，,；;]{0,8}占[^，,；;]*$"
)
_DEALT = re.compile(r"分别|依次|[分各]占")
_NEXT_LISTED = re.compile(r"^\s*(?:、|和|及|与|以及|,|，)\s*$")
_OF_WHICH = re.compile(r"其中|包括|of which|of it|of them|of those|of these|of that")


def find(context: Context) -> Iterator[Draft]:
    """Every stated share of a passage with the wholes it can be a share of."""
    flat = context.flat()
    parts: set[int] = set()
    sticky: Mention | None = None
    for at, (i, m) in enumerate(flat):
        if m.unit_kind != "%" or not (m.role == "share" or _of_it(context, i, m) or _DONE.search(m.lead)):
            continue
        if re.match(r"\s*of (?:them|those|these|which|whom)\b", m.tail):
            continue  # a share of the figure before it; the part is not stated
        everyone = re.match(r"\s*of all (?:the )?(?P<noun>[a-z]{4,})\b", m.tail)
        if everyone and re.search(rf"\d {everyone.group('noun')}\b", context.words(i)):
            continue  # of 540 respondents ..., 42% of all respondents: the whole is the one so named
        if _DEALT.search(m.lead) and at + 1 < len(flat) and _NEXT_LISTED.match(flat[at + 1][1].gap):
            continue  # 甲（20 人）及乙（10 人）分别占 P 及 Q: dealt out elsewhere
        framed = _framed(context.mentions[i], m)
        if framed is not None and in_words(framed[1].q) and framed[0].q.decimals:
            continue  # a rise of 1/4 point to 7-3/4 percent of two of the prime rates
        if framed is not None:
            yield from _frame_draft(m, *framed)
            parts.add(framed[0].q.start)
            continue
        part = _part(context.mentions[i], m)
        if part is not None and _CLASS.match(part.tail):
            continue  # 709 家融资在 1 亿元以内，占 45%: the amount bounds a class, the part is who is in it
        if part is None or _TOGETHER.search(m.lead):
            continue  # 两者合计占 P: the part is a sum
        parts.add(part.q.start)
        what = _object(m)
        wholes = _wholes(flat, at, part, parts, what, sticky)
        readings: list[Reading] = []
        outside = bool(_OUTSIDE.search(m.gap) or _OUTSIDE.search(m.lead + m.tail))
        for whole, strength in wholes:
            grade = WEAK if outside and not (what and what in whole.subject) else strength
            r = quotient("share", grade, part, whole)
            if r is not None:
                readings.append(r)
        start, end = clause_span(context, i, m)
        fitting = [
            r for r in readings if r.strength >= MEDIUM and verify(m.q, r.result).verdict != "contradicted"
        ]
        if fitting or (readings and readings[0].strength == STRONG):
            sticky = (fitting or readings)[0].operands[1]
        yield Draft(
            "share",
            "TIE205",
            start,
            end,
            m.q,
            tuple(loosened(context, i, m, readings)),
            subject=part.subject or None,
            metric="share of the whole",
            numbers=((m.q.start, m.q.end),),
            caveat=_own_basis(context, i, m)
            or ("" if not outside else "the whole may be one the text does not state"),
        )


_CLASS = re.compile(r"^\s*(?:及|\(含\)|（含）)?(?:以内|以下|以上|之间|及其以[上下])")
_BASIS = re.compile(r"^\s*[(（][^()（）]{0,24}?(?:口径|计算|单边|双边|加权|折算)")


def _own_basis(context: Context, i: int, m: Mention) -> str:
    """A bracket behind a share may say what it is reckoned on: 约 22%（双边计算）."""
    sentence = context.sentences[i]
    return (
        "the share states a basis of its own"
        if _BASIS.match(sentence.low[m.q.end - sentence.start :])
        else ""
    )


def _of_it(context: Context, i: int, m: Mention) -> bool:
    """``took $4.7 billion of it, more than a fifth``: a fraction behind a part of a whole."""
    row = context.mentions[i]
    if m.role not in ("rate", "bare", "change", "level") or not m.index:
        return False
    if _framed(row, m) is not None and not m.direction:
        return True
    if re.search(r"\b(?:and|but|while)\b", m.gap):
        return False  # by 93 firms, 17 of them foreign, and 74 percent by banks
    return bool(re.search(r"^\s*of (?:it|them|that|those|these)\b", row[m.index - 1].tail))


def _framed(row: tuple[Mention, ...], m: Mention) -> tuple[Mention, Mention] | None:
    """Part and whole where the sentence says both: 占 W 的 P; P of W; X of the W, P."""
    k = m.index
    if m.q.signed or (k >= 2 and row[k - 2].bracketed):
        return None  # (PC, +11.7%): a sign is that of a change
    if (
        k >= 2
        and re.match(r"^的(?:约|近|逾|超过?|比重|比例|为|达到?|仅)*\s*$", m.lead)
        and re.search(r"占", row[k - 1].lead)
    ):
        part, whole = row[k - 2], row[k - 1]
        if part.is_amount and whole.is_amount and same_unit(part.q, whole.q):
            return part, whole
    if (
        k >= 2
        and (
            m.bracketed
            or re.match(r"^[^,;.0-9]{0,24},\s*(?:or|about|i\.e\.)\s*(?:about |nearly |some )?$", m.gap)
        )
        and re.search(r"^\s*(?:out )?of (?:the |all |its |our )?(?:[$€£])?\s*$", row[k - 2].lead)
        and row[k - 2].index == 0
    ):
        # Of 1,250 respondents, 475 (38%) said so.
        whole, part = row[k - 2], row[k - 1]
        if (
            part.is_amount
            and whole.is_amount
            and part.q.value <= whole.q.value
            and same_unit(part.q, whole.q)
        ):
            return part, whole
    named = _NAMED.search(m.lead)
    if named:
        # 研发投入占营收比重为 7.5%，研发投入 4.2 亿元，营收 56.0 亿元
        parts = [
            x
            for x in row[k + 1 :]
            if x.is_amount and len(x.lead.strip()) >= 2 and named.group("a").endswith(x.lead.strip())
        ]
        wholes = [
            x
            for x in row[k + 1 :]
            if x.is_amount and x.subject and (x.subject in named.group("b") or named.group("b") in x.lead)
        ]
        if (
            len(parts) == 1
            and len(wholes) == 1
            and parts[0] is not wholes[0]
            and same_unit(parts[0].q, wholes[0].q)
        ):
            return parts[0], wholes[0]
    if k + 1 < len(row) and k >= 1:
        whole = row[k + 1]
        if whole.is_amount and re.match(
            r"^\s*,?\s*of (?:the |its |their |all |our |total )*(?:[a-z\-]+ ){0,4}(?:of )?[$€£]?$", whole.gap
        ):
            nearest = next((x for x in reversed(row[:k]) if x.is_amount and x.role != "time"), None)
            if (
                nearest is not None
                and nearest.clause.segment == m.clause.segment
                and same_unit(nearest.q, whole.q)
                and not re.search(r"compared|versus", whole.gap)
                and not re.search(r"\b(?:for|at|by)\s*[$€£]?$", whole.gap)
                and not re.search(r"\b(?:but|while|whereas|although)\b", m.gap)
                and not _ADDED.search(nearest.lead)
            ):
                return nearest, whole
    if (
        k >= 2
        and re.match(r"^\s*of (?:the |its |their |a |total )*(?:[a-z'’\-]+ ){0,3}[$€£]?$", row[k - 1].gap)
        and row[k - 1].is_amount
    ):
        part, whole = row[k - 2], row[k - 1]
        if (
            part.is_amount
            and same_unit(part.q, whole.q)
            and part.q.value < whole.q.value
            and not m.own_subject_noun
            and not (re.match(r"^[^#]*?,?\s*\b(?:and|but|plus)\s*$", m.gap) and re.match(r"^\s*of\b", m.tail))
        ):
            return part, whole
    return None


_NET = re.compile(r"净(?:买|卖|流|增|减|投放|回笼)|淨(?:買|賣|流)|買超|賣超")
_ADDED = re.compile(r"\b(?:along with|together with|in addition to|added to|combined with)\b")


_AGO = re.compile(r"^\s*(?:of )?(?:a|the|last|one) ?(?:same )?(?:month|year|week|quarter)\b")


def _frame_draft(m: Mention, part: Mention, whole: Mention) -> Iterator[Draft]:
    # 2.4% above the $61.5 million of a month ago and 88% of the price of $71.5 million: a base is no part.
    aside = part.role in ("base", "threshold") or _AGO.match(part.tail)
    one = quotient("share", MEDIUM if aside else FRAMED, part, whole)
    if one is None:
        return
    start, end = min(part.q.start, whole.q.start, m.q.start), max(whole.q.end, m.q.end)
    yield Draft(
        "share",
        "TIE205",
        start,
        end,
        m.q,
        (one,),
        subject=part.subject or None,
        metric="share of the whole",
        numbers=((m.q.start, m.q.end),),
    )


def _part(row: tuple[Mention, ...], m: Mention) -> Mention | None:
    k = m.index
    if m.own_subject and not _object(m):
        # 甲厂 54 万台、乙厂 30 万台，甲厂占 45%: the part is the amount of the same name.
        same = [
            x
            for x in row[:k]
            if x.is_amount
            and (x.subject == m.subject or (x.subject and m.subject.startswith(x.subject + " ")))
        ]
        if len(same) == 1:
            return same[0]
    for j in range(k - 1, -1, -1):
        x = row[j]
        if x.role in ("rank", "time"):
            continue
        if x.unit_kind == "%" and x.role == "change" and x.subject == m.subject:
            continue  # 联想 1650 万台，同比增长 3.0%，份额 24.0%
        if not x.is_amount:
            return None
        own = any(y.own_subject and y.subject != x.subject for y in row[j + 1 : k + 1])
        if own and not (m.own_subject and _object(m)):
            return None
        if _NET.search(m.lead) and not _NET.search(x.lead):
            return None  # 买入 9.74 亿元、卖出 5.12 亿元，净买入占 11.9%: the part is their difference
        return x if len(m.gap) <= 24 else None
    return None


def _object(m: Mention) -> str:
    english = _OF_WHAT.match(m.tail)
    if english and english.group("what") in ("total", "them", "those", "that", "these", "whole"):
        return ""
    if english:
        return english.group("what").rstrip("s")
    short = _OF_SHORT.match(m.tail)
    if short:
        return short.group("what")
    done = _DONE.search(m.lead)
    if done:
        return done.group("what")
    found = _OBJECT.search(m.lead)
    return found.group("what") if found and found.group("what") not in ("比", "到", "了") else ""


_ITS_SHARE = re.compile(r"\s*,?\s*(?:or|\()\s*(?:about |approximately |some |nearly )?$")
_WITHIN = re.compile(r"\b(?:of which|of that|of this|of these|including|includes?)\b|其中")
_GREW = re.compile(
    r"\s*\)?,?\s*(?:increase|growth|higher|lower|decrease|decline|rise|up|down|more|less|over|from|above|below)\b"
)


def _tail_of(flat: list[tuple[int, Mention]], x: Mention) -> str:
    """What follows the percent behind an amount."""
    return next((b.tail for (_, a), (_, b) in pairwise(flat) if a is x), "")


def _wholes(
    flat: list[tuple[int, Mention]],
    at: int,
    part: Mention,
    parts: set[int],
    what: str,
    sticky: Mention | None,
) -> list[tuple[Mention, int]]:
    i = flat[at][0]
    before = [
        (j, x)
        for j, x in flat[:at]
        if x is not part
        and x.is_amount
        and x.role in ("level", "bare", "total", "threshold", "base")
        and same_unit(x.q, part.q)
        and x.q.value >= part.q.value
        and x.q.start < part.q.start
    ]
    if _ITS_SHARE.match(flat[at][1].gap) and not _WITHIN.search(part.gap):
        # $1.8 million or 15% and $1.6 million or 12% of revenue: both are parts.
        own = {
            a.q.start
            for (_, a), (_, b) in pairwise(flat[:at])
            if b.unit_kind == "%" and _ITS_SHARE.match(b.gap)
        }
        before = [(j, x) for j, x in before if x.q.start not in own or _GREW.match(_tail_of(flat[:at], x))]
    whole = [(j, x) for j, x in before if x.q.start not in parts]
    if what:
        named = [(j, x) for j, x in before if _named(what, x)]
        if named:
            # One whole of that name in the same sentence ties; of several (this quarter's and the last's),
            # or for a part of an earlier period, any may be meant.
            one = len({x.q.value for _, x in named}) == 1
            tie = (
                STRONG
                if one and not _other_period(part) and (not what.isascii() or named[-1][0] == i)
                else MEDIUM
            )
            chosen = [x for _, x in reversed(named)]
            return [(x, tie) for x in chosen] + [(x, WEAK) for _, x in whole if x not in chosen]
        return [
            (x, MEDIUM if what in ("总", "总数", "总量", "全部", "其") else WEAK) for _, x in reversed(whole)
        ]
    # A part may itself be the whole of a smaller part: "A 业务中海外 20 亿元" is a part of A.
    inner = [
        (x, MEDIUM if _shared(part, x) and not part.subject.endswith(x.subject) else WEAK)
        for _, x in before
        if x.q.start in parts
    ]
    out: list[tuple[Mention, int]] = [(x, s) for x, s in inner if s == MEDIUM]
    if out:
        return out + [(x, WEAK) for _, x in whole]
    if sticky is not None and any(x is sticky for _, x in whole):
        out.append((sticky, STRONG))
    # In English a lone amount before it is often no whole: it sold 4.6 million, leaving it with 1.4 million, or 8.4%.
    english = not re.search(r"[\u4e00-\u9fff]", flat[at][1].gap + flat[at][1].tail + part.gap)
    # Nearest first; the first amount of the same sentence, or the only whole there is, ties.
    unique = len({x.q.value for _, x in whole}) == 1
    for j, x in reversed(whole):
        if out and x is out[0][0]:
            continue
        same = j == i or (j == i - 1 and unique)
        last = not any(y is not x and y.q.start > x.q.start and y.q.start not in parts for _, y in whole)
        tied = (
            not _other_period(part)
            and (unique or (same and last))
            and (x.clause.segment == part.clause.segment or not _beside(x, part))
            and (
                x.role == "total"
                or _of_which(flat, x, part)
                or (unique and (not english or _member(part, flat[at][1])))
            )
        )
        near = i - j <= 3 or x.role == "total" or j == 0
        out.append(
            (x, STRONG if tied else MEDIUM if near and (last or x.role == "total" or j == 0) else WEAK)
        )
    return out + inner


def _beside(x: Mention, part: Mention) -> bool:
    """True for two names told side by side, 甲收入 80 亿元；乙收入 50 亿元，占 P: neither is the whole of the other."""
    a, b = (re.sub(r"(?:为|达到?|约|是|\s)+$", "", y.lead.strip()) for y in (x, part))
    return len(a) > 4 and len(b) > 4 and a != b and a[-2:] == b[-2:] and p.TOTAL_ANY.search(x.lead) is None


def _member(part: Mention, m: Mention) -> bool:
    """``825 of them, or 55%``; ``digital accounts for $835 billion, 73%``: the words make it a part."""
    return bool(
        re.search(r"^\s*of (?:them|those|these|it|that|which)\b", part.tail)
        or re.search(r"\b(?:account|made up|makes? up|represent|compris|constitut)", part.lead + m.lead)
    )


def _shared(part: Mention, other: Mention) -> bool:
    return len(other.subject) >= 2 and part.subject != other.subject and other.subject in part.subject


_EARLIER = re.compile(
    r"compared|versus|against|\bvs\b|prior|previous|last (?:year|quarter|month)|a year (?:ago|earlier)|year-ago|去年|上年|上季|上月|同期|此前|较"
)


def _other_period(part: Mention) -> bool:
    """True when a part may belong to an earlier period than the wholes around it."""
    return part.role == "base" or bool(_EARLIER.search(part.gap + part.tail))


def _named(what: str, x: Mention) -> bool:
    if what.isascii():
        return what in x.lead + x.gap or all(w in x.subject for w in what.split())
    return what in x.subject or what in x.lead or (len(what) >= 2 and what[-2:] in x.subject)


def _of_which(flat: list[tuple[int, Mention]], whole: Mention, part: Mention) -> bool:
    for _, x in flat:
        if whole.q.start < x.q.start <= part.q.start and (
            _OF_WHICH.search(x.gap) or ":" in x.gap or "：" in x.gap
        ):
            return True
    return p.TOTAL_ANY.search(whole.lead) is not None


_OR_PART = re.compile(r"^[^,，]{0,28}[,，]\s*(?:or|即|也就是)\s*(?:about|约)?\s*$")


def _fractions(context: Context, i: int, row: tuple[Mention, ...]) -> Iterator[Draft]:
    """``Two thirds of the 900 delegates, or 600, voted in favor``."""
    for rate, whole, part in zip(row, row[1:], row[2:], strict=False):
        if (
            rate.unit_kind != "%"
            or not whole.is_amount
            or not part.is_amount
            or not same_unit(whole.q, part.q)
        ):
            continue
        if not re.match(r"^\s*of (?:the|its|all|their)?\s*[$€£]?$", whole.gap) or not _OR_PART.match(
            part.gap
        ):
            continue
        result = compute(
            "product",
            operand(whole),
            Operand(rate.q.value / 100, operand(rate).interval.scaled(Decimal("0.01"))),
        )
        yield stated(
            context,
            i,
            part,
            "share",
            "TIE205",
            (Reading(result, STRONG, f"{whole.q.text} * {rate.q.text}", (whole, rate)),),
            "part of the whole",
        )


def products(context: Context) -> Iterator[Draft]:
    """``13.654 million units, AI servers being 12.1% of them, AI-server volume above 1.6 million``."""
    for i, row in enumerate(context.mentions):
        yield from _fractions(context, i, row)
        for whole, rate, part in zip(row, row[1:], row[2:], strict=False):
            if (
                rate.role != "share"
                or not whole.is_amount
                or not part.is_amount
                or not same_unit(whole.q, part.q)
            ):
                continue
            if not set(re.findall(r"[a-z]{2,}|[\u4e00-\u9fff]{2}", rate.subject)) & set(
                re.findall(r"[a-z]{2,}|[\u4e00-\u9fff]{2}", part.subject)
            ):
                continue
            result = compute(
                "product",
                operand(whole),
                Operand(operand(rate).value / 100, operand(rate).interval.scaled(Decimal("0.01"))),
            )
            yield stated(
                context,
                i,
                part,
                "share",
                "TIE205",
                (Reading(result, MEDIUM, f"{whole.q.text} * {rate.q.text}", (whole, rate)),),
                "part of the whole",
            )
