"""Generated closes: nothing here was ever quoted anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from tieout.calendar import previous_trading_day, trading_days
from tieout.model import Record
from tieout.quantity import Period

WEEK = Period(date(2025, 1, 20), date(2025, 1, 24))


def bar(code: str, day: date, close: str | Decimal, name: str | None = None) -> Record:
    values = {"code": code, "date": day, "close": Decimal(close)} | ({"name": name} if name else {})
    return Record("market", (code, day.isoformat()), values, {"close": str(close)}, Period.day(day))


def week_of(code: str, closes: Sequence[str], name: str | None = None, week: Period = WEEK) -> list[Record]:
    """The session before the week, then its sessions; ``None`` leaves a day out."""
    days = trading_days(week)
    every = (previous_trading_day(days[0]), *days)
    return [bar(code, d, c, name) for d, c in zip(every, closes, strict=True) if c is not None]
