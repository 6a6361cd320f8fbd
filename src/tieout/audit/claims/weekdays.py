"""The weekday printed beside a date, against the calendar: 2025年11月25日（周三）, Wednesday 4 March.

A date without a year is held to the year that brings it nearest to the report's own date, and only where that is
near; in a text without a date of its own, to the years its other dates of that kind all fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ...quantity.dates import find_dates
from ..lexicon import folded
from ..lexicon.counts import count_of
from .base import Context, Draft
from .weekday_pairs import Mark, conflicts

__all__ = ["Day", "anchor_of", "day_near", "find", "weekday_said"]

_HAN = "一二三四五六日"
_EN = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAME_EN = r"(?P<en>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_BEHIND = re.compile(
    rf"\s*[（(]?\s*(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])(?![至到\-—–~、/])|\s*[,(（]\s*{_NAME_EN}\b(?!\s*(?:to|and|[-–])\s)"
)
_BEFORE = re.compile(
    rf"(?<![至到\-—–~、])(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])\s*[（(]\s*$|(?<![a-z\-–])(?<!to )(?<!and ){_NAME_EN}\.?,?\s+(?:the\s+)?$"
)
_WHOLE = re.compile(rf"(?:周|星期|礼拜)(?P<zh>[一二三四五六日天])|{_NAME_EN}\.?")
_PRINTED = re.compile(r"(?:19|20)\d\d")
_OTHER_YEAR = re.compile(
    r"(?:去年|上年|前年|明年|次年|来年|last year|next year|a year (?:ago|earlier))[^，,。;；]{0,12}$"
)
_YEAR = re.compile(r"(?<!\d)(20[012]\d)\s*(?:年|(?![\d,.%a-z]))")
_YEARS = range(2015, 2031)
_SPELT = re.compile(
    r"(?P<y>[一二三四五六七八九零〇○]{4})年(?P<m>十[一二]?|[一二三四五六七八九])月(?P<d>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
NEAR, OPENING = 60, 25
"""Days a date without a year may lie from the report's; passages that may hold the report's date."""
OTHERS = 2
"""In a text without a date of its own, dates without a year need that many others that fit a year it names, or one more."""


@dataclass(frozen=True)
class Day:
    """A date of a text with the weekday printed beside it; ``day`` is None where its year is not known."""

    start: int
    end: int
    day: date | None
    month: int
    number: int
    printed: bool
    said: int


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every weekday that its date does not have."""
    yield from _runs(contexts)
    texts = [c.passage.low for c in contexts]
    anchor = anchor_of(texts) or _month_of(texts)
    found = [(c, d) for c in contexts for d in _days(c.passage.low, anchor)]
    loose = [d for _, d in found if not d.printed]
    years = {int(y) for c in contexts for y in _YEAR.findall(c.passage.low)}
    told: set[int] = set()
    for context, d in found:
        day = d.day
        if day is None and not d.printed and anchor is None:
            others = [x for x in loose if x is not d]
            fitting = [y for y in sorted(years) or _YEARS if all(_fits(x, y) for x in others)]
            enough = OTHERS if years else OTHERS + 1
            if len({(x.month, x.number) for x in others}) >= enough and not any(_fits(d, y) for y in fitting):
                day = _date(fitting[-1], d.month, d.number) if fitting else None
        if day is None or day.weekday() == d.said:
            continue
        text = context.passage.text[d.start : d.end]
        chinese = re.search(r"[周星礼週禮]", text)
        names = ["周" + c for c in _HAN] if chinese else [n.capitalize() for n in _EN]
        told.add(context.passage.start + d.start)
        yield Draft(
            "value",
            "TIE208",
            context.passage.start + d.start,
            context.passage.start + d.end,
            None,
            metric="weekday",
            fixed="contradicted",
            said=names[d.said],
            expected=names[day.weekday()],
            reason=f"{day.isoformat()} is {names[day.weekday()]}",
        )
    for context in contexts:
        if not any(context.passage.start <= s < context.passage.end for s in told):
            days = [d for c, d in found if c is context]
            yield from conflicts(context, [Mark(d.start, d.end, d.month, d.number, d.said) for d in days])


_RUN = re.compile(
    r"(?:周|星期)(?P<a>[一二三四五六日天])(?:至|到|-|—|–|~)(?:周|星期)?(?P<b>[一二三四五六日天])(?:这|共|的|合计|累计)*(?P<n>[一二两三四五六七]|\d)(?:个交易)?[天日](?!\d)"
)


