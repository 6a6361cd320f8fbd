"""Do the intervals hold what they promise? Simulated boards with known truth.

    python bench/rank_coverage.py --simulations 1000
    /tmp/bench-venv/bin/python bench/rank_coverage.py --arena-rank --simulations 300

A world of 50 models and a million votes spread very unevenly: one model has about 100 votes, most have tens of
thousands. Each simulation draws outcomes for the same pairs, fits, and asks for every model whether the 95 %
interval of its deviation from the average holds the true one. With ``--votes`` smaller worlds are tried.
``--luck FILE`` instead computes a board of real size with bootstraps of 100 and 1,000 rounds under different
seeds and counts the ranks that the seed decides. Votes are drawn as counts, which is the same distribution.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from typing import Any

import numpy as np

MODELS = 50


def world(votes: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Strengths, the two models of each pair, and votes per pair; model 0 has about 100 votes."""
    rng = np.random.default_rng(seed)
    x = rng.normal(0, 0.75, MODELS)
    x -= x.mean()
    share = rng.gamma(0.8, 1.0, MODELS) + 0.1
    a, b = np.triu_indices(MODELS, 1)
    rate = share[a] * share[b]
    rate[(a == 0) | (b == 0)] = 0.0
    n = np.floor(rate / rate.sum() * votes)
    few = np.flatnonzero(a == 0)
    n[few] = np.round(share[b[few]] / share[b[few]].sum() * 100)
    kept = n > 0
    return x, a[kept], b[kept], n[kept].astype(int)


def outcomes(rng: np.random.Generator, p: np.ndarray, n: np.ndarray) -> np.ndarray:
    """Wins, losses and ties of each pair, (P, 3), with expected points p."""
    tie = 0.45 * 2 * np.minimum(p, 1 - p)
    return rng.multinomial(n, np.column_stack([p - tie / 2, 1 - p - tie / 2, tie]))


def ours(how: str, rounds: int) -> Any:
    """The package's fit and interval of one set of counts."""
    from tieout.rank.bootstrap import bootstrap
    from tieout.rank.counts import Counts
    from tieout.rank.covariance import normal_quantile, sandwich, standard_errors
    from tieout.rank.fit import fit_counts

    def fit(
        a: np.ndarray, b: np.ndarray, won: np.ndarray, seed: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        n = won.astype(float)
        found = fit_counts(Counts(tuple(map(str, range(MODELS))), a, b, n, n, n))
        if how == "sandwich":
            reach = normal_quantile(0.95) * standard_errors(sandwich(found), MODELS)
            return found.x, found.x - reach, found.x + reach
        low, high = bootstrap(found, rounds=rounds, seed=seed, how=how).bounds(0.95)  # type: ignore[arg-type]
        return found.x, low, high

    return fit


def arena() -> Any:
    """arena-rank on the same counts, its defaults."""
    import jax.numpy as jnp
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.data_utils import PairDataset

    scale = 400 / np.log(10)

    def fit(
        a: np.ndarray, b: np.ndarray, won: np.ndarray, seed: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        pairs = np.repeat(np.column_stack([a, b]), 3, axis=0)
        result = np.tile([1.0, 0.0, 0.5], len(a))
        counts = won.ravel().astype(float)
        used = counts > 0
        ones = jnp.ones(int(used.sum()))
        data = PairDataset(
            [str(i) for i in range(MODELS)], jnp.array(pairs[used]), jnp.array(result[used]), jnp.array(counts[used]),
            ones, jnp.array(counts[used]),
        )  # fmt: skip
        out = BradleyTerry(MODELS).compute_ratings_and_cis(data)
        x, low, high = (np.asarray(out[k]) for k in ("ratings", "rating_lower", "rating_upper"))
        return tuple((v - x.mean()) / scale for v in (x, low, high))  # type: ignore[return-value]

    return fit


def coverage(fit: Any, votes: int, simulations: int) -> dict[str, float]:
    """Shares of intervals that hold the truth: all models, and the one with few votes."""
    x, a, b, n = world(votes, 1)
    p = 1 / (1 + np.exp(-(x[a] - x[b])))
    hit = np.zeros((simulations, MODELS), dtype=bool)
    for i in range(simulations):
        rng = np.random.default_rng([7, i])
        _, low, high = fit(a, b, outcomes(rng, p, n), i)
        hit[i] = (low < x) & (x < high)
    by_model = hit.mean(axis=0)
    return {
        "votes": int(n.sum()),
        "simulations": simulations,
        "all models": round(float(hit.mean()) * 100, 2),
        "lowest model": round(float(by_model.min()) * 100, 2),
        "highest model": round(float(by_model.max()) * 100, 2),
        "model with 100 votes": round(float(by_model[0]) * 100, 2),
    }


def luck(path: str) -> None:
    """How many ranks differ between seeds of the same bootstrap, and from the closed form."""
    from tieout.rank import rank

    closed = {e.model: e.rank for e in rank(path, style=False).overall.entries}
    for rounds, seeds in ((100, 4), (1_000, 2)):
        boards = [
            {
                e.model: e.rank
                for e in rank(
                    path, style=False, interval="multinomial", rounds=rounds, seed=s
                ).overall.entries
            }
            for s in range(seeds)
        ]
        apart = [
            np.mean([one[m] != two[m] for m in closed]) for one, two in itertools.combinations(boards, 2)
        ]
        off = [np.mean([one[m] != closed[m] for m in closed]) for one in boards]
        print(
            f"| {rounds} rounds | {100 * np.mean(apart):.1f} % of ranks differ between two seeds "
            f"| {100 * np.mean(off):.1f} % differ from the closed form |"
        )


def main() -> None:
    """Print one JSON line per way of making intervals."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--simulations", type=int, default=1_000)
    parser.add_argument("--votes", type=int, nargs="*", default=[1_000_000, 20_000])
    parser.add_argument(
        "--bootstrap", type=int, default=0, metavar="SIMULATIONS", help="also the bootstrap, this often"
    )
    parser.add_argument("--arena-rank", action="store_true")
    parser.add_argument("--luck", metavar="FILE")
    args = parser.parse_args()
    if args.luck:
        luck(args.luck)
        return
    ways = (
        {"arena-rank": (arena(), args.simulations)}
        if args.arena_rank
        else {"sandwich": (ours("sandwich", 0), args.simulations)}
    )
    if args.bootstrap and not args.arena_rank:
        ways["multinomial, 200 rounds"] = (ours("multinomial", 200), args.bootstrap)
    for votes in args.votes:
        for name, (fit, simulations) in ways.items():
            print(json.dumps({"interval": name, **coverage(fit, votes, simulations)}))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
