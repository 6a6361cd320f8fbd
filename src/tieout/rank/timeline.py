"""Times of votes: what they say, and what they leave open."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from .votes import Votes

__all__ = ["time_notes"]

_OFFSET = r"(Z|UTC|GMT|[+-]\d{2}:?\d{0,2}|[A-Za-z]+/[A-Za-z_]+)\s*$"


def time_notes(votes: Votes, selecting: bool) -> list[str]:
    """Sentences about times that cannot be read, and about texts with and without a time zone in one column.

    Only asked when an as-of date selects on the times (``selecting``): it costs one scan of the column.
    """
    columns = votes.columns
    if not selecting or columns.time is None or not columns.time_is_text:
        return []
    raw = columns.time_raw
    dated, zoned, plain = votes.rows(
        f"SELECT count({columns.time}), count(*) FILTER (WHERE regexp_matches(trim({raw}), '\\d{{2}}:.*{_OFFSET}')), "
        f"count(*) FILTER (WHERE {columns.time} IS NOT NULL AND contains({raw}, ':') "
        f"AND NOT regexp_matches(trim({raw}), '\\d{{2}}:.*{_OFFSET}')) FROM {{votes}}"
    )[0]
    if dated and zoned and plain:
        return [
            f"mixed time zones: {zoned:,} times with an offset, {plain:,} without; the latter are read as UTC"
        ]
    return []
