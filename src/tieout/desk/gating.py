"""The gates over one collect: what it says, set by set, against what the store knows."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model import Record
from ..quantity.types import Period
from ..store import Committed
from ..trackers import Tracker, get_tracker
from ..trackers.sense import lines
from .doubts import Arrivals, Limits, date_in_name
from .gates import check
from .past import Past
from .rechecks import unchanged_for_long
from .results import FileResult, Stopped

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["Told", "Verdict", "issue_of", "judge"]

_Set = tuple[str, Period | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a file beside its figures: its issue, whether it corrects, whether its bytes are new."""

    issue: date | None
    declared: bool
    fresh: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sets that may not go in, those let in by a person, and what is only asked about."""

    stopped: tuple[Stopped, ...] = ()
    accepted: tuple[Stopped, ...] = ()
    warnings: tuple[str, ...] = ()

    def keeps_out(self, record: Record) -> bool:
        """True for a record of a stopped set."""
        return any(s.tracker == record.tracker and s.period in (None, record.period) for s in self.stopped)


def judge(
    desk: Desk,
    results: Sequence[FileResult],
    would: Committed,
    told: Callable[[str], Told],
    accept: Sequence[str] = (),
) -> Verdict:
    """Put every set of a collect before the gates, oldest period first.

    ``would`` is what the store would add, ``told`` what is known of a file by its label, ``accept``
    the codes of gates that a person passes knowingly.
    """
    limits = Limits(desk.config.gates.stale_days, desk.config.gates.jump)
    sets = _sets(would, told)
    stopped: list[Stopped] = []
    accepted: list[Stopped] = []
    warnings: list[str] = []
    asked: dict[str, list[str]] = {}
    strangers: dict[str, dict[tuple[str, ...], str]] = {}
    pasts: dict[str, Past] = {}
    for name, period in sorted(sets, key=lambda s: (s[0], s[1].end if s[1] else date.min)):
        new, unchanged = sets[name, period]
        tracker = get_tracker(name)
        past = pasts.setdefault(name, Past(()))
        if past.newest is None and period is not None:
            # As it was when `would` was worked out: somebody else may be collecting right now.
            known = desk.store.at(would.version).records(name) if would.version >= 0 else ()
            past = pasts[name] = Past(known)
        files = tuple(dict.fromkeys(r.origin.source for r in new or unchanged))
        about = [told(f) for f in files]
        arrived = Arrivals(
            tracker,
            period,
            new,
            unchanged,
            _present(tracker, new, would, results),
            issue=max((t.issue for t in about if t.issue), default=None),
            declared=bool(about) and all(t.declared for t in about),
        )
        doubts = check(arrived, past, limits=limits, followed=desk.followed(name) or None)
        found = [
            Stopped(
                d.code, name, period, files, len(new), d.message, _step(desk, d.next_step, d.code), d.figures
            )
            for d in doubts
        ]
        open_ = [s for s in found if s.code not in accept]
        stopped += open_
        accepted += [s for s in found if s.code in accept]
        if open_:
            continue
        if new:
            warnings += lines(tracker.sense(new) if tracker.sense else ())
            strangers.setdefault(name, {}).update(
                {r.subject: r.origin.source for r in new if not any(True for _ in past.back(r))}
            )
            # Of several sets of a tracker the newest is asked about: it is the one to be printed.
            asked[name] = unchanged_for_long(tracker, period, new, past, desk.config.gates.recheck_days)
        for record in new:
            past.add(record)
    warnings += _no_session(would.added)
    for name, subjects in strangers.items():
        followed = desk.followed(name)
        unknown = {s: file for s, file in subjects.items() if s not in followed} if followed else {}
        warnings += [_stranger(name, s, file, list(followed)) for s, file in unknown.items()]
    used = {s.code for s in accepted}
    warnings += [line for lines in asked.values() for line in lines]
    warnings += [
        f"{code} stopped nothing; there was nothing to accept" for code in accept if code not in used
    ]
    return Verdict(tuple(stopped), tuple(accepted), tuple(warnings))


def _no_session(records: Sequence[Record]) -> list[str]:
    """Closes dated to a day on which the code's market did not trade, one line for a code."""
    from ..calendar import is_trading_day, market_of

    found: dict[str, list[str]] = {}
    for r in records:
        day = r.get("date") if r.tracker == "market" else None
        try:
            traded = not isinstance(day, date) or is_trading_day(day, market_of(r.subject[0]))
        except UsageError:
            continue  # a day or a market the calendar does not know
        if not traded:
            found.setdefault(r.subject[0], []).append(
                f"{day} ({r.origin.source}!{r.origin.cells.get('date', '')})"
            )
    return [
        f"market: {code} 非交易日的收盘价 (no trading day): {', '.join(days)}. Next: 改正日期，或删去这一行"
        for code, days in found.items()
    ]


