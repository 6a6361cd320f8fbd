"""A published report into history: its typed tables as records, its file as their snapshot."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from ..model import Origin, Record, Report

if TYPE_CHECKING:
    from ..store import Change
    from .desk import Desk

__all__ = ["Stored", "store_report"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What a report added: new and unchanged records, those it changed, and those left out."""

    new: int
    unchanged: int
    changes: tuple[Change, ...]
    doubtful: int
    conflicting: tuple[str, ...]


def store_report(
    desk: Desk, report: Report, data: bytes, *, name: str, media_type: str, known_at: datetime | None = None
) -> Stored:
    """Store the records of a read report as history of a desk, in one commit.

    Names lead to the desk's canonical subjects through its aliases. A doubtful record stays out, and
    so do two rows that say different things about one subject and period: neither can be believed.
    ``known_at`` is the report's own date unless given (now for a report without a date).
    """
    from ..store import Batch

    if known_at is None:
        day = report.meta.date
        known_at = datetime.combine(day, time(), desk.timezone) if day else datetime.now(UTC)
    key = desk.snapshots.put(data, name=name, media_type=media_type, origin=name, at=known_at)
    kept: dict[tuple[object, ...], Record] = {}
    doubtful = 0
    conflicting: dict[tuple[object, ...], str] = {}
    for index, table in enumerate(report.tables):
        for place, record in enumerate(table.records):
            if record.doubtful or not any(record.subject):
                doubtful += 1
                continue
            row = table.record_rows[place] if place < len(table.record_rows) else None
            made = _resolved(desk, record).replace(snapshot=key, known_at=known_at)
            made = made.replace(
                origin=_origin(made, name, table.figure or table.caption or f"table {index + 1}", row)
            )
            about: tuple[object, ...] = (made.tracker, made.subject, made.period)
            before = kept.setdefault(about, made)
            if before is not made and dict(before.values) != dict(made.values):
                conflicting[about] = f"{made.tracker} {'/'.join(made.subject)}"
    for about in conflicting:
        kept.pop(about, None)
    done = desk.store.commit(Batch(tuple(kept.values()), known_at=known_at, snapshots=(key,)))
    return Stored(len(done.added), len(done.unchanged), done.changes, doubtful, tuple(conflicting.values()))


def _resolved(desk: Desk, record: Record) -> Record:
    from ..trackers import get_tracker

    tracker = get_tracker(record.tracker)
    subject = tuple(
        desk.resolve(record.tracker, column.field, part)
        for column, part in zip(tracker.keys, record.subject, strict=True)
    )
    return record.replace(subject=subject)


def _origin(record: Record, name: str, table: str, row: int | None) -> Origin:
    return replace(record.origin, source=name, sheet=table, row=row)
