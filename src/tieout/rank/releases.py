"""Two releases of a board: which models moved beyond noise.

Scores of two releases are fitted separately and float: only differences within a release mean anything. So
both are centred on the models they share, and ranks are taken among these. A change of score is judged by
z = change / sqrt(se_old^2 + se_new^2), which treats the releases as independent; where the new one contains
the old one's votes the true error is smaller, so the test errs on the side of noise. A change of rank is
beyond noise when the places each release allows, from rank (UB) to the worst place, do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..errors import RankError
from .board import Board
from .covariance import normal_quantile
from .leaderboard import Leaderboard
from .ranks import rank_interval

__all__ = ["Comparison", "Move", "compare"]

Release = Leaderboard | Board | Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Move:
    """One model in both releases.

    Ranks and worst places are among the shared models; ``score_change`` is in points relative to their
    average, ``z`` that change in standard errors. ``score_moved``: |z| above 1.96; ``rank_moved``: the places
    do not overlap.
    """

    model: str
    rank_old: int
    rank_new: int
    worst_old: int
    worst_new: int
    score_change: float
    z: float
    score_moved: bool
    rank_moved: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """All shared models by new rank, and those that only one release has."""

    board: str
    moves: tuple[Move, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def beyond_noise(self) -> tuple[Move, ...]:
        """The models whose rank moved beyond noise."""
        return tuple(move for move in self.moves if move.rank_moved)

    def as_json(self) -> dict[str, Any]:
        """The comparison as plain data."""
        return asdict(self)


def compare(old: Release, new: Release, *, board: str = "overall", level: float = 0.95) -> Comparison:
    """Compare two releases: leaderboards, boards, or records of the tracker (also of published boards).

    ``level`` is that of the intervals in records; leaderboards know their own.

    Raises ``RankError`` when they share fewer than two models with a score and an interval.

    >>> old = [{"board": "overall", "model": m, "score": s, "ci_plus": 3, "ci_minus": -3}
    ...        for m, s in (("a", 1200), ("b", 1150), ("c", 1100))]
    >>> new = [dict(r, score=1150) if r["model"] == "a" else dict(r, score=1200) if r["model"] == "b" else r for r in old]
    >>> [(m.model, m.rank_old, m.rank_new, m.rank_moved) for m in compare(old, new).moves]
    [('b', 2, 1, True), ('a', 1, 2, True), ('c', 3, 3, False)]
    """
    before, se_before = _scores(old, board, level)
    after, se_after = _scores(new, board, level)
    shared = [model for model in after if model in before]
    if len(shared) < 2:
        raise RankError(
            f"the two releases share {len(shared)} models on board {board!r} with a score and an interval",
            next_step="compare the same board of two releases",
            board=board,
        )
    x0, s0 = _table(before, shared), np.array([se_before[m] for m in shared])
    x1, s1 = _table(after, shared), np.array([se_after[m] for m in shared])
    best0, worst0 = rank_interval(x0[:, 1], x0[:, 2])
    best1, worst1 = rank_interval(x1[:, 1], x1[:, 2])
    change = (x1[:, 0] - x1[:, 0].mean()) - (x0[:, 0] - x0[:, 0].mean())
    error = np.sqrt(s0**2 + s1**2)
    z = np.divide(change, error, out=np.zeros_like(change), where=error > 0)
    moves = [
        Move(
            model, int(best0[i]), int(best1[i]), int(worst0[i]), int(worst1[i]), float(change[i]), float(z[i]),
            bool(abs(z[i]) > 1.96), bool(best1[i] > worst0[i] or worst1[i] < best0[i]),
        )
        for i, model in enumerate(shared)
    ]  # fmt: skip
    moves.sort(key=lambda move: (move.rank_new, -float(x1[shared.index(move.model), 0]), move.model))
    return Comparison(
        board,
        tuple(moves),
        tuple(m for m in after if m not in before),
        tuple(m for m in before if m not in after),
    )


def _table(scores: Mapping[str, tuple[float, float, float]], models: Sequence[str]) -> np.ndarray:
    return np.array([scores[model] for model in models], dtype=np.float64)


def _scores(
    release: Release, board: str, level: float
) -> tuple[dict[str, tuple[float, float, float]], dict[str, float]]:
    """Score, lower and upper bound by model, and standard errors from the width of the interval."""
    if isinstance(release, Leaderboard):
        release = release[board]
    found: dict[str, tuple[float, float, float]] = {}
    if isinstance(release, Board):
        level = release.settings.level
        found = {e.model: (e.score, e.lower, e.upper) for e in release.entries}
    else:
        for row in release:
            if (
                row.get("board") not in (board, None)
                or row.get("score") is None
                or row.get("ci_plus") is None
            ):
                continue
            score = float(row.get("score_unrounded") or row["score"])
            lower = float(row.get("lower_unrounded") or score - abs(float(row["ci_minus"])))
            upper = float(row.get("upper_unrounded") or score + float(row["ci_plus"]))
            found[str(row["model"])] = (score, lower, upper)
    wide = 2 * normal_quantile(level)
    return found, {model: (upper - lower) / wide for model, (_, lower, upper) in found.items()}
