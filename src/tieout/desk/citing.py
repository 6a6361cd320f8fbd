"""Sources of statements: pages, PDFs, pictures and pasted text, kept as snapshots and cited by ``src:`` links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

from ..errors import StoreError, UsageError
from .fetching import MAX_BYTES, fetch, is_address
from .wording import kind_of, quote_stands, text_of_source

if TYPE_CHECKING:
    from ..store import Snapshot, Snapshots
    from .desk import Desk

__all__ = ["GRADES", "Grade", "Source", "add_source", "find_source", "list_sources", "source_link"]

Grade = Literal["official", "media", "rumour"]
GRADES: tuple[Grade, ...] = ("official", "media", "rumour")
_SHORT = 12
# What would end a Markdown link, or be read as an escape.
_ESCAPED = frozenset(" ()<>[]%#\\\"'`*_&")


@dataclass(frozen=True, slots=True)
class Source:
    """One cited source: its kept bytes and what a person said of it.

    ``link`` is what an issue file writes before ``#q=``. ``grade`` is ``official`` (the company, the
    regulator), ``media`` or ``rumour``.
    """

    snapshot: Snapshot
    link: str

    @property
    def title(self) -> str:
        """The title, else the file's name."""
        return self.snapshot.told.get("title") or self.snapshot.name

    @property
    def publisher(self) -> str:
        """Who published it; empty when nobody said."""
        return self.snapshot.told.get("publisher", "")

    @property
    def date(self) -> Date | None:
        """When it was published; None when nobody said."""
        told = self.snapshot.told.get("date")
        return Date.fromisoformat(told) if told else None

    @property
    def grade(self) -> str:
        """How far it can be believed."""
        return self.snapshot.told.get("grade", "media")

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "link": self.link,
            "hash": self.snapshot.hash,
            "title": self.title,
            "publisher": self.publisher,
            "date": self.date.isoformat() if self.date else None,
            "grade": self.grade,
            "name": self.snapshot.name,
            "media_type": self.snapshot.media_type,
            "origin": self.snapshot.origin,
            "at": self.snapshot.at.isoformat(),
            "size": self.snapshot.size,
        }


def add_source(
    desk: Desk,
    given: str,
    *,
    data: bytes | None = None,
    title: str = "",
    publisher: str = "",
    date: Date | None = None,
    grade: Grade | None = None,
    transcript: str = "",
    at: datetime | None = None,
) -> Source:
    """Keep a source and return it: an address to fetch, a file, or ``-`` with pasted ``data``.

    ``transcript`` are the words typed off a picture, which quotes are checked against. Adding the same
    bytes again changes what is said of them and nothing else. Raises
    :class:`~tieout.errors.UsageError` when it cannot be had or is neither page, PDF, picture nor text.
    """
    if is_address(given):
        fetched = fetch(given)
        data, origin = fetched.data, fetched.address
        path = urlsplit(fetched.address)
        name = unquote(path.path.rstrip("/").rpartition("/")[2]) or path.hostname or "page"
        declared = fetched.media_type
    elif given == "-":
        data, origin, name, declared = data or b"", "pasted", "pasted.txt", ""
    else:
        data, name, declared = _file(Path(given)), Path(given).name, ""
        origin = _origin(desk, Path(given))
    if not data.strip():
        raise UsageError(
            "the source is empty", next_step="give its words, a file or an address", origin=given
        )
    kind = kind_of(data)
    if not kind:
        raise UsageError(
            f"{name} is neither a page, a PDF, a picture nor text",
            next_step="save it as PDF and add that",
            origin=given,
        )
    # Only a page's declaration says more than its bytes: its encoding.
    media_type = declared if kind.startswith("text/") and declared.startswith("text/") else kind
    key = desk.snapshots.put(
        data, name=name, media_type=media_type, origin=origin, at=at or datetime.now(UTC)
    )
    before = desk.snapshots.about(key)
    told = {
        "kind": "source",
        "title": title.strip() or (before.told.get("title", "") if before else "") or _page_title(data, kind),
        "grade": grade or (before.told.get("grade", "") if before else "") or "media",
    }
    more = {
        "publisher": publisher.strip(),
        "date": date.isoformat() if date else "",
        "transcript": transcript.strip(),
    }
    snapshot = desk.snapshots.describe(key, told | {k: v for k, v in more.items() if v})
    return Source(snapshot, source_link(desk.snapshots, key))


def list_sources(desk: Desk) -> tuple[Source, ...]:
    """Every source of the desk, in the order they were added; files of the inbox are none."""
    cited = (s for s in desk.snapshots.all() if s.told.get("kind") == "source")
    return tuple(Source(s, source_link(desk.snapshots, s.hash)) for s in cited)


def find_source(desk: Desk, link: str) -> Source:
    """The source of a ``src:`` link or the beginning of a hash; none or several is a StoreError."""
    prefix = link.removeprefix("src:").partition("#")[0].lower()
    snapshot = desk.snapshots.find(prefix)
    return Source(snapshot, source_link(desk.snapshots, snapshot.hash))


def source_link(snapshots: Snapshots, key: str, quote: str = "") -> str:
    """``src:HASH#q=QUOTE``, with as much of the hash as no other snapshot shares.

    The quote must stand in the source, else it is a :class:`~tieout.errors.UsageError`.
    """
    short = _SHORT
    while short < len(key):
        try:
            snapshots.find(key[:short])
            break
        except StoreError:
            short += 4
    link = f"src:{key[:short]}"
    if not quote:
        return link
    snapshot = snapshots.find(key)
    words = text_of_source(snapshots, snapshot)
    if not quote_stands(quote, words):
        step = (
            f"copy the words from {snapshot.name} as they stand there"
            if words
            else 'it holds no words that can be read; type them off it with --transcript "..."'
        )
        raise UsageError(
            f"the quote “{quote}” does not occur in {snapshot.name}", next_step=step, quote=quote
        )
    return f"{link}#q={''.join(f'%{ord(c):02X}' if c in _ESCAPED else c for c in ' '.join(quote.split()))}"


def _file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            limit = f"{MAX_BYTES // 1_000_000} MB"
            raise UsageError(f"{path} is larger than {limit}", next_step="add the part you quote")
        return path.read_bytes()
    except OSError as problem:
        raise UsageError(
            f"{path} cannot be read: {problem.strerror or problem}",
            next_step="give a file, an address that begins with https://, or - for pasted text",
            path=str(path),
        ) from None


def _origin(desk: Desk, path: Path) -> str:
    try:
        return path.absolute().relative_to(desk.path).as_posix()
    except ValueError:
        return path.name


def _page_title(data: bytes, kind: str) -> str:
    if kind != "text/html":
        return ""
    import re
    from html import unescape

    found = re.search(rb"<title[^>]*>(.*?)</title>", data[:200_000], re.S | re.I)
    if not found:
        return ""
    try:
        text = found[1].decode("utf-8")
    except UnicodeDecodeError:
        text = found[1].decode("gb18030", errors="replace")
    return " ".join(unescape(text).split())[:200]
