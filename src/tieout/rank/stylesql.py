"""Style control for votes beyond memory: each Newton pass is one SQL statement.

The statement computes, for each pair, the sums that ``style.Moments`` needs; what comes back has as many
rows as there are pairs, however many votes there are. It is plain SQL over lists, aggregates and
arithmetic, so the same pass can run on another engine. What belongs to a pair (its number, the difference
of the two strengths, its weight) comes in by a join with a small table.
"""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .counts import Counts, Floats, pair_factors
from .flags import Flag
from .labels import A_WINS, B_WINS, DROPPED
from .style import Moments
from .stylerows import feature_sql
from .tally import Book

__all__ = ["MOST_ROWS_IN_MEMORY", "SqlRows", "SqlStyleTable", "sql_rows"]

#: Above this many votes (about 40 bytes each with four features) the passes run in SQL.
MOST_ROWS_IN_MEMORY = 20_000_000


@dataclass(frozen=True)
class SqlStyleTable:
    """Votes with features that stay where they are; the counterpart of ``stylerows.StyleTable``."""

    book: Book
    counts: Counts
    boards: tuple[Flag, ...] = ()

    @property
    def features(self) -> tuple[str, ...]:
        """The features' names."""
        return tuple(s.name for s in self.book.votes.columns.styles)

    @cached_property
    def unusable(self) -> int:
        """Votes whose features cannot be used."""
        found = self.book.votes.rows(f"SELECT count(*) FROM ({self.source(None)}) WHERE NOT isfinite(f_sum)")
        return int(found[0][0])

    def source(self, bit: int | None) -> str:
        """A subquery: pair, sign, outcome, weight and features of the votes of a board."""
        book = self.book
        m = len(book.models)
        styles = book.votes.columns.styles
        where = list(book.where) + ([self.boards[bit].sql] if bit is not None else [])
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        feature = [f"{feature_sql(s.a, s.b)}::DOUBLE AS f{i}" for i, s in enumerate(styles)]
        weight = book.votes.columns.weight or "1.0"
        outcome = [int(o) for o in book.outcomes]
        ones = _list([{A_WINS: 1.0, B_WINS: 0.0}.get(o, 0.5) for o in outcome])
        keep = _list([0 if o == DROPPED else 1 for o in outcome])
        names = [f"f{i}" for i in range(len(styles))]
        inner = f"SELECT {book.keys}, ({weight})::DOUBLE AS w, {', '.join(feature)} FROM {book.votes.table}{condition}"
        parts = (
            f"SELECT w, {', '.join(names)}, {' + '.join(names)} AS f_sum, a::INT - 1 AS a, b::INT - 1 AS b, "
            f"{ones}[label] AS won FROM ({inner}) "
            f"WHERE a IS NOT NULL AND b IS NOT NULL AND label IS NOT NULL AND {keep}[label] = 1"
        )
        return (
            f"SELECT (least(a, b) * {m} + greatest(a, b))::INT AS key, CASE WHEN a > b THEN -1.0 ELSE 1.0 END AS sign, "
            f"CASE WHEN a > b THEN 1.0 - won ELSE won END AS y, w, f_sum, {', '.join(names)} "
            f"FROM ({parts}) WHERE a <> b"
        )

    def pair_table(self, pairs: np.ndarray, difference: Floats, factor: Floats) -> str:
        """Write the pairs that count (indices of ``counts``) to a temporary table to join with; its name."""
        whole = self.counts
        keys = whole.a[pairs] * len(self.book.models) + whole.b[pairs]
        rows = ", ".join(
            f"({k}, {p}, {d!r}, {f!r})"
            for k, p, d, f in zip(
                keys.tolist(), pairs.tolist(), difference.tolist(), factor.tolist(), strict=True
            )
        )
        self.book.votes.execute(
            "CREATE OR REPLACE TEMP TABLE rank_pairs AS SELECT key, pair, d::DOUBLE AS d, factor::DOUBLE AS factor "
            f"FROM (VALUES {rows}) AS t(key, pair, d, factor)"
        )
        return "rank_pairs"


