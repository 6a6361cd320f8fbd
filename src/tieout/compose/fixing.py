"""``check --fix``: links for bare numbers that exactly one fact, or one quoted source, supports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from ..desk.issuefile import Link, Place
from ..errors import StoreError, TieoutError, UsageError
from ..model import Fact
from ..quantity import scan
from ..trackers import Column, get_tracker
from .bare import Bare
from .issue import Issue
from .naming import spellings_of, spoken_of
from .stated import fits

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["Fixed", "fix"]

_SENTENCE = re.compile(r"[。！？!?；;]|\.(?=\s)")
_CHANGES = re.compile(
    r"环比|同比|增长|增速|增幅|增加|上升|回升|下降|下滑|回落|减少|涨|跌|\b(?:up|down|rose|fell|gr[eo]w|growth)\b",
    re.I,
)
_SECONDS = ("s",)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number that was linked: where, its text, and the address it was given."""

    file: str
    place: Place
    text: str
    address: str

    def __str__(self) -> str:
        return f"{self.file}:{self.place}: [{self.text}]({self.address})"


def fix(desk: Desk, date: Date, *, language: str = "zh", as_of: datetime | None = None) -> tuple[Fixed, ...]:
    """Link every bare number of an issue that one fact alone fits, and write the issue files.

    A fact fits when its value is the number as rounded, its subject is named in the same sentence, and
    its column too (a change only beside a word of change). In a paragraph with links to a source, a
    number that one passage of that source holds is bound to the passage. What has two readings stays
    as it is. Each link is tried by composing the issue with it, and taken out again if that fails.
    """
    from .composing import compose

    done: list[Fixed] = []
    issue = compose(desk, date, language=language, as_of=as_of)
    files = {p.file: p.path for p in issue.doc.parts}
    known = issue.known()
    # From the end of each file, so that the places before stay right.
    for bare in sorted(issue.bare, key=lambda b: (b.place.file, -b.place.line, -b.place.column)):
        address = _one(issue, bare, known)
        path = files[bare.place.file]
        if not address or not _put(path, bare, address):
            continue
        try:
            compose(desk, date, language=language, as_of=as_of)
        except TieoutError:
            _take(path, bare, address)
            continue
        done.append(Fixed(bare.place.file or issue.doc.path.name, bare.place, bare.text, address))
    return tuple(sorted(done, key=lambda d: (d.file, d.place.line, d.place.column)))


def _one(issue: Issue, bare: Bare, known: Sequence[Fact]) -> str:
    """The one address that fits; empty when there is none, or more than one."""
    sourced = list(_quotes(issue, bare))
    if sourced:
        return sourced[0] if len(sourced) == 1 else ""
    sentence, at = _sentence(issue, bare)
    found = {
        str(fact.key)
        for fact in known
        if fits(bare.quantity, fact)
        and _named(issue, fact, known, sentence, at)
        and _metric_fits(fact, bare, sentence)
    }
    return f"fact:{found.pop()}" if len(found) == 1 else ""


# --- facts ----------------------------------------------------------------------------------------


def _sentence(issue: Issue, bare: Bare) -> tuple[str, int]:
    """The sentence a bare number stands in, and the number's offset there."""
    text = issue.report.text
    block = next(b for b in issue.report.blocks if b.start <= bare.start < b.end)
    begin = block.start
    for mark in _SENTENCE.finditer(text, block.start, bare.start):
        begin = mark.end()
    end = _SENTENCE.search(text, bare.end, block.end)
    return text[begin : end.start() if end else block.end], bare.start - begin


def _named(issue: Issue, fact: Fact, known: Sequence[Fact], sentence: str, at: int) -> bool:
    """True when every part of the fact's subject is the one of its kind that the number speaks of."""
    subject = fact.key.subject
    if not subject:
        return False
    rivals = {f.key.subject for f in known if f.key.tracker == fact.key.tracker and f.key.subject}
    for index, part in enumerate(subject):
        parts = {s[index] for s in rivals if len(s) > index}
        names = {p: _spellings(issue, fact.key.tracker, p) for p in parts}
        if spoken_of(names, sentence, at) != part:
            return False
    return True


