"""What prose says of the members of a table as a set, in twins: silent on the right one, one finding on the wrong one."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

ZH = """某某证券研究所
行业月报
2026年5月18日
消费电子月报

一、出货

表1 全球手机出货(百万部)
排名	品牌	2026Q1	2025Q1	同比	份额
1	星河	60.1	60.6	-0.8%	20.5%
2	白果	55.3	55.0	+0.5%	18.8%
3	玄米	38.7	41.8	-7.4%	13.2%
4	欧珀	25.8	23.5	+9.8%	8.8%
5	微沃	22.4	22.7	-1.3%	7.6%
—	其他	91.2	101.3	-10.0%	31.1%
	合计	293.5	304.9	-3.7%	100%
资料来源:行业调研机构

表2 个股周涨跌前三
涨幅前三	收盘价	周涨幅	跌幅前三	收盘价	周跌幅
沪岭微装	152.60	+25.96%	力赫功率	23.47	-8.36%
晶阳存储	88.40	+21.06%	芯越电子	40.02	-6.82%
乾芯科技	243.18	+17.05%	明德微纳	67.70	-5.10%
资料来源:Wind

表3 主要指数
指数	收盘	周涨跌	年初至今
恒生指数	26840.15	+1.70%	+4.10%
恒生科技指数	5712.44	+3.73%	-2.20%
沪深300	4501.92	-0.44%	+3.30%
纳斯达克	25117.83	+0.89%	+6.00%
资料来源:Wind

表4 估值
公司	评级	股价	PE 2026E	PE 2027E
沪岭微装	买入	152.60	50.0	37.0
乾芯科技	买入	243.18	89.7	60.0
力赫功率	中性	23.47	35.6	29.0
芯越电子	中性	40.02	56.4	43.0
资料来源:Wind

表5 畅销榜
本周	游戏	上周	变动
1	王者纪元	1	—
2	和平前线	3	↑1
3	三谋天下	2	↓1
4	燕云之声	9	↑5
资料来源:某平台

"""
EN = """Some Securities
Monthly
May 6, 2026
Chips

Table 1. Index performance
Index	Apr 30	Mar 31	April	YTD
PHLX Semiconductor	8214.6	7402.3	+11.0%	+16.0%
PLR Memory	1937.4	1604.8	+20.7%	+59.0%
PLR Equipment	2451.9	2296.2	+6.8%	+22.0%
S&P 500	7012.8	6795.4	+3.2%	+2.4%
Source: Bloomberg

Table 2. Sales by region ($ billion)
Region	2025	2024	Change
China	48.9	49.6	-1.4%
Taiwan	31.4	16.6	+89.2%
Korea	24.7	20.5	+20.5%
Japan	9.3	7.8	+19.2%
Source: SEMI

