"""Trackers: one file per subject followed over time, and the registry.

A tracker says its columns once; the inbox, the reader and the renderer all use that list.
"""

from .base import Column, Pivot, Tracker
from .cells import clean_name
from .match import Match, match_columns, normalise_header, recognise, split_unit
from .registry import all_trackers, get_tracker
from .rows import RowProblem, RowResult, rows_to_records
from .view import Choices, View, neighbour

__all__ = [
    "Choices",
    "Column",
    "Match",
    "Pivot",
    "RowProblem",
    "RowResult",
    "Tracker",
    "View",
    "all_trackers",
    "clean_name",
    "get_tracker",
    "match_columns",
    "neighbour",
    "normalise_header",
    "recognise",
    "rows_to_records",
    "split_unit",
]
