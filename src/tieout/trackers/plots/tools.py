"""Small pieces shared by the makers of charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ...model import Fact, Point, Series
from ..view import View

MOST_ROWS = 30
MOST_BARS = 56
"""Rows of one series, and bars of several, that a page of A4 can hold."""

__all__ = ["Ask", "describe", "first_rows", "missing_text", "pick", "point", "said", "unit_words"]

_MISSING = {
    "tight": ("算力紧张", "sold out"),
    "withdrawn": ("已下架", "withdrawn"),
    "undisclosed": ("未披露", "undisclosed"),
    "on_offer": ("未标价", "no price shown"),
    "not_collected": ("未获取", "not collected"),
}

_UNITS = {
    "per_1m_tokens": ("每百万 tokens", "per 1M tokens"),
    "per_1k_tokens": ("每千 tokens", "per 1K tokens"),
    "per_device_year": ("每台每年", "per device and year"),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What the issue asks of a chart beyond its name.

    ``only`` restricts it to these subjects (the first key part of a record); ``day`` is the date
    of the issue, for charts of the week it reviews; ``others`` are views of further trackers by
    name, for charts over two.
    """

    only: tuple[str, ...] = ()
    day: date | None = None
    others: Mapping[str, View] = field(default_factory=dict)


def pick(view: View, zh: str, en: str) -> str:
    """The wording in the view's language."""
    return zh if view.language == "zh" else en


def point(view: View, label: str, fact: Fact, *, group: str = "", text: str | None = None) -> Point:
    """The point of a fact; a missing one says why there is no bar."""
    value = fact.value if isinstance(fact.value, Decimal) else None
    shown = text if text is not None else view.shown(fact) if value is not None else missing_text(view, fact)
    return Point(label, value, shown, group=group, fact=str(fact.key))


def missing_text(view: View, fact: Fact) -> str:
    """What stands where a value is missing: the house's mark and the reason, if there is one."""
    words = _MISSING.get(fact.missing or "")
    if words is None:
        return view.choices.null_mark
    reason = pick(view, *words)
    mark = view.choices.null_mark
    return pick(view, f"{mark}（{reason}）", f"{mark} ({reason})")


def said(view: View, main: str, extra: str) -> str:
    """A number with another one in brackets."""
    return main if not extra else pick(view, f"{main}（{extra}）", f"{main} ({extra})")


def first_rows(
    view: View, series: Sequence[Series], *, stacked: bool = True
) -> tuple[tuple[Series, ...], tuple[str, ...]]:
    """The series cut to the rows that fit on a page, and the note that says so.

    ``stacked`` is False where the series share a row instead of standing one under the other.
    """
    most = MOST_ROWS if len(series) == 1 or not stacked else MOST_BARS // len(series)
    rows = list(dict.fromkeys((p.group, p.label) for s in series for p in s.points))
    if len(rows) <= most:
        return tuple(series), ()
    kept = set(rows[:most])
    cut = tuple(replace(s, points=tuple(p for p in s.points if (p.group, p.label) in kept)) for s in series)
    return cut, (pick(view, "限于篇幅，仅列示居前部分。", "Only the first rows are shown."),)


def describe(view: View, title: str, items: Iterable[tuple[str, str]], *, most: int = 40) -> str:
    """A chart in words: its title, then every label with its number."""
    found = list(items)
    parts: Sequence[str] = [f"{label} {text}".strip() for label, text in found[:most]]
    if view.language == "zh":
        return f"{title}：{'；'.join(parts)}{' 等' if len(found) > most else ''}。"
    return f"{title}: {'; '.join(parts)}{' and others' if len(found) > most else ''}."


def unit_words(view: View, unit: str) -> str:
    """What a price is for, in words: ``per_1m_tokens`` is 每百万 tokens."""
    return pick(view, *_UNITS.get(unit, (unit.replace("_", " "),) * 2))
