"""Folding, digits and Chinese numerals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.quantity import scan
from tieout.quantity.numerals import fold, parse_chinese, parse_digits

D = Decimal
DIGITS = "零一二三四五六七八九"


def section(number: int) -> str:
    """Up to 9999 in the systematic form."""
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + unit
            zero = False
        else:
            zero = bool(text)
    return text


def written(number: int) -> str:
    """A whole number below 10**12 as a Chinese writer puts it."""
    if number == 0:
        return "零"
    text, gap = "", False
    for power, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, number = divmod(number, power)
        if part:
            text += ("零" if text and (gap or part < 1000) else "") + section(part) + unit
            gap = False
        else:
            gap = bool(text)
    return text


@given(st.integers(0, 10**12 - 1))
def test_numerals_come_back(number: int) -> None:
    assert parse_chinese(written(number)) == (D(number), 0)


@given(st.integers(0, 10**12 - 1))
def test_financial_and_traditional_numerals_come_back(number: int) -> None:
    financial = written(number).translate(
        str.maketrans("一二三四五六七八九十百千万亿", "壹貳參肆伍陸柒捌玖拾佰仟萬億")
    )
    assert parse_chinese(fold(financial)) == (D(number), 0)


@pytest.mark.parametrize(
    ("text", "value"),
    [("二万六", 26000), ("三千八", 3800), ("三千八百", 3800), ("一百五", 150), ("一百零五", 105), ("十二", 12), ("两千", 2000),
     ("百亿", 10**10), ("万亿", 10**12), ("一万亿", 10**12), ("三点二五", D("3.25")), ("二〇二四", 2024), ("一亿二千万", 120000000)],
)  # fmt: skip
def test_spoken_forms(text: str, value: int | Decimal) -> None:
    parsed = parse_chinese(text)
    assert parsed is not None and parsed[0] == value


@pytest.mark.parametrize("text", ["", "点五", "三点", "甲", "十百", "三四十"])
def test_no_numeral(text: str) -> None:
    assert parse_chinese(text) is None


@given(st.integers(2, 10**9))
def test_counted_numerals_are_scanned(number: int) -> None:
    text = written(number) + "家"
    quantities = scan(f"共有{text}。").quantities
    assert [(q.text, q.value, q.unit) for q in quantities] == [(text, number, "家")]


@given(st.text())
def test_fold_keeps_every_position(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
    assert [char.isdecimal() for char in folded] == [char.isdecimal() for char in text]


def test_fold_maps_forms_of_one_meaning() -> None:
    assert fold("１２．５％，約３萬點") == "12.5%，约3万点"
    assert fold("１，２３４") == "1,234"
    assert fold("升198，236只") == "升198，236只"
    assert fold("1\u202f234\u00a0567") == "1'234'567"
    assert fold("−5‑6") == "-5-6"


def test_parse_digits() -> None:
    assert parse_digits("1,234.50") == (D("1234.50"), 2)
    assert parse_digits(".5") == (D("0.5"), 1)
