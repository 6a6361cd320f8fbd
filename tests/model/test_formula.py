"""The operators, forward and backward."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.errors import UndefinedFormula
from tieout.model import Operand, compute, extreme, rank_of, top_k, verify
from tieout.quantity import Quantity

amounts = st.decimals(min_value="-1e6", max_value="1e6", places=2, allow_nan=False)
positive = st.decimals(min_value="0.5", max_value="1e6", places=2, allow_nan=False)


def stated(text: str, *, unit: str | None = None, comparator: str | None = None) -> Quantity:
    value = Decimal(text)
    decimals = max(0, -int(value.as_tuple().exponent))
    return Quantity(text, 0, len(text), value, unit, decimals, comparator=comparator)


@pytest.mark.parametrize(
    ("operator", "operands", "expected"),
    [
        ("change", ("110", "100"), "10"),
        ("change_by_delta", ("16587", "198"), "1.2081273"),
        ("share", ("5.5", "9.9"), "55.555556"),
        ("difference", ("64.5", "86.7"), "-22.2"),
        ("mean", ("1", "2", "6"), "3"),
        ("before", ("110", "10"), "100"),
        ("after", ("100", "10"), "110"),
        ("ratio", ("48.65", "0.91"), "53.461538"),
        ("max", ("3", "9", "4"), "9"),
        ("count", ("3", "9", "4"), "3"),
    ],
)
def test_operators_on_points(operator, operands, expected):
    result = compute(operator, *(Operand.shown(o) for o in operands))
    assert round(result.value, 6) == round(Decimal(expected), 6)
    assert result.value in result.interval


@given(now=positive, before=positive)
def test_change_interval_holds_every_corner(now, before):
    result = compute("change", Operand.rounded(now, 1), Operand.rounded(before, 1))
    half = Decimal("0.05")
    for n in (now - half, now, now + half):
        for b in (before - half, before, before + half):
            assert (
                result.interval.lo - Decimal("1e-20")
                <= (n / b - 1) * 100
                <= result.interval.hi + Decimal("1e-20")
            )


@given(st.lists(amounts, min_size=1, max_size=8))
def test_sum_of_rounded_parts_holds_the_sum_of_the_exact(parts):
    shown = [Operand.rounded(round(p, 1), 1) for p in parts]
    assert sum(parts) in compute("sum", *shown).interval


def test_a_base_that_may_be_zero_has_no_change():
    with pytest.raises(UndefinedFormula):
        compute("change", Operand.shown("5"), Operand.rounded(Decimal("0.0"), 1))
    with pytest.raises(UndefinedFormula):
        compute("mean")


@pytest.mark.parametrize(
    ("text", "comparator", "result", "verdict"),
    [
        ("2.14", None, "2.1405", "supported"),
        ("2.5", None, "2.45", "supported"),  # half up
        ("2.4", None, "2.45", "supported"),  # half even
        ("43.8", None, "43.4343", "contradicted"),
        ("6.99", None, "6.99856", "supported_by_rounding"),  # cut off
        ("640", "under", "639", "supported"),
        ("640", "under", "640", "contradicted"),
        ("100", "about", "104", "supported"),
        ("100", "about", "106", "contradicted"),
        ("26", "over", "26.6", "supported"),
        ("26", "over", "25", "contradicted"),
        ("30", "at_least", "30", "supported"),
    ],
)
def test_verdicts(text, comparator, result, verdict):
    assert verify(stated(text, comparator=comparator), Operand.exact(Decimal(result))).verdict == verdict


def test_rounded_operands_support_by_rounding_what_points_do_not():
    share = compute("share", Operand.shown("4.3"), Operand.shown("9.9"))
    assert verify(stated("43.8"), share).verdict == "supported_by_rounding"
    assert verify(stated("48.8"), share).verdict == "contradicted"


def test_ties_come_along_and_share_the_place():
    week = [
        ("a", Operand.shown("5")),
        ("b", Operand.shown("3")),
        ("c", Operand.shown("3")),
        ("d", Operand.shown("-1")),
    ]
    assert [(r.subject, r.place, r.tied) for r in top_k(week, 2)] == [
        ("a", 1, False),
        ("b", 2, True),
        ("c", 2, True),
    ]
    assert [r.subject for r in top_k(week, 4, only_rising=True)] == ["a", "b", "c"]
    assert [r.subject for r in extreme(week, largest=False)] == ["d"]


@given(st.lists(amounts, min_size=1, max_size=12))
def test_places_are_one_plus_the_number_above(values):
    ranked = rank_of([(str(i), Operand.exact(v)) for i, v in enumerate(values)])
    for r in ranked:
        assert r.place == 1 + sum(1 for v in values if v > r.operand.value)


@given(value=amounts, places=st.integers(0, 3))
def test_a_rounded_value_is_always_supported(value, places):
    shown = round(value, places)
    assert verify(stated(format(shown, "f")), Operand.exact(value)).verdict.startswith("supported")
