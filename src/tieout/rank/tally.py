"""Counting votes in SQL: one scan, one row per (model, model, label), for all boards together."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..errors import RankError
from .columns import votes_sql
from .counts import Counts, Ints, fold
from .flags import Flag
from .labels import DROPPED, read_labels
from .paths import literal
from .votes import Votes

__all__ = ["MOST_MODELS", "Book", "Tally", "open_book", "tally"]

#: A board is fitted with dense matrices of models x models; beyond this a column holds something else.
MOST_MODELS = 5_000

#: Up to here a lookup in a constant list, done once per dictionary entry, beats an enumeration.
_LIST_LOOKUP = 1_000


@dataclass(slots=True)
class Book:
    """What the scan needs to know before it starts: the names, the labels, and which votes count.

    ``models`` are sorted by name (the result does not depend on the order of the file). ``a``, ``b`` and
    ``label`` are SQL for the places, from 1, of the two models and of the winner's label in ``models`` and
    ``labels``, NULL where one is missing. ``where`` are conditions a vote must meet; ``outcomes`` gives the
    outcome of each label.
    """

    votes: Votes
    models: tuple[str, ...]
    labels: tuple[str, ...]
    outcomes: Ints
    a: str
    b: str
    label: str
    where: tuple[str, ...] = ()
    dropped: dict[str, int] = field(default_factory=dict)

    @property
    def keys(self) -> str:
        """The three places as columns ``a``, ``b``, ``label`` of a SELECT."""
        return f"{self.a} AS a, {self.b} AS b, {self.label} AS label"

    def split(self, found: Mapping[str, Any]) -> tuple[Ints, Ints, Ints, NDArray[np.bool_]]:
        """Model A, model B and outcome (from 0) of fetched keys, and which of them are complete.

        Incomplete rows hold zeros.
        """
        whole = np.ones(len(found["a"]), dtype=bool)
        places = []
        for name in ("a", "b", "label"):
            column = found[name]
            if np.ma.isMaskedArray(column):
                whole &= ~np.ma.getmaskarray(column)
                column = np.ma.filled(column, 1)
            places.append(column.astype(np.int32) - 1)
        return places[0], places[1], self.outcomes[places[2]], whole

    @property
    def condition(self) -> str:
        """The WHERE clause, empty when every vote counts."""
        return f" WHERE {' AND '.join(self.where)}" if self.where else ""


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of each board, and how many votes were left out and why."""

    boards: Mapping[str, Counts]
    dropped: Mapping[str, int]
    labels: Mapping[str, int]


def open_book(
    votes: Votes,
    *,
    before: float | None = None,
    labels: Mapping[str, str] | None = None,
    drop_unknown: bool = False,
) -> Book:
    """Read the names and labels that occur and fix which votes count.

    ``before`` keeps votes earlier than that second (see ``votes.cutoff``). Votes that were not
    anonymous are left out where the file tells, as the Arena does.

    Raises ``RankError`` for no votes at all, unknown labels, or more than ``MOST_MODELS`` names.
    """
    where, dropped = _conditions(votes, before)
    models, nameless, label_counts, label = _vocabulary(votes)
    dropped.update({"a model's name is missing": nameless} if nameless else {})
    unlabelled = label_counts.pop(None, 0)
    if unlabelled:
        dropped["the winner is missing"] = unlabelled
    known = {str(label): n for label, n in label_counts.items()}
    if not known or not models:
        raise RankError(
            f"{votes.origin} has no votes" + (f" ({unlabelled:,} without a winner)" if unlabelled else ""),
            next_step="check the export and the column of the winner",
            dropped=dropped,
        )
    read = read_labels(known, given=labels, drop_unknown=drop_unknown)
    names = tuple(read)
    outcomes = np.array([read[label] for label in names], dtype=np.int64)
    return Book(votes, models, names, outcomes, *_places(votes, models, names, label), where, dropped)


