"""One report in many dresses: how many of its records come back, whoever prints it.

    .venv/bin/python bench/dresses.py [--reports 300] [--seed 0]

Each report holds five tables of random records and is printed in a random dress (tests/read/dress.py): tabs,
bars or HTML; the trade's own headers in simplified or traditional Chinese or English, columns in any order,
captions above or below, other labels and source lines, pages that end inside a table, rows kept apart,
full-width figures. A record counts as right when every cell of it is.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPO / "tests" / "read"))


def main() -> None:
    """Print the shares by tracker as a Markdown table."""
    from dress import LABELS, SOURCES, Dress, board, covered, funded, rental, report, traffic
    from test_dress import expected, records_of

    from tieout.read import read_text

    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=300)
    options.add_argument("--seed", type=int, default=0)
    chosen = options.parse_args()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for seed in range(chosen.seed, chosen.seed + chosen.reports):
        rng = random.Random(seed)  # noqa: S311
        dress = Dress(
            form=rng.choice(["tab", "tab", "pipe", "html"]),
            english=rng.random() < 0.3,
            wording=rng.randint(0, 5),
            order=rng.randint(0, 50),
            label=rng.randrange(len(LABELS)),
            house=rng.randrange(3),
            cut=rng.random() < 0.3,
            flat=rng.random() < 0.5,
            decorated=rng.random() < 0.3,
            trade=rng.randint(0, 4),
            under=rng.random() < 0.4,
            apart=rng.random() < 0.3,
            wide=rng.random() < 0.3,
            page=rng.choice([0, 0, 1, 2, 3, 4]),
            source=rng.randrange(len(SOURCES)),
        )
        contents = [make(seed) for make in (rental, traffic, covered, funded, board)]
        found = read_text(report(contents, dress))
        for content in contents:
            wanted, got = expected(content), records_of(found, content)
            right[content.tracker] += sum(one in got for one in wanted)
            total[content.tracker] += len(wanted)
    print("| tracker | right / printed records | share |\n| --- | ---: | ---: |")
    for name in [*total, "all"]:
        hit = sum(right.values()) if name == "all" else right[name]
        of = sum(total.values()) if name == "all" else total[name]
        print(f"| {name} | {hit:,} / {of:,} | {hit / of:.4f} |")


if __name__ == "__main__":
    main()
