"""What the columns of a table nobody tracks mean: a level now or before, a change over a window, a share.

A header says it in a few closed sets of words (上周, 四周变化, YTD); prose says the same things in the same sets,
so that 全周上涨 4.54% finds 周涨跌幅 and 年初至今累计上涨 finds 年初至今.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .grid import Grid, norm
from .lexicon import folded

__all__ = ["Sense", "change_columns", "now_column", "prior_column", "senses_of", "window_said"]

_WINDOWS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("weeks", re.compile(r"(?:近|前|过去)?[两二三四五六八2-9]周(?!年)|\b(?:two|three|four|2|3|4)[- ]weeks?\b")),
    ("ytd", re.compile(r"年初(?:至今|以来)|今年以来|年内|\bytd\b|year[- ]to[- ]date|so far this year")),
    ("year", re.compile(r"同比|按年|较(?:去年|上年)同?期?|近一年|年涨|近?12个?月|\byoy\b|year[- ](?:on|over)[- ]year|from (?:a year|the same (?:quarter|period)|the (?:first|second|third|fourth) quarter of)|\b(?:1y|12m)\b|twelve months")),
    ("quarter", re.compile(r"季环比|按季|季度环比|较上季|近?[三3]个?月|\bqoq\b|quarter[- ](?:on|over)[- ]quarter|from the (?:first|second|third|fourth|previous|prior|preceding|last) quarter|\b3m\b|three months")),
    ("month", re.compile(r"月(?:度|环比|涨|跌|变)|按月|[当本]月|近?[一1]个?月|较上月|\bmom\b|month[- ](?:on|over)[- ]month|\b1m\b|(?:this|the|in the) month|monthly")),
    ("week", re.compile(r"周(?:度|环比|涨|跌|变)|按周|[本全当一]周|近一周|较上周|\bwow\b|week[- ](?:on|over)[- ]week|\b1w\b|(?:this|the|in the) week|weekly")),
    ("day", re.compile(r"[当今单]日|日涨|日跌|较前一?日|较昨|\b1d\b|(?:on )?the day|daily")),
    ("step", re.compile(r"环比|sequential")),
)  # fmt: skip
_CHANGE = re.compile(
    r"环比|同比|增速|涨跌|变化|变动|涨幅|跌幅|升幅|降幅|增幅|change|chg|growth|\bwow\b|\byoy\b|\bqoq\b|\bmom\b"
)
_RETURN = re.compile(r"年初至今|今年以来|\bytd\b|year[- ]to[- ]date")
_SHARE = re.compile(r"占比|份额|比重|市占率|占有率|\bshare\b|% of")
_NOW = re.compile(r"本周|本期|本月|本季|最新|现价|当前|this (?:week|month|quarter)|current|latest")
_PRIOR = re.compile(r"上周|上期|上月|上季|前值|前一[周月]|last (?:week|month|quarter)|previous|prior")
_OTHER = re.compile(
    r"[一二两三四五六\d]+[周月年日天]前|年初|(?:去年|上年)同?期?|年末|期末|(?<!\d)(?:19|20)\d\d(?!\d)|\b[1-4]q\d\d|q[1-4]\b|\bago\b"
)
_BARE = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
"""Heads of changes that say the window alone."""
_UNIT = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True)
class Sense:
    """``window`` of a change; ``when`` a level holds (now, prior, another moment's words, or empty); its measure."""

    kind: Literal["level", "change", "share"]
    window: str
    when: str
    measure: str


@lru_cache(maxsize=512)
def senses_of(grid: Grid) -> dict[int, Sense]:
    """The senses of the columns that hold figures."""
    return {j: _sense(grid, j) for j in range(len(grid.headers)) if grid.numeric(j)}


def _sense(grid: Grid, j: int) -> Sense:
    header = folded(_UNIT.sub("", grid.headers[j])).lower()
    cells = [c for c in grid.column(j) if c.operand is not None]
    percent = bool(cells) and all(c.unit == "%" for c in cells)
    signed = any(c.operand is not None and (c.operand.value < 0 or c.text.startswith("+")) for c in cells)
    window = window_said(header) or _BARE.get(header.strip(), "")
    if _SHARE.search(header):
        return Sense("share", "", "", "")
    if _CHANGE.search(header) or (percent and (_RETURN.search(header) or (window and signed))):
        rest = _CHANGE.sub("", header)
        for _, pattern in _WINDOWS:
            rest = pattern.sub("", rest)
        return Sense("change", window, "", norm(rest))
    when = next((name for name, pattern in (("now", _NOW), ("prior", _PRIOR)) if pattern.search(header)), "")
    other = _OTHER.search(header)
    rest = header
    for pattern in (_NOW, _PRIOR, _OTHER):
        rest = pattern.sub("", rest)
    return Sense("level", "", when or (other.group() if other else ""), norm(rest))


def window_said(words: str) -> str:
    """The window of a change that words name last, or an empty string.

    >>> window_said("四周变化"), window_said("全周上涨"), window_said("收盘")
    ('weeks', 'week', '')
    """
    low = folded(words).lower()
    taken: list[tuple[int, int, str]] = []
    for name, pattern in _WINDOWS:
        for found in pattern.finditer(low):
            if all(found.end() <= a or b <= found.start() for a, b, _ in taken):
                taken.append((*found.span(), name))
    return max(taken)[2] if taken else ""


def change_columns(grid: Grid, words: str) -> list[int]:
    """The columns of changes that the words can mean: by their window where one is said, else all."""
    found = {j: s for j, s in senses_of(grid).items() if s.kind == "change"}
    said = window_said(words)
    if not said:
        return list(found)
    near = {
        "step": ("step", "week", "month", "quarter"),
        "week": ("week", "step"),
        "month": ("month", "step"),
    }
    exact = [j for j, s in found.items() if s.window == said]
    if exact:
        return exact
    loose = [j for j, s in found.items() if s.window in near.get(said, ())]
    return loose or [j for j, s in found.items() if not s.window and len(found) == 1]


def now_column(grid: Grid, among: Sequence[int] | None = None) -> int | None:
    """The one column of levels that holds now: so headed, or the only one that is headed by no moment."""
    levels = {j: s for j, s in senses_of(grid).items() if s.kind == "level" and (among is None or j in among)}
    for when in ("now", ""):
        found = [j for j, s in levels.items() if s.when == when]
        if len(found) == 1:
            return found[0]
        if found:
            return None
    return None


def prior_column(grid: Grid, now: int) -> int | None:
    """The column that holds the same measure one period before."""
    senses = senses_of(grid)
    own = senses.get(now)
    if own is None or own.kind != "level":
        return None
    found = [
        j
        for j, s in senses.items()
        if s.kind == "level" and s.when == "prior" and s.measure in ("", own.measure)
    ]
    return found[0] if len(found) == 1 else None
