"""Tables as a tracker understands them: which one printed this, and its records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from ..model import Record, Table, Warn
from ..quantity import Period
from ..quantity.dates import find_dates, find_periods
from ..trackers.base import Tracker
from ..trackers.cells import clean_name
from ..trackers.match import Match, recognise, split_unit
from ..trackers.pivot import read_grid
from ..trackers.rows import rows_to_records
from .doubts import doubt
from .draft import Cell
from .figures import Figure, split_caption
from .scores import plain_grid
from .shape import Shaped, shape
from .words import SOURCE

__all__ = ["understand"]

# No tracker prints wider tables; a score needs no more rows than these.
WIDEST = 60
SAMPLE = 40
_AS_OF = re.compile(r"截[至止]|数据日期为?|日期[：:为]|\bas (?:of|at)\b", re.IGNORECASE)
# Windows too short to be told from figures in prose: 1.20-1.24 beside a caption's words, 5-9 May 2025.
_MONTH_DAYS = re.compile(
    r"(?<![\d.])(\d{1,2})[./](\d{1,2})\s*[-–—~～至]\s*(\d{1,2})[./](\d{1,2})(?![\d.%]|\s*(?:[元倍万亿%]|美元))"
)
_DAYS_OF_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*[-–—]\s*(\d{1,2} [A-Z][a-z]{2,8}\.? (?:19|20)\d\d)")
_COMPARED = re.compile(
    r"(?:较|相比|对比|比|与|vs\.?|versus|against|over)\s*[上前]?[周期]?\s*[（(]?\s*$", re.IGNORECASE
)
# 单位：万次 above a table, or its caption's last bracket: what its amounts are counted in.
_TABLE_UNIT = re.compile(
    r"单位\s*[:：]\s*(?P<unit>(?:[百千万亿]{1,2})?(?:人?次|(?:美|港|欧|日)?元))|[(（](?P<alone>[百千万亿]{1,2}(?:人?次|(?:美|港|欧|日)?元))[)）]"
)
# A row that sums the others up is no record of anybody.
_TOTAL = re.compile(
    r"合计|总计|小计|平均(?:值|数)?|均值|中位数|sum|(?:sub)?total|average|mean|median", re.IGNORECASE
)
_SPACED = re.compile(r"(?<=[A-Za-z])\. (?=[A-Z]{2,}\b)|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


def understand(figure: Figure, issued: date | None) -> tuple[Table, list[Warn]]:
    """The table of a figure: header, rows, spans, and records where a tracker knows it."""
    assert figure.grid is not None
    shaped = shape(figure.grid, _known)
    caption, label, source = figure.caption, figure.label, figure.source
    for title in shaped.titles:
        label, caption = split_caption(title)
    for note in shaped.notes:
        found = SOURCE.match(note)
        source = found.group("rest").strip() if found and not source else source
    warnings = list(shaped.warnings)
    rows = shaped.texts
    table = Table(
        columns=shaped.columns,
        rows=rows,
        figure=label,
        caption=caption,
        source=source,
        fields=(None,) * len(shaped.columns),
        cells=tuple(tuple((c.start, c.end) if c.text else (0, 0) for c in row) for row in shaped.rows),
        start=figure.grid.start,
        end=figure.grid.end,
    )
    context = " ".join(s for s in (caption or "", *figure.around, *_said(shaped.aside), source or "") if s)
    best = (
        None
        if shaped.open_names
        else next(iter(recognise(shaped.columns, rows, caption=caption or "")), None)
    )
    if best is None:
        return _as_grid(table, shaped, caption or "", context, figure.before, issued, warnings)
    period = _period(best.tracker, best.header_dates, caption or "", context, figure.before, issued)
    records, at, more = _records(best, shaped, period, context)
    warnings += more
    for j in best.guessed:
        warnings.append(
            doubt(
                "TIE913",
                f"the column headed {shaped.columns[j]!r} holds {best.fields[j]}, by its cells and place",
                table.start,
                table.end,
            )
        )
    return (
        table.replace(
            rows=_filled_down(best, rows),
            tracker=best.tracker.name,
            fields=best.fields,
            period=period,
            records=records,
            record_rows=at,
        ),
        warnings,
    )


def _filled_down(match: Match, rows: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Rows in which a label printed once for a run of rows stands in each; such cells have no place."""
    merged = {j for j, f in enumerate(match.fields) if f and (c := match.tracker.column(f)) and c.merged}
    out: list[tuple[str, ...]] = []
    for row in rows:
        above = out[-1] if out else ("",) * len(row)
        out.append(tuple(above[j] if j in merged and not c.strip() else c for j, c in enumerate(row)))
    return tuple(out)


def _as_grid(
    table: Table,
    shaped: Shaped,
    caption: str,
    context: str,
    before: str,
    issued: date | None,
    warnings: list[Warn],
) -> tuple[Table, list[Warn]]:
    """A table with names on both axes, where a tracker is printed so; else the table as it is."""
    headers = shaped.printed if shaped.open_names else shaped.columns
    rows = [_from_first(r) if i in shaped.moved else list(r) for i, r in enumerate(shaped.texts)]
    plain = plain_grid(headers, rows)
    found = read_grid(plain.headers, plain.rows)
    if found is None or not found.records:
        return table, warnings
    period = _period(found.tracker, {}, caption, context, before, issued)
    for i in sorted(shaped.moved):
        cells = [c for c in shaped.rows[i] if c.text]
        if cells and not shaped.rows[i][0].text:
            message = f"row {i + 1} ({cells[0].text}) stands outside the groups around it; its group is open"
            warnings.append(doubt("TIE912", message, cells[0].start, cells[-1].end))
    unsure = shaped.doubtful | shaped.moved
    records = tuple(
        plain.printed(r).replace(period=period, doubtful=r.doubtful or plain.row_at[row] in unsure)
        for r, (row, _) in zip(found.records, found.places, strict=True)
    )
    at = tuple(plain.row_at[row] for row, _ in found.places)
    return table.replace(tracker=found.tracker.name, period=period, records=records, record_rows=at), warnings


