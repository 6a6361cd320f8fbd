"""A row deleted from an inbox file is missing from then on, and comes back when it is restored."""

import shutil
from datetime import date

import pytest

import tieout
from tieout.desk import collect
from tieout.errors import GapError


@pytest.fixture
def desk(repo, tmp_path):
    shutil.copytree(
        repo / "examples" / "ai-weekly", tmp_path / "desk", ignore=shutil.ignore_patterns("store", "out")
    )
    opened = tieout.open_desk(tmp_path / "desk")
    collect(opened)
    return opened


def quillbot(desk):
    found = [r for r in desk.store.records("site_traffic") if r.subject == ("QuillBot",)]
    return next(r for r in found if r.period.end == date(2025, 1, 24))


def test_deleting_and_restoring_a_row(desk):
    file = desk.inbox / "2025-01-27-site_traffic.csv"
    whole = file.read_bytes()
    file.write_bytes(b"".join(line for line in whole.splitlines(keepends=True) if b"QuillBot" not in line))
    done = collect(desk)
    assert [c.new.subject for c in done.changes] == [("QuillBot",)]
    assert (quillbot(desk).availability, quillbot(desk)["weekly_visits_m"]) == ("not_collected", None)
    with pytest.raises(GapError, match="QuillBot"):
        tieout.build(desk, "2025-01-27", strict=True, formats=("json",))
    assert collect(desk).new == 0

    file.write_bytes(whole)
    collect(desk)
    assert str(quillbot(desk)["weekly_visits_m"]) == "12.830"
    assert collect(desk).new == 0
    tieout.build(desk, "2025-01-27", strict=True, formats=("json",))


def test_a_file_with_a_refused_row_takes_nothing_back(desk):
    file = desk.inbox / "2025-01-27-site_traffic.csv"
    text = file.read_text(encoding="utf-8-sig")
    file.write_text(text.replace("12.830", "many"), encoding="utf-8")
    done = collect(desk)
    assert any(f.refused for f in done.files)
    assert str(quillbot(desk)["weekly_visits_m"]) == "12.830"
