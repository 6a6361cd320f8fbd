"""``sources/manifest.toml``: quoted files that are kept with the desk and not only in its store.

::

    [[source]]
    file = "2025-01-21-stargate.txt"    # beside the manifest
    title = "Announcing The Stargate Project"
    publisher = "OpenAI"
    date = 2025-01-21
    grade = "official"                  # official, media (unless given) or rumour

Whoever has the desk's folder without its store gets them back by ``tieout collect``: a ``src:`` link is
the hash of the file, the same wherever it is kept.
"""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from ..errors import InboxError
from .citing import GRADES, Source, add_source
from .lines import key_lines

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["keep_listed"]

_LIST = "sources/manifest.toml"
_WORDS = ("file", "title", "publisher", "grade", "transcript")
_KEYS = (*_WORDS, "date")


def keep_listed(desk: Desk) -> tuple[Source, ...]:
    """Keep every file that ``sources/manifest.toml`` lists; none when there is no such file.

    Raises :class:`~tieout.errors.InboxError` with the line that is wrong, and what
    :func:`tieout.desk.citing.add_source` raises.
    """
    path = desk.path / _LIST
    if not path.is_file():
        return ()
    try:
        text = path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        told = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        message = f"{_LIST} cannot be read: {problem}"
        raise InboxError(message, next_step="correct that line; save it as UTF-8", file=str(path)) from None
    lines = key_lines(text)

    def wrong(key: tuple[str | int, ...], message: str, step: str) -> InboxError:
        return InboxError(f"{_LIST}:{lines.get(key, 1)}: {message}", next_step=step, file=str(path))

    entries = told.get("source", [])
    if set(told) - {"source"} or not isinstance(entries, list):
        raise wrong((next(iter(told)),), "only sources are listed here", "write [[source]] tables only")
    # All of it is looked at before any of it is kept.
    for i, entry in enumerate(entries):
        _check(desk, i, entry, wrong)
    return tuple(
        add_source(
            desk,
            str(path.parent / entry["file"]),
            title=entry.get("title", ""),
            publisher=entry.get("publisher", ""),
            date=entry.get("date"),
            grade=entry.get("grade"),
            transcript=entry.get("transcript", ""),
        )
        for entry in entries
    )


def _check(desk: Desk, i: int, entry: dict[str, Any], wrong: Any) -> None:
    for key, value in entry.items():
        if key not in _KEYS:
            raise wrong(("source", i, key), f"unknown key {key!r}", f"use one of: {', '.join(_KEYS)}")
        if key in _WORDS and not isinstance(value, str):
            raise wrong(("source", i, key), f"{key} is no text: {value!r}", "put it in quotes")
    if "date" in entry and type(entry["date"]) is not date:
        step = "write it as 2025-01-21, without quotes"
        raise wrong(("source", i, "date"), f"date is none: {entry['date']!r}", step)
    if entry.get("grade", "media") not in GRADES:
        step = f"use one of: {', '.join(GRADES)}"
        raise wrong(("source", i, "grade"), f"{entry['grade']!r} is no grade", step)
    name = entry.get("file", "")
    if not name or not (desk.path / _LIST).with_name(name).is_file():
        raise wrong(
            ("source", i, "file"), f"there is no file {name!r} beside it", "correct the name, or add the file"
        )
