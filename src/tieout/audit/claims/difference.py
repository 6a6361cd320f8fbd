"""Differences: in amounts, in percentage points, against the close before, and multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...model.evidence import Evidence
from ...model.formula import Operand, compute
from ...quantity import Interval
from ..mentions import Mention, same_unit
from .base import MEDIUM, STRONG, WEAK, Context, Draft, Reading, caveat_of, operand, reading
from .change import _caveat_words, _nows, _span, levels_for

__all__ = ["find"]

_GAIN_LOSS = re.compile(r"losing|gaining|lost|gained|up|down|增|减|升|降|跌|涨|多|少|提高|下滑|回落|扩大|收窄|领先|落后|跑输|跑赢|高|低")
_CONTEST = re.compile(r"跑赢|跑输|领先|落后|高出|低于|高于|超出|beat|outperform|underperform|ahead|trail|lag|exceed|miss")
_FROM = re.compile(r"由|从|自|\bfrom\b")
_TO = re.compile(r"至|到|\bto\b")


_FOLD = re.compile(
    r"(?P<more>more than |nearly |almost |roughly |about )?(?P<word>doubled|tripled|quadrupled|halved)|(?P<mo>逾|超|近|约|几乎|接近)?(?P<zh>翻倍|翻番|翻了?一番|增长一倍|增加一倍|腰斩|减半)"
)
_FOLDS = {"doubled": 2, "tripled": 3, "quadrupled": 4}


def _folds(context: Context, i: int) -> Iterator[Draft]:
    """``doubled to N from B``, ``由 B 翻倍至 N``: a multiple said in one word."""
    sentence = context.sentences[i]
    found = _FOLD.search(sentence.low)
    if not found:
        return
    at = sentence.start + found.start()
    row = [m for m in context.mentions[i] if m.is_amount]
    before = [m for m in row if m.role == "base" and (_FROM.search(m.lead) or m.q.start > at)]
    after = [m for m in row if m.role in ("level", "bare") and _TO.search(m.lead) and m.q.start > at]
    if len(before) != 1 or len(after) != 1 or not same_unit(before[0].q, after[0].q) or before[0].q.value <= 0:
        return
    ratio = compute("ratio", operand(after[0]), operand(before[0]))
    word = found.group("word") or found.group("zh")
    falling = word in ("halved", "腰斩", "减半")
    goal = Decimal("0.5") if falling else Decimal(_FOLDS.get(word, 2))
    more = (found.group("more") or found.group("mo") or "").strip()
    low, high = goal * Decimal("0.9"), goal * Decimal("1.1")
    if more in ("more than", "逾", "超"):
        low, high = goal, goal * 3
    elif more:
        low = goal * Decimal("0.8")
    good = Interval(low, high).meets(ratio.interval)
    far = ratio.interval.hi < goal * Decimal("0.8") or ratio.interval.lo > goal * Decimal("1.5")
    spans = sorted((m.q.start, m.q.end) for m in (before[0], after[0]))
    yield Draft(
        "multiple", "TIE207", min(at, spans[0][0]), spans[-1][1], None, subject=after[0].subject or None, metric="multiple", said=found.group().strip(),
        fixed="supported_by_rounding" if good else "contradicted" if far and len(row) == 2 else "unchecked",
        reason=f"{after[0].q.text} / {before[0].q.text} = {ratio.value:.3f}", expected=round(ratio.value, 3),
        evidence=tuple(Evidence("sentence", start=m.q.start, end=m.q.end, value=m.q.value, note=m.q.text) for m in (before[0], after[0])),
    )


def find(context: Context) -> Iterator[Draft]:
    """Every stated difference of a passage."""
    flat = context.flat()
    for i in range(len(context.sentences)):
        yield from _folds(context, i)
    for i, m in flat:
        if m.role == "delta" and m.is_amount:
            yield from _amount(context, i, m)
            yield from _points_of_percent(context, i, m)
        elif m.unit_kind == "pp":
            yield from _pp(context, i, m)
        elif m.role == "times":
            yield from _multiple(context, i, m)


def _draft(context: Context, i: int, m: Mention, readings: list[Reading | None], rule: str, metric: str) -> Iterator[Draft]:
    kept = tuple(r for r in readings if r is not None)
    if not kept:
        return
    start, end = _span(context, i, m)
    kind = "multiple" if m.role == "times" else "difference"
    yield Draft(kind, rule, start, end, m.q, kept, subject=m.subject or None, metric=metric, period=m.scope or None,
                direction=m.direction, caveat=caveat_of(_caveat_words(context, i, m), context.words(i)), numbers=((m.q.start, m.q.end),))


def _amount(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    row = context.mentions[i]
    readings: list[Reading | None] = []
    for j in range(m.index - 1, -1, -1):
        base = row[j]
        if base.role in ("delta", "change"):
            break
        if base.role == "base" and same_unit(base.q, m.q):
            for now, strength in _nows(context, i, base, m):
                if same_unit(now.q, m.q):
                    tie = STRONG if not m.own_subject and j >= m.index - 2 else MEDIUM
                    readings.append(reading("difference", min(tie, strength), (now, base), operand(now), operand(base),
                                            formula=f"{now.q.text} - {base.q.text}"))
            break
    if m.intraday or _near_intraday(row, m):
        readings += _against_close(context, i, m)
    yield from _draft(context, i, m, readings, "TIE202", "difference")


def _near_intraday(row: tuple[Mention, ...], m: Mention) -> bool:
    return any(abs(x.index - m.index) == 1 and x.intraday and same_unit(x.q, m.q) for x in row)


def _against_close(context: Context, i: int, m: Mention) -> list[Reading | None]:
    """The high or low of a session against the close before it, which close and change give."""
    row = context.mentions[i]
    level = next(
        (x for x in (row[m.index - 1] if m.index else None, row[m.index + 1] if m.index + 1 < len(row) else None)
         if x is not None and x.is_amount and x.role in ("level", "bare") and same_unit(x.q, m.q) and not x.own_subject_far(m)),
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
                out.append(Reading(result, min(strength, MEDIUM), f"{level.q.text} - ({close.q.text} {sign} {d.q.text})", (level, close, d)))
    return out


def _points_of_percent(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``from 76.5% to 54.7%, losing more than 20 points``: points between two percentages."""
    if m.q.unit not in ("points", None):
        return
    readings = _between_rates(context, i, m)
    yield from _draft(context, i, m, readings, "TIE202", "percentage points")


