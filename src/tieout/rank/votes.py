"""Votes from wherever they are, opened as one table that SQL can read.

DuckDB reads Parquet, CSV and JSON in place, so votes never have to fit in memory; frames and lists
of rows that are in memory already pass through one temporary Parquet file. Nothing is counted here.
"""

# ruff: noqa: S608  (names go through quote(), texts through literal(); the rest is our own SQL)
from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import RankError, UsageError
from .columns import Columns, recognise
from .paths import literal, quote

if TYPE_CHECKING:
    import duckdb

__all__ = ["Votes", "cutoff", "open_votes"]

_READERS = {
    ".parquet": "read_parquet({paths})",
    ".pq": "read_parquet({paths})",
    ".csv": "read_csv({paths}, sample_size=-1, header=true)",
    ".tsv": "read_csv({paths}, sample_size=-1, header=true, delim='\t')",
    ".jsonl": "read_json({paths}, sample_size=-1, format='newline_delimited', maximum_object_size=134217728)",
    ".ndjson": "read_json({paths}, sample_size=-1, format='newline_delimited', maximum_object_size=134217728)",
    ".json": "read_json({paths}, sample_size=-1, maximum_object_size=134217728)",
}


class Scratch:
    """A temporary folder that goes when nobody holds it any more."""

    def __init__(self) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="tieout-rank-"))
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)


@dataclass(slots=True)
class Votes:
    """Votes opened for reading: a DuckDB connection, the table expression, and what its columns mean.

    ``table`` is what stands after FROM; ``dictionary`` tells that the names come dictionary-encoded
    (Parquet), where a lookup costs once per name instead of once per vote. ``notes`` are sentences
    about what was recognised, for the reader of the board.
    """

    connection: duckdb.DuckDBPyConnection
    table: str
    columns: Columns
    origin: str
    dictionary: bool = False
    notes: list[str] = field(default_factory=list)
    scratch: Scratch | None = None

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a statement in which ``{votes}`` stands for the table.

        Values that DuckDB cannot convert become a ``RankError`` that names the file.
        """
        return self.execute(sql).fetchall()

    def arrays(self, sql: str) -> dict[str, Any]:
        """The same as numpy arrays by column name."""
        return self.execute(sql).fetchnumpy()

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run a statement and give the connection to fetch from."""
        import duckdb

        try:
            return self.connection.execute(sql.replace("{votes}", self.table))
        except duckdb.Error as error:
            raise _unreadable(self.origin, error) from error


def open_votes(
    source: Any,
    *,
    mapping: Mapping[str, str] | None = None,
    style: Mapping[str, tuple[str, str]] | None = None,
    categories: str | os.PathLike[str] | None = None,
    memory_limit: str | None = None,
) -> Votes:
    """Open votes from a path (a glob or a folder too), a frame, or a list of dictionaries.

    ``categories`` is a second file (CSV or Parquet) with a ``category`` for each question; it is
    joined on the one column both share. ``memory_limit`` is DuckDB's (``"1GB"``); beyond it the
    counting spills to a temporary folder.

    Raises ``UsageError`` when the path does not exist and ``RankError`` when it cannot be read.

    >>> votes = open_votes([{"model_a": "x", "model_b": "y", "winner": "tie"}])
    >>> votes.rows("SELECT count(*) FROM {votes}")
    [(1,)]
    """
    scratch = Scratch()
    connection = _connect(memory_limit, scratch)
    table, origin = _table(connection, source, scratch.path)
    if categories is not None:
        table = _joined(connection, table, categories, origin)
    schema = _schema(connection, table, origin)
    columns = recognise(schema, mapping=mapping, style=style)
    return Votes(connection, table, columns, origin, _is_dictionary(connection, table, columns), [], scratch)


def cutoff(as_of: date | datetime | str) -> float:
    """The first second (since 1970, UTC) that is later than ``as_of``; a date counts to its end.

    >>> cutoff("2024-07-07") - cutoff("2024-07-06")
    86400.0
    """
    if isinstance(as_of, str):
        try:
            as_of = date.fromisoformat(as_of) if len(as_of) <= 10 else datetime.fromisoformat(as_of)
        except ValueError as error:
            raise UsageError(
                f"{as_of!r} is no date", next_step="write it as 2024-07-07", as_of=as_of
            ) from error
    if isinstance(as_of, datetime):
        at = as_of if as_of.tzinfo else as_of.replace(tzinfo=UTC)
        return at.timestamp()
    return datetime.combine(as_of + timedelta(days=1), time(), UTC).timestamp()


def _connect(memory_limit: str | None, scratch: Scratch) -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(
        config={"preserve_insertion_order": "false", "temp_directory": str(scratch.path)}
    )
    connection.execute("SET TimeZone = 'UTC'")
    if memory_limit:
        try:
            connection.execute(f"SET memory_limit = {literal(memory_limit)}")
        except duckdb.Error as error:
            raise UsageError(
                f"{memory_limit!r} is no amount of memory", next_step="write it as 1GB"
            ) from error
    return connection


def _table(connection: duckdb.DuckDBPyConnection, source: Any, folder: Path) -> tuple[str, str]:
    """The FROM expression of a source and the name to call it by in messages."""
    if isinstance(source, (str, os.PathLike)):
        return _file_table(os.fspath(source)), os.fspath(source)
    kind = f"{type(source).__module__}.{type(source).__qualname__}"
    if kind.startswith("pandas."):
        connection.register("votes_in_memory", source)
        return "votes_in_memory", "the data frame"
    return _frame_table(source, folder, kind), "the votes given"


