"""Records as rows of the observations table and back, without loss.

One row is one field of one record. Numbers are kept as their decimal digits, never as floats.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..model import Origin, Record
from ..quantity.types import Money, Period

if TYPE_CHECKING:
    import polars as pl

__all__ = ["NAME", "SCHEMA_VERSION", "columns", "content_of", "decode", "encode", "records_of", "rows_of"]

SCHEMA_VERSION = 1
NAME = "tieout.observations"
"""The table's name in its own metadata is ``tieout.observations/1``: the name and the schema version."""


def columns() -> dict[str, Any]:
    """The columns of the table with their polars types."""
    import polars as pl

    when = pl.Datetime("us", "UTC")
    return {
        "tracker": pl.String,
        "subject": pl.List(pl.String),  # canonical names of the key columns
        "field": pl.String,  # "" for a record without any field
        "printed": pl.String,  # the text as printed; null when none was
        "value": pl.String,  # see encode()
        "kind": pl.String,
        "period_start": pl.Date,
        "period_end": pl.Date,
        "known_at": when,
        "recorded_at": when,
        "snapshot": pl.String,
        "availability": pl.String,
        "note": pl.String,
        "doubtful": pl.Boolean,
        "source": pl.String,
        "sheet": pl.String,
        "row": pl.Int64,
        "table_no": pl.Int64,
        "cell": pl.String,
        "record_id": pl.String,  # Record.content_id
        "content": pl.String,  # the same without the note: what two records are compared by
        "batch": pl.String,
        "version": pl.Int64,  # the table version that added it
        "ordinal": pl.Int64,  # place of the record in its batch
        "position": pl.Int64,  # place of the field in its record
    }


def content_of(record: Record) -> str:
    """What a record says, as a hash; why it replaces another one is left out."""
    return record.replace(note="").content_id


def encode(value: Any) -> tuple[str, str | None]:
    """A value as (kind, text).

    >>> encode(Decimal("12.830"))
    ('decimal', '12.830')
    >>> encode(("a", "b"))
    ('list', '[["text", "a"], ["text", "b"]]')
    """
    if value is None:
        return "null", None
    if isinstance(value, bool):
        return "bool", "true" if value else "false"
    if isinstance(value, Decimal):
        return "decimal", str(value)
    if isinstance(value, int):
        return "integer", str(value)
    if isinstance(value, str):
        return "text", value
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    if isinstance(value, Period):
        return "period", f"{value.start.isoformat()}..{value.end.isoformat()}"
    if isinstance(value, Money):
        told = [str(value.low), str(value.high), value.currency, value.comparator, value.text]
        return "money", json.dumps(told, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return "list", json.dumps([encode(v) for v in value], ensure_ascii=False)
    raise TypeError(f"the store keeps no {type(value).__name__}: {value!r}")


def decode(kind: str, text: str | None) -> Any:
    """The value that :func:`encode` was given.

    >>> decode("decimal", "12.830")
    Decimal('12.830')
    """
    if kind == "null" or text is None:
        return None
    if kind == "decimal":
        return Decimal(text)
    if kind == "text":
        return text
    if kind == "integer":
        return int(text)
    if kind == "bool":
        return text == "true"
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "datetime":
        return datetime.fromisoformat(text)
    if kind == "period":
        start, _, end = text.partition("..")
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    if kind == "money":
        low, high, currency, comparator, shown = json.loads(text)
        return Money(Decimal(low), Decimal(high), currency, comparator, shown)
    if kind == "list":
        return tuple(decode(k, v) for k, v in json.loads(text))
    raise ValueError(f"unknown kind of value: {kind!r}")


def rows_of(
    record: Record, *, known_at: datetime, recorded_at: datetime, batch: str, version: int, ordinal: int
) -> list[dict[str, Any]]:
    """The rows of one record, ready for the table."""
    origin = record.origin
    common = {
        "tracker": record.tracker,
        "subject": list(record.subject),
        "period_start": record.period.start if record.period else None,
        "period_end": record.period.end if record.period else None,
        "known_at": (record.known_at or known_at).astimezone(UTC),
        "recorded_at": recorded_at.astimezone(UTC),
        "snapshot": record.snapshot,
        "availability": record.availability,
        "note": record.note,
        "doubtful": record.doubtful,
        "source": origin.source,
        "sheet": origin.sheet,
        "row": origin.row,
        "table_no": origin.table,
        "record_id": record.content_id,
        "content": content_of(record),
        "batch": batch,
        "version": version,
        "ordinal": ordinal,
    }
    # A text or a cell may stand without a value (a field that was printed but says nothing).
    fields = dict.fromkeys((*record.values, *record.texts, *origin.cells)) or {"": None}
    rows = []
    for position, name in enumerate(fields):
        kind, value = encode(record.values[name]) if name in record.values else ("absent", None)
        rows.append(
            common
            | {
                "field": name,
                "printed": record.texts.get(name),
                "value": value,
                "kind": kind,
                "cell": origin.cells.get(name),
                "position": position,
            }
        )
    return rows


def records_of(frame: pl.DataFrame) -> list[Record]:
    """The records of a frame of rows that are grouped by record and, in it, ordered by position."""
    # Whole columns as lists: a dictionary per row would take most of the time of reading.
    at = {name: frame[name].to_list() for name in columns()}
    places = list(zip(at["version"], at["ordinal"], strict=True))
    starts = [i for i, place in enumerate(places) if i == 0 or place != places[i - 1]]
    return [_record(at, i, j) for i, j in pairwise((*starts, len(places)))]


def _record(at: Mapping[str, list[Any]], start: int, end: int) -> Record:
    fields = at["field"][start:end]
    kinds = at["kind"][start:end]
    values = at["value"][start:end]
    start_day = at["period_start"][start]
    return Record(
        tracker=at["tracker"][start],
        subject=tuple(at["subject"][start]),
        values={f: decode(k, v) for f, k, v in zip(fields, kinds, values, strict=True) if k != "absent"},
        texts=_told(fields, at["printed"][start:end]),
        period=Period(start_day, at["period_end"][start]) if start_day else None,
        known_at=at["known_at"][start],
        snapshot=at["snapshot"][start],
        availability=at["availability"][start],
        doubtful=at["doubtful"][start],
        note=at["note"][start],
        origin=Origin(
            source=at["source"][start],
            sheet=at["sheet"][start],
            row=at["row"][start],
            table=at["table_no"][start],
            cells=_told(fields, at["cell"][start:end]),
        ),
    )


def _told(fields: list[str], texts: list[str | None]) -> dict[str, str]:
    return {f: text for f, text in zip(fields, texts, strict=True) if text is not None}


def period_of(row: Mapping[str, Any]) -> Period | None:
    """The period of a row, or None where it has none."""
    return Period(row["period_start"], row["period_end"]) if row["period_start"] else None
