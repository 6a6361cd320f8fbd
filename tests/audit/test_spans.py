"""Tables with several spans of time: a quarter beside nine months, days, months without their year."""

from __future__ import annotations

import pytest

from tieout.audit.claims.cube.moments import Moment, moments_in, relation

FILING = """Net revenue by product was as follows (in thousands):

\tThree months ended September 30,\t\tNine months ended September 30,
\t2026\t2025\t2026\t2025
Subscriptions\t$84,215\t$71,902\t$241,330\t$205,118
Licenses\t12,640\t15,377\t40,218\t44,905
Services\t9,804\t9,115\t28,950\t27,660
Total net revenue\t$106,659\t$96,394\t$310,498\t$277,683

"""
TRADE = """Goods trade, seasonally adjusted ($ million)

\tMay 2026\tApril 2026\tMarch 2026\tJan-May 2026\tJan-May 2025
Exports\t24,310\t23,870\t23,540\t118,400\t113,900
Imports\t26,905\t27,730\t26,480\t134,150\t130,020

"""
EUROPE = """EUR million

Item\tQ3 2025\tQ3 2026\tChange (%)\t1-9 2025\t1-9 2026\tChange (%)
Network services\t412.6\t438.2\t6.2%\t1,214.0\t1,268.6\t4.5%
Equipment\t96.4\t88.1\t-8.6%\t301.2\t274.4\t-8.9%
Total\t509.0\t526.3\t3.4%\t1,515.2\t1,543.0\t1.8%

"""
SUMMARY_ZH = """財務摘要（人民幣百萬元）

\t截至六月三十日止六個月\t
\t二零二六年\t二零二五年\t變動
收益\t3,214.6\t2,870.4\t+12.0%
毛利\t1,378.1\t1,171.1\t+17.7%
毛利率\t42.9%\t40.8%\t+2.1個百分點
期內溢利\t402.5\t358.4\t+12.3%

"""
RENTS_ZH = """表：GPU按需租金（美元/卡时）

型号\t11-13\t11-06\t周环比\t2025-12-31\t年初至今
极光A7\t2.46\t2.40\t2.5%\t2.88\t-14.6%
极光A9\t3.95\t4.02\t-1.7%\t4.60\t-14.1%
北斗M3\t1.62\t1.62\t0.0%\t1.75\t-7.4%

"""
RATES_ZH = """表1：三家公司业绩（亿元）

公司\t2025年收入\t2024年收入\t同比(%)\t净利率(%)
海川通信\t512.4\t498.3\t2.8\t11.6
东港电信\t266.1\t260.2\t2.3\t6.4
平湖联通\t193.8\t189.5\t2.3\t4.7

"""

PAIRS = [
    (FILING, "Subscriptions increased $12.3 million, or 17%, for the three months and 18% for the nine months.", "18%", "8%"),
    (FILING, "Licenses decreased by $2.7 million, or 18%, and made up 12% of net revenue, compared with 16%.", "compared with 16%", "compared with 13%"),
    (FILING, "For the nine months, services revenue rose 5% to $29.0 million.", "5%", "8%"),
    (FILING, "In the nine months ended September 30, 2026 total net revenue was $310.5 million.", "310.5", "301.5"),
    (TRADE, "Exports rose 1.8% in May and imports fell 3.0%.", "3.0%", "1.8%"),
    (TRADE, "In the first five months exports were 4.0% higher than a year earlier.", "4.0%", "3.2%"),
    (TRADE, "Imports fell to $26,905 million from $27,730 million in April.", "27,730", "26,480"),
    (EUROPE, "Network services grew by 6.2% in the third quarter and by 4.5% in the first nine months.", "4.5%", "6.2%"),
    (EUROPE, "Equipment sales fell 8.6% to EUR 88.1 million in Q3 2026.", "8.6%", "6.8%"),
    (EUROPE, "In the first nine months equipment sales fell 8.9% to EUR 274.4 million.", "274.4", "301.2"),
    (SUMMARY_ZH, "收益增長12.0%至人民幣32.15億元，毛利率由40.8%上升至42.9%。", "42.9%", "49.2%"),
    (SUMMARY_ZH, "毛利率為42.9%，較去年同期提升2.1個百分點。", "2.1", "1.2"),
    (RENTS_ZH, "极光A7周环比上涨2.5%，极光A9下跌1.7%。", "2.5%", "1.7%"),
    (RENTS_ZH, "极光A9年初至今累计下跌14.1%。", "14.1%", "14.6%"),
    (RATES_ZH, "东港电信净利率6.4%，海川通信11.6%。", "6.4%", "4.7%"),
    (RATES_ZH, "海川通信收入同比增长2.8%。", "2.8%", "2.3%"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "right", "wrong"), PAIRS)
