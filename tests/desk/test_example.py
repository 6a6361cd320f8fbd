"""The example desk holds the published figures of its three weeklies."""

from __future__ import annotations

import json
import shutil
from datetime import date

import pytest

from tieout.desk import collect, open_desk
from tieout.quantity.types import Period

WINDOWS = {
    "2024-07-07": Period(date(2024, 6, 26), date(2024, 6, 30)),
    "2024-10-21": Period(date(2024, 10, 14), date(2024, 10, 18)),
    "2025-01-27": Period(date(2025, 1, 20), date(2025, 1, 24)),
}


@pytest.fixture(scope="module")
def desk(repo, tmp_path_factory):
    folder = tmp_path_factory.mktemp("desk") / "ai-weekly"
    shutil.copytree(repo / "examples" / "ai-weekly", folder, ignore=shutil.ignore_patterns("store", "out"))
    opened = open_desk(folder)
    done = collect(opened)
    assert done.ok, [str(r) for r in done.refused]
    assert (done.new, done.unchanged, done.version) == (411, 0, 0)
    assert [f.notes for f in done.files if f.notes] == [] and done.stopped == ()
    return opened


def test_twice_changes_nothing(desk):
    again = collect(desk)
    assert again.ok and again.warnings == ()
    assert (again.new, again.unchanged, again.version, again.changes) == (0, 411, 0, ())


@pytest.mark.parametrize("day", WINDOWS)
@pytest.mark.parametrize("tracker", ["compute_rental", "site_traffic", "coverage"])
def test_the_records_are_those_of_the_published_tables(desk, shared, day, tracker):
    published = json.loads((shared / "gold" / f"{day}.records.json").read_text("utf-8"))
    expected = next(t["records"] for t in published["tables"] if t["tracker"] == tracker)
    issued = date.fromisoformat(day)
    period = WINDOWS[day] if tracker == "site_traffic" else Period.day(issued)
    records = [r for r in desk.store.records(tracker) if r.period == period]
    got = [{k: v for k, v in r.as_json().items() if k not in ("availability", "price_date")} for r in records]
    # PE is computed, not typed.
    assert got == [{k: v for k, v in e.items() if not k.startswith("pe_")} for e in expected]
    assert {r.subject for r in records} == set(desk.universe(tracker, issued))


def test_prices_that_never_moved_are_asked_about_and_stop_nothing(repo, tmp_path):
    folder = tmp_path / "ai-weekly"
    shutil.copytree(repo / "examples" / "ai-weekly", folder, ignore=shutil.ignore_patterns("store", "out"))
    done = collect(open_desk(folder))
    asked = [w.partition(" 超过")[0] for w in done.warnings]
    assert asked == ["compute_rental 2025-01-27: 价格 (每小时)", "coverage 2025-01-27: EPS"]
    assert "A100-40G 腾讯云 28.64/元 since 2024-07-07" in done.warnings[0]


def test_printed_digits_survive(desk):
    texts = {
        (str(r.period), r.subject[0]): r.texts["weekly_visits_m"] for r in desk.store.records("site_traffic")
    }
    assert texts["2025-01-20..2025-01-24", "QuillBot"] == "12.830"
    assert texts["2024-10-14..2024-10-18", "ChatGPT"] == "816.0"
    rental = {r.subject: r.texts for r in desk.store.records("compute_rental", since=date(2025, 1, 1))}
    assert rental["A100-40G", "阿里云"]["memory_gb"] == "94G"
    assert rental["A100-80G", "阿里云"]["cpu_cores"] == "16 核"


def test_sold_out_is_told_from_not_collected(desk):
    tight = {
        (str(r.period), *r.subject) for r in desk.store.records("compute_rental") if r.availability == "tight"
    }
    assert tight == {("2024-07-07", "A800-80G", "恒源云"), ("2025-01-27", "A100-80G", "恒源云")}


def test_every_record_leads_back_to_its_cell(desk):
    (chatgpt,) = [
        r for r in desk.store.records("site_traffic", since=date(2025, 1, 1)) if r.subject == ("ChatGPT",)
    ]
    assert chatgpt.origin.source == "inbox/2025-01-27-site_traffic.csv"
    line = desk.snapshots.get(chatgpt.snapshot).decode("utf-8-sig").splitlines()[chatgpt.origin.row - 1]
    assert chatgpt.origin.cells["weekly_visits_m"] == f"D{chatgpt.origin.row}"
    assert line.split(",")[3] == "882.9"


def test_each_issue_sees_only_what_was_known(desk):
    from datetime import datetime, timedelta, timezone

    china = timezone(timedelta(hours=8))
    known = {r.period.end.year for r in desk.store.records(as_of=datetime(2024, 12, 31, tzinfo=china))}
    assert known == {2024}
