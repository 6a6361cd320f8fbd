"""The moves of one topic: level now, level before, change in amount, in percent, in points.

Any three of them fix the fourth. All are tied by the key of what they compare with, so that a change
on the year is never held against the month before, and it does not matter in which order or in how
many sentences they are told: ``产量 216.8 万吨，较前一周减少 7.4 万吨，前一周为 224.2 万吨``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import Operand, compute
from ...mentions import same_unit
from ..base import MEDIUM, STRONG, WEAK, Draft, Reading, caveat_of, magnitude, operand, reading
from ..change import _caveat_words
from ..stated import stated
from .topics import Fact, Page, Topic

__all__ = ["find"]

_NARROWS = re.compile(r"收窄|扩大|缩小|走阔")
_LOSS = re.compile(r"亏|逆差|赤字|净流出|净卖出|净减|净偿还|净回笼")


def find(page: Page) -> Iterator[Draft]:
    """Every move of a page that its topic can check."""
    for topic in page.topics:
        for f in topic.facts:
            if f.listed:
                continue
            if f.kind == "percent":
                yield from _draft(page, f, "change", "TIE201", list(_percents(topic, f)), "percent change")
            elif f.kind == "delta":
                yield from _draft(page, f, "difference", "TIE202", list(_amounts(topic, f)), "difference")
            elif f.kind == "points":
                yield from _draft(
                    page, f, "difference", "TIE202", list(_points(topic, f)), "percentage points"
                )


def _draft(
    page: Page, f: Fact, kind: str, rule: str, readings: list[Reading], metric: str
) -> Iterator[Draft]:
    if not readings:
        return
    draft = stated(page.context, f.i, f.m, kind, rule, readings, metric)  # type: ignore[arg-type]
    contrary = _NARROWS.search(f.words) or any(
        _LOSS.search(o.lead + o.subject) for r in readings for o in r.operands
    )
    yield draft.replace(
        period=f.m.scope or None,
        direction=0 if contrary or f.key.startswith(("x", "o")) else f.way,
        caveat=caveat_of(_caveat_words(page.context, f.i, f.m), page.words(f.i)),
    )


def _now(topic: Topic, f: Fact) -> list[tuple[Fact, int]]:
    """The level a move leads to: the only one of the topic ties."""
    levels = [x for x in topic.facts if x.kind == "level" and not x.listed and not x.m.intraday]
    if f.kind == "points":
        levels = [x for x in levels if x.m.unit_kind == "%"]
        if not levels:
            levels = [
                x for x in topic.facts if x.kind == "percent" and not x.listed and x.m.q.start < f.m.q.start
            ][:1]
    else:
        levels = [x for x in levels if x.m.is_amount]
        if f.kind == "delta":
            levels = [x for x in levels if same_unit(x.m.q, f.m.q)]
    if len({x.m.q.value for x in levels}) == 1:
        return [(levels[-1], STRONG)]
    return [(x, WEAK) for x in levels[-3:]]


def _bases(topic: Topic, f: Fact, now: Fact | None = None) -> list[tuple[Fact, int]]:
    bases = topic.of("base")
    if f.kind == "points":
        bases = [x for x in bases if x.m.unit_kind == "%"]
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
    same = [x for x in found if x.key == f.key]
    if len(same) == 1 and len(found) == 1 and same[0].i == f.i and abs(same[0].m.index - f.m.index) <= 2:
        return [(same[0], STRONG)]
    return [(x, MEDIUM if x in same else WEAK) for x in found]


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
                one = reading(
                    "difference",
                    _tie(f, n, b),
                    (now, base),
                    operand(now),
                    operand(base),
                    formula=f"{now.q.text} - {base.q.text}",
                )
                if one is not None:
                    yield one


def _points(topic: Topic, f: Fact) -> Iterator[Reading]:
    plain = bool(_NARROWS.search(f.words))
    for n in _now(topic, f):
        for b in _bases(topic, f, n[0]):
            now, base = n[0].m, b[0].m
            if base is now:
                continue
            values = [magnitude(operand(x.m)) if plain else _signed(x) for x in (n[0], b[0])]
            result = compute("difference", *values)
            if f.m.q.unit == "bp":
                result = Operand(result.value * 100, result.interval.scaled(100))  # type: ignore[arg-type]
            yield Reading(result, _tie(f, n, b), f"{now.q.text} - {base.q.text}", (now, base))


def _signed(f: Fact) -> Operand:
    value = operand(f.m)
    return -value if f.m.direction < 0 < f.m.q.value and f.kind in ("percent", "base") else value
