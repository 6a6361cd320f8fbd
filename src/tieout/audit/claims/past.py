"""Figures of an earlier issue: ``上次取数时价格为 8.50 元/时``, ``由 41.20 元升至 45.83 元``, ``三次依次为 a、b 和 c``.

With earlier issues, or a desk's history, a figure that a sentence gives for the past of a named row is looked
for under that row and measure. What is found confirms; what is not found may be of a day nobody kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from ...errors import TieoutError
from ...model.evidence import Evidence
from ...model.formula import verify
from ...model.record import Record
from ...model.report import Report
from ..align import Hit, Names, choose_column
from ..grid import Cell, Grid, Grids, norm, typed_cell, unit_fits
from ..mentions import Mention
from .anaphora import with_pronouns
from .base import Context, Draft

__all__ = ["History", "find", "history_of"]

_PAST = re.compile(
    r"上次|上期|上周|上月|此前|之前|曾|去年|今年|\d{1,2}\s*月|由|从|自|依次|取数|一直|恢复|完全一致|前次|"
    r"\b(?:last|previous(?:ly)?|earlier|before|since|from|readings?|ago|was|were|had|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.I,
)


@dataclass(frozen=True)
class History:
    """What is known of earlier periods: records by tracker and normalised subject."""

    records: Mapping[tuple[str, tuple[str, ...]], tuple[Record, ...]]

    def of(self, tracker: str, subject: Sequence[str]) -> tuple[Record, ...]:
        """The records of a subject, whatever their period."""
        return self.records.get((tracker, tuple(norm(s) for s in subject)), ())


def history_of(report: Report, earlier: Iterable[Report], desk: Any) -> History:
    """The records of earlier issues and of the desk's store that lie before the report's date."""
    day = report.meta.date
    found: dict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], Record]] = {}

    def add(records: Iterable[Record], told: date | None) -> None:
        for r in records:
            end = r.period.end if r.period is not None else told
            if end is None or (day is not None and end >= day) or r.doubtful:
                continue
            key = (r.tracker, tuple(norm(s) for s in r.subject))
            found.setdefault(key, {})[(end, tuple(sorted((k, str(v)) for k, v in r.values.items())))] = r

    for other in earlier:
        for table in other.tables:
            add(table.records, table.period.end if table.period else other.meta.date)
    if desk is not None:
        for name in dict.fromkeys(t.tracker for t in report.tables if t.tracker):
            try:
                add(desk.store.records(name), None)
            except (AttributeError, TieoutError):
                continue
    return History({k: tuple(v.values()) for k, v in found.items()})


def find(
    context: Context, grids: Grids, names: Names, history: History, open_numbers: set[int]
) -> Iterator[Draft]:
    """Figures of the past that the history confirms; ``open_numbers`` are those nothing else has checked."""
    hits = with_pronouns(context.sentences, [names.find(s.text, s.start) for s in context.sentences])
    carried: list[Hit] = []
    for i, sentence in enumerate(context.sentences):
        own = hits[i] or carried
        if own and _PAST.search(sentence.low):
            for m in context.mentions[i]:
                if m.q.start in open_numbers and not m.q.rank and m.unit_kind not in ("pp", "times"):
                    draft = _value(context, i, m, own, grids, history)
                    if draft is not None:
                        yield draft
        carried = list(hits[i]) or carried


def _value(
    context: Context, i: int, m: Mention, hits: Sequence[Hit], grids: Grids, history: History
) -> Draft | None:
    sentence = context.sentences[i]
    for grid in grids.grids:
        if grid.tracker is None or not history.records:
            continue
        rows = _rows(grid, [h for h in hits if h.start < m.q.start] or list(hits))
        words = sentence.text[: m.q.end - sentence.start] + " " + m.tail[:24]
        for r in rows:
            column, _ = choose_column(grid, words, m.q, [grid.rows[r]])
            if column is None:
                continue
            cell = grid.rows[r].cells[column]
            found = _known(grid, r, column, history, m)
            if found is None and cell.operand is not None and unit_fits(m.q, cell):
                good = verify(m.q, cell.operand).verdict == "supported"
                found = (cell, cell.evidence(grid.table.period)) if good else None
            if found is not None:
                return Draft(
                    "value",
                    "TIE101",
                    m.q.start,
                    m.q.end,
                    m.q,
                    fixed="supported",
                    subject=grid.rows[r].label,
                    metric=grid.headers[column],
                    said=m.q.value,
                    expected=found[0].operand.value if found[0].operand else None,
                    reason="as an earlier issue or the desk's history has it",
                    numbers=((m.q.start, m.q.end),),
                    evidence=(found[1],),
                )
    return None


def _rows(grid: Grid, hits: Sequence[Hit]) -> list[int]:
    """The rows the names agree on where they do, else every row named, the last named first."""
    sets = [{r for g, r in h.rows if g == grid.index} for h in hits]
    sets = [s for s in sets if s]
    if not sets:
        return []
    both = sets[-1]
    for other in reversed(sets[:-1]):
        both = (both & other) or both
    rest = [r for s in reversed(sets) for r in sorted(s)]
    return list(dict.fromkeys([*sorted(both), *rest]))


def _known(grid: Grid, row: int, column: int, history: History, m: Mention) -> tuple[Cell, Evidence] | None:
    field = grid.table.fields[column] if column < len(grid.table.fields) else None
    at = dict(zip(grid.table.record_rows, grid.table.records, strict=False))
    record = at.get(row)
    typed = grid.tracker.column(field) if grid.tracker and field else None
    if field is None or record is None or typed is None or grid.tracker is None:
        return None
    for old in history.of(grid.tracker.name, record.subject):
        value = old.get(field)
        if not isinstance(value, Decimal):
            continue
        text = old.texts.get(field) or str(value)
        cell = typed_cell(grid.headers[column], typed, text)
        if (
            cell.operand is not None
            and unit_fits(m.q, cell)
            and verify(m.q, cell.operand).verdict == "supported"
        ):
            return cell, Evidence("history", value=cell.operand.value, period=old.period, note=text)
    return None