def _runs(contexts: Sequence[Context]) -> Iterator[Draft]:
    """``周六至周日三天``: how many days two weekdays span."""
    for context in contexts:
        for x in _RUN.finditer(context.passage.low):
            first, last = (_HAN.index(x[k].replace("天", "日")) for k in "ab")
            said = count_of(x["n"]) or 0
            days = (last - first) % 7 + 1
            yield Draft(
                "count",
                "TIE204",
                context.passage.start + x.start(),
                context.passage.start + x.end(),
                None,
                metric="days",
                fixed="supported" if days == said else "contradicted",
                said=said,
                expected=days,
                reason=f"{x['a']} - {x['b']} = {days}",
            )


def _days(low: str, anchor: date | None) -> Iterator[Day]:
    spelt = [
        (x.start(), x.end(), _number(x["m"]), _number(x["d"]), int("".join(_digit(c) for c in x["y"])))
        for x in _SPELT.finditer(low)
    ]
    plain = [(s, e, d.month, d.day, d.year) for d, s, e in find_dates(low, year=2000)]
    for start, end, month, number, year in sorted([*spelt, *plain]):
        behind, before = _BEHIND.match(low, end), _BEFORE.search(low[:start])
        word = behind or before
        if word is None:
            continue
        printed = bool(_PRINTED.search(low[start:end])) or year != 2000
        day = (
            _date(year, month, number)
            if printed
            else day_near(month, number, anchor)
            if anchor and not _OTHER_YEAR.search(low[: min(start, word.start())])
            else None
        )
        at, stop = (start, behind.end()) if behind else (word.start(), end)
        yield Day(at, stop, day, month, number, printed, _said(word))


def weekday_said(text: str) -> int | None:
    """The weekday a cell names, Monday 0, or None."""
    word = _WHOLE.fullmatch(folded(text).strip().lower())
    return _said(word) if word else None


def _said(word: re.Match[str]) -> int:
    if word.group("zh"):
        return _HAN.index(word.group("zh").replace("天", "日"))
    return next(k for k, n in enumerate(_EN) if n.startswith(word.group("en")[:3]))


def day_near(month: int, number: int, anchor: date) -> date | None:
    """The day of that month and number nearest to a date; None where none lies within :data:`NEAR` days."""
    days = [d for y in (-1, 0, 1) if (d := _date(anchor.year + y, month, number)) is not None]
    best = min(days, key=lambda d: abs((d - anchor).days), default=None)
    return best if best is not None and abs((best - anchor).days) <= NEAR else None


def anchor_of(texts: Sequence[str]) -> date | None:
    """The report's own date: the first full date of its opening, unless that speaks of another time.

    Fewer than four passages are no report but a quotation from one.

    >>> anchor_of(["行业周报", "二零二六年五月十八日(星期一)", "投资要点", "本周板块上涨。"])
    datetime.date(2026, 5, 18)
    """
    if len(texts) < 4:
        return None
    for text in texts[:OPENING]:
        low = folded(text).lower()
        spelt = _SPELT.search(low)
        if spelt:
            year = int("".join(_digit(c) for c in spelt["y"]))
            return _date(year, _number(spelt["m"]), _number(spelt["d"]))
        for day, start, end in find_dates(low, year=2000):
            if _PRINTED.search(low[start:end]) and _dates_it(low, start):
                return day
    return None


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_MONTH_OF = re.compile(
    rf"(?P<y1>20\d\d)\s*年\s*(?P<m1>\d{{1,2}})\s*月(?!\s*\d)|\b(?P<m2>{_MONTHS})\s+(?P<y2>20\d\d)\b"
)


def _month_of(texts: Sequence[str]) -> date | None:
    """The middle of the month that heads a monthly report: a line of its own, or little more."""
    if len(texts) < 4:
        return None
    for text in texts[:8]:
        found = _MONTH_OF.search(folded(text).lower())
        if found and len(text) <= 60:
            month = int(found["m1"]) if found["m1"] else _MONTHS.split("|").index(found["m2"]) + 1
            return _date(int(found["y1"] or found["y2"]), month, 15)
    return None


LINE, HEAD = 90, 40
"""A line that only dates the report is no longer than this; a dateline stands so near the start of its paragraph."""
_OF_ANOTHER = re.compile(
    r"(?:matur\w*|due|expir\w*|redeem\w*|since|until|by|from|到期|自|由|至)[^,，.。;；]{0,16}$"
)


def _dates_it(low: str, start: int) -> bool:
    """True for a date that may be the report's own: on a line of its own or at the head, and of nothing else."""
    line = re.sub(r"\s+", " ", low)  # printed at the right edge of its line
    return (len(line) <= LINE or start <= HEAD) and _OF_ANOTHER.search(low[:start]) is None


def _digit(c: str) -> str:
    return str("零一二三四五六七八九".find(c.replace("〇", "零").replace("○", "零")))


def _number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_digit(text))
    return (int(_digit(tens)) if tens else 1) * 10 + (int(_digit(ones)) if ones else 0)


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _fits(d: Day, year: int) -> bool:
    day = _date(year, d.month, d.number)
    return day is not None and day.weekday() == d.said
