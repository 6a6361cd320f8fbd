"""The gates against columns that are empty, and against columns that stand under the wrong header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from ..model import Record
from ..trackers import Tracker
from .doubts import Arrivals, Doubt, Figure, figure, place_of, text_of
from .past import Past

__all__ = ["null", "shifted"]

FACTOR = 2
"""A column is off its own history when its values changed by this factor in the median."""
ENOUGH = 3
"""So many rows at least are needed to speak of a column."""
_BARE_NUMBER = re.compile(r"[-+−]?[\d,]+(?:\.\d+)?\s*%?|\d+:\d\d(?::\d\d)?")


def null(arrived: Arrivals, past: Past) -> Doubt | None:
    """A numeric column that is mostly null now and was not in the last set; a reason told is no doubt."""
    tracker = arrived.tracker
    before = list(past.set_before(arrived.period.end).values()) if arrived.period else []
    # A correction of two rows is judged with the rows it joins.
    whole = past.around(arrived.period.end) if arrived.period else {}
    rows = list((whole | {r.subject: r for r in arrived.new}).values())
    if len(arrived.new) < 2:
        return None
    figures = []
    names = dict.fromkeys(f for r in (*rows, *before) for f in r.values)
    for name in names:
        column = tracker.column(name)
        if column is None or column.key or column.derived or not column.numeric:
            continue
        absent = all(name not in r.values for r in rows)
        # Years come and go, and changes are computed where they are not stated.
        if absent and (column.change_of or column.per_year):
            continue
        # A change left blank is computed as well; one marked as not there is not what was expected.
        without = [
            r
            for r in rows
            if r.get(name) is None
            and r.availability is None
            and not (column.change_of and not r.texts.get(name, "").strip())
        ]
        had = sum(1 for r in before if r.get(name) is not None)
        was_filled = bool(before) and had * 2 > len(before)
        empty = not before and name == tracker.main and len(without) == len(rows)
        if empty or (was_filled and len(without) >= 2 and len(without) * 2 > len(rows)):
            was = f"{had} of {len(before)} filled" if before else ""
            note = "the column is missing" if absent else ""
            now = f"{len(rows) - len(without)} of {len(rows)} filled"
            figures.append(
                Figure((column.header("zh"),), name, was, now, note, place_of(arrived.new[0], name))
            )
    if not figures:
        return None
    step = "fill the column in, or tell by 供应状态 why there is no value"
    return Doubt("GATE-NULL", "a column that holds values is empty or mostly null", step, tuple(figures))


def shifted(arrived: Arrivals, past: Past) -> Doubt | None:
    """A column whose values are those of the column beside it, subject by subject, and not its own."""
    tracker = arrived.tracker
    before = past.set_before(arrived.period.end) if arrived.period else {}
    pairs = [(before[r.subject], r) for r in arrived.new if r.subject in before]
    if len(pairs) < ENOUGH:
        return None
    names = [f for f in pairs[0][1].values if (c := tracker.column(f)) and c.numeric and not c.derived]
    # Levels and their changes alternate: the column beside is also the next level.
    levels = [f for f in names if (c := tracker.column(f)) and not c.change_of and c.kind != "money"]
    figures = []
    for name in levels:
        fits = [
            (fit, beside)
            for beside in dict.fromkeys((*_beside(names, name), *_beside(levels, name)))
            if (fit := _moved_over(pairs, name, beside)) is not None
        ]
        if fits:
            old, new = pairs[0]
            beside = min(fits)[1]
            figures.append(figure(new, name, old, f"{beside} was {text_of(old, beside)}"))
    figures += _numbers_for_words(tracker, pairs)
    if not figures:
        return None
    told = "the values of a column fit the one beside it better than their own history"
    step = "put the values back under their headers (an unquoted comma or a deleted cell shifts a row)"
    return Doubt("GATE-SHIFT", told, step, tuple(figures))


def _beside(names: Sequence[str], name: str) -> tuple[str, ...]:
    place = names.index(name)
    return (*names[max(place - 1, 0) : place], *names[place + 1 : place + 2])


def _moved_over(pairs: Sequence[tuple[Record, Record]], name: str, beside: str) -> Decimal | None:
    """How far new values are from the column beside, where that is near and their own is far; else None."""
    own: list[Decimal] = []
    other: list[Decimal] = []
    exact = 0
    for old, new in pairs:
        value, mine, theirs = new.get(name), old.get(name), old.get(beside)
        if not all(isinstance(v, Decimal) for v in (value, mine, theirs)):
            continue
        own.append(_factor(value, mine))
        other.append(_factor(value, theirs))
        exact += value == theirs != mine
    if len(own) < ENOUGH:
        return None
    off, near = median(own), median(other)
    same = exact >= ENOUGH and exact * 5 >= len(own) * 4
    return near if same or (off > FACTOR and near * FACTOR < off) else None


def _factor(a: Decimal, b: Decimal) -> Decimal:
    """How many times one value is the other; opposite signs and a zero are as far as can be."""
    if a == b:
        return Decimal(1)
    if a * b <= 0:
        return Decimal(1000)
    return max(a / b, b / a)


def _numbers_for_words(tracker: Tracker, pairs: Sequence[tuple[Record, Record]]) -> list[Figure]:
    figures = []
    for column in tracker.columns:
        if column.kind != "text" or column.key:
            continue
        old = [str(o.get(column.field)) for o, _ in pairs if o.get(column.field)]
        new = [str(n.get(column.field)) for _, n in pairs if n.get(column.field)]
        if len(old) >= ENOUGH and len(new) >= ENOUGH and _numbers(new) * 2 > len(new) > _numbers(old) * 2:
            figures.append(figure(pairs[0][1], column.field, pairs[0][0], "a number where words stood"))
    return figures


def _numbers(texts: Iterable[str]) -> int:
    return sum(1 for t in texts if _BARE_NUMBER.fullmatch(t.strip()))
