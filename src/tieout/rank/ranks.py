"""Ranks by the interval rule, and what two scores say about a meeting of the two models."""

from __future__ import annotations

import numpy as np

from .counts import Floats, Ints

__all__ = ["rank_interval", "rank_ub"]


def rank_ub(lower: Floats, upper: Floats) -> Ints:
    """Rank (UB): 1 + the number of models whose lower bound is strictly above this model's upper bound.

    The bounds are those of the displayed models, unrounded (the Arena's rule). O(m log m).

    >>> import numpy as np
    >>> rank_ub(np.array([1280.0, 1268.0, 1262.0]), np.array([1290.0, 1280.0, 1266.0])).tolist()
    [1, 1, 3]
    """
    ordered = np.sort(lower)
    return 1 + len(ordered) - np.searchsorted(ordered, upper, side="right")


def rank_interval(lower: Floats, upper: Floats) -> tuple[Ints, Ints]:
    """The best and the worst place a model may hold given the intervals: rank (UB), and its mirror image.

    >>> import numpy as np
    >>> best, worst = rank_interval(np.array([1280.0, 1268.0, 1262.0]), np.array([1290.0, 1281.0, 1266.0]))
    >>> best.tolist(), worst.tolist()
    ([1, 1, 3], [2, 2, 3])
    """
    below = np.searchsorted(np.sort(upper), lower, side="left")
    return rank_ub(lower, upper), len(lower) - below
