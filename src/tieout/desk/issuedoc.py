"""What an issue file holds: its head, its blocks, and where each word and link stands in the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from pathlib import Path
from typing import Any

from ..errors import IssueError

__all__ = [
    "STATUSES",
    "Anchor",
    "ChartRef",
    "FigureRef",
    "Heading",
    "Inline",
    "IssueBlock",
    "IssueDoc",
    "Link",
    "ListItem",
    "Paragraph",
    "Part",
    "PictureRef",
    "Place",
    "Slot",
    "TableRef",
    "Words",
    "issue_error",
    "nearest",
    "plain_text",
    "tracker_name",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the issue file; both counted from 1. ``file`` is empty for the issue
    file itself, and ``DATE/10-compute.md`` for a section's own file."""

    line: int
    column: int
    file: str = ""

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of plain text."""

    text: str
    place: Place
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its scheme, what stands behind the colon (still percent-encoded), and its text."""

    scheme: str
    target: str
    text: str
    place: Place
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """``{#id}``: a name for the paragraph it stands in, and for the sentence that ends at it."""

    name: str
    place: Place
    text: str = ""
    """Nothing is printed."""


Inline = Words | Link | Anchor


@dataclass(frozen=True, slots=True)
class Slot:
    """``<!-- 待写：... -->``: words a person still has to write."""

    text: str
    place: Place


STATUSES = ("draft", "review", "ready")
"""What an owner may say of a section."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file of an issue and what its front matter says: whose it is and how far it is."""

    path: Path
    file: str = ""
    owner: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 begins a section."""

    level: int
    inlines: tuple[Inline, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose."""

    inlines: tuple[Inline, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list: its depth from 1, its number or bullet as printed."""

    level: int
    marker: str
    inlines: tuple[Inline, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class TableRef:
    """A tracker's table; ``caption`` is empty for the tracker's own, ``period`` for the block's.

    ``only`` restricts it to subjects whose first key part is one of these: one board of a leaderboard;
    ``without`` leaves such subjects out. ``source`` replaces the source line of ``desk.toml``.
    """

    tracker: str
    period: str | None
    caption: tuple[Inline, ...]
    place: Place
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class ChartRef:
    """A tracker's chart; ``name`` is empty for its first one. The rest is as for a table."""

    tracker: str
    name: str
    period: str | None
    caption: tuple[Inline, ...]
    place: Place
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture in a file. ``file`` is its path under ``issues/DATE/``; ``crop`` and ``width`` are as typed."""

    file: str
    caption: tuple[Inline, ...]
    place: Place
    source: str = ""
    permission: str = ""
    alt: str = ""
    crop: str = ""
    width: str = ""


FigureRef = TableRef | ChartRef | PictureRef
IssueBlock = Heading | Paragraph | ListItem | TableRef | ChartRef | PictureRef


@dataclass(frozen=True, slots=True)
class IssueDoc:
    """A parsed issue file.

    ``title`` is the headline (it may hold links), ``cover`` the name of the section whose blocks are
    the cover's key points, ``cover_tables`` the trackers whose tables stand on the cover, ``as_of``
    the day up to which each tracker's latest period is taken. ``slots`` are the words still to be
    written, ``parts`` the files it is made of, itself first.
    """

    path: Path
    date: Date
    title: tuple[Inline, ...] = ()
    rating: str = ""
    rating_action: str = ""
    cover: str = ""
    cover_tables: tuple[str, ...] = ()
    as_of: Mapping[str, Date] = field(default_factory=dict)
    related: tuple[tuple[str, Date | None], ...] = ()
    blocks: tuple[IssueBlock, ...] = ()
    slots: tuple[Slot, ...] = ()
    parts: tuple[Part, ...] = ()

    def where(self, place: Place) -> str:
        """A place with its file: ``2025-01-27.md:11:1``."""
        return f"{place.file or self.path.name}:{place}"

    def anchored(self) -> dict[str, tuple[IssueBlock, int]]:
        """Each named block and the index of the anchor among its inlines."""
        found: dict[str, tuple[IssueBlock, int]] = {}
        for block in self.blocks:
            if isinstance(block, FigureRef):
                continue
            for index, inline in enumerate(block.inlines):
                if isinstance(inline, Anchor):
                    found[inline.name] = (block, index)
        return found

    def section(self, title: str) -> tuple[IssueBlock, ...]:
        """The blocks under the first-level heading of that text, without the heading."""
        inside, found = False, []
        for block in self.blocks:
            if isinstance(block, Heading) and block.level == 1:
                inside = plain_text(block.inlines) == title
            elif inside:
                found.append(block)
        return tuple(found)

    def error(self, place: Place, message: str, step: str, **data: Any) -> IssueError:
        """An error at a place of this file."""
        path = self.path.parent / place.file if place.file else self.path
        return issue_error(path, place, message, step, **data)


def plain_text(inlines: Sequence[Inline]) -> str:
    """The words of a heading or title as typed, link texts included."""
    return "".join(i.text for i in inlines).strip()


def issue_error(path: Path, place: Place, message: str, step: str, **data: Any) -> IssueError:
    """The error at a place of a file; its text begins with ``file:line:column``."""
    return IssueError(
        f"{place.file or path.name}:{place}: {message}",
        next_step=step,
        path=str(path),
        line=place.line,
        column=place.column,
        **data,
    )


def nearest(word: str, known: tuple[str, ...]) -> str:
    """The known word most like a mistyped one, or an empty string."""
    import difflib

    close = difflib.get_close_matches(word.replace("-", "_").lower(), known, n=1, cutoff=0.5)
    return close[0] if close else ""


def tracker_name(name: str, path: Path, place: Place) -> str:
    """The name itself if there is such a tracker, else an :class:`IssueError` with the nearest."""
    from ..trackers import all_trackers

    known = tuple(t.name for t in all_trackers())
    if name not in known:
        near = nearest(name, known)
        step = f"write {near!r}" if near else f"use one of: {', '.join(known)}"
        raise issue_error(path, place, f"there is no tracker {name!r}", step, key=name, nearest=near)
    return name
