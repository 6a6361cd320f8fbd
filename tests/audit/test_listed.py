"""Places of names that a sentence lists with their figures: right and wrong twins in both languages."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report

TWINS = [
    ("分厂商看，青山11.8万亿、Beacon 9.6万亿、Corvid 6.7万亿、北岭5.9万亿，Corvid位列第{}。", "三", "二"),
    ("软件、硬件、服务三个板块分别变动-1.22%、-2.41%、-1.75%，{}跌幅居首。", "硬件", "服务"),
    ("甲视频、乙视频、丙视频市占率依次为32.5%、30.4%、24.6%，{}居首。", "甲视频", "乙视频"),
    ("手机、办公、家电零售额分别为+23.2%、+13.5%、-14.6%，{}增速最快。", "手机", "办公"),
    ("电子净流出最多，为96.2亿元，计算机次之，为88.5亿元，军工以74.1亿元列第{}。", "三", "二"),
    ("蓝云收入同比增长40%；谷地云同比增长36%，飞云增长20%。按增速，三家由快到慢依次为{}。", "蓝云、谷地云、飞云", "谷地云、蓝云、飞云"),
    ("旭山、新岭毛利率分别为42.8%、46.9%，{}高出4.1个百分点。", "新岭", "旭山"),
    ("法律领域得分最高（{}），医疗领域最低（72.4%）。", "83.1%", "71.3%"),
    ("Members: Norland added 0.6m, Sudland 1.5m, Estmark 0.4m and Westoria 1.6m, {} being the largest contributor.", "Westoria", "Sudland"),
    ("Best performers: Ames Travel (+6.2%), Bolt Games (+4.9%) and Cole ({}).", "+3.1%", "+5.1%"),
    ("Sales were $4.1bn at Ames and $5.2bn at Bolt. {} remains the larger.", "Bolt", "Ames"),
]  # fmt: skip


def codes(text: str) -> list[str]:
    """What is found, the rules on structure left out: a sentence is no report."""
    report = Report(text, blocks=(Block("paragraph", 0, len(text)),))
    return [f.code for f in audit(report).findings if not f.code.startswith(("TIE4", "TIE6"))]


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS)
def test_twins(text, right, wrong):
    assert codes(text.format(right)) == []
    assert codes(text.format(wrong)) == ["TIE208"]


@pytest.mark.parametrize(
    "text",
    [
        # another measure than the list's
        "收入方面，甲公司12.3亿元、乙公司9.8亿元、丙公司7.1亿元，丙公司增速最快。",
        "Revenue was $4.1bn at Ames, $5.2bn at Bolt and $3.3bn at Cole; Cole had the highest margin.",
        # each superlative of a measure of its own
        "收入最高的是华东，为12.3亿元，毛利率最高的是华南，为31.2%，费用最低的华北为3.4亿元。",
        # the largest fall is larger than the largest rise
        "本周涨幅最大的为甲公司（12.3%），跌幅最大的为乙公司（-15.1%）。",
        # a superlative over time, not over the list
        "The yield was 4.1% in Norland, 3.9% in Sudland and 2.2% in Estmark, the highest since 2011.",
    ],
)
def test_what_is_no_place_in_the_list_is_left_alone(text):
    assert codes(text) == []


def test_the_finding_names_who_is_ahead():
    text = TWINS[2][0].format("乙视频")
    result = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    assert any("甲视频 32.5%" in f.message for f in result.findings)
