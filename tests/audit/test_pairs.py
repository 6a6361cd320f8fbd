"""Which of two neighbouring figures is the larger, in words: right and wrong twins."""

from __future__ import annotations

import pytest

from tieout.audit import audit
from tieout.read import read_text

TEXT = """
# direction
R 公司存货由12.4亿元升至15.8亿元。
W 公司存货由15.8亿元升至12.4亿元。
R 经纪业务佣金率由2.31‱降至2.18‱。
R 焦炭库存较上周的410万吨减少至388万吨。
W 焦炭库存为388万吨，较上周的410万吨增加。
R 焦炭库存为388万吨，较上周的410万吨减少。
W 毛利率22.4%，较上年同期的25.1%提升。
R 毛利率22.4%，较上年同期的25.1%回落。
W 住院人次由3.2万增加到2.9万。
W 該行淨息差由1.95%擴大至1.71%。
R 該行淨息差由1.95%收窄至1.71%。
W 期末存款為8,120億港元，較年初的8,455億港元上升。
R 期末存款為8,120億港元，較年初的8,455億港元下跌。
W Net debt rose to $3.1 billion from $3.6 billion at year end.
R Net debt fell to $3.1 billion from $3.6 billion at year end.
W The ratio stood at 41.2%, up from 44.8% in March.
R The ratio stood at 41.2%, down from 44.8% in March.
W Backlog climbed from 5,400 units to 4,900 units.
R Backlog climbed from 4,900 units to 5,400 units.
W Occupancy slipped to 91.3% from 88.7%.
R Occupancy slipped to 88.7% from 91.3%.
W Headcount was 12,450, down from 11,980 a year earlier.
R Headcount was 12,450, up from 11,980 a year earlier.
W Capacity increased from 45 MW to 38 MW.
# compare
W 公司市盈率14.2倍，低于同业均值的12.6倍。
R 公司市盈率14.2倍，高于同业均值的12.6倍。
W 工业增长6.2%，快于服务业的7.1%。
R 工业增长6.2%，慢于服务业的7.1%。
W 華東地區出貨48萬件，多於華南的63萬件。
R 華東地區出貨48萬件，少於華南的63萬件。
W Services grew 4.1%, outpacing the 5.8% growth in goods.
R Services grew 5.8%, outpacing the 4.1% growth in goods.
W The yield of 3.9% is below the sector's 3.2%.
R The yield of 3.9% is above the sector's 3.2%.
W Exports of $41 billion topped imports of $52 billion.
R Exports of $52 billion topped imports of $41 billion.
W 其中蓝山毛利率最低。⏎公司 | 毛利率（%）⏎青山 | 18.2⏎蓝山 | 24.5⏎白山 | 31.0
R 其中青山毛利率最低。⏎公司 | 毛利率（%）⏎青山 | 18.2⏎蓝山 | 24.5⏎白山 | 31.0
W Blue Hill is the cheapest at 14.2 times earnings.⏎Company | PE⏎Green Hill | 11.5⏎Blue Hill | 14.2⏎White Hill | 20.8
R Green Hill is the cheapest at 11.5 times earnings.⏎Company | PE⏎Green Hill | 11.5⏎Blue Hill | 14.2⏎White Hill | 20.8
W Blue Hill posted the highest margin, 24.5%.⏎Company | Revenue | Margin (%)⏎Green Hill | 11.5 | 18.2⏎Blue Hill | 14.2 | 24.5⏎White Hill | 20.8 | 31.0
R White Hill posted the highest margin, 31.0%.⏎Company | Revenue | Margin (%)⏎Green Hill | 11.5 | 18.2⏎Blue Hill | 14.2 | 24.5⏎White Hill | 20.8 | 31.0
# difference
W 甲厂报价3,450元/吨，乙厂报价3,380元/吨，甲厂较乙厂高90元/吨。
R 甲厂报价3,450元/吨，乙厂报价3,380元/吨，甲厂较乙厂高70元/吨。
W 上海均价6.42元，广州均价6.15元，上海比广州贵0.37元。
R 上海均价6.42元，广州均价6.15元，上海比广州贵0.27元。
W A股收涨2.4%，H股收涨1.1%，A股较H股高1.5个百分点。
R A股收涨2.4%，H股收涨1.1%，A股较H股高1.3个百分点。
W Brent settled at $78.40 and WTI at $74.15, a spread of $5.25.
R Brent settled at $78.40 and WTI at $74.15, a spread of $4.25.
W The bid was $12.40 a share, 45 cents above the prior close of $12.05.
R The bid was $12.40 a share, 35 cents above the prior close of $12.05.
W 中期息每股0.46港元，較去年的0.41港元增加8仙。
R 中期息每股0.46港元，較去年的0.41港元增加5仙。
R The dividend rises to £1.32 from £1.24, up 8p.
W The 10-year yield was 4.30% and the 2-year 3.95%, leaving the spread at 45 basis points.
R The 10-year yield was 4.30% and the 2-year 3.95%, leaving the spread at 35 basis points.
# label
W 二季度营收120.0亿元，去年同期为100.0亿元，一季度为110.0亿元，同比增长9.1%。
R 二季度营收120.0亿元，去年同期为100.0亿元，一季度为110.0亿元，环比增长9.1%。
R 二季度营收120.0亿元，去年同期为100.0亿元，一季度为110.0亿元，同比增长20.0%。
W 本月銷量5.50萬輛，上月4.80萬輛，去年同月4.40萬輛，按月增長25.0%。
R 本月銷量5.50萬輛，上月4.80萬輛，去年同月4.40萬輛，按年增長25.0%。
W Sales were $66.0 million against $60.0 million a year earlier and $55.0 million in the prior quarter, up 20.0% year over year.
R Sales were $66.0 million against $60.0 million a year earlier and $55.0 million in the prior quarter, up 10.0% year over year.
# share
W Exports made up $2.6 billion of the group's $12.0 billion of sales, more than a quarter.
R Exports made up $3.6 billion of the group's $12.0 billion of sales, more than a quarter.
W 全年接待游客900万人次，其中境外游客210万人次，约占三分之一。
R 全年接待游客900万人次，其中境外游客301万人次，约占三分之一。
W 全市场成交1.20万亿元，其中创业板3,600亿元，占比逾四成。
R 全市场成交1.20万亿元，其中创业板5,000亿元，占比逾四成。
W 其中线上收入24亿元，占总收入80亿元的40%。
R 其中线上收入24亿元，占总收入80亿元的30%。
W Of 640 respondents, 480, or 65%, said yes.
R Of 640 respondents, 480, or 75%, said yes.
W 全市场共有5000只股票，其中1985只上涨，占比29.7%。
R 全市场共有5000只股票，其中1985只上涨，占比39.7%。
W Online orders were 45% of the 2.0 million total, or 1.1 million.
R Online orders were 45% of the 2.0 million total, or 0.9 million.
# partition
W 上半年营收42亿元，下半年营收55亿元，全年营收107亿元。
R 上半年营收42亿元，下半年营收55亿元，全年营收97亿元。
W 四个季度分别盈利1.2亿元、1.5亿元、1.8亿元和2.0亿元，全年盈利7.5亿元。
R 四个季度分别盈利1.2亿元、1.5亿元、1.8亿元和2.0亿元，全年盈利6.5亿元。
W 上半年出口310億元，下半年出口345億元，全年出口665億元。
R 上半年出口310億元，下半年出口345億元，全年出口655億元。
W First-half sales were $4.2 billion and second-half sales $5.5 billion, for full-year sales of $10.7 billion.
R First-half sales were $4.2 billion and second-half sales $5.5 billion, for full-year sales of $9.7 billion.
R 区域 | 销量（万台）⏎华东 | 42⏎华南 | 31⏎华北 | 18⏎合计 | 91
R Region | Units⏎North | 420⏎South | 310⏎Total | 730
W 公司新增订单36亿元，其中储能12亿元、光伏15亿元、风电11亿元，三者合计占全部新增订单。
W 新签合同36亿元，包括储能12亿元、光伏15亿元和风电11亿元三项。
R 新签合同36亿元，其中储能12亿元、光伏15亿元。
# points
W 产能利用率由76.0%升至81.0%，上升5.0%。
R 产能利用率由76.0%升至81.0%，上升5.0个百分点。
W 不良率由1.52%降至1.38%，下降0.24个百分点。
R 不良率由1.52%降至1.38%，下降0.14个百分点。
R Utilisation went from 76% to 81%, up 5 percentage points.
W 營業額由40.0億元增至46.0億元，增長15個百分點。
R 營業額由40.0億元增至46.0億元，增長15%。
W Revenue went from $40.0 million to $46.0 million, up 15 percentage points.
# stale
# integer
W 营收50亿元，上年40亿元，同比增长30%。
R 营收50亿元，上年40亿元，同比增长25%。
R 营收50亿元，上年40亿元，同比增长27%。
W 收入60億元，去年同期50億元，同比增長30%。
W Revenue was $50 million, compared with $40 million a year ago, up 32%.
R Revenue was $50 million, compared with $40 million a year ago, up 25%.
# false-alarm traps
R 人民币兑美元中间价由7.2512升至7.1803。
R USD/JPY fell; the yen strengthened to 148.2 from 151.6.
R The team climbed from 8 to 3 in the table.
R Revenue was $5.0 million and profit $2.0 million, up from $3.1 million and $1.1 million.
R 公司由亏损3.0亿元增长至盈利2.0亿元。
R 上涨空间大，目标价12.0元，较现价10.0元上涨空间20%。
R 甲、乙两厂库存分别为30万吨、40万吨，较上周的28万吨、45万吨增加、减少。
R Net loss narrowed to $3.0 million from $5.0 million.
R 跌幅由5.0%收窄至3.0%。
R 降幅由5.0%扩大至7.0%。
R 下降5.5%，增速较上月的4.2%回落。
R 净利率12.0%，成本费用率较上年的15.0%下降。
R 共50家公司披露，超过20家上涨。
R A loss of $1.20 a share, beating estimates of a loss of $1.30.
R The index fell 5.1%, below the 3.2% gain of last year.
R 市盈率为12.5倍，不低于行业的11.0倍。
R 该股报12.0元，未能高于前期的13.5元。
R 上半年增长5.2%，低于预期的5.5%，但高于去年同期的4.1%。
R 收入120亿元，毛利率由30.1%上升至31.5%，净利率则由10.2%下降至9.8%。
R The margin was 14.2%, 30 basis points above the 13.9% of last year.
R 最高价12.8元，最低价11.5元，收盘价较昨收的12.0元上涨。
R 美元兑日元由155.2跌至150.1。
R Profit rose to $5.1 million, while cash fell from $9.2 million to $8.1 million.
R Prices rose 3.2% in May, up from 2.9% in April but below the 3.5% of March.
R The stock fell 2.1%, more than the 1.5% decline in the index.
R 渗透率由10.5%增至12.1%，低于海外的25.3%。
R Rates were cut to 4.25% from 4.50%.
R 失业率由4.1%改善至3.9%。
R 存款准备金率由7.0%下调0.5个百分点至6.5%。
R 产量由100万吨减少20万吨至80万吨。
R 价格由100元/吨下跌至80元/吨后回升至90元/吨。
R The yield dropped from 4.5% in May to 4.2% before rising to 4.4%.
R 工业产值占比30.2%，比服务业的55.1%增长更快。
R 由于5月增长3.2%，到6月增长至2.8%。
R It rose from 12.0 million users, helped by a push to 9.0 million homes.
R 债券收益率升2.0个基点至2.31%，高于周初的2.28%。
R 5月CPI上涨0.3%，涨幅比上月的0.1%扩大。
R PPI下降1.4%，降幅比上月的2.5%收窄。
R PPI同比下降1.4%，降幅較上月的1.2%擴大。
R 公司上半年营收42亿元，同比增长5%；下半年营收55亿元，其中四季度30亿元；全年营收97亿元。
R 上半年均价42元，下半年均价55元，全年均价48元。
R 上半年末库存42万吨，下半年末库存55万吨，全年库存均值48万吨。
R 甲厂报价3,450元/吨，乙厂报价3,380元/吨，丙厂报价3,300元/吨，甲厂较丙厂高150元/吨。
R 甲厂较上月高60元/吨，乙厂报价3,380元/吨，丙厂报价3,300元/吨，丙厂较上月高20元/吨。
R 甲公司净利10.2亿元，乙公司净利8.1亿元，甲公司比去年多1.5亿元。
R Brent settled at $78.40 and WTI at $74.15, while the spread of $4.60 a week earlier has gone.
R The bid was $12.40 a share, $1.10 more than the company's earlier offer of $11.30.
R Revenue was $12.40 million, $0.90 million above the consensus of $11.50 million.
R EPS was $1.24, 5 cents above the consensus of $1.19.
W EPS was $1.24, 8 cents above the consensus of $1.19.
R 一季度新增12万户，二季度新增15万户，三季度新增18万户，四季度新增20万户，全年新增65万户。
W 一季度营收12亿元，二季度营收15亿元，三季度营收18亿元，四季度营收20亿元，全年营收75亿元。
R 三季度营收18亿元，四季度营收20亿元，全年营收65亿元。
R 甲组得分87.3分，乙组得分86.9分，甲组较乙组高0.4分。
W 甲組得分87.3分，乙組得分86.9分，乙組較甲組低0.9分。
R First-quarter sales were $1.2 billion and fourth-quarter sales $2.0 billion; full-year sales were $6.1 billion.
R Core inflation was 3.2% and headline 2.6%, a gap of 0.6 percentage points.
W Core inflation was 3.2% and headline 2.6%, a gap of 1.6 percentage points.
R 城镇增长5.1%，农村增长6.3%，农村比城镇快1.2个百分点。
W 城镇增长5.1%，农村增长6.3%，农村比城镇快2.1个百分点。
R 甲地下降2.1%，乙地增长1.4%，乙地比甲地高3.5个百分点。
R 7月营收12.0亿元，去年7月为10.0亿元，6月为11.0亿元，同比增长20.0%，环比增长9.1%。
R Sales were $66.0 million against $60.0 million a year earlier, up 10.0% year over year, and orders rose 20.0%.
R 除蓝山外，青山毛利率最高。⏎公司 | 毛利率（%）⏎青山 | 18.2⏎蓝山 | 24.5⏎白山 | 11.0
R 青山毛利率最低，为18.2%。⏎公司 | 毛利率（%）⏎青山 | 18.2⏎蓝山 | 24.5⏎白山 | 31.0⏎平均 | 14.0
R Among mid caps, Blue Hill posted the highest margin.⏎Company | Margin (%)⏎Green Hill | 18.2⏎Blue Hill | 24.5⏎White Hill | 31.0
W 藍山毛利率最高，值得關注。⏎公司 | 毛利率（%）⏎青山 | 18.2⏎藍山 | 24.5⏎白山 | 31.0
R 白山毛利率最高，值得關注。⏎公司 | 毛利率（%）⏎青山 | 18.2⏎藍山 | 24.5⏎白山 | 31.0
# complete lists
R 新签合同38亿元，包括储能12亿元、光伏15亿元和风电11亿元三项。
R 新签合同60亿元，包括储能12亿元、光伏15亿元和风电11亿元等三项。
R 新簽合約38億元，包括儲能12億元、光伏15億元和風電11億元三項。
W 新簽合約36億元，包括儲能12億元、光伏15億元和風電11億元三項。
R 新签合同60亿元，其中储能12亿元、光伏15亿元和风电11亿元。
R 新签合同38亿元，其中储能12亿元、光伏15亿元、风电11亿元，三者合计占全部新增订单。
# traps2
R 产能由100万吨提升到120万吨，2025年进一步提升至150万吨。
R 公司收入由2022年的3.2亿元增长至2024年的5.1亿元，其中海外由1.1亿元降至0.9亿元。
R 上证指数报3,250.1点，较前一日的3,280.2点下跌0.92%。
R 成交额1.02万亿元，较上一交易日的9,800亿元增加。
R 成交额9,800亿元，较上一交易日的1.02万亿元减少。
R The spread narrowed to 35 basis points from 42 basis points.
R Shares fell to $31.2, down from $35.1, and well below the 2021 peak of $58.4.
R Gross margin was 41.2%, above the 39.8% a year ago and the guidance of 40.5%.
R 毛利率41.2%，高于去年同期的39.8%。
R 成本率为58.8%，低于去年同期的60.2%。
R Unemployment edged up to 4.2% from 4.1%.
R 油价收报78.4美元，低于上周的79.1美元。
R 甲公司营收10.2亿元，超过乙公司的9.8亿元。
R 投资收益率3.1%，低于3.5%的目标，但高于2.9%的存款利率。
R Output slipped 3% to 12.1 million tonnes from 12.5 million.
R 净息差1.52%，较年初的1.60%下降8个基点。
R Deposits grew faster than loans, up 8.1% against 6.2%.
R The tax rate was cut from 25% to 20%, while the surtax rose from 2% to 3%.
R Passenger numbers rose 12%, faster than the 9% growth of freight.
R 城镇居民收入增长4.5%，慢于农村居民的6.1%。
"""


def contradicted(text: str) -> list[str]:
    return [c.quote for c in audit(read_text(text)).claims if c.verdict == "contradicted"]


def twins(prefix: str) -> list[str]:
    return [line[2:].replace("⏎", "\n") for line in TEXT.splitlines() if line.startswith(prefix)]


@pytest.mark.parametrize("text", twins("W "))
def test_a_wrong_statement_is_found(text: str) -> None:
    assert contradicted(text)


@pytest.mark.parametrize("text", twins("R "))
def test_a_right_statement_is_left_alone(text: str) -> None:
    assert contradicted(text) == []
