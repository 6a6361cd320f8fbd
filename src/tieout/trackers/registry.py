"""The trackers Tieout knows, by name. A new tracker is one file and one line here."""

from __future__ import annotations

from functools import cache

from ..errors import UsageError
from .base import Tracker

__all__ = ["all_trackers", "get_tracker"]


@cache
def all_trackers() -> tuple[Tracker, ...]:
    """Every tracker, in the order a weekly prints them."""
    from . import (
        benchmark,
        compute_rental,
        coverage,
        funding,
        leaderboard,
        market,
        market_stat,
        relative_performance,
        site_traffic,
        token_price,
    )

    return (
        compute_rental.TRACKER,
        site_traffic.TRACKER,
        leaderboard.TRACKER,
        benchmark.TRACKER,
        token_price.TRACKER,
        funding.TRACKER,
        relative_performance.TRACKER,
        market_stat.TRACKER,
        market.TRACKER,
        coverage.TRACKER,
    )


def get_tracker(name: str) -> Tracker:
    """The tracker of that name; an unknown name is a :class:`~tieout.errors.UsageError`.

    >>> get_tracker("site_traffic").title_en
    'AI site traffic'
    """
    for tracker in all_trackers():
        if tracker.name == name:
            return tracker
    import difflib

    known = [t.name for t in all_trackers()]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    step = f"write {near[0]!r}" if near else f"use one of: {', '.join(known)}"
    raise UsageError(f"there is no tracker {name!r}", next_step=step, name=name)
