"""Votes as counts: for each pair of models, how often either won and how often they tied.

The likelihood of a paired-comparison model without covariates depends on the votes only through
these counts, and so does its sandwich covariance: two million votes among 150 models are at most
33,525 numbers. Everything after this module works on them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .labels import A_WINS, B_WINS

__all__ = ["Counts", "Floats", "Ints", "fold"]

# numpy types most results as "some float": a narrower alias would need a cast at every line.
Floats = NDArray[Any]
Ints = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Counts:
    """Aggregated votes.

    ``a`` and ``b`` index ``models`` with ``a < b``, one row per pair that met, P rows. The columns of
    the (P, 3) arrays are: ``a`` won, ``b`` won, tie. ``n`` counts votes, ``w`` sums their weights,
    ``w2`` the squares of their weights (what a robust variance needs); without weights the three are
    equal.
    """

    models: tuple[str, ...]
    a: Ints
    b: Ints
    n: Floats
    w: Floats
    w2: Floats

    @property
    def pairs(self) -> int:
        """How many pairs met."""
        return len(self.a)

    @property
    def votes(self) -> int:
        """How many votes were counted."""
        return round(float(self.n.sum()))

    @property
    def votes_by_model(self) -> Floats:
        """Votes each model took part in, shape (models,)."""
        per_pair = self.n.sum(axis=1)
        m = len(self.models)
        return np.bincount(self.a, per_pair, m) + np.bincount(self.b, per_pair, m)

    @property
    def tallies(self) -> Floats:
        """Wins, losses and ties of each model, shape (models, 3)."""
        m = len(self.models)
        wins = np.bincount(self.a, self.n[:, 0], m) + np.bincount(self.b, self.n[:, 1], m)
        losses = np.bincount(self.a, self.n[:, 1], m) + np.bincount(self.b, self.n[:, 0], m)
        ties = np.bincount(self.a, self.n[:, 2], m) + np.bincount(self.b, self.n[:, 2], m)
        return np.column_stack([wins, losses, ties])

    def only(self, keep: Sequence[int] | Ints) -> Counts:
        """The counts among the models ``keep`` (indices), other pairs left out, models renumbered in that order."""
        kept = np.asarray(keep, dtype=np.int64)
        number = np.full(len(self.models), -1, dtype=np.int64)
        number[kept] = np.arange(len(kept))
        a, b = number[self.a], number[self.b]
        inside = (a >= 0) & (b >= 0)
        swapped = (a > b)[inside]
        first, second = np.where(swapped, b[inside], a[inside]), np.where(swapped, a[inside], b[inside])
        models = tuple(self.models[i] for i in kept)

        def turned(values: Floats) -> Floats:
            out = values[inside].copy()
            out[swapped] = out[swapped][:, [1, 0, 2]]
            return out

        return Counts(models, first, second, turned(self.n), turned(self.w), turned(self.w2))

    def reweighted(self, floor: int) -> Counts:
        """Every pair weighted alike: each vote by 1 / max(votes of its pair, ``floor``), mean weight 1.

        The Arena's reweighting (arena-rank, ``reweighted=True``, floor 50): popular pairs do not
        dominate, and pairs with fewer votes than the floor gain nothing from being rare.
        """
        factor = pair_factors(self, floor)
        return replace(self, w=self.w * factor[:, None], w2=self.w2 * factor[:, None] ** 2)

    def with_votes(self, n: Floats) -> Counts:
        """The same pairs with other unweighted counts (a bootstrap sample)."""
        return replace(self, n=n, w=n, w2=n)


def pair_factors(counts: Counts, floor: int) -> Floats:
    """The weight of a vote of each pair under reweighting, mean 1 over votes, shape (P,)."""
    votes = counts.n.sum(axis=1)
    raw = 1.0 / np.maximum(votes, floor)
    total = float((raw * votes).sum())
    return raw * (float(votes.sum()) / total) if total > 0 else np.ones_like(raw)


def fold(
    models: Sequence[str],
    first: NDArray[Any],
    second: NDArray[Any],
    outcome: NDArray[Any],
    n: NDArray[Any],
    w: NDArray[Any] | None = None,
    w2: NDArray[Any] | None = None,
) -> Counts:
    """Cells (model, model, outcome, count), in any order and orientation, added up to ``Counts``.

    ``first`` and ``second`` index ``models`` and differ; ``outcome`` is of ``labels`` (A, B, tie).

    >>> import numpy as np
    >>> c = fold(["x", "y"], np.array([0, 1]), np.array([1, 0]), np.array([0, 0]), np.array([5, 3]))
    >>> c.n.tolist()
    [[5.0, 3.0, 0.0]]
    """
    m = len(models)
    swap = first > second
    low, high = np.where(swap, second, first).astype(np.int64), np.where(swap, first, second).astype(np.int64)
    column = np.where(
        swap & (outcome == A_WINS), B_WINS, np.where(swap & (outcome == B_WINS), A_WINS, outcome)
    )
    keys, pair = np.unique(low * m + high, return_inverse=True)
    cell = pair * 3 + column.astype(np.int64)

    def added(values: NDArray[Any]) -> Floats:
        return np.bincount(cell, values.astype(np.float64), 3 * len(keys)).reshape(-1, 3)

    total = added(n)
    return Counts(
        tuple(models),
        keys // m,
        keys % m,
        total,
        total if w is None else added(w),
        total if w2 is None else added(w2),
    )
