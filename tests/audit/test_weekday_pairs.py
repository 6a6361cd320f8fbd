"""Weekdays of two days that no year can have together, and days without a month."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TWINS = [
    ("US markets close on Thursday 26 November for Thanksgiving and at 1pm on {} 27 November.", "Friday", "Monday"),
    ("Walmart reports on {}, November 20; Target and Lowe's report on Wednesday, November 19.", "Thursday", "Wednesday"),
    ("本周（5月11日（周一）起）传媒指数上涨，截至{}收盘，板块估值31.6倍。", "周五（15日）", "周五（16日）"),
    ("The busiest day was Wednesday the 11th, when the site was down. {} the 11th alone made up 31%.", "Wednesday", "Thursday"),
    ("17日（周一）收94,380元，18日（周二）收95,200元，19日（{}）收93,520元。", "周三", "周四"),
    ("财报日历：甲公司11月19日（周三）、乙公司11月18日（{}）盘后发布。", "周二", "周四"),
]  # fmt: skip


def _alarms(text: str) -> list[str]:
    return [f.message for f in audit(read_text(text), language="en").findings if f.severity == "high"]


@pytest.mark.parametrize(("frame", "right", "wrong"), TWINS)
def test_two_days_of_one_year(frame: str, right: str, wrong: str) -> None:
    assert _alarms(frame.format(right)) == []
    assert len(_alarms(frame.format(wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The minutes of the meeting of Wednesday 7 May were published on Thursday 22 May; last year it met on Wednesday 8 May.",
        "Monday 3 November was quiet. A year earlier, on Tuesday 4 November, there had been a record.",
        "The report for Saturday 28 February came out on Sunday 1 March.",  # a leap year would make a difference
        "会议于30日（周四）闭幕，次月3日（周一）公布。",
    ],
)
def test_days_of_two_years_or_months(text: str) -> None:
    assert _alarms(text) == []


def test_a_month_alone_dates_a_monthly() -> None:
    text = (
        "MEDIA MONTHLY\n\nSeptember 2026\n\nQuayside did worst, down 12.4% after its warning on {} 17 September.\n\n"
        "Advertising rose in the month.\n\nStreaming grew faster than advertising did.\n"
    )
    assert _alarms(text.format("Thursday")) == []
    assert len(_alarms(text.format("Wednesday"))) == 1
