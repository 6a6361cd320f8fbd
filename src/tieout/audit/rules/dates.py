"""TIE415, TIE416, TIE417: days of closes, the window of the issue, weekdays in tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ...model.claim import Finding
from ...model.rules import Rule
from ...quantity.dates import find_dates, find_periods
from ...quantity.types import Period
from ..claims.weekdays import anchor_of, day_near, weekday_said
from ..grid import Grid, norm
from ..lexicon import folded
from .base import View, finding

__all__ = ["RULES", "find"]

_TOP = "行业周报\n\n2025年11月17日\n\n传媒行业周报（11.10-11.16）\n\n1、行情\n\n"
_INDEX = "表1：主要指数\n\n指数\t11月7日\t11月14日\t周涨跌幅\n甲指数\t3268.40\t3204.71\t-1.95%\n乙指数\t4678.79\t4628.14\t-1.08%\n丙指数\t5837.12\t5812.80\t-0.42%\n\n资料来源：Wind\n\n"
_ROWS = "公司\t评级\t收盘价\tEPS\n甲公司\t买入\t64.10\t2.68\n乙公司\t增持\t68.45\t4.58\n\n资料来源：Wind\n"
_CALENDAR = "表2：下周日程\n\n日期\t星期\t事件\n11月18日\t{}\t甲公司业绩会\n11月20日\t星期四\t乙公司股东大会\n\n资料来源：Wind\n"

RULES = (
    Rule("TIE415", "medium", "Closes dated to another day than the report's", "收盘价日期与报告其他处不符",
         "A label says that prices are closes of a Saturday or Sunday while the tables of the report close on the trading day before; "
         "or prices that another table holds as those of this week are dated to the close of the week before. "
         "A label on a weekend in a report that dates no other close is left alone.",
         _TOP + _INDEX + "表2：重点公司估值（收盘价为2025年11月15日）\n\n" + _ROWS,
         _TOP + _INDEX + "表2：重点公司估值（收盘价为2025年11月14日）\n\n" + _ROWS),
    Rule("TIE416", "medium", "Window of another week", "时间窗为另一周",
         "A statement of this week carries the days of a week before the one in the report's title, and those days stand nowhere else in the report.",
         _TOP + "当周（11.3-11.9）全国票房7.30亿元。\n", _TOP + "当周（11.10-11.16）全国票房7.30亿元。\n"),
    Rule("TIE417", "high", "Weekday in a table is not that of its date", "表中星期与日期不符",
         "A row (or two lines) of a table gives dates and weekdays, and one weekday is not that of its date in the year of the report, while the others are.",
         _TOP + _CALENDAR.format("星期三"), _TOP + _CALENDAR.format("星期二")),
)  # fmt: skip

_CLOSE = re.compile(r"收盘|收市|收报|\bclos(?:e|es|ing)\b|\bpriced\b")
_PRICE = re.compile(
    r"股价|价格|最新价|现价|市价|数据截[至止]|行情截[至止]|\bprices?\b|\b(?:data|prices) as (?:of|at)\b"
)
_LOOSE = re.compile(r"数据截[至止]|\bdata as (?:of|at)\b")
_NEAR = 16
_SLASHED = re.compile(r"(?<![\d./-])(\d{1,2})[./-](\d{1,2})(?![\d./-]|\d)")
_STOP = re.compile(r"[。；;]|\n")
_CHANGES = re.compile(r"涨跌|涨幅|跌幅|变动|变化|升跌|升幅|\bchange|\bchg|return|周涨|月涨", re.I)
_BEFORE_HEAD = re.compile(
    r"上周|前周|前一周|上期|上月|前收|\bprev|\bprior|\bearlier|week before|last week|month before", re.I
)
_PRICE_HEAD = re.compile(
    r"^(?!.*目标)(?!.*target).*(?:股价|收盘|收市|现价|最新价|\bprice\b|\bclose\b|\blast\b)", re.I
)


@dataclass(frozen=True)
class _Label:
    start: int
    end: int
    day: date
    close: bool
    label: bool = True
    loose: bool = False


def find(view: View) -> Iterator[Finding]:
    """Findings about the days a report speaks of."""
    anchor = view.report.meta.date or anchor_of([c.passage.low for c in view.contexts])
    if anchor is None:
        return
    yield from _weekdays(view, anchor)
    yield from _closes(view, anchor)
    yield from _window(view, anchor)


def _day_in(text: str, anchor: date) -> list[tuple[date, int, int]]:
    """The days a label names, the year supplied where it is near."""
    low = folded(text).lower()
    out = []
    for day, start, end in find_dates(low, year=2000):
        found = day if day.year != 2000 else day_near(day.month, day.day, anchor)
        if found is not None:
            out.append((found, start, end))
    return out


def _head_day(header: str, anchor: date) -> date | None:
    """The day a column's head names: 11月14日, 6 March, Apr 30, 09/12收盘."""
    days = _day_in(header, anchor)
    if len(days) == 1:
        return days[0][0]
    slashed = _SLASHED.search(header)
    if days or not slashed or not 1 <= int(slashed[1]) <= 12 or not 1 <= int(slashed[2]) <= 31:
        return None
    return day_near(int(slashed[1]), int(slashed[2]), anchor)


