"""Prose over tables of measures by periods, segments and results: right and wrong twins of one change each."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TABLES = """公司点评

表1：盈利预测与估值
项目	2023A	2024A	2025E	2026E	2027E
营业收入（百万元）	1,820	2,105	2,610	3,190	3,790
同比（%）	12.4	15.7	24.0	22.2	18.8
归母净利润（百万元）	212	248	320	410	500
同比（%）	9.8	17.0	29.0	28.1	22.0
毛利率（%）	41.2	42.0	42.8	43.1	43.5
每股收益（元）	0.53	0.62	0.80	1.03	1.25
市盈率（倍）	51.6	44.1	34.2	26.6	21.9

表2：分业务收入（亿元）
业务	2024H1	2025H1	同比	占比	毛利率
云服务	5.20	7.10	36.5%	60.2%	38.2%
软件授权	3.10	3.25	4.8%	27.5%	71.4%
系统集成	1.60	1.45	-9.4%	12.3%	15.8%
合计	9.90	11.80	19.2%	100.0%	44.6%

Table 3: Quarterly results (US$ million)
	3Q25	2Q25	3Q24	QoQ	YoY
Revenue	412.6	398.1	361.9	3.6%	14.0%
Gross profit	253.3	241.6	217.9	4.8%	16.2%
Operating income	61.0	55.2	40.3	10.5%	51.4%
Net income	48.4	43.0	31.7	12.6%	52.7%

Table 4: Benchmark results
Model	MMLU-Pro	GPQA	SWE-bench	Price ($/1M tokens)
Orion-2	84.1	71.3	62.4	3.00
Lyra-L	82.7	74.0	58.9	1.20
Vega-XL	86.0	73.2	65.1	8.00

"""

TWINS = """
预计公司2025-2027年归母净利润分别为3.20/4.10/5.00亿元，同比增长29.0%/28.1%/22.0%。 | 4.10 | 4.01
预计公司2025-2027年EPS分别为0.80/1.03/1.25元，对应PE为34.2/26.6/21.9倍。 | 26.6 | 21.6
预计2025年营业收入26.10亿元，同比增长24.0%。 | 24.0% | 29.0%
公司2024年实现营业收入21.05亿元，同比增长15.7%，归母净利润2.48亿元，同比增长17.0%。 | 17.0% | 15.7%
公司2024年毛利率为42.0%，同比提升0.8个百分点。 | 0.8 | 0.6
2025年上半年云服务收入7.10亿元，同比增长36.5%，占比60.2%。 | 60.2% | 62.0%
分业务看，云服务、软件授权、系统集成收入分别为7.10亿元、3.25亿元、1.45亿元，同比分别+36.5%、+4.8%、-9.4%。 | 3.25亿元、1.45亿元 | 1.45亿元、3.25亿元
云服务收入占比60.2%，较上年同期的52.5%提升7.7个百分点。 | 7.7 | 7.1
软件授权毛利率最高，为71.4%。 | 软件授权 | 云服务
系统集成收入同比下降9.4%，毛利率15.8%。 | 下降 | 增长
Revenue in the third quarter was $412.6 million, up 14.0% year over year and 3.6% sequentially. | 14.0% | 16.2%
Operating income rose 51.4% to $61.0 million from $40.3 million a year ago. | 51.4% | 41.5%
Net income grew 52.7% year over year to $48.4 million. | 52.7% | 12.6%
Operating income increased 10.5% from the second quarter. | 10.5% | 15.0%
Vega-XL scores 86.0 on MMLU-Pro, ahead of Orion-2 at 84.1 and Lyra-L at 82.7. | 84.1 | 81.4
Lyra-L leads on GPQA with 74.0, while Vega-XL tops MMLU-Pro and SWE-bench. | Lyra-L leads | Orion-2 leads
Vega-XL costs 6.7 times as much as Lyra-L. | 6.7 | 7.6
On SWE-bench, Vega-XL is 2.7 points ahead of Orion-2. | 2.7 | 7.2
"""


def alarms(text: str) -> list[str]:
    found = audit(read_text(TABLES + text)).findings
    return [f.code for f in found if f.severity != "low" and not f.code.startswith(("TIE6", "TIE9"))]


@pytest.mark.parametrize("line", TWINS.strip().splitlines())
def test_twins(line: str) -> None:
    sentence, right, wrong = line.split(" | ")
    assert alarms(sentence) == []
    assert alarms(sentence.replace(right, wrong, 1))


@pytest.mark.parametrize(
    "text",
    [
        "此前我们预计2025年归母净利润为3.50亿元。",  # an earlier estimate
        "市场一致预期2025年归母净利润为3.35亿元。",
        "2025年扣非归母净利润为3.05亿元。",  # another measure
        "2025年第三季度营业收入6.90亿元，同比增长21.0%。",  # another period
        "行业2025年营业收入同比增长9.0%。",
        "Revenue for the year is expected at $1.6 billion.",
    ],
)
def test_left_alone(text: str) -> None:
    assert alarms(text) == []
