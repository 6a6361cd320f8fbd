"""Which relations the lines of a table have, and where one of them breaks.

A relation is taken for what the table says of itself where it holds in all places but one, or in all but two
of a long table, and chance would hardly give that: in every place a figure meets another by accident in
(room of the rounding) / (spread of its line), and all relations that were tried count.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .kinds import HUNDRED, KINDS, ONE, SCALE, Kind, Wanted
from .matrix import Figure, Line, Matrix

__all__ = ["Relation", "relations"]

LONG = 8
"""Places from which on two of them may break a relation."""
NEAR = 8
"""Rows further apart than this are not tried together: a sum stands near its parts."""
WIDE = 14
"""Columns of a table beyond which only neighbours are tried together."""
LIMIT = Decimal("0.001")
NAMED = Decimal("0.05")
"""The weight of chance where the head of a line says that it is a change: its pair is all there is to find."""
ALIKE = Decimal("0.2")
NEARLY = Decimal("0.02")
SURE = Decimal("0.05")
"""The chance in one place below which the figures that hold there bear each other out."""


@dataclass(frozen=True, eq=False)
class Relation:
    """``lines`` hold it at the places ``good`` and break it at ``odd``; ``chance`` of that by accident."""

    kind: Kind
    factor: Decimal
    lines: tuple[Line, ...]
    good: tuple[int, ...]
    odd: tuple[int, ...]
    sure: tuple[int, ...]
    chance: Decimal

    def figures(self, place: int) -> tuple[Figure, ...]:
        """The figures of a place, one of every line."""
        return tuple(f for x in self.lines if (f := x.figures[place]) is not None)

    def wanted(self, k: int, place: int) -> Wanted | None:
        """What member ``k`` would have to be there."""
        try:
            return self.kind.wanted(k, [(f.value, f.half) for f in self.figures(place)], self.factor)
        except (ZeroDivisionError, ArithmeticError):
            return None


def relations(matrix: Matrix) -> list[Relation]:
    """Every relation of two or three lines of a table that it keeps, whole or but for a place or two."""
    lines = [x for x in matrix.lines if sum(f is not None for f in x.figures) >= 3]
    tried = list(_triples(lines, matrix))
    out: list[Relation] = []
    count = Decimal(len(tried) * len(KINDS) * max(1, len(matrix.places)))
    few = Decimal(len(lines) ** 2)
    spreads: dict[int, Decimal] = {}
    for three, kinds in tried:
        places = [p for p in matrix.kept if all(x.figures[p] is not None for x in three)]
        if len(places) < 3:
            continue
        for kind in kinds:
            for lined in _orders(three, kind, step=kinds is _STEPS):
                named = kind.name in ("change", "points") and lined[0].moves
                for factor in kind.factors or _rates(lined, places):
                    odds = few * NAMED if named else count
                    found = _held(kind, factor, lined, places, odds, spreads, least=2 if named else 3)
                    if found is not None:
                        out.append(found)
    for pair in itertools.combinations(lines, 2) if matrix.across else ():
        places = [p for p in matrix.kept if all(x.figures[p] is not None for x in pair)]
        whole = _share_of_whole(pair, matrix)
        named = any(x.rates and x.moves for x in pair)
        odds = few * NAMED if named else few
        for factor in (whole,) if whole else _rates(pair, places, enough=3 if named else 4):
            if factor == 1:
                continue  # what stayed as it was
            found = _held(SCALE, factor, pair, places, odds, spreads, told=whole is not None)
            if found is not None:
                out.append(found)
                break
    return out


def _share_of_whole(pair: tuple[Line, Line], matrix: Matrix) -> Decimal | None:
    """The rate between a line and its shares where the table prints the whole, or where the shares make a hundred."""
    share, amount = sorted(pair, key=lambda x: not x.rates)
    if not share.rates or amount.rates or not share.moves:
        return None
    for p in range(len(matrix.places)):
        s, a = share.figures[p], amount.figures[p]
        if matrix.whole(p) and s is not None and a is not None and s.value == HUNDRED and a.value:
            return HUNDRED / a.value if pair[0] is share else a.value / HUNDRED
    return None


def _triples(
    lines: Sequence[Line], matrix: Matrix
) -> Iterator[tuple[tuple[Line, Line, Line], Sequence[Kind]]]:
    near = NEAR if not matrix.across or len(lines) > WIDE else len(lines)
    for i, a in enumerate(lines):
        for b, c in itertools.combinations(lines[i + 1 : i + near], 2):
            yield (a, b, c), KINDS
    if not matrix.across or len(matrix.places) < 5:
        return
    totals = {p for p in range(len(matrix.places)) if matrix.whole(p)}
    for line in lines:
        kept = tuple(None if p in totals else f for p, f in enumerate(line.figures))
        for moved in ((None, *kept[:-1]), (*kept[1:], None)):
            for other in lines:
                if other is not line:
                    yield (other, Line(line.label, kept), Line(line.label, moved)), _STEPS


_STEPS = tuple(k for k in KINDS if k.name in ("sum", "change"))


def _orders(three: tuple[Line, Line, Line], kind: Kind, *, step: bool) -> Iterator[tuple[Line, Line, Line]]:
    """The parts the three lines may have in a relation, by their units: a rate is no amount."""
    a, b, c = three
    rates = a.rates + b.rates + c.rates
    if (kind.name == "sum" and rates not in (0, 3)) or (kind.name == "product" and rates == 3):
        return
    same = step and kind.name != "sum"
    # A line and the same one a place before: what changes is known.
    orders = ((a, b, c), (b, a, c), (c, a, b)) if not same else ((a, b, c),)
    for r, x, y in orders:
        if kind.name == "change" and (x.rates or y.rates or not (r.rates or r.moves)):
            continue
        if kind.name == "points" and not (x.rates and y.rates and (r.rates or r.moves)):
            continue
        yield r, x, y
        if not kind.turned and not same:
            yield r, y, x


def _rates(lined: Sequence[Line], places: Sequence[int], *, enough: int = 4) -> Sequence[Decimal]:
    """The constant rate that the figures of nearly all places allow between a line and the product of the others.

    A power of ten where one does: heads of two scales. Any other is that of a currency, of a month's days, of a
    share in a whole, and needs ``enough`` places, one more than a power of ten.
    """
    if len(places) < 3:
        return ()
    bands: list[tuple[Decimal, Decimal]] = []
    for p in places:
        figures = [f for x in lined if (f := x.figures[p]) is not None]
        low = high = ONE
        for n, f in enumerate(figures):
            least, most = abs(f.value) - f.half, abs(f.value) + f.half
            if least <= 0 or ((f.value < 0) != (figures[0].value < 0) and len(lined) == 2):
                break
            low, high = (least, most) if n == 0 else (low / most, high / least)
        else:
            bands.append((low, high))
            if len(bands) == 4 and not _near(bands):
                return ()
    if len(bands) < 3:
        return ()
    edges = sorted([(low, 0) for low, _ in bands] + [(high, 1) for _, high in bands])
    best = depth = 0
    found: tuple[Decimal, Decimal] | None = None
    for n, (edge, closing) in enumerate(edges):
        depth += -1 if closing else 1
        if depth > best:
            best, found = depth, (edge, edges[n + 1][0])
    if found is None or best < max(3, len(bands) - (2 if len(bands) >= LONG else 1)):
        return ()
    low, high = found
    ten = ONE.scaleb(high.adjusted())
    if low <= ten <= high:
        return (ten,)
    return ((low + high) / 2,) if best >= enough else ()


def _near(bands: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """True when three of the first four rates may be one."""
    return any(max(x for x, _ in b) <= min(y for _, y in b) for b in itertools.combinations(bands, 3))


def _held(
    kind: Kind,
    factor: Decimal,
    lined: tuple[Line, ...],
    places: Sequence[int],
    count: Decimal,
    spreads: dict[int, Decimal],
    *,
    least: int = 3,
    told: bool = False,
) -> Relation | None:
    """The relation at a factor, where enough places keep it; ``told`` for a rate the table itself prints."""
    room = 2 if len(places) >= LONG else 1
    good: list[int] = []
    missed: list[int] = []
    sure: list[int] = []
    chances: list[Decimal] = []
    for p in places:
        values = _values(lined, p)
        try:
            value, half = kind.wanted(0, values, factor)
        except (ZeroDivisionError, ArithmeticError):
            continue
        if abs(value - values[0][0]) > half + 2 * values[0][1]:
            missed.append(p)
            if len(missed) > room + len(places) // 4:
                return None
        else:
            good.append(p)
    odd = [p for p in missed if not _other_way(kind, _values(lined, p))]
    if len(odd) > room or len(good) < least:
        return None
    for p in good:
        chance = _chance(kind, factor, lined, _values(lined, p), spreads)
        if chance < SURE:
            sure.append(p)
        chances.append(chance)
    if not kind.factors and not told and factor.scaleb(-factor.adjusted()) != 1:
        chances = sorted(chances)[1:]  # one place tells the rate, the others bear it out
    odds = count
    for chance in chances:
        odds *= chance
    if len(good) < least * len(odd) or odds > LIMIT:
        return None
    return Relation(kind, factor, lined, tuple(good), tuple(odd), tuple(sure), odds)


def _values(lined: Sequence[Line], p: int) -> list[Wanted]:
    return [(f.value, f.half) for x in lined if (f := x.figures[p]) is not None]


def _other_way(kind: Kind, values: Sequence[Wanted]) -> bool:
    """True where the same figures are told another way: points in the row of a rate, a change in that of an amount."""
    if len(values) < 3 or kind.name == "product":
        return False
    (r, hr), (a, ha), (b, hb) = values
    if kind.name == "sum":  # r less a, or r less b, in the rows around
        return any(_grown(x, r, y) for x, y in ((values[1], b), (values[2], a)))
    return any(abs(r - (a - b) * f) <= 2 * (hr + (ha + hb) * f) for f in (ONE, HUNDRED)) or _grown(
        values[0], a, b
    )


def _grown(told: Wanted, now: Decimal, base: Decimal) -> bool:
    return bool(base) and abs(told[0] - (now / base - 1) * HUNDRED) <= 2 * told[1]


def _chance(
    kind: Kind, factor: Decimal, lined: Sequence[Line], values: Sequence[Wanted], spreads: dict[int, Decimal]
) -> Decimal:
    """How likely figures that have nothing to do with one another agree there: that of the loosest member."""
    worst = Decimal(0)
    for k, line in enumerate(lined):
        value, own = values[k]
        try:
            _, half = kind.wanted(k, values, factor)
        except (ZeroDivisionError, ArithmeticError):
            return ONE
        spread = spreads.get(id(line))
        if spread is None:
            shown = [f.value for f in line.figures if f is not None]
            spread = spreads[id(line)] = max(shown) - min(shown)
        size = min(spread, abs(value)) if value else spread
        if not size:
            return ONE
        if kind is SCALE and ALIKE < factor < 1 / ALIKE:
            size = abs(value) * NEARLY  # last week's and this week's are nearly at a constant rate by nature
        worst = max(worst, 2 * (half + own) / size)
    return min(worst, ONE)
