"""Prices, earnings and valuation of covered companies."""

from __future__ import annotations

from .base import RECHECKED_ON, Column, Tracker
from .coverage_text import summary

# What was done to a rating; it is said beside it and is no part of it.
ACTIONS = (
    r"[(（\[【/|,，、\s]*(?:首次(?:覆盖|评级)?|维持|上调|下调|调高|调低|重申|未变|不变|给予|maintain(?:ed)?|initiat(?:ed?|ion)|"
    r"upgraded?|downgraded?|reiterated?|unchanged)(?:评级)?[)）\]】/|,，、\s]*"
)

TRACKER = Tracker(
    name="coverage",
    title_zh="重点关注公司及盈利预测",
    title_en="Covered companies and earnings forecasts",
    doc=(
        "Closing price, earnings per share and price-earnings ratio of the covered companies. "
        "PE is price over EPS at two decimals and stays negative when EPS is. A year printed without a "
        "suffix is an actual (``a``); ``E`` marks an estimate. EPS of a desk is its own forecast unless "
        "``eps_origin`` says consensus."
    ),
    columns=(
        Column(
            "ticker",
            ("公司代码", "代码", "股票代码", "证券代码"),
            ("Ticker", "Code", "Stock code"),
            key=True,
            nullable=False,
        ),
        Column(
            "name",
            ("名称", "公司名称", "公司", "证券简称", "股票名称", "简称"),
            ("Name", "Company"),
            nullable=False,
        ),
        Column(
            "price",
            ("股价", "收盘价", "价格", "最新价"),
            ("Price", "Close", "Share price"),
            kind="decimal",
            unit="CNY",
            dated_by="price_date",
            decimals=2,
            jump=60,
            any_currency=True,
        ),
        Column("price_date", ("股价日期", "价格日期"), ("Price date",), kind="date", printed=False),
        Column(
            "eps_{year}",
            ("EPS", "每股收益", "EPS(元)"),
            ("EPS",),
            kind="decimal",
            unit="CNY",
            decimals=2,
            any_currency=True,
        ),
        Column(
            "pe_{year}",
            ("PE", "市盈率", "PE(倍)"),
            ("PE", "P/E"),
            kind="decimal",
            unit="times",
            derived=("ratio", ("price", "eps_{year}")),
            decimals=2,
        ),
        Column("rating", ("投资评级", "评级"), ("Rating",), beside=ACTIONS),
        Column("eps_origin", ("EPS来源", "盈利预测来源"), ("EPS origin",), printed=False),
        RECHECKED_ON,
    ),
    period="day",
    captions_zh=("重点关注公司及盈利预测",),
    captions_en=("Covered companies and earnings forecasts",),
    sentences={"summary": summary},
    consistency=(("pe_{year}", "ratio", ("price", "eps_{year}")),),
    sticky=("eps_{year}",),
    rules=("TIE301", "TIE306", "TIE501", "TIE505", "TIE507"),
    main="price",
)
