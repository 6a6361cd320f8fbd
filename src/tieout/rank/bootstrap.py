"""Intervals by resampling votes: the second way, to check the first.

* ``multinomial``: as many votes as there are, drawn with replacement. Votes of one cell (pair, outcome)
  are alike, so drawing cell counts from a multinomial is the bootstrap of Efron (1979) exactly.
* ``poisson``: every vote counted Poisson(1) times; the number of votes varies, and cells (or voters) are
  independent, which suits streams and clusters. With ``voters`` whole voters are drawn, so the result is
  robust against many votes by one person.

The bounds are quantiles of the scores over the rounds. The score shown stays the maximum-likelihood one.
A hundred rounds place a 2.5 % quantile between the second and third lowest value; ranks decided by
single points then depend on the seed, so the default is 1,000.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..errors import RankError
from .counts import Counts, Floats, Ints
from .covariance import bread
from .fit import Fit, fit_counts, gradient
from .graph import estimable

__all__ = ["Bootstrap", "Resampling", "bootstrap"]

Resampling = Literal["multinomial", "poisson"]

_MOST_CHORDS = 40


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """Strengths of each round (rounds, models), centred, and how many rounds could not be fitted."""

    x: Floats
    failed: int

    def bounds(self, level: float, anchor: int | None = None) -> tuple[Floats, Floats]:
        """The central ``level`` of the rounds: of deviations from the average, or of differences to ``anchor``."""
        x = self.x if anchor is None else self.x - self.x[:, [anchor]]
        low, high = np.quantile(x, [(1 - level) / 2, (1 + level) / 2], axis=0)
        return low, high


def bootstrap(
    fit: Fit,
    *,
    rounds: int = 1_000,
    seed: int = 0,
    how: Resampling = "multinomial",
    voters: tuple[Ints, Ints, Ints, Floats] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Bootstrap:
    """Refit ``rounds`` resamples of the votes behind ``fit``, warm-started; the same seed gives the same rounds.

    ``voters`` are the cells (voter, pair, outcome, votes) sorted by voter: whole voters are then drawn
    (Poisson). A round in which some model has no finite strength is left out and counted in ``failed``.

    Raises ``RankError`` for weighted votes (their cells are not alike) and when most rounds fail.

    >>> import numpy as np
    >>> from tieout.rank.counts import fold
    >>> c = fold(["x", "y"], np.array([0, 1]), np.array([1, 0]), np.array([0, 0]), np.array([60, 40]))
    >>> boot = bootstrap(fit_counts(c), rounds=200, seed=7)
    >>> low, high = boot.bounds(0.95)
    >>> bool(low[0] < fit_counts(c).x[0] < high[0])
    True
    """
    counts = fit.counts
    if not np.array_equal(counts.n, counts.w):
        raise RankError(
            "votes with weights are not resampled: cells of different weights are not alike",
            next_step="use interval='sandwich', which takes weights as they are",
        )
    rng = np.random.default_rng(seed)
    inverse = bread(fit)
    kept: list[Floats] = []
    for i in range(rounds):
        x = _refit(counts.with_votes(_draw(rng, counts, how, voters)), fit, inverse)
        if x is not None:
            kept.append(x)
        if progress is not None:
            progress(i + 1, rounds)
    if len(kept) < rounds / 2:
        raise RankError(
            f"{rounds - len(kept)} of {rounds} resamples could not be fitted: some models have too few wins or losses",
            next_step="use interval='sandwich', or leave out models with few votes (min_votes)",
            failed=rounds - len(kept),
        )
    return Bootstrap(np.array(kept), rounds - len(kept))


def _draw(
    rng: np.random.Generator, counts: Counts, how: Resampling, voters: tuple[Ints, Ints, Ints, Floats] | None
) -> Floats:
    if voters is not None:
        voter, pair, outcome, votes = voters
        times = rng.poisson(1.0, int(voter[-1]) + 1)
        return np.bincount(pair * 3 + outcome, votes * times[voter], counts.pairs * 3).reshape(-1, 3)
    if how == "poisson":
        # A sum of k independent Poisson(1) counts is Poisson(k).
        return rng.poisson(counts.n).astype(np.float64)
    flat = counts.n.ravel()
    return rng.multinomial(round(float(flat.sum())), flat / flat.sum()).reshape(-1, 3).astype(np.float64)


def _refit(sample: Counts, fit: Fit, inverse: Floats) -> Floats | None:
    """The strengths of one resample, or ``None`` when they are not all finite.

    A resample's solution is near the one of all votes, so the steps use that one's inverse information
    (the chord form of Newton's method): no matrix is built or solved in a round. Where they do not shrink
    quickly the full method takes over.
    """
    there = sample.n.sum(axis=1) > 0
    if not there.all():
        n = sample.n[there]
        sample = Counts(sample.models, sample.a[there], sample.b[there], n, n, n)
    if fit.ridge == 0.0 and len(estimable(sample).kept) < len(sample.models):
        return None
    m = len(fit.x)
    x, t = fit.x, fit.tie or 0.0
    last = np.inf
    for _ in range(_MOST_CHORDS):
        at = fit.model.sums(sample.w, x[sample.a] - x[sample.b], t)
        step = inverse @ gradient(sample, at, x, fit.has_tie, fit.ridge)
        moved = float(np.abs(step).max())
        x, t = x + step[:m], t + float(step[m]) if fit.has_tie else t
        if moved < 1e-8:
            return x - x.mean()
        if not moved < 0.7 * last:
            break
        last = moved
    return fit_counts(sample, fit.rule, ridge=fit.ridge, start=fit.x, tie=fit.tie).x
