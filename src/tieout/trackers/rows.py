"""From printed rows to records: the one place where a tracker's cells are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Origin, Record
from ..quantity import CellError, Period
from .base import Column, Tracker
from .cells import read_column
from .match import Match

__all__ = [
    "AVAILABILITY_OF",
    "Resolve",
    "RowProblem",
    "RowResult",
    "printed_as_is",
    "rows_to_records",
    "told_by_context",
]

Resolve = Callable[[str, str, str], str]
"""(tracker, field, printed name) -> the canonical name of the subject."""

# What a null main value can be printed as when the cell says why.
AVAILABILITY = ("on_offer", "tight", "withdrawn", "undisclosed", "not_collected")

AVAILABILITY_OF = {
    "on_offer": "on_offer",
    "在售": "on_offer",
    "有货": "on_offer",
    "tight": "tight",
    "紧张": "tight",
    "算力紧张": "tight",
    "售罄": "tight",
    "无货": "tight",
    "sold out": "tight",
    "withdrawn": "withdrawn",
    "下架": "withdrawn",
    "undisclosed": "undisclosed",
    "未披露": "undisclosed",
    "not_collected": "not_collected",
    "未获取": "not_collected",
}


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A cell that could not be read; the row is refused, the others go on."""

    row: int
    column: int | None
    field: str | None
    seen: str
    expected: str
    message: str


@dataclass(frozen=True, slots=True)
class RowResult:
    """Records, the row each came from, and the rows refused."""

    records: tuple[Record, ...]
    row_index: tuple[int, ...]
    problems: tuple[RowProblem, ...]


def printed_as_is(tracker: str, field: str, printed: str) -> str:
    """The resolver that knows no aliases."""
    return printed


def told_by_context(tracker: Tracker, context: str) -> dict[str, str | None]:
    """The unprinted fields that the words around a table tell; None where none tells one.

    Later words win over earlier ones of the same field only by being longer: ``hard prompts`` is
    more than ``prompts``.
    """
    folded = context.casefold()
    found: dict[str, str | None] = {}
    for name, words in tracker.context.items():
        hits = [(len(w), value) for value, ws in words.items() for w in ws if w in folded]
        found[name] = max(hits)[1] if hits else None
    return found


def rows_to_records(
    match: Match,
    rows: Sequence[Sequence[str]],
    *,
    headers: Sequence[str] = (),
    period: Period | None = None,
    resolve: Resolve = printed_as_is,
    context: str = "",
) -> RowResult:
    """Type the rows of a matched table.

    Merged key cells are filled down; a row whose key or value cannot be read is a problem, and
    stays out. A null in the tracker's main value sets ``availability`` where the row tells why.
    ``context`` is the caption and whatever else stands around the table; it fills fields that no
    column prints, such as the board of a leaderboard.
    """
    tracker = match.tracker
    context_told = told_by_context(tracker, context)
    records: list[Record] = []
    index: list[int] = []
    problems: list[RowProblem] = []
    above: dict[str, str] = {}
    for i, row in enumerate(rows):
        values: dict[str, Any] = dict(context_told)
        texts: dict[str, str] = {}
        notes: list[str] = []
        bad: list[RowProblem] = []
        for j, name in enumerate(match.fields):
            column = tracker.column(name) if name else None
            if name is None or column is None:
                continue
            printed = row[j] if j < len(row) else ""
            if column.merged and not printed.strip():
                printed = above.get(name, "")
            if column.merged:
                above[name] = printed
            try:
                cells = read_column(column, printed, headers[j] if j < len(headers) else "", name)
            except CellError as error:
                bad.append(RowProblem(i, j, name, printed, _expected(column), str(error)))
                continue
            if cells[0][1].null and not column.nullable:
                bad.append(
                    RowProblem(
                        i, j, name, printed, _expected(column), f"{column.header('zh')} may not be empty"
                    )
                )
                continue
            if column.values and cells[0][1].value is not None and cells[0][1].value not in column.values:
                bad.append(_unknown_word(i, j, name, column, printed))
                continue
            for field, cell in cells:
                if cell.note:
                    notes.append(cell.note)
                values[field] = cell.value
                texts[field] = cell.text
        for field, day in match.header_dates.items():
            dated = tracker.column(field)
            if dated and dated.dated_by and values.get(dated.dated_by) is None:
                values[dated.dated_by] = day
        if bad:
            problems.extend(bad)
            continue
        told = str(values.pop("availability", None) or "").strip()
        availability = AVAILABILITY_OF.get(told.casefold()) or next(
            (n for n in notes if n in AVAILABILITY), None
        )
        if told and told.casefold() not in AVAILABILITY_OF:
            place = match.fields.index("availability")
            problems.append(_unknown_availability(i, place, told))
            continue
        subject = tuple(resolve(tracker.name, c.field, str(values.get(c.field) or "")) for c in tracker.keys)
        records.append(
            Record(
                tracker.name,
                subject,
                values,
                texts,
                period,
                availability=availability,
                origin=Origin(row=i),
            )
        )
        index.append(i)
    return RowResult(tuple(records), tuple(index), tuple(problems))


def _unknown_word(row: int, at: int, field: str, column: Column, printed: str) -> RowProblem:
    known = [column.word(v, "zh") for v in column.values]
    expected = f"one of {'、'.join(known)} (or {', '.join(column.values)})"
    return RowProblem(
        row, at, field, printed, expected, f"{printed.strip()!r} is no {column.header('zh')} known here"
    )


def _unknown_availability(row: int, column: int, told: str) -> RowProblem:
    chinese = (w for w in AVAILABILITY_OF if not w.isascii())
    expected = f"one of {'、'.join(chinese)} (or {', '.join(AVAILABILITY)})"
    return RowProblem(row, column, "availability", told, expected, f"{told!r} is no availability")


def _expected(column: Column) -> str:
    words = {
        "integer": "a whole number",
        "decimal": "a number",
        "percent": "a percentage such as 2.60%",
        "duration": "a duration such as 6:34",
        "money": "an amount such as 1.2 亿美元",
        "date": "a date such as 2025-01-27",
        "list": "names separated by 、",
        "bounds": "bounds such as +4/-5",
        "text": "a name",
    }
    unit = f" in {column.unit}" if column.unit and column.kind in ("integer", "decimal") else ""
    return words[column.kind] + unit
