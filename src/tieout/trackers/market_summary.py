"""The generated sentence on closes: the statistics of their latest week, computed and then said."""

from __future__ import annotations

from datetime import timedelta

from ..calendar import trading_days
from ..model import Record, Sentence, SentenceBuilder
from ..quantity import Period
from .market_records import market_stats
from .market_series import Closes, closes_of, lineage
from .market_stat import TRACKER as MARKET_STAT
from .market_text import summary as say_statistics
from .view import View

__all__ = ["latest_week", "series_of", "summary"]


def series_of(view: View) -> tuple[Closes, ...]:
    """The series of a view's records, named as the view names them."""
    printed = {r.subject[0]: r.get("name") for r in reversed(view.records)}
    names = {}
    for code, name in printed.items():
        # A bar's subject is code and date; what is called by a name is the code alone.
        shown = view.name(Record(view.tracker.name, (code,), {"name": name}))
        names[code] = str(name or code) if shown == code else shown
    return tuple(closes_of(view.records, names=names).values())


def latest_week(view: View) -> Period | None:
    """The sessions of the calendar week of the last close in the view, up to that close."""
    series = series_of(view)
    if not series:
        return None
    end = max(s.days[-1] for s in series)
    market = next(s.market for s in series if s.days[-1] == end)
    days = trading_days(Period(end - timedelta(days=end.weekday()), end), market)
    return Period(days[0], days[-1]) if days else None


def summary(view: View) -> Sentence:
    """Index by index the largest daily gain and loss and the return of the latest week."""
    week = latest_week(view)
    if week is None:
        words = "暂无行情数据。" if view.language == "zh" else "No market data."
        return SentenceBuilder("summary").say(words).done()
    measured = market_stats(series_of(view), week)
    stated = View(MARKET_STAT, measured.records, language=view.language, choices=view.choices)
    for fact in lineage(*measured.facts):
        stated.keep(fact)
    sentence = say_statistics(stated)
    for fact in stated.book.values():
        view.keep(fact)
    return sentence
