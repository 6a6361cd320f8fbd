"""Style control: strengths with the length and formatting of the answers held equal.

The model adds covariates to the paired comparison (the Arena's style control, 2024):

    P(a beats b) = s(x_a - x_b + sum_k beta_k z_k),   z_k = ((f_a - f_b) / (f_a + f_b + 1) - mean) / sd

with f a feature of each answer (tokens, headers, lists, bold), the mean and the standard deviation over
the votes of the board. A tie is half a win. ``beta_k`` is the change of the log-odds per standard
deviation. No penalty is applied: a penalty on beta of the size some implementations default to shrinks
it several-fold, and the scores then still carry most of the style.

Covariates differ from vote to vote, so counts are not enough; a Newton step needs the sums in
``Moments``, one pass over the votes. Starting from the plain fit
it takes two to four passes. The covariance is the sandwich of ``covariance`` with z beside the models.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..errors import RankError
from .counts import Counts, Floats

__all__ = ["Moments", "StyleFit", "StyleVotes", "check_features", "fit_style"]

_MOST_PASSES = 40


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums over the votes at given parameters: P pairs, K features, r = weight * (outcome - p), v = weight * p * (1 - p).

    ``r``, ``v`` (P,); ``vz`` (P, K); ``rz`` (K,); ``zvz`` (K, K); and for the sandwich ``rr`` (P,), ``rrz``
    (P, K), ``zrrz`` (K, K), sums of r^2 and of r^2 with z.
    """

    r: Floats
    v: Floats
    vz: Floats
    rz: Floats
    zvz: Floats
    rr: Floats
    rrz: Floats
    zrrz: Floats


class StyleVotes(Protocol):
    """Votes of one board that can be summed at given parameters, in memory or by SQL."""

    @property
    def features(self) -> tuple[str, ...]:
        """The features' names, in the order of beta."""
        ...

    def moments(self, difference: Floats, beta: Floats) -> Moments:
        """The sums at strengths' ``difference`` (P,) and ``beta`` (K,)."""
        ...


@dataclass(frozen=True, slots=True)
class StyleFit:
    """Strengths under style control (natural log, mean 0), coefficients, and their joint covariance (m + K, m + K)."""

    models: tuple[str, ...]
    features: tuple[str, ...]
    x: Floats
    beta: Floats
    covariance: Floats
    bread: Floats
    passes: int

    @property
    def beta_errors(self) -> Floats:
        """Standard errors of the coefficients."""
        m = len(self.x)
        return np.sqrt(np.maximum(np.diag(self.covariance)[m:], 0.0))


def fit_style(votes: StyleVotes, counts: Counts, start: Floats) -> StyleFit:
    """Newton's method over passes; ``start`` are the strengths of the plain fit, ``counts`` names the pairs.

    Raises ``RankError`` when features say the same thing, or when the steps do not settle.
    """
    m, k = len(counts.models), len(votes.features)
    x, beta = start - start.mean(), np.zeros(k)
    passes = 0
    while True:
        at = votes.moments(x[counts.a] - x[counts.b], beta)
        passes += 1
        check_features(at.zvz, votes.features)
        information = _information(counts, at)
        step = _newton(information, np.concatenate([_by_model(counts, at.r[:, None])[:, 0], at.rz]), m)
        moved = float(np.abs(step).max())
        if passes == _MOST_PASSES or not moved < 100.0:
            raise RankError(
                f"style control did not settle in {passes} passes: the votes do not determine its coefficients",
                next_step="leave out models with few votes (min_votes), or a feature",
                features=votes.features,
            )
        x, beta = x + step[:m] - step[:m].mean(), beta + step[m:]
        # Newton's error squares with each step: after one of 2e-4 about 2e-8 is left.
        if moved < 2e-4:
            break
    inverse = _inverse(information, m)
    return StyleFit(
        counts.models, votes.features, x, beta, inverse @ _meat(counts, at) @ inverse, inverse, passes
    )


def check_features(zvz: Floats, features: Sequence[str]) -> None:
    """Refuse features of which one is a combination of the others, naming them."""
    scale = np.sqrt(np.diag(zvz))
    if not np.all(scale > 0):
        raise RankError(
            "a style feature is the same in every vote", next_step="leave it out", features=tuple(features)
        )
    values, vectors = np.linalg.eigh(zvz / np.outer(scale, scale))
    if values[0] < 1e-9:
        same = [features[i] for i in np.flatnonzero(np.abs(vectors[:, 0]) > 0.1).tolist()]
        raise RankError(
            f"style features {', '.join(same)} say the same thing: one follows from the others",
            next_step="leave one of them out with style={...}",
            features=tuple(same),
        )


def _by_model(counts: Counts, by_pair: Floats) -> Floats:
    """Sums by model of a (P, K) array, + for model a, - for model b, (m, K)."""
    m = len(counts.models)
    return np.column_stack(
        [np.bincount(counts.a, column, m) - np.bincount(counts.b, column, m) for column in by_pair.T]
    )


def _blocks(counts: Counts, pair: Floats, cross: Floats, corner: Floats) -> Floats:
    from .fit import laplacian

    m, k = len(counts.models), len(corner)
    out = np.empty((m + k, m + k))
    out[:m, :m] = laplacian(counts, pair)
    out[:m, m:] = _by_model(counts, cross)
    out[m:, :m] = out[:m, m:].T
    out[m:, m:] = corner
    return out


def _information(counts: Counts, at: Moments) -> Floats:
    return _blocks(counts, at.v, at.vz, at.zvz)


def _meat(counts: Counts, at: Moments) -> Floats:
    return _blocks(counts, at.rr, at.rrz, at.zrrz)


def _held(information: Floats, m: int) -> tuple[Floats, float]:
    scale = float(np.trace(information[:m, :m])) / m**2
    held = information.copy()
    held[:m, :m] += scale
    return held, scale


def _newton(information: Floats, gradient: Floats, m: int) -> Floats:
    held, _ = _held(information, m)
    try:
        step: Floats = np.linalg.solve(held, gradient)
    except np.linalg.LinAlgError:
        step = np.full(len(gradient), np.inf)
    return step


def _inverse(information: Floats, m: int) -> Floats:
    held, scale = _held(information, m)
    try:
        inverse = np.linalg.inv(held)
    except np.linalg.LinAlgError as error:
        raise RankError(
            "intervals under style control cannot be computed: the votes do not determine every coefficient",
            next_step="leave out a feature",
        ) from error
    inverse[:m, :m] -= 1.0 / (scale * m**2)
    return inverse
