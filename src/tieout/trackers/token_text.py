"""The generated sentence on token prices."""

from __future__ import annotations

from decimal import Decimal

from ..model import Fact, FactKey, Sentence, SentenceBuilder, extreme
from .phrases import count_word
from .view import View, operand

__all__ = ["summary"]

_ITEMS = {
    "input": ("输入", "input"),
    "output": ("输出", "output"),
    "cached_input": ("缓存输入", "cached input"),
}


def summary(view: View) -> Sentence:
    """The cheapest price per item, currency and unit; unlike prices are never compared."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    line.say("收录 " if zh else "The list holds ")
    count_word(view, line, view.count("model", view.records, over="model"))
    line.say(" 项报价" if zh else " prices")
    kinds = list(dict.fromkeys((r.get("item"), r.get("currency"), r.get("unit")) for r in view.records))
    for item, currency, unit in kinds:
        same = [
            r
            for r in view.records
            if (r.get("item"), r.get("currency"), r.get("unit")) == (item, currency, unit)
        ]
        priced = [(r, view.value(r, "price")) for r in same if isinstance(r.get("price"), Decimal)]
        if len(priced) < 2:
            continue
        lowest = extreme([(str(i), operand(f)) for i, (_, f) in enumerate(priced)], largest=False)
        record, fact = priced[int(lowest[0].subject)]
        key = FactKey(view.tracker.name, "price.lowest", tuple(str(p) for p in (item, currency, unit) if p))
        inputs = tuple(f for _, f in priced)
        who = view.keep(Fact(key, view.name(record), None, None, view.period, operator="min", inputs=inputs))
        label = _ITEMS.get(str(item), (str(item), str(item)))[0 if zh else 1]
        line.say(f"；{label}价最低的是 " if zh else f"; the lowest {label} price is that of ")
        line.bind(view.name(record), "name", who)
        line.say("（" if zh else " (")
        line.bind(f"{view.digits(fact)} {currency or ''}".strip(), "number", fact)
        line.say("）" if zh else ")")
    return line.say("。" if zh else ".").done()