def _table_days(view: View, anchor: date) -> list[tuple[Grid, list[date]]]:
    """Tables whose heads are two days or more and a change: those of closes."""
    out = []
    for grid in view.grids.grids:
        days = [d for h in grid.headers if (d := _head_day(h, anchor)) is not None]
        if len(set(days)) >= 2 and any(_CHANGES.search(folded(h)) for h in grid.headers):
            out.append((grid, days))
    return out


def _heads(view: View, anchor: date) -> Iterator[_Label]:
    """Heads of columns that are closes of a day: 4月24日收盘价(元)."""
    for grid in view.grids.grids:
        at = grid.table.start
        for header in grid.headers:
            day = _head_day(header, anchor)
            start = (
                view.report.text.find(header, at, grid.table.end) if header and at < grid.table.end else -1
            )
            if start < 0 or day is None or not _CLOSE.search(folded(header).lower()):
                continue
            at = start + len(header)
            yield _Label(start, at, day, True)


def _closes(view: View, anchor: date) -> Iterator[Finding]:
    told = _labels(view, anchor)
    labels = [x for x in told if x.label] + list(_heads(view, anchor))
    tables = _table_days(view, anchor)
    closes = [d for _, days in tables for d in days if d.weekday() < 5]
    closes += [x.day for x in (*told, *labels) if x.day.weekday() < 5]
    for label in labels:
        near = [d for d in closes if timedelta(0) < label.day - d <= timedelta(days=4)]
        alone = sum(x.day == label.day for x in labels) == 1
        if label.day.weekday() >= 5 and near and alone and (not label.loose or near.count(max(near)) >= 2):
            yield finding(
                view, "TIE415", "medium", label.start, label.end,
                f"{label.day.isoformat()} is no trading day; closes elsewhere in the report are of {max(near).isoformat()}",
                stated=label.day, expected=max(near),
            )  # fmt: skip
    yield from _stale(view, labels, tables)


def _labels(view: View, anchor: date) -> list[_Label]:
    out: list[_Label] = []
    for context in view.contexts:
        p = context.passage
        if p.zone == "back":
            continue
        label = p.role in ("caption", "source") or p.zone == "cover" or len(p.text) < 80
        for day, start, end in _day_in(p.low, anchor):
            around = _around(p.low, start, end)
            if not timedelta(days=-3) <= anchor - day <= timedelta(days=40):
                continue
            close, loose = (
                bool(_CLOSE.search(around)),
                not _CLOSE.search(around) and bool(_LOOSE.search(around)),
            )
            if close or (label and _PRICE.search(around)):
                out.append(_Label(p.start + start, p.start + end, day, close, label, loose))
    return out


def _around(low: str, start: int, end: int) -> str:
    before, behind = low[max(0, start - 2 * _NEAR) : start], low[end : end + _NEAR]
    stop = list(_STOP.finditer(before))
    if stop:
        before = before[stop[-1].end() :]
    return before + "|" + _STOP.split(behind)[0]


def _stale(
    view: View, labels: Sequence[_Label], tables: Sequence[tuple[Grid, list[date]]]
) -> Iterator[Finding]:
    """Prices of this week under the date of the week before."""
    pairs = {(min(days), max(days)) for _, days in tables if len(set(days)) == 2}
    if len(pairs) != 1:
        return
    earlier, latest = next(iter(pairs))
    for label in labels:
        table = next((g for g in view.grids.grids if 0 <= g.table.start - label.end <= 40), None)
        if label.day != earlier or table is None or not latest - earlier >= timedelta(days=4):
            continue
        same = old = 0
        for other in view.grids.grids:
            if other is not table:
                fits = _prices_in(table, other)
                same, old = same + fits[0], old + fits[1]
        if same >= 2 and not old:
            yield finding(
                view, "TIE415", "medium", label.start, label.end,
                f"these prices are those of {latest.isoformat()} in the other tables, not of {label.day.isoformat()}",
                stated=label.day, expected=latest,
            )  # fmt: skip


