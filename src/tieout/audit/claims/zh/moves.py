"""The moves of one topic: level now, level before, change in amount, in percent, in points.

Any three of them fix the fourth. All are tied by the key of what they compare with, so that a change
on the year is never held against the month before, and it does not matter in which order or in how
many sentences they are told: ``产量 216.8 万吨，较前一周减少 7.4 万吨，前一周为 224.2 万吨``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ....model.claim import ClaimKind
from ....model.evidence import Evidence
from ....model.formula import Operand, compute, verify
from ...mentions import Mention, same_unit
from ..base import MEDIUM, STRONG, WEAK, Draft, Reading, caveat_of, magnitude, operand, reading, unsigned
from ..change import caveat_words
from ..stated import stated
from .facts import Fact, Topic
from .parts import groups_of
from .topics import Page

__all__ = ["find"]

CLOSE = Decimal("0.87")
_CLOSE = re.compile(r"(?:近|将近|接近)$")
_NARROWS = re.compile(r"收窄|扩大|缩小|走阔")
_DAY = re.compile(r"交易日|昨[日收天]|前一日|上日|前收")
_LOSS = re.compile(r"亏|逆差|赤字|净流出|净卖出|净减|净偿还|净回笼")


def find(page: Page) -> Iterator[Draft]:
    """Every move of a page that its topic can check."""
    for topic in page.topics:
        for f in topic.facts:
            if f.listed:
                continue
            if f.kind == "percent":
                yield from _range(page, topic, f)
                found = list(_percents(topic, f))
                yield from _draft(page, f, "change", "TIE201", found, "percent change")
                yield from _percent_for_points(page, topic, f)
            elif f.kind == "delta":
                found = list(_amounts(topic, f)) or list(_amounts(_head(page, topic, f), f))
                yield from _draft(page, f, "difference", "TIE202", found, "difference")
            elif f.kind == "points":
                yield from _draft(
                    page, f, "difference", "TIE202", list(_points(topic, f)), "percentage points"
                )


def _head(page: Page, topic: Topic, f: Fact) -> Topic:
    """The whole a move may speak of when it stands behind the last of its parts.

    成交 1.86 万亿元，其中沪市 8120 亿元，深市 10480 亿元，较前一日放量: where no part has a move of its own and
    the whole has the level it is compared with, the move is of the whole.
    """
    if f.noun or not f.key or f.key == "f":
        return Topic("")
    for group in groups_of(page):
        parts = [t for x, t in page.order if x in group.parts]
        if topic not in parts or len(parts) < 2 or any(t.of("delta", "percent") for t in parts[:-1]):
            continue
        for x, head in page.order:
            if x is group.wholes[0] and any(b.key == f.key for b in head.of("base")):
                return head
    return Topic("")


def _percent_for_points(page: Page, topic: Topic, f: Fact) -> Iterator[Draft]:
    """``毛利率由 40.3% 上升 1.7% 至 42.0%``: the two rates are as many points apart as the percent says."""
    row = page.context.mentions[f.i]
    near = [x for x in topic.of("level", "base") if x.m.unit_kind == "%" and x.i == f.i]
    bases = [x for x in near if x.kind == "base"]
    levels = [x for x in near if x.kind == "level" and abs(x.m.index - f.m.index) == 1]
    if len(bases) != 1 or len(levels) != 1 or f.m.q.comparator or len(row) < 3:
        return
    now, base = levels[0].m, bases[0].m
    change = reading(
        "change",
        STRONG,
        (now, base),
        operand(now),
        operand(base),
        formula=f"{now.q.text} / {base.q.text} - 1",
    )
    points = compute("difference", operand(now), operand(base))
    said = unsigned(f.m.q)
    if change is None or verify(said, magnitude(points)).verdict == "contradicted":
        return
    yield from _draft(page, f, "change", "TIE201", [change], "percent change")


def _range(page: Page, topic: Topic, f: Fact) -> Iterator[Draft]:
    """``净利润 3.2 亿元至 3.8 亿元，同比增长 60% 至 90%``: the lower with the lower, the upper with the upper."""
    now, bases = _now(topic, f), _bases(topic, f)
    if f.m.q.high is None or len(now) != 1 or len(bases) != 1 or min(now[0][1], bases[0][1]) < STRONG:
        return
    n, b = now[0][0].m.q, bases[0][0].m.q
    if n.high is None or b.high is not None or b.value <= 0 or n.value <= 0 or not same_unit(n, b):
        return
    ends = [(n.value, f.m.q.value), (n.high, f.m.q.high)]
    lines: list[str] = []
    good = True
    for level, said in ends:
        end = Operand.rounded(level, n.decimals, n.scale)
        result = compute("change", end, operand(bases[0][0].m))
        shown = replace(f.m.q, value=said, high=None, comparator=None)
        good = good and verify(unsigned(shown), magnitude(result)).verdict != "contradicted"
        lines.append(f"{round(result.value, 2)}")
    yield stated(page.context, f.i, f.m, "change", "TIE201", (), "percent change").replace(
        fixed="supported" if good else "contradicted",
        reason=f"the values give {' to '.join(lines)} ({n.text} / {b.text} - 1)",
        said=f.m.q.value,
        evidence=tuple(
            Evidence("sentence", start=q.start, end=q.end, value=q.value, note=q.text) for q in (n, b)
        ),
    )


def _draft(
    page: Page, f: Fact, kind: ClaimKind, rule: str, readings: list[Reading], metric: str
) -> Iterator[Draft]:
    if not readings:
        return
    draft = stated(page.context, f.i, f.m, kind, rule, readings, metric)
    if _CLOSE.search(f.words) and f.m.q.comparator == "under":
        # 近七成 is a little below seven tenths; the word bounds it from above, use bounds it from below.
        near = [r for r in readings if abs(r.result.interval).hi >= abs(f.value) * CLOSE]
        if not near and readings[0].strength >= STRONG and not caveat_of(page.words(f.i), page.words(f.i)):
            yield draft.replace(
                fixed="contradicted",
                said=f.value,
                expected=readings[0].result.value,
                reason=f"{readings[0].formula} is not close to it",
                evidence=tuple(m.evidence() for m in readings[0].operands),
            )
            return
    operands = [o for r in readings for o in r.operands]
    contrary = any(_LOSS.search(o.lead + o.subject) for o in operands)
    # 人民币跌 136 个基点: a rate of exchange is quoted the other way round
    contrary = contrary or (f.m.q.unit == "bp" and any(o.unit_kind != "%" for o in operands))
    way = 0 if contrary or f.key.startswith(("x", "o")) else f.way or _sign(f)
    narrows = _NARROWS.search(f.words)
    if narrows:  # of two sizes, whatever their sign; of amounts and percents only the size is read
        way = 0 if f.kind != "points" else -1 if narrows.group() in ("收窄", "缩小") else 1
    yield draft.replace(
        period=f.m.scope or None,
        direction=way,
        caveat=caveat_of(caveat_words(page.context, f.i, f.m), page.words(f.i)),
    )


def _sign(f: Fact) -> int:
    """The direction a printed sign gives: 环比+4.96%."""
    if not f.m.q.signed or not f.value:
        return 0
    return 1 if f.value > 0 else -1


def _now(topic: Topic, f: Fact) -> list[tuple[Fact, int]]:
    """The level a move leads to: the only one of the topic ties."""
    levels = [x for x in topic.of("level") if not x.m.intraday]
    if f.kind == "points":
        levels = [x for x in levels if x.m.unit_kind == "%"]
        if not levels and f.m.q.unit == "bp":
            levels = [x for x in topic.of("level") if _is_rate_of_exchange(x)]
        if not levels:
            levels = [
                x for x in topic.facts if x.kind == "percent" and not x.listed and x.m.q.start < f.m.q.start
            ][:1]
    else:
        levels = [x for x in levels if x.m.is_amount]
        if f.kind == "delta":
            levels = [x for x in levels if same_unit(x.m.q, f.m.q)]
    if len({x.m.q.value for x in levels}) > 1:
        closing = [x for x in levels if re.search(r"收(?:盘|市|于|报|在)|报收", x.words)]
        levels = closing if len({x.m.q.value for x in closing}) == 1 else levels
    if len({x.m.q.value for x in levels}) == 1:
        return [(levels[-1], STRONG)]
    return [(x, WEAK) for x in levels[-3:]]


def _is_rate_of_exchange(f: Fact) -> bool:
    return f.m.q.unit in (None, "CNY") and f.m.q.decimals == 4 and f.m.q.scale == 1


def _bases(topic: Topic, f: Fact, now: Fact | None = None) -> list[tuple[Fact, int]]:
    bases = topic.of("base")
    if f.kind == "points":
        bases = [x for x in bases if x.m.unit_kind == "%"]
        if not bases and f.m.q.unit == "bp":
            bases = [x for x in topic.of("base") if _is_rate_of_exchange(x)]
    else:
        bases = [x for x in bases if x.m.is_amount and (now is None or same_unit(x.m.q, now.m.q))]
    same = [x for x in bases if x.key == f.key]
    if f.key and len({x.m.q.value for x in same}) == 1:
        return [(same[-1], STRONG)]
    free = [x for x in bases if x.key == "f" or not f.key]
    if not same and len(free) == 1 and len(bases) == 1:
        near = free[0].i == f.i and abs(free[0].m.index - f.m.index) <= 2
        return [(free[0], STRONG if near else MEDIUM)]
    return [(x, WEAK) for x in bases]


def _deltas(topic: Topic, f: Fact) -> list[tuple[Fact, int]]:
    found = [x for x in topic.facts if x.kind == "delta" and not x.listed and not x.m.intraday]
    same = [x for x in found if x.key == f.key or (not f.key and _DAY.search(x.words))]
    if len(same) == 1 and len(found) == 1 and same[0].i == f.i and abs(same[0].m.index - f.m.index) <= 2:
        return [(same[0], STRONG)]
    return [(x, MEDIUM if x in same else WEAK) for x in found]


def _tight(m: Mention) -> Operand:
    """A level as printed: 约 1.77 万亿 says that digits were left off, not that the figure may be 5 % off."""
    return Operand(m.q.value, m.q.shown) if m.q.comparator == "about" and m.q.high is None else operand(m)


def _tie(f: Fact, *pairs: tuple[Fact, int]) -> int:
    strength = min(s for _, s in pairs)
    if f.far or any(x.far for x, _ in pairs):
        strength = min(strength, MEDIUM)
    if any(abs(x.i - f.i) > 2 for x, _ in pairs):
        strength = min(strength, MEDIUM)
    return strength


def _percents(topic: Topic, f: Fact) -> Iterator[Reading]:
    for n in _now(topic, f):
        for b in _bases(topic, f, n[0]):
            now, base = n[0].m, b[0].m
            if not same_unit(now.q, base.q) or base.q.value <= 0 or now.q.value <= 0:
                continue
            one = reading(
                "change",
                _tie(f, n, b),
                (now, base),
                operand(now),
                operand(base),
                formula=f"{now.q.text} / {base.q.text} - 1",
            )
            if one is not None:
                yield one
        for d in _deltas(topic, f):
            now, delta = n[0].m, d[0].m
            if not same_unit(now.q, delta.q) or (d[0].way and f.way and d[0].way != f.way):
                continue
            sign = -1 if (d[0].way or f.way) < 0 < delta.q.value else 1
            value = -operand(delta) if sign < 0 else operand(delta)
            one = reading(
                "change_by_delta",
                _tie(f, n, d),
                (now, delta),
                operand(now),
                value,
                formula=f"{delta.q.text} / ({now.q.text} {'+' if sign < 0 else '-'} {delta.q.text})",
            )
            if one is not None:
                yield one
    if not _now(topic, f):
        for b in _bases(topic, f):
            for d in _deltas(topic, f):
                if same_unit(b[0].m.q, d[0].m.q) and b[0].m.q.value > 0:
                    one = reading(
                        "share",
                        min(MEDIUM, _tie(f, b, d)),
                        (d[0].m, b[0].m),
                        operand(d[0].m),
                        operand(b[0].m),
                        formula=f"{d[0].m.q.text} / {b[0].m.q.text}",
                    )
                    if one is not None:
                        yield one


def _amounts(topic: Topic, f: Fact) -> Iterator[Reading]:
    for n in _now(topic, f):
        for b in _bases(topic, f, n[0]):
            now, base = n[0].m, b[0].m
            if same_unit(now.q, base.q) and same_unit(now.q, f.m.q) and base is not now:
                text = f"{now.q.text} - {base.q.text}"
                tight = compute("difference", _tight(now), _tight(base))
                yield Reading(tight, _tie(f, n, b), text, (now, base))
                if "about" in (now.q.comparator, base.q.comparator):
                    loose = compute("difference", operand(now), operand(base))
                    yield Reading(loose, WEAK, text, (now, base))


def _points(topic: Topic, f: Fact) -> Iterator[Reading]:
    plain = bool(_NARROWS.search(f.words))
    for n in _now(topic, f):
        for b in _bases(topic, f, n[0]):
            now, base = n[0].m, b[0].m
            if base is now:
                continue
            values = [magnitude(operand(x.m)) if plain else _signed(x) for x in (n[0], b[0])]
            result = compute("difference", *values)
            if f.m.q.unit == "bp" and now.unit_kind != "%":
                # A rate of exchange moves in hundredths of a hundredth: 7.2563 against 7.2427 are 136.
                result = Operand(result.value * 100, result.interval.scaled(Decimal(100)))
            if f.m.q.unit == "bp":
                result = Operand(result.value * 100, result.interval.scaled(Decimal(100)))
            yield Reading(result, _tie(f, n, b), f"{now.q.text} - {base.q.text}", (now, base))


def _signed(f: Fact) -> Operand:
    value = operand(f.m)
    return -value if f.m.direction < 0 < f.m.q.value and f.kind in ("percent", "base") else value
