"""``tieout.build``: every way of building that the command has."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import tieout
from tieout.desk import Desk
from tieout.errors import SignOffError, UsageError

GOOD = "# 流量\n\nChatGPT 周平均访问量为 [](fact:site_traffic/weekly_visits_m/ChatGPT)。"


def test_a_release_and_its_lock(written: Callable[..., Desk]) -> None:
    desk = written(GOOD)
    issue = tieout.build(desk.path, "2025-01-27", sign_off="李明远", signed_at="2025-01-27T16:30")
    folder = desk.out_dir(date(2025, 1, 27))
    told = json.loads((folder / "release.json").read_text("utf-8"))
    assert (told["signed_by"], told["signed_at"]) == ("李明远", "2025-01-27T16:30:00+08:00")
    assert {folder / "weekly.pdf", folder / "internal" / "evidence.json", folder / "release.json"} <= set(
        issue.files
    )
    before = {p: p.read_bytes() for p in folder.rglob("weekly*")}
    again = tieout.build(desk, date(2025, 1, 27), locked=True)
    assert not again.internal
    assert {p: p.read_bytes() for p in again.files if p.name.startswith("weekly")} == before


def test_a_draft_with_a_lock_of_one_copy(written: Callable[..., Desk], tmp_path: Path) -> None:
    desk = written(GOOD)
    out = tmp_path / "out"
    issue = tieout.build(desk, "2025-01-27", internal=False, lock=True, formats=("json",), out=out)
    assert [p.name for p in issue.files] == ["weekly.json", "2025-01-27.lock"]
    assert tieout.build(desk, "2025-01-27", locked=True, out=out).files == (out / "weekly.json",)


@pytest.mark.parametrize(
    "moment", ["2025-01-27", date(2025, 1, 27), "2025-01-27T18:00", datetime(2025, 1, 27, 10, tzinfo=UTC)]
)
def test_history_as_it_was_known(example: Desk, tmp_path: Path, moment: Any) -> None:
    issue = tieout.build(example, "2025-01-27", as_of=moment, formats=("json",), out=tmp_path)
    assert issue.gaps == ()
    earlier = tieout.build(example, "2025-01-27", as_of=date(2025, 1, 20), formats=("json",), out=tmp_path)
    assert len(earlier.gaps) > 10


def test_the_desks_language_unless_another_is_asked_for(example: Desk, tmp_path: Path) -> None:
    made = [
        tieout.build(example, "2025-01-27", language=said, formats=("json",), out=tmp_path).files[0].name
        for said in (None, "zh", "en")
    ]
    assert made == ["weekly.json", "weekly.json", "weekly.en.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"locked": True, "strict": True}, "locked takes no strict"),
        ({"locked": True, "sign_off": "李明远"}, "locked takes no sign_off"),
        ({"sign_off": "李明远", "lock": True}, "sign_off takes no lock"),
        ({"signed_at": "2025-01-27"}, "takes no signed_at"),
        ({"sign_off": " "}, "nobody signs"),
        ({"as_of": "gestern"}, "as_of 'gestern' is no time"),
        ({"language": "de"}, "there is no language 'de'"),
        ({"formats": ("docx",)}, "there is no format 'docx'"),
    ],
)
def test_arguments_that_say_nothing_together(example: Desk, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        tieout.build(example, "2025-01-27", **arguments)
    assert caught.value.next_step
    assert not example.out_dir(date(2025, 1, 27)).exists()


def test_what_may_not_be_published_is_refused(written: Callable[..., Desk]) -> None:
    desk = written(GOOD + "\n\n还有 12 家没有依据。")
    with pytest.raises(SignOffError):
        tieout.build(desk, "2025-01-27", sign_off="李明远")
