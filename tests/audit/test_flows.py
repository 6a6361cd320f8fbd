"""Quarters, halves and years of one measure: right and wrong twins, and what must be left alone."""

from __future__ import annotations

import pytest

from tieout.audit import Audit, audit
from tieout.read import read_text

PAIRS = [
    (
        "公司上半年实现营业收入200.4亿元，同比+31.7%。其中Q2实现营业收入110.2亿元，同比+40.1%，环比+{}%。",
        "22.2",
        "32.2",
        "TIE201",
    ),
    (
        "2024年前三季度实现营收{}亿元；其中第三季度营收14.1亿元，上半年营收27.1亿元。",
        "41.2",
        "42.1",
        "TIE203",
    ),
    (
        "全年净利润{}亿元。其中，四季度净利润2.5亿元，环比下降3.8%；三季度净利润2.6亿元；上半年净利润4.9亿元。",
        "10.0",
        "11.0",
        "TIE203",
    ),
    (
        "Revenue for the first half was $220.0 million, up {}% year over year. First-quarter revenue was $100.0 "
        "million, up 10.0% year over year, and second-quarter revenue was $120.0 million, up 19.5% year over year.",
        "15.0",
        "18.0",
        "TIE201",
    ),
]


def run(text: str) -> Audit:
    return audit(read_text(text))


@pytest.mark.parametrize(("frame", "right", "wrong", "code"), PAIRS)
def test_the_other_spans_give_it(frame: str, right: str, wrong: str, code: str) -> None:
    assert not [f for f in run(frame.format(right)).findings if f.severity == "high"]
    assert [f.code for f in run(frame.format(wrong)).findings if f.severity == "high"] == [code]


def test_a_right_figure_is_confirmed_with_its_operands() -> None:
    frame, right, *_ = PAIRS[0]
    [claim] = [c for c in run(frame.format(right)).claims if c.quote.endswith("环比+22.2%")]
    assert claim.verdict == "supported"
    assert [e.inputs[0].note for e in claim.evidence if e.kind == "formula"] == ["110.2亿元"]


@pytest.mark.parametrize(
    "text",
    [
        "上半年扣非净利润3.1亿元。其中Q2净利润2.2亿元，环比增长10.0%。",  # another measure
        "上半年毛利率31.2%，其中Q2毛利率32.0%，环比提升5.0%。",  # a rate is no flow
        "上半年收入200亿元。去年二季度收入90亿元，环比增长20.0%。",  # another year
        "预计上半年收入200亿元，其中Q2收入110亿元，环比增长40.0%。",  # a forecast
        "追溯调整后，上半年收入200亿元，其中Q2收入110亿元，环比增长40.0%。",  # restated
        "上半年末用户2.0亿户，其中二季度用户1.1亿户，环比增长40.0%。",  # a stock of users
        "前三季度收入约41亿元，其中三季度收入14.1亿元，上半年收入25亿元。",  # about
        "公司上半年收入20亿元；其中云业务二季度收入6亿元，环比增长50.0%。",  # a part of the company
    ],
)
def test_left_alone(text: str) -> None:
    assert not [f for f in run(text).findings if f.severity == "high"]
