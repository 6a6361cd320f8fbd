"""What a gate looks at and what it says: sets as they arrive, limits, doubts and their figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from ..model import Record
from ..quantity.dates import find_dates
from ..quantity.format import plain
from ..quantity.types import Period
from ..trackers import Tracker

__all__ = [
    "CODES",
    "Arrivals",
    "Doubt",
    "Figure",
    "Followed",
    "Limits",
    "Subject",
    "date_in_name",
    "figure",
    "made_for",
    "main_value",
    "place_of",
    "text_of",
]

CODES = ("GATE-STALE", "GATE-NULL", "GATE-SHIFT", "GATE-JUMP", "GATE-PANEL")

Subject = tuple[str, ...]
Followed = Mapping[Subject, tuple[date | None, date | None]]
"""Members of the universe, with the first and last issue each is followed on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a desk allows: days from a period's end to the issue, largest weekly change by field in percent."""

    stale_days: int = 14
    jump: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """One value that made a gate doubt: what was known, what the file says, and where."""

    subject: Subject
    field: str
    old: str
    new: str
    note: str = ""
    place: str = ""

    def __str__(self) -> str:
        change = f"{self.old or '——'} → {self.new or '——'}" if self.old or self.new else ""
        told = " ".join(p for p in (" ".join(self.subject), self.field) if p)
        parts = [f"{told}: {change}" if change else told]
        parts += [f"({self.note})"] if self.note else []
        parts += [f"[{self.place}]"] if self.place else []
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a gate stops a set."""

    code: str
    message: str
    next_step: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """One set as it arrives.

    ``new`` are the records that say something new, ``unchanged`` those the store has already (of new
    bytes only: the same file twice says nothing). ``present`` are all subjects the collect speaks of
    for this set, rows that were refused or not filled in included. ``issue`` is the day of the issue
    the files were made for, where a file's name or a told time says it. ``declared`` is True when the
    manifest calls them a correction or restatement.
    """

    tracker: Tracker
    period: Period | None
    new: tuple[Record, ...]
    unchanged: tuple[Record, ...] = ()
    present: frozenset[Subject] = frozenset()
    issue: date | None = None
    declared: bool = False


def made_for(record: Record) -> date | None:
    """The day a record's file was made for: the date in its name, else the day it was known.

    >>> from tieout.model import Origin
    >>> made_for(Record("t", ("a",), {}, origin=Origin(source="inbox/2025-01-27-a.csv")))
    datetime.date(2025, 1, 27)
    """
    return date_in_name(record.origin.source) or (record.known_at.date() if record.known_at else None)


def date_in_name(file: str) -> date | None:
    """The last date in a file's name, None when there is none."""
    return max((day for day, _, _ in find_dates(PurePath(file).stem.replace("_", "-"))), default=None)


def main_value(record: Record, tracker: Tracker) -> object:
    return record.get(tracker.main), record.availability


def figure(new: Record, name: str, old: Record, note: str = "") -> Figure:
    return Figure(new.subject, name, text_of(old, name), text_of(new, name), note, place_of(new, name))


def text_of(record: Record, name: str) -> str:
    value = record.get(name)
    return record.texts.get(name) or (plain(value) if isinstance(value, Decimal) else str(value or ""))


def place_of(record: Record, name: str) -> str:
    origin = record.origin
    return "!".join(p for p in (origin.source, origin.sheet, origin.cells.get(name, "")) if p)
