"""Tables whose rows are periods: quarters, months or years down the side, measures across."""

from __future__ import annotations

import pytest

QUARTERS_ZH = """表1：分季度经营数据
季度\t营业收入（亿元）\t归母净利润（亿元）\t净利率
3Q25\t21.36\t3.12\t14.6%
4Q25\t24.05\t3.40\t14.1%
1Q26\t19.87\t2.71\t13.6%
2Q26\t23.94\t3.66\t15.3%
3Q26\t26.48\t4.21\t15.9%

"""
MONTHS = """Monthly sales

Month\tUnits (000)\tAverage price ($)\tInventory (000)
June 2026\t412.6\t386,200\t1,210
July 2026\t398.4\t389,900\t1,254
August 2026\t405.1\t391,400\t1,287
September 2026\t387.2\t388,700\t1,318

"""
YEARS_ZH = """表：主要财务数据
年度\t营业收入（亿元）\t毛利率\t研发费用（亿元）
2023年\t32.16\t38.4%\t4.12
2024年\t38.52\t39.7%\t5.06
2025年\t46.30\t41.2%\t6.21

"""
PAIRS = [
    (QUARTERS_ZH, "单三季度营业收入26.48亿元，同比增长24.0%，环比增长10.6%。", "26.48", "24.05"),
    (QUARTERS_ZH, "单三季度营业收入26.48亿元，同比增长24.0%，环比增长10.6%。", "24.0", "42.0"),
    (QUARTERS_ZH, "单三季度营业收入26.48亿元，同比增长24.0%，环比增长10.6%。", "10.6", "16.0"),
    (QUARTERS_ZH, "3Q26归母净利润4.21亿元，环比增长15.0%，净利率15.9%。", "4.21", "3.66"),
    (QUARTERS_ZH, "第二季度营收23.94亿元，第一季度为19.87亿元。", "23.94", "24.05"),
    (MONTHS, "Units sold fell to 387.2 thousand in September from 405.1 thousand in August.", "387.2", "378.2"),
    (MONTHS, "Units sold fell to 387.2 thousand in September from 405.1 thousand in August.", "405.1", "398.4"),
    (MONTHS, "Inventory rose 2.4% to 1,318 thousand in September.", "2.4%", "4.2%"),
    (YEARS_ZH, "2025年营业收入46.30亿元，同比增长20.2%，毛利率提升1.5个百分点至41.2%。", "46.30", "38.52"),
    (YEARS_ZH, "2025年营业收入46.30亿元，同比增长20.2%，毛利率提升1.5个百分点至41.2%。", "20.2", "22.0"),
    (YEARS_ZH, "2025年营业收入46.30亿元，同比增长20.2%，毛利率提升1.5个百分点至41.2%。", "1.5", "5.1"),
    (YEARS_ZH, "研发费用由2024年的5.06亿元增至2025年的6.21亿元。", "5.06", "4.12"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "right", "wrong"), PAIRS)
def test_a_slip_against_a_row_of_time_is_found(check, table, line, right, wrong):
    assert right in line
    assert [f.message for f in check(table + line + "\n").findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (QUARTERS_ZH, "前三季度营业收入70.29亿元，同比增长16.9%。"),
        (QUARTERS_ZH, "2026年营业收入预计为98.60亿元。"),
        (QUARTERS_ZH, "2Q25营业收入20.11亿元。"),
        (QUARTERS_ZH, "海外营业收入8.94亿元，同比增长41.2%。"),
        (MONTHS, "Units sold in the third quarter were 1,190.7 thousand."),
        (MONTHS, "Units sold in Texas rose 8.2% in September."),
        (YEARS_ZH, "2025年下半年营业收入25.17亿元。"),
        (YEARS_ZH, "2025年经调整毛利率为42.0%。"),
    ],
)
def test_periods_the_table_has_not_are_left_alone(check, table, line):
    assert [f.message for f in check(table + line + "\n").findings if f.severity == "high"] == []


def test_the_period_is_told(check):
    told = check(QUARTERS_ZH + "3Q26归母净利润3.66亿元，净利率15.9%。\n")
    assert any("3Q26" in f.message for f in told.findings)
