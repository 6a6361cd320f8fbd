"""What a summary, a ranking, a valuation and an index table are told as, each figure exchanged for another cell's."""

from __future__ import annotations

import pytest

FIN = """主要会计数据（单位：万元）
项目\t2025年\t2024年\t本年比上年增减
营业收入\t342,615.80\t298,104.22\t14.93%
归属于上市公司股东的净利润\t41,207.35\t35,880.16\t14.85%
扣除非经常性损益的净利润\t38,114.02\t34,006.71\t12.08%
经营活动产生的现金流量净额\t52,330.41\t28,917.66\t80.96%
基本每股收益（元/股）\t0.82\t0.71\t15.49%
加权平均净资产收益率\t11.36%\t10.72%\t0.64个百分点

"""
REG = """Table 4. Revenue by region (USD million)
Region | FY2026 | FY2025 | Growth | % of revenue
Americas | 2,318 | 2,104 | 10.2% | 46.1%
EMEA | 1,406 | 1,377 | 2.1% | 28.0%
Greater China | 612 | 688 | -11.0% | 12.2%
Rest of Asia | 689 | 571 | 20.7% | 13.7%
Total | 5,025 | 4,740 | 6.0% | 100.0%

"""
WK = """表2 主要指数表现
指数\t收盘价\t周涨跌幅\t月涨跌幅\t年初至今
上证指数\t3,905.26\t-1.82%\t-1.25%\t16.52%
深证成指\t12,904.55\t-3.41%\t-3.66%\t23.91%
创业板指\t3,022.18\t-4.86%\t-5.13%\t41.16%
科创50\t1,288.40\t-5.54%\t-9.02%\t30.28%

"""
APP = """表3 AI应用MAU（万）
应用\t10月\t9月\t环比
豆包\t17,320\t15,980\t8.4%
元小宝\t7,415\t7,220\t2.7%
深问\t7,280\t7,650\t-4.8%
星火助手\t2,106\t1,934\t8.9%

"""
VAL = """Exhibit 7: Coverage valuation
Company\tPrice\tTarget\tUpside\tP/E 2026E\tP/E 2027E\tRating
Palisade\t$142.60\t$185.00\t29.7%\t24.1\t19.8\tBuy
Micronet\t$398.20\t$440.00\t10.5%\t31.6\t27.2\tBuy
Sable\t$173.00\t$150.00\t-13.3%\t52.4\t44.9\tSell
Autodraft\t$288.50\t$300.00\t4.0%\t38.7\t33.0\tHold

"""
HK = """分部收入（百萬港元）
分部\t2026年上半年\t2025年上半年\t變動\t佔比
零售\t4,182\t3,905\t+7.1%\t52.3%
物業租賃\t2,116\t2,204\t-4.0%\t26.5%
酒店\t1,698\t1,433\t+18.5%\t21.2%
合計\t7,996\t7,542\t+6.0%\t100.0%

"""

