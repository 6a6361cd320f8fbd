"""The generated sentence on GPU rental prices."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..model import Fact, FactKey, Record, Sentence, SentenceBuilder
from .phrases import count_word
from .view import View

__all__ = ["summary"]

_STATE = {
    "zh": {
        "tight": "算力紧张，暂无报价",
        "withdrawn": "已下架",
        "undisclosed": "未披露报价",
        "on_offer": "在售但未标价",
        "not_collected": "报价未获取",
    },
    "en": {
        "tight": "is sold out, with no quote",
        "withdrawn": "has been withdrawn",
        "undisclosed": "does not disclose its price",
        "on_offer": "is on offer without a price",
        "not_collected": "was not collected",
    },
}


def summary(view: View) -> Sentence:
    """What moved, then every quote by GPU; a null says which of the four kinds it is."""
    line = SentenceBuilder("summary")
    _movement(view, line)
    _quotes(view, line)
    return line.done()


def _movement(view: View, line: SentenceBuilder) -> None:
    zh = view.language == "zh"
    priced = [r for r in view.records if r.get("price_per_hour") is not None]
    changes = [(r, view.value(r, "price_wow_pct")) for r in priced]
    known = [(r, f) for r, f in changes if isinstance(f.value, Decimal)]
    moved = [(r, f) for r, f in known if f.value != 0]
    quoted = view.count("price_per_hour", priced, over="price_per_hour")
    if not priced:
        line.say("本期各配置均无报价。" if zh else "No configuration has a quote this week. ")
        return
    line.say("有报价的 " if zh else "Of the ")
    count_word(view, line, quoted)
    line.say(
        " 种配置中，" if zh else f" {'configuration' if len(priced) == 1 else 'configurations'} quoted, "
    )
    if not known:
        one = len(priced) == 1
        nobody = "it has no comparable earlier price. " if one else "none has a comparable earlier price. "
        line.say(f"价格环比{'' if one else '均'}无可比数据。" if zh else nobody)
        return
    if not moved and len(known) == len(priced):
        unchanged = _verdict(view, "unchanged", known)
        line.say("价格环比" if zh else "")
        one = len(known) == 1
        level = "it is unchanged on the week" if one else "all are unchanged on the week"
        line.bind(("持平" if one else "全部持平") if zh else level, "direction", unchanged)
        line.say("。" if zh else ". ")
        return
    for i, (record, fact) in enumerate(moved):
        if i:
            line.say("，" if zh else ", ")
        _subject(view, line, record)
        line.say(" 价格环比" if zh else " ")
        up = fact.value > 0
        words = ("上涨 " if up else "下跌 ") if zh else ("rose " if up else "fell ")
        line.bind(words, "direction", fact)
        magnitude = Fact(
            FactKey(view.tracker.name, "price_wow_pct.abs", record.subject),
            abs(fact.value),
            "%",
            fact.shown_decimals,
            fact.period,
            operator="value" if up else "negate",
            inputs=(fact,),
        )
        line.bind(view.shown(view.keep(magnitude)), "number", magnitude)
    still = [it for it in known if it[1].value == 0]
    if still and moved:
        line.say("，" if zh else ", ")
        unmoved = _verdict(view, "unchanged", still)
        if len(known) == len(priced):
            line.bind("其余持平" if zh else "the others are unchanged", "direction", unmoved)
        else:
            # With some changes unknown, the others are not all unchanged: only these are.
            flat = [r for r, _ in still]
            count_word(view, line, view.count("price_wow_pct.unchanged", flat, over="price_wow_pct"))
            line.bind(" 种持平" if zh else " unchanged", "direction", unmoved)
    if len(known) < len(priced):
        line.say("，另有 " if zh else ", and ")
        unknown = [r for r, f in changes if f.value is None]
        count_word(view, line, view.count("price_wow_pct.unknown", unknown))
        have = "has" if len(unknown) == 1 else "have"
        line.say(" 种无可比数据" if zh else f" {have} no comparable earlier price")
    line.say("。" if zh else ". ")


def _verdict(view: View, name: str, items: Sequence[tuple[Record, Fact]]) -> Fact:
    key = FactKey(view.tracker.name, f"price_wow_pct.{name}")
    return view.keep(
        Fact(key, name, None, None, view.period, operator="extreme", inputs=tuple(f for _, f in items))
    )


def _subject(view: View, line: SentenceBuilder, record: Record) -> None:
    line.bind(record.subject[1], "name", view.value(record, "platform"))
    line.say(" ")
    line.bind(record.subject[0], "name", view.value(record, "gpu"))


def _quotes(view: View, line: SentenceBuilder) -> None:
    zh = view.language == "zh"
    gpus = list(dict.fromkeys(r.subject[0] for r in view.records))
    for g, gpu in enumerate(gpus):
        rows = [r for r in view.records if r.subject[0] == gpu]
        line.say(("；" if zh else "; ") if g else ("分配置看，" if zh else "By configuration: "))
        line.bind(gpu, "name", view.value(rows[0], "gpu"))
        line.say(" 中，" if zh else ": ")
        for i, record in enumerate(rows):
            if i:
                line.say("，" if zh else ", ")
            _quote(view, line, record)
    if gpus:
        line.say("。" if zh else ".")


def _quote(view: View, line: SentenceBuilder, record: Record) -> None:
    zh = view.language == "zh"
    line.bind(record.subject[1], "name", view.value(record, "platform"))
    line.say(" ")
    cores, memory = view.value(record, "cpu_cores"), view.value(record, "memory_gb")
    if cores.value is not None and memory.value is not None:
        line.say("" if zh else "(").bind(view.shown(cores), "number", cores).say("+" if zh else ", ")
        line.bind(view.shown(memory), "number", memory).say(" " if zh else ") ")
    price = view.value(record, "price_per_hour")
    if price.value is None:
        line.bind(_STATE["zh" if zh else "en"][price.missing or "not_collected"], "text", price)
        return
    line.say("价格为 " if zh else "at ")
    line.bind(view.shown(price), "number", price)
