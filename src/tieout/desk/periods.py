"""What days the rows of an inbox table speak of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import PurePath

from ..model import Record
from ..quantity.dates import find_dates, find_periods, parse_period
from ..quantity.types import Period
from ..trackers import Tracker
from .tables import is_comparison

__all__ = ["EXPECTED", "period_in_cell", "period_in_line", "period_of_record", "period_of_table"]

EXPECTED = {
    "window": "the first and last day of the window: a column 期间, a line such as `期间：2025.1.20-2025.1.24` above "
    "the header, or `period` in inbox/manifest.toml",
    "day": "the day: a column 日期, a line such as `日期：2025-01-27` above the header, a date in the name of the "
    "sheet or file, or `period` in inbox/manifest.toml",
}

_LABELLED = re.compile(r"(?:期间|日期|截至|截止|period|date|as of)", re.IGNORECASE)
_OF_THE_FILE = re.compile(r"(?:导出|更新|下载|打印|制表|export|update|download|print)", re.IGNORECASE)


def period_in_cell(text: str, kind: str) -> Period | None:
    """The period a cell of a period column holds; None when it holds none of that kind."""
    period = parse_period(text.replace("..", "至"))
    return period if period is not None and (kind == "window" or period.start == period.end) else None


def period_in_line(text: str, kind: str) -> Period | None:
    """The period that a line of its own tells, labelled or not; None when it tells none or several.

    >>> str(period_in_line("期间：2025.1.20-2025.1.24", "window"))
    '2025-01-20..2025-01-24'
    """
    if _OF_THE_FILE.search(text) or is_comparison(text):
        return None
    found = set(_periods(text, kind))
    return found.pop() if len(found) == 1 else None


def period_of_table(
    tracker: Tracker, above: Sequence[str], told: Period | None, sheet: str, file: str
) -> tuple[Period | None, str]:
    """The period of a whole table and, when there is none, what was seen instead.

    Asked in this order: a line above the header, the manifest, the sheet's name, the file's name.
    Two different periods above the header are no answer.
    """
    lines = [line for line in above if not _OF_THE_FILE.search(line) and not is_comparison(line)]
    labelled = [line for line in lines if _LABELLED.search(line)]
    for group in (labelled, lines):
        found = {p for line in group for p in _periods(line, tracker.period)}
        if len(found) == 1:
            return found.pop(), ""
        if found:
            return None, " and ".join(sorted(str(p) for p in found))
    if told is not None and (tracker.period == "window" or told.start == told.end):
        return told, ""
    for name in (sheet, PurePath(file).stem):
        found = set(_periods(name.replace("_", "-"), tracker.period))
        if len(found) == 1:
            return found.pop(), ""
    return None, ""


def period_of_record(tracker: Tracker, record: Record) -> Period | None:
    """The day that a record itself says its main value is of: the price date of a price."""
    for column in tracker.columns:
        day = record.get(column.dated_by) if column.dated_by else None
        if isinstance(day, date):
            return Period.day(day)
    return None


def _periods(text: str, kind: str) -> list[Period]:
    windows = find_periods(text.replace("..", "至"))
    if kind == "window":
        return [period for period, _, _ in windows]
    inside = [(start, end) for _, start, end in windows]
    return [
        Period.day(day)
        for day, start, end in find_dates(text)
        if not any(a <= start and end <= b for a, b in inside)
    ]
