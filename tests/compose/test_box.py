"""The performance box from closes, where the desk has them and nobody stated a box. All closes are generated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tieout.calendar import last_trading_day, minus_months, trading_days
from tieout.compose import compose
from tieout.compose.drafting import draft
from tieout.desk import Desk, collect, init, open_desk
from tieout.quantity import Period
from tieout.render.json import evidence_json

DAY = date(2025, 1, 27)
INDEXES = """
[[universe.indexes]]
code = "801750.SI"
zh = "计算机(申万)"
en = "SW Computer"

[[universe.indexes]]
code = "000300.SH"
zh = "沪深300"
en = "CSI 300"
"""
Make = Callable[..., Desk]


def generated(code: str, day: date) -> Decimal:
    """A made-up close: a slow wave over the days, of another length for each code."""
    step = (day - date(2023, 1, 1)).days % (97 if code == "000300.SH" else 61)
    return Decimal(3000) + step * Decimal("7.25")


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """A desk with closes of two indexes for thirteen months, days of ``without`` left out."""

    def make(*without: date) -> Desk:
        folder = init(tmp_path / "desk", date=DAY)
        for file in (folder / "inbox").iterdir():
            file.unlink()
        text = (folder / "desk.toml").read_text("utf-8")
        (folder / "desk.toml").write_text(text + INDEXES, "utf-8")
        rows = ["代码,日期,收盘价"]
        for code in ("801750.SI", "000300.SH"):
            for day in trading_days(Period(minus_months(DAY, 13), DAY)):
                if day not in without:
                    rows.append(f"{code},{day},{generated(code, day)}")
        (folder / "inbox" / "2025-01-27-market.csv").write_text("\n".join(rows) + "\n", "utf-8")
        desk = open_desk(folder)
        assert collect(desk).ok
        return desk

    return make


def test_the_box_on_the_cover_and_its_sentence_are_computed_with_the_closes_as_evidence(made: Make) -> None:
    desk = made()
    (path,) = draft(desk, DAY)
    assert "sentence:relative_performance/summary" in path.read_text("utf-8")
    issue = compose(desk, DAY)
    table = next(t for t in issue.report.tables if t.tracker == "relative_performance")
    assert [r.subject for r in table.records] == [("计算机(申万)",), ("沪深300",)]
    end, start = last_trading_day(DAY), last_trading_day(minus_months(DAY, 3))
    expected = (generated("000300.SH", end) / generated("000300.SH", start) - 1) * 100
    fact = issue.facts["relative_performance/ret_3m_pct/沪深300"]
    assert abs(fact.value - expected) <= Decimal("0.05") and fact.operator == "change"
    assert [f.key.subject for f in fact.inputs] == [
        ("000300.SH", end.isoformat()),
        ("000300.SH", start.isoformat()),
    ]
    assert "inbox/2025-01-27-market.csv" in evidence_json(issue.report, issue.facts)
    assert not any(g.tracker == "relative_performance" for g in issue.gaps)
    assert any(c.tracker == "market" for c in issue.report.charts)


def test_a_close_that_lacks_is_a_gap_and_not_the_day_before(made: Make) -> None:
    desk = made(last_trading_day(minus_months(DAY, 3)))
    draft(desk, DAY)
    issue = compose(desk, DAY)
    assert issue.facts["relative_performance/ret_3m_pct/沪深300"].value is None
    assert issue.facts["relative_performance/ret_1m_pct/沪深300"].value is not None
    day = last_trading_day(minus_months(DAY, 3))
    reasons = {g.reason for g in issue.gaps if g.tracker == "relative_performance"}
    assert reasons == {f"the sheet market has no close of {c} on {day}" for c in ("801750.SI", "000300.SH")}


def test_a_stated_box_comes_first(made: Make) -> None:
    desk = made()
    (desk.inbox / "2025-01-27-relative_performance.csv").write_text(
        "指数名称,1M,3M,12M\n计算机(申万),-6.0,1.0,2.0\n沪深300,-4.0,-2.5,-3.0\n", "utf-8"
    )
    assert collect(desk).ok
    draft(desk, DAY)
    fact = compose(desk, DAY).facts["relative_performance/ret_1m_pct/沪深300"]
    assert (fact.value, fact.operator) == (Decimal("-4.0"), None)


def test_without_closes_there_is_no_box(made: Make, tmp_path: Path) -> None:
    desk = made(*trading_days(Period(DAY - timedelta(days=500), DAY)))
    draft(desk, DAY)
    assert not any(t.tracker == "relative_performance" for t in compose(desk, DAY).report.tables)
