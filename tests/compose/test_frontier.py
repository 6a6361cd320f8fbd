"""Scores against prices: drafted where the desk has both, with the models no cheaper one matches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tieout.compose import compose
from tieout.compose.drafting import draft
from tieout.desk import Desk, collect, init, open_desk

DAY = date(2025, 1, 27)
PRICES = "模型,厂商,计费项,价格,单位,币种\n" + "".join(
    f"{m},P,输出,{p},每百万 tokens,USD\n"
    for m, p in (("A-1", "60"), ("B-2", "2"), ("C-3", "10"), ("D-4", "12"))
)
SCORES = "测评集,A-1,B-2,C-3,D-4\nMMMU,75.0,60.5,70.0,66.0\nMath,70.0,61.0,68.0,69.0\n"


def desk_with(folder: Path, **files: str) -> Desk:
    made = init(folder, date=DAY)
    for file in (made / "inbox").iterdir():
        file.unlink()
    for name, text in files.items():
        (made / "inbox" / f"2025-01-27-{name}.csv").write_text(text, "utf-8")
    desk = open_desk(made)
    assert collect(desk).ok
    return desk


def test_a_draft_shows_scores_against_prices_with_the_frontier(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "desk", benchmark=SCORES, token_price=PRICES)
    (path,) = draft(desk, DAY)
    text = path.read_text("utf-8")
    assert text.index("![](chart:benchmark)") < text.index("![](chart:benchmark/price)")
    issue = compose(desk, DAY)
    (chart,) = [c for c in issue.report.charts if c.spec.kind == "scatter"]
    # D-4 costs more than C-3 and scores less.
    assert chart.spec.frontier == ("B-2", "C-3", "A-1")


def test_without_prices_there_is_none(tmp_path: Path) -> None:
    desk = desk_with(tmp_path / "desk", benchmark=SCORES)
    (path,) = draft(desk, DAY)
    assert "/price)" not in path.read_text("utf-8")
