"""What the votes can carry: how they are spread, what contradicts, who moves the board."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from .board import Board
from .counts import pair_factors
from .cycles import Cycles, find_cycles
from .dedup import count_repeats, repeat_rule
from .influence import Influence, find_influence
from .tally import Book
from .voters import load_voters

__all__ = ["Health", "Week", "examine"]

_WEEK = 7 * 86_400
#: 1970-01-05, a Monday: weeks are counted from there.
_MONDAY = 4 * 86_400
#: Voters beyond this are not weighed one by one; the table of effects would not fit.
_MOST_EFFECTS = 60_000_000


@dataclass(frozen=True, slots=True)
class Week:
    """One week from Monday (UTC): votes, the share of ties, the share won by the answer shown first, new models."""

    monday: date
    votes: int
    ties: float
    first_shown: float
    new_models: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the votes behind the overall board.

    ``ties`` and ``first_shown`` are shares of all votes (ties; points of the answer shown as A, one half being
    fair). ``pairs_played`` of ``pairs_possible`` met; ``pairs_never`` lists up to 50 that did not, the models
    with most votes first. ``repeats`` counts votes that repeat an earlier one by ``repeat_rule``; ``None``
    where the votes cannot tell. ``influence`` lists voters and blocks whose leaving changes a rank;
    ``largest_voters`` the shares of the votes of the most active.
    """

    votes: int
    ties: float
    first_shown: float
    weeks: tuple[Week, ...]
    pairs_played: int
    pairs_possible: int
    pairs_never: tuple[tuple[str, str], ...]
    cycles: Cycles
    repeats: int | None
    repeat_rule: str | None
    voters: int | None
    largest_voters: tuple[tuple[str, int], ...]
    influence: tuple[Influence, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The report as plain data; dates in ISO."""
        out = asdict(self)
        for week in out["weeks"]:
            week["monday"] = week["monday"].isoformat()
        return out


def examine(book: Book, board: Board) -> Health:
    """The health of the votes of ``book`` and the overall ``board`` computed from them."""
    counts = board.fit.counts
    m = len(counts.models)
    total = counts.n.sum(axis=0)
    votes = float(total.sum())
    played = set((counts.a * m + counts.b).tolist())
    busiest = np.argsort(-counts.votes_by_model, kind="stable")
    never = _never_met(busiest, played, m)
    repeats, rule = count_repeats(book.votes), repeat_rule(book.votes.columns)
    notes = _notes(board, m, len(played))
    voters: int | None = None
    largest: tuple[tuple[str, int], ...] = ()
    influence: tuple[Influence, ...] = ()
    if book.votes.columns.voter is not None:
        factors = pair_factors(counts, board.settings.pair_floor) if board.settings.reweight else None
        cells = load_voters(book).cells(counts, factors)
        voters = len(cells.keys)
        by_voter = cells.votes_by_voter
        busy = np.argsort(-by_voter, kind="stable")[:5].tolist()
        largest = tuple(zip(cells.names(busy), (int(by_voter[v]) for v in busy), strict=True))
        if voters * m <= _MOST_EFFECTS:
            influence = find_influence(board, cells)
        else:
            notes.append(f"{voters:,} voters are too many to weigh one by one; influence was not examined")
    return Health(
        int(votes),
        float(total[2] / votes) if votes else 0.0,
        _first_shown(book),
        _weeks(book),
        len(played),
        m * (m - 1) // 2,
        tuple((counts.models[i], counts.models[j]) for i, j in never),
        find_cycles(counts),
        repeats,
        rule,
        voters,
        largest,
        influence,
        tuple(notes),
    )


def _never_met(order: np.ndarray, played: set[int], m: int, most: int = 50) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place, j in enumerate(order.tolist()):
        for i in order[:place].tolist():
            if min(i, j) * m + max(i, j) not in played:
                found.append((i, j))
                if len(found) == most:
                    return found
    return found


def _notes(board: Board, m: int, played: int) -> list[str]:
    notes = []
    possible = m * (m - 1) // 2
    if possible and played < possible / 2:
        notes.append(
            f"only {played:,} of {possible:,} pairs ever met; the others are compared through third models"
        )
    rank_one = [e.model for e in board.entries if e.rank == 1]
    if len(rank_one) > 1:
        notes.append(
            f"{len(rank_one)} models share rank 1: the votes do not separate {', '.join(rank_one[:5])}"
        )
    few = [e.model for e in board.entries if "few_votes" in e.notes]
    if few:
        notes.append(f"{len(few)} ranked models have fewer than 100 votes: {', '.join(few[:10])}")
    return notes


def _outcome_sql(book: Book, values: Mapping[int, float]) -> str:
    """SQL of a number for each vote by its outcome; NULL for dropped labels."""
    by_label = ", ".join(str(values[int(o)]) if int(o) in values else "NULL" for o in book.outcomes)
    return f"[{by_label}][label]"


def _times(book: Book) -> str:
    """How many votes a row stands for, as a column."""
    return f"{book.votes.columns.count or 1} AS times"


def _mean(sql: str) -> str:
    return f"sum({sql} * times) / sum(times)"


def _first_shown(book: Book) -> float:
    points = _outcome_sql(book, {0: 1.0, 1: 0.0, 2: 0.5})
    found = book.votes.rows(
        f"SELECT {_mean(points)} FROM (SELECT {book.label} AS label, {_times(book)} FROM {{votes}}{book.condition})"
    )
    return float(found[0][0] or 0.0)


def _weeks(book: Book) -> tuple[Week, ...]:
    columns = book.votes.columns
    if columns.time is None:
        return ()
    week = f"floor(({columns.time} - {_MONDAY}) / {_WEEK})::BIGINT"
    points, ties = _outcome_sql(book, {0: 1.0, 1: 0.0, 2: 0.5}), _outcome_sql(book, {0: 0.0, 1: 0.0, 2: 1.0})
    rows = book.votes.rows(
        f"SELECT week, sum(times), {_mean(ties)}, {_mean(points)} FROM "
        f"(SELECT {week} AS week, {book.keys}, {_times(book)} FROM {{votes}}{book.condition}) "
        "WHERE week IS NOT NULL AND a <> b AND label IS NOT NULL GROUP BY 1 ORDER BY 1"
    )
    born: dict[int, set[str]] = {}
    first: dict[str, int] = {}
    for column in (columns.model_a, columns.model_b):
        for name, seen in book.votes.rows(
            f"SELECT {column} AS name, min({week}) FROM {{votes}}{book.condition} GROUP BY 1 HAVING name IS NOT NULL"
        ):
            if seen is not None:
                first[name] = min(first.get(name, seen), seen)
    for name, seen in first.items():
        born.setdefault(seen, set()).add(name)
    return tuple(
        Week(
            datetime.fromtimestamp(number * _WEEK + _MONDAY, UTC).date(),
            int(n),
            float(tied or 0.0),
            float(a or 0.0),
            tuple(sorted(born.get(number, ()))),
        )
        for number, n, tied, a in rows
    )
