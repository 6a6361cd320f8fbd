"""Which rows a stretch of prose speaks of: by the names before a number, then by what describes them."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.formula import verify
from ...quantity import Quantity
from ..align import Hit
from ..grid import Cell, Grid, Row, norm, unit_fits

__all__ = ["describe", "members", "row_of", "rows_at"]

_SUMMARY = frozenset(
    [
        "合计",
        "总计",
        "共计",
        "平均",
        "均值",
        "中位数",
        "行业",
        "total",
        "average",
        "mean",
        "median",
        "sector",
        "peers",
    ]
)


def members(grid: Grid) -> list[Row]:
    """The rows of a grid that are members of what it lists: no totals, no averages."""
    return [r for r in grid.rows if not any(norm(n) in _SUMMARY for n in r.names)]


def row_of(grid: Grid, hit: Hit) -> Row | None:
    """The one row of a grid that a name in prose means, or None where it means none or several."""
    own = [grid.rows[r] for g, r in hit.rows if g == grid.index]
    return own[0] if len(own) == 1 else None


def rows_at(
    grid: Grid, hits: Sequence[Hit], at: int, carried: dict[int, Hit], segment: int
) -> tuple[list[Row], list[Hit]]:
    """The rows of a grid that the names in front of a position agree on.

    The nearest name leads; names of other key columns before it (the GPU named once for several
    clouds) narrow its rows while they leave any.
    """
    before = [h for h in hits if h.start < at and any(g == grid.index for g, _ in h.rows)]
    if not before:
        return [], []
    lead = before[-1]
    rows = {r for g, r in lead.rows if g == grid.index}
    used = [lead]
    for hit in reversed(before[:-1]):
        narrowed = rows & {r for g, r in hit.rows if g == grid.index}
        if narrowed:
            rows = narrowed
            used.append(hit)
        elif hit.start < segment:
            continue
    if len(rows) > 1 and grid.index in carried:
        narrowed = rows & {r for g, r in carried[grid.index].rows if g == grid.index}
        rows = narrowed or rows
    return [grid.rows[r] for r in sorted(rows)], used


def describe(rows: list[Row], numbers: Sequence[Quantity]) -> tuple[list[Row], dict[int, tuple[Row, Cell]]]:
    """Rows narrowed by descriptive figures (cores, memory) said right behind the name.

    Returns the rows that agree with most of them, and by the start of each figure its cell.
    """
    best: list[tuple[int, Row, dict[int, tuple[Row, Cell]]]] = []
    for row in rows:
        tied: dict[int, tuple[Row, Cell]] = {}
        free = [c for c in row.cells if c.operand is not None and c.unit in ("核", "GB", "G", "GiB", "TB")]
        for q in numbers:
            for cell in free:
                if (
                    cell.operand is not None
                    and unit_fits(q, cell)
                    and verify(q, cell.operand).verdict != "contradicted"
                ):
                    tied[q.start] = (row, cell)
                    free.remove(cell)
                    break
        best.append((len(tied), row, tied))
    if not best:
        return [], {}
    top = max(n for n, _, _ in best)
    kept = [(row, tied) for n, row, tied in best if n == top]
    return [row for row, _ in kept], (kept[0][1] if len(kept) == 1 or top else {})
