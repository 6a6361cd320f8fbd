"""Values that stay the same for long: they are asked about, not stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ..model import Record
from ..quantity.types import Period
from ..trackers import Tracker
from .doubts import text_of
from .past import Past

__all__ = ["unchanged_for_long"]

RECHECKED = "rechecked_on"


def unchanged_for_long(
    tracker: Tracker, period: Period | None, records: Sequence[Record], past: Past, days: int
) -> list[str]:
    """What to ask about the sticky fields of a set, one short line per field; empty when all is well.

    A value counts from the first record that said it in an unbroken run, or from the last day somebody
    rechecked it in that run; more than ``days`` up to the end of its period are too many. What a year
    that is over came to (``eps_2023a``) stays the same for good and is not asked about.
    """
    if period is None:
        return []
    old: dict[str, list[tuple[str, str, date, date | None]]] = {}
    for record in records:
        for field in record.values:
            column = tracker.column(field)
            if column is None or column.field not in tracker.sticky or record.get(field) is None:
                continue
            if column.per_year and field.endswith("a"):
                continue
            since, looked = _run(record, field, past)
            if (period.end - max(since, looked or since)).days > days:
                seen = (" ".join(record.subject), text_of(record, field), since, looked)
                old.setdefault(column.field, []).append(seen)
    return [_line(tracker, period, field, told, days) for field, told in old.items()]


def _line(
    tracker: Tracker,
    period: Period,
    field: str,
    told: Sequence[tuple[str, str, date, date | None]],
    days: int,
) -> str:
    """One line: how many values, the first of them, and what to do."""
    column = tracker.column(field)
    header = column.header("zh") if column else field
    subject, text, since, looked = told[0]
    first = f"{subject} {text} since {since}" + (f", rechecked {looked}" if looked else "")
    more = f" and {len(told) - 1} more" if len(told) > 1 else ""
    return (
        f"{tracker.name} {period}: {header} 超过 {days} 天没变 (unchanged): {first}{more}. "
        "Next: 回来源看过后，把日期填进 复核日期 (Rechecked on)"
    )


def _run(record: Record, field: str, past: Past) -> tuple[date, date | None]:
    """Since when the value has been the same, and when it was last rechecked in that time."""
    assert record.period is not None
    since = record.period.end
    looked = [record.get(RECHECKED)]
    for older in past.back(record):
        if older.get(field) is None:
            continue
        if older.get(field) != record.get(field):
            break
        assert older.period is not None
        since = older.period.end
        looked.append(older.get(RECHECKED))
    return since, max((d for d in looked if isinstance(d, date)), default=None)
