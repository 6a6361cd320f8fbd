"""The newest issue of a desk with ten years of history, beside the example's.

    .venv/bin/python bench/weeks.py [--weeks 520] [--repeat 3]

A copy of the example desk gets one more record set a week of site traffic, rentals and coverage, each
week in a commit of its own; then the same issue is built on both desks in turn.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tieout
from tieout.desk import collect
from tieout.quantity import Period
from tieout.store import Batch

DESK = Path(__file__).resolve().parent.parent / "examples" / "ai-weekly"
DATE = "2025-01-27"


def with_history(folder: Path, weeks: int) -> None:
    """Give a collected desk ``weeks`` weeks of older records of its own subjects."""
    desk = tieout.open_desk(folder)
    newest = [
        r
        for tracker in ("site_traffic", "compute_rental", "coverage")
        for r in desk.store.records(tracker)
        if r.period and r.period.end.year == 2025
    ]
    for back in range(weeks, 0, -1):
        shift = timedelta(weeks=back + 40)
        known = datetime(2025, 1, 24, tzinfo=UTC) - shift
        batch = tuple(
            r.replace(period=Period(r.period.start - shift, r.period.end - shift), known_at=known, note="")
            for r in newest
            if r.period
        )
        desk.store.append(Batch(batch, known_at=known))


def seconds(folder: Path) -> float:
    """One build of all formats, in this process."""
    begin = time.perf_counter()
    tieout.build(folder, DATE)
    return time.perf_counter() - begin


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weeks", type=int, default=520)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tieout-weeks-") as name:
        short, long = Path(name) / "short", Path(name) / "long"
        for folder in (short, long):
            shutil.copytree(DESK, folder, ignore=shutil.ignore_patterns("store", "out"))
            collect(tieout.open_desk(folder))
        begin = time.perf_counter()
        with_history(long, args.weeks)
        print(f"{args.weeks} weeks appended in {time.perf_counter() - begin:.1f} s")
        seconds(short), seconds(long)
        pairs = [(seconds(short), seconds(long)) for _ in range(args.repeat)]
        for what, values in (
            ("example", [a for a, _ in pairs]),
            (f"{args.weeks} weeks", [b for _, b in pairs]),
        ):
            print(f"{what}: {statistics.median(values):.3f} s")
        print(f"ratio: {statistics.median(b / a for a, b in pairs):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
