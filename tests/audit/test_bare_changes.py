"""Changes that name no measure, words that stand for a name, and directions against the sign of a cell."""

from __future__ import annotations

import pytest

TABLE = """图表 1：2025.1.20-2025.1.24 AI 相关网站流量

应用	应用类型	归属公司	周平均访问量 (M)	访问量环比	平均停留时长	时长环比
Alpha	搜索	A	882.9	0.93%	6:34	0.51%
Beta	搜索	B	412.7	-4.10%	6:21	0.26%
Gamma	设计	C	166.7	5.60%	7:38	-0.65%

资料来源：21 财经，similarweb

"""


def told(check, line):
    result = check(TABLE + line + "\n")
    here = [n.verdict for n in result.numbers if n.q.start >= result.report.text.index(line)]
    return here, [f.code for f in result.findings if f.severity == "high"]


@pytest.mark.parametrize(
    "line",
    [
        "Alpha 访问量为 882.9M，环比增长 0.93%。Beta 环比下降 4.10%。",
        "Alpha 与 Beta 访问量走势不同，后者环比下降 4.10%，前者环比增长 0.93%。",
        "访问量方面，Gamma 以 5.60% 的环比增速居首。",
        "Alpha 与 Beta 走势趋同，两者平均停留时长分别为 6:34 和 6:21。",
        "Visits of Gamma grew fastest, and it rose by 5.60%.",
        "Alpha 与 Beta 的平均停留时长为 6:34 和 6:21。",
    ],
)
def test_right_statements_are_confirmed(check, line):
    verdicts, codes = told(check, line)
    assert set(verdicts) == {"supported"} and codes == []


@pytest.mark.parametrize(
    "line",
    [
        "Gamma 访问量环比下降 5.60%。",
        "Beta 访问量环比增长 4.10%。",
        "Alpha 访问量为 882.9M，环比下降 0.93%。",
        "Alpha 访问量为 882.9M，环比增长 0.39%。",
        "Alpha 停留时长 6:43，访问量为 882.9M，环比增长 0.93%。",
        "Alpha 停留时长 6:34，访问量为 882.9M，环比增长 2.60%。",
        "Alpha 与 Beta 访问量走势不同，前者环比下降 4.10%。",
        "Alpha 与 Beta 走势趋同，两者平均停留时长分别为 6:34 和 6:12。",
    ],
)
def test_wrong_statements_are_found(check, line):
    verdicts, codes = told(check, line)
    assert verdicts.count("contradicted") == 1 and codes == ["TIE101"]


@pytest.mark.parametrize(
    "line",
    [
        "Beta 日活环比增长 12.5%。",  # a measure the table does not have
        "Gamma 访问量环比降幅收窄 5.60%。",  # a move of the move
        "Beta 环比增长 3.20%。",  # no measure named: nothing is held against it
        "Alpha 的访问量是 Beta 的 2.1 倍。",  # a multiple is no cell of visits
    ],
)
def test_other_measures_are_left_alone(check, line):
    assert told(check, line)[1] == []


def test_publishers_of_a_source_line_are_names(check):
    result = check(TABLE)
    assert ("21", "name") in [(s.quote, s.reason) for s in result.skipped]
    assert result.numbers == () or all(
        "21" not in n.quote for n in result.numbers if n.verdict == "unchecked"
    )


@pytest.mark.parametrize(
    "line",
    [
        "Gamma 访问量为 166.7M，环比增长 5.60%，增速快于 Alpha 的 0.93%，体量差距仍然悬殊。",
        "Beta 访问量环比下降 4.10%，变动幅度大于 Alpha，说明使用习惯还不牢固。",
    ],
)
def test_a_move_compared_is_not_the_level_named_before(check, line):
    assert told(check, line)[1] == []
