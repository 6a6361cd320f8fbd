"""Inbox sheets with names on both axes."""

from __future__ import annotations

import shutil
from decimal import Decimal

import pytest

from tieout.desk import collect, open_desk

HEAD = "类别,测评集,GPT-4o,Qwen2-VL\n"
ROWS = "Math,MathVista,63.8,70.5\n,MathVision,30.4,25.9\nDocs,Charxiv(RQ/DQ),52.0 / 86.5,43.0 / 81.3\n"


@pytest.fixture
def dropped(repo, tmp_path):
    """Collects a desk whose inbox holds one file with this text."""

    def drop(text, name="2025-01-27-benchmark.csv"):
        folder = tmp_path / "desk"
        shutil.copytree(
            repo / "examples" / "ai-weekly", folder, ignore=shutil.ignore_patterns("store", "out", "inbox")
        )
        (folder / "inbox").mkdir()
        (folder / "inbox" / name).write_text(text, "utf-8")
        desk = open_desk(folder)
        return desk, collect(desk)

    return drop


def test_a_grid_is_read_with_the_cell_of_each_score(dropped):
    desk, done = dropped(HEAD + ROWS + "数据来源：厂商\n")
    assert done.ok and done.new == 8
    records = {r.subject: r for r in desk.store.records("benchmark")}
    one = records["MathVision", "", "GPT-4o"]
    assert (one["group"], one["score"], str(one.period)) == ("Math", Decimal("30.4"), "2025-01-27")
    assert one.origin.cells["score"] == "C3"
    assert records["Charxiv(RQ/DQ)", "DQ", "Qwen2-VL"]["score"] == Decimal("81.3")


def test_a_date_above_the_header_is_the_day(dropped):
    desk, done = dropped("日期：2025-01-24\n" + HEAD + ROWS, "benchmark.csv")
    assert done.ok
    assert {str(r.period) for r in desk.store.records("benchmark")} == {"2025-01-24"}


def test_names_that_do_not_fit_the_scores_are_refused(dropped):
    _, done = dropped("类别,测评集,GPT-4o,Qwen2-VL,Claude\n" + ROWS)
    (refusal,) = done.refused
    assert "the header has 3 names but a row has 2 scores" in refusal.message and done.new == 0


def test_a_grid_without_a_day_is_refused(dropped):
    _, done = dropped(HEAD + ROWS, "benchmark.csv")
    (refusal,) = done.refused
    assert "without the day spoken of" in refusal.message and done.new == 0


@pytest.mark.parametrize(
    ("row", "cell", "kept"), [("Docs,OCR,很好,84", "C4", "Qwen2-VL"), ("Docs,OCR,84,九十", "D4", "GPT-4o")]
)
def test_a_word_among_the_scores_is_refused_and_moves_no_score_to_another_model(dropped, row, cell, kept):
    desk, done = dropped(f"{HEAD}Math,MathVista,63.8,70.5\nMath,MathVision,30.4,25.9\n{row}\n")
    (refusal,) = done.refused
    assert refusal.place == f"inbox/2025-01-27-benchmark.csv!{cell}" and "is not a score" in refusal.message
    held = {r.subject for r in desk.store.records("benchmark") if r["benchmark"] == "OCR"}
    assert held == {("OCR", "", kept)}
