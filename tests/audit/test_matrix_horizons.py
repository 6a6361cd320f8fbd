"""Benchmark scores, relative performance over its horizons, announced places, ranks with style control."""

from __future__ import annotations

import pytest

MATRIX = """图表 1：测评结果

测评集	Alpha-5	Beta-4o	o9
Avg. Score	69.9	69.9	60.2
MMMU	54.6	69.2	44.1
OCRBench	83.8	73.6	51.9

资料来源：甲

"""
BOX = "行业相对表现（%）\n\n表现\t1M\t3M\t12M\n计算机(申万)\t-6.1\t0.0\t19.5\n沪深300\t-4.1\t-3.5\t14.5\n\n"
BOARD = """图表 1：总榜

Rank* (UB)	Rank (StyleCtrl)	Model	Arena Score	95% CI	Votes	Organization	License	Knowledge Cutoff
1	1	Alpha-Max-01	1339	+4/-4	28488	A	Proprietary	Unknown
2	4	Beta-Pro-02	1305	+5/-4	11430	B	Proprietary	Unknown
3	2	Gamma-Mini-03	1287	+5/-3	13262	C	Proprietary	Unknown

资料来源：lmarena

"""
TRAFFIC = """图表 1：2025.1.20-2025.1.24 AI 相关网站流量

应用	应用类型	归属公司	周平均访问量 (M)	访问量环比	平均停留时长	时长环比
Alpha	搜索	A	882.9	0.93%	6:34	0.51%
Beta	搜索	B	412.7	-4.10%	6:21	0.26%
Gamma	设计	C	166.7	5.60%	7:38	-0.65%

资料来源：similarweb

"""


def told(check, table, line):
    result = check(table + line + "\n")
    at = result.report.text.index(line)
    return [n.verdict for n in result.numbers if n.q.start >= at], [
        f.code for f in result.findings if f.severity == "high"
    ]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (MATRIX, "Alpha-5 的平均分为 69.9，与 Beta-4o 的 69.9 相同，但它在 MMMU 上得 54.6，Beta-4o 得 69.2。"),
        (MATRIX, "OCRBench 上 Alpha-5 得 83.8，o9 得 51.9。"),
        (MATRIX, "On MMMU Alpha-5 scores 54.6 and Beta-4o 69.2."),
        (BOX, "计算机(申万)相对沪深300，近一个月跑输 2.0 个百分点，近三个月跑赢 3.5 个百分点，近十二个月跑赢 5.0 个百分点。"),
        (BOX, "计算机(申万) against 沪深300: 1-month behind by 2.0 percentage points; 3-month ahead by 3.5 percentage points."),
        (BOARD, "控制文风以后 Beta-Pro-02 名次为第 4，Gamma-Mini-03 由第 3 变为第 2。"),
        (BOARD, "With style controlled Beta-Pro-02 ranks 4, and Gamma-Mini-03 moves from 3 to 2."),
        (BOARD, "The board is led by Alpha-Max-01 (1339 points, rank 1) and Beta-Pro-02 (1305 points, rank 2)."),
        (TRAFFIC, "访问量前三位分别为 Alpha（882.9M）、Beta（412.7M）和 Gamma（166.7M）；访问量环比增速第一为 Gamma（5.60%）。"),
        (TRAFFIC, "Of the sites followed, top two by weekly visits: Alpha (882.9M) and Beta (412.7M)."),
    ],
)  # fmt: skip
def test_right_statements_tie_whole(check, table, line):
    verdicts, codes = told(check, table, line)
    assert set(verdicts) == {"supported"} and codes == []


@pytest.mark.parametrize(
    ("table", "line", "code"),
    [
        (MATRIX, "OCRBench 上 Alpha-5 得 88.3。", "TIE101"),
        (BOX, "计算机(申万)相对沪深300，近三个月跑输 3.5 个百分点。", "TIE202"),
        (BOX, "计算机(申万)相对沪深300，近三个月跑赢 5.3 个百分点。", "TIE202"),
        (BOX, "计算机(申万) against 沪深300: 12-month behind by 5.0 percentage points.", "TIE202"),
        (BOARD, "在总榜上，控制文风以后 Beta-Pro-02 名次为第 2。", "TIE106"),
        (TRAFFIC, "访问量前四位分别为 Alpha（882.9M）、Beta（412.7M）和 Gamma（166.7M）。", "TIE204"),
    ],
)
def test_wrong_statements_are_found(check, table, line, code):
    assert code in told(check, table, line)[1]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (MATRIX, "Beta-4o 在 OCRBench 上得 83.8。"),  # another model's figure: not surely its own claim
        (TRAFFIC, "访问量前四位分别为 Alpha（882.9M）、Beta（412.7M）等。"),  # an open list
    ],
)
def test_what_may_be_read_otherwise_is_left_alone(check, table, line):
    assert told(check, table, line)[1] == []
