"""Daily closes of indexes and stocks: the bars behind the market week and the performance box."""

from __future__ import annotations

from .base import Column, Tracker
from .market_summary import summary

TRACKER = Tracker(
    name="market",
    title_zh="行情数据",
    title_en="Market data",
    doc=(
        "Daily closes by code and date, one row each, as a vendor exports them. The largest daily gain and loss "
        "of a week, its return, the best and worst member of an index and the performance box are computed from "
        "these and never typed. Codes carry a market suffix where the digits alone do not tell it."
    ),
    columns=(
        Column(
            "code",
            ("代码", "证券代码", "指数代码", "股票代码", "交易代码"),
            ("Code", "Ticker", "Symbol", "Index code"),
            key=True,
            nullable=False,
        ),
        Column("name", ("名称", "证券名称", "指数名称", "简称", "证券简称"), ("Name",), printed=False),
        Column(
            "date",
            ("日期", "交易日期", "交易日", "时间"),
            ("Date", "Trade date", "Trading day"),
            kind="date",
            key=True,
            nullable=False,
        ),
        Column(
            "close",
            ("收盘价", "收盘", "收盘点位", "收盘指数", "收盘价(元)"),
            ("Close", "Closing price", "Last"),
            kind="decimal",
            nullable=False,
            dated_by="date",
            jump=25,
        ),
    ),
    captions_zh=("行情数据", "收盘价"),
    captions_en=("Daily closes",),
    sentences={"summary": summary},
    named="code",
    main="close",
)