def _file_table(text: str) -> str:
    path = Path(text)
    if path.is_dir():
        files = sorted(str(p) for p in path.rglob("*") if p.suffix.lower() in _READERS)
    elif path.exists():
        files = [text]
    else:
        files = _glob(path)
    if not files:
        raise UsageError(
            f"no votes at {text}",
            next_step="give a Parquet, CSV or JSONL file, a folder or a glob",
            path=text,
        )
    empty = next((f for f in files if Path(f).stat().st_size == 0), None)
    if empty is not None:
        raise RankError(f"{empty} is empty (0 bytes)", next_step="export the votes again", path=empty)
    suffixes = {_suffix(f) for f in files}
    if len(suffixes) > 1 or not suffixes <= set(_READERS):
        raise RankError(
            f"cannot tell the format of {text} from {', '.join(sorted(suffixes))}",
            next_step=f"votes are read from {', '.join(_READERS)} (also .gz), one format at a time",
            path=text,
        )
    return _READERS[suffixes.pop()].format(paths="[" + ", ".join(literal(_no_glob(f)) for f in files) + "]")


def _no_glob(path: str) -> str:
    """The name of one file, in which brackets and stars are letters and no pattern."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)


def _glob(path: Path) -> list[str]:
    """The files of a pattern; [] when the text holds none."""
    parts = path.parts
    first = next((i for i, part in enumerate(parts) if any(c in part for c in "*?[")), None)
    if first is None:
        return []
    return sorted(str(p) for p in Path(*parts[:first]).glob(str(Path(*parts[first:]))) if p.is_file())


def _suffix(name: str) -> str:
    path = Path(name)
    return Path(path.stem).suffix.lower() if path.suffix.lower() in (".gz", ".zst") else path.suffix.lower()


def _frame_table(source: Any, folder: Path, kind: str) -> str:
    """A polars frame, an Arrow table or a list of dictionaries, through a temporary Parquet file."""
    import polars as pl

    try:
        if isinstance(source, pl.LazyFrame):
            frame = source.collect()
        elif isinstance(source, pl.DataFrame):
            frame = source
        elif hasattr(source, "__arrow_c_stream__"):
            frame = pl.DataFrame(source)
        else:
            frame = pl.DataFrame(list(source), infer_schema_length=None)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        raise RankError(
            f"votes of type {kind} cannot be read as rows: {error}",
            next_step="give a path, a polars, pandas or Arrow table, or a list of dictionaries",
            kind=kind,
        ) from error
    if frame.width == 0:
        raise RankError("the list of votes is empty", next_step="give at least one vote")
    path = folder / "votes.parquet"
    frame.write_parquet(path)
    return f"read_parquet({literal(str(path))})"


def _joined(
    connection: duckdb.DuckDBPyConnection, table: str, categories: str | os.PathLike[str], origin: str
) -> str:
    """The votes with the ``category`` of a second file, joined on the one column both have."""
    other = _file_table(os.fspath(categories))
    left = [name for name, _ in _schema(connection, table, origin)]
    right = [name for name, _ in _schema(connection, other, os.fspath(categories))]
    shared = [name for name in right if name in left and name != "category"]
    if len(shared) != 1 or "category" not in right:
        raise RankError(
            f"{os.fspath(categories)} must have a column 'category' and share exactly one column with the votes; "
            f"it has {', '.join(right)} and shares {', '.join(shared) or 'none'}",
            next_step="name the key column as it is named in the votes",
            columns=right,
            shared=shared,
        )
    kept = "votes.* EXCLUDE (category)" if "category" in left else "votes.*"
    return (
        f"(SELECT {kept}, kinds.category AS category FROM {table} AS votes "
        f"LEFT JOIN {other} AS kinds ON votes.{quote(shared[0])} = kinds.{quote(shared[0])})"
    )


def _schema(connection: duckdb.DuckDBPyConnection, table: str, origin: str) -> list[tuple[str, Any]]:
    import duckdb

    try:
        found = connection.sql(f"SELECT * FROM {table} LIMIT 0")
        return list(zip(found.columns, found.types, strict=True))
    except duckdb.Error as error:
        raise _unreadable(origin, error) from error


def _is_dictionary(connection: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> bool:
    """True when every chunk of the two model columns is dictionary-encoded Parquet."""
    if not table.startswith("read_parquet("):
        return False
    names = [columns.roles[role].replace(".", ", ") for role in ("model_a", "model_b")]
    listed = ", ".join(literal(name) for name in names)
    found = connection.execute(
        f"SELECT bool_and(encodings LIKE '%DICTIONARY%') FROM {table.replace('read_parquet', 'parquet_metadata', 1)} "
        f"WHERE path_in_schema IN ({listed})"
    ).fetchone()
    return bool(found and found[0])


def _unreadable(origin: str, error: Exception) -> RankError:
    reason = str(error).strip().splitlines()[0]
    hint = "check that the file is what its name says, and that text is UTF-8"
    return RankError(f"{origin} cannot be read: {reason}", next_step=hint, path=origin, reason=reason)
