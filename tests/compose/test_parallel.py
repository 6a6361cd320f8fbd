"""A translation says what the original says, or it is not built."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tieout.compose import compose
from tieout.desk import Desk
from tieout.errors import IssueError
from tieout.render import build

DAY = date(2025, 1, 27)
DAYS = (date(2024, 7, 7), date(2024, 10, 21), DAY)


def english(fresh: Callable[..., Desk], *changes: tuple[str, str], file: str = "2025-01-27.en.md") -> Desk:
    """The example with some words of one file changed."""

    def change(folder: Path) -> None:
        path = folder / "issues" / file if file.endswith(".md") else folder / file
        text = path.read_text("utf-8")
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")

    return fresh(change)


def line_of(desk: Desk, file: str, words: str) -> int:
    """The first line of an issue file with these words at or behind its beginning."""
    lines = (desk.path / "issues" / file).read_text("utf-8").split("\n")
    return next(n for n, line in enumerate(lines, start=1) if words in line and not line.startswith("## "))


def refused(desk: Desk) -> tuple[str, ...]:
    with pytest.raises(IssueError) as caught:
        compose(desk, DAY, language="en")
    assert caught.value.path and caught.value.line >= 1
    return tuple(caught.value.differences)


@pytest.mark.parametrize("day", DAYS)
def test_the_example_says_the_same_in_both_languages(example: Desk, day: date) -> None:
    zh, en = compose(example, day), compose(example, day, language="en")
    assert set(zh.facts) == set(en.facts)
    assert len(zh.report.charts) == len(en.report.charts) and len(zh.report.pictures) == len(
        en.report.pictures
    )
    assert not en.bare and not en.gaps
    body = "\n".join(en.report.quote(b) for b in en.report.blocks if b.attrs.get("part") != "publisher_alt")
    assert not any("\u3400" <= c <= "\u9fff" for c in body)
    assert not any("\u3400" <= c <= "\u9fff" for c in en.report.charts for c in "".join(c.spec.texts()))


def test_files_of_both_languages_stand_side_by_side(example: Desk, tmp_path: Path) -> None:
    build(example, DAY, out=tmp_path, formats=("html",))
    build(example, DAY, out=tmp_path, formats=("html",), language="en")
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "evidence.en.json", "evidence.json", "weekly.en.html", "weekly.html",
    ]  # fmt: skip
    assert '<html lang="en">' in (tmp_path / "weekly.en.html").read_text("utf-8")


def test_a_number_missing_on_the_english_side(fresh: Callable[..., Desk]) -> None:
    desk = english(
        fresh, (", up [](fact:site_traffic/visits_wow_pct/Perplexity) and thus faster", ", faster")
    )
    (said,) = refused(desk)
    assert said.startswith(f"2025-01-27.md:{line_of(desk, '2025-01-27.md', 'visits_wow_pct/Perplexity')}:")
    assert "site_traffic/visits_wow_pct/Perplexity (2.85%) is not said in" in said
    assert (
        "AI applications" in said
        and f"2025-01-27.en.md:{line_of(desk, '2025-01-27.en.md', '# AI app')}:" in said
    )


def test_a_number_missing_on_the_chinese_side(fresh: Callable[..., Desk]) -> None:
    desk = english(
        fresh, ("Those who stay", "DeepL had [](fact:site_traffic/weekly_visits_m/DeepL). Those who stay")
    )
    (said,) = refused(desk)
    assert said.startswith("2025-01-27.en.md:") and "weekly_visits_m/DeepL (46.61M) is not said in" in said
    assert "2025-01-27.md:" in said.partition("not said in")[2]


def test_a_missing_section_and_a_missing_figure(fresh: Callable[..., Desk]) -> None:
    desk = english(fresh, ("# Risks\n", "Risks\n"))
    (said,) = refused(desk)
    assert "风险提示" in said and "missing at the end of 2025-01-27.en.md" in said


def test_a_missing_figure(fresh: Callable[..., Desk]) -> None:
    desk = english(fresh, ("![List prices of reasoning models](table:token_price)\n", ""))
    assert any("figure 7 (table:funding) is not that of 2025-01-27.md:" in d for d in refused(desk))


def test_a_number_without_a_fact(fresh: Callable[..., Desk]) -> None:
    desk = english(fresh, ("still rising", "still rising by 7.5%"))
    assert any("the number “7.5%” is not said in 2025-01-27.md" in d for d in refused(desk))


def test_words_left_in_chinese(fresh: Callable[..., Desk]) -> None:
    desk = english(fresh, ("Those who stay, stay longer.", "留下来的用户用得更久。"))
    (said,) = refused(desk)
    line = line_of(desk, "2025-01-27.en.md", "留下来")
    assert said.startswith(f"2025-01-27.en.md:{line}:") and "留下来的用户用得更久” is not translated" in said


def test_a_name_without_english(fresh: Callable[..., Desk]) -> None:
    desk = english(fresh, ('zh = "高伟达"\nen = "Global Infotech"', 'zh = "高伟达"'), file="desk.toml")
    assert any("“高伟达” has no English name" in d for d in refused(desk))


def test_a_text_of_the_desk_without_english(fresh: Callable[..., Desk]) -> None:
    old = 'en = "A rating is an expectation of the return relative to the market index, measured from the close of the issue date."\n'
    desk = english(fresh, (old, ""), file="desk.toml")
    assert any("of the back matter has no en text in desk.toml" in d for d in refused(desk))
