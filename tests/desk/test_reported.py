"""A read report becomes history."""

from datetime import date
from pathlib import Path

import pytest

import tieout
from tieout.desk import init
from tieout.desk.reported import store_report

WEEKLY = """2025年02月03日

示例证券

—计算机行业周报

图表 1：2025.1.27-2025.1.31 AI 相关网站流量

应用\t应用类型\t归属公司\t周平均访问量 (M)\t访问量环比\t平均停留时长\t时长环比
甲站\t聊天机器人\t甲公司\t88.9\t0.93%\t6:34\t0.51%
乙站\t搜索\t乙公司\t41.7\t-0.10%\t6:21\t0.26%

资料来源：示例研究
"""


@pytest.fixture
def desk(tmp_path):
    init(tmp_path / "desk")
    return tieout.open_desk(tmp_path / "desk")


def take(desk, tmp_path, text=WEEKLY):
    path = tmp_path / "weekly.txt"
    path.write_text(text, encoding="utf-8")
    return store_report(desk, tieout.read(path), path.read_bytes(), name=path.name, media_type="text/plain")


def test_tables_become_records_with_the_file_as_snapshot(desk, tmp_path):
    stored = take(desk, tmp_path)
    assert (stored.new, stored.doubtful) == (2, 0)
    first = desk.store.records("site_traffic")[0]
    assert first.subject == ("甲站",)
    assert first.period.start == date(2025, 1, 27)
    assert first.known_at.date() in (
        date(2025, 2, 2),
        date(2025, 2, 3),
    )  # midnight of the desk's zone, kept in UTC
    assert desk.snapshots.get(first.snapshot) == (tmp_path / "weekly.txt").read_bytes()


def test_twice_changes_nothing(desk, tmp_path):
    take(desk, tmp_path)
    again = take(desk, tmp_path)
    assert (again.new, again.unchanged) == (0, 2)


def test_two_tables_that_disagree_are_left_out_and_named(desk, tmp_path):
    grid = WEEKLY[WEEKLY.index("应用\t") :]
    other = grid.replace("88.9", "98.9")
    caption = "图表 2：2025.1.27-2025.1.31 AI 相关网站流量\n\n"
    stored = take(desk, tmp_path, WEEKLY + "\n" + caption + other)
    assert stored.conflicting == ("site_traffic 甲站",)
    assert [r.subject for r in desk.store.records("site_traffic")] == [("乙站",)]


def test_the_three_weeklies_give_what_the_example_desk_holds(desk, shared, repo, tmp_path):
    import shutil

    from tieout.desk import collect

    example = tmp_path / "example"
    shutil.copytree(repo / "examples" / "ai-weekly", example, ignore=shutil.ignore_patterns("store", "out"))
    ours = tieout.open_desk(example)
    collect(ours)
    theirs_path = tmp_path / "empty"
    shutil.copytree(example, theirs_path, ignore=shutil.ignore_patterns("store", "out", "inbox"))
    theirs = tieout.open_desk(theirs_path)
    for report in sorted(Path(shared, "reports").glob("*.txt")):
        store_report(
            theirs, tieout.read(report), report.read_bytes(), name=report.name, media_type="text/plain"
        )
    read = {(r.tracker, r.subject, r.period): r for r in theirs.store.records()}
    # The others hold more than the tables print: what prose says of the market, full names of benchmarks.
    tables = ("compute_rental", "site_traffic", "coverage", "relative_performance")
    held = [r for r in ours.store.records() if r.tracker in tables]
    assert len(held) == 72
    for record in held:
        found = read[record.tracker, record.subject, record.period]
        assert {k: v for k, v in record.values.items() if v is not None and found.get(k) != v} == {}


def test_a_file_of_daily_closes_loses_no_row(desk):
    from tieout.desk import collect

    (desk.inbox / "closes.csv").write_text(
        "代码,名称,日期,收盘价\n000300.SH,沪深300,2025-01-20,3829.68\n000300.SH,沪深300,2025-01-21,3832.61\n"
        "000300.SH,沪深300,2025-01-22,3797.03\n",
        encoding="utf-8",
    )
    done = collect(desk)
    assert (done.new, [f.refused for f in done.files if f.refused]) == (3, [])
    assert [str(r["close"]) for r in desk.store.records("market")] == ["3829.68", "3832.61", "3797.03"]
