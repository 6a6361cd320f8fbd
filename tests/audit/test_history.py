"""Earlier issues: changes, related reports, figures that never move."""

from __future__ import annotations

from datetime import date

import pytest

from tieout.audit import audit
from tieout.model import Related
from tieout.read import read_text


def dated(text: str, day: date, *, window: str = "2025.1.13-2025.1.17"):
    """The weekly as an issue of another day."""
    shown = text.replace("2025年01月27日", f"{day.year}年{day.month:02d}月{day.day:02d}日").replace(
        "2025.1.20-2025.1.24", window
    )
    return read_text(shown.replace("2025-01-27", day.isoformat()))


def test_change_that_last_week_cannot_give(weekly):
    before = dated(weekly.replace("882.9", "700.0"), date(2025, 1, 20))
    found = [f for f in audit(read_text(weekly), earlier=[before]).findings if f.code == "TIE503"]
    assert len(found) >= 1 and "ChatGPT" in found[0].message


def test_change_that_last_week_gives(weekly):
    # 0.93 % from 874.8 to 882.9, and so on for nobody else: only ChatGPT is on the table of last week.
    earlier = dated(
        weekly.replace(
            "ChatGPT	聊天机器人	OpenAI	882.9", "ChatGPT	聊天机器人	OpenAI	874.8"
        ).replace("6:34	0.51%", "6:32	0.51%"),
        date(2025, 1, 20),
    )
    found = [f for f in audit(read_text(weekly), earlier=[earlier]).findings if f.code == "TIE503"]
    assert not any("ChatGPT" in f.message for f in found)


def test_windows_of_other_lengths_are_not_compared(weekly):
    before = dated(weekly.replace("882.9", "700.0"), date(2025, 1, 20), window="2025.1.11-2025.1.17")
    assert not [f for f in audit(read_text(weekly), earlier=[before]).findings if f.code == "TIE503"]


def test_related_report_under_another_title(weekly):
    before = dated(weekly, date(2025, 1, 20))
    report = read_text(weekly)
    report = report.replace(
        meta=type(report.meta)(
            **{
                **{s: getattr(report.meta, s) for s in report.meta.__slots__},
                "related": (Related("计算机行业周报：完全不同的标题", date(2025, 1, 20)),),
            }
        )
    )
    assert "TIE502" in [f.code for f in audit(report, earlier=[before]).findings]


def test_figures_that_never_move(weekly):
    issues = [dated(weekly, date(2024, 7, 8)), dated(weekly, date(2024, 10, 21))]
    found = [f for f in audit(read_text(weekly), earlier=issues).findings if f.code == "TIE504"]
    assert found and all(f.severity == "low" for f in found)


@pytest.mark.parametrize(
    ("day", "found"), [("2024-07-06", True), ("2024-07-07", True), ("2025-01-27", False)]
)
def test_price_dated_to_a_weekend(weekly, day, found):
    result = audit(read_text(weekly.replace("2025-01-27 股价", f"{day} 股价")))
    assert ("TIE501" in [f.code for f in result.findings]) is found


PAST = """{day}

某某证券

计算机行业周报

图表 1：{window} AI 相关网站流量

应用	应用类型	归属公司	周平均访问量 (M)	访问量环比	平均停留时长	时长环比
Alpha	搜索	A	{visits}	0.93%	6:34	0.51%
Beta	搜索	B	412.7	-4.10%	6:21	0.26%

资料来源：similarweb

{text}
"""


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("Alpha 三次取数的周平均访问量依次为 635.1M、816.0M 和 882.9M。", ["supported"] * 3),
        ("Alpha 的周平均访问量由 10 月的 816.0M 升至 882.9M。", ["supported"] * 2),
        ("Alpha 上次取数时的访问量为 861.0M。", ["unchecked"]),  # of a day nobody kept
        ("Average weekly visits of Alpha in our three readings were 635.1M, 816.0M and 882.9M.", ["supported"] * 3),
    ],
)  # fmt: skip
def test_figures_of_earlier_issues_are_confirmed(text, verdicts):
    earlier = [
        read_text(PAST.format(day="2024年07月07日", window="2024.7.1-2024.7.5", visits="635.1", text="")),
        read_text(PAST.format(day="2024年10月21日", window="2024.10.14-2024.10.18", visits="816.0", text="")),
    ]
    report = read_text(
        PAST.format(day="2025年01月27日", window="2025.1.20-2025.1.24", visits="882.9", text=text)
    )
    result = audit(report, earlier=earlier)
    at = report.text.index(text)
    assert [n.verdict for n in result.numbers if n.q.start >= at and "M" in n.quote] == verdicts
    assert [f.code for f in result.findings if f.severity == "high"] == []
    kinds = {e.kind for c in result.claims for e in c.evidence if c.start >= at}
    assert "history" in kinds or verdicts == ["unchecked"]
