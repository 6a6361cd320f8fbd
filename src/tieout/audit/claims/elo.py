"""Win rates that follow from a rating lead: 100 / (1 + 10 ** (-lead / 400)), the Elo scale."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ...model.formula import Operand
from ...quantity import Interval
from ...quantity.interval import EXACT
from ..mentions import Mention
from .base import MEDIUM, STRONG, Context, Draft, Reading
from .stated import clause_span

__all__ = ["expected_score", "find"]


def expected_score(lead: Decimal) -> Decimal:
    """The share of games, in percent, that a lead of so many Elo points wins.

    >>> round(expected_score(Decimal(100)), 2)
    Decimal('64.01')
    """
    power = EXACT.power(Decimal(10), EXACT.divide(-lead, Decimal(400)))
    return EXACT.divide(Decimal(100), 1 + power)


def find(context: Context) -> Iterator[Draft]:
    """Win rates beside a lead in points, in passages that speak of Elo or Arena scores."""
    if not re.search(r"\belo\b|arena|竞技场|积分差", context.passage.low):
        return
    for i, row in enumerate(context.mentions):
        for lead, rate in itertools.pairwise(row):
            if lead.q.unit != "points" or rate.unit_kind != "%" or lead.clause.segment != rate.clause.segment:
                continue
            if not re.search(r"\bwin|胜率|胜出|lead", lead.tail + rate.lead + rate.tail + rate.gap):
                continue
            start, end = clause_span(context, i, rate)
            framed = bool(
                re.search(r"^\s*(?:lead|gap|difference|advantage|的?(?:差距|领先|优势))", lead.tail)
            )
            yield Draft(
                "per_unit",
                "TIE206",
                start,
                end,
                rate.q,
                (_reading(lead, STRONG if framed else MEDIUM),),
                subject=rate.subject or None,
                metric="expected score",
                numbers=((rate.q.start, rate.q.end),),
            )


def _reading(lead: Mention, strength: int) -> Reading:
    q = lead.q
    low, high = expected_score(q.value), expected_score(q.high if q.high is not None else q.value)
    # Printed win rates are rounded to whole percents more often than the points are.
    return Reading(
        Operand(low, Interval(min(low, high), max(low, high))),
        strength,
        f"1 / (1 + 10^(-{q.text}/400))",
        (lead,),
    )
