"""TIE5xx: dates, earlier issues, and what the desk has stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from rapidfuzz import fuzz

from ...errors import TieoutError
from ...model.claim import Finding
from ...model.evidence import Evidence
from ...model.formula import Operand, compute
from ...model.record import Record
from ...model.report import Report, Table
from ...model.rules import Rule
from ...quantity import Interval
from ..grid import Grid, norm
from .base import View, finding

__all__ = ["RULES", "find"]

_HEAD = "公司代码\t名称\t{} 股价\tEPS 2023\tEPS 2024E\tPE 2023\tPE 2024E\t投资评级\n002230.SZ\t科大讯飞\t50.68\t0.28\t0.40\t181.00\t126.70\t买入\n688668.SH\t鼎通科技\t51.46\t0.67\t1.04\t76.81\t49.48\t买入\n"

RULES = (
    Rule("TIE501", "low", "Price dated to a day without trading", "股价日期非交易日",
         "Prices are dated to a Saturday or Sunday (with a desk: to any day its market was closed). The value is usually the last close, so this is a label to mend, not a wrong price.",
         _HEAD.format("2024-07-07"), _HEAD.format("2025-01-27")),
    Rule("TIE502", "medium", "Related report not known under that title or date", "相关研究的标题或日期与历史不符",
         "An earlier issue stands on the desk with the date or the title of a related report, and the other of the two differs.", "", ""),
    Rule("TIE503", "medium", "Change contradicts the last issue's level", "环比与上期数值不符",
         "A week-on-week change is printed, the issue seven days earlier printed the level before, and the two do not give it. Windows must be of one length.", "", ""),
    Rule("TIE504", "low", "Same figures for months", "数据长期未更新",
         "Every figure of a row is what three issues over sixty days or more have printed. List prices and forecasts may stand still; it is worth a look.", "", ""),
    Rule("TIE505", "high", "Figure differs from the desk's records", "与历史数据库不符",
         "The desk holds a record of the same tracker, subject and period, and a cell of the report prints another figure.", "", ""),
)  # fmt: skip


def find(view: View) -> Iterator[Finding]:
    """Findings that need a calendar, earlier issues or a desk."""
    yield from _price_dates(view)
    earlier = [
        r
        for r in view.earlier
        if r.meta.date and view.report.meta.date and r.meta.date < view.report.meta.date
    ]
    if earlier:
        yield from _related(view, earlier)
        yield from _week_before(view, earlier)
        yield from _stale(view, earlier)
    if view.desk is not None:
        yield from _stored(view)


def _price_dates(view: View) -> Iterator[Finding]:
    told: set[date] = set()
    for grid in view.of("coverage"):
        for record in grid.table.records:
            day = record.get("price_date")
            if not isinstance(day, date) or day in told:
                continue
            told.add(day)
            reason = _closed(view, day, record.get("ticker"))
            if reason:
                at = view.report.text.rfind(day.isoformat(), 0, grid.table.end)
                start, end = (
                    (at, at + 10)
                    if grid.table.start - 200 <= at
                    else (grid.table.start, grid.table.start + 1)
                )
                yield finding(
                    view,
                    "TIE501",
                    "low",
                    start,
                    end,
                    f"prices are dated {day.isoformat()}, {reason}",
                    stated=day.isoformat(),
                )


def _closed(view: View, day: date, ticker: Any) -> str:
    if day.weekday() >= 5:
        return "a Saturday" if day.weekday() == 5 else "a Sunday"
    if view.desk is None:
        return ""
    # The calendar of holidays costs most of a second to load; weekends need none.
    from ...calendar import is_trading_day, market_of

    try:
        return "" if is_trading_day(day, market_of(str(ticker))) else "a day its market was closed"
    except TieoutError:
        return ""


def _related(view: View, earlier: Sequence[Report]) -> Iterator[Finding]:
    for item in view.report.meta.related:
        same_day = [r for r in earlier if r.meta.date == item.date]
        titles = [f"{r.meta.series or ''}{r.meta.title or ''}" for r in same_day]
        if same_day and not any(fuzz.partial_ratio(norm(item.title), norm(t)) >= 80 for t in titles):
            said = f"the issue of {item.date} on the desk is titled “{titles[0]}”"
            yield _of_related(view, item.title, said, item.title, titles[0])
            continue
        near = [
            r
            for r in earlier
            if r.meta.title and fuzz.partial_ratio(norm(item.title), norm(r.meta.title)) >= 92
        ]
        if near and item.date and all(r.meta.date != item.date for r in near):
            said = f"the desk has this title under {near[0].meta.date}, the cover says {item.date}"
            yield _of_related(view, item.title, said, item.date, near[0].meta.date)


def _of_related(view: View, title: str, said: str, stated: Any, expected: Any) -> Finding:
    at = max(view.report.text.find(title), 0)
    return finding(view, "TIE502", "medium", at, at + len(title), said, stated=stated, expected=expected)


_CHANGES = {
    "visits_wow_pct": "weekly_visits_m",
    "duration_wow_pct": "avg_duration_s",
    "price_wow_pct": "price_per_hour",
}


def _week_before(view: View, earlier: Sequence[Report]) -> Iterator[Finding]:
    for grid in view.grids.grids:
        if grid.tracker is None or grid.table.period is None:
            continue
        before = _neighbour(grid, earlier)
        if before is None:
            continue
        levels = {(tuple(norm(s) for s in r.subject)): r for r in before.records}
        for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
            old = levels.get(tuple(norm(s) for s in record.subject))
            if old is None:
                continue
            for change, level in _CHANGES.items():
                yield from _change(view, grid, at, record, old, change, level, before)


def _neighbour(grid: Grid, earlier: Sequence[Report]) -> Table | None:
    """The table of the issue a week before: same tracker, a window of one length, 7 +- 2 days earlier."""
    period = grid.table.period
    assert period is not None and grid.tracker is not None
    for report in earlier:
        for table in report.tables:
            if (
                table.tracker == grid.tracker.name
                and table.period is not None
                and table.period.days == period.days
            ):
                if 5 <= (period.end - table.period.end).days <= 9:
                    return table
    return None


def _change(
    view: View, grid: Grid, at: int, record: Record, old: Record, change: str, level: str, before: Table
) -> Iterator[Finding]:
    column, base = grid.table.column_of(change), grid.table.column_of(level)
    then = old.get(level)
    if column is None or base is None or not isinstance(then, Decimal):
        return
    stated, now = grid.rows[at].cells[column], grid.rows[at].cells[base]
    if stated.operand is None or now.operand is None or then == 0:
        return
    scale = now.operand.value / record.get(level) if record.get(level) else Decimal(1)
    text = old.texts.get(level, str(then))
    places = len(text.partition(".")[2].rstrip("%M")) if "." in text else 0
    past = Operand(then * scale, Interval.shown(then * scale, places, scale))
    result = compute("change", now.operand, past)
    if not stated.operand.interval.meets(result.interval):
        start, end = stated.span if stated.span[1] > stated.span[0] else (grid.table.start, grid.table.end)
        yield finding(
            view,
            "TIE503",
            "medium",
            start,
            end,
            f"{grid.rows[at].label}, {grid.headers[column]}: printed {stated.text}; {text} in the issue before and {now.text} now give {round(result.value, 2)} %",
            stated=stated.operand.value,
            expected=round(result.value, 2),
            evidence=[
                now.evidence(),
                Evidence(
                    "history", value=then, period=before.period, note=f"{before.figure or ''} {text}".strip()
                ),
            ],
        )


def _stale(view: View, earlier: Sequence[Report]) -> Iterator[Finding]:
    day = view.report.meta.date
    assert day is not None
    for grid in view.grids.grids:
        if grid.tracker is None or not grid.tracker.sticky:
            continue
        for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
            fields = [
                f
                for f in record.values
                if any(
                    f == s or (("{year}" in s) and f.startswith(s.split("{")[0])) for s in grid.tracker.sticky
                )
            ]
            mine = {f: record.get(f) for f in fields if record.get(f) is not None}
            if not mine:
                continue
            same: list[date] = []
            for report in earlier:
                for other in report.records(grid.tracker.name):
                    if tuple(map(norm, other.subject)) == tuple(map(norm, record.subject)) and all(
                        other.get(f) == v for f, v in mine.items()
                    ):
                        if report.meta.date and report.meta.date not in same:
                            same.append(report.meta.date)
            if len(same) >= 2 and (day - min(same)).days >= 60:
                cell = grid.rows[at].cells[0]
                start, end = cell.span if cell.span[1] > cell.span[0] else (grid.table.start, grid.table.end)
                yield finding(
                    view,
                    "TIE504",
                    "low",
                    start,
                    end,
                    f"{grid.rows[at].label}: {', '.join(f'{f} {v}' for f, v in mine.items())} as in {len(same)} issues since {min(same).isoformat()}",
                    evidence=[Evidence("history", note=d.isoformat()) for d in sorted(same)],
                )


def _stored(view: View) -> Iterator[Finding]:
    try:
        store = view.desk.store
    except (AttributeError, TieoutError):
        return
    for grid in view.grids.grids:
        if grid.tracker is None or grid.table.period is None or grid.doubtful:
            continue
        held_records = store.records(grid.tracker.name)
        known = {(tuple(norm(s) for s in r.subject), str(r.period)): r for r in held_records}
        yield from _stored_week(view, grid, held_records)
        for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
            subject = tuple(
                norm(str(view.desk.resolve(grid.tracker.name, k.field, s) or s))
                for k, s in zip(grid.tracker.keys, record.subject, strict=False)
            )
            held = known.get((subject, str(grid.table.period))) or known.get(
                (tuple(norm(s) for s in record.subject), str(grid.table.period))
            )
            if held is None:
                continue
            for j, field in enumerate(grid.table.fields):
                cell = grid.rows[at].cells[j] if j < len(grid.rows[at].cells) else None
                column = grid.tracker.column(field) if field else None
                if cell is None or cell.operand is None or column is None or field is None or column.derived:
                    continue
                value, mine = held.get(field), record.get(field)
                if (
                    isinstance(value, Decimal)
                    and isinstance(mine, Decimal)
                    and not Interval.shown(mine, cell.decimals).meets(Interval.point(value))
                ):
                    start, end = (
                        cell.span if cell.span[1] > cell.span[0] else (grid.table.start, grid.table.end)
                    )
                    yield finding(
                        view,
                        "TIE505",
                        "high",
                        start,
                        end,
                        f"{grid.rows[at].label}, {cell.header}: printed {cell.text}, the desk's record of {grid.table.period} holds {value}",
                        stated=mine,
                        expected=value,
                        evidence=[
                            Evidence(
                                "history", value=value, period=held.period, note=held.texts.get(field, "")
                            )
                        ],
                    )


def _stored_week(view: View, grid: Grid, held: Sequence[Record]) -> Iterator[Finding]:
    """Printed week-on-week changes against the desk's level a week before."""
    period = grid.table.period
    if period is None:
        return
    before = {
        tuple(norm(s) for s in r.subject): r
        for r in held
        if r.period is not None
        and r.period.days == period.days
        and 5 <= (period.end - r.period.end).days <= 9
    }
    for at, record in zip(grid.table.record_rows, grid.table.records, strict=False):
        old = before.get(tuple(norm(s) for s in record.subject))
        if old is not None:
            table = Table((), (), period=old.period)
            for change, level in _CHANGES.items():
                yield from _change(view, grid, at, record, old, change, level, table)
