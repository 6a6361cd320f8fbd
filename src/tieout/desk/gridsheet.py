"""Inbox sheets with names on both axes: benchmarks down, models across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import counted
from ..model import Origin, Record
from ..trackers.pivot import GridResult, read_grid
from .grid import Grid, column_letter
from .manifest import Entry
from .periods import EXPECTED, period_of_table
from .results import FileResult, Refusal
from .tables import is_note

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["read_grid_sheet"]

SEARCH_ROWS = 10
"""The header stands this far down at most."""


def read_grid_sheet(grid: Grid, file: str, desk: Desk, entry: Entry) -> FileResult | None:
    """The records of a sheet that is a grid of scores; None when it is none.

    A header whose names cannot be put over the scores one by one is refused whole: nobody may guess
    whose score a number is.
    """
    texts = [[c.text.strip() for c in row] for row in grid.rows]
    best: tuple[int, GridResult, list[int]] | None = None
    for head in range(min(SEARCH_ROWS, len(texts) - 1)):
        if is_note(texts[head]):
            continue
        body = [i for i in range(head + 1, len(texts)) if not is_note(texts[i])]
        found = read_grid(texts[head], [texts[i] for i in body], aligned=True)
        # A header that leaves nothing open is better than one with more rows under it.
        if found is not None and (best is None or _worth(found) > _worth(best[1])):
            best = (head, found, body)
    if best is None:
        return None
    head, found, body = best
    tracker = found.tracker
    number = grid.numbers[head]
    if found.doubts:
        return FileResult(
            file,
            refused=(
                Refusal(
                    file,
                    "; ".join(found.doubts),
                    sheet=grid.name,
                    row=number,
                    seen=" ".join(t for t in texts[head] if t),
                    expected="one name over each column of scores",
                    next_step="write each model's name over its column, and label cells over the labels",
                ),
            ),
        )
    above = tuple(" ".join(t for t in row if t) for row in texts[:head])
    period, seen = period_of_table(tracker, above, entry.period, grid.name, file)
    if period is None:
        message = f"{counted(len(found.records), 'score')} of {tracker.name} without the day spoken of"
        refusal = Refusal(
            file,
            message,
            sheet=grid.name,
            row=number,
            seen=seen,
            expected=EXPECTED[tracker.period],
            next_step=f"write {EXPECTED[tracker.period]}",
        )
        return FileResult(file, refused=(refusal,))
    records: list[Record] = []
    for record, (row, column) in zip(found.records, found.places, strict=True):
        at = grid.numbers[body[row]]
        names = zip(tracker.keys, record.subject, strict=True)
        subject = tuple(desk.resolve(tracker.name, c.field, part) for c, part in names)
        cells = _places(record, texts[head], texts[body[row]], column, grid.numbers[head], at)
        cells[tracker.main] = f"{column_letter(column)}{at}"
        origin = Origin(source=file, sheet=grid.name, row=at, cells=cells)
        records.append(replace(record, subject=subject, period=period, origin=origin, note=entry.note))
    refused = tuple(
        Refusal(
            file,
            f"{text!r} is not a score such as 88.5",
            sheet=grid.name,
            row=grid.numbers[body[row]],
            column=column_letter(column),
            seen=text,
            expected="a score",
            next_step="write a number, or - for no value",
        )
        for row, column, text in found.unread
    )
    return FileResult(file, records=tuple(records), refused=refused)


def _places(
    record: Record, head: Sequence[str], row: Sequence[str], column: int, above: int, at: int
) -> dict[str, str]:
    """The cells that name what a score is of: the head of its column, and the labels of its row."""
    where = {text.strip(): f"{column_letter(j)}{at}" for j, text in enumerate(row) if text.strip()}
    where[head[column].strip() if column < len(head) else ""] = f"{column_letter(column)}{above}"
    named = {f: where.get(v.strip()) for f, v in record.values.items() if isinstance(v, str) and v.strip()}
    return {f: place for f, place in named.items() if place}


def _worth(found: GridResult) -> tuple[bool, int]:
    return not found.doubts, len(found.records)
