"""Numbers in text, Chinese and English: values, parsing and formatting. Decimal only."""

from .cells import CellError, CellValue, parse_cell
from .dates import find_dates, find_periods, parse_date, parse_period
from .format import format_duration, format_money, format_number, format_percent, plain, round_half_up
from .interval import EXACT, INF, Interval, hull
from .money import parse_money
from .scan import scan
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
