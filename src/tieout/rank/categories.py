"""Boards beside the overall one: categories, languages, or the values of any column."""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

from collections.abc import Sequence

from ..errors import RankError
from .flags import Flag
from .paths import leaves, literal, normal
from .tally import Book

__all__ = ["MOST_BOARDS", "boards_by"]

#: A column with more values than this is no category; its most frequent values are taken.
MOST_BOARDS = 50


def boards_by(book: Book, by: Sequence[str]) -> tuple[list[Flag], list[str]]:
    """The boards that ``by`` asks for, and notes about what was left out.

    ``category`` means the flags that were recognised (``columns.flags``) and the values of a category
    column, one value or a list per vote; ``language`` the languages; anything else is a column's name, or
    the name of one flag. Boards are named in lower case with underscores.

    Raises ``RankError`` when a name is neither.
    """
    boards: dict[str, Flag] = {}
    notes: list[str] = []
    for name in by:
        found = _asked(book, name, notes)
        for board in found:
            boards.setdefault(board.name, board)
    boards.pop("overall", None)
    return list(boards.values()), notes


def _asked(book: Book, name: str, notes: list[str]) -> list[Flag]:
    columns = book.votes.columns
    flags = {flag.name: flag for flag in columns.flags}
    if name == "category":
        found = list(flags.values())
        if columns.category is not None:
            found += _values(book, columns.category, name, notes, is_list=columns.category_is_list)
        if not found:
            raise RankError(
                f"{book.votes.origin} has no categories",
                next_step="add a boolean column per category (is_math), a column 'category', "
                "or a second file with categories=",
            )
        return found
    if name in flags:
        return [flags[name]]
    if name == "language" and columns.language is not None:
        return _values(book, columns.language, name, notes)
    schema = book.votes.connection.sql(f"SELECT * FROM {book.votes.table} LIMIT 0")
    tree = {".".join(leaf.path): leaf for leaf in leaves(zip(schema.columns, schema.types, strict=True))}
    if name not in tree:
        raise RankError(
            f"no category or column {name!r}",
            next_step=f"flags are {', '.join(flags) or 'none'}; columns are {', '.join(tree)}",
            name=name,
        )
    leaf = tree[name]
    return _values(book, leaf.sql, name, notes, is_list=leaf.is_list)


def _values(book: Book, sql: str, name: str, notes: list[str], *, is_list: bool = False) -> list[Flag]:
    each = f"unnest({sql})" if is_list else sql
    rows = book.votes.rows(
        f"SELECT value, count(*) AS n FROM (SELECT CAST({each} AS VARCHAR) AS value FROM {{votes}}{book.condition}) "
        f"WHERE value IS NOT NULL AND value <> '' GROUP BY 1 ORDER BY n DESC, value LIMIT {MOST_BOARDS + 1}"
    )
    if len(rows) > MOST_BOARDS:
        notes.append(
            f"{name} has more than {MOST_BOARDS} values; the {MOST_BOARDS} most frequent have boards"
        )
    merged: dict[str, list[str]] = {}
    for value, _ in rows[:MOST_BOARDS]:
        merged.setdefault(normal(value), []).append(value)
    out = []
    for board, values in merged.items():
        listed = ", ".join(literal(v) for v in values)
        if is_list:
            condition = f"COALESCE(list_has_any(CAST({sql} AS VARCHAR[]), [{listed}]), FALSE)"
        else:
            condition = f"COALESCE(CAST({sql} AS VARCHAR) IN ({listed}), FALSE)"
        out.append(Flag(board, condition))
    return out
