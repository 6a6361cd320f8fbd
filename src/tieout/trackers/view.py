"""The facts of one tracker in one issue: observed, derived, ranked, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from ..errors import UndefinedFormula, UnknownFact
from ..model import Evidence, Fact, FactKey, Operand, Ranked, Record, Sentence, compute, top_k
from ..quantity import Money, Period, format_duration, format_money, format_number, format_percent
from .base import Column, Tracker

__all__ = ["Choices", "View", "neighbour", "operand"]

WEEK = timedelta(days=7)
TOLERANCE = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Choices:
    """House choices that change what is said, not what is true.

    ``top`` names how many a list holds, ``top_by_field`` overrides it for one field (a house that
    names only the fastest riser sets ``{"visits_wow_pct": 1}``). ``only_rising`` leaves fallers out
    of a list of risers. ``null_mark`` is printed for a null, ``sign`` puts a plus before rises.
    ``decimals`` gives a field (``price``, ``eps_2024e`` or ``eps`` for all years) its printed places.
    """

    top: int = 3
    top_by_field: Mapping[str, int] = field(default_factory=dict)
    only_rising: bool = True
    null_mark: str = "——"
    gap_zh: str = "—（未获取）"
    gap_en: str = "— (not collected)"
    sign: bool = False
    decimals: Mapping[str, int] = field(default_factory=dict)

    def top_for(self, name: str) -> int:
        """How many a list over this field names."""
        return self.top_by_field.get(name, self.top)

    def gap(self, language: str) -> str:
        """What stands for a record nobody collected."""
        return self.gap_zh if language == "zh" else self.gap_en


def neighbour(record: Record, earlier: Sequence[Record]) -> Record | None:
    """The record of the week before: same subject, same window length, ending 7 ± 2 days earlier.

    Of several the closest to seven days is taken. Anything else is no base for a week-on-week.
    """
    if record.period is None:
        return None
    found = []
    for other in earlier:
        if other.subject != record.subject or other.period is None or other.period.days != record.period.days:
            continue
        apart = abs(record.period.end - other.period.end - WEEK)
        if other.period.end < record.period.end and apart <= TOLERANCE:
            found.append((apart, other))
    return min(found, key=lambda it: it[0])[1] if found else None


class View:
    """One tracker's records of one block, with every fact that a sentence, table or link may use.

    ``earlier`` are older records (for week-on-week), ``names`` gives a subject's display name in
    the language, ``universe`` the subjects the desk wants; those without a record are ``missing``.
    """

    def __init__(
        self,
        tracker: Tracker,
        records: Sequence[Record],
        *,
        language: str = "zh",
        choices: Choices | None = None,
        earlier: Sequence[Record] = (),
        universe: Sequence[tuple[str, ...]] = (),
        names: Callable[[tuple[str, ...]], str] | None = None,
    ) -> None:
        self.tracker = tracker
        self.language = language
        self.choices = choices or Choices()
        self.earlier = tuple(earlier)
        have = {r.subject: r for r in records}
        ordered = [have[s] for s in universe if s in have]
        ordered += [r for r in records if r.subject not in set(universe)]
        self.records: tuple[Record, ...] = tuple(ordered)
        self.missing: tuple[tuple[str, ...], ...] = tuple(s for s in universe if s not in have)
        self._names = names
        self._book: dict[FactKey, Fact] = {}

    # --- facts ----------------------------------------------------------------------------------

    @property
    def period(self) -> Period | None:
        """The period the block speaks of: that of its records."""
        return max((r.period for r in self.records if r.period), key=lambda p: p.end, default=None)

    @property
    def book(self) -> dict[FactKey, Fact]:
        """Every fact asked for so far, by key."""
        return dict(self._book)

    def keep(self, fact: Fact) -> Fact:
        """Remember a fact in the book; the first of a key stays."""
        return self._book.setdefault(fact.key, fact)

    @property
    def name_of(self) -> Callable[[tuple[str, ...]], str] | None:
        """What displays subjects, for a view of some of the same records."""
        return self._names

    def name(self, record: Record) -> str:
        """The subject as displayed in this language."""
        if self._names is not None:
            return self._names(record.subject)
        named = [record.get(c.field) for c in self.tracker.columns if c.field in ("name", "app", "model")]
        return str(next((n for n in named if n), record.subject[0]))

    def record(self, subject: Sequence[str]) -> Record | None:
        """The record of a subject; one part is enough where it is unambiguous."""
        wanted = tuple(subject)
        exact = [r for r in self.records if r.subject == wanted]
        if exact:
            return exact[0]
        loose = [r for r in self.records if all(p in (*r.subject, self.name(r)) for p in wanted)]
        # A key that is told by the caption and not printed has a plain case: the overall board.
        plain = [r for r in loose if r.subject[0] in ("overall", "")] if len(loose) > 1 else loose
        return plain[0] if len(plain) == 1 else None

    def fact(self, name: str, *subject: str) -> Fact:
        """The fact of a link: a field of a subject, or a derived metric such as ``app.count``."""
        record = self.record(subject) if subject else None
        if record is not None:
            return self.value(record, name)
        metric, _, operator = name.rpartition(".")
        if not subject and operator == "top" and metric:
            return self.top(metric)[0]
        if not subject and operator == "count" and metric:
            return self.count(metric, [r for r in self.records if r.get(metric) is not None])
        key = FactKey(self.tracker.name, name, tuple(subject))
        known = [str(FactKey(self.tracker.name, name, r.subject)) for r in self.records]
        raise UnknownFact(
            f"nobody has the fact {key}",
            next_step="use one of: " + ", ".join(known[:5]) if known else "collect the tracker first",
            key=key,
            candidates=known,
        )

    def value(self, record: Record, name: str) -> Fact:
        """A field of a record: as observed, else derived, else the computed change, else missing."""
        key = FactKey(self.tracker.name, name, record.subject)
        if key in self._book:
            return self._book[key]
        column = self.tracker.column(name)
        if record.get(name) is None and column is not None:
            made = self.derived(record, name) or self.change(record, name)
            if made is not None:
                return self.keep(made)
        value = record.get(name)
        missing = None
        if value is None and name == self.tracker.main:
            missing = record.availability or self.tracker.missing_main_means
        text = record.texts.get(name, "")
        return self.keep(
            Fact(
                key,
                value,
                column.unit if column else None,
                self.places(name, value),
                record.period,
                text,
                evidence=(_cell(record, name, value),),
                missing=missing,
            )
        )

    def derived(self, record: Record, name: str) -> Fact | None:
        """A column that is computed from others of the same row, such as PE from price and EPS."""
        column = self.tracker.column(name)
        if column is None or column.derived is None:
            return None
        operator, operands = column.derived
        year = name[len(column.field.split("{year}")[0]) :] if column.per_year else ""
        inputs = [self.value(record, o.replace("{year}", year)) for o in operands]
        return self._formula(FactKey(self.tracker.name, name, record.subject), operator, inputs, column)

    def change(self, record: Record, name: str) -> Fact | None:
        """The change from the neighbouring week, where there is one."""
        column = self.tracker.column(name)
        if column is None or column.change_of is None:
            return None
        before = neighbour(record, self.earlier)
        if before is None or before.get(column.change_of) is None or record.get(column.change_of) is None:
            return None
        past = Fact(
            FactKey(self.tracker.name, column.change_of, before.subject, str(before.period)),
            before.get(column.change_of),
            self._unit(column.change_of),
            self.places(column.change_of, before.get(column.change_of)),
            before.period,
            before.texts.get(column.change_of, ""),
            evidence=(_cell(before, column.change_of, before.get(column.change_of)),),
        )
        self.keep(past)
        now = self.value(record, column.change_of)
        return self._formula(FactKey(self.tracker.name, name, record.subject), "change", [now, past], column)

    def places(self, name: str, value: Any) -> int | None:
        """How many places a value of a field is printed with, in tables, prose and charts alike.

        What the house chose holds. Else the source's own places are kept where they are at least
        those of the column, and filled up to the column's where they are fewer: 28.6 of a column
        with two places is printed 28.60, and 28.645 stays as it is.
        """
        own = _shown_decimals(value)
        if own is None or any(n in self.choices.decimals for n in self._names_of(name)):
            return self._told(name) if own is not None else None
        return max(own, self._told(name) or 0)

    def _told(self, name: str) -> int | None:
        """The places that the house, else the column, gives a field."""
        column = self.tracker.column(name)
        chosen = (self.choices.decimals[n] for n in self._names_of(name) if n in self.choices.decimals)
        return next(chosen, column.decimals if column else None)

    def _names_of(self, name: str) -> tuple[str, ...]:
        """A field by its own name, its column's, and that of its family: ``eps`` for ``eps_2024e``."""
        column = self.tracker.column(name)
        return (name,) if column is None else (name, column.field, column.field.removesuffix("_{year}"))

    def _unit(self, name: str) -> str | None:
        column = self.tracker.column(name)
        return column.unit if column else None

    def _formula(self, key: FactKey, operator: str, inputs: list[Fact], column: Column) -> Fact | None:
        if any(not isinstance(f.value, Decimal) for f in inputs):
            return None
        try:
            result = compute(operator, *(operand(f) for f in inputs))
        except UndefinedFormula:
            return None
        period = inputs[0].period
        name = key.metric
        return Fact(key, result.value, column.unit, self._told(name), period, "", operator, tuple(inputs))

    # --- orders and counts ----------------------------------------------------------------------

    def items(self, name: str) -> list[tuple[Record, Fact]]:
        """The records that have a value in this field, with its fact."""
        found = [(r, self.value(r, name)) for r in self.records]
        return [(r, f) for r, f in found if isinstance(f.value, Decimal)]

    def top(
        self, name: str, *, k: int | None = None, rising: bool = False
    ) -> tuple[Fact, list[tuple[Record, Fact]]]:
        """The first ``k`` of a field and the fact that says who they are, losers in its inputs.

        Ties with the last place come along. With ``rising`` (and the house's ``only_rising``)
        values that are not above zero are left out.
        """
        items = self.items(name)
        limit = self.choices.top_for(name) if k is None else k
        labelled = [(str(i), operand(f)) for i, (_, f) in enumerate(items)]
        ranked: tuple[Ranked, ...] = top_k(labelled, limit, only_rising=rising and self.choices.only_rising)
        members = [items[int(r.subject)] for r in ranked]
        fact = Fact(
            FactKey(self.tracker.name, f"{name}.top"),
            tuple(self.name(r) for r, _ in members),
            None,
            None,
            self.period,
            operator="top_k",
            inputs=tuple(f for _, f in items),
        )
        return self.keep(fact), members

    def count(self, label: str, records: Sequence[Record], *, over: str | None = None) -> Fact:
        """How many records of a kind there are; ``label`` names the kind in the key."""
        inputs = tuple(self.value(r, over or self.tracker.keys[-1].field) for r in records)
        key = FactKey(self.tracker.name, f"{label}.count")
        return self.keep(Fact(key, Decimal(len(records)), "count", 0, self.period, "", "count", inputs))

    # --- words ----------------------------------------------------------------------------------

    def shown(self, fact: Fact, *, sign: bool = False) -> str:
        """A fact as printed in prose, with its unit in the language of the view."""
        value = fact.value
        if value is None:
            return (
                self.choices.gap(self.language) if fact.missing == "not_collected" else self.choices.null_mark
            )
        if isinstance(value, Money):
            english = self.language != "zh" and not value.text.isascii()
            return format_money(value) if english else value.text
        if not isinstance(value, Decimal):
            joint = "、" if self.language == "zh" else ", "
            return joint.join(value) if isinstance(value, tuple) else str(value)
        number = self.digits(fact, sign=sign)
        zh = self.language == "zh"
        units = {
            "M": f"{number}M",
            "CNY/hour": f"{number} 元/时" if zh else f"CNY {number} per hour",
            "CNY": f"{number} 元" if zh else f"CNY {number}",
            "times": f"{number} 倍" if zh else f"{number}x",
            "核": f"{number} 核" if zh else f"{number} cores",
            "GB": f"{number}G" if zh else f"{number} GB",
        }
        return units.get(fact.unit or "", number)

    def digits(self, fact: Fact, *, sign: bool = False) -> str:
        """The number alone, as a table cell shows it."""
        value = fact.value
        if not isinstance(value, Decimal):
            return self.choices.null_mark if value is None else str(value)
        if fact.unit == "%":
            return format_percent(value, fact.shown_decimals, sign=sign or self.choices.sign)
        if fact.unit == "s":
            return format_duration(value)
        return format_number(value, fact.shown_decimals)

    def sentence(self, name: str) -> Sentence:
        """The generated sentence of that name; an unknown name raises :class:`UnknownFact`."""
        maker = self.tracker.sentences.get(name)
        if maker is None:
            known = ", ".join(self.tracker.sentences)
            raise UnknownFact(
                f"the tracker {self.tracker.name} has no sentence {name!r}",
                next_step=f"use one of: {known}",
                key=name,
                candidates=list(self.tracker.sentences),
            )
        return maker(self).tightened() if self.language == "zh" else maker(self)


def operand(fact: Fact) -> Operand:
    """A fact as it enters a formula, rounded as its source printed it; counts are exact.

    Zeros that only the house's print adds say nothing about the value.
    """
    value: Any = fact.value
    if fact.operator == "count":
        return Operand.exact(value)
    observed = fact.operator is None or fact.shown_decimals is None
    decimals = _shown_decimals(value) if observed else fact.shown_decimals
    return Operand.rounded(value, decimals or 0)


def _shown_decimals(value: Any) -> int | None:
    return max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else None


def _cell(record: Record, name: str, value: Any) -> Evidence:
    cell = record.origin.cells.get(name, "")
    place = "!".join(p for p in (record.origin.source, record.origin.sheet, cell) if p)
    note = f"{place}#{record.snapshot}" if record.snapshot else place
    return Evidence(
        "cell",
        table=record.origin.table,
        row=record.origin.row,
        column=name,
        value=value,
        period=record.period,
        note=note,
    )
