"""What was read, kept on disk until it is written out: a thousand reports take no more memory than one."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Entry", "Spool"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a spool: its name, its date, the error where it has no report, its place on disk."""

    file: str
    date: str
    error: str
    start: int
    size: int


class Spool:
    """Reports in the order they were added; each is loaded when its turn comes.

    >>> with Spool() as spool:
    ...     spool.add("a.txt", {"text": "周报", "meta": {"date": "2025-03-10"}})
    ...     spool.add("b.pdf", None, "cut off")
    ...     print([(file, report and report["text"], error) for file, report, error in spool])
    [('a.txt', '周报', ''), ('b.pdf', None, 'cut off')]
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool
        self._end = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, file: str, report: dict[str, Any] | None, error: str = "") -> None:
        """Keep one report, or the error that stands for it."""
        data = b"" if report is None else json.dumps(report, ensure_ascii=True).encode()
        self._file.seek(self._end)
        self._file.write(data)
        told = report["meta"]["date"] or "" if report is not None else ""
        self.entries.append(Entry(file, told, error, self._end, len(data)))
        self._end += len(data)

    def __iter__(self) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
        for entry in self.entries:
            yield entry.file, self._report(entry), entry.error

    def good(self, *, by_date: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
        """The documents that could be read, in their order or oldest first."""
        entries = sorted(self.entries, key=lambda e: (e.date, e.file)) if by_date else self.entries
        for entry in entries:
            report = self._report(entry)
            if report is not None:
                yield entry.file, report

    @property
    def errors(self) -> list[tuple[str, str]]:
        """The documents that could not be read, and why."""
        return [(e.file, e.error) for e in self.entries if e.error]

    def _report(self, entry: Entry) -> dict[str, Any] | None:
        if not entry.size:
            return None
        self._file.seek(entry.start)
        report: dict[str, Any] = json.loads(self._file.read(entry.size))
        return report
