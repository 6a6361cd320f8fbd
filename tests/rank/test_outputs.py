"""The forms in which a leaderboard leaves."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.errors import MissingExtra, UsageError
from tieout.rank import rank, read_boards
from tieout.rank.records import FIELDS, shown_points


@pytest.fixture(scope="module")
def board(simulate):
    frame = simulate([0.9, 0.5, 0.1, -0.3], 3_000, 101, style=(0.3,)).with_columns(
        is_math=__import__("polars").lit(True)
    )
    info = {"m00": {"organization": "甲公司", "license": "MIT", "knowledge_cutoff": "2024/6"}}
    return rank(frame, by="category", info=info)


def test_records_hold_the_trackers_fields_and_the_unrounded_numbers(board) -> None:
    record = board.records()[0]
    assert tuple(record)[: len(FIELDS)] == FIELDS
    entry = board.overall.entries[0]
    assert record["score"] == shown_points(entry.score)
    assert record["score_unrounded"] == entry.score
    assert record["ci_plus"] == shown_points(entry.upper - entry.score) > 0 > record["ci_minus"]
    assert (record["organization"], record["license"], record["knowledge_cutoff"]) == (
        "甲公司",
        "MIT",
        "2024/6",
    )
    assert {r["board"] for r in board.records()} == {"overall", "math"}


def test_tracker_records_are_whole_and_printed(board) -> None:
    with pytest.raises(UsageError, match="need a day"):
        board.tracker_records()
    from datetime import date

    record = board.tracker_records(date(2025, 1, 26))[0]
    assert record.tracker == "leaderboard"
    assert record.subject == ("overall", "m00")
    assert isinstance(record["score"], Decimal) and record["rank_delta"] is None
    assert record.texts["ci_plus"].startswith("+") and record.texts["ci_minus"].startswith("-")
    assert str(record.period) == "2025-01-26"


def test_json_has_no_nan_and_says_what_it_was_made_of(board) -> None:
    data = json.loads(json.dumps(board.as_json(), allow_nan=False))
    assert data["settings"]["interval"] == "sandwich"
    assert data["boards"][0]["style"][0]["feature"] == "length"
    assert data["votes"] == 3_000


def test_csv_xlsx_json_and_svg(board, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    for suffix in ("csv", "xlsx", "json", "svg"):
        board.write(tmp_path / f"board.{suffix}")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "board.csv").read_text(encoding="utf-8-sig"))))
    assert [r["model"] for r in rows if r["board"] == "overall"] == list(board.overall.models)
    assert rows[0]["organization"] == "甲公司"
    book = openpyxl.load_workbook(tmp_path / "board.xlsx")
    assert book.sheetnames == ["overall", "math", "about"]
    header, first, *_ = book["overall"].values
    assert dict(zip(header, first, strict=True))["score"] == board.records()[0]["score"]
    svg = (tmp_path / "board.svg").read_text()
    assert svg.startswith("<svg") and "m00" in svg
    again = read_boards(tmp_path / "board.json")
    assert [(r["model"], r["score"]) for r in again] == [(r["model"], r["score"]) for r in board.records()]
    with pytest.raises(UsageError, match="cannot write"):
        board.write(tmp_path / "board.pdf")
    with pytest.raises(UsageError, match="no folder"):
        board.write(tmp_path / "nowhere" / "board.csv")


def test_chart_holds_the_best_first(board) -> None:
    spec = board.chart_spec(most=2)
    values = spec["data"]["values"]
    assert [v["model"] for v in values] == [
        e.model for e in sorted(board.overall.entries, key=lambda e: -e.score)
    ][:2]
    assert all(v["lower"] < v["score"] < v["upper"] for v in values)
    assert "得分" in board.chart_spec(language="zh")["title"]["text"]


def test_chart_without_vl_convert_says_what_to_install(board, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    with pytest.raises(MissingExtra, match="vl-convert"):
        board.chart_svg()


@pytest.mark.parametrize(
    ("value", "shown"), [(1286.5, 1287), (1286.49999, 1286), (0.5, 1), (-0.5, -1), (1e-9, 0)]
)
def test_points_round_half_away_from_zero(value: float, shown: int) -> None:
    assert shown_points(value) == shown
