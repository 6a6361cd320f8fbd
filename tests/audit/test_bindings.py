"""Figures that stand beside a name, a total or a base without belonging to it: silent when right, and read again when wrong."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

PRODUCTS = "产品\t营收(亿元)\t去年同期\t同比\n传感器\t8.60\t7.82\t+10.0%\n电源\t3.50\t2.50\t+40.0%\n合计\t12.10\t10.32\t+17.2%\n"
MONTHS = "月份\t2025年(GW)\t2024年(GW)\t同比\n4月\t45.20\t14.40\t+214%\n5月\t92.90\t19.00\t+389%\n6月\t14.40\t23.30\t-38%\n"
VENDORS = (
    "Vendor\tQ3'26 (mn)\tQ3'25 (mn)\tYoY\nAlta\t61.9\t60.2\t2.8%\nBorea\t56.5\t53.9\t4.8%\nCorvo\t29.8\t31.6\t-5.7%\n"
    "Delta\t43.7\t40.1\t9.0%\nOthers\t92.3\t92.9\t-0.6%\nTotal\t284.2\t278.7\t2.0%\n"
)
MEMORY = "(bn Gb)\t2025\t2026E\t2027E\nAlta\t10.7\t17.0\t24.8\nBorea\t5.2\t9.3\t15.3\nCorvo\t3.2\t5.6\t9.4\n"
RESULTS = "\tFY26\tFY25 (restated)\tChange\nRevenue\t£312.8m\t£281.5m\t+11%\nOperating profit\t£71.9m\t£61.9m\t+16%\nOperating margin\t23.0%\t22.0%\t+100bp\nRecurring share\t79.0%\t75.0%\t+4pp\n"


PMI = "| 指标 | 10月 | 9月 | 去年10月 |\n|---|---|---|---|\n| 生产 | 49.7 | 51.9 | 52.0 |\n| 新订单 | 48.8 | 49.7 | 50.0 |\n| 新出口订单 | 45.9 | 47.8 | 47.3 |\n"
INDICES = "Index\tClose\tWeek\tYTD\nNasdaq\t22,273.08\t-2.7%\t15.3%\nDow\t46,245.41\t-1.9%\t8.7%\nRussell 2000\t2,369.59\t-0.8%\t6.3%\n"


def high(text: str) -> list[str]:
    return [f"{f.code} {f.quote}" for f in audit(read_text(text)).findings if f.severity == "high"]


@pytest.mark.parametrize(
    "text",
    [
        # 合计 at the end of another noun is no row of the table.
        PRODUCTS + "\n销售/管理/研发费用率分别为3.1%/4.4%/7.2%，期间费用率合计14.7%。",
        # Another base than the column's, and the growth of what stands between.
        MONTHS + "\n6月新增14.40GW，环比下降85%，同比下降38%。",
        MONTHS + "\n截至6月底，累计装机11.0亿千瓦，同比增长54.2%；风电5.7亿千瓦，同比增长22.7%。",
        # The rest of a market is no member of a group.
        VENDORS + "\nCorvo was the only member of the group to decline.",
        # A step, and what was printed before a restatement.
        MEMORY + "\nBorea adds more bits in 2027 (6.0bn Gb) than in 2026 (4.1bn Gb).",
        MEMORY + "\nWe raise our 2026 number for Borea by 1.3bn Gb.",
        RESULTS + "\nRevenue as originally reported was £284.6m.",
        # A leg of a comparison, the end of a range, a distance, a statement of its own.
        "Meta将全年指引由660亿—720亿美元收窄至700亿—720亿美元，中值由690亿上移至710亿美元。",
        "Guidance is raised to $1,668 to $1,676 million from $1,650 to $1,662 million, an increase of $16 million at the midpoint.",
        "The order book stood at £163m, £17m above the £146m at 31 March.",
        "Net debt was £52m (31 March 2026: £61m), equal to 0.7 times trailing EBITDA of £74m.",
        "甲品种持平于24.30美元，乙品种微跌1.04%；丙品种站上28美元，年初仅为4.68美元。",
        "甲ETF与乙ETF分别净流入18.7亿元、16.3亿元，两者合计占该类净流入的55.1%。",
        # The whole is not stated; what stands near is another's, of another time, or another share's part.
        "三部影片合计9.8亿元，占总票房的53%。上年同档期为7天，总票房21.04亿元。",
        "数据中心收入512亿美元，同比增长66%，占总营收的90%。公司预计第四季度营收650亿美元。",
        "对甲国进出口4.88万亿元，增长4.9%；对乙国进出口3.37万亿元，下降15.9%，占9.0%。",
        "高端产品收入1105.14亿元，同比增长9.28%；直销渠道收入555.55亿元，占比43.3%。",
        # 每10股 beside a number of shares; a rate of another kind; a list that begins behind another rate.
        "以212,450万股为基数，拟每10股派发现金红利2.36元，合计派发现金红利50,138.20万元。",
        "净息差为1.52%，收窄11个基点；减值贷款比率1.13%，较去年底上升0.08个百分点。",
        "毛利率24.9%，销售、管理、研发费用率分别为3.1%、4.4%、7.2%，费用率合计14.7%。",
        "跌幅前三为甲股（-14.77%）、乙股（-13.20%）、丙股（-12.86%）。",
        "October is 36% of our forecast of NT$690bn for the four, so November and December need to average NT$220.7bn.",
        # Another moment's column named in the sentence before; another window; a third rate between.
        PMI + "\n10月生产较9月回落2.2，较去年10月低2.3。新订单降0.9至48.8。新出口订单45.9，为5月以来最低。",
        INDICES
        + "\nOn Friday alone the Dow added 493 points, or 1.1%, and the Russell 2.8%. For the month to date the Nasdaq is down 6.1%.",
        "The fund returned 3.4% in the quarter against 2.9% for its benchmark, and is up 11.8% for the year, 90 basis points behind.",
        # The unit of a table is no amount.
        "四家公司资本开支一览（十亿美元）。按7.12的汇率，四家单季支出约合人民币8,074亿元。",
        # A basis of its own; a rate it came to; a market wider than the list; a distance in a list of amounts.
        "零售226.1万辆，批发287.0万辆。新能源零售128.3万辆，渗透率56.7%；若按批发口径计，渗透率为56.2%。",
        "PPI同比下降2.1%，降幅比上月收窄0.2个百分点，环比由上月持平转为上涨0.1%。",
        "前十业者合计营收450.9亿美元，季增8.1%。甲厂330.6亿美元，市占71.0%；乙厂31.8亿美元，市占6.8%。注：市占以全行业465.6亿美元为分母。",
        "自营收入1,868.6亿元，占营收的45.0%；经纪收入1,117.8亿元，同比+74.6%；资管收入332.5亿元，同比+2.4%。第三季度单季自营收入745.4亿元。",
        "Sales brought revenue of $273.6m. Cash at 30 September was $146m, $21m above June, after dividends of $18m and debt repayment of $25m.",
        "Of 14 names five rose, Yunfan (+4.9%) most.",
    ],
)
def test_a_figure_of_another_sense_is_silent(text: str) -> None:
    assert high(text) == []


@pytest.mark.parametrize(
    "text",
    [
        PRODUCTS + "\n电源营收同比增长44.0%。",
        PRODUCTS + "\n全部产品营收合计12.70亿元。",
        MONTHS + "\n6月同比下降83%。",
        VENDORS + "\nDelta was the only member of the group to decline.",
        MEMORY + "\nBorea supplies 9.8bn Gb in 2026.",
        RESULTS.replace("+100bp", "+150bp"),
        "Guidance is raised to $1,672 million from $1,656 million, an increase of $26 million.",
        INDICES + "\nFor the week the Dow fell 1.6%.",
        "The fund returned 3.4% in the quarter against 2.9% for its benchmark, 90 basis points ahead.",
        "本周总票房18.4亿元，三部影片合计9.8亿元，占总票房的35%。",
        "净息差为1.52%，较去年底的1.63%收窄21个基点。",
        "其中该类净流入63.5亿元。甲ETF与乙ETF分别净流入18.7亿元、16.3亿元，两者合计占该类净流入的65.1%。",
    ],
)
def test_the_mistake_in_the_same_frame_is_found(text: str) -> None:
    assert high(text)
