"""A board: models with scores, intervals and ranks, and everything they were made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ..errors import UsageError
from .counts import Floats
from .covariance import normal_quantile
from .fit import ELO, Fit
from .graph import Unranked
from .settings import Settings
from .style import StyleFit

__all__ = ["Board", "Coefficient", "Entry", "WinChance"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One model on a board. Scores and bounds are unrounded points.

    ``rank`` is rank (UB); ``worst`` the last place the intervals allow. ``notes`` say what the rank rests
    on when that is little: ``few_votes`` (under 100), ``one_opponent``.
    """

    model: str
    rank: int
    worst: int
    score: float
    lower: float
    upper: float
    votes: int
    wins: int
    losses: int
    ties: int
    rank_style_control: int | None = None
    score_style_control: float | None = None
    lower_style_control: float | None = None
    upper_style_control: float | None = None
    rank_delta: int | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The effect of one feature of style: change of the log-odds per standard deviation, with its interval."""

    feature: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class WinChance:
    """What the board says about a meeting: P(the first wins), its interval, and P(tie) where ties are modelled.

    With ties as half wins, ``win`` is the expected share of the points, a tie counting one half.
    """

    win: float
    lower: float
    upper: float
    tie: float | None


@dataclass(frozen=True)
class Board:
    """One leaderboard: ``entries`` by rank and score, ``unranked`` models with the reason, and the fit behind them.

    ``covariance`` is that of the fitted strengths in natural log units (see ``covariance``); ``notes`` are
    sentences a reader of the board must know.
    """

    name: str
    entries: tuple[Entry, ...]
    unranked: tuple[Unranked, ...]
    votes: int
    fit: Fit
    covariance: Floats
    settings: Settings
    style: StyleFit | None = None
    notes: tuple[str, ...] = ()

    def __getitem__(self, model: str) -> Entry:
        """The entry of a model; ``KeyError`` when it has no rank on this board."""
        return self._by_model[model]

    @cached_property
    def _by_model(self) -> Mapping[str, Entry]:
        return {entry.model: entry for entry in self.entries}

    @property
    def models(self) -> tuple[str, ...]:
        """The displayed models in the order of the board."""
        return tuple(entry.model for entry in self.entries)

    @property
    def coefficients(self) -> tuple[Coefficient, ...]:
        """The style coefficients with intervals; () without style control."""
        if self.style is None:
            return ()
        reach = normal_quantile(self.settings.level) * self.style.beta_errors
        return tuple(
            Coefficient(name, float(b), float(b - r), float(b + r))
            for name, b, r in zip(self.style.features, self.style.beta, reach, strict=True)
        )

    def win_chance(self, first: str, second: str) -> WinChance:
        """The probability that ``first`` beats ``second``, with the interval of this board's level.

        The interval is that of the difference of strengths, carried through the outcome model; it uses the
        covariance of the two, so it is narrower than the two intervals together suggest.
        """
        i, j = self._index(first), self._index(second)
        d = float(self.fit.x[i] - self.fit.x[j])
        v = self.covariance
        reach = normal_quantile(self.settings.level) * float(
            np.sqrt(max(v[i, i] + v[j, j] - 2 * v[i, j], 0.0))
        )
        p = self.fit.model.probabilities(np.array([d, d - reach, d + reach]), self.fit.tie or 0.0)
        return WinChance(
            float(p[0, 0]), float(p[1, 0]), float(p[2, 0]), float(p[0, 2]) if self.fit.has_tie else None
        )

    def win_matrix(self) -> Floats:
        """P(row beats column) among the displayed models in the order of the board; the diagonal is NaN."""
        index = np.array([self._index(model) for model in self.models], dtype=np.int64)
        d = self.fit.x[index][:, None] - self.fit.x[index][None, :]
        out = self.fit.model.probabilities(d.ravel(), self.fit.tie or 0.0)[:, 0].reshape(d.shape)
        np.fill_diagonal(out, np.nan)
        return out

    def observed_matrix(self) -> Floats:
        """The share of points the row took from the column (a tie is half), NaN where the two never met."""
        counts = self.fit.counts
        m = len(counts.models)
        points = np.full((m, m), np.nan)
        total = counts.n.sum(axis=1)
        share = (counts.n[:, 0] + counts.n[:, 2] / 2) / total
        points[counts.a, counts.b], points[counts.b, counts.a] = share, 1.0 - share
        index = np.array([self._index(model) for model in self.models], dtype=np.int64)
        return points[np.ix_(index, index)]

    def _index(self, model: str) -> int:
        try:
            return self.fit.counts.models.index(model)
        except ValueError:
            raise UsageError(
                f"{model!r} has no score on board {self.name!r}",
                next_step=f"models are {', '.join(self.models[:10])}{' ...' if len(self.models) > 10 else ''}",
                model=model,
            ) from None

    def as_json(self) -> dict[str, Any]:
        """The board beyond its records: votes, unranked models, coefficients, notes."""
        out: dict[str, Any] = {
            "board": self.name,
            "votes": self.votes,
            "models": len(self.entries),
            "unranked": [
                {"model": u.model, "votes": u.votes, "reason": u.reason, "detail": u.detail}
                for u in self.unranked
            ],
            "notes": list(self.notes),
        }
        if self.fit.tie is not None:
            out["tie_parameter"] = self.fit.tie
        if self.style is not None:
            out["style"] = [
                {"feature": c.feature, "coefficient": c.value, "lower": c.lower, "upper": c.upper}
                for c in self.coefficients
            ]
        return out


def points(x: Floats, settings: Settings, models: tuple[str, ...]) -> Floats:
    """Strengths (natural log units, mean 0) as scores."""
    scores = settings.centre + ELO * x
    if settings.anchor is not None:
        model, at = settings.anchor
        if model not in models:
            raise UsageError(
                f"the anchor {model!r} has no score on this board",
                next_step=f"choose one of {', '.join(models[:10])}{' ...' if len(models) > 10 else ''}",
                model=model,
            )
        scores = scores + (at - scores[models.index(model)])
    return scores
