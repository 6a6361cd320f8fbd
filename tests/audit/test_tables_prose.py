"""Prose beside tables of other houses: statements, vendors, holders. All of it is right, traps included."""

from __future__ import annotations

import pytest

RIGHT = [
    """公司2023年实现营业收入18.02亿元，同比下降6.31%；其中北斗高精度业务收入7.01亿元，占比38.9%，毛利率49.05%。海外市场收入5.17亿元，占比28.69%。2022年北斗高精度业务收入8.12亿元。

分产品\t营业收入\t占比\t毛利率
北斗高精度业务\t7.01亿元\t38.9%\t49.05%
北斗移动互联业务\t6.93亿元\t38.45%\t16.16%
时空信息服务\t2.47亿元\t13.73%\t26.61%
其他业务\t1.61亿元\t8.91%\t64.43%
合计\t18.02亿元\t100.0%\t34.58%
""",
    """2024年上半年公司实现营业收入40.7亿元，净利润10.2亿元，毛利率16.4%。2023年全年营业收入66.0亿元。

主要指标\t2024年中报\t2023年年报\t2023年中报
营业收入（亿元）\t40.70\t66.03\t26.04
净利润（亿元）\t10.15\t10.16\t13.31
销售毛利率(%)\t16.38\t20.71\t24.01
净资产收益率(%)\t2.47\t2.33\t3.06
""",
    """Samsung shipped 72.2 million units in 3Q18, down 13.4% from 83.3 million a year earlier, while Huawei jumped 32.9% to 52.0 million. Apple was third with 46.9 million and a 13.2% share. Total shipments fell 6.0% to 355.2 million.

Company\t3Q18 Shipment Volumes\t3Q18 Market Share\t3Q17 Shipment Volumes\t3Q17 Market Share\tChange
Samsung\t72.2\t20.3%\t83.3\t22.1%\t-13.4%
Huawei\t52.0\t14.6%\t39.1\t10.4%\t32.9%
Apple\t46.9\t13.2%\t46.7\t12.4%\t0.5%
Xiaomi\t34.3\t9.7%\t28.3\t7.5%\t21.2%
OPPO\t29.9\t8.4%\t30.6\t8.1%\t-2.1%
Others\t119.9\t33.8%\t149.8\t39.6%\t-19.9%
Total\t355.2\t100.0%\t377.8\t100.0%\t-6.0%
""",
    """CONSOLIDATED STATEMENTS

Net sales increased 6% to $94.9 billion. Net income was $14.7 billion, compared with $23.0 billion a year ago. Products net sales were $70.0 billion and services $25.0 billion.

(In millions)\tSeptember 28, 2024\tSeptember 30, 2023
Products\t69,958\t67,184
Services\t24,972\t22,314
Total net sales\t94,930\t89,498
Cost of sales\t51,051\t49,071
Gross margin\t43,879\t40,427
Net income\t14,736\t22,956
""",
    """行业涨跌幅方面，本周电子上涨5.12%，计算机上涨4.31%，传媒上涨3.64%；国防军工下跌5.66%，农林牧渔下跌3.49%。今年以来电子上涨18.2%，居行业第二。

行业\t本周涨跌幅\t今年以来涨跌幅
电子\t5.12%\t18.2%
计算机\t4.31%\t12.5%
传媒\t3.64%\t20.1%
农林牧渔\t-3.49%\t-5.2%
国防军工\t-5.66%\t3.3%
""",
    """估值方面，科大讯飞当前股价50.68元，对应2024/2025年PE分别为126.7/90.5倍，目标价60元；鼎通科技2024年EPS为1.04元，2025年为1.41元，给予40倍PE。

公司代码\t名称\t2025-01-27 股价\tEPS 2023\tEPS 2024E\tEPS 2025E\tPE 2023\tPE 2024E\tPE 2025E\t投资评级
002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t0.56\t181.00\t126.70\t90.50\t买入
688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t1.41\t76.81\t49.48\t36.50\t买入
""",
    """本周重点公告：A公司拟以12.6亿元收购B公司60%股权；C公司预计2024年净利润3.1亿元至3.5亿元，同比增长20%至35%；D公司中标5.2亿元项目，占2023年营收的12.1%。

公司\t事项\t金额（亿元）
A公司\t收购\t12.6
C公司\t业绩预告\t3.3
D公司\t中标\t5.2
""",
    """Model-A scored 88.7 on MMLU, versus 87.2 for Model-B in our own run. On GSM8K Model-B was ahead, 96.1 to 94.2, according to the earlier report.

Model\tMMLU\tGSM8K
Model-A\t88.7\t95.0
Model-B\t86.4\t92.0
""",
    """资产负债表显示，货币资金12.5亿元，较年初增长25.0%，应收账款8.1亿元，存货6.3亿元，流动资产合计26.9亿元，资产总计65.2亿元。

项目\t期末余额\t期初余额
货币资金\t12.5\t10.0
应收账款\t8.1\t7.2
存货\t6.3\t6.9
流动资产合计\t26.9\t24.1
固定资产\t30.3\t31.2
资产总计\t65.2\t62.0
""",
    """Region | Revenue ($M) | Growth
Americas | 452 | 3%
Europe | 249 | 11%
China | 150 | 0%
Total | 851 | 5%

Revenue in the Americas was $452 million, up 3%; Europe grew 11% to $249 million. China was flat at $150 million. Last year Europe had $224 million.
""",
    """前十大股东中，甲持股25.3%，乙持股12.1%，丙持股5.6%，合计43.0%；前十大股东合计持股61.2%。本次发行后甲持股比例将降至20.2%。

股东\t持股数量（万股）\t持股比例
甲\t25,300\t25.3%
乙\t12,100\t12.1%
丙\t5,600\t5.6%
""",
    """2025年1月20日至24日，甲基金净值上涨2.1%，规模45.2亿元，较上周增加1.1亿元；乙基金净值下跌0.8%，规模30.5亿元。甲基金成立以来累计上涨56.2%。

基金\t近一周\t近一月\t规模（亿元）
甲基金\t2.1%\t3.5%\t45.2
乙基金\t-0.8%\t1.2%\t30.5
""",
]