def _from_first(row: Sequence[str]) -> list[str]:
    """A row from its first filled cell on."""
    first = next((j for j, c in enumerate(row) if c), 0)
    return list(row[first:])


def _known(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """The score of the best tracker for these columns; what damaged print is held against."""
    if len(headers) > WIDEST:
        return 0.0
    found = recognise(headers, rows[:SAMPLE])
    return found[0].score if found else 0.0


def _said(rows: Sequence[Sequence[Cell]]) -> list[str]:
    return [" ".join(c.text for c in row if c.text) for row in rows]


def _records(
    match: Match, shaped: Shaped, period: Period | None, context: str
) -> tuple[tuple[Record, ...], tuple[int, ...], list[Warn]]:
    rows = shaped.texts
    headers = _with_unit(match, shaped.columns, context)
    result = rows_to_records(match, rows, headers=headers, period=period, context=context)
    warnings: list[Warn] = []
    for problem in result.problems:
        cell = (
            shaped.rows[problem.row][problem.column]
            if problem.column is not None
            else shaped.rows[problem.row][0]
        )
        warnings.append(
            doubt(
                "TIE908",
                f"row {problem.row + 1}: {problem.seen!r} is not {problem.expected}",
                cell.start,
                cell.end,
            )
        )
    for i, row in enumerate(shaped.rows):
        for j, cell in enumerate(row):
            name = match.fields[j] if j < len(match.fields) else None
            column = match.tracker.column(name) if name else None
            if column is not None and column.kind in ("text", "list") and _SPACED.search(cell.text):
                said = clean_name(cell.text, whole=column.kind == "text")
                if said != cell.text:
                    warnings.append(
                        doubt("TIE905", f"row {i + 1}: {cell.text!r} read as {said!r}", cell.start, cell.end)
                    )
    kept = [
        (r.replace(doubtful=True) if i in shaped.doubtful else r, i)
        for r, i in zip(result.records, result.row_index)
        if not _TOTAL.fullmatch(r.subject[0].strip())
    ]
    return tuple(r for r, _ in kept), tuple(i for _, i in kept), warnings


def _with_unit(match: Match, headers: Sequence[str], context: str) -> list[str]:
    """The headers, with the unit that is said once for the table in those of amounts that say none."""
    said = _TABLE_UNIT.search(context)
    if not said:
        return list(headers)
    unit = said["unit"] or said["alone"]
    out = []
    for header, name in zip(headers, match.fields, strict=False):
        column = match.tracker.column(name) if name else None
        counts = column is not None and column.unit == "M" and not unit.endswith("元")
        amounts = column is not None and column.kind == "money" and unit.endswith("元")
        out.append(f"{header}（{unit}）" if (counts or amounts) and not split_unit(header)[1] else header)
    return out


def _period(
    tracker: Tracker,
    header_dates: Mapping[str, date],
    caption: str,
    context: str,
    before: str,
    issued: date | None,
) -> Period | None:
    """The days a table speaks of: printed in its caption, in its header, around it; else the issue's day.

    A window may also stand in the paragraph ``before`` the figure alone. A week that others are compared
    with (较 1.13-1.17) is not the table's own.
    """
    year = issued.year if issued else None
    for text in (caption, context, before if tracker.period == "window" else ""):
        for window, start, _ in find_periods(text, year=year):
            if not _COMPARED.search(text[max(0, start - 10) : start]):
                return window
        short = _short_window(text, issued) if tracker.period == "window" else None
        if short is not None:
            return short
    as_of = _AS_OF.search(context)
    if as_of:
        said = find_dates(context[as_of.end() : as_of.end() + 24], year=year)
        if said:
            return Period.day(said[0][0])
    if header_dates:
        return Period.day(max(header_dates.values()))
    days = find_dates(caption, year=year)
    if days:
        return Period.day(days[0][0])
    if tracker.period == "day" and issued is not None:
        return Period.day(issued)
    return None


def _short_window(text: str, issued: date | None) -> Period | None:
    """A window that leaves out its year, or the month of its first day; not after the day of issue.

    >>> str(_short_window("网站流量（12.30-1.3）", date(2025, 1, 6)))
    '2024-12-30..2025-01-03'
    """
    worded = _DAYS_OF_MONTH.search(text)
    if worded:
        last = find_dates(worded.group(2))
        if last and int(worded.group(1)) <= last[0][0].day and int(worded.group(1)):
            return Period(last[0][0].replace(day=int(worded.group(1))), last[0][0])
    found = _MONTH_DAYS.search(text)
    if not found or issued is None:
        return None
    m1, d1, m2, d2 = map(int, found.groups())
    try:
        end = date(issued.year, m2, d2)
        end = end if end <= issued else end.replace(year=issued.year - 1)
        start = date(end.year, m1, d1)
        start = start if start <= end else start.replace(year=end.year - 1)
    except ValueError:
        return None
    return Period(start, end) if (end - start).days <= 45 else None
