"""The generated sentence on funding, and how amounts are put in order."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Fact, FactKey, Record, Sentence, SentenceBuilder
from ..quantity import Interval, Money
from .phrases import count_word, joined
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
    """How many rounds, who raised most for certain, who might have, and what is only planned or rumoured."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    if not view.records:
        return line.say("本期未收录 AI 融资。" if zh else "This issue records no AI funding round.").done()
    open_ = {s: [r for r in view.records if r.get("status") == s] for s in ("planned", "rumoured")}
    closed = [r for r in view.records if r.get("status") not in open_]
    several = len(view.records) > 1
    line.say("本期收录 AI 融资 " if zh else "This issue records ")
    count_word(view, line, view.count("company", view.records, over="company"))
    line.say(" 笔" if zh else f" AI funding round{'s' if several else ''}")
    apart = any(open_.values())
    _leaders(view, line, closed, apart)
    for status, zh_word, en_word in (
        ("planned", "尚在计划中的有 ", "planned"),
        ("rumoured", "仅为传闻的有 ", "rumoured"),
    ):
        if open_[status]:
            line.say(f"；{zh_word}" if zh else f"; {en_word} only: ")
            _named(view, line, open_[status])
    return line.say("。" if zh else ".").done()


def _leaders(view: View, line: SentenceBuilder, closed: Sequence[Record], apart: bool) -> None:
    """The largest of the rounds that are done, and those that may be as large."""
    zh = view.language == "zh"
    stated = [r for r in closed if isinstance(r.get("amount"), Money)]
    sure, maybe = certain_order(closed, view.choices.top_for("amount"))
    inputs = tuple(view.value(r, "amount") for r in closed)
    key = FactKey(view.tracker.name, "amount.top")
    names = tuple(view.name(r) for r in sure)
    who = view.keep(Fact(key, names, None, None, view.period, operator="top_k", inputs=inputs))
    group = ("已完成的融资中，" if zh else "of those closed, ") if apart else ""
    if sure:
        all_of_them = len(sure) == len(closed)
        if zh:
            line.say("，" + (("已完成的为 " if apart else "为 ") if all_of_them else f"{group}金额居前的为 "))
        elif all_of_them:
            line.say("; closed: " if apart else ": ")
        else:
            line.say("; " + group + ("the largest is " if len(sure) == 1 else "the largest are "))
        _amounts(view, line, who, sure)
    if maybe:
        line.say(("；" if sure else "，" + group) if zh else "; " + ("" if sure else group))
        _amounts(view, line, who, maybe)
        line.say(_why(maybe, stated, zh, also=bool(sure)))
    silent = [r for r in closed if r not in stated]
    if silent:
        line.say("；另有 " if zh else "; ")
        count_word(view, line, view.count("amount.undisclosed", silent, over="company"))
        have = "does" if len(silent) == 1 else "do"
        line.say(" 笔未披露金额" if zh else f" {have} not disclose the amount")


def _why(maybe: Sequence[Record], stated: Sequence[Record], zh: bool, *, also: bool) -> str:
    """Why an amount that could lead is not put in order: what is vague about it, or about its rivals."""
    amounts = [m for r in maybe if isinstance(m := r.get("amount"), Money)]
    vague = any(m.low != m.high or m.comparator for m in amounts)
    unnamed = any(m.currency is None for m in amounts)
    mixed = len({m.currency for r in stated if isinstance(m := r.get("amount"), Money)}) > 1
    reasons_zh = [w for w, holds in (("金额未精确披露", vague), ("币种未注明", unnamed)) if holds]
    reasons_en = [w for w, holds in (("vague", vague), ("without a currency", unnamed)) if holds]
    if mixed and not reasons_zh:
        reasons_zh, reasons_en = ["币种不同"], ["in other currencies"]
    if zh:
        because = "因" + "、".join(reasons_zh) if reasons_zh else ""
        return f"也可能居前，{because}先后未定" if also else f"{because}先后未定"
    amount = "amounts are" if len(maybe) > 1 else "amount is"
    because = f", as the {amount} {' and '.join(reasons_en)}" if reasons_en else ""
    return (" may rank as high" if also else " cannot be put in order") + because


def _named(view: View, line: SentenceBuilder, records: Sequence[Record]) -> None:
    """Companies with their amounts, without any order."""
    for i, record in enumerate(records):
        line.say(joined(view, i, len(records)))
        line.bind(view.name(record), "name", view.value(record, "company"))
        _amount(view, line, record)


def _amounts(view: View, line: SentenceBuilder, who: Fact, records: Sequence[Record]) -> None:
    for i, record in enumerate(records):
        line.say(joined(view, i, len(records)))
        line.bind(view.name(record), "name", who)
        _amount(view, line, record)


def _amount(view: View, line: SentenceBuilder, record: Record) -> None:
    amount = view.value(record, "amount")
    if amount.value is None:
        return
    line.say("（" if view.language == "zh" else " (")
    line.bind(view.shown(amount), "number", amount)
    line.say("）" if view.language == "zh" else ")")
