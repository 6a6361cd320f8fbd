"""Differences: in amounts, in percentage points, against the close before, and multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ...model.formula import Operand, compute, verify
from ..lexicon.patterns import FROM_ZH
from ..mentions import Mention, same_unit
from . import spreads
from .base import (
    MEDIUM,
    STRONG,
    WEAK,
    Context,
    Draft,
    Reading,
    caveat_of,
    magnitude,
    operand,
    quotient,
    reading,
)
from .bases import levels_for, nows_of
from .change import caveat_words
from .folds import folds
from .labels import FURTHER, MIDPOINT, labels_clash
from .stated import clause_span, loosened

__all__ = ["find"]

_CONTEST = re.compile(
    r"跑赢|跑输|领先|落后|高出|低于|高于|超出|beat|outperform|underperform|ahead|trail|lag|exceed|miss"
)
_FROM = re.compile(rf"{FROM_ZH}|\bfrom\b")
_TO = re.compile(r"至|到|\bto\b")


_BECAME = re.compile(r"[为至到]\s*$|\bto\s*$")
"""收窄为 400 亿至 420 亿: a range that another became is no difference."""


def find(context: Context) -> Iterator[Draft]:
    """Every stated difference of a passage."""
    flat = context.flat()
    for i in range(len(context.sentences)):
        yield from folds(context, i)
        yield from spreads.of(context, i)
    for i, m in flat:
        if m.role == "delta" and m.is_amount and not (m.q.high is not None and _BECAME.search(m.gap)):
            yield from _amount(context, i, m)
            yield from _points_of_percent(context, i, m)
        elif m.unit_kind == "pp":
            yield from _pp(context, i, m)
        elif m.role == "times":
            yield from _multiple(context, i, m)


def _draft(
    context: Context, i: int, m: Mention, readings: list[Reading | None], rule: str, metric: str
) -> Iterator[Draft]:
    single = (
        m.q.high is None
    )  # of two ranges apart by one figure, each end is: any figure would fit the whole
    kept = tuple(
        loosened(
            context,
            i,
            m,
            [
                r
                for r in readings
                if r is not None and not (single and any(x.q.high is not None for x in r.operands))
            ],
        )
    )
    if not kept:
        return
    start, end = clause_span(context, i, m)
    kind = "multiple" if m.role == "times" else "difference"
    contested = bool(_CONTEST.search(m.lead))
    yield Draft(
        kind,
        rule,
        start,
        end,
        m.q,
        kept,
        subject=m.subject or None,
        metric=metric,
        period=m.scope or None,
        direction=0 if contested else m.direction,
        caveat=caveat_of(caveat_words(context, i, m), context.words(i)),
        numbers=((m.q.start, m.q.end),),
    )


_LOSS_BEFORE = re.compile(
    r"\b(?:compared (?:with|to)|versus|against) an? (?:[a-z]+ )?(?:loss|profit|gain) of\s*[$€£]?$"
)


def _amount(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    row = context.mentions[i]
    if FURTHER.search(m.lead) or _LOSS_BEFORE.search(m.gap) or MIDPOINT.match(m.tail):
        return
    readings: list[Reading | None] = []
    for j in range(m.index - 1, -1, -1):
        base = row[j]
        if base.role in ("delta", "change"):
            break
        if base.role == "base" and same_unit(base.q, m.q):
            for now, strength in nows_of(context, i, base, m):
                if same_unit(now.q, m.q):
                    tie = STRONG if not m.own_subject and j >= m.index - 2 else MEDIUM
                    readings.append(
                        reading(
                            "difference",
                            min(tie, strength),
                            (now, base),
                            operand(now),
                            operand(base),
                            formula=f"{now.q.text} - {base.q.text}",
                        )
                    )
            break
    readings += _base_behind(row, m)
    if m.intraday or _near_intraday(row, m):
        readings += _against_close(context, i, m)
    yield from _draft(context, i, m, readings, "TIE202", "difference")


def _base_behind(row: tuple[Mention, ...], m: Mention) -> list[Reading | None]:
    """``closed at $48.30, up $2.90 from the previous day's $51.20``; ``$14.4 million more than the $82.0 million``."""
    if m.index + 1 >= len(row) or not m.index:
        return []
    base = row[m.index + 1]
    if (
        not base.is_amount
        or not same_unit(base.q, m.q)
        or re.search(r"\b(?:and|but|when|since)\b", base.gap)
        or not re.search(
            r"^\s*[，,]\s*(?:年初|上年末|去年底|去年末|期初|上月末?|上季末?|上周末?|此前|前值)(?:为|是)?\s*$|^\s*(?:up |down )?(?:from|on)\b|\b(?:more|less|higher|lower|fewer) than(?! (?:double|triple|halve|quadruple))\b|\b(?:above|below)\b",
            base.gap,
        )
    ):
        return []
    now = next(
        (
            x
            for x in reversed(row[: m.index])
            if x.is_amount and x.role in ("level", "bare", "total") and same_unit(x.q, m.q)
        ),
        None,
    )
    if now is None or base.role not in ("base", "threshold", "level", "bare"):
        return []
    nearest = now.index == m.index - 1
    return [
        reading(
            "difference",
            STRONG if nearest and not m.own_subject_far(now) else MEDIUM,
            (now, base),
            operand(now),
            operand(base),
            formula=f"{now.q.text} - {base.q.text}",
        )
    ]


