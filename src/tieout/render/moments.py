"""Days and moments as people give them."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from datetime import time as Time
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["day_of", "moment_of"]


def day_of(text: str) -> Date:
    """A date as typed."""
    try:
        return Date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no date", next_step="write it as 2025-01-27") from None


def moment_of(told: str | Date | datetime | None, desk: Desk, name: str = "--as-of") -> datetime | None:
    """A moment with its zone, the desk's unless it says one; a date alone means the end of that day.

    ``name`` is the option or argument an error speaks of.
    """
    if told is None:
        return None
    if isinstance(told, str):
        try:
            told = Date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told)
        except ValueError:
            step = "write it as 2025-01-27 or 2025-01-27T18:00"
            raise UsageError(f"{name} {told!r} is no time", next_step=step) from None
    moment = told if isinstance(told, datetime) else datetime.combine(told, Time.max)
    return moment if moment.tzinfo else moment.replace(tzinfo=desk.timezone)