@pytest.mark.parametrize("text", RIGHT)
def test_right_document_has_no_contradiction(check, text):
    result = check(text)
    assert [c.reason for c in result.claims if c.verdict == "contradicted"] == []
    assert [
        (f.code, f.message) for f in result.findings if f.severity == "high" and not f.code.startswith("TIE9")
    ] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("占比38.9%，毛利率49.05%", "占比36.9%，毛利率49.05%"),
        ("Huawei jumped 32.9%", "Huawei jumped 23.9%"),
        ("本周电子上涨5.12%", "本周电子上涨5.21%"),
        ("鼎通科技2024年EPS为1.04元", "鼎通科技2024年EPS为1.41元"),
        ("合计43.0%", "合计45.0%"),
        ("规模30.5亿元", "规模35.0亿元"),
        ("Revenue in the Americas was $452 million", "Revenue in the Americas was $425 million"),
    ],
)
def test_changed_figure_is_found(check, old, new):
    text = next(t for t in RIGHT if old in t)
    assert [
        f
        for f in check(text.replace(old, new, 1)).findings
        if f.severity == "high" and not f.code.startswith("TIE9")
    ]


def test_column_without_a_printed_scale_is_not_contradicted(check):
    text = "Vendor\tShipments\nAlpha\t72.2\nBeta\t52.0\n\nAlpha shipments reached 72.2 million units.\n"
    assert [f for f in check(text).findings if f.severity == "high" and not f.code.startswith("TIE9")] == []


_GRID = """
Model | Platform price | Visits WoW | Duration WoW
Alpha | 8.50 | -4.45% | -9.65%
Bravo | 34.74 | 5.22% | 1.30%
Charlie | 41.20 | 4.97% | 2.40%
"""


@pytest.mark.parametrize(
    "sentence",
    [
        "The platform price is 8.50 for Alpha and 34.74 for Bravo.",  # the value stands before its subject
        "Visits of Bravo and Charlie rose by 5.22% and 4.97% week on week.",  # names first, then figures
        "Visits WoW of Alpha fell by 4.45% and their length by 9.65%.",  # a pronoun names no measure
        "The platform price of Charlie in our three readings was 39.10, 40.00 and 41.20.",  # several weeks
        "The two ways of counting differ: with one reading Alpha has 8.50 and Bravo 34.74.",
    ],
)
def test_a_figure_that_another_name_of_the_sentence_owns_contradicts_nobody(sentence, check_line):
    result = check_line(sentence + "\n" + _GRID)
    assert [f.message for f in result.findings if f.severity == "high"] == []


@pytest.mark.parametrize("name", ["Delta 的", "文心一言的", "Delta "])
def test_a_name_no_table_has_keeps_its_own_figure(name, check_line):
    result = check_line(f"Alpha 的 Visits WoW 为 -4.45%，{name}Visits WoW 上升 12.5%。\n{_GRID}")
    assert [f.message for f in result.findings if f.severity == "high"] == []


def test_one_digit_apart_is_another_figure(check_line):
    result = check_line(f"The platform price of Alpha is 8.51.\n{_GRID}")
    assert [f.code for f in result.findings] == ["TIE101"]
