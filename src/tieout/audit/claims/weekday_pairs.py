"""Two days of one text with their weekdays, where no year tells which: Thursday 26 November and Monday 27 November.

Whatever the year, a day later is a weekday later. Days without a month (周五（16日）, Thursday the 11th) are of one
month where they lie within a week of each other in neighbouring sentences.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...model.evidence import Evidence
from .base import Context, Draft

__all__ = ["Mark", "bare_days", "conflicts"]

_EN = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NAMES = tuple(_EN.split("|"))
_HAN = "一二三四五六日"
_BARE = re.compile(
    rf"(?<![\d月./-])(?P<d1>\d{{1,2}})日\s*[（(](?:周|星期)(?P<z1>[一二三四五六日天])[)）]|(?:周|星期)(?P<z2>[一二三四五六日天])\s*[（(](?P<d2>\d{{1,2}})日[)）]"
    rf"|\b(?P<e1>{_EN}),?\s+the\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)\b|\bthe\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)\s*\((?:a\s+)?(?P<e2>{_EN})\)"
)
_OTHER_TIME = re.compile(
    r"去年|上年|前年|明年|次年|来年|上月|下月|次月|last (?:year|month)|next (?:year|month)|(?:year|month) (?:ago|earlier|later)|following month"
)
WEEK, APART, ONE_DAY = 6, 200, 1500
"""Days within which two of one month lie, and characters within which two dates speak of one year, or one day is told twice."""


@dataclass(frozen=True)
class Mark:
    """A day with the weekday printed beside it; ``month`` is 0 where none is printed."""

    start: int
    end: int
    month: int
    number: int
    said: int


def bare_days(low: str) -> list[Mark]:
    """The days of a folded text without a month, with their weekdays.

    >>> [(m.number, m.said) for m in bare_days("截至周五(16日)收盘; thursday the 11th")]
    [(16, 4), (11, 3)]
    """
    out: list[Mark] = []
    for x in _BARE.finditer(low):
        number = int(next(x[g] for g in ("d1", "d2", "d3", "d4") if x[g]))
        han, name = x["z1"] or x["z2"], x["e1"] or x["e2"]
        said = _HAN.index(han.replace("天", "日")) if han else _NAMES.index(name)
        if 1 <= number <= 31:
            out.append(Mark(x.start(), x.end(), 0, number, said))
    return out


def conflicts(context: Context, dated: Sequence[Mark]) -> Iterator[Draft]:
    """One weekday of a passage that the others beside it do not allow; ``dated`` are its dates with a month."""
    low = context.passage.low
    marks = sorted({*dated, *bare_days(low)}, key=lambda m: m.start)
    against: Counter[Mark] = Counter()
    borne: Counter[Mark] = Counter()
    pairs: list[tuple[Mark, Mark]] = []
    for a, b in itertools.combinations(marks, 2):
        gap = _days_between(a, b)
        far = APART if gap else ONE_DAY
        if gap is None or b.start - a.end > far or _OTHER_TIME.search(low[a.start : b.end]):
            continue
        if (a.said + gap) % 7 == b.said:
            borne.update((a, b))
        else:
            against.update((a, b))
            pairs.append((a, b))
    told: set[Mark] = set()
    for a, b in pairs:
        if told & {a, b} or (borne[a] and borne[b]):
            continue
        wrong, other = (a, b) if borne[b] and not borne[a] else (b, a)
        told.add(wrong)
        yield _draft(context, wrong, other)


def _days_between(a: Mark, b: Mark) -> int | None:
    """From one day to the other; None where the words leave it open."""
    if a.month and b.month:
        if (a.month <= 2) != (b.month <= 2):
            return None  # a leap year would make a difference
        try:
            return (date(2001, b.month, b.number) - date(2001, a.month, a.number)).days
        except ValueError:
            return None
    gap = b.number - a.number
    return gap if abs(gap) <= WEEK else None


def _draft(context: Context, wrong: Mark, other: Mark) -> Draft:
    start = context.passage.start
    text = context.passage.text
    shown, beside = text[wrong.start : wrong.end], text[other.start : other.end]
    return Draft(
        "value",
        "TIE208",
        start + wrong.start,
        start + wrong.end,
        None,
        metric="weekday",
        fixed="contradicted",
        said=shown,
        reason=f"{shown} does not fit {beside} in any year",
        evidence=(Evidence("sentence", start=start + other.start, end=start + other.end, note=beside),),
    )
