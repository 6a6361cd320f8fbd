"""A change in percent between two stated rates."""

from __future__ import annotations

import re

from ..lexicon.patterns import FROM_ZH
from ..mentions import Mention
from .base import STRONG, Context, Reading, operand, reading

__all__ = ["between_rates"]


def between_rates(context: Context, i: int, m: Mention) -> list[Reading | None]:
    """A change in percent between two stated rates: 净息差 1.62%，较上年同期的 1.78% 下降 9.0%.

    Where the two are as many points apart as the percent says, points were meant; that is a mistake
    of unit, and the relative change is what the words say.
    """
    row = context.mentions[i]
    before = [x for x in row[: m.index] if x.unit_kind == "%" and x.clause.segment == m.clause.segment]
    if len(before) < 2 or before[-1].index != m.index - 1 or m.own_subject or m.bracketed:
        return []
    if _NEW_PREDICATE.search(m.gap):
        return []  # 75% of revenue, against 71%, and grew 23%; debt, which fell from 58% to 13.6%, rose by 20%
    a, b = before[-2], before[-1]
    if b.role == "base":
        now, base = a, b
    elif (
        a.role == "base" or re.search(rf"(?:{FROM_ZH}|\bfrom\b)[^，,]{{0,16}}$", a.lead)
    ) and b.role == "rate":
        now, base = b, a
    else:
        return []
    if (
        now.role not in ("rate", "share")
        or base.q.value <= 0
        or (base.own_subject and base.subject != now.subject and not _TIME_NOUN.search(base.lead))
    ):
        return []
    return [
        reading(
            "change",
            STRONG,
            (now, base),
            operand(now),
            operand(base),
            formula=f"{now.q.text} / {base.q.text} - 1",
        )
    ]


_NEW_PREDICATE = re.compile(
    r"\band\b|^\s*(?:in|at|for) [^,]{1,30},\s*(?:rose|grew|increased|fell|declined|dropped|climbed|decreased)\b"
)
_TIME_NOUN = re.compile(r"去年|上年|同期|上季|上月|上周|前|year|quarter|month|from")
