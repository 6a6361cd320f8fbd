"""The public verb: votes in, leaderboard out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from ..errors import RankError, UsageError
from .board import Board
from .boardfit import make_board, with_deltas
from .categories import boards_by
from .dedup import deduplicated
from .flags import Flag
from .leaderboard import Leaderboard
from .settings import Settings
from .stylerows import StyleTable, load_style
from .stylesql import MOST_ROWS_IN_MEMORY, SqlStyleTable
from .tally import Book, open_book, tally
from .threads import quiet_blas
from .timeline import time_notes
from .voters import VoterTable, load_voters
from .votes import cutoff, open_votes

__all__ = ["rank"]

#: Called with the step's name, how much is done and how much there is.
Progress = Callable[[str, int, int], None]


def rank(
    votes: Any,
    /,
    *,
    by: str | Iterable[str] = (),
    style: bool | Mapping[str, tuple[str, str]] | None = None,
    as_of: date | datetime | str | None = None,
    dedup: bool = False,
    health: bool = False,
    mapping: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    drop_unknown: bool = False,
    categories: str | os.PathLike[str] | None = None,
    info: Mapping[str, Mapping[str, str | None]] | None = None,
    memory_limit: str | None = None,
    progress: Progress | None = None,
    **settings: Any,
) -> Leaderboard:
    """Compute a leaderboard from pairwise votes.

    Parameters
    ----------
    votes
        A Parquet, CSV or JSONL file (a folder, a glob), a polars, pandas or Arrow table, or a list of
        dictionaries. Two columns of model names and a winner are needed; the rest is optional.
    by
        Boards beside the overall one: ``"category"``, ``"language"``, a flag's or a column's name, or several.
    style
        ``None``: style control when style columns are recognised; ``False``: without; ``True``: an error
        when there are none; a mapping of feature to (column of A, column of B).
    as_of
        Only votes up to the end of this day (UTC).
    dedup
        Leave repeated votes out; see ``dedup``.
    health
        Add the health report: votes per week, pairs never played, cycles, influence; see ``health``.
    mapping, labels, drop_unknown
        What columns and winner labels mean where they are not recognised.
    categories
        A second file with a ``category`` for each question.
    info
        ``organization``, ``license`` and ``knowledge_cutoff`` by model, copied into the records.
    memory_limit
        For DuckDB, such as ``"1GB"``.
    settings
        See ``Settings``: ``ties``, ``interval``, ``level``, ``cluster``, ``anchor``, ``relative_to``,
        ``reweight``, ``ridge``, ``rounds``, ``seed``, ``min_votes``, ``min_votes_boards`` and so on.

    Raises
    ------
    RankError
        The votes cannot carry a leaderboard, with what is wrong with them.
    UsageError
        A wrong argument or a path that is not there.

    Examples
    --------
    >>> votes = [{"model_a": "x", "model_b": "y", "winner": w} for w in ["model_a"] * 60 + ["model_b"] * 40]
    >>> board = rank(votes).overall
    >>> [(e.model, e.rank, round(e.score, 1)) for e in board.entries]
    [('x', 1, 1035.2), ('y', 2, 964.8)]
    """
    chosen = _settings(settings)
    style_pairs = style if isinstance(style, Mapping) else ({} if style is False else None)
    opened = open_votes(
        votes, mapping=mapping, style=style_pairs, categories=categories, memory_limit=memory_limit
    )
    if style is True and not opened.columns.styles:
        raise RankError(
            f"{opened.origin} has no columns of style",
            next_step="name them with style={'length': ('TOKENS_OF_A', 'TOKENS_OF_B')}",
        )
    repeated = 0
    if dedup:
        opened, repeated = deduplicated(opened)
    before = None if as_of is None else cutoff(as_of)
    book = open_book(opened, before=before, labels=labels, drop_unknown=drop_unknown)
    notes = time_notes(opened, before is not None)
    if opened.columns.count is not None:
        notes.append(f"each row stands for as many votes as column {opened.columns.roles['count']!r} says")
    wanted, more = boards_by(book, (by,) if isinstance(by, str) else tuple(by))
    notes += more
    _tell(progress, "counting votes", 0, 1)
    counted = tally(book, wanted)
    _tell(progress, "counting votes", 1, 1)
    overall_counts = counted.boards["overall"]
    if overall_counts.pairs == 0:
        raise RankError(*_nothing_to_rank(book, dict(counted.dropped)), dropped=dict(counted.dropped))
    table = _style_table(book, overall_counts, wanted, chosen) if opened.columns.styles else None
    if table is not None and table.unusable:
        notes.append(
            f"{table.unusable:,} votes have a style feature that is missing, negative or no number; "
            "they count for the plain rank and not under style control"
        )
    boards: dict[str, Board] = {}
    for i, (name, counts) in enumerate(counted.boards.items()):
        if counts.pairs == 0:
            notes.append(f"no votes in {name}, so it has no board")
            continue
        flag = None if name == "overall" else wanted[i - 1]
        voters = _voters(book, flag) if chosen.cluster else None
        _tell(progress, f"board {name}", i, len(counted.boards))
        with quiet_blas(len(counts.models)):
            board = make_board(
                name,
                counts,
                chosen,
                voters=voters,
                style=table,
                style_bit=None if flag is None else i - 1,
                min_votes=chosen.min_votes if flag is None else chosen.min_votes_boards,
                progress=None if progress is None else _rounds(progress, name),
            )
        boards[name] = board if flag is None else with_deltas(board, boards["overall"])
    dropped = dict(counted.dropped)
    if repeated:
        dropped["it repeats an earlier vote"] = repeated
    report = None
    if health:
        from .health import examine

        _tell(progress, "health", 0, 1)
        with quiet_blas(len(book.models)):
            report = examine(book, boards["overall"])
    return Leaderboard(
        boards,
        chosen,
        opened.origin,
        overall_counts.votes,
        _day(as_of),
        dropped,
        dict(counted.labels),
        tuple(notes),
        info or {},
        report,
    )


def _settings(given: Mapping[str, Any]) -> Settings:
    known = [f.name for f in fields(Settings)]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise UsageError(f"unknown option {', '.join(unknown)}", next_step=f"options are {', '.join(known)}")
    return Settings(**given)


def _style_table(
    book: Book, counts: Any, boards: list[Flag], settings: Settings
) -> StyleTable | SqlStyleTable:
    if counts.votes > MOST_ROWS_IN_MEMORY:
        return SqlStyleTable(book, counts, tuple(boards))
    return load_style(book, counts, boards, with_voters=settings.cluster)


def _voters(book: Book, flag: Flag | None) -> VoterTable:
    return load_voters(book, flag)


def _nothing_to_rank(book: Book, dropped: dict[str, int]) -> tuple[str]:
    if len(book.models) == 1:
        return (
            f"{book.votes.origin} has only one model, {book.models[0]}: there is nothing to compare it with",
        )
    why = "; ".join(f"{n:,}: {reason}" for reason, n in dropped.items())
    return (f"no vote in {book.votes.origin} compares two models" + (f" ({why})" if why else ""),)


def _day(as_of: date | datetime | str | None) -> date | None:
    if isinstance(as_of, str):
        return date.fromisoformat(as_of[:10])
    return as_of.date() if isinstance(as_of, datetime) else as_of


def _tell(progress: Progress | None, step: str, done: int, of: int) -> None:
    if progress is not None:
        progress(step, done, of)


def _rounds(progress: Progress, name: str) -> Callable[[int, int], None]:
    return lambda done, of: progress(f"resampling {name}", done, of)
