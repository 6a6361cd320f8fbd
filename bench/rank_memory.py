"""A hundred million votes on one machine, in how much time and memory.

    python bench/rank_data.py bench/data/votes_100m --votes 100000000 --part 5000000 --plain
    python bench/rank_memory.py bench/data/votes_100m --memory-limit 1GB

Prints votes, seconds, the largest resident memory of the process and the first rows of the board.
"""

from __future__ import annotations

import argparse
import json
import resource
import time


def main() -> None:
    """Rank the votes once."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("votes")
    parser.add_argument("--memory-limit", default="1GB")
    parser.add_argument(
        "--style", action="store_true", help="with style control where the votes have features"
    )
    args = parser.parse_args()
    from tieout.rank import rank

    start = time.perf_counter()
    board = rank(args.votes, style=None if args.style else False, memory_limit=args.memory_limit)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cpu = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    print(
        json.dumps(
            {
                "votes": board.votes,
                "seconds": round(seconds, 2),
                "processor": round(cpu, 2),
                "peak_mb": round(peak),
            }
        )
    )
    for entry in board.overall.entries[:3]:
        print(entry.model, entry.rank, round(entry.score, 3), round(entry.upper - entry.score, 3))


if __name__ == "__main__":
    main()
