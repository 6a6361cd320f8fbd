"""Multiples said in one word between two figures: ``doubled to N from B``, ``由 B 翻倍至 N``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...model.formula import compute
from ...quantity import Interval
from ..lexicon.patterns import FROM_ZH
from ..mentions import same_unit
from .base import Context, Draft, operand

__all__ = ["folds"]

_FROM = re.compile(rf"{FROM_ZH}|\bfrom\b")
_TO = re.compile(r"至|到|\bto\b")
_FOLD = re.compile(
    r"(?P<more>more than |nearly |almost |roughly |about )?(?P<word>doubled|tripled|quadrupled|halved)|(?P<mo>逾|超|近|约|几乎|接近)?(?P<zh>翻倍|翻番|翻了?一番|增长一倍|增加一倍|腰斩|减半)"
)
_FOLDS = {"doubled": 2, "tripled": 3, "quadrupled": 4}


def folds(context: Context, i: int) -> Iterator[Draft]:
    """``doubled to N from B``, ``由 B 翻倍至 N``: a multiple said in one word."""
    sentence = context.sentences[i]
    found = _FOLD.search(sentence.low)
    if not found:
        return
    at = sentence.start + found.start()
    row = [m for m in context.mentions[i] if m.is_amount]
    before = [m for m in row if m.role == "base" and (_FROM.search(m.lead) or m.q.start > at)]
    after = [m for m in row if m.role in ("level", "bare") and _TO.search(m.lead) and m.q.start > at]
    if (
        len(before) != 1
        or len(after) != 1
        or not same_unit(before[0].q, after[0].q)
        or before[0].q.value <= 0
    ):
        return
    between = sentence.low[found.end() : after[0].q.start - sentence.start]
    if re.search(r",[^,]*[a-z]{3}", between):
        return  # the average has doubled, driving ratios to over 70
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
    least = goal * Decimal("0.8") if more or falling else goal * Decimal("0.9")
    far = ratio.interval.hi < least or ratio.interval.lo > goal * Decimal("1.5")
    spans = sorted((m.q.start, m.q.end) for m in (before[0], after[0]))
    yield Draft(
        "multiple",
        "TIE207",
        min(at, spans[0][0]),
        spans[-1][1],
        None,
        subject=after[0].subject or None,
        metric="multiple",
        said=found.group().strip(),
        fixed="supported_by_rounding" if good else "contradicted" if far and len(row) == 2 else "unchecked",
        reason=f"{after[0].q.text} / {before[0].q.text} = {ratio.value:.3f}",
        expected=round(ratio.value, 3),
        evidence=tuple(m.evidence() for m in (before[0], after[0])),
    )
