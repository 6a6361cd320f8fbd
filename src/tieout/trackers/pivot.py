"""Grids: a tracker printed with names on both axes.

The header names one axis, the leading cells of each row the other; an outer label may stand in
front and is filled down. Which axis holds the models is told by the shape of the names. A header
that has more or fewer names than a row has scores is not repaired by shifting: the scores are
kept, their names are left open, and the doubt is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Origin, Record
from ..quantity import CellError, CellValue, Period, parse_cell
from .base import Pivot, Tracker
from .cells import clean_name
from .match import normalise_header
from .registry import all_trackers

__all__ = ["GridResult", "grid_of_records", "read_grid"]

_PARENTHESIS = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*$")
_METRIC = re.compile(
    r"^(pass|cons|maj|best|acc|avg|em|f1|bleu|rouge|win ?rate|elo|top)\b|@|准确率|胜率|通过率", re.I
)
# What heads a column of facts about models and is no score.
_NO_SCORE = re.compile(
    r"价|费用|成本|[$¥€元]|参数量|上下文|窗口|日期|时间|时长|访问|环比|同比|票|融资|估值|price|cost|context|date|visits|votes|token",
    re.I,
)


@dataclass(frozen=True, slots=True)
class GridResult:
    """Records of a grid; ``places[i]`` is the (row, column) of record i; ``doubts`` say what was open.

    ``unread`` are the (row, column, text) of cells that stand where a score belongs and are none.
    """

    tracker: Tracker
    records: tuple[Record, ...]
    places: tuple[tuple[int, int], ...]
    doubts: tuple[str, ...]
    score: float
    unread: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    labels: tuple[str, ...]
    first: int
    scores: tuple[str, ...]


def read_grid(
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    period: Period | None = None,
    aligned: bool = False,
) -> GridResult | None:
    """The records of a table that is a grid of scores, or None when it is not one.

    ``aligned`` says that the cells stand in the columns they were written in, as those of a workbook do
    and those of a converted document may not: a word among the scores is then an unread score.
    """
    for tracker in all_trackers():
        if tracker.pivot is not None:
            found = _read(tracker, tracker.pivot, headers, rows, period, aligned)
            if found is not None:
                return found
    return None


def _read(
    tracker: Tracker,
    pivot: Pivot,
    headers: Sequence[str],
    rows: Sequence[Sequence[str]],
    period: Period | None,
    aligned: bool,
) -> GridResult | None:
    body = [r for r in (_split(i, row) for i, row in enumerate(rows)) if r is not None]
    if len(body) < 1 or len(body) < 0.6 * len(rows):
        return None
    labels = Counter(len(r.labels) for r in body).most_common(1)[0][0]
    width = Counter(len(r.scores) for r in body).most_common(1)[0][0]
    if not 1 <= labels <= 3 or width < 2:
        return None
    names = [clean_name(h) for h in headers]
    words = _label_words(tracker)
    while names and normalise_header(names[0]) in words:
        names.pop(0)
    lead = len(headers) - len(names)
    while names and not names[-1]:
        names.pop()
    if len(names) < width and len(headers) == labels + width and any(headers[labels:]):
        # A column whose own name is open stands among the others.
        names, lead = [clean_name(h) for h in headers[labels:]], labels
    if any(_NO_SCORE.search(n) for n in names):
        return None
    across, down = _likeness(pivot, names, [" ".join(r.labels) for r in body if r.labels])
    if max(across, down) < 0.5:
        return None
    turned = down > across
    doubts: list[str] = []
    named = len(names) == width
    if not named:
        doubts.append(
            f"the header has {len(names)} names but a row has {width} scores; the names are left open"
        )
    elif lead != labels:
        doubts.append(f"the header has {lead} label cells where the rows have {labels}")
    metric = tracker.column(pivot.metric)
    said = {normalise_header(h) for h in (*metric.headers_zh, *metric.headers_en)} if metric else set()
    metric_at = next(
        (i for i, h in enumerate(headers[:labels]) if lead == labels and normalise_header(h) in said), -1
    )
    whole, unread = _by_column(rows, body, labels, width) if named and aligned else (body, ())
    records: list[Record] = []
    places: list[tuple[int, int]] = []
    outer: tuple[str, ...] = ("",) * labels
    for row in whole:
        short = len(row.labels) < labels
        own = (*("",) * (labels - len(row.labels)), *row.labels)
        # A benchmark without a metric has none; every other blank label is the one above.
        filled = tuple(
            o or (u if not short and i != metric_at else "")
            for i, (o, u) in enumerate(zip(own, outer, strict=False))
        )
        if short:
            doubts.append(f"row {row.labels[-1] if row.labels else row.index + 1!r} has no outer label")
        else:
            outer = filled
        for j, cell in enumerate(row.scores):
            if (row.index, row.first + j) in {(r, c) for r, c, _ in unread}:
                continue
            name = (names[j] or None) if named else None
            for fields in _cell(pivot, filled, metric_at, name, cell, turned):
                key = tuple(str(fields.get(c.field) or "") for c in tracker.keys)
                column = row.first + j
                records.append(
                    Record(
                        tracker.name,
                        key,
                        fields,
                        {pivot.cell: cell.strip()},
                        period,
                        doubtful=name is None,
                        origin=Origin(row=row.index, cells={pivot.cell: str(column)}),
                    )
                )
                places.append((row.index, column))
    told = tuple(dict.fromkeys(doubts))
    return GridResult(tracker, tuple(records), tuple(places), told, max(across, down), unread)


def _by_column(
    rows: Sequence[Sequence[str]], body: Sequence[_Row], labels: int, width: int
) -> tuple[list[_Row], tuple[tuple[int, int, str], ...]]:
    """The rows with their scores at the columns they stand in, and the cells there that are no scores.

    A row is told from its run of numbers; a word among the scores cuts that run short, and what is left
    of it must not move to the names in front. So such a row is cut where all others are.
    """
    good = {r.index: r for r in body}
    out: list[_Row] = []
    unread: list[tuple[int, int, str]] = []
    for index, row in enumerate(rows):
        known = good.get(index)
        cells = [clean_name(c) for c in row]
        while cells and not cells[-1]:
            cells.pop()
        if known is not None and len(known.labels) <= labels:
            out.append(known)
            continue
        scores = cells[labels : labels + width]
        if not any(_numbers(c) and c for c in scores):
            continue  # a heading inside the table
        unread += [(index, labels + j, c) for j, c in enumerate(scores) if c and _numbers(c) is None]
        out.append(_Row(index, tuple(cells[:labels]), labels, tuple(scores)))
    return out, tuple(unread)


def _label_words(tracker: Tracker) -> set[str]:
    """What may head a column of labels: nothing, or a header of the tracker itself."""
    headers = (h for c in tracker.columns if not c.numeric for h in c.headers_zh + c.headers_en)
    return {"", *(normalise_header(h) for h in headers)}


def _split(index: int, row: Sequence[str]) -> _Row | None:
    """A row as labels and scores: the scores are the run of numbers at its end."""
    cells = [clean_name(c) for c in row]
    while cells and not cells[-1]:
        cells.pop()
    first = next(
        (j for j, c in enumerate(cells) if j and c and _numbers(c) is not None and not _wordy(c)), None
    )
    if first is None:
        return None
    scores = tuple(cells[first:])
    if any(_numbers(s) is None for s in scores):
        return None
    return _Row(index, tuple(cells[:first]), first, scores)


def _wordy(cell: str) -> bool:
    bare = _PARENTHESIS.sub("", cell)
    return bool(re.search(r"[^\W\d_]", bare))


def _numbers(cell: str) -> list[CellValue] | None:
    bare = _PARENTHESIS.sub("", cell)
    try:
        return [parse_cell(p, "decimal") for p in (bare.split("/") if bare.strip("-—/ ") else [bare])]
    except CellError:
        try:
            return [parse_cell(bare, "percent")]
        except CellError:
            return None


def _likeness(pivot: Pivot, names: Sequence[str], labels: Sequence[str]) -> tuple[float, float]:
    """How well (header = models, rows = benchmarks) fits, and the turned reading."""

    def share(pattern: str, words: Sequence[str]) -> float:
        return sum(1 for w in words if re.search(pattern, w, re.I)) / len(words) if words else 0.0

    upright = (share(pivot.across_words, names) + share(pivot.down_words, labels)) / 2
    turned = (share(pivot.down_words, names) + share(pivot.across_words, labels)) / 2
    return upright, turned


def _cell(
    pivot: Pivot, labels: tuple[str, ...], metric_at: int, name: str | None, cell: str, turned: bool
) -> list[dict[str, Any]]:
    values = _numbers(cell) or []
    metric: str | None = None
    if metric_at >= 0:
        metric = labels[metric_at] or None
        labels = labels[:metric_at] + labels[metric_at + 1 :]
    inner = labels[-1] if labels else ""
    group = labels[0] or None if len(labels) > 1 else None
    if metric_at < 0 and len(labels) > 1 and _METRIC.search(inner):
        group, inner, metric = (labels[0] or None if len(labels) > 2 else None), labels[-2], inner
    down, across = (name, inner) if turned else (inner, name)
    found = _PARENTHESIS.search(cell)
    k = re.search(r"@(\d+)", found.group(1)) if found else None
    parts = _PARENTHESIS.search(down or "")
    metrics: list[str | None] = [metric] * len(values)
    if len(values) > 1 and parts and len(parts.group(1).split("/")) == len(values):
        metrics = [m.strip() for m in parts.group(1).split("/")]
    out = []
    for value, one in zip(values, metrics, strict=True):
        fields: dict[str, Any] = {
            pivot.group: group,
            pivot.down: down,
            pivot.metric: one,
            pivot.across: across,
            pivot.cell: value.value,
        }
        if k:
            fields["k"] = parse_cell(k.group(1), "integer").value
        out.append(fields)
    return out


def grid_of_records(
    tracker: Tracker, records: Sequence[Record]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The grid to print: header and rows, models across, benchmarks down, groups in front if any."""
    pivot = tracker.pivot
    assert pivot is not None
    across = list(dict.fromkeys(str(r[pivot.across]) for r in records))
    lines = list(dict.fromkeys((r[pivot.group], r[pivot.down], r[pivot.metric]) for r in records))
    grouped = any(g for g, _, _ in lines)
    metered = any(m for _, _, m in lines)
    head = [
        tracker.column(f)
        for f, on in ((pivot.group, grouped), (pivot.down, True), (pivot.metric, metered))
        if on
    ]
    cells = {(r[pivot.group], r[pivot.down], r[pivot.metric], str(r[pivot.across])): r for r in records}
    rows = []
    for g, d, m in lines:
        label = [str(v or "") for v, on in ((g, grouped), (d, True), (m, metered)) if on]
        scores = [cells.get((g, d, m, a)) for a in across]
        rows.append((*label, *(s.texts.get(pivot.cell, "") if s else "" for s in scores)))
    return (*(c.header("zh") for c in head if c), *across), tuple(rows)
