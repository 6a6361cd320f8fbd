"""Which column means what, for the public releases and for a house's own export."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from tieout.errors import RankError, UsageError
from tieout.rank import rank
from tieout.rank.columns import ROLES, recognise
from tieout.rank.votes import cutoff, open_votes


def test_no_name_stands_for_two_roles() -> None:
    names = [name for names in ROLES.values() for name in names]
    assert len(names) == len(set(names))


def arena_release() -> list[dict]:
    """Rows shaped like the Arena's public releases: nested metadata and category tags."""
    rows = []
    for i in range(40):
        rows.append(
            {
                "question_id": f"q{i}",
                "model_a": "x" if i % 2 else "y",
                "model_b": "z",
                "winner": ["model_a", "model_b", "tie", "tie (bothbad)"][i % 4],
                "judge": f"arena_user_{i % 7}",
                "turn": 1 + i % 2,
                "anony": i != 0,
                "language": "Chinese" if i % 3 else "English",
                "tstamp": 1_700_000_000.0 + 86_400 * i,
                "conv_metadata": {
                    "sum_user_tokens": 10 * i * i,
                    "sum_assistant_a_tokens": 100 + 13 * i,
                    "sum_assistant_b_tokens": 200 + 5 * ((i * 7) % 11),
                    "header_count_a": {"h1": i % 2, "h2": 1, "h3": i % 5},
                    "header_count_b": {"h1": 0, "h2": (i * i) % 7, "h3": 0},
                },
                "category_tag": {
                    "math_v0.1": {"math": i % 2 == 0},
                    "criteria_v0.1": {f"c{k}": i % 10 != k for k in range(7)},
                },
                "is_code": i % 4 == 1,
                "is_refusal": False,
            }
        )
    return rows


def test_arena_release_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "arena.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in arena_release()))
    columns = open_votes(path).columns
    assert {"winner", "voter", "time", "language", "anonymous", "question", "turn"} <= set(columns.roles)
    assert [s.name for s in columns.styles] == ["length", "headers"]
    assert [f.name for f in columns.flags] == ["multi_turn", "longer_query", "math", "hard_prompts", "coding"]
    board = rank(path, by=["category", "language"], min_votes_boards=0)
    assert board.dropped == {"the vote was not anonymous": 1}
    rows = [r for r in arena_release() if r["anony"]]
    expected = {
        "math": sum(r["category_tag"]["math_v0.1"]["math"] for r in rows),
        "coding": sum(r["is_code"] for r in rows),
        "hard_prompts": sum(sum(r["category_tag"]["criteria_v0.1"].values()) >= 6 for r in rows),
        "longer_query": sum(r["conv_metadata"]["sum_user_tokens"] >= 500 for r in rows),
        "multi_turn": sum(r["turn"] > 1 for r in rows),
        "chinese": sum(r["language"] == "Chinese" for r in rows),
        "english": sum(r["language"] == "English" for r in rows),
    }
    assert {b.name: b.votes for b in board if b.name != "overall"} == expected


def test_header_levels_are_added_up(tmp_path: Path) -> None:
    votes = open_votes(arena_release())
    headers = votes.columns.styles[1]
    assert votes.rows(f"SELECT {headers.a}, {headers.b} FROM {{votes}} WHERE question_id = 'q8'") == [
        (0 + 1 + 3, 64 % 7)
    ]


def test_one_hot_winners() -> None:
    rows = [
        {"model_a": "x", "model_b": "y", "winner_model_a": a, "winner_model_b": b, "winner_tie": t}
        for a, b, t in [(1, 0, 0)] * 6 + [(0, 1, 0)] * 3 + [(0, 0, 1)] * 2
    ]
    entry = rank(rows).overall["x"]
    assert (entry.wins, entry.losses, entry.ties) == (6, 3, 2)


def test_winner_may_name_the_model() -> None:
    rows = [{"model_a": a, "model_b": b, "winner": w} for a, b, w in
            [("x", "y", "x")] * 5 + [("y", "x", "x")] * 2 + [("x", "y", "y")] * 3 + [("y", "x", "tie")]]  # fmt: skip
    entry = rank(rows).overall["x"]
    assert (entry.wins, entry.losses, entry.ties) == (7, 3, 1)


def test_mapping_reaches_any_name_and_any_label() -> None:
    rows = [{"left": "x", "right": "y", "verdict": v} for v in ["1"] * 4 + ["2"] * 3 + ["0", "?"]]
    mapping = {"model_a": "left", "model_b": "right", "winner": "verdict"}
    labels = {"1": "model_a", "2": "model_b", "0": "tie", "?": "drop"}
    board = rank(rows, mapping=mapping, labels=labels)
    entry = board.overall["x"]
    assert (entry.wins, entry.losses, entry.ties) == (4, 3, 1)
    assert board.dropped == {"the label was dropped": 1}


def test_what_is_missing_is_named_with_what_was_seen() -> None:
    with pytest.raises(RankError, match=r"no column for model_b, winner among model_a, who"):
        recognise([("model_a", "VARCHAR"), ("who", "VARCHAR")])


def test_a_mapping_to_nowhere_lists_the_columns() -> None:
    rows = [{"model_a": "x", "model_b": "y", "winner": "tie"}]
    with pytest.raises(RankError, match=r"which is not there.*model_a, model_b, winner"):
        rank(rows, mapping={"voter": "nobody"})
    with pytest.raises(RankError, match="is no role"):
        rank(rows, mapping={"voters": "winner"})


