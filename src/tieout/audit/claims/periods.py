"""Periods that partition a year: the half-years, and the four quarters, add up to the full year.

Only flows are added (amounts of money or counts over a period); prices, balances, averages, rates and
figures per share are not, and neither are forecasts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.formula import compute
from ..mentions import Mention
from .base import STRONG, Context, Draft, Reading, operand
from .stated import stated

__all__ = ["STOCK", "find"]

_MARKS = (
    ("h1", re.compile(r"上半年|\bfirst[- ]half\b|\bh1\b")),
    ("h2", re.compile(r"下半年|\bsecond[- ]half\b|\bh2\b")),
    ("q1", re.compile(r"第?一季度?|\bfirst[- ]quarter\b|\bq1\b")),
    ("q2", re.compile(r"第?二季度?|\bsecond[- ]quarter\b|\bq2\b")),
    ("q3", re.compile(r"第?三季度?|\bthird[- ]quarter\b|\bq3\b")),
    ("q4", re.compile(r"第?四季度?(?!度?分)|\bfourth[- ]quarter\b|\bq4\b")),
    ("year", re.compile(r"全年|\bfull[- ]year\b|\bfor the (?:full |whole )?year\b|\bannual\b")),
)
_PARTS = (("h1", "h2"), ("q1", "q2", "q3", "q4"))
_EACH = (
    (re.compile(r"四个季度|各季度?|一至四季度|\bfour quarters\b"), 4),
    (re.compile(r"上、?下半年|两个半年|\btwo half[- ]years?\b|\btwo halves\b"), 2),
)
STOCK = re.compile(
    r"均|价|库存|余额|存量|率|每股|每|人数|用户|日活|月活|存款|贷款|资产|负债|规模|市值|年末|季末|期末|月末|占|"
    r"average|mean|price|inventor|balance|per |headcount|users|\beps\b|margin|rate|assets|debt|employees|backlog"
)
_OTHER = re.compile(
    r"预计|预期|目标|计划|指引|有望|去年|上年|前三季度|累计|调整|重述|其中|expect|forecast|guid|target|plan|previous|prior|last year|year[- ]ago|adjusted|restated|at least|up to"
)


def find(context: Context) -> Iterator[Draft]:
    """Full years that their half-years or quarters do not give."""
    for i, row in enumerate(context.mentions):
        words = context.words(i)
        if len(row) < 3 or not _MARKS[-1][1].search(words) or _OTHER.search(words) or STOCK.search(words):
            continue
        amounts = [
            m
            for m in row
            if m.is_amount and m.role not in ("delta", "change", "base", "rank", "time", "mean")
        ]
        amounts = [m for m in amounts if m.q.high is None and m.q.comparator is None]
        found = _labelled(amounts) or _listed(amounts, words, context.sentences[i].start)
        if found is None:
            continue
        whole, parts = found
        yield stated(
            context,
            i,
            whole,
            "sum",
            "TIE203",
            (
                Reading(
                    compute("sum", *(operand(m) for m in parts)),
                    STRONG,
                    " + ".join(m.q.text for m in parts),
                    tuple(parts),
                ),
            ),
            "full year",
        )


def _mark(m: Mention) -> str:
    words = m.gap
    named = [name for name, pattern in _MARKS if pattern.search(words)]
    return named[0] if len(named) == 1 else ""


def _one_unit(members: Sequence[Mention]) -> bool:
    return len({m.q.unit for m in members}) == 1 and all(m.q.value > 0 for m in members)


def _labelled(amounts: Sequence[Mention]) -> tuple[Mention, list[Mention]] | None:
    marked = [(_mark(m), m) for m in amounts]
    names = [name for name, _ in marked]
    for parts in _PARTS:
        if sorted(names) != sorted([*parts, "year"]):
            continue
        by_name = dict(marked)
        members = [by_name[name] for name in parts]
        if _one_unit([*members, by_name["year"]]):
            return by_name["year"], members
    return None


def _listed(amounts: Sequence[Mention], words: str, offset: int) -> tuple[Mention, list[Mention]] | None:
    for cue, count in _EACH:
        found = cue.search(words)
        if not found:
            continue
        behind = [m for m in amounts if m.q.start - offset >= found.end()]
        if (
            len(behind) == count + 1
            and len(behind) == len([m for m in amounts if m.q.unit == behind[0].q.unit])
            and _mark(behind[-1]) == "year"
            and not any(_mark(m) for m in behind[1:-1])
            and _one_unit(behind)
        ):
            return behind[-1], behind[:-1]
    return None
