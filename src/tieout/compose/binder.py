"""Turns the links of an issue file into text that is bound to facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from ..desk.issuefile import Anchor, Inline, IssueDoc, Link, Place, Words
from ..errors import StoreError, UnknownFact, UsageError
from ..model import Fact, FactKey, Role
from ..quantity import Period, scan
from ..trackers import Tracker, all_trackers
from ..trackers.view import View
from .asof import Block, Views
from .builder import Piece
from .issue import Gap
from .references import References
from .stated import disagreement
from .statements import named_source, statement_fact

__all__ = ["Binder"]

_KNOWN_NULLS = ("on_offer", "tight", "withdrawn", "undisclosed")


class Binder:
    """Resolves the links of one issue; collects the facts used, the gaps met, and doubts about words
    beside filled-in numbers."""

    def __init__(self, doc: IssueDoc, views: Views) -> None:
        self.doc = doc
        self.views = views
        self.desk = views.desk
        self.language = views.language
        self.facts: dict[str, Fact] = {}
        self.doubts: list[str] = []
        self.references = References(self)
        self._gaps: dict[tuple[Any, ...], Gap] = {}

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing, in the order it was met; each once."""
        return tuple(self._gaps.values())

    # --- inlines ----------------------------------------------------------------------------------

    def pieces(self, inlines: Iterable[Inline]) -> list[Piece]:
        """The pieces of a block. Typed link texts are checked against their facts.

        Raises :class:`~tieout.errors.UnknownFact` for a link to nothing, and
        :class:`~tieout.errors.IssueError` where the typed text says something else.
        """
        out, typed = self.resolve(inlines)
        self._compare(out, typed)
        return out

    def resolve(self, inlines: Iterable[Inline]) -> tuple[list[Piece], list[tuple[int, Link, Fact]]]:
        """The pieces of a block, and which of them are typed link texts, not yet checked."""
        out: list[Piece] = []
        typed: list[tuple[int, Link, Fact]] = []
        listed = tuple(inlines)
        named = named_source(listed)
        for index, inline in enumerate(listed):
            if isinstance(inline, Anchor):
                continue
            if isinstance(inline, Words):
                out.append(Piece(inline.text, strong=inline.strong, place=inline.place))
            elif inline.scheme == "fact":
                piece, fact = self._fact(inline)
                if fact.value is not None:
                    typed.append((len(out), inline, fact))
                out.append(piece)
            elif inline.scheme == "para" or (inline.scheme == "sentence" and inline.target[:1] == "#"):
                out.extend(self.references.pieces(inline))
            elif inline.scheme == "sentence":
                out.extend(self._sentence(inline))
            elif inline.scheme == "src":
                if inline.target == named and not inline.text.strip():
                    # It names the source of the paragraph and prints nothing; the quotes bear its mark.
                    out += self._named(inline, listed)
                    continue
                if inline.target.startswith("#"):
                    inline = replace(inline, target=f"{named}{inline.target}")
                after = "".join(i.text for i in listed[index + 1 :])
                out.append(self._statement(inline, "".join(p.text for p in out), after))
            else:
                out.append(Piece(inline.text, strong=inline.strong, place=inline.place))
        return out, typed

    def _compare(self, pieces: list[Piece], typed: list[tuple[int, Link, Fact]]) -> None:
        text = "".join(p.text for p in pieces)
        for index, link, fact in typed:
            start = sum(len(p.text) for p in pieces[:index])
            end = start + len(pieces[index].text)
            view = self._block(link, fact.key.tracker, None).view
            why = disagreement(text, start, end, fact, self.shown(view, fact), self._same_name(fact))
            if why and not link.text.strip():
                # The link prints the fact, so only a word beside it can be wrong; the scanner may have
                # taken the wrong word, hence a doubt and no refusal.
                self.doubts.append(f"{self.doc.where(link.place)}: {why}")
            elif why:
                raise self.doc.error(
                    link.place,
                    why,
                    f"write [](fact:{link.target}) to have it filled in, or correct the number",
                    stated=link.text,
                    fact=str(fact.key),
                    expected=self.shown(view, fact),
                )

    def _same_name(self, fact: Fact) -> Any:
        tracker = fact.key.tracker

        def same(typed: str, value: str) -> bool:
            fields = [
                c.field for t in all_trackers() if t.name == tracker for c in t.columns if c.kind == "text"
            ]
            return any(
                self.desk.resolve(tracker, f, typed) == self.desk.resolve(tracker, f, value) for f in fields
            )

        return same

    # --- facts ------------------------------------------------------------------------------------

    def _fact(self, link: Link) -> tuple[Piece, Fact]:
        try:
            key = FactKey.parse(link.target)
        except ValueError as problem:
            step = "write fact:tracker/metric/subject"
            raise self.doc.error(link.place, str(problem), step) from None
        block = self._block(link, key.tracker, key.period)
        fact = self._find(block, key, link)
        if fact is None:
            gap = self._gap(block, self._canonical(key), key.metric, link.place)
            fact = Fact(key.without_period(), None, period=block.period, missing="not_collected", text=gap)
            return self._piece(link, gap, fact, block), fact
        fact = self.keep(fact, key.period)
        shown = self.shown(block.view, fact)
        if fact.value is None and fact.missing not in _KNOWN_NULLS:
            shown = self._gap(block, self._canonical(key), key.metric, link.place, null=True)
        return self._piece(link, shown, fact, block), fact

    def shown(self, view: View, fact: Fact) -> str:
        """A fact as printed; names are those of the issue's language."""
        if isinstance(fact.value, str):
            return self.word(view.tracker, fact.key.metric, fact.value)
        return view.shown(fact)

    def word(self, tracker: Tracker, field: str, text: str) -> str:
        """A name in the issue's language. Where a tracker has names beside its keys, keys are codes."""
        column = tracker.column(field)
        if column is not None and column.key and tracker.column("name") is not None:
            return text
        return self.desk.word(text, self.language)

    def _piece(self, link: Link, shown: str, fact: Fact, block: Block) -> Piece:
        text = link.text if link.text.strip() and fact.value is not None else shown
        return Piece(text, role_of(fact), fact, strong=link.strong, place=link.place)

    def _find(self, block: Block, key: FactKey, link: Link) -> Fact | None:
        """The fact, or None when its subject is known but was not collected."""
        view, tracker = block.view, block.tracker
        subject = self._canonical(key)
        field, dot, _ = key.metric.partition(".")
        if tracker.column(field) is None:
            raise self._unknown(block, key, link)
        if key.metric in tracker.measures:
            # Its subject is one of the measure's own: a model, a benchmark.
            measured = FactKey(key.tracker, key.metric, subject)
            return None if block.period is None else self._derived(view, measured, block, link)
        if subject:
            record = view.record(subject)
            if record is None:
                # Where nothing was collected nobody can tell a wrong name from a missing record.
                if not view.records or self._is_known(block, subject):
                    return None
                raise self._unknown(block, key, link)
            if not dot:
                column = tracker.column(field)
                if column is not None and column.per_year and field not in self._years(block, column.field):
                    raise self._unknown(block, key, link)
                return view.value(record, field)
            subject = record.subject
        elif not dot:
            raise self._unknown(block, key, link)
        if block.period is None:
            return None
        return self._derived(view, FactKey(key.tracker, key.metric, subject), block, link)

    def _derived(self, view: View, key: FactKey, block: Block, link: Link) -> Fact:
        """A fact with an operator: made by the view, or by one of the tracker's sentences."""
        if not key.subject:
            try:
                return view.fact(key.metric)
            except UnknownFact:
                pass
        if key not in view.book and key.metric in block.tracker.measures:
            block.tracker.measures[key.metric](view)
        if key not in view.book:
            for name in block.tracker.sentences:
                view.sentence(name)
        found = view.book.get(key)
        if found is None:
            raise self._unknown(block, key, link)
        return found

    def _years(self, block: Block, column: str) -> list[str]:
        head, tail = column.split("{year}")
        derived = {c.field: c.derived for c in block.tracker.columns if c.derived}
        base = [column, *(f for f in (derived.get(column) or ("", ()))[1] if "{year}" in f)]
        years = {y for b in base for y in block.tracker.years(block.view.records, b)}
        return [f"{head}{y}{tail}" for y in sorted(years)]

    def _canonical(self, key: FactKey) -> tuple[str, ...]:
        keys = next((t.keys for t in all_trackers() if t.name == key.tracker), ())
        if len(keys) != len(key.subject):
            return key.subject
        return tuple(
            self.desk.resolve(key.tracker, c.field, part) for c, part in zip(keys, key.subject, strict=True)
        )

    def _is_known(self, block: Block, subject: tuple[str, ...]) -> bool:
        everybody = {*self.desk.universe(block.tracker.name), *(r.subject for r in block.view.earlier)}
        return subject in everybody or any(set(subject) <= set(s) for s in everybody)

    def keep(self, fact: Fact, period: str | None = None) -> Fact:
        """Put a fact and its lineage into the book; of another period its keys say which."""
        if period is not None and fact.key.period is None:
            inputs = tuple(self.keep(f, period) for f in fact.inputs)
            key = FactKey(fact.key.tracker, fact.key.metric, fact.key.subject, period)
            fact = replace(fact, key=key, inputs=inputs)
        self.facts.setdefault(str(fact.key), fact)
        return fact

    # --- sentences and statements -----------------------------------------------------------------

    def _sentence(self, link: Link) -> list[Piece]:
        if link.text.strip():
            step = f"write [](sentence:{link.target})"
            raise self.doc.error(link.place, "a generated sentence has a text of its own", step)
        target, _, period = link.target.partition("@")
        tracker, _, name = target.partition("/")
        block = self._block(link, tracker, period or None)
        if name not in block.tracker.sentences:
            known = [f"sentence:{tracker}/{k}" for k in block.tracker.sentences]
            message = f"the tracker {tracker} has no sentence {name!r}"
            raise self._not_known(link.place, message, known, known)
        if block.period is None:
            return [Piece(self.members(block, link.place), place=link.place)]
        self.members(block, link.place)
        pieces = []
        for part in block.view.sentence(name).parts:
            if isinstance(part, str):
                pieces.append(Piece(part, strong=link.strong, place=link.place))
                continue
            fact = self.keep(part.fact, period or None)
            if fact.value is None and fact.missing == "not_collected":
                self._gap(block, fact.key.subject, fact.key.metric, link.place, null=True)
            shown = self.desk.word(part.shown, self.language) if part.role == "name" else part.shown
            pieces.append(Piece(shown, part.role, fact, strong=link.strong, place=link.place))
        return pieces

    def _named(self, link: Link, inlines: tuple[Inline, ...]) -> list[Piece]:
        """Make sure that the source a paragraph names is there; where nothing is quoted from it, its mark
        stands with the link."""
        try:
            source = self.desk.snapshots.find(link.target).hash
        except StoreError as problem:
            raise self.doc.error(link.place, problem.message, problem.next_step) from None
        links = [i for i in inlines if isinstance(i, Link) and i.scheme == "src" and i.text.strip()]
        quoted = any(i.target.partition("#")[0] in ("", link.target) for i in links)
        return [] if quoted else [Piece("", place=link.place, source=source)]

    def _statement(self, link: Link, before: str, after: str) -> Piece:
        fact = statement_fact(self.desk, self.doc, link, before, after)
        address = f"src:{link.target}"
        self.facts.setdefault(address, fact)
        role: Role = "number" if scan(link.text).quantities else "text"
        source = fact.evidence[0].note.rpartition("#")[2]
        return Piece(link.text, role, link=address, strong=link.strong, place=link.place, source=source)

    # --- gaps -------------------------------------------------------------------------------------

    def members(self, block: Block, place: Place) -> str:
        """Note each member of the universe that has no record; gives the mark for a missing value."""
        for subject in block.view.missing:
            self._gap(block, subject, block.tracker.main, place)
        if block.period is None and not block.view.missing:
            self._gap(block, (), block.tracker.main, place)
        return self.views.desk.choices.gap(self.language)

    def note_null(self, block: Block, subject: tuple[str, ...], field: str, place: Place) -> str:
        """Note a record whose main value nobody collected; gives the mark for it."""
        return self._gap(block, subject, field, place, null=True)

    def no_figure(self, block: Block, place: Place, reason: str) -> str:
        """Note a chart or table that lacks what it would show; gives the mark for it."""
        for subject in block.view.missing:
            self._gap(block, subject, block.tracker.main, place)
        return self._gap(block, (), block.tracker.main, place, why=reason)

    def _gap(
        self,
        block: Block,
        subject: tuple[str, ...],
        field: str,
        place: Place,
        *,
        null: bool = False,
        why: str = "",
    ) -> str:
        period = str(block.period or block.asked or f"≤ {self._until(block)}")
        reason = (
            block.stale
            or why
            or self._no_close(block, subject, field)
            or ("its cell is empty" if null else "no record")
        )
        key = (block.tracker.name, subject, field if null else why, period)
        if key not in self._gaps:
            self._gaps[key] = Gap(
                block.tracker.name,
                subject,
                field,
                period,
                reason,
                self._supply(block, subject, field, null),
                place.line,
                place.column,
                place.file,
                stale="the latest period on the desk" in block.stale,
            )
        return self.desk.choices.gap(self.language)

    def _no_close(self, block: Block, subject: tuple[str, ...], field: str) -> str:
        """Which closes a value computed from them lacks; empty for any other."""
        fact = block.view.book.get(FactKey(block.tracker.name, field, subject))
        if fact is None or fact.operator is None:
            return ""
        found = [i.key.subject for i in fact.inputs if i.missing is not None and i.key.tracker == "market"]
        return f"the sheet market has no close of {', '.join(' on '.join(s) for s in found)}" if found else ""

    def _until(self, block: Block) -> str:
        return self.doc.as_of.get(block.tracker.name, self.doc.date).isoformat()

    def _supply(self, block: Block, subject: tuple[str, ...], field: str, null: bool) -> str:
        tracker = block.tracker
        if len(subject) == len(tracker.keys):
            pairs = zip(tracker.keys, subject, strict=True)
            keys = ", ".join(f"{c.header(self.language)} = {c.word(p, self.language)}" for c, p in pairs if p)
        else:
            keys = " ".join(subject)
        row = f"the row {keys}" if keys else "its rows"
        column = tracker.column(field)
        if null and column is not None:
            row += f", column {column.header(self.language)}"
        name = self.desk.path.name
        return (
            f"Fill in {row} of the sheet {tracker.name} (`tieout template {name} {self.doc.date}`), "
            f"then `tieout collect {name}`"
        )

    # --- errors -----------------------------------------------------------------------------------

    def _block(self, link: Link, tracker: str, period: str | None) -> Block:
        try:
            return self.views.block(tracker, period)
        except UsageError:
            known = [t.name for t in all_trackers()]
            near = get_close_matches(tracker, known, n=1, cutoff=0.7) or known
            raise self._not_known(link.place, f"there is no tracker {tracker!r}", near, known) from None

    def _unknown(self, block: Block, key: FactKey, link: Link) -> UnknownFact:
        known = []
        for column in block.tracker.columns:
            fields = self._years(block, column.field) if column.per_year else [column.field]
            known += [
                str(FactKey(block.tracker.name, f, r.subject))
                for f in fields
                for r in block.view.records
                if r.get(f) is not None or column.derived
            ]
        known += [str(k) for k in block.view.book if "." in k.metric]
        return self._not_known(link.place, f"nobody has the fact {key}", nearest_keys(str(key), known), known)

    def _not_known(self, place: Place, message: str, nearest: list[str], known: list[str]) -> UnknownFact:
        shown = ", ".join(nearest[:5])
        return UnknownFact(
            f"{self.doc.where(place)}: {message}",
            next_step=f"write one of: {shown}" if shown else "collect the tracker first",
            path=str(self.doc.path.parent / place.file if place.file else self.doc.path),
            line=place.line,
            column=place.column,
            key=message.rpartition(" ")[2],
            candidates=nearest or known[:5],
        )


def nearest_keys(key: str, known: list[str], count: int = 5) -> list[str]:
    """The known keys most like a mistyped one.

    >>> nearest_keys("site_traffic/visits/Kimi", ["site_traffic/weekly_visits_m/Kimi", "coverage/price/1"])[0]
    'site_traffic/weekly_visits_m/Kimi'
    """
    import difflib

    return difflib.get_close_matches(key, known, n=count, cutoff=0.3)


def role_of(fact: Fact) -> Role:
    """What a fact is in a text: a number, a count, a date or a name."""
    from datetime import date
    from decimal import Decimal

    if isinstance(fact.value, Decimal):
        return "count" if fact.operator == "count" else "number"
    if isinstance(fact.value, date | Period):
        return "date"
    return "name" if isinstance(fact.value, str | tuple) else "text"
