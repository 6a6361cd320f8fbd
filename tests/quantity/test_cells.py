"""Cells as people type them, one table per kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.quantity import (
    CellError,
    Money,
    Period,
    format_duration,
    format_number,
    format_percent,
    parse_cell,
)
from tieout.quantity.cells import KINDS

D = Decimal


@pytest.mark.parametrize(
    "mark", ["", " ", "-", "—", "——", "–", "--", "N/A", "n/a", "#N/A", "/", "无", "null", "None", "－", None]
)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "list"])
def test_marks_of_absence(mark: str | None, kind: str) -> None:
    cell = parse_cell(mark, kind)
    assert cell.null and cell.value is None


def test_absent_list_is_empty() -> None:
    assert parse_cell("——", "list").value == ()


@pytest.mark.parametrize(
    ("text", "note"),
    [("未披露", "undisclosed"), ("较为紧张", "tight"), ("售罄", "tight"), ("缺貨", "tight"), ("下架", "withdrawn"),
     ("sold out", "tight"), ("未获取", "not_collected")],
)  # fmt: skip
def test_words_of_availability(text: str, note: str) -> None:
    cell = parse_cell(text, "decimal")
    assert (cell.value, cell.null, cell.note) == (None, True, note)


@pytest.mark.parametrize(
    ("text", "unit", "header", "value", "decimals"),
    [
        ("28.64/元", "CNY/hour", "价格 (每小时)", "28.64", 2),
        ("28.64 元/时", "CNY/hour", "", "28.64", 2),
        ("¥28.64", "CNY/hour", "", "28.64", 2),
        ("￥1,234.5", "CNY", "", "1234.5", 1),
        ("882.9M", "M", "周平均访问量 (M)", "882.9", 1),
        ("882.9", "M", "周平均访问量 (M)", "882.9", 1),
        ("12.830", "M", "", "12.830", 3),
        ("8.829亿", "M", "", "882.9", 1),
        ("88290", "M", "访问量（万）", "882.90", 2),
        ("1.2萬", None, "", "12000", -3),
        ("94GiB", "GB", "", "94", 0),
        ("94 G", "GB", "", "94", 0),
        ("2TB", "GB", "", "2048", 0),
        ("(1,234.5)", None, "", "-1234.5", 1),
        ("－２．０４", None, "", "-2.04", 2),
        ("163.68", None, "", "163.68", 2),
        (".5", None, "", "0.5", 1),
    ],
)
def test_decimal(text: str, unit: str | None, header: str, value: str, decimals: int) -> None:
    cell = parse_cell(text, "decimal", unit=unit, header=header)
    assert (cell.value, cell.decimals, cell.text) == (D(value), decimals, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("16", 16), ("16 核", 16), ("16C", 16), ("28,488", 28488), ("28 488", 28488), ("1.6万", 16000)],
)
def test_integer(text: str, value: int) -> None:
    assert parse_cell(text, "integer").value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("2.60%", "2.60"), ("2.60 ％", "2.60"), ("(2.60%)", "-2.60"), ("+2.60%", "2.60"), ("−2.60%", "-2.60"),
     ("-17.36%", "-17.36"), ("2.60", "2.60"), ("▼2.6%", "-2.6"), ("5‰", "0.5")],
)  # fmt: skip
def test_percent(text: str, value: str) -> None:
    assert parse_cell(text, "percent").value == D(value)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("6:34", 394), ("0:06:34", 394), ("00:12:26", 746), ("6分34秒", 394), ("6分34", 394), ("394s", 394), ("394 秒", 394),
     ("6m34s", 394), ("1:02:03", 3723), ("1小时2分", 3720), ("16:42", 1002)],
)  # fmt: skip
def test_duration(text: str, seconds: int) -> None:
    assert parse_cell(text, "duration").value == seconds


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "comparator"),
    [
        ("1.055 亿美元", "105500000", "105500000", "USD", None),
        ("数亿元", "2E+8", "1E+9", "CNY", None),
        ("亿元级", "1E+8", "1E+9", "CNY", "about"),
        ("近亿元", "1E+8", "1E+8", "CNY", "under"),
        ("超 10 亿美元", "1E+9", "1E+9", "USD", "over"),
        ("超 10 亿 美元", "1E+9", "1E+9", "USD", "over"),
        ("数千万元人民币", "2E+7", "1E+8", "CNY", None),
        ("數百萬美元", "2E+6", "1E+7", "USD", None),
        ("数十亿元", "2E+9", "1E+10", "CNY", None),
        ("1600 万美元", "16000000", "16000000", "USD", None),
        ("$2.5B", "2.5E+9", "2.5E+9", "USD", None),
        ("$5m", "5E+6", "5E+6", "USD", None),
        ("US$120 million", "120000000", "120000000", "USD", None),
        ("HK$3.2bn", "3.2E+9", "3.2E+9", "HKD", None),
        ("20 亿", "2E+9", "2E+9", None, None),
        ("1亿多元", "1E+8", "1E+8", "CNY", "over"),
        ("三千万元", "3E+7", "3E+7", "CNY", None),
        ("2-3 亿元", "2E+8", "3E+8", "CNY", "range"),
        ("3000万至5000万元", "3E+7", "5E+7", "CNY", "range"),
        ("亿元人民币以上", "1E+8", "1E+8", "CNY", "at_least"),
        ("约 1 亿新台币", "1E+8", "1E+8", "TWD", "about"),
        ("2.5亿美元（约18亿元）", "2.5E+8", "2.5E+8", "USD", None),
        ("Rs.72.63 crore", "726300000", "726300000", "INR", None),
        ("up to $40 billion", "4E+10", "4E+10", "USD", "at_most"),
    ],
)
def test_money(text: str, low: str, high: str, currency: str | None, comparator: str | None) -> None:
    money = parse_cell(text, "money").value
    assert isinstance(money, Money)
    assert (money.low, money.high, money.currency, money.comparator, money.text) == (
        D(low), D(high), currency, comparator, text,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Elad Gil、IVP", ("Elad Gil", "IVP")),
        ("美国政府、OpenAI、甲骨文和软银", ("美国政府", "OpenAI", "甲骨文", "软银")),
        ("Emergence, GV", ("Emergence", "GV")),
        ("Index Ventures and a16z", ("Index Ventures", "a16z")),
        ("红杉、中和资本等", ("红杉", "中和资本")),
        ("XAnge", ("XAnge",)),
    ],
)
def test_list(text: str, parts: tuple[str, ...]) -> None:
    assert parse_cell(text, "list").value == parts


@pytest.mark.parametrize(
    "text",
    [
        "2024-10-21",
        "2024/10/21",
        "2024.10.21",
        "2024. 10. 21",
        "2024年10月21日",
        "20241021",
        "Oct 21, 2024",
        "21 October 2024",
    ],
)
def test_date(text: str) -> None:
    assert parse_cell(text, "date").value == date(2024, 10, 21)


def test_period_and_rank() -> None:
    assert parse_cell("2024. 6. 26-2024. 6. 30", "period").value == Period(
        date(2024, 6, 26), date(2024, 6, 30)
    )
    assert [parse_cell(text, "rank").value for text in ("3", "并列第 3", "第三", "#3", "3rd")] == [3] * 5


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [("10%", "decimal", None), ("1.5", "integer", None), ("6:74", "duration", None), ("2024-02-30", "date", None),
     ("A轮", "money", None), ("$2.35", "decimal", "CNY/hour"), ("12 13", "decimal", None), ("5pp", "percent", None),
     ("0", "rank", None), ("腾讯", "decimal", None), ("6:34", "percent", None), ("16 核", "decimal", "GB")],
)  # fmt: skip
def test_refused_with_seen_and_expected(text: str, kind: str, unit: str | None) -> None:
    with pytest.raises(CellError) as caught:
        parse_cell(text, kind, unit=unit)
    assert caught.value.seen == text
    assert caught.value.expected in str(caught.value)


def test_unknown_kind_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="unknown kind"):
        parse_cell("1", "number")


decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


@given(decimals, st.booleans())
def test_formatted_numbers_come_back(value: Decimal, group: bool) -> None:
    assert parse_cell(format_number(value, 2, group=group), "decimal").value == value
    assert parse_cell(format_percent(value, 2, sign=True), "percent").value == value


@given(st.integers(0, 359_999), st.sampled_from(["m:ss", "hh:mm:ss"]))
def test_formatted_durations_come_back(seconds: int, style: str) -> None:
    assert parse_cell(format_duration(D(seconds), style), "duration").value == seconds


@given(st.text(max_size=40), st.sampled_from(KINDS), st.sampled_from([None, "M", "GB", "CNY/hour", "%"]))
def test_any_text_is_read_or_refused(text: str, kind: str, unit: str | None) -> None:
    try:
        cell = parse_cell(text, kind, unit=unit)
    except CellError as error:
        assert error.seen == text.strip()
    else:
        assert cell.null == (cell.value is None or cell.value == ())
