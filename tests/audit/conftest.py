"""Helpers for the audit's tests: a report from one paragraph, and a weekly of three trackers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tieout.audit import Audit, audit
from tieout.model import Block, Report
from tieout.read import read_text

WEEKLY = """2025年01月27日

某某证券

模型发布，价格平稳

—计算机行业周报

推荐(维持)

投资要点

分析师：张三 S1050521110002

算力：甲云算力紧张

本周算力租赁价格环比持平。具体来看，显卡配置为 A100-40G 中，乙云 16 核+96G 价格为 28.64 元/时，丙云 12 核+94GiB 价格为 31.58 元/时；显卡配置为 A800-80G 中，甲云 16+256G 价格为 9.00 元/时。

投资建议

建议关注科大讯飞（002230.SZ）、鼎通科技（688668.SH）。

公司代码	名称	2025-01-27 股价	EPS			PE			投资评级
			2023	2024E	2025E	2023	2024E	2025E
002230.SZ	科大讯飞	50.68	0.28	0.40	0.56	181.00	126.70	90.50	买入
688668.SH	鼎通科技	51.46	0.67	1.04	1.41	76.81	49.48	36.50	买入

资料来源：Wind，某某证券研究

正文目录

1、算力动态：算力租赁价格平稳	5
2、流量跟踪：QuillBot 访问量环比+5.60%	6
3、风险提示	7

图表目录

图表 1：本周算力租赁情况	5
图表 2：2025.1.20-2025.1.24 AI 相关网站流量	6

1、算力动态：算力租赁价格平稳

本周算力租赁价格环比持平。具体来看，显卡配置为 A100-40G 中，乙云 16 核+96G 价格为 28.64 元/时，丙云 12 核+94GiB 价格为 31.58 元/时；显卡配置为 A800-80G 中，甲云 16+256G 价格为 9.00 元/时。

图表 1：本周算力租赁情况

显卡配置	CPU	内存	磁盘大小 (G)	平台名称	价格 (每小时)	价格环比上周
A100-40G	16	96	可自定, 额外收费	乙云	28.64/元	0.00%
	12 核	94G	可自定, 额外收费	丙云	31.58/元	0.00%
A800-80G	16	256	系统盘: 20G	甲云	9.00/元	0.00%

资料来源：乙云，丙云，甲云

2、流量跟踪：QuillBot 访问量环比+5.60%

本期（2025.1.20-2025.1.24）AI 相关网站流量数据：访问量前三位分别为 ChatGPT（882.9M）、Bing（412.7M）和 Canva（166.7M），访问量环比增速第一为 QuillBot（5.60%）；平均停留时长前三位分别为 Discord（00:12:08）、Canva（00:07:38）和 ChatGPT（00:06:34）。

图表 2：2025.1.20-2025.1.24 AI 相关网站流量

应用	应用类型	归属公司	周平均访问量 (M)	访问量环比	平均停留时长	时长环比
ChatGPT	聊天机器人	OpenAI	882.9	0.93%	6:34	0.51%
Bing	搜索	微软	412.7	0.10%	6:21	0.26%
Discord	游戏社区	甲	131.9	-1.49%	12:08	0.00%
Canva	在线设计	Canva	166.7	0.06%	7:38	-0.65%
QuillBot	释义工具	QuillBot	12.830	5.60%	3:48	1.79%

资料来源：similarweb

3、风险提示

1) 技术迭代不及预期。

■ 证券分析师承诺

本报告署名分析师具有执业资格。

■ 证券投资评级说明

买入、增持、中性、卖出。

■ 免责声明

仅供客户使用。
"""


@pytest.fixture
def weekly() -> str:
    """A weekly in text form, every figure right."""
    return WEEKLY


@pytest.fixture
def check() -> Callable[[str], Audit]:
    """Audit a document given as text, tables and all."""
    return lambda text: audit(read_text(text))


@pytest.fixture
def check_line() -> Callable[[str], Audit]:
    """Audit one paragraph."""
    return lambda text: audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
