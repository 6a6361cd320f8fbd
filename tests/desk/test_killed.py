"""A collect killed at any instant leaves all of itself or nothing, and the next one goes on."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest

from tieout.desk import collect, open_desk

COLLECTOR = """
import sys
from datetime import date, timedelta
from tieout.desk import collect, open_desk

desk = open_desk(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
for week in range(1000):
    start = date(2000, 1, 3) + timedelta(weeks=week)
    path = desk.inbox / f"{start}-site_traffic.csv"
    if not path.exists():
        rows = "".join(f"site {n},{n}.50\\n" for n in range(9))
        period = f"{start:%Y.%m.%d}-{start + timedelta(days=4):%Y.%m.%d}"
        path.write_text(f"期间：{period}\\n应用,周平均访问量 (M)\\n{rows}", "utf-8")
        collect(desk, [path])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_killed_at_random_instants(desk):
    seed = random.randrange(10**6)
    delays = random.Random(seed)
    for _ in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", COLLECTOR, str(desk.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout.readline() == "ready\n"
        child.stdin.write("go\n")
        child.stdin.flush()
        time.sleep(delays.uniform(0.05, 0.5))
        child.kill()
        child.communicate()
        weeks = Counter(r.period for r in open_desk(desk.path).store.records("site_traffic"))
        assert set(weeks.values()) <= {9}, f"seed {seed}: {weeks}"
    for record in open_desk(desk.path).store.records():
        assert desk.snapshots.get(record.snapshot)
    # What a kill kept out goes in with the next collect, and only that.
    files = len(list(desk.inbox.glob("*.csv")))
    done = collect(desk)
    whole = [f for f in done.files if len(f.records) == 9]
    assert done.new + done.unchanged == 9 * len(whole) and len(whole) >= files - 8
    assert len(desk.store.records()) == 9 * len(whole)
