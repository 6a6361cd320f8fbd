"""From the bytes of one inbox file to records; what cannot be read is refused by cell, the rest goes in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..errors import InboxError, counted
from ..model import Origin, Record
from ..quantity.types import Period
from ..trackers import Tracker
from ..trackers.rows import rows_to_records
from .delimited import read_delimited
from .grid import EMPTY, Cell, Grid, column_letter, durations
from .gridsheet import read_grid_sheet
from .manifest import Entry
from .periods import EXPECTED, period_in_cell, period_in_line, period_of_record, period_of_table
from .results import FileResult, Refusal
from .tables import Found, find_tables, is_note, tracker_named
from .workbook import is_workbook, read_workbook

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["AVAILABILITY_WORDS", "NOTES_SHEETS", "describes", "read_file"]

NOTES_SHEETS = ("说明", "填写说明", "readme", "notes", "instructions")
AVAILABILITY_WORDS = ("在售", "紧张", "下架", "未披露", "未获取")

# Numbers that say what a subject is and not how it did this week.
_DESCRIBING = {"compute_rental": ("cpu_cores", "memory_gb"), "coverage": ("eps_{year}",)}


def describes(tracker: Tracker, field: str) -> bool:
    """True for a field that stays the same from week to week and may be pre-filled."""
    column = tracker.column(field)
    if column is None or column.key:
        return True
    if column.field in ("availability", "rechecked_on"):
        return False
    return not column.numeric or column.field in _DESCRIBING.get(tracker.name, ())


def read_file(data: bytes, file: str, desk: Desk, entry: Entry) -> FileResult:
    """The records of one file. ``file`` is its name as messages print it.

    Raises :class:`~tieout.errors.InboxError` when the file as a whole cannot be read.
    """
    if not data.strip():
        raise _whole(file, "the file is empty", "save it again with its rows, or delete it")
    if data[:400].lstrip().lower().startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise _whole(
            file, "this is a web page, whatever its name says", "open it in Excel or WPS and save it as .xlsx"
        )
    grids = read_workbook(data, file) if is_workbook(data) else (read_delimited(data, file),)
    by_name = tracker_named(file.rpartition("/")[2])
    parts = []
    for grid in grids:
        if not grid.rows or grid.name.strip().casefold() in NOTES_SHEETS or grid.name.startswith(("_", "#")):
            continue
        hint = tracker_named(grid.name) if grid.name else None
        parts.append(_sheet(grid, file, desk, entry, hint or by_name))
    if not parts:
        raise _whole(file, "no sheet of it holds anything", "fill in the rows, or delete the file")
    return FileResult(
        file,
        records=tuple(r for p in parts for r in p.records),
        refused=tuple(r for p in parts for r in p.refused),
        notes=tuple(n for p in parts for n in p.notes),
        unfilled=sum(p.unfilled for p in parts),
        left_out=frozenset().union(*(p.left_out for p in parts)),
    )


def _sheet(grid: Grid, file: str, desk: Desk, entry: Entry, hint: Tracker | None) -> FileResult:
    found = find_tables(grid, hint=hint)
    if not found and (hint is None or hint.pivot is not None):
        scores = read_grid_sheet(grid, file, desk, entry)
        if scores is not None:
            return scores
    if not found:
        first = next((c.text for row in grid.rows for c in row if c.text.strip()), "")
        names = ", ".join(h.header("zh") for h in hint.columns[:4]) if hint else "公司代码, 股价, ..."
        refusal = Refusal(
            file,
            f"no header of {'the tracker ' + hint.name if hint else 'any tracker'} was found",
            sheet=grid.name,
            seen=first,
            expected=f"a row of headers such as {names}",
            next_step="name the columns as in `tieout template`, name the sheet after its tracker, or call it 说明",
        )
        return FileResult(file, refused=(refusal,))
    parts = [_Reader(grid, file, desk, entry, table).read() for table in found]
    return FileResult(
        file,
        records=tuple(r for p in parts for r in p.records),
        refused=tuple(r for p in parts for r in p.refused),
        notes=tuple(n for p in parts for n in p.notes),
        unfilled=sum(p.unfilled for p in parts),
        left_out=frozenset().union(*(p.left_out for p in parts)),
    )


class _Reader:
    """Reads one found table."""

    def __init__(self, grid: Grid, file: str, desk: Desk, entry: Entry, found: Found) -> None:
        self.grid, self.file, self.desk, self.entry, self.found = grid, file, desk, entry, found
        self.tracker = found.match.tracker
        self.refused: list[Refusal] = []
        self.unfilled = 0
        self.left_out: set[tuple[str, tuple[str, ...]]] = set()
        # A line between the rows that holds nothing but a period speaks for the rows below it.
        self.lines = {
            i: period
            for i in found.body
            if len(alone := {t for t in self._row_texts(i) if t.strip()}) == 1
            and (period := period_in_line(alone.pop(), self.tracker.period)) is not None
        }

    def read(self) -> FileResult:
        """The records of the table, its refusals and notes."""
        if not self._has_values():
            return FileResult(self.file, refused=tuple(self.refused))
        rows = self._texts()
        kept = [i for i in rows if self._can_be_read(i)]
        self.left_out |= {self._named(rows[i]) for i in rows if i not in set(kept)}
        result = rows_to_records(
            self.found.match,
            [rows[i] for i in kept],
            headers=self.found.headers,
            resolve=self.desk.resolve,
        )
        for problem in result.problems:
            self.left_out.add(self._named(rows[kept[problem.row]]))
            self._refuse(
                kept[problem.row],
                problem.message.split(". Next")[0],
                column=problem.column,
                seen=problem.seen,
                expected=problem.expected,
            )
        placed = self._placed([(kept[n], r) for n, r in zip(result.row_index, result.records, strict=True)])
        where = f"{self.grid.name}: " if self.grid.name else ""
        notes = [f"{where}the column {name!r} is not used" for name in self.found.ignored]
        notes += [
            f"{where}the column {self.found.headers[j]!r} was taken for {self.found.match.fields[j]}, by what it holds"
            for j in self.found.match.guessed
        ]
        return FileResult(
            self.file,
            records=tuple(placed),
            refused=tuple(sorted(self.refused, key=lambda r: r.row or 0)),
            notes=tuple(notes),
            unfilled=self.unfilled,
            left_out=frozenset(self.left_out),
        )

    def _named(self, texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
        """Tracker and subject of a row that is left out, as far as its key cells tell."""
        at = {name: texts[place].strip() for place, name in enumerate(self.found.match.fields) if name}
        keys = (c.field for c in self.tracker.keys)
        subject = tuple(self.desk.resolve(self.tracker.name, k, at.get(k, "")) for k in keys)
        return self.tracker.name, subject

    def _has_values(self) -> bool:
        """False, and refused, when the header names subjects but nothing that is measured."""
        matched = {f for f in self.found.match.fields if f}
        if any(c is not None and c.numeric for c in map(self.tracker.column, matched)):
            return True
        wanted = "、".join(c.header("zh") for c in self.tracker.columns if c.numeric and not c.derived)
        unused = "、".join(self.found.ignored)
        self._refuse(
            self.found.header_rows[0],
            f"the header names what {self.tracker.name} follows, but no value of it",
            seen=unused,
            expected=f"a column such as {wanted}",
            step=f"rename {unused} to one of: {wanted}" if unused else f"add a column such as {wanted}",
        )
        return False

    def _texts(self) -> dict[int, list[str]]:
        """The texts of the data rows by grid row: durations read as such, merged cells filled down."""
        body = [i for i in self.found.body if i not in self.lines and not is_note(self._row_texts(i))]
        columns = []
        for place, j in enumerate(self.found.columns):
            cells = self.grid.column(j, body)
            name = self.found.match.fields[place]
            column = self.tracker.column(name) if name else None
            if column is not None and column.kind == "duration":
                columns.append(durations(cells))
                continue
            texts = [c.text.strip() for c in cells]
            if column is not None and column.merged:
                texts = _filled_down(texts)
            columns.append(texts)
        return {i: [texts[n] for texts in columns] for n, i in enumerate(body)}

    def _can_be_read(self, i: int) -> bool:
        """False for a row not filled in yet, and for one with a cell that nobody could read."""
        fields = self.found.match.fields
        weekly = [place for place, name in enumerate(fields) if name and not describes(self.tracker, name)]
        cells = [self._cell(i, place) for place in range(len(fields))]
        if weekly and all(cells[place].blank for place in weekly):
            self.unfilled += 1
            return False
        for place, cell in enumerate(cells):
            if fields[place] is None or cell.kind not in ("unstored", "broken"):
                continue
            if cell.kind == "unstored":
                message, step = (
                    "the file does not hold the result of this formula",
                    "open it in Excel or WPS and save it",
                )
            else:
                message, step = "the formula is broken", "repair it, or write - for no value"
            self._refuse(i, message, column=place, seen=cell.text, expected="a value", step=step)
            return False
        # A workbook may have remarks beside the table; in a CSV file such a cell was pushed there by a comma.
        over = [c for j, c in enumerate(self.grid.rows[i]) if not c.blank and not self._headed(j)]
        if over and not self.grid.name:
            self._refuse(
                i,
                "the row has more cells than the header",
                seen=over[0].text,
                expected=f"{len(self.found.columns)} cells",
                step='put a cell that holds a comma into quotes: "可自定, 额外收费"',
            )
            return False
        return True

    def _row_texts(self, i: int) -> list[str]:
        return [c.text for c in self.grid.rows[i]]

    def _headed(self, j: int) -> bool:
        return any(
            j < len(self.grid.rows[h]) and not self.grid.rows[h][j].blank for h in self.found.header_rows
        )

    def _placed(self, read: list[tuple[int, Record]]) -> list[Record]:
        """The records with period, origin and note; those without a period or said twice are refused."""
        common, seen = period_of_table(
            self.tracker, self.found.above, self.entry.period, self.grid.name, self.file
        )
        placed: list[Record] = []
        first_at: dict[tuple[tuple[str, ...], Period], tuple[int, Record]] = {}
        in_cell = self._periods_by_row()
        without: list[int] = []
        for i, record in read:
            if i in in_cell and in_cell[i] is None:
                continue
            period = in_cell.get(i) or period_of_record(self.tracker, record) or common
            if period is None:
                without.append(i)
                continue
            record = self._finished(i, record, period)
            key = (record.subject, period)
            if key in first_at:
                row, other = first_at[key]
                if other.replace(origin=record.origin) != record:
                    self._refuse(
                        i,
                        f"{' '.join(record.subject)} stands in row {row} already, with other values",
                        seen=" ".join(record.subject),
                        expected="each subject once in a period",
                        step="delete the wrong row",
                    )
                continue
            first_at[key] = (self.grid.numbers[i], record)
            placed.append(record)
        if without:
            message = f"{counted(len(without), 'row')} of {self.tracker.name} without the days spoken of"
            if seen:
                message = f"{message}: the lines above the header say {seen}"
            step = f"write {EXPECTED[self.tracker.period]}"
            self._refuse(
                self.found.header_rows[0],
                message,
                seen=seen,
                expected=EXPECTED[self.tracker.period],
                step=step,
            )
        return placed

    def _periods_by_row(self) -> dict[int, Period | None]:
        """The period each row tells in the period column; None where it cannot be read (and was refused)."""
        j = self.found.period_column
        told: dict[int, Period | None] = {}
        last: Period | None = None
        for i in self.found.body:
            last = self.lines.get(i, last)
            row = self.grid.rows[i]
            text = row[j].text.strip() if j is not None and j < len(row) else ""
            if not text or i in self.lines or is_note(self._row_texts(i)):
                if last is not None:
                    told[i] = last
                continue
            period = period_in_cell(text, self.tracker.period)
            if period is None:
                expected = (
                    "a window such as 2025.1.20-2025.1.24"
                    if self.tracker.period == "window"
                    else "a day such as 2025-01-27"
                )
                self.refused.append(
                    self._refusal(
                        i,
                        f"{text!r} is not {expected}",
                        letter=column_letter(j or 0),
                        seen=text,
                        expected=expected,
                    )
                )
            else:
                last = period
            told[i] = period
        return told

    def _finished(self, i: int, record: Record, period: Period) -> Record:
        values = dict(record.values)
        for column in self.tracker.columns:
            dated = column.dated_by
            if (
                dated
                and values.get(column.field) is not None
                and values.get(dated) is None
                and period.start == period.end
            ):
                values[dated] = period.start
        number = self.grid.numbers[i]
        cells = {
            name: f"{column_letter(self.found.columns[place])}{number}"
            for place, name in enumerate(self.found.match.fields)
            if name
        }
        # One cell may say two fields: +4/-5.
        pairs = {c.pair: cells[c.field] for c in self.tracker.columns if c.pair and c.field in cells}
        origin = Origin(source=self.file, sheet=self.grid.name, row=number, cells={**pairs, **cells})
        return replace(record, values=values, period=period, origin=origin, note=self.entry.note)

    def _cell(self, i: int, place: int) -> Cell:
        row, j = self.grid.rows[i], self.found.columns[place]
        return row[j] if j < len(row) else EMPTY

    def _refuse(
        self,
        i: int,
        message: str,
        *,
        column: int | None = None,
        seen: str = "",
        expected: str = "",
        step: str = "",
    ) -> None:
        letter = column_letter(self.found.columns[column]) if column is not None else ""
        self.refused.append(self._refusal(i, message, letter=letter, seen=seen, expected=expected, step=step))

    def _refusal(
        self, i: int, message: str, *, letter: str = "", seen: str = "", expected: str = "", step: str = ""
    ) -> Refusal:
        return Refusal(
            self.file,
            message,
            sheet=self.grid.name,
            row=self.grid.numbers[i],
            column=letter,
            seen=seen,
            expected=expected,
            next_step=step
            or f"write {expected}" + (", or - for no value" if not expected.startswith("one of") else ""),
        )


def _filled_down(texts: list[str]) -> list[str]:
    above = ""
    filled = []
    for text in texts:
        above = text or above
        filled.append(above)
    return filled


def _whole(file: str, message: str, step: str) -> InboxError:
    return InboxError(
        f"{file}: {message}", next_step=step, file=file, sheet="", row=None, column="", seen="", expected=""
    )
