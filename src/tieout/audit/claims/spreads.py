"""Spreads and balances: a difference that names what it lies between, 价差 and 顺差, a spread, a deficit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..mentions import same_unit
from .base import MEDIUM, STRONG, Context, Draft, caveat_of, operand, reading
from .change import caveat_words
from .stated import clause_span

__all__ = ["of"]

# Naming two things (两者) states no difference between them; a word of the gap must stand there.
_SPREAD = re.compile(
    r"(?:价差|相差|差额|差价|利差|差距|之差|spread|gap|difference)[^，,。；;0-9]{0,10}$"
    r"|(?:spread|gap|difference) (?:of|is|was)\s*[$€£]?$"
)
_BALANCE = re.compile(
    r"(?P<plus>顺差|盈余|结余|surplus|net cash|净现金)|(?P<minus>逆差|赤字|缺口|deficit|shortfall|net debt|净负债)"
)
_IN = re.compile(r"出口|收入|营收|revenue|exports?|receipts|income|流入|\bcash\b|现金")
_OUT = re.compile(
    r"进口|支出|spending|imports?|outlays|expenditure|expenses|流出|\bdebt\b|borrowings|有息负债|债务"
)


_THEN = re.compile(
    r"\s*(?:(?:a|one) (?:year|month|quarter) (?:ago|earlier|before)|last (?:year|month)|in the (?:same|previous|prior)\b)"
)
_KIND_OF = re.compile(
    r"\b(?:non-?\s?[a-z]+|oil|gas|energy|crude|car|auto|food|farm|agricultural|services?|steel|chip|semiconductor|manufactured|core) (?:exports?|imports?)\b|\b(?:exports?|imports?) of (?!goods)[a-z]"
)


def of(context: Context, i: int) -> Iterator[Draft]:
    """``两者价差 97 元/吨``, ``贸易顺差 817.1 亿美元``: the difference of the two amounts before it."""
    row = context.mentions[i]
    for m in row:
        if m.role == "delta" or not (m.is_amount or m.unit_kind == "%"):
            continue
        balance = _BALANCE.search(m.lead)
        if balance and _THEN.match(m.tail):
            continue  # the deficit of 3.9 billion a year ago: of other exports and imports
        if not balance and not _SPREAD.search(m.lead):
            continue
        before = [x for x in row[: m.index] if x.unit_kind == m.unit_kind or (x.is_amount and m.is_amount)]
        before = [
            x for x in before if same_unit(x.q, m.q) and x.role not in ("delta", "change", "times", "rank")
        ]
        if len(before) < 2:
            continue
        a, b = before[-2], before[-1]
        direction = 0
        if balance:
            sides = [
                1 if _IN.search(x.lead + x.subject) else -1 if _OUT.search(x.lead + x.subject) else 0
                for x in (a, b)
            ]
            if set(sides) != {1, -1} or any(_KIND_OF.search(x.lead + x.subject) for x in (a, b)):
                continue
            if sides[0] < 0:
                a, b = b, a
            direction = 1 if balance.group("plus") else -1
        tie = (
            STRONG
            if balance or (len(before) == 2 and re.search(r"两者|二者|价差|差价|利差", m.lead))
            else MEDIUM
        )
        one = reading("difference", tie, (a, b), operand(a), operand(b), formula=f"{a.q.text} - {b.q.text}")
        if one is None:
            continue
        start, end = clause_span(context, i, m)
        yield Draft(
            "difference",
            "TIE202",
            start,
            end,
            m.q,
            (one,),
            subject=m.subject or None,
            metric="difference",
            direction=direction,
            numbers=((m.q.start, m.q.end),),
            # An adjustment that names both sides of a balance moves neither against the other.
            caveat="" if balance else caveat_of(caveat_words(context, i, m)),
        )
