"""The health report: what is spread, what contradicts, who moves the board."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from tieout.rank import rank
from tieout.rank.cycles import find_cycles


def test_weeks_new_models_and_side(votes_of) -> None:
    votes = [{**v, "timestamp": "2024-07-01T10:00:00Z"} for v in votes_of({("x", "y"): (5, 2, 1)})]
    votes += [{**v, "timestamp": "2024-07-14T23:00:00Z"} for v in votes_of({("z", "x"): (3, 3, 2)})]
    health = rank(votes, health=True).health
    assert [(w.monday, w.votes, w.new_models) for w in health.weeks] == [
        (date(2024, 7, 1), 8, ("x", "y")),
        (date(2024, 7, 8), 8, ("z",)),
    ]
    assert health.weeks[1].ties == pytest.approx(2 / 8)
    assert health.first_shown == pytest.approx((5 + 0.5 + 3 + 1) / 16)
    assert (health.pairs_played, health.pairs_possible, health.pairs_never) == (2, 3, (("y", "z"),))


def test_a_circle_is_found_and_a_ladder_has_none(votes_of) -> None:
    circle = {
        ("x", "y"): (80, 20, 0),
        ("y", "z"): (80, 20, 0),
        ("z", "x"): (80, 20, 0),
        ("x", "w"): (90, 10, 0),
    }
    found = rank(votes_of(circle), health=True).health.cycles
    assert (found.triples, found.any, found.beyond_noise) == (1, 1, 1)
    assert set(found.clearest[0].models) == {"x", "y", "z"}
    assert found.clearest[0].shares == pytest.approx((0.8, 0.8, 0.8))
    ladder = {("x", "y"): (80, 20, 0), ("y", "z"): (80, 20, 0), ("x", "z"): (80, 20, 0)}
    assert rank(votes_of(ladder), health=True).health.cycles.any == 0


def test_circles_are_counted_like_by_hand(simulate) -> None:
    board = rank(simulate([0.1, 0.05, 0.0, -0.05, -0.1, 0.02, 0.01], 600, 91)).overall
    counts = board.fit.counts
    share = np.full((7, 7), np.nan)
    mean = (counts.n[:, 0] + counts.n[:, 2] / 2) / counts.n.sum(axis=1)
    share[counts.a, counts.b], share[counts.b, counts.a] = mean, 1 - mean
    by_hand = sum(
        share[i, j] > 0.5 and share[j, k] > 0.5 and share[k, i] > 0.5
        for i in range(7) for j in range(7) for k in range(7) if i < j and i < k and j != k
    )  # fmt: skip
    found = find_cycles(counts)
    assert found.any == by_hand
    assert found.triples == 35
    assert len(found.clearest) == min(10, by_hand)


def test_a_voter_who_moves_a_rank_is_named(simulate) -> None:
    frame = simulate([0.3, 0.0, -0.3], 600, 92, voters=60)
    fan = pl.DataFrame(
        {
            "model_a": ["m02"] * 80,
            "model_b": ["m00", "m01"] * 40,
            "winner": ["model_a"] * 80,
            "voter": ["fan"] * 80,
        }
    )
    board = rank(pl.concat([frame, fan]), health=True)
    found = [i for i in board.health.influence if i.voters == ("fan",)]
    assert found and found[0].votes == 80
    assert found[0].share == pytest.approx(80 / 680)
    without = rank(frame).overall
    assert found[0].rank_without == without[found[0].model].rank
    assert found[0].rank_with == board.overall[found[0].model].rank
    assert board.health.largest_voters[0] == ("fan", 80)


def test_a_block_of_voters_is_found(simulate) -> None:
    frame = simulate([0.3, 0.0, -0.3], 3_000, 93, voters=600)
    rows = [("m02", ("m00", "m01")[k % 2], "model_a", f"bot{k // 6}") for k in range(240)]
    bots = pl.DataFrame(rows, schema=["model_a", "model_b", "winner", "voter"], orient="row")
    from tieout.rank.influence import find_influence
    from tieout.rank.tally import open_book
    from tieout.rank.verb import open_votes
    from tieout.rank.voters import load_voters

    votes = pl.concat([frame, bots])
    board = rank(votes).overall
    cells = load_voters(open_book(open_votes(votes))).cells(board.fit.counts)
    blocks = [i for i in find_influence(board, cells, block=0.06) if len(i.voters) > 1]
    assert blocks
    named = set(blocks[0].voters)
    assert sum(v.startswith("bot") for v in named) > len(named) / 2


def test_honest_voters_are_not_accused(simulate) -> None:
    frame = simulate([1.0, 0.0, -1.0], 4_000, 94, voters=400)
    assert rank(frame, health=True).health.influence == ()


def test_repeats_are_counted_and_left_out(simulate) -> None:
    frame = simulate([0.5, 0.0, -0.5], 300, 95).with_columns(
        voter=pl.int_range(300).cast(pl.String),
        timestamp=pl.datetime(2024, 7, 1) + pl.duration(hours=pl.int_range(300)),
    )
    soon = frame[:20].with_columns(pl.col("timestamp") + pl.duration(minutes=5))
    turned = soon[:10].select(
        model_a="model_b",
        model_b="model_a",
        winner=pl.col("winner").replace({"model_a": "model_b", "model_b": "model_a"}),
        voter="voter",
        timestamp=pl.col("timestamp") + pl.duration(minutes=5),
    )
    late = frame[20:40].with_columns(pl.col("timestamp") + pl.duration(days=2))
    everything = pl.concat([frame, soon, turned, late])
    assert rank(everything, health=True).health.repeats == 30
    board = rank(everything, dedup=True)
    assert board.dropped == {"it repeats an earlier vote": 30}
    assert board.votes == 320
    assert board.overall.fit.x == pytest.approx(rank(pl.concat([frame, late])).overall.fit.x, abs=1e-9)


def test_the_published_sampling_tag_decides(votes_of) -> None:
    votes = [
        {**v, "dedup_tag": {"high_freq": i < 3, "sampled": i >= 3}}
        for i, v in enumerate(votes_of({("x", "y"): (6, 4, 0)}))
    ]
    assert rank(votes, dedup=True).votes == 7


def test_what_the_board_does_not_carry_is_said(votes_of) -> None:
    table = {
        ("a", "b"): (5, 5, 0),
        ("b", "c"): (5, 5, 0),
        ("c", "d"): (5, 5, 0),
        ("d", "e"): (5, 5, 0),
        ("e", "f"): (5, 5, 0),
    }
    notes = rank(votes_of(table), health=True).health.notes
    assert any("only 5 of 15 pairs ever met" in n for n in notes)
    assert any("share rank 1" in n for n in notes)
    assert any("fewer than 100 votes" in n for n in notes)
