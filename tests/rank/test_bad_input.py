"""Votes that cannot carry a board: clear words, never a silent NaN."""

from __future__ import annotations

import json
import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.errors import RankError, UsageError
from tieout.rank import rank


def everything_is_a_number(board) -> None:
    """No NaN or infinity anywhere in the result."""
    json.dumps(board.as_json(), allow_nan=False)
    for one in board:
        assert all(math.isfinite(v) for e in one.entries for v in (e.score, e.lower, e.upper))


def test_self_battles_are_left_out_and_counted(votes_of) -> None:
    votes = votes_of({("x", "y"): (5, 3, 1)})
    board = rank([*votes, *[{"model_a": "x", "model_b": "x", "winner": "model_a"}] * 4])
    assert board.dropped == {"a model met itself": 4}
    assert board.overall.entries == rank(votes).overall.entries


def test_only_self_battles(votes_of) -> None:
    with pytest.raises(RankError, match=r"compares two models.*4: a model met itself"):
        rank(
            [
                *votes_of({("x", "x"): (4, 0, 0), ("y", "y"): (0, 0, 0)}),
                {"model_a": "y", "model_b": None, "winner": "tie"},
            ]
        )


def test_unknown_labels_are_listed_with_their_counts(votes_of) -> None:
    votes = votes_of({("x", "y"): (5, 3, 1)}) + [{"model_a": "x", "model_b": "y", "winner": "skipped"}] * 2
    with pytest.raises(RankError, match=r"unknown winner labels: 'skipped' \(2 votes\)"):
        rank(votes)
    board = rank(votes, drop_unknown=True)
    assert board.dropped == {"the label was dropped": 2}
    assert board.labels["skipped"] == 2


def test_a_label_cannot_mean_something_else(votes_of) -> None:
    with pytest.raises(RankError, match="is said to mean 'win'"):
        rank(votes_of({("x", "y"): (1, 1, 0)}), labels={"model_a": "win"})


def test_one_model_only() -> None:
    with pytest.raises(RankError, match="only one model, x"):
        rank([{"model_a": "x", "model_b": "x", "winner": "tie"}])


def test_missing_names_and_winners_are_counted(votes_of) -> None:
    votes = votes_of({("x", "y"): (5, 3, 1)})
    board = rank(
        [
            *votes,
            {"model_a": None, "model_b": "y", "winner": "tie"},
            {"model_a": "x", "model_b": "y", "winner": None},
        ]
    )
    assert board.dropped == {"a model's name is missing": 1, "the winner is missing": 1}
    assert board.votes == 9


def test_no_votes_in_a_category_is_said(votes_of) -> None:
    votes = [{**v, "is_math": False} for v in votes_of({("x", "y"): (5, 3, 1)})]
    board = rank(votes, by="category", min_votes_boards=0)
    assert "no votes in math, so it has no board" in board.notes
    assert list(board.boards) == ["overall"]
    with pytest.raises(UsageError, match="no board 'math'"):
        board["math"]
    with pytest.raises(RankError, match="no category or column 'physics'"):
        rank(votes, by="physics")
    with pytest.raises(RankError, match="has no categories"):
        rank(votes_of({("x", "y"): (5, 3, 1)}), by="category")


def test_a_model_with_only_ties_is_ranked(votes_of) -> None:
    board = rank(votes_of({("x", "y"): (5, 3, 1), ("z", "x"): (0, 0, 6), ("z", "y"): (0, 0, 4)}))
    assert set(board.overall.models) == {"x", "y", "z"}
    assert board.overall["z"].ties == 10
    everything_is_a_number(board)


def test_only_ties_everywhere(votes_of) -> None:
    board = rank(votes_of({("x", "y"): (0, 0, 5), ("y", "z"): (0, 0, 5)}))
    assert [e.score for e in board.overall.entries] == pytest.approx([1000.0] * 3)
    assert [e.rank for e in board.overall.entries] == [1, 1, 1]
    everything_is_a_number(board)


def test_all_wins_and_all_losses_are_named_not_hidden(votes_of) -> None:
    board = rank(
        votes_of({("x", "y"): (5, 3, 1), ("king", "x"): (7, 0, 0), ("pawn", "y"): (0, 2, 0)})
    ).overall
    assert {(u.model, u.reason, u.votes) for u in board.unranked} == {
        ("king", "undefeated", 7),
        ("pawn", "winless", 2),
    }
    assert set(board.models) == {"x", "y"}
    assert "king (undefeated)" in board.notes[0]
    assert board["x"].votes == 16  # its games against them happened, though they do not move its score


def test_disconnected_groups_are_named(votes_of) -> None:
    table = {("x", "y"): (5, 3, 1), ("y", "z"): (4, 4, 0), ("p", "q"): (9, 9, 0)}
    board = rank(votes_of(table)).overall
    assert {(u.model, u.reason) for u in board.unranked} == {("p", "disconnected"), ("q", "disconnected")}


def test_groups_of_which_one_always_won_are_separated(votes_of) -> None:
    table = {("x", "y"): (5, 3, 1), ("y", "z"): (4, 4, 0), ("p", "q"): (9, 9, 0), ("p", "x"): (3, 0, 0)}
    board = rank(votes_of(table)).overall
    assert {(u.model, u.reason) for u in board.unranked} == {("p", "separated"), ("q", "separated")}


