"""One column's cell to the fields it fills; the only place that knows a cell may fill two."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ..quantity import CellError, CellValue, parse_cell
from .base import Column

__all__ = ["clean_name", "read_column"]


def clean_name(text: str) -> str:
    """A printed name without tags, doubled spaces, or the blank a converter leaves after a dot.

    >>> clean_name("<b>Character. AI</b>"), clean_name("超 10 亿 美元")
    ('Character.AI', '超 10 亿 美元')
    """
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"(?<=[A-Za-z])\. (?=[A-Z]{2,}\b)", ".", text)


def read_column(
    column: Column, printed: str, header: str = "", name: str = ""
) -> list[tuple[str, CellValue]]:
    """The fields a printed cell fills, each with its value; raises :class:`CellError`.

    ``name`` is the resolved field of a per-year column.
    """
    field = name or column.field
    if column.kind == "bounds":
        upper, lower = _bounds(printed)
        return [(field, upper), (column.pair or field, lower)]
    text = clean_name(printed) if column.kind in ("text", "list") else printed
    value = parse_cell(text, column.kind, unit=column.unit, header=header)
    if column.words and isinstance(value.value, str):
        value = replace(value, value=column.code(value.value))
    return [(field, value)]


def _bounds(printed: str) -> tuple[CellValue, CellValue]:
    """``+4/-5`` as 4 and -5; a lone ``±4`` as 4 and -4."""
    empty = parse_cell(printed, "text")
    if empty.null:
        return empty, empty
    both = re.fullmatch(r"\s*±\s*(\S+)\s*", printed)
    parts = (f"+{both[1]}", f"-{both[1]}") if both else tuple(re.split(r"[/,，；;]", printed))
    if len(parts) == 2:
        upper, lower = (parse_cell(p, "decimal") for p in parts)
        if _signed(upper.value, 1) and _signed(lower.value, -1):
            return replace(upper, text=printed.strip()), replace(lower, text=printed.strip())
    raise CellError(printed, "bounds such as +4/-5", "bounds")


def _signed(value: object, sign: int) -> bool:
    return isinstance(value, Decimal) and value * sign >= 0