def tally(book: Book, boards: Sequence[Flag] = ()) -> Tally:
    """Count every board in one scan; the board ``overall`` holds all votes that count.

    Self-battles and dropped labels are left out of the counts and named in ``dropped``.
    """
    votes = book.votes
    weight = votes.columns.weight
    if weight is not None:
        _check_weights(book, weight)
    if votes.columns.count is not None:
        _check_counts(book, votes.columns.count)
    times = f"{votes.columns.count} * " if votes.columns.count else ""
    sums = [f"sum({votes.columns.count})" if times else "count(*)"]
    if weight:
        sums += [f"sum({times}{weight})", f"sum({times}({weight}) * ({weight}))"]
    columns = list(sums)
    for board in boards:
        columns += [f"{s} FILTER (WHERE {board.sql})" for s in sums]
    listed = ", ".join(f"{c} AS c{i}" for i, c in enumerate(columns))
    found = votes.arrays(f"SELECT {book.keys}, {listed} FROM {{votes}}{book.condition} GROUP BY 1, 2, 3")
    # Incomplete votes (a missing name or label) were counted when the book was opened.
    first, second, outcome, whole = book.split(found)
    numbers = [np.ma.filled(found[f"c{i}"], 0).astype(np.float64) for i in range(len(columns))]
    dropped = dict(book.dropped)
    selfish, unwanted = whole & (first == second), whole & (outcome == DROPPED)
    for reason, mask in (("a model met itself", selfish), ("the label was dropped", unwanted & ~selfish)):
        if mask.any():
            dropped[reason] = int(numbers[0][mask].sum())
    good = whole & ~selfish & ~unwanted
    places = np.ma.filled(found["label"], 0).astype(np.int64)
    labels = np.bincount(places[whole], numbers[0][whole], len(book.labels) + 1)[1:]
    result: dict[str, Counts] = {}
    step = len(sums)
    for i, name in enumerate(["overall", *(board.name for board in boards)]):
        n, *weights = (numbers[i * step + j] for j in range(step))
        present = good & (n > 0)
        pick = [x[present] for x in weights]
        result[name] = fold(book.models, first[present], second[present], outcome[present], n[present], *pick)
    return Tally(result, dropped, {label: int(n) for label, n in zip(book.labels, labels, strict=True)})


def _conditions(votes: Votes, before: float | None) -> tuple[tuple[str, ...], dict[str, int]]:
    """The votes that count, and how many each condition leaves out."""
    columns = votes.columns
    wanted: list[tuple[str, str]] = []
    if columns.anonymous is not None:
        wanted.append(("the vote was not anonymous", f"COALESCE({columns.anonymous}, TRUE)"))
    if before is not None:
        if columns.time is None:
            raise RankError(
                f"{votes.origin} has no column of times, so an as-of date selects nothing",
                next_step="name it with mapping={'time': 'YOUR COLUMN'}, or leave the date out",
            )
        wanted.append(("the vote has no readable time", f"{columns.time} IS NOT NULL"))
        wanted.append(
            ("the vote is later than the as-of date", f"COALESCE({columns.time} < {before!r}, TRUE)")
        )
    if not wanted:
        return (), {}
    listed = ", ".join(f"{votes_sql(columns)} FILTER (WHERE NOT ({sql}))" for _, sql in wanted)
    numbers = votes.rows(f"SELECT {listed} FROM {{votes}}")[0]
    dropped = {reason: int(n) for (reason, _), n in zip(wanted, numbers, strict=True) if n}
    return tuple(sql for _, sql in wanted), dropped


