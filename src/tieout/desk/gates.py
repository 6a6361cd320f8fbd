"""Gates: what looks wrong with a set of new figures before it goes in.

A set is what one collect says of one tracker in one period. A gate stops its set, and only that, with
the figures that made it doubt; a person corrects the file or accepts the set knowingly by the gate's
code and a reason. A jump and the members are judged against the week before (the same window length,
ending 7 ± 2 days earlier), a jump without one against the earlier version of the same period, and against
nothing else; columns against the last set there is.

=============  ==================================================================================
GATE-STALE     the window or price date is not newer than what is known, or too old for the issue
GATE-NULL      a column is empty or mostly null that was filled before
GATE-SHIFT     the values of a column fit the column beside it
GATE-JUMP      a value moved further than its column's limit from one week to the next, or was restated so
GATE-PANEL     members of the week before are missing, or unknown ones came
=============  ==================================================================================
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from ..quantity.format import format_percent
from ..trackers import Column
from .doubts import CODES, Arrivals, Doubt, Figure, Followed, Limits, figure, place_of, text_of
from .gate_columns import null, shifted
from .gate_stale import stale
from .past import Past

__all__ = ["CODES", "Arrivals", "Doubt", "Figure", "Limits", "check"]

FOLLOWS_FOR = timedelta(days=14)
"""The issue of a period comes at most so long after it."""


def check(
    arrived: Arrivals, past: Past, *, limits: Limits | None = None, followed: Followed | None = None
) -> tuple[Doubt, ...]:
    """The doubts about a set, at most one per gate; none when it may go in.

    ``past`` is what was known before it, ``followed`` the members of the desk's universe with the
    first and last issue each is followed on (None: the desk lists nobody for this tracker).
    """
    limits = limits or Limits()
    gates: list[Callable[[], Doubt | None]] = [lambda: null(arrived, past), lambda: shifted(arrived, past)]
    # Of a series (a bar per day) every day is a subject of its own: nothing recurs.
    if arrived.period is not None:
        gates = [
            lambda: stale(arrived, past, limits),
            *gates,
            lambda: _jump(arrived, past, limits),
            lambda: _panel(arrived, past, followed),
        ]
    return tuple(d for gate in gates if (d := gate()) is not None)


def _jump(arrived: Arrivals, past: Past, limits: Limits) -> Doubt | None:
    moved: list[Figure] = []
    restated: list[Figure] = []
    for record in arrived.new:
        before, earlier = past.week_before(record), past.same(record)
        for name, value in record.values.items():
            limit = _limit(arrived.tracker.column(name), name, limits)
            if limit is None or not isinstance(value, Decimal):
                continue
            # A figure put right fits its week before; without one its own earlier version is what is known.
            for old, found in ((before, moved), (earlier, restated)):
                known = old.get(name) if old is not None else None
                if old is None or not isinstance(known, Decimal) or not known:
                    continue
                change = (value - known) / abs(known) * 100
                if abs(change) > limit:
                    note = f"{format_percent(change, 1, sign=True)}, limit {limit}%"
                    found.append(figure(record, name, old, note))
                break
    if not moved and not restated:
        return None
    told = " and ".join(
        f"{'a value' if len(figures) == 1 else f'{len(figures)} values'} moved further than the limit from {than}"
        for figures, than in (
            (moved, "the week before"),
            (restated, "what was known of the same period"),
        )
        if figures
    )
    step = "correct the value (a unit, a decimal point, the wrong row?)"
    return Doubt("GATE-JUMP", told, step, (*moved, *restated))


def _limit(column: Column | None, name: str, limits: Limits) -> int | None:
    return None if column is None else limits.jump.get(name, limits.jump.get(column.field, column.jump))


def _panel(arrived: Arrivals, past: Past, followed: Followed | None) -> Doubt | None:
    period = arrived.period
    assert period is not None
    last = past.week_of(period)
    if not last or not arrived.new:
        return None
    present = {r.subject for r in arrived.new} | arrived.present | set(past.around(period.end))
    lost = [s for s in last if s not in present]
    gained = [r for r in arrived.new if r.subject not in last and past.same(r) is None]
    if followed:
        lost = [s for s in lost if _always_followed(followed.get(s), period.end)]
        gained = [r for r in gained if r.subject not in followed]
        step = (
            "add the rows; a member followed no longer needs `until` in desk.toml, a new one an entry there"
        )
    else:
        # Nobody is listed: a panel is then what comes again every week, and only a cut-off one is seen.
        kept = [r for r in arrived.new if r.subject in last]
        if len(kept) * 5 < len(arrived.new) * 4 or len(lost) * 3 <= len(last):
            return None
        gained = []
        step = "add the rows; the file may be cut off"
    if not lost and not gained:
        return None
    main = arrived.tracker.main
    figures = [
        Figure(s, "", "", "", f"missing; {text_of(last[s], main) or '——'} on {last[s].period}") for s in lost
    ]
    figures += [
        Figure(r.subject, "", "", "", f"new: {text_of(r, main) or '——'}", place_of(r, main)) for r in gained
    ]
    told = " and ".join(
        f"{len(group)} {word}" for group, word in ((lost, "lost"), (gained, "gained")) if group
    )
    return Doubt("GATE-PANEL", f"the panel changed: {told} against the week before", step, tuple(figures))


def _always_followed(since_until: tuple[date | None, date | None] | None, end: date) -> bool:
    """False when `until` or `since` explains that an issue soon after the period does without the member."""
    if since_until is None:
        return True
    since, until = since_until
    return (since is None or since <= end) and (until is None or until >= end + FOLLOWS_FOR)
