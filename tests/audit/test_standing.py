"""Lines of a table against each other, multiples in prose, figures between their bounds: right and wrong twins."""

from __future__ import annotations

import pytest

AIRPORTS = """Table 3: Air passengers (thousand)

Airport\tOct 2026\tOct 2025\tChange
Northfield\t4,812\t4,530\t+6.2%
Eastgate\t3,377\t3,391\t-0.4%
Harlow Bay\t2,906\t2,655\t+9.5%
Stanmere\t1,240\t1,198\t+3.5%

"""
CARDS = """GPU rental, $ per hour

Card\tThis week\tLast week\tChange
H10\t2.18\t2.21\t-1.4%
B20\t4.10\t4.25\t-3.5%
A10\t1.29\t1.29\t0.0%
K5\t0.64\t0.61\t+4.9%

"""
BRANDS = """表3 各品牌10月销量（万辆）

品牌\t10月\t9月\t上年同期
启辰星\t18.42\t17.05\t14.90
长岭\t12.77\t13.10\t11.02
云途\t9.31\t8.12\t9.80
北野\t6.18\t6.18\t5.07

"""
CARRIERS = """表2 三家运营商一季报（亿元）

公司\t收入\t归母净利润\t净利率
华讯移动\t2,640\t312.0\t11.8%
中陆电信\t1,345\t89.7\t6.7%
联港通信\t1,106\t26.4\t2.4%

"""

SECTORS = """Exhibit 2: Sector performance, week to 20 November (%)

Sector\t1W\tYTD\tP/E (x)
Banks\t1.8\t22.4\t9.1
Utilities\t-0.6\t8.3\t15.2
Technology\t3.4\t31.0\t27.9
Materials\t-2.1\t-4.5\t12.6
Health care\t0.4\t3.9\t18.4

"""
STOCKS = """Table 1: Crude inventories by region (million barrels)

Region\t14 Nov\t7 Nov\tYear ago
East Coast\t8.9\t8.4\t9.6
Midwest\t101.2\t103.8\t99.7
Gulf Coast\t252.6\t249.1\t258.4
West Coast\t46.1\t46.1\t47.0

"""
RENTS = """表4　主要GPU租赁价格（美元/卡·小时）
型号\t本周\t上周\t周环比
H100\t2.18\t2.27\t-4.0%
H200\t2.95\t2.90\t+1.7%
B200\t4.10\t4.25\t-3.5%
A100\t1.18\t1.18\t0.0%

"""
CAPEX = """Cloud capital spending ($bn)

Company	2026E	2025	y/y
Amaris	142	101	40.6%
Googol	108	82	31.7%
Metrix	96	70	37.1%
Softline	120	88	36.4%

"""
MACRO = """表1 主要经济指标（同比，%）

指标	10月	9月	8月
工业增加值	4.9	6.5	5.2
社会消费品零售总额	2.9	3.0	3.4
出口	5.1	4.2	3.3

"""
REGIONS = """按地區劃分之收入（百萬港元）

地區	2025年	2024年	變動
香港	1,269.5	1,206.0	+5.3%
澳門	117.2	108.0	+8.5%
中國內地	566.3	486.0	+16.5%
總計	1,953.0	1,800.0	+8.5%

"""
LINES = """按业务划分的收入

分部	2025年	2024年	同比变动
云服务	4,128	3,506	+17.7%
软件授权	2,375	2,618	-9.3%
实施与运维	1,846	1,723	+7.1%
合计	8,349	7,847	+6.4%

"""
MINES = """Output by mine (kt)

Mine	Q3 2026	Q2 2026	Q1 2026	Q4 2025
Arbor	41.2	43.0	44.8	46.1
Cairn	28.8	27.1	26.4	27.7
Delve	12.4	12.9	12.0	11.1

"""

