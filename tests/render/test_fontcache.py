"""Kept font subsets: the same bytes, and never a reason to fail."""

from __future__ import annotations

from pathlib import Path

import pytest

from tieout.fonts import subset_woff2
from tieout.render import fontcache
from tieout.render.fontcache import kept_subset


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TIEOUT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_second_time_comes_from_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept_subset("regular", "周报 2025")
    assert first == subset_woff2("regular", " 025周报")

    def never(*_: object) -> bytes:
        raise AssertionError("cut again")

    monkeypatch.setattr(fontcache, "subset_woff2", never)
    assert kept_subset("regular", "2025 周报周报") == first


def test_a_damaged_file_is_made_again(folder: Path) -> None:
    first = kept_subset("bold", "ab")
    (kept,) = (folder / "fonts").iterdir()
    kept.write_bytes(b"")
    assert kept_subset("bold", "ab") == first


def test_no_folder_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TIEOUT_CACHE", str(tmp_path / "file"))
    assert kept_subset("regular", "a")[:4] == b"wOF2"


def test_only_so_many_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fontcache, "KEEP", 2)
    for text in ("a", "b", "c"):
        kept_subset("regular", text)
    assert len(list((folder / "fonts").iterdir())) == 2
