"""What of the inbox is not in history is told again until it is."""

from __future__ import annotations

from datetime import UTC, datetime

from tieout.desk import collect
from tieout.desk.outstanding import outstanding

KNOWN = datetime(2025, 1, 27, 10, tzinfo=UTC)
HEADER = ("期间：2025.1.20-2025.1.24", "应用,周平均访问量 (M)")


def told(desk):
    return [(o.place, o.message) for o in outstanding(desk)]


def test_a_refused_row_is_told_until_it_was_corrected_and_collected(desk, inbox):
    inbox.csv("a.csv", *HEADER, "Kimi,7.45", "不在名单里,七")
    assert told(desk) == [("inbox/a.csv", "还没入库，或入库后又改过 (not collected, or changed since)")]
    collect(desk, known_at=KNOWN)
    ((place, message),) = told(desk)
    assert place == "inbox/a.csv!B4" and message.startswith("'七' is not a number")
    collect(desk, known_at=KNOWN)
    assert len(told(desk)) == 1
    inbox.csv("a.csv", *HEADER, "Kimi,7.45", "不在名单里,7")
    assert "changed since" in told(desk)[0][1]
    collect(desk, known_at=KNOWN)
    assert told(desk) == []
    assert list((desk.path / "store" / "inbox").iterdir()) == []


def test_a_stopped_set_and_a_file_nobody_can_read_are_told_too(desk, inbox):
    inbox.csv("1.csv", "期间：2025.1.13-2025.1.17", "应用,周平均访问量 (M)", "Kimi,7.45")
    collect(desk, known_at=KNOWN)
    inbox.csv("2.csv", *HEADER, "Kimi,74.5")
    (desk.inbox / "3.xlsx").write_bytes(b"PK\x03\x04 cut off")
    collect(desk, known_at=KNOWN)
    (jump, broken) = outstanding(desk)
    assert jump.place == "inbox/2.csv" and jump.message.startswith(
        "GATE-JUMP site_traffic 2025-01-20..2025-01-24"
    )
    assert "--accept GATE-JUMP" in jump.next_step
    assert broken.place == "inbox/3.xlsx" and broken.next_step
    collect(desk, known_at=KNOWN, accept=["GATE-JUMP"], why="checked")
    assert [o.place for o in outstanding(desk)] == ["inbox/3.xlsx"]


def test_a_form_that_nobody_filled_in_yet_is_no_news(desk, inbox):
    inbox.csv("a.csv", *HEADER, "Kimi,")
    collect(desk, known_at=KNOWN)
    assert told(desk) == []
