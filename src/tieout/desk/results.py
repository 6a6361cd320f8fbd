"""What a collect did, file by file, and what it refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..model import Record
from ..store import Change

__all__ = ["Collected", "FileResult", "Refusal"]


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
class FileResult:
    """What one file gave: its records, its refusals, notes, and how many rows were not filled in."""

    file: str
    snapshot: str = ""
    records: tuple[Record, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()
    unfilled: int = 0

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
    text by field); they are among the new ones. ``version`` is the table version afterwards.
    """

    new: int
    unchanged: int
    files: tuple[FileResult, ...] = ()
    changes: tuple[Change, ...] = ()
    version: int = -1
    added: tuple[Record, ...] = field(default=(), repr=False)

    @property
    def refused(self) -> tuple[Refusal, ...]:
        """The refusals of all files."""
        return tuple(r for f in self.files for r in f.refused)

    @property
    def ok(self) -> bool:
        """True when nothing was refused."""
        return not self.refused

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
            "files": [f.as_json() for f in self.files],
        }
