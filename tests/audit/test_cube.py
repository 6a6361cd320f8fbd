"""Prose over tables of any house: lines, measures and moments in many wordings, each with one slip."""

from __future__ import annotations

import pytest

SEGMENTS = """Segment revenue, quarter ended September 30 (in millions)

Segment\t2025\t2024\tChange
Cloud services\t$1,346\t$1,090\t23%
Devices\t418\t401\t4%
Other\t36\t49\t(27)%
Total revenue\t$1,800\t$1,540\t17%

"""
SHARES = """Smartphone shipments, 3Q25 (million units)

Vendor\t3Q25\tShare\t3Q24\tShare\tYoY
Sunfone\t61.4\t19.0%\t57.6\t18.3%\t6.6%
Pomely\t58.6\t18.2%\t56.0\t17.8%\t4.6%
Rice Labs\t43.5\t13.5%\t42.8\t13.6%\t1.6%
Others\t159.2\t49.3%\t158.1\t50.3%\t0.7%
Total\t322.7\t100.0%\t314.5\t100.0%\t2.6%

"""
MINES = """Production summary

\tQ3 FY25\tQ2 FY25\tQ3 FY24
Copper (kt)\t142.6\t138.1\t129.9
Zinc (kt)\t68.4\t70.1\t66.8
Gold (koz)\t96.2\t88.0\t101.5

"""
LINES_ZH = """表1 分产品收入（单位：万元）

产品\t2025年上半年\t占比\t2024年上半年\t占比\t同比
液体乳业务\t182,400\t60.8%\t190,000\t65.5%\t-4.0%
奶粉业务\t84,600\t28.2%\t70,500\t24.3%\t20.0%
冷饮及其他\t33,000\t11.0%\t29,500\t10.2%\t11.9%
合计\t300,000\t100.0%\t290,000\t100.0%\t3.4%

"""
PLACES_HANT = """按地區劃分之收入（百萬港元）

地區\t2025年\t佔比\t2024年\t佔比\t變動
香港\t1,269.5\t65.0%\t1,206.0\t67.0%\t+5.3%
澳門\t117.2\t6.0%\t108.0\t6.0%\t+8.5%
中國內地\t566.3\t29.0%\t486.0\t27.0%\t+16.5%
總計\t1,953.0\t100.0%\t1,800.0\t100.0%\t+8.5%

"""
MACRO_ZH = """主要经济指标（同比，%）

指标\t10月\t9月\t8月
规模以上工业增加值\t4.9\t6.5\t5.2
社会消费品零售总额\t2.9\t3.0\t3.4
固定资产投资（累计）\t-1.7\t-0.5\t0.5

"""

PAIRS = [
    # a level, a change, an amount of change, a share now and before
    (SEGMENTS, "Cloud services revenue increased $256 million, or 23%, to $1,346 million.", "$256 million", "$265 million"),
    (SEGMENTS, "Cloud services revenue increased $256 million, or 23%, to $1,346 million.", "23%", "32%"),
    (SEGMENTS, "Cloud services were 75% of total revenue, against 71% a year earlier, and grew 23%.", "75%", "57%"),
    (SEGMENTS, "Cloud services were 75% of total revenue, against 71% a year earlier, and grew 23%.", "71%", "61%"),
    (SEGMENTS, "Devices increased 4%, while Other declined by $13 million.", "$13 million", "$31 million"),
    (SEGMENTS, "Devices increased 4%, while Other declined by $13 million.", "increased", "decreased"),
    (SEGMENTS, "Total revenue grew 17% to $1,800 million.", "17%", "71%"),
    (SHARES, "Pomely followed with 18.2% of the market as shipments grew 4.6% to 58.6 million.", "18.2%", "17.8%"),
    (SHARES, "Pomely's share rose 0.4 points to 18.2%, from 17.8%.", "0.4", "0.8"),
    (SHARES, "Sunfone shipped 61.4 million units, 2.8 million more than Pomely.", "2.8", "8.2"),
    (SHARES, "Sunfone shipped 61.4 million units, 2.8 million more than Pomely.", "61.4", "57.6"),
    (SHARES, "Rice Labs shipped 43.5 million units (3Q24: 42.8 million).", "42.8", "48.2"),
    (SHARES, "Sunfone and Pomely together shipped 120.0 million units.", "120.0", "102.0"),
    (MINES, "Copper output rose 3% on the previous quarter and 10% on the prior-year quarter.", "3%", "10%"),
    (MINES, "Gold production of 96.2 koz was 9% higher quarter on quarter.", "9%", "5%"),
    (MINES, "Gold fell 5% year on year to 96.2 koz.", "fell", "rose"),
    (LINES_ZH, "奶粉业务收入8.46亿元，同比增长20.0%，占比提升3.9个百分点至28.2%。", "8.46", "8.64"),
    (LINES_ZH, "奶粉业务收入8.46亿元，同比增长20.0%，占比提升3.9个百分点至28.2%。", "3.9", "9.3"),
    (LINES_ZH, "奶粉业务收入8.46亿元，同比增长20.0%，占比提升3.9个百分点至28.2%。", "28.2", "24.3"),
    (LINES_ZH, "液体乳收入18.24亿元，占收入的60.8%，上年同期为65.5%。", "60.8", "68.0"),
    (LINES_ZH, "液体乳收入18.24亿元，占收入的60.8%，上年同期为65.5%。", "65.5", "56.5"),
    (LINES_ZH, "液体乳和奶粉合计收入26.70亿元。", "26.70", "27.60"),
    (PLACES_HANT, "香港業務收入為1,269.5百萬港元，按年增加5.3%，佔總收入65.0%。", "1,269.5", "1,206.0"),
    (PLACES_HANT, "香港業務收入為1,269.5百萬港元，按年增加5.3%，佔總收入65.0%。", "5.3", "3.5"),
    (PLACES_HANT, "中國內地業務收入增加16.5%至566.3百萬港元，佔比由27.0%升至29.0%。", "增加", "減少"),
    (PLACES_HANT, "中國內地業務收入增加16.5%至566.3百萬港元，佔比由27.0%升至29.0%。", "27.0", "20.7"),
    (MACRO_ZH, "10月工业增加值同比增长4.9%，比9月回落1.6个百分点。", "1.6", "1.3"),
    (MACRO_ZH, "社零同比增长2.9%，增速较上月回落0.1个百分点。", "2.9", "3.0"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "right", "wrong"), PAIRS)
