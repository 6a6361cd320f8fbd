"""``tieout rank`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from tieout.errors import RankError, UsageError
from tieout.rank.command import command


@pytest.fixture
def votes(simulate, tmp_path: Path) -> str:
    path = tmp_path / "votes.parquet"
    frame = simulate([0.9, 0.4, 0.0, -0.6], 2_000, 111, style=(0.3,), voters=100)
    frame.with_columns(
        is_math=pl.int_range(pl.len()) % 2 == 0,
        timestamp=pl.datetime(2024, 7, 1) + pl.duration(minutes=20 * pl.int_range(pl.len())),
    ).write_parquet(path)
    return str(path)


def run(*args: str):
    return CliRunner().invoke(command, list(args), catch_exceptions=False)


def test_help_has_an_example() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "tieout rank votes.parquet" in result.output


def test_json_is_data_on_stdout(votes: str) -> None:
    result = run(votes, "--format", "json")
    data = json.loads(result.stdout)
    assert [r["model"] for r in data["records"]] == ["m00", "m01", "m02", "m03"]
    assert {"score", "score_unrounded", "lower_unrounded", "upper_unrounded"} <= set(data["records"][0])
    assert data["records"][0]["rank_style_control"] == 1


def test_table_names_boards_style_and_what_the_interval_is_of(votes: str) -> None:
    result = run(votes, "--by", "category", "--cluster", "--health", "--top", "2")
    assert "overall: 2,000 votes" in result.stdout and "math: 1,000 votes" in result.stdout
    assert "style length: +0." in result.stdout
    assert "difference to the average model" in result.stdout
    assert "health: 2,000 votes" in result.stdout
    assert "... and 2 more" in result.stdout


def test_csv_and_as_of(votes: str) -> None:
    result = run(votes, "--format", "csv", "--as-of", "2024-07-08", "--no-style")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("board,rank,rank_style_control,rank_delta,model,score")
    assert len(lines) == 5
    assert "left out" in result.stderr and "later than the as-of date" in result.stderr


def test_output_file_and_comparison(votes: str, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.json"
    assert "wrote" in run(votes, "--as-of", "2024-07-10", "-o", str(earlier)).stderr
    result = run(votes, "--compare", str(earlier))
    assert "compared with the earlier release: 4 models in both" in result.stdout
    data = json.loads(run(votes, "--compare", str(earlier), "--format", "json").stdout)
    assert len(data["comparison"]["moves"]) == 4


def test_a_name_is_never_markup(votes_of, tmp_path: Path) -> None:
    path = tmp_path / "votes.jsonl"
    names = ("FLUX.1 [dev]", "[bold]x[/bold] :smile:")
    path.write_text("\n".join(json.dumps(v) for v in votes_of({names: (5, 3, 1)})))
    result = run(str(path), "--by", "model_a", "--min-votes-boards", "0")
    assert "FLUX.1 [dev]" in result.stdout
    assert "[bold]x[/bold] :smile:" in result.stdout


def test_matrix_file(votes: str, tmp_path: Path) -> None:
    path = tmp_path / "matrix.csv"
    run(votes, "--matrix", str(path))
    rows = [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    assert rows[0] == ["model", "m00", "m01", "m02", "m03"]
    assert rows[1][1] == "" and 0.5 < float(rows[1][4]) < 1
    assert float(rows[1][4]) + float(rows[4][1]) == pytest.approx(1.0, abs=1e-4)


def test_models_file_and_anchor(votes: str, tmp_path: Path) -> None:
    info = tmp_path / "models.csv"
    info.write_text("model,organization,license\nm00,甲公司,MIT\n", encoding="utf-8-sig")
    result = run(votes, "--models", str(info), "--anchor", "m03=1114", "--format", "json")
    data = json.loads(result.stdout)
    assert data["records"][0]["organization"] == "甲公司"
    assert data["records"][-1]["score"] == 1114


@pytest.mark.parametrize(
    ("args", "error", "says"),
    [
        (["--column", "winner"], UsageError, "not of the form NAME=VALUE"),
        (["--column", "winner=verdict"], RankError, "which is not there"),
        (["--anchor", "m03=high"], UsageError, "is no anchor"),
        (["--anchor", "m03"], UsageError, "is no anchor"),
        (["--models", "none.csv"], UsageError, "no file none.csv"),
        (["--memory-limit", "some"], UsageError, "no amount of memory"),
        (["--by", "physics"], RankError, "no category or column 'physics'"),
    ],
)
def test_wrong_use_is_an_error_of_ours(
    votes: str, args: list[str], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        run(votes, *args)


def test_the_verb_is_public() -> None:
    import tieout
    from tieout.rank import Leaderboard

    rows = [{"model_a": "x", "model_b": "y", "winner": w} for w in ("model_a", "model_b", "tie")]
    assert isinstance(tieout.rank(rows), Leaderboard)
