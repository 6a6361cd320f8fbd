"""How much a whole grew follows from how much its parts did, once all three levels are printed.

``进出口 8901 亿元，增长 1%。其中出口 1190 亿元，下降 3.1%；进口 7711 亿元，增长 1.7%；逆差 6521 亿元``: each
level and its rate give what it was, and what they were adds up as what they are does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....model.formula import Operand
from ....quantity import Interval
from ..base import STRONG, Context, Draft, Reading
from ..slips import one_slip
from ..stated import stated
from ..zh.facts import Fact
from ..zh.topics import Page, topics_of

__all__ = ["find"]

_BASIS = re.compile(
    r"可比|同口径|不变价|扣除|剔除|实际增长|美元计|名义|汇率|内生|有机|折合|两年平均|年均|复合|调整后|追溯|重述"
)
NARROW = Decimal(2)
"""Points within which the parts must fix the rate of their whole to say anything of it."""
OFF = Decimal("0.5")
"""Points by which a rate must miss."""
REVISED = Decimal("0.002")
"""How far the figures of the year before may have been revised: little for a whole, much for what is left of two."""
HEAVY = Decimal("0.2")
"""The weight from which a level's rate is felt in the others: of a tiny part any rate would fit."""
EXACT = Decimal("0.01")
"""The width, against the whole, up to which levels that add up are no accident."""


@dataclass(frozen=True)
class _Grown:
    """A level with its change on a year before."""

    level: Fact
    rate: Fact

    @property
    def now(self) -> Interval:
        return self.level.m.q.shown

    @property
    def moved(self) -> Interval:
        """The rate as printed, with the sign of its words."""
        shown = self.rate.m.q.shown
        return -shown if self.rate.value > 0 and self.rate.way < 0 else shown

    @property
    def then(self) -> Interval | None:
        factor = self.moved.scaled(Decimal("0.01")) + Interval.point(Decimal(1))
        return (self.now / factor).widened(REVISED) if factor.lo > 0 else None


@dataclass(frozen=True)
class _Tie:
    """A whole of two parts; ``sign`` of the second: a balance is what is left of the first."""

    whole: _Grown
    first: _Grown
    second: _Grown
    sign: int

    @property
    def wanted(self) -> Interval | None:
        """The rate of the whole that the parts give."""
        a, b = self.first.then, self.second.then
        if a is None or b is None:
            return None
        then = a + b if self.sign > 0 else a - b
        if then.lo <= 0:
            return None
        return (self.whole.now / then - Interval.point(Decimal(1))).scaled(Decimal(100))


def find(context: Context) -> Iterator[Draft]:
    """Every rate of a whole that the levels and rates of its two parts fix."""
    page = topics_of(context)
    if page is None or _BASIS.search(context.passage.low):
        return
    ties = [(t, w) for t in _ties(_grown(page)) if (w := t.wanted) is not None and w.width <= NARROW]
    held = any(t.whole.moved.meets(w) for t, w in ties)
    for tie, wanted in ties:
        yield from _told(page, tie, wanted, held=held)


def _grown(page: Page) -> list[_Grown]:
    """The levels of a page, each with the first yearly rate behind it."""
    out: list[_Grown] = []
    order = [f for f, _ in page.order]
    for k, f in enumerate(order):
        if f.kind != "level" or not f.m.is_amount or f.listed or f.m.q.high is not None or f.m.q.comparator:
            continue
        for x in order[k + 1 :]:
            if x.i != f.i or x.kind in ("level", "base") or x.listed:
                break
            if x.kind == "percent" and x.key in ("y", "") and not x.m.q.comparator and x.m.q.high is None:
                if x.m.direction and f.value > 0:
                    out.append(_Grown(f, x))
                break
    return out


def _ties(levels: Sequence[_Grown]) -> Iterator[_Tie]:
    """Three levels one behind the other of which one is the sum of the others."""
    for k, a in enumerate(levels):
        for b, c in itertools.combinations(levels[k + 1 : k + 4], 2):
            if c.level.i - a.level.i > 1 or len({x.level.m.q.unit for x in (a, b, c)}) != 1:
                continue
            for whole, first, second, sign in ((a, b, c, 1), (c, a, b, 1), (c, a, b, -1), (c, b, a, -1)):
                total = first.now + second.now if sign > 0 else first.now - second.now
                if total.lo > 0 and total.meets(whole.now) and total.width <= total.hi * EXACT:
                    yield _Tie(whole, first, second, sign)


def _told(page: Page, tie: _Tie, wanted: Interval, *, held: bool) -> Iterator[Draft]:
    whole = tie.whole
    mark = "+" if tie.sign > 0 else "-"
    parts = [
        f"{x.level.m.q.text} / (1 {'+' if x.moved.lo + x.moved.hi >= 0 else '-'} {x.rate.m.q.text})"
        for x in (tie.first, tie.second)
    ]
    formula = f"{whole.level.m.q.text} / ({parts[0]} {mark} {parts[1]}) - 1"
    result = Operand((wanted.lo + wanted.hi) / 2, wanted)
    operands = (whole.level.m, tie.first.level.m, tie.first.rate.m, tie.second.level.m, tie.second.rate.m)
    one = Reading(result, STRONG, formula, operands)
    rate = whole.rate
    draft = stated(page.context, rate.i, rate.m, "change", "TIE201", (one,), "growth of a whole")
    if whole.moved.meets(wanted):
        most = max(x.level.value for x in (whole, tie.first, tie.second)) * HEAVY
        fixed = [x.rate.m.q for x in (whole, tie.first, tie.second) if x.level.value >= most]
        yield draft.replace(numbers=tuple((q.start, q.end) for q in fixed))
        return
    if max(wanted.lo - whole.moved.hi, whole.moved.lo - wanted.hi) < OFF:
        return
    turned = (-whole.moved).meets(wanted)
    if turned or one_slip(rate.m.q, abs(wanted)) or held:
        yield draft.replace(
            readings=(),
            fixed="contradicted",
            said=rate.value,
            reason=f"{formula} = {round(result.value, 1)}%",
            evidence=tuple(m.evidence() for m in operands),
        )
