"""Whole reports: many tables over the same names, prose about more than they hold. Right texts stay silent."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

CHINESE = """家电行业周报

一、行情

图表1：个股一周涨跌
公司	代码	评级	收盘价（元）	周涨跌幅（%）
泽源电器	600911.SH	买入	41.20	6.35
北岭厨电	002911.SZ	买入	18.64	-2.47
沐光照明	300911.SZ	增持	9.85	1.13
合川家居	603911.SH	增持	27.30	-0.58
资料来源：交易所

二、公司数据

图表2：三季度业绩
公司	收入（亿元）	收入同比（%）	毛利率（%）
泽源电器	218.4	12.71	27.3
北岭厨电	46.9	-3.82	41.6
沐光照明	31.5	8.06	33.8
合计	296.8	9.26	—
资料来源：公司公告

图表3：线上零售（按平台）
平台	销售额（亿元）	同比（%）	占比（%）
货架电商	163.0	4.52	65.2
内容电商	71.5	31.86	28.6
社区团购	15.5	-12.40	6.2
合计	250.0	8.70	100.0
资料来源：第三方监测

图表4：本周融资
公司	轮次	金额(亿)	币种
晨曲智能	B轮	1.80	人民币
Fernway Home	A轮	0.45	美元
资料来源：公开信息

图表5：估值
公司	代码	股价	币种	EPS 2025E（元）	EPS 2026E（元）	PE 2025E	PE 2026E
泽源电器	600911.SH	41.20	CNY	2.06	2.34	20.0	17.6
远帆国际	H2911	15.60	HKD	1.20	1.35	11.9	10.6
注：港股股价按 1 港元 = 0.915 元人民币折算后计算 PE。

"""

# What the page supports or leaves open; nothing of it may be called wrong.
SILENT = """
泽源电器海外线下渠道收入54.2亿元，同比增长21.3%。
泽源电器收入218.4亿元，同比增长12.71%；内销出货量同比增长7.9%。
泽源电器平均每家门店收入620万元，北岭厨电为455万元。
北岭厨电框架协议金额上限3.50亿元。
泽源电器周涨幅居前，收入增速12.71%略高于我们的预期。
四家公司收入合计412.6亿元，同比增长6.1%。
内容电商月活3.3亿，同比增长9.6%，环比增长1.2%。
内容电商环比增长2.4%。
Fernway Home完成0.45亿美元A轮融资，晨曲智能（1.80亿元）为本周最大一笔人民币融资。
泽源电器潜在升幅为18.2%。
北岭厨电收入增长4.6%而毛利下降10.5%。
泽源电器与北岭厨电二者三季度收入合计265.3亿元。
全国合计出口49.6亿元，同比增长14.3%。
其余两个平台中只有内容电商同比上升。
上周家电指数上涨1.84%，跑赢大盘1.12个百分点；年初以来累计上涨9.37%，跑输3.05个百分点。
八款机型均价2,320元，上周为2,320元。分型号看，V200周环比上涨2.3%。
"""

# A sentence, what stands in it, and what a slip puts in its place.
TWINS = """
泽源电器三季度收入218.4亿元，收入同比增长12.71%。 | 12.71% | 17.21%
泽源电器三季度收入218.4亿元。 | 218.4 | 281.4
北岭厨电毛利率为41.6%。 | 41.6% | 33.8%
内容电商销售额同比增长31.86%。 | 31.86% | 38.16%
沐光照明周涨1.13%。 | 1.13% | 1.31%
"""


def alarms(text: str) -> list[str]:
    return [f"{f.code} {f.quote}" for f in audit(read_text(text)).findings if f.severity != "low"]


def test_the_tables_alone_are_right() -> None:
    assert alarms(CHINESE) == []


@pytest.mark.parametrize("sentence", SILENT.strip().splitlines())
def test_another_measure_is_no_cell(sentence: str) -> None:
    assert alarms(CHINESE + sentence + "\n") == []


@pytest.mark.parametrize("line", TWINS.strip().splitlines())
def test_twins(line: str) -> None:
    sentence, right, wrong = line.split(" | ")
    assert sentence.count(right) == 1
    assert alarms(CHINESE + sentence + "\n") == []
    assert alarms(CHINESE + sentence.replace(right, wrong) + "\n")


@pytest.mark.parametrize(("right", "wrong"), [("20.0\t17.6", "20.0\t16.7"), ("63.0\t4.52", "36.0\t4.52")])
def test_slips_in_the_tables_are_still_found(right: str, wrong: str) -> None:
    assert CHINESE.count(right) == 1
    assert alarms(CHINESE.replace(right, wrong))


ENGLISH = """Grid & Storage Weekly

Table 1. Share prices
Company	Close	Previous week	Change
Ostrava Cells	48.20	44.10	+9.3%
Merrow Power	17.35	18.05	-3.9%
Tindal Grid	92.60	91.40	+1.3%
Source: exchanges

Table 2. Quarterly results ($ billion)
Company	Revenue	Year ago	YoY
Ostrava Cells	3.84	2.95	+30.2%
Merrow Power	1.92	1.78	+7.9%
Tindal Grid	5.46	5.20	+5.0%
Source: company reports

Table 3. Storage additions (GWh)
Region	2025	2024	Change
Asia Pacific ex China	21.6	14.8	+45.9%
China	88.4	71.2	+24.2%
Europe	17.9	19.3	-7.3%
Total	127.9	105.3	+21.5%
Source: industry body

Table 4. Storage revenue ($ billion)
Region	May	April	MoM
Asia Pacific ex China	2.31	2.22	+4.1%
China	7.06	6.85	+3.1%
Europe	1.84	1.79	+2.8%

"""

SILENT_EN = """
Ostrava Cells gained 9.3% after its results.
Ostrava Cells' average selling price rose 14% in the quarter.
Merrow Power lost 3.9%, the only decline in the group.
Europe was the only region to fall, with additions down 7.3%.
Asia Pacific excluding China grew fastest at 45.9%.
Ostrava Cells lifted service revenue to $0.62 billion, up 41.0%.
Tindal Grid reported revenue of $5.46 billion, up 5.0%.
Ostrava Cells gained 9.3% while cables rose 2.6%.
Merrow Power guides to revenue of $2.10 billion for the next quarter.
"""


@pytest.mark.parametrize("sentence", SILENT_EN.strip().splitlines())
def test_another_measure_in_english(sentence: str) -> None:
    assert alarms(ENGLISH + sentence + "\n") == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Tindal Grid reported revenue of $5.46 billion, up 5.0%.", "Tindal Grid reported revenue of $4.56 billion, up 5.0%."),
        ("Ostrava Cells closed at 48.20.", "Ostrava Cells closed at 42.80."),
    ],
)  # fmt: skip
def test_twins_in_english(right: str, wrong: str) -> None:
    assert alarms(ENGLISH + right + "\n") == []
    assert alarms(ENGLISH + wrong + "\n")


def test_the_parts_of_a_part_are_not_counted() -> None:
    text = "上半年收入结构：设备收入959万元，其中整机428万元、部件208万元、模组323万元；服务收入362万元；租赁收入582万元，其余为其他收入26万元。四项合计1,929万元。\n"
    assert alarms(text) == []
    assert alarms(text.replace("1,929", "1,992"))
