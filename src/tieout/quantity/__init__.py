"""Numbers in text, Chinese and English: values, parsing and formatting. Decimal only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .format import format_duration, format_money, format_number, format_percent, plain, round_half_up
from .interval import EXACT, INF, Interval, hull
from .types import (
    Comparator,
    Money,
    Period,
    Quantity,
    Scan,
    Skipped,
    SkipReason,
    bounded,
    json_number,
)

if TYPE_CHECKING:
    from .cells import CellError, CellValue, parse_cell
    from .dates import find_dates, find_periods, parse_date, parse_period
    from .money import parse_money
    from .scanner import scan

__all__ = [
    "EXACT",
    "INF",
    "CellError",
    "CellValue",
    "Comparator",
    "Interval",
    "Money",
    "Period",
    "Quantity",
    "Scan",
    "SkipReason",
    "Skipped",
    "bounded",
    "find_dates",
    "find_periods",
    "format_duration",
    "format_money",
    "format_number",
    "format_percent",
    "hull",
    "json_number",
    "parse_cell",
    "parse_date",
    "parse_money",
    "parse_period",
    "plain",
    "round_half_up",
    "scan",
]

# The vocabularies of the parsers take a fifth of a second to compile; the values above do not need them.
_HOMES = {
    "CellError": "cells",
    "CellValue": "cells",
    "parse_cell": "cells",
    "find_dates": "dates",
    "find_periods": "dates",
    "parse_date": "dates",
    "parse_period": "dates",
    "parse_money": "money",
    "scan": "scanner",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        found = getattr(import_module(f".{_HOMES[name]}", __name__), name)
        globals()[name] = found
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
