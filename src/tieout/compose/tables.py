"""A tracker's records as a printed table, each cell with the fact it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date as Date
from decimal import Decimal
from typing import Any

from ..desk.issuefile import Place
from ..model import Fact, Record, Table
from ..quantity import Money, format_number, round_half_up
from ..trackers import Column
from .asof import Block
from .binder import Binder, role_of
from .builder import TableCell
from .words import period_words

__all__ = ["Prepared", "caption_of", "prepare_table"]

Only = tuple[str, ...]

_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A table before it has a place in the text; ``dated`` is True when it prints its own date."""

    table: Table
    rows: tuple[tuple[TableCell, ...], ...]
    dated: bool


@dataclass(frozen=True, slots=True)
class _Field:
    """One printed column: its field, header, and what stands around the number in every cell."""

    name: str
    column: Column
    header: str
    before: str = ""
    after: str = ""


def caption_of(block: Block, language: str, only: Only = ()) -> str:
    """The tracker's own caption, with the period in it where it has a place for one.

    Of a restricted table it tells to what, in the words by which a reader knows it again.
    """
    tracker = block.tracker
    captions = tracker.captions_zh if language == "zh" else tracker.captions_en
    pattern = captions[0] if captions else tracker.title(language)
    if only:
        words = [tracker.keys[0].word(o, language) for o in only]
        zh = language == "zh"
        pattern = f"{pattern}{'：' if zh else ': '}{('、' if zh else ', ').join(words)}"
    if "{period}" not in pattern:
        return pattern
    if block.period is None:
        return pattern.replace("{period}", "").strip(" ,，")
    return pattern.format(period=period_words(block.period.start, block.period.end, language))


def prepare_table(
    binder: Binder, block: Block, period: str | None, place: Place, only: Only = ()
) -> Prepared:
    """The table of a block. Members without a record are printed with the mark for a gap.

    ``only`` keeps the subjects whose first key part is one of these.

    A number has the places the view gives it, in print as in prose; what the source prints around it
    stays when every row has the same, so ``28.64/元``
    keeps its unit and a column of ``16 核`` and ``16`` has none.
    """
    if block.tracker.pivot is not None and block.view.records:
        from .grids import prepare_grid

        return prepare_grid(binder, block, period, only)
    maker = _Maker(binder, block, period, place, only)
    return maker.table()


