"""Quoted files that are kept with the desk: a collect puts them into its store."""

from __future__ import annotations

import pytest

from tieout.desk import collect, open_desk
from tieout.desk.citing import list_sources
from tieout.errors import InboxError

from .conftest import CONFIG

GOOD = '[[source]]\nfile = "note.txt"\ntitle = "公告"\npublisher = "示例公司"\ndate = 2025-01-21\ngrade = "official"\n'


@pytest.fixture
def desk(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "sources").mkdir()
    (tmp_path / "desk.toml").write_text(CONFIG, "utf-8")
    (tmp_path / "sources" / "note.txt").write_text("融资 1.2 亿美元。", "utf-8")
    return open_desk(tmp_path)


def test_a_collect_keeps_them_and_twice_changes_nothing(desk):
    (desk.path / "sources" / "manifest.toml").write_text(GOOD, "utf-8")
    assert collect(desk).ok
    (kept,) = list_sources(desk)
    assert (kept.title, kept.publisher, str(kept.date), kept.grade) == (
        "公告",
        "示例公司",
        "2025-01-21",
        "official",
    )
    assert kept.snapshot.origin == "sources/note.txt"
    assert collect(desk).ok and list_sources(desk) == (kept,)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("note.txt", "none.txt", "sources/manifest.toml:2: there is no file 'none.txt' beside it"),
        ("publisher =", "publsher =", "sources/manifest.toml:4: unknown key 'publsher'"),
        ("2025-01-21", '"Tuesday"', "sources/manifest.toml:5: date is none: 'Tuesday'"),
        ("official", "sure", "sources/manifest.toml:6: 'sure' is no grade"),
        ('"公告"', "3", "sources/manifest.toml:3: title is no text: 3"),
        ("[[source]]", "[[file]]", "sources/manifest.toml:1: only sources are listed here"),
        ("[[source]]", "[[source]", "sources/manifest.toml cannot be read"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_kept(desk, old, new, said):
    (desk.path / "sources" / "manifest.toml").write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(InboxError) as caught:
        collect(desk)
    assert said in str(caught.value) and "Next:" in str(caught.value)
    assert list_sources(desk) == ()


def test_without_a_list_nothing_is_kept(desk):
    assert collect(desk).ok and list_sources(desk) == ()
