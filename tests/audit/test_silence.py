"""Right texts that were once read as wrong, each beside a wrong text of the same kind that is still found."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text


def alarms(text: str) -> list[str]:
    return [
        f.code
        for f in audit(read_text(text)).findings
        if f.severity in ("high", "medium") and f.code[:4] != "TIE9"
    ]


RIGHT = {
    "two indexes whose names differ in their number": (
        "The Large 300 closed at 4,120.50 on Friday with a gain of 12.30 points. Bonds were quiet.\n\nDetails\n\n"
        "The Large 900 closed at 1,310.25 on Friday with a gain of 4.75 points."
    ),
    "a line of nothing but a year and an amount": (
        "No. 2: Servers\n\n2024: $310 billion\n\n2025: $355 billion\n\nSpending on servers keeps rising."
    ),
    "rising and falling of another market": (
        "Breadth was even, with 640 stocks closing higher on the first board against 615 that ended lower. "
        "On the second board, 1,020 stocks advanced while 987 declined."
    ),
    "rising and falling of another period": (
        "周五交易的90只成分股中，有88只上涨，其中40只涨停；一周来看，70只成分股上涨，而仅有22只下跌。"
    ),
    "a percent that says which ones are counted": "正常交易的90只成分股中，上涨的有84只，其中涨幅超过15%的有21只。",
    "percent and points told of two measures": (
        "上半年毛利为2.10亿元，毛利率为31.5%，较去年同期分别增长22.4%及3.6个百分点。"
    ),
    "two bounds side by side": "全市场上涨个股不足1800家，下跌个股超3400家。",
    "a noun that begins with the character for from": (
        "到位资金860亿元，同比下降4.1%。其中，利用外资9亿元，下降12.5%；自筹资金310亿元，下降2.2%。"
    ),
    "the daily output of a third of a month": "据协会统计，7月下旬粗钢产量为2200万吨，日均产量200万吨。",
    "a list of names that ends where its figures begin": (
        "三类应用端内数量占比最高的分别是智能综合助手(31.2%)、智能搜索引擎(22.5%)、智能图像设计(11.8%)，"
        "其月度活跃用户规模分别为5.1亿、3.2亿、1.3亿。"
    ),
    "a measure from which something was taken out": (
        "項目\t2022年\t2021年\t變動\n收益\t5,120\t5,060\t1.2%\n本公司擁有人應佔溢利\t810\t960\t-15.6%\n"
        "本公司擁有人應佔溢利(經調整)\t810\t720\t12.5%\n\n於撇除一次性收益後，本公司擁有人應佔溢利增長12.5%。"
    ),
    "a column of rates beside two of amounts that add up": (
        "项目\t3月\t1-3月累计\t累计比上年增长(%)\n商品销售总额\t300310\t891502\t-1.0\n1、批发额\t213196\t642172\t12.1\n"
        "2、零售额\t87114\t249330\t-23.9\n住宿餐饮收入\t10409\t31894\t18.4\n"
    ),
    "what a figure was before, in its bracket": (
        "- Liquidity stays ample, with average weekly cash over the half of £264m (H1 2023: £210m) and a book of "
        "rental assets of £63.4m (June 2023: £61.0m)."
    ),
    "a small rest that a list leaves out": (
        "住户贷款增加4120亿元，其中，短期贷款减少1230亿元，中长期贷款增加5350亿元；企业单位贷款增加7.62万亿元，"
        "其中，短期贷款增加3.99万亿元，中长期贷款增加4.5万亿元，票据融资减少1.23万亿元；非银行机构贷款增加3120亿元。"
    ),
    "a month and the months up to it": (
        "10月份，商品零售总额4120亿元，同比增长1.1%。1—10月份，商品零售总额36050亿元，同比增长1.6%。其中，城镇31200亿元。\n\n"
        "指标\t10月绝对量（亿元）\t10月同比（%）\t1-10月绝对量（亿元）\t1-10月同比（%）\n"
        "商品零售总额\t4120\t1.1\t36050\t1.6\n城镇\t3510\t0.9\t31200\t1.2\n乡村\t610\t2.1\t4850\t2.9\n"
    ),
    "the end of a name behind another head": (
        "1-3月份，城镇消费品零售额7340亿元，乡村消费品零售额1240亿元。\n\n"
        "指标\t3月绝对量（亿元）\t1-3月绝对量（亿元）\n社会消费品零售总额\t2786\t8580\n"
        "限额以上单位消费品零售额\t1287\t3746\n城镇\t2394\t7340\n乡村\t392\t1240\n"
    ),
    "codes of shares in brackets": (
        "元宏電（8150）成交159.2億元，股價跌2.3%；奇勝（3917）152.2億元。可交易股票中上漲的有3934只，占比73.0%。"
    ),
    "an index told before what trails it": "上周沪深300指数下跌2.39%，申万电子行业下跌3.47%，跑输指数1.08pct。",
    "numbers of shares below what they are shares of": (
        "Quarterly data as reported and as revised (in millions, except per share data):\n"
        "Income before taxes\t70\t6\t76\t71\t4\t75\nIncome tax expense\t20\t2\t22\t23\t1\t24\nNet income\t50\t4\t54\t48\t3\t51\n"
        "Weighted average shares outstanding:\nBasic\t488.0\t488.0\t488.0\t488.0\t488.0\t488.0\n"
        "Diluted\t489.5\t489.5\t489.5\t489.5\t492.9\t489.5\n"
    ),
}

WRONG = {
    "a change whose words are written in another traditional form": "恆指收報20,000點，下跌500點，跌幅爲2.5%。",
    "the same sentence of one index": (
        "The Large 300 closed at 4,120.50 on Friday with a gain of 12.30 points. Bonds were quiet.\n\nDetails\n\n"
        "The Large 300 closed at 4,210.50 on Friday with a gain of 12.30 points."
    ),
    "more members than there are": "交易的90只成分股中，70只上涨，22只下跌。",
    "points between two rates": "毛利率由27.9%升至31.5%，提升4.6个百分点。",
    "a level that is not above its threshold": "全年销量为1800万辆，超过去年的3400万辆。",
    "a change from a base": "产量由自有工厂的50万吨增至60万吨，增长30%。",
    "the daily output of a month": "7月粗钢产量为6200万吨，日均产量250万吨。",
    "a list that is too long": "三类应用中用户最多的分别是助手、搜索、设计、办公。",
    "a column of amounts that does not add up": (
        "项目\t2月\t3月\t1-3月累计\n商品销售总额\t280300\t300310\t891502\n1、批发额\t201200\t213196\t642172\n"
        "2、零售额\t79100\t87114\t294330\n"
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", RIGHT.values(), ids=RIGHT)
def test_right_text_raises_no_alarm(text: str) -> None:
    assert alarms(text) == []


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_wrong_text_of_the_same_kind_is_found(text: str) -> None:
    assert alarms(text)
