"""Trading days and trading weeks of Shanghai/Shenzhen, Hong Kong and New York.

The days come from the library ``exchange_calendars``; this module only asks it questions about
dates. Every answer depends on the arguments alone, never on the clock: the calendar is built from
its first known session to its last, not from today. A date outside that range is a
:class:`~tieout.errors.UsageError`, because the holidays of a year nobody has announced are not known.

The library brings pandas (0.7 s), so it is imported by the first question and not by this module.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, timedelta
from functools import cache
from typing import Literal

from .errors import UsageError
from .quantity.types import Period

__all__ = [
    "Market",
    "is_trading_day",
    "known_range",
    "last_trading_day",
    "market_of",
    "minus_months",
    "next_trading_day",
    "previous_trading_day",
    "trading_days",
    "trading_week",
]

Market = Literal["XSHG", "XHKG", "XNYS"]
"""An exchange by its ISO 10383 code; Shenzhen and Beijing keep the days of Shanghai (XSHG)."""

# Suffixes of tickers and index codes as data vendors print them: 801750.SI, 000300.SH, 881001.WI.
_SUFFIXES: dict[str, Market] = {
    **dict.fromkeys(("SH", "SS", "SZ", "BJ", "SI", "CSI", "CI", "WI", "MI", "XSHG", "XSHE"), "XSHG"),
    **dict.fromkeys(("HK", "HI", "XHKG"), "XHKG"),
    **dict.fromkeys(("US", "O", "OQ", "N", "A", "GI", "XNYS", "XNAS"), "XNYS"),
}

# Where the library sets no bound of its own (New York: 1960s to for ever by rule), a fixed one keeps
# the answers the same in every year.
_FIRST = date(1990, 1, 1)
_LAST = date(2049, 12, 31)


def market_of(ticker: str) -> Market:
    """The market of a ticker or index code, by its suffix; bare digits are read by their number.

    Six digits are an A share or a Chinese index, five a Hong Kong share, letters alone a US one.
    Raises :class:`~tieout.errors.UsageError` (``ticker``) where the suffix says nothing.

    >>> market_of("002230.SZ"), market_of("801750"), market_of("0700.HK"), market_of("NVDA.O")
    ('XSHG', 'XSHG', 'XHKG', 'XNYS')
    """
    text = ticker.strip().upper()
    _, dot, suffix = text.rpartition(".")
    if dot and suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if not dot and text.isascii():
        if text.isdigit() and len(text) == 6:
            return "XSHG"
        if text.isdigit() and len(text) in (4, 5):
            return "XHKG"
        # CSI codes mix letters and digits (H30184); a US symbol is letters alone.
        if len(text) == 6 and text[1:].isdigit():
            return "XSHG"
        if text.isalpha() and len(text) <= 5:
            return "XNYS"
    raise UsageError(
        f"the market of {ticker!r} cannot be told from its code",
        next_step=f"write the code with a suffix, one of: {', '.join(sorted(_SUFFIXES))}",
        ticker=ticker,
    )


def known_range(market: Market = "XSHG") -> tuple[date, date]:
    """First and last day for which the market's sessions are known, both included.

    >>> known_range("XSHG")[0].year
    1990
    """
    return _sessions(market)[1]


def is_trading_day(day: date, market: Market = "XSHG") -> bool:
    """Whether the market has a session on that day.

    >>> is_trading_day(date(2025, 1, 27)), is_trading_day(date(2025, 1, 28))
    (True, False)
    """
    days = _days(market, day)
    at = bisect_left(days, day)
    return at < len(days) and days[at] == day


def last_trading_day(not_after: date, market: Market = "XSHG") -> date:
    """The last session that is not after a day; the day itself where it is one.

    >>> last_trading_day(date(2024, 7, 7)).isoformat()
    '2024-07-05'
    """
    days = _days(market, not_after)
    at = bisect_right(days, not_after)
    if at == 0:
        raise _outside(not_after, market)
    return days[at - 1]


def previous_trading_day(day: date, market: Market = "XSHG") -> date:
    """The last session before a day.

    >>> previous_trading_day(date(2025, 2, 5)).isoformat()
    '2025-01-27'
    """
    return last_trading_day(day - timedelta(days=1), market)


def next_trading_day(day: date, market: Market = "XSHG") -> date:
    """The first session after a day.

    >>> next_trading_day(date(2025, 1, 27)).isoformat()
    '2025-02-05'
    """
    days = _days(market, day)
    at = bisect_right(days, day)
    if at == len(days):
        raise _outside(day + timedelta(days=1), market)
    return days[at]


def trading_days(period: Period, market: Market = "XSHG") -> tuple[date, ...]:
    """The sessions of a period, in order; none where it lies inside a holiday.

    >>> [d.day for d in trading_days(Period(date(2025, 1, 24), date(2025, 2, 6)))]
    [24, 27, 5, 6]
    """
    days = _days(market, period.start)
    _days(market, period.end)
    return days[bisect_left(days, period.start) : bisect_right(days, period.end)]


def trading_week(day: date, market: Market = "XSHG", *, closed: bool = False) -> Period:
    """The trading week that an issue of this date reviews: first to last session.

    It is the latest calendar week (Monday to Sunday) whose last session lies before ``day``: an
    issue dated Monday reviews the week before it, one dated Saturday the week just over, and one
    dated inside a holiday the last week that had sessions. ``closed`` is for an issue written
    after the close of its own day, such as a Friday's: that day then counts as over.

    >>> str(trading_week(date(2025, 1, 27))), str(trading_week(date(2024, 7, 7)))
    ('2025-01-20..2025-01-24', '2024-07-01..2024-07-05')
    >>> str(trading_week(date(2025, 1, 24))), str(trading_week(date(2025, 1, 24), closed=True))
    ('2025-01-13..2025-01-17', '2025-01-20..2025-01-24')
    """
    monday = day - timedelta(days=day.weekday())
    this_week = trading_days(Period(monday, monday + timedelta(days=6)), market)
    over = [d for d in this_week if d < day or (closed and d == day)]
    if this_week and over == list(this_week):
        return Period(this_week[0], this_week[-1])
    last = previous_trading_day(monday, market)
    start = last - timedelta(days=last.weekday())
    week = trading_days(Period(start, last), market)
    return Period(week[0], week[-1])


def minus_months(day: date, months: int) -> date:
    """The same day of the month that many calendar months earlier, clamped to the month's end.

    >>> minus_months(date(2025, 3, 31), 1).isoformat(), minus_months(date(2025, 1, 27), 12).isoformat()
    ('2025-02-28', '2024-01-27')
    """
    total = day.year * 12 + day.month - 1 - months
    year, month = divmod(total, 12)
    if not 1 <= year <= 9999:
        raise UsageError(
            f"{months} months before {day} is no date", next_step="use fewer months", day=day, months=months
        )
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(market: Market, asked: date) -> tuple[date, ...]:
    days, (first, last) = _sessions(market)
    if not first <= asked <= last:
        raise _outside(asked, market)
    return days


def _outside(asked: date, market: Market) -> UsageError:
    first, last = known_range(market)
    return UsageError(
        f"the trading days of {market} are known from {first} to {last}, not on {asked}",
        next_step="check the date; for a later year install a newer exchange-calendars",
        day=asked,
        market=market,
        first=first,
        last=last,
    )


@cache
def _sessions(market: Market) -> tuple[tuple[date, ...], tuple[date, date]]:
    """All sessions of a market, and the days between which they are known."""
    if market not in ("XSHG", "XHKG", "XNYS"):
        raise UsageError(
            f"there is no market {market!r}", next_step="use one of: XSHG, XHKG, XNYS", market=market
        )
    import exchange_calendars

    # Asked without bounds the library starts twenty years before today; the bounds it knows are asked
    # first, so that the same question has the same answer next year.
    known = exchange_calendars.get_calendar(market)
    low, high = known.bound_min(), known.bound_max()
    first = max(_FIRST, low.date()) if low is not None else _FIRST
    last = min(_LAST, high.date()) if high is not None else _LAST
    full = exchange_calendars.get_calendar(market, start=first.isoformat(), end=last.isoformat())
    return tuple(s.date() for s in full.sessions), (first, last)
