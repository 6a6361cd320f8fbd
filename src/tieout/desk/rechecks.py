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
SHOWN = 3


def unchanged_for_long(
    tracker: Tracker, period: Period | None, records: Sequence[Record], past: Past, days: int
) -> list[str]:
    """What to ask about the sticky fields of a set, one line per field; empty when all is well.

    A value counts from the first record that said it in an unbroken run, or from the last day somebody
    rechecked it in that run; more than ``days`` up to the end of its period are too many.
    """
    if period is None:
        return []
    old: dict[str, list[str]] = {}
    for record in records:
        for field in record.values:
            column = tracker.column(field)
            if column is None or column.field not in tracker.sticky or record.get(field) is None:
                continue
            since, looked = _run(record, field, past)
            last = max(since, looked) if looked else since
            if (period.end - last).days > days:
                seen = f"{' '.join(record.subject)} {text_of(record, field)} since {since}"
                old.setdefault(column.field, []).append(seen + (f", rechecked {looked}" if looked else ""))
    lines = []
    for field, told in old.items():
        column = tracker.column(field)
        header = column.header("zh") if column else field
        more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
        lines.append(
            f"{tracker.name} {period}: {header} unchanged for more than {days} days: "
            f"{'; '.join(told[:SHOWN])}{more}. Next: look at the source again and fill in 复核日期 (Rechecked on)"
        )
    return lines


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
