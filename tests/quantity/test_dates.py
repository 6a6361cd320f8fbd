"""Dates and periods in cells and text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.quantity import Period, find_dates, find_periods, parse_date, parse_period

WEEK = Period(date(2024, 10, 14), date(2024, 10, 18))


@pytest.mark.parametrize(
    "text",
    [
        "2024.10.14-2024.10.18",
        "2024. 10. 14-2024. 10. 18",
        "2024-10-14 至 2024-10-18",
        "2024年10月14日-2024年10月18日",
        "2024年10月14日至18日",
        "2024.10.14-10.18",
        "2024/10/14—2024/10/18",
        "２０２４．１０．１４－２０２４．１０．１８",
        "Oct 14 - Oct 18, 2024",
        "October 14, 2024 to October 18, 2024",
    ],
)
def test_one_period_in_many_hands(text: str) -> None:
    assert parse_period(text) == WEEK


def test_a_period_without_a_year_needs_one() -> None:
    assert parse_period("10月14日-10月18日") is None
    assert parse_period("10月14日-10月18日", year=2024) == WEEK


def test_a_window_over_new_year() -> None:
    assert parse_period("2024年12月30日-1月3日") == Period(date(2024, 12, 30), date(2025, 1, 3))
    assert parse_period("Dec 30 - Jan 3, 2025") == Period(date(2024, 12, 30), date(2025, 1, 3))


@pytest.mark.parametrize(
    "text", ["2024-02-30", "2024.13.01-2024.13.05", "数据", "", "12:30", "2024.10.18-2024.10.14"]
)
def test_no_period(text: str) -> None:
    assert parse_period(text) is None


def test_found_in_running_text_with_their_places() -> None:
    text = "本期（2025.1.20-2025.1.24）数据，2025年1月27日发布；下期 2月3日。"
    ((period, start, end),) = find_periods(text)
    assert (str(period), text[start:end]) == ("2025-01-20..2025-01-24", "2025.1.20-2025.1.24")
    days = [(day.isoformat(), text[a:b]) for day, a, b in find_dates(text, year=2025)]
    assert days == [
        ("2025-01-20", "2025.1.20"),
        ("2025-01-24", "2025.1.24"),
        ("2025-01-27", "2025年1月27日"),
        ("2025-02-03", "2月3日"),
    ]


def test_numbers_that_are_no_dates() -> None:
    assert find_dates("1.5.2 版，192.168.10.14，价格 2024.1 元，10-18 家") == []


days = st.dates(date(1990, 1, 1), date(2049, 12, 31))


@given(days, st.sampled_from(["{0.year}-{0.month:02}-{0.day:02}", "{0.year}年{0.month}月{0.day}日", "{0.year}.{0.month}.{0.day}",
                              "{0.year} 年 {0.month} 月 {0.day} 日", "{0.year}{0.month:02}{0.day:02}"]))  # fmt: skip
def test_any_day_comes_back(day: date, form: str) -> None:
    assert parse_date(form.format(day)) == day


@given(days, st.integers(1, 400))
def test_any_period_comes_back(start: date, length: int) -> None:
    end = start + timedelta(days=length)
    text = f"{start.year}.{start.month}.{start.day}-{end.year}.{end.month}.{end.day}"
    assert parse_period(text) == Period(start, end)


@given(st.text(max_size=60))
def test_any_text_is_safe(text: str) -> None:
    for period, start, end in find_periods(text, year=2024):
        assert 0 <= start < end <= len(text)
        assert period.start <= period.end
    for _, start, end in find_dates(text, year=2024):
        assert 0 <= start < end <= len(text)
