"""What a collect did, file by file, and what it refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..model import Record
from ..quantity.types import Period
from ..store import Change
from .doubts import Figure

__all__ = ["Collected", "FileResult", "Refusal", "Stopped"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One cell, row, sheet or file that did not go in, and why.

    ``row`` counts from 1 as the spreadsheet shows it, ``column`` is its letter; both are empty
    where the whole sheet or file is refused.
    """

    file: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    seen: str = ""
    expected: str = ""
    next_step: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as ``inbox/a.xlsx!流量!E5``."""
        cell = f"{self.column}{self.row}" if self.row is not None else self.column
        return "!".join(part for part in (self.file, self.sheet, cell) if part)

    def __str__(self) -> str:
        step = f". Next: {self.next_step}" if self.next_step else ""
        return f"{self.place}: {self.message}{step}"

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "seen": self.seen,
            "expected": self.expected,
            "message": self.message,
            "next_step": self.next_step,
        }


@dataclass(frozen=True, slots=True)
class Stopped:
    """A set (one tracker, one period) that a gate kept out, why, and how to accept it knowingly."""

    code: str
    tracker: str
    period: Period | None
    files: tuple[str, ...]
    records: int
    message: str
    next_step: str
    figures: tuple[Figure, ...] = ()

    @property
    def name(self) -> str:
        """The set, as ``site_traffic 2025-01-20..2025-01-24``."""
        return f"{self.tracker} {self.period}" if self.period else self.tracker

    def __str__(self) -> str:
        return f"{self.code} {self.name} ({', '.join(self.files)}): {self.message}. Next: {self.next_step}"

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "code": self.code,
            "tracker": self.tracker,
            "period": str(self.period) if self.period else None,
            "files": list(self.files),
            "records": self.records,
            "message": self.message,
            "next_step": self.next_step,
            "figures": [
                {
                    "subject": list(f.subject),
                    "field": f.field,
                    "old": f.old,
                    "new": f.new,
                    "note": f.note,
                    "place": f.place,
                }
                for f in self.figures
            ],
        }


@dataclass(frozen=True, slots=True)
class FileResult:
    """What one file gave: its records, its refusals, notes, and how many rows were not filled in.

    ``left_out`` are the (tracker, subject) of rows that were refused or not filled in.
    """

    file: str
    snapshot: str = ""
    records: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    unfilled: int = 0
    left_out: frozenset[tuple[str, tuple[str, ...]]] = frozenset()

    def as_json(self) -> dict[str, Any]:
        """Counts, refusals and notes as JSON."""
        return {
            "file": self.file,
            "snapshot": self.snapshot,
            "records": len(self.records),
            "unfilled": self.unfilled,
            "refused": [r.as_json() for r in self.refused],
            "notes": list(self.notes),
        }


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collect did: how many records are new, how many were known, and what each file gave.

    ``changes`` are the new records that say something else than the ones before them (old and new
    text by field); they are among the new ones. ``stopped`` are the sets that a gate kept out,
    ``accepted`` those a person let in all the same, ``warnings`` what is only asked about. ``version``
    is the table version afterwards.
    """

    new: int
    unchanged: int
    files: tuple[FileResult, ...] = ()
    changes: tuple[Change, ...] = ()
    version: int = -1
    added: tuple[Record, ...] = field(default=(), repr=False)
    stopped: tuple[Stopped, ...] = ()
    accepted: tuple[Stopped, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The refusals of all files."""
        return tuple(r for f in self.files for r in f.refused)

    @property
    def ok(self) -> bool:
        """True when nothing was refused and no gate stopped anything."""
        return not self.refused and not self.stopped

    def as_json(self) -> dict[str, Any]:
        """The whole result as JSON."""
        return {
            "new": self.new,
            "unchanged": self.unchanged,
            "version": self.version,
            "changed": [
                {
                    "tracker": c.new.tracker,
                    "subject": list(c.new.subject),
                    "period": str(c.new.period),
                    "fields": {f: {"old": old, "new": new} for f, (old, new) in c.fields.items()},
                    "from": c.new.origin.source,
                }
                for c in self.changes
            ],
            "stopped": [s.as_json() for s in self.stopped],
            "accepted": [s.as_json() for s in self.accepted],
            "warnings": list(self.warnings),
            "files": [f.as_json() for f in self.files],
        }
