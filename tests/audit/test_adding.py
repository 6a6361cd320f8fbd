"""Sums, lists and counts told in prose: the right text is silent, each slip is told.

A twin is a sentence with ``[[right|slipped]]`` in it.
"""

from __future__ import annotations

import re

import pytest

from tieout.audit import audit
from tieout.model.report import Block, Report

SLOT = re.compile(r"\[\[(?P<right>.*?)\|(?P<wrong>.*?)\]\]")
TWINS = [
    "Combined capital spending of the five operators came to $61.4 billion: Verizon spent $17.9 billion, AT&T $20.3 billion, T-Mobile $9.8 billion, Comcast $11.2 billion and Charter [[$2.2 billion|$22 billion]].",
    "The group sold 1.42 million passenger cars and 0.31 million vans, [[1.73 million|1.37 million]] vehicles in all, 4% more than a year earlier.",
    "Shipments reached 47.6 million units, with Apple at 20.1 million, Samsung 14.8 million, Xiaomi 7.4 million and all others [[5.3 million|3.5 million]].",
    "Five projects were approved this month, together worth $15.9 billion: a refinery ($6.2 billion), two LNG trains ($4.8 billion), a port ($2.1 billion), a rail link ($1.9 billion) and a dam ([[$0.9 billion|$9.0 billion]]).",
    "The deal includes $450 million upfront and up to $1.35 billion in milestones, for a total of up to [[$1.80 billion|$1.08 billion]].",
    "Under the agreement the company will receive an upfront payment of $120 million, including a $20 million equity investment, and is eligible for as much as $980 million in milestone payments, bringing the potential total to [[$1.10 billion|$1.12 billion]].",
    "Passengers at the three airports totalled 9.84 million: 5.61 million at the main hub, 2.87 million at the city airport and [[1.36 million|1.63 million]] at the regional one.",
    "The fleet stood at 963 aircraft at the end of October, of which 671 were owned or held under finance leases and [[292|229]] were on operating leases.",
    "By type, the fleet of 412 comprised 238 narrow-bodies, 131 wide-bodies and [[43|34]] freighters.",
    "Total rail volume was 512,704 units: carloads came to 228,930 and intermodal units to [[283,774|238,774]].",
    "Export sales were 42.6 billion euros and domestic sales 31.9 billion euros, so group sales amounted to [[74.5 billion|75.4 billion]] euros.",
    "Revenue of $18.7 billion was made up of $11.2 billion from services, $5.4 billion from devices and [[$2.1 billion|$1.2 billion]] from licensing.",
    "We added 312 megawatts of solar, 145 megawatts of wind and 88 megawatts of storage, a total of [[545|455]] megawatts.",
    "Segment operating income was $2,418 million, of which Industrial contributed $1,036 million, Health $874 million and Consumer [[$508 million|$580 million]].",
    "The state added 21,400 jobs: private employers hired 17,900 and government [[3,500|5,300]].",
    "Gross proceeds of $840 million consist of a primary tranche of $520 million and a secondary tranche of [[$320 million|$230 million]].",
    "Of the 1,240 respondents, 52% expected prices to rise, 31% saw no change and [[17%|71%]] expected a fall.",
    "Asked about the plan, 46% were in favour, 39% against and [[15%|51%]] undecided.",
    "The poll of 2,004 adults put support at 44%; [[49%|94%]] were opposed and 7% had no opinion.",
    "The profit is split 40/60 between the partners: the company takes 40% and its partner [[60%|40%]].",
    "The 12-cent increase in earnings per share reflects higher rates (+$0.15) and customer growth (+$0.04), partly offset by depreciation (-$0.05) and financing costs ([[-$0.02|-$0.20]]).",
    "EBITDA rose by $86 million to $1,204 million: price added $112 million, volume $23 million, while costs took away [[$49 million|$94 million]].",
    "Comparable sales grew 3.1%, reflecting a 4.4% increase in average ticket and a 1.3% [[decrease|increase]] in transactions.",
    "Comparable sales rose 4.5%, with traffic up 1.8% and average ticket up [[2.7%|7.2%]].",
    "The company opened 64 stores and closed 21 in the quarter, a net addition of [[43|34]], and ended with 1,208.",
    "It began the year with 2,310 restaurants, opened 148 and closed 62, to finish with [[2,396|2,936]].",
    "Order backlog was $12.4 billion at the start of the quarter; new orders of $4.1 billion less revenue of $3.6 billion took it to [[$12.9 billion|$19.2 billion]].",
    "In the first nine months sales were 84.2 billion yen: 55.7 billion in the first half and [[28.5 billion|25.8 billion]] in the third quarter.",
    "MediaTek led with 34%, followed by Qualcomm on 24% and Apple on 18%; the top three together had [[76%|67%]].",
    "Cash of $3.4 billion and short-term investments of $6.9 billion brought liquidity to [[$10.3 billion|$13.0 billion]].",
    "Nvidia and Broadcom were the [[two|three]] largest contributors to the fall.",
    "Six of the 10 commodity groups posted an increase; [[four|five]] fell.",
    "The committee voted 7-2 to hold the rate; [[two|three]] members preferred a cut.",
    "The index fell 2.4%, its [[sixth|fourth]] straight decline; earlier falls were 0.3%, 4.3%, 0.8%, 1.6% and 1.4%.",
    "Sales rose in North America (4%), Asia (6%) and Europe (2%) but fell in Latin America (-3%); [[three of the four|all four]] regions grew.",
    "Group like-for-like sales rose 2.3%, with stores up 1.4% and online up [[6.8%|0.8%]].",
    "Gross margin was 41.2%: 44.6% in software and [[33.1%|43.1%]] in hardware.",
    "Weekly prices were $71.2, $73.6, $70.9 and $72.3, an average of [[$72.0|$74.0]].",
    "Data Center revenue was $51.2 billion, Gaming $4.3 billion, Professional Visualization $760 million and Automotive $592 million; OEM and other contributed $174 million. Revenue in total was [[$57.0 billion|$75.0 billion]].",
    "Three rounds, of $85 million, $27 million and $6 million, bring the total raised to [[$118 million|$181 million]].",
    "The company has now raised $118 million: a $6 million seed, a $27 million Series A and this [[$85 million|$58 million]] Series B.",
    "Sales of the five brands in October were 14,203, 9,871, 8,440, 5,126 and 2,977, altogether [[40,617|46,017]].",
    "Eight issuers defaulted in October, taking the tally for the year to 74, from [[66|68]] at the end of September.",
    "Assets under management were $1.92 trillion, comprising $1.10 trillion of fixed income, $540 billion of equities and [[$280 billion|$820 billion]] of alternatives.",
    "四家公司三季度资本开支合计1125亿美元，其中微软349亿美元、亚马逊342亿美元、谷歌240亿美元、Meta [[194亿美元|149亿美元]]。",
    "本周共披露融资5起，总金额15.9亿元：甲公司2.4亿元、乙公司6800万元、丙公司11.2亿元、丁公司1.5亿元、戊公司[[950万元|9500万元]]。",
    "公司机队规模412架，其中自有238架、融资租赁131架、经营租赁[[43架|34架]]。",
    "前三季度公司实现营业收入842亿元，其中上半年557亿元，第三季度[[285亿元|258亿元]]。",
    "上半年实现净利润12.6亿元，三季度实现净利润7.9亿元，前三季度累计[[20.5亿元|25.0亿元]]。",
    "交易总额最高可达11.0亿美元，包括1.2亿美元首付款和最高[[9.8亿美元|8.9亿美元]]里程碑付款。",
    "首付款1.2亿美元（含2000万美元股权投资），里程碑付款最高9.8亿美元，交易总价最高[[11.0亿美元|11.2亿美元]]。",
    "受访者中，52%预期价格上涨，31%认为持平，[[17%|71%]]预期下跌。",
    "年初门店2310家，本期新开148家、关闭62家，期末门店[[2396家|2936家]]。",
    "期初在手订单124亿元，新签41亿元，确认收入36亿元，期末在手订单[[129亿元|192亿元]]。",
    "收益由双方按40/60比例分配，公司获得40%，合作方获得[[60%|40%]]。",
    "每股收益增加0.12元，其中电价上调贡献0.15元，用户增长贡献0.04元，折旧拖累0.05元，财务费用拖累[[0.02元|0.20元]]。",
    "联发科份额34%，高通24%，苹果18%，前三名合计[[76%|67%]]。",
    "10月乘用车销量142.3万辆，商用车31.4万辆，汽车总销量[[173.7万辆|137.7万辆]]。",
    "三大运营商前三季度净利润共计1562亿元，分别为中国移动1154亿元、中国电信308亿元、中国联通[[100亿元|10亿元]]。",
    "毛利率为41.2%，其中软件业务44.6%，硬件业务[[33.1%|43.1%]]。",
    "全国31个省份中，26个上涨、3个持平、[[2个|3个]]下跌。",
    "本周指数下跌1.2%，为连续[[第四周|第三周]]下跌，此前三周分别下跌0.5%、0.8%和2.1%。",
    "TOP10、TOP30、TOP50房企门槛分别为[[821亿元、239亿元、140亿元|239亿元、821亿元、140亿元]]。",
    "甲、乙、丙三家收入分别为343亿元、211亿元和665亿元，同比增长90.9%、110.5%和104.7%，[[乙增速最快|丙增速最快]]。",
    "公司拥有甲、乙、丙、丁[[四|五]]大生产基地。",
    "一季度12.4亿元、二季度13.9亿元、三季度15.1亿元，前三季度合计[[41.4亿元|44.1亿元]]。",
    "总投资30.5亿元，一期12.3亿元、二期[[18.2亿元|12.8亿元]]。",
    "出口42.6万辆，内销31.9万辆，总销量[[74.5万辆|75.4万辆]]。",
    "全球出货量4760万台，苹果2010万台，三星1480万台，小米740万台，其他厂商[[530万台|350万台]]。",
    "累计订单总金额超8亿元，具体包括广西2.64亿元、自贡1.59亿元、觅亿9051.15万元及其他客户约[[2.9亿元|29亿元]]。",
    "已完成80次发射，其中长征系列[[63次|36次]]、商业火箭17次。",
    "客户存款总额1.82万亿元，其中公司存款1.03万亿元，个人存款[[7900亿元|9700亿元]]。",
    "委员会以7比2投票决定维持利率，[[两|三]]名委员主张降息。",
    "三大客戶合共佔收入71.4%，分別為甲公司38.2%、乙公司20.1%及丙公司[[13.1%|31.1%]]。",
    "集團收益為港幣74.5億元，其中物業發展42.6億元、物業投資[[31.9億元|39.1億元]]。",
    "截至9月底，集團於香港有128間店，內地312間，澳門24間，合共[[464間|446間]]。",
    "全月新船訂單共45艘，包括散貨船18艘、油輪12艘、集裝箱船[[15艘|51艘]]。",
    "期內新增店舖64間、關閉21間，淨增[[43間|34間]]，期末共1,208間。",
    "外資買超124.5億元、投信買超18.3億元、自營商賣超32.7億元，三大法人合計買超[[110.1億元|101.1億元]]。",
    "第三季營收1,820億元，其中晶圓代工1,450億元、封測[[250億元|520億元]]、其他120億元。",
    "受訪者中46%贊成，39%反對，其餘[[15%|51%]]未有意見。",
    "上半年盈利12.6億元，第三季7.9億元，首三季共賺[[20.5億元|25.0億元]]。",
    "一手成交1,204宗，二手成交3,870宗，整體住宅成交共[[5,074宗|5,704宗]]。",
]  # fmt: skip
SILENT = [
    "Combined capital expenditure reached $112.5 billion, including $34.9 billion at Microsoft, $34.2 billion at Amazon and $24.0 billion at Alphabet.",
    "Revenue was $57.0 billion. Data Center was $51.2 billion and Gaming $4.3 billion.",
    "Sales rose 4.1%. Prices were up 2.2% and volumes up 1.0%, with mix and currency the rest.",
    "The four largest deals were worth $15.9 billion in total; the biggest were $6.2 billion and $4.8 billion.",
    "Of 1,240 respondents, 52% own a car, 31% own a bicycle and 44% use the bus.",
    "North America had revenue of $4.2 billion and Europe $1.9 billion; group revenue was $8.4 billion.",
    "EPS was $1.10, $1.25, $1.31 and $1.42 in the four quarters, and $5.05 for the year.",
    "The company raised $85 million in a round led by Accel, with $20 million from Index, bringing the total to $118 million.",
    "Gross margin was 41.2%, up from 33.1% a year ago and 44.6% in the prior quarter.",
    "In October the tally was 74, and in September 66, after eight in August.",
    "Of the 30 members 21 fell and 8 rose.",
    "The top five had 64%, with MediaTek at 34% and Apple at 18%.",
    "本周融资金额15.9亿元，其中甲公司2.4亿元、乙公司6.8亿元。",
    "公司收入842亿元，主要包括软件300亿元、硬件250亿元、服务120亿元等。",
    "营业收入42.6亿元，净利润3.9亿元，经营现金流5.2亿元，总资产174.5亿元。",
    "国内航线客座率86.9%，国际航线84.7%，客座率目标为87.5%。",
    "受访者中52%使用豆包，31%使用千问，44%使用元宝（可多选）。",
    "前三季度营业收入842亿元，上半年557亿元（重述后560亿元），第三季度282亿元。",
    "出口42.6万辆，同比增长12%；新能源31.9万辆；总销量142.5万辆。",
    "苹果2010万台，三星1480万台，小米740万台，全球共5300万台。",
    "本月新增贷款6200亿元，其中住户贷款减少820亿元，企业中长期贷款增加3500亿元。",
    "甲、乙两家公司收入合计12.5亿元，其中甲公司海外收入3.1亿元，乙公司海外收入2.2亿元。",
    "美團、京東及阿里合共投入1,219億元，其中美團343億元。",
    "Cash and equivalents were $3.4 billion; total assets were $21.7 billion, total debt $4.0 billion.",
    "The three airports handled 9.84 million passengers; the main hub had 5.61 million and the city airport 2.87 million.",
    "Carloads were 225,306, up 0.6 percent; intermodal volume was 275,606, down 2.3 percent; petroleum products were 10,204.",
    "Core CPI rose 0.3%, with shelter up 0.4% and services up 0.2%.",
    "Sales grew 6%: volume 2%, price 3% and currency 1%.",
    "Headcount was 12,400, down from 12,900, after 900 departures and 400 hires.",
    "一季度、二季度和三季度收入分别为12.4亿元、13.9亿元和15.1亿元，全年预计58亿元。",
    "Operating expenses were $412 million, with research at $208 million and marketing at $97 million.",
    "The average of the three was 4.2%; the first came in at 3.1%, the second at 4.0% and the third at 5.5%.",
    "客座率为84.2%，上年同期82.1%，较2019年的86.0%仍有差距。",
    "平均每户消费120元，其中一线城市160元，三线城市95元，县城71元。",
    "Total energy production was 4.1 TWh, of which 2.2 TWh wind and 1.1 TWh solar.",
]  # fmt: skip


def alarms(text: str) -> list[str]:
    found = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),))).findings
    return [f.message for f in found if f.severity in ("high", "medium")]


@pytest.mark.parametrize("twin", TWINS)
def test_the_right_text_is_silent_and_the_slip_is_told(twin):
    assert alarms(SLOT.sub(r"\g<right>", twin)) == []
    assert alarms(SLOT.sub(r"\g<wrong>", twin)) != []


@pytest.mark.parametrize("text", SILENT)
def test_lists_that_need_not_add_up_stay_silent(text):
    assert alarms(text) == []


def test_the_reason_names_the_slip():
    said = alarms("We added 312 megawatts of solar and 145 megawatts of wind, a total of 475 megawatts.")
    assert said and "457" in said[0]
