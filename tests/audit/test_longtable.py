"""Tables of one value column: index statistics and token prices; and how many rows a table holds."""

from __future__ import annotations

import pytest

STATS = """图表 1：本周指数涨跌幅统计

指数	统计项	成分股	涨跌幅
甲指数	日涨幅最大值	——	3.83%
	日跌幅最大值	——	-0.92%
	涨幅最大成分股	天科技	24.43%
	跌幅最大成分股	地智能	-8.61%
乙指数	日涨幅最大值	——	2.65%
	日跌幅最大值	——	-0.71%
	涨幅最大成分股	玄互动	19.59%
	跌幅最大成分股	黄智胜	-33.63%

资料来源：Wind

"""
PRICES = """图表 1：推理模型的价目

模型	厂商	计费项	价格	单位	币种
Alpha-R1	甲	输入	0.55	每百万 tokens	USD
Alpha-R1	甲	输出	2.00	每百万 tokens	USD
o9	乙	输入	15.00	每百万 tokens	USD
o9	乙	输出	60.00	每百万 tokens	USD

资料来源：模型厂商

"""


def unsettled(result):
    return [n.quote for n in result.numbers if n.verdict == "unchecked"]


def wrong(result):
    return [(f.code, f.severity) for f in result.findings if f.severity == "high"]


ALL = (
    "甲指数单日最大涨幅为 +3.83%，单日最大跌幅为 -0.92%，涨幅居首的成分股为天科技（+24.43%），跌幅居首的成分股为地智能（-8.61%）；"
    "乙指数单日最大涨幅为 +2.65%，单日最大跌幅为 -0.71%，涨幅居首的成分股为玄互动（+19.59%），跌幅居首的成分股为黄智胜（-33.63%）。\n"
)


def test_every_statistic_ties(check):
    result = check(STATS + ALL)
    assert unsettled(result) == [] and wrong(result) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("-0.92%", "-0.29%", "TIE101"),
        ("+19.59%", "+15.99%", "TIE101"),
        ("乙指数单日最大涨幅为 +2.65%", "乙指数单日最大涨幅为 -2.65%", "TIE101"),
        ("成分股为天科技（", "成分股为玄互动（", "TIE103"),
        ("跌幅居首的成分股为地智能（-8.61%）", "跌幅居首的成分股为地智能（-33.63%）", "TIE101"),
    ],
)
def test_a_changed_statistic_is_found(check, old, new, code):
    assert (code, "high") in wrong(check(STATS + ALL.replace(old, new)))


@pytest.mark.parametrize(
    "line",
    [
        "两个指数的单日最大涨幅为 3.83% 和 2.65%。\n",
        "天科技全周上涨 24.43%，黄智胜下跌 33.63%。\n",
        "甲指数单日最大涨幅只有 3.83%，成分股天科技全周却上涨 24.43%。\n",
    ],
)
def test_statistics_said_in_other_words(check, line):
    result = check(STATS + line)
    assert wrong(result) == []
    assert [n.quote for n in result.numbers if n.verdict == "unchecked" and "%" in n.quote] == []


def test_a_member_of_the_wrong_sign_is_found(check):
    assert wrong(check(STATS + "黄智胜全周上涨 33.63%。\n")) == [("TIE101", "high")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Alpha-R1 的输入价为每百万 tokens 0.55 美元，o9 为 15.00 美元；输出价分别为 2.00 美元和 60.00 美元。\n", []),
        ("Alpha-R1 的输入价为每百万 tokens 0.65 美元，o9 为 15.00 美元。\n", [("TIE101", "high")]),
        ("Alpha-R1 的输入价为每百万 tokens 0.55 美元，o9 为 18.00 美元。\n", [("TIE101", "high")]),
        ("收录 4 项报价；输入价最低的是 Alpha-R1（0.55 USD）。\n", []),
        ("收录 5 项报价。\n", [("TIE204", "high")]),
        ("收录 4 项报价；输入价最低的是 o9（15.00 USD）。\n", [("TIE103", "high")]),
        ("A million input tokens cost USD 0.55 with Alpha-R1 and USD 15.00 with o9.\n", []),
    ],
)  # fmt: skip
def test_token_prices(check, line, found):
    result = check(PRICES + line)
    assert wrong(result) == found
    if not found:
        assert [q for q in unsettled(result) if "." in q] == []


RENTAL = """图表 1：本周算力租赁情况

显卡配置	CPU	内存	磁盘大小 (G)	平台名称	价格 (每小时)	价格环比上周
A100-40G	16	96	可自定	甲云	28.64/元	0.00%
A800-80G	16	256	可自定	乙云	——	——

资料来源：甲云

"""
MATRIX = "图表 1：测评结果\n\n\tMMLU\tGPQA\tMATH\nAlpha-5\t88.6\t65.0\t78.3\nBeta-4o\t88.0\t65.0\t83.1\n\n资料来源：甲\n\n"


@pytest.mark.parametrize(
    ("table", "line", "found"),
    [
        (RENTAL, "有报价的 1 种配置中，价格环比全部持平。\n", []),
        (RENTAL, "有报价的 2 种配置中，价格环比全部持平。\n", ["TIE204"]),
        (RENTAL, "Of the 1 configurations quoted, all are unchanged.\n", []),
        (MATRIX, "Alpha-5 在 1 项测评中领先，1 项并列第一，1 项落后。\n", []),
        (MATRIX, "Alpha-5 在 2 项测评中领先，1 项并列第一，1 项落后。\n", ["TIE204"]),
        (MATRIX, "Alpha-5 leads on 1 benchmarks, ties on 1 and trails on 2.\n", ["TIE204"]),
    ],
)
def test_how_many_rows(check, table, line, found):
    assert [c for c, _ in wrong(check(table + line))] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("乙云 A100-40G 价格环比上涨 3.02%。\n", ["TIE101"]),
        ("乙云 A100-40G 已下架。\n", []),  # what is no longer on offer has no row
        ("乙云 A100-40G 上周价格为 20.10 元/时。\n", []),
        ("甲云 A100-40G 价格为 28.64 元/时。\n", []),
    ],
)
def test_two_keys_no_row_holds_together(check, line, found):
    assert [c for c, _ in wrong(check(RENTAL + line))] == found


def test_a_count_of_the_whole_market_is_not_that_of_the_table(check):
    table = "图表 1：本周 AI 初创公司的融资动态\n\n应用\t应用类型\t领投方\t融资轮\t融资额\nAlpha\tAI\tX\tA 轮\t3 亿元\nBeta\tAI\tY\tA 轮\t2 亿元\n\n资料来源：甲\n\n"
    assert wrong(check(table + "本周全球 AI 融资 12 笔。\n")) == []
    assert wrong(check(table + "本期收录 AI 融资 12 笔。\n")) == [("TIE204", "high")]
