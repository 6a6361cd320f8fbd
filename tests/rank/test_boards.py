"""Published boards: read, and their ranks checked within rounding."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieout.errors import RankError, UsageError
from tieout.rank import check_board, rank, read_boards
from tieout.rank.ranks import rank_ub


def test_csv_of_a_published_board(tmp_path: Path) -> None:
    path = tmp_path / "board.csv"
    path.write_text(
        "rank,model,arena_elo,95_pct_ci,votes,organization,license,knowledge_cutoff\n"
        '1,GPT-4o,1287,+3/-4,"42,046",OpenAI,Proprietary,2023/10\n'
        "2,Yi-Large,1240.5,±3,9,01 AI,-,——\n"
    )
    first, second = read_boards(path)
    assert (
        first["score"] == 1287
        and first["ci_plus"] == 3
        and first["ci_minus"] == -4
        and first["votes"] == 42046
    )
    assert (first["board"], first["date"], first["rank_delta"]) == ("overall", None, None)
    assert second["score"] == Decimal("1240.5") and second["ci_minus"] == -3
    assert second["license"] is None and second["knowledge_cutoff"] is None


def test_bounds_instead_of_half_widths(tmp_path: Path) -> None:
    path = tmp_path / "board.csv"
    path.write_text("model_name,rating,rating_lower,rating_upper,date\nx,1200,1195,1207,2025-02-03\n")
    (row,) = read_boards(path)
    assert (row["ci_plus"], row["ci_minus"], row["date"]) == (7, -5, date(2025, 2, 3))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("model,price\nx,3\n", "is no leaderboard"),
        ("model,score\nx,high\n", "row 2: 'high' is no number"),
        ("model,score,ci\nx,1200,about 3\n", "'about 3' is no interval"),
        ("", "0 bytes"),
        ("model,score\n", "holds no rows"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "board.csv"
    path.write_text(text)
    with pytest.raises(RankError, match=says):
        read_boards(path)
    with pytest.raises(UsageError, match="no board at"):
        read_boards(tmp_path / "none.csv")


def shown(lower: np.ndarray, upper: np.ndarray, score: np.ndarray) -> list[dict]:
    """A board printed in whole points from unrounded bounds."""
    ranks = rank_ub(lower, upper)
    return [
        {
            "model": f"m{i}",
            "rank": int(ranks[i]),
            "score": round(float(score[i])),
            "ci_plus": round(float(upper[i] - score[i])),
            "ci_minus": -round(float(score[i] - lower[i])),
        }
        for i in range(len(score))
    ]


drawn = st.lists(
    st.tuples(st.floats(900, 1000), st.floats(0.2, 12), st.floats(0.2, 12)), min_size=2, max_size=30
)


@given(drawn)
def test_a_board_printed_from_unrounded_bounds_is_never_blamed(
    rows: list[tuple[float, float, float]],
) -> None:
    score, plus, minus = (np.array(x) for x in zip(*rows, strict=True))
    assert check_board(shown(score - minus, score + plus, score), complete=True) == []


@given(drawn, st.integers(1, 29))
def test_the_top_of_a_board_and_a_selection_are_not_blamed(
    rows: list[tuple[float, float, float]], keep: int
) -> None:
    score, plus, minus = (np.array(x) for x in zip(*rows, strict=True))
    board = shown(score - minus, score + plus, score)
    top = sorted(board, key=lambda r: (r["rank"], -r["score"]))[:keep]
    assert check_board(top, complete=False) == []
    assert check_board(board[::2], complete=False) == []


def test_a_wrong_rank_is_found_with_its_witnesses() -> None:
    rows = [
        {"model": f"m{i}", "rank": i + 1, "score": 1300 - 20 * i, "ci_plus": 4, "ci_minus": -4}
        for i in range(8)
    ]
    rows += [{"model": "tied", "rank": 8, "score": 1161, "ci_plus": 4, "ci_minus": -4}]
    assert check_board(rows) == []
    rows[4]["rank"] = 4
    (found,) = check_board(rows)
    assert (found.model, found.rank, found.low, found.high) == ("m4", 4, 5, 5)
    assert found.witnesses == ("m0", "m1", "m2", "m3")
    rows[4]["rank"] = 6
    (found,) = check_board(rows)
    assert (found.model, found.rank, found.high) == ("m4", 6, 5)


def test_a_board_numbered_by_score_is_not_blamed() -> None:
    """Some boards print 1, 2, 3 by score and keep the interval rule for another column."""
    rows = [
        {"model": f"m{i}", "rank": i + 1, "score": 1300 - 2 * i, "ci_plus": 5, "ci_minus": -5}
        for i in range(12)
    ]
    assert check_board(rows) == []
    rows[3]["rank"], rows[9]["rank"] = 10, 4
    assert {f.model for f in check_board(rows)} >= {"m3", "m9"}


def test_rows_without_an_interval_are_passed_over() -> None:
    rows = [
        {"model": "a", "rank": 1, "score": 1200, "ci_plus": None, "ci_minus": None},
        {"model": "b", "rank": 9, "score": None},
    ]
    assert check_board(rows) == []


def test_own_boards_pass_their_own_check(simulate) -> None:
    board = rank(simulate(list(np.linspace(1, -1, 20)), 8_000, 71))
    assert check_board(board.records(), complete=True) == []


def test_a_year_of_published_boards(shared: Path) -> None:
    """Fifty-three published releases: no rank is blamed; and a rank moved by three places is seen nearly always."""
    path = shared / "data" / "lb_fboulnois_lmarena" / "lmarena_weekly.parquet"
    records = read_boards(path)
    assert len(records) == 9_099
    assert len({r["date"] for r in records}) == 53
    assert check_board(records) == []
    seen = tried = 0
    for day in sorted({r["date"] for r in records})[::6][:-1]:
        board = [r for r in records if r["date"] == day and r["board"] == "overall"]
        for place in range(0, len(board), 12):
            wrong = [dict(r, rank=r["rank"] + 3) if i == place else r for i, r in enumerate(board)]
            tried += 1
            seen += board[place]["model"] in {f.model for f in check_board(wrong)}
    assert seen / tried > 0.6
