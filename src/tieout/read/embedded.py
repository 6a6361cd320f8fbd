"""Our own reports: the data a build embeds in its internal PDF and HTML, and writes as JSON.

The data is the contract's report plus its bound stretches. Places of cells are found again in the text,
and records are typed again from the printed cells, so that a value keeps all its digits.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from ..errors import ReadError, TieoutError
from ..model import Analyst, Block, Meta, Record, Related, Report, Span, Table, Warn
from ..quantity import Money, Period
from ..trackers.base import Column, Tracker
from ..trackers.match import Match, match_columns
from ..trackers.registry import get_tracker
from ..trackers.rows import rows_to_records
from .drawn import chart_of, picture_of

__all__ = ["FORMAT", "read_json", "report_of"]

FORMAT = "report/1"


def read_json(data: bytes | str) -> Report:
    """The report of a ``weekly.json``; :class:`~tieout.errors.ReadError` for any other JSON."""
    try:
        found = json.loads(data, parse_float=Decimal)
        report = report_of(found)
    except (ValueError, RecursionError) as error:
        raise ReadError(
            f"the JSON cannot be read ({error})", next_step="give the weekly.json of a build", reason="json"
        ) from error
    if report is None:
        raise ReadError(
            "this JSON is no report", next_step=f'give a file with "tieout": "{FORMAT}"', reason="json"
        )
    return report


def report_of(data: Any) -> Report | None:
    """The report of embedded data, or None when it is of another version or does not hold together.

    >>> report_of({"tieout": "report/1", "text": "周报", "blocks": [{"type": "paragraph", "start": 0, "end": 2}]}).text
    '周报'
    >>> report_of({"tieout": "report/99", "text": "周报"}) is None
    True
    """
    if not isinstance(data, Mapping) or data.get("tieout") != FORMAT or not isinstance(data.get("text"), str):
        return None
    text = data["text"]
    try:
        blocks = tuple(
            Block(
                b["type"],
                b["start"],
                b["end"],
                b.get("level", 0),
                b.get("zone", "body"),
                b.get("table"),
                dict(b.get("attrs", {})),
                b.get("chart"),
                b.get("picture"),
            )
            for b in data.get("blocks", ())
        )
        spans = tuple(
            Span(s["start"], s["end"], s["role"], s["fact"], s.get("operator"), tuple(s.get("inputs", ())))
            for s in data.get("spans", ())
        )
        tables = tuple(_table(t, text) for t in data.get("tables", ()))
        warnings = tuple(
            Warn(w["code"], w["message"], w.get("start", 0), w.get("end", 0))
            for w in data.get("warnings", ())
        )
        meta = _meta(data.get("meta", {}))
        charts = tuple(chart_of(c, meta.language) for c in data.get("charts", ()))
        pictures = tuple(picture_of(p) for p in data.get("pictures", ()))
    except (KeyError, TypeError, ValueError, AttributeError, TieoutError):
        return None
    places = [(b.start, b.end) for b in blocks] + [(s.start, s.end) for s in spans]
    if any(not 0 <= a <= b <= len(text) for a, b in places):
        return None
    return Report(text, meta, blocks, tables, spans, warnings, charts, pictures)


def _meta(data: Mapping[str, Any]) -> Meta:
    return Meta(
        _date(data.get("date")),
        data.get("title"),
        data.get("series"),
        data.get("publisher"),
        data.get("language") or "zh",
        data.get("industry_rating"),
        data.get("rating_action"),
        tuple(Analyst(a["name"], a.get("licence")) for a in data.get("analysts", ())),
        tuple(Related(r["title"], _date(r.get("date"))) for r in data.get("related", ())),
    )


def _date(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def _period(text: Any) -> Period | None:
    if not text:
        return None
    first, _, last = str(text).partition("..")
    return Period(date.fromisoformat(first), date.fromisoformat(last or first))


def _table(data: Mapping[str, Any], text: str) -> Table:
    rows = tuple(tuple(str(c) for c in r) for r in data["rows"])
    columns = tuple(str(c) for c in data["columns"])
    period = _period(data.get("period"))
    table = Table(
        columns=columns,
        rows=rows,
        figure=data.get("figure"),
        caption=data.get("caption"),
        source=data.get("source"),
        period=period,
        fields=(None,) * len(columns),
        cells=_places(text, data["start"], data["end"], rows),
        start=data["start"],
        end=data["end"],
    )
    if not data.get("tracker"):
        return table
    tracker = get_tracker(data["tracker"])
    match = match_columns(tracker, columns, rows)
    records, at = _records(tracker, match, columns, rows, period, data.get("records", ()))
    return table.replace(tracker=tracker.name, fields=match.fields, records=records, record_rows=at)


def _places(
    text: str, start: int, end: int, rows: Sequence[Sequence[str]]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Where each cell stands: the table's text has a line per row and a tab between cells."""
    lines = text[start:end].split("\n")
    skipped = len(lines) - len(rows)
    at = start + sum(len(line) + 1 for line in lines[:skipped])
    out = []
    for row, line in zip(rows, lines[skipped:] if skipped >= 0 else (), strict=False):
        places = []
        cells = line.split("\t")
        for j, said in enumerate(row):
            shown = cells[j] if j < len(cells) else ""
            places.append((at, at + len(shown)) if shown == said and shown else (0, 0))
            at += len(shown) + (1 if j < len(cells) else 0)
        at += sum(len(c) + 1 for c in cells[len(row) :])
        out.append(tuple(places))
    return tuple(out)


def _records(
    tracker: Tracker,
    match: Match,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    period: Period | None,
    told: Sequence[Mapping[str, Any]],
) -> tuple[tuple[Record, ...], tuple[int, ...]]:
    """The records as told, with the exact digits of the printed cells where both agree."""
    typed = rows_to_records(match, rows, headers=columns, period=period)
    paired = len(typed.records) == len(told) and tracker.pivot is None
    out: list[Record] = []
    for i, one in enumerate(told):
        base = typed.records[i] if paired else None
        values: dict[str, Any] = {}
        for name, value in one.items():
            if name in ("availability", "doubtful"):
                continue
            mine = base.values.get(name) if base else None
            theirs = _value(tracker.column(name), value)
            values[name] = mine if mine is not None and mine == theirs else theirs
        out.append(
            Record(
                tracker.name,
                tracker.subject_of(values),
                values,
                dict(base.texts) if base else {},
                period,
                availability=one.get("availability"),
                doubtful=bool(one.get("doubtful")),
            )
        )
    return tuple(out), typed.row_index if paired else _rows_of(out, rows)


def _rows_of(records: Sequence[Record], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The row of each record of a grid: the one with its subject's words."""
    out = []
    for r in records:
        names = [s for s in r.subject if s]
        hits = [sum(n in row for n in names) for row in rows]
        out.append(hits.index(max(hits)) if hits else 0)
    return tuple(out)


def _value(column: Column | None, value: Any) -> Any:
    if isinstance(value, Mapping):
        return Money(
            Decimal(value["low"]),
            Decimal(value["high"]),
            value.get("currency"),
            value.get("comparator"),
            value.get("text") or "",
        )
    if isinstance(value, list | tuple):
        return tuple(str(v) for v in value)
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return Decimal(value)
    if isinstance(value, float):
        return Decimal(str(value))
    if column is not None and column.kind == "date":
        return date.fromisoformat(value)
    return value
