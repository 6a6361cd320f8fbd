"""Simulated votes with known strengths, small enough to fit in a blink."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest


def _simulate(
    strengths: list[float],
    votes: int,
    seed: int,
    *,
    ties: float = 0.45,
    style: tuple[float, ...] = (),
    voters: int = 0,
) -> pl.DataFrame:
    """Votes whose expected points are exactly logistic(x_a - x_b + style): a tie is drawn within the smaller side."""
    rng = np.random.default_rng(seed)
    m = len(strengths)
    x = np.array(strengths)
    a = rng.integers(0, m, votes)
    b = (a + rng.integers(1, m, votes)) % m
    eta = x[a] - x[b]
    columns: dict[str, Any] = {}
    for k, beta in enumerate(style):
        fa, fb = rng.poisson(40 + 3 * a), rng.poisson(40 + 3 * b)
        d = (fa - fb) / (fa + fb + 1)
        eta = eta + beta * (d - d.mean()) / d.std()
        word = ("tokens", "headers", "lists", "bold")[k]
        columns[f"{word}_a"], columns[f"{word}_b"] = fa, fb
    p = 1 / (1 + np.exp(-eta))
    tie = ties * 2 * np.minimum(p, 1 - p)
    u = rng.random(votes)
    winner = np.where(u < p - tie / 2, "model_a", np.where(u < p + tie / 2, "tie", "model_b"))
    names = np.array([f"m{i:02d}" for i in range(m)])
    frame = pl.DataFrame({"model_a": names[a], "model_b": names[b], "winner": winner, **columns})
    if voters:
        frame = frame.with_columns(pl.Series("voter", rng.integers(0, voters, votes)).cast(pl.String))
    return frame


@pytest.fixture(scope="session")
def simulate() -> Callable[..., pl.DataFrame]:
    """``simulate(strengths, votes, seed, ties=, style=, voters=)`` gives a polars frame of votes."""
    return _simulate


@pytest.fixture(scope="session")
def votes_of() -> Callable[..., list[dict[str, Any]]]:
    """``votes_of({("x", "y"): (wins, losses, ties)})`` gives a list of votes."""

    def make(table: dict[tuple[str, str], tuple[int, int, int]]) -> list[dict[str, Any]]:
        out: list[dict[str, Any]] = []
        for (a, b), counts in table.items():
            for label, n in zip(("model_a", "model_b", "tie"), counts, strict=True):
                out += [{"model_a": a, "model_b": b, "winner": label}] * n
        return out

    return make
