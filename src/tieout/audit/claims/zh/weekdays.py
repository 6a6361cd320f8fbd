"""The weekday printed beside a date, against the calendar: 2025年11月25日（周三）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ..base import Context, Draft

__all__ = ["find"]

_DAYS = "一二三四五六日"
_DATED = re.compile(
    r"(?:(?P<y>20\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日\s*[（(]?\s*(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?![至到\-—–~])"
)
_YEAR = re.compile(r"(20\d{2})年")
OTHERS = 2
"""Dates without a year need that many others that fit the only year of the text."""


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every weekday that its date does not have.

    A date without a year is held to the only year the text names, and only where all other such dates fit it.
    """
    found = [(context.passage.start, x) for context in contexts for x in _DATED.finditer(context.passage.low)]
    if not found:
        return
    years = {int(y) for context in contexts for y in _YEAR.findall(context.passage.low)}
    loose = [x for _, x in found if not x.group("y")]
    for offset, x in found:
        year = int(x.group("y")) if x.group("y") else _year_of(x, loose, years)
        day = _day(x, year) if year else None
        if day is None or _fits(x, day.year):
            continue
        right = "周" + _DAYS[day.weekday()]
        yield Draft(
            "value",
            "TIE208",
            offset + x.start(),
            offset + x.end("w"),
            None,
            metric="weekday",
            fixed="contradicted",
            said="周" + x.group("w"),
            expected=right,
            reason=f"{day.isoformat()} is {right}",
        )


def _year_of(x: re.Match[str], loose: Sequence[re.Match[str]], years: set[int]) -> int | None:
    if len(years) != 1:
        return None
    year = next(iter(years))
    others = [y for y in loose if y is not x]
    return year if len(others) >= OTHERS and all(_fits(y, year) for y in others) else None


def _day(x: re.Match[str], year: int) -> date | None:
    try:
        return date(year, int(x.group("m")), int(x.group("d")))
    except ValueError:
        return None


def _fits(x: re.Match[str], year: int) -> bool:
    day = _day(x, year)
    return day is not None and _DAYS[day.weekday()] == x.group("w").replace("天", "日")
