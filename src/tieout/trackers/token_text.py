"""The generated sentence on token prices."""

from __future__ import annotations

from decimal import Decimal

from ..model import Fact, FactKey, Sentence, SentenceBuilder, extreme
from .phrases import count_word, joined
from .view import View, operand

__all__ = ["summary"]

_CURRENCIES = {
    "CNY": "元",
    "RMB": "元",
    "USD": "美元",
    "EUR": "欧元",
    "HKD": "港元",
    "JPY": "日元",
    "GBP": "英镑",
}


def summary(view: View) -> Sentence:
    """The cheapest price per item, currency and unit; unlike prices are never compared."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    priced = [r for r in view.records if isinstance(r.get("price"), Decimal)]
    if not priced:
        return line.say("暂无报价数据。" if zh else "No prices were collected.").done()
    models = list({r["model"]: r for r in reversed(priced)}.values())
    line.say("收录 " if zh else "The list holds ")
    count_word(view, line, view.count("model", models, over="model"))
    line.say(" 个模型的 " if zh else " model with " if len(models) == 1 else " models with ")
    count_word(view, line, view.count("price", priced, over="price"))
    line.say(" 项报价" if zh else " price" if len(priced) == 1 else " prices")
    kinds = list(dict.fromkeys((r.get("item"), r.get("currency"), r.get("unit")) for r in priced))
    for item, currency, unit in kinds:
        same = [
            (r, view.value(r, "price"))
            for r in priced
            if (r.get("item"), r.get("currency"), r.get("unit")) == (item, currency, unit)
        ]
        if len({r["model"] for r, _ in same}) < 2:
            continue
        lowest = extreme([(str(i), operand(f)) for i, (_, f) in enumerate(same)], largest=False)
        first = [same[int(r.subject)] for r in lowest]
        key = FactKey(view.tracker.name, "price.lowest", tuple(str(p) for p in (item, currency, unit) if p))
        names = tuple(view.name(r) for r, _ in first)
        inputs = tuple(f for _, f in same)
        who = view.keep(Fact(key, names, None, None, view.period, operator="min", inputs=inputs))
        column = view.tracker.column("item")
        label = column.word(str(item), view.language) if column else str(item)
        label = label if zh else label.lower()
        line.say(f"；{label}价最低的是 " if zh else f"; the lowest {label} price is that of ")
        for i, (record, _) in enumerate(first):
            line.say(joined(view, i, len(first)))
            line.bind(view.name(record), "name", who)
        record, fact = first[0]
        line.say("（" if zh else " (")
        told = view.tracker.column("unit")
        per = view.value(record, "unit")
        words = told.word(str(unit), view.language) if told and unit else ""
        if zh and words:
            line.bind(words, "text", per).say(" ")
        line.bind(_amount(view, fact, str(currency or "")), "number", fact)
        if not zh and words:
            line.say(" ").bind(words, "text", per)
        line.say("）" if zh else ")")
    return line.say("。" if zh else ".").done()


def _amount(view: View, fact: Fact, currency: str) -> str:
    """A price with its currency: ``0.55 美元``, ``USD 0.55``."""
    digits = view.digits(fact)
    if view.language == "zh":
        return f"{digits} {_CURRENCIES.get(currency, currency)}".strip()
    return f"{currency} {digits}".strip()
