"""Votes with their style features in memory, sorted by pair, and the one pass a Newton step needs."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .counts import Counts, Floats, pair_factors
from .flags import Flag
from .labels import DROPPED
from .style import Moments
from .tally import Book

__all__ = ["BoardRows", "StyleTable", "board_rows", "feature_sql", "load_style"]

#: Rows handled at a time: the temporaries of a block stay in the processor's cache.
_BLOCK = 32_768


@dataclass(frozen=True, slots=True)
class StyleTable:
    """All votes with usable features, sorted by pair.

    ``pair`` indexes the pairs of ``counts`` (all votes); ``y`` is the outcome for the pair's first model
    (1, 0.5, 0), ``sign`` -1 where that model was shown as B; ``d`` (K, n) are the relative differences A
    minus B; ``boards`` has one bit per board; ``unusable`` counts votes left out because a feature was
    missing, negative or no number.
    """

    features: tuple[str, ...]
    counts: Counts
    pair: NDArray[Any]
    y: NDArray[np.float32]
    sign: NDArray[np.float32]
    d: NDArray[np.float32]
    weight: Floats | None
    boards: NDArray[np.int64] | None
    voter: NDArray[np.int64] | None
    unusable: int


@dataclass(frozen=True, slots=True)
class BoardRows:
    """The votes of one board, ready to be summed; implements ``style.StyleVotes``."""

    features: tuple[str, ...]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    y: NDArray[np.float32]
    z: NDArray[np.float32]
    weight: Floats | None
    voter: NDArray[np.int64] | None
    mean: Floats
    sd: Floats
    threads: int = 2

    def moments(self, difference: Floats, beta: Floats) -> Moments:
        """The sums of one pass; see ``style.StyleVotes``."""
        edges = range(0, len(self.y), _BLOCK)
        if len(edges) < 4 or self.threads == 1:
            return self._some(edges, difference, beta)
        shares = [edges[i :: self.threads] for i in range(self.threads)]
        with ThreadPoolExecutor(self.threads) as pool:
            return _total(list(pool.map(lambda share: self._some(share, difference, beta), shares)))

    def residuals(self, difference: Floats, beta: Floats) -> Floats:
        """weight * (outcome - p) of each vote, (n,), in the order of the rows."""
        eta = np.repeat(difference, self.lengths) + beta @ self.z
        out = self.y - 1.0 / (1.0 + np.exp(-eta))
        return out if self.weight is None else out * self.weight

    def _some(self, edges: Sequence[int], difference: Floats, beta: Floats) -> Moments:
        """The sums over the blocks that begin at ``edges``."""
        pairs, k = len(self.starts), len(self.features)
        by_pair = np.zeros((3 + 2 * k, pairs))
        rz, zvz, zrrz = np.zeros(k), np.zeros((k, k)), np.zeros((k, k))
        ends = self.starts + self.lengths
        for begin in edges:
            end = min(begin + _BLOCK, len(self.y))
            low = int(np.searchsorted(ends, begin, side="right"))
            high = int(np.searchsorted(self.starts, end, side="left"))
            inside = slice(low, high)
            cuts = np.maximum(self.starts[inside], begin) - begin
            count = np.minimum(ends[inside], end) - begin - cuts
            z = self.z[:, begin:end].astype(np.float64)
            p = np.repeat(difference[inside], count)
            p += beta @ z
            np.negative(p, out=p)
            np.exp(p, out=p)
            p += 1.0
            np.reciprocal(p, out=p)
            r = self.y[begin:end] - p
            v = p * (1.0 - p)
            if self.weight is not None:
                weight = self.weight[begin:end]
                r *= weight
                v *= weight
            rr = r * r
            vz, rrz = z * v, z * rr
            stacked = np.concatenate([r[None], v[None], rr[None], vz, rrz])
            by_pair[:, inside] += np.add.reduceat(stacked, cuts, axis=1)
            rz += z @ r
            zvz += vz @ z.T
            zrrz += rrz @ z.T
        return Moments(
            by_pair[0], by_pair[1], by_pair[3 : 3 + k].T, rz, zvz, by_pair[2], by_pair[3 + k :].T, zrrz
        )


def _total(parts: list[Moments]) -> Moments:
    first, *rest = parts
    for part in rest:
        first = Moments(*(getattr(first, name) + getattr(part, name) for name in Moments.__slots__))
    return first


def feature_sql(a: str, b: str) -> str:
    """The relative difference of a feature, NaN where a value is missing, negative or no number."""
    return (
        f"(CASE WHEN least({a}, {b}) >= 0 THEN ({a} - {b}) / ({a} + {b} + 1.0) ELSE 'nan'::DOUBLE END)::FLOAT"
    )


def load_style(
    book: Book, counts: Counts, boards: Sequence[Flag] = (), *, with_voters: bool = False
) -> StyleTable:
    """Read the votes with their features once, for all boards; ``counts`` are those of all votes."""
    columns = book.votes.columns
    wanted = [book.keys]
    wanted += [f"{feature_sql(s.a, s.b)} AS f{i}" for i, s in enumerate(columns.styles)]
    if columns.weight:
        wanted.append(f"{columns.weight} AS w")
    if boards:
        bits = " + ".join(f"(({flag.sql})::BIGINT << {i})" for i, flag in enumerate(boards))
        wanted.append(f"({bits}) AS boards")
    if with_voters and columns.voter:
        wanted.append(f"CASE WHEN {columns.voter} IS NOT NULL THEN hash({columns.voter}) END AS voter")
    found = book.votes.arrays(f"SELECT {', '.join(wanted)} FROM {{votes}}{book.condition}")
    d = [np.ma.filled(found[f"f{i}"], np.nan) for i in range(len(columns.styles))]
    pair, y, sign = _oriented(book, counts, found)
    order = np.argsort(pair, kind="stable")  # 16-bit numbers are sorted by radix
    order = order[: int(np.searchsorted(pair[order], counts.pairs))]
    stacked = np.empty((len(d), len(order)), dtype=np.float32)
    for i, column in enumerate(d):
        np.take(column, order, out=stacked[i])
    usable = np.isfinite(stacked.sum(axis=0))
    unusable = len(order) - int(usable.sum())
    if unusable:
        order, stacked = order[usable], np.ascontiguousarray(stacked[:, usable])
    voter = None
    if "voter" in found:
        voter = np.unique(np.ma.getdata(found["voter"])[order], return_inverse=True)[1].astype(np.int64)
        nameless = np.flatnonzero(np.ma.getmaskarray(found["voter"])[order])
        voter[nameless] = len(voter) + nameless  # a vote without a voter stands for itself
    return StyleTable(
        tuple(s.name for s in columns.styles),
        counts,
        pair[order],
        y[order],
        sign[order],
        stacked,
        np.ma.filled(found["w"], 0.0)[order].astype(np.float64) if "w" in found else None,
        np.ma.filled(found["boards"], 0)[order].astype(np.int64) if "boards" in found else None,
        voter,
        unusable,
    )


def _oriented(book: Book, counts: Counts, found: Mapping[str, Any]) -> tuple[NDArray[Any], ...]:
    """Pair, outcome and sign of each vote; the pair is ``counts.pairs`` for votes that do not count."""
    m = len(book.models)
    first, second, outcome, whole = book.split(found)
    numbered = np.full(m * m, counts.pairs, dtype=np.uint16 if counts.pairs < 65_535 else np.int32)
    numbered[counts.a * m + counts.b] = np.arange(counts.pairs)
    numbered[counts.b * m + counts.a] = np.arange(counts.pairs)
    pair = numbered[first * np.int32(m) + second]
    pair[~whole | (outcome == DROPPED)] = counts.pairs
    swapped = first > second
    won = np.array([1.0, 0.0, 0.5, 0.5], dtype=np.float32)[outcome]
    y = np.where(swapped, np.float32(1.0) - won, won)
    return pair, y, np.where(swapped, np.float32(-1.0), np.float32(1.0))


def board_rows(
    table: StyleTable, counts: Counts, *, bit: int | None = None, reweight_floor: int | None = None
) -> tuple[BoardRows, Counts]:
    """The rows of one board among the models of ``counts``, and the counts of exactly these rows.

    ``bit`` is the board's place in ``StyleTable.boards``. Features are centred and scaled over these rows;
    a feature that never varies is left out. The models of ``counts`` stand in the order of the table's.
    """
    whole = table.counts
    number = {model: i for i, model in enumerate(counts.models)}
    position = np.array([number.get(model, -1) for model in whole.models])
    kept_pair = (position[whole.a] >= 0) & (position[whole.b] >= 0)
    inside = None if kept_pair.all() else kept_pair[table.pair]
    if bit is not None and table.boards is not None:
        on_board = (table.boards >> bit) & 1 == 1
        inside = on_board if inside is None else inside & on_board

    rows = None if inside is None else np.flatnonzero(inside)

    def cut(values: NDArray[Any]) -> NDArray[Any]:
        return values if rows is None else values.take(rows, axis=-1)

    pair, y, sign, d = cut(table.pair), cut(table.y), cut(table.sign), cut(table.d)
    # The mean is over the votes as shown (A minus B); turning a row round turns its centred value too.
    mean = np.array([row.mean(dtype=np.float64) for row in d]) if len(y) else np.zeros(len(d))
    sd = np.array([row.std(dtype=np.float64) for row in d]) if len(y) else np.zeros(len(d))
    used = np.flatnonzero(sd > 1e-9)
    z = np.empty((len(used), len(y)), dtype=np.float32)
    for row, i in enumerate(used.tolist()):
        np.subtract(d[i], np.float32(mean[i]), out=z[row])
        z[row] *= np.float32(1.0 / sd[i])
        z[row] *= sign
    cell = pair.astype(np.int64) * 3 + np.where(y == 0.5, 2, 0) + (y == 0)
    n = np.bincount(cell, minlength=3 * whole.pairs).reshape(-1, 3).astype(np.float64)
    met = np.flatnonzero(n.sum(axis=1) > 0)
    n = n[met]
    lengths = n.sum(axis=1).astype(np.int64)
    row_counts = Counts(counts.models, position[whole.a[met]], position[whole.b[met]], n, n, n)
    weight = None if table.weight is None else cut(table.weight)
    if reweight_floor is not None:
        factor = np.repeat(pair_factors(row_counts, reweight_floor), lengths)
        weight = factor if weight is None else weight * factor
    return BoardRows(
        tuple(table.features[i] for i in used),
        np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64),
        lengths,
        y,
        z,
        weight,
        None if table.voter is None else cut(table.voter),
        mean[used],
        sd[used],
    ), row_counts
