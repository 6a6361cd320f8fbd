"""A headline against its story: tied by the figure reached."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

HEAD = "Orrin net revenue climbs 18% to EUR412 million in second quarter"
STORY = "HELSINKI - Machine maker Orrin said second-quarter net revenue rose {} to EUR412.3 million, or {} in local currencies. Orders fell 4%."


def codes(story: str, head: str = HEAD) -> list[str]:
    return [f.code for f in audit(read_text(f"{head}\n\n{story}")).findings if f.severity == "high"]


def test_the_story_gives_another_change() -> None:
    assert codes(STORY.format("11% year on year", "21%")) == ["TIE209"]


def test_a_neighbouring_figure_of_another_fact_does_not_count() -> None:
    story = STORY.format("11% year on year", "21%") + " Service sales grew 17%."
    assert codes(story) == ["TIE209"]


@pytest.mark.parametrize(
    "story",
    [
        STORY.format("18% year on year", "21%"),
        STORY.format("17.6% year on year", "21%"),
        STORY.format("11% year on year", "18%"),
        STORY.format("3% from the previous quarter", "4%"),
        "HELSINKI - Orrin said first-half net revenue rose 11% to EUR801 million.",
    ],
)
def test_the_same_or_another_fact_is_silent(story: str) -> None:
    assert codes(story) == []
