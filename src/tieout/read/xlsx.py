"""XLSX: each sheet as lines and grids, numbers as the sheet shows them, merged cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from ..desk.numberformat import shown_number
from ..errors import ReadError, counted
from ..model import Report
from .assemble import assemble
from .doubts import doubt
from .draft import Cell, Draft, DraftBuilder
from .office import Package, open_package
from .words import CAPTION, SOURCE

__all__ = ["draft_of_sheets", "read_xlsx"]

MAX_CELLS = 400_000


def read_xlsx(data: bytes) -> Report:
    """The report of a workbook: every visible sheet, its tables set apart by blank rows.

    A cell is read as it is shown: ``0.026`` under ``0.00%`` is ``2.60%``. A row with one filled cell
    above or below a table is a line (a caption, a source). Hidden sheets, rows and columns are left out
    and listed (TIE901); formulas that no program has computed are told (TIE911). Raises :class:`~tieout.errors.ReadError` for a
    workbook that is damaged, locked, a bomb or empty.
    """
    import openpyxl

    package = open_package(data)
    data = _without_blanks(package, data)
    try:
        with warnings.catch_warnings():
            # openpyxl tells of styles and extensions it leaves out; only values matter here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    except Exception as error:
        # openpyxl lets through whatever its XML and zip readers raise.
        raise ReadError(
            f"the workbook is damaged ({type(error).__name__})",
            next_step="open it in Excel or WPS and save it again",
            reason="damaged",
        ) from error
    draft = draft_of_sheets(book)
    silent = _uncomputed(package)
    if silent:
        lost = doubt(
            "TIE911",
            f"{counted(silent, 'formula')} without a stored value, read as empty: open the workbook in Excel or "
            "WPS and save it",
        )
        draft = replace(draft, warnings=(*draft.warnings, lost))
    if not draft.items:
        raise ReadError("the workbook is empty", next_step="check that it is the right file", reason="empty")
    return assemble(draft)


# A sheet of more bytes than this is looked through for cells that hold nothing but a format.
LARGE = 4 * 1024 * 1024
_NOTHING = re.compile(rb"<c(?: [^<>]*)?(?:/>|>\s*</c>)")
_BLANK_ROW = re.compile(rb"<row(?: [^<>]*)?(?:/>|>\s*</row>)")


def _without_blanks(package: Package, data: bytes) -> bytes:
    """The workbook without the empty cells of large sheets: a million formatted rows say nothing."""
    sheets = [n for n in package.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n)]
    large = {n for n in sheets if len(package.read(n)) > LARGE}
    if not large:
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(package.names):
            part = package.read(name)
            archive.writestr(name, _BLANK_ROW.sub(b"", _NOTHING.sub(b"", part)) if name in large else part)
    return out.getvalue()


def draft_of_sheets(book: Any) -> Draft:
    """The lines and grids of the visible sheets of an open workbook."""
    out = DraftBuilder()
    sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
    for sheet in book.worksheets:
        # The sparse table of cells: a column formatted down to the last row must cost nothing.
        filled = {place: said for place, cell in sheet._cells.items() if (said := _shown(cell))}
        if sheet.sheet_state != "visible":
            _left_out(out, filled, f"hidden sheet {sheet.title}")
            continue
        rows, columns = _hidden(sheet)
        unseen = {p: said for p, said in filled.items() if p[0] in rows or p[1] in columns}
        _left_out(out, unseen, f"hidden rows or columns of {sheet.title}")
        filled = {p: said for p, said in filled.items() if p not in unseen}
        if len(filled) > MAX_CELLS:
            raise ReadError(
                f"the sheet {sheet.title!r} has {len(filled)} filled cells; at most {MAX_CELLS} are read",
                next_step="keep the report's own tables",
                reason="size",
            )
        if not filled:
            continue
        if len(sheets) > 1:
            out.line(sheet.title, level=2, whole=True)
        merged = {(r.min_row, r.min_col): r for r in sheet.merged_cells.ranges}
        for stretch in _stretches(filled, rows):
            _stretch(stretch, filled, merged, columns, out)
    return out.done()


def _hidden(sheet: Any) -> tuple[set[int], set[int]]:
    """The numbers of the rows and columns that a sheet does not show."""
    rows = {n for n, d in sheet.row_dimensions.items() if d.hidden}
    columns: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            dimension.reindex()
            columns.update(range(dimension.min or 0, (dimension.max or 0) + 1))
    return rows, columns


def _left_out(out: DraftBuilder, cells: dict[tuple[int, int], str], why: str) -> None:
    said = " ".join(cells[place] for place in sorted(cells))
    if any(c.isdigit() for c in said):
        out.dropped.append((said, why))


_FORMULA = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f(?: [^<>]*)?/>\s*(?:<v\s*/>)?\s*</c>")


def _uncomputed(package: Package) -> int:
    """Formulas whose result the file does not hold."""
    sheets = (n for n in package.names if re.fullmatch(r"xl/worksheets/[^/]+\.xml", n))
    return sum(len(_FORMULA.findall(package.read(n))) for n in sheets)


def _stretches(filled: dict[tuple[int, int], str], hidden: set[int]) -> list[list[int]]:
    """Rows that hold something, parted where a row that shows is blank, before a caption and after a source line."""
    alone: dict[int, str | None] = {}
    for (row, _), said in filled.items():
        alone[row] = None if row in alone else said
    out: list[list[int]] = []
    last = ""
    for row in sorted(alone):
        said = alone[row] or ""
        joined = bool(out) and all(r in hidden for r in range(out[-1][-1] + 1, row))
        if joined and not CAPTION.match(said) and not SOURCE.match(last):
            out[-1].append(row)
        else:
            out.append([row])
        last = said
    return out


def _stretch(
    rows: list[int],
    filled: dict[tuple[int, int], str],
    merged: dict[tuple[int, int], Any],
    hidden: set[int],
    out: DraftBuilder,
) -> None:
    """The lines and the grid of neighbouring rows; ``hidden`` are columns that do not show."""
    by_row: dict[int, list[int]] = {row: [] for row in rows}
    for row, column in sorted(filled):
        if row in by_row:
            by_row[row].append(column)
    table = [row for row in rows if len(by_row[row]) > 1]
    if len(table) < 2:
        for row in rows:
            out.line("\t".join(filled[row, c] for c in by_row[row]), whole=True)
        return
    first, last = table[0], table[-1]
    for row in (r for r in rows if r < first):
        out.line(" ".join(filled[row, c] for c in by_row[row]), whole=True)
    inside = [r for r in rows if first <= r <= last]
    columns = sorted({c for r in inside for c in by_row[r]})
    place = [c for c in range(columns[0], columns[-1] + 1) if c not in hidden]
    covered: set[tuple[int, int]] = set()
    grid: list[list[Cell]] = []
    for row in inside:
        line = []
        for column in place:
            if (row, column) in covered:
                continue
            area = merged.get((row, column))
            down = over = 1
            if area is not None:
                below = range(row, min(area.max_row, last) + 1)
                beside = range(column, min(area.max_col, columns[-1]) + 1)
                down = sum(1 for r in below if r in by_row)
                over = sum(1 for c in beside if c not in hidden)
                covered |= {(r, c) for r in below for c in beside}
            line.append(Cell(filled.get((row, column), ""), 0, 0, down, over))
        grid.append(line)
    out.grid(grid)
    for row in (r for r in rows if r > last):
        out.line(" ".join(filled[row, c] for c in by_row[row]), whole=True)


def _shown(cell: Any) -> str:
    """What a cell shows."""
    value = cell.value
    if value is None:
        return ""
    code = cell.number_format or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        try:
            return shown_number(value, code, calculated=True)
        except (ArithmeticError, ValueError):
            return str(value)
    if isinstance(value, timedelta):
        return _clock(int(value.total_seconds()), code)
    if isinstance(value, time):
        return _clock(value.hour * 3600 + value.minute * 60 + value.second, code)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).replace("_x000D_", " ").split())


def _clock(seconds: int, code: str) -> str:
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    low = code.lower()
    if "s" not in low:
        return f"{hours}:{minutes:02d}"
    if "h" not in low:
        return f"{hours * 60 + minutes}:{left:02d}"
    return f"{hours}:{minutes:02d}:{left:02d}"
