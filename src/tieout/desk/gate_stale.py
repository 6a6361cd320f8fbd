"""The gate against windows and dates that somebody forgot to move on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ..model import Record
from .doubts import Arrivals, Doubt, Figure, Limits, Subject, figure, made_for, main_value
from .past import Past

__all__ = ["stale"]

# A set of the next issue is known about a week later; what comes sooner is a correction of this one.
NEXT_ISSUE = timedelta(days=5)
ENOUGH = 3


def stale(arrived: Arrivals, past: Past, limits: Limits) -> Doubt | None:
    """A window or date that was collected before, is older than the last one, or too old for its issue."""
    period, tracker = arrived.period, arrived.tracker
    assert period is not None
    what = "window" if tracker.period == "window" else "date"
    if arrived.declared:
        return None
    step = (
        f"correct the {what} in the file; for older figures or a revised table say so in inbox/manifest.toml"
    )
    replaced = [(past.same(r), r) for r in arrived.new]
    pairs = [(old, new) for old, new in replaced if old is not None]
    if not arrived.new:
        return _said_again(arrived, past, what, step)
    if pairs:
        moved = [(o, n) for o, n in pairs if main_value(o, tracker) != main_value(n, tracker)]
        about = {r.subject for r in (*arrived.new, *arrived.unchanged)}
        most = len(moved) * 2 > len(about)
        later = all(_later(o, n) for o, n in moved)
        elsewhere = all(o.origin.source != n.origin.source for o, n in moved)
        if most and ((later and len(moved) >= 2) or (elsewhere and len(moved) >= ENOUGH)):
            figures = tuple(figure(n, tracker.main, o) for o, n in moved)
            told = f"the {what} {period} was collected before, and most of its figures would change"
            return Doubt("GATE-STALE", f"{told}: was the {what} moved on?", step, figures)
        return None
    if past.has(period):
        return None
    if arrived.issue is not None and (arrived.issue - period.end).days > limits.stale_days:
        days = (arrived.issue - period.end).days
        told = f"the {what} {period} ends {days} days before the issue of {arrived.issue}"
        return Doubt("GATE-STALE", f"{told}; the limit is {limits.stale_days}", step)
    newest = past.newest
    if newest is None or period.end > newest or not _recurs(arrived, past.around(newest)):
        return None
    last = past.around(newest)
    # A file made for an earlier issue than the last one fills in history.
    made = max((d for r in last.values() if (d := made_for(r))), default=None)
    if arrived.issue is not None and (made is None or arrived.issue - made < NEXT_ISSUE):
        return None
    told = f"the {what} {period} is not newer than the last one collected"
    seen = str(next(iter(last.values())).period)
    return Doubt("GATE-STALE", told, step, (Figure((tracker.name,), what, seen, str(period)),))


def _said_again(arrived: Arrivals, past: Past, what: str, step: str) -> Doubt | None:
    """A file made for a later issue that repeats, to the digit, what an earlier one said."""
    pairs = [(past.same(r), r) for r in arrived.unchanged]
    if arrived.issue is None or not pairs or not all(o and _later(o, r) for o, r in pairs):
        return None
    old = pairs[0][0]
    assert old is not None
    source = old.origin.source
    told = f"the {what} {arrived.period} was collected before from {source}, with the same figures"
    return Doubt("GATE-STALE", f"{told}: the issue of {arrived.issue} needs a newer one", step)


def _later(old: Record, new: Record) -> bool:
    before, after = made_for(old), made_for(new)
    return bool(before and after and after - before >= NEXT_ISSUE)


def _recurs(arrived: Arrivals, last: Mapping[Subject, Record]) -> bool:
    """True when the set is mostly about the members of the last one; a list of events is not."""
    subjects = {r.subject for r in arrived.new}
    return len(subjects & set(last)) * 2 >= len(subjects)
