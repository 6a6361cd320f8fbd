"""A tracker printed as a grid: models across, benchmarks down, each cell with the fact it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..model import Record, Table
from .asof import Block
from .binder import Binder, role_of
from .builder import TableCell
from .tables import Only, Prepared

__all__ = ["prepare_grid"]


def prepare_grid(binder: Binder, block: Block, period: str | None, only: Only = ()) -> Prepared:
    """The grid of a block's records; a pair that nobody scored has the house's null mark.

    A column of groups or of metrics stands in front where any record has one, and a label that stays
    the same is printed once.
    """
    view, tracker = block.view, block.tracker
    pivot = tracker.pivot
    assert pivot is not None
    records = [r for r in view.records if not only or r.subject[0] in only]
    across = list(dict.fromkeys(str(r[pivot.across]) for r in records))
    lines = _lines([_line(r, pivot.group, pivot.down, pivot.metric) for r in records])
    cells = {(_line(r, pivot.group, pivot.down, pivot.metric), str(r[pivot.across])): r for r in records}
    heads = [pivot.group, pivot.down, pivot.metric]
    shown = [n for n in range(3) if n == 1 or any(line[n] for line in lines)]
    labels = [tracker.column(heads[n]) for n in shown]
    rows: list[tuple[TableCell, ...]] = []
    at: list[int] = []
    printed: list[Record] = []
    above: tuple[str, ...] = ()
    for line in lines:
        row = _labels(binder, [line[n] for n in shown], above)
        above = tuple(c.text for c in row)
        for name in across:
            record = cells.get((line, name))
            if record is None:
                row.append(TableCell(view.choices.null_mark))
                continue
            fact = binder.keep(view.value(record, pivot.cell), period)
            text = view.choices.null_mark
            if isinstance(fact.value, Decimal):
                text = view.digits(fact)
            row.append(TableCell(text, role_of(fact), fact, parts=((text, fact), (_k(record), None))))
            row[-1] = replace(row[-1], text=text + _k(record))
            printed.append(record.replace(texts=dict(record.texts) | {pivot.cell: text}))
            at.append(len(rows))
        rows.append(tuple(row))
    names = (binder.desk.word(name, binder.language) for name in across)
    columns = (*(c.header(binder.language) for c in labels if c is not None), *names)
    table = Table(
        columns,
        (),
        tracker=tracker.name,
        period=block.period,
        records=tuple(printed),
        record_rows=tuple(at),
        fields=(*(heads[n] for n in shown), *(None for _ in across)),
    )
    return Prepared(table, tuple(rows), False)


Line = tuple[str, str, str]


def _line(record: Record, *names: str) -> Line:
    group, down, metric = (str(record.get(n) or "") for n in names)
    return group, down, metric


def _lines(told: Sequence[Line]) -> list[Line]:
    """Each line once; those of a group stand together, groups in the order they were met."""
    groups = list(dict.fromkeys(g for g, _, _ in told))
    return sorted(dict.fromkeys(told), key=lambda line: groups.index(line[0]))


def _labels(binder: Binder, words: Sequence[str], above: tuple[str, ...]) -> list[TableCell]:
    out: list[TableCell] = []
    merging = True
    for n, word in enumerate(words):
        text = binder.desk.word(word, binder.language) if word else ""
        # The innermost label names the row and is printed in each.
        merging = merging and n < len(words) - 1 and n < len(above) and above[n] == text != ""
        out.append(TableCell(text, "name", merged=merging))
    return out


def _k(record: Record) -> str:
    """What stands behind a score whose metric leaves its k open: ``86.7 (cons@32)``."""
    k = record.get("k")
    metric = str(record.get("metric") or "")
    if not isinstance(k, Decimal):
        return ""
    return f" ({metric.rpartition('@')[0]}@{k})" if metric.endswith("@k") else f" (@{k})"
