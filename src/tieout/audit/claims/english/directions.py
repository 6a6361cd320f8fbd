"""A direction word between two figures of one measure: rose to N from B, down from B, missing B."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..base import STRONG, Context, Draft
from ..order import BOTH_WAYS, _draft
from .figures import FORECAST, Figure, Masked, alike, masked_of
from .pairs import Pair, pairs_of

__all__ = ["find"]

FLAT = Decimal("0.01")
_UP = r"(?:rose|rises?|risen|rising|increase[sd]?|increasing|grew|grows?|growing|grown|climb(?:ed|s|ing)|jump(?:ed|s|ing)|advanced|surg(?:ed|ing)|soared|improved|widened|expanded|accelerated|up|higher|raised|lifted|boosted|gained|quickened|picked up|(?:edged|ticked|inched|crept|nudged) (?:up|higher))"
_DOWN = r"(?:fell|falls?|fallen|falling|decrease[sd]?|decreasing|decline[sd]?|declining|drop(?:ped|s|ping)|slipp(?:ed|ing)|slid|sank|plunged|tumbled|dipped|eas(?:ed|ing)|shrank|narrowed|contracted|slowed|slowing|decelerated|down|lower|lowered|reduced|cut|trimmed|cooled|moderated|receded|(?:edged|ticked|inched|crept) (?:down|lower))"
_TO = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:\s+(?:sharply|slightly|further|modestly|steadily|significantly|year[- ]over[- ]year|sequentially))?"
    r"(?:\s+by)?(?:\s*,?\s*(?:or\s+)?#[apd]\d+#\s*\)?(?:\s*points?)?)*(?:\s*,)?\s+to\s*$"
)
_FROM = re.compile(r"\b(?:(?P<up>up)|(?P<down>down))(?:\s+#[apd]\d+#)?\s+(?:from|on)\b(?:[^#,;]|#t\d*#)*$")
_WENT = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?:\s+(?:sharply|slightly|further|modestly|steadily|significantly))?\s+from\b[^#,;]*$"
)
_CONTEST = re.compile(
    r"\b(?:(?P<up>beat(?:ing)?|topp(?:ed|ing)|exceed(?:ed|ing)|surpass(?:ed|ing)|ahead of)|(?P<down>miss(?:ed|ing)|short of))\s+(?:[a-z'&#t\-]+\s+){0,6}(?:estimates?|consensus|forecasts?|expectations?|guidance|target)(?:\s+(?:of|for|at|[a-z]+ of))?\s*$"
)
_SIGNED = re.compile(
    r"\b(?:loss(?:es)?|deficit|outflows?|negative|shortfall|rank\w*|place|leverage|discount|below)\b|rate of (?:decline|decrease)|declines?\b.{0,20}#p"
)


def find(context: Context) -> Iterator[Draft]:
    """Direction words that the two figures beside them contradict."""
    for masked in masked_of(context):
        if BOTH_WAYS.search(masked.sentence.low) or _SIGNED.search(masked.text):
            continue
        for pair in pairs_of(masked):
            yield from _checked(context, masked, pair)


def _checked(context: Context, masked: Masked, pair: Pair) -> Iterator[Draft]:
    now, base = pair.now.m, pair.base.m
    if now.q.value <= 0 or base.q.value <= 0 or now.q.high is not None or base.q.high is not None:
        return
    low, high = sorted((now.q.value, base.q.value))
    if high / low > 10 or (now.q.unit is None and base.q.unit is None and high < 30 and not now.q.decimals):
        return
    same = _unchanged(masked, pair)
    if same is not None and pair.tie >= STRONG:
        yield same
        return
    way = _contest(pair.base) if pair.forecast else _moved(masked, pair)
    if not way or _either_way(pair.now) or _rival_agrees(masked, pair, way):
        return
    if pair.tie < STRONG and not pair.forecast:
        return
    rates = pair.now.kind == pair.base.kind == "p" and min(now.q.decimals, base.q.decimals) > 0
    fine = rates or (_fine(now.q.text) and _fine(base.q.text))
    if not pair.forecast and now.q.value == base.q.value and fine and not _HARDLY.search(masked.text):
        yield _stands_still(pair, way)
        return
    draft = _draft(context, masked.i, "direction", "TIE208", base, now, way)
    if draft is not None and draft.fixed == "contradicted":
        yield draft


_SAME = re.compile(r"\b(?:unchanged|flat|steady|stable|level)\s+(?:at|on)\s*$")


def _unchanged(masked: Masked, pair: Pair) -> Draft | None:
    """``unchanged at $2,110, against $2,200 last week``: two figures that are said to be one."""
    now, base = pair.now.m, pair.base.m
    if FORECAST.search(masked.text) or re.match(r"\s*in #t", masked.behind(pair.base, 12)):
        return None  # the estimate for the year is unchanged at 4.50, compared with 3.62 last year
    if not _SAME.search(pair.now.before) or now.q.shown.meets(base.q.shown):
        return None
    if abs(now.q.value - base.q.value) < abs(base.q.value) * FLAT:
        return None
    marks = tuple(m.evidence() for m in (now, base))
    return Draft(
        "unchanged",
        "TIE208",
        now.q.start,
        base.q.end,
        None,
        subject=now.subject or None,
        metric="equality",
        fixed="contradicted",
        said="flat",
        expected="differs",
        reason=f"{now.q.text} and {base.q.text} are not the same",
        evidence=marks,
    )


_HARDLY = re.compile(r"\b(?:slightly|marginally|fractionally|a touch|a little|edged|ticked|barely)\b")
"""A move so small that the printed digits may hide it."""
_FINE = 3
"""Digits a figure is printed with before a move between two of them has to show."""


def _fine(text: str) -> bool:
    """True for 57.0% and 1,234, not for $1.2 billion, which may have moved behind its digits."""
    return sum(c.isdigit() for c in text) >= _FINE


def _stands_still(pair: Pair, way: int) -> Draft:
    """``decreased to 57.0% from 57.0%``: a move between two figures that are one."""
    first, last = pair.first.m, pair.last.m
    marks = tuple(m.evidence() for m in (first, last))
    return Draft(
        "direction",
        "TIE208",
        first.q.start,
        last.q.end,
        None,
        subject=pair.now.m.subject or None,
        metric="direction",
        fixed="contradicted",
        said="up" if way > 0 else "down",
        expected="unchanged",
        reason=f"{first.q.text} and {last.q.text} are the same",
        evidence=marks,
    )


def _either_way(now: Figure) -> bool:
    """True for words of better or worse: a combined ratio, a debt, a time improves when it falls."""
    return bool(re.search(r"\b(?:improved|worsened|deteriorated)\b[^#]*$", now.before))


def _rival_agrees(masked: Masked, pair: Pair, way: int) -> bool:
    """``grew to 4.72, against 5.03 in December and 3.87 a year before``: the other base bears the word out."""
    for f in masked.figures[pair.last.index + 1 :]:
        if not alike(f, pair.base) or not re.search(r"^[^;]*\band\b[^;]*$", masked.between(pair.base, f)):
            continue
        if re.search(r"\bto\s*$", f.before):
            return False
        return (pair.now.m.q.value - f.m.q.value) * way > 0
    return False


def _moved(masked: Masked, pair: Pair) -> int:
    at = masked.text[: masked.position(pair.now)]
    before = masked.text[: masked.position(pair.base)]
    if pair.now.index < pair.base.index:
        found = _TO.search(at)
        if found is not None and "#" in found.group():
            return 0  # the change that stands between is checked with its direction
        return _way(found) or _way(_FROM.search(pair.base.before))
    return _way(_WENT.search(before))


def _contest(base: Figure) -> int:
    return _way(_CONTEST.search(base.before))


def _way(found: re.Match[str] | None) -> int:
    return 0 if found is None else 1 if found.group("up") else -1
