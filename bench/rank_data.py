"""Make votes with known strengths for the ranking benchmark.

    python bench/rank_data.py bench/data/votes_2m.parquet
    python bench/rank_data.py bench/data/votes_100m --votes 100000000 --part 5000000 --plain

150 models that come and go over a year, popular ones drawn far more often than others (about three quarters of the
pairs ever meet), 30 % ties, four features of style per answer with true coefficients 0.25, 0.03, 0.05 and 0.02,
six category flags, voters of very different zeal. The seed is fixed: the same arguments give the same votes.
Truth stands beside the votes in ``*.truth.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import polars as pl

BETA = (0.25, 0.03, 0.05, 0.02)
FEATURES = ("sum_assistant_{}_tokens", "header_count_{}", "list_count_{}", "bold_count_{}")
CATEGORIES = {
    "math": 0.12,
    "coding": 0.25,
    "hard_prompts": 0.35,
    "longer_query": 0.2,
    "creative_writing": 0.1,
    "multi_turn": 0.3,
}
WEEKS = 52
START = 1_704_067_200  # 2024-01-01 UTC


class World:
    """The models: names, strengths, when they were on offer, how often drawn, how they write."""

    def __init__(self, models: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        providers = [
            "openai",
            "google",
            "anthropic",
            "meta",
            "mistral",
            "qwen",
            "deepseek",
            "zhipu",
            "yi",
            "xai",
            "cohere",
        ]
        self.names = np.array([f"{providers[i % len(providers)]}-model-{i:03d}-2024" for i in range(models)])
        self.strength = rng.normal(0.0, 0.75, models)
        self.strength -= self.strength.mean()
        born = np.where(rng.random(models) < 0.4, 0, rng.integers(0, WEEKS - 6, models))
        life = rng.integers(8, WEEKS, models)
        weeks = np.arange(WEEKS)[:, None]
        draw = rng.gamma(0.6, 1.0, models) + 0.02
        self.draw = draw * ((weeks >= born) & (weeks < born + life))
        self.draw = self.draw / self.draw.sum(axis=1, keepdims=True)
        self.verbosity = rng.normal(0.0, 0.4, models) + 0.15 * self.strength
        self.voter_share = rng.pareto(1.2, 50_000) + 1.0
        self.voter_share /= self.voter_share.sum()

    def votes(self, n: int, seed: int, *, plain: bool) -> pl.DataFrame:
        """``n`` votes; the expected points of A are logistic(x_a - x_b + style) exactly."""
        rng = np.random.default_rng([seed, n])
        per_week = rng.multinomial(n, np.full(WEEKS, 1 / WEEKS))
        week = np.repeat(np.arange(WEEKS), per_week)
        a, b = (
            np.concatenate([rng.choice(len(self.names), k, p=self.draw[w]) for w, k in enumerate(per_week)])
            for _ in "ab"
        )
        while (same := np.flatnonzero(a == b)).size:
            for w in range(WEEKS):
                rows = same[week[same] == w]
                b[rows] = rng.choice(len(self.names), rows.size, p=self.draw[w])
        eta = self.strength[a] - self.strength[b]
        columns: dict[str, object] = {}
        if not plain:
            for k, feature in enumerate(FEATURES):
                sides = []
                for model in (a, b):
                    mean = np.exp(self.verbosity[model])
                    if k == 0:
                        values = np.exp(rng.normal(5.8, 0.7, n)) * mean
                    else:
                        values = rng.poisson((1.5, 4.0, 3.0)[k - 1] * mean)
                    sides.append(values.astype(np.int32))
                fa, fb = sides
                d = (fa - fb) / (fa + fb + 1.0)
                eta = eta + BETA[k] * (d - d.mean()) / d.std()
                columns[feature.format("a")], columns[feature.format("b")] = fa, fb
        p = 1.0 / (1.0 + np.exp(-eta))
        tie = 0.45 * 2.0 * np.minimum(p, 1.0 - p)
        u, bad = rng.random(n), rng.random(n) < 0.4
        code = np.where(u < p - tie / 2, 0, np.where(u < p + tie / 2, np.where(bad, 3, 2), 1))
        labels = np.array(["model_a", "model_b", "tie", "tie (bothbad)"])
        frame = {"model_a": self.names[a], "model_b": self.names[b], "winner": labels[code], **columns}
        if not plain:
            frame["judge"] = np.array([f"user_{i}" for i in range(len(self.voter_share))])[
                rng.choice(len(self.voter_share), n, p=self.voter_share)
            ]
            frame["tstamp"] = START + (week + rng.random(n)) * 7 * 86_400
            for name, share in CATEGORIES.items():
                frame[f"is_{name}"] = rng.random(n) < share
        return pl.DataFrame(frame)


def main() -> None:
    """Write the votes asked for, in one file or in parts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--votes", type=int, default=2_000_000)
    parser.add_argument("--models", type=int, default=150)
    parser.add_argument("--seed", type=int, default=20240707)
    parser.add_argument("--part", type=int, default=0, help="votes per file; the output is then a folder")
    parser.add_argument("--plain", action="store_true", help="models and winner only")
    args = parser.parse_args()
    world = World(args.models, args.seed)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    if args.part:
        args.out.mkdir(exist_ok=True)
        for i, begin in enumerate(range(0, args.votes, args.part)):
            n = min(args.part, args.votes - begin)
            world.votes(n, args.seed + 1 + i, plain=args.plain).write_parquet(
                args.out / f"part-{i:04d}.parquet"
            )
    else:
        world.votes(args.votes, args.seed + 1, plain=args.plain).write_parquet(args.out)
    truth = {"models": world.names.tolist(), "strength": world.strength.tolist(), "beta": BETA}
    args.out.with_suffix(".truth.json").write_text(json.dumps(truth))


if __name__ == "__main__":
    main()
