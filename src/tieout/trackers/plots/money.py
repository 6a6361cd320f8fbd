"""The chart of funding rounds: what each amount may be, on a logarithmic axis."""

from __future__ import annotations

from typing import Literal

from ...model import Axis, ChartSpec, Fact, Point, Record, Series
from ...quantity import Interval, Money
from ..funding_text import in_cny
from ..view import View
from .tools import Ask, describe, first_rows, pick

__all__ = ["funding_amounts"]

_CURRENCIES = {
    "CNY": ("人民币元", "CNY"),
    "USD": ("美元", "USD"),
    "EUR": ("欧元", "EUR"),
    "HKD": ("港元", "HKD"),
    "JPY": ("日元", "JPY"),
    "GBP": ("英镑", "GBP"),
}

_BEYOND: dict[str, Literal["", "below", "above"]] = {
    "over": "above",
    "at_least": "above",
    "under": "below",
    "at_most": "below",
}


def funding_amounts(view: View, ask: Ask) -> ChartSpec | None:
    """Each round's amount as the interval its words allow, largest first.

    Amounts of one currency are drawn as printed. Where currencies differ there is no dated rate to
    convert with, so each amount is drawn over all plausible rates to CNY: rows whose bars do not
    overlap are certain to be in that order. An exact amount has a dot, 数亿元 only a bar, 超 and 近
    an arrow. Undisclosed amounts, and those without a currency, are named below.
    """
    amounts = [
        (r, view.value(r, "amount"), r["amount"])
        for r in view.records
        if isinstance(r.get("amount"), Money) and (not ask.only or r.subject[0] in ask.only)
    ]
    currencies = {m.currency for _, _, m in amounts if m.currency}
    mixed = len(currencies) > 1
    drawn: list[tuple[Record, Fact, Money, Interval]] = []
    unknown = [view.name(r) for r in view.records if not isinstance(r.get("amount"), Money)]
    for record, fact, money in amounts:
        span = in_cny(money) if mixed else Interval(money.low, money.high)
        if money.currency is None or span is None or span.lo <= 0:
            unknown.append(view.name(record))
        else:
            drawn.append((record, fact, money, span))
    if len(drawn) < 2:
        return None
    drawn.sort(key=lambda it: (-it[3].hi, -it[3].lo))
    points = []
    for record, fact, money, span in drawn:
        exact = money.low == money.high
        points.append(
            Point(
                view.name(record),
                (span.lo * span.hi).sqrt() if exact else None,
                view.shown(fact),
                lo=span.lo,
                hi=span.hi,
                open=_BEYOND.get(money.comparator or "", ""),
                fact=str(fact.key),
            )
        )
    series, cut = first_rows(view, [Series("", tuple(points))])
    title = view.tracker.title(view.language)
    code = "CNY" if mixed else next(iter(currencies))
    currency = pick(view, *_CURRENCIES.get(code, (code, code)))
    unit = pick(view, f"融资额（{currency}，对数轴）", f"Amount ({currency}, log scale)")
    notes = list(cut)
    if mixed:
        notes.append(
            pick(
                view,
                "币种不同：横线为按合理汇率区间折合人民币的可能范围，标注为披露原文。",
                "Currencies differ: bars span every plausible rate to CNY; labels are as disclosed.",
            )
        )
    if unknown:
        names = pick(view, "、", ", ").join(unknown)
        notes.append(pick(view, f"金额或币种未披露：{names}", f"Amount or currency undisclosed: {names}"))
    return ChartSpec(
        "interval",
        title,
        series,
        value=Axis(unit, log=True, magnitudes="zh" if view.language == "zh" else "en"),
        notes=tuple(notes),
        alt=describe(view, title, ((p.label, p.text) for p in points)),
        language=view.language,
    )