def test_a_figure_of_another_span_or_row_is_found(check, table, line, right, wrong):
    assert right in line
    said = check(table + line + "\n")
    start = said.report.text.index(line)
    assert [f.message for f in said.findings if f.severity == "high"] == []
    assert [n.q.text for n in said.numbers if n.q.start >= start and n.verdict == "contradicted"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (FILING, "Subscriptions grew 22% over the past two weeks."),
        (FILING, "Services grew 8% in the quarter on a 14% rise in headcount."),
        (FILING, "For the twelve months to September 2026 subscriptions were $318.4 million."),
        (TRADE, "Exports rose 6.5% in June."),
        (TRADE, "Export prices rose 2.4% in May."),
        (EUROPE, "In the first half equipment sales fell 9.1%."),
        (RENTS_ZH, "过去四周极光A7上涨6.1%。"),
        (SUMMARY_ZH, "經調整毛利率為44.6%。"),
    ],
)
def test_another_span_is_left_alone(check, table, line):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Jan–Sept 2026", Moment(2026, "9m")),
        ("1–9 2026", Moment(2026, "9m")),
        ("Nine fiscal months ended Oct 3, 2026", Moment(2026, "9m")),
        ("quarter to 30 September 2026", Moment(2026, "3m")),
        ("截至2025年6月30日止六個月", Moment(2025, "6m")),
        ("in October last year", Moment(None, "m10", "yearago")),
    ],
)
def test_spans_are_read(text, moment):
    assert [m for _, _, m in moments_in(text)] == [moment]


def test_stretches_of_time_are_no_periods():
    assert moments_in("over the past six months") == ()
    assert moments_in("three months ago") == ()


def test_quarters_that_end_in_a_month_relate_by_it():
    now, base = (moments_in(t)[0][2] for t in ("quarter ended Oct 3, 2026", "quarter ended Sep 27, 2025"))
    assert relation(now, base) == "yearago"


HOUSES = """Table 1: Average price by property type

Type\tSeptember 2026\tSeptember 2025\tAnnual change (%)
Detached\t441,200\t432,900\t+1.9
Semi-detached\t281,700\t272,600\t+3.3
Terraced\t232,500\t226,700\t+2.6
Flat\t191,900\t194,600\t-1.4

"""
FUNDING = """Venture funding by region

Region\tFunding Q3'26 ($B)\tFunding Q2'26 ($B)\tDeals Q3'26\tDeals Q2'26
North America\t58.4\t71.0\t2,104\t1,988
Europe\t14.9\t13.2\t1,533\t1,671
Asia\t12.6\t15.8\t1,820\t1,947

"""
GAINS_ZH = """表：电子板块月涨幅前五

公司\t收盘价（元）\t月涨幅
兆芯创新\t152.30\t+34.8%
澜起芯片\t118.42\t+28.3%
佰存科技\t96.15\t+25.5%
华研精密\t43.08\t+21.4%

"""
SPORT_HANT = """業務收入（人民幣百萬元）

\t2025年\t2024年\t變動
主品牌\t6,052.3\t5,789.1\t4.5%
時尚運動\t785.4\t592.6\t32.5%
收入合計\t6,837.7\t6,381.7\t7.1%

"""


@pytest.mark.parametrize(
    ("table", "line", "right", "wrong"),
    [
        (HOUSES, "Semi-detached homes recorded the strongest growth at 3.3%.", "3.3%", "1.9%"),
        (HOUSES, "Terraced homes posted growth of 2.6%.", "2.6%", "3.3%"),
        (FUNDING, "Europe overtook Asia in funding, at $14.9B against $12.6B.", "$12.6B", "$15.8B"),
        (FUNDING, "Europe passed Asia in funding, $14.9B versus $12.6B.", "$12.6B", "$15.8B"),
        (GAINS_ZH, "兆芯创新、佰存科技受益于存储涨价，月涨幅分别为34.8%和25.5%。", "25.5%", "28.3%"),
        (RENTS_ZH, "极光A9回落至3.95美元，年初以来累计下跌14.1%。", "14.1%", "14.6%"),
        (SPORT_HANT, "時尚運動收入按年增長32.5%。", "32.5%", "4.5%"),
        (
            EUROPE,
            "Network services revenue rose 6.2% in Q3 2026, despite an 8.6% fall in equipment.",
            "8.6%",
            "6.2%",
        ),
    ],
)
def test_the_figure_of_a_neighbour_is_found(check, table, line, right, wrong):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (HOUSES, "Detached home sales fell 7.4% in the month."),
        (HOUSES, "Terraced rents rose 4.4%."),
        (FUNDING, "Europe overtook Asia in exits, at 312 against 288."),
        (GAINS_ZH, "兆芯创新的收入、净利润增速分别为24.1%和31.7%。"),
        (SPORT_HANT, "時尚運動同店銷售增長12.4%。"),
    ],
)
def test_a_figure_of_another_measure_is_left_alone(check, table, line):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []


