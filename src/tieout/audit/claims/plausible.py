"""Has a contradiction the story of a mistake, or were these never the figures it was reckoned from?

People slip: a digit, two digits that change places, a power of ten, a sign, percent for points, the row or
the column beside it; or they print a stale figure, which lies near the right one. What has none of these
stories (9.0 % against 54.5 %) was read with operands that are not its own, and stays unchecked.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from ...errors import UndefinedFormula
from ...model.formula import Operand, compute, verify
from ...quantity import Interval, Quantity
from ..grid import Grids
from ..mentions import Mention, kind_of_unit, same_unit
from .base import FRAMED, STRONG, Draft, Judged, Reading, judge, magnitude, operand, opposed, unsigned
from .slips import POWERS, explained, one_slip, slipped

__all__ = ["Figures"]

NEAR = {
    "change": Decimal(4), "difference": Decimal(4), "multiple": Decimal("1.6"), "per_unit": Decimal("1.75"),
    "sum": Decimal("1.6"), "share": Decimal("1.75"), "value": Decimal(3), "count": Decimal(3),
}  # fmt: skip
"""How many times too large or small a figure of each kind may be and be stale or badly rounded."""
ELSEWHERE = {"share": (1,)}
"""Which operand of a formula may be a figure the page names elsewhere."""
FAR = Decimal(15)
"""The same where one phrase prints all the operands."""
COARSE = Decimal("0.02")
"""The width, against the value, from which an operand is too coarse to tell one slip from another."""
TELLING = 3
"""Digits a figure needs before it is likelier the same figure than another that happens to look like it."""


class Figures:
    """The figures of a report, in prose and in tables, against which a contradiction is held."""

    def __init__(self, quantities: Iterable[Quantity], grids: Grids) -> None:
        self.prose = tuple(quantities)
        self.grids = grids.grids
        self.cells = tuple(
            (c.operand, c.unit) for g in grids.grids for r in g.rows for c in r.cells if c.operand is not None
        )

    def reviewed(self, judged: Judged) -> Judged:
        """The verdict, or unchecked where a contradiction tells of a wrong reading."""
        if judged.verdict != "contradicted":
            return judged
        draft, best = judged.draft, judged.best
        stated = draft.stated
        if stated is None or not isinstance(judged.expected, Decimal):
            return judged
        if draft.kind == "value" and all(e.kind != "cell" for e in judged.evidence):
            return judged  # one figure in two units: nothing was reckoned
        reason = ""
        if best is not None and _both_off(draft, stated, best):
            reason = f"{best.formula} differs in size and in direction: hardly its operands"
        elif best is not None and draft.kind == "sum" and _signs_otherwise(stated, best):
            reason = f"{best.formula} gives what is stated with the signs of its parts read otherwise"
        elif best is not None and draft.kind == "change" and _of_another_base(stated, best):
            reason = f"{best.formula} takes for its base what is told of another moment"
        elif best is not None and draft.kind == "sum" and best.result.value > 120 and stated.unit == "%":
            reason = f"{best.formula} is so far from it that these are hardly its operands"
        elif best is not None and self._of_another(stated, best):
            reason = "another figure of the page in the place of one operand gives what is stated"
        elif not self._has_story(judged, stated, judged.expected, best):
            reason = f"{best.formula if best else judged.reason} is so far from it that these are hardly its operands"
        if not reason:
            return judged
        others = tuple(r for r in draft.readings if r is not best)
        if best is not None and any(r.strength >= STRONG for r in others):
            return self.reviewed(judge(draft.replace(readings=others)))
        return replace(judged, verdict="unchecked", reason=reason, best=None)

    def _has_story(self, judged: Judged, stated: Quantity, expected: Decimal, best: Reading | None) -> bool:
        draft = judged.draft
        value, got = abs(stated.value), abs(expected)
        near = FAR if best is not None and best.strength >= FRAMED else NEAR.get(draft.kind)
        if near is None or not value or not got:
            return True
        percent = kind_of_unit(stated.unit) == "%"
        if draft.kind == "share" and got > 101 and percent:
            return False
        over = draft.kind == "sum" and _part_above(stated, best)
        if (1 / near <= value / got <= near and not over) or _one_digit(stated, got):
            return True
        wanted = Interval.shown(got, stated.decimals, stated.scale)
        if got >= 10 * Decimal(1).scaleb(-stated.decimals) * stated.scale and one_slip(stated, wanted):
            return True
        if best is not None and any(_agrees(stated, best, ten) for ten in POWERS):
            return True
        if self._beside(stated, judged) or (not self._of_a_plain_table(judged) and self._printed(stated)):
            return True
        return best is not None and _by_operands(draft, stated, best)

    def _of_a_plain_table(self, judged: Judged) -> bool:
        """True for a figure held against a table of no tracker: of which of its columns it speaks was only guessed."""
        tables = {e.table for e in judged.evidence if e.kind == "cell"}
        plain = {g.index for g in self.grids if g.tracker is None}
        return judged.draft.kind == "value" and bool(tables) and tables <= plain

    def _printed(self, stated: Quantity) -> bool:
        """True when the very figure stands elsewhere: that of a neighbour, carried over."""
        if _digits(stated) < TELLING:
            return False
        for q in self.prose:
            if q.start != stated.start and _shown(q) == _shown(stated):
                return True  # of whatever unit: a fall of 36.64 points, of 36.64%
        kind = kind_of_unit(stated.unit)
        return any(
            abs(o.value) == abs(stated.value) and (unit is None or kind_of_unit(unit) == kind)
            for o, unit in self.cells
        )

    def _beside(self, stated: Quantity, judged: Judged) -> bool:
        """True when the very figure stands in the cell above or below the one it was held against."""
        if _digits(stated) < 2 or not stated.decimals:
            return False
        for e in judged.evidence:
            for grid in self.grids if e.kind == "cell" else ():
                for j, header in enumerate(grid.headers):
                    if header != e.column or e.row is None or e.row >= len(grid.rows):
                        continue
                    column = [r.cells[j].operand for r in grid.rows if j < len(r.cells)]
                    own = grid.rows[e.row].cells[j].operand if j < len(grid.rows[e.row].cells) else None
                    if own is None or own.value != e.value:
                        continue
                    if any(o is not None and abs(o.value) == abs(stated.value) for o in column):
                        return True
        return False

    def _of_another(self, stated: Quantity, best: Reading) -> bool:
        """True when the words fit another figure of the page: a share of a whole named elsewhere."""
        if best.strength >= FRAMED or _digits(stated) < TELLING:
            return False
        for name, values in _recipes(best):
            for k in ELSEWHERE.get(name, ()):
                for other in self._like(best.operands[k]):
                    if other.value != values[k].value and _gives(
                        stated, name, (*values[:k], other, *values[k + 1 :]), "supported"
                    ):
                        return True
        return False

    def _like(self, m: Mention) -> Iterator[Operand]:
        for q in self.prose:
            if q.start != m.q.start and same_unit(q, m.q) and _digits(q) >= TELLING:
                yield operand(q)
        for o, unit in self.cells:
            if unit is None or unit == m.q.unit:
                yield o


def _part_above(stated: Quantity, best: Reading | None) -> bool:
    """True when one part alone is more than the whole: these are parts of another whole."""
    if best is None or not best.operands or any(m.q.value < 0 for m in best.operands):
        return False
    values = [m.q.value for m in best.operands]
    return sum(values) == best.result.value and max(values) > abs(stated.value)


def _digits(q: Quantity) -> int:
    return sum(c.isdigit() for c in q.text)


def _shown(q: Quantity) -> tuple[Decimal, int]:
    return abs(q.value), q.decimals


def _one_digit(stated: Quantity, got: Decimal) -> bool:
    """True when one digit of three or more is all that differs, wherever it stands: 904.6 for 104.6."""
    places = Decimal(1).scaleb(-stated.decimals)
    try:
        a, b = (str((abs(x) / stated.scale).quantize(places)) for x in (stated.value, got))
    except InvalidOperation:
        return False
    return (
        len(a) == len(b)
        and sum(c.isdigit() for c in a) >= 3
        and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    )


def _agrees(stated: Quantity, best: Reading, ten: Decimal) -> bool:
    """True when the figure is right but for a power of ten: 超过 6 倍 for 超过 60%."""
    rounded = round(abs(best.result.value) / stated.scale, stated.decimals)
    if rounded and rounded == abs(stated.value) / stated.scale * ten:
        return True
    meant = replace(unsigned(stated), value=abs(stated.value) * ten, scale=stated.scale * ten)
    return stated.high is None and verify(meant, magnitude(best.result)).verdict != "contradicted"


def _gives(stated: Quantity, name: str, values: Iterable[Operand], least: str = "") -> bool:
    try:
        result = compute(name, *values)
    except (UndefinedFormula, ValueError):
        return False
    verdict = verify(unsigned(stated), magnitude(result)).verdict
    return verdict == least if least else verdict != "contradicted"


_FORMULAS = ("sum", "difference", "share", "change", "ratio", "product", "change_by_delta")
_MISTAKEN = {
    "change": ("difference", "ratio"),
    "ratio": ("change", "product"),
    "difference": ("sum",),
    "sum": ("difference",),
    "product": ("ratio",),
}
"""What may have been done with two figures in place of what the words say."""


def _recipes(best: Reading) -> Iterator[tuple[str, tuple[Operand, ...]]]:
    """The formulas over the operands, as printed or without their signs, that give the reading's result."""
    printed = tuple(operand(m) for m in best.operands)
    if len(printed) < 2:
        return
    got = abs(best.result.value)
    fallen = (*printed[:-1], -printed[-1])  # 跌 622 点 is printed without its sign
    for values in dict.fromkeys((printed, tuple(magnitude(o) for o in printed), fallen)):
        for name in _FORMULAS:
            try:
                result = abs(compute(name, *values).value)
            except (UndefinedFormula, ValueError):
                continue
            if abs(result - got) <= got / 10**6:
                yield name, values


