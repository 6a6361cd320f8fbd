"""The generated sentence on funding, and how amounts are put in order."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Fact, FactKey, Record, Sentence, SentenceBuilder
from ..quantity import Interval, Money
from .phrases import count_word
from .view import View

__all__ = ["PLAUSIBLE_CNY", "certain_order", "summary"]

# A year's range of plausible rates to CNY; wide on purpose: an order is stated only where it holds
# for every rate inside. Source: the annual ranges of the central parity rates, 2020 to 2025.
PLAUSIBLE_CNY = {
    "CNY": ("1", "1"),
    "USD": ("6.2", "7.6"),
    "EUR": ("6.6", "8.6"),
    "GBP": ("7.6", "10"),
    "HKD": ("0.8", "0.98"),
    "JPY": ("0.042", "0.07"),
    "TWD": ("0.19", "0.26"),
    "KRW": ("0.0045", "0.0062"),
    "INR": ("0.075", "0.096"),
}


def in_cny(money: Money) -> Interval | None:
    """Every amount in CNY that the money may mean; None when the currency is unknown."""
    from decimal import Decimal

    rates = PLAUSIBLE_CNY.get(money.currency or "")
    if rates is None:
        return None
    low, high = sorted((money.low * Decimal(rates[0]), money.high * Decimal(rates[1])))
    return Interval(low, high)


def certain_order(records: Sequence[Record], k: int) -> tuple[list[Record], list[Record]]:
    """The ``k`` largest rounds that are certain to lead, and those that could belong to them.

    A round is certain when its interval lies above all but at most ``k - 1`` others; a round whose
    interval reaches into the leaders is returned in the second list, to be said and not ignored.
    """
    spans = [(r, in_cny(r["amount"])) for r in records if isinstance(r.get("amount"), Money)]
    known = [(r, s) for r, s in spans if s is not None]
    unknown = [r for r, s in spans if s is None]
    sure, maybe = [], []
    for record, span in known:
        may_be_above = sum(1 for other, s in known if other is not record and not s.below(span)) + len(
            unknown
        )
        surely_above = sum(1 for other, s in known if other is not record and span.below(s))
        if may_be_above < k:
            sure.append((span, record))
        elif surely_above < k:
            maybe.append(record)
    sure.sort(key=lambda it: (-it[0].hi, -it[0].lo))
    return [r for _, r in sure], maybe + unknown


def summary(view: View) -> Sentence:
    """How many rounds, who raised most for certain, and who might have."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    line.say("本期收录 AI 融资 " if zh else "This issue records ")
    count_word(view, line, view.count("company", view.records, over="company"))
    line.say(" 笔" if zh else " AI funding rounds")
    sure, maybe = certain_order(view.records, view.choices.top_for("amount"))
    inputs = tuple(view.value(r, "amount") for r in view.records)
    key = FactKey(view.tracker.name, "amount.top")
    names = tuple(view.name(r) for r in sure)
    who = view.keep(Fact(key, names, None, None, view.period, operator="top_k", inputs=inputs))
    if sure:
        line.say("，融资额居前的为 " if zh else "; the largest are ")
        _amounts(view, line, who, sure)
    if maybe:
        line.say("；" if zh else "; ")
        _amounts(view, line, who, maybe)
        line.say(
            " 金额未精确披露或币种不同，可能同样居前"
            if zh
            else " may rank as high: vague amounts or other currencies"
        )
    return line.say("。" if zh else ".").done()


def _amounts(view: View, line: SentenceBuilder, who: Fact, records: Sequence[Record]) -> None:
    zh = view.language == "zh"
    for i, record in enumerate(records):
        if i:
            line.say("、" if zh else ", ")
        amount = view.value(record, "amount")
        line.bind(view.name(record), "name", who)
        line.say("（" if zh else " (")
        line.bind(view.shown(amount), "number", amount)
        line.say("）" if zh else ")")