def _prices_in(table: Grid, other: Grid) -> tuple[int, int]:
    """How many prices of a table stand in another one's column of now, and how many in that of before."""
    mine = next(
        (j for j, h in enumerate(table.headers) if _PRICE_HEAD.search(folded(h)) and table.numeric(j)), None
    )
    columns = [j for j, h in enumerate(other.headers) if _PRICE_HEAD.search(folded(h)) and other.numeric(j)]
    before = [j for j in columns if _BEFORE_HEAD.search(folded(other.headers[j]))]
    now = [j for j in columns if j not in before]
    if mine is None or not before or not now:
        return 0, 0
    held = {norm(n): r.cells[mine] for r in table.rows if mine < len(r.cells) for n in r.names}
    same = old = 0
    for row in other.rows:
        cell = next((held[norm(n)] for n in row.names if norm(n) in held), None)
        if cell is None or cell.operand is None:
            continue
        same += any(_equal(cell.text, row.cells[j].text) for j in now if j < len(row.cells))
        old += any(_equal(cell.text, row.cells[j].text) for j in before if j < len(row.cells))
    return same, old


def _equal(a: str, b: str) -> bool:
    return a.replace(",", "").strip() == b.replace(",", "").strip()


_DOTTED = re.compile(
    r"(?<![\d./-])(\d{1,2})[./](\d{1,2})\s*[-–—~至到]\s*(?:(\d{1,2})[./])?(\d{1,2})(?![\d./%]|\d)"
)
_TITLED = re.compile(
    r"周报|周观察|周刊|周度|行业周|报告期|区间|周期|第\s*\d+\s*周|weekly|week of|period", re.I
)
_THIS = re.compile(r"(?:当周|本周|本期|报告期内?|\bthis week|\bthe week)\s*[（(]\s*$")


def _periods(low: str, anchor: date) -> Iterator[tuple[Period, int, int]]:
    found = [(p, s, e) for p, s, e in find_periods(low, year=anchor.year) if p.start <= p.end]
    yield from found
    for x in _DOTTED.finditer(low):
        if any(s <= x.start() < e for _, s, e in found):
            continue
        first, last = int(x[1]), int(x[3] or x[1])
        if not (1 <= first <= 12 and 1 <= last <= 12 and 1 <= int(x[2]) <= 31 and 1 <= int(x[4]) <= 31):
            continue
        start, end = day_near(first, int(x[2]), anchor), day_near(last, int(x[4]), anchor)
        if start and end and timedelta(days=3) <= end - start <= timedelta(days=7):
            yield Period(start, end), x.start(), x.end()


def _window(view: View, anchor: date) -> Iterator[Finding]:
    """The window of the title, and one of an earlier week printed as this week's."""
    titled: list[Period] = []
    said: list[tuple[Period, int, int, bool]] = []
    for k, context in enumerate(view.contexts):
        p = context.passage
        for period, start, end in _periods(p.low, anchor):
            if not timedelta(days=3) <= period.end - period.start <= timedelta(days=7):
                continue
            if k < 16 and (p.role == "heading" or _TITLED.search(p.low)) and len(p.text) < 90:
                titled.append(period)
            else:
                here = bool(_THIS.search(p.low[:start]))
                said.append((period, p.start + start, p.start + end, here))
    if len({(t.start, t.end) for t in titled}) != 1:
        return
    title = titled[0]
    for period, start, end, here in said:
        gap = title.start - period.start
        alone = sum((o.start, o.end) == (period.start, period.end) for o, *_ in said) == 1
        if here and alone and period.end < title.start and gap <= timedelta(days=14):
            yield finding(
                view, "TIE416", "medium", start, end,
                f"said of this week; the title gives {title.start.isoformat()} to {title.end.isoformat()}",
                stated=str(period), expected=str(title),
            )  # fmt: skip


def _weekdays(view: View, anchor: date) -> Iterator[Finding]:
    for grid in view.grids.grids:
        pairs: list[tuple[date, int, tuple[int, int]]] = []
        lines = [list(r.cells) for r in grid.rows]
        for row in lines:  # side by side: 9月16日 | 周二
            for a, b in itertools.pairwise(row):
                day, weekday = _head_day(a.text, anchor), weekday_said(b.text)
                if day is not None and weekday is not None:
                    pairs.append((day, weekday, b.span))
        for line in lines:  # one above the other: the heads are days
            if line and re.fullmatch(r"\s*(?:星期|周几|weekday|day)\s*", folded(line[0].text).lower()):
                for head, cell in zip(grid.headers[1:], line[1:], strict=False):
                    day, weekday = _head_day(head, anchor), weekday_said(cell.text)
                    if day is not None and weekday is not None:
                        pairs.append((day, weekday, cell.span))
        wrong = [(d, w, s) for d, w, s in pairs if d.weekday() != w]
        if len(wrong) == 1 and len(pairs) >= 2:
            day, _, (start, end) = wrong[0]
            if end > start:
                names = "一二三四五六日"
                yield finding(
                    view, "TIE417", "high", start, end, f"{day.isoformat()} is 周{names[day.weekday()]}",
                    stated=view.report.text[start:end], expected="周" + names[day.weekday()],
                )  # fmt: skip
