"""The market tracker: reading closes, and what it says of them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tieout.calendar import minus_months
from tieout.trackers import View, get_tracker, match_columns, recognise, rows_to_records
from tieout.trackers.market_series import needed
from tieout.trackers.market_summary import latest_week, series_of

from .market_samples import WEEK, week_of

MARKET = get_tracker("market")


def test_an_export_of_closes_is_recognised_and_typed():
    headers = ["证券代码", "证券名称", "交易日期", "收盘价"]
    rows = [
        ["000300.SH", "沪深300", "2025-01-24", "3832.86"],
        ["801750.SI", "计算机(申万)", "2025/1/24", "4,571.35"],
    ]
    assert recognise(headers, rows)[0].tracker.name == "market"
    result = rows_to_records(match_columns(MARKET, headers, rows), rows, headers=headers)
    assert not result.problems
    assert [r.subject for r in result.records] == [("000300.SH", "2025-01-24"), ("801750.SI", "2025-01-24")]
    assert result.records[1]["close"] == Decimal("4571.35")
    assert result.records[1]["date"] == date(2025, 1, 24)


@pytest.mark.parametrize(
    "bad", [["000300.SH", "2025-01-24", "——"], ["000300.SH", "", "3832.86"], ["", "2025-01-24", "1"]]
)
def test_a_row_without_code_date_or_close_is_refused(bad):
    headers = ["代码", "日期", "收盘"]
    result = rows_to_records(match_columns(MARKET, headers, [bad]), [bad], headers=headers)
    assert result.records == () and len(result.problems) == 1


def test_other_tables_are_not_taken_for_closes():
    rows = [["002230.SZ", "科大讯飞", "50.68", "0.28", "181.00", "买入"]]
    headers = ["公司代码", "名称", "2025-01-27 股价", "EPS 2023", "PE 2023", "投资评级"]
    assert "market" not in [m.tracker.name for m in recognise(headers, rows)]


@pytest.fixture
def records():
    return [
        *week_of("000300.SH", ["100", "102", "99.96", "99.96", "105", "104"], "沪深300"),
        *week_of("801750.SI", ["50", "49", "48", "50", "51", "49.5"], "计算机(申万)"),
    ]


def test_the_sentence_states_the_latest_week(records):
    text = View(MARKET, records).sentence("summary").text
    assert text == (
        "沪深300单日最大涨幅为 5.04%，单日最大跌幅为 -2.00%，全周涨跌幅为 +4.00%；"
        "计算机(申万)单日最大涨幅为 4.17%，单日最大跌幅为 -2.94%，全周涨跌幅为 -1.00%。"
    )
    english = View(MARKET, records, language="en").sentence("summary").text
    assert "沪深300: largest daily gain 5.04%" in english


def test_every_number_of_the_sentence_leads_to_closes(records):
    view = View(MARKET, records)
    sentence = view.sentence("summary")
    numbers = [f for f in sentence.facts() if isinstance(f.value, Decimal)]
    assert len(numbers) == 6
    for fact in numbers:
        assert {e.kind for e in fact.cells()} == {"market"}
        assert view.book[fact.key] is fact


def test_the_latest_week_ends_with_the_last_close(records):
    assert latest_week(View(MARKET, records)) == WEEK
    upto_wednesday = [r for r in records if r["date"] <= date(2025, 1, 22)]
    assert latest_week(View(MARKET, upto_wednesday)).end == date(2025, 1, 22)
    assert latest_week(View(MARKET, [])) is None
    assert View(MARKET, []).sentence("summary").text == "暂无行情数据。"


def test_the_desk_names_a_code_and_its_name_is_not_the_date(records):
    house = {"801750.SI": "申万计算机"}
    view = View(MARKET, records, names=lambda subject: house.get(subject[-1], subject[-1]))
    assert [s.name for s in series_of(view)] == ["沪深300", "申万计算机"]
    bare = [r.replace(values={k: v for k, v in r.values.items() if k != "name"}) for r in records]
    assert [s.name for s in series_of(View(MARKET, bare))] == ["000300.SH", "801750.SI"]


def test_the_day_of_a_row_dates_its_close():
    assert MARKET.column("close").dated_by == "date"


def test_the_closes_an_issue_needs_reach_back_over_twelve_months():
    days = needed(date(2025, 1, 27))
    assert days.start <= minus_months(date(2025, 1, 27), 12) - timedelta(days=14) and days.end == date(
        2025, 1, 27
    )
