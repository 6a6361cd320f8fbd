"""A table whose rows are periods and whose columns are measures, turned on its side: 季度 | 营业收入 | 净利率."""

from __future__ import annotations

import re
from functools import lru_cache

from ...grid import Cell, Grid, Row
from ...lexicon import folded
from .heads import names_change
from .moments import moments_in

__all__ = ["turned"]

_REST = re.compile(r"[\s年月日份度末底止期ae()（）.,]*")
"""What may be left of a label that is a period."""


@lru_cache(maxsize=64)
def turned(grid: Grid) -> Grid | None:
    """The table with a line for each measure and a column for each period, or None where its rows are no periods.

    The cells stay those of the table as it is printed. Columns of changes are left out: they are of the lines beside.
    """
    if grid.doubtful or len(grid.headers) < 2:
        return None
    periods = [r for r in grid.rows if _is_period(r)]
    if len(periods) < 2 or len(periods) * 4 < len(grid.rows) * 3:
        return None
    columns = [
        j
        for j, text in enumerate(grid.headers)
        if j and text.strip() and grid.numeric(j) and not names_change(text) and not moments_in(text)
    ]
    if not columns:
        return None
    rows = tuple(
        Row(k, (grid.headers[j],), (_label(grid, j), *(r.cells[j] for r in periods if j < len(r.cells))))
        for k, j in enumerate(columns)
    )
    if any(len(r.cells) != len(periods) + 1 for r in rows):
        return None
    headers = ("", *(_name(r) for r in periods))
    return Grid(
        grid.index, grid.table, grid.tracker, rows, headers, tuple(() for _ in headers), above=grid.above
    )


def _name(row: Row) -> str:
    return row.names[0] if row.names else (row.cells[0].text if row.cells else "")


def _is_period(row: Row) -> bool:
    text = folded(_name(row)).lower().strip()
    found = [(a, b) for a, b, m in moments_in(text) if not m.rel]
    if len(found) != 1:
        return False
    a, b = found[0]
    return _REST.fullmatch(text[:a] + text[b:]) is not None


def _label(grid: Grid, j: int) -> Cell:
    """The head of a column as the first cell of its line."""
    return Cell(grid.index, 0, j, "", None, grid.headers[j])
