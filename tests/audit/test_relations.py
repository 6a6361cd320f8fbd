"""How figures stand to each other in words: right and wrong twins in both languages."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report

TWINS = [
    # a word that stands alone between two figures of one thing
    ("首尾子行业差距达7.14个百分点，较上周的5.22个百分点{}。", "扩大", "收窄", "TIE208"),
    ("该站访问量532.4百万次，是次席的2.6倍，上月为3.1倍，领先优势{}。", "缩小", "扩大", "TIE208"),
    ("本周基金净流入127.4亿元，上周为净流入214.0亿元，流入规模{}。", "收窄", "扩大", "TIE208"),
    ("某卡上周报1.28美元，本周{}，较上周略升。", "报1.31美元", "报1.28美元", "TIE208"),
    # and one with points of its own, whose base stands beside or behind it
    ("2月份，消费价格同比上涨0.9%。受春节错月影响，2月同比涨幅比1月的0.5%{}0.4个百分点。", "扩大", "收窄", "TIE202"),
    ("三线城市环比下降0.6%，降幅比上月{}0.1个百分点，上月为0.5%。", "扩大", "收窄", "TIE202"),
    ("净息差1.44%，经调整后净息差为1.56%，较去年同期的1.63%收窄7个{}。", "基点", "百分点", "TIE202"),
    ("扣非净利润-0.96亿元，上年同期-0.90亿元，亏损{}6.7%。", "扩大", "收窄", "TIE201"),
    # parentheses that are a minus
    ("Operating margin was (4.5)%, an improvement of {} basis points from (8.1)%.", "360", "36", "TIE202"),
    # places in a range
    ("The shares were priced at HK$42.00, the {} of a HK$36.00-to-42.00 range.", "top", "bottom", "TIE208"),
    ("最终发售价为18.60港元（发售价范围为16.80港元至18.60港元，即以{}定价）。", "上限", "下限", "TIE208"),
    ("Management guides to revenue of EUR455m to EUR470m, which at the mid-point of {} implies growth.", "EUR462.5m", "EUR467.5m", "TIE206"),
    ("该公司由660亿—720亿美元收窄至700亿—720亿美元，中值由690亿上移至{}亿美元。", "710", "720", "TIE206"),
    ("The multiple de-rated to 16.8x from 17.5x and stands between its average of 15.9x and the high of {}.", "19.4x", "14.9x", "TIE208"),
    ("Pricing is up 13–18% q/q, having been 10–15% in September; both ends of the range move up by {} points.", "three", "five", "TIE202"),
    ("毛利率{}，高于指引区间38%—40%。", "41.4%", "39.4%", "TIE208"),
    # who is ahead
    ("The portfolio's price-to-book of 1.6x compares with 2.1x for the benchmark, a {} of 24%.", "discount", "premium", "TIE201"),
    ("The shares trade on 12.3x, a 24% {} to the sector's 16.2x.", "discount", "premium", "TIE201"),
    ("The fund rose 14.1% for the year, against 15.3% for the index, 1.2 points {}.", "behind", "ahead", "TIE208"),
    ("The Fund returned 5.4% in the quarter and 14.1% for the year. The index returned 4.9% and 15.3% over the same periods; we are thus half a point ahead for the quarter and 1.2 points {} for the year.", "behind", "ahead", "TIE208"),
    ("Equipment rose 6.8% in April, {} the PHLX index by 4.2 percentage points. The PHLX index rose 11.0%.", "lagging", "beating", "TIE208"),
    ("恒生指数升幅1.70%；恒生科技指数升3.73%，恒生科技指数{}恒指2.03个百分点。", "跑赢", "跑输", "TIE208"),
    ("某传媒指数全周跌1.95%，沪深300跌1.08%，{}0.87个百分点。", "跑输", "跑赢", "TIE208"),
    ("The router raises average accuracy from 61.4 to 63.2, an absolute gain of {} points.", "1.8", "2.9", "TIE202"),
    # points said as percent
    ("It is down 4.3% this year while the basket is up 18.4%, a gap of 22.7 {}.", "percentage points", "per cent", "TIE202"),
    ("甲以20.8%份额居首，乙以18.7%紧随，两者相差2.1{}。", "个百分点", "%", "TIE202"),
    # the rival stands in a bracket behind, or was told before
    ("上周申万某指数下跌1.86%，跑输沪深300指数{}个百分点（沪深300上涨0.67%），列第27位。", "2.53", "1.19", "TIE202"),
    ("本周沪深300指数下跌3.77%，创业板指下跌6.15%。某指数下跌1.28%，跑赢沪深300指数{}个百分点。", "2.49", "5.05", "TIE202"),
    ("上证指数、深证成指、创业板指涨跌幅分别为+0.52%、-0.18%、-0.75%；某传媒板块+2.31%，{}上证指数1.79个百分点。", "跑赢", "跑输", "TIE208"),
    # what is below zero grows and shrinks in size
    ("经营现金流净额-2.07亿元，去年同期-3.14亿元，净流出同比减少{}亿元。", "1.07", "5.21", "TIE202"),
    ("Loss for the period {} by 51.8% to RMB68.4 million from RMB141.9 million.", "narrowed", "widened", "TIE201"),
    # better and worse as the measure wants them
    ("成本对收入比率22.1%，较去年同期的23.0%{}0.9个百分点。", "改善", "恶化", "TIE208"),
    # a sign is a direction; the base stands in a bracket behind the change
    ("3Q25甲公司营收102.16亿元，环比+25.9%（2Q25为81.15亿元）；乙公司60.68亿元，环比{}4.96%（2Q25为63.85亿元）。", "-", "+", "TIE201"),
    ("公司2025年10月營收約3674億7,300萬元，較去年同期{}16.9%（去年10月為3142億4,000萬元）。", "增加", "減少", "TIE201"),
    ("毛利率为61.0%（2024年：60.5%），上升0.5{}。", "个百分点", "%", "TIE202"),
    ("The net interest margin of 3.04 per cent, up {} (nine months to 30 September 2024: 2.94 per cent).", "10 basis points", "0.10 per cent", "TIE202"),
    ("Core CPI rose by {}, up from September's 3.1%.", "3.2%", "3.1%", "TIE208"),
    # marks with a name, runs, the day before
    ("大型企业PMI为49.8%，下降0.5个百分点；中型企业PMI为49.3%，上月为48.8%；小型企业PMI为46.7%。三类企业PMI均{}临界点。", "低于", "高于", "TIE208"),
    ("减持后持有2,832.80万股，占{}。本次减持后，甲公司不再是公司持股5%以上股东。", "4.58%", "7.08%", "TIE208"),
    ("10月末储备规模为33433亿美元，已连续三个月{}：7月末至9月末依次为32922亿、33222亿和33387亿美元。", "上升", "下降", "TIE208"),
    ("台股週{}（21日）重挫991.42點，收26,434.94點；成交值6,558.39億元，較週四的5,212.70億元放大25.8%。", "五", "四", "TIE208"),
    ("The indexes fell on Tuesday. The yield slipped two basis points to 4.11%, from 4.13% late on {}.", "Monday", "Tuesday", "TIE208"),
    ("Norport, Thursday 5 November 2026 - The index ended lower. Turnover rose to $268.4 billion from {}'s $241.9 billion.", "Wednesday", "Thursday", "TIE208"),
]  # fmt: skip


def codes(text: str) -> list[str]:
    """What is found, the rules on structure left out: a sentence is no report."""
    report = Report(text, blocks=(Block("paragraph", 0, len(text)),))
    return [f.code for f in audit(report).findings if not f.code.startswith(("TIE4", "TIE6"))]


@pytest.mark.parametrize(("text", "right", "wrong", "code"), TWINS)
def test_twins(text, right, wrong, code):
    assert codes(text.format(right)) == []
    assert codes(text.format(wrong)) == [code]


@pytest.mark.parametrize(
    "text",
    [
        # another thing is said to move than the two figures measure
        "本周净流入127.4亿元，上周为净流入214.0亿元，两市成交额扩大。",
        # of two losses the smaller is the better one
        "净利润-0.74亿元，上年同期-0.92亿元，同比减亏19.6%。",
        # an offer in cash and shares: the premium is that of both
        "Holders receive $11.50 in cash and 0.5 share, a 31% premium to the undisturbed price of $18.20.",
        # near the end of a range, not at it
        "The shares were priced at HK$41.00, near the top of a HK$36.00-to-42.00 range.",
        # the low of the day itself
        "Stocks fell on Tuesday but the index closed 1.2% above Tuesday's low, and from 4.13% on Tuesday last week.",
        # a lead that the two rates beside it do not give
        "某指数全周跌1.95%，沪深300跌1.08%，年初至今跑赢5.31个百分点。",
    ],
)
def test_what_says_nothing_of_the_two_figures_is_left_alone(text):
    assert codes(text) == []
