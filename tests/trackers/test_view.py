"""Facts and sentences of a tracker."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.errors import UnknownFact
from tieout.model import Bound
from tieout.quantity import Period
from tieout.trackers import Choices, View, get_tracker

from .conftest import TABLES, TRAFFIC


def view_of(records, name, **options):
    return View(get_tracker(name), records(name), **options)


def test_traffic_sentence_names_leaders_with_their_figures(records):
    text = view_of(records, "site_traffic").sentence("summary").text
    assert text == (
        "访问量前三位分别为 ChatGPT（882.9M）、Bing（412.7M）和 Discord（131.9M）；"
        "访问量环比增速前三位分别为 QuillBot（5.60%）、ChatGPT（0.93%）和 Bing（0.10%）；"
        "平均停留时长前三位分别为 Discord（12:08）、ChatGPT（6:34）和 Bing（6:21）；"
        "平均停留时长环比增速前三位分别为 QuillBot（1.79%）、ChatGPT（0.51%）和 Bing（0.26%）。"
    )


def test_house_may_name_only_the_first(records):
    choices = Choices(top_by_field={"visits_wow_pct": 1})
    text = view_of(records, "site_traffic", choices=choices).sentence("summary").text
    assert "访问量环比增速第一为 QuillBot（5.60%）；" in text


def rows_with_changes(*changes):
    return [[f"S{i}", "x", "y", "10.0", c, "1:00", "0.00%"] for i, c in enumerate(changes)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (("1.00%", "-2.00%", "-3.00%", "-1.00%"), "访问量环比增速为正的仅 S0（1.00%）"),
        (("-1.00%", "-2.00%"), "各网站访问量环比均未上升"),
        (
            ("3.00%", "2.00%", "1.00%", "1.00%"),
            "前三位（含并列）为 S0（3.00%）、S1（2.00%）、S2（1.00%）和 S3（1.00%）",
        ),
    ],
)
def test_few_risers_none_and_ties(records, changes, said):
    rows = records("site_traffic", TRAFFIC[0], rows_with_changes(*changes))
    assert said in View(get_tracker("site_traffic"), rows).sentence("summary").text


def test_fallers_are_listed_when_the_house_wants_them(records):
    rows = records("site_traffic", TRAFFIC[0], rows_with_changes("1.00%", "-2.00%", "-3.00%"))
    view = View(get_tracker("site_traffic"), rows, choices=Choices(only_rising=False))
    assert "S0（1.00%）、S1（-2.00%）和 S2（-3.00%）" in view.sentence("summary").text


def test_rental_sentence_says_which_null_it_is(records):
    rows = records("compute_rental")
    tight = [*rows[:2], rows[2].replace(availability="tight")]
    tracker = get_tracker("compute_rental")
    assert "恒源云 13 核+128G 算力紧张，暂无报价" in View(tracker, tight).sentence("summary").text
    assert "恒源云 13 核+128G 报价未获取" in View(tracker, rows).sentence("summary").text
    assert "有报价的 2 种配置中，价格环比全部持平。" in View(tracker, tight).sentence("summary").text


def test_pe_is_computed_from_price_and_eps(records):
    rows = [
        r.replace(values={k: v for k, v in r.values.items() if not k.startswith("pe_")})
        for r in records("coverage")
    ]
    view = View(get_tracker("coverage"), rows)
    fact = view.fact("pe_2025e", "688256.SH")
    assert view.digits(fact) == "-1144.00"
    assert fact.operator == "ratio"
    assert [f.key.metric for f in fact.inputs] == ["price", "eps_2025e"]
    assert {e.column for e in fact.cells()} == {"price", "eps_2025e"}


def test_a_change_is_computed_only_from_a_neighbour_of_equal_length(records):
    headers, rows = TRAFFIC
    blank = [[*r[:4], "", r[5], ""] for r in rows]
    now = records("site_traffic", headers, blank)
    tracker = get_tracker("site_traffic")
    old = [[r[0], *r[1:3], "800.0", "", "6:00", ""] for r in rows]
    week_before = records("site_traffic", headers, old, Period(date(2025, 1, 13), date(2025, 1, 17)))
    longer = records("site_traffic", headers, old, Period(date(2025, 1, 11), date(2025, 1, 17)))
    fact = View(tracker, now, earlier=week_before).fact("visits_wow_pct", "ChatGPT")
    assert fact.operator == "change"
    assert round(fact.value, 4) == Decimal("10.3625")
    assert View(tracker, now, earlier=longer).fact("visits_wow_pct", "ChatGPT").value is None


def test_stated_change_wins_and_stays_as_printed(records):
    fact = view_of(records, "site_traffic").fact("visits_wow_pct", "QuillBot")
    assert (fact.operator, fact.text) == (None, "5.60%")


def test_unknown_facts_name_the_nearest(records):
    with pytest.raises(UnknownFact, match="weekly_visits_m/ChatGPT"):
        view_of(records, "site_traffic").fact("weekly_visits_m", "ChatGTP")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", TABLES)
def test_every_number_of_a_sentence_is_bound_down_to_cells(records, name, language):
    sentence = view_of(records, name, language=language).sentence("summary")
    for part in sentence.parts:
        if isinstance(part, str):
            assert not any(c.isdigit() for c in part)
        else:
            assert part.fact.cells(), part


def test_losers_of_a_ranking_are_among_its_inputs(records):
    sentence = view_of(records, "site_traffic").sentence("summary")
    first = next(p for p in sentence.parts if isinstance(p, Bound) and p.role == "name")
    assert first.fact.operator == "top_k"
    assert len(first.fact.inputs) == 4


def test_universe_orders_rows_and_tells_who_is_missing(records):
    rows = records("site_traffic")
    view = View(get_tracker("site_traffic"), rows, universe=(("Bing",), ("Kimi",), ("ChatGPT",)))
    assert [r.subject[0] for r in view.records] == ["Bing", "ChatGPT", "Discord", "QuillBot"]
    assert view.missing == (("Kimi",),)


@given(st.lists(st.decimals("-50", "50", places=2), min_size=1, max_size=9))
def test_the_leaders_are_never_beaten_by_anybody_left_out(values):
    rows = [[f"S{i}", "x", "y", "10.0", f"{v}%", "1:00", "0.00%"] for i, v in enumerate(values)]
    from tieout.trackers import match_columns, rows_to_records

    tracker = get_tracker("site_traffic")
    made = rows_to_records(match_columns(tracker, TRAFFIC[0], rows), rows, headers=TRAFFIC[0]).records
    _, members = View(tracker, made).top("visits_wow_pct", rising=True)
    named = {r.subject for r, _ in members}
    if members:
        floor = min(f.value for _, f in members)
        assert all(
            r["visits_wow_pct"] < floor for r in made if r.subject not in named and r["visits_wow_pct"] > 0
        )
    assert all(f.value > 0 for _, f in members)


def test_a_vague_amount_that_could_lead_is_said(records):
    headers, rows = TABLES["funding"]
    close = [*rows[:2], [*rows[2][:4], "5000 万美元", *rows[2][5:]]]
    view = View(get_tracker("funding"), records("funding", headers, close), choices=Choices(top=2))
    assert view.sentence("summary").text == (
        "本期收录 AI 融资 3 笔，金额居前的为 Abridge（2.5 亿美元）；"
        "玻色量子（数亿元）和 Gladia（5000 万美元）也可能居前，因金额未精确披露先后未定。"
    )


def test_amounts_that_cannot_overlap_are_ranked_across_currencies(records):
    text = view_of(records, "funding", choices=Choices(top=2)).sentence("summary").text
    assert text == "本期收录 AI 融资 3 笔，金额居前的为 Abridge（2.5 亿美元）和玻色量子（数亿元）。"


def test_a_shared_rank_is_called_shared(records):
    text = view_of(records, "leaderboard").sentence("summary").text
    assert (
        text
        == "榜单得分居前的是 o1-preview（1335 分，第 1）、Grok-2-08-13（1291 分，并列第 6）和 Yi-Lightning（1287 分，并列第 6）。"
    )


def test_the_gap_to_the_market_is_in_points(records):
    text = view_of(records, "relative_performance").sentence("summary").text
    assert text == (
        "计算机(申万)相对沪深300，近一个月跑输 2.0 个百分点，近三个月跑赢 3.5 个百分点，近十二个月跑赢 5.0 个百分点。"
    )


def test_market_sentence_names_members(records):
    text = view_of(records, "market_stat").sentence("summary").text
    assert "AI 算力指数单日最大涨幅为 3.83%，跌幅居首的成分股为赛为智能（-8.61%）" in text


def test_prices_in_unlike_units_are_not_compared(records):
    text = view_of(records, "token_price").sentence("summary").text
    assert text == "收录 2 个模型的 3 项报价；输入价最低的是 R1（每百万 tokens 0.55 美元）。"
