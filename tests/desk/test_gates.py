"""Gates: each one seen by doing the wrong thing on purpose, and each left alone where nothing is wrong."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tieout.desk import collect, open_desk
from tieout.errors import ConfigError, UsageError

from .conftest import CONFIG

T0 = datetime(2025, 1, 27, 10, tzinfo=UTC)
HEADER = "应用,应用类型,周平均访问量 (M),访问量环比,平均停留时长"
SITES = ("Kimi", "必应", "豆包", "文心一言")
UNIVERSE = '\n[[universe.site_traffic]]\nzh = "豆包"\n[[universe.site_traffic]]\nzh = "文心一言"\n'
WEEK = {1: "2025.1.13-2025.1.17", 2: "2025.1.20-2025.1.24", 3: "2025.1.27-2025.1.31"}
BASE = {"Kimi": "7.450", "必应": "412.7", "豆包": "88.1", "文心一言": "3.333"}


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "desk.toml").write_text(CONFIG + UNIVERSE, "utf-8")
    return open_desk(tmp_path)


def rows(values=BASE, **changed):
    told = dict(values) | changed
    return [f"{s},聊天机器人,{v},0.5%,6:0{n}" for n, (s, v) in enumerate(told.items()) if v is not None]


def week(inbox, n, name=None, lines=None, header=HEADER):
    return inbox.csv(name or f"{n}.csv", f"期间：{WEEK[n]}", header, *(lines or rows()))


def take(desk, n=2, **options):
    return collect(desk, known_at=T0 + timedelta(days=7 * (n - 2)), **options)


def codes(done):
    return [s.code for s in done.stopped]


@pytest.fixture
def first(desk, inbox):
    """A desk that knows one week."""
    week(inbox, 2)
    assert take(desk).ok
    return desk


def test_an_ordinary_week_goes_in(first, inbox):
    week(inbox, 3, lines=rows(Kimi="8.1", 必应="400.2"))
    done = take(first, 3)
    assert done.ok and (done.new, done.unchanged, done.warnings) == (4, 4, ())


# --- jump


def test_a_jump_stops_its_set_only_with_the_figures_and_the_way_to_accept_it(first, inbox):
    week(inbox, 3, lines=rows(Kimi="74.50"))
    inbox.csv("b.csv", "日期：2025-02-03", "显卡配置,平台名称,价格 (每小时)", "A100-40G,腾讯云,28.64")
    done = take(first, 3)
    (stopped,) = done.stopped
    assert not done.ok and done.new == 1 and stopped.records == 4
    assert (stopped.code, stopped.tracker, str(stopped.period)) == (
        "GATE-JUMP",
        "site_traffic",
        "2025-01-27..2025-01-31",
    )
    (figure,) = stopped.figures
    assert (figure.subject, figure.field, figure.old, figure.new) == (
        ("Kimi",),
        "weekly_visits_m",
        "7.450",
        "74.50",
    )
    assert "+900.0%, limit 60%" in str(figure) and figure.place == "inbox/3.csv!C3"
    assert f'tieout collect {first.path} --accept GATE-JUMP --why "..."' in stopped.next_step
    assert {str(r.period) for r in first.store.records("site_traffic")} == {"2025-01-20..2025-01-24"}


def test_twice_it_is_stopped_twice_and_nothing_changes(first, inbox):
    week(inbox, 3, lines=rows(Kimi="74.50"))
    assert codes(take(first, 3)) == codes(take(first, 3)) == ["GATE-JUMP"]
    assert first.store.version == 0


def test_accepted_with_a_reason_it_goes_in_and_both_are_kept_with_the_commit(first, inbox):
    week(inbox, 3, lines=rows(Kimi="74.50"))
    done = take(first, 3, accept=["GATE-JUMP"], why=" 新模型发布，已核对来源 ")
    assert done.ok and done.new == 4 and [s.code for s in done.accepted] == ["GATE-JUMP"]
    log = sorted((first.path / "store/observations/_delta_log").glob("*.json"))[-1].read_text("utf-8")
    info = next(json.loads(line)["commitInfo"] for line in log.splitlines() if "commitInfo" in line)
    assert json.loads(info["accepted"]) == [
        ["GATE-JUMP site_traffic 2025-01-27..2025-01-31", "新模型发布，已核对来源"]
    ]
    again = take(first, 3)
    assert again.ok and again.new == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"accept": ["GATE-JUMP"]}, "--why"),
        ({"accept": ["GATE-JUMP"], "why": "  "}, "--why"),
        ({"accept": ["JUMP"], "why": "x"}, "GATE-STALE, GATE-NULL, GATE-SHIFT, GATE-JUMP, GATE-PANEL"),
    ],
)
def test_accepting_without_a_reason_or_a_code_nobody_has_is_wrong_usage(first, options, said):
    with pytest.raises(UsageError) as caught:
        take(first, 3, **options)
    assert said in str(caught.value)


def test_accepting_one_gate_does_not_open_another(first, inbox):
    week(inbox, 3, lines=rows(Kimi="74.50", 豆包=None))
    done = take(first, 3, accept=["GATE-JUMP"], why="checked")
    assert codes(done) == ["GATE-PANEL"] and done.new == 0
    assert take(first, 3, accept=["GATE-JUMP", "GATE-PANEL"], why="checked").new == 3


def test_accepting_what_was_not_stopped_is_said(first):
    assert take(first, accept=["GATE-NULL"], why="just in case").warnings == (
        "GATE-NULL stopped nothing; there was nothing to accept",
    )


def test_a_value_restated_ten_times_larger_is_stopped_and_may_be_accepted(first, inbox):
    week(inbox, 2, name="again.csv", lines=rows(Kimi="74.50"))
    done = take(first, 3)
    (stopped,) = done.stopped
    assert (stopped.code, done.changes) == ("GATE-JUMP", ())
    assert (
        "what was known of the same period" in stopped.message and "--accept GATE-JUMP" in stopped.next_step
    )
    (figure,) = stopped.figures
    assert (figure.subject, figure.old, figure.new) == (("Kimi",), "7.450", "74.50")
    done = take(first, 3, accept=["GATE-JUMP"], why="the source said so too late")
    assert done.ok and len(done.changes) == 1


def test_a_slip_put_right_fits_the_week_before_it(first, inbox):
    week(inbox, 3, lines=rows(Kimi="74.50"))
    assert take(first, 3, accept=["GATE-JUMP"], why="not looked at well").ok
    week(inbox, 3, name="right.csv", lines=rows(Kimi="7.50"))
    done = take(first, 3)
    assert done.ok and len(done.changes) == 1


def test_weeks_apart_are_not_compared(first, inbox):
    inbox.csv("later.csv", "期间：2025.2.10-2025.2.14", HEADER, *rows(Kimi="74.50"))
    assert take(first, 5).ok


def test_windows_of_another_length_are_not_compared(first, inbox):
    inbox.csv("month.csv", "期间：2025.1.3-2025.1.31", HEADER, *rows(Kimi="74.50"))
    assert take(first, 3).ok


def test_a_desk_may_set_its_own_limit(desk, inbox):
    (desk.path / "desk.toml").write_text(
        CONFIG + UNIVERSE + "[gates]\njump = { weekly_visits_m = 5 }\n", "utf-8"
    )
    desk = open_desk(desk.path)
    week(inbox, 2)
    week(inbox, 3, lines=rows(Kimi="7.9"))
    assert codes(take(desk, 3)) == ["GATE-JUMP"]


def test_a_limit_for_a_field_nobody_has_is_an_error_with_its_line(desk):
    (desk.path / "desk.toml").write_text(CONFIG + "[gates]\njump = { weekly_visit_m = 5 }\n", "utf-8")
    with pytest.raises(ConfigError) as caught:
        open_desk(desk.path)
    assert "weekly_visits_m" in str(caught.value)


# --- panel


def test_a_lost_member_and_one_nobody_knows(first, inbox):
    week(inbox, 3, lines=[*rows(豆包=None), "豆包App,聊天机器人,88.3,0.5%,6:02"])
    (stopped,) = take(first, 3).stopped
    assert stopped.code == "GATE-PANEL" and "1 lost and 1 gained" in stopped.message
    assert [str(f) for f in stopped.figures] == [
        "豆包 (missing; 88.1 on 2025-01-20..2025-01-24)",
        "豆包App (new: 88.3) [inbox/3.csv!C6]",
    ]


@pytest.mark.parametrize(("key", "member", "lines"), [("until = 2025-01-27", "豆包", rows(豆包=None))])
def test_until_explains_a_lost_member(desk, inbox, key, member, lines):
    (desk.path / "desk.toml").write_text(
        CONFIG + UNIVERSE.replace(f'"{member}"\n', f'"{member}"\n{key}\n'), "utf-8"
    )
    desk = open_desk(desk.path)
    week(inbox, 2)
    week(inbox, 3, lines=lines)
    assert take(desk, 3).ok


def test_a_member_of_the_universe_may_come(first, inbox):
    (first.path / "desk.toml").write_text(
        CONFIG + UNIVERSE + '[[universe.site_traffic]]\nzh = "元宝"\nsince = 2025-02-03\n', "utf-8"
    )
    desk = open_desk(first.path)
    week(inbox, 3, lines=[*rows(), "元宝,聊天机器人,1.5,0.5%,6:02"])
    assert take(desk, 3).ok


def test_a_row_that_is_refused_or_not_filled_in_is_not_lost(first, inbox):
    week(inbox, 3, lines=[*rows(豆包=None, 必应=None), "豆包,聊天机器人,八十八,0.5%,6:02", "必应,搜索,,,"])
    done = take(first, 3)
    assert done.stopped == () and done.new == 2 and len(done.refused) == 1


def test_the_second_half_of_a_set_completes_the_first(first, inbox):
    week(inbox, 3, name="3a.csv", lines=rows()[:2])
    week(inbox, 3, name="3b.csv", lines=rows(Kimi="7.5")[2:])
    assert take(first, 3).ok
    week(inbox, 3, name="3c.csv", lines=["Kimi,聊天机器人,7.9,0.5%,6:00"])
    assert take(first, 3).ok


def test_a_list_without_a_universe_is_only_seen_when_it_is_cut_off(desk, inbox):
    header = "榜单,模型,得分"
    models = [f"overall,model-{n},{1300 - n}" for n in range(12)]
    inbox.csv("1 leaderboard 2025-01-20.csv", header, *models)
    inbox.csv("2 leaderboard 2025-01-27.csv", header, *models[:10], "overall,newcomer,1310")
    assert take(desk).ok
    inbox.csv("3 leaderboard 2025-02-03.csv", header, *models[:5])
    (stopped,) = take(desk, 3).stopped
    assert stopped.code == "GATE-PANEL" and "6 lost" in stopped.message


# --- stale


def test_last_weeks_window_over_this_weeks_figures(first, inbox):
    lines = rows(Kimi="7.5", 必应="401", 豆包="89", 文心一言="3.4")
    week(inbox, 2, name="2025-02-03-site_traffic.csv", lines=lines)
    (stopped,) = take(first, 3).stopped
    assert stopped.code == "GATE-STALE" and "was the window moved on?" in stopped.message
    assert (stopped.figures[0].old, stopped.figures[0].new) == ("7.450", "7.5")
    assert [str(r["weekly_visits_m"]) for r in first.store.records()] == list(BASE.values())


def test_a_declared_restatement_is_not_stale(first, inbox):
    lines = rows(Kimi="7.5", 必应="401", 豆包="89", 文心一言="3.4")
    week(inbox, 2, name="revised.csv", lines=lines)
    (first.inbox / "manifest.toml").write_text(
        '[[file]]\nname = "revised.csv"\nnote = "restatement"\n', "utf-8"
    )
    done = take(first, 3)
    assert done.ok and len(done.changes) == 4


def test_one_corrected_value_is_a_correction_whatever_the_day(first, inbox):
    week(inbox, 2, name="2025-02-03.csv", lines=rows(Kimi="7.540"))
    done = take(first, 3)
    assert done.ok and len(done.changes) == 1


def test_a_file_corrected_at_once_is_no_stale_one(first, inbox):
    week(inbox, 2, name="2.csv", lines=rows(Kimi="7.5", 必应="401", 豆包="89", 文心一言="3.4"))
    assert collect(first, known_at=T0 + timedelta(hours=3)).ok


def test_the_same_file_handed_in_again_for_the_next_issue(first, inbox):
    week(inbox, 2, name="2025-02-03.csv", lines=[*rows(), "", "数据来源：第三方"])
    (stopped,) = take(first, 3).stopped
    assert stopped.code == "GATE-STALE" and "inbox/2.csv, with the same figures" in stopped.message
    assert "2025-02-03" in stopped.message and codes(take(first, 3)) == ["GATE-STALE"]


def test_a_window_that_ended_long_before_its_issue(first, inbox):
    inbox.csv("2025-03-03.csv", "期间：2025.2.3-2025.2.7", HEADER, *rows())
    (stopped,) = take(first, 7).stopped
    assert stopped.code == "GATE-STALE" and "24 days before the issue of 2025-03-03" in stopped.message


def test_an_older_window_is_stopped_unless_its_file_is_of_an_older_issue(first, inbox):
    path = week(inbox, 1, name="流量.csv")
    (stopped,) = collect(first).stopped
    assert stopped.code == "GATE-STALE" and "not newer than the last one" in stopped.message
    assert (stopped.figures[0].old, stopped.figures[0].new) == (
        "2025-01-20..2025-01-24",
        "2025-01-13..2025-01-17",
    )
    assert codes(take(first, 3)) == ["GATE-STALE"]
    path.rename(first.inbox / "2025-01-20-流量.csv")
    assert collect(first).ok and len(first.store.records()) == 8


def test_a_stale_price_date(desk, inbox):
    header = "公司代码,名称,股价,股价日期"
    inbox.csv("1.csv", header, "002230.SZ,科大讯飞,50.68,2025-01-27")
    assert take(desk).ok
    inbox.csv("2025-02-24.csv", header, "002230.SZ,科大讯飞,53.10,2025-02-03")
    (stopped,) = take(desk, 6).stopped
    assert stopped.code == "GATE-STALE" and "the date 2025-02-03 ends 21 days" in stopped.message


def test_funding_rounds_come_in_any_order(desk, inbox):
    header = "日期,公司名称,融资轮次,融资金额"
    inbox.csv("1 funding.csv", header, "2025-01-27,甲公司,A轮,1 亿元", "2025-01-24,乙公司,B轮,2 亿元")
    assert take(desk).ok
    inbox.csv("2 funding.csv", header, "2025-01-20,丙公司,A轮,3 亿元", "2025-01-21,丁公司,A轮,3 亿元")
    done = take(desk, 3)
    assert done.ok, done.stopped


# --- null


@pytest.mark.parametrize("mark", ["——", "#N/A", ""])
def test_a_column_that_lost_its_values(first, inbox, mark):
    week(inbox, 3, lines=[f"{s},聊天机器人,{v},0.5%,{mark}" for s, v in BASE.items()])
    (stopped,) = take(first, 3).stopped
    assert stopped.code == "GATE-NULL"
    assert (
        str(stopped.figures[0])
        == "平均停留时长 avg_duration_s: 4 of 4 filled → 0 of 4 filled [inbox/3.csv!E3]"
    )


def test_a_column_that_is_missing_altogether(first, inbox):
    lines = [f"{s},聊天机器人,{v},0.5%" for s, v in BASE.items()]
    week(inbox, 3, lines=lines, header=HEADER.rpartition(",")[0])
    (stopped,) = take(first, 3).stopped
    assert stopped.code == "GATE-NULL" and stopped.figures[0].note == "the column is missing"


def test_a_change_left_blank_is_computed_and_one_marked_null_is_doubted(first, inbox):
    path = week(inbox, 3, lines=[f"{s},聊天机器人,{v},,6:00" for s, v in BASE.items()])
    assert take(first, 3).ok
    path.unlink()
    inbox.csv(
        "4.csv",
        "期间：2025.2.3-2025.2.7",
        HEADER,
        *[f"{s},聊天机器人,{v},#N/A,6:00" for s, v in BASE.items()],
    )
    assert take(first, 4).ok  # the last set had none either


def test_a_main_value_that_nobody_has_in_a_first_set(desk, inbox):
    week(inbox, 2, lines=rows(dict.fromkeys(SITES, "——")))
    assert codes(take(desk)) == ["GATE-NULL"]


def test_a_reason_for_no_value_is_not_an_empty_column(desk, inbox):
    header = "显卡配置,平台名称,价格 (每小时),供应状态"
    inbox.csv("1.csv", "日期：2025-01-27", header, "A100-40G,腾讯云,28.64,", "A100-40G,阿里云,31.58,")
    inbox.csv("2.csv", "日期：2025-02-03", header, "A100-40G,腾讯云,——,紧张", "A100-40G,阿里云,——,下架")
    assert take(desk, 3).ok
    inbox.csv("3.csv", "日期：2025-02-10", header, "A100-40G,腾讯云,28.64,", "A100-40G,阿里云,31.58,")
    inbox.csv("4.csv", "日期：2025-02-17", header, "A100-40G,腾讯云,——,", "A100-40G,阿里云,——,")
    assert codes(take(desk, 5)) == ["GATE-NULL"]


# --- shifted


MACHINES = [
    ("A100-40G", "腾讯云", 16, 96, "28.64"),
    ("A100-40G", "阿里云", 12, 94, "31.58"),
    ("A800", "恒源云", 16, 256, "9.00"),
]


def machines(inbox, name, day, swap=False, header="显卡配置,平台名称,CPU,内存,价格 (每小时)"):
    lines = [",".join(map(str, (g, p, m, c, v) if swap else (g, p, c, m, v))) for g, p, c, m, v in MACHINES]
    inbox.csv(name, f"日期：{day}", header, *lines)


def test_values_under_the_header_beside_their_own(desk, inbox):
    machines(inbox, "1.csv", "2025-01-27")
    assert take(desk).ok
    machines(inbox, "2.csv", "2025-02-10", swap=True)
    (stopped,) = take(desk, 4).stopped
    assert stopped.code == "GATE-SHIFT"
    assert [f.field for f in stopped.figures] == ["cpu_cores", "memory_gb"]
    assert str(stopped.figures[0]) == "A100-40G 腾讯云 cpu_cores: 16 → 96 (memory_gb was 96) [inbox/2.csv!C3]"


def test_columns_in_another_order_under_their_own_headers_are_no_shift(desk, inbox):
    machines(inbox, "1.csv", "2025-01-27")
    machines(inbox, "2.csv", "2025-02-10", swap=True, header="显卡配置,平台名称,内存,CPU,价格 (每小时)")
    assert take(desk, 4).ok


def test_forecasts_that_slipped_by_a_year(desk, inbox):
    header = "公司代码,名称,股价,股价日期,EPS 2023,EPS 2024E,EPS 2025E"
    firms = [
        ("002230.SZ", "甲", "0.28", "0.40", "0.56"),
        ("002368.SZ", "乙", "0.79", "1.01", "1.28"),
        ("688668.SH", "丙", "0.67", "1.04", "1.41"),
    ]
    inbox.csv("1.csv", header, *[f"{t},{n},50,2025-01-27,{a},{b},{c}" for t, n, a, b, c in firms])
    assert take(desk).ok
    inbox.csv("2.csv", header, *[f"{t},{n},50,2025-02-03,{b},{c},{c}" for t, n, a, b, c in firms])
    (stopped,) = take(desk, 3).stopped
    assert stopped.code == "GATE-SHIFT" and {f.field for f in stopped.figures} == {"eps_2023a", "eps_2024e"}


def test_numbers_in_a_column_of_words(first, inbox):
    week(inbox, 3, lines=[f"{s},{v},{v},0.5%,6:00" for s, v in BASE.items()])
    (stopped,) = take(first, 3).stopped
    assert stopped.code == "GATE-SHIFT" and stopped.figures[0].field == "app_type"


# --- values that stay the same for long


def rental(inbox, day, price="28.64", looked=""):
    inbox.csv(
        f"{day} rental.csv",
        f"日期：{day}",
        "显卡配置,平台名称,价格 (每小时),复核日期",
        f"A100-40G,腾讯云,{price},{looked}",
    )


def test_a_price_unchanged_for_long_asks_for_the_day_it_was_rechecked(desk, inbox):
    rental(inbox, "2025-01-06")
    rental(inbox, "2025-03-31")
    assert take(desk, 11).warnings == ()
    rental(inbox, "2025-04-07")
    done = take(desk, 12)
    assert done.ok
    assert done.warnings == (
        "compute_rental 2025-04-07: 价格 (每小时) 超过 90 天没变 (unchanged): A100-40G 腾讯云 28.64 since "
        "2025-01-06. Next: 回来源看过后，把日期填进 复核日期 (Rechecked on)",
    )
    rental(inbox, "2025-04-14", looked="2025-04-13")
    rental(inbox, "2025-07-07")
    assert take(desk, 25).warnings == ()
    assert desk.store.records("compute_rental")[3]["rechecked_on"] == date(2025, 4, 13)
    rental(inbox, "2025-07-14")
    (asked,) = take(desk, 26).warnings
    assert "rechecked 2025-04-13" in asked
    rental(inbox, "2025-07-21", price="29.00")
    assert take(desk, 27).warnings == ()


def test_of_many_values_unchanged_for_long_one_line_is_said_and_only_for_the_newest_set(desk, inbox):
    header = "公司代码,名称,股价,股价日期,EPS 2023,EPS 2024E,EPS 2025E"
    for day, price in (("2025-01-06", 41), ("2025-05-05", 42), ("2025-05-12", 43)):
        inbox.csv(f"{day}-coverage.csv", header, f"002230.SZ,科大讯飞,{price},{day},0.28,0.40,0.56")
    done = take(desk, 18)
    assert done.ok and done.new == 3
    (asked,) = done.warnings
    # What 2023 came to stays as it is for good.
    assert asked.startswith(
        "coverage 2025-05-12: EPS 超过 90 天没变 (unchanged): 002230.SZ 0.40 since 2025-01-06 and 1 more"
    )


def test_a_name_nobody_follows_is_asked_about_once_with_the_one_it_may_mean(desk, inbox):
    week(inbox, 2, lines=[*rows(), "Kimmi,聊天机器人,7.450,0.5%,6:00"])
    done = take(desk)
    assert done.ok and done.new == 5
    (asked,) = done.warnings
    assert asked.startswith("site_traffic: Kimmi (inbox/2.csv) 不在名单里 (not followed) (is it Kimi?")
    assert "[[universe.site_traffic]]" in asked
    week(inbox, 3, lines=[*rows(Kimi="7.5"), "Kimmi,聊天机器人,7.450,0.5%,6:00"])
    assert take(desk, 3).warnings == ()


def test_another_platform_is_new_and_no_misspelling(desk, inbox):
    rental(inbox, "2025-01-20")
    inbox.csv(
        "2025-01-20 b.csv", "日期：2025-01-20", "显卡配置,平台名称,价格 (每小时)", "A100-40G,某某云,9.00"
    )
    (asked,) = [w for w in take(desk).warnings if "某某云" in w]
    assert "is it" not in asked


def test_a_close_of_a_day_without_trading_is_asked_about(desk, inbox):
    inbox.csv("m.csv", "代码,日期,收盘价", "000300.SH,2025-01-24,3832.86", "000300.SH,2025-01-26,3832.86")
    (asked,) = take(desk).warnings
    assert asked.startswith(
        "market: 000300.SH 非交易日的收盘价 (no trading day): 2025-01-26 (inbox/m.csv!B3)"
    )


def test_the_desk_says_how_long_is_long(desk, inbox):
    (desk.path / "desk.toml").write_text(CONFIG + "[gates]\nrecheck_days = 10\n", "utf-8")
    desk = open_desk(desk.path)
    rental(inbox, "2025-01-06")
    rental(inbox, "2025-01-20")
    assert len(take(desk).warnings) == 1


def test_visits_and_duration_swapped_with_a_change_between_them(first, inbox):
    lines = [f"{s},聊天机器人,{360 + n},0.5%,{round(float(v))}" for n, (s, v) in enumerate(BASE.items())]
    week(inbox, 3, lines=lines)
    assert "GATE-SHIFT" in codes(take(first, 3))


def test_ten_years_of_ordinary_weeks_are_left_alone():
    import random
    from decimal import Decimal

    from tieout.desk.gates import Arrivals, check
    from tieout.desk.past import Past
    from tieout.model import Record
    from tieout.quantity.types import Period
    from tieout.trackers import get_tracker

    chance, past, tracker = random.Random(7), Past(), get_tracker("site_traffic")
    level = {f"site {n}": (10 ** chance.uniform(0, 3), chance.uniform(90, 900)) for n in range(13)}
    everybody = {(s,): (None, None) for s in level}
    for n in range(520):
        end = date(2015, 1, 9) + timedelta(days=7 * n)
        period = Period(end - timedelta(days=4), end)
        records = []
        for site, (visits, seconds) in level.items():
            up, longer = chance.gauss(0, 0.08), chance.gauss(0, 0.05)
            level[site] = visits * (1 + up), min(max(seconds * (1 + longer), 30), 3000)
            values = {
                "weekly_visits_m": Decimal(f"{level[site][0]:.3f}"),
                "visits_wow_pct": Decimal(f"{up:.4f}") * 100,
                "avg_duration_s": Decimal(int(level[site][1])),
                "duration_wow_pct": Decimal(f"{longer:.4f}") * 100,
            }
            records.append(Record("site_traffic", (site,), values, period=period))
        assert check(Arrivals(tracker, period, tuple(records)), past, followed=everybody) == ()
        for record in records:
            past.add(record)
