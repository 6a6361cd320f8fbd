"""Dates and periods in text, Chinese and English.

:func:`find_dates` and :func:`find_periods` return what can be resolved to calendar days;
:func:`parse_period` reads one cell. A date without its year needs ``year=``; an impossible day
(2 月 30 日) is no date.
"""

from __future__ import annotations

import re
from datetime import date

from .numerals import fold
from .types import Period
from .vocabulary import listed

__all__ = ["find_dates", "find_periods", "parse_date", "parse_period"]

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_NUMBER = {
    name: number
    for number, name in enumerate(listed("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
}

MONTH_WORD = rf"(?:{_MONTHS})(?![A-Za-z])\.?"
"""A month's English name, long or short, for case-insensitive expressions."""

_DAY = re.compile(
    rf"""
      (?<![\d.])(?P<y1>(?:19|20)\d\d)\ ?(?P<sep>[-/.])\ ?(?P<m1>\d{{1,2}})\ ?(?P=sep)\ ?(?P<d1>\d{{1,2}})(?!\d|\.\d)
    | (?:(?<!\d)(?P<y2>(?:19|20)\d\d)\ ?年\ ?)?(?<!\d)(?P<m2>\d{{1,2}})\ ?月\ ?(?P<d2>\d{{1,2}})\ ?[日号]?(?!\d)
    | (?<![\d.])(?P<y3>(?:19|20)\d\d)(?P<m3>[01]\d)(?P<d3>[0-3]\d)(?!\d|\.\d)
    | (?<![A-Za-z])(?P<m4>{MONTH_WORD})\ ?(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\ ?(?P<y4>(?:19|20)\d\d)(?!\d))?
    | (?<!\d)(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\ (?P<m5>{MONTH_WORD}),?(?:\ (?P<y5>(?:19|20)\d\d)(?!\d))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_JOIN = re.compile(r" ?(?:-{1,2}|[–—]{1,2}|~|至|到|to|through) ?(?![–—])", re.IGNORECASE)
_SHORT_END = re.compile(r"(?:(\d{1,2})[月./-])?(\d{1,2})日?(?!\d)")


def _resolve(match: re.Match[str], year: int | None) -> tuple[date | None, bool]:
    """The day of a match of ``_DAY`` and whether it printed its year."""
    for form in "12345":
        month, day = match.group(f"m{form}"), match.group(f"d{form}")
        if month is None:
            continue
        printed = match.group(f"y{form}")
        number = int(month) if month.isdecimal() else _MONTH_NUMBER[month[:3].lower()]
        chosen = int(printed) if printed else year
        if chosen is None:
            return None, False
        try:
            return date(chosen, number, int(day)), printed is not None
        except ValueError:
            return None, printed is not None
    return None, False


def find_dates(text: str, *, year: int | None = None) -> list[tuple[date, int, int]]:
    """Every full date as ``(day, start, end)``, in order.

    >>> find_dates("2024 年 10 月 21 日发布，Jan 20, 2025 更新")[0]
    (datetime.date(2024, 10, 21), 0, 16)
    >>> find_dates("7月3日", year=2024)
    [(datetime.date(2024, 7, 3), 0, 4)]
    """
    found = []
    for match in _DAY.finditer(fold(text)):
        day, _ = _resolve(match, year)
        if day is not None:
            found.append((day, match.start(), match.end()))
    return found


def find_periods(text: str, *, year: int | None = None) -> list[tuple[Period, int, int]]:
    """Every period written with both ends as ``(period, start, end)``, in order.

    The second end may leave out its year or month (``2024.10.14-10.18``, ``10月14日-18日``); a year
    printed only behind the second end counts for both.

    >>> find_periods("本期（2025.1.20-2025.1.24）")[0]
    (Period(start=datetime.date(2025, 1, 20), end=datetime.date(2025, 1, 24)), 3, 22)
    """
    folded = fold(text)
    found: list[tuple[Period, int, int]] = []
    after = 0
    for first in _DAY.finditer(folded):
        if first.start() < after:
            continue
        join = _JOIN.match(folded, first.end())
        if not join:
            continue
        start, has_year = _resolve(first, year)
        second = _DAY.match(folded, join.end())
        if second:
            end, end_has_year = _resolve(second, start.year if start and has_year else year)
            if end_has_year and end and not has_year:
                start, _ = _resolve(first, end.year)
                if start and start > end:
                    start = start.replace(year=end.year - 1)
            elif start and end and end < start and not end_has_year:
                end = end.replace(year=start.year + 1)
            stop = second.end()
        else:
            short = _SHORT_END.match(folded, join.end())
            if not short or start is None:
                continue
            try:
                end = date(start.year, int(short.group(1) or start.month), int(short.group(2)))
            except ValueError:
                continue
            stop = short.end()
        if start and end and start <= end:
            found.append((Period(start, end), first.start(), stop))
            after = stop
    return found


def parse_date(text: str, *, year: int | None = None) -> date | None:
    """The one date a cell holds, or None.

    >>> parse_date("2024. 10. 14"), parse_date("2024-13-01")
    (datetime.date(2024, 10, 14), None)
    """
    stripped = text.strip()
    for day, start, end in find_dates(stripped, year=year):
        if start == 0 and end == len(stripped):
            return day
    return None


def parse_period(text: str, *, year: int | None = None) -> Period | None:
    """The one period, or single day, a cell holds, or None.

    >>> str(parse_period("2024. 6. 26-2024. 6. 30")), str(parse_period("2024-10-14 至 2024-10-18"))
    ('2024-06-26..2024-06-30', '2024-10-14..2024-10-18')
    """
    stripped = text.strip()
    for period, start, end in find_periods(stripped, year=year):
        if start == 0 and end == len(stripped):
            return period
    day = parse_date(stripped, year=year)
    return None if day is None else Period.day(day)
