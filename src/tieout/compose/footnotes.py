"""Footnotes: where the marks of cited sources stand, and what the notes say.

A mark stands at the end of the clause that quotes the source, once in a sentence; a source keeps its
number through the issue. A note names what a reader can look up: publisher, title, date, and the
address where it is a public one. Hashes and files of the desk are never printed.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..desk.pasting import command
from ..model import Evidence, Fact, FactKey
from . import parts
from .builder import Piece, ReportBuilder
from .words import day_words

if TYPE_CHECKING:
    from ..desk import Desk
    from ..store import Snapshot

__all__ = ["Footnotes", "note_facts", "note_words", "public_address"]

_CLAUSE = re.compile(r"[，。；！？、（;!?(]|,(?!\d)|\.(?!\d)")
_SENTENCE = re.compile(r"[。！？!?；;]|\.(?=\s|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PRIVATE = (".local", ".localhost", ".internal", ".intranet", ".lan", ".corp", ".home", ".test", ".invalid")
LONGEST = 110
"""A longer address is printed without its query, or as its site alone: it must fit a line."""


class Footnotes:
    """Numbers the sources an issue cites, in the order their marks are printed."""

    def __init__(self, desk: Desk, language: str, gap: str) -> None:
        self._desk = desk
        self._language = language
        self._gap = gap
        self._numbers: dict[str, int] = {}
        self.facts: dict[str, Fact] = {}
        self.lacking: list[str] = []

    def marks(self, pieces: Sequence[Piece]) -> str:
        """The marks of a block as :func:`tieout.compose.parts.marks` reads them; empty without any."""
        found: list[tuple[int, int]] = []
        for at, source in _places(pieces):
            mark = (at, self._numbers.setdefault(source, len(self._numbers) + 1))
            if mark not in found:
                found.append(mark)
        return " ".join(f"{at}:{number}" for at, number in found)

    def write(self, builder: ReportBuilder) -> None:
        """Add the notes, each with the fact of its source, and list the sources nobody described."""
        for source, number in self._numbers.items():
            snapshot = self._desk.snapshots.find(source)
            said = note_words(snapshot, self._language)
            if not said:
                said = self._gap
                self.lacking.append(
                    f"the source [{number}] (src:{source[:12]}, {snapshot.name}) has neither title nor publisher "
                    f"to print; add the same file again with both: "
                    + command(self._desk, "source add", "FILE", "--title", "标题", "--publisher", "发布方")
                )
            address = f"src:{source[:12]}"
            evidence = Evidence("statement", value=said, note=f"{snapshot.name}#{snapshot.hash}")
            key = FactKey("src", source[:12])
            self.facts[address] = Fact(key, said, text=said, evidence=(evidence,))
            marker = f"[{number}]"
            web = public_address(snapshot.origin)
            pieces = [Piece(said.removesuffix(web), link=address), Piece(web, link=address)]
            builder.block(
                "list_item",
                [f"{marker} ", *pieces],
                level=1,
                zone="back",
                part=parts.FOOTNOTE,
                marker=marker,
                id=f"note-{number}",
                address=web,
            )


def note_facts(facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts of the notes among those of an issue, whose texts are the notes."""
    return tuple(f for k, f in facts.items() if k.startswith("src:") and "#" not in k)


def note_words(snapshot: Snapshot, language: str) -> str:
    """What a note says of a source; empty when nobody told its title or publisher and it has no address.

    >>> from datetime import UTC, datetime
    >>> from tieout.store import Snapshot
    >>> told = {"title": "算力租赁价格说明", "publisher": "示例证券", "date": "2025-01-20"}
    >>> kept = Snapshot("ab", "a.html", "text/html", "https://example.com/a", datetime.now(UTC), 1, told)
    >>> note_words(kept, "zh")
    '示例证券：《算力租赁价格说明》，2025-01-20，https://example.com/a'
    >>> note_words(kept, "en")
    '示例证券, “算力租赁价格说明”, 20 January 2025, https://example.com/a'
    """
    title, publisher = snapshot.told.get("title", "").strip(), snapshot.told.get("publisher", "").strip()
    address = public_address(snapshot.origin)
    if not (title or publisher or address):
        return ""
    day = snapshot.told.get("date", "")
    if language == "zh":
        if _HAN.search(title) and not title.startswith("《"):
            title = f"《{title}》"
        head = "：".join(x for x in (publisher, title) if x)
        return "，".join(x for x in (head, day, address) if x)
    if title:
        title = f"“{title}”"
    if day:
        from datetime import date

        day = day_words(date.fromisoformat(day), "en")
    return ", ".join(x for x in (publisher, title, day, address) if x)


def public_address(origin: str) -> str:
    """The address of a source where everybody can reach it, without user names; else empty.

    >>> public_address("https://user:key@example.com/news/1?id=2#top")
    'https://example.com/news/1?id=2'
    >>> public_address("http://intranet/a"), public_address("http://10.0.0.8/a"), public_address("inbox/a.pdf")
    ('', '', '')
    """
    try:
        found = urlsplit(origin)
        host, port = (found.hostname or "").lower(), found.port
    except ValueError:
        return ""
    if found.scheme not in ("http", "https") or "." not in host.strip(".") or host.endswith(_PRIVATE):
        return ""
    try:
        if not ipaddress.ip_address(host).is_global:
            return ""
    except ValueError:
        pass  # a name
    site = f"{found.scheme}://{host}" + (f":{port}" if port else "")
    path = found.path if found.path != "/" else ""
    query = f"?{found.query}" if found.query else ""
    return next(x for x in (f"{site}{path}{query}", f"{site}{path}", site) if len(x) <= LONGEST or x == site)


def _places(pieces: Sequence[Piece]) -> list[tuple[int, str]]:
    """(offset, source) of each mark: one for the quotes of a sentence that follow one another."""
    text = "".join(p.text for p in pieces)
    starts = [sum(len(p.text) for p in pieces[:n]) for n in range(len(pieces))]
    cited = [(starts[n], starts[n] + len(p.text), p.source) for n, p in enumerate(pieces) if p.source]
    out = []
    for n, (_, end, source) in enumerate(cited):
        limit = len(text)
        if n + 1 < len(cited):
            begin, _, other = cited[n + 1]
            if other == source and not _SENTENCE.search(text, end, begin):
                continue  # the mark of the next quote is this one's too
            limit = begin
        stop = _CLAUSE.search(text, end, limit)
        at = stop.start() if stop else limit if limit == len(text) else end
        for start, piece in zip(starts, pieces, strict=True):
            if piece.bound and start < at < start + len(piece.text):
                at = start + len(piece.text)  # never inside a number or a name
        out.append((len(text[:at].rstrip()), source))
    return out