def _pp(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    yield from _draft(context, i, m, _between_rates(context, i, m), "TIE202", "percentage points")


def _between_rates(context: Context, i: int, m: Mention) -> list[Reading | None]:
    row = context.mentions[i]
    rates = [x for x in row if x.unit_kind == "%" and x.q.start < m.q.start and x.role in ("rate", "change", "share", "base")]
    behind = [x for x in row[m.index + 1 : m.index + 3] if x.unit_kind == "%" and not x.own_subject_noun]
    if len(behind) == 2 and _TO.search(behind[0].lead) and _FROM.search(behind[1].gap):
        # up 240 basis points to 52.9% from 50.5%
        now, before = behind
        return [Reading(_points(compute("difference", operand(now), operand(before)), m), STRONG, f"{now.q.text} - {before.q.text}", (now, before))]
    if len(rates) < 2:
        return []
    a, b = rates[-2], rates[-1]
    same = (a.subject == b.subject or not b.own_subject) and not m.own_subject_far(b)
    framed = bool(_FROM.search(a.lead) and _TO.search(b.gap)) or bool(re.search(r"(?<![同环])比(?!增|降|升)|较|对比|上年|去年|versus|compared|than", b.gap))
    contest = bool(_CONTEST.search(m.lead)) and not any(x.unit_kind == "%" for x in row if b.q.end < x.q.start < m.q.start)
    tie = STRONG if (same or contest) and framed and len(rates) == 2 and m.q.start - b.q.end <= 40 else MEDIUM
    if re.search(r"(?<![同环])比(?!增|降|升)|较|对比|上年|去年|versus|compared|than|against|year (?:ago|earlier)", b.gap + b.tail) and not _FROM.search(a.lead):
        a, b = b, a  # the second is the one before: 45.2%, compared with 43.1% a year ago
    result = _points(compute("difference", _signed(b), _signed(a)), m)
    return [Reading(result, tie, f"{b.q.text} - {a.q.text}", (b, a))]


def _signed(m: Mention) -> Operand:
    """A rate of change with the sign its words give: 下降 6.6% is -6.6."""
    value = operand(m)
    return -value if m.role == "change" and m.direction < 0 < m.q.value else value


def _points(result: Operand, m: Mention) -> Operand:
    """A difference of percentages in the unit of the mention: basis points are hundredths."""
    if m.q.unit != "bp":
        return result
    return Operand(result.value * 100, result.interval.scaled(Decimal(100)))


def _multiple(context: Context, i: int, m: Mention) -> Iterator[Draft]:
    """``A 是 B 的 2.5 倍``, ``增长 2 倍``: the later over the earlier, less one when it is growth."""
    row = context.mentions[i]
    levels = [x for x in row if x.is_amount and x.role in ("level", "bare", "base", "total") and x.q.start < m.q.start]
    if len(levels) < 2:
        return
    a, b = levels[-2], levels[-1]
    if not same_unit(a.q, b.q):
        return
    readings: list[Reading | None] = []
    for x, y in ((b, a), (a, b)):
        framed = bool(_FROM.search(a.lead) and _TO.search(b.gap)) and x is b
        ratio = reading("ratio", WEAK, (x, y), operand(x), operand(y), formula=f"{x.q.text} / {y.q.text}")
        if ratio is None:
            continue
        growth = Reading(compute("difference", ratio.result, Operand.exact(1)), MEDIUM if framed else WEAK, f"{ratio.formula} - 1", ratio.operands)
        times = Reading(ratio.result, MEDIUM if framed or re.search(r"的\s*$|是|为", m.lead) else WEAK, ratio.formula, ratio.operands)
        readings += [growth, times] if m.direction else [times, growth]
    yield from _draft(context, i, m, readings, "TIE207", "multiple")


