"""Prose over the tables of a weekly: right and wrong twins of one change each, in words of another house."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TABLES = """算力周报

图表 1：算力租赁价格情况
显卡配置	CPU（核）	内存（G）	磁盘大小（G）	平台名称	价格（每小时）	价格环比上周
A100-40G	16	96	可自定，额外收费	腾讯云	28.64/元	0.00%
	12	94	可自定，额外收费	阿里云	30.72/元	-2.72%
A100-80G	13	128	系统盘：20G 数据盘：50GB	恒源云	8.20/元	3.80%
A800-80G	16	256	系统盘：20G	恒源云	9.00/元	0.00%
RTX4090	15	72	50	AutoDL	2.48/元	-4.25%
资料来源：各平台

图表 2：AI 网站流量
应用	应用类型	归属公司	周平均访问量（M）	访问量环比	平均停留时长	时长环比
ChatGPT	聊天机器人	OpenAI	912.4	2.14%	6:21	-1.30%
Canva	设计	Canva	168.3	-1.05%	13:02	0.64%
DeepSeek	聊天机器人	深度求索	75.20	31.10%	5:48	4.19%
Gemini	聊天机器人	谷歌	71.35	4.02%	4:55	-2.31%
豆包	聊天机器人	字节跳动	24.18	-3.66%	9:07	1.02%
资料来源：Similarweb

图表 3：本周融资
公司	主营业务	领投机构	轮次	融资额	目前累计融资额	目前估值
智行科技	具身智能	红杉中国	A 轮	3 亿元	4.2 亿元	20 亿元
Helion AI	AI 制药	Sequoia	B 轮	1.2 亿美元	1.8 亿美元	9 亿美元
灵语	AI 语音	——	天使轮	数千万元	——	——

图表 4：模型竞技场
Rank	Model	Arena Score	95% CI	Votes	Organization
1	Orion-2-preview	1452	+5/-5	12,034	Orion
1	Lyra-XL	1449	+4/-4	20,311	Lyra
3	Vega-Pro	1431	+6/-7	8,120	Vega AI
4	Qilin-Max	1418	+5/-6	9,877	麒麟智能

图表 5：重点公司
代码	公司	2025-01-24 股价（元）	EPS 2023	EPS 2024E	EPS 2025E	PE 2023	PE 2024E	PE 2025E	投资评级
600001.SH	青禾科技	32.50	0.98	1.25	1.60	33.16	26.00	20.31	买入
300002.SZ	云帆数据	18.20	0.41	0.52	0.71	44.39	35.00	25.63	增持

"""

TWINS = """
腾讯云 A100-40G 租赁价格为 28.64 元/时，较上周持平。 | 28.64 | 26.84
阿里云 A100-40G 价格环比下降 2.72%，恒源云 A100-80G 价格环比上升 3.80%。 | 下降 | 上升
AutoDL 的 RTX4090 价格为 2.48 元/时，环比下跌 4.25%。 | 4.25% | 2.72%
RTX4090 租金最低，每小时 2.48 元。 | RTX4090 | A800-80G
周平均访问量前三位分别为 ChatGPT（912.4M）、Canva（168.3M）和 DeepSeek（75.20M）。 | Canva（168.3M）和 DeepSeek（75.20M） | DeepSeek（168.3M）和 Canva（75.20M）
访问量环比增速第一为 DeepSeek（31.10%）。 | DeepSeek | Gemini
平均停留时长最长的是 Canva，达 13:02。 | Canva | 豆包
豆包访问量环比下降 3.66%，停留时长环比增长 1.02%。 | 3.66% | 1.05%
ChatGPT 访问量是 Canva 的 5.4 倍。 | 5.4 | 4.5
DeepSeek 访问量超过 Gemini，达到 75.20M。 | 75.20 | 71.35
Gemini 平均停留时长 4:55，环比减少 2.31%。 | 4:55 | 5:48
本周融资额最高的是 Helion AI，完成 1.2 亿美元 B 轮融资，投后估值 9 亿美元。 | 9 亿美元 | 8 亿美元
智行科技完成 3 亿元 A 轮融资，由红杉中国领投，累计融资 4.2 亿元。 | 4.2 | 2.4
智行科技完成 3 亿元 A 轮融资。 | A 轮 | B 轮
Orion-2-preview 以 1452 分位居第一，领先 Lyra-XL 3 分。 | 领先 Lyra-XL 3 分 | 领先 Lyra-XL 8 分
Qilin-Max 得分 1418，排名第 4，为国产模型最高。 | 第 4 | 第 3
Vega-Pro 得分 1431，高于 Qilin-Max 的 1418。 | 高于 | 低于
Lyra-XL 的投票数最多，为 20,311。 | 20,311 | 20,131
青禾科技 2024-2025 年 EPS 预测为 1.25 元、1.60 元，对应 PE 为 26.00 倍、20.31 倍。 | 26.00 | 24.00
给予青禾科技“买入”评级，给予云帆数据“增持”评级。 | 给予云帆数据“增持” | 给予云帆数据“买入”
云帆数据 1 月 24 日股价为 18.20 元，对应 2025 年 PE 25.63 倍。 | 25.63 | 35.00
"""


def alarms(text: str) -> list[str]:
    found = audit(read_text(TABLES + text)).findings
    beside = [f for f in found if f.start >= len(TABLES) - 2 and f.severity != "low"]
    return [f.code for f in beside if not f.code.startswith(("TIE6", "TIE9"))]


@pytest.mark.parametrize("line", TWINS.strip().splitlines())
def test_twins(line: str) -> None:
    sentence, right, wrong = line.split(" | ")
    assert alarms(sentence) == []
    assert alarms(sentence.replace(right, wrong, 1))


@pytest.mark.parametrize(
    "text",
    [
        "ChatGPT 用户数是 Canva 的 2.1 倍。",  # another measure
        "DeepSeek 访问量超过 Gemini，移动端月活达到 1.2 亿。",
        "行业评级为“推荐”，本周市场上调青禾科技评级。",
        "智行科技此前完成 B 轮融资。",
    ],
)
def test_left_alone(text: str) -> None:
    assert alarms(text) == []