def _by_operands(draft: Draft, stated: Quantity, best: Reading) -> bool:
    """True when a slip in one operand, or in what was done with them, gives what is stated."""
    for name, values in _recipes(best):
        if len(values) == 2:
            if any(_gives(stated, n, values) for n in _MISTAKEN.get(name, ())):
                return True
            if name in ("share", "ratio", "change") and _gives(stated, name, values[::-1]):
                return True
            if name == "share" and _gives(stated, "difference", (Operand.exact(100), best.result)):
                return True  # the rest for the part
        for k, (m, o) in enumerate(zip(best.operands, values, strict=True)):
            # Of two digits, another in the place of one gives nearly anything.
            rest = [_point(v) for v in values]
            if any(
                _gives(stated, name, (*rest[:k], _point(v), *rest[k + 1 :]))
                for v in slipped(m.q, o, digit=_digits(m.q) >= TELLING)
            ):
                return True
    return _factor(draft, stated, best)


def _point(o: Operand) -> Operand:
    """The operand; one rounded so far that everything would fit stands for its point."""
    return o if o.interval.width <= abs(o.value) * COARSE else Operand.exact(o.value)


def _factor(draft: Draft, stated: Quantity, best: Reading) -> bool:
    """True when a power of ten lies between what is stated and the result, or between the two levels of a change."""
    value, got = abs(stated.value), abs(best.result.value)
    slips: list[Decimal] = []
    if draft.kind == "change" and kind_of_unit(stated.unit) == "%":
        rates = [m.q.value for m in best.operands if m.unit_kind == "%"]
        if len(rates) == 2 and abs(rates[0] - rates[1]) == value:
            return True  # points that were called percent
        slips += [(1 + got / 100) / (1 + sign * value / 100) for sign in (1, -1) if value != 100 or sign > 0]
    return any(_ten_times(s) for s in slips)


