"""Measures of closes as records of the trackers that print them: market_stat, relative_performance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from ..model import Fact, FactKey, Origin, Record
from ..quantity import Period, format_number, format_percent, round_half_up
from .market_measures import (
    HORIZON_DECIMALS,
    HORIZONS,
    WEEK_DECIMALS,
    Leader,
    horizon_return,
    max_daily_gain,
    max_daily_loss,
    member_extreme,
    window_return,
)
from .market_series import Closes, lacking

__all__ = ["Measured", "day_of_box", "market_stats", "relative_performance"]

# A computed record has no cell; its facts carry the lineage.
_ORIGIN = Origin(source="market")


@dataclass(frozen=True, slots=True)
class Measured:
    """Records computed from closes, the facts behind their values, and the closes that were lacking.

    Give ``lineage(*facts)`` to the view that shows the records (``View.keep``): every value then keeps
    its formula, down to the closes, instead of being a cell of its own. ``gaps`` are keys
    ``market/close/CODE/DATE``.
    """

    records: tuple[Record, ...]
    facts: tuple[Fact, ...]
    gaps: tuple[FactKey, ...]


def market_stats(
    indexes: Sequence[Closes],
    week: Period,
    *,
    members: Mapping[str, Sequence[Closes]] | None = None,
) -> Measured:
    """The market week: for each index its largest daily gain and loss, return, best and worst member.

    ``members`` gives the series of the members by the index's code; an index without them has no
    member statistics. A week without a rising (or falling) session has no such record.
    """
    records: list[Record] = []
    facts: list[Fact] = []
    for index in indexes:
        for stat, measured in (
            ("max_daily_gain", max_daily_gain(index, week)),
            ("max_daily_loss", max_daily_loss(index, week)),
            ("week_return", _week(index, week)),
        ):
            if measured.value is not None or measured.missing is not None:
                facts.append(measured)
                records.append(_stat(index.name, stat, week, measured))
        inside = (members or {}).get(index.code, ())
        if inside:
            for leader, stat in (
                (member_extreme(index.name, inside, week, "top"), "top_member"),
                (member_extreme(index.name, inside, week, "bottom"), "bottom_member"),
            ):
                facts += [leader.who, leader.move]
                records.append(_stat(index.name, stat, week, leader.move, leader))
    return Measured(tuple(records), tuple(facts), lacking(*facts))


def relative_performance(
    indexes: Sequence[Closes], day: date, *, horizons: Iterable[int] = HORIZONS
) -> Measured:
    """The performance box of an issue: one record per index with its 1, 3 and 12 month returns.

    ``day`` is the date of the issue; see :func:`~tieout.trackers.market_measures.horizon_return`
    for the definition.
    """
    records: list[Record] = []
    facts: list[Fact] = []
    for index in indexes:
        values: dict[str, object] = {"index_name": index.name}
        texts = {"index_name": index.name}
        missing = None
        for months in horizons:
            field = f"ret_{months}m_pct"
            measured = horizon_return(index, day, months)
            key = FactKey("relative_performance", field, (index.name,))
            fact = replace(_rounded(measured, HORIZON_DECIMALS), key=key)
            facts.append(fact)
            values[field] = fact.value
            missing = missing or fact.missing
            if fact.value is not None:
                texts[field] = format_number(fact.value, HORIZON_DECIMALS)
        records.append(
            Record(
                "relative_performance",
                (index.name,),
                values,
                texts,
                Period.day(day),
                availability=missing,
                origin=_ORIGIN,
            )
        )
    return Measured(tuple(records), tuple(facts), lacking(*facts))


def day_of_box(
    indexes: Sequence[Closes], stated: Iterable[Record], issue: date, *, within: int = 7
) -> date | None:
    """The day a printed performance box was made for: the latest one on which all of it ties.

    Looks from the issue date back ``within`` days, since a box printed in Monday's issue may have
    been filled in on the weekend before. None where no day gives every printed number that can be
    computed, or where none can.

    Parameters
    ----------
    indexes
        Series named as the box names them.
    stated
        Records of ``relative_performance`` as printed.
    """
    box = {r.subject[0]: r for r in stated}
    known = [s for s in indexes if s.name in box]
    for back in range(within + 1):
        day = issue - timedelta(days=back)
        checked = 0
        for made in relative_performance(known, day).records:
            printed = box[made.subject[0]]
            pairs = [(printed.get(f), v) for f, v in made.values.items() if isinstance(v, Decimal)]
            pairs = [(a, v) for a, v in pairs if a is not None]
            if any(a != v for a, v in pairs):
                break
            checked += len(pairs)
        else:
            if checked:
                return day
    return None


def _week(index: Closes, week: Period) -> Fact:
    measured = window_return(index, week)
    key = FactKey("market_stat", "value_pct", (index.name, "week_return"))
    return replace(_rounded(measured, WEEK_DECIMALS), key=key)


def _rounded(fact: Fact, decimals: int) -> Fact:
    """The fact at the digits it is published with; differences of it are then those a reader finds."""
    return fact if fact.value is None else replace(fact, value=round_half_up(fact.value, decimals))


def _stat(index: str, stat: str, week: Period, fact: Fact, leader: Leader | None = None) -> Record:
    values = {"index": index, "stat": stat, "value_pct": fact.value}
    texts = {"index": index, "stat": stat}
    if leader is not None and leader.name:
        values["member"] = texts["member"] = leader.name
    if fact.value is not None:
        texts["value_pct"] = format_percent(fact.value, WEEK_DECIMALS)
    return Record(
        "market_stat", (index, stat), values, texts, week, availability=fact.missing, origin=_ORIGIN
    )
