"""Trading days against days known from the exchanges' own notices."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.calendar import (
    is_trading_day,
    known_range,
    last_trading_day,
    market_of,
    minus_months,
    next_trading_day,
    previous_trading_day,
    trading_days,
    trading_week,
)
from tieout.errors import UsageError
from tieout.quantity import Period

DAYS = st.dates(date(2005, 1, 10), date(2025, 12, 20))
MARKETS = st.sampled_from(["XSHG", "XHKG", "XNYS"])


@pytest.mark.parametrize(
    ("market", "day", "open_"),
    [
        ("XSHG", "2025-01-27", True),  # the last session before Spring Festival
        *[("XSHG", f"2025-01-{d}", False) for d in (28, 29, 30, 31)],
        ("XSHG", "2025-02-03", False),
        ("XSHG", "2025-02-04", False),
        ("XSHG", "2025-02-05", True),
        ("XSHG", "2024-02-09", False),  # New Year's Eve, closed although a working day
        ("XSHG", "2020-01-31", False),  # the holiday that was made longer
        ("XSHG", "2015-09-03", False),  # a one-off parade
        ("XSHG", "2025-01-26", False),  # a Sunday worked in offices, not on the exchange
        ("XHKG", "2025-01-28", True),  # half a day in Hong Kong is a session
        ("XHKG", "2025-01-29", False),
        ("XNYS", "2025-01-09", False),  # day of mourning
        ("XNYS", "2024-11-28", False),
        ("XNYS", "2025-01-28", True),
    ],
)
def test_known_days(market, day, open_):
    assert is_trading_day(date.fromisoformat(day), market) is open_


@pytest.mark.parametrize(
    ("issue", "week"),
    [
        ("2025-01-27", "2025-01-20..2025-01-24"),  # a Monday that is the only session of its week
        ("2024-10-21", "2024-10-14..2024-10-18"),
        ("2024-07-07", "2024-07-01..2024-07-05"),  # a Sunday
        ("2024-07-06", "2024-07-01..2024-07-05"),
        ("2024-07-05", "2024-06-24..2024-06-28"),
        ("2024-02-18", "2024-02-05..2024-02-08"),  # inside Spring Festival
        ("2024-02-19", "2024-02-05..2024-02-08"),
        ("2024-10-08", "2024-09-30"),  # the week before National Day had one session
        ("2025-02-10", "2025-02-05..2025-02-07"),
    ],
)
def test_the_week_an_issue_reviews(issue, week):
    assert str(trading_week(date.fromisoformat(issue))) == week


def test_an_issue_written_after_the_close_reviews_its_own_week():
    assert str(trading_week(date(2024, 7, 5), closed=True)) == "2024-07-01..2024-07-05"
    assert str(trading_week(date(2024, 7, 4), closed=True)) == "2024-06-24..2024-06-28"


@given(DAYS, MARKETS)
def test_the_reviewed_week_is_over_and_the_latest_of_those(day, market):
    week = trading_week(day, market)
    assert week.end < day
    assert week.start.isocalendar()[:2] == week.end.isocalendar()[:2]
    between = trading_days(Period(week.end + timedelta(days=1), day), market)
    # Sessions since then belong to the week of the issue itself, and that week is not over.
    assert all(d.isocalendar()[:2] == day.isocalendar()[:2] for d in between)


@given(DAYS, MARKETS)
def test_neighbours_are_sessions_with_nothing_between(day, market):
    before, after = previous_trading_day(day, market), next_trading_day(day, market)
    assert is_trading_day(before, market) and is_trading_day(after, market)
    inside = trading_days(Period(before, after), market)
    assert inside == ((before, day, after) if is_trading_day(day, market) else (before, after))
    assert last_trading_day(day, market) == (day if is_trading_day(day, market) else before)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-03-31", 1, "2025-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2025-01-27", 3, "2024-10-27"),
        ("2025-01-31", 12, "2024-01-31"),
        ("2024-02-29", 12, "2023-02-28"),
        ("2025-01-27", 13, "2023-12-27"),
        ("2025-01-27", 0, "2025-01-27"),
    ],
)
def test_months_are_calendar_months(day, months, expected):
    assert minus_months(date.fromisoformat(day), months).isoformat() == expected


def test_months_before_the_first_year_are_an_error():
    with pytest.raises(UsageError, match="no date"):
        minus_months(date(1, 1, 1), 1)


@pytest.mark.parametrize(
    ("code", "market"),
    [
        ("688256.SH", "XSHG"),
        ("001314.sz", "XSHG"),
        ("430047.BJ", "XSHG"),
        ("801750.SI", "XSHG"),
        ("881001.WI", "XSHG"),
        ("000300", "XSHG"),
        ("H30184", "XSHG"),
        ("930713.CSI", "XSHG"),
        ("9888.HK", "XHKG"),
        ("00700", "XHKG"),
        ("MSFT.O", "XNYS"),
        ("AAPL", "XNYS"),
    ],
)
def test_market_of_a_code(code, market):
    assert market_of(code) == market


@pytest.mark.parametrize("code", ["", "7203.T", "深证", "12", "人工智能指数"])
def test_a_code_of_no_known_market_is_an_error(code):
    with pytest.raises(UsageError) as caught:
        market_of(code)
    assert caught.value.ticker == code
    assert "suffix" in caught.value.next_step


@pytest.mark.parametrize("ask", [is_trading_day, last_trading_day, previous_trading_day, trading_week])
def test_a_year_nobody_knows_is_an_error_with_the_known_range(ask):
    first, last = known_range("XSHG")
    for day in (first - timedelta(days=400), last + timedelta(days=400)):
        with pytest.raises(UsageError) as caught:
            ask(day)
        assert caught.value.first == first and caught.value.last == last
        assert str(first) in str(caught.value)


def test_an_unknown_market_is_an_error():
    with pytest.raises(UsageError, match="XLON"):
        is_trading_day(date(2025, 1, 27), "XLON")


def test_importing_the_module_does_not_load_the_library():
    code = "import sys, tieout.calendar; sys.exit('pandas' in sys.modules or 'exchange_calendars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
