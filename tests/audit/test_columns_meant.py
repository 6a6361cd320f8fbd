"""What strangers' right texts said and was read wrongly: each is silent here, and a slip of the same kind is told."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

GROWTH = """Growth (%)
\tMay on April\tMay 2025 on May 2024\tThree months on previous three months
Services\t0.1\t0.8\t0.6
Production\t-0.9\t-0.3\t-0.7
Construction\t-0.6\t2.8\t1.2

"""
BIDS = """行业\t项目数\t金额(亿元)\t金额占比%
通信\t17\t1.84\t37.0
银行\t14\t1.09\t21.9
城建\t12\t0.96\t19.3
电力\t9\t0.71\t14.3
其他\t6\t0.37\t7.4
合计\t58\t4.97\t100.0

"""
INDICES = """指数\t3月13日收盘\t3月14日收盘\t本周
算力\t2415.30\t2473.09\t+2.39%
应用\t1876.42\t1924.61\t+2.57%
红利\t1310.20\t1292.00\t-1.39%
"""
SHARES = """应用\t本周\t占比\t上年占比
晨星\t602.1\t65.9%\t72.9%
海雀\t183.4\t20.0%\t10.7%
北舟\t128.6\t14.1%\t16.4%

"""
SILENT = [
    GROWTH + "In the three months to May services grew 0.6%, production fell 0.7% and construction rose 1.2%.",
    BIDS + "按金额，通信、银行、城建居前三，合计占78.3%。电力行业项目均值789万元，略低于城建的800万元，更低于通信的1,082万元。",
    BIDS + "58个项目中有4个超过2,000万元，合计0.92亿元。",
    INDICES + "三个指数周四均收跌。",
    SHARES + "晨星占三家的65.9%，海雀占比则由10.7%升到20.0%。",
    "12家网站访问量前三位分别为甲站（942.6M）、乙站（405.3M）和丙站（181.4M）。",
    "五种型号里本周两涨一跌、两种持平。",
    "市销率介于2.07倍与6.61倍之间，市盈率介于36.0倍与75.0倍之间。",
    "全年资本开支由380亿至420亿美元收窄为400亿至420亿美元。",
    "经调整溢利由期内溢利268.1百万元、无形资产摊销31.6百万元及投资公允价值亏损16.8百万元组成，合共316.5百万元。",
    "The store count at quarter-end was 642: we opened 9 and closed 4 since the end of July (637).",
    "Full-year guidance goes up to $6.3bn–6.6bn from $6.1bn–6.5bn, which lifts the midpoint by $150m to $6.45bn.",
]  # fmt: skip
FOUND = [
    (BIDS + "按金额，电力占比为13.4%。", "13.4%"),
    (INDICES + "算力指数本周上涨2.93%，应用指数上涨2.57%。", "2.93%"),
    ("五种型号里本周两涨一跌、三种持平。", "五种型号"),
    ("U.S. funds gained $14.2 billion, European funds lost $2.5 billion and Asian funds gained $3.1 billion, for a net inflow of $19.8 billion.", "19.8"),
]  # fmt: skip


@pytest.mark.parametrize("text", SILENT)
def test_right_text_is_silent(text: str) -> None:
    told = [f.message for f in audit(read_text(text)).findings if f.severity == "high"]
    assert told == []


@pytest.mark.parametrize(("text", "quote"), FOUND)
def test_a_slip_is_told(text: str, quote: str) -> None:
    told = [f.quote for f in audit(read_text(text)).findings if f.severity == "high"]
    assert any(quote in t for t in told), told
