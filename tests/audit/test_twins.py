"""Headlines and captions above their text, with the digits of one figure changed about."""

from __future__ import annotations

import pytest

PAIRS = [
    ("Q3 cloud infrastructure spending tops $124 billion\n\n", "Spending on cloud infrastructure services was $124.3 billion worldwide in the third quarter, up 24%.", "$124 billion", "$142 billion"),
    ("海通证券下调晶澄半导目标价至37.5元\n\n", "海通证券将晶澄半导目标价由44.0元下调至37.5元，降幅14.8%。", "至37.5元，", "至35.7元，"),
    ("Luminor Optics: FY27E EPS up 18%\n\n", "Datacom led the quarter.\n\nEstimates. FY27E EPS rises 18% on the faster ramp.", "up 18%", "up 81%"),
    ("远山科技前三季度净利润5.63亿元\n\n", "远山科技发布三季报，前三季度实现净利润5.63亿元，毛利率稳定。", "净利润5.63亿元\n", "净利润5.36亿元\n"),
    ("Harrow Mining lifts copper guidance to 412,000 tonnes\n\n", "Harrow Mining raised its copper guidance to 412,000 tonnes from 395,000 tonnes.", "412,000 tonnes\n", "421,000 tonnes\n"),
    ("蓝海物流10月件量12.84亿件\n\n", "蓝海物流公告，10月完成件量12.84亿件，单票收入2.05元。", "件量12.84亿件\n", "件量12.48亿件\n"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "right", "wrong"), PAIRS)
def test_swapped_digits_of_a_headline_are_found(check, head, body, right, wrong):
    text = head + body + "\n"
    assert right in text
    assert [f.message for f in check(text).findings if f.severity == "high"] == []
    told = check(text.replace(right, wrong, 1))
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("head", "body"),
    [
        # another measure, another period, another basis, a base, a figure of its own
        ("Cloud revenue up 13%\n\n", "Cloud AI revenue rose 31% on new contracts."),
        ("净利润同比增长13.6%\n\n", "上年同期净利润同比增长16.3%，主要受益于降本。"),
        ("Harrow Mining sales up 24%\n\n", "On a like-for-like basis Harrow Mining sales were up 42%."),
        (
            "Target price raised to $125\n\n",
            "We raise the target price from $152 for the split-adjusted shares.",
        ),
        ("Q3 revenue of $1.36 billion\n\n", "Q4 revenue is now seen at $1.63 billion."),
        ("毛利率提升至24.3%\n\n", "毛利率为24.3%，净利率为23.4%。"),
    ],
)
def test_two_figures_are_left_alone(check, head, body):
    assert [f.message for f in check(head + body + "\n").findings if f.severity == "high"] == []
