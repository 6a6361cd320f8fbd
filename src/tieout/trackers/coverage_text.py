"""The generated sentence on covered companies."""

from __future__ import annotations

from decimal import Decimal

from ..model import Fact, Record, Sentence, SentenceBuilder, json_value
from .phrases import count_word
from .view import View

__all__ = ["summary"]

YEARS = 2
"""So many estimate years are said, the nearest first."""


def summary(view: View) -> Sentence:
    """Price and the PE of the nearest two estimate years, company by company.

    The date of the prices is said once where all have the same, else beside each price.
    """
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    records = view.records
    if not records:
        return line.say("暂无重点公司数据。" if zh else "No data on covered companies.").done()
    days = {r.get("price_date") for r in records if r.get("price") is not None}
    day = None
    if len(days) == 1 and days != {None}:
        day = next(f for r in records if (f := view.value(r, "price_date")).value is not None)
    if day is not None:
        line.say("以 " if zh else "At prices of ")
        line.bind(json_value(day.value), "date", day)
        line.say(" 股价计，" if zh else ", ")
    line.say("重点关注的 " if zh else "the " if day is not None else "The ")
    count_word(view, line, view.count("ticker", records, over="ticker"))
    line.say(" 家公司中，" if zh else " covered company: " if len(records) == 1 else " covered companies: ")
    for i, record in enumerate(records):
        if i:
            line.say("；" if zh else "; ")
        _company(view, line, record, dated=day is None)
    return line.say("。" if zh else ".").done()


def _company(view: View, line: SentenceBuilder, record: Record, *, dated: bool) -> None:
    zh = view.language == "zh"
    line.bind(view.name(record), "name", view.value(record, "name"))
    price, day = view.value(record, "price"), view.value(record, "price_date")
    if price.value is None:
        line.say("股价" if zh else " price ")
        line.bind(view.shown(price), "number", price)
        return
    line.say("（" if zh else " (")
    if dated and day.value is not None:
        line.bind(json_value(day.value), "date", day).say(" ")
    line.say("股价 " if zh else "")
    line.bind(view.shown(price), "number", price)
    line.say("）" if zh else ")")
    _ratios(view, line, record)


def _ratios(view: View, line: SentenceBuilder, record: Record) -> None:
    """``对应 2024E、2025E PE 分别为 52.88 倍和 47.23 倍``; nothing where no PE is known."""
    zh = view.language == "zh"
    years = [y for y in view.tracker.years([record], "eps_{year}") if y.endswith("e")][:YEARS]
    known: list[tuple[str, Fact]] = [(y, view.value(record, f"pe_{y}")) for y in years]
    known = [(y, f) for y, f in known if isinstance(f.value, Decimal)]
    for i, (year, fact) in enumerate(known):
        line.say(("对应 " if i == 0 else "，") if zh else (" at a PE of " if i == 0 else " and "))
        if zh:
            line.bind(year[:4] + "E", "date", fact).say(" PE ").bind(view.shown(fact), "number", fact)
        else:
            line.bind(view.shown(fact), "number", fact).say(" for ").bind(year[:4] + "E", "date", fact)
