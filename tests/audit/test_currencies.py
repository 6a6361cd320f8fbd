"""Amounts in two currencies: at the rate beside them, divided where they should be multiplied, and totals in another one."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TWINS = [
    ("3Q25四家合计资本开支1,134亿美元，同比增长75%。按7.12的汇率，四家单季支出约合人民币{}亿元。", "8,074", "159"),
    ("Harcastle will fund it with a 600 million pound placing and new debt; at $1.31 to the pound the placing raises about ${} million.", "786", "458"),
    ("本轮融资金额为2.80亿美元。按1美元兑7.05元计，约{}亿元人民币，为年内最大一笔。", "19.74", "0.40"),
    ("The round brought in €85m. At $1.16 to the euro, the proceeds come to {}.", "$98.6m", "$73.3m"),
    ("首期付款为人民币5.68億元，按1港元兌人民幣0.91元計算，相當於{}。", "6.24億港元", "5.17億港元"),
    ("Total consideration is A$1,250m, or US${}m at an exchange rate of 0.65.", "812.5", "1,923"),
    ("按报告期末汇率7.10元/美元折算，公司海外存货1.52亿美元合人民币{}亿元。", "10.79", "0.21"),
    ("公司海外收入为3.62亿欧元，以1欧元兑8.20元人民币折算为{}。", "29.68亿元", "2.968亿元"),
    ("存货方面，甲为109.02亿元、乙为66.09亿元，合计{}。", "175.11亿元", "175.11亿美元"),
    ("两家公司上半年海外收入分别为12.40亿美元和8.75亿美元，合计{}，占总收入的六成。", "21.15亿美元", "21.15亿元"),
    ("Orders at the two yards came to $1,240m and $875m, {} in all.", "$2,115m", "€2,115m"),
]  # fmt: skip


def _alarms(text: str) -> list[str]:
    return [f.message for f in audit(read_text(text), language="en").findings if f.severity == "high"]


@pytest.mark.parametrize(("frame", "right", "wrong"), TWINS)
def test_a_conversion_the_wrong_way(frame: str, right: str, wrong: str) -> None:
    assert _alarms(frame.format(right)) == []
    assert _alarms(frame.format(wrong)) != []


@pytest.mark.parametrize(
    "text",
    [
        "人民币融资14.8亿元，美元融资2,800万美元，按1美元兑7.05元计，两者合计16.8亿元。",
        "按1美元兑7.05元计，公司年内完成两笔收购，另有一笔3.20亿元的国内项目；海外项目为1.10亿美元。",
        "拟募资不超过20.00亿港元（按汇率0.92折算约21.74亿元人民币）。",  # it may be either way round
        "At $1.31 to the pound the group owes $458 million to its banks, and 600 million pounds to its bondholders.",
        "A公司收入12.40亿美元，B公司收入8.75亿美元，合计毛利21.20亿元。",
    ],
)
def test_other_amounts_beside_a_rate_are_left_alone(text: str) -> None:
    assert _alarms(text) == []
