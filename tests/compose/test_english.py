"""The English issue: the same facts, English words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tieout.compose import compose
from tieout.desk import Desk
from tieout.desk.issuelock import read_lock
from tieout.errors import IssueError
from tieout.render.locked import rebuild
from tieout.render.signoff import sign_off

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

# Advice

Skip.

# Risks

Skip.
"""

HEAD = """+++
tieout = 1
date = 2025-01-27
title = "QuillBot 访问量环比增长 [](fact:site_traffic/visits_wow_pct/QuillBot)"
rating = "推荐"
rating_action = "维持"
+++

"""
CHINESE = "# 算力\n\n[](sentence:compute_rental/summary)\n\n![](table:compute_rental)\n\n# 公司\n\n![](table:coverage)"


def test_english_issue(written: Callable[..., Desk]) -> None:
    desk = written(CHINESE, head=HEAD)
    (desk.path / "issues" / "2025-01-27.en.md").write_text(ISSUE, "utf-8")
    issue = compose(desk, date(2025, 1, 27), language="en")
    report = issue.report
    assert report.meta.title == "Visits of QuillBot up 5.60%"
    assert [a.name for a in report.meta.analysts] == ["Li Mingyuan", "Zhou Wenjing"]
    rental, coverage = (t for t in report.tables if t.tracker in ("compute_rental", "coverage"))
    assert (rental.figure, rental.caption) == ("Figure 1", "GPU rental prices this week")
    assert rental.rows[0][4:6] == ("Tencent Cloud", "28.64")
    assert coverage.rows[1][:2] == ("002230.SZ", "iFLYTEK") and coverage.rows[1][-1] == "Buy"
    body = "\n".join(report.quote(b) for b in report.blocks if b.zone == "body")
    assert not any("\u3400" <= c <= "\u9fff" for c in body)
    chinese = compose(desk, date(2025, 1, 27))
    assert {k: f.value for k, f in chinese.facts.items() if k in issue.facts} == {
        k: f.value for k, f in issue.facts.items() if k in chinese.facts
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[](sentence:compute_rental/summary)\n\n", ""),
        ("![](table:coverage)\n\n", ""),
        ("# Risks\n\nSkip.\n", ""),
        ("[](fact:site_traffic/visits_wow_pct/QuillBot)", "[](fact:site_traffic/visits_wow_pct/Bing)"),
        ("Skip.\n\n# Risks", "Visits of 882.9M.\n\n# Risks"),
    ],
)
def test_a_half_translated_issue_does_not_build(written: Callable[..., Desk], old: str, new: str) -> None:
    desk = written(CHINESE, head=HEAD)
    assert old in ISSUE
    (desk.path / "issues" / "2025-01-27.en.md").write_text(ISSUE.replace(old, new), "utf-8")
    with pytest.raises(IssueError, match="does not say what"):
        compose(desk, date(2025, 1, 27), language="en")


def test_an_english_issue_is_signed_off_and_locked_beside_the_chinese(written: Callable[..., Desk]) -> None:
    desk = written(CHINESE, head=HEAD)
    (desk.path / "issues" / "2025-01-27.en.md").write_text(ISSUE, "utf-8")
    for language in ("zh", "en"):
        sign_off(desk, date(2025, 1, 27), "李明远", language=language, formats=("json",))
    names = {p.name for p in desk.out_dir(date(2025, 1, 27)).iterdir()}
    assert names == {"weekly.json", "weekly.en.json", "release.json", "release.en.json", "internal"}
    lock = read_lock(desk, date(2025, 1, 27), "en")
    assert set(lock.files) >= {"issues/2025-01-27.en.md", "issues/2025-01-27.md"}
    assert len(rebuild(desk, date(2025, 1, 27), language="en")) == 2
