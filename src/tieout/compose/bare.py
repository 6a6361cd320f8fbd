"""Numbers in an issue that nothing supports, and the facts that would fit them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..desk.issuefile import Place
from ..model import Block, Fact, FactKey, Record, Report
from ..quantity import Quantity, scan
from ..trackers import all_trackers
from .asof import Block as Shown
from .binder import Binder
from .builder import Piece
from .issue import Said
from .stated import fits

__all__ = ["Bare", "Written", "all_facts", "bare_numbers", "bound_stretches", "facts_that_fit", "spots"]


@dataclass(frozen=True, slots=True)
class Written:
    """A block as it was written, with the pieces it was made of."""

    block: Block
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bare:
    """A number without evidence: its text, its place in the issue file and in the report's text."""

    text: str
    place: Place
    start: int
    end: int
    quantity: Quantity
    nearest: tuple[str, ...] = ()

    def __str__(self) -> str:
        fit = f" (fits: {', '.join(self.nearest)})" if self.nearest else ""
        return f"{self.place}: “{self.text}”{fit}"


def bare_numbers(report: Report, said: list[Written], binder: Binder) -> tuple[Bare, ...]:
    """Every quantity with digits outside bound stretches, in blocks that came from the issue file."""
    names = _names(binder)
    found: dict[Place, Bare] = {}
    known: list[Fact] | None = None
    for item in said:
        text = report.quote(item.block)
        stretches = _stretches(item.pieces)
        for q in scan(text, names=names).quantities:
            piece = next((s for s in stretches if s[0] <= q.start < s[1]), None)
            if piece is None or any(s[2].bound and s[0] < q.end and q.start < s[1] for s in stretches):
                continue
            if piece[2].place is None or not any(c.isdigit() for c in q.text):
                continue
            written = piece[2].place
            place = Place(written.line, written.column + q.start - piece[0], written.file)
            if place in found:  # a heading stands in the contents too
                continue
            if known is None:
                known = all_facts(binder)
            start = item.block.start + q.start
            nearest = facts_that_fit(q, text, known)
            found[place] = Bare(q.text, place, start, start + len(q.text), q, nearest)
    return tuple(sorted(found.values(), key=lambda b: (b.place.file, b.place.line, b.place.column)))


def bound_stretches(written: list[Written]) -> tuple[Said, ...]:
    """The bound stretches of the prose in the order of the issue file, each once."""
    found: dict[tuple[Any, ...], Said] = {}
    for item in written:
        for piece in item.pieces:
            if not piece.bound or piece.place is None:
                continue
            address = str(piece.fact.key) if piece.fact is not None else piece.link
            place = piece.place
            said = Said(place.line, place.column, piece.text, piece.role, address, place.file)
            # A heading stands in the contents too; a sentence has many parts at one place.
            found.setdefault((place, said.shown, address), said)
    return tuple(sorted(found.values(), key=lambda s: (s.file, s.line, s.column)))


def spots(written: list[Written]) -> tuple[tuple[int, int, Place], ...]:
    """Where each stretch of the report's text was written: (start, end, place)."""
    return tuple(
        (item.block.start + start, item.block.start + end, piece.place)
        for item in written
        for start, end, piece in _stretches(item.pieces)
        if piece.place is not None and end > start
    )


def facts_that_fit(quantity: Quantity, text: str, facts: list[Fact], count: int = 3) -> tuple[str, ...]:
    """The keys of facts a number would agree with; those whose subject stands in the text come first."""
    fitting = [f for f in facts if fits(quantity, f)]
    fitting.sort(key=lambda f: -sum(part in text for part in f.key.subject))
    return tuple(str(f.key) for f in fitting[:count])


def all_facts(binder: Binder) -> list[Fact]:
    """Every fact an issue could link to: each field of each record of its periods, and what was computed.

    A fact of a period that a link named has the period in its key.
    """
    for tracker in all_trackers():
        binder.views.block(tracker.name)
    facts: dict[FactKey, Fact] = {}
    for block in binder.views.blocks():
        found = [
            block.view.value(record, name) for record in block.view.records for name in _fields(block, record)
        ]
        for fact in (*found, *block.view.book.values()):
            key = fact.key if not block.asked else replace(fact.key, period=fact.key.period or block.asked)
            facts.setdefault(key, replace(fact, key=key))
    return list(facts.values())


def _fields(block: Shown, record: Record) -> list[str]:
    """The fields of a record, and those computed from its others."""
    tracker = block.tracker
    found = list(record.values)
    for column in tracker.columns:
        if column.derived is None:
            found += [column.field] if column.change_of and column.field not in found else []
            continue
        base = next((f for f in column.derived[1] if "{year}" in f), "")
        years = tracker.years([record], base) if base else [""]
        names = [column.field.replace("{year}", y) for y in years]
        found += [n for n in names if n not in found]
    return found


def _names(binder: Binder) -> tuple[str, ...]:
    """Names that hold digits: a GPU, a ticker. Their digits are no quantity."""
    names = {
        str(value)
        for block in binder.views.blocks()
        for record in block.view.records
        for value in (*record.subject, *record.values.values())
        if isinstance(value, str) and any(c.isdigit() for c in value)
    }
    names |= {binder.desk.word(n, binder.language) for n in names}
    return tuple(sorted(names))


def _stretches(pieces: tuple[Piece, ...]) -> list[tuple[int, int, Piece]]:
    out = []
    at = 0
    for piece in pieces:
        out.append((at, at + len(piece.text), piece))
        at += len(piece.text)
    return out
