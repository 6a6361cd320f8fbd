"""A total printed in another currency than its parts: 109.02 亿元、66.09 亿元，合计 175.11 亿美元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...mentions import Mention, currency_of
from ..base import Context, Draft
from ..stated import stated

__all__ = ["find"]

_TOTAL = re.compile(r"合计|共计|总计|总额|合共|共|\btotal\w*|\bcombined\b|\btogether\b|\baggregate")
_IN_ALL = re.compile(r"^\s*(?:in (?:all|total|aggregate)|altogether|combined|together)\b")
MOST, DIGITS = 6, 3


def find(context: Context) -> Iterator[Draft]:
    """Every total that is to the last digit the sum of the amounts right before it, but in their currency."""
    for i, row in enumerate(context.mentions):
        for k, m in enumerate(row):
            own = currency_of(m.q.unit)
            if not own or m.q.high is not None or not (_TOTAL.search(m.lead) or _IN_ALL.match(m.tail)):
                continue
            parts = _before(row[:k], own)
            for n in range(2, len(parts) + 1):
                if _sums(m, parts[-n:]):
                    yield _draft(context, i, m, parts[-n:])
                    break


def _before(row: Sequence[Mention], own: str) -> list[Mention]:
    """The amounts in front, back to one in the total's own currency: all in one other currency."""
    out: list[Mention] = []
    for x in reversed(row):
        unit = currency_of(x.q.unit)
        if not unit:
            continue
        if (
            unit == own
            or (out and unit != currency_of(out[0].q.unit))
            or x.q.high is not None
            or len(out) == MOST
        ):
            break
        out.insert(0, x)
    return out


def _sums(m: Mention, parts: Sequence[Mention]) -> bool:
    if len(re.sub(r"\D", "", m.q.text).strip("0")) < DIGITS or any(x.q.comparator for x in (m, *parts)):
        return False
    step = Decimal(1).scaleb(-m.q.decimals) * m.q.scale
    exact = all(x.q.decimals == m.q.decimals and x.q.scale == m.q.scale for x in parts)
    return abs(sum(x.q.value for x in parts) - m.q.value) <= (Decimal(0) if exact else step / 2)


def _draft(context: Context, i: int, m: Mention, parts: Sequence[Mention]) -> Draft:
    shown = " + ".join(x.q.text for x in parts)
    draft = stated(context, i, m, "sum", "TIE210", (), "currency of a total")
    return draft.replace(
        fixed="contradicted",
        said=m.q.text,
        reason=f"{shown} is that figure in another currency",
        evidence=tuple(x.evidence() for x in parts),
    )
