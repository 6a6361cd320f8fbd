"""Maximum likelihood of strengths from counts, by Newton's method.

Let model i have log-strength x_i. A pair's log-likelihood depends on d = x_a - x_b and, for two of the
outcome models, on one tie parameter t (``outcomes``). The sum over pairs is concave in x; its matrix of
minus second derivatives in x is a weighted graph Laplacian, singular only along the constant vector when
the comparison graph is connected. The constant is fixed by centring: the mean of x over the fitted models
is 0. Adding 11'/m to the Laplacian L makes it invertible without moving the solution, and
(L + 11'/m)^-1 - 11'/m is its Moore-Penrose inverse, which the covariance uses.

No penalty is applied unless ``ridge`` is given: then ridge/2 * sum(x_i^2) is subtracted from the
log-likelihood, in natural log units per unit weight of one vote.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..errors import RankError
from .counts import Counts, Floats
from .graph import tie_parameter_exists
from .outcomes import Derivatives, OutcomeModel, Sums, TieRule, outcome_model

__all__ = ["ELO", "Fit", "fit_counts", "gradient", "laplacian"]

#: Points per natural log unit: 400 / ln 10, so that 400 points are odds of 10 to 1.
ELO = 400.0 / float(np.log(10.0))

_MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted strengths (natural log units, mean 0, in the order of ``counts.models``) and how they were found.

    ``tie`` is the tie parameter (``None`` without one), ``steps`` the Newton steps, ``gradient`` the
    largest absolute derivative left.
    """

    counts: Counts
    rule: TieRule
    x: Floats
    tie: float | None
    log_likelihood: float
    steps: int
    gradient: float
    ridge: float = 0.0

    @property
    def model(self) -> OutcomeModel:
        """The outcome model that was fitted."""
        return outcome_model(self.rule)

    @property
    def has_tie(self) -> bool:
        """True when a tie parameter was estimated."""
        return self.tie is not None

    def derivatives(self) -> Derivatives:
        """Derivatives of the pairs at the solution."""
        return self.model.derivatives(self.x[self.counts.a] - self.x[self.counts.b], self.tie or 0.0)

    def information(self) -> Floats:
        """Minus the second derivatives of the penalised log-likelihood, (m, m) or (m + 1, m + 1) with a tie."""
        difference = self.x[self.counts.a] - self.x[self.counts.b]
        return _information(
            self.counts, self.model.sums(self.counts.w, difference, self.tie or 0.0), self.has_tie, self.ridge
        )


def fit_counts(
    counts: Counts,
    rule: TieRule = "half",
    *,
    ridge: float = 0.0,
    start: Floats | None = None,
    tie: float | None = None,
) -> Fit:
    """The maximum-likelihood strengths of all models in ``counts``.

    The caller has made sure that they are finite (``graph.estimable``) or gives a ``ridge``. Where the
    votes do not determine a tie parameter (``graph.tie_parameter_exists``) the tie models become the plain one.

    Raises ``RankError`` when Newton's method does not settle.

    >>> import numpy as np
    >>> from tieout.rank.counts import fold
    >>> c = fold(["x", "y"], np.array([0, 1]), np.array([1, 0]), np.array([0, 0]), np.array([75, 25]))
    >>> x = fit_counts(c).x
    >>> round(float(x[0] - x[1]), 6) == round(float(np.log(3)), 6)
    True
    """
    m = len(counts.models)
    if counts.pairs == 0:
        raise RankError("no pair of models ever met", next_step="check the votes", models=counts.models)
    if rule != "half" and not tie_parameter_exists(counts):
        rule = "half"
    model = outcome_model(rule)
    has_tie = model.has_tie_parameter
    x = np.zeros(m) if start is None else start - start.mean()
    t = (model.start if tie is None else tie) if has_tie else 0.0
    at = model.sums(counts.w, x[counts.a] - x[counts.b], t)
    value = at.log_likelihood - ridge / 2 * float(x @ x)
    damping = 0.0
    for step_number in range(1, _MOST_STEPS + 1):
        slope = gradient(counts, at, x, has_tie, ridge)
        step = _solve(_information(counts, at, has_tie, ridge), slope, m, damping)
        size = 1.0
        while step is not None:
            new_x = x + size * step[:m]
            new_x -= new_x.mean()
            new_t = t + size * float(step[m]) if has_tie else t
            new_at = model.sums(counts.w, new_x[counts.a] - new_x[counts.b], new_t)
            new_value = new_at.log_likelihood - ridge / 2 * float(new_x @ new_x)
            # At the top, rounding decides the last digits: a step that loses only those is taken.
            if np.isfinite(new_value) and new_value >= value - 1e-10 * max(1.0, abs(value)):
                break
            size /= 2
            step = step if size > 1e-4 else None
        if step is None:
            # A strength so large that the information about it is lost in rounding: smaller, safer steps.
            damping = max(1e-9, damping * 100)
            continue
        moved = float(np.abs(size * step).max())
        x, t, at, value = new_x, new_t, new_at, new_value
        # Newton's error squares with each step: after one of 1e-6 it is at the rounding of a float.
        if moved < 1e-6 and damping < 1e-3:
            return Fit(
                counts, rule, x, t if has_tie else None, value, step_number, float(np.abs(slope).max()), ridge
            )
        damping = damping / 10 if damping > 1e-12 else 0.0
    raise _unsettled(counts, _MOST_STEPS)


def laplacian(counts: Counts, weight: Floats) -> Floats:
    """The matrix sum over pairs of weight * (e_a - e_b)(e_a - e_b)', (m, m)."""
    m = len(counts.models)
    out = np.zeros((m, m))
    out[counts.a, counts.b] = -weight
    out[counts.b, counts.a] = -weight
    out[np.diag_indices(m)] = np.bincount(counts.a, weight, m) + np.bincount(counts.b, weight, m)
    return out


def gradient(counts: Counts, at: Sums, x: Floats, has_tie: bool, ridge: float) -> Floats:
    """First derivatives of the penalised log-likelihood, (m,) or (m + 1,) with the tie parameter."""
    m = len(counts.models)
    g = np.bincount(counts.a, at.d, m) - np.bincount(counts.b, at.d, m) - ridge * x
    return np.append(g, at.t.sum()) if has_tie else g


def _information(counts: Counts, at: Sums, has_tie: bool, ridge: float) -> Floats:
    m = len(counts.models)
    top = laplacian(counts, at.dd)
    top[np.diag_indices(m)] += ridge
    if not has_tie:
        return top
    cross = np.bincount(counts.a, at.dt, m) - np.bincount(counts.b, at.dt, m)
    out = np.empty((m + 1, m + 1))
    out[:m, :m] = top
    out[:m, m] = out[m, :m] = cross
    out[m, m] = at.tt.sum()
    return out


def _solve(information: Floats, slope: Floats, m: int, damping: float) -> Floats | None:
    """The Newton step, the diagonal enlarged by ``damping`` of itself; ``None`` when the matrix is singular.

    The free constant is held by 11'/m, scaled like the rest of the matrix.
    """
    held = information.copy()
    held[:m, :m] += float(np.trace(information)) / m**2
    held[np.diag_indices(len(held))] *= 1.0 + damping
    try:
        step: Floats = np.linalg.solve(held, slope)
    except np.linalg.LinAlgError:
        return None
    return step if np.isfinite(step).all() else None


def _unsettled(counts: Counts, steps: int) -> RankError:
    return RankError(
        f"the fit of {len(counts.models)} models did not settle in {steps} steps",
        next_step="some models have almost only wins or losses; try ridge=0.1 or leave out models with few votes",
        models=len(counts.models),
        steps=steps,
    )
