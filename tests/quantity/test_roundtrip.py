"""What the formatter writes the scanner reads back, to the digit."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from tieout.quantity import Quantity, format_duration, format_number, format_percent, scan

D = Decimal
values = st.decimals(min_value=-(10**12), max_value=10**12, places=3)
places = st.integers(0, 3)
SENTENCES = st.sampled_from(
    [
        "价格为 {} 元，",
        "指数收{}点；",
        "增长了 {} 倍。",
        "录得{}亿元",
        "（{}%）",
        "it was {} points,",
        "to {} percent.",
    ]
)


def only(text: str) -> Quantity:
    (quantity,) = scan(text).quantities
    return quantity


@given(values, places, st.booleans(), SENTENCES)
def test_numbers(value: Decimal, decimals: int, group: bool, sentence: str) -> None:
    text = format_number(value, decimals, group=group)
    quantity = only(sentence.format(text))
    assert quantity.value == D(text.replace(",", "")) * quantity.scale
    assert quantity.decimals == decimals
    assert abs(value * quantity.scale - quantity.value) <= quantity.shown.width / 2


@given(
    values,
    places,
    st.booleans(),
    st.sampled_from(["Kimi（{}）", "环比{}，", "以{}录得最大涨幅", "was {} lower"]),
)
def test_percents(value: Decimal, decimals: int, sign: bool, sentence: str) -> None:
    text = format_percent(value, decimals, sign=sign)
    quantity = only(sentence.format(text))
    assert (quantity.text, quantity.value, quantity.unit, quantity.decimals) == (
        text,
        D(text[:-1]),
        "%",
        decimals,
    )


@given(
    st.integers(0, 359_999),
    st.sampled_from(["m:ss", "hh:mm:ss"]),
    st.sampled_from(["Discord（{}）", "时长 {}，", "for {}"]),
)
def test_durations(seconds: int, style: str, sentence: str) -> None:
    quantity = only(sentence.format(format_duration(D(seconds), style)))
    assert (quantity.value, quantity.unit) == (seconds, "s")


@given(
    st.decimals(min_value=0, max_value=10**5, places=2), st.decimals(min_value=0, max_value=10**5, places=2)
)
def test_ranges(low: Decimal, high: Decimal) -> None:
    assume(low < high)
    quantity = only(f"预计 {format_percent(low)} 至 {format_percent(high)}")
    assert (quantity.value, quantity.high, quantity.comparator) == (low, high, "range")
    assert low in quantity.interval and high in quantity.interval
