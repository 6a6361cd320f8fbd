"""Locks: the same bytes again, whatever was collected since, and a refusal that says how to go on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import tieout
from tieout.desk import Desk, collect, open_desk
from tieout.desk.issuelock import read_lock
from tieout.errors import LockError, StoreError, UsageError
from tieout.render import build
from tieout.render.commands import build as build_command
from tieout.render.locked import rebuild

DAY = date(2025, 1, 27)


@pytest.fixture
def desk(fresh: Callable[..., Desk]) -> Desk:
    return fresh(lambda folder: None)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def correct(desk: Desk) -> None:
    """A corrected figure of the same week comes in."""
    path = desk.inbox / "2025-01-27-site_traffic.csv"
    text = path.read_text("utf-8-sig")
    assert "882.9" in text
    path.write_text(text.replace("882.9", "883.4"), "utf-8")
    assert collect(desk).new > 0


def test_same_bytes_after_a_correction_was_collected(desk: Desk, tmp_path: Path) -> None:
    build(desk, DAY, lock=True, out=tmp_path / "first")
    correct(desk)
    again = open_desk(desk.path)
    (issue,) = rebuild(again, DAY, out=tmp_path / "second")
    assert issue.internal and len(issue.files) == 4
    assert contents(tmp_path / "first") == contents(tmp_path / "second")
    build(again, DAY, out=tmp_path / "third", formats=("json",))
    assert "883.4M" in json.loads((tmp_path / "third" / "weekly.json").read_text("utf-8"))["text"]


def test_a_lock_pins_what_was_read(desk: Desk, tmp_path: Path) -> None:
    issue = build(desk, DAY, lock=True, out=tmp_path, formats=("json",), internal=False)
    assert [p.name for p in issue.files] == ["weekly.json", "2025-01-27.lock"]
    lock = read_lock(desk, DAY, "zh")
    assert (lock.store, lock.previous, lock.as_of) == (desk.store.version, date(2024, 10, 21), None)
    assert set(lock.files) == {"desk.toml", "issues/2025-01-27.md"}
    assert lock.versions["tieout"] == tieout.__version__ and "typst" in lock.versions
    assert list(lock.copies) == ["client"] and list(lock.copies["client"]) == ["weekly.json"]
    assert all(desk.snapshots.get(h) for h in (*lock.snapshots, *lock.files.values()))
    assert len(lock.snapshots) >= 3


def refused(desk: Desk) -> LockError:
    with pytest.raises(LockError) as caught:
        rebuild(open_desk(desk.path), DAY)
    assert not desk.out_dir(DAY).exists()
    return caught.value


@pytest.fixture
def locked(desk: Desk, tmp_path: Path) -> Desk:
    build(desk, DAY, lock=True, out=tmp_path / "locked", formats=("json",))
    return desk


def test_a_changed_issue_says_where_its_bytes_are(locked: Desk) -> None:
    path = locked.issue_path(DAY)
    before = path.read_bytes()
    path.write_bytes(before.replace("粘性".encode(), "黏性".encode()))
    error = refused(locked)
    assert error.changed == ["issues/2025-01-27.md"]  # type: ignore[attr-defined]
    assert "issues/2025-01-27.md was changed since" in str(error)
    kept = error.next_step.split("copy ")[1].split(" to ")[0]
    path.write_bytes((locked.path / kept).read_bytes())
    rebuild(locked, DAY)


def test_a_changed_desk_toml(locked: Desk) -> None:
    path = locked.path / "desk.toml"
    path.write_text(path.read_text("utf-8").replace("top = 3", "top = 4"), "utf-8")
    assert "desk.toml was changed" in str(refused(locked))


@pytest.mark.parametrize("name", ["tieout", "typst"])
def test_another_version_says_what_to_install(
    locked: Desk, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from tieout.render import pinning

    real = pinning.versions()
    monkeypatch.setattr(pinning, "versions", lambda: {**real, name: "0.0.9"})
    error = refused(locked)
    assert f"{name} is 0.0.9, the lock pins {real[name]}" in str(error)
    assert f"pip install {name}=={real[name]}" in error.next_step and "--lock" in error.next_step


def test_a_lost_snapshot(locked: Desk) -> None:
    hash = read_lock(locked, DAY, "zh").snapshots[0]
    (locked.path / "store" / "snapshots" / hash[:2] / f"{hash}.bin").unlink()
    assert f"there is no snapshot {hash[:12]}" in str(refused(locked))


def test_an_issue_put_in_between(locked: Desk) -> None:
    text = locked.issue_path(DAY).read_text("utf-8").replace("date = 2025-01-27", "date = 2025-01-20", 1)
    locked.issue_path(date(2025, 1, 20)).write_text(text, "utf-8")
    assert "the issue before this one is 2025-01-20, the lock pins 2024-10-21" in str(refused(locked))


def test_other_bytes_are_never_passed_off(locked: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib

    module = importlib.import_module("tieout.render.build")

    monkeypatch.setattr(module, "render_json", lambda issue: "{}")
    assert "weekly.json of the internal copy came out different" in str(refused(locked))


def test_a_store_that_never_had_the_version(locked: Desk) -> None:
    path = locked.issue_path(DAY).with_suffix(".lock")
    text = path.read_text("utf-8")
    path.write_text(text.replace(f"store = {locked.store.version}", "store = 99"), "utf-8")
    with pytest.raises(StoreError, match="not 99"):
        rebuild(locked, DAY)


@pytest.mark.parametrize(
    ("text", "words"),
    [("lock = [", "cannot be read"), ("lock = 9", "no lock of version 1"), ("lock = 1", "not whole")],
)
def test_a_broken_lock(desk: Desk, text: str, words: str) -> None:
    desk.issue_path(DAY).with_suffix(".lock").write_text(text, "utf-8")
    assert words in str(refused(desk))


def test_no_lock_says_how_to_make_one(desk: Desk) -> None:
    assert "--lock" in refused(desk).next_step


def test_lock_commands(desk: Desk) -> None:
    run = CliRunner().invoke(build_command, [str(desk.path), "2025-01-27", "--lock", "--format", "json"])
    assert run.exit_code == 0 and run.stdout.split()[-1].endswith("2025-01-27.lock")
    run = CliRunner().invoke(build_command, [str(desk.path), "2025-01-27", "--locked"])
    assert run.exit_code == 0 and "与锁一致" in run.stderr
    run = CliRunner().invoke(build_command, [str(desk.path), "2025-01-27", "--locked", "--format", "pdf"])
    assert isinstance(run.exception, UsageError) and "leave --format out" in str(run.exception)
