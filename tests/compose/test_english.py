"""The English issue: the same facts, English words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tieout.compose import compose
from tieout.desk import Desk

ISSUE = """+++
tieout = 1
date = 2025-01-27
title = "Visits of QuillBot up [](fact:site_traffic/visits_wow_pct/QuillBot)"
rating = "Recommended"
rating_action = "maintained"
+++

# Compute

[](sentence:compute_rental/summary)

![](table:compute_rental)

# Covered

![](table:coverage)
"""


def test_english_issue(written: Callable[..., Desk]) -> None:
    desk = written("# 一")
    (desk.path / "issues" / "2025-01-27.en.md").write_text(ISSUE, "utf-8")
    issue = compose(desk, date(2025, 1, 27), language="en")
    report = issue.report
    assert report.meta.title == "Visits of QuillBot up 5.60%"
    assert [a.name for a in report.meta.analysts] == ["Li Mingyuan", "Zhou Wenjing"]
    rental, coverage = (t for t in report.tables if t.tracker)
    assert (rental.figure, rental.caption) == ("Figure 1", "GPU rental prices this week")
    assert rental.rows[0][4:6] == ("Tencent Cloud", "28.64")
    assert coverage.rows[1][:2] == ("002230.SZ", "iFLYTEK") and coverage.rows[1][-1] == "Buy"
    body = "\n".join(report.quote(b) for b in report.blocks if b.zone == "body")
    assert not any("\u3400" <= c <= "\u9fff" for c in body)
    chinese = compose(desk, date(2025, 1, 27))
    assert {k: f.value for k, f in chinese.facts.items() if k in issue.facts} == {
        k: f.value for k, f in issue.facts.items() if k in chinese.facts
    }
