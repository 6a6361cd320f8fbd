"""One column's cell to the fields it fills; the only place that knows a cell may fill two."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from decimal import Decimal

from ..quantity import CellError, CellValue, parse_cell
from .base import Column

__all__ = ["clean_name", "read_column"]


def clean_name(text: str, *, whole: bool = False) -> str:
    """A printed name without tags, doubled spaces, or the blank a converter leaves after a dot.

    ``whole`` says that the cell is one name: blanks between two Hanzi are line breaks of a narrow cell.

    >>> clean_name("<b>Character. AI</b>"), clean_name("超 10 亿 美元"), clean_name("腾讯 云", whole=True)
    ('Character.AI', '超 10 亿 美元', '腾讯云')
    """
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text)
    text = re.sub(r"\s+", " ", text).strip()
    if whole:
        text = re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", text)
    return re.sub(r"(?<=[A-Za-z])\. (?=[A-Z]{2,}\b)", ".", text)


def read_column(
    column: Column, printed: str, header: str = "", name: str = ""
) -> list[tuple[str, CellValue]]:
    """The fields a printed cell fills, each with its value; raises :class:`CellError`.

    ``name`` is the resolved field of a per-year column.
    """
    field = name or column.field
    if column.kind == "bounds":
        return _bounds(column, field, printed)
    text = clean_name(printed, whole=column.kind == "text") if column.kind in ("text", "list") else printed
    if column.beside and column.kind != "list":
        text = re.sub(column.beside, "", text, flags=re.IGNORECASE).strip() or text
    unit = None if column.any_currency else column.unit
    value = parse_cell(text, column.kind, unit=unit, header=header)
    if column.words and isinstance(value.value, str):
        value = replace(value, value=column.code(value.value))
    if column.beside and isinstance(value.value, tuple):
        value = replace(value, value=_without_words(column.beside, value.value))
    elif column.beside:
        value = replace(value, text=printed.strip())
    return [(field, value)]


def _without_words(words: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without the words beside them; of 甲基金领投，乙基金跟投 the first."""
    marked = [k for k, name in enumerate(names) if re.search(words, name)]
    # Whoever stands before the last so marked leads with it: 甲基金、乙基金联合领投.
    kept = names[: marked[-1] + 1] if marked else names
    return tuple(said for name in kept if (said := re.sub(words, "", name).strip()))


_BOUND = r"[+\-−－＋]\s*\d+(?:\.\d+)?"


def _bounds(column: Column, field: str, printed: str) -> list[tuple[str, CellValue]]:
    """``+4/-5`` as 4 and -5; ``±4`` as 4 and -4; one bound of two columns by its sign."""
    other = column.pair
    empty = parse_cell(printed, "text")
    if empty.null:
        return [(field, empty), (other, empty)] if other else [(field, empty)]
    said = unicodedata.normalize("NFKC", printed).strip().strip("()[]（）")
    both = re.fullmatch(r"(?:±|\+/-|\+-)\s*(\d+(?:\.\d+)?)", said)
    parts = [f"+{both[1]}", f"-{both[1]}"] if both else re.findall(_BOUND, said)
    left = "" if both else re.sub(_BOUND, "", said).strip(" /,，；;、~至")
    values = [parse_cell(re.sub(r"\s", "", p), "decimal") for p in parts]
    shown = printed.strip()
    if not left and len(values) == 2 and other:
        values.sort(key=lambda v: v.value is not None and _signed(v.value, -1) and not _signed(v.value, 1))
        upper, lower = values
        if _signed(upper.value, 1) and _signed(lower.value, -1):
            return [(field, replace(upper, text=shown)), (other, replace(lower, text=shown))]
    if not left and len(values) == 1 and _signed(values[0].value, 1 if other else -1):
        return [(field, replace(values[0], text=shown))]
    raise CellError(printed, "bounds such as +4/-5", "bounds")


def _signed(value: object, sign: int) -> bool:
    return isinstance(value, Decimal) and value * sign >= 0