def _near_intraday(row: tuple[Mention, ...], m: Mention) -> bool:
    return any(abs(x.index - m.index) == 1 and x.intraday and same_unit(x.q, m.q) for x in row)


def _against_close(context: Context, i: int, m: Mention) -> list[Reading | None]:
    """The high or low of a session against the close before it, which close and change give."""
    row = context.mentions[i]
    level = next(
        (
            x
            for x in (
                row[m.index - 1] if m.index else None,
                row[m.index + 1] if m.index + 1 < len(row) else None,
            )
            if x is not None
            and x.is_amount
            and x.role in ("level", "bare")
            and same_unit(x.q, m.q)
            and not x.own_subject_far(m)
        ),
        None,
    )
    if level is None:
        return []
    out: list[Reading | None] = []
    for back in range(i, max(-1, i - 2), -1):
        for d in context.mentions[back]:
            if d.role != "delta" or d is m or d.intraday or not same_unit(d.q, m.q) or d.q.start > m.q.start:
                continue
            for close, strength in levels_for(context, back, (d,), d):
                if close.intraday or close is level:
                    continue
                before = compute("difference", operand(close), -operand(d) if d.direction < 0 else operand(d))
                result = compute("difference", operand(level), before)
                sign = "+" if d.direction < 0 else "-"
                out.append(
                    Reading(
                        result,
                        min(strength, MEDIUM),
                        f"{level.q.text} - ({close.q.text} {sign} {d.q.text})",
                        (level, close, d),
                    )
                )
    return out


