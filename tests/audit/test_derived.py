"""Lines of a table computed from two others: learned from the table, silent as printed, found where one cell slips."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

UPSIDE = (
    "公司\t评级\t现价\t目标价\t潜在空间\n"
    "甲禾电子\t买入\t78.45\t94.00\t+19.8%\n"
    "乙原视觉\t买入\t11.20\t14.50\t+29.5%\n"
    "丙山科技\t持有\t36.70\t39.00\t+6.3%\n"
    "丁川半导\t买入\t34.10\t45.00\t+32.0%\n"
    "戊谷集团\t买入\t39.86\t52.00\t+30.5%\n"
)
SHARES = (
    "Author\tTokens (tn)\tw/w\tShare\n"
    "Gannet\t2.41\t-2.8%\t20.1%\n"
    "Alder\t2.36\t+7.8%\t19.7%\n"
    "Minim\t1.88\t+32.4%\t15.7%\n"
    "Opal\t1.62\t-4.1%\t13.5%\n"
    "Deeper\t1.27\t+1.6%\t10.6%\n"
    "Quill\t1.09\t+5.8%\t9.1%\n"
)
CHIPS = (
    "| Region | Mar 2026 | Mar 2025 | Feb 2026 | YoY | MoM |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
    "| Americas | 27.84 | 18.65 | 26.31 | +49.3% | +5.8% |\n"
    "| China | 21.16 | 15.41 | 20.72 | +37.3% | +2.1% |\n"
    "| Asia Pacific | 20.53 | 12.66 | 19.40 | +62.2% | +5.8% |\n"
    "| Europe | 5.94 | 4.98 | 5.86 | +19.3% | +1.4% |\n"
    "| Japan | 4.21 | 3.62 | 4.15 | +16.3% | +1.4% |\n"
)
DAYS = (
    "日期\t收盘\t日涨跌\t持仓(万手)\n"
    "10日\t94,380\t+1,150\t49.8\n"
    "11日\t95,200\t+820\t50.3\n"
    "12日\t93,520\t-1,680\t50.9\n"
    "13日\t99,300\t+5,780\t51.7\n"
    "14日\t98,980\t-320\t50.2\n"
    "15日\t91,020\t-7,960\t43.7\n"
)
PRICED = (
    "品类\t销量（万台）\t均价（元）\t销售额（亿元）\n"
    "眼镜\t62.4\t1,299\t8.11\n"
    "手表\t486.0\t1,086\t52.78\n"
    "耳机\t2135.0\t318\t67.89\n"
    "头显\t5.1\t2,860\t1.46\n"
    "音箱\t310.2\t406\t12.59\n"
)


def _found(text: str) -> list[tuple[str, str]]:
    result = audit(read_text(f"行情\n\n{text}\n资料来源：公司公告\n"), language="en")
    return [(f.code, f.quote) for f in result.findings if f.code.startswith("TIE30")]


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (UPSIDE, "+32.0%", "+30.5%"),  # the figure of the row below
        (UPSIDE, "\t45.00\t", "\t54.00\t"),
        (UPSIDE, "+29.5%", "-29.5%"),
        (SHARES, "13.5%", "15.3%"),
        (SHARES, "\t1.88\t", "\t1.78\t"),
        (CHIPS, "+62.2%", "+26.2%"),
        (CHIPS, "| 26.31 |", "| 23.61 |"),
        (CHIPS, "+37.3%", "+49.3%"),
        (DAYS, "+5,780", "+7,580"),
        (DAYS, "-320", "+320"),
        (PRICED, "52.78", "57.28"),
        (PRICED, "1,086", "1,806"),
    ],
)
def test_one_cell_off_is_found_and_the_table_as_printed_is_not(table: str, right: str, wrong: str) -> None:
    assert _found(table) == []
    assert table.count(right) == 1
    found = _found(table.replace(right, wrong))
    assert [q for _, q in found] == [wrong.strip("\t| ")]


def test_a_figure_that_other_columns_bear_out_is_not_the_one_blamed() -> None:
    # The price is borne out by two P/E columns, so the upside is what is wrong, whatever the slip.
    table = (
        "Company\tPrice\tTarget\tUpside\tEPS 26E\tEPS 27E\tP/E 26E\tP/E 27E\n"
        "Orrery\t212.40\t250\t+17.7%\t7.85\t10.20\t27.1x\t20.8x\n"
        "Kanto\t96.30\t120\t+24.6%\t9.12\t11.05\t10.6x\t8.7x\n"
        "Silver\t184.75\t180\t-2.6%\t6.02\t7.10\t30.7x\t26.0x\n"
        "Vantage\t1,046.00\t1,200\t+14.7%\t31.50\t38.40\t33.2x\t27.2x\n"
        "Pine\t39.86\t34\t-14.7%\t1.62\t2.05\t24.6x\t19.4x\n"
    )
    assert _found(table) == []
    assert _found(table.replace("+14.7%", "+24.6%")) == [("TIE301", "+24.6%")]


@pytest.mark.parametrize(
    "row",
    [
        "平均\t39.71\t48.40\t+23.6%\n",  # the mean of the column above, no target of anything
        "己海（可比口径）\t20.00\t25.00\t+52.0%\n",
        "己海*\t20.00\t25.00\t+52.0%\n",
        "己海\t20.00\t25.00\t+8.7%\n",  # nothing explains it: another close, another currency
        "己海\t20.00\t—\t—\n",
    ],
)
def test_a_row_told_otherwise_is_left_alone(row: str) -> None:
    assert (
        _found(UPSIDE.replace("公司\t评级\t", "公司\t").replace("买入\t", "").replace("持有\t", "") + row)
        == []
    )


def test_earnings_in_another_currency_are_no_slip() -> None:
    rows = "".join(
        f"{n}\t{p}\t{e}\t{f}\t{x}\t{y}\n"
        for n, p, e, f, x, y in (
            ("甲", "152.60", "3.05", "4.12", "50.03", "37.04"),
            ("乙", "243.18", "2.71", "4.05", "89.73", "60.04"),
            ("丙", "112.36", "0.58", "0.79", "193.72", "142.23"),
            ("丁", "88.40", "1.36", "2.10", "65.00", "42.10"),
            ("戊（H股）", "72.35", "0.62", "0.79", "106.20", "83.30"),
        )
    )
    assert _found("公司\t股价\t每股收益A\t每股收益B\t甲列\t乙列\n" + rows) == []


def test_rates_and_amounts_in_one_table_keep_their_own_changes() -> None:
    table = (
        "项目\t3Q26\t3Q25\t同比\n"
        "营业收入（亿元）\t26.48\t21.35\t24.0%\n"
        "毛利（亿元）\t8.97\t6.92\t29.6%\n"
        "毛利率\t33.9%\t32.4%\t1.5个百分点\n"
        "归母净利润（亿元）\t4.21\t3.12\t34.9%\n"
        "净利率\t15.9%\t14.6%\t1.3个百分点\n"
        "研发费用（亿元）\t2.11\t1.86\t13.4%\n"
    )
    assert _found(table) == []
    assert _found(table.replace("29.6%", "26.9%")) == [("TIE304", "26.9%")]


def test_an_average_beside_totals_is_no_sum() -> None:
    table = (
        "Region\tRevenue\tAverage subscribers\tARPU\n"
        "Home\t5,125.1\t186.7\t9.15\n"
        "North\t1,914.2\t93.6\t6.82\n"
        "East\t9,058.4\t290.3\t10.40\n"
        "South\t2,208.2\t241.3\t3.05\n"
        "Total\t18,305.9\t811.9\t7.52\n"
    )
    assert _found(table) == []
    assert _found(table.replace("18,305.9", "13,805.9")) != []


SHORT = "公司\t3Q26营收\t3Q25营收\tYoY\n甲\t25.63\t22.47\t+14.1%\n乙\t6.87\t5.41\t+27.0%\n丙\t19.52\t17.59\t+11.0%\n"
BOX_OFFICE = (
    "影片\t周票房（亿元）\t占比\n甲片\t3.42\t38.6%\n乙片\t2.17\t24.5%\n丙片\t1.36\t15.3%\n丁片\t0.74\t8.3%\n"
)
SECTORS = "产业\t增加值（亿元）\t占比\n第一产业\t212.6\t2.8%\n第二产业\t3486.9\t45.2%\n第三产业\t4015.8\t52.0%\n合计\t7715.3\t100.0%\n"


@pytest.mark.parametrize(
    ("table", "right", "wrong"),
    [
        (SHORT, "+27.0%", "-27.0%"),
        (SHORT, "17.59", "15.79"),
        (BOX_OFFICE, "15.3%", "13.5%"),
        (SECTORS, "45.2%", "42.5%"),
    ],
)
def test_few_rows_are_enough_where_the_head_names_the_column(table: str, right: str, wrong: str) -> None:
    assert _found(table) == []
    assert [q for _, q in _found(table.replace(right, wrong))] == [wrong]
    # Of three rows, two say little: only the clearest slips are told.
    assert _found(SHORT.replace("+27.0%", "+24.9%")) == []
