"""What the makers of charts put into a ChartSpec: values, texts, facts, what is left out and said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tieout.errors import UsageError
from tieout.model import FactKey, Record
from tieout.quantity import Money, Period
from tieout.trackers import View, all_trackers, get_tracker
from tieout.trackers.charts import chart, chart_names

DAY = Period.day(date(2025, 1, 24))


def record(tracker, **values):
    subject = get_tracker(tracker).subject_of(values)
    return Record(tracker, subject, values, {}, DAY)


def view(tracker, *rows, language="zh"):
    return View(get_tracker(tracker), [record(tracker, **r) for r in rows], language=language)


def closes(code, name, start, prices):
    from tieout.calendar import next_trading_day

    day, out = date.fromisoformat(start), []
    for price in prices:
        if price is not None:
            out.append({"code": code, "name": name, "date": day, "close": Decimal(price)})
        day = next_trading_day(day)
    return out


def d(text):
    return Decimal(text)


def site(name, visits, change=None):
    return {
        "app": name,
        "weekly_visits_m": d(visits) if visits else None,
        "visits_wow_pct": d(change) if change else None,
    }


def rent(gpu, platform, price):
    return {"gpu": gpu, "platform": platform, "price_per_hour": d(price) if price else None}


def money(low, high, currency, comparator, text):
    return Money(d(low), d(high), currency, comparator, text)


def all_facts(view):
    return {str(k) for k in view.book}


# --- every tracker ------------------------------------------------------------------------------


def test_every_tracker_has_a_chart_but_the_one_that_is_a_table_of_companies():
    without = {t.name for t in all_trackers() if not chart_names(t.name)}
    assert without == {"coverage"}


@pytest.mark.parametrize("tracker", [t.name for t in all_trackers() if chart_names(t.name)])
def test_no_records_carry_no_chart(tracker):
    for name in chart_names(tracker):
        assert chart(view(tracker), name) is None


def test_an_unknown_chart_is_an_error_that_names_the_known_ones():
    with pytest.raises(UsageError) as caught:
        chart(view("site_traffic"), "pie")
    assert "chart:site_traffic/visits" in caught.value.next_step
    with pytest.raises(UsageError, match="coverage"):
        chart(view("coverage"))


# --- traffic, rental, tokens --------------------------------------------------------------------


def test_visits_are_largest_first_with_both_numbers_bound():
    v = view(
        "site_traffic", site("Bing", "412.7", "0.10"), site("ChatGPT", "882.9", "0.93"), site("Kimi", "7.450")
    )
    spec = chart(v)
    assert [(p.label, p.text) for p in spec.points()] == [
        ("ChatGPT", "882.9M（+0.93%）"),
        ("Bing", "412.7M（+0.10%）"),
        ("Kimi", "7.450M"),
    ]
    assert set(spec.facts()) <= all_facts(v)
    assert "site_traffic/visits_wow_pct/ChatGPT" in spec.facts()
    assert spec.alt == "AI 相关网站流量：ChatGPT 882.9M（+0.93%）；Bing 412.7M（+0.10%）；Kimi 7.450M。"


def test_one_site_is_no_chart():
    assert chart(view("site_traffic", site("ChatGPT", "882.9"), site("Bing", None))) is None


def test_only_the_subjects_asked_for_are_drawn():
    v = view("site_traffic", site("a", "1"), site("b", "2"), site("c", "3"))
    assert [p.label for p in chart(v, only=["a", "c"]).points()] == ["c", "a"]


def test_a_long_list_is_cut_and_says_so():
    v = view("site_traffic", *(site(f"s{n}", str(n + 1)) for n in range(90)))
    spec = chart(v)
    points = list(spec.points())
    assert len(points) == 30 and points[0].label == "s89"
    assert spec.notes == ("限于篇幅，仅列示居前部分。",)


def test_a_missing_price_says_why():
    rows = [
        record("compute_rental", **rent("A100", "甲云", "9.0")),
        record("compute_rental", **rent("A100", "乙云", "8.50")),
        record("compute_rental", **rent("A100", "丙云", None)).replace(availability="tight"),
        record("compute_rental", **rent("A800", "丙云", None)),
    ]
    spec = chart(View(get_tracker("compute_rental"), rows))
    assert [(p.group, p.label, p.y, p.text) for p in spec.points()] == [
        ("A100", "甲云", d("9.0"), "9.00 元/时"),
        ("A100", "乙云", d("8.50"), "8.50 元/时"),
        ("A100", "丙云", None, "——（算力紧张）"),
        ("A800", "丙云", None, "——（未获取）"),
    ]
    english = chart(View(get_tracker("compute_rental"), rows, language="en"))
    assert [p.text for p in english.points()][2] == "—— (sold out)"


def token(model, item, price, currency="USD", unit="per_1m_tokens", provider="厂"):
    return {
        "model": model,
        "provider": provider,
        "item": item,
        "price": d(price),
        "currency": currency,
        "unit": unit,
    }


def test_prices_of_another_currency_do_not_share_the_axis():
    v = view(
        "token_price",
        token("a", "input", "1"),
        token("a", "output", "2"),
        token("b", "input", "3"),
        token("c", "input", "4", currency="CNY"),
    )
    spec = chart(v)
    assert [(s.name, [p.label for p in s.points]) for s in spec.series] == [
        ("输入", ["a", "b"]),
        ("输出", ["a"]),
    ]
    assert spec.value.title == "价格（USD，每百万 tokens）"
    assert spec.notes == ("币种或计价单位不同，未列入：c",)


# --- models -------------------------------------------------------------------------------------


def ranked(model, score, up="4", down="-5", board="overall"):
    return {"board": board, "model": model, "score": d(score), "ci_plus": d(up), "ci_minus": d(down)}


def test_a_board_is_drawn_with_its_interval():
    v = view(
        "leaderboard", ranked("x", "1287", "5", "-3"), ranked("y", "1339"), ranked("z", "1400", board="math")
    )
    spec = chart(v)
    assert [(p.label, p.text, p.lo, p.hi) for p in spec.points()] == [
        ("y", "1339 (+4/-5)", 1334, 1343),
        ("x", "1287 (+5/-3)", 1284, 1292),
    ]
    assert FactKey("leaderboard", "ci_plus", ("overall", "x")) in v.book
    assert chart(v, only=["math"]) is None  # one model alone


def test_few_benchmarks_are_bars_and_many_are_dots():
    rows = [
        {"benchmark": b, "metric": None, "model": m, "score": d(str(50 + i))}
        for i, b in enumerate(("MMLU", "GPQA"))
        for m in ("甲", "乙")
    ]
    spec = chart(view("benchmark", *rows))
    assert spec.kind == "bar" and [s.name for s in spec.series] == ["甲", "乙"] and spec.series[0].subject
    more = [
        {"benchmark": f"b{n}", "metric": "pass@1", "model": m, "score": d(str(n))}
        for n in range(9)
        for m in ("甲", "乙", "丙")
    ]
    many = chart(view("benchmark", *more))
    assert many.kind == "interval" and next(many.points()).label == "b0（pass@1）"


def test_a_benchmark_on_another_scale_is_left_out_and_named():
    rows = [
        {"benchmark": b, "metric": None, "model": m, "score": d(s)}
        for b, s in (("MMLU", "88"), ("GPQA", "60"), ("Codeforces", "2029"))
        for m in ("甲", "乙")
    ]
    spec = chart(view("benchmark", *rows))
    assert {p.label for p in spec.points()} == {"MMLU", "GPQA"}
    assert spec.notes == ("量纲不同，未列入：Codeforces",)


def test_the_frontier_holds_whoever_no_cheaper_model_matches():
    board = view(
        "leaderboard",
        *(ranked(m, s) for m, s in (("A-1", "1300"), ("B 2", "1290"), ("c3", "1280"), ("d", "1310"))),
    )
    prices = view(
        "token_price",
        token("a 1", "output", "2"),
        token("b_2", "output", "1"),
        token("C3", "output", "1.5"),
        token("D", "output", "60"),
        token("D", "output", "9", provider="他厂"),
        token("nobody", "output", "0.1"),
    )
    spec = chart(board, "price", others={"token_price": prices})
    assert spec.frontier == ("B 2", "A-1", "d")
    assert {p.label: p.x for p in spec.points()} == {"A-1": 2, "B 2": 1, "c3": d("1.5"), "d": 9}
    assert set(spec.facts()) <= all_facts(board) | all_facts(prices)
    assert spec.base.log and "对数轴" in spec.base.title
    assert chart(board, "price") is None


# --- funding ------------------------------------------------------------------------------------


def test_amounts_of_one_currency_are_drawn_as_printed():
    v = view(
        "funding",
        {"company": "a", "amount": money("16000000", "16000000", "USD", None, "1600 万美元")},
        {"company": "b", "amount": money("1000000000", "1000000000", "USD", "over", "超 10 亿美元")},
        {"company": "c", "amount": None},
    )
    spec = chart(v)
    assert [(p.label, p.y, p.lo, p.hi, p.open) for p in spec.points()] == [
        ("b", 10**9, 10**9, 10**9, "above"),
        ("a", 16 * 10**6, 16 * 10**6, 16 * 10**6, ""),
    ]
    assert "美元" in spec.value.title and spec.value.log
    assert spec.notes == ("金额或币种未披露：c",)


def test_amounts_of_two_currencies_span_every_plausible_rate():
    v = view(
        "funding",
        {"company": "a", "amount": money("100000000", "100000000", "USD", None, "1 亿美元")},
        {"company": "b", "amount": money("200000000", "1000000000", "CNY", None, "数亿元")},
        {"company": "c", "amount": money("5000000", "5000000", None, None, "500 万")},
    )
    by_name = {p.label: p for p in chart(v).points()}
    assert set(by_name) == {"a", "b"}
    assert (
        by_name["a"].lo < 7 * 10**8 < by_name["a"].hi and by_name["a"].lo < by_name["a"].y < by_name["a"].hi
    )
    assert by_name["b"].y is None and (by_name["b"].lo, by_name["b"].hi) == (2 * 10**8, 10**9)
    assert "c" in chart(v).notes[-1]


# --- market -------------------------------------------------------------------------------------


def market(*series, language="zh"):
    return view("market", *(row for one in series for row in one), language=language)


def test_lines_are_rebased_where_all_codes_have_a_close():
    v = market(
        closes("000300.SH", "沪深300", "2025-01-17", ["90", "100", "110", "121"]),
        closes("801750.SI", "计算机", "2025-01-20", ["50", None, "55"]),
    )
    spec = chart(v, "lines")
    values = {s.name: [p.y for p in s.points] for s in spec.series}
    assert values == {"沪深300": [100, 110, 121], "计算机": [100, None, 110]}
    assert spec.value.title == "收盘价，2025-01-20 为 100"
    assert set(spec.facts()) <= all_facts(v)
    assert "market/close/000300.SH/2025-01-20" in all_facts(v)


def test_too_many_codes_need_a_choice():
    many = [closes(f"{n:06d}.SZ", f"股{n}", "2025-01-20", ["1", "2"]) for n in range(1, 8)]
    v = market(*many)
    assert chart(v, "lines") is None
    assert len(chart(v, "lines", only=["000001.SZ", "股2"]).series) == 2


def test_daily_changes_are_those_of_the_reviewed_week():
    prices = ["100", "101", "102", "100", "99", "104", "200"]  # the last one is the Monday of the issue
    v = market(closes("000300.SH", "沪深300", "2025-01-17", prices))
    spec = chart(v, "daily", day=date(2025, 1, 27))
    assert [(p.label, p.text) for p in spec.points()] == [
        ("01-20", "+1.00%"),
        ("01-21", "+0.99%"),
        ("01-22", "-1.96%"),
        ("01-23", "-1.00%"),
        ("01-24", "+5.05%"),
    ]
    assert chart(v, "daily") is None  # the latest week has one session so far


def test_members_are_the_best_and_the_worst():
    moves = {f"{n:06d}.SZ": str(100 + 3 * n - 20) for n in range(1, 15)}
    rows = [closes(c, f"股{c[4:6]}", "2025-01-17", ["100"] * 5 + [last]) for c, last in moves.items()]
    spec = chart(market(*rows), "members")
    by_group: dict[str, list[str]] = {}
    for p in spec.points():
        by_group.setdefault(p.group, []).append(p.text)
    assert by_group == {
        "涨幅居前": ["+22.00%", "+19.00%", "+16.00%", "+13.00%", "+10.00%"],
        "跌幅居前": ["-17.00%", "-14.00%", "-11.00%", "-8.00%", "-5.00%"],
    }


def test_members_that_all_rose_are_not_called_fallers():
    rows = [closes(f"00000{n}.SZ", f"股{n}", "2025-01-17", ["100"] * 5 + [str(101 + n)]) for n in range(1, 5)]
    assert {p.group for p in chart(market(*rows), "members").points()} == {"涨幅居前", "涨跌幅居后"}


def test_a_halted_member_is_named_below():
    rows = [closes(f"00000{n}.SZ", f"股{n}", "2025-01-17", ["100"] * 5 + [str(101 + n)]) for n in range(1, 5)]
    rows.append(closes("000009.SZ", "停牌股", "2025-01-17", ["100", "100"]))
    assert chart(market(*rows), "members").notes == ("停牌或未获取，未列入：停牌股",)


def test_the_box_is_drawn_index_by_index():
    v = view(
        "relative_performance",
        {"index_name": "计算机", "ret_1m_pct": d("-6.1"), "ret_3m_pct": d("0.0"), "ret_12m_pct": d("19.5")},
        {"index_name": "沪深300", "ret_1m_pct": d("-4.1"), "ret_3m_pct": None, "ret_12m_pct": d("14.5")},
    )
    spec = chart(v)
    assert [[p.text for p in s.points] for s in spec.series] == [
        ["-6.1%", "0.0%", "+19.5%"],
        ["-4.1%", "——", "+14.5%"],
    ]
    english = chart(view("relative_performance", *[dict(r.values) for r in v.records], language="en"))
    assert [p.label for p in english.series[0].points] == ["1 month", "3 months", "12 months"]


def test_stated_moves_show_gain_and_loss():
    rows = [
        {"index": i, "stat": s, "value_pct": d(x)}
        for i, gain, loss in (("甲指数", "3.83", "-0.90"), ("乙指数", "1.11", "-0.91"))
        for s, x in (("max_daily_gain", gain), ("max_daily_loss", loss))
    ]
    spec = chart(view("market_stat", *rows))
    assert [[p.text for p in s.points] for s in spec.series] == [["+3.83%", "+1.11%"], ["-0.90%", "-0.91%"]]


def test_a_spec_is_plain_data():
    spec = chart(view("site_traffic", site("a", "1.50"), site("b", "2")))
    data = spec.as_json()
    assert data["series"][0]["points"][1] == {
        "label": "a",
        "y": 1.5,
        "text": "1.50M",
        "fact": "site_traffic/weekly_visits_m/a",
    }
    assert spec.replace(title="x").title == "x" and spec.title != "x"
    assert set(spec.texts()) >= {"a", "b", "1.50M", "2M"}
