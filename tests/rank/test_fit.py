"""Strengths: properties that hold whatever the votes, and agreement with independent computations."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.rank import rank
from tieout.rank.counts import Counts, fold
from tieout.rank.covariance import sandwich
from tieout.rank.fit import ELO, fit_counts
from tieout.rank.graph import estimable
from tieout.rank.outcomes import outcome_model

RULES = ["half", "davidson", "rao_kupper"]


@st.composite
def tables(draw: st.DrawFn) -> Counts:
    """Counts among 3 to 6 models in which every strength is finite."""
    m = draw(st.integers(3, 6))
    a, b, outcome, n = [], [], [], []
    for i in range(m):
        for j in range(i + 1, m):
            # A ring of contrary votes makes every table estimable; the rest is free.
            ring = j == i + 1
            for o in (0, 1, 2):
                low = 1 if ring and o < 2 else 0
                count = draw(st.integers(low, 60))
                a.append(i), b.append(j), outcome.append(o), n.append(count)
    return fold([f"m{i}" for i in range(m)], *(np.array(x) for x in (a, b, outcome, n)))


@given(tables(), st.sampled_from(RULES), st.randoms(use_true_random=False))
def test_names_and_order_do_not_matter(counts: Counts, rule: str, random) -> None:
    order = list(range(len(counts.models)))
    random.shuffle(order)
    turned = counts.only(order)
    plain, other = fit_counts(counts, rule), fit_counts(turned, rule)
    assert other.x == pytest.approx(plain.x[order], abs=1e-7)
    v, w = sandwich(plain), sandwich(other)
    assert np.diag(w)[: len(order)] == pytest.approx(np.diag(v)[order], abs=1e-8, rel=1e-6)


@given(tables(), st.sampled_from(RULES))
def test_turning_every_result_turns_every_strength(counts: Counts, rule: str) -> None:
    back = Counts(
        counts.models, counts.a, counts.b, *(x[:, [1, 0, 2]] for x in (counts.n, counts.w, counts.w2))
    )
    assert fit_counts(back, rule).x == pytest.approx(-fit_counts(counts, rule).x, abs=1e-7)


@given(tables(), st.sampled_from(RULES))
def test_splitting_counts_changes_nothing_and_doubling_halves_the_variance(counts: Counts, rule: str) -> None:
    a, b = np.concatenate([counts.a, counts.b]), np.concatenate([counts.b, counts.a])
    wins = np.concatenate([np.floor(counts.n / 2), (counts.n - np.floor(counts.n / 2))[:, [1, 0, 2]]])
    again = fold(counts.models, np.repeat(a, 3), np.repeat(b, 3), np.tile([0, 1, 2], len(a)), wins.ravel())
    plain, split = fit_counts(counts, rule), fit_counts(again, rule)
    assert split.x == pytest.approx(plain.x, abs=1e-7)
    doubled = fit_counts(counts.with_votes(counts.n * 2), rule)
    assert doubled.x == pytest.approx(plain.x, abs=1e-7)
    assert np.diag(sandwich(doubled)) == pytest.approx(np.diag(sandwich(plain)) / 2, rel=1e-5, abs=1e-9)


@given(tables(), st.sampled_from(RULES))
def test_the_gradient_is_zero_at_the_fit(counts: Counts, rule: str) -> None:
    fit = fit_counts(counts, rule)
    at = fit.derivatives()
    by_pair = (counts.w * at.d).sum(axis=1)
    m = len(counts.models)
    gradient = np.bincount(counts.a, by_pair, m) - np.bincount(counts.b, by_pair, m)
    assert np.abs(gradient).max() < 1e-6
    assert abs(float((counts.w * at.t).sum())) < 1e-6
    assert fit.x.mean() == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("d", [-3.0, -0.4, 0.0, 1.7])
def test_derivatives_are_those_of_the_log_probabilities(rule: str, d: float) -> None:
    model, t, h = outcome_model(rule), 0.7 if rule == "rao_kupper" else -0.3, 1e-5
    at = model.derivatives(np.array([d]), t)
    up, down = model.derivatives(np.array([d + h]), t), model.derivatives(np.array([d - h]), t)
    later, earlier = model.derivatives(np.array([d]), t + h), model.derivatives(np.array([d]), t - h)
    assert at.d == pytest.approx((up.log - down.log) / (2 * h), abs=1e-6)
    assert at.dd == pytest.approx(-(up.d - down.d) / (2 * h), abs=1e-6)
    if model.has_tie_parameter:
        assert at.t == pytest.approx((later.log - earlier.log) / (2 * h), abs=1e-6)
        assert at.tt == pytest.approx(-(later.t - earlier.t) / (2 * h), abs=1e-6)
        assert at.dt == pytest.approx(-(up.t - down.t) / (2 * h), abs=1e-6)
        assert np.exp(at.log).sum() == pytest.approx(1.0)
    w = np.array([[3.0, 2.0, 4.0]])
    sums = model.sums(w, np.array([d]), t)
    assert sums.log_likelihood == pytest.approx(float((w * at.log).sum()))
    for name in ("d", "t", "dd", "dt", "tt"):
        assert getattr(sums, name) == pytest.approx((w * getattr(at, name)).sum(axis=1))


def test_two_models_have_a_closed_form(votes_of) -> None:
    entry = rank(votes_of({("x", "y"): (60, 30, 10)})).overall["x"]
    # 65 points of 100: the log-odds are ln(65/35), half of it on either side of the average.
    assert entry.score == pytest.approx(1000 + ELO * np.log(65 / 35) / 2)
    p = 0.65
    variance = (60 * (1 - p) ** 2 + 30 * p**2 + 10 * (0.5 - p) ** 2) / (100 * p * (1 - p)) ** 2
    assert entry.upper - entry.score == pytest.approx(1.959964 * ELO * np.sqrt(variance) / 2, rel=1e-6)


def test_davidson_in_closed_form(votes_of) -> None:
    fit = rank(votes_of({("x", "y"): (60, 15, 25)}), ties="davidson").overall.fit
    # exp(d) = wins / losses; exp(t) = ties / sqrt(wins * losses).
    assert fit.x[0] - fit.x[1] == pytest.approx(np.log(60 / 15))
    assert np.exp(fit.tie) == pytest.approx(25 / np.sqrt(60 * 15))


def test_rao_kupper_in_closed_form(votes_of) -> None:
    fit = rank(votes_of({("x", "y"): (60, 15, 25)}), ties="rao_kupper").overall.fit
    d, threshold = fit.x[0] - fit.x[1], fit.tie
    assert 1 / (1 + np.exp(-(d - threshold))) == pytest.approx(0.60)
    assert 1 / (1 + np.exp(d + threshold)) == pytest.approx(0.15)


def test_known_strengths_are_recovered(simulate) -> None:
    truth = [0.9, 0.5, 0.1, -0.3, -1.2]
    board = rank(simulate(truth, 40_000, 11)).overall
    for i, x in enumerate(truth):
        entry = board[f"m{i:02d}"]
        expected = 1000 + ELO * (x - float(np.mean(truth)))
        assert abs(entry.score - expected) < 3 * (entry.upper - entry.score) / 1.96


def test_the_fit_equals_a_regression_over_all_votes(simulate) -> None:
    """The same estimate and HC0 covariance from the full design matrix, vote by vote."""
    frame = simulate([0.8, 0.2, -0.4, -0.6], 3_000, 5)
    models = sorted(set(frame["model_a"]) | set(frame["model_b"]))
    design = np.zeros((len(frame), len(models)))
    for row, (a, b) in enumerate(zip(frame["model_a"], frame["model_b"], strict=True)):
        design[row, models.index(a)], design[row, models.index(b)] = 1.0, -1.0
    y = (
        frame["winner"]
        .replace_strict({"model_a": 1.0, "model_b": 0.0, "tie": 0.5}, return_dtype=pl.Float64)
        .to_numpy()
    )
    x = np.zeros(len(models))
    for _ in range(30):
        p = 1 / (1 + np.exp(-(design @ x)))
        information = design.T @ (design * (p * (1 - p))[:, None])
        x = x + np.linalg.pinv(information, rcond=1e-9, hermitian=True) @ (design.T @ (y - p))
    inverse = np.linalg.pinv(information, rcond=1e-9, hermitian=True)
    covariance = inverse @ (design.T @ (design * ((y - p) ** 2)[:, None])) @ inverse
    board = rank(frame).overall
    assert board.fit.x == pytest.approx(x - x.mean(), abs=1e-9)
    assert board.covariance == pytest.approx(covariance, abs=1e-12)


def test_anchor_shifts_all_scores_and_only_its_own_interval_vanishes(simulate) -> None:
    frame = simulate([0.8, 0.2, -0.4, -0.6], 3_000, 5)
    plain = rank(frame).overall
    shifted = rank(frame, anchor=("m02", 1114.0)).overall
    assert shifted["m02"].score == pytest.approx(1114.0)
    shift = 1114.0 - plain["m02"].score
    for entry in plain.entries:
        assert shifted[entry.model].score == pytest.approx(entry.score + shift)
        assert shifted[entry.model].upper == pytest.approx(entry.upper + shift)
    relative = rank(frame, anchor=("m02", 1114.0), relative_to="anchor").overall
    assert relative["m02"].upper - relative["m02"].lower == pytest.approx(0.0, abs=1e-6)
    first = relative["m00"]
    difference = plain.covariance
    v = difference[0, 0] + difference[2, 2] - 2 * difference[0, 2]
    assert first.upper - first.score == pytest.approx(1.959964 * ELO * np.sqrt(v), rel=1e-6)


def test_reweighting_makes_pairs_count_alike(votes_of) -> None:
    table = {("x", "y"): (600, 400, 0), ("y", "z"): (60, 40, 0), ("x", "z"): (30, 70, 0)}
    many = {**table, ("x", "y"): (6000, 4000, 0)}
    plain = [rank(votes_of(t)).overall["x"].score for t in (table, many)]
    alike = [rank(votes_of(t), reweight=True).overall["x"].score for t in (table, many)]
    assert alike[0] == pytest.approx(alike[1])
    assert abs(plain[0] - plain[1]) > 5


def test_weights_of_two_count_like_repeated_votes_in_the_fit(simulate) -> None:
    frame = simulate([0.8, 0.0, -0.8], 400, 6)
    twice = pl.concat([frame, frame[:100]])
    weighted = frame.with_columns(weight=pl.when(pl.int_range(pl.len()) < 100).then(2.0).otherwise(1.0))
    assert rank(weighted).overall.fit.x == pytest.approx(rank(twice).overall.fit.x, abs=1e-9)


def test_ridge_shrinks_and_ranks_the_undefeated(votes_of) -> None:
    votes = votes_of({("x", "y"): (10, 5, 0), ("z", "y"): (4, 0, 0)})
    assert [u.model for u in rank(votes).overall.unranked] == ["z"]
    board = rank(votes, ridge=0.5).overall
    assert set(board.models) == {"x", "y", "z"}
    assert board["x"].score < rank(votes).overall["x"].score


@given(tables())
def test_leaving_an_undefeated_model_out_is_the_limit_of_its_likelihood(counts: Counts) -> None:
    """Ten thousand more wins for a new model must not move the others beyond what its few points say."""
    m = len(counts.models)
    wins = np.array([[7.0, 0.0, 0.0]])
    more = Counts(
        (*counts.models, "champion"),
        np.append(counts.a, 0),
        np.append(counts.b, m),
        np.vstack([counts.n, wins[:, [1, 0, 2]]]),
        np.vstack([counts.w, wins[:, [1, 0, 2]]]),
        np.vstack([counts.w2, wins[:, [1, 0, 2]]]),
    )
    found = estimable(more)
    assert [u.reason for u in found.left_out] == ["undefeated"]
    assert fit_counts(more.only(found.kept)).x == pytest.approx(fit_counts(counts).x, abs=1e-9)


def test_without_threadpoolctl_the_result_is_the_same(simulate, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from tieout.rank import threads

    frame = simulate([0.8, 0.0, -0.8], 400, 6)
    expected = rank(frame).overall.entries
    monkeypatch.setitem(sys.modules, "threadpoolctl", None)
    threads._controller.cache_clear()
    assert rank(frame).overall.entries == expected
    assert threads._controller() is None
    threads._controller.cache_clear()


@pytest.mark.parametrize("rule", ["davidson", "rao_kupper"])
@pytest.mark.parametrize("ties", [1, 12, 500, 100_000])
def test_almost_no_ties_and_almost_only_ties_settle(rule: str, ties: int) -> None:
    n = np.array([1.0, 1.0, 0.0, 1.0, 1.0, float(ties)])
    counts = fold(
        ["x", "y", "z"], np.array([0, 0, 0, 1, 1, 1]), np.array([1, 1, 1, 2, 2, 2]), np.tile([0, 1, 2], 2), n
    )
    fit = fit_counts(counts, rule)
    assert fit.x == pytest.approx(np.zeros(3), abs=1e-9)
    p = fit.model.probabilities(np.zeros(1), fit.tie)[0]
    assert p[2] == pytest.approx(ties / (ties + 4), rel=1e-6)


@pytest.mark.parametrize("rule", RULES)
def test_lopsided_tables_settle_with_finite_intervals(rule: str) -> None:
    """Counts from 1 to a million, half of the cells empty: whatever is estimable is fitted."""
    fitted = 0
    for seed in range(150):
        rng = np.random.default_rng(seed)
        m = int(rng.integers(2, 9))
        a, b = np.triu_indices(m, 1)
        n = np.floor(10 ** rng.uniform(-0.5, 6, (len(a), 3))) * (rng.random((len(a), 3)) < 0.6)
        cells = (np.repeat(a, 3), np.repeat(b, 3), np.tile([0, 1, 2], len(a)), n.ravel())
        counts = fold([str(i) for i in range(m)], *cells)
        counts = counts.only(estimable(counts).kept)
        if len(counts.models) > 1:
            fitted += 1
            assert np.isfinite(sandwich(fit_counts(counts, rule))).all()
    assert fitted > 100