PAIRS = [
    (FIN, '报告期内，公司实现营业收入34.26亿元，同比增长14.93%；归母净利润4.12亿元，同比增长14.85%；扣非净利润3.81亿元，同比增长12.08%。', '34.26', '29.81'),
    (FIN, '报告期内，公司实现营业收入34.26亿元，同比增长14.93%；归母净利润4.12亿元，同比增长14.85%；扣非净利润3.81亿元，同比增长12.08%。', '14.93', '14.85'),
    (FIN, '报告期内，公司实现营业收入34.26亿元，同比增长14.93%；归母净利润4.12亿元，同比增长14.85%；扣非净利润3.81亿元，同比增长12.08%。', '4.12', '3.81'),
    (FIN, '报告期内，公司实现营业收入34.26亿元，同比增长14.93%；归母净利润4.12亿元，同比增长14.85%；扣非净利润3.81亿元，同比增长12.08%。', '14.85', '12.08'),
    (FIN, '报告期内，公司实现营业收入34.26亿元，同比增长14.93%；归母净利润4.12亿元，同比增长14.85%；扣非净利润3.81亿元，同比增长12.08%。', '3.81', '4.12'),
    (FIN, '报告期内，公司实现营业收入34.26亿元，同比增长14.93%；归母净利润4.12亿元，同比增长14.85%；扣非净利润3.81亿元，同比增长12.08%。', '12.08', '14.93'),
    (FIN, '经营活动现金流净额5.23亿元，同比增长80.96%。', '5.23', '2.89'),
    (FIN, '经营活动现金流净额5.23亿元，同比增长80.96%。', '80.96', '90.86'),
    (FIN, '基本每股收益0.82元，上年为0.71元，加权平均净资产收益率11.36%，同比提升0.64个百分点。', '11.36', '10.72'),
    (FIN, '基本每股收益0.82元，上年为0.71元，加权平均净资产收益率11.36%，同比提升0.64个百分点。', '0.64', '0.46'),
    (REG, 'Americas revenue grew 10.2% to $2.3 billion and accounted for 46.1% of the total.', '10.2%', '20.7%'),
    (REG, 'Americas revenue grew 10.2% to $2.3 billion and accounted for 46.1% of the total.', '$2.3', '$2.1'),
    (REG, 'Americas revenue grew 10.2% to $2.3 billion and accounted for 46.1% of the total.', '46.1%', '41.6%'),
    (REG, 'Greater China was the weak spot, falling 11.0% to $612 million, or 12.2% of revenue.', '11.0%', '10.2%'),
    (REG, 'Greater China was the weak spot, falling 11.0% to $612 million, or 12.2% of revenue.', '612', '688'),
    (REG, 'Greater China was the weak spot, falling 11.0% to $612 million, or 12.2% of revenue.', '12.2%', '13.7%'),
    (REG, 'Growth was strongest in Rest of Asia, at 20.7%; EMEA rose just 2.1%.', '20.7%', '27.0%'),
    (REG, 'Growth was strongest in Rest of Asia, at 20.7%; EMEA rose just 2.1%.', '2.1%', '10.2%'),
    (REG, 'Group revenue was $5,025 million, up 6.0% from $4,740 million a year earlier.', '5,025', '5,205'),
    (REG, 'Group revenue was $5,025 million, up 6.0% from $4,740 million a year earlier.', '6.0%', '10.2%'),
    (REG, 'Group revenue was $5,025 million, up 6.0% from $4,740 million a year earlier.', '4,740', '4,470'),
    (WK, '上周上证指数收于3,905.26点，周跌1.82%，年初至今上涨16.52%。', '16.52', '23.91'),
    (WK, '创业板指、科创50分别下跌4.86%、5.54%。', '4.86', '5.13'),
    (WK, '创业板指、科创50分别下跌4.86%、5.54%。', '5.54', '9.02'),
    (APP, '豆包10月MAU达1.73亿，环比增长8.4%；元小宝7,415万，环比增长2.7%。', '1.73', '1.37'),
    (APP, '豆包10月MAU达1.73亿，环比增长8.4%；元小宝7,415万，环比增长2.7%。', '8.4', '8.9'),
    (APP, '豆包10月MAU达1.73亿，环比增长8.4%；元小宝7,415万，环比增长2.7%。', '7,415', '7,280'),
    (APP, '豆包10月MAU达1.73亿，环比增长8.4%；元小宝7,415万，环比增长2.7%。', '2.7', '7.2'),
    (APP, '深问MAU由9月的7,650万降至7,280万，环比下降4.8%。', '7,650', '7,560'),
    (APP, '深问MAU由9月的7,650万降至7,280万，环比下降4.8%。', '7,280', '7,220'),
    (APP, '深问MAU由9月的7,650万降至7,280万，环比下降4.8%。', '4.8', '8.4'),
    (VAL, 'We rate Palisade Buy with a target of $185.00, 29.7% above the last price of $142.60.', '29.7%', '27.9%'),
    (HK, '零售分部收入41.82億港元，按年增長7.1%，佔總收入52.3%。', '41.82', '39.05'),
    (HK, '零售分部收入41.82億港元，按年增長7.1%，佔總收入52.3%。', '7.1', '18.5'),
    (HK, '零售分部收入41.82億港元，按年增長7.1%，佔總收入52.3%。', '52.3', '53.2'),
    (HK, '酒店業務收入增長18.5%至16.98億港元，物業租賃收入則下跌4.0%。', '18.5', '15.8'),
    (HK, '酒店業務收入增長18.5%至16.98億港元，物業租賃收入則下跌4.0%。', '16.98', '14.33'),
    (HK, '酒店業務收入增長18.5%至16.98億港元，物業租賃收入則下跌4.0%。', '4.0', '7.1'),
    (HK, '期內收入合計79.96億港元，增加6.0%，其中酒店佔21.2%。', '79.96', '75.42'),
    (HK, '期內收入合計79.96億港元，增加6.0%，其中酒店佔21.2%。', '6.0', '7.1'),
    (HK, '期內收入合計79.96億港元，增加6.0%，其中酒店佔21.2%。', '21.2', '26.5'),
    (FIN, "基本每股收益0.82元，上年为0.71元，加权平均净资产收益率11.36%，同比提升0.64个百分点。", "0.82", "0.28"),
    (WK, "上周上证指数收于3,905.26点，周跌1.82%，年初至今上涨16.52%。", "1.82", "1.25"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "line", "right", "wrong"), PAIRS)
def test_the_figure_of_another_cell_is_found(check, table, line, right, wrong):
    assert right in line
    assert [f.message for f in check(table + line + "\n").findings if f.severity == "high"] == []
    told = check(table + line.replace(right, wrong, 1) + "\n")
    assert len([f for f in told.findings if f.severity == "high"]) >= 1


@pytest.mark.parametrize(
    ("table", "line"),
    [
        (FIN, "公司2026年一季度实现营业收入8.12亿元，同比增长11.2%。"),
        (FIN, "母公司营业收入20.14亿元。"),
        (
            FIN.replace("（元/股）", "（分/股）").replace("0.82\t0.71", "82.0\t71.0"),
            "基本每股收益82.0分，上年为71.0分。",
        ),
        (
            FIN.replace("（元/股）", "（分/股）").replace("0.82\t0.71", "82.0\t71.0"),
            "基本每股收益0.82元，上年为0.71元。",
        ),
        (REG, "In Greater China, cloud revenue fell 20.7% to $88 million."),
        (REG, "Americas bookings grew 20.7%."),
        (WK, "上证指数周成交额4.62万亿元，日均成交9,240亿元。"),
        (APP, "豆包DAU达5,480万，环比增长2.7%。"),
        (VAL, "Sable's revenue growth of 29.7% was below consensus."),
        (HK, "酒店業務經營溢利增長7.1%。"),
    ],
)
def test_other_figures_of_the_same_names_are_left_alone(check, table, line):
    assert [f.message for f in check(table + line + "\n").findings if f.severity == "high"] == []
