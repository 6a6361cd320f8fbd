"""The report: meta, text and blocks; the same object whether composed or read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from ..quantity.types import Period
from .evidence import json_value
from .figures import Chart, Picture
from .record import Record

__all__ = ["Analyst", "Block", "BlockType", "Meta", "Related", "Report", "Role", "Span", "Table", "Warn"]

BlockType = Literal["heading", "paragraph", "list_item", "table", "chart", "picture"]
Role = Literal["number", "name", "direction", "count", "date", "text"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the report's text that says a fact: ``report.text[start:end]`` is what is shown.

    ``fact`` is the key of the fact (``fact:...``), or of an outside statement (``src:...``).
    ``operator`` and ``inputs`` repeat the fact's lineage for readers that have no fact table.
    """

    start: int
    end: int
    role: Role
    fact: str
    operator: str | None = None
    inputs: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain JSON of the span."""
        return {
            "start": self.start,
            "end": self.end,
            "role": self.role,
            "fact": self.fact,
            "operator": self.operator,
            "inputs": list(self.inputs),
        }


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the text. ``table`` is the index into ``Report.tables`` for a table block, ``chart``
    and ``picture`` those into ``Report.charts`` and ``Report.pictures``; these two have no text.

    ``zone`` tells where it stands: cover, contents, figures (the list of figures), body, back
    (ratings, certification, disclaimer). ``level`` is the depth of a heading or list item.
    """

    type: BlockType
    start: int
    end: int
    level: int = 0
    zone: Literal["cover", "contents", "figures", "body", "back"] = "body"
    table: int | None = None
    attrs: Mapping[str, str] = field(default_factory=dict)
    chart: int | None = None
    picture: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's block."""
        out: dict[str, Any] = {
            "type": self.type,
            "start": self.start,
            "end": self.end,
            "level": self.level,
            "zone": self.zone,
        }
        for name in ("table", "chart", "picture"):
            if getattr(self, name) is not None:
                out[name] = getattr(self, name)
        if self.attrs:
            out["attrs"] = dict(self.attrs)
        return out


@dataclass(frozen=True, slots=True)
class Warn:
    """A doubt about the import or the build: rule code, words, place."""

    code: str
    message: str
    start: int = 0
    end: int = 0

    def as_json(self) -> dict[str, Any]:
        """The contract's warning."""
        return {"code": self.code, "message": self.message, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed and as understood.

    ``columns`` are the headers (a two-row header joined with a space), ``rows`` the printed cells,
    filled to the header's width; ``cells`` the span of each printed cell in the report's text,
    (0, 0) where it has none (a merged cell filled down). ``start``/``end`` span the grid, header
    included; the caption and the source line stand outside it. ``records`` are typed by
    ``tracker``; ``record_rows[i]`` is the row of ``records[i]``. ``fields[j]`` is the tracker's
    field of column j, or None.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figure: str | None = None
    caption: str | None = None
    source: str | None = None
    tracker: str | None = None
    period: Period | None = None
    records: tuple[Record, ...] = ()
    record_rows: tuple[int, ...] = ()
    fields: tuple[str | None, ...] = ()
    cells: tuple[tuple[tuple[int, int], ...], ...] = ()
    start: int = 0
    end: int = 0

    def replace(self, **changes: Any) -> Table:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    def column_of(self, name: str) -> int | None:
        """The index of the column that holds a tracker's field, or None."""
        return self.fields.index(name) if name in self.fields else None

    def as_json(self) -> dict[str, Any]:
        """The contract's table."""
        return {
            "figure": self.figure,
            "caption": self.caption,
            "source": self.source,
            "tracker": self.tracker,
            "period": str(self.period) if self.period else None,
            "columns": list(self.columns),
            "rows": [list(r) for r in self.rows],
            "records": [r.as_json() for r in self.records],
            "start": self.start,
            "end": self.end,
        }


@dataclass(frozen=True, slots=True)
class Analyst:
    """An analyst licensed on the cover."""

    name: str
    licence: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """An earlier report named on the cover."""

    title: str
    date: date | None = None


@dataclass(frozen=True, slots=True)
class Meta:
    """What the cover says of the report itself."""

    date: date | None = None
    title: str | None = None
    series: str | None = None
    publisher: str | None = None
    language: str = "zh"
    industry_rating: str | None = None
    rating_action: str | None = None
    analysts: tuple[Analyst, ...] = ()
    related: tuple[Related, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's meta."""
        return {
            "date": json_value(self.date),
            "title": self.title,
            "series": self.series,
            "publisher": self.publisher,
            "language": self.language,
            "industry_rating": self.industry_rating,
            "rating_action": self.rating_action,
            "analysts": [{"name": a.name, "licence": a.licence} for a in self.analysts],
            "related": [{"title": r.title, "date": json_value(r.date)} for r in self.related],
        }


@dataclass(frozen=True, slots=True)
class Report:
    """A report: everything the writer made or the reader found.

    ``text`` is the blocks joined by a line feed, or the decoded file itself for plain text;
    everywhere ``quote == text[start:end]``. ``spans`` are bound stretches (only our own reports
    have them).
    """

    text: str
    meta: Meta = Meta()
    blocks: tuple[Block, ...] = ()
    tables: tuple[Table, ...] = ()
    spans: tuple[Span, ...] = ()
    warnings: tuple[Warn, ...] = ()
    charts: tuple[Chart, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def quote(self, item: Block | Span | Table | Warn) -> str:
        """The text a block, span, table or warning covers."""
        return self.text[item.start : item.end]

    def records(self, tracker: str | None = None) -> Iterator[Record]:
        """All records of all tables, or of one tracker, in printed order."""
        for table in self.tables:
            if tracker is None or table.tracker == tracker:
                yield from table.records

    def replace(self, **changes: Any) -> Report:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    def as_json(self) -> dict[str, Any]:
        """What ``tieout read --format json`` prints."""
        return {
            "text": self.text,
            "meta": self.meta.as_json(),
            "blocks": [b.as_json() for b in self.blocks],
            "tables": [t.as_json() for t in self.tables],
            "warnings": [w.as_json() for w in self.warnings],
        }
