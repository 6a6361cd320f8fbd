"""What a tracker's records said before, found by day: what new figures are compared with."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..model import Record
from ..quantity.types import Period
from ..trackers.view import neighbour

__all__ = ["Past"]

DAY = timedelta(days=1)
APART = 2
"""Periods that end no more than so many days apart belong to one set: prices of one issue may differ by a day."""


class Past:
    """The records of one tracker, by subject and by the day their period ends.

    Records without a period are left out: nothing says what they could be compared with.
    """

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._days: list[date] = []
        self._on: dict[date, dict[tuple[tuple[str, ...], Period], Record]] = {}
        self._of: dict[tuple[str, ...], list[tuple[date, Record]]] = {}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take a record in; it replaces the one of the same subject and period."""
        if record.period is None:
            return
        end = record.period.end
        if end not in self._on:
            insort(self._days, end)
        mine = self._of.setdefault(record.subject, [])
        if (before := self.same(record)) is not None:
            mine.remove((end, before))
        insort(mine, (end, record), key=lambda it: it[0])
        self._on.setdefault(end, {})[record.subject, record.period] = record

    @property
    def newest(self) -> date | None:
        """The last day that anything speaks of."""
        return self._days[-1] if self._days else None

    def same(self, record: Record) -> Record | None:
        """The record of the same subject and period."""
        if record.period is None:
            return None
        return self._on.get(record.period.end, {}).get((record.subject, record.period))

    def has(self, period: Period) -> bool:
        """True when something was said of exactly this period."""
        return any(p == period for _, p in self._on.get(period.end, {}))

    def week_before(self, record: Record) -> Record | None:
        """The record of the neighbouring week, see :func:`tieout.trackers.view.neighbour`."""
        if record.period is None:
            return None
        near = (self._on.get(record.period.end - n * DAY, {}) for n in range(5, 10))
        return neighbour(record, [r for on in near for (s, _), r in on.items() if s == record.subject])

    def around(self, day: date) -> dict[tuple[str, ...], Record]:
        """The set that ends on or about a day, by subject."""
        return self._between(day - APART * DAY, day + APART * DAY)

    def set_before(self, day: date) -> dict[tuple[str, ...], Record]:
        """The last set that ended before the one of this day, by subject; empty when there is none."""
        place = bisect_left(self._days, day - APART * DAY)
        if not place:
            return {}
        end = self._days[place - 1]
        return self._between(end - APART * DAY, end)

    def week_of(self, period: Period) -> dict[tuple[str, ...], Record]:
        """The set of the neighbouring week, by subject: windows as long, ending 7 ± 2 days earlier."""
        near = self._between(period.end - 9 * DAY, period.end - 5 * DAY)
        return {s: r for s, r in near.items() if r.period and r.period.days == period.days}

    def back(self, record: Record) -> Iterator[Record]:
        """The older records of the same subject, newest first."""
        mine = self._of.get(record.subject, [])
        end = record.period.end if record.period else date.min
        for place in range(bisect_left(mine, end, key=lambda it: it[0]) - 1, -1, -1):
            yield mine[place][1]

    def _between(self, first: date, last: date) -> dict[tuple[str, ...], Record]:
        at = bisect_left(self._days, first)
        found: dict[tuple[str, ...], Record] = {}
        while at < len(self._days) and self._days[at] <= last:
            found.update({s: r for (s, _), r in self._on[self._days[at]].items()})
            at += 1
        return found