def _vocabulary(votes: Votes) -> tuple[tuple[str, ...], int, dict[str | None, int], str]:
    """The names, how many are missing, how often each label occurs, and the SQL of the label.

    One scan with three grouping sets. Votes with one column per outcome, and votes that name the winning
    model, are read as A or B.
    """
    columns = votes.columns
    label = columns.winner or _one_hot_label(columns.one_hot)
    most = 3 * MOST_MODELS
    times, total = (
        (f", {columns.count} AS times", "sum(times)::BIGINT") if columns.count else ("", "count(*)")
    )
    rows = votes.rows(
        f"SELECT a, b, label, GROUPING(a, b, label) AS which, {total} FROM "
        f"(SELECT {columns.model_a} AS a, {columns.model_b} AS b, {label} AS label{times} FROM {{votes}}) "
        f"GROUP BY GROUPING SETS ((a), (b), (label)) LIMIT {most}"
    )
    # GROUPING sets a bit for each column that the row is not grouped by; the first column has the highest.
    found = {
        str(name)
        for row in rows
        for name, which in ((row[0], 3), (row[1], 5))
        if row[3] == which and name is not None
    }
    if len(found) > MOST_MODELS or len(rows) == most:
        raise RankError(
            f"more than {MOST_MODELS:,} different models in {votes.origin}: "
            "the column seems to hold something else than model names, such as an identifier of the answer",
            next_step="check the mapping of model_a and model_b; a board of more models is not fitted",
            most=MOST_MODELS,
        )
    nameless = sum(
        int(n) for a, b, _, which, n in rows if (which == 3 and a is None) or (which == 5 and b is None)
    )
    labels = {text: int(n) for _, _, text, which, n in rows if which == 6}
    if columns.one_hot is None and any(text in found for text in labels):
        label = (
            f"(CASE WHEN {label} = {columns.model_a} THEN 'model_a' "
            f"WHEN {label} = {columns.model_b} THEN 'model_b' ELSE {label} END)"
        )
        labels = {
            text: int(n)
            for text, n in votes.rows(
                f"SELECT {label} AS label, {votes_sql(columns)} FROM {{votes}} GROUP BY 1"
            )
        }
    return tuple(sorted(found)), nameless, labels, label


def _one_hot_label(columns: tuple[str, str, str] | None) -> str:
    assert columns is not None, "recognition gives a winner or one column per outcome"
    a, b, tie = columns
    return f"(CASE WHEN {a} > 0 THEN 'model_a' WHEN {b} > 0 THEN 'model_b' WHEN {tie} > 0 THEN 'tie' END)"


def _places(
    votes: Votes, models: tuple[str, ...], labels: tuple[str, ...], label: str
) -> tuple[str, str, str]:
    """SQL of the places of a vote's models and label; see ``Book``.

    On dictionary-encoded Parquet DuckDB applies a function of one column once per dictionary entry,
    so looking a name up in a list costs nothing per vote; elsewhere an enumeration hashes each value.
    Small unsigned types and no arithmetic keep the grouping quick.
    """
    columns = votes.columns
    if votes.dictionary and len(models) <= _LIST_LOOKUP:
        return (
            f"array_position({_list(models)}, {columns.model_a})::USMALLINT",
            f"array_position({_list(models)}, {columns.model_b})::USMALLINT",
            f"array_position({_list(labels)}, {label})::USMALLINT",
        )
    for name, values in (("rank_models", models), ("rank_labels", labels)):
        votes.connection.execute(f"DROP TYPE IF EXISTS {name}")
        votes.connection.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(literal(v) for v in values)})")
    return (
        f"(enum_code(TRY_CAST({columns.model_a} AS rank_models))::USMALLINT + 1::USMALLINT)",
        f"(enum_code(TRY_CAST({columns.model_b} AS rank_models))::USMALLINT + 1::USMALLINT)",
        f"(enum_code(TRY_CAST({label} AS rank_labels))::USMALLINT + 1::USMALLINT)",
    )


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(literal(v) for v in values) + "]"


def _check_weights(book: Book, weight: str) -> None:
    bad = book.votes.rows(
        f"SELECT count(*) FILTER (WHERE {weight} IS NULL OR NOT isfinite({weight})), "
        f"count(*) FILTER (WHERE {weight} < 0) FROM {{votes}}{book.condition}"
    )[0]
    if bad[0] or bad[1]:
        raise RankError(
            f"{bad[0]:,} votes have no weight or one that is no number, {bad[1]:,} a negative one",
            next_step="repair the column, or leave it out with mapping={'weight': ''}",
            missing=int(bad[0]),
            negative=int(bad[1]),
        )


def _check_counts(book: Book, count: str) -> None:
    bad = book.votes.rows(f"SELECT count(*) FROM {{votes}} WHERE {count} IS NULL OR {count} < 0")[0][0]
    if bad:
        raise RankError(
            f"{bad:,} rows have no count of votes or a negative one",
            next_step="repair the column, or leave it out with mapping={'count': ''}",
            rows=int(bad),
        )
