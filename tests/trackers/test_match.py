"""Recognising a table by its columns."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.trackers import all_trackers, get_tracker, match_columns, recognise, rows_to_records

from .conftest import COVERAGE, RENTAL, TABLES, TRAFFIC


@pytest.mark.parametrize("name", TABLES)
def test_own_tables_are_recognised(name):
    headers, rows = TABLES[name]
    best = recognise(headers, rows)[0]
    assert best.tracker.name == name
    assert None not in best.fields


@given(data=st.data())
def test_column_order_does_not_matter(data):
    name = data.draw(st.sampled_from(sorted(TABLES)))
    headers, rows = TABLES[name]
    # A merged column is only meaningful row by row, so it is filled before shuffling.
    full = rows_to_records(match_columns(get_tracker(name), headers, rows), rows, headers=headers).records
    order = data.draw(st.permutations(range(len(headers))))
    mixed = [[r[j] for j in order] for r in rows]
    mixed_headers = [headers[j] for j in order]
    best = recognise(mixed_headers, mixed)[0]
    assert best.tracker.name == name
    again = rows_to_records(best, mixed, headers=mixed_headers).records
    assert [r.values for r in again] == [r.values for r in full]


@pytest.mark.parametrize("tracker", [t for t in all_trackers() if not t.pivot], ids=lambda t: t.name)
def test_english_headers_are_recognised(tracker):
    headers, rows = TABLES[tracker.name]
    zh = match_columns(tracker, headers, rows)
    english = []
    for field, printed in zip(zh.fields, headers, strict=True):
        column = tracker.column(field)
        year = f" {field[-5:-1]}{'E' if field.endswith('e') else 'A'}" if column.per_year else ""
        english.append(column.header("en") + year + (" 2025-01-27" if column.dated_by else ""))
        assert printed
    best = recognise(english, rows)[0]
    assert best.tracker is tracker
    assert best.fields == zh.fields


def test_years_and_the_date_of_the_price_come_from_the_headers():
    headers, rows = COVERAGE
    match = match_columns(get_tracker("coverage"), headers, rows)
    assert match.fields[3:9] == ("eps_2023a", "eps_2024e", "eps_2025e", "pe_2023a", "pe_2024e", "pe_2025e")
    assert match.header_dates == {"price": date(2025, 1, 27)}
    assert rows_to_records(match, rows, headers=headers).records[0]["price_date"] == date(2025, 1, 27)


def test_a_misnamed_column_is_placed_by_its_cells_and_its_neighbours():
    headers, rows = RENTAL
    wrong = ["显卡配置", "GPU", *headers[2:]]
    match = match_columns(get_tracker("compute_rental"), wrong, rows)
    assert match.fields[1] == "cpu_cores"
    assert match.guessed == (1,)


def test_a_foreign_table_is_nobodys():
    headers = ["投资建议", "预测个股涨幅"]
    assert recognise(headers, [["买入", "> 20%"], ["增持", "10% — 20%"]]) == []


def test_unknown_columns_are_left_open():
    headers, rows = TRAFFIC
    match = recognise([*headers, "备注"], [[*r, "无"] for r in rows])[0]
    assert match.fields[-1] is None
    assert match.unmatched == (len(headers),)


def test_merged_cells_are_filled_down_and_nulls_stay_null(records):
    rows = records("compute_rental")
    assert [r["gpu"] for r in rows] == ["A100-40G", "A100-40G", "A100-80G"]
    assert rows[1]["memory_gb"] == Decimal(94)
    assert rows[2]["price_per_hour"] is None
    assert rows[0].texts["price_per_hour"] == "28.64/元"


def test_a_row_that_cannot_be_read_is_refused_alone():
    headers, rows = TRAFFIC
    broken = [list(r) for r in rows]
    broken[1][3] = "many"
    match = match_columns(get_tracker("site_traffic"), headers, broken)
    result = rows_to_records(match, broken, headers=headers)
    assert [r["app"] for r in result.records] == ["ChatGPT", "Discord", "QuillBot"]
    [problem] = result.problems
    assert (problem.row, problem.field, problem.seen) == (1, "weekly_visits_m", "many")
    assert "number" in problem.expected


def test_bounds_fill_two_fields_and_the_caption_tells_the_board():
    headers, rows = TABLES["leaderboard"]
    match = match_columns(get_tracker("leaderboard"), headers, rows)
    records = rows_to_records(match, rows, headers=headers, context="图表 6：Yi-Lightning 数学能力").records
    assert [(r["ci_plus"], r["ci_minus"]) for r in records][:2] == [(4, -5), (5, -3)]
    assert {r["board"] for r in records} == {"math"}
    assert records[0].subject == ("math", "o1-preview")


def test_money_and_lists_of_a_funding_table(records):
    abridge, boson, _ = records("funding")
    assert abridge["lead_investors"] == ("Elad Gil", "IVP")
    assert (abridge["amount"].low, abridge["amount"].currency) == (250_000_000, "USD")
    assert (boson["amount"].low, boson["amount"].high) == (200_000_000, 1_000_000_000)
    assert abridge["round"] is None
