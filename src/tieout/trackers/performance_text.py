"""The generated sentence on relative performance."""

from __future__ import annotations

from decimal import Decimal

from ..model import Fact, FactKey, Sentence, SentenceBuilder, compute
from .phrases import name_after
from .view import View, operand

__all__ = ["summary"]

_HORIZONS = (
    ("ret_1m_pct", "一", "1 month"),
    ("ret_3m_pct", "三", "3 months"),
    ("ret_12m_pct", "十二", "12 months"),
)


def summary(view: View) -> Sentence:
    """How far the first index stands from the second over each horizon, in percentage points."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    both = []
    if len(view.records) > 1:
        ours, market = view.records[:2]
        for field, *words in _HORIZONS:
            a, b = view.value(ours, field), view.value(market, field)
            if isinstance(a.value, Decimal) and isinstance(b.value, Decimal):
                both.append((field, words, a, b))
    if not both:
        return line.say("相对表现数据不足。" if zh else "Not enough data on relative performance.").done()
    if zh:
        line.bind(view.name(ours), "name", view.value(ours, "index_name")).say("相对")
        name_after(view, line, view.name(market), view.value(market, "index_name"))
    else:
        line.say("Against ").bind(view.name(market), "name", view.value(market, "index_name"))
        line.say(", ").bind(view.name(ours), "name", view.value(ours, "index_name")).say(" is")
    for n, (field, (months, period), a, b) in enumerate(both):
        gap = compute("difference", operand(a), operand(b)).value
        lead = view.keep(_gap(view, f"{field}.lead", gap, "difference", a, b))
        size = view.keep(_gap(view, f"{field}.lead_abs", abs(gap), "value", lead))
        if zh:
            line.say("，近").bind(months, "count", a).say("个月")
            line.bind("与其持平" if gap == 0 else "跑赢 " if gap > 0 else "跑输 ", "direction", lead)
            if gap:
                line.bind(f"{view.digits(size)} 个百分点", "number", size)
        else:
            line.say(", " if n else " ")
            line.bind("level" if gap == 0 else "ahead by " if gap > 0 else "behind by ", "direction", lead)
            if gap:
                line.bind(f"{view.digits(size)} percentage points", "number", size)
            line.say(" over ").bind(period, "count", a)
    return line.say("。" if zh else ".").done()


def _gap(view: View, metric: str, value: Decimal, operator: str, *inputs: Fact) -> Fact:
    key = FactKey(view.tracker.name, metric)
    return Fact(key, value, "pp", 1, view.period, "", operator, inputs)
