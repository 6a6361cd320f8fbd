"""The generated sentence on covered companies."""

from __future__ import annotations

from decimal import Decimal

from ..model import Record, Sentence, SentenceBuilder, json_value
from .phrases import count_word
from .view import View

__all__ = ["summary"]


def summary(view: View) -> Sentence:
    """Price and the PE of the nearest two estimate years, company by company."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    count = view.count("ticker", view.records, over="ticker")
    line.say("重点关注的 " if zh else "The ")
    count_word(view, line, count)
    line.say(" 家公司中，" if zh else " covered companies: ")
    for i, record in enumerate(view.records):
        if i:
            line.say("；" if zh else "; ")
        _company(view, line, record)
    return line.say("。" if zh else ".").done()


def _company(view: View, line: SentenceBuilder, record: Record) -> None:
    zh = view.language == "zh"
    line.bind(view.name(record), "name", view.value(record, "name"))
    price, day = view.value(record, "price"), view.value(record, "price_date")
    if price.value is None:
        line.say("股价" if zh else " price ")
        line.bind(view.shown(price), "number", price)
        return
    line.say("（" if zh else " (")
    if day.value is not None:
        line.bind(json_value(day.value), "date", day)
        line.say(" 股价 " if zh else " close ")
    else:
        line.say("股价 " if zh else "close ")
    line.bind(view.shown(price), "number", price)
    line.say("）" if zh else ")")
    years = [y for y in view.tracker.years([record], "eps_{year}") if y.endswith("e")][:2]
    pes = [(y, view.value(record, f"pe_{y}")) for y in years]
    pes = [(y, f) for y, f in pes if isinstance(f.value, Decimal)]
    for i, (year, fact) in enumerate(pes):
        line.say(("对应 " if i == 0 else "，") if zh else (" at " if i == 0 else ", "))
        line.bind(year[:4] + "E", "date", fact)
        line.say(" PE " if zh else " PE of ")
        line.bind(view.shown(fact), "number", fact)
