"""Reading an inbox workbook into grids: values, number formats, merged cells."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from ..errors import InboxError
from ..quantity.format import format_duration
from .grid import EMPTY, Cell, Grid
from .numberformat import shown_number

__all__ = ["MAX_ROWS", "is_workbook", "read_workbook", "unreadable_workbook"]

MAX_ROWS = 50_000
"""More filled rows than this in one sheet are no weekly inbox; votes and market bars have their own ways in."""
MAX_SHEET_BYTES = 100_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(data: bytes) -> bool:
    """True for the bytes of a workbook, a readable one or not."""
    return data.startswith((b"PK", _OLE))


def unreadable_workbook(data: bytes, file: str) -> InboxError | None:
    """Why bytes that look like a workbook cannot be read, or None when they can be tried."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return _error(
                file, "the workbook is protected by a password", "open it, remove the password, and save it"
            )
        return _error(file, "this is a workbook of the old kind (.xls)", "open it and save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            sheets = [i for i in package.infolist() if i.filename.startswith("xl/worksheets/")]
            kind = package.read("mimetype")[:60] if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, KeyError, ValueError):
        return _error(
            file, "the workbook is cut off or damaged", "copy or download it again, or save it anew"
        )
    if b"opendocument" in kind:
        return _error(file, "this is an OpenDocument sheet (.ods)", "save it as .xlsx")
    if "xl/workbook.bin" in names:
        return _error(file, "this is a binary workbook (.xlsb)", "save it as .xlsx")
    if "xl/workbook.xml" not in names:
        return _error(file, "this archive holds no workbook", "put the .xlsx itself into the inbox")
    if any(i.file_size > MAX_SHEET_BYTES for i in sheets):
        return _error(file, "a sheet of it is far too large for a weekly inbox", "keep this week's rows only")
    return None


def read_workbook(data: bytes, file: str) -> tuple[Grid, ...]:
    """The visible sheets of an .xlsx file. Raises :class:`~tieout.errors.InboxError` when it cannot be read."""
    import openpyxl

    refused = unreadable_workbook(data, file)
    if refused is not None:
        raise refused
    try:
        with warnings.catch_warnings():
            # openpyxl tells of styles and validation lists it leaves out; only values matter here.
            warnings.simplefilter("ignore")
            values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as problem:
        # openpyxl lets whatever its XML reader or zip reader raises come through.
        raise _error(
            file,
            f"the workbook is damaged ({type(problem).__name__})",
            "open it in Excel or WPS and save it anew",
        ) from problem
    try:
        return tuple(
            _grid(sheet, formulas[sheet.title], file)
            for sheet in values.worksheets
            if sheet.sheet_state == "visible"
        )
    finally:
        values.close()
        formulas.close()


def _grid(sheet: Any, formulas: Any, file: str) -> Grid:
    # The sparse table of cells: a column formatted down to row 1048576 must cost nothing.
    filled = {place: cell for place, cell in sheet._cells.items() if cell.value is not None}
    typed = {place for place, cell in formulas._cells.items() if cell.value is not None}
    numbers = sorted({row for row, _ in filled} | {row for row, _ in typed})
    if len(numbers) > MAX_ROWS:
        raise _error(
            file,
            f"the sheet {sheet.title!r} has {len(numbers)} filled rows; an inbox sheet has at most {MAX_ROWS}",
            "keep this week's rows only",
        )
    width = max((column for _, column in typed | set(filled)), default=0)
    at = {number: i for i, number in enumerate(numbers)}
    rows = [[EMPTY] * width for _ in numbers]
    for row, column in typed | set(filled):
        rows[at[row]][column - 1] = _cell(filled.get((row, column)), formulas._cells.get((row, column)))
    for area in sheet.merged_cells.ranges:
        if (area.min_row not in at) or area.min_col > width:
            continue
        value = rows[at[area.min_row]][area.min_col - 1]
        for number in numbers:
            if area.min_row <= number <= area.max_row:
                for column in range(area.min_col, min(area.max_col, width) + 1):
                    rows[at[number]][column - 1] = value
    return Grid(sheet.title, tuple(tuple(r) for r in rows), tuple(numbers))


def _cell(cell: Any, formula: Any) -> Cell:
    calculated = formula is not None and formula.data_type == "f"
    if cell is None:
        return Cell(str(formula.value), "unstored") if calculated else EMPTY
    value = cell.value
    if cell.data_type == "e":
        # #N/A is how terminals say that there is nothing; the others are mistakes of the sheet.
        return Cell(str(value)) if str(value).startswith("#N/A") else Cell(str(value), "broken")
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE")
    code = cell.number_format or ""
    if isinstance(value, timedelta):
        return _clock(Decimal(round(value.total_seconds() * 1000)) / 1000, code)
    if isinstance(value, time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return _clock(Decimal(seconds) + Decimal(value.microsecond) / 10**6, code)
    if isinstance(value, datetime):
        if value.time() == time() or value.year > 1900:
            return Cell(value.date().isoformat())
        # A duration of a day and more under a clock format comes back as a day of 1900.
        days = (value.date() - date(1899, 12, 31)).days
        seconds = days * 86400 + value.hour * 3600 + value.minute * 60 + value.second
        return _clock(Decimal(seconds), code)
    if isinstance(value, date):
        return Cell(value.isoformat())
    if isinstance(value, int | float):
        return Cell(shown_number(value, code, calculated=calculated), "number", _exact(value))
    return Cell(str(value).replace("_x000D_", ""))


def _clock(seconds: Decimal, code: str) -> Cell:
    # A trace of binary noise: 6:34 is stored as 0.00456018518...
    seconds = Decimal(round(seconds))
    bare = re.sub(r'"[^"]*"|\[\$[^\]]*\]', "", code.casefold())
    return Cell(format_duration(seconds), "clock", seconds, "s" in bare)


def _exact(value: int | float) -> Decimal:
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")


def _error(file: str, message: str, step: str) -> InboxError:
    return InboxError(
        f"{file}: {message}", next_step=step, file=file, sheet="", row=None, column="", seen="", expected=""
    )
