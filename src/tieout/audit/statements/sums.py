"""Arithmetic a statement shows of itself: a row that is the sum or the balance of the rows above it.

Nothing is taken for a total by its name alone. A relation has to hold in the other columns, to the last
digit but for rounding, before a column that breaks it is doubted; where any relation of the rows fits
every column there is nothing to doubt.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...quantity import Interval
from ..claims.identities.slips import slip_in
from .lines import Statement, StatementRow, Value, per_share

__all__ = ["Broken", "broken_changes", "broken_sums"]

_REACH = 14
_SIGNED = 6
_TOTAL = re.compile(
    r"^(?:sub-?)?total|^gross (?:profit|margin)|^(?:net|operating|comprehensive) (?:income|loss|earnings|profit|cash|sales|revenue|assets|debt|increase|decrease|change)|"
    r"^(?:income|profit|earnings|loss)\b.*\b(?:before|from|for)\b|^ebitda|^cash.*end of|^free cash flow|^(?:operating|pre-?tax|net) (?:profit|income)|合计|总计",
    re.I,
)
_SUBTOTAL = re.compile(r"^(?:sub-?)?total\b|合计|小计", re.I)
"""What is already a sum is only added to where it comes first."""
_RATE = re.compile(
    r"\b(?:per|rate|ratio|average|weighted|shares|yield|%|percent|number of|headcount|eps)\b", re.I
)

_OF_SHARES = re.compile(
    r"\bshares? outstanding\b|\bweighted[- ]average\b|\bper\b.{0,30}\b(?:share|unit|ads)\b|每股|股数|股份数目",
    re.I,
)


@dataclass(frozen=True)
class Broken:
    """A figure that the relation of its row does not give, where the other columns have it."""

    row: StatementRow
    column: int
    value: Value
    expected: Decimal
    formula: str
    parts: tuple[tuple[StatementRow, Value], ...]


def _cells(statement: Statement, row: StatementRow) -> list[Value] | None:
    if not statement.full(row) or _RATE.search(row.label) or per_share(row.label):
        return None
    if _OF_SHARES.search(row.section):
        return None  # Basic and Diluted, below a line that says of what
    if any(v.percent or v.suffix for v in row.values):
        return None
    return list(row.values)


def _amount(v: Value) -> Decimal:
    return v.operand.value if v.operand is not None else Decimal(0)


def _room(values: Sequence[Value]) -> Decimal:
    """How far apart rounding alone can bring a total and its parts."""
    unit = max((Decimal(1).scaleb(-v.decimals) for v in values if v.operand is not None), default=Decimal(1))
    return unit * (Decimal(len(values)) / 2 + Decimal("0.5"))


def _fits(total: Value, parts: Sequence[Value], signs: Sequence[int]) -> bool:
    summed = sum((s * _amount(v) for s, v in zip(signs, parts, strict=True)), Decimal(0))
    return abs(abs(summed) - abs(_amount(total))) <= _room([total, *parts])


def broken_sums(statement: Statement) -> Iterator[Broken]:
    """The figures of a statement that its own relations contradict, one at most for each row."""
    changes = [j for j, c in enumerate(statement.columns) if c.change or _learned(statement, j)]
    columns = [j for j in range(statement.width) if j not in changes]
    if len(columns) < 2:
        return
    rows = statement.rows
    cells = [_cells(statement, r) for r in rows]
    for i in range(2, len(rows)):
        if cells[i] is None:
            continue
        found = _broken_row(rows, cells, i, columns)
        if found is not None:
            yield found


def _broken_row(
    rows: Sequence[StatementRow], cells: Sequence[list[Value] | None], i: int, columns: Sequence[int]
) -> Broken | None:
    mine = cells[i]
    assert mine is not None
    candidate: tuple[int, tuple[int, ...], int] | None = None
    block: list[int] = []
    for j in range(i - 1, max(-1, i - 1 - _REACH), -1):
        if cells[j] is None:
            break  # a line with figures missing, or of another kind: what it adds is not known
        block.insert(0, j)
        if len(block) < 2:
            continue
        patterns = (
            itertools.product(*([(1,)] + [(1, -1)] * (len(block) - 1)))
            if len(block) <= _SIGNED
            else iter([(1,) * len(block), (1, *([-1] * (len(block) - 1)))])
        )
        for signs in patterns:
            fitting = [c for c in columns if _fits(mine[c], [_of(cells, k)[c] for k in block], signs)]
            if len(fitting) == len(columns):
                return None
            plain = len(set(signs[1:])) == 1 and not any(_SUBTOTAL.search(rows[k].label) for k in block[1:])
            if len(fitting) == len(columns) - 1 and plain and candidate is None:
                broken = next(c for c in columns if c not in fitting)
                named = bool(_TOTAL.search(rows[i].label))
                if _telling(mine, len(block), fitting, named=named) and _whole(cells, block, broken, fitting):
                    candidate = (block[0], signs, broken)
    if candidate is None:
        return _balance(rows, cells, i, columns)
    if len(columns) == 2 and not _TOTAL.search(rows[i].label):
        return None
    first, signs, c = candidate
    used = list(range(first, i))
    parts = [(rows[k], _of(cells, k)[c]) for k in used]
    expected = sum((s * _amount(v) for s, (_, v) in zip(signs, parts, strict=True)), Decimal(0))
    gap = abs(abs(expected) - abs(_amount(mine[c])))
    others = [_amount(row[c]) for row in cells if row is not None]
    if mine[c].operand is None or any(abs(abs(x) - gap) <= _room([mine[c]]) for x in others if x):
        return None  # another line of the statement is the difference
    if _pairs_fit(cells, i, columns) or _averaged(mine[c], [v for _, v in parts]):
        return None
    words = " ".join(f"{'+' if s > 0 else '-'} {v.text}" for s, (_, v) in zip(signs, parts, strict=True))
    return Broken(rows[i], c, mine[c], abs(expected), words.removeprefix("+ "), tuple(parts))


_TOP = re.compile(r"^(?:total|net sales|net revenues?|revenues?|sales|turnover|gross)", re.I)
_LESS = re.compile(r"^(?:total|costs? of)", re.I)


def _averaged(total: Value, parts: Sequence[Value]) -> bool:
    """True for a figure between the least and the largest of its parts: a price, a cost or a yield of the whole.

    A sum may come to lie there only by a slip of the pen.
    """
    sizes = [_amount(v) for v in parts]
    if not min(sizes) > 0 or not min(sizes) <= _amount(total) <= max(sizes) or total.operand is None:
        return False
    room = _room([total, *parts])
    return slip_in(total.text, total.operand, Interval(sum(sizes) - room, sum(sizes) + room)) < 3


def _balance(
    rows: Sequence[StatementRow], cells: Sequence[list[Value] | None], i: int, columns: Sequence[int]
) -> Broken | None:
    """``Gross margin`` of total sales less total cost, with the parts of the cost in between."""
    mine = _of(cells, i)
    if not _TOTAL.search(rows[i].label):
        return None
    near = list(
        itertools.takewhile(lambda k: cells[k] is not None, range(i - 1, max(-1, i - 1 - _REACH), -1))
    )
    for b, a in itertools.combinations(near, 2):
        if not _TOP.search(rows[a].label) or not _LESS.search(rows[b].label):
            continue
        fitting = [c for c in columns if _fits(mine[c], [_of(cells, a)[c], _of(cells, b)[c]], (1, -1))]
        if (
            len(fitting) != len(columns) - 1
            or not _telling(mine, 2, fitting, named=True)
            or _pairs_fit(cells, i, columns)
        ):
            continue
        c = next(c for c in columns if c not in fitting)
        left, right = _of(cells, a)[c], _of(cells, b)[c]
        if mine[c].operand is None or left.operand is None or right.operand is None:
            continue
        expected = abs(_amount(left) - abs(_amount(right)))
        return Broken(
            rows[i], c, mine[c], expected, f"{left.text} - {right.text}", ((rows[a], left), (rows[b], right))
        )
    return None


def _of(cells: Sequence[list[Value] | None], k: int) -> list[Value]:
    row = cells[k]
    assert row is not None
    return row


def _telling(mine: Sequence[Value], parts: int, fitting: Sequence[int], *, named: bool) -> bool:
    """True when the fits are no accident: how many times the room of rounding the totals are, all told."""
    odds = Decimal(1)
    for c in fitting:
        room = _room([mine[c]] * (parts + 1))
        odds *= max(Decimal(1), abs(_amount(mine[c])) / room)
    return odds >= (400 if named else 1000)


def _whole(
    cells: Sequence[list[Value] | None], block: Sequence[int], broken: int, fitting: Sequence[int]
) -> bool:
    """False when a part is nothing in the columns that fit but something in the one that does not."""
    return not any(
        _amount(_of(cells, k)[broken]) and not any(_amount(_of(cells, k)[c]) for c in fitting) for k in block
    )


def _pairs_fit(cells: Sequence[list[Value] | None], i: int, columns: Sequence[int]) -> bool:
    """True when two other rows give the figure in every column, by sum or difference."""
    mine = _of(cells, i)
    near = [k for k in range(max(0, i - 25), i) if cells[k] is not None]
    for a, b in itertools.combinations(near, 2):
        for signs in ((1, 1), (1, -1)):
            if all(_fits(mine[c], [_of(cells, a)[c], _of(cells, b)[c]], signs) for c in columns):
                return True
    return False


@dataclass(frozen=True)
class _Change:
    """How a column of changes is computed: from which columns, as a difference or in percent."""

    now: int
    base: int
    percent: bool


def _learned(statement: Statement, c: int) -> bool:
    """True for a column that is the percent change of two others in three rows and three in four, whatever its head."""
    full = [r for r in statement.rows if statement.full(r)]
    for now, base in itertools.permutations((j for j in range(statement.width) if j != c), 2):
        found = [ok for _, ok, _ in _checked(full, c, _Change(now, base, True))]
        if sum(found) >= 3 and sum(found) * 4 >= len(found) * 3:
            return True
    return False


def broken_changes(statement: Statement) -> Iterator[Broken]:
    """The figures of columns of changes that the two columns beside them contradict.

    The way a column is computed is learned from its own rows: three that agree, and three in four.
    """
    full = [r for r in statement.rows if statement.full(r)]
    for c in range(2, statement.width):
        levels = [j for j in range(c) if not statement.columns[j].change][-2:]
        apart = [(levels[0], levels[1])] if len(levels) == 2 else []
        for now, base in dict.fromkeys(((c - 2, c - 1), (c - 1, c - 2), (c - 3, c - 2), *apart)):
            if now < 0 or base < 0 or statement.columns[now].change or statement.columns[base].change:
                continue
            for percent in (True, False):
                found = list(_checked(full, c, _Change(now, base, percent)))
                good = sum(ok for _, ok, _ in found)
                if good >= 3 and good * 4 >= len(found) * 3:
                    for row, ok, expected in found:
                        how = _Change(now, base, percent)
                        if (
                            not ok
                            and not _of_another_column(statement, row, c, how)
                            and not _in_points(row, c, how)
                        ):
                            parts = ((row, row.values[now]), (row, row.values[base]))
                            yield Broken(
                                row,
                                c,
                                row.values[c],
                                expected,
                                f"{row.values[now].text} and {row.values[base].text}",
                                parts,
                            )
                    break
            else:
                continue
            break


def _in_points(row: StatementRow, c: int, how: _Change) -> bool:
    """True for a row of rates, printed without their signs, whose change is the difference: 48.64, 49.00, 0.4."""
    if not how.percent or not re.search(r"[率%％]\s*$|\brate\b|\bmargin\b", row.label):
        return False
    return any(ok for _, ok, _ in _checked([row], c, _Change(how.now, how.base, percent=False)))


def _of_another_column(statement: Statement, row: StatementRow, c: int, how: _Change) -> bool:
    """True where the change is that on a further column, as where a year before stands restated beside itself."""
    others = (j for j in range(statement.width) if j not in (c, how.now, how.base))
    return any(
        ok
        for j in others
        if not statement.columns[j].change
        for _, ok, _ in _checked([row], c, _Change(how.now, j, how.percent))
    )


def _checked(
    rows: Sequence[StatementRow], c: int, how: _Change
) -> Iterator[tuple[StatementRow, bool, Decimal]]:
    for row in rows:
        shown, now, base = row.values[c], row.values[how.now], row.values[how.base]
        if shown.operand is None or now.operand is None or base.operand is None:
            continue
        if now.percent != base.percent or (now.percent and how.percent) or shown.suffix:
            continue
        a, b = now.operand, base.operand
        unit = Decimal(1).scaleb(-shown.decimals)
        if how.percent:
            if b.value <= 0 or a.value <= 0 or b.interval.lo <= 0:
                continue
            value = (a.value / b.value - 1) * 100
            low = (a.interval.lo / b.interval.hi - 1) * 100 - unit
            high = (a.interval.hi / b.interval.lo - 1) * 100 + unit
        else:
            if shown.percent and not now.percent:
                continue
            value = a.value - b.value
            room = _room([now, base, shown])
            low, high = value - room, value + room
        printed = shown.operand.value
        # Favourable and unfavourable, and brackets for a fall: the size is what is compared.
        ok = low <= printed <= high or low <= -printed <= high
        yield row, ok, value