@pytest.mark.parametrize("suffix", [".parquet", ".csv", ".tsv", ".jsonl", ".json", ".csv.gz"])
def test_every_format_gives_the_same_board(simulate, tmp_path: Path, suffix: str) -> None:
    import gzip

    frame = simulate([0.5, 0.0, -0.5], 300, 1, style=(0.3,))
    path = tmp_path / f"votes{suffix}"
    if suffix == ".parquet":
        frame.write_parquet(path)
    elif suffix == ".jsonl":
        frame.write_ndjson(path)
    elif suffix == ".json":
        frame.write_json(path)
    elif suffix.endswith(".gz"):
        path.write_bytes(gzip.compress(frame.write_csv().encode()))
    else:
        frame.write_csv(path, separator="\t" if suffix == ".tsv" else ",")
    for from_file, in_memory in zip(rank(path).overall.entries, rank(frame).overall.entries, strict=True):
        assert from_file.model == in_memory.model
        assert from_file.score == pytest.approx(in_memory.score, abs=1e-9)
        assert from_file.score_style_control == in_memory.score_style_control


def test_frames_of_any_kind(simulate) -> None:
    frame = simulate([0.5, 0.0, -0.5], 200, 2)
    expected = rank(frame).overall["m00"].score
    assert rank(frame.lazy()).overall["m00"].score == pytest.approx(expected)
    assert rank(frame.to_dicts()).overall["m00"].score == pytest.approx(expected)
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    assert rank(pandas.DataFrame(frame.to_dicts())).overall["m00"].score == pytest.approx(expected)


def test_folder_and_glob_are_read_as_one(simulate, tmp_path: Path) -> None:
    frame = simulate([0.5, 0.0, -0.5], 200, 3)
    frame[:80].write_parquet(tmp_path / "1.parquet")
    frame[80:].write_parquet(tmp_path / "2.parquet")
    expected = rank(frame).overall["m00"].score
    assert rank(tmp_path).overall["m00"].score == pytest.approx(expected)
    assert rank(f"{tmp_path}/*.parquet").overall["m00"].score == pytest.approx(expected)


def test_published_judgments_of_mt_bench(shared: Path) -> None:
    folder = shared / "data" / "arena_battles"
    board = rank(
        folder / "human.jsonl", by="category", categories=folder / "question_category.csv", min_votes_boards=0
    )
    assert board.votes == 3355
    assert board.overall.models[0] == "gpt-4"
    assert {"math", "coding", "writing", "humanities"} <= set(board.boards)
    in_categories = [b.votes for b in board if b.name not in ("overall", "multi_turn")]
    assert sum(in_categories) == 3355


def test_cutoff_takes_the_day_to_its_end() -> None:
    assert cutoff("2024-07-07") == cutoff("2024-07-08T00:00:00+00:00")
    with pytest.raises(UsageError, match="is no date"):
        cutoff("07.07.2024")


def test_as_of_selects_votes() -> None:
    days = pl.datetime_range(
        pl.datetime(2024, 1, 1), pl.datetime(2024, 1, 10), "1d", eager=True, time_zone="UTC"
    )
    rows = [{"model_a": "x", "model_b": "y", "winner": "model_a" if i % 3 else "model_b", "timestamp": d}
            for i, d in enumerate(days)]  # fmt: skip
    assert rank(rows, as_of="2024-01-04").votes == 4
    assert rank(rows, as_of="2024-01-04").as_of.isoformat() == "2024-01-04"
    assert rank(rows).votes == 10


def test_rows_that_stand_for_many_votes(simulate, tmp_path: Path) -> None:
    """Counts made by another engine: the same board as from the votes themselves."""
    frame = simulate([0.6, 0.1, -0.7], 900, 4, voters=30)
    counted = frame.group_by("model_a", "model_b", "winner", "voter").len(name="n")
    whole, from_counts = (rank(f, cluster=True, health=True) for f in (frame, counted))
    assert from_counts.votes == whole.votes == 900
    assert from_counts.labels == whole.labels
    for one, other in zip(whole.overall.entries, from_counts.overall.entries, strict=True):
        assert (other.model, other.votes, other.rank) == (one.model, one.votes, one.rank)
        assert (other.score, other.upper) == pytest.approx((one.score, one.upper), abs=1e-9)
    assert from_counts.health.first_shown == pytest.approx(whole.health.first_shown)
    with pytest.raises(RankError, match="no count of votes or a negative one"):
        rank(counted.with_columns(n=-pl.col("n").cast(pl.Int64)))


def test_a_name_with_brackets_is_one_file(simulate, tmp_path: Path) -> None:
    frame = simulate([0.6, 0.1, -0.7], 300, 4)
    frame[:100].write_parquet(tmp_path / "votes1.parquet")
    frame.write_parquet(tmp_path / "votes[1].parquet")
    assert rank(tmp_path / "votes[1].parquet").votes == 300


def test_columns_called_a_b_and_label_do_not_disturb(simulate) -> None:
    frame = simulate([0.6, 0.1, -0.7], 300, 4).with_columns(
        a=pl.lit("x"), b=pl.lit(1.5), label=pl.lit(None), times=pl.lit(7), week=pl.lit("w"), code=pl.lit("c")
    )
    board = rank(frame, health=True)
    assert board.votes == 300
    assert board.overall.fit.x == pytest.approx(rank(simulate([0.6, 0.1, -0.7], 300, 4)).overall.fit.x)
