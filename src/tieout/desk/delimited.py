"""Reading an inbox CSV file into a grid: encoding and separator are found, not asked for."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter

from ..errors import InboxError
from .grid import Cell, Grid

__all__ = ["decode", "read_delimited"]

_SEPARATORS = ",;\t|"


def decode(data: bytes, file: str) -> str:
    """The text of a CSV file in UTF-8, GB18030 (as Chinese Excel writes) or UTF-16.

    Raises :class:`~tieout.errors.InboxError` when it is none of them.

    >>> decode("平台,价格".encode("gb18030"), "a.csv")
    '平台,价格'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        order: tuple[str, ...] = ("utf-16",)
    elif data.startswith(codecs.BOM_UTF8):
        order = ("utf-8-sig",)
    elif b"\0" in data:
        # Commas, digits and line ends in UTF-16 have a zero in their higher byte.
        low_first = data[1::2].count(0) > data[::2].count(0)
        order = ("utf-16-le" if low_first else "utf-16-be",)
    else:
        order = ("utf-8", "gb18030")
    for encoding in order:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InboxError(
        f"{file}: the text is in no encoding that is known (UTF-8, GB18030, UTF-16)",
        next_step="open it and save it as CSV UTF-8",
        file=file,
        sheet="",
        row=None,
        column="",
        seen=data[:16].hex(" "),
        expected="UTF-8, GB18030 or UTF-16",
    )


def read_delimited(data: bytes, file: str) -> Grid:
    """The rows of a CSV file, split by the separator that gives the most even columns."""
    text = decode(data, file)
    if not text.strip():
        raise InboxError(
            f"{file}: the file is empty",
            next_step="save it again with its rows, or delete it",
            file=file,
            sheet="",
            row=None,
            column="",
            seen="",
            expected="a header and rows",
        )
    rows = max((_split(text, s) for s in _SEPARATORS), key=_evenness)
    kept = [(number, cells) for number, cells in rows if any(c.strip() for c in cells)]
    return Grid(
        "", tuple(tuple(Cell(c.strip()) for c in cells) for _, cells in kept), tuple(n for n, _ in kept)
    )


def _split(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """The rows with the line each begins on; a quoted cell may hold line ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    rows = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        # A quote left open or a cell beyond the limit: this separator is not the one, or nothing is.
        return [(1, [text])]
    return rows


def _evenness(rows: list[tuple[int, list[str]]]) -> tuple[float, int]:
    """How much a separator explains: the share of rows of the commonest width above one, and that width."""
    widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
    if not widths:
        return 0.0, 0
    width, often = max(widths.items(), key=lambda it: (it[1], it[0]))
    return often / len(rows), width