def _spellings(issue: Issue, tracker: str, part: str) -> set[str]:
    """The ways the desk knows of writing a subject's name."""
    found = {part, issue.desk.display(tracker, (part,), issue.language)}
    found |= spellings_of(issue.desk.config).get(part, set())
    for name in issue.desk.config.names:
        if part in (name.zh, name.en):
            found |= {name.zh, name.en, *name.aliases}
    return found - {""}


def _metric_fits(fact: Fact, bare: Bare, sentence: str) -> bool:
    """True when the sentence speaks of the fact's column: its unit, a word of its header, a change."""
    try:
        column = get_tracker(fact.key.tracker).column(fact.key.metric.partition(".")[0])
    except UsageError:
        return False
    if column is None or not isinstance(fact.value, Decimal):
        return False
    unit = bare.quantity.unit
    if (fact.unit == "%") != (unit == "%") or (fact.unit in _SECONDS) != (unit in _SECONDS):
        return False
    if column.change_of is not None and not _CHANGES.search(sentence):
        return False
    if column.change_of is None and fact.unit == "%" and _CHANGES.search(sentence):
        return False
    return _spoken(fact, column, sentence)


def _spoken(fact: Fact, column: Column, sentence: str) -> bool:
    """True when the header, or a pair of its Chinese characters, stands in the sentence."""
    base = column
    if column.change_of is not None:
        base = get_tracker(fact.key.tracker).column(column.change_of) or column
    folded = sentence.casefold()
    for header in (*base.headers_zh, *base.headers_en):
        words = re.sub(r"[\s（(].*$", "", header.casefold())
        pairs = {words[i : i + 2] for i in range(len(words) - 1) if not words[i : i + 2].isascii()}
        if words and (words in folded or any(p in folded for p in pairs)):
            return True
    return False


# --- sources --------------------------------------------------------------------------------------


def _quotes(issue: Issue, bare: Bare) -> Iterator[str]:
    """The addresses of passages that hold the number, in the sources its paragraph links to."""
    from ..desk.citing import source_link
    from ..desk.wording import text_of_source

    snapshots = issue.desk.snapshots
    for prefix in _sources(issue, bare):
        try:
            snapshot = snapshots.find(prefix)
        except StoreError:
            continue
        wanted = bare.quantity
        passages = re.split(r"(?<=[。！？!?；;\n])|(?<=\.)\s", text_of_source(snapshots, snapshot))
        for passage in passages:
            said = scan(passage).quantities
            if any((q.value, q.high, q.unit) == (wanted.value, wanted.high, wanted.unit) for q in said):
                yield source_link(snapshots, snapshot.hash, passage.strip())


def _sources(issue: Issue, bare: Bare) -> tuple[str, ...]:
    """The beginnings of the hashes of all sources that the number's own paragraph links to."""
    block = _block_at(issue, bare)
    links = [i for i in getattr(block, "inlines", ()) if isinstance(i, Link) and i.scheme == "src"]
    return tuple(dict.fromkeys(p for link in links if (p := link.target.partition("#")[0])))


def _block_at(issue: Issue, bare: Bare) -> object:
    """The block of the issue file a bare number stands in: the last that begins at or above it."""
    found = None
    for block in issue.doc.blocks:
        place = block.place
        if place.file == bare.place.file and (place.line, place.column) <= (
            bare.place.line,
            bare.place.column,
        ):
            found = block
    return found


# --- writing --------------------------------------------------------------------------------------


def _put(path: Path, bare: Bare, address: str) -> bool:
    """Put the link in; False when the file does not hold the number where it should."""
    return _swap(path, bare, bare.text, f"[{bare.text}]({address})")


def _take(path: Path, bare: Bare, address: str) -> None:
    _swap(path, bare, f"[{bare.text}]({address})", bare.text)


def _swap(path: Path, bare: Bare, old: str, new: str) -> bool:
    from ..store.files import write_whole

    text = path.read_bytes().decode("utf-8")
    # Places count lines as the parser does, and leave a byte order mark out.
    lines = re.split(r"(\r\n|\n|\r)", text)
    index = (bare.place.line - 1) * 2
    mark = 1 if index == 0 and text.startswith("\ufeff") else 0
    line, column = lines[index], bare.place.column - 1 + mark
    if not line.startswith(old, column):
        return False
    lines[index] = line[:column] + new + line[column + len(old) :]
    write_whole(path, "".join(lines).encode("utf-8"))
    return True
