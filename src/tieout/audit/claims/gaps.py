"""Differences between two figures that the sentence names or sets side by side.

``甲厂较乙厂高 70 元/吨`` behind the price of each; ``Brent at $78.40 and WTI at $74.15, a spread of
$4.25``; ``$12.40 a share, 35 cents above the prior close of $12.05``; the same in points of percent.
Only the two figures directly beside the difference are taken, and only where no third one competes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.formula import compute
from ..mentions import Mention, same_unit
from .base import STRONG, Context, Draft, Reading, operand
from .difference import _points, _signed
from .stated import clause_span

__all__ = ["find"]

_NAMED = re.compile(
    r"(?:较|比)(?P<than>[^，,。；;0-9]{1,10}?)(?:每\S{1,2})?(?:(?P<up>高出|高|贵|多|快|领先)|(?P<down>低|便宜|少|慢|落后))(?:了|约|近)?$"
)
_SIDE = re.compile(
    r"(?:价差|利差|差价|差距|差额|剪刀差|极差|差值|相差|之差|超额收益率?)(?:为|是|达|约|近)*\s*$"
    r"|\b(?:spread|gap|difference|shortfall|outperformance|underperformance|excess return|differential)\s*"
    r"(?:of|at|is|was|between them of|of only|of just)\s*(?:about )?[$€£]?$"
)
_BEHIND = re.compile(
    r"^\s*(?:percentage points? |points? |pp )?(?:(?P<up>ahead|better|of outperformance)|(?P<down>behind|worse|short|adrift|of underperformance))\b"
    r"(?!\s+(?:of|than)\s+(?:the |its |our |a )?(?:guid|plan|forecast|consensus|expect|target|estimat|last|previous))"
)
_MOVED = re.compile(
    r"扩大|收窄|缩小|走阔|上[周月季期]|去年|上年|此前|前一|年初|widen|narrow|from|last|previous|earlier"
)
_ABOVE = re.compile(
    r"^\s*(?:a share|per share)?\s*(?:(?P<up>above|higher than|more than)|(?P<down>below|lower than|less than))\s+(?:the|its|last|a|their|that)\b(?:\s+[a-z'’\-]+){0,6}\s*[$€£]?$"
)
_BESIDE = re.compile(r"^[^;.0-9]{0,24}?[,(]\s*(?:or |about |some |and )?[$€£]?$")
_RATE = re.compile(r"率|涨幅|跌幅|回报|收益|return|rate|yield|growth")
_NOT_LEVEL = frozenset(["delta", "pp", "rank", "times", "time", "base"])
_SPECIAL = re.compile(r"分别|respectively|目标|预计|如果|\bif\b|would|could")


def find(context: Context) -> Iterator[Draft]:
    """Every difference whose two sides stand beside it."""
    for i, row in enumerate(context.mentions):
        if len(row) < 3 or _SPECIAL.search(context.words(i)):
            continue
        for m in row:
            if m.q.rank or m.unit_kind in ("time", "times"):
                continue
            found = _named(row, m) or _beside(row, m) or _above(row, m)
            if found is None:
                continue
            high, low, way = found
            result = compute("difference", _signed(high), _signed(low))
            start, end = clause_span(context, i, m)
            yield Draft(
                "difference",
                "TIE202",
                start,
                end,
                m.q,
                (
                    Reading(
                        _points(result, m) if m.unit_kind == "pp" else result,
                        STRONG,
                        f"{_shown(high)} - {_shown(low)}",
                        (high, low),
                    ),
                ),
                subject=m.subject or None,
                metric="difference",
                direction=way,
                numbers=((m.q.start, m.q.end),),
            )


def _shown(m: Mention) -> str:
    """The figure as printed, with the sign its words give."""
    return f"-{m.q.text}" if _signed(m).value < 0 < m.q.value else m.q.text


def _alike(m: Mention, x: Mention) -> bool:
    """True when ``m`` can be a difference of figures such as ``x``."""
    points = m.unit_kind == "pp"
    # A benchmark over the same time is a base, and a side of its own all the same.
    side = x.role == "base" and points and x.own_subject and _RATE.search(x.lead)
    if (x.role in _NOT_LEVEL and not side) or x.q.high is not None or (x.intraday and not points):
        return False
    return x.unit_kind == "%" if points else x.is_amount and m.is_amount and same_unit(x.q, m.q)


def _sides(row: Sequence[Mention], m: Mention) -> tuple[Mention, Mention] | None:
    """The two figures directly before ``m``, when they are the only ones of their unit before it."""
    before = [z for z in row[: m.index] if z.role != "time"]
    alike = [z for z in row[: m.index] if _alike(m, z)]
    if len(alike) != 2:
        return None
    x, y = alike
    if (
        m.unit_kind == "pp"
    ):  # M2余额 335 万亿元，增长 8.2%；M1余额 112 万亿元，增长 6.2%: amounts may stand between
        alike_said = y.role == "base" or (x.role == "change") == (y.role == "change")
        return (x, y) if alike_said and before[-1] is y else None
    if alike != before[-2:] or x.q.unit != y.q.unit or x.clause.segment != m.clause.segment:
        return None
    return x, y


def _named(row: Sequence[Mention], m: Mention) -> tuple[Mention, Mention, int] | None:
    found = _NAMED.search(m.lead)
    sides = _sides(row, m) if found else None
    if not found or sides is None:
        return None
    x, y = sides
    than = found.group("than").strip()
    first, second = than in x.gap, than in y.gap
    if first == second:
        return None
    way = 1 if found.group("up") else -1
    return (x, y, way) if second else (y, x, way)


def _beside(row: Sequence[Mention], m: Mention) -> tuple[Mention, Mention, int] | None:
    behind = _BEHIND.match(m.tail) if m.unit_kind == "pp" else None
    if not (behind or _SIDE.search(m.lead)) or _MOVED.search(m.gap + m.tail):
        return None
    sides = _sides(row, m)
    if sides is None or (behind and not (sides[0].own_subject and sides[1].own_subject)):
        return None
    between = "".join(z.gap for z in row[sides[0].index + 1 : sides[1].index + 1])
    if not (sides[1].own_subject or re.search(r"\band\b|、|和|，|,", between)):
        return None
    if m.is_amount and sides[0].q.unit is None:
        return None
    if behind:
        return (*sides, 1 if behind["up"] else -1)
    return (*sides, 0)


def _above(row: Sequence[Mention], m: Mention) -> tuple[Mention, Mention, int] | None:
    if not m.index or m.index + 1 >= len(row):
        return None
    now, base = row[m.index - 1], row[m.index + 1]
    found = _ABOVE.match(base.gap)
    if not found or not _BESIDE.match(m.gap) or not _alike(m, now):
        return None
    same = base.unit_kind == "%" if m.unit_kind == "pp" else base.is_amount and same_unit(base.q, m.q)
    if not same or (m.index >= 2 and _alike(m, row[m.index - 2])) or m.unit_kind == "%":
        return None
    if operand(now).value <= 0 or operand(base).value <= 0:
        return None
    return now, base, 1 if found.group("up") else -1
