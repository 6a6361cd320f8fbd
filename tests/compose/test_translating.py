"""``tieout draft --language en``: the skeleton of an English issue."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tieout.compose import compose
from tieout.compose.review import problems_of
from tieout.compose.translating import draft_translation
from tieout.desk import Desk
from tieout.desk.citing import add_source
from tieout.desk.issuefile import FigureRef, Heading, read_issue
from tieout.errors import IssueError, UsageError
from tieout.render import build
from tieout.render.issue_commands import draft as draft_command

DAYS = ["2024-07-07", "2024-10-21", "2025-01-27"]


@pytest.fixture
def untranslated(fresh: Callable[..., Desk]) -> Callable[[str], Desk]:
    """Makes the example without the English issue of a day."""

    def make(day: str) -> Desk:
        return fresh(lambda folder: (folder / "issues" / f"{day}.en.md").unlink())

    return make


@pytest.mark.parametrize("day", DAYS)
def test_the_skeleton_says_the_same_facts(untranslated: Callable[[str], Desk], day: str) -> None:
    desk, when = untranslated(day), date.fromisoformat(day)
    (path,) = draft_translation(desk, when, "en")
    issue = compose(desk, when, language="en")  # refuses any fact, heading or figure that differs
    ours, theirs = read_issue(path), read_issue(desk.issue_path(when))
    assert [b.level for b in ours.blocks if isinstance(b, Heading)] == [
        b.level for b in theirs.blocks if isinstance(b, Heading)
    ]
    figures = [sum(isinstance(b, FigureRef) for b in doc.blocks) for doc in (ours, theirs)]
    assert figures[0] == figures[1] > 5
    assert issue.gaps == () and issue.bare == ()
    # What is not written yet is a slot with the words to translate, and stops a release.
    assert any("配置本周" in s.text for s in ours.slots)
    assert "slot" in {p.kind for p in problems_of(issue, ())}
    assert (ours.rating, ours.rating_action) == ("Recommended", "maintained")


def test_what_was_said_before_is_kept(untranslated: Callable[[str], Desk]) -> None:
    desk = untranslated("2025-01-27")
    (path,) = draft_translation(desk, date(2025, 1, 27), "en")
    text = path.read_text("utf-8")
    assert "\n# Risks\n" in text and "\n## Traffic\n" in text
    assert "2) Third-party traffic statistics differ from what the vendors count." in text
    assert "# AI applications <!-- To write: AI 应用动态：QuillBot 环比增速居首 -->" in text
    assert 'title = "AI Industry Weekly: Rental prices flat; visits of Kimi and ERNIE Bot rebound"' in text
    assert "[USD 500 billion, USD 105.5 million](para:funding)" in text


def test_quotes_stay_linked(written: Callable[..., Desk]) -> None:
    desk = written("# 空")
    link = add_source(desk, "-", data="融资 1.2 亿美元".encode(), title="公告").link
    desk = written(f"# 融资\n\n[]({link})公司称融资 [1.2 亿美元](src:#q=融资%201.2%20亿美元)。")
    (path,) = draft_translation(desk, date(2025, 1, 27), "en")
    said = "[]({0}), [USD 120 million](src:#q=融资%201.2%20亿美元) <!-- To write: 公司称融资 1.2 亿美元。 -->"
    assert said.format(link) in path.read_text("utf-8")
    issue = compose(desk, date(2025, 1, 27), language="en")
    assert issue.bare == () and "[1] “公告”" in issue.report.text


def test_the_command(untranslated: Callable[[str], Desk]) -> None:
    desk = untranslated("2025-01-27")
    with pytest.raises(IssueError, match="no issue file") as missing:
        compose(desk, date(2025, 1, 27), language="en")
    # The message names the very command.
    asked = re.search(r"`tieout draft (\S+) (\S+) --language en`", missing.value.next_step)
    assert asked and asked[2] == "2025-01-27"
    arguments = [str(desk.path), "2025-01-27", "--language", "en"]
    done = CliRunner().invoke(draft_command, arguments, catch_exceptions=False)
    assert done.stdout.strip() == str(desk.issue_path(date(2025, 1, 27), "en"))
    for extra in ([], ["--split"]):
        with pytest.raises(UsageError):
            CliRunner().invoke(draft_command, arguments + extra, catch_exceptions=False)
    with pytest.raises(UsageError, match="to translate"):
        draft_translation(desk, date(2025, 2, 3), "en")


def test_it_builds(untranslated: Callable[[str], Desk], tmp_path: Path) -> None:
    desk = untranslated("2024-10-21")
    draft_translation(desk, date(2024, 10, 21), "en")
    issue = build(desk, date(2024, 10, 21), language="en", out=tmp_path, internal=False)
    assert [p.name for p in issue.files] == ["weekly.en.pdf", "weekly.en.html", "weekly.en.json"]
