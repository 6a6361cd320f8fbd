"""Trackers: one file per subject followed over time, and the registry.

A tracker says its columns once; the inbox, the reader and the renderer all use that list.
"""

from .base import Column, Pivot, Tracker
from .cells import clean_name
from .match import Match, match_columns, normalise_header, recognise, split_unit
from .pivot import GridResult, grid_of_records, read_grid
from .registry import all_trackers, get_tracker
from .rows import RowProblem, RowResult, rows_to_records
from .view import Choices, View, neighbour

__all__ = [
    "Choices",
    "Column",
    "GridResult",
    "Match",
    "Pivot",
    "RowProblem",
    "RowResult",
    "Tracker",
    "View",
    "all_trackers",
    "clean_name",
    "get_tracker",
    "grid_of_records",
    "match_columns",
    "neighbour",
    "normalise_header",
    "read_grid",
    "recognise",
    "rows_to_records",
    "split_unit",
]
