"""A relation that one slip of the pen keeps from holding: found by how unlikely the near agreement is."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report

PAIRS = [
    # neighbouring digits of a part, of the whole, of a difference
    (
        "Railways moved 512,904 carloads and containers in the week. Carloads were {}, containers 281,688.",
        "231,216",
        "213,216",
    ),
    ("期末在营车辆共{}辆，其中自有6718辆、租赁2924辆。", "9642", "9462"),
    ("The backlog was revised from 231,400 to {} units, by 1,350, after a recount.", "232,750", "223,750"),
    # a power of ten in a product
    ("The 24.35 billion shares, at $182.14 each, are worth {}.", "$4.435 trillion", "$4.435 billion"),
    # points between two rates
    ("净息差由上年的1.87%收窄至{}，回落0.32个百分点。", "1.55%", "15.5%"),
]


def findings(text: str) -> list[str]:
    """What is found, the rules on structure left out: a sentence is no report."""
    report = Report(text, blocks=(Block("paragraph", 0, len(text)),))
    return [f.code for f in audit(report).findings if not f.code.startswith(("TIE4", "TIE6"))]


@pytest.mark.parametrize(("text", "right", "wrong"), PAIRS)
def test_a_slip_that_breaks_a_relation_is_found(text, right, wrong):
    assert findings(text.format(right)) == []
    assert findings(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        # the figure that would fit is printed elsewhere: the relation is about that one
        "完整模型得分78.6%。去除检索模块后为75.2%，下降3.4个百分点；去除重排后为76.8%，下降1.8个百分点。",
        # few digits agree by accident
        "The fund bought 21 offices, sold 12 and let 35 in all.",
        # dividends per ten shares are no price of one
        "以总股本12.56亿股为基数，每10股派发现金红利23.957元，共计派发30.09亿元。",
        # other things counted in one unit
        "The mill shipped 48,217 tonnes, the mine 39,045 tonnes and the port 61,888 tonnes.",
    ],
)
def test_what_agrees_by_accident_is_left_alone(text):
    assert findings(text) == []


def test_the_message_names_the_slip_and_the_relation():
    text = PAIRS[1][0].format("9462")
    result = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    assert any("9642" in f.message for f in result.findings)