def test_nobody_can_be_ranked(votes_of) -> None:
    board = rank(votes_of({("x", "y"): (5, 0, 0)}))
    assert board.overall.entries == ()
    assert "no model can be ranked" in board.overall.notes[-1]
    everything_is_a_number(board)


@pytest.mark.parametrize("name", ["votes.parquet", "votes.csv", "votes.jsonl"])
def test_zero_bytes(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()
    with pytest.raises(RankError, match=r"is empty \(0 bytes\)"):
        rank(path)


def test_no_rows_and_no_columns() -> None:
    with pytest.raises(RankError, match=r"has no votes|have no votes"):
        rank(pl.DataFrame(schema={"model_a": pl.String, "model_b": pl.String, "winner": pl.String}))
    with pytest.raises(RankError, match="list of votes is empty"):
        rank([])


def test_a_file_that_is_not_what_its_name_says(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    path.write_bytes(b"this is no parquet file at all, whatever its name")
    with pytest.raises(RankError, match="cannot be read"):
        rank(path)
    other = tmp_path / "votes.docx"
    other.write_bytes(b"PK")
    with pytest.raises(RankError, match="cannot tell the format"):
        rank(other)
    with pytest.raises(UsageError, match="no votes at"):
        rank(tmp_path / "nothing.parquet")


def test_mixed_time_zones_are_read_and_said(votes_of) -> None:
    times = ["2024-07-01 23:30:00+00:00", "2024-07-02T07:30:00+08:00", "2024-07-02 00:30:00"]
    votes = [{**v, "timestamp": times[i % 3]} for i, v in enumerate(votes_of({("x", "y"): (6, 3, 0)}))]
    board = rank(votes, as_of="2024-07-01")
    # 07:30 in Shanghai on the 2nd is 23:30 UTC on the 1st.
    assert board.votes == 6
    assert "mixed time zones: 6 times with an offset, 3 without; the latter are read as UTC" in board.notes
    assert board.dropped == {"the vote is later than the as-of date": 3}


def test_unreadable_times_are_left_out_of_an_as_of_board(votes_of) -> None:
    votes = [
        {**v, "timestamp": "some day" if i == 0 else "2024-07-01"}
        for i, v in enumerate(votes_of({("x", "y"): (6, 3, 0)}))
    ]
    board = rank(votes, as_of="2024-07-01")
    assert board.dropped == {"the vote has no readable time": 1}
    with pytest.raises(RankError, match="no column of times"):
        rank(votes_of({("x", "y"): (6, 3, 0)}), as_of="2024-07-01")


def test_a_million_distinct_models_is_refused_in_words() -> None:
    n = 500_000
    frame = pl.DataFrame({"i": pl.int_range(n, eager=True)}).select(
        model_a=pl.format("answer-{}", pl.col("i")),
        model_b=pl.format("answer-{}", pl.col("i") + n),
        winner=pl.lit("tie"),
    )
    with pytest.raises(RankError, match="more than 5,000 different models"):
        rank(frame)


@pytest.mark.parametrize(
    ("bad", "says"),
    [(-1.0, "1 a negative one"), (float("nan"), "1 votes have no weight"), (None, "1 votes have no weight")],
)
def test_bad_weights(votes_of, bad: float | None, says: str) -> None:
    votes = [{**v, "weight": 1.0} for v in votes_of({("x", "y"): (5, 3, 1)})]
    votes[0]["weight"] = bad
    with pytest.raises(RankError, match=says):
        rank(votes)
    assert rank(votes, mapping={"weight": ""}).votes == 9


def test_something_that_is_no_table() -> None:
    with pytest.raises(RankError, match="cannot be read as rows"):
        rank(42)


def test_chinese_names_and_quotes_pass_through(votes_of) -> None:
    names = ("文心一言 4.0", 'it\'s "quoted"; DROP TABLE votes')
    board = rank(votes_of({names: (5, 3, 1)})).overall
    assert set(board.models) == set(names)


def test_few_votes_and_a_single_opponent_are_marked(votes_of) -> None:
    board = rank(votes_of({("x", "y"): (150, 130, 1), ("z", "x"): (5, 3, 0)})).overall
    assert board["z"].notes == ("few_votes", "one_opponent")
    assert board["x"].notes == ()


names = st.sampled_from(["a", "b", "c", "d", None])
labels = st.sampled_from(["model_a", "model_b", "tie", "both_bad", "what", None])
numbers = st.one_of(st.none(), st.integers(-3, 50), st.floats(allow_nan=True, allow_infinity=True, width=32))


@settings(max_examples=60)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"model_a": names, "model_b": names, "winner": labels, "tokens_a": numbers, "tokens_b": numbers,
             "is_math": st.booleans(), "voter": st.sampled_from(["u", "v", "w", None])}
        ),
        min_size=1,
        max_size=40,
    ),
    st.sampled_from(["half", "davidson", "rao_kupper"]),
    st.booleans(),
)  # fmt: skip
def test_whatever_the_votes_words_or_numbers_never_nan(votes: list[dict], ties: str, cluster: bool) -> None:
    try:
        board = rank(
            votes,
            ties=ties,
            cluster=cluster,
            by="category",
            health=True,
            drop_unknown=True,
            min_votes_boards=0,
        )
    except RankError as error:
        assert error.next_step or "only one model" in str(error) or "compares two models" in str(error)
        return
    everything_is_a_number(board)
    assert sum(board.dropped.values()) + board.votes >= len(votes)
