"""``inbox/manifest.toml``: what the inbox files do not say themselves.

::

    [[file]]
    name = "2025-01-27*"                     # a file name, or a pattern of names
    known_at = 2025-01-27T16:00:00+08:00     # when these figures were known
    note = "correction"                      # why they replace others: correction or restatement
    period = "2025-01-20..2025-01-24"        # what they speak of, where the file does not say
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..errors import InboxError
from ..quantity.dates import parse_period
from ..quantity.types import Period
from .lines import key_lines

__all__ = ["MANIFEST", "Entry", "read_manifest"]

MANIFEST = "manifest.toml"
_KEYS = ("name", "known_at", "note", "period")
_NOTES = ("correction", "restatement")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of the files whose names fit ``name``."""

    name: str
    known_at: datetime | None = None
    note: str = ""
    period: Period | None = None


class Manifest(tuple[Entry, ...]):
    """The entries in order; the first that fits a file speaks for it."""

    def entry(self, name: str) -> Entry:
        """What is said of a file name; an empty entry when nothing is."""
        return next((e for e in self if fnmatchcase(name, e.name)), Entry(name))


def read_manifest(inbox: Path, zone: tzinfo) -> Manifest:
    """The manifest of an inbox; empty when there is none.

    A time without a zone is in ``zone``; a date is its first moment. Raises
    :class:`~tieout.errors.InboxError` with the line that is wrong.
    """
    path = inbox / MANIFEST
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        return Manifest()
    except (OSError, UnicodeDecodeError) as problem:
        raise InboxError(
            f"{path.name} cannot be read: {problem}", next_step="save it as UTF-8", file=str(path)
        ) from None
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise InboxError(
            f"{path.name}: TOML syntax: {problem}", next_step="correct that line", file=str(path)
        ) from None
    lines = key_lines(text)

    def wrong(key: tuple[str | int, ...], message: str, step: str) -> InboxError:
        return InboxError(f"{path.name}:{lines.get(key, 1)}: {message}", next_step=step, file=str(path))

    for key in told:
        if key != "file":
            raise wrong((key,), f"unknown key {key!r}", "write [[file]] tables only")
    entries = []
    files = told.get("file", [])
    if not isinstance(files, list):
        raise wrong(("file",), "[file] holds one entry only", "write [[file]] with double brackets")
    for i, table in enumerate(files):
        for key in table:
            if key not in _KEYS:
                raise wrong(("file", i, key), f"unknown key {key!r}", f"use one of: {', '.join(_KEYS)}")
        if not isinstance(table.get("name"), str):
            raise wrong(("file", i), "an entry has no name", 'add name = "..." to it')
        note = table.get("note", "")
        if note and note not in _NOTES:
            raise wrong(("file", i, "note"), f"{note!r} is no reason", f"use one of: {', '.join(_NOTES)}")
        known_at = _moment(table.get("known_at"), zone)
        if known_at is None and "known_at" in table:
            step = "write it as 2025-01-27T16:00:00+08:00, without quotes"
            raise wrong(("file", i, "known_at"), f"known_at is no time: {table['known_at']!r}", step)
        period = parse_period(str(table["period"]).replace("..", "至")) if "period" in table else None
        if period is None and "period" in table:
            step = 'write it as "2025-01-20..2025-01-24"'
            raise wrong(("file", i, "period"), f"period is none: {table['period']!r}", step)
        entries.append(Entry(table["name"], known_at, note, period))
    return Manifest(entries)


def _moment(value: Any, zone: tzinfo) -> datetime | None:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    return None