def _stranger(tracker: str, subject: tuple[str, ...], file: str, known: list[tuple[str, ...]]) -> str:
    """A subject nobody follows: misspelt, or new."""
    from difflib import SequenceMatcher

    def alike(other: tuple[str, ...]) -> bool:
        """True when each part is nearly the other's: one misspelt word, not another platform."""
        pairs = zip(subject, other, strict=True)
        return all(SequenceMatcher(None, a.casefold(), b.casefold()).ratio() >= 0.6 for a, b in pairs)

    said = " ".join(subject)
    near = next((k for k in known if alike(k)), None)
    meant = f" (is it {' '.join(near)}? then it is an alias)" if near else ""
    return (
        f"{tracker}: {said} ({file}) 不在名单里 (not followed){meant}. "
        f"Next: 加进 desk.toml 的 [[universe.{tracker}]] 或某个对象的 aliases，或改正文件里的名称"
    )


def _sets(
    would: Committed, told: Callable[[str], Told]
) -> Mapping[_Set, tuple[tuple[Record, ...], tuple[Record, ...]]]:
    """New and unchanged records by set; a set of known bytes that says nothing new is left out."""
    new: dict[_Set, list[Record]] = {}
    unchanged: dict[_Set, list[Record]] = {}
    for record in would.added:
        new.setdefault(_set_of(record), []).append(record)
    for record in would.unchanged:
        if _set_of(record) in new or told(record.origin.source).fresh:
            unchanged.setdefault(_set_of(record), []).append(record)
    keys = dict.fromkeys((*new, *unchanged))
    return {k: (tuple(new.get(k, ())), tuple(unchanged.get(k, ()))) for k in keys}


def _set_of(record: Record) -> _Set:
    # Days that are part of the subject make a series: all of it is one set.
    series = any(c.kind == "date" for c in get_tracker(record.tracker).keys)
    return record.tracker, None if series else record.period


def _present(
    tracker: Tracker, new: Iterable[Record], would: Committed, results: Sequence[FileResult]
) -> frozenset[tuple[str, ...]]:
    """Subjects that the collect speaks of for this set, whatever became of their rows."""
    present = {subject for result in results for name, subject in result.left_out if name == tracker.name}
    # Prices of one sheet may be of different days: whoever stands in it is not lost.
    if any(c.dated_by for c in tracker.columns):
        sheets = {(r.origin.source, r.origin.sheet) for r in new}
        both = (r for r in (*would.added, *would.unchanged) if r.tracker == tracker.name)
        present |= {r.subject for r in both if (r.origin.source, r.origin.sheet) in sheets}
    return frozenset(present)


def _step(desk: Desk, step: str, code: str) -> str:
    command = f'tieout collect {shlex.quote(str(desk.path))} --accept {code} --why "..."'
    return f"{step}; if it is right as it is, accept it knowingly: {command}"


def issue_of(label: str, told_on: date | None) -> date | None:
    """The issue a file was made for: the date in its name, else the day its time was told for."""
    return date_in_name(label) or told_on
