"""Rows put under columns by the types of their cells: exact dynamic programming, no shifting by guess."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .kinds import Profile

__all__ = ["Placement", "in_place", "place", "profiles"]

# A cell swallowed by a merge stands at the row's left as a rule (the label of a group), at its right
# seldom, in the middle almost never.
GAP_LEFT, GAP_RIGHT, GAP_INSIDE = -0.3, -1.0, -1.6
# Two placements closer than this cannot be told apart by types.
CLEAR = 0.7


@dataclass(frozen=True, slots=True)
class Placement:
    """Which column each cell of a row goes to, how well it fits, and whether that is beyond doubt."""

    columns: tuple[int, ...]
    score: float
    clear: bool


def profiles(rows: Sequence[Sequence[str]], width: int) -> list[Profile]:
    """The profile of each column over these rows."""
    return [Profile(r[j] for r in rows if j < len(r)) for j in range(width)]


def place(cells: Sequence[str], columns: Sequence[Profile]) -> Placement:
    """The best order-keeping placement of a row's cells under ``columns``; fewer cells than columns.

    >>> cols = profiles([["A100", "16", "腾讯云", "0.00%"], ["A800", "12", "阿里云", "1.5%"]], 4)
    >>> place(["32", "恒源云", "0.00%"], cols).columns
    (1, 2, 3)
    """
    m, n = len(cells), len(columns)
    fits = [[columns[j].fit(cells[i]) for j in range(n)] for i in range(m)]
    # best[i][j]: the two best ways to put the first i cells into the first j columns.
    best: list[list[list[tuple[float, tuple[int, ...]]]]] = [[[] for _ in range(n + 1)] for _ in range(m + 1)]
    best[0][0] = [(0.0, ())]
    for j in range(1, n + 1):
        for i in range(0, min(m, j) + 1):
            ways: list[tuple[float, tuple[int, ...]]] = []
            gap = GAP_LEFT if i == 0 else GAP_RIGHT if i == m else GAP_INSIDE
            ways.extend((s + gap, at) for s, at in best[i][j - 1])
            if i:
                ways.extend((s + fits[i - 1][j - 1], (*at, j - 1)) for s, at in best[i - 1][j - 1])
            ways.sort(key=lambda w: (-w[0], w[1]))
            best[i][j] = ways[:2]
    ways = best[m][n]
    if not ways:
        return Placement((), float("-inf"), False)
    clear = len(ways) == 1 or ways[0][0] - ways[1][0] >= CLEAR
    return Placement(ways[0][1], ways[0][0], clear)


def in_place(cells: Sequence[str], columns: Sequence[Profile]) -> float:
    """How well a row fits as it stands."""
    return sum(p.fit(c) for p, c in zip(columns, cells))