def _points_of_percent(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``from 76.5% to 54.7%, losing more than 20 points``: points between two percentages."""
    if m.q.unit not in ("points", None):
        return
    readings = _between_rates(context, i, m)
    yield from _draft(context, i, m, readings, "TIE202", "percentage points")


_PART_OF_RATE = re.compile(
    r"\b(?:contribution|impact|effect|benefit|headwind|tailwind|drag|charge|component)s? of(?: about| approximately| some)?\s*$"
)
"""What one thing adds to a rate is not how far the rate has moved."""


def _pp(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    if _PART_OF_RATE.search(m.lead):
        return
    yield from _draft(context, i, m, _between_rates(context, i, m), "TIE202", "percentage points")


def _between_rates(context: Context, i: int, m: Mention) -> list[Reading | None]:
    row = context.mentions[i]
    rates = [
        x
        for x in row
        if x.unit_kind == "%" and x.q.start < m.q.start and x.role in ("rate", "change", "share", "base")
    ]
    behind = [x for x in row[m.index + 1 : m.index + 3] if x.unit_kind == "%" and not x.own_subject_noun]
    if len(behind) == 2 and _TO.search(behind[0].lead) and _FROM.search(behind[1].gap):
        # up 240 basis points to 52.9% from 50.5%
        now, before = behind
        return [
            Reading(
                _points(compute("difference", operand(now), operand(before)), m),
                STRONG,
                f"{now.q.text} - {before.q.text}",
                (now, before),
            )
        ]
    after = row[m.index + 1] if m.index + 1 < len(row) else None
    if (
        rates
        and after is not None
        and after.unit_kind == "%"
        and _FROM_TO_BASE.search(after.gap)
        and not re.search(r"\bto\s*$", after.gap)
        and rates[-1].index == m.index - 1
    ):
        # 8.9% of sales, up 1.1 percentage points from 7.8% a year ago; 78.6%，上升 0.7 个百分点（上周 77.9%）
        now = rates[-1]
        return [
            Reading(
                _points(compute("difference", operand(now), operand(after)), m),
                STRONG,
                f"{now.q.text} - {after.q.text}",
                (now, after),
            )
        ]
    if rates and rates[-1].index == m.index - 1 and _JOINED.match(m.gap):
        return []  # 分别增长 36.9% 及 9.2 个百分点: each of its own measure
    if len(rates) < 2:
        return _points_of_amounts(row, m)
    a, b = rates[-2], rates[-1]
    same = (a.subject == b.subject or not b.own_subject or b.role == "base") and not m.own_subject_far(b)
    framed = (
        b.role == "base"
        or a.role == "base"
        or bool(_FROM.search(a.lead) and _TO.search(b.gap))
        or bool(
            re.search(
                r"(?<![同环占])比(?!增|降|升|率|例|重|值)|较|对比|上年|去年|versus|compared|than", b.gap
            )
        )
    )
    contest = bool(_CONTEST.search(m.lead)) and not any(
        x.unit_kind == "%" for x in row if b.q.end < x.q.start < m.q.start
    )
    framed = framed or (contest and a.role == b.role == "change")
    tie = STRONG if (same or contest) and framed and len(rates) == 2 and m.q.start - b.q.end <= 60 else MEDIUM
    if a.clause.segment != b.clause.segment and b.role != "base":
        framed = False  # 净息差 1.52%，收窄 11 个基点；减值比率 1.13%，较去年底上升 0.08 个百分点
    if labels_clash(m, b) or any(x.unit_kind == "pp" for x in row[b.index + 1 : m.index]):
        framed = False
    if re.search(r"\band\b", m.gap):
        framed = False  # up from 69.7 percent after the meeting and up 0.4 on the day
    tie = STRONG if (same or contest) and framed and len(rates) == 2 and m.q.start - b.q.end <= 60 else MEDIUM
    if contest and any(x.unit_kind == "pp" for x in row[a.index + 1 : b.index]):
        tie = MEDIUM  # 涨 1.84%，跑赢 1.12 个百分点；年初以来涨 9.37%，跑输 3.05 个百分点: of two windows
    rival = _RIVAL.search(m.lead)
    if rival and not any(rival["name"] in x.gap + x.subject for x in (a, b)):
        tie = MEDIUM  # 电子下跌 5.89%，跑输沪深300: neither figure is that of the index named
    if (
        contest
        or b.role == "base"
        or (
            re.search(
                r"(?<![同环占])比(?!增|降|升|率|例|重|值)|较|对比|上年|去年|versus|compared|than|against|year (?:ago|earlier)",
                b.gap + b.tail,
            )
            and not _FROM.search(a.lead)
        )
    ):
        a, b = b, a  # the second is the one before: 45.2%, compared with 43.1% a year ago
    result = _points(compute("difference", _signed(b), _signed(a)), m)
    return [Reading(result, tie, f"{b.q.text} - {a.q.text}", (b, a))]


_JOINED = re.compile(r"^\s*(?:及|和|与|、|以及)\s*$")
_RIVAL = re.compile(r"(?:跑赢|跑输|强于|弱于)了?(?P<name>[^，,。；;]{2,14}?)(?:指数)?$")
_FROM_TO_BASE = re.compile(
    r"^\s*(?:from|versus|compared (?:with|to))\b|^\s*[（(]\s*(?:上周|上月|上季|上年|去年|前值|上期)"
    r"|^\s*[，,]\s*(?:\d{1,2}月|上周|上月|上季度?|上期|前值|去年同期)为?\s*$"
)


def _points_of_amounts(row: tuple[Mention, ...], m: Mention) -> list[Reading | None]:
    """Points said of two amounts: 由 52.0 万台增至 59.8 万台，增长 15.0 个百分点. Amounts differ in percent, not in points.

    The reading is what the unit says, nothing: it is only made where the percent change is the very figure.
    """
    amounts = [x for x in row if x.is_amount and x.q.start < m.q.start]
    if len(amounts) != 2 or m.own_subject:
        return []
    a, b = amounts
    if not (_FROM.search(a.lead) and _TO.search(b.gap)) or not same_unit(a.q, b.q) or a.q.value <= 0:
        return []
    change = reading("change", WEAK, (b, a), operand(b), operand(a))
    if (
        change is None
        or verify(replace(m.q, value=abs(m.q.value)), magnitude(change.result)).verdict == "contradicted"
    ):
        return []
    return [
        Reading(Operand.exact(0), STRONG, f"{b.q.text} / {a.q.text} - 1 is a percent, not points", (b, a))
    ]


def _signed(m: Mention) -> Operand:
    """A rate of change with the sign its words give: 下降 6.6% is -6.6."""
    value = operand(m)
    return -value if m.role == "change" and m.direction < 0 < m.q.value else value


def _points(result: Operand, m: Mention) -> Operand:
    """A difference of percentages in the unit of the mention: basis points are hundredths."""
    if m.q.unit != "bp":
        return result
    return Operand(result.value * 100, result.interval.scaled(Decimal(100)))


def _times_of_base(row: tuple[Mention, ...], m: Mention) -> list[Reading | None]:
    """``$480 million, 1.6 times its 2022 valuation of $300 million``."""
    if not m.index or m.index + 1 >= len(row):
        return []
    now, base = (
        next((x for x in reversed(row[: m.index]) if not x.bracketed or m.bracketed), row[0]),
        row[m.index + 1],
    )
    if (
        not now.is_amount
        or not base.is_amount
        or not same_unit(now.q, base.q)
        or not re.search(
            r"^\s*(?:as (?:much|many) as )?(?:its|the|their|of|that of|as|(?:[a-z]+ ){1,4}of)\b", base.gap
        )
    ):
        return []
    return [quotient("ratio", STRONG, now, base)]


_TWO_NAMES = re.compile(r"^[^，,；;。\d]{2,14}(?:为|是|相当于)[^，,；;。\d]{2,14}的(?:约|近|逾|超过?)?$")


def _multiple(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``A 是 B 的 2.5 倍``, ``增长 2 倍``: the later over the earlier, less one when it is growth."""
    row = context.mentions[i]
    levels = [
        x
        for x in row
        if x.is_amount and x.role in ("level", "bare", "base", "total") and x.q.start < m.q.start
    ]
    if len(levels) < 2:
        yield from _draft(context, i, m, _times_of_base(row, m), "TIE207", "multiple")
        return
    a, b = levels[-2], levels[-1]
    if not same_unit(a.q, b.q):
        return
    readings: list[Reading | None] = []
    is_times = re.search(r"(?:为|是|相当于|达)[^，,；;。]*的(?:约|近|逾|超过?)?$", m.lead)
    for x, y in ((b, a), (a, b)):
        framed = bool(_FROM.search(a.lead) and _TO.search(b.gap)) and x is b
        ratio = quotient("ratio", WEAK, x, y)
        if ratio is None:
            continue
        growth = Reading(
            compute("difference", ratio.result, Operand.exact(1)),
            MEDIUM if framed and not is_times else WEAK,  # 为上周的 17.2 倍 is no growth of so many times
            f"{ratio.formula} - 1",
            ratio.operands,
        )
        times = Reading(
            ratio.result,
            MEDIUM if framed or re.search(r"的\s*$|是|为", m.lead) else WEAK,
            ratio.formula,
            ratio.operands,
        )
        if (
            framed
            and re.search(r"增长|增加|上涨|扩大|提升", m.lead)
            and re.search(r"[\u4e00-\u9fff]", m.lead)
        ):
            # 由 B 增至 N，增长 k 倍: N is k + 1 times B. Read the other way it is a mistake often made.
            readings.append(replace(growth, strength=STRONG))
        else:
            readings += [growth, times] if m.direction else [times, growth]
    if _TWO_NAMES.search(
        context.words(i)[m.clause.start - context.sentences[i].start : m.q.start - context.sentences[i].start]
    ):
        # 下跌家数约为上涨家数的 2.7 倍: which is over which is said by name.
        readings = [replace(r, strength=WEAK) if r else None for r in readings]
    readings += _times_of_base(row, m)
    yield from _draft(context, i, m, readings, "TIE207", "multiple")
