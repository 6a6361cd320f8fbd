"""Was the column of a contradicted figure the one the words meant?

Where several figures differ from one column of a table, and fewer agree with it, the column was the wrong one
for all of them: people slip once. Two figures that only changed places are a slip.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ...quantity import Quantity
from .base import Judged

__all__ = ["reconsidered"]

_Column = tuple[int | None, str | None]


def reconsidered(judged: Sequence[Judged]) -> list[Judged]:
    """The verdicts, those contradicted by one cell made open where another column was likelier meant."""
    good = Counter(c for j in judged if j.verdict.startswith("supported") and (c := _column(j)) is not None)
    bad = Counter(c for j in judged if _by_one_cell(j) and (c := _column(j)) is not None)
    out = []
    for j in judged:
        reason = ""
        column = _column(j)
        if _by_one_cell(j) and column is not None:
            if bad[column] > max(1, good[column]) and not _changed_over(j, judged):
                reason = "several figures differ from this column: another was meant"
        out.append(replace(j, verdict="unchecked", reason=reason, best=None) if reason else j)
    return out


def _by_one_cell(j: Judged) -> bool:
    return (
        j.verdict == "contradicted"
        and j.draft.kind in ("value", "share", "change")
        and j.draft.rule == "TIE101"
        and j.draft.stated is not None
        and len(j.evidence) == 1
        and j.evidence[0].kind == "cell"
    )


def _column(j: Judged) -> _Column | None:
    """The column of a table that a figure was held against."""
    cells = [e for e in j.evidence if e.kind == "cell"]
    return (cells[0].table, cells[0].column) if len(cells) == 1 else None


def _changed_over(j: Judged, judged: Sequence[Judged]) -> bool:
    """True where another contradicted figure of the column is the one of this cell: the two changed places."""
    at, stated = j.evidence[0], j.draft.stated
    assert stated is not None
    for k in judged:
        other = k.draft.stated
        if k is j or not _by_one_cell(k) or _column(k) != _column(j) or other is None:
            continue
        if _is(stated, k.evidence[0].value) and _is(other, at.value):
            return True
    return False


def _is(q: Quantity, value: object) -> bool:
    return isinstance(value, Decimal) and abs(value) in (abs(q.value), abs(q.value / q.scale))
