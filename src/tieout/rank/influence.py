"""Who moves a rank: single voters, and small blocks of them.

Without voter v the strengths become, to first order, x - H^+ S_v (the one-step estimate of case deletion,
Pregibon 1981), S_v being the sum of v's derivatives. That ranks all voters at the price of one matrix
product; the few most influential are then really left out and the board fitted again, so a reported change
of rank is computed, not estimated.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .board import Board, points
from .counts import Counts, Floats
from .covariance import bread, normal_quantile, sandwich, standard_errors, voter_scores
from .fit import ELO, fit_counts
from .graph import estimable
from .ranks import rank_ub
from .voters import VoterCells

__all__ = ["Influence", "find_influence"]


@dataclass(frozen=True, slots=True)
class Influence:
    """What leaving some voters out does to one model.

    ``share`` is their part of the board's votes; ``score`` the change in points of the model's score,
    ``rank_with`` and ``rank_without`` its rank (UB) with and without them (``None``: no finite score any more).
    """

    voters: tuple[str, ...]
    votes: int
    share: float
    model: str
    score: float
    rank_with: int
    rank_without: int | None


def find_influence(
    board: Board, cells: VoterCells, *, most: int = 5, block: float = 0.01
) -> tuple[Influence, ...]:
    """The voters, and blocks of at most ``block`` of all voters, whose leaving changes a displayed model's rank.

    For each model the voters who push its score most in one direction form the block. The ``most`` single
    voters and the ``most`` blocks with the largest first-order effect are refitted; those that change a rank
    are returned, single voters first.
    """
    fit = board.fit
    shown = [fit.counts.models.index(model) for model in board.models]
    if not shown or not len(cells.keys):
        return ()
    effects = _effects(board, cells)[:, shown]
    size = max(2, int(block * len(cells.keys)))
    singles = _largest_single(effects, most)
    blocks = _largest_blocks(effects, size, most) if len(cells.keys) > 2 * size else []
    out: list[Influence] = []
    for members, place in [*singles, *blocks]:
        found = _without(board, cells, members, place)
        if found is not None:
            out.append(found)
    return tuple(out)


def _effects(board: Board, cells: VoterCells) -> Floats:
    """Change of each strength if each voter is left out, to first order, (voters, models)."""
    fit = board.fit
    inverse = bread(fit)
    m = len(fit.x)
    parts = [
        -(scores @ inverse)[:, :m]
        for scores in voter_scores(fit, cells.voter, cells.pair, cells.outcome, cells.weight)
    ]
    return np.concatenate(parts)


def _largest_single(effects: Floats, most: int) -> list[tuple[np.ndarray, int]]:
    """The voters with the largest effect on any shown model."""
    place = np.abs(effects).argmax(axis=1)
    size = np.abs(effects)[np.arange(len(effects)), place]
    return [(np.array([v]), int(place[v])) for v in np.argsort(-size, kind="stable")[:most].tolist()]


def _largest_blocks(effects: Floats, size: int, most: int) -> list[tuple[np.ndarray, int]]:
    """For each model the ``size`` voters that push it most up, and most down; the blocks with the largest sum."""
    found: list[tuple[float, np.ndarray, int]] = []
    for place in range(effects.shape[1]):
        column = effects[:, place]
        for chosen in (np.argpartition(column, size)[:size], np.argpartition(-column, size)[:size]):
            found.append((abs(float(column[chosen].sum())), np.sort(chosen), place))
    found.sort(key=lambda item: (-item[0], item[2]))
    return [(members, place) for _, members, place in found[:most]]


def _without(board: Board, cells: VoterCells, members: np.ndarray, place: int) -> Influence | None:
    """Fit again without the members; ``None`` when the model keeps its rank."""
    fit, settings = board.fit, board.settings
    model = board.models[place]
    leaving = np.isin(cells.voter, members)
    cell = cells.pair[leaving] * 3 + cells.outcome[leaving]
    size = 3 * fit.counts.pairs
    n = np.maximum(fit.counts.n - np.bincount(cell, cells.votes[leaving], size).reshape(-1, 3), 0.0)
    w = np.maximum(fit.counts.w - np.bincount(cell, cells.weight[leaving], size).reshape(-1, 3), 0.0)
    # Squares of weights are not kept by voter; they shrink in the same proportion as the weights.
    w2 = fit.counts.w2 * np.divide(w, fit.counts.w, out=np.zeros_like(w), where=fit.counts.w > 0)
    rest = _present(replace(fit.counts, n=n, w=w, w2=w2))
    kept = estimable(rest).kept if fit.ridge == 0 else np.arange(len(rest.models))
    inside = rest.only(kept)
    votes = round(float(cells.votes[leaving].sum()))
    names = cells.names(members.tolist())
    share = votes / board.votes
    before = board[model]
    if model not in inside.models or inside.pairs == 0:
        return Influence(names, votes, share, model, 0.0, before.rank, None)
    again = fit_counts(inside, fit.rule, ridge=fit.ridge)
    score = points(again.x, replace(settings, anchor=None), inside.models)
    reach = ELO * normal_quantile(settings.level) * standard_errors(sandwich(again), len(inside.models))
    shown = [inside.models.index(name) for name in board.models if name in inside.models]
    ranks = rank_ub((score - reach)[shown], (score + reach)[shown])
    here = shown.index(inside.models.index(model))
    # Against the same rule without clustering or anchor, so that only the votes differ.
    plain = _plain_rank(board, model)
    if int(ranks[here]) == plain:
        return None
    old = settings.centre + ELO * float(fit.x[fit.counts.models.index(model)])
    return Influence(names, votes, share, model, float(score[shown[here]] - old), plain, int(ranks[here]))


def _present(counts: Counts) -> Counts:
    there = counts.n.sum(axis=1) > 0
    return Counts(
        counts.models, counts.a[there], counts.b[there], counts.n[there], counts.w[there], counts.w2[there]
    )


def _plain_rank(board: Board, model: str) -> int:
    fit = board.fit
    reach = normal_quantile(board.settings.level) * standard_errors(sandwich(fit), len(fit.x))
    shown = [fit.counts.models.index(name) for name in board.models]
    ranks = rank_ub((fit.x - reach)[shown], (fit.x + reach)[shown])
    return int(ranks[board.models.index(model)])
