"""Shares whose siblings give their whole, and growth of wholes held against that of their parts."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report

SHARES = [
    # the whole is printed nowhere
    ("2025年第三季度，甲厂营收302.4亿美元，市场份额70.2%。乙厂营收31.6亿美元，市占率7.3%。丙厂营收22.1亿美元，市占率{}。丁厂营收19.0亿美元，市场份额4.4%。", "5.1%", "1.5%"),
    ("第三季全球筆電出貨，甲1,600萬台，市占率23.5%；乙1,350萬台，市占率19.8%；丙1,030萬台，市占率{}；丁720萬台，市占率10.6%。", "15.1%", "11.5%"),
    ("成交金額前三名：半導體類1兆3,513.72億元，占全體上市股票39.45%。零組件類5,876.81億元，占17.16%。光電類{}億元，占10.36%。電腦類1,255.30億元，占3.66%。", "3,549.12", "3,945.12"),
    ("分产品看，A款交付3.12万辆，占比25.1%；B款交付6.47万辆，占比52.1%；C款交付1.61万辆，占比{}；D款交付1.22万辆，占比9.8%。", "13.0%", "31.0%"),
    ("Alpha shipped 16.0 million units, a market share of 23.5%. Bravo shipped 13.5 million units, a market share of 19.8%. Corda shipped 10.3 million units, a market share of {}. Delta shipped 7.20 million units, a market share of 10.6%.", "15.1%", "51.1%"),
    ("华东实现收入128.4亿元，占主营收入的41.2%；华南实现收入76.3亿元，占主营收入的24.5%；华北实现收入{}亿元，占主营收入的16.9%；西部实现收入29.0亿元，占主营收入的9.3%。", "52.7", "57.2"),
]  # fmt: skip

GROWTH = [
    ("4月份，进出口总值38391亿元，同比增长{}。其中，出口22645亿元，增长9.3%；进口15745亿元，增长0.8%。", "5.6%", "6.5%"),
    ("1至4月进出口2236亿元，同比下降3.1%。其中出口306亿元，同比下降2.7%；进口1930亿元，同比下降3.1%；逆差1624亿元，同比收窄3.2%。前4个月累计进出口8901亿元，同比增长1%。其中出口1190亿元，同比下降3.1%；进口7711亿元，同比增长1.7%；贸易逆差6521亿元，同比增长{}。", "2.6%", "15.6%"),
    ("上半年集团收入184.6亿元，同比增长{}。其中线上收入102.3亿元，同比增长21.4%；线下收入82.3亿元，同比增长3.2%。", "12.6%", "21.6%"),
    ("全行业完成货邮运输量149.4万吨，同比{}7.5%。其中，国内航线完成92.5万吨，同比下降2.0%；国际航线完成57.0万吨，同比下降15.2%。", "下降", "增长"),
    ("前九個月合併營收1,284.7億元，年增{}。其中伺服器營收803.2億元，年增42.6%；筆電營收481.5億元，年減3.4%。", "20.9%", "29.0%"),
]  # fmt: skip


def codes(text: str) -> list[str]:
    """What is found in one paragraph, the rules on structure left out."""
    found = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),))).findings
    return [f.code for f in found if not f.code.startswith(("TIE4", "TIE6", "TIE9"))]


@pytest.mark.parametrize(("text", "right", "wrong"), SHARES + GROWTH)
def test_twins(text: str, right: str, wrong: str) -> None:
    assert codes(text.format(right)) == []
    assert codes(text.format(wrong)) != []


def test_what_the_parts_fix_is_confirmed() -> None:
    text = GROWTH[0][0].format("5.6%")
    result = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    tied = [n.quote for n in result.numbers if n.verdict.startswith("supported")]
    assert {"5.6%", "9.3%", "0.8%"} <= set(tied)


@pytest.mark.parametrize(
    "text",
    [
        # at constant prices the levels are no guide
        "社会零售总额38391亿元，扣除价格因素实际增长3.2%。其中城镇22645亿元，增长9.3%；乡村15745亿元，增长0.8%。",
        # the figures of the year before are revised a little: what is left of two moves by much
        "社会消费品零售总额251.12亿元，同比增长7.3%。商品零售210.05亿元，增长6.1%；餐饮收入41.07亿元，增长15.8%。",
        # of another market: the siblings are all of the world
        "全球看，甲1600万台，份额23.5%；乙1350万台，份额19.8%；丙1030万台，份额15.1%。中国市场，丁820万台，份额21.0%。",
        # no figure one slip away
        "甲1600万台，份额23.5%；乙1350万台，份额19.8%；丙1030万台，份额15.1%；丁720万台，份额36.8%。",
    ],
)
def test_other_bases_are_left_alone(text: str) -> None:
    assert codes(text) == []