def _ten_times(slip: Decimal) -> bool:
    """True for a factor near 10, 100, 1,000 or 10,000, or one of them below 1."""
    slip = slip if slip > 1 else 1 / slip
    return any(abs(slip / Decimal(10) ** n - 1) <= Decimal("0.1") for n in range(1, 5))


_RECORD = re.compile(
    r"(?:高[于於過过]|超[越过過]|\b(?:above|surpass\w*|exceed\w*|beat\w*|topp\w*))[^，,。；;]*(?:高位|[纪紀记記][录錄]|历史|歷史|\brecord\b|\ball-time\b)",
    re.I,
)


def _of_another_base(stated: Quantity, best: Reading) -> bool:
    """True where the level printed beside a move is the one it is counted from, or an operand is a record of old.

    ``跌686.09点或2.84%（7月11日收报24,139.57点）``: the close in the brackets is that of the day before.
    """
    if any(_RECORD.search(m.lead) for m in best.operands):
        return True
    if len(best.operands) != 2 or " - 1" in best.formula:
        return False
    moved, level = (magnitude(operand(m)) for m in best.operands)
    return best.operands[1].bracketed and _gives(stated, "share", (moved, level), "supported")


def _signs_otherwise(stated: Quantity, best: Reading) -> bool:
    """True where the parts, some of them taken off, are to the last digit what is stated: opened 9, closed 4 since 637."""
    values = [abs(m.q.value) for m in best.operands]
    if not 2 < len(values) <= 4 or _digits(stated) < TELLING:
        return False
    # Losses and costs may be listed as what they come to; what rose and what fell is never just added.
    listed = any(_LOSSES.search(m.lead) for m in best.operands)
    return any(
        sum(v * s for v, s in zip(values, signs, strict=True)) == abs(stated.value)
        for signs in itertools.product((1, -1), repeat=len(values))
        if listed or min(signs) < 0
    )


_LOSSES = re.compile(r"[亏虧][损損]|\bloss(?:es)?\b")


def _both_off(draft: Draft, stated: Quantity, best: Reading) -> bool:
    """True when the result differs in direction and in size, and no single slip in an operand explains it.

    Such operands are those of another comparison: up 3.60, but below a high of 577.50.
    """
    if draft.kind not in ("change", "difference") or len(best.operands) != 2:
        return False
    if not draft.direction or not opposed(best.result, draft.direction) or stated.value <= 0:
        return False
    value, got = abs(stated.value), abs(best.result.value)
    if not got or Decimal("0.66") < value / got < Decimal("1.5"):
        return False
    now, base = (m.q for m in best.operands)
    percent = draft.kind == "change"
    if percent and (stated.unit != "%" or base.value <= 0 or " - 1" not in best.formula):
        return False
    said = 1 + draft.direction * value / 100
    if percent and said > 0 and best.result.value > -100 and _ten_times((1 + best.result.value / 100) / said):
        return False  # one level is a power of ten from what was meant
    moved = stated.shown.scaled(Decimal("0.01")) if stated.unit == "bp" else stated.shown
    return not explained(moved, now, base, draft.direction, percent=percent)
