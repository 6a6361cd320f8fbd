"""A figure in another scale than its cell, and in another unit than the one in front of it."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

FILMS = (
    "\n\n表格1 票房\n影片\t周票房(万元)\t累计票房(亿元)\t平均票价(元)\n"
    "鬼灭之刃\t21,384\t4.62\t36.2\n惊天魔盗团\t13,957\t2.87\t38.1\n狂野时代\t10,268\t1.03\t43.7\n"
)
FLIGHTS = (
    "\n\n指標\t2026年10月\t2025年10月\t變動\n載客人次（千）\t2,486\t2,211\t+12.4%\n"
    "收入乘客千米數（百萬）\t10,034\t8,790\t+14.2%\n載貨量（千公噸）\t152\t144\t+5.6%\n"
)
CAPEX = (
    "\n\nCompany\tCapex ($bn)\tYear ago\tYoY\nOrrery Devices\t14.62\t9.87\t+48.1%\n"
    "Kanto Memory\t5.94\t3.12\t+90.4%\nSilverlode Analog\t4.21\t4.07\t+3.4%\n"
)
TWINS = [
    ("本周惊天魔盗团累计{}，排在第二。" + FILMS, "2.87亿元", "2.87万元"),
    ("集團10月共載客{}萬人次，按年增加12.4%。" + FLIGHTS, "248.6", "24.86"),
    ("Kanto Memory laid out {} in the quarter, well above plan." + CAPEX, "$5.94 billion", "$594 million"),
    ("全国粮食单位面积产量5,986.7公斤/公顷（{}公斤/亩），增长1.1%。", "399.1", "798.2"),
    ("全国粮食总产量71,488.0万吨（{}亿斤），比上年增长1.2%。", "14,297.6", "7,148.8"),
    ("播种面积119,409.4千公顷（{}万亩），比上年增加。", "179,114.1", "179,141.1"),
]  # fmt: skip


def _alarms(text: str) -> list[str]:
    return [f.message for f in audit(read_text(text), language="en").findings if f.severity == "high"]


@pytest.mark.parametrize(("frame", "right", "wrong"), TWINS)
def test_another_scale(frame: str, right: str, wrong: str) -> None:
    assert _alarms(frame.format(right)) == []
    assert len(_alarms(frame.format(wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "惊天魔盗团的制作成本为2870万元，约为前作的一半；预告片播放28.7万次。" + FILMS,
        "全年收购粮食1,250万吨（较上年增加250亿斤）。",
        "园区占地12.6平方公里（其中绿地1.2万亩）。",
        "Kanto Memory was fined $59.4 million." + CAPEX.replace("($bn)", ""),
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert _alarms(text) == []
