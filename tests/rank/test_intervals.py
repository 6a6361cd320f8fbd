"""Intervals: two ways that must agree, clusters that must widen them, and coverage on simulated truth."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tieout.errors import RankError, UsageError
from tieout.rank import rank
from tieout.rank.fit import ELO

TRUTH = [0.8, 0.4, 0.0, -0.4, -0.8]


def half_widths(board) -> np.ndarray:
    return np.array([(e.upper - e.lower) / 2 for e in sorted(board.entries, key=lambda e: e.model)])


@pytest.mark.parametrize("how", ["multinomial", "poisson"])
def test_bootstrap_and_sandwich_agree(simulate, how: str) -> None:
    frame = simulate(TRUTH, 4_000, 21)
    closed = half_widths(rank(frame).overall)
    drawn = half_widths(rank(frame, interval=how, rounds=600, seed=3).overall)
    # The width of a central 95 % range of 600 draws has a standard error of about 4 %.
    assert drawn == pytest.approx(closed, rel=0.15)


def test_the_seed_decides_the_bootstrap(simulate) -> None:
    frame = simulate(TRUTH, 1_000, 22)
    one, same, other = (rank(frame, interval="multinomial", rounds=50, seed=s).overall for s in (1, 1, 2))
    assert one.entries == same.entries
    assert one.entries != other.entries


def test_poisson_bootstrap_of_voters_agrees_with_the_cluster_sandwich(simulate) -> None:
    frame = simulate(TRUTH, 3_000, 23, voters=150)
    closed = half_widths(rank(frame, cluster=True).overall)
    drawn = half_widths(rank(frame, cluster=True, interval="poisson", rounds=600, seed=5).overall)
    assert drawn == pytest.approx(closed, rel=0.2)


def test_voters_who_vote_once_change_nothing_but_the_small_sample_factor(simulate) -> None:
    frame = simulate(TRUTH, 800, 24).with_columns(voter=pl.int_range(800).cast(pl.String))
    plain, clustered = half_widths(rank(frame).overall), half_widths(rank(frame, cluster=True).overall)
    assert clustered == pytest.approx(plain * np.sqrt(800 / 799), rel=1e-9)


def test_votes_cast_ten_times_by_each_voter_widen_the_interval_by_root_ten(simulate) -> None:
    frame = simulate(TRUTH, 500, 25).with_columns(voter=pl.int_range(500).cast(pl.String))
    ten = pl.concat([frame] * 10)
    honest, naive = half_widths(rank(ten, cluster=True).overall), half_widths(rank(ten).overall)
    assert honest == pytest.approx(naive * np.sqrt(10) * np.sqrt(500 / 499), rel=1e-9)
    assert honest == pytest.approx(half_widths(rank(frame, cluster=True).overall), rel=1e-9)


def test_votes_without_a_voter_stand_for_themselves(simulate) -> None:
    frame = simulate(TRUTH, 800, 26, voters=40)
    nobody = frame.with_columns(voter=pl.lit(None, dtype=pl.String))
    some = frame.with_columns(voter=pl.when(pl.int_range(pl.len()) < 400).then("voter"))
    plain = half_widths(rank(frame).overall)
    assert half_widths(rank(nobody, cluster=True).overall) == pytest.approx(plain, rel=1e-9)
    assert (half_widths(rank(some, cluster=True).overall) > 0).all()


def test_the_interval_covers_the_truth_about_95_times_in_100(simulate) -> None:
    """A coarse check (the benchmark runs a thousand simulations): 60 x 5 intervals, 285 expected, s.d. about 4."""
    centred = 1000 + ELO * (np.array(TRUTH) - np.mean(TRUTH))
    hits = 0
    for seed in range(60):
        board = rank(simulate(TRUTH, 600, 1_000 + seed)).overall
        hits += sum(board[f"m{i:02d}"].lower < c < board[f"m{i:02d}"].upper for i, c in enumerate(centred))
    assert 272 <= hits <= 297


def test_a_wider_level_widens_by_the_quantile(simulate) -> None:
    frame = simulate(TRUTH, 500, 27)
    ratio = half_widths(rank(frame, level=0.99).overall) / half_widths(rank(frame).overall)
    assert ratio == pytest.approx(np.full(5, 2.575829 / 1.959964), rel=1e-6)


def test_cluster_needs_voters(simulate) -> None:
    with pytest.raises(RankError, match="no column of voters"):
        rank(simulate(TRUTH, 100, 28), cluster=True)


def test_weighted_votes_are_not_resampled(simulate) -> None:
    frame = simulate(TRUTH, 100, 29).with_columns(weight=pl.Series(np.linspace(0.5, 1.5, 100)))
    with pytest.raises(RankError, match="not resampled"):
        rank(frame, interval="multinomial", rounds=20)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"ties": "third"}, "ties is 'third'"),
        ({"level": 1.2}, "level is 1.2"),
        ({"relative_to": "anchor"}, "need one"),
        ({"interval": "poisson", "reweight": True}, "reweighted"),
        ({"intervall": "sandwich"}, "unknown option intervall"),
        ({"anchor": ("nobody", 1000.0)}, "'nobody' has no score"),
    ],
)
def test_wrong_settings_are_named(simulate, wrong: dict, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        rank(simulate(TRUTH, 200, 30), **wrong)
