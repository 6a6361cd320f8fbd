"""How many places a number is printed with: the same in a table, in prose and in a chart."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tieout.model import Record
from tieout.trackers import Choices, View, get_tracker
from tieout.trackers.charts import chart


def rental(*prices: str, **choices: object) -> View:
    records = [
        Record("compute_rental", ("A100", str(i)), {"gpu": "A100", "platform": str(i), "price_per_hour": Decimal(p)}, {"price_per_hour": p})
        for i, p in enumerate(prices)
    ]  # fmt: skip
    return View(get_tracker("compute_rental"), records, choices=Choices(**choices))


@pytest.mark.parametrize(
    ("typed", "decimals", "shown"),
    [
        ("28.6", {}, "28.60"),  # the column has two places
        ("28.64", {}, "28.64"),
        ("28.645", {}, "28.645"),  # what the source printed is kept
        ("28.645", {"price_per_hour": 2}, "28.65"),  # unless the house says otherwise
        ("28.64", {"price_per_hour": 1}, "28.6"),
        ("29", {"price_per_hour": 0}, "29"),
    ],
)
def test_prose_table_and_chart_agree(typed: str, decimals: dict[str, int], shown: str) -> None:
    view = rental(typed, "30", decimals=decimals)
    fact = view.value(view.records[0], "price_per_hour")
    assert view.digits(fact) == shown
    assert view.shown(fact) == f"{shown} 元/时"
    spec = chart(view)
    assert spec is not None and next(spec.points()).text == f"{shown} 元/时"


def test_added_zeros_say_nothing_about_the_value() -> None:
    """28.6 stands for 28.55 to 28.65 in a formula, though it is printed 28.60."""
    from tieout.trackers.view import operand

    view = rental("28.6", "30")
    interval = operand(view.value(view.records[0], "price_per_hour")).interval
    assert (interval.lo, interval.hi) == (Decimal("28.55"), Decimal("28.65"))


def test_years_of_a_family_share_the_choice() -> None:
    record = Record(
        "coverage", ("1.SZ",), {"ticker": "1.SZ", "eps_2024e": Decimal("0.404")}, {"eps_2024e": "0.404"}
    )
    tracker = get_tracker("coverage")
    for name in ("eps_2024e", "eps_{year}", "eps"):
        view = View(tracker, [record], choices=Choices(decimals={name: 1}))
        assert view.digits(view.value(record, "eps_2024e")) == "0.4"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2.5 亿美元", "USD 250 million"),
        ("数千万元人民币", "CNY 20 million to 100 million"),
        ("超 10 亿美元", "over USD 1 billion"),
        ("近亿元", "nearly CNY 100 million"),
        ("20 亿", "2 billion"),
        ("$2.5B", "$2.5B"),
    ],
)
def test_money_in_english_is_read_back_as_the_same_amount(text: str, said: str) -> None:
    from tieout.quantity.money import parse_money

    money = parse_money(text)
    record = Record("funding", ("x",), {"company": "x", "amount": money}, {"amount": text})
    fact = View(get_tracker("funding"), [record], language="en").value(record, "amount")
    assert View(get_tracker("funding"), [record], language="en").shown(fact) == said
    back = parse_money(said)
    assert (back.low, back.high, back.currency) == (money.low, money.high, money.currency)


def test_words_of_codes_are_read_back() -> None:
    for name, field in (
        ("market_stat", "stat"),
        ("token_price", "item"),
        ("token_price", "unit"),
        ("leaderboard", "board"),
    ):
        column = get_tracker(name).column(field)
        assert column.words
        for code in column.words:
            assert {column.code(column.word(code, lang)) for lang in ("zh", "en")} == {code}
        assert column.code("别的") == "别的"
