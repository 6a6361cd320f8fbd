"""The front matter of an issue file: TOML, every key known and typed."""

from __future__ import annotations

import re
import tomllib
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import Any

from ..errors import IssueError
from .issuedoc import STATUSES, Place, issue_error, nearest, tracker_name
from .lines import key_lines

__all__ = ["VERSION", "front_matter", "section_matter"]

VERSION = 1

_KEYS: dict[str, tuple[type | tuple[type, ...], str]] = {
    "tieout": (int, "the whole number 1"),
    "date": (Date, "a date such as 2025-01-27, without quotes"),
    "title": (str, "a text in quotes"),
    "rating": (str, "a text in quotes"),
    "rating_action": (str, "a text in quotes"),
    "cover": (str, "the text of a first-level heading, in quotes"),
    "cover_tables": (list, 'a list of trackers such as ["coverage"]'),
    "as_of": (dict, "a table [as_of] of trackers and dates"),
    "related": (list, "a list of { title, date }"),
    "owner": (str, "a name in quotes"),
    "status": (str, "one of draft, review, ready, in quotes"),
}
_EXAMPLES = {"date": "2025-01-27", "title": '"低价 A100-80G 转紧"'}
_SECTION = ("owner", "status")
_RELATED = ("title", "date")


def front_matter(text: str, path: Path) -> dict[str, Any]:
    """The values of the front matter, checked, as keywords of :class:`IssueDoc` (and ``title_line``)."""
    data = _parsed(text, path, "")
    where = key_lines(text)

    def at(*key: str | int) -> Place:
        return Place(where.get(key, 0) + 1, 1)

    for key, value in data.items():
        if key not in _KEYS:
            raise _unknown(path, at(key), key, tuple(_KEYS))
        _typed(path, at(key), key, value, *_KEYS[key])
    if data.get("tieout") != VERSION:
        step = f"write tieout = {VERSION}" if "tieout" not in data else "use the Tieout of that version"
        raise issue_error(
            path, at("tieout"), f"is not of version {VERSION} (tieout = {data.get('tieout')})", step
        )
    for key in ("date", "title"):
        if key not in data:
            raise issue_error(
                path, Place(1, 1), f"has no {key!r}", f"add {key} = {_EXAMPLES[key]} to the front matter"
            )
    if not data["title"].strip():
        raise issue_error(path, at("title"), "has an empty title", "write the headline there")
    named = re.match(r"\d{4}-\d\d-\d\d", path.name)
    if named and named[0] != data["date"].isoformat():
        step = "rename the file, or correct the date"
        raise issue_error(path, at("date"), f"is dated {data['date']} but named {path.name}", step)
    return {
        "date": data["date"],
        "title": data["title"],
        "title_line": at("title").line,
        "rating": data.get("rating", ""),
        "rating_action": data.get("rating_action", ""),
        "cover": data.get("cover", ""),
        "cover_tables": _tracker_list(data.get("cover_tables", []), path, at("cover_tables")),
        "as_of": {
            tracker_name(k, path, at("as_of", k)): _day(k, v, path, at("as_of", k))
            for k, v in data.get("as_of", {}).items()
        },
        "owner": data.get("owner", ""),
        "status": _status(data, path, at("status")),
        "related": tuple(_related(r, path, at, i) for i, r in enumerate(data.get("related", []))),
    }


def section_matter(text: str, path: Path, name: str) -> tuple[str, str]:
    """The owner and the status that a section's own file names; both may be empty."""
    data = _parsed(text, path, name)
    where = key_lines(text)
    for key, value in data.items():
        place = Place(where.get((key,), 0) + 1, 1, name)
        if key not in _SECTION:
            raise _unknown(path, place, key, _SECTION)
        _typed(path, place, key, value, *_KEYS[key])
    return data.get("owner", ""), _status(data, path, Place(where.get(("status",), 0) + 1, 1, name))


def _parsed(text: str, path: Path, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(problem))
        # The fence is line 1 of the file, so the front matter's first line is line 2.
        line, column = (int(found[1]) + 1, int(found[2])) if found else (text.count("\n") + 2, 1)
        said = str(problem).partition(" (at ")[0]
        raise issue_error(
            path,
            Place(line, column, name),
            f"TOML syntax: {said[:1].lower()}{said[1:]}",
            "correct that line",
        ) from None


def _status(data: dict[str, Any], path: Path, place: Place) -> str:
    status = data.get("status", "")
    if status and status not in STATUSES:
        near = nearest(status, STATUSES)
        step = f"write {near!r}" if near else f"use one of: {', '.join(STATUSES)}"
        raise issue_error(path, place, f"there is no status {status!r}", step, key="status", nearest=near)
    return str(status)


def _typed(path: Path, place: Place, key: str, value: Any, kind: Any, words: str) -> None:
    wrong = not isinstance(value, kind) or isinstance(value, bool | datetime)
    if wrong:
        raise issue_error(path, place, f"{key} must be {words}, not {value!r}", f"write {words}", key=key)


def _unknown(path: Path, place: Place, key: str, known: tuple[str, ...]) -> IssueError:
    near = nearest(key, known)
    step = f"write {near!r}" if near else f"use one of: {', '.join(known)}"
    return issue_error(path, place, f"unknown front matter key {key!r}", step, key=key, nearest=near)


def _tracker_list(names: list[Any], path: Path, place: Place) -> tuple[str, ...]:
    return tuple(tracker_name(str(n), path, place) for n in names)


def _day(key: str, value: Any, path: Path, place: Place) -> Date:
    _typed(path, place, f"as_of.{key}", value, Date, "a date such as 2025-01-24, without quotes")
    return value


def _related(item: Any, path: Path, at: Any, index: int) -> tuple[str, Date | None]:
    place = at("related", index)
    _typed(path, place, "related", item, dict, "a list of { title, date }")
    for key in item:
        if key not in _RELATED:
            raise _unknown(path, place, key, _RELATED)
    if not isinstance(item.get("title"), str):
        raise issue_error(path, place, "a related report has no title", 'write { title = "…", date = … }')
    if item.get("date") is not None:
        _typed(path, place, "related.date", item["date"], Date, "a date without quotes")
    return item["title"], item.get("date")
