"""Style control: known coefficients come back, the pass equals a regression, SQL equals memory."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from tieout.errors import RankError
from tieout.rank import rank
from tieout.rank import verb as verb_module
from tieout.rank.fit import ELO

TRUTH = [0.9, 0.3, -0.2, -1.0]


def test_known_coefficients_and_strengths_come_back(simulate) -> None:
    frame = simulate(TRUTH, 30_000, 41, style=(0.25, -0.1))
    board = rank(frame).overall
    length, headers = board.coefficients
    assert (length.feature, headers.feature) == ("length", "headers")
    assert length.lower < 0.25 < length.upper
    assert headers.lower < -0.1 < headers.upper
    centred = np.array(TRUTH) - np.mean(TRUTH)
    for i, x in enumerate(centred):
        entry = board[f"m{i:02d}"]
        reach = (entry.upper_style_control - entry.lower_style_control) / 2
        assert abs(entry.score_style_control - 1000 - ELO * x) < 2 * reach
    # Without the control the model with the longest answers is overrated: the two fits must differ.
    assert board["m03"].score - board["m03"].score_style_control > 5


def regression(frame: pl.DataFrame, features: list[str]):
    """Logistic regression with HC0 covariance over all votes, by pseudo-inverse: slow and obvious."""
    models = sorted(set(frame["model_a"]) | set(frame["model_b"]))
    design = np.zeros((len(frame), len(models) + len(features)))
    for row, (a, b) in enumerate(zip(frame["model_a"], frame["model_b"], strict=True)):
        design[row, models.index(a)], design[row, models.index(b)] = 1.0, -1.0
    for k, word in enumerate(features):
        fa, fb = frame[f"{word}_a"].to_numpy().astype(float), frame[f"{word}_b"].to_numpy().astype(float)
        d = (fa - fb) / (fa + fb + 1)
        design[:, len(models) + k] = (d - d.mean()) / d.std()
    y = (
        frame["winner"]
        .replace_strict({"model_a": 1.0, "model_b": 0.0, "tie": 0.5}, return_dtype=pl.Float64)
        .to_numpy()
    )
    x = np.zeros(design.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-(design @ x)))
        information = design.T @ (design * (p * (1 - p))[:, None])
        x = x + np.linalg.pinv(information, rcond=1e-12) @ (design.T @ (y - p))
    inverse = np.linalg.pinv(information, rcond=1e-12)
    return x, inverse @ (design.T @ (design * ((y - p) ** 2)[:, None])) @ inverse


def test_the_pass_equals_a_regression_over_all_votes(simulate) -> None:
    frame = simulate(TRUTH, 2_000, 42, style=(0.3, 0.1))
    x, covariance = regression(frame, ["tokens", "headers"])
    fit = rank(frame).overall.style
    # Features are kept as 32-bit floats: seven digits.
    assert np.append(fit.x, fit.beta) == pytest.approx(np.append(x[:4] - x[:4].mean(), x[4:]), abs=2e-6)
    assert fit.covariance == pytest.approx(covariance, rel=1e-4, abs=1e-8)


def test_sql_passes_give_the_same_as_memory(simulate, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = simulate(TRUTH, 3_000, 43, style=(0.3, 0.1)).with_columns(
        is_math=pl.int_range(pl.len()) % 3 == 0,
        weight=pl.int_range(pl.len()) % 4 + 1.0,
    )
    broken = frame.with_columns(tokens_a=pl.when(pl.int_range(pl.len()) < 7).then(-1).otherwise("tokens_a"))
    in_memory = rank(broken, by="category", reweight=True, min_votes_boards=10)
    monkeypatch.setattr(verb_module, "MOST_ROWS_IN_MEMORY", 10)
    by_sql = rank(broken, by="category", reweight=True, min_votes_boards=10)
    assert any("7 votes have a style feature" in note for note in by_sql.notes)
    assert by_sql.notes == in_memory.notes
    for one, other in zip(in_memory, by_sql, strict=True):
        assert other.style.beta == pytest.approx(one.style.beta, abs=1e-5)
        assert other.style.covariance == pytest.approx(one.style.covariance, rel=1e-3, abs=1e-8)
        for entry in one.entries:
            assert other[entry.model].score_style_control == pytest.approx(
                entry.score_style_control, abs=0.01
            )
            assert other[entry.model].rank_style_control == entry.rank_style_control


def test_names_and_order_of_votes_do_not_matter(simulate) -> None:
    frame = simulate(TRUTH, 2_000, 44, style=(0.3,))
    renamed = frame.sample(fraction=1.0, shuffle=True, seed=1).with_columns(
        pl.col("model_a", "model_b").str.replace("m00", "zz")
    )
    one, other = rank(frame).overall, rank(renamed).overall
    assert other["zz"].score_style_control == pytest.approx(one["m00"].score_style_control, abs=1e-3)
    assert other["m02"].upper_style_control == pytest.approx(one["m02"].upper_style_control, abs=1e-3)


def test_turning_all_votes_round_changes_nothing(simulate) -> None:
    frame = simulate(TRUTH, 2_000, 45, style=(0.3,))
    turned = frame.select(
        model_a="model_b",
        model_b="model_a",
        winner=pl.col("winner").replace({"model_a": "model_b", "model_b": "model_a"}),
        tokens_a="tokens_b",
        tokens_b="tokens_a",
    )
    one, other = rank(frame).overall, rank(turned).overall
    for entry in one.entries:
        assert other[entry.model].score_style_control == pytest.approx(entry.score_style_control, abs=1e-3)


@pytest.mark.parametrize("bad", [None, float("nan"), -1.0, float("inf")])
def test_unusable_features_are_left_out_and_counted(simulate, bad: float | None) -> None:
    frame = simulate(TRUTH, 2_000, 46, style=(0.3,)).with_columns(pl.col("tokens_a").cast(pl.Float64))
    broken = frame.with_columns(
        tokens_a=pl.when(pl.int_range(pl.len()) < 50).then(pl.lit(bad)).otherwise("tokens_a")
    )
    board = rank(broken)
    assert board.notes[0].startswith("50 votes have a style feature that is missing, negative or no number")
    assert board.votes == 2_000
    without = rank(frame[50:]).overall
    assert board.overall.style.x == pytest.approx(without.style.x, abs=1e-6)


def test_a_text_column_of_numbers_is_read(simulate) -> None:
    frame = simulate(TRUTH, 1_000, 47, style=(0.3,))
    text = frame.with_columns(pl.col("tokens_a", "tokens_b").cast(pl.String))
    assert rank(text).overall.style.beta == pytest.approx(rank(frame).overall.style.beta)


def test_style_rank_shows_models_with_more_than_300_votes(simulate) -> None:
    frame = simulate([0.9, 0.3, -0.2], 900, 48, style=(0.3,))
    few = simulate([0.9, 0.3, -0.2, 0.1], 120, 49, style=(0.3,)).filter(
        (pl.col("model_a") == "m03") | (pl.col("model_b") == "m03")
    )
    board = rank(pl.concat([frame, few])).overall
    assert board["m03"].rank_style_control is None
    assert board["m03"].rank > 0
    assert all(board[f"m0{i}"].rank_style_control for i in range(3))


def test_cluster_robust_under_style_control(simulate) -> None:
    frame = simulate(TRUTH, 400, 50, style=(0.3,)).with_columns(voter=pl.int_range(400).cast(pl.String))
    ten = pl.concat([frame] * 10)
    honest, naive = rank(ten, cluster=True).overall.style, rank(ten).overall.style
    assert honest.covariance == pytest.approx(naive.covariance * 10 * 400 / 399, rel=1e-4, abs=1e-7)


def test_a_constant_feature_is_left_out_by_name(simulate) -> None:
    frame = simulate(TRUTH, 500, 51, style=(0.3,)).with_columns(bold_a=pl.lit(3), bold_b=pl.lit(3))
    board = rank(frame).overall
    assert [c.feature for c in board.coefficients] == ["length"]
    assert any("bold never varies" in note for note in board.notes)


def test_features_that_say_the_same_are_named(simulate) -> None:
    frame = simulate(TRUTH, 500, 52, style=(0.3,)).with_columns(bold_a="tokens_a", bold_b="tokens_b")
    board = rank(frame).overall
    assert any(
        "no style control: style features length, bold say the same thing" in note for note in board.notes
    )
    assert board.style is None
    assert len(board.entries) == 4


def test_style_can_be_asked_for_named_or_refused(simulate) -> None:
    frame = simulate(TRUTH, 500, 53, style=(0.3,)).rename({"tokens_a": "n_left", "tokens_b": "n_right"})
    with pytest.raises(RankError, match="no columns of style"):
        rank(frame, style=True)
    named = rank(frame, style={"size": ("n_left", "n_right")}).overall
    assert [c.feature for c in named.coefficients] == ["size"]
    assert rank(simulate(TRUTH, 500, 53, style=(0.3,)), style=False).overall.style is None
    with pytest.raises(RankError, match="'n_middle', which is not there"):
        rank(frame, style={"size": ("n_left", "n_middle")})
