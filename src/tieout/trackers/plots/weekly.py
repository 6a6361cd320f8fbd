"""Charts of site traffic, rental prices and token prices: bars with their numbers."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from ...model import Axis, ChartSpec, Fact, Point, Record, Series
from ..view import View
from .tools import Ask, describe, first_rows, pick, point, said, unit_words

__all__ = ["rental_prices", "token_prices", "traffic_visits"]

_ITEMS = {
    "input": ("输入", "Input"),
    "output": ("输出", "Output"),
    "cached_input": ("缓存输入", "Cached input"),
}
MOST_ITEMS = 4


def traffic_visits(view: View, ask: Ask) -> ChartSpec | None:
    """Weekly visits of each site, largest first, the week-on-week change in brackets."""
    found = [(r, f) for r, f in view.items("weekly_visits_m") if not ask.only or r.subject[0] in ask.only]
    if len(found) < 2:
        return None
    found.sort(key=lambda it: -it[1].value)
    points = []
    changes = False
    for record, visits in found:
        change = view.value(record, "visits_wow_pct")
        extra = view.shown(change, sign=True) if isinstance(change.value, Decimal) else ""
        changes = changes or bool(extra)
        made = point(view, view.name(record), visits, text=said(view, view.shown(visits), extra))
        points.append(_with_second(made, change if extra else None))
    title = view.tracker.title(view.language)
    unit = pick(view, "周平均访问量", "Average weekly visits")
    if changes:
        unit = pick(view, f"{unit}，括号内为环比", f"{unit}, change on the week in brackets")
    series, notes = first_rows(view, [Series(unit, tuple(points))])
    return ChartSpec(
        "bar",
        title,
        series,
        value=Axis(unit),
        notes=notes,
        alt=describe(view, title, ((p.label, p.text) for p in points)),
        language=view.language,
    )


def rental_prices(view: View, ask: Ask) -> ChartSpec | None:
    """The hourly price of each GPU at each platform, by GPU; no price says why."""
    records = [r for r in view.records if not ask.only or r.subject[0] in ask.only]
    if sum(1 for r in records if isinstance(r.get("price_per_hour"), Decimal)) < 2:
        return None
    points = []
    for record in records:
        price = view.value(record, "price_per_hour")
        gpu, platform = record.subject[0], record.subject[1]
        points.append(point(view, platform, price, group=gpu))
    title = view.tracker.title(view.language)
    series, notes = first_rows(view, [Series(title, tuple(points))])
    return ChartSpec(
        "bar",
        title,
        series,
        value=Axis(pick(view, "每小时价格", "Price per hour")),
        notes=notes,
        alt=describe(view, title, ((f"{p.group} {p.label}", p.text) for p in points)),
        language=view.language,
    )


def token_prices(view: View, ask: Ask) -> ChartSpec | None:
    """List prices by model, one bar per item; only prices in one currency and unit share a chart.

    The currency and unit that most prices have are drawn, the others are named below.
    """
    priced = [(r, f) for r, f in view.items("price") if not ask.only or r.subject[0] in ask.only]
    if len(priced) < 2:
        return None
    kinds = Counter((str(r.get("currency") or ""), str(r.get("unit") or "")) for r, _ in priced)
    (currency, unit), _ = kinds.most_common(1)[0]
    same = [it for it in priced if _kind(it[0]) == (currency, unit)]
    items = list(dict.fromkeys(str(r.get("item") or "") for r, _ in same))[:MOST_ITEMS]
    same = [it for it in same if str(it[0].get("item") or "") in items]
    if len(same) < 2:
        return None
    series: list[Series] = []
    for item in items:
        rows = [(r, f) for r, f in same if str(r.get("item") or "") == item]
        name = pick(view, *_ITEMS.get(item, (item, item)))
        series.append(Series(name, tuple(point(view, view.name(r), f, group=r.subject[1]) for r, f in rows)))
    title = view.tracker.title(view.language)
    words = pick(view, "，", ", ").join(w for w in (currency, unit_words(view, unit)) if w)
    left_out = list(dict.fromkeys(view.name(r) for r, _ in priced if _kind(r) != (currency, unit)))
    shown, notes = first_rows(view, series)
    if left_out:
        names = pick(view, "、", ", ").join(left_out)
        words_zh, words_en = (
            f"币种或计价单位不同，未列入：{names}",
            f"Left out, other currency or unit: {names}",
        )
        notes = (*notes, pick(view, words_zh, words_en))
    return ChartSpec(
        "bar",
        title,
        shown,
        value=Axis(
            pick(view, f"价格（{words}）", f"Price ({words})") if words else pick(view, "价格", "Price")
        ),
        notes=notes,
        alt=describe(view, title, ((f"{p.label} {s.name}", p.text) for s in series for p in s.points)),
        language=view.language,
    )


def _kind(record: Record) -> tuple[str, str]:
    return str(record.get("currency") or ""), str(record.get("unit") or "")


def _with_second(made: Point, second: Fact | None) -> Point:
    """The point with the key of the number in brackets."""
    if second is None:
        return made
    return Point(made.label, made.y, made.text, group=made.group, fact=made.fact, x_fact=str(second.key))
