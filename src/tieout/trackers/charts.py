"""The charts of every tracker by name: a view of records becomes a ``ChartSpec``.

An issue asks for one with ``![caption](chart:site_traffic)``, or by name with
``chart:market/daily``; the first name of a tracker is the one meant when none is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from ..errors import UsageError
from ..model import ChartSpec
from .plots.tools import Ask
from .view import View

__all__ = ["chart", "chart_names", "makers_of"]

Maker = Callable[[View, Ask], ChartSpec | None]


def chart_names(tracker: str) -> tuple[str, ...]:
    """The names of a tracker's charts, the default first; empty for a tracker without charts.

    >>> chart_names("market")
    ('lines', 'daily', 'members')
    """
    return tuple(_makers().get(tracker, {}))


def makers_of(tracker: str) -> Mapping[str, Maker]:
    """The makers of a tracker's charts by name, the default first."""
    return dict(_makers().get(tracker, {}))


def chart(
    view: View,
    name: str = "",
    *,
    only: Sequence[str] = (),
    day: date | None = None,
    others: Mapping[str, View] | None = None,
) -> ChartSpec | None:
    """The chart of a view, or None where its records cannot carry one.

    Every number drawn is a fact of the view: after the call its key (``ChartSpec.facts``) is in
    ``view.book``, or in the book of the view of ``others`` it came from.

    Parameters
    ----------
    name
        One of :func:`chart_names`; empty for the default.
    only
        Subjects to draw, by the first part of their key: sites, GPUs, boards, benchmarks, codes of
        indexes (for lines and daily changes) or of members (for the ranking of members).
    day
        The date of the issue; charts of a week then show the week it reviews, else the latest.
    others
        Views of other trackers, for charts over two (``leaderboard/price`` takes ``token_price``).

    Raises
    ------
    UsageError
        The tracker has no chart of that name.
    """
    makers = _makers().get(view.tracker.name, {})
    if not makers or (name and name not in makers):
        known = ", ".join(f"chart:{t}/{n}" for t, ns in _makers().items() for n in ns)
        what = f"{view.tracker.name}/{name}" if name else view.tracker.name
        raise UsageError(f"there is no chart {what!r}", next_step=f"use one of: {known}", name=what)
    maker = makers[name] if name else next(iter(makers.values()))
    return maker(view, Ask(tuple(only), day, others or {}))


@cache
def _makers() -> dict[str, dict[str, Maker]]:
    from .plots import market, models, money, weekly

    return {
        "compute_rental": {"prices": weekly.rental_prices},
        "site_traffic": {"visits": weekly.traffic_visits},
        "leaderboard": {"scores": models.board_scores, "price": models.score_against_price},
        "benchmark": {"scores": models.benchmark_scores, "price": models.score_against_price},
        "token_price": {"prices": weekly.token_prices},
        "funding": {"amounts": money.funding_amounts},
        "relative_performance": {"box": market.box_bars},
        "market_stat": {"moves": market.stated_moves},
        "market": {
            "lines": market.index_lines,
            "daily": market.daily_changes,
            "members": market.member_moves,
        },
    }
