"""The generated sentence on the market week."""

from __future__ import annotations

from decimal import Decimal

from ..model import Sentence, SentenceBuilder
from .phrases import name_after
from .view import View

__all__ = ["summary"]

_WORDS = {
    "max_daily_gain": ("单日最大涨幅为 ", "largest daily gain "),
    "max_daily_loss": ("单日最大跌幅为 ", "largest daily loss "),
    "top_member": ("涨幅居首的成分股为", "best member "),
    "bottom_member": ("跌幅居首的成分股为", "worst member "),
    "week_return": ("全周涨跌幅为 ", "return of the week "),
}


def summary(view: View) -> Sentence:
    """Index by index, every statistic the sources stated."""
    zh = view.language == "zh"
    line = SentenceBuilder("summary")
    indexes = list(dict.fromkeys(r.subject[0] for r in view.records))
    said = False
    for index in indexes:
        rows = [r for r in view.records if r.subject[0] == index and isinstance(r.get("value_pct"), Decimal)]
        if not rows:
            continue
        line.say(("；" if zh else "; ") if said else "")
        said = True
        line.bind(index, "name", view.value(rows[0], "index"))
        line.say("" if zh else ": ")
        for i, record in enumerate(rows):
            line.say(("，" if zh else ", ") if i else "")
            words = _WORDS[str(record["stat"])][0 if zh else 1]
            line.say(words.rstrip() if zh and record.get("member") else words)
            fact = view.value(record, "value_pct")
            if record.get("member"):
                name_after(view, line, str(record["member"]), view.value(record, "member"))
                line.say("（" if zh else " (")
                line.bind(view.shown(fact, sign=True), "number", fact)
                line.say("）" if zh else ")")
            else:
                # The words say which way; only what fell, or a return, needs a sign.
                line.bind(view.shown(fact, sign=record["stat"] == "week_return"), "number", fact)
    if not said:
        line.say("暂无行情统计。" if zh else "No market statistics.")
        return line.done()
    return line.say("。" if zh else ".").done()
