"""Which strengths the votes can determine at all.

A maximum-likelihood fit of paired comparisons exists exactly when, however the models are split in
two groups, each group has beaten (or tied) somebody of the other at least once (Ford 1957): the graph
with an edge from loser to winner is strongly connected. Where it is not, some strengths are infinite;
they are named here, not hidden behind a penalty. Leaving such models out does not bias the others: the
likelihood's limit, as an undefeated model's strength grows, is the likelihood without its votes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .counts import Counts, Ints

__all__ = ["Estimable", "Unranked", "estimable", "tie_parameter_exists"]


@dataclass(frozen=True, slots=True)
class Unranked:
    """A model that gets no rank, and why.

    ``reason`` is one of ``undefeated`` (no loss or tie against the ranked models, directly or through
    others), ``winless``, ``disconnected`` (never met them), ``separated`` (each group only ever won
    or lost against the other), ``too_few_votes``.
    """

    model: str
    votes: int
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Estimable:
    """The models whose strengths are finite (indices) and those left out."""

    kept: Ints
    left_out: tuple[Unranked, ...]


def estimable(counts: Counts, names: Sequence[str] | None = None) -> Estimable:
    """The largest group of models that the votes tie together both ways; the others with the reason.

    Of two groups of the same size the one with more votes is kept.

    >>> import numpy as np
    >>> from tieout.rank.counts import fold
    >>> c = fold(["a", "b", "c"], np.array([0, 1, 0]), np.array([1, 0, 2]), np.array([0, 0, 0]), np.array([2, 1, 9]))
    >>> found = estimable(c)
    >>> found.kept.tolist(), found.left_out[0].model, found.left_out[0].reason
    ([0, 1], 'c', 'winless')
    """
    m = len(counts.models)
    if _all_tied_together(counts):
        return Estimable(np.arange(m), ())
    ups, downs = _edges(counts)
    label = _components(m, ups, downs)
    votes = counts.votes_by_model
    groups = np.unique(label)
    size = {g: (int((label == g).sum()), float(votes[label == g].sum())) for g in groups.tolist()}
    best = max(groups.tolist(), key=lambda g: (*size[g], -g))
    kept = np.flatnonzero(label == best)
    above = _reach(m, ups, kept)
    below = _reach(m, downs, kept)
    models = names or counts.models
    left = tuple(
        _unranked(models[i], int(votes[i]), bool(above[i]), bool(below[i]), size[int(label[i])][0])
        for i in np.flatnonzero(label != best).tolist()
    )
    return Estimable(kept, left)


def tie_parameter_exists(counts: Counts) -> bool:
    """True when a model of ties as outcomes of their own has a finite tie parameter.

    It needs a tie somewhere (else the parameter falls without limit) and a circle of wins, of which two models
    that each beat the other are the smallest: without one, ever larger differences together with an ever larger
    tie parameter fit ever better.

    >>> import numpy as np
    >>> from tieout.rank.counts import fold
    >>> one_way = fold(["x", "y"], np.array([0, 0]), np.array([1, 1]), np.array([0, 2]), np.array([5, 3]))
    >>> both_ways = fold(["x", "y"], np.array([0, 0, 0]), np.array([1, 1, 1]), np.array([0, 1, 2]), np.array([5, 1, 3]))
    >>> tie_parameter_exists(one_way), tie_parameter_exists(both_ways)
    (False, True)
    """
    if not (counts.w[:, 2] > 0).any():
        return False
    m = len(counts.models)
    beats = np.zeros((m, m), dtype=bool)
    beats[counts.a, counts.b] = counts.w[:, 0] > 0
    beats[counts.b, counts.a] = counts.w[:, 1] > 0
    alive = np.ones(m, dtype=bool)
    while True:
        # Whoever beat nobody still there is on no circle; what is left when nobody more goes is one.
        still = alive & beats[:, alive].any(axis=1)
        if still.sum() == alive.sum():
            return bool(alive.any())
        alive = still


def _all_tied_together(counts: Counts) -> bool:
    """The usual case, found quickly: from one model every other can be reached upwards and downwards."""
    m = len(counts.models)
    beaten = np.zeros((m, m), dtype=bool)
    tied = counts.w[:, 2] > 0
    beaten[counts.b, counts.a] = (counts.w[:, 0] > 0) | tied
    beaten[counts.a, counts.b] = (counts.w[:, 1] > 0) | tied
    return _reaches_all(beaten) and _reaches_all(beaten.T)


def _reaches_all(edges: np.ndarray) -> bool:
    seen = np.zeros(len(edges), dtype=bool)
    front = np.zeros_like(seen)
    front[:1] = True
    while front.any():
        seen |= front
        front = edges[front].any(axis=0) & ~seen
    return bool(seen.all())


def _unranked(model: str, votes: int, above: bool, below: bool, company: int) -> Unranked:
    if votes == 0:
        return Unranked(model, votes, "disconnected", "no vote on this board")
    if not above and not below:
        return Unranked(
            model, votes, "disconnected", "never met the ranked models, directly or through others"
        )
    if company > 1:
        side = "never lost to" if above else "never won against"
        return Unranked(model, votes, "separated", f"it and {company - 1} more {side} the ranked models")
    if above:
        return Unranked(model, votes, "undefeated", "no loss and no tie: its strength has no upper limit")
    return Unranked(model, votes, "winless", "no win and no tie: its strength has no lower limit")


def _edges(counts: Counts) -> tuple[list[list[int]], list[list[int]]]:
    """For each model, those that beat or tied it (up) and those it beat or tied (down)."""
    m = len(counts.models)
    ups: list[list[int]] = [[] for _ in range(m)]
    downs: list[list[int]] = [[] for _ in range(m)]
    tied = counts.w[:, 2] > 0
    for wins, winner, loser in (
        (counts.w[:, 0] > 0, counts.a, counts.b),
        (counts.w[:, 1] > 0, counts.b, counts.a),
    ):
        for i in np.flatnonzero(wins | tied).tolist():
            ups[int(loser[i])].append(int(winner[i]))
            downs[int(winner[i])].append(int(loser[i]))
    return ups, downs


def _reach(m: int, edges: list[list[int]], start: Ints) -> np.ndarray:
    """Everything that can be reached from ``start`` along ``edges``, as a mask."""
    seen = np.zeros(m, dtype=bool)
    seen[start] = True
    queue = deque(start.tolist())
    while queue:
        for other in edges[queue.popleft()]:
            if not seen[other]:
                seen[other] = True
                queue.append(other)
    return seen


def _components(m: int, ups: list[list[int]], downs: list[list[int]]) -> Ints:
    """The strongly connected component of each model (Kosaraju, without recursion)."""
    order: list[int] = []
    seen = [False] * m
    for root in range(m):
        if seen[root]:
            continue
        seen[root] = True
        stack = [(root, 0)]
        while stack:
            node, i = stack.pop()
            if i < len(ups[node]):
                stack.append((node, i + 1))
                other = ups[node][i]
                if not seen[other]:
                    seen[other] = True
                    stack.append((other, 0))
            else:
                order.append(node)
    label = np.full(m, -1, dtype=np.int64)
    for number, root in enumerate(reversed(order)):
        if label[root] >= 0:
            continue
        label[root] = number
        stack_plain = [root]
        while stack_plain:
            for other in downs[stack_plain.pop()]:
                if label[other] < 0:
                    label[other] = number
                    stack_plain.append(other)
    return label
