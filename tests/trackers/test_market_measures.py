"""Measures of closes: on generated series, and on official closes where they are at hand."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.model import FactKey, Record
from tieout.quantity import Period, round_half_up
from tieout.trackers.market_measures import (
    daily_returns,
    horizon_return,
    max_daily_gain,
    max_daily_loss,
    member_extreme,
    rebased,
    window_return,
)
from tieout.trackers.market_records import day_of_box, market_stats, relative_performance
from tieout.trackers.market_series import closes_of, lacking, reviewed

from .market_samples import WEEK, bar, week_of

CODE = "000001.SH"
PRICES = st.decimals("0.01", "100000", places=2)


def series(closes, code=CODE, name="甲", week=WEEK):
    return closes_of(week_of(code, closes, name, week))[code]


def test_returns_of_a_week_by_hand():
    s = series(["100", "102", "99.96", "99.96", "105", "104"])
    assert [round_half_up(f.value, 2) for f in daily_returns(s, WEEK)] == [
        Decimal(x) for x in ("2.00", "-2.00", "0.00", "5.04", "-0.95")
    ]
    assert max_daily_gain(s, WEEK).value == Decimal("5.04")
    assert max_daily_loss(s, WEEK).value == Decimal("-2.00")
    assert window_return(s, WEEK).value == 4


def test_a_measure_leads_down_to_the_closes_it_used():
    s = series(["100", "102", "99.96", "99.96", "105", "104"])
    gain = max_daily_gain(s, WEEK)
    assert (gain.operator, len(gain.inputs), gain.unit, gain.shown_decimals) == ("max", 5, "%", 2)
    assert {f.operator for f in gain.inputs} == {"change"}
    assert [e.value for e in gain.cells()] == [
        Decimal(v) for v in ("102", "100", "99.96", "99.96", "105", "104")
    ]
    assert {e.kind for e in gain.cells()} == {"market"}
    assert str(gain.inputs[0].inputs[1].key) == "market/close/000001.SH/2025-01-17"


@given(st.lists(PRICES, min_size=6, max_size=6))
def test_daily_returns_compound_to_the_week(prices):
    s = series([str(p) for p in prices])
    whole = window_return(s, WEEK).value
    # The default 28 digits lose the small price beside a large one; the measures keep 50.
    with localcontext(prec=50):
        product = Decimal(1)
        for fact in daily_returns(s, WEEK):
            product *= 1 + fact.value / 100
        assert abs((product - 1) * 100 - whole) <= Decimal("1e-20") * (1 + abs(whole))


@given(st.lists(PRICES, min_size=6, max_size=6))
def test_gain_and_loss_bound_every_session(prices):
    s = series([str(p) for p in prices])
    moves = [round_half_up(f.value, 2) for f in daily_returns(s, WEEK)]
    gain, loss = max_daily_gain(s, WEEK).value, max_daily_loss(s, WEEK).value
    rose, fell = (
        any(b > a for a, b in itertools.pairwise(prices)),
        any(b < a for a, b in itertools.pairwise(prices)),
    )
    assert gain == (max(moves) if rose else None)
    assert loss == (min(moves) if fell else None)


@pytest.mark.parametrize("hole", range(6))
def test_a_lacking_close_is_named_and_not_bridged(hole):
    prices = ["100", "102", "99.96", "99.96", "105", "104"]
    days = ["2025-01-17", "2025-01-20", "2025-01-21", "2025-01-22", "2025-01-23", "2025-01-24"]
    s = series([None if i == hole else p for i, p in enumerate(prices)])
    gain = max_daily_gain(s, WEEK)
    assert (gain.value, gain.missing) == (None, "not_collected")
    assert lacking(gain) == (FactKey("market", "close", (CODE, days[hole])),)
    whole = window_return(s, WEEK)
    assert (whole.value is None) == (hole in (0, 5))


def test_a_week_that_only_rose_has_no_largest_fall():
    s = series(["100", "101", "102", "103", "104", "105"])
    loss = max_daily_loss(s, WEEK)
    assert (loss.value, loss.missing) == (None, None)
    stats = [r["stat"] for r in market_stats([s], WEEK).records]
    assert stats == ["max_daily_gain", "week_return"]


def test_a_close_of_zero_gives_no_return():
    s = series(["0", "1", "1", "1", "1", "1"])
    assert window_return(s, WEEK).value is None
    assert max_daily_gain(s, WEEK).missing == "not_collected"


def test_a_window_inside_a_holiday_has_no_value():
    festival = Period(date(2025, 1, 29), date(2025, 1, 31))
    s = series(["100", "102", "99.96", "99.96", "105", "104"])
    assert window_return(s, festival).value is None
    assert daily_returns(s, festival) == () and rebased(s, festival) == ()


def test_the_session_before_the_festival_is_the_base_of_the_first_after_it():
    s = closes_of([bar(CODE, date(2025, 1, 27), "100"), bar(CODE, date(2025, 2, 5), "103")])[CODE]
    assert window_return(s, Period(date(2025, 2, 5), date(2025, 2, 5))).value == 3


def test_members_are_ranked_by_what_is_behind_the_shown_digits():
    flat = ["100.00", "100.00", "100.00", "100.00", "100.00"]
    a = series([*flat, "120.001"], "300001.SZ", "甲")
    b = series([*flat, "120.002"], "300002.SZ", "乙")
    c = series([*flat, "80"], "300003.SZ", "丙")
    top = member_extreme("某指数", [a, b, c], WEEK, "top")
    assert (top.name, top.move.value, top.move.operator) == ("乙", Decimal("20.00"), "max")
    assert len(top.who.inputs) == 3
    assert member_extreme("某指数", [a, b, c], WEEK, "bottom").name == "丙"


def test_members_that_tie_exactly_are_all_named():
    moves = ["10", "10", "10", "10", "10", "12"]
    both = [series(moves, "300001.SZ", "甲"), series(moves, "300002.SZ", "乙")]
    top = member_extreme("某指数", both, WEEK, "top")
    assert top.who.value == ("甲", "乙")
    record = next(
        r
        for r in market_stats([both[0]], WEEK, members={"300001.SZ": both}).records
        if r["stat"] == "top_member"
    )
    assert record["member"] == "甲、乙"


def test_a_halted_member_is_not_ranked_and_is_named():
    good = series(["10", "10", "10", "10", "10", "9"], "300001.SZ", "甲")
    halted = series(["10", "10", "10", None, None, None], "300002.SZ", "乙")
    measured = market_stats([good], WEEK, members={"300001.SZ": [good, halted]})
    bottom = next(r for r in measured.records if r["stat"] == "bottom_member")
    assert bottom["member"] == "甲"
    assert FactKey("market", "close", ("300002.SZ", "2025-01-24")) in measured.gaps
    nobody = member_extreme("某指数", [halted], WEEK, "top")
    assert (nobody.name, nobody.move.missing, nobody.who.missing) == ("", "not_collected", "not_collected")


def test_records_of_the_week_are_those_a_source_would_state():
    s = series(["100", "102", "99.96", "99.96", "105", "104"])
    measured = market_stats([s], WEEK)
    said = {r["stat"]: (r["value_pct"], r.texts["value_pct"]) for r in measured.records}
    assert said == {
        "max_daily_gain": (Decimal("5.04"), "5.04%"),
        "max_daily_loss": (Decimal("-2.00"), "-2.00%"),
        "week_return": (Decimal("4.00"), "4.00%"),
    }
    assert all(r.period == WEEK and r.subject == ("甲", r["stat"]) for r in measured.records)
    assert {str(f.key) for f in measured.facts} == {f"market_stat/value_pct/甲/{stat}" for stat in said}


def test_a_lacking_index_gives_records_without_value():
    measured = market_stats([series(["100", None, "99.96", "99.96", "105", "104"])], WEEK)
    by_stat = {r["stat"]: r for r in measured.records}
    assert by_stat["max_daily_gain"]["value_pct"] is None
    assert by_stat["max_daily_gain"].availability == "not_collected"
    assert by_stat["week_return"]["value_pct"] == 4
    assert measured.gaps == (FactKey("market", "close", (CODE, "2025-01-20")),)


def test_horizons_take_the_last_session_not_after_each_end():
    # 2025-01-27 minus a month is a Friday; minus three a Sunday; minus twelve a Saturday.
    ends = {"2025-01-27": "110", "2024-12-27": "100", "2024-10-25": "88", "2024-01-26": "55"}
    s = closes_of([bar(CODE, date.fromisoformat(d), v) for d, v in ends.items()])[CODE]
    assert [horizon_return(s, date(2025, 1, 27), m).value for m in (1, 3, 12)] == [10, 25, 100]
    assert horizon_return(s, date(2025, 1, 31), 1).missing == "not_collected"  # the base is 12-31


def test_the_box_is_rounded_once_and_shows_one_decimal():
    s = closes_of([bar(CODE, date(2025, 1, 27), "1006.49", "甲"), bar(CODE, date(2024, 12, 27), "1000")])
    record = relative_performance(list(s.values()), date(2025, 1, 27), horizons=(1,)).records[0]
    assert (record["ret_1m_pct"], record.texts["ret_1m_pct"]) == (Decimal("0.6"), "0.6")


def test_bars_after_the_reviewed_week_are_left_out():
    rows = [*week_of(CODE, ["1", "2", "3", "4", "5", "6"]), bar(CODE, date(2025, 1, 27), "7")]
    assert max(r["date"] for r in reviewed(rows, date(2025, 1, 27))) == date(2025, 1, 24)


def test_rebased_lines_start_at_a_hundred():
    s = series(["100", "50", "55", "45", None, "60"])
    assert [f.value for f in rebased(s, WEEK)] == [100, 110, 90, None, 120]


def test_the_day_of_a_box_is_found_when_it_was_made_before_the_issue():
    days = [date(2024, 1, 2) + timedelta(days=n) for n in range(420)]
    rows = [bar(CODE, d, Decimal(1000 + (n * 37) % 91), "甲") for n, d in enumerate(days)]
    s = list(closes_of(rows).values())
    friday = date(2025, 1, 17)
    box = relative_performance(s, friday).records
    # Saturday and Sunday have Friday's close, and their bases may differ: only a full tie counts.
    found = day_of_box(s, box, date(2025, 1, 20))
    assert found is not None and found >= friday
    assert relative_performance(s, found).records[0].values == box[0].values
    wrong = [box[0].replace(values={**box[0].values, "ret_1m_pct": Decimal("77.7")})]
    assert day_of_box(s, wrong, date(2025, 1, 20)) is None
    assert day_of_box([], box, date(2025, 1, 20)) is None


# --- official closes ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def official(shared):
    pl = pytest.importorskip("polars")
    for part in ("sw_index/sw_801750_close_daily.csv", "ashare_csindex/index_daily.parquet"):
        if not (shared / "data" / part).is_file():
            pytest.skip(f"no closes at {part}")
    sw = pl.read_csv(shared / "data" / "sw_index" / "sw_801750_close_daily.csv", infer_schema=False)
    rows = [
        bar(r["code"], date.fromisoformat(r["date"]), r["close"], "计算机(申万)")
        for r in sw.iter_rows(named=True)
    ]
    csi = pl.read_parquet(shared / "data" / "ashare_csindex" / "index_daily.parquet")
    for r in csi.filter(pl.col("code") == "000300").iter_rows(named=True):
        rows.append(bar("000300", r["date"], str(r["close"]), "沪深300"))
    return list(closes_of(rows).values())


@pytest.mark.parametrize(
    ("issue", "made", "cells"),
    [
        ("2024-07-07", "2024-07-07", 5),
        ("2024-10-21", "2024-10-20", 5),  # filled in on the Sunday before the issue
        ("2025-01-27", "2025-01-27", 6),
    ],
)
def test_published_boxes_tie_to_the_last_digit(shared, official, issue, made, cells):
    labels = json.loads((shared / "gold" / f"{issue}.records.json").read_text("utf-8"), parse_float=Decimal)
    printed = next(t["records"] for t in labels["tables"] if t["tracker"] == "relative_performance")
    printed = {r["index_name"]: r for r in printed}
    tied = 0
    for record in relative_performance(official, date.fromisoformat(made)).records:
        for field, value in record.values.items():
            # The Shenwan series at hand starts on 2023-11-14, so two cells of twelve months have no base.
            if isinstance(value, Decimal):
                assert value == Decimal(str(printed[record.subject[0]][field])), (record.subject, field)
                tied += 1
    assert tied == cells


@pytest.mark.parametrize("issue", ["2024-07-07", "2024-10-21", "2025-01-27"])
def test_the_day_of_a_published_box_is_found(shared, official, issue):
    labels = json.loads((shared / "gold" / f"{issue}.records.json").read_text("utf-8"), parse_float=Decimal)
    rows = next(t["records"] for t in labels["tables"] if t["tracker"] == "relative_performance")
    box = [
        Record(
            "relative_performance",
            (r["index_name"],),
            {k: v if isinstance(v, str) else Decimal(str(v)) for k, v in r.items()},
        )
        for r in rows
    ]
    found = day_of_box(official, box, date.fromisoformat(issue))
    assert found == date.fromisoformat({"2024-10-21": "2024-10-20"}.get(issue, issue))
