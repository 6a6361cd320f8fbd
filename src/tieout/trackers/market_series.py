"""Closes of one index or stock in the order of days, each a fact with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from ..calendar import Market, market_of, minus_months, trading_week
from ..model import Evidence, Fact, FactKey, Record
from ..quantity import Period

__all__ = ["Closes", "closes_of", "lacking", "lineage", "needed", "reviewed"]


@dataclass(frozen=True)
class Closes:
    """The closes of one code, oldest first.

    ``facts`` holds one fact per day, key ``market/close/CODE/DATE``. ``name`` is what prose calls it.
    """

    code: str
    name: str
    market: Market
    facts: tuple[Fact, ...]

    @cached_property
    def by_day(self) -> Mapping[date, Fact]:
        """The facts by their day."""
        return {f.period.start: f for f in self.facts if f.period is not None}

    @property
    def days(self) -> tuple[date, ...]:
        """The days that have a close, in order."""
        return tuple(self.by_day)

    def on(self, day: date) -> Fact:
        """The close of a day; a fact without value, ``missing="not_collected"``, where there is none."""
        found = self.by_day.get(day)
        if found is not None:
            return found
        key = FactKey("market", "close", (self.code, day.isoformat()))
        return Fact(key, None, period=Period.day(day), missing="not_collected")


def closes_of(
    records: Iterable[Record],
    *,
    names: Mapping[str, str] | None = None,
    markets: Mapping[str, Market] | None = None,
) -> dict[str, Closes]:
    """The series of every code in records of the tracker ``market``, in the order codes first appear.

    ``names`` gives the name to print for a code (else the record's own, else the code); ``markets``
    the calendar of a code whose letters do not tell it. Of two records of one day the later one in
    the list counts, as the store returns corrections last.

    >>> row = {"code": "000300.SH", "name": "沪深300", "date": date(2025, 1, 24), "close": Decimal("3832.86")}
    >>> closes_of([Record("market", ("000300.SH", "2025-01-24"), row)])["000300.SH"].name
    '沪深300'
    """
    books: dict[str, dict[date, Fact]] = {}
    told: dict[str, str] = {}
    for record in records:
        day, value = record.get("date"), record.get("close")
        if not isinstance(day, date) or not isinstance(value, Decimal):
            continue
        code = record.subject[0]
        books.setdefault(code, {})[day] = _close(record, day, value)
        if record.get("name"):
            told.setdefault(code, str(record["name"]))
    out = {}
    for code, book in books.items():
        market = (markets or {}).get(code) or market_of(code)
        name = (names or {}).get(code) or told.get(code) or code
        out[code] = Closes(code, name, market, tuple(book[d] for d in sorted(book)))
    return out


def needed(issue: date) -> Period:
    """The days whose closes an issue of that date may need: thirteen months to the date itself.

    Twelve calendar months of the performance box, and room for the longest holiday before them.
    """
    return Period(minus_months(issue, 13), issue)


def reviewed(records: Iterable[Record], issue: date, *, market: Market = "XSHG") -> tuple[Record, ...]:
    """The bars an issue of that date may look at for its week: none after the reviewed week's end.

    An issue dated Monday may print Monday's prices, but its market week ended on Friday.
    """
    end = trading_week(issue, market).end
    return tuple(r for r in records if isinstance(r.get("date"), date) and r["date"] <= end)


def lineage(*facts: Fact) -> tuple[Fact, ...]:
    """The facts and everything they were computed from, each once, in order."""
    found: dict[FactKey, Fact] = {}
    waiting = list(reversed(facts))
    while waiting:
        fact = waiting.pop()
        if fact.key not in found:
            found[fact.key] = fact
            waiting += reversed(fact.inputs)
    return tuple(found.values())


def lacking(*facts: Fact) -> tuple[FactKey, ...]:
    """The closes that were needed and nobody collected, each once, in order."""
    return tuple(f.key for f in lineage(*facts) if not f.inputs and f.missing is not None)


def _close(record: Record, day: date, value: Decimal) -> Fact:
    origin = record.origin
    place = "!".join(p for p in (origin.source, origin.sheet, origin.cells.get("close", "")) if p)
    period = Period.day(day)
    note = f"{place}#{record.snapshot}" if record.snapshot else place
    seen = Evidence("market", origin.table, origin.row, "close", value=value, period=period, note=note)
    decimals = max(0, -int(value.as_tuple().exponent))
    text = record.texts.get("close", "")
    key = FactKey("market", "close", (record.subject[0], day.isoformat()))
    return Fact(key, value, None, decimals, period, text, evidence=(seen,))
