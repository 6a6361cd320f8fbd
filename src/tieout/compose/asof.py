"""Which period of a tracker an issue speaks of, and the views that give its facts.

A block speaks of the latest period that ends on or before the issue's date (or before the day the
front matter names). Last week's figures never stand in for missing ones: a period that is too old,
or that the issue before this one already printed, counts as nothing collected.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from datetime import date as Date
from functools import cached_property
from typing import TYPE_CHECKING

from ..desk.issuefolder import issue_before
from ..model import Record
from ..quantity import Period
from ..trackers import Tracker, get_tracker
from ..trackers.view import View

if TYPE_CHECKING:
    from ..desk import Desk
    from ..desk.issuefile import IssueDoc

__all__ = ["MAX_AGE", "Block", "Views"]

MAX_AGE = timedelta(days=9)
"""A week and the two days a window may shift; data whose period ended earlier are not this week's."""

_BOX = "relative_performance"

REACH = timedelta(days=40)
"""How far back records are read at once: enough for this week and the one to compare it with."""


@dataclass(frozen=True, slots=True)
class Block:
    """One tracker at one period: its view, why it is empty if it is, and the period a link asked for."""

    tracker: Tracker
    period: Period | None
    view: View
    stale: str = ""
    asked: str = ""


class Views:
    """The blocks of one issue, each made once; history is read in one scan."""

    def __init__(self, desk: Desk, doc: IssueDoc, language: str, as_of: datetime | None) -> None:
        self.desk = desk
        self.doc = doc
        self.language = language
        # The store compares moments in UTC.
        self.as_of = as_of.astimezone(UTC) if as_of is not None else None
        self._blocks: dict[tuple[str, str | None], Block] = {}

    @cached_property
    def _recent(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        day = self.doc.date
        for record in self.desk.store.records(as_of=self.as_of, since=day - REACH, until=day):
            found.setdefault(record.tracker, []).append(record)
        return found

    def block(self, tracker: str, period: str | None = None) -> Block:
        """The block of a tracker; ``period`` (as in ``@2025-01-20..2025-01-24``) names another one.

        A period may be named by its last day alone.
        """
        key = (tracker, period)
        if key not in self._blocks:
            found = get_tracker(tracker)
            block = replace(self._named(found, period), asked=period) if period else self._latest(found)
            if block.period is None and not period and tracker == _BOX:
                block = self._box_of_closes(found) or block
            self._blocks[key] = block
        return self._blocks[key]

    def blocks(self) -> tuple[Block, ...]:
        """Every block made so far."""
        return tuple(self._blocks.values())

    # --- which period -----------------------------------------------------------------------------

    def _latest(self, tracker: Tracker) -> Block:
        told = self.doc.as_of.get(tracker.name)
        if told is None:
            records = self._recent.get(tracker.name, [])
        else:
            records = list(
                self.desk.store.records(tracker.name, as_of=self.as_of, since=told - REACH, until=told)
            )
        period = _last_period(records)
        stale = "" if told is not None else self._stale(tracker, period, records)
        return self._block(tracker, records, None if stale else period, stale)

    def _box_of_closes(self, tracker: Tracker) -> Block | None:
        """The performance box computed from the closes of the desk's indexes; None where there are none.

        What a source states comes first: this is asked only where nobody stated a box for the issue.
        """
        from ..trackers.market_records import relative_performance
        from ..trackers.market_series import closes_of, lineage, needed

        indexes = self.desk.config.universe.indexes
        if not indexes:
            return None
        day = self.doc.as_of.get(tracker.name, self.doc.date)
        days = needed(day)
        bars = self.desk.store.records("market", as_of=self.as_of, since=days.start, until=days.end)
        found = closes_of(bars, names={i.code: i.zh for i in indexes})
        series = [found[i.code] for i in indexes if i.code in found]
        if not series:
            return None
        measured = relative_performance(series, day)
        if all(f.value is None for f in measured.facts):
            return None
        block = self._block(tracker, list(measured.records), Period.day(day), "")
        for fact in lineage(*measured.facts):
            block.view.keep(fact)
        return block

    def _named(self, tracker: Tracker, period: str) -> Block:
        try:
            end = Date.fromisoformat(period.rpartition("..")[2])
        except ValueError:
            return self._block(tracker, [], None, f"{period!r} is no period; write 2025-01-20..2025-01-24")
        history = self.desk.store.records(tracker.name, as_of=self.as_of, since=end - REACH, until=end)
        records = list(history)
        periods = [r.period for r in records if r.period is not None and r.period.end == end]
        wanted = next((p for p in periods if period in (str(p), end.isoformat())), None)
        stale = "" if wanted else f"no record of the period {period}"
        return self._block(tracker, records, wanted, stale)

    def _stale(self, tracker: Tracker, period: Period | None, records: list[Record]) -> str:
        if period is None:
            older = self.desk.store.records(tracker.name, as_of=self.as_of, until=self.doc.date)
            last = _last_period(list(older))
            return (
                f"nothing collected; the latest period on the desk is {last}" if last else "nothing collected"
            )
        age = self.doc.date - period.end
        if age > MAX_AGE:
            return f"the latest period on the desk, {period}, ended {age.days} days before the issue"
        before = self._issue_before
        if before is not None and period == self._printed_then(records, before):
            return f"the latest period on the desk, {period}, is that of the issue of {before}"
        return ""

    @cached_property
    def _issue_before(self) -> Date | None:
        return issue_before(self.desk, self.doc.date)

    def _printed_then(self, records: list[Record], before: Date) -> Period | None:
        """The period the issue before printed, as far as it was known on its day."""
        evening = datetime.combine(before, time.max, self.desk.timezone)
        return _last_period(
            [
                r
                for r in records
                if r.period and r.period.end <= before and r.known_at is not None and r.known_at <= evening
            ]
        )

    # --- the view ---------------------------------------------------------------------------------

    def _block(self, tracker: Tracker, records: list[Record], period: Period | None, stale: str) -> Block:
        now = [r for r in records if period is not None and r.period == period]
        earlier = [r for r in records if period is not None and r.period and r.period.end < period.end]
        view = View(
            tracker,
            now,
            language=self.language,
            choices=self.desk.choices,
            earlier=earlier,
            universe=self.desk.universe(tracker.name, self.doc.date),
            names=self._names(tracker.name, now),
        )
        return Block(tracker, period, view, stale)

    def _names(self, tracker: str, records: list[Record]) -> Callable[[tuple[str, ...]], str]:
        """Display names: the desk's, and where it knows none the one printed in the record."""
        called = get_tracker(tracker).called
        printed = {r.subject: str(r.get("name") or r.get("app") or called(r.subject)) for r in records}

        def name(subject: tuple[str, ...]) -> str:
            shown = self.desk.display(tracker, subject, self.language)
            if shown != called(subject):
                return shown
            return self.desk.word(printed.get(subject, shown), self.language)

        return name


def _last_period(records: list[Record]) -> Period | None:
    periods = [r.period for r in records if r.period is not None]
    return max(periods, key=lambda p: (p.end, p.start), default=None)
