"""Generated sentences read as a broker prints them, whatever the data: empty, one member, ties, nulls, negatives."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.model import Bound, Record, Sentence
from tieout.quantity import Money, Period
from tieout.trackers import Choices, View, all_trackers, get_tracker
from tieout.trackers.benchmark_measures import rows_of, standing

WEEK = Period(date(2025, 1, 20), date(2025, 1, 24))
UGLY = re.compile(
    r"  |。。|；；|，，|、、|，。|；。|：。|（）|\(\)| ,| ;|: \.|; \.|, \.|(?<![\d.])0 (?:项|笔|种|家|个)|None|\bof 1 [a-z]+s\b"
)
APART = re.compile(r"[\u4e00-\u9fff] [\u4e00-\u9fff]")


def say(name, records, sentence="summary", language="zh", **choices):
    return View(get_tracker(name), records, language=language, choices=Choices(**choices)).sentence(sentence)


def money(text, low, high=None, currency="CNY", comparator=None):
    return Money(Decimal(low), Decimal(high or low), currency, comparator, text)


def score(benchmark, model, value, metric=None, k=None):
    values = {"benchmark": benchmark, "metric": metric, "model": model, "score": Decimal(value), "k": k}
    return Record("benchmark", (benchmark, metric or "", model), values, {}, WEEK)


def company(name, amount=None, status=None):
    return Record("funding", (name,), {"company": name, "amount": amount, "status": status}, {}, WEEK)


def price(model, item, value, currency="USD", unit="per_1m_tokens"):
    values = {
        "model": model,
        "provider": "P",
        "item": item,
        "price": value and Decimal(value),
        "currency": currency,
        "unit": unit,
    }
    return Record("token_price", (model, "P", item), values, {}, WEEK)


def box(index, *returns):
    fields = ("ret_1m_pct", "ret_3m_pct", "ret_12m_pct")
    values = {"index_name": index, **{f: r and Decimal(r) for f, r in zip(fields, returns, strict=True)}}
    return Record("relative_performance", (index,), values, {}, WEEK)


# --- nothing to say


@pytest.mark.parametrize("tracker", [t.name for t in all_trackers()])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_records_a_sentence_says_so(tracker, language):
    for name in get_tracker(tracker).sentences:
        text = say(tracker, [], name, language).text
        assert re.search("无|没有|未收录|不足" if language == "zh" else r"\b[Nn]o(?:t|ne)?\b", text), (
            tracker,
            text,
        )
        assert not UGLY.search(text), text


# --- benchmarks

GRID = [
    score(b, m, v)
    for b, *values in (
        ("MMMU", "69.0", "70.0", "60.0"),
        ("Math", "80.0", "70.0", "80.0"),
        ("OCR", "90.0", "85.0", "70.0"),
        ("平均分", "79.7", "75.0", "70.0"),
    )
    for m, v in zip(("甲", "GPT", "乙"), values, strict=True)
]


def test_the_subject_leads_ties_and_trails_and_its_average_is_no_benchmark():
    assert say("benchmark", GRID).text == (
        "甲在 3 项测评中领先 1 项（OCR），并列第一 1 项（Math），落后 1 项（MMMU），平均分居首。"
    )
    assert say("benchmark", GRID, language="en").text == (
        "Of 3 benchmarks, 甲 leads on 1 (OCR), ties for first on 1 (Math) and trails on 1 (MMMU); its 平均分 is the highest."
    )


def test_one_shared_benchmark_is_called_by_name():
    assert say("benchmark", GRID[:3]).text == "甲在 MMMU 上落后。"
    assert say("benchmark", GRID[:3], language="en").text == "甲 trails on MMMU."


def test_the_best_of_each_row_with_ties():
    assert (
        say("benchmark", GRID[:6], "best").text == "各项最高分：MMMU 为 GPT（70.0）；Math 为甲、乙（80.0）。"
    )


def test_averages_are_over_the_rows_that_all_have():
    some = [*GRID[:9], score("Elo", "甲", "1300"), score("Elo", "GPT", "1200"), score("Solo", "甲", "1")]
    text = say("benchmark", some, "average").text
    assert text == "按各模型都有得分的 3 项测评平均，甲为 79.7 分，GPT 为 75.0 分，乙为 70.0 分。"


def test_scores_of_another_k_are_not_compared():
    grid = [
        score("AIME", "甲", "86.7", "cons@k", 32),
        score("AIME", "乙", "54.7", "cons@k", 64),
        score("AIME", "丙", "50.0", "cons@k", 32),
    ]
    (row,) = rows_of(grid)
    assert [r["model"] for r in row.records] == ["甲", "丙"]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3), st.decimals("0", "100", places=1)), max_size=14)
)
def test_leads_ties_and_trails_are_every_row_the_model_can_be_compared_in(cells):
    grid = list({(b, m): score(f"B{b}", f"M{m}", v) for b, m, v in cells}.values())
    for model in {r["model"] for r in grid}:
        found = standing(grid, model)
        rows = [r for r in rows_of(grid) if r.of(model)]
        assert len(found.leads) + len(found.ties) + len(found.trails) == len(rows)
        for row in found.leads:
            assert all(r["score"] < row.of(model)["score"] for r in row.records if r["model"] != model)


# --- funding


def test_planned_and_rumoured_rounds_are_no_leaders():
    rounds = [
        company("Stargate", money("5000 亿美元", "500000000000", currency="USD"), "planned"),
        company("A", money("1 亿元", "100000000"), "closed"),
        company("B", money("2 亿元", "200000000"), "closed"),
        company("C", money("3000 万元", "30000000")),
        company("D", None, "closed"),
    ]
    assert say("funding", rounds, top=2).text == (
        "本期收录 AI 融资 5 笔，已完成的融资中，金额居前的为 B（2 亿元）和 A（1 亿元）；另有 1 笔未披露金额；"
        "尚在计划中的有 Stargate（5000 亿美元）。"
    )
    assert say("funding", rounds, language="en", top=2).text.endswith(
        "1 does not disclose the amount; planned only: Stargate (USD 500 billion)."
    )


def test_a_vague_amount_that_could_be_among_the_top_two_is_said_with_the_reason():
    rounds = [
        company("A", money("10 亿元", "1000000000")),
        company("B", money("数亿元", "200000000", "1000000000")),
        company("C", money("3 亿元", "300000000")),
    ]
    assert say("funding", rounds, top=2).text.endswith(
        "金额居前的为 A（10 亿元）；B（数亿元）和 C（3 亿元）也可能居前，因金额未精确披露先后未定。"
    )
    mixed = [
        company("A", money("7 亿元", "700000000")),
        company("B", money("1 亿美元", "100000000", currency="USD")),
    ]
    assert say("funding", mixed, top=1).text.endswith("A（7 亿元）和 B（1 亿美元）因币种不同先后未定。")


# --- prices and boxes


def test_the_cheapest_is_called_by_its_model_with_currency_and_unit():
    prices = [price("o1", "input", "15"), price("R1", "input", "0.55"), price("o1", "output", "60")]
    assert say("token_price", prices).text == (
        "收录 2 个模型的 3 项报价；输入价最低的是 R1（每百万 tokens 0.55 美元）。"
    )
    tied = [*prices, price("V3", "input", "0.55")]
    assert "输入价最低的是 R1和 V3（" in say("token_price", tied).text


def test_a_level_horizon_is_said_without_a_figure():
    records = [box("计算机", "1.0", "-2.0", None), box("沪深300", "1.0", "3.5", "4.0")]
    assert (
        say("relative_performance", records).text
        == "计算机相对沪深300，近一个月与其持平，近三个月跑输 5.5 个百分点。"
    )
    assert say("relative_performance", records, language="en").text == (
        "Against 沪深300, 计算机 is level over 1 month, behind by 5.5 percentage points over 3 months."
    )


# --- anything

NUMBERS = st.none() | st.decimals("-120", "120", places=2)


@settings(max_examples=60)
@given(st.data())
def test_random_records_read_well_and_every_digit_is_bound(data):
    tracker = data.draw(st.sampled_from([t for t in all_trackers() if t.name != "market"]))
    language = data.draw(st.sampled_from(["zh", "en"]))
    records = {}
    for n in range(data.draw(st.integers(0, 5))):
        values = {}
        for column in tracker.columns:
            field = column.field.replace("{year}", "2025e")
            if column.kind in ("decimal", "percent", "duration", "bounds"):
                values[field] = data.draw(NUMBERS)
            elif column.kind == "integer":
                values[field] = data.draw(st.none() | st.integers(1, 3).map(Decimal))
            elif column.kind == "money":
                values[field] = data.draw(
                    st.sampled_from([None, money("数亿元", "2e8", "1e9"), money("2 亿元", "2e8")])
                )
            elif column.kind == "text":
                words = column.values or tuple(column.words) or (f"S{n}", "甲", "Kimi")
                values[field] = data.draw(st.sampled_from(words if column.key else (None, *words)))
        if tracker.main == "weekly_visits_m":
            values["weekly_visits_m"] = Decimal(n)
        subject = tracker.subject_of(values)
        records[subject] = Record(tracker.name, subject, values, {}, WEEK, availability=None)
    for name in tracker.sentences:
        sentence = say(tracker.name, list(records.values()), name, language)
        assert isinstance(sentence, Sentence) and sentence.text.rstrip().endswith(("。", "."))
        assert not UGLY.search(sentence.text), sentence.text
        assert language == "en" or not APART.search(sentence.text), sentence.text
        for part in sentence.parts:
            assert isinstance(part, Bound) or not any(c.isdigit() for c in part)
