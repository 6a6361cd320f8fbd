"""The closed set of operators: used forward to compute facts, backward to check claims.

An operator takes :class:`Operand` values — a point and the interval of what its shown digits can
mean — and gives the same. :func:`verify` compares a stated number with a result and grades it:

``supported``
    the result, rounded half up or half even to the digits shown, is what is shown;
``supported_by_rounding``
    only the intervals meet (the inputs were rounded before the sum was done), or the result was
    cut off instead of rounded;
``contradicted``
    no value the operands can have gives what is shown.

A formula whose interval is undefined (a base that may be zero) raises
:class:`~tieout.errors.UndefinedFormula`; a claim on it stays unchecked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from ..errors import UndefinedFormula
from ..quantity.interval import EXACT, Interval
from ..quantity.types import Comparator, Quantity
from .claim import Verdict

__all__ = [
    "OPERATORS",
    "Check",
    "Operand",
    "Operator",
    "Ranked",
    "bottom_k",
    "compute",
    "extreme",
    "rank_of",
    "top_k",
    "verify",
]

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Operand:
    """A value that enters a formula, with the interval its shown digits allow.

    >>> Operand.shown("12.830").interval.width
    Decimal('0.0010')
    """

    value: Decimal
    interval: Interval

    @classmethod
    def exact(cls, value: Decimal | int) -> Operand:
        """A count or another value that was not rounded."""
        point = Decimal(value)
        return cls(point, Interval.point(point))

    @classmethod
    def rounded(cls, value: Decimal, decimals: int, scale: Decimal = Decimal(1)) -> Operand:
        """A value known to ``decimals`` places of the printed magnitude."""
        return cls(value, Interval.shown(value, decimals, scale))

    @classmethod
    def shown(cls, digits: str) -> Operand:
        """A plain number as printed; its places are those of the digits."""
        value = Decimal(digits)
        return cls.rounded(value, max(0, -int(value.as_tuple().exponent)))

    @classmethod
    def of(cls, quantity: Quantity) -> Operand:
        """A quantity read from text; its comparator is part of the interval."""
        return cls(quantity.value, quantity.interval)

    def __neg__(self) -> Operand:
        return Operand(-self.value, -self.interval)


@dataclass(frozen=True, slots=True)
class Operator:
    """A named formula: how many operands it takes, its definition in words, what it computes."""

    name: str
    arity: int | None
    definition: str
    point: Callable[..., Decimal]
    interval: Callable[..., Interval]

    def __call__(self, *operands: Operand) -> Operand:
        if self.arity is not None and len(operands) != self.arity:
            raise ValueError(f"{self.name} takes {self.arity} operands, not {len(operands)}")
        if not operands:
            raise UndefinedFormula(f"{self.name} of nothing has no value", operator=self.name)
        try:
            return Operand(
                self.point(*(o.value for o in operands)),
                self.interval(*(o.interval for o in operands)),
            )
        except (ZeroDivisionError, ArithmeticError) as error:
            raise UndefinedFormula(
                f"{self.name} has no value here: {self.definition}", operator=self.name
            ) from error


def _divide(a: Decimal, b: Decimal) -> Decimal:
    if b == 0:
        raise ZeroDivisionError
    return EXACT.divide(a, b)


def _total(*values: Decimal) -> Decimal:
    result = Decimal(0)
    for v in values:
        result = EXACT.add(result, v)
    return result


def _total_i(*values: Interval) -> Interval:
    result = Interval.point(Decimal(0))
    for v in values:
        result = result + v
    return result


def _ratio_minus_one(now: Interval, before: Interval) -> Interval:
    # now/before - 1 reads each operand once, so the interval is exact; (now-before)/before is not.
    return (now / before - Interval.point(Decimal(1))).scaled(HUNDRED)


def _from_delta(now: Interval, delta: Interval) -> Interval:
    # delta/(now-delta) = 1/(now/delta - 1) is monotone in both, so the corners bound it, provided
    # the base keeps one sign.
    base = now - delta
    if base.lo <= 0 <= base.hi:
        raise ZeroDivisionError
    corners = [_divide(d, n - d) * HUNDRED for n in (now.lo, now.hi) for d in (delta.lo, delta.hi) if n != d]
    return Interval(min(corners), max(corners))


def _percent_of(part: Interval, whole: Interval) -> Interval:
    return (part / whole).scaled(HUNDRED)


def _undo_change(now: Interval, percent: Interval) -> Interval:
    return now / (percent.scaled(Decimal("0.01")) + Interval.point(Decimal(1)))


def _apply_change(before: Interval, percent: Interval) -> Interval:
    return before * (percent.scaled(Decimal("0.01")) + Interval.point(Decimal(1)))


def _product(*values: Decimal) -> Decimal:
    result = Decimal(1)
    for v in values:
        result = EXACT.multiply(result, v)
    return result


def _product_i(*values: Interval) -> Interval:
    result = Interval.point(Decimal(1))
    for v in values:
        result = result * v
    return result


OPERATORS: dict[str, Operator] = {
    op.name: op
    for op in (
        Operator("value", 1, "the value itself", lambda a: a, lambda a: a),
        Operator("negate", 1, "minus a", lambda a: -a, lambda a: -a),
        Operator("sum", None, "a + b + ...", _total, _total_i),
        Operator("product", None, "a * b * ...", _product, _product_i),
        Operator("difference", 2, "a - b", lambda a, b: EXACT.subtract(a, b), lambda a, b: a - b),
        Operator("ratio", 2, "a / b", _divide, lambda a, b: a / b),
        Operator("share", 2, "a / b * 100", lambda a, b: _divide(a, b) * HUNDRED, _percent_of),
        Operator(
            "change",
            2,
            "(now / before - 1) * 100",
            lambda now, before: (_divide(now, before) - 1) * HUNDRED,
            _ratio_minus_one,
        ),
        Operator(
            "change_by_delta",
            2,
            "delta / (now - delta) * 100",
            lambda now, delta: _divide(delta, now - delta) * HUNDRED,
            _from_delta,
        ),
        Operator(
            "before",
            2,
            "now / (1 + percent / 100)",
            lambda now, pct: _divide(now, 1 + pct / HUNDRED),
            _undo_change,
        ),
        Operator(
            "after",
            2,
            "before * (1 + percent / 100)",
            lambda before, pct: EXACT.multiply(before, 1 + pct / HUNDRED),
            _apply_change,
        ),
        Operator(
            "mean",
            None,
            "(a + b + ...) / n",
            lambda *v: _divide(_total(*v), Decimal(len(v))),
            lambda *v: _total_i(*v) / Interval.point(Decimal(len(v))),
        ),
        Operator("max", None, "the largest", lambda *v: max(v), lambda *v: _extreme_i(v, max)),
        Operator("min", None, "the smallest", lambda *v: min(v), lambda *v: _extreme_i(v, min)),
        Operator(
            "count", None, "how many", lambda *v: Decimal(len(v)), lambda *v: Interval.point(Decimal(len(v)))
        ),
    )
}
"""Every arithmetic operator by name; orders and lists have functions of their own below."""


def _extreme_i(values: Sequence[Interval], pick: Callable[..., Decimal]) -> Interval:
    return Interval(pick(v.lo for v in values), pick(v.hi for v in values))


def compute(name: str, *operands: Operand) -> Operand:
    """The named operator on the operands.

    >>> round(compute("change", Operand.shown("816.0"), Operand.shown("795.3")).value, 2)
    Decimal('2.60')
    """
    return OPERATORS[name](*operands)


@dataclass(frozen=True, slots=True)
class Check:
    """How a stated number fares against a result: the verdict, the result, and why."""

    verdict: Verdict
    expected: Decimal
    interval: Interval
    reason: str = ""


def verify(stated: Quantity, result: Operand) -> Check:
    """Grade a stated number against a computed one; see the module's text for the grades.

    >>> q = Quantity("2.60%", 0, 5, Decimal("2.60"), "%", 2)
    >>> verify(q, compute("change", Operand.shown("816.0"), Operand.shown("795.3"))).verdict
    'supported'
    """
    if stated.comparator in ("over", "under", "at_least", "at_most", "about") or stated.high is not None:
        return _verify_bound(stated, result, stated.comparator)
    if any(_rounded(result.value, stated, mode) == stated.value for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN)):
        return Check("supported", result.value, result.interval)
    if _overlaps(stated.shown, result.interval):
        return Check(
            "supported_by_rounding", result.value, result.interval, "within the rounding of the shown digits"
        )
    if _rounded(result.value, stated, ROUND_DOWN) == stated.value:
        return Check("supported_by_rounding", result.value, result.interval, "cut off instead of rounded")
    return Check("contradicted", result.value, result.interval, "outside every rounding of the operands")


def _overlaps(stated: Interval, result: Interval) -> bool:
    """Whether a rounding of both fits; two roundings that only touch at their ends fit no value.

    882.8 and 882.9 are two numbers: one interval ends where the other begins.
    """
    if stated.is_point or result.is_point:
        return stated.meets(result)
    return max(stated.lo, result.lo) < min(stated.hi, result.hi)


def _verify_bound(stated: Quantity, result: Operand, comparator: Comparator | None) -> Check:
    allowed = stated.interval
    if result.value in allowed:
        return Check("supported", result.value, result.interval)
    if result.interval.meets(allowed):
        return Check(
            "supported_by_rounding", result.value, result.interval, "within the rounding of the operands"
        )
    words = f"not {comparator or 'in the range'} {stated.text}"
    return Check("contradicted", result.value, result.interval, words)


def _rounded(value: Decimal, like: Quantity, mode: str) -> Decimal:
    unit = Decimal(1).scaleb(-like.decimals) * like.scale
    return EXACT.multiply(EXACT.divide(value, unit).to_integral_value(rounding=mode), unit)


# --- orders -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ranked:
    """A subject at its place: 1-based competition rank, whether it shares it, its operand."""

    subject: str
    place: int
    tied: bool
    operand: Operand


def rank_of(items: Sequence[tuple[str, Operand]], *, descending: bool = True) -> tuple[Ranked, ...]:
    """Everybody in order, ties sharing the place (1, 2, 2, 4); equal values keep the given order.

    >>> [(r.subject, r.place) for r in rank_of([("a", Operand.shown("1")), ("b", Operand.shown("2"))])]
    [('b', 1), ('a', 2)]
    """
    ordered = sorted(items, key=lambda it: -it[1].value if descending else it[1].value)
    out: list[Ranked] = []
    for position, (subject, operand) in enumerate(ordered, start=1):
        same_as_last = bool(out) and out[-1].operand.value == operand.value
        place = out[-1].place if same_as_last else position
        tied = sum(1 for _, o in ordered if o.value == operand.value) > 1
        out.append(Ranked(subject, place, tied, operand))
    return tuple(out)


def top_k(items: Sequence[tuple[str, Operand]], k: int, *, only_rising: bool = False) -> tuple[Ranked, ...]:
    """The first ``k`` places, largest first; whoever ties with place ``k`` comes along.

    ``only_rising`` leaves out values that are not above zero, so a week with two risers has a top
    three of two.

    >>> week = [("a", Operand.shown("5")), ("b", Operand.shown("3")), ("c", Operand.shown("3"))]
    >>> [r.subject for r in top_k(week, 2)]
    ['a', 'b', 'c']
    """
    kept = [it for it in items if it[1].value > 0] if only_rising else items
    return tuple(r for r in rank_of(kept) if r.place <= k)


def bottom_k(items: Sequence[tuple[str, Operand]], k: int) -> tuple[Ranked, ...]:
    """The last ``k`` places, smallest first."""
    return tuple(r for r in rank_of(items, descending=False) if r.place <= k)


def extreme(items: Sequence[tuple[str, Operand]], *, largest: bool = True) -> tuple[Ranked, ...]:
    """Whoever holds the largest (or smallest) value; several when they tie."""
    return tuple(r for r in rank_of(items, descending=largest) if r.place == 1)
