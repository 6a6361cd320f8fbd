"""TIE506 to TIE508: what the desk's own market data and issues say of a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from ...errors import TieoutError
from ...model.claim import Finding
from ...model.evidence import Evidence
from ...model.record import Record
from ...model.rules import Rule
from ...quantity import Interval
from ..grid import Grid, norm
from .base import View, finding

__all__ = ["RULES", "find"]

RULES = (
    Rule("TIE506", "medium", "Relative performance differs from stored closes", "相对表现与存储的收盘价不符",
         "The desk holds the closes of an index, and no day from the issue's back to a week before gives all its printed returns over 1, 3 and 12 months. "
         "Return: the close of the last session not after the day, over that of the last session not after the day minus the months; one decimal.", "", ""),
    Rule("TIE507", "medium", "Price differs from the stored close", "股价与存储的收盘价不符",
         "The desk holds the close of a covered company on the day its price is dated to (or the last session before it), and the table prints another.", "", ""),
    Rule("TIE508", "medium", "Related report not among the desk's issues", "相关研究不在本工作台的各期之中",
         "A related report is dated between the first and the last issue the desk has before this one, and the desk has no issue of that date; or it has one under another title.", "", ""),
)  # fmt: skip

ALIKE = 80


def find(view: View) -> Iterator[Finding]:
    """Findings that need the desk's market data or its list of issues."""
    if view.desk is None:
        return
    yield from _market(view)
    yield from _related(view)


def _market(view: View) -> Iterator[Finding]:
    boxes, tables = view.of("relative_performance"), view.of("coverage")
    if not boxes and not tables:
        return
    try:
        held: tuple[Record, ...] = tuple(view.desk.store.records("market"))
    except (AttributeError, TieoutError):
        return
    if not held:
        return
    from ...trackers.market_series import closes_of

    series = closes_of(held)
    for grid in boxes:
        yield from _box(view, grid, series)
    for grid in tables:
        yield from _prices(view, grid, series)


def _box(view: View, grid: Grid, series: Mapping[str, Any]) -> Iterator[Finding]:
    """Each index of the box against its closes; the day may lie up to a week before the issue."""
    from dataclasses import replace

    from ...trackers.market_records import day_of_box, relative_performance

    day = view.report.meta.date
    if day is None or grid.doubtful:
        return
    for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
        name = record.subject[0]
        known = [s for s in series.values() if _means(view, s, name)]
        if len(known) != 1:
            continue
        index = replace(known[0], name=name)
        try:
            made = relative_performance([index], day).records[0]
            fits = day_of_box([index], [record], day)
        except TieoutError:
            continue
        wrong = [
            f
            for f, v in made.values.items()
            if isinstance(v, Decimal) and isinstance(record.get(f), Decimal) and record.get(f) != v
        ]
        if fits is not None or not wrong:
            continue
        for field in wrong:
            column = grid.table.column_of(field)
            cell = grid.rows[at].cells[column] if column is not None else None
            if cell is None:
                continue
            start, end = cell.span if cell.span[1] > cell.span[0] else (grid.table.start, grid.table.end)
            yield finding(
                view,
                "TIE506",
                "medium",
                start,
                end,
                f"{name}, {cell.header}: printed {cell.text}, the desk's closes to {day.isoformat()} give {made.get(field)}",
                stated=record.get(field),
                expected=made.get(field),
                evidence=[Evidence("market", value=made.get(field), period=made.period, note=index.code)],
            )


def _means(view: View, series: Any, printed: str) -> bool:
    names = {norm(series.name), norm(series.code)}
    try:
        meant = view.desk.resolve("relative_performance", "index_name", printed)
    except (AttributeError, TieoutError):
        meant = printed
    return norm(printed) in names or norm(str(meant or printed)) in names


def _prices(view: View, grid: Grid, series: Mapping[str, Any]) -> Iterator[Finding]:
    from ...calendar import last_trading_day

    for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
        day, price = record.get("price_date"), record.get("price")
        closes = series.get(str(record.get("ticker") or ""))
        column = grid.table.column_of("price")
        if closes is None or column is None or not isinstance(day, date) or not isinstance(price, Decimal):
            continue
        try:
            close = closes.on(last_trading_day(day, closes.market))
        except TieoutError:
            continue
        cell = grid.rows[at].cells[column]
        if not isinstance(close.value, Decimal) or Interval.shown(price, cell.decimals).meets(
            Interval.point(close.value)
        ):
            continue
        start, end = cell.span if cell.span[1] > cell.span[0] else (grid.table.start, grid.table.end)
        yield finding(
            view,
            "TIE507",
            "medium",
            start,
            end,
            f"{grid.rows[at].label}, {cell.header}: printed {cell.text}, the desk's close of {close.period.start.isoformat()} is {close.value}",
            stated=price,
            expected=close.value,
            evidence=[Evidence("market", value=close.value, period=close.period, note=closes.code)],
        )


def _related(view: View) -> Iterator[Finding]:
    """Related reports against the desk's own issues before this one."""
    day = view.report.meta.date
    if not view.report.meta.related or day is None:
        return
    titles = {d: t for d, t in _issues(view).items() if d < day}
    if not titles:
        return
    for item in view.report.meta.related:
        at = view.report.text.find(item.title)
        if item.date is None or at < 0:
            continue
        known = titles.get(item.date)
        if known is None:
            if not min(titles) < item.date < max(titles):
                continue
            message = f"the desk has no issue of {item.date.isoformat()}"
        elif known and fuzz.partial_ratio(norm(known), norm(item.title)) < ALIKE:
            message = f"the issue of {item.date.isoformat()} on the desk is titled “{known}”"
        else:
            continue
        yield finding(
            view,
            "TIE508",
            "medium",
            at,
            at + len(item.title),
            message,
            stated=item.title,
            expected=known,
        )


def _issues(view: View) -> dict[date, str]:
    """The desk's issues by date with their titles; empty for a title that cannot be read."""
    from ...desk.issuefile import Link, plain_text, read_issue
    from ...desk.issuefolder import issue_dates

    out: dict[date, str] = {}
    try:
        days = issue_dates(view.desk)
    except (AttributeError, OSError, TieoutError):
        return out
    for day in days:
        try:
            title = read_issue(view.desk.issue_path(day, view.report.meta.language)).title
            # A title with figures that a build fills in is not known before it is built.
            out[day] = "" if any(isinstance(part, Link) for part in title) else plain_text(title)
        except (AttributeError, OSError, TieoutError):
            out[day] = ""
    return out
