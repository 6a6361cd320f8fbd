"""Killed at any instant, and two writers at once: all of a collect is there, or none of it."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime

import pytest

from tieout.errors import StoreError
from tieout.store import Batch, Snapshots, Store
from tieout.store.files import only_writer

WRITER = """
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from tieout.model import Record
from tieout.quantity.types import Period
from tieout.store import Batch, Snapshots, Store

path, who, times = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store, kept = Store(path / "observations"), Snapshots(path / "snapshots")
print("ready", flush=True)
sys.stdin.readline()
for n in range(times):
    now = datetime.now(UTC)
    start = 1 + max((int(r.subject[0].split("-")[1]) for r in store.records("t") if r.subject[0].startswith(who)), default=-1)
    key = kept.put(f"{who}-{start}".encode() * 5000, name="x", media_type="text/plain", origin="x", at=now)
    rows = tuple(
        Record("t", (f"{who}-{start}-{i}",), {"v": Decimal(i)}, {}, Period.day(date(2025, 1, 1)), snapshot=key)
        for i in range(7)
    )
    assert store.append(Batch(rows, known_at=now, snapshots=(key,))) == 7
"""


def writer(path, who="a", times=10**6):
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), who, str(times)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout.readline() == "ready\n"
    return child


def batches(path) -> dict[str, int]:
    sizes: dict[str, int] = {}
    kept = Snapshots(path / "snapshots")
    for record in Store(path / "observations").records("t"):
        batch = record.subject[0].rpartition("-")[0]
        sizes[batch] = sizes.get(batch, 0) + 1
        assert kept.get(record.snapshot).startswith(batch.encode())
    return sizes


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_random_instants_all_of_a_batch_or_none(tmp_path):
    seed = random.randrange(10**6)
    delays = random.Random(seed)
    written = 0
    for _ in range(12):
        child = writer(tmp_path)
        child.stdin.write("go\n")
        child.stdin.flush()
        time.sleep(delays.uniform(0, 0.35))
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()
        sizes = batches(tmp_path)
        assert set(sizes.values()) <= {7}, f"seed {seed}: {sizes}"
        assert len(sizes) >= written, f"seed {seed}: a batch went missing"
        written = len(sizes)
    # The store still takes new ones, and the leftovers are gone.
    Snapshots(tmp_path / "snapshots").put(b"new", name="x", media_type="x", origin="x", at=datetime.now(UTC))
    assert not list((tmp_path / "snapshots").rglob(".partial-*"))
    child = writer(tmp_path, "b", 1)
    child.communicate("go\n")
    assert child.returncode == 0
    assert batches(tmp_path).pop("b-0") == 7


def test_two_at_once_both_go_in(tmp_path):
    children = [writer(tmp_path, who, 4) for who in "ab"]
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
        assert child.returncode == 0
    assert batches(tmp_path) == {f"{who}-{n}": 7 for who in "ab" for n in range(4)}


def test_waiting_in_vain_is_said_plainly(tmp_path):
    with (
        only_writer(tmp_path / "write.lock", wait=0, what="the store"),
        pytest.raises(StoreError, match=r"somebody else is writing.*run the same command again"),
    ):
        Store(tmp_path, wait=0.1).append(Batch((), known_at=datetime.now(UTC)))
