"""Superlatives with their figure, the only one of a kind, and shares: right and wrong twins over one table."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

CHIPS = """
图表1：租赁价格跟踪（元/卡时）
| 芯片 | 本周 | 上周 | 周环比 | 空置率 |
|---|---|---|---|---|
| 青云A1 | 7.40 | 7.40 | 0.00% | 31.2% |
| 白鹿B2 | 9.80 | 9.60 | 2.08% | 28.4% |
| 赤岩C3 | 4.55 | 4.65 | -2.15% | 40.1% |
| 蓝湖D4 | 1.92 | 1.95 | -1.54% | 38.8% |

"""
SHARES = """
Table 1. Revenue by type ($ billion)
Type	2025	2024	Growth	Share 2025
Basic servers	40.6	29.4	38.1%	36.1%
Fast servers	58.7	39.4	49.0%	52.2%
Other servers	13.1	1.2	991.7%	11.7%

"""
PAIRS = [
    (CHIPS, "空置率最低的是白鹿B2，为28.4%；最高的是{}，为40.1%。", "赤岩C3", "蓝湖D4", "TIE107"),
    (CHIPS, "{}周环比下跌2.15%，跌幅最大。", "赤岩C3", "蓝湖D4", "TIE1"),
    (CHIPS, "白鹿B2是唯一{}的芯片，环比上涨2.08%。", "上涨", "下跌", "TIE107"),
    (CHIPS, "赤岩C3 and {} were the only two chips to fall.", "蓝湖D4", "白鹿B2", "TIE107"),
    (SHARES, "Fast servers, with $58.7 billion, accounted for {} of revenue.", "52.2%", "49.0%", "TIE101"),
    (SHARES, "Fast servers grew {} and made up more than half of the market.", "49.0%", "52.2%", "TIE101"),
]


@pytest.mark.parametrize(("table", "frame", "right", "wrong", "code"), PAIRS)
def test_twins(table: str, frame: str, right: str, wrong: str, code: str) -> None:
    assert not [f for f in audit(read_text(table + frame.format(right))).findings if f.severity == "high"]
    found = [f.code for f in audit(read_text(table + frame.format(wrong))).findings if f.severity == "high"]
    assert found and all(c.startswith(code) for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "跌价的芯片中，空置率最高的是蓝湖D4以外的赤岩C3，为40.1%。",
        "本周收录的112只个股上涨，15只下跌。",  # other things are counted than the rows
        "全球最大的是蓝湖D4，为40.1亿片。",  # another measure
    ],
)
def test_left_alone(text: str) -> None:
    assert not [f for f in audit(read_text(CHIPS + text)).findings if f.severity == "high"]
