"""Ranking side by side: time, memory, ratios and agreement, medians of interleaved rounds.

    python bench/rank_data.py bench/data/votes_2m.parquet
    python bench/rank_speed.py bench/data/votes_2m.parquet --peers /tmp/bench-venv/bin/python --rounds 3

Every run is a process of its own (``rank_run.py``); all contenders of a round run one after another, then the
next round, so that what the machine does otherwise falls on all of them. Prints the tables of
``docs/benchmarks-rank.md``.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

OURS = ["decode-polars", "tieout-interval", "tieout-bootstrap-100", "tieout-cluster", "tieout-style",
        "tieout-style-reweighted", "tieout-categories"]  # fmt: skip
PEERS = ["decode-pyarrow", "decode-pandas", "arena-rank-interval", "evalica", "choix", "fastchat",
         "fastchat-bootstrap-100", "arena-rank-style", "fastchat-style"]  # fmt: skip
#: What takes minutes is run once, in the first round.
ONCE = {"fastchat-style"}


def run(python: str, name: str, path: str) -> dict[str, Any]:
    """One contender in a fresh process."""
    here = Path(__file__).parent
    done = subprocess.run(
        [python, str(here / "rank_run.py"), name, path], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{name} failed:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def centred(rows: list[list[Any]]) -> dict[str, float]:
    """Scores with their mean taken off, by model."""
    mean = statistics.fmean(row[1] for row in rows)
    return {row[0]: row[1] - mean for row in rows}


def apart(one: dict[str, Any], other: dict[str, Any]) -> str:
    """The largest difference of centred scores, in points."""
    a, b = centred(one["rows"]), centred(other["rows"])
    return f"{max(abs(a[m] - b[m]) for m in a):.4f}"


def main() -> None:
    """Run all rounds and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("votes")
    parser.add_argument("--peers", help="python of the environment with the other libraries")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="contenders to run")
    args = parser.parse_args()
    names = [n for n in OURS + (PEERS if args.peers else []) if not args.only or n in args.only]
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for i in range(args.rounds):
        for name in names:
            if i and name in ONCE:
                continue
            python = sys.executable if name in OURS else args.peers
            runs[name].append(run(python, name, args.votes))
            print(f"round {i + 1}: {name} {runs[name][-1]['seconds']:.3f} s", file=sys.stderr)
    seconds = {name: statistics.median(r["seconds"] for r in found) for name, found in runs.items()}
    cpu = {name: statistics.median(r["cpu"] for r in found) for name, found in runs.items()}
    print("| contender | seconds (median) | fastest | processor seconds | peak MB |\n|---|---|---|---|---|")
    for name, found in runs.items():
        peak = statistics.median(r["peak_mb"] for r in found)
        fastest = min(r["seconds"] for r in found)
        print(f"| {name} | {seconds[name]:.3f} | {fastest:.3f} | {cpu[name]:.2f} | {peak:.0f} |")
    print("\n| ratio | seconds | processor seconds |\n|---|---|---|")
    for ours, theirs in [
        ("tieout-interval", "decode-pandas"), ("tieout-interval", "decode-pyarrow"), ("tieout-interval", "decode-polars"),
        ("arena-rank-interval", "tieout-interval"), ("fastchat-bootstrap-100", "tieout-interval"),
        ("fastchat-bootstrap-100", "tieout-bootstrap-100"),
        ("evalica", "tieout-interval"), ("choix", "tieout-interval"), ("fastchat", "tieout-interval"),
        ("arena-rank-style", "tieout-style"), ("fastchat-style", "tieout-style"),
    ]:  # fmt: skip
        if ours in seconds and theirs in seconds:
            wall, work = seconds[ours] / seconds[theirs], cpu[ours] / cpu[theirs]
            print(f"| {ours} / {theirs} | {wall:.1f} | {work:.1f} |")
    print("\n| agreement of centred scores | largest difference, points |\n|---|---|")
    for theirs in ("arena-rank-interval", "evalica", "choix", "fastchat"):
        if theirs in runs and "tieout-interval" in runs:
            print(f"| tieout-interval, {theirs} | {apart(runs['tieout-interval'][0], runs[theirs][0])} |")
    for name in ("tieout-style", "tieout-style-reweighted", "arena-rank-style", "fastchat-style"):
        if name in runs:
            print(
                f"| style coefficients of {name} | {', '.join(f'{b:.4f}' for b in runs[name][0]['beta'])} |"
            )


if __name__ == "__main__":
    main()
