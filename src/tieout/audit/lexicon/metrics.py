"""What prose calls the measures of a table when it does not use the header's words."""

from __future__ import annotations

import re

__all__ = ["HEADS", "METRICS", "YEARLY"]

METRICS: dict[str, tuple[str, ...]] = {
    "amount": (
        "融资额",
        "融资金额",
        "融资",
        "投资额",
        "投资总额",
        "投资",
        "募资",
        "获得",
        "获投",
        "raised",
        "funding",
        "round",
    ),
    "total_raised": ("累计融资", "累计募资", "total raised", "to date"),
    "valuation": ("估值", "valuation", "valued"),
    "weekly_visits_m": ("访问量", "周访问量", "流量", "weekly visits", "visits", "traffic"),
    "visits_wow_pct": ("访问量环比", "访问量环比增速", "访问量增速", "growth in visits", "change in visits"),
    "avg_duration_s": (
        "平均停留时长",
        "停留时长",
        "访问时长",
        "average visit duration",
        "visit duration",
        "time on site",
    ),
    "duration_wow_pct": (
        "停留时长环比",
        "时长环比",
        "平均停留时长环比",
        "growth in visit duration",
        "change in duration",
    ),
    "price_per_hour": ("价格", "租赁价格", "时租", "报价", "price", "hourly price", "rental"),
    "price_wow_pct": ("价格环比", "租赁价格环比", "price change"),
    "price": ("股价", "收盘价", "收盘", "close", "share price"),
    "score": ("得分", "分数", "成绩", "评分", "score", "scores", "points"),
    "votes": ("票数", "投票", "votes"),
    "rank": ("排名", "名次", "rank"),
    "ret_1m_pct": ("1个月", "近一个月", "1M", "one month", "1-month"),
    "ret_3m_pct": ("3个月", "近三个月", "3M", "three months", "3-month"),
    "ret_12m_pct": ("12个月", "近十二个月", "近一年", "12M", "twelve months", "12-month"),
}
"""By field of a tracker; the trackers' own headers come first."""

YEARLY: dict[str, tuple[str, ...]] = {
    "eps": ("eps", "每股收益", "每股盈利", "每股净利润", "earningspershare", "losspershare", "pershare"),
    "pe": ("市盈率", "pe", "p/e"),
}
"""What prose calls a column of years (EPS 2025E), by its header without the year."""

HEADS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(r"占比|份额|比重|市占率|占有率|\bshare\b|% of (?:total|revenue|sales)", re.I),
        (
            "占比",
            "份额",
            "占总",
            "占全部",
            "市占率",
            "比重",
            "share",
            "accounted for",
            "made up",
            "accounts for",
        ),
    ),
    (re.compile(r"price|价格|报价|单价|租金", re.I), ("价格", "报价", "租金", "costs", "priced")),
    (
        re.compile(r"^(?:收盘价?|点位|收盘点位|close|closing (?:price|level)|last)$", re.I),
        ("收于", "收报", "报收", "收盘", "closed at", "ended at", "finished at", "settled at"),
    ),
)
"""By what the header of a table nobody tracks says: how prose names such a column."""
