"""What a week of closes says: returns, largest daily moves, best and worst member, the horizons.

All functions are pure and give a :class:`~tieout.model.Fact` with its operator and its inputs, down
to the closes. Which closes a measure needs is told by the calendar of the code's market, not by the
rows at hand: a lacking close makes the fact a missing one (``lacking`` names it) and is never
bridged by the day before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

from ..calendar import last_trading_day, minus_months, previous_trading_day, trading_days
from ..errors import UndefinedFormula
from ..model import Fact, FactKey, Operand, compute, extreme
from ..quantity import Period, round_half_up
from .market_series import Closes
from .view import operand

__all__ = [
    "HORIZONS",
    "Leader",
    "daily_returns",
    "horizon_return",
    "max_daily_gain",
    "max_daily_loss",
    "member_extreme",
    "rebased",
    "window_return",
]

HORIZONS = (1, 3, 12)
"""Calendar months of the performance box."""

WEEK_DECIMALS = 2
HORIZON_DECIMALS = 1


def daily_returns(closes: Closes, window: Period) -> tuple[Fact, ...]:
    """The change of each session of the window from the session before it, in percent."""
    out = []
    for day in trading_days(window, closes.market):
        before = closes.on(previous_trading_day(day, closes.market))
        key = FactKey("market", "daily_return", (closes.code, day.isoformat()))
        out.append(_change(key, closes.on(day), before, Period.day(day), WEEK_DECIMALS))
    return tuple(out)


def window_return(closes: Closes, window: Period) -> Fact:
    """The change over the window: its last session's close over that of the last session before it.

    A window without a session has no value.
    """
    key = FactKey("market", "week_return", (closes.code, str(window)))
    days = trading_days(window, closes.market)
    if not days:
        return Fact(key, None, "%", WEEK_DECIMALS, window, operator="change")
    before = closes.on(previous_trading_day(days[0], closes.market))
    return _change(key, closes.on(days[-1]), before, window, WEEK_DECIMALS)


def max_daily_gain(closes: Closes, window: Period) -> Fact:
    """The largest daily rise of the window; no value, and not missing, when no session rose."""
    return _largest(closes, window, "max_daily_gain", "max")


def max_daily_loss(closes: Closes, window: Period) -> Fact:
    """The largest daily fall of the window, a negative number; no value when no session fell."""
    return _largest(closes, window, "max_daily_loss", "min")


def horizon_return(closes: Closes, day: date, months: int) -> Fact:
    """The change over calendar months to ``day``, in percent with one decimal.

    Close of the last session not after ``day``, over the close of the last session not after
    ``day`` minus the months (clamped to the month's end), minus 1. Definition of the performance
    box on the cover of Chinese broker research, confirmed on published boxes with ``day`` the date
    of the issue.
    """
    end = last_trading_day(day, closes.market)
    start = last_trading_day(minus_months(day, months), closes.market)
    key = FactKey("market", f"return_{months}m", (closes.code, day.isoformat()))
    return _change(key, closes.on(end), closes.on(start), Period(start, end), HORIZON_DECIMALS)


@dataclass(frozen=True, slots=True)
class Leader:
    """Who moved most: the names (several when they tie exactly), as a fact, and the move."""

    who: Fact
    move: Fact

    @property
    def name(self) -> str:
        """The name or names as printed."""
        return "、".join(self.who.value) if isinstance(self.who.value, tuple) else str(self.who.value or "")


def member_extreme(
    index: str, members: Sequence[Closes], window: Period, side: Literal["top", "bottom"]
) -> Leader:
    """The member of an index with the largest (``top``) or smallest return of the window.

    Both facts have the returns of all members as inputs. A member without the closes it takes
    (halted, or not collected) cannot be ranked: it stays among the inputs as missing, so that
    ``lacking`` names it.
    """
    returns = tuple(window_return(m, window) for m in members)
    ranked = [(str(i), Operand.exact(f.value)) for i, f in enumerate(returns) if isinstance(f.value, Decimal)]
    subject = (index, f"{side}_member")
    operator = "max" if side == "top" else "min"
    who = Fact(
        FactKey("market_stat", "member", subject), None, period=window, operator="extreme", inputs=returns
    )
    move = Fact(
        FactKey("market_stat", "value_pct", subject),
        None,
        "%",
        WEEK_DECIMALS,
        window,
        operator=operator,
        inputs=returns,
    )
    if not ranked:
        return Leader(replace(who, missing="not_collected"), replace(move, missing="not_collected"))
    first = extreme(ranked, largest=side == "top")
    names = tuple(members[int(r.subject)].name for r in first)
    return Leader(
        replace(who, value=names[0] if len(names) == 1 else names),
        replace(move, value=round_half_up(first[0].operand.value, WEEK_DECIMALS)),
    )


def rebased(closes: Closes, window: Period) -> tuple[Fact, ...]:
    """Each close of the window over the first one, times 100: lines that start at the same height.

    Only sessions whose close is on the desk have a value; the first session must be one of them.
    """
    days = trading_days(window, closes.market)
    if not days:
        return ()
    base = closes.on(days[0])
    out = []
    for day in days:
        close = closes.on(day)
        key = FactKey("market", "rebased", (closes.code, day.isoformat(), days[0].isoformat()))
        out.append(_formula(key, "share", close, base, None, Period.day(day), WEEK_DECIMALS))
    return tuple(out)


def _change(key: FactKey, now: Fact, before: Fact, period: Period, decimals: int) -> Fact:
    return _formula(key, "change", now, before, "%", period, decimals)


def _formula(
    key: FactKey, operator: str, a: Fact, b: Fact, unit: str | None, period: Period, decimals: int
) -> Fact:
    fact = Fact(key, None, unit, decimals, period, operator=operator, inputs=(a, b))
    if a.value is None or b.value is None:
        return replace(fact, missing="not_collected")
    try:
        return replace(fact, value=compute(operator, operand(a), operand(b)).value)
    except UndefinedFormula:  # a close of zero is a wrong row, and nothing can be said over it
        return replace(fact, missing="not_collected")


def _largest(closes: Closes, window: Period, stat: str, operator: Literal["max", "min"]) -> Fact:
    returns = daily_returns(closes, window)
    key = FactKey("market_stat", "value_pct", (closes.name, stat))
    fact = Fact(key, None, "%", WEEK_DECIMALS, window, operator=operator, inputs=returns)
    # With one session unknown the largest move is unknown too: it may have been that day's.
    if not returns or any(f.missing for f in returns):
        return replace(fact, missing="not_collected")
    value = compute(operator, *(Operand.exact(f.value) for f in returns)).value
    moved = value > 0 if operator == "max" else value < 0
    return replace(fact, value=round_half_up(value, WEEK_DECIMALS)) if moved else fact
