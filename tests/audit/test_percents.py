"""Percent printed where points are meant: found whatever the sentence, and silent where a percent is a percent."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TWINS = [
    ("公司三季度毛利率33.9%，去年同期为32.4%，同比提升{}。", "1.5个百分点", "1.5%"),
    ("新業務價值利潤率38.5%；去年同期為35.9%，利潤率上升{}。", "2.6個百分點", "2.6%"),
    ("豆包份额为24.3%，较第二名的18.3%高{}。", "6.0个百分点", "6.0%"),
    ("出租率93.5%，较二季度末的91.2%上升{}。", "2.3个百分点", "2.3%"),
    ("10月末，贷款余额占比60.7%，同比低1.2个百分点；债券余额占比22.6%，同比高{}。", "1.0个百分点", "1.0%"),
    ("The net interest margin was 3.04 per cent, up {} (a year ago: 2.94 per cent).", "10 basis points", "10 per cent"),
    ("The operating margin widened to 12.6% (3Q25: 11.3%), an improvement of {}.", "1.3 points", "1.3%"),
    ("Its churn rate was 1.9%, {} lower than the 2.3% of a year ago.", "0.4 points", "0.4%"),
]  # fmt: skip


def _alarms(text: str) -> list[str]:
    found = audit(read_text(text), language="en").findings
    return [f.message for f in found if f.severity == "high"]


@pytest.mark.parametrize(("frame", "right", "wrong"), TWINS)
def test_points_called_percent(frame: str, right: str, wrong: str) -> None:
    assert _alarms(frame.format(right)) == []
    assert len(_alarms(frame.format(wrong))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Revenue grew 12.0%, compared with 8.0% a year ago, and profits grew 4.0%.",
        "营收增长12.0%，去年同期增长8.0%，净利润增长4.0%。",
        "The margin widened 3 basis points to 3.34%. Average loans were $36.9 billion, up 1% sequentially and 4% on the year.",
        "毛利率33.9%，净利率32.4%，营收同比提升1.5%。",
        "前五名占比分别为30.5%、20.5%、10.0%，其余占39.0%。",
        "房价上涨2.0%的城市占比由8.0%升至10.0%。",
        "Earnings per share were up 4.0%; the pay-out was 44.0% and the tax rate 40.0%.",
        "申万计算机指数周涨2.83%，沪深300指数下跌0.61%，板块跑赢大盘3.44%。",  # a page that has no word for points
    ],
)
def test_a_percent_that_is_one_is_left_alone(text: str) -> None:
    assert _alarms(text) == []


TABLE = (
    "\n\n公司\t营收(亿美元)\t环比\t毛利率\t环比(pp)\n甲芯国际\t25.63\t+3.0%\t20.6%\t+1.4\n乙虹半导\t6.87\t+4.1%\t13.8%\t+0.8\n"
    "丙电\t19.52\t-1.1%\t29.4%\t-1.3\n资料来源：公司公告\n"
)


def test_the_row_of_a_table_has_the_points() -> None:
    text = "甲芯国际一季度营收25.63亿美元，环比增长3.0%，毛利率环比提升{}。" + TABLE
    assert _alarms(text.format("1.4个百分点")) == []
    assert _alarms(text.format("1.4%")) != []


def test_a_lead_over_a_row_of_the_table() -> None:
    text = (
        "本周通信指数上涨2.83%，跑赢沪深300指数{}；光模块涨幅居前，跑赢沪深300指数5.83个百分点。\n\n"
        "指数\t周涨跌幅\n通信\t+2.83%\n沪深300\t-0.61%\n光模块\t+5.22%\n资料来源：交易所\n"
    )
    assert _alarms(text.format("3.44个百分点")) == []
    assert _alarms(text.format("3.44%")) != []
