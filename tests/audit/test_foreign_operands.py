"""Figures that stand beside a claim and are not its operands: the right text is silent, the slip is told.

A twin is a sentence with ``[[right|slipped]]`` in it.
"""

from __future__ import annotations

import re

import pytest

from tieout.audit import audit
from tieout.model.report import Block, Report

SLOT = re.compile(r"\[\[(?P<right>.*?)\|(?P<wrong>.*?)\]\]")
TWINS = [
    # A count of a count, and a share of the money: two statements joined by and.
    "Ten deals closed in the quarter. Spain had three of the ten and 41.2% of the proceeds; eight lenders bid, and five of the eight, [[62.5%|52.6%]], won.",
    # A base that is named and not printed.
    "Working gas rose by 14 billion cubic feet to 3,812 billion from 3,798 billion, roughly 6% above the five-year mean; coal use rose to 210 tonnes from 200 tonnes, [[5%|9%]] more.",
    # What divides shares divides no money of the next sentence.
    "9月末全市贷款余额为88.4万亿元。其中，企业贷款余额为51.2万亿元，住户贷款余额为30.1万亿元。从构成看，企业贷款占同期贷款余额的[[57.9%|75.9%]]。存款余额61.3万亿元，现金类余额18.9万亿元，活期余额8.1万亿元。",
    # Redemptions of three weeks add up, whatever they are called.
    "The funds lost $2.14bn to redemptions last week, the third week of withdrawals after $410m and $955m, taking the three-week total to [[$3.51bn|$3.15bn]].",
    # A level and what was taken from it are no two outflows.
    "主品牌店舖共6,410間,期內淨減少30間,期初[[6,440|6,380]]間。",
    # The month in brackets is the base, not the month the daily figure is of.
    "11月货运量环比10月（412.6万吨）增长2.0%；日均14.03万吨，10月为13.31万吨。该港10月完成集装箱[[310万箱|301万箱]]，日均10.0万箱。",
    # A fee of a month paid twelve times over is no sum of a month's and a year's.
    "会员月付45元，年付468元，按月付12个月合计540元。7月至9月充值分别为12亿元、13亿元、15亿元，三个月合计[[40亿元|44亿元]]。",
    # A share behind its part is of a whole that need not be printed.
    "對歐洲出口318.6億元,占總出口47.2%;對日本出口150.4億元。全年進口[[共520.3億元|共502.3億元]],其中機械310.1億元、化工210.2億元。",
    # Two parts with their shares have one whole, printed or not.
    "其中首次发行2,130.00万份,占71.00%;预留870.00万份,占29.00%。本次发行3,000.00万份,预留870.00万份占本次发行的[[29.00%|92.00%]]。",
    # A net amount is no part of its own: it is bought less sold.
    "该股成交额52.40亿元，买入合计11.85亿元、卖出合计6.61亿元，净买入占总成交额的10.0%，卖出占总成交额的[[12.6%|16.2%]]。",
    # What is left without something is not what the next list divides.
    "除粮食以外的零售额31250亿元,增长4.1%。按所在地分,城镇零售额29620亿元;乡村零售额5270亿元。10月出口1,820亿元,进口1,240亿元,进出口合计[[3,060亿元|3,600亿元]]。",
]


def said(text: str) -> list[str]:
    """The messages of everything the audit holds against a paragraph."""
    report = Report(text, blocks=(Block("paragraph", 0, len(text)),))
    found = audit(report)
    return [f.message for f in found.findings if f.severity in ("high", "medium")]


@pytest.mark.parametrize("twin", TWINS)
def test_right_is_silent_and_slip_is_told(twin: str) -> None:
    right, wrong = (SLOT.sub(lambda m, k=k: m.group(k), twin) for k in ("right", "wrong"))
    assert said(right) == []
    assert said(wrong)