@dataclass(frozen=True)
class SqlRows:
    """The votes of one board, summed by SQL; implements ``style.StyleVotes``."""

    features: tuple[str, ...]
    table: SqlStyleTable
    source: str
    pairs: np.ndarray
    mean: Floats
    sd: Floats
    used: tuple[int, ...]
    factors: Floats | None
    voter: None = None

    def moments(self, difference: Floats, beta: Floats) -> Moments:
        """The sums of one pass; see ``style.StyleVotes``."""
        k = len(self.features)
        factor = np.ones(len(self.pairs)) if self.factors is None else self.factors
        pairs = self.table.pair_table(self.pairs, difference, factor)
        z = [
            f"sign * (f{i} - {float(self.mean[j])!r}) / {float(self.sd[j])!r}"
            for j, i in enumerate(self.used)
        ]
        first = (
            f"SELECT pair, y, w * factor AS w, d, {', '.join(f'{sql} AS z{j}' for j, sql in enumerate(z))} "
            f"FROM ({self.source}) JOIN {pairs} USING (key) WHERE isfinite(f_sum)"
        )
        eta = " + ".join(["d", *(f"{float(beta[j])!r} * z{j}" for j in range(k))])
        second = f"SELECT *, 1.0 / (1.0 + exp(-({eta}))) AS p FROM ({first})"
        third = f"SELECT *, w * (y - p) AS r, w * p * (1.0 - p) AS v FROM ({second})"
        sums = ["sum(r)", "sum(v)", "sum(r * r)"]
        sums += [f"sum(v * z{j})" for j in range(k)] + [f"sum(r * r * z{j})" for j in range(k)]
        sums += [f"sum(r * z{j})" for j in range(k)]
        square = [(i, j) for i in range(k) for j in range(i, k)]
        sums += [f"sum(v * z{i} * z{j})" for i, j in square] + [
            f"sum(r * r * z{i} * z{j})" for i, j in square
        ]
        listed = ", ".join(f"{s} AS s{i}" for i, s in enumerate(sums))
        found = self.table.book.votes.arrays(
            f"SELECT pair, {listed} FROM ({third}) GROUP BY pair ORDER BY pair"
        )
        got = np.searchsorted(self.pairs, found["pair"])
        values = np.zeros((len(sums), len(self.pairs)))
        for i in range(len(sums)):
            values[i, got] = found[f"s{i}"]
        totals = values[3 + 2 * k :].sum(axis=1)
        return Moments(
            values[0],
            values[1],
            values[3 : 3 + k].T,
            totals[:k],
            _symmetric(totals[k : k + len(square)], square, k),
            values[2],
            values[3 + k : 3 + 2 * k].T,
            _symmetric(totals[k + len(square) :], square, k),
        )


def sql_rows(
    table: SqlStyleTable, counts: Counts, *, bit: int | None, reweight_floor: int | None
) -> tuple[SqlRows, Counts]:
    """The rows of one board and the counts of exactly these rows; the counterpart of ``stylerows.board_rows``."""
    whole = table.counts
    number = {model: i for i, model in enumerate(counts.models)}
    position = np.array([number.get(model, -1) for model in whole.models])
    allowed = np.flatnonzero((position[whole.a] >= 0) & (position[whole.b] >= 0))
    source = table.source(bit)
    k = len(table.features)
    stats = ", ".join(f"sum(f{i}), sum(f{i} * f{i})" for i in range(k))
    pair_table = table.pair_table(allowed, np.zeros(len(allowed)), np.ones(len(allowed)))
    rows = np.array(
        table.book.votes.rows(
            f"SELECT pair, count(*) FILTER (WHERE y = 1.0), count(*) FILTER (WHERE y = 0.0), "
            f"count(*) FILTER (WHERE y = 0.5), {stats} FROM ({source}) JOIN {pair_table} USING (key) "
            f"WHERE isfinite(f_sum) GROUP BY pair ORDER BY pair"
        ),
        dtype=np.float64,
    ).reshape(-1, 4 + 2 * k)
    pairs = rows[:, 0].astype(np.int64)
    n = rows[:, 1:4]
    total = max(float(n.sum()), 1.0)
    mean = rows[:, 4::2].sum(axis=0) / total
    sd = np.sqrt(np.maximum(rows[:, 5::2].sum(axis=0) / total - mean**2, 0.0))
    used = tuple(np.flatnonzero(sd > 1e-9).tolist())
    row_counts = Counts(counts.models, position[whole.a[pairs]], position[whole.b[pairs]], n, n, n)
    factors = None if reweight_floor is None else pair_factors(row_counts, reweight_floor)
    picked = list(used)
    out = SqlRows(
        tuple(table.features[i] for i in used), table, source, pairs, mean[picked], sd[picked], used, factors
    )
    return out, row_counts


def _symmetric(values: Floats, where: list[tuple[int, int]], k: int) -> Floats:
    out = np.zeros((k, k))
    for value, (i, j) in zip(values, where, strict=True):
        out[i, j] = out[j, i] = value
    return out


def _list(values: list[float] | list[int]) -> str:
    return "[" + ", ".join(repr(v) for v in values) + "]"
