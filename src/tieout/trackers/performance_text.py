"""The generated sentence on relative performance."""

from __future__ import annotations

from decimal import Decimal

from ..model import Fact, FactKey, Sentence, SentenceBuilder, compute
from .phrases import name_after
from .view import View, operand

__all__ = ["summary"]


def summary(view: View) -> Sentence:
    """How far the first index stands from the second over each horizon, in percentage points."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    if len(view.records) < 2:
        return line.say("相对表现数据不足。" if zh else "Not enough data on relative performance.").done()
    ours, market = view.records[0], view.records[1]
    line.bind(view.name(ours), "name", view.value(ours, "index_name"))
    line.say("相对" if zh else " against ")
    name_after(view, line, view.name(market), view.value(market, "index_name"))
    horizons = (("ret_1m_pct", "一", "1"), ("ret_3m_pct", "三", "3"), ("ret_12m_pct", "十二", "12"))
    said = 0
    for field, words, digits in horizons:
        a, b = view.value(ours, field), view.value(market, field)
        if not isinstance(a.value, Decimal) or not isinstance(b.value, Decimal):
            continue
        gap = compute("difference", operand(a), operand(b)).value
        fact = view.keep(
            Fact(
                FactKey(view.tracker.name, f"{field}.lead"),
                gap,
                "pp",
                1,
                view.period,
                "",
                "difference",
                (a, b),
            )
        )
        size = view.keep(
            Fact(
                FactKey(view.tracker.name, f"{field}.lead_abs"),
                abs(gap),
                "pp",
                1,
                view.period,
                "",
                "value",
                (fact,),
            )
        )
        line.say("，" if zh else ("; " if said else ": "))
        if zh:
            line.say("近").bind(words, "count", a).say("个月")
            line.bind("跑赢 " if gap > 0 else "跑输 " if gap < 0 else "持平，相差 ", "direction", fact)
            line.bind(f"{view.digits(size)} 个百分点", "number", size)
        else:
            line.bind(digits, "count", a).say("-month ")
            line.bind("ahead by " if gap > 0 else "behind by " if gap < 0 else "level, ", "direction", fact)
            line.bind(f"{view.digits(size)} percentage points", "number", size)
        said += 1
    return line.say("。" if zh else ".").done()