"""
TWINS_ZH = """
前五大品牌中,白果与欧珀录得同比增长。 | 白果 | 星河
玄米是前五中跌幅最大的品牌。 | 玄米 | 玄米
同比增速最快的是欧珀,玄米最慢。 | 欧珀 | 白果
份额最高的是星河。 | 星河 | 白果
前五大品牌中两升三跌。 | 两升三跌 | 三升两跌
同比下滑的有星河、玄米、微沃三家。 | 星河、玄米、微沃三家 | 星河、玄米两家
微沃出货22.4百万部,列第五。 | 列第五 | 列第四
涨幅前三为沪岭微装、晶阳存储和乾芯科技。 | 沪岭微装 | 海湖智能
沪岭微装、晶阳存储两只个股涨逾20%。 | 两只 | 三只
恒生科技指数本周跑赢恒指2.03个百分点。 | 跑赢 | 跑输
四个指数三涨一跌。 | 三涨一跌 | 两涨两跌
沪深300是四个指数中唯一下跌的。 | 沪深300 | 恒生指数
2026年PE最高的是乾芯科技,最低的是力赫功率。 | 最低的是力赫功率 | 最低的是芯越电子
力赫功率2026年PE为35.6倍,为四家最低。 | 最低 | 最高
芯越电子2026年PE为56.4倍,四家中次高。 | 次高 | 次低
名次升幅最大的是《燕云之声》。 | 燕云之声 | 和平前线
五大品牌中同比正增长的有2家。 | 2家 | 3家
五个品牌里三个下滑。 | 三个 | 两个
同比正增长的有白果和欧珀两家。 | 两家 | 三家
白果与欧珀同比增长，其余三家下滑。 | 其余三家 | 其余四家
增速最快的两家为欧珀与白果。 | 两家 | 三家
五大品牌合计出货202.3百万部。 | 202.3 | 176.5
前三家合计154.1百万部，占比52.5%。 | 52.5% | 39.3%
星河与白果合计出货115.4百万部，同比下降0.2%。 | 0.2% | 0.8%
"""
TWINS_EN = """
China was the only region to fall. | China | Korea
Korea and Japan both grew. | Korea and Japan | China and Japan
Memory had the largest gain in April. | Memory | Equipment
Two regions grew fastest: Taiwan (+89.2%) and Korea (+20.5%). | Two regions | Three regions
Equipment rose 6.8% in April, lagging the PHLX index. | lagging | beating
Of the four regions shown, three rose and one fell. | three rose | two rose
Three of the four regions grew. | Three | Two
Spending by the four came to $114.3bn, 20.9% more than in 2024. | $114.3bn | $105.0bn
The best two were Taiwan and Korea. | best two | best three
Spending by the four regions went to 114.3 from 94.5, with one of them lower. | one of them | two of them
"""


def _alarms(text: str, tables: str) -> list[str]:
    found = audit(read_text(tables + text + "\n")).findings
    return [f.code for f in found if f.start >= len(tables) - 2 and f.severity != "low" and f.code[3] in "12"]


def _pairs(block: str) -> list[tuple[str, str, str]]:
    rows = [line.split(" | ") for line in block.strip().splitlines()]
    return [(a, b, c) for a, b, c in rows]


@pytest.mark.parametrize(("text", "right", "wrong"), _pairs(TWINS_ZH))
def test_twins(text: str, right: str, wrong: str) -> None:
    assert _alarms(text, ZH) == []
    if right != wrong:
        assert _alarms(text.replace(right, wrong), ZH)


@pytest.mark.parametrize(("text", "right", "wrong"), _pairs(TWINS_EN))
def test_english_twins(text: str, right: str, wrong: str) -> None:
    assert _alarms(text, EN) == []
    assert _alarms(text.replace(right, wrong), EN)


@pytest.mark.parametrize(
    "text",
    [
        "毛利率方面,星河与玄米均上升。",
        "星河与玄米的库存均上升。",
        "国产品牌中,玄米份额最高。",
        "消费电子方面,芯越电子设备收入最高。",
        "年初以来恒生科技指数跑输恒指。",
        "除欧珀外,白果增速最快。",
        "预计星河与玄米明年均增长。",
        "上季同比下滑的有白果、欧珀等。",
        "五家供应商中三家上涨。",
        "五家供应商合计出货31.2百万部。",
        "五大品牌中有望正增长的有4家。",
        "连续两周排名第三的玄米发布新品。",
        "星河推出第二代折叠屏,玄米推出第三款。",
    ],
)
def test_left_alone(text: str) -> None:
    assert _alarms(text, ZH) == []


NEIGHBOURS = """
恒生科技指数收于5712.44点,本周上涨3.73%。 | 3.73% | 1.70%
星河的份额为20.5%。 | 20.5% | 18.8%
星河、白果、玄米份额分别为20.5%、18.8%、13.2%。 | 20.5%、18.8%、13.2% | 18.8%、20.5%、13.2%
本周甲指数涨3.73%,上证综指涨1.70%,跑赢2.03个百分点。 | 跑赢 | 跑输
本周上证综指涨1.70%,甲指数涨3.73%,跑赢2.03个百分点。 | 跑赢 | 跑输
星河与白果分别为20.5%及18.8%,前者较高。 | 前者 | 后者
两地价差7.04元,较上周的5.12元扩大。 | 扩大 | 收窄
"""


@pytest.mark.parametrize(("text", "right", "wrong"), _pairs(NEIGHBOURS))
def test_figures_of_the_row_beside(text: str, right: str, wrong: str) -> None:
    assert _alarms(text, ZH) == []
    assert _alarms(text.replace(right, wrong), ZH)


@pytest.mark.parametrize(
    "text",
    [
        "星河较白果高1.7个百分点,去年同期份额为18.8%。",
        "星河预计份额18.8%。",
        "恒生指数累计上涨3.73%。",
        "星河毛利率为18.8%。",
    ],
)
def test_other_measures_of_a_name_are_left_alone(text: str) -> None:
    assert _alarms(text, ZH) == []
