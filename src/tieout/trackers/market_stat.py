"""What a source states about the week of indexes: largest daily moves, best and worst member."""

from __future__ import annotations

from .base import Column, Tracker
from .market_text import summary
from .sense import extremes

STATS = ("max_daily_gain", "max_daily_loss", "top_member", "bottom_member", "week_return")

STAT_WORDS = {
    "max_daily_gain": ("日涨幅最大值", "Largest daily gain", "单日最大涨幅", "最大日涨幅"),
    "max_daily_loss": ("日跌幅最大值", "Largest daily loss", "单日最大跌幅", "最大日跌幅"),
    "top_member": ("涨幅最大成分股", "Best member", "最大涨幅成分股", "涨幅居首"),
    "bottom_member": ("跌幅最大成分股", "Worst member", "最大跌幅成分股", "跌幅居首"),
    "week_return": ("全周涨跌幅", "Return of the week", "周涨跌幅"),
}

TRACKER = Tracker(
    name="market_stat",
    title_zh="行情复盘",
    title_en="Market review",
    doc=(
        "Statistics of an index over the trading week, as stated by a source: the largest daily gain and loss, "
        "the member that rose and the one that fell most, the return of the week; in percent, losses negative."
    ),
    columns=(
        Column(
            "index", ("指数", "指数名称", "板块"), ("Index", "Sector"), key=True, nullable=False, merged=True
        ),
        Column(
            "stat",
            ("统计项", "指标", "项目"),
            ("Statistic", "Stat"),
            key=True,
            nullable=False,
            values=STATS,
            words=STAT_WORDS,
        ),
        Column("member", ("成分股", "个股"), ("Member", "Stock")),
        Column(
            "value_pct",
            ("涨跌幅", "数值", "涨跌幅(%)"),
            ("Value (%)", "Change", "Value"),
            kind="percent",
            unit="%",
            decimals=2,
            move=True,
        ),
    ),
    period="window",
    captions_zh=("本周指数涨跌幅统计",),
    captions_en=("Index moves of the week",),
    sentences={"summary": summary},
    named="index",
    sense=extremes,
    main="value_pct",
)
