"""Three ways a difference of strength becomes wins, losses and ties.

Each gives, for a pair with difference ``d`` of log-strengths (natural logarithm) and a tie parameter
``t``, the probabilities of the three outcomes and the derivatives of their log-probabilities. The
fit and its covariance are the same for all of them.

* ``half`` (default): a tie is half a win for each side, the convention of the Arena: the likelihood
  of Bradley and Terry (1952) with an outcome of 1/2. It has no tie parameter.
* ``davidson``: Davidson (1970): P(tie) is proportional to ``exp(t)`` times the geometric mean of the
  two strengths: weights ``exp(d/2)``, ``exp(-d/2)``, ``exp(t)`` for win, loss, tie.
* ``rao_kupper``: Rao and Kupper (1967): a difference smaller than a threshold is a tie:
  P(win) = s(d - t), P(loss) = s(-d - t), with s the logistic function and t > 0. The logarithms are concave in
  d and t together, so a fit has one maximum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np

from .counts import Floats

__all__ = ["Derivatives", "OutcomeModel", "Sums", "TieRule", "logistic", "outcome_model"]

TieRule = Literal["half", "davidson", "rao_kupper"]


@dataclass(frozen=True, slots=True)
class Derivatives:
    """Log-probabilities of the outcomes of P pairs and their derivatives, arrays (P, 3): win, loss, tie.

    ``d`` and ``t`` are first derivatives by difference and tie parameter; ``dd``, ``dt``, ``tt`` are
    minus the second derivatives. ``t``, ``dt``, ``tt`` are zero for a model without tie parameter.
    """

    log: Floats
    d: Floats
    t: Floats
    dd: Floats
    dt: Floats
    tt: Floats


@dataclass(frozen=True, slots=True)
class Sums:
    """Weighted sums over the three outcomes of each pair, (P,), and the log-likelihood: all a Newton step needs."""

    log_likelihood: float
    d: Floats
    t: Floats
    dd: Floats
    dt: Floats
    tt: Floats


class OutcomeModel(Protocol):
    """What the fit needs of an outcome model."""

    has_tie_parameter: bool
    start: float

    def derivatives(self, d: Floats, t: float) -> Derivatives:
        """Log-probabilities and derivatives at differences ``d`` (P,)."""
        ...

    def sums(self, w: Floats, d: Floats, t: float) -> Sums:
        """The derivatives weighted by ``w`` (P, 3) and added over outcomes."""
        ...

    def probabilities(self, d: Floats, t: float) -> Floats:
        """P(win), P(loss), P(tie) of the first model, (P, 3)."""
        ...


def logistic(x: Floats) -> Floats:
    """1 / (1 + exp(-x)), without overflow.

    >>> import numpy as np
    >>> logistic(np.array([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def outcome_model(rule: TieRule) -> OutcomeModel:
    """The outcome model of a tie rule.

    >>> outcome_model("davidson").has_tie_parameter
    True
    """
    models: dict[TieRule, OutcomeModel] = {
        "half": _Half(),
        "davidson": _Davidson(),
        "rao_kupper": _RaoKupper(),
    }
    return models[rule]


def _columns(*values: Floats) -> Floats:
    return np.stack(np.broadcast_arrays(*values), axis=1).astype(np.float64)


def _added(w: Floats, at: Derivatives) -> Sums:
    parts = (at.d, at.t, at.dd, at.dt, at.tt)
    return Sums(float((w * at.log).sum()), *(np.einsum("po,po->p", w, part) for part in parts))


class _Half:
    has_tie_parameter = False
    start = 0.0

    def sums(self, w: Floats, d: Floats, t: float) -> Sums:
        # Half a win each: the pair is a binomial with won points out of total.
        won, total = w[:, 0] + w[:, 2] / 2, w.sum(axis=1)
        p = logistic(d)
        log_q = -np.maximum(d, 0.0) - np.log1p(np.exp(-np.abs(d)))
        zero = np.zeros_like(p)
        return Sums(float(won @ d + total @ log_q), won - total * p, zero, total * p * (1.0 - p), zero, zero)

    def derivatives(self, d: Floats, t: float) -> Derivatives:
        p = logistic(d)
        log_p, log_q = -np.logaddexp(0.0, -d), -np.logaddexp(0.0, d)
        zero = np.zeros((len(d), 3))
        curvature = p * (1.0 - p)
        return Derivatives(
            _columns(log_p, log_q, (log_p + log_q) / 2),
            _columns(1.0 - p, -p, 0.5 - p),
            zero,
            _columns(curvature, curvature, curvature),
            zero,
            zero,
        )

    def probabilities(self, d: Floats, t: float) -> Floats:
        p = logistic(d)
        return _columns(p, 1.0 - p, np.zeros_like(p))


class _Davidson:
    has_tie_parameter = True
    start = -0.5

    def sums(self, w: Floats, d: Floats, t: float) -> Sums:
        return _added(w, self.derivatives(d, t))

    def derivatives(self, d: Floats, t: float) -> Derivatives:
        p = self.probabilities(d, t)
        win, loss, tie = p[:, 0], p[:, 1], p[:, 2]
        mean = (win - loss) / 2
        # A log-linear model: minus the second derivative is the covariance of the sufficient
        # statistics (1/2, -1/2, 0) and (0, 0, 1), the same whatever happened.
        dd = (win + loss) / 4 - mean**2
        dt = -mean * tie
        tt = tie * (1.0 - tie)
        return Derivatives(
            np.log(np.maximum(p, 1e-300)),
            _columns(0.5 - mean, -0.5 - mean, -mean),
            _columns(-tie, -tie, 1.0 - tie),
            _columns(dd, dd, dd),
            _columns(dt, dt, dt),
            _columns(tt, tt, tt),
        )

    def probabilities(self, d: Floats, t: float) -> Floats:
        logits = _columns(d / 2, -d / 2, np.full_like(d, t))
        e = np.exp(logits - logits.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)


class _RaoKupper:
    has_tie_parameter = True
    start = 0.5

    def sums(self, w: Floats, d: Floats, t: float) -> Sums:
        if t <= 0.0:
            # Outside of the model: no likelihood, so the fit turns back.
            zero = np.zeros_like(d)
            return Sums(-np.inf, zero, zero, zero, zero, zero)
        return _added(w, self.derivatives(d, t))

    def derivatives(self, d: Floats, t: float) -> Derivatives:
        win, loss = logistic(d - t), logistic(-d - t)
        q, r = 1.0 - win, 1.0 - loss
        vw, vl = win * q, loss * r
        # P(tie) = (exp(2t) - 1) P(win) P(loss). With k = 1 / (exp(2t) - 1) the derivatives of the logarithm of
        # the first factor are 2(1 + k) and -4k(1 + k); written with exp(-2t) they hold for any t.
        rest = -float(np.expm1(-2.0 * t))
        k = float(np.exp(-2.0 * t)) / rest
        log_win, log_loss = -np.logaddexp(0.0, t - d), -np.logaddexp(0.0, t + d)
        return Derivatives(
            _columns(log_win, log_loss, 2.0 * t + np.log(rest) + log_win + log_loss),
            _columns(q, -r, loss - win),
            _columns(-q, -r, 2.0 * (1.0 + k) - q - r),
            _columns(vw, vl, vw + vl),
            _columns(-vw, vl, vl - vw),
            _columns(vw, vl, 4.0 * k * (1.0 + k) + vw + vl),
        )

    def probabilities(self, d: Floats, t: float) -> Floats:
        win, loss = logistic(d - t), logistic(-d - t)
        return _columns(win, loss, 1.0 - win - loss)
