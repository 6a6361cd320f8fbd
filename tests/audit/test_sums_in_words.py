"""Shares, sums and leads whose operands the words name: right and wrong twins in both languages."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report

TWINS = [
    # a whole another passage tells by its name
    ("某集团公布第三季业绩，总收入1,842.6亿元，同比增长12%。\n分部方面，平台服务收入921.3亿元，同比增长9%，占总收入{}，其中广告收入310亿元。", "50%", "57%"),
    ("Total revenue was $508.2 million, up 11% from $457.8 million in the prior-year quarter.\n• Subscription revenue was $463.5 million, {} of total revenue, up 13%.", "91%", "96%"),
    ("Net sales of $1,120.4 million rose 4%.\n• Adjusted EBITDA of $212.9 million, or {} of net sales", "19.0%", "21.9%"),
    ("2026年9月零售業總銷貨價值的臨時估計為298億元，較上年同月上升4.1%。\n在2026年9月的零售業總銷貨價值中，網上銷售佔{}，其臨時估計為25億元。", "8.4%", "5.4%"),
    # a whole told last
    ("Stocks fell to 120,400 tonnes from 124,300, and cancelled warrants rose to 37,300 tonnes, or {} of the total.", "31.0%", "13.0%"),
    ("Backlog rose to $6.4bn from $5.9bn at the end of June, and the part due within a year to $3.5bn, {} of it.", "55%", "46%"),
    ("Isomer raised $120 million in a Series B. Existing holders took $48 million of the round, {}, and new ones the rest.", "40%", "60%"),
    # the two sides of a division
    ("10月全港住宅買賣登記錄得5,218宗。當中一手住宅1,605宗，二手住宅3,613宗，一手佔比{}。", "30.8%", "44.4%"),
    ("上半年新增装机集中式92.6GW、分布式108.4GW，分布式占{}。", "54%", "46%"),
    ("纳入3家医院1,284例受检者，男702例，女{}例。", "582", "528"),
    ("Employment increased by 42,200 to 14,786,500. Full-time employment rose by 55,300 and part-time employment decreased by {}.", "13,100", "31,100"),
    # how many of a list went one way
    ("分渠道：电梯屏+21.4%、电梯海报+12.7%、影院-8.9%、电视-1.3%、广播-9.6%、户外+2.2%、报纸-31.5%，七个渠道中{}个录得增长。", "三", "四"),
    ("Sales rose in the Americas (24.8%), China (18.5%) and Europe (8.3%) but fell in Japan (-10.0%); {} of the four regions grew.", "three", "two"),
    # one phrase words the arithmetic out
    ("配售價每股5.88港元較：(i)股份於最後交易日之收市價每股6.50港元折讓約9.5%；及(ii)平均收市價每股6.69港元折讓約{}。", "12.1%", "10.8%"),
    ("The parties agreed on shares at $4.40 per Placing Share. The Placing Price represents a discount of approximately {} to the closing price of $5.00.", "12.0%", "21.0%"),
    ("平均响应时延由2.40 s缩短至1.56 s，降低{}。", "35%", "54%"),
    ("联合组中位生存期25.1个月，单药组17.6个月，延长{}个月。", "7.5", "6.5"),
    ("Financing activities used $61.9 million, which was $75.0 million of share repurchases less {} of proceeds from stock plans.", "$13.1 million", "$31.1 million"),
    ("Private employers shed 32,000 jobs after a gain of {} in October that was revised up from 42,000 by 5,000.", "47,000", "74,000"),
    ("The module settled at $365, against $320 in September, up {}, and has risen in each of the past months.", "14%", "41%"),
    ("Operating earnings were 4.12 billion crowns; the mean forecast of 11 analysts was 4.35 billion, a miss of {}.", "5.3%", "10.4%"),
    # leads in points over who is named, and gaps between two
    ("报告期内，本基金A类份额净值增长率为7.84%，同期业绩比较基准收益率为5.31%，超越基准{}个百分点。", "2.53", "2.35"),
    ("上周计算机指数下跌1.86%，跑输沪深300指数{}个百分点（沪深300上涨0.67%）。年初至今，计算机指数上涨4.12%，沪深300上涨2.95%。", "2.53", "1.19"),
    ("The Fund fell 0.8% in October while its benchmark rose 0.4%, a shortfall of {} percentage points.", "1.2", "0.4"),
    ("广义货币余额335.1万亿元，同比增长8.2%；狭义货币余额112.0万亿元，增长6.3%，两者增速剪刀差为{}个百分点。", "1.9", "2.9"),
    ("四个领域中，法律领域得分最高（83.1%），医疗领域最低（72.4%），极差{}个百分点。", "10.7", "11.7"),
    ("The trust rose 2.4% in the quarter while its index gained 3.9%, leaving it {} percentage points behind.", "1.5", "2.5"),
]  # fmt: skip


def codes(text: str) -> list[str]:
    """What is found in the lines as paragraphs, the rules on structure left out."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    report = Report(text, blocks=tuple(blocks))
    return [f.code for f in audit(report).findings if not f.code.startswith(("TIE4", "TIE6"))]


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS)
def test_twins(text, right, wrong):
    assert codes(text.format(right)) == []
    assert set(codes(text.format(wrong))) & {"TIE201", "TIE202", "TIE203", "TIE204", "TIE205"}


@pytest.mark.parametrize(
    "text",
    [
        # the whole of another moment, and one that is told with two figures
        "前三季度总收入1,842.6亿元。\n第二季度平台服务收入321.3亿元，占总收入52%。",
        "Total revenue was $508.2 million.\nTotal revenue in the half was $960.0 million.\n• Licence revenue was $96.0 million, 10% of total revenue.",
        # of the deal told before the last one
        "Auralis sold 32 million shares. It is worth $6.02 billion on 215 million shares. The banks have an option on 4.8 million more, 15% of the deal.",
        # two sides of a total told before another one
        "社会消费品零售总额46,291亿元。其中，除汽车以外的消费品零售额41,691亿元。按经营地分，城镇40,021亿元，乡村6,270亿元。",
        # the part-time figure is that of another total than the last one told
        "Employment increased by 42,200 and the number of unemployed fell by 15,900. Full-time employment rose by 55,300 and part-time employment decreased by 13,100.",
        # two of three parts
        "装机合计300GW，其中集中式99GW、分布式112GW，其余为风电。",
        # last month's lead
        "基金上涨3.2%，基准上涨1.1%，上月差距为1.4个百分点。",
    ],
)
def test_what_is_of_another_whole_is_left_alone(text):
    assert codes(text) == []
