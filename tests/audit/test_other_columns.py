"""Prose whose measure, moment or table is another than the column nearest to it: silent, and its slip is found."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

VISITS = """表1 导航站流量
站点	本周(万次)	周环比	5月(亿次)	月环比
甲径	52,300	+2.1%	21.40	+3.0%
乙途	31,900	-1.2%	14.75	-0.4%
丙桥	15,800	+6.0%	5.65	+7.1%
合计	100,000	+1.6%	41.80	+2.2%

"""
LEAVERS = """表1 6月阅读站点
排名	站点	访问量(亿次)	环比	日均(万次)	四家占比	跳出率
1	枫页	36.10	+2.2%	12033	61.5%	31.7%
2	棠读	14.85	+9.4%	4950	25.3%	42.3%
3	槐林	5.02	-4.1%	1673	8.5%	27.9%
4	椿刊	2.77	-6.0%	923	4.7%	35.5%
	合计	58.74	+2.9%	19580	100.0%	—

"""
CALLS = """表1 平台周均调用量(万亿次)
厂商	5月周均	4月周均	环比	5月份额	4月份额
甲云	5.31	4.62	+14.9%	46.0%	40.9%
乙算	4.18	4.77	-12.4%	36.2%	42.2%
丙模	2.06	1.90	+8.4%	17.8%	16.8%

"""
RAISED = """項目	2026年首八個月	2025年首八個月	變動
新股集資額(億元)	1,840	1,225	+50%
總集資額(億元)	3,910	3,505	+12%

"""
BANK = """Results of Banca Lorenda (€ million)

	2Q26	1Q26	2Q25	QoQ	YoY
Net interest income	964	941	902	+2.4%	+6.9%
Fees and commissions	318	306	297	+3.9%	+7.1%
Operating expenses	611	603	588	+1.3%	+3.9%

"""
MONTH = """图表1 周均调用量(万亿次)
厂商	5月	4月	环比
云枫	2.96	3.08	-3.9%
砚石	1.62	1.33	+21.8%
海榆	4.10	3.72	+10.2%

图表2 5月个股涨跌
公司	收盘	5月涨跌
云枫-WP	512.00	+18.6%
砚石	98.40	+13.1%
驿站控股	61.20	-6.4%
青禾	25.75	-9.2%

"""
MARGINS = """图表1 季度业绩(亿元)
公司	收入	同比	净利率
甲禾	512	+6.1%	31.5%
乙驿	228	+3.3%	9.2%
丙棠	157	+4.4%	-3.7%
丁榆	89	-2.8%	12.6%

图表2 5月股价
公司	收盘	5月涨跌
甲禾-W	98.10	+4.1%
乙驿	45.30	-1.6%
丙棠-W	27.65	-9.2%
丁榆	12.08	+3.0%

"""
SHARES = """Table 1. Site visits, June
Site	Visits (m)	MoM	Share
Fernpage	361.0	+2.2%	61.5%
Readwell	148.5	+9.4%	25.3%
Ashgrove	77.5	-4.1%	13.2%
Total	587.0	+2.9%	100.0%

Table 2. Share prices in June
Company	Close	June
Fernpage Group	12.40	-3.5%
Readwell Inc	8.85	+12.6%
Ashgrove plc	31.10	+4.4%

"""
MINES = """Operation	June Q (koz)	March Q (koz)	Cost June Q (A$/oz)
Ardley	71.4	68.8	2,240
Borrin	48.9	52.0	2,615
Cope	30.2	24.7	2,390
Group	150.5	145.5	2,392

"""

PROSE = [
    (VISITS, "三家合计访问10.00亿次。甲径本周占52.3%。", "52.3%。", "51.2%。"),
    (LEAVERS, "枫页占四家的61.5%。跳出率方面,槐林最低(27.9%),棠读最高(42.3%)。", "(42.3%)", "(35.5%)"),
    (CALLS, "甲云以46.0%的份额取代乙算居首,4月乙算以4.77万亿次略高于甲云的4.62万亿次。", "的4.62", "的5.31"),
    (RAISED, "2026年首八個月的上市公司有97家,較去年同期增加16家;新股集資額為1,840億元,佔同期總集資額3,910億元的47.1%。", "3,910億元的", "3,190億元的"),
    (
        BANK,
        "Net interest income of €964 million was 2.4% higher than in the first quarter and 6.9% higher than a year earlier.",
        "6.9% higher",
        "9.6% higher",
    ),
    (MONTH, "个股上,云枫与砚石领涨,分别上涨18.6%和13.1%。", "", ""),
    (MONTH, "周均调用量环比,砚石与海榆上涨。", "砚石与海榆", "云枫与海榆"),
    (MONTH, "股价方面,云枫领涨(18.6%),青禾领跌(9.2%)。", "", ""),
    (MONTH, "调用量下滑的只有云枫,股价却上涨18.6%。", "", ""),
    (MONTH, "云枫调用量2.96万亿次,环比下降3.9%。", "3.9%", "4.9%"),
    (CALLS, "乙算由4月的4.77万亿次降至4.18万亿次,低于甲云的5.31万亿次。", "降至4.18", "降至4.81"),
    (SHARES, "Shares of Readwell and Ashgrove rose, by 12.6% and 4.4%.", "", ""),
    (SHARES, "Readwell and Ashgrove had market shares of 25.3% and 13.2%.", "25.3%", "23.5%"),
    (MARGINS, "跌幅最大的是丙棠(9.2%)。", "", ""),
    (MARGINS, "净利率最高的是甲禾(31.5%)。", "甲禾(31.5%)", "丁榆(12.6%)"),
    (MINES, "Group output rose to 150.5 koz.", "", ""),
]  # fmt: skip


def _alarms(text: str) -> list[str]:
    return [f.quote for f in audit(read_text(text)).findings if f.severity in ("high", "medium")]


@pytest.mark.parametrize(("table", "prose", "right", "wrong"), PROSE)
def test_prose_of_another_column_is_silent_and_its_slip_is_found(
    table: str, prose: str, right: str, wrong: str
) -> None:
    assert _alarms(table + prose + "\n") == []
    if right:
        assert right in prose
        assert _alarms(table + prose.replace(right, wrong) + "\n")


def test_a_unit_cost_of_the_whole_is_no_sum_but_a_wrong_sum_is_found() -> None:
    assert _alarms(MINES) == []
    sums = MINES.replace("Cost June Q (A$/oz)", "Dec Q (koz)").replace("2,240", "66.1")
    sums = sums.replace("2,615", "50.4").replace("2,390", "27.5").replace("2,392", "144.0")
    assert _alarms(sums) == []
    assert _alarms(sums.replace("150.5", "165.5"))
