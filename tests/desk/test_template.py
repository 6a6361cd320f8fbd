"""The workbook to fill in: what it holds, that nothing goes in before it is filled, and the round trip."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieout.desk import collect, init, open_desk, template
from tieout.errors import UsageError
from tieout.quantity.format import format_duration, format_percent, plain
from tieout.quantity.types import Period
from tieout.trackers import get_tracker

DAY = date(2025, 2, 10)
WINDOW = Period(date(2025, 2, 3), date(2025, 2, 7))


@pytest.fixture(scope="module")
def filled_desk(repo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "ai-weekly"
    shutil.copytree(repo / "examples" / "ai-weekly", folder, ignore=shutil.ignore_patterns("store", "out"))
    desk = open_desk(folder)
    collect(desk)
    for data in desk.inbox.iterdir():
        data.unlink()
    return desk


@pytest.fixture
def book(filled_desk):
    path = template(filled_desk, DAY)
    yield path
    path.unlink(missing_ok=True)


def test_it_holds_subjects_and_last_values_and_no_new_ones(filled_desk, book):
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames[:3] == ["说明", "算力租赁价格", "AI 相关网站流量"]
    assert sheets.sheetnames[-1] == "重点关注公司及盈利预测"
    traffic = sheets["AI 相关网站流量"]
    headers = [c.value for c in traffic[4]]
    assert headers[:7] == [
        "应用",
        "应用类型",
        "归属公司",
        "周平均访问量 (M)",
        "访问量环比",
        "平均停留时长",
        "时长环比",
    ]
    assert headers[7] == "上期·周平均访问量 (M)"
    rows = {r[0].value: [c.value for c in r] for r in traffic.iter_rows(min_row=5)}
    assert rows["QuillBot"] == [
        "QuillBot",
        "释义工具",
        "QuillBot",
        None,
        None,
        None,
        None,
        "12.830",
        "5.60%",
        "3:48",
        "1.79%",
    ]
    assert len(rows) == 13 and traffic.freeze_panes == "B5"
    assert traffic["A3"].value == "上期：2025-01-20..2025-01-24"
    coverage = sheets["重点关注公司及盈利预测"]
    tickers = [r[0].value for r in coverage.iter_rows(min_row=5)]
    assert tickers == ["001314.SZ", "002230.SZ", "688256.SH", "688668.SH"]
    headers = [c.value for c in coverage[4]]
    assert "EPS 2024E" in headers and "PE 2024E" not in headers
    done = collect(filled_desk)
    assert (done.new, done.refused, done.files[0].unfilled) == (0, (), 22)


def test_it_is_never_written_over(filled_desk, book):
    before = book.read_bytes()
    with pytest.raises(UsageError, match="exists already"):
        template(filled_desk, DAY)
    assert book.read_bytes() == before


def test_filled_in_and_collected_it_gives_what_was_typed(filled_desk, book):
    sheets = openpyxl.load_workbook(book)
    rental, traffic, coverage = (sheets[n] for n in (*sheets.sheetnames[1:3], sheets.sheetnames[-1]))
    traffic["B2"] = "2025.2.3-2025.2.7"
    column = {c.value: c.column for c in rental[4]}
    for i in range(5, 9):
        rental.cell(i, column["价格 (每小时)"]).value = 20 + i
    rental.cell(9, column["价格 (每小时)"]).value = "——"
    rental.cell(9, column["供应状态"]).value = "紧张"
    for i, row in enumerate(traffic.iter_rows(min_row=5)):
        row[3].value, row[4].value, row[5].value, row[6].value = f"{100 + i}.50", 0.025, "6:34", -0.01
    for i, row in enumerate(coverage.iter_rows(min_row=5)):
        row[2].value = 40 + i
    sheets.save(book)
    done = collect(filled_desk, known_at=datetime(2025, 2, 10, tzinfo=UTC))
    assert done.ok and done.new == 22 and done.files[0].notes == ()
    records = filled_desk.store.records(since=date(2025, 2, 1))
    rentals = [r for r in records if r.tracker == "compute_rental"]
    assert [r.subject for r in rentals] == list(filled_desk.universe("compute_rental"))
    assert [plain(r["price_per_hour"]) for r in rentals[:4]] == ["25.00", "26.00", "27.00", "28.00"]
    assert rentals[4].availability == "tight" and rentals[0]["cpu_cores"] == 16
    visits = [r for r in records if r.tracker == "site_traffic"]
    assert [plain(r["weekly_visits_m"]) for r in visits] == [f"{100 + i}.50" for i in range(13)]
    assert {(r.period, r["avg_duration_s"], r.texts["visits_wow_pct"]) for r in visits} == {
        (WINDOW, 394, "2.50%")
    }
    firms = [r for r in records if r.tracker == "coverage"]
    assert next((r.subject[0], plain(r["price"]), r["price_date"]) for r in firms) == (
        "001314.SZ",
        "40.00",
        DAY,
    )
    assert plain(firms[2]["eps_2025e"]) == "-0.50"


ROW = st.fixed_dictionaries(
    {
        "weekly_visits_m": st.one_of(st.none(), st.decimals(0, 10**6, places=3)),
        "visits_wow_pct": st.one_of(st.none(), st.decimals(-99, 999, places=2)),
        "avg_duration_s": st.one_of(st.none(), st.integers(0, 3 * 3600).map(Decimal)),
        "duration_wow_pct": st.one_of(st.none(), st.decimals(-99, 999, places=2)),
    }
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, min_size=1, max_size=6), typed=st.booleans())
def test_any_rows_through_a_workbook_come_out_as_records(tmp_path_factory, repo, rows, typed):
    """``typed``: numbers as a spreadsheet stores them; else as text."""
    folder = tmp_path_factory.mktemp("desk")
    desk = open_desk(init(folder, date=DAY))
    tracker = get_tracker("site_traffic")
    fields = ("weekly_visits_m", "visits_wow_pct", "avg_duration_s", "duration_wow_pct")
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "site_traffic"
    sheet.append(["期间：2025.2.3-2025.2.7"])
    sheet.append(["应用", *(tracker.column(f).header("zh") for f in fields)])
    for n, row in enumerate(rows):
        sheet.append([f"网站 {n}"])
        for j, field in enumerate(fields, 2):
            cell, value = sheet.cell(n + 3, j), row[field]
            if value is None:
                cell.value = "——"
            elif field == "avg_duration_s":
                cell.value = format_duration(value)
            elif field.endswith("pct"):
                cell.value = float(value.scaleb(-2)) if typed else format_percent(value)
                cell.number_format = "0.00%" if typed else "@"
            else:
                cell.value = float(value) if typed else plain(value)
                cell.number_format = "0.000" if typed else "@"
    made.save(desk.inbox / "week.xlsx")
    done = collect(desk, accept=("GATE-NULL",), why="rows without any value are among the generated ones")
    assert done.ok, [str(r) for r in done.refused]
    records = desk.store.records("site_traffic")
    got = [{f: r[f] for f in fields} for r in records]
    assert got == rows
    shown = [plain(r["weekly_visits_m"]) for r in records if r["weekly_visits_m"] is not None]
    assert shown == [plain(r["weekly_visits_m"]) for r in rows if r["weekly_visits_m"] is not None]
    assert collect(desk).new == 0


def test_init_makes_a_desk_that_opens_and_collects(tmp_path):
    folder = init(tmp_path / "周报", date=DAY)
    assert sorted(p.name for p in folder.iterdir()) == [".gitignore", "desk.toml", "inbox", "issues"]
    desk = open_desk(folder)
    assert [p.name for p in desk.inbox.iterdir()] == ["2025-02-10.xlsx"]
    done = collect(desk)
    assert done.ok and (done.new, done.files[0].unfilled) == (0, 3)


def test_init_keeps_what_a_desk_has(tmp_path):
    folder = init(tmp_path / "desk", date=DAY)
    (folder / "desk.toml").write_text((folder / "desk.toml").read_text("utf-8") + "# mine\n", "utf-8")
    (folder / "issues").rmdir()
    init(folder)
    assert (folder / "desk.toml").read_text("utf-8").endswith("# mine\n") and (folder / "issues").is_dir()


def test_init_leaves_other_folders_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(UsageError, match="holds other files"):
        init(tmp_path)
    with pytest.raises(UsageError, match="is a file"):
        init(tmp_path / "thesis.txt")
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_desk_that_follows_nothing_gets_no_template(tmp_path):
    folder = init(tmp_path / "desk", date=DAY)
    (folder / "desk.toml").write_text('[desk]\ntitle = "周报"\nseries = "周报"\npublisher = "甲"\n', "utf-8")
    with pytest.raises(UsageError, match="follows nothing"):
        template(open_desk(folder), date(2025, 2, 17))
