"""Two releases compared."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tieout.errors import RankError
from tieout.rank import compare, rank, read_boards


def test_the_same_votes_move_nothing(simulate) -> None:
    frame = simulate([0.9, 0.3, -0.2, -1.0], 3_000, 81)
    comparison = compare(rank(frame), rank(frame))
    assert [m.score_change for m in comparison.moves] == pytest.approx([0.0] * 4)
    assert comparison.beyond_noise == ()
    assert comparison.added == comparison.removed == ()


def test_a_model_that_fell_is_beyond_noise_and_the_rest_is_not(simulate) -> None:
    old = rank(simulate([1.2, 0.6, 0.0, -0.6], 6_000, 82))
    new = rank(simulate([-1.4, 0.6, 0.0, -0.6, 2.0], 6_000, 83))
    comparison = compare(old, new)
    by_model = {m.model: m for m in comparison.moves}
    assert comparison.added == ("m04",)
    assert by_model["m00"].rank_moved and (by_model["m00"].rank_old, by_model["m00"].rank_new) == (1, 4)
    assert by_model["m00"].z < -10


def test_noise_is_called_noise(simulate) -> None:
    """Two samples of the same truth: rank moves beyond noise are rare."""
    truth = [0.2, 0.15, 0.1, 0.05, 0.0, -0.05, -0.1, -0.15]
    moved = 0
    for seed in range(10):
        old, new = (rank(simulate(truth, 500, 900 + 2 * seed + k)) for k in (0, 1))
        moved += len(compare(old, new).beyond_noise)
    assert moved <= 1


def test_published_releases(shared: Path) -> None:
    records = read_boards(shared / "data" / "lb_fboulnois_lmarena" / "lmarena_weekly.parquet")
    days = sorted({r["date"] for r in records})
    old, new = ([r for r in records if r["date"] == d] for d in (days[0], days[1]))
    comparison = compare(old, new)
    assert len(comparison.moves) > 90
    assert len(comparison.beyond_noise) < 10


def test_different_boards_cannot_be_compared(votes_of) -> None:
    one, other = rank(votes_of({("x", "y"): (5, 3, 1)})), rank(votes_of({("p", "q"): (5, 3, 1)}))
    with pytest.raises(RankError, match="share 0 models"):
        compare(one, other)


def test_as_of_releases_of_one_file(simulate) -> None:
    frame = simulate([0.5, 0.0, -0.5], 1_000, 84).with_columns(
        timestamp=pl.datetime(2024, 7, 1) + pl.duration(hours=pl.int_range(pl.len()))
    )
    week, month = rank(frame, as_of="2024-07-07"), rank(frame, as_of="2024-07-31")
    assert week.votes == 7 * 24 and month.votes == 31 * 24
    assert len(compare(week, month).moves) == 3
