"""Sums, means and partitions: a stated total against the parts listed beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.formula import Operand, compute
from ..lexicon import patterns as p
from ..lexicon.counts import count_of
from ..mentions import Mention, kind_of_unit, same_unit
from . import partition
from .base import COUNTED, MEDIUM, STRONG, Context, Draft, Reading, operand, reading
from .marks import BUT_FOR, TOGETHER, goes_back, narrower, of_the_rest
from .stated import stated

__all__ = ["find"]

_OUT_BEHIND = re.compile(r"^\s*(?:out\b|outflows?|withdrawn|redeemed|的?净?流出)")
_OUT_BEFORE = re.compile(r"(?:净流出|流出|净赎回|净卖出|亏损)\s*$")
_EACH = re.compile(r"各(?:自|有|为|约)?\s*$|\beach\s*$")
_SPLIT = re.compile(
    r"拆分|分为|分别|按.{1,10}(?:分|划分|看|计)|by (?:region|segment|sector|type|country|quarter|asset)|split|breakdown|comprising|consist|分部|构成"
)
_CLOSED = re.compile(r"拆分|分为|分别|按.{1,10}(?:分|划分)|split|comprising|consist|构成")


def find(context: Context) -> Iterator[Draft]:
    """Every total, mean and partition of a passage."""
    flat = context.flat()
    for at, (i, m) in enumerate(flat):
        if m.role == "mean" and m.is_amount:
            yield from _mean(context, flat, at)
        elif m.unit_kind == "%" and (TOGETHER.search(m.lead) or _IN_ALL.match(m.tail)):
            yield from _share_sum(context, i, m)
        elif m.is_amount and (
            m.role == "total" or (TOGETHER.search(m.lead) and m.role in ("level", "bare", "threshold"))
        ):
            yield from _total(context, i, m)
        elif m.is_amount and m.role in ("level", "bare", "threshold") and _is_figure(m):
            yield from _headed_list(context, flat, at)
    yield from partition.find(context)


def _is_figure(m: Mention) -> bool:
    """A number word without a measure word (the two ways) is no whole that figures are parts of."""
    return m.q.unit is not None or any(c.isdigit() for c in m.q.text)


_BOTH = re.compile(r"沪深两市|两市|两地|双方|两大|两部分|两家|both (?:markets|segments)")
_IN_ALL = re.compile(r"^\s*(?:in total|in all|altogether|combined|together)\b")


_NET = re.compile(
    r"\bnet (?:inflow|outflow|gain|loss|increase|decrease|change)|净流入|净流出|净增|净减|净买入|净卖出|买超|卖超"
)


def _signed(m: Mention) -> Operand:
    value = operand(m)
    if m.role == "delta" and m.direction < 0 < m.q.value:
        return -value
    return -value if (_OUT_BEHIND.search(m.tail) or _OUT_BEFORE.search(m.lead)) and m.q.value > 0 else value


def _times(m: Mention) -> int:
    """How many list items a figure with 各/each stands for."""
    if not _EACH.search(m.lead):
        return 1
    names = re.split(r"[、，,]|和|及|与| and ", re.split(r"[；;。:：]", m.gap)[-1])
    return max(1, len([n for n in names if n.strip() and n.strip() != "各"]))


def _sum(parts: Sequence[Mention]) -> Operand:
    values: list[Operand] = []
    for m in parts:
        values.extend([_signed(m)] * _times(m))
    return compute("sum", *values)


def _run_before(context: Context, i: int, m: Mention) -> list[Mention]:
    """The list of amounts that ends at a total: consecutive, same unit, each with its own name."""
    row = context.mentions[i][: m.index]
    parts: list[Mention] = []
    net = bool(_NET.search(m.lead))
    for x in reversed(row):
        if x.role in ("rank", "time") or (x.bracketed and x.unit_kind == "%"):
            continue
        if x.index == m.index - 1 and partition.is_count(x) and not same_unit(x.q, m.q):
            continue  # 三类合计: how many, not a part
        if parts and x.q.text.isalpha() and x.q.text.isascii() and not parts[-1].q.text.isalpha():
            break  # Three executives sold ...: how many they are
        if (
            not x.is_amount
            or not same_unit(x.q, m.q)
            or _other_measure(x, m)
            or x.role not in ("bare", "level", "count", *(("delta",) if net else ()))
        ):
            break
        parts.append(x)
    parts.reverse()
    return parts


_PER_ONE = re.compile(r"^\s*(?:per|a|an|each)\b")
_THINGS = re.compile(
    r"^\s*(?:(?!(?:in|of|from|for|at)\b)[a-z\-]+ ){0,2}(?:shares|units|warrants|bonds|notes|rights)\b"
)


def _other_measure(x: Mention, m: Mention) -> bool:
    """True for a price per unit, or a number of shares, beside a total of money."""
    if bool(_PER_ONE.match(x.tail)) != bool(_PER_ONE.match(m.tail)) and x.q.unit:
        return "/" in x.q.unit or bool(_PER_ONE.match(x.tail))
    return (x.q.unit or "").count("/") != (m.q.unit or "").count("/") or (
        x.q.unit is None and m.unit_kind.isupper() and bool(_THINGS.match(x.tail))
    )


def _linked(parts: Sequence[Mention]) -> bool:
    """True when English parts are listed: a comma, and, plus. ``1,000 of bonds for 10 shares`` is an exchange."""
    return all(
        re.search(r"[,;:、，；：]|\b(?:and|plus|or)\b|&|[\u4e00-\u9fff]", x.gap)
        or not re.search(r"[a-z]{3}", x.gap)
        for x in parts[1:]
    )


def _run_after(row: Sequence[Mention], m: Mention, *, same_segment: bool = False) -> list[Mention]:
    parts: list[Mention] = []
    for x in row:
        if x.q.start <= m.q.start:
            continue
        if x.role in ("rank", "time") or (x.unit_kind == "%" and m.unit_kind != "%"):
            continue
        if not x.is_amount or x.role not in ("bare", "level") or not (x.own_subject or _named_behind(x)):
            break
        if parts and (x.q.unit is None) != (parts[0].q.unit is None):
            break
        if not same_unit(x.q, m.q) or (same_segment and x.clause.segment != m.clause.segment):
            break
        parts.append(x)
    return parts


def _named_behind(x: Mention) -> bool:
    """``439,975 Model 3 and Model Y and 22,915 other models``: the name stands behind its number."""
    return bool(re.match(r"\s+(?:[a-z]{3,}|[A-Z])", x.tail))


def _total(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    row = context.mentions[i]
    words = context.words(i)
    before = _run_before(context, i, m)
    readings: list[Reading] = []
    offset = context.sentences[i].start
    opened = bool(before) and bool(p.OPEN_LIST.search(words[before[0].q.end - offset : m.q.start - offset]))
    if len(before) >= 2:
        closed = (
            _as_many(context, i, m, before)
            and bool(
                re.search(
                    r"合计|共计|总计|合共|together|combined|came to|add|total of|in total|for a net ", m.lead
                )
            )
            and (not m.own_subject_noun or bool(_NET.search(m.lead)))
            and not opened
            and _linked(before)
            and not goes_back(context.mentions[i], before)
        )
        readings.append(
            Reading(
                _sum(before),
                STRONG if closed else MEDIUM,
                " + ".join(x.q.text for x in before),
                tuple(before),
            )
        )
    if readings:
        yield stated(context, i, m, "sum", "TIE203", tuple(readings), "total")
        return
    yield from _after_list(context, i, m, row, words)


def _after_list(context: Context, i: int, m: Mention, row: Sequence[Mention], words: str) -> Iterator[Draft]:
    parts = _run_after(row, m)
    if len(parts) < 2:
        return
    gap = parts[0].gap
    offset = context.sentences[i].start
    before = words[: m.q.start - offset]
    opened = re.search(
        r"其中|包括|including|such as|among|of which|主要",
        words[m.q.end - offset : parts[-1].q.start - offset],
    )
    both = _BOTH.search(before)
    exhaustive = bool(both) and len(parts) == (2 if both else 0) and len({x.role for x in parts}) == 1
    exhaustive = exhaustive and not narrower([x.lead for x in parts], before)
    complete = bool(_ALL_OF_IT.match(words[parts[-1].q.end - offset :])) and _as_listed(
        words[parts[-1].q.end - offset :], parts
    )
    if opened and not exhaustive and not complete:
        return
    if exhaustive or complete:
        yield stated(
            context,
            i,
            m,
            "sum",
            "TIE203",
            (Reading(_sum(parts), STRONG, " + ".join(x.q.text for x in parts), tuple(parts)),),
            "total",
        )
        return
    if not (":" in gap or "：" in gap or _SPLIT.search(gap)) or m.bracketed:
        return
    summed = _sum(parts)
    whole = operand(m)
    text = " + ".join(x.q.text for x in parts)
    # Parts may be left out of a list, but they cannot add up to more than the whole.
    signed = any(_signed(x).value < 0 for x in parts)
    over = summed.interval.lo > whole.interval.hi and not signed
    rest = parts[-1].tail
    behind = next((x for x in row if x.q.start > parts[-1].q.start), None)
    if behind is not None and not over and behind.is_amount and same_unit(behind.q, m.q):
        return  # the list may go on: $471 million, $484 million and $497 million in the three quarters
    closed = (
        bool(_CLOSED.search(gap))
        or over
        or bool(re.match(r"\s*(?:other|others|其他|其余)", rest))
        or bool(re.search(r"其他|其余|others?\s*$", parts[-1].lead))
    )
    yield stated(
        context,
        i,
        m,
        "sum",
        "TIE203",
        (Reading(summed, STRONG if closed else MEDIUM, text, tuple(parts)),),
        "total",
    )


_ALL_OF_IT = re.compile(
    r"^\s*[，,]?\s*(?:这)?(?P<n>[两二三四五六])(?:项|者|部分|大?类|大?板块)(?:合计(?:为|占)?(?:全部|100%)|构成|组成|[。；;]|$)"
)


def _as_listed(rest: str, parts: Sequence[Mention]) -> bool:
    """True when the words behind a list say that it has just so many parts: 12 亿元、15 亿元和 11 亿元三项。"""
    found = _ALL_OF_IT.match(rest)
    return found is not None and count_of(found.group("n")) == len(parts)


def _headed_list(context: Context, flat: list[tuple[int, Mention]], at: int) -> Iterator[Draft]:
    """A figure followed by a colon and its parts, in this sentence or the next one."""
    i, m = flat[at]
    row = context.mentions[i]
    counted = m.q.unit is None and m.q.scale == 1 and not m.q.decimals and m.q.value < COUNTED
    if counted and re.match(r"\s+[A-Za-z]{2}", m.tail):
        return  # 3 funding rounds
    parts = _run_after(row, m)
    if len(parts) >= 2:
        yield from _after_list(context, i, m, row, context.words(i))
    # A list in the next sentence belongs to the figure this sentence is about: its first amount.
    if i + 1 >= len(context.mentions):
        return
    if next((x for x in row if x.is_amount and same_unit(x.q, m.q)), None) is not m:
        return
    if BUT_FOR.search(context.words(i)[: m.q.start - context.sentences[i].start]):
        return
    following = context.mentions[i + 1]
    opening = (
        context.words(i + 1)[: following[0].q.start - context.sentences[i + 1].start] if following else ""
    )
    if not following or not _SPLIT.search(opening):
        return
    scaled = _scaled_list(following, opening, m)
    summed = compute("sum", *(o for _, o in scaled)) if len(scaled) > 1 else None
    if summed is None or m.q.value * 20 < summed.value:
        return  # 3 家医院 ...... 640 and 644 patients
    text = " + ".join(x.q.text for x, _ in scaled)
    signed = any(o.value < 0 for _, o in scaled)
    over = summed.interval.lo > operand(m).interval.hi and not signed
    # In English the sentence before may be of another amount: a purchase of 128 million, financed by 186 million.
    closed = (over and not re.search(r"[a-z]{3}", opening)) or bool(re.search(r"拆分|分为|按主体", opening))
    yield stated(
        context,
        i,
        m,
        "sum",
        "TIE203",
        (Reading(summed, STRONG if closed else MEDIUM, text, tuple(x for x, _ in scaled)),),
        "total",
    )


_UNIT_HEAD = re.compile(
    r"[(（]\s*(?:单位[:：]?\s*)?(?P<scale>万亿|亿|千万|百万|万|千)?(?:美元|元|港元|人民币|吨|台|辆|人|份|股)?\s*[)）]"
)
_SCALE = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3, None: 0, "": 0}


def _scaled_list(row: Sequence[Mention], opening: str, whole: Mention) -> list[tuple[Mention, Operand]]:
    """The parts of a list headed by its unit: ``按主体拆分(亿美元):科技巨头480;风险投资机构280``."""
    found = _UNIT_HEAD.search(opening)
    factor = Decimal(10) ** _SCALE.get(found.group("scale"), 0) if found else Decimal(1)
    out: list[tuple[Mention, Operand]] = []
    for x in row:
        if not x.is_amount or not x.own_subject or x.role not in ("bare", "level"):
            break
        base = _signed(x)
        if x.q.unit is None and found:
            base = Operand(base.value * factor, base.interval.scaled(factor))
        elif not same_unit(x.q, whole.q):
            break
        out.append((x, base))
    return out


_HOW_MANY = re.compile(
    r"前(?P<n>[一二三四五六七八九十\d]+)|(?P<k>[两二三四五六七八九十])(?:大|家|者|地|项|国|市|类)|\b(?P<en>two|three|four|five|six|top \d+)\b"
    r"|(?P<times>\d{1,2}|[两二三四五六七八九十])个(?:月|季度|星期)(?:的[\u4e00-\u9fff]{0,4})?(?:合计|共计|总计|合共|总共)"
)


def _as_many(context: Context, i: int, m: Mention, parts: Sequence[Mention]) -> bool:
    """False when the words of the total announce another number of parts than are listed."""
    offset = context.sentences[i].start
    found = (
        _HOW_MANY.search(context.words(i)[parts[-1].q.end - offset : m.q.start - offset]) if parts else None
    )
    if not found:
        return True
    word = found.group("n") or found.group("k") or found.group("times") or found.group("en").split()[-1]
    count = count_of(word) or 0
    return count in (0, len(parts))


def _share_sum(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    row = context.mentions[i]
    if of_the_rest(context.sentences[i], m):
        return
    parts: list[Mention] = []
    for x in reversed(row[: m.index]):
        if x.unit_kind == "%" and x.role in ("rate", "share", "bare"):
            parts.append(x)
            if re.search(r"分别|依次", x.lead):
                break  # 毛利率 24.9%，甲/乙/丙费用率分别为 …: the list begins here
        elif x.role not in ("rank", "time") and not (x.index == m.index - 1 and partition.is_count(x)):
            break
    parts.reverse()
    if len(parts) < 2:
        return
    r = Reading(
        compute("sum", *(operand(x) for x in parts)),
        STRONG
        if _as_many(context, i, m, parts) and not re.search(r"\b(?:which|who|that) together\b", m.lead)
        else MEDIUM,
        " + ".join(x.q.text for x in parts),
        tuple(parts),
    )
    yield stated(context, i, m, "sum", "TIE203", (r,), "sum of shares")


def _mean(context: Context, flat: list[tuple[int, Mention]], at: int) -> Iterator[Draft]:
    i, m = flat[at]
    if _NEEDED.search(m.lead):
        return  # November and December need to average so much: of what is left
    near = [(j, x) for j, x in flat if abs(j - i) <= 1 and x is not m]
    wholes = [
        (j, x)
        for j, x in near
        if x.is_amount
        and x.q.start < m.q.start
        and same_unit(x.q, m.q)
        and (
            kind_of_unit(x.q.unit) == kind_of_unit(m.q.unit)
            or (m.q.unit is None and re.match(r"\s*(?:per|a|each)\b", m.tail))
        )
        and x.role in ("total", "level", "bare")
    ]
    counts = [
        (j, x)
        for j, x in near
        if x.q.start < m.q.start
        and x.q.value == x.q.value.to_integral_value()
        and 1 < x.q.value < 100000
        and (
            kind_of_unit(x.q.unit) in ("time",)
            or (x.is_amount and not same_unit(x.q, m.q))
            or _per_noun(m, x)
        )
        and x.role != "rank"
    ]
    if wholes and not counts:
        yield from _daily(context, i, m, [x for _, x in wholes])
    if not wholes or not counts:
        return
    readings: list[Reading] = []
    unique = len(wholes) == 1 and len(counts) == 1
    for jw, whole in reversed(wholes):
        for jc, count in reversed(counts):
            close = jw == i and jc == i
            daily = "日均" not in m.lead or count.q.unit in ("day", "trading_day")
            per = not re.search(r"均价|人均|户均|加权|moving|weighted", m.lead)
            other_mean = any(x.role == "mean" and whole.q.start < x.q.start < m.q.start for _, x in flat)
            tied = (
                close
                and unique
                and not other_mean
                and daily
                and per
                and (whole.role == "total" or m.clause.start != whole.clause.start)
            )
            r = reading(
                "ratio",
                STRONG if tied else MEDIUM,
                (whole, count),
                operand(whole),
                Operand.exact(count.q.value),
                formula=f"{whole.q.text} / {count.q.text}",
            )
            if r is not None:
                readings.append(r)
    yield stated(context, i, m, "per_unit", "TIE206", tuple(readings), "average")


_NEEDED = re.compile(r"\b(?:needs?|must|should|would|have|has|had) to\b|\bwould\b|需要?|须|还要")
_DAYS = re.compile(
    r"(?:近|过去|最近|连续|本周)?(?P<n>\d{1,3}|[两三四五六七八九十])\s*(?P<unit>个?交易日|日|天|周|个月)"
)


def _daily(context: Context, i: int, m: Mention, wholes: list[Mention]) -> Iterator[Draft]:
    """近5日合计 ... 日均 ...: a number of days that stands there as a date."""
    found = _DAYS.search(context.words(i))
    if not found or len({w.q.value for w in wholes}) != 1:
        return
    daily = "日均" in m.lead and found.group("unit") in ("交易日", "个交易日", "日", "天")
    weekly = "周均" in m.lead and found.group("unit") == "周"
    if not daily and not weekly:
        return
    count = count_of(found.group("n")) or 0
    at = context.sentences[i].start + found.start("n")
    days = [x for x in context.mentions[i] if x.q.start <= at < x.q.end]
    one = (
        reading(
            "ratio",
            STRONG if wholes[0].role == "total" else MEDIUM,
            (wholes[0], *days),
            operand(wholes[0]),
            Operand.exact(count),
            formula=f"{wholes[0].q.text} / {count}",
        )
        if count > 1
        else None
    )
    if one is None:
        return
    yield stated(context, i, m, "per_unit", "TIE206", (one,), "average")


def _per_noun(m: Mention, count: Mention) -> bool:
    """A count of the very thing the average is per."""
    chinese = re.search(r"每(?P<n>[\u4e00-\u9fff])", m.lead)
    if chinese and count.q.unit is None and count.tail.strip().startswith(chinese.group("n")):
        return True
    return _per_english(m, count)


def _per_english(m: Mention, count: Mention) -> bool:
    """``the four plants ... an average of 815 per plant``."""
    found = re.match(r"\s*(?:per|a|each) ([a-z]{3,})", m.tail)
    return found is not None and found.group(1) in count.tail and count.q.unit is None