def test_a_slip_against_the_table_is_found(check, table, line, right, wrong):
    assert right in line
    said = check(table + line + "\n")
    start = said.report.text.index(line)
    assert [f.message for f in said.findings if f.severity == "high"] == []
    own = [n for n in said.numbers if n.q.start >= start]
    assert [n.q.text for n in own if n.verdict == "unchecked"] == []

    slipped = line.replace(right, wrong, 1)
    told = check(table + slipped + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (SEGMENTS, "Cloud services revenue is expected to grow 30% next year."),
        (SEGMENTS, "Net devices added 7% on a constant-currency basis."),
        (SEGMENTS, "Devices sold in Asia rose 9% to $120 million."),
        (SHARES, "Pomely's operating margin rose to 31.4% from 30.2%."),
        (SHARES, "In the first nine months Sunfone shipped 175.3 million units."),
        (SHARES, "In 3Q23 Sunfone shipped 59.8 million units."),
        (MINES, "Copper prices rose 12% in the quarter."),
        (LINES_ZH, "其中特渠奶粉收入1.20亿元，同比增长35.0%。"),
        (LINES_ZH, "奶粉毛利率提升1.2个百分点至52.3%。"),
        (LINES_ZH, "2023年上半年奶粉收入6.12亿元。"),
        (PLACES_HANT, "香港同店銷售增長2.1%。"),
        (PLACES_HANT, "香港每間餐廳半年收入約7.15百萬港元。"),
        (MACRO_ZH, "前10个月工业增加值累计增长6.1%。"),
    ],
)
def test_what_the_table_does_not_hold_is_left_alone(check, table, line):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []


FLOWS = """Weekly fund flows ($bn), week to Nov. 19

Asset\tWeek\tPrior week\tYTD
Equities\t23.3\t18.1\t561
Bonds\t17.9\t18.3\t683
Crypto\t-2.2\t-1.3\t44

"""
RATES = """Time charter averages ($ per day)

Segment\tNovember\tOctober\tChange
Capesize 5TC\t27,840\t23,150\t+20.3%
Panamax 5TC\t15,620\t16,480\t-5.2%
Handysize 7TC\t14,380\t14,380\t0.0%

"""


@pytest.mark.parametrize(
    ("table", "line", "right", "wrong"),
    [
        (FLOWS, "Crypto outflows widened to $2.2bn.", "widened", "narrowed"),
        (RATES, "Handysizes were unchanged at $14,380.", "unchanged", "up"),
        (RATES, "Panamaxes fell to $15,620 a day.", "fell", "rose"),
        (PLACES_HANT, "中國內地業務收入上升至566.3百萬港元。", "上升", "下跌"),
        (LINES_ZH, "液体乳和冷饮及其他收入走势不同，液体乳收入下降。", "下降", "上升"),
    ],
)
def test_a_direction_told_in_words_is_held_to_the_table(check, table, line, right, wrong):
    said = check(table + line + "\n")
    assert [f.message for f in said.findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1
