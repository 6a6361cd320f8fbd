"""What goes into the store at once, and what comes out of it beside records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..model import Record
from ..quantity.types import Period

__all__ = ["Batch", "Change", "Committed", "Observation"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records to append in one commit.

    ``known_at`` (with a time zone) is when they were known, for those that do not say it
    themselves. ``snapshots`` are the hashes of the bytes they came from. ``accepted`` are the
    gates a person passed knowingly, as (code, reason), kept with the commit.
    """

    records: tuple[Record, ...]
    known_at: datetime
    snapshots: tuple[str, ...] = ()
    accepted: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A record that says something else than the one in force before it, about the same subject and period.

    ``fields`` maps each field that differs to (old text, new text).
    """

    old: Record
    new: Record
    fields: dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Committed:
    """What one append did: records added, records that were there already, and what they changed.

    ``version`` is the table version afterwards, -1 while there is no table.
    """

    added: tuple[Record, ...]
    unchanged: tuple[Record, ...]
    changes: tuple[Change, ...]
    version: int


@dataclass(frozen=True, slots=True)
class Observation:
    """One field of one stored record, with both clocks: ``known_at`` and ``recorded_at`` (audit trail)."""

    tracker: str
    subject: tuple[str, ...]
    field: str
    value: Any
    text: str
    period: Period | None
    known_at: datetime
    recorded_at: datetime
    snapshot: str
    note: str
    source: str
    cell: str
    record_id: str
    batch: str
    version: int
