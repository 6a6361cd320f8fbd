"""Charts of the market: performance box, rebased lines, daily changes, best and worst members."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from ...calendar import trading_week
from ...model import Axis, ChartSpec, Fact, Point, Series
from ...quantity import Period, format_percent
from ..market_measures import daily_returns, rebased, window_return
from ..market_series import Closes, lineage
from ..market_summary import latest_week, series_of
from ..view import View
from .tools import Ask, describe, pick, point

__all__ = ["box_bars", "daily_changes", "index_lines", "member_moves", "stated_moves"]

MOST_LINES = 5
MOST_BARS = 4
MEMBERS = 5


def box_bars(view: View, ask: Ask) -> ChartSpec | None:
    """The performance box as bars: each index over one, three and twelve months."""
    horizons = (
        ("ret_1m_pct", pick(view, "近 1 个月", "1 month")),
        ("ret_3m_pct", pick(view, "近 3 个月", "3 months")),
        ("ret_12m_pct", pick(view, "近 12 个月", "12 months")),
    )
    records = [r for r in view.records if not ask.only or r.subject[0] in ask.only][:MOST_BARS]
    series: list[Series] = []
    for record in records:
        facts = [(label, view.value(record, name)) for name, label in horizons]
        points = tuple(point(view, label, f, text=_percent(view, f)) for label, f in facts)
        series.append(Series(view.name(record), points, subject=not series))
    return _bars(view, series, pick(view, "区间涨跌幅", "Return over the period"))


def stated_moves(view: View, ask: Ask) -> ChartSpec | None:
    """The largest daily gain and loss of each index, as stated by a source or computed from closes."""
    words = (
        ("max_daily_gain", pick(view, "单日最大涨幅", "Largest daily gain")),
        ("max_daily_loss", pick(view, "单日最大跌幅", "Largest daily loss")),
    )
    series: list[Series] = []
    for stat, name in words:
        rows = [r for r in view.records if r.get("stat") == stat]
        rows = [r for r in rows if not ask.only or r.subject[0] in ask.only]
        facts = [(r.subject[0], view.value(r, "value_pct")) for r in rows]
        points = tuple(point(view, label, f, text=_percent(view, f)) for label, f in facts)
        series.append(Series(name, points))
    return _bars(view, series, pick(view, "单日涨跌幅", "Daily change"))


def index_lines(view: View, ask: Ask) -> ChartSpec | None:
    """Closes of up to five codes, each over its first, times 100.

    The window starts where all of them have a close. With more codes in the view ``only`` says
    which to draw.
    """
    chosen = _chosen(view, ask)
    if not 1 <= len(chosen) <= MOST_LINES or any(len(s.days) < 2 for s in chosen):
        return None
    window = Period(max(s.days[0] for s in chosen), max(s.days[-1] for s in chosen))
    series: list[Series] = []
    for closes in chosen:
        facts = _kept(view, rebased(closes, window))
        points = tuple(
            Point("", f.value, view.digits(f) if f.value is not None else "", x=_day(f), fact=str(f.key))
            for f in facts
        )
        series.append(Series(closes.name, points, subject=not series))
    if all(sum(p.y is not None for p in s.points) < 2 for s in series):
        return None
    title = pick(view, "指数走势", "Index levels")
    unit = pick(view, f"收盘价，{window.start} 为 100", f"Close, {window.start} = 100")
    ends = [(s.name, next((p.text for p in reversed(s.points) if p.y is not None), "")) for s in series]
    return ChartSpec(
        "line",
        title,
        tuple(series),
        value=Axis(unit),
        alt=describe(view, pick(view, f"{title}，{unit}", f"{title}, {unit}"), ends),
        language=view.language,
    )


def daily_changes(view: View, ask: Ask) -> ChartSpec | None:
    """The change of each session of the reviewed week, up to four codes."""
    chosen = _chosen(view, ask)
    week = _week(view, ask)
    if not 1 <= len(chosen) <= MOST_BARS or week is None:
        return None
    series: list[Series] = []
    for closes in chosen:
        facts = _kept(view, daily_returns(closes, week))
        points = tuple(point(view, _day(f).strftime("%m-%d"), f, text=_percent(view, f)) for f in facts)
        series.append(Series(closes.name, points, subject=not series))
    return _bars(view, series, pick(view, "日涨跌幅", "Daily change"), least=2)


def member_moves(view: View, ask: Ask) -> ChartSpec | None:
    """The five best and the five worst codes of the reviewed week; ``only`` gives the members."""
    week = _week(view, ask)
    if week is None:
        return None
    members = _chosen(view, ask)
    returns = list(zip(members, _kept(view, [window_return(s, week) for s in members]), strict=True))
    known = sorted(((s, f) for s, f in returns if f.value is not None), key=lambda it: -it[1].value)
    if len(known) < 4:
        return None
    each = min(MEMBERS, len(known) // 2)
    best, worst = known[:each], known[-each:][::-1]
    points = [
        point(view, closes.name, fact, group=group, text=_percent(view, fact))
        for group, rows in ((_best_word(view, best[-1][1]), best), (_worst_word(view, worst[-1][1]), worst))
        for closes, fact in rows
    ]
    unknown = [s.name for s, f in returns if f.value is None]
    notes: tuple[str, ...] = ()
    if unknown:
        names = pick(view, "、", ", ").join(unknown)
        notes = (pick(view, f"停牌或未获取，未列入：{names}", f"Left out, halted or not collected: {names}"),)
    title = pick(view, "成分股涨跌幅", "Members by weekly return")
    return ChartSpec(
        "bar",
        title,
        (Series(title, tuple(points)),),
        value=Axis(pick(view, f"{week.start} 至 {week.end} 涨跌幅", f"Return, {week.start} to {week.end}")),
        notes=notes,
        alt=describe(view, title, ((p.label, p.text) for p in points)),
        language=view.language,
    )


def _bars(view: View, series: list[Series], unit: str, *, least: int = 2) -> ChartSpec | None:
    series = [s for s in series if s.points]
    if sum(p.y is not None for s in series for p in s.points) < least:
        return None
    title = view.tracker.title(view.language)
    told = ((f"{s.name} {p.label}", p.text) for s in series for p in s.points)
    return ChartSpec(
        "bar", title, tuple(series), value=Axis(unit), alt=describe(view, title, told), language=view.language
    )


def _chosen(view: View, ask: Ask) -> list[Closes]:
    return [s for s in series_of(view) if not ask.only or s.code in ask.only or s.name in ask.only]


def _kept(view: View, facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts, remembered by the view with all they were computed from."""
    for fact in lineage(*facts):
        view.keep(fact)
    return facts


def _week(view: View, ask: Ask) -> Period | None:
    return trading_week(ask.day) if ask.day is not None else latest_week(view)


def _best_word(view: View, last: Fact) -> str:
    """What the leaders are called: risers only if even the last of them rose."""
    return pick(view, "涨幅居前", "Best") if last.value > 0 else pick(view, "涨跌幅居前", "Best")


def _worst_word(view: View, last: Fact) -> str:
    """What the last are called: fallers only if all of them fell."""
    return pick(view, "跌幅居前", "Worst") if last.value < 0 else pick(view, "涨跌幅居后", "Worst")


def _percent(view: View, fact: Fact) -> str | None:
    """A percentage with its sign, as changes are printed in a chart."""
    if not isinstance(fact.value, Decimal):
        return None
    return format_percent(fact.value, fact.shown_decimals, sign=True)


def _day(fact: Fact) -> date:
    assert fact.period is not None
    return fact.period.start
