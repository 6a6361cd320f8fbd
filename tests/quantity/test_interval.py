"""Interval arithmetic and the meaning of bounding words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.quantity import INF, Interval, bounded, hull, scan

D = Decimal
numbers = st.decimals(min_value=-(10**9), max_value=10**9, places=4)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval and a value inside it."""
    low, value, high = sorted(draw(st.tuples(numbers, numbers, numbers)))
    return Interval(low, high), value


@given(intervals(), intervals())
def test_every_result_of_values_lies_in_the_result_of_intervals(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (x, p), (y, q) = a, b
    assert p + q in x + y
    assert p - q in x - y
    assert p * q in x * y
    assert abs(p) in abs(x)
    assert -p in -x
    assert x.within(hull(x, y)) and y.within(hull(x, y))


@given(intervals(), intervals())
def test_division(a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]) -> None:
    (x, p), (y, q) = a, b
    if y.lo <= 0 <= y.hi:
        with pytest.raises(ZeroDivisionError):
            x / y
        return
    quotient = x / y
    slack = D("1e-20") * (1 + abs(quotient.lo) + abs(quotient.hi))
    assert quotient.lo - slack <= p / q <= quotient.hi + slack


@given(numbers, st.integers(-3, 4))
def test_what_rounds_to_a_shown_number_lies_in_its_interval(value: Decimal, decimals: int) -> None:
    step = D(1).scaleb(-decimals)
    rounded = (value / step).to_integral_value() * step
    assert value in Interval.shown(rounded, decimals)


@given(intervals(), intervals())
def test_meeting_is_symmetric_and_excludes_order(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    x, y = a[0], b[0]
    assert x.meets(y) == y.meets(x)
    assert [x.below(y), x.meets(y), y.below(x)].count(True) == 1


@pytest.mark.parametrize(
    ("text", "allowed", "refused"),
    [
        ("超 600 家", "600.5", "600"),
        ("近 640 點", "639", "640"),
        ("约 100 万元", "1049999", "1060000"),
        ("约 100 万元", "950000", "940000"),
        ("30 天以上", "30", "29"),
        ("不超过 35 元/股", "35", "36"),
        ("15% 至 20%", "17", "20.6"),
        ("32.36%", "32.364", "32.37"),
        ("3.72 亿美元", "372400000", "372600000"),
    ],
)
def test_what_a_printed_number_allows(text: str, allowed: str, refused: str) -> None:
    (quantity,) = scan(text).quantities
    assert D(allowed) in quantity.interval
    assert D(refused) not in quantity.interval


def test_strict_words_open_the_interval() -> None:
    over = bounded(Interval.point(D(10)), "over")
    assert (over.lo, over.hi, over.lo_open) == (10, INF, True)
    assert bounded(Interval.point(D(10)), None) == Interval.point(D(10))


def test_an_empty_interval_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="not an interval"):
        Interval(D(2), D(1))
