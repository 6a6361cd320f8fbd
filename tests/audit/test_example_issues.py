"""The example issues, composed and audited: nothing high, and nearly every bound number tied."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from tieout.audit import audit
from tieout.compose import compose
from tieout.desk import collect, open_desk

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "ai-weekly"
DATES = (date(2024, 7, 7), date(2024, 10, 21), date(2025, 1, 27))


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "ai-weekly"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns("out", "store"))
    desk = open_desk(folder)
    collect(desk)
    return desk


@pytest.mark.parametrize(("language", "share"), [("zh", 0.9), ("en", 0.85)])
def test_example_issues_are_tied(example, language, share):
    reports = [compose(example, day, language=language).report for day in DATES]
    tied = total = 0
    for k, report in enumerate(reports):
        result = audit(report, earlier=reports[:k])
        assert [f.message for f in result.findings if f.severity == "high"] == []
        tied += sum(n.verdict != "unchecked" for n in result.numbers)
        total += len(result.numbers)
    assert tied / total >= share
