"""Who voted for what: cells by voter, for cluster-robust intervals and for influence."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..errors import RankError
from .columns import votes_sql
from .counts import Counts, Floats, Ints, fold
from .flags import Flag
from .labels import A_WINS, B_WINS, DROPPED
from .tally import Book

__all__ = ["VoterCells", "VoterTable", "load_voters"]


@dataclass(frozen=True, slots=True)
class VoterCells:
    """Cells (voter, pair, outcome) of one board, sorted by voter; pairs index the board's counts.

    ``votes`` counts, ``weight`` sums weights (reweighting included); ``keys`` are the voters' hashes. ``alone``
    are the counts of votes without a voter, which stand for themselves.
    """

    book: Book
    keys: NDArray[np.uint64]
    voter: Ints
    pair: Ints
    outcome: Ints
    votes: Floats
    weight: Floats
    alone: Counts | None

    @property
    def votes_by_voter(self) -> Floats:
        """How many votes each cast on this board."""
        return np.bincount(self.voter, self.votes, len(self.keys))

    def names(self, voters: Sequence[int]) -> tuple[str, ...]:
        """The names of voters by their numbers: looked up now, so that millions of names are never held."""
        if not len(voters):
            return ()
        column = self.book.votes.columns.voter
        keys = [int(self.keys[v]) for v in voters]
        rows = self.book.votes.rows(
            f"SELECT DISTINCT hash({column}) AS k, CAST({column} AS VARCHAR) FROM {{votes}} "
            f"WHERE {column} IS NOT NULL AND hash({column}) IN ({', '.join(map(str, keys))})"
        )
        known = {int(key): str(name) for key, name in rows}
        return tuple(known[key] for key in keys)


@dataclass(frozen=True, slots=True)
class VoterTable:
    """All cells (voter, model, model, outcome) that count, as read."""

    book: Book
    keys: NDArray[np.uint64]
    voter: Ints
    first: Ints
    second: Ints
    outcome: Ints
    votes: Floats
    weight: Floats

    def cells(self, counts: Counts, factors: Floats | None = None) -> VoterCells:
        """The cells among the models of ``counts``; ``factors`` is the reweighting of its pairs."""
        number = {model: i for i, model in enumerate(counts.models)}
        position = np.array([number.get(model, -1) for model in self.book.models])
        a, b = position[self.first], position[self.second]
        m = len(counts.models)
        key = np.minimum(a, b) * m + np.maximum(a, b)
        # A key beyond all others ends the list, so that every search has an answer, also among no pairs.
        known = np.append(counts.a * m + counts.b, m * m)
        pair = np.minimum(np.searchsorted(known, key), len(known) - 1)
        inside = (a >= 0) & (b >= 0) & (known[pair] == key)
        swapped = a > b
        outcome = np.where(
            swapped & (self.outcome == A_WINS),
            B_WINS,
            np.where(swapped & (self.outcome == B_WINS), A_WINS, self.outcome),
        )
        weight = self.weight if factors is None else self.weight * np.append(factors, 0.0)[pair]
        named = inside & (self.voter >= 0)
        present, voter = np.unique(self.voter[named], return_inverse=True)
        order = np.argsort(voter, kind="stable")
        alone = inside & (self.voter < 0)
        rest = None
        if alone.any():
            rest = fold(counts.models, a[alone], b[alone], self.outcome[alone], self.votes[alone])
        return VoterCells(
            self.book,
            self.keys[present],
            voter[order].astype(np.int64),
            pair[named][order],
            outcome[named][order],
            self.votes[named][order],
            weight[named][order],
            rest,
        )


def load_voters(book: Book, board: Flag | None = None) -> VoterTable:
    """Read the cells by voter; of one board only when it is given.

    Raises ``RankError`` when the votes do not say who voted.
    """
    columns = book.votes.columns
    if columns.voter is None:
        raise RankError(
            f"{book.votes.origin} has no column of voters, which cluster-robust intervals and influence need",
            next_step="name it with mapping={'voter': 'YOUR COLUMN'} (--column voter=YOUR_COLUMN)",
        )
    where = [*book.where, *([board.sql] if board else [])]
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    times = f"{columns.count} * " if columns.count else ""
    weight = f"sum({times}{columns.weight})" if columns.weight else votes_sql(columns)
    found = book.votes.arrays(
        f"SELECT CASE WHEN {columns.voter} IS NOT NULL THEN hash({columns.voter}) END AS voter, "
        f"{book.keys}, {votes_sql(columns)} AS n, {weight} AS w "
        f"FROM {{votes}}{condition} GROUP BY 1, 2, 3, 4"
    )
    first, second, outcome, whole = book.split(found)
    good = whole & (first != second) & (outcome != DROPPED)
    voter = found["voter"][good]
    missing = np.ma.getmaskarray(voter)
    keys, index = np.unique(np.ma.getdata(voter)[~missing].astype(np.uint64), return_inverse=True)
    number = np.full(len(voter), -1, dtype=np.int64)
    number[~missing] = index
    return VoterTable(
        book,
        keys,
        number,
        first[good],
        second[good],
        outcome[good],
        np.ma.getdata(found["n"])[good].astype(np.float64),
        np.ma.getdata(found["w"])[good].astype(np.float64),
    )
