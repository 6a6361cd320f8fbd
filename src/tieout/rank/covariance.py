"""How sure the strengths are: the sandwich covariance in closed form, from counts.

With x the strengths, s_v the derivative of vote v's log-likelihood and H the information (minus the
second derivatives of the sum), the covariance that needs no assumption about the votes but their
independence is (Huber 1967, White 1982; HC0 of regression)

    V = H^+ (sum over votes of w_v^2 s_v s_v') H^+

A vote's s_v is its outcome's first derivative times (e_a - e_b), so the sum in the middle is again a
Laplacian over pairs, with weights ``sum over outcomes of w2 * derivative^2``: counts are enough, and the
result is the one a regression over all votes gives. H^+ is the Moore-Penrose inverse under the centring,
so V is the covariance of *deviations from the average model*; the interval of a difference to an anchor is
``V_ii + V_aa - 2 V_ia`` and is zero for the anchor itself.

Where one person casts many votes they are not independent. The cluster-robust form (Liang and Zeger 1986)
puts the sum over voters of S_v S_v' in the middle, S_v the sum of that voter's s.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..errors import RankError
from .counts import Floats, Ints
from .fit import Fit, laplacian

__all__ = [
    "bread",
    "cluster_meat",
    "normal_quantile",
    "sandwich",
    "standard_errors",
    "vote_meat",
    "voter_scores",
]


def bread(fit: Fit) -> Floats:
    """H^+: the generalised inverse of the information under the centring, (m, m) or with the tie parameter."""
    information = fit.information()
    m = len(fit.x)
    held = information.copy()
    scale = float(np.trace(information)) / m**2
    held[:m, :m] += scale
    try:
        inverse = np.linalg.inv(held)
    except np.linalg.LinAlgError as error:
        raise RankError(
            f"the intervals of {m} models cannot be computed: nothing is known about one of the strengths",
            next_step="some models have almost only wins or losses; try ridge=0.1 or leave out models with few votes",
            models=m,
        ) from error
    if fit.ridge == 0.0:
        inverse[:m, :m] -= 1.0 / (scale * m**2)
    return inverse


def vote_meat(fit: Fit) -> Floats:
    """Sum over votes of w^2 s s', from the counts."""
    at, counts = fit.derivatives(), fit.counts
    m = len(fit.x)
    top = laplacian(counts, (counts.w2 * at.d**2).sum(axis=1))
    if not fit.has_tie:
        return top
    cross_pair = (counts.w2 * at.d * at.t).sum(axis=1)
    out = np.empty((m + 1, m + 1))
    out[:m, :m] = top
    out[:m, m] = out[m, :m] = np.bincount(counts.a, cross_pair, m) - np.bincount(counts.b, cross_pair, m)
    out[m, m] = float((counts.w2 * at.t**2).sum())
    return out


def sandwich(fit: Fit, meat: Floats | None = None) -> Floats:
    """Covariance of the strengths (natural log units squared, centred), and of the tie parameter where there is one.

    ``meat`` replaces the sum over votes, for example by ``cluster_meat``.

    >>> import numpy as np
    >>> from tieout.rank.counts import fold
    >>> from tieout.rank.fit import fit_counts
    >>> c = fold(["x", "y"], np.array([0, 1]), np.array([1, 0]), np.array([0, 0]), np.array([50, 50]))
    >>> v = sandwich(fit_counts(c))
    >>> round(float(v[0, 0] + v[1, 1] - 2 * v[0, 1]), 6)  # 100 votes at p = 1/2: 1 / (100 * 1/4)
    0.04
    """
    inverse = bread(fit)
    return inverse @ (vote_meat(fit) if meat is None else meat) @ inverse


def standard_errors(covariance: Floats, models: int, anchor: int | None = None) -> Floats:
    """Standard errors of deviations from the average model, or of differences to the model ``anchor``."""
    v = covariance[:models, :models]
    variance = np.diag(v).copy()
    if anchor is not None:
        variance = variance + v[anchor, anchor] - 2 * v[anchor]
        variance[anchor] = 0.0
    return np.sqrt(np.maximum(variance, 0.0))


def voter_scores(
    fit: Fit, voter: Ints, pair: Ints, outcome: Ints, weight: Floats, block: int = 0
) -> Iterator[Floats]:
    """S_v of every voter, in blocks of rows, (voters in block, parameters).

    The cells (voter, pair, outcome, summed weight) are sorted by voter, voters numbered from 0.
    ``block`` is the number of voters in one array (default: about 32 MB).
    """
    at, counts = fit.derivatives(), fit.counts
    m = len(fit.x)
    width = m + (1 if fit.has_tie else 0)
    rows = block or max(64, 4_000_000 // width)
    voters = int(voter[-1]) + 1 if len(voter) else 0
    by_d = weight * at.d[pair, outcome]
    by_t = weight * at.t[pair, outcome]
    for begin in range(0, voters, rows):
        end = min(begin + rows, voters)
        low, high = np.searchsorted(voter, [begin, end])
        part = slice(int(low), int(high))
        row = (voter[part] - begin) * width
        scores = np.bincount(row + counts.a[pair[part]], by_d[part], (end - begin) * width)
        scores -= np.bincount(row + counts.b[pair[part]], by_d[part], (end - begin) * width)
        if fit.has_tie:
            scores += np.bincount(row + m, by_t[part], (end - begin) * width)
        yield scores.reshape(end - begin, width)


def cluster_meat(fit: Fit, voter: Ints, pair: Ints, outcome: Ints, weight: Floats) -> Floats:
    """Sum over voters of S_v S_v', times G / (G - 1) for G voters (the usual small-sample factor)."""
    width = len(fit.x) + (1 if fit.has_tie else 0)
    out = np.zeros((width, width))
    for scores in voter_scores(fit, voter, pair, outcome, weight):
        out += scores.T @ scores
    voters = int(voter[-1]) + 1 if len(voter) else 0
    return out * (voters / (voters - 1.0)) if voters > 1 else out


def normal_quantile(level: float) -> float:
    """The two-sided quantile of the normal distribution: 1.959964 for 0.95.

    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    from statistics import NormalDist

    return NormalDist().inv_cdf((1.0 + level) / 2.0)