TWINS = [
    (CAPEX, "Growth was fastest at {}, by a whisker, and slowest at Googol.", "Amaris", "Softline"),
    (CAPEX, "Growth was fastest at Amaris, by a whisker, and slowest at {}.", "Googol", "Metrix"),
    (MACRO, "社会消费品零售总额同比增速连续两个月{}。", "回落", "回升"),
    (MACRO, "出口连续两个月{}至5.1%。", "回升", "回落"),
    (REGIONS, "中國內地增幅為三個地區之首，其次為{}。", "澳門", "香港"),
    (LINES, "软件授权收入{}243百万元至2,375百万元，云服务收入增加622百万元。", "减少", "增加"),
    (LINES, "软件授权收入减少243百万元至2,375百万元，云服务收入{}622百万元。", "增加", "减少"),
    (MINES, "Output at Arbor {} for a third straight quarter; Cairn was second.", "fell", "rose"),
    (MINES, "Arbor remains the largest mine, followed by {}.", "Cairn", "Delve"),
    # no measure is named: wrong in every column
    (SECTORS, "{} led the week with a gain of 3.4%.", "Technology", "Utilities"),
    (SECTORS, "{} was the weakest sector.", "Materials", "Utilities"),
    (SECTORS, "Banks are the cheapest at 9.1x and {} the most expensive sector.", "Technology", "Health care"),
    (STOCKS, "Gulf Coast stocks remain {} their level of a year ago.", "below", "above"),
    (STOCKS, "The Gulf Coast holds more than {} times the stocks of the Midwest.", "two", "three"),
    (RENTS, "H200{}至2.95美元。", "小幅上涨", "小幅回落"),
    (RENTS, "A100{}。", "与上周持平", "较上周略升"),
    (AIRPORTS, "{} recorded the fastest growth, 9.5%.", "Harlow Bay", "Northfield"),
    (AIRPORTS, "{} was the only airport to decline.", "Eastgate", "Stanmere"),
    (AIRPORTS, "Northfield remains the {} airport.", "largest", "smallest"),
    (AIRPORTS, "Northfield is nearly {} times the size of Stanmere.", "four", "three"),
    (AIRPORTS, "Eastgate stayed {}, ahead of Harlow Bay.", "second", "third"),
    (AIRPORTS, "Passengers at Harlow Bay {} on the year.", "rose", "fell"),
    (CARDS, "A B20 costs {} times as much as an H10.", "1.9", "2.9"),
    (CARDS, "The {} remains the cheapest card.", "K5", "A10"),
    (CARDS, "The {} fell the most.", "B20", "H10"),
    (CARDS, "The A10 was {} at $1.29.", "unchanged", "higher"),
    (BRANDS, "启辰星销量为北野的{}倍。", "3.0", "2.0"),
    (BRANDS, "长岭销量{}云途。", "高于", "低于"),
    (BRANDS, "销量由高到低依次为启辰星、{}、北野。", "长岭、云途", "云途、长岭"),
    (CARRIERS, "华讯移动净利润是中陆电信的{}倍、联港通信的11.8倍。", "3.5", "4.5"),
    (CARRIERS, "华讯移动净利润是中陆电信的3.5倍、联港通信的{}倍。", "11.8", "3.4"),
    # multiples of figures in prose
    ("", "Brightwater drew 41.2 million visits in October and Calder 16.5 million, so Brightwater had {} times as many.", "2.5", "3.4"),
    ("", "Helios sells at $4.10 an hour and Nova at $2.18. At those prices a Helios costs {} times as much as a Nova.", "1.9", "2.9"),
    ("", "Solana funds took in $61.4m and XRP funds $89.7m; XRP's inflow was {} times Solana's.", "1.5", "2.5"),
    ("", "The bid values Marchmont at $3,393 million. Marchmont had sales of $412 million, so the price is {} times sales.", "8.2", "2.8"),
    ("", "Headcount at Nyro is 1,204, about {} of the 3,650 at Dalton.", "a third", "half"),
    ("", "三款应用月活分别为1.78亿、1.21亿和0.43亿，第一名约为第三名的{}倍。", "4.1", "5.1"),
    ("", "云帆MAU 2.41亿，星图1.48亿，墨言1.22亿，团子0.71亿。云帆为团子的{}倍。", "3.4", "3.9"),
    ("", "下载量由上周的22.5万次升至388.1万次，为上周的{}倍。", "17.2", "16.2"),
    ("", "新业务收入8.4亿元，不及传统业务的{}（传统业务31.2亿元）。", "三成", "两成"),
    # between the bounds
    ("", "共18家投标，报价0.684—0.742元/W，均价{}元/W。", "0.709", "0.759"),
    ("", "本次回购最高成交价23.48元/股，最低成交价19.05元/股，成交均价{}元/股。", "21.37", "24.17"),
    ("", "Patients were aged 23 to 81 (median {}).", "56", "86"),
    ("", "The hazard ratio was {} (95% CI 0.61 to 0.85).", "0.72", "0.27"),
    ("", "The index traded between 8,311 and 8,402 on the day and closed at {}.", "8,377", "8,437"),
]  # fmt: skip
QUIET = [
    # weakest in what is not said, and a measure the table does not name
    (SECTORS, "Health care was weakest, on the volume of trading."),
    (RENTS, "四款中跌幅最大的是H100，A100价格最低。"),
    (STOCKS, "The West Coast was lower."),
    # the growth that is most in millions is not most in percent
    (AIRPORTS, "Northfield gained the most, 282 thousand."),
    # another measure of the same names
    (CARDS, "A B20 draws 2.9 times as much power as an H10."),
    (BRANDS, "启辰星单价15.8万元，是北野的1.4倍。"),
    ("", "Ames had revenue of $120 million and Bolt $40 million. Ames's market value is five times Bolt's."),
    ("", "下载量388万次，上周22.5万次。日活为上周的1.3倍。"),
    ("", "Revenue was $12.4 million. The network has four times as many nodes as a year ago."),
    # bounds of another set
    ("", "Prices ranged from $684 to $742 in the sample and averaged $760 last year."),
    ("", "主产区报价0.684—0.742元/W，销区均价0.759元/W。"),
    ("", "52周股价区间12.10—15.40元，收盘价15.62元。"),
]


def found(text: str, tmp_path) -> list[str]:
    """The codes of what is found, the rules on structure left out."""
    from tieout import audit, read

    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return [f.code for f in audit(read(path)).findings if not f.code.startswith(("TIE4", "TIE6", "TIE9"))]


@pytest.mark.parametrize(("table", "text", "right", "wrong"), TWINS)
def test_twins(table, text, right, wrong, tmp_path):
    assert found(table + text.format(right), tmp_path) == []
    assert found(table + text.format(wrong), tmp_path) != []


@pytest.mark.parametrize(("table", "text"), QUIET)
def test_what_speaks_of_something_else_is_left_alone(table, text, tmp_path):
    assert found(table + text, tmp_path) == []
