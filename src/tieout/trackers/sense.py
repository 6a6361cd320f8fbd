"""What the records of one set cannot say together, whatever the source: asked about on the way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from ..model import Record
from ..quantity import Money
from .benchmark_measures import is_average

__all__ = ["Oddity", "amounts", "averages", "cached_prices", "extremes", "lines"]

Oddity = tuple[Record, str]
"""The record in doubt, and what is odd about it, in Chinese."""


def extremes(records: Sequence[Record]) -> Iterator[Oddity]:
    """The largest daily gain is not below the largest daily loss, nor the best member below the worst."""
    pairs = (("max_daily_gain", "max_daily_loss"), ("top_member", "bottom_member"))
    for index in dict.fromkeys(r.subject[0] for r in records):
        by_stat = {r.subject[1]: r for r in records if r.subject[0] == index}
        for more, less in pairs:
            a, b = by_stat.get(more), by_stat.get(less)
            if a is None or b is None:
                continue
            high, low = a.get("value_pct"), b.get("value_pct")
            if isinstance(high, Decimal) and isinstance(low, Decimal) and high < low:
                yield (
                    b,
                    f"{index} 的跌幅最大值 {_said(b, 'value_pct')} 高于涨幅最大值 {_said(a, 'value_pct')}",
                )


def cached_prices(records: Sequence[Record]) -> Iterator[Oddity]:
    """A cached input token does not cost more than an input token of the same list."""
    prices = {(*r.subject, r.get("unit"), r.get("currency")): r for r in records}
    for (model, provider, item, *terms), cached in prices.items():
        full = prices.get((model, provider, "input", *terms))
        if item != "cached_input" or full is None:
            continue
        a, b = cached.get("price"), full.get("price")
        if isinstance(a, Decimal) and isinstance(b, Decimal) and a > b:
            yield (
                cached,
                f"{model} 的缓存输入价 {_said(cached, 'price')} 高于输入价 {_said(full, 'price')}",
            )


def averages(records: Sequence[Record]) -> Iterator[Oddity]:
    """A model's average lies between its lowest and its highest score."""
    scored = [r for r in records if isinstance(r.get("score"), Decimal)]
    for model in dict.fromkeys(r["model"] for r in scored):
        mine = [r for r in scored if r["model"] == model]
        parts = [r["score"] for r in mine if not is_average(str(r["benchmark"]))]
        # A score on a scale of its own is not averaged as it stands.
        if len(parts) < 2 or any(s > 100 for s in parts):
            continue
        for r in mine:
            if is_average(str(r["benchmark"])) and not min(parts) <= r["score"] <= max(parts):
                yield (
                    r,
                    f"{model} 的 {r['benchmark']} {_said(r, 'score')} 不在各项得分 {min(parts)} 至 {max(parts)} 之间",
                )


def amounts(records: Sequence[Record]) -> Iterator[Oddity]:
    """What was raised in all is not less than the round, nor more than the valuation, in one currency."""
    for r in records:
        raised = r.get("total_raised")
        if not isinstance(raised, Money):
            continue
        amount, valuation = r.get("amount"), r.get("valuation")
        company = r.subject[0]
        if isinstance(amount, Money) and _plain(amount, raised) and raised.high < amount.low:
            yield r, f"{company} 的累计融资额 {raised.text} 小于本轮融资额 {amount.text}"
        if isinstance(valuation, Money) and _plain(valuation, raised) and raised.low > valuation.high:
            yield r, f"{company} 的累计融资额 {raised.text} 大于估值 {valuation.text}"


def _plain(*money: Money) -> bool:
    """True for amounts of one known currency that say themselves how large they are."""
    return len({m.currency for m in money}) == 1 and all(m.currency and not m.comparator for m in money)


def _said(record: Record, field: str) -> str:
    return record.texts.get(field) or str(record[field])


def lines(oddities: Iterable[Oddity]) -> Iterator[str]:
    """Oddities as they are printed, with the file each came from."""
    for record, message in oddities:
        yield f"{record.tracker} {record.period}: {message} ({record.origin.source}). Next: 核对来源；有误就改正后重新入库"
