"""Snapshots: kept once, named by their hash, checked when read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tieout.errors import StoreError
from tieout.store import Snapshots

T0 = datetime(2025, 1, 27, 8, tzinfo=UTC)


def keep(kept: Snapshots, data: bytes, name: str = "价格.csv", at: datetime = T0) -> str:
    return kept.put(data, name=name, media_type="text/csv", origin=f"inbox/{name}", at=at)


def test_bytes_come_back_with_what_was_told_first(tmp_path):
    kept = Snapshots(tmp_path)
    key = keep(kept, b"1")
    assert keep(kept, b"1", name="copy.csv", at=datetime(2026, 1, 1, tzinfo=UTC)) == key
    assert kept.get(key) == b"1"
    about = kept.find(key[:6])
    assert (about.name, about.at, about.size, about.hash) == ("价格.csv", T0, 1, key)


def test_a_leftover_is_harmless_and_goes_with_the_next_put(tmp_path):
    kept = Snapshots(tmp_path)
    key = keep(kept, b"1")
    leftover = tmp_path / key[:2] / f".partial-1-{key}.bin"
    leftover.write_bytes(b"half")
    assert kept.get(key) == b"1"
    keep(kept, b"2")
    assert not leftover.exists()


def test_bytes_without_their_note_are_put_again(tmp_path):
    kept = Snapshots(tmp_path)
    key = keep(kept, b"1")
    (tmp_path / key[:2] / f"{key}.json").unlink()
    assert kept.about(key) is None
    keep(kept, b"1")
    assert kept.about(key) is not None


def test_altered_missing_and_ambiguous_are_said(tmp_path):
    kept = Snapshots(tmp_path)
    key = keep(kept, b"1")
    with pytest.raises(StoreError, match="no snapshot begins with 'zz'"):
        kept.find("zz")
    with pytest.raises(StoreError, match="no snapshot"):
        kept.find("../*")
    with pytest.raises(StoreError, match="no snapshot"):
        kept.get("0" * 64)
    (tmp_path / key[:2] / f"{key}.bin").write_bytes(b"2")
    with pytest.raises(StoreError, match="altered"):
        kept.get(key)
    same_start: dict[str, int] = {}
    for n in range(40):
        first = keep(kept, str(n).encode())[0]
        same_start[first] = same_start.get(first, 0) + 1
    crowded = max(same_start, key=lambda c: same_start[c])
    with pytest.raises(StoreError, match="more characters"):
        kept.find(crowded)
