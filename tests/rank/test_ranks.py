"""The rank rule and the boards built on it."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.rank import rank
from tieout.rank.ranks import rank_interval, rank_ub

bounds = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=25)


@given(bounds)
def test_rank_ub_is_its_definition(drawn: list[tuple[int, int]]) -> None:
    lower = np.array([low for low, _ in drawn], dtype=float)
    upper = np.array([low + width for low, width in drawn], dtype=float)
    expected = [1 + sum(other > mine for other in lower) for mine in upper]
    assert rank_ub(lower, upper).tolist() == expected


@given(bounds)
def test_worst_place_is_the_mirror_of_the_best(drawn: list[tuple[int, int]]) -> None:
    lower = np.array([low for low, _ in drawn], dtype=float)
    upper = np.array([low + width for low, width in drawn], dtype=float)
    best, worst = rank_interval(lower, upper)
    mirrored, _ = rank_interval(-upper, -lower)
    assert worst.tolist() == (len(drawn) + 1 - mirrored).tolist()
    assert (best <= worst).all()


def test_touching_bounds_do_not_rank() -> None:
    assert rank_ub(np.array([10.0, 5.0]), np.array([12.0, 10.0])).tolist() == [1, 1]


def test_delta_is_overall_minus_category_among_the_models_shown(simulate) -> None:
    frame = simulate([0.9, 0.5, 0.1, -0.3, -1.2], 6_000, 61).with_columns(is_math=pl.lit(False))
    # In maths the order is turned round.
    turned = simulate([-1.2, -0.3, 0.1, 0.5, 0.9], 1_500, 62).with_columns(is_math=pl.lit(True))
    board = rank(pl.concat([frame, turned]), by="category")
    math, overall = board["math"], board.overall
    lower = np.array([overall[m].lower for m in math.models])
    upper = np.array([overall[m].upper for m in math.models])
    again = dict(zip(math.models, rank_ub(lower, upper).tolist(), strict=True))
    for entry in math.entries:
        assert entry.rank_delta == again[entry.model] - entry.rank
    assert math["m04"].rank == 1
    assert math["m04"].rank_delta > 0
    assert math["m00"].rank_delta < 0
    assert all(e.rank_delta is None for e in overall.entries)


def test_categories_show_models_with_more_than_300_votes(simulate) -> None:
    frame = simulate([0.5, 0.0, -0.5], 500, 63).with_columns(category=pl.lit("math"))
    few = simulate([0.5, 0.0, -0.5, 0.2], 100, 64).with_columns(category=pl.lit("math"))
    few = few.filter((pl.col("model_a") == "m03") | (pl.col("model_b") == "m03"))
    board = rank(pl.concat([frame, few]), by="category")["math"]
    assert set(board.models) == {"m00", "m01", "m02"}
    assert [(u.model, u.reason) for u in board.unranked] == [("m03", "too_few_votes")]
    assert set(rank(pl.concat([frame, few])).overall.models) == {"m00", "m01", "m02", "m03"}


def test_lists_of_categories_and_language(simulate) -> None:
    frame = simulate([0.5, 0.0, -0.5], 400, 65).with_columns(
        category=pl.when(pl.int_range(pl.len()) % 2 == 0)
        .then(pl.lit(["math", "coding"]))
        .otherwise(pl.lit(["coding"])),
        language=pl.when(pl.int_range(pl.len()) % 4 == 0)
        .then(pl.lit("Chinese"))
        .otherwise(pl.lit("English")),
    )
    board = rank(frame, by=["category", "language"], min_votes_boards=0)
    assert {b.name: b.votes for b in board} == {
        "overall": 400, "coding": 400, "math": 200, "english": 300, "chinese": 100,
    }  # fmt: skip


def test_win_chance_and_matrices(simulate) -> None:
    board = rank(simulate([0.9, 0.1, -1.0], 3_000, 66)).overall
    chance, back = board.win_chance("m00", "m02"), board.win_chance("m02", "m00")
    assert chance.win + back.win == pytest.approx(1.0)
    assert chance.lower < chance.win < chance.upper
    assert chance.win == pytest.approx(1 / (1 + 10 ** (-(board["m00"].score - board["m02"].score) / 400)))
    matrix, observed = board.win_matrix(), board.observed_matrix()
    order = board.models
    assert matrix[order.index("m00"), order.index("m02")] == pytest.approx(chance.win)
    off = ~np.eye(3, dtype=bool)
    assert (matrix + matrix.T)[off] == pytest.approx(np.ones(6))
    assert observed[off] == pytest.approx(matrix[off], abs=0.06)
    davidson = rank(simulate([0.9, 0.1, -1.0], 3_000, 66), ties="davidson").overall.win_chance("m00", "m02")
    assert 0 < davidson.tie < 1 - davidson.win
    assert chance.tie is None