class _Maker:
    def __init__(
        self, binder: Binder, block: Block, period: str | None, place: Place, only: Only = ()
    ) -> None:
        self.only = only
        self.binder = binder
        self.block = block
        self.period = period
        self.place = place
        self.view = block.view
        self.tracker = block.tracker
        self.language = binder.language
        self.records = tuple(r for r in block.view.records if not only or r.subject[0] in only)

    def table(self) -> Prepared:
        fields, dated = self._fields()
        gap = self.binder.members(self.block, self.place)
        rows: list[tuple[TableCell, ...]] = []
        records: list[Record] = []
        at: list[int] = []
        above: dict[str, str] = {}
        for subject, record in self._ordered():
            cells = []
            merging = True
            for f in fields:
                cell = self._missing(f, subject, gap) if record is None else self._cell(f, record)
                # A cell merges with the one above only while all merging columns before it do.
                merging = merging and f.column.merged and above.get(f.name) == cell.text != ""
                above[f.name] = cell.text
                cells.append(replace(cell, merged=True) if merging and f.column.merged else cell)
            if record is not None:
                records.append(self._printed(record, fields, cells))
                at.append(len(rows))
            rows.append(tuple(cells))
        table = Table(
            tuple(f.header for f in fields),
            (),
            tracker=self.tracker.name,
            period=self.block.period,
            records=tuple(records),
            record_rows=tuple(at),
            fields=tuple(f.name for f in fields),
        )
        return Prepared(table, tuple(rows), dated)

    def _printed(self, record: Record, fields: list[_Field], cells: list[TableCell]) -> Record:
        """The record as the table prints it: computed columns included, at the digits shown."""
        values, texts = dict(record.values), dict(record.texts)
        for f, cell in zip(fields, cells, strict=True):
            value = cell.fact.value if cell.fact is not None else None
            if isinstance(value, Decimal) and cell.fact is not None:
                places = cell.fact.shown_decimals
                values[f.name] = value if places is None else round_half_up(value, places)
            texts[f.name] = cell.text
        return record.replace(values=values, texts=texts)

    def _ordered(self) -> list[tuple[tuple[str, ...], Record | None]]:
        have = {r.subject: r for r in self.records}
        missing = {s for s in self.view.missing if not self.only or s[0] in self.only}
        day = self.binder.doc.date
        wanted = [s for s in self.binder.desk.universe(self.tracker.name, day) if s in have or s in missing]
        rest = [r.subject for r in self.records if r.subject not in set(wanted)]
        return [(s, have.get(s)) for s in (*wanted, *rest)]

    # --- columns ----------------------------------------------------------------------------------

    def _fields(self) -> tuple[list[_Field], bool]:
        found: list[_Field] = []
        dated = False
        for column in self.tracker.columns:
            if not column.printed:
                continue
            for name, suffix in self._names(column):
                header = column.header(self.language) + suffix
                day = self._day(column)
                if day is not None:
                    dated = True
                    header = f"{day.isoformat()} {header}"
                if self._worth(column, name):
                    before, after = self._around(column, name)
                    found.append(_Field(name, column, header, before, after))
        return found, dated

    def _names(self, column: Column) -> list[tuple[str, str]]:
        """Field names of a column and what its header adds: one for each year of a yearly column."""
        if not column.per_year:
            return [(column.field, "")]
        bases = [column.field, *(f for f in (column.derived or ("", ()))[1] if "{year}" in f)]
        years = sorted({y for b in bases for y in self.tracker.years(self.records, b)})
        # An actual year has no suffix in print; an estimate has E.
        return [(column.field.replace("{year}", y), f" {y[:4]}{'E' if y[4] == 'e' else ''}") for y in years]

    def _worth(self, column: Column, name: str) -> bool:
        """A column that nobody has a value in is left out, unless it says who or what."""
        if column.key or name == self.tracker.main or not self.records:
            return True
        facts = [self.view.value(r, name) for r in self.records]
        # What was computed and lacks something is a gap to be seen, not a column nobody has.
        return any(f.value is not None or f.missing == "not_collected" for f in facts)

    def _day(self, column: Column) -> Date | None:
        """The one date of all rows, where the column's header prints it."""
        if column.dated_by is None:
            return None
        days = {r.get(column.dated_by) for r in self.records} - {None}
        return days.pop() if len(days) == 1 else None

    def _around(self, column: Column, name: str) -> tuple[str, str]:
        if column.kind not in ("integer", "decimal"):
            return "", ""
        around = set()
        for record in self.records:
            if record.get(name) is None:
                continue
            printed = record.texts.get(name, "").strip()
            found = _NUMBER.search(printed)
            if found is None:
                return "", ""
            around.add((printed[: found.start()], printed[found.end() :]))
        before, after = around.pop() if len(around) == 1 else ("", "")
        # What a Chinese source prints around a number is no English; the header names the unit there.
        foreign = self.language != "zh" and not (before + after).isascii()
        return ("", "") if foreign else (before, after)

    # --- cells ------------------------------------------------------------------------------------

    def _cell(self, field: _Field, record: Record) -> TableCell:
        fact = self.binder.keep(self.view.value(record, field.name), self.period)
        if field.column.kind == "bounds" and field.column.pair and isinstance(fact.value, Decimal):
            return self._bounds(record, fact, field.column.pair)
        text = self._text(field, record, fact)
        return TableCell(text, role_of(fact), fact)

    def _bounds(self, record: Record, upper: Fact, pair: str) -> TableCell:
        """Both bounds in one cell, as a board prints them: ``+4/-5``."""
        lower = self.binder.keep(self.view.value(record, pair), self.period)
        above = format_number(upper.value, upper.shown_decimals, sign=True)
        if not isinstance(lower.value, Decimal):
            return TableCell(above, "number", upper)
        # A bound of nothing keeps its sign: +0/-0.
        above = above if above.startswith("+") else f"+{above}"
        below = format_number(lower.value, lower.shown_decimals)
        below = below if below.startswith("-") else f"-{below}"
        parts: tuple[tuple[str, Fact | None], ...] = ((above, upper), ("/", None), (below, lower))
        return TableCell(f"{above}/{below}", "number", upper, parts=parts)

    def _text(self, field: _Field, record: Record, fact: Fact) -> str:
        value: Any = fact.value
        if value is None:
            if fact.missing == "not_collected":
                return self.binder.note_null(self.block, record.subject, field.name, self.place)
            return self.view.choices.null_mark
        if isinstance(value, Decimal):
            # A column of plain numbers in percent has the unit in its caption, as the box on a cover.
            bare = field.column.kind == "decimal" and fact.unit == "%"
            digits = format_number(value, fact.shown_decimals) if bare else self.view.digits(fact)
            return f"{field.before}{digits}{field.after}"
        if isinstance(value, tuple | list):
            words = [self._word(field.name, str(v)) for v in value]
            return ("、" if self.language == "zh" else ", ").join(words) or self.view.choices.null_mark
        if isinstance(value, Date):
            return value.isoformat()
        if isinstance(value, Money):
            return self.view.shown(fact)
        return self._word(field.name, field.column.word(str(value), self.language))

    def _word(self, field: str, text: str) -> str:
        return self.binder.word(self.tracker, field, text)

    def _missing(self, field: _Field, subject: tuple[str, ...], gap: str) -> TableCell:
        for column, part in zip(self.tracker.keys, subject):
            if column.field == field.name:
                return TableCell(self._word(column.field, column.word(part, self.language)), "name")
        if field.name == "name":
            return TableCell(self.binder.desk.display(self.tracker.name, subject, self.language), "name")
        # The null mark is a word of the source; here nobody asked the source.
        return TableCell(gap if field.name == self.tracker.main else "")
