"""Chinese prose of strangers: statements that were once read wrongly stay silent, their slips are found."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report


def codes(text: str) -> list[str]:
    """What is found in the lines as paragraphs, the rules on structure left out."""
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", at, at + len(line)))
        at += len(line) + 1
    found = audit(Report(text, blocks=tuple(blocks))).findings
    return [f.code for f in found if not f.code.startswith(("TIE4", "TIE6", "TIE9"))]


RIGHT = [
    # cells of a division both ways are no two sides
    "从销量分布看，纯电乘用车占42%，纯电商用车占22%，插电乘用车占28%，插电商用车占8%。",
    # a sentence about a mistake prints it
    "公告称董事长薪酬由69.7亿元更正为69.8万元，高管合计259.92亿元，更改后为259.93万元。",
    # millions turned into 万: the nought is a place
    "全球出货6820万台。甲以1600万台居首，去年同期为1690万台，同比下降5.0%；乙720万台，去年同期为940万台，同比下降23.1%。",
    # groups that overlap, and a group of a group
    "161只基金中137只获得正收益，占比约为85%；其中有10只收益率超过20%；有35只战胜指数，占比约为22%。",
    "所有171只基金（3只未公布净值）中119只获得正收益，占比约为71%；其中有57只跑赢指数，占比约为34%。",
    # bounds of a class
    "八成企业融资规模在10亿元以内。709家企业融资规模在1亿元以内，占比为45.27%。",
    # a level of then is no rate
    "完成总周转量239.9亿吨公里，同比增长39.7%，规模相当于2019年同期的77.6%，较四季度提升38.5个百分点。",
    "旅客运输规模较2022年四季度大幅提升51.0个百分点。国内航线同比增长66.6%，国际航线同比增长717.0%。",
    # dealt out in one word
    "按地區劃分，來自香港及中國之營業額分別上升72﹒8%及1﹒8倍，至667萬元及11﹒82億元，分佔總營業額0﹒6%及99﹒4%。集團營業額11﹒89億元。",
    # compound numbers
    "上市股票成交金額為3兆4,254.07億元。第一名半導體類1兆3,513.72億元，占全體上市股票39.45%；第二名零組件類5,876.81億元，占17.16%。",
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_right_statements_are_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_compound_number_is_one_figure() -> None:
    text = "上市股票成交金額為3兆4,254.07億元。第一名半導體類1兆3,513.72億元，占全體上市股票成交金額{}。"
    assert codes(text.format("39.45%")) == []
    assert "TIE205" in codes(text.format("93.45%"))


def test_a_change_on_the_restated_column_is_no_mistake() -> None:
    text = """2023年第一季度
项目 2023 2022 2022 增减
营业收入 796,407,152.78 763,629,721.35 763,629,721.35 4.29
净利润 390,704,476.72 18,014,978.73 18,197,016.65 2,047.08
经营活动现金流 181,999,313.86 15,710,545.86 15,710,545.86 1,058.45
每股收益 1.65 0.08 0.08 1,962.50
稀释每股收益 1.62 0.08 0.08 1,925.00
"""
    assert codes(text) == []


TWINS = [
    # 约 in front of a figure with its decimals says that it is rounded; years in Chinese numerals
    ("收入减少{}至约人民币191.5百万元（二零一九年：约人民币232.0百万元）。", "17.5%", "15.7%"),
    ("收益約為港幣191.5百萬元（二零一九年：約港幣232.0百萬元），減少約{}。", "17.5%", "15.1%"),
    ("毛利减少{}至约人民币17.2百万元（2019年：约人民币50.3百万元）。", "65.8%", "56.8%"),
    ("銷售成本由二零二二年約人民幣88.4百萬元減少約{}至二零二三年約人民幣79.9百萬元。", "9.6%", "6.9%"),
    # places told with their figures
    ("档期五部新片过亿，其中《甲》以{}亿元的成绩领跑，《乙》《丙》《丁》分别以8.78亿元、4.97亿元和4.09亿元位列票房榜二至四位。", "8.83", "8.38"),
    ("甲以38.3%的份额居首，乙以{}的份额位列第二，丙以31.2%的份额排在第三。", "33.1%", "13.1%"),
    ("出货量方面，甲以1,640万台位居第一，乙以{}万台紧随其后，丙以1,180万台排名第三。", "1,350", "1,035"),
    # a fall over the new value
    ("恒生科技指數收報7176點，跌210點，跌幅{}。", "2.84%", "2.93%"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS)
def test_twins(text: str, right: str, wrong: str) -> None:
    assert codes(text.format(right)) == []
    assert codes(text.format(wrong)) != []


@pytest.mark.parametrize(
    "text",
    [
        "甲以3.2秒的用时排名第一，乙以3.5秒的用时位列第二。",
        "甲以跌幅2.1%排名第一，乙以跌幅3.5%位列第二。",
        "甲以22%的份额位居第二，丙以9%的份额排名第三，小米和vivo分别以71%和强势增长位列第四和第五。",
        "甲以8.8亿元领跑，累计票房中乙以累计9.4亿元位列第二。",
    ],
)
def test_places_of_another_kind_are_left_alone(text: str) -> None:
    assert codes(text) == []


def test_a_row_of_rates_changes_in_points() -> None:
    text = """2015年旅游统计
项目 2015 2014 增长%
旅游收入 227.44 210.23 8.2
接待人数 9868655 9021531 9.4
国内游客 9270530 8419481 10.1
外国人 122826 112330 9.3
客房开房率% 49.00 48.64 {}
"""
    assert codes(text.format("0.4")) == []


def test_a_first_paragraph_is_no_headline() -> None:
    text = (
        "报告指出，2020年全球半导体设备销售额达712亿美元，同比增长19%。\n"
        "从地区的排名来看，中国大陆销售额达187.2亿美元，同比大增39%；中国台湾地区排名第二，销售额为171.5亿美元。"
    )
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        ("扣除非经常性损益后的净利润预计为{}至110万元，同比下降94.06%至95.14%。", "90万元", "90元"),
        ("预计今年上半年归属净利润亏损{}-2500.00万元。", "1500.00万元", "1500.00元"),
        ("公司拟回购，金额为回购资金{}至3亿元。", "1.5亿元", "1.5元"),
    ],
)
def test_a_range_that_lost_a_unit(text: str, right: str, wrong: str) -> None:
    assert codes(text.format(right)) == []
    assert codes(text.format(wrong)) == ["TIE208"]


def test_a_wide_range_is_no_mistake() -> None:
    assert codes("违者处500元至2万元罚款，单笔投资额50元至100万元不等，每户收入2000元至3万元。") == []
