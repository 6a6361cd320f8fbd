"""Votes that say the same thing twice, and leaving the repetitions out."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from dataclasses import replace

from ..errors import RankError
from .columns import Columns
from .votes import Votes

__all__ = ["WINDOW", "count_repeats", "deduplicated", "repeat_rule"]

#: Seconds within which the same voter's same vote on the same pair counts as a repetition.
WINDOW = 3_600


def repeat_rule(columns: Columns) -> str | None:
    """In words, what counts as a repetition in these votes; ``None`` when nothing tells repetitions apart."""
    if columns.battle is not None:
        return "the same battle identifier"
    if columns.voter is None:
        return None
    parts = ["the same voter, pair and outcome"]
    parts += ["question"] if columns.question else []
    parts += ["turn"] if columns.turn else []
    parts += [f"within {WINDOW // 60} minutes"] if columns.time else []
    return ", ".join(parts)


def count_repeats(votes: Votes) -> int | None:
    """How many votes repeat an earlier one; ``None`` when the votes cannot tell."""
    repeated = _repeated_sql(votes.columns)
    if repeated is None:
        return None
    return int(
        votes.rows(f"SELECT count(*) FROM (SELECT {repeated} AS repeated FROM {{votes}}) WHERE repeated")[0][
            0
        ]
    )


def deduplicated(votes: Votes) -> tuple[Votes, int]:
    """The votes without repetitions, and how many were left out.

    Where the release carries its own sampling tag (``dedup_tag.sampled``, the Arena's cap on frequent
    prompts), that tag decides; otherwise ``repeat_rule``.

    Raises ``RankError`` when nothing tells repetitions apart.
    """
    columns = votes.columns
    if columns.sampled is not None:
        keep = f"COALESCE({columns.sampled}, TRUE)"
        left_out = int(votes.rows(f"SELECT count(*) FILTER (WHERE NOT {keep}) FROM {{votes}}")[0][0])
        return replace(votes, table=f"(SELECT * FROM {votes.table} WHERE {keep})", dictionary=False), left_out
    repeated = _repeated_sql(columns)
    if repeated is None:
        raise RankError(
            f"{votes.origin} has neither a battle identifier nor a voter, so repetitions cannot be told from votes",
            next_step="name the column with mapping={'voter': 'YOUR COLUMN'}, or leave dedup out",
        )
    left_out = count_repeats(votes) or 0
    table = f"(SELECT * EXCLUDE (tieout_repeated) FROM (SELECT *, {repeated} AS tieout_repeated FROM {votes.table}) " \
        "WHERE NOT tieout_repeated)"  # fmt: skip
    return replace(votes, table=table, dictionary=False), left_out


def _repeated_sql(columns: Columns) -> str | None:
    """SQL that is true for a vote that repeats an earlier one."""
    if columns.battle is not None:
        return f"(row_number() OVER (PARTITION BY {columns.battle}) > 1 AND {columns.battle} IS NOT NULL)"
    if columns.voter is None:
        return None
    winner = columns.winner or f"({' || '.join(f'CAST({c} AS VARCHAR)' for c in columns.one_hot or ())})"
    a, b = columns.model_a, columns.model_b
    # The label is turned with the pair: "model_a" for (x, y) says the same as "model_b" for (y, x).
    turned = (
        f"(CASE WHEN {a} > {b} AND {winner} = 'model_a' THEN 'model_b' "
        f"WHEN {a} > {b} AND {winner} = 'model_b' THEN 'model_a' ELSE {winner} END)"
    )
    keys = [columns.voter, f"least({a}, {b})", f"greatest({a}, {b})", turned]
    keys += [c for c in (columns.question, columns.turn) if c is not None]
    window = f"PARTITION BY {', '.join(keys)}"
    if columns.time is None:
        return f"(row_number() OVER ({window}) > 1 AND {columns.voter} IS NOT NULL)"
    ordered = f"({window} ORDER BY {columns.time})"
    return f"COALESCE({columns.voter} IS NOT NULL AND {columns.time} - lag({columns.time}) OVER {ordered} <= {WINDOW}, FALSE)"
