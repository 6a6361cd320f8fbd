"""Rows that a file once gave and gives no more: taken back by a correction, and restored by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from ..model import Record
from .results import FileResult

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["in_force", "taken_back", "with_restored"]

_Key = tuple[str, tuple[str, ...], object]


def _key(record: Record) -> _Key:
    return record.tracker, record.subject, record.period


def _is_taken_back(record: Record) -> bool:
    return record.note == "correction" and all(v is None for v in record.values.values())


def in_force(desk: Desk, records: Iterable[Record]) -> list[Record]:
    """The stored records in force of every tracker that some records belong to."""
    trackers = {record.tracker for record in records}
    return [r for tracker in sorted(trackers) for r in desk.store.records(tracker)]


def taken_back(stored: Iterable[Record], results: Sequence[FileResult], now: datetime) -> tuple[Record, ...]:
    """Corrections for stored records whose row is gone from the file that gave them.

    Deleting a row in a workbook says that it should not be there; history keeps what was known, and
    from now on the subject counts as not collected. A file with refused rows takes nothing back: the
    row may be among them.
    """
    read = {r.file: r for r in results if r.records and not r.refused}
    given = {_key(record) for r in results for record in r.records}
    gone = []
    for record in stored:
        source = read.get(record.origin.source)
        if source is None or _key(record) in given or _is_taken_back(record):
            continue
        gone.append(
            record.replace(
                values={},
                texts={},
                availability="not_collected",
                note="correction",
                known_at=now,
                snapshot=source.snapshot,
            )
        )
    return tuple(gone)


def with_restored(stored: Iterable[Record], records: tuple[Record, ...], now: datetime) -> tuple[Record, ...]:
    """The records, those marked as corrections whose subject had been taken back before."""
    missing = {_key(r) for r in stored if _is_taken_back(r)}
    return tuple(
        r.replace(note=r.note or "correction", known_at=now) if _key(r) in missing else r for r in records
    )
