"""Rows to records: what a cell of its own kind may not say."""

from __future__ import annotations

from datetime import date

import pytest

from tieout.trackers import get_tracker
from tieout.trackers.match import match_columns
from tieout.trackers.rows import rows_to_records

HEADERS = ["显卡配置", "平台名称", "单价", "供应状态", "复核日期"]


def read(*cells: str):
    return rows_to_records(match_columns(get_tracker("compute_rental"), HEADERS, [cells]), [cells])


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("紧张", "tight"),
        ("售罄", "tight"),
        ("Sold Out", "tight"),
        ("下架", "withdrawn"),
        ("-", None),
        ("", None),
    ],
)
def test_an_availability_is_read(word, meaning):
    result = read("A100", "甲云", "12.3", word, "2025-01-26")
    assert result.problems == () and result.records[0].availability == meaning
    assert "availability" not in result.records[0].values
    assert result.records[0]["rechecked_on"] == date(2025, 1, 26)


def test_an_unknown_availability_is_a_problem_of_its_row_and_cell():
    result = read("A100", "甲云", "12.3", "不知道", "")
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.field, problem.seen) == (0, 3, "availability", "不知道")
    assert "紧张" in problem.expected and "tight" in problem.expected and result.records == ()


def test_short_headers_of_price_and_name():
    assert match_columns(get_tracker("compute_rental"), HEADERS).fields[2] == "price_per_hour"
    assert match_columns(get_tracker("coverage"), ["代码", "简称", "股价"]).fields == (
        "ticker",
        "name",
        "price",
    )