DRAM_ZH = """表1 2026年第一季全球DRAM厂营收排名（百万美元）

排名\t公司\t1Q26\t4Q25\t季增幅\t1Q26市占率
1\t海力内存\t13,750\t12,229\t+12.4%\t37.7%
2\t星光电子\t12,180\t10,070\t+21.0%\t33.4%
3\t美辉\t8,420\t7,071\t+19.1%\t23.1%
—\t其他\t2,150\t1,944\t+10.6%\t5.8%
—\t总计\t36,500\t31,314\t+16.6%\t100.0%

"""
CHIPS = """Table 2: Global semiconductor sales by region ($ billion)

Region\tMar 2026\tMar 2025\tFeb 2026\tYoY\tMoM
Americas\t27.10\t16.90\t25.60\t60.4%\t5.9%
China\t20.90\t15.22\t20.30\t37.3%\t3.0%
Asia Pacific\t22.18\t15.40\t21.40\t44.0%\t3.6%
Europe\t5.90\t4.70\t5.70\t25.5%\t3.5%
World\t76.08\t52.22\t73.00\t45.7%\t4.2%

"""


@pytest.mark.parametrize(
    ("table", "line", "right", "wrong"),
    [
        (DRAM_ZH, "2026年第一季全球DRAM产业营收环比增长16.6%，合约价上行为主因。", "16.6%", "12.4%"),
        (DRAM_ZH, "全球DRAM营收达365.00亿美元，季增16.6%。", "365.00", "356.00"),
        (CHIPS, "Industry sales reached $76.08 billion in March, up 45.7% year on year.", "45.7%", "37.3%"),
        (CHIPS, "Worldwide sales were up 4.2% month on month in March.", "4.2%", "5.9%"),
        (
            HOUSES.replace("Flat\t", "Flat or maisonette\t"),
            "Flat or maisonette prices fell 1.4%.",
            "1.4%",
            "1.9%",
        ),
    ],
)
def test_a_word_for_all_stands_for_the_total(check, table, line, right, wrong):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (DRAM_ZH, "2026年第一季全球NAND产业营收环比增长12.4%。"),
        (DRAM_ZH, "机构预计第二季全球DRAM产业营收环比增长19.1%。"),
        (DRAM_ZH, "2025年全球DRAM营收增长21.0%。"),
        (CHIPS, "The industry added 25.5% more staff."),
        (CHIPS, "Industry sales in February were up 44.0% year on year."),
    ],
)
def test_all_of_something_else_is_left_alone(check, table, line):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []


AIRLINE_ZH = """2026年8月运营数据
指标|8月|上年同期|同比|本年累计|上年累计|累计同比
可用座公里(百万)|31,482.6|29,906.3|+5.3%|255,743.1|241,265.2|+6.0%
收入客公里(百万)|26,981.4|24,917.8|+8.3%|219,130.5|199,846.2|+9.6%
旅客人次(千)|15,214.7|14,786.3|+2.9%|122,086.5|117,352.8|+4.0%

"""
POWER = """New car registrations, January-September
Power source | 2025 | 2024 | % change | 2025 share
Battery electric | 1,300,188 | 1,047,837 | +24.1 | 16.1
Plug-in hybrid | 726,911 | 548,800 | +32.5 | 9.0
Petrol | 2,226,900 | 2,771,200 | -19.6 | 27.6

"""
CELLS_ZH = """光伏产业链价格

| 环节 | 均价 | 上周 | 涨跌幅 |
|---|---|---|---|
| 硅料 | 52.0 | 52.0 | 0.0% |
| 硅片 | 1.28 | 1.30 | -1.5% |
| 电池片 | 0.295 | 0.300 | -1.7% |

"""


@pytest.mark.parametrize(
    ("table", "line", "right", "wrong"),
    [
        (AIRLINE_ZH, "8月旅客人次15,214.7千，同比上升2.9%；收入客公里同比上升8.3%。", "8.3%", "9.6%"),
        (AIRLINE_ZH, "8月可用座公里同比上升5.3%。", "5.3%", "6.0%"),
        (POWER, "Battery-electric cars took 16.1%.", "16.1%", "24.1%"),
        (POWER, "Plug-in hybrids accounted for 9.0% of registrations.", "9.0%", "32.5%"),
        (CELLS_ZH, "硅片环比下跌1.5%至1.28元/片。", "1.5%", "1.7%"),
        (POWER, "<p>Petrol registrations fell <b>19.6%</b>.</p>", "19.6%", "16.9%"),
    ],
)
def test_the_column_beside_is_found(check, table, line, right, wrong):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (AIRLINE_ZH, "1-8月收入客公里累计同比上升9.6%。"),
        (AIRLINE_ZH, "年内累计旅客人次同比上升4.0%。"),
        (AIRLINE_ZH, "前8个月可用座公里同比上升6.0%。"),
        (POWER, "Battery-electric cars took 14.8% in Germany."),
        (CELLS_ZH, "硅片较月初下跌2.3%。"),
    ],
)
def test_the_other_span_of_a_line_is_left_alone(check, table, line):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []
