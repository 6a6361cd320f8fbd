"""Measures of a tracker that belong to a subject of their own, linked from prose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tieout.compose import compose
from tieout.desk import Desk
from tieout.errors import IssueError

DAY = date(2025, 1, 27)


def said(desk: Desk) -> list[tuple[str, str]]:
    issue = compose(desk, DAY, strict=True)
    return [(s.shown, s.fact) for s in issue.bound]


def test_best_mean_and_counts_of_a_benchmark_can_be_linked(written: Callable[..., Desk]) -> None:
    desk = written(
        "# 一\n\n视频理解以 [](fact:benchmark/score.best/Video-MME) 居首；o1 领先 [](fact:benchmark/score.leads/o1) 项；"
        "AIME 单次作答以 [](fact:benchmark/score.best/AIME/pass%401) 居首。"
    )
    assert said(desk) == [
        ("Gemini-2-flash", "benchmark/score.best/Video-MME"),
        ("1", "benchmark/score.leads/o1"),
        ("o1", "benchmark/score.best/AIME/pass%401"),
    ]


def test_a_mistyped_subject_of_a_measure_lists_the_nearest(written: Callable[..., Desk]) -> None:
    with pytest.raises(IssueError, match=r"nobody has the fact benchmark/score\.best/Video-MM") as caught:
        compose(written("# 一\n\n[](fact:benchmark/score.best/Video-MM) 居首。"), DAY)
    assert "benchmark/score.best/Video-MME" in str(caught.value)


def test_the_sentences_of_the_tracker_have_evidence_for_every_name(written: Callable[..., Desk]) -> None:
    issue = compose(
        written("# 一\n\n[](sentence:benchmark/best)\n\n[](sentence:token_price/summary)"), DAY, strict=True
    )
    assert "Video-MME 为 Gemini-2-flash（78.2）" in issue.report.text
    assert "输入价最低的是 DeepSeek-R1（每百万 tokens 0.55 美元）" in issue.report.text
    assert not issue.bare
