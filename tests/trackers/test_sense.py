"""What one set cannot say is asked about; what it can is left alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tieout.model import Record
from tieout.quantity import Money, Period
from tieout.trackers import get_tracker
from tieout.trackers.sense import lines

DAY = Period.day(date(2025, 1, 27))


def stat(name, value, index="甲指数"):
    values = {"index": index, "stat": name, "value_pct": Decimal(value)}
    return Record("market_stat", (index, name), values, {"value_pct": f"{value}%"}, DAY)


def price(item, value, currency="USD"):
    values = {"model": "M", "provider": "P", "item": item, "price": Decimal(value), "currency": currency}
    return Record("token_price", ("M", "P", item), values, {"price": value}, DAY)


def score(benchmark, value, model="M"):
    values = {"benchmark": benchmark, "metric": None, "model": model, "score": Decimal(value)}
    return Record("benchmark", (benchmark, "", model), values, {"score": value}, DAY)


def usd(text, value, comparator=None, currency="USD"):
    return Money(Decimal(value), Decimal(value), currency, comparator, text)


def company(**money):
    return Record("funding", ("X",), {"company": "X", **money}, {}, DAY)


CASES = [
    ("market_stat", [stat("max_daily_gain", "1.00"), stat("max_daily_loss", "-2.00")], ""),
    ("market_stat", [stat("max_daily_gain", "-0.10"), stat("max_daily_loss", "-2.00")], ""),
    (
        "market_stat",
        [stat("max_daily_gain", "1.00"), stat("max_daily_loss", "2.00")],
        "甲指数 的跌幅最大值 2.00% 高于涨幅最大值 1.00%",
    ),
    ("market_stat", [stat("top_member", "1.00"), stat("bottom_member", "2.00", "乙指数")], ""),
    ("token_price", [price("input", "1"), price("cached_input", "0.1")], ""),
    ("token_price", [price("input", "1"), price("cached_input", "3", "CNY")], ""),
    (
        "token_price",
        [price("input", "1"), price("cached_input", "3")],
        "M 的缓存输入价 3 高于输入价 1",
    ),
    ("benchmark", [score("A", "50"), score("B", "70"), score("平均分", "60")], ""),
    ("benchmark", [score("A", "50"), score("Elo", "1300"), score("平均分", "90")], ""),
    (
        "benchmark",
        [score("A", "50"), score("B", "70"), score("Avg. Score", "71")],
        "M 的 Avg. Score 71 不在各项得分 50 至 70 之间",
    ),
    ("funding", [company(amount=usd("1 亿美元", 10**8), total_raised=usd("1.2 亿美元", 12 * 10**7))], ""),
    (
        "funding",
        [company(amount=usd("超 1 亿美元", 10**8, "over"), total_raised=usd("9000 万美元", 9 * 10**7))],
        "",
    ),
    (
        "funding",
        [company(amount=usd("2 亿元", 2 * 10**8, None, "CNY"), total_raised=usd("1 亿美元", 10**8))],
        "",
    ),
    (
        "funding",
        [company(amount=usd("1 亿美元", 10**8), total_raised=usd("9000 万美元", 9 * 10**7))],
        "X 的累计融资额 9000 万美元 小于本轮融资额 1 亿美元",
    ),
]


@pytest.mark.parametrize(("tracker", "records", "said"), CASES)
def test_what_a_set_cannot_say_is_asked_about(tracker, records, said):
    found = [message for _, message in get_tracker(tracker).sense(records)]
    assert found == ([said] if said else [])


def test_a_line_names_the_set_and_the_next_step():
    (line,) = lines(get_tracker("token_price").sense([price("input", "1"), price("cached_input", "3")]))
    assert line.startswith("token_price 2025-01-27: M 的缓存输入价") and "Next: " in line
