"""First pages as different houses set them; every name is made up."""

from __future__ import annotations

from typing import Any

import pytest

from tieout.read import read_text

BODY = """
1、算力动态：价格平稳

本周算力租赁价格环比持平，整体供需格局没有明显变化，后续仍需观察。

图表 1：本周算力租赁情况

显卡配置	CPU	内存	平台名称	价格(每小时)	价格环比
A100-40G	16	96	腾讯云	28.64	0.00%
H800	32	512	阿里云	86.50	-3.50%

资料来源：腾讯云，{H}研究

2、风险提示

需求不及预期。

免责声明
{F}（以下简称“{H}”或“本公司”）具备证券投资咨询业务资格。
"""


CASES: list[tuple[str, str, str, dict[str, Any]]] = []


def add(text: str, house: str = "", full: str = "", **want: Any) -> None:
    CASES.append((text, house, full, want))


add(
    """
证券研究报告·行业周报
计算机
2025年03月10日
AI算力需求持续攀升，国产大模型加速迭代
——计算机行业周报（20250303-20250309）
投资评级：看好（维持）
分析师 王大明
执业证书：S9999521010001
wang@dhzq.com.cn
研究助理 赵小红
执业证书：S9999123010002
行业走势
相关研究
《DeepSeek开源周收官》
2025-03-03
《Grok 3 发布，算力军备竞赛升级》
2025-02-24
投资要点
本周观点：AI 算力需求持续攀升。
""",
    house="东湖证券",
    full="东湖证券股份有限公司",
    date="2025-03-10",
    title="AI算力需求持续攀升，国产大模型加速迭代",
    series="计算机行业周报（20250303-20250309）",
    publisher="东湖证券",
    industry_rating="看好",
    rating_action="维持",
    analysts=["王大明 S9999521010001", "赵小红 S9999123010002"],
    related=[("DeepSeek开源周收官", "2025-03-03"), ("Grok 3 发布，算力军备竞赛升级", "2025-02-24")],
)
add(
    """
南岭证券
行业研究
2025.03.10
推荐|维持
计算机行业周报：大模型价格战再起
报告要点：
过去一年
相关研究报告
《计算机行业周报：XX》2025.03.03
报告作者
分析师  耿小军
执业证书编号  S9999519070002
电话  021-51097188
邮箱  geng@nlzq.com.cn
""",
    house="南岭证券",
    full="南岭证券股份有限公司",
    date="2025-03-10",
    title="计算机行业周报：大模型价格战再起",
    series="计算机行业周报",
    publisher="南岭证券",
    industry_rating="推荐",
    rating_action="维持",
    analysts=["耿小军 S9999519070002"],
    related=[("计算机行业周报：XX", "2025-03-03")],
)
add(
    """
证券研究报告
信息技术 | 计算机
行业周报
2025年3月10日
优于大市
首次覆盖

OpenAI 发布 GPT-4.5，关注推理侧算力机会

分析师：陈一天
SAC执业证书编号：S9999521090003
SFC登记编号：BRH567

最近一年行业指数走势
资料来源：Wind

相关报告
AI周报：国产算力链景气提升 —— 2025-03-03
AI周报：Agent 元年 —— 2025-02-24

摘要
""",
    house="海角证券",
    full="海角证券股份有限公司",
    date="2025-03-10",
    title="OpenAI 发布 GPT-4.5，关注推理侧算力机会",
    series="行业周报",
    publisher="海角证券",
    industry_rating="优于大市",
    rating_action="首次覆盖",
    analysts=["陈一天 S9999521090003"],
    related=[("AI周报：国产算力链景气提升", "2025-03-03"), ("AI周报：Agent 元年", "2025-02-24")],
)
add(
    """
行业研究/计算机
证券研究报告
计算机行业研究周报
报告日期：2025年03月10日

算力租赁价格企稳，AI 应用流量分化

——计算机行业周观点

华岳证券研究所
投资评级：推荐（首次）

分析师：孙一文
执业证书编号：S9999523080004
邮箱：sunbw@hyzq.com
联系人：朱小萱
执业证书编号：S9999124010005
邮箱：zhulx@hyzq.com

相关阅读
《计算机周报：一》2025.03.03
""",
    house="华岳证券",
    full="华岳证券股份有限公司",
    date="2025-03-10",
    title="算力租赁价格企稳，AI 应用流量分化",
    series="计算机行业周观点",
    publisher="华岳证券",
    industry_rating="推荐",
    rating_action="首次",
    related=[("计算机周报：一", "2025-03-03")],
)
add(
    """
2025年3月10日 星期一

中岭建业证券股份有限公司

AI新纪元：Manus 引爆 Agent 热潮

计算机周报

维持    强于大市

于一博
yu@zljy.com.cn
SAC 编号：S9999522030001
发布日期： 2025年03月10日

市场表现
相关研究报告
""",
    house="中岭建业",
    full="中岭建业证券股份有限公司",
    date="2025-03-10",
    title="AI新纪元：Manus 引爆 Agent 热潮",
    series="计算机周报",
    publisher="中岭建业证券",
    industry_rating="强于大市",
    rating_action="维持",
    analysts=["于一博 S9999522030001"],
)
add(
    """
# 计算机行业点评

# 大模型推理成本下降，应用拐点临近

行业评级：增持（维持）
日期：2025-03-10
分析师：黄小天（执业证书编号：S9999520110002），李小宇（S9999522080003）

## 核心观点
""",
    house="东篱证券",
    full="东篱证券股份有限公司",
    date="2025-03-10",
    title="大模型推理成本下降，应用拐点临近",
    publisher="东篱证券",
    industry_rating="增持",
    rating_action="维持",
    analysts=["黄小天 S9999520110002", "李小宇 S9999522080003"],
)
add(
    """
---
title: 算力租赁价格周报：H800 回落
date: 2025-03-10
author: 张一
---

# 算力租赁价格周报：H800 回落

看好/维持
""",
    house="申江源",
    full="申江源证券有限公司",
    date="2025-03-10",
    title="算力租赁价格周报：H800 回落",
    series="算力租赁价格周报",
    industry_rating="看好",
    rating_action="维持",
)
add(
    """
Equity Research | Greater China Technology
March 10, 2025
China AI Weekly
Token prices fall again; DeepSeek traffic off its peak
Sector rating: POSITIVE (Unchanged)
Harbour Capital Markets
Wei Zhang, PhD
+852 3700 1234
wei.zhang@harbourcm.com
SFC CE No. AXY456
Recent reports
China AI Weekly: DeepSeek week (3 March 2025)
""",
    house="Harbour Capital Markets",
    full="Harbour Capital Markets",
    date="2025-03-10",
    title="Token prices fall again; DeepSeek traffic off its peak",
    series="China AI Weekly",
    publisher="Harbour Capital Markets",
    industry_rating="POSITIVE",
    rating_action="Unchanged",
    analysts=["Wei Zhang AXY456"],
    related=[("China AI Weekly: DeepSeek week", "2025-03-03")],
)
add(
    """
計算機行業周報
2025年3月10日
星屿證券
算力租賃價格平穩，DeepSeek 流量回落
行業評級：強於大市（維持）
分析師：陳大文
證券研究報告
相關研究
《計算機行業周報：一》2025年3月3日
投資要點
""",
    house="星屿证券",
    full="星屿證券",
    date="2025-03-10",
    title="算力租賃價格平穩，DeepSeek 流量回落",
    series="計算機行業周報",
    industry_rating="強於大市",
    rating_action="維持",
    related=[("計算機行業周報：一", "2025-03-03")],
)
add(
    """
[Table_Title]
行业周报
[Table_Invest]
计算机
看好（维持）
2025年03月10日
[Table_Author]
分析师：周大川 执业证号：S9999520050006
[Table_MainTitle]
国产算力加速突围，关注运营商招标
[Table_Summary]
核心观点
""",
    house="长汀证券",
    full="长汀证券股份有限公司",
    date="2025-03-10",
    title="国产算力加速突围，关注运营商招标",
    industry_rating="看好",
    rating_action="维持",
    analysts=["周大川 S9999520050006"],
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[3]["title"]))
def test_first_pages(case: tuple[str, str, str, dict[str, Any]]) -> None:
    text, house, full, want = case
    meta = read_text(text.strip("\n") + "\n" + BODY.format(H=house, F=full)).meta.as_json()
    got: dict[str, Any] = {k: meta[k] for k in want}
    if "analysts" in want:
        got["analysts"] = [f"{a['name']} {a['licence']}" for a in meta["analysts"]]
    if "related" in want:
        got["related"] = [(r["title"], r["date"]) for r in meta["related"]]
    assert got == want
