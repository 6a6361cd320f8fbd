"""Days a report speaks of: weekdays, closes, the window of the issue."""

from __future__ import annotations

from datetime import date

import pytest

from tieout.audit import audit
from tieout.audit.claims.weekdays import anchor_of
from tieout.read import read_text

TOP = """某某证券研究所
行业周报
2025-09-22（周一）
半导体行业周报（2025.9.15-2025.9.19）

"""


def _found(text: str, code: str) -> list[str]:
    return [f.quote for f in audit(read_text(text)).findings if f.code == code]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("9月16日（周二）有媒体报道新品测试。", "9月16日（周三）有媒体报道新品测试。"),
        ("9月16日(星期二)，甲公司公告。", "9月16日(星期一)，甲公司公告。"),
        ("周五至周日三天合计51,084万元。", "周六至周日三天合计51,084万元。"),
        ("周四（9月18日）放量。", "周五（9月18日）放量。"),
        ("二零二五年九月十九日（星期五）公布。", "二零二五年九月十九日（星期四）公布。"),
        (
            "The rule was published on Wednesday 17 September.",
            "The rule was published on Tuesday 17 September.",
        ),
        ("September 18 (Thursday): exports rose.", "September 18 (Wednesday): exports rose."),
        ("The test is due on Fri, 19 September.", "The test is due on Thu, 19 September."),
    ],
)
def test_weekdays_against_the_year_of_the_report(right: str, wrong: str) -> None:
    code = "TIE204" if "三天" in right else "TIE208"
    assert _found(TOP + right + "\n", code) == []
    assert len(_found(TOP + wrong + "\n", code)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "去年9月16日（周一）上市。",
        "周一至周五（9月15日-9月19日）累计。",
        "2024年9月16日（周一）上市。",
        "3月17日（周四）当天。",
    ],
)
def test_other_years_and_ranges_are_left_alone(text: str) -> None:
    assert _found(TOP + text + "\n", "TIE208") == []


def test_the_opening_gives_the_date() -> None:
    assert anchor_of(["周报", "二〇二六年四月二十六日（星期日）", "甲", "乙"]) == date(2026, 4, 26)
    assert anchor_of(["Weekly", "a", "New York, May 6, 2026 (Wednesday)", "b"]) == date(2026, 5, 6)


PRICES = """表1 板块个股
公司	收盘价(元)	上周收盘(元)	周涨幅
甲微装	152.60	121.15	+25.96%
乙存储	88.40	73.02	+21.06%
丙科技	243.18	207.75	+17.05%
来源：Wind

表2 主要指数
指数	09/12收盘	09/19收盘	周涨跌
费半	6018.33	6232.51	+3.56%
台半	812.47	838.90	+3.25%
沪深300	4522.00	4501.92	-0.44%
来源：Wind

表3 估值（收盘价：{day}）
公司	股价(元)	EPS25E
甲微装	152.60	3.05
乙存储	88.40	1.36
丙科技	243.18	2.71
来源：Wind
"""


@pytest.mark.parametrize(
    ("day", "alarms"), [("2025/09/19", 0), ("2025/09/12", 1), ("2025/09/20", 1), ("2025/09/18", 0)]
)
def test_the_day_of_the_closes(day: str, alarms: int) -> None:
    assert len(_found(TOP + PRICES.format(day=day), "TIE415")) == alarms


def test_a_weekend_label_without_another_close_is_house_style() -> None:
    alone = "表1 估值（股价：2025/09/21）\n公司	股价(元)	EPS25E\n甲微装	152.60	3.05\n乙存储	88.40	1.36\n"
    assert _found(TOP + alone, "TIE415") == []


def test_a_window_of_data_that_lags_is_house_style() -> None:
    lag = "图1：本周（9.8-9.14）网站流量\n\n本周（9.8-9.14）访问量第一为甲网（88.2M）。\n"
    assert _found(TOP + lag, "TIE416") == []
    assert len(_found(TOP + "当周（9.8-9.12）板块上涨2.3%。\n", "TIE416")) == 1
