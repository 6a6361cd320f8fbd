"""Drafts: everything that can be generated, and nothing overwritten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieout.compose import compose
from tieout.compose.drafting import draft
from tieout.compose.review import problems_of
from tieout.desk import Desk
from tieout.desk.issuefile import Heading, plain_text, read_issue
from tieout.errors import UsageError
from tieout.render.issue_commands import draft as draft_command

DAY = date(2025, 1, 27)


@pytest.fixture
def desk(fresh: Callable[..., Desk]) -> Desk:
    """The example without its newest issue."""

    def change(folder: Path) -> None:
        for path in (folder / "issues").glob("2025-01-27*.md"):
            path.unlink()

    return fresh(change)


def test_a_draft_builds_and_only_slots_are_open(desk: Desk) -> None:
    (path,) = draft(desk, DAY)
    assert path == desk.issue_path(DAY)
    issue = compose(desk, DAY)
    assert issue.gaps == () and issue.bare == () and issue.lacking == ()
    assert {p.kind for p in problems_of(issue, ())} == {"slot"}
    assert {t.tracker for t in issue.report.tables} >= {"compute_rental", "site_traffic", "coverage"}


def test_sections_come_in_the_desks_order(desk: Desk) -> None:
    draft(desk, DAY)
    doc = read_issue(desk.issue_path(DAY))
    titles = [plain_text(b.inlines) for b in doc.blocks if isinstance(b, Heading) and b.level == 1]
    order = list(desk.config.sections.order)
    assert titles[0] == "投资要点" and [t for t in titles if t in order] == order


def test_the_front_matter_goes_on_from_the_issue_before(desk: Desk) -> None:
    draft(desk, DAY)
    doc = read_issue(desk.issue_path(DAY))
    assert (doc.rating, doc.rating_action, doc.cover_tables) == ("推荐", "维持", ("coverage",))
    assert [d for _, d in doc.related] == [date(2024, 10, 21), date(2024, 7, 7)]
    assert doc.related[0][0] == "人工智能行业周报：算力报价全线持平，Kimi 与文心一言访问量大幅回升"
    assert [s.text for s in doc.slots][:1] == ["标题"]


def test_the_cover_says_what_the_body_says(desk: Desk) -> None:
    draft(desk, DAY)
    report = compose(desk, DAY).report
    body = {report.quote(b) for b in report.blocks if b.zone == "body" and b.type == "paragraph"}
    blocks = list(report.blocks)
    begin = next(i for i, b in enumerate(blocks) if b.attrs.get("part") == "points")
    points = [
        report.quote(b)
        for b in blocks[begin:]
        if b.zone == "cover" and b.type == "paragraph" and "part" not in b.attrs
    ]
    assert len(points) >= 3 and set(points) <= body


def test_a_missing_week_is_drafted_as_a_gap(fresh: Callable[..., Desk]) -> None:
    def change(folder: Path) -> None:
        (folder / "inbox" / "2025-01-27-site_traffic.csv").unlink()
        for path in (folder / "issues").glob("2025-01-27*.md"):
            path.unlink()

    desk = fresh(change)
    (path,) = draft(desk, DAY)
    text = path.read_text("utf-8")
    assert "![](table:site_traffic)" in text and "sentence:site_traffic" not in text
    assert {g.tracker for g in compose(desk, DAY).gaps} == {"site_traffic"}


def test_a_first_issue(desk: Desk) -> None:
    for path in (desk.path / "issues").glob("*.md"):
        path.unlink()
    draft(desk, DAY)
    issue = compose(desk, DAY)
    assert issue.doc.related == () and issue.doc.cover_tables == ("coverage",)
    sections = {plain_text(b.inlines) for b in issue.doc.blocks if isinstance(b, Heading) and b.level == 1}
    assert {"算力动态", "AI 应用动态", "投资建议"} <= sections


@pytest.mark.parametrize("name", ["2025-01-27.md", "2025-01-27/10-x.md"])
def test_nothing_is_overwritten(desk: Desk, name: str) -> None:
    path = desk.path / "issues" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="is there already"):
        draft(desk, DAY)
    assert path.read_text("utf-8") == "mine"


def test_sections_of_their_own(desk: Desk) -> None:
    ran = CliRunner().invoke(draft_command, [str(desk.path), "2025-01-27", "--split"], catch_exceptions=False)
    files = [Path(line) for line in ran.stdout.splitlines()]
    assert files[0] == desk.issue_path(DAY) and files[1].name == "10-算力动态.md"
    assert files[1].read_text("utf-8").startswith('+++\nowner = ""\nstatus = "draft"\n+++\n\n# 算力动态\n')
    whole = compose(desk, DAY)
    assert {p.kind for p in problems_of(whole, ())} == {"slot", "status"}
    split = whole.report.text
    for path in files:
        path.unlink()
    draft(desk, DAY)
    assert compose(desk, DAY).report.text == split
