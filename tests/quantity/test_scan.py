"""What the scanner reads, by subject. Each row is a text and what it holds.

A quantity is written ``quote=value unit`` with ``..high`` for a range, ``~ > < >= <=`` for the bound,
``+ - =`` for the direction and ``#`` for a rank; a skipped span is ``quote:reason``.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tieout.quantity import Quantity, scan

BOUND = {"about": "~", "over": ">", "under": "<", "at_least": ">=", "at_most": "<=", "range": "", None: ""}
DIRECTION = {"up": "+", "down": "-", "flat": "=", None: ""}


def number(value: Decimal) -> str:
    text = format(
        value.quantize(Decimal("0.01")) if value != value.quantize(Decimal("0.0001")) else value, "f"
    )
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(quantity: Quantity) -> str:
    value = number(quantity.value) + (f"..{number(quantity.high)}" if quantity.high is not None else "")
    flags = BOUND[quantity.comparator] + DIRECTION[quantity.direction] + ("#" if quantity.rank else "")
    return " ".join(part for part in (f"{quantity.text}={value}", quantity.unit, flags) if part)


def read(text: str) -> str:
    return "; ".join(shown(quantity) for quantity in scan(text).quantities)


def skipped(text: str) -> str:
    found = scan(text)
    assert not found.quantities, [q.text for q in found.quantities]
    return "; ".join(f"{s.text}:{s.reason}" for s in found.skipped)


def table(block: str) -> list[tuple[str, str]]:
    rows = [line.split(" => ") for line in block.strip().splitlines() if line.strip()]
    return [(row[0].strip(), row[1].strip().removeprefix("(none)") if len(row) > 1 else "") for row in rows]


DIGITS = """
总股本 1,234,567 股 => 1,234,567 股=1234567 股
１２３４．５ 吨 => １２３４．５ 吨=1234.5 吨
Rs. 12,34,567 => Rs. 12,34,567=1234567 INR
10 000元 => 10 000元=10000 CNY
环比+2.26% => +2.26%=2.26 %
幅度为-0.90% => -0.90%=-0.9 %
幅度为−0.90% => −0.90%=-0.9 %
幅度为－０．９０％ => －０．９０％=-0.9 %
评分为 4.36 => 4.36=4.36
yoy+12%，qoq-5% => +12%=12 %; -5%=-5 %
AMD-7.1%、META+1.9% => -7.1%=-7.1 %; +1.9%=1.9 %
计算机（申万）+9.94% => +9.94%=9.94 %
low-20% range => 20%=20 %
CI 为 +4/-5 => +4=4; -5=-5
16 核+96G => 16 核=16 核; 96G=96 G
16+256G => 16=16; 256G=256 G
网速 10-20 Mbps => 10-20 Mbps=10..20 Mbps
1，234 家 => 1=1; 234 家=234 家
3.2×10^6 吨 => 3.2×10^6 吨=3200000 吨
a margin of 1-1/8 percent => 1-1/8 percent=1.125 %
bonds at 97-17/32 and 3 1/2 => 97-17/32=97.53; 3 1/2=3.5
up 31/32, 1/7 of them => 31/32=0.97 +; 1/7=14.29 %
quoted at 1.4218/23 => 1.4218/23=1.4218..1.4223
call money at 3.65/75 percent => 3.65/75 percent=3.65..3.75 %
a mark of 7.25/10 => 7.25=7.25; 10=10
four mln barrels => four mln barrels=4000000 barrel
guesses ranged from 40.0 to 44.0 => 40.0 to 44.0=40..44
from 1.50 billion and 10 percent => 1.50 billion=1500000000; 10 percent=10 %
"""

SCALES = """
访问量 882.9M => 882.9M=882900000
3.72 亿美元 => 3.72 亿美元=372000000 USD
两市成交1.9万亿元 => 1.9万亿元=1900000000000 CNY
营收 5 百万元 => 5 百万元=5000000 CNY
3 亿 5000 万元 => 3 亿 5000 万元=350000000 CNY
108兆8,805.86億元 => 108兆8,805.86億元=108880586000000 CNY
賣超6萬1,332股 => 6萬1,332股=61332 股
集團營業額12﹒15億元 => 12﹒15億元=1215000000 CNY
1.2萬 => 1.2萬=12000
5000 万 Tokens => 5000 万 Tokens=50000000 token
文本长度提升到了 32K => 32K=32000 +
激活参数21B => 21B=21000000000
$1.2bn => $1.2bn=1200000000 USD
13.654 million units => 13.654 million units=13654000 unit
5 lakh => 5 lakh=500000
18x 2025E P/E => 18x=18 times
10Y美债 => 10Y=10 year
1.2 trillion yen => 1.2 trillion yen=1200000000000 JPY
50 thousand => 50 thousand=50000
"""

MONEY = """
7596.9 亿新台币（235 亿美元） => 7596.9 亿新台币=759690000000 TWD; 235 亿美元=23500000000 USD
7421.66 亿元新台币 => 7421.66 亿元新台币=742166000000 TWD
579億港元 => 579億港元=57900000000 HKD
US$5m => US$5m=5000000 USD
HK$3.2bn => HK$3.2bn=3200000000 HKD
-$3.5M => -$3.5M=-3500000 USD
$(12.3) million => $(12.3) million=-12300000 USD
USD 5 million => USD 5 million=5000000 USD
RMB3.4 billion => RMB3.4 billion=3400000000 CNY
Rs.72.63 crore => Rs.72.63 crore=726300000 INR
€20bn => €20bn=20000000000 EUR
￥28.64 => ￥28.64=28.64 CNY
价格为 28.64 元/时 => 28.64 元/时=28.64 CNY/hour
均价11.44元/公斤 => 11.44元/公斤=11.44 CNY/kg
$2.35 per GPU-hour => $2.35 per GPU-hour=2.35 USD/GPU-hour
from $21.45 billion a year earlier => $21.45 billion=21450000000 USD
13 euro cents per share => 13 euro cents per share=0.13 EUR/share
TP of Rmb12.3 => Rmb12.3=12.3 CNY
0.28元/W => 0.28元/W=0.28 CNY/W
$2.647 a gallon => $2.647 a gallon=2.647 USD/gallon
布伦特原油73.06美元/桶 => 73.06美元/桶=73.06 USD/barrel
0.15美元/百万tokens => 0.15美元/百万tokens=0.15 USD/1M_tokens
28.64/元 => 28.64/元=28.64 CNY
分别为 3.72 亿/0.85 亿美元 => 3.72 亿=372000000 USD; 0.85 亿美元=85000000 USD
分别为1.2/1.5/1.9亿元 => 1.2=120000000 CNY; 1.5=150000000 CNY; 1.9亿元=190000000 CNY
获数千万元人民币融资 => 数千万元人民币=20000000..100000000 CNY
获近亿元融资 => 亿元=100000000 CNY <
估值超百亿美元 => 百亿美元=10000000000 USD >
"""

PERCENT = """
占比 10% => 10%=10 %
占比 １０％ => １０％=10 %
1.8 percent => 1.8 percent=1.8 %
三成 => 三成=30 %
占比超六成 => 六成=60 % >
百分之五 => 百分之五=5 %
百分之3.5 => 百分之3.5=3.5 %
三分之一 => 三分之一=33.33 %
参数量 1/7 => 1/7=14.29 %
一半是股票型 => 一半=50 %
more than a fifth => a fifth=20 % >
two-thirds of it => two-thirds=66.67 %
by half, and => half=50 %
提升5.9个百分点 => 5.9个百分点=5.9 pp +
同比提升1.2pct => 1.2pct=1.2 pp +
-22.2 pp => -22.2 pp=-22.2 pp
6.1 percentage points => 6.1 percentage points=6.1 pp
下调20bp => 20bp=20 bp -
调贬44个基点 => 44个基点=44 bp
cut by 50 basis points => 50 basis points=50 bp -
a 25-bp hike => 25-bp=25 bp
5‰ => 5‰=0.5 %
"""

MULTIPLES = """
是去年的 8 倍 => 8 倍=8 times
缩小了 2-4 倍 => 2-4 倍=2..4 times -
增加了 1000 多倍 => 1000 多倍=1000 times >+
每年翻倍增长 => 翻倍=2 times +
翻了一番 => 翻了一番=2 times +
产量翻两番 => 翻两番=4 times +
产能减半 => 减半=0.5 times -
a 1.5x increase => 1.5x=1.5 times +
sales doubled => doubled=2 times +
1.5-fold => 1.5-fold=1.5 times
"""

RANGES = """
预计 15% 至 20% => 15% 至 20%=15..20 %
10%—20% => 10%—20%=10..20 %
-10% — 10% => -10% — 10%=-10..10 %
just 53-56% => 53-56%=53..56 %
25~30% => 25~30%=25..30 %
20 to 40 points => 20 to 40 points=20..40 points
$3 to $5 billion => $3 to $5 billion=3000000000..5000000000 USD
$1.2-1.5bn => $1.2-1.5bn=1200000000..1500000000 USD
between 10% and 15% => 10% and 15%=10..15 %
5000万-1亿元 => 5000万-1亿元=50000000..100000000 CNY
5,000-6,000元/吨 => 5,000-6,000元/吨=5000..6000 CNY/t
三至五年 => 三至五年=3..5 year
七八家机构 => 七八家=7..8 家
跌748点至25882点 => 748点=748 points -; 25882点=25882 points
从 15 美元锐减到 0.55 美元 => 15 美元=15 USD; 0.55 美元=0.55 USD -
from $6 billion to $15 billion => $6 billion=6000000000 USD; $15 billion=15000000000 USD
lost 155.88 points (1.8 percent) to 8,418.77 => 155.88 points=155.88 points -; 1.8 percent=1.8 % -; 8,418.77=8418.77
"""

BOUNDS = """
超 15 天 => 15 天=15 day >
逾2000亿美元 => 2000亿美元=200000000000 USD >
近3577億元 => 3577億元=357700000000 CNY <
约3倍 => 3倍=3 times ~
不足 20% => 20%=20 % <
30 天以上 => 30 天=30 day >=
99% 以上 => 99%=99 % >=
MFU 最高可达 60% => 60%=60 % <=
至少 3 家 => 3 家=3 家 >=
不超过35元/股 => 35元/股=35 CNY/share <=
100 多种 => 100 多种=100 种 >
50余家 => 50余家=50 家 >
10+TB => 10+TB=10 TB >
突破900亿美元 => 900亿美元=90000000000 USD >
20 人左右 => 20 人=20 人 ~
> 20% => 20%=20 % >
< -10% => -10%=-10 % <
about 64% => 64%=64 % ~
around 12.1% => 12.1%=12.1 % ~
near 13.654 million => 13.654 million=13654000 ~
nearly 10% => 10%=10 % <
more than 20 points => 20 points=20 points >
over $26 billion => $26 billion=26000000000 USD >
at least 5% => 5%=5 % >=
up to 40% => 40%=40 % <=
no more than 5 => 5=5 <=
15% or so => 15%=15 % ~
is up to 27.4% => 27.4%=27.4 % +
$3.6B over 88 deals => $3.6B=3600000000 USD; 88 deals=88 deal
近6天连续净流入 => 6天=6 day
签约 3 家 => 3 家=3 家
買超579.3億元 => 579.3億元=57930000000 CNY
"""

DIRECTIONS = """
同比增长了 39% => 39%=39 % +
同比下降2.8% => 2.8%=2.8 % -
升近640點 => 640點=640 points <+
跌幅约6.5% => 6.5%=6.5 % ~-
累跌1153點 => 1153點=1153 points -
环比降52万吨即4.7% => 52万吨=520000 吨 -; 4.7%=4.7 % -
27个跌、2个涨 => 27个=27 个 -; 2个=2 个 +
以-4.96%录得本周最大跌幅 => -4.96%=-4.96 % -
缩小到了五个月 => 五个月=5 month -
价格环比持平于 5% => 5%=5 % =
跑输 6.46 个百分点 => 6.46 个百分点=6.46 pp -
少增3722亿元 => 3722亿元=372200000000 CNY -
the Dow dropped 289.60 points (3.56%) => 289.60 points=289.6 points -; 3.56%=3.56 % -
gave up 37.21 points => 37.21 points=37.21 points -
eased 7.76, or 0.45%, to 1731.24 => 7.76=7.76 -; 0.45%=0.45 % -; 1731.24=1731.24
$3.42 or 4.82% lower on the week => $3.42=3.42 USD -; 4.82%=4.82 % -
85% above the low => 85%=85 % +
from a net loss of $45.6 million => $45.6 million=45600000 USD
营收 5 亿元，增长较快 => 5 亿元=500000000 CNY
"""

RANKS = """
并列第 6 => 6=6 #
排名第2位 => 2位=2 位 #
世界第二 => 二=2 #
前三位分别为 => 三位=3 位 #
融资额居前二， => 二=2 #
前 3 大企业 => 3 大=3 大 #
top 3 => 3=3 #
The top three were => three=3 #
No. 2 => 2=2 #
ranked 5th => 5=5 #
in third position => third=3 #
comes second with => second=2 #
前10个月 => 10个月=10 month
目前 3 家 => 3 家=3 家
第三至第五 => 三=3 #; 五=5 #
第1-3名 => 1=1 #; 3名=3 名 #
"""

DURATIONS = """
时长 6:34 => 6:34=394 s
Discord（00:12:26） => 00:12:26=746 s
0:15:41 => 0:15:41=941 s
6分34秒 => 6分34秒=394 s
1小时20分 => 1小时20分=4800 s
长达 1 分钟 => 1 分钟=60 s
26.2小时 => 26.2小时=94320 s
运行 15 天 => 15 天=15 day
四年内 => 四年内=4 year
五个月 => 五个月=5 month
3-year plan => 3-year=3 year
"""

COUNTS = """
共 236 只 => 236 只=236 只
三家公司 => 三家=3 家
五大品种 => 五大=5 大
两块 => (none)
仅一家上涨 => 一家=1 家 +
三百多家 => 三百多家=300 家 >
失守二萬六。 => 二萬六=26000 <-
三千八百點 => 三千八百點=3800 points
Only 1,100 AI deals => 1,100=1100
Four giant rounds => Four=4
One sector is down => One=1 -
eight are lower => eight=8 -
21城社会库存 => 21城=21 城
每FEU 2,578美元 => 2,578美元=2578 USD
6773 分的成绩 => 6773 分=6773 points
9.9GWh => 9.9GWh=9.9 GWh
3nm AI 芯片 => 3nm=3 nm
50 Tokens 每秒 => 50 Tokens 每秒=50 token/second
浮点运算能力达 10Exa-Flops => 10Exa-Flops=10 EFLOPS
按主体拆分(亿美元):科技巨头480;各国政府140 => 480=48000000000 USD; 140=14000000000 USD
科技巨头480;各国政府140 => 480=480; 140=140
"""

WORDS_THAT_DO_NOT_COUNT = """
一方面，一定，统一，一直，一般
第一，国产化；第二，出海
三星、三农、三板、三元锂、两市、两融、两会、十分、百度、万科、四川
零一万物、第三方、第四范式、第一财经、五粮液、六安、八一钢铁
申万一级行业、二手房、一季报、第三季度、十月、双十一、二〇二四年
一家公司、一位高管、一次会议、十几家、数百家、二十大报告
the one and only, no one, second half, first quarter, a third party, one of the best
"""

DATES = """
2024年10月21日 => 2024年10月21日:date
10 月 17 日 => 10 月 17 日:date
7月3日 => 7月3日:date
2024-10-21 => 2024-10-21:date
2024. 6. 26-2024. 6. 30 => 2024. 6. 26:date; 2024. 6. 30:date
2024.10.14-2024.10.18 => 2024.10.14:date; 2024.10.18:date
2023/10 => 2023/10:date
2024 年 => 2024 年:date
2024-2026年 => 2024-2026年:date
1-9月 => 1-9月:date
Q3 财报 => Q3:date
2024H1 => 2024H1:date
预计24/25/26年 => 24/25/26年:date
截至10/18， => 10/18:date
本周（10.14-10.18） => 10.14-10.18:date
24/10/18 => 24/10/18:date
15-Aug => 15-Aug:date
24Q3单季度 => 24Q3:date
FY2025 => FY2025:date
FY25Q2 => FY25Q2:date
2023A/2024E/2025E => 2023A/2024E/2025E:date
1H24 and 3Q24 => 1H24:date; 3Q24:date
April 20 session => April 20:date
January 2, 2026 => January 2, 2026:date
March 2013 => March 2013:date
its 2022 round => 2022:date
in 2026 => 2026:date
From 2020 to 2023 => 2020 to 2023:date
mid-2024 => mid-2024:date
上午10:30 => 上午10:30:date
2024-10-21 09:30 => 2024-10-21 09:30:date
10:30 AM => 10:30 AM:date
上午9:30-11:30 => 上午9:30-11:30:date
90年代 => 90年代:date
2024年第三季度 => 2024年:date
"""

NAMES = """
GPT-4o-mini-2024-07-18 => GPT-4o-mini-2024-07-18:name
Grok-2-08-13 => Grok-2-08-13:name
o1-preview => o1-preview:name
Claude 3.5 Sonnet => 3.5:version
Gemini 1.5 Pro => 1.5:version
大模型 1.5 Pro 版本 => 1.5:version
推出日日新 5.5，以及 => 5.5:version
天玑 9400 首次 => 9400:version
GB200、A100-40G、H100 => GB200:name; A100-40G:name; H100:name
iOS18、Qwen2.5、M6、V9、L2、F16 => iOS18:name; Qwen2.5:name; M6:name; V9:name; L2:name; F16:name
COVID-19 => COVID-19:name
沪深300、中证1000、科创50 => 300:name; 1000:name; 50:name
the S&P 500 => 500:name
世界500强 => 500:name
Form 10-K, 7-Eleven, Tier 1 => 10-K:name; 7-Eleven:name; 1:name
可灵1.5、通义千问2.5 => 1.5:version; 2.5:version
支持 Wi-Fi 7；PCIe 5.0 => 7:version; 5.0:version
618大促、双11 => 618:name; 11:name
5G 基站 => 5G:name
4K 超高清 => 4K:name
3D打印 => 3D:name
豆包大模型 1.5Pro => 1.5Pro:name
昇腾910B => 910B:name
歼-20 => 20:name
v1.1.2 => v1.1.2:name
192.168.1.1 => 192.168.1.1:version
小米14发布 => 14:version
pass@1 => pass@1:name
"""

TICKERS_CONTACTS_NUMBERING = """
科大讯飞（002230.SZ） => 002230.SZ:ticker
联想集团（0992.HK） => 0992.HK:ticker
中科曙光（603019） => 603019:ticker
腾讯控股(700 HK) => 700 HK:ticker
SH600519 => SH600519:ticker
宝某 S1050521110002 => S1050521110002:contact
联系电话：021-20655285 => 电话：021-20655285:contact
手机 13800138000 => 手机 13800138000:contact
a1b2@cfsc.com.cn => a1b2@cfsc.com.cn:contact
https://example.com/p/123 => https://example.com/p/123:contact
上海市福佑路8号 => 路8号:contact
1、算力 => 1、:numbering
2.1、流量 => 2.1、:numbering
1) 底层技术不及预期。2) 监管 => 1):numbering; 2):numbering
（1）算力；（2）数据 => （1）:numbering; （2）:numbering
图表 12：本周指数 => 12:numbering
Figure 3: Sales => 3:numbering
第3章第2节 => 3:numbering; 2:numbering
风险提示.....15 => 15:numbering
参见[3] => 3:numbering
$O(L^2)$ => 2:numbering
"""

READ = [
    pytest.param(text, expected, id=f"{name}-{text[:24]}")
    for name, block in (
        ("digits", DIGITS), ("scales", SCALES), ("money", MONEY), ("percent", PERCENT), ("multiples", MULTIPLES),
        ("ranges", RANGES), ("bounds", BOUNDS), ("directions", DIRECTIONS), ("ranks", RANKS),
        ("durations", DURATIONS), ("counts", COUNTS),
    )
    for text, expected in table(block)
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ)
def test_quantities(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize("text", [line for line, _ in table(WORDS_THAT_DO_NOT_COUNT)])
def test_words_that_do_not_count(text: str) -> None:
    assert read(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [row for block in (DATES, NAMES, TICKERS_CONTACTS_NUMBERING) for row in table(block)],
)
def test_skipped(text: str, expected: str) -> None:
    assert skipped(text) == expected


@pytest.mark.parametrize(
    ("text", "decimals", "scale"),
    [("3.72 亿美元", 2, 10**8), ("1600 万美元", 0, 10**4), ("12.830M", 3, 10**6), ("100", 0, 1), ("1,234.50", 2, 1), ("三成", 0, 10),
     ("6:34", 0, 1), ("1.5 小时", 1, 3600)],
)  # fmt: skip
def test_decimals_and_scale_give_the_rounding_interval(text: str, decimals: int, scale: int) -> None:
    (quantity,) = scan(text).quantities
    assert (quantity.decimals, quantity.scale) == (decimals, scale)
    half = Decimal(5).scaleb(-decimals - 1) * scale
    assert quantity.shown.hi - quantity.value == half


def test_names_from_tables_are_found_in_any_spelling() -> None:
    names = ("日日新 5.5", "A100 40G", "GPT-4o", "13")
    text = "日日新5.5 与 a100-40g、gpt 4o-mini 比，13 家"
    found = scan(text, names=names)
    assert [(s.text, s.reason) for s in found.skipped] == [
        ("日日新5.5", "name"),
        ("a100-40g", "name"),
        ("gpt 4o-mini", "name"),
    ]
    assert [q.text for q in found.quantities] == ["13 家"]


def test_a_name_does_not_eat_a_longer_number() -> None:
    assert next(q.text for q in scan("恒指 1.5 倍，Gemini 1.55", names=["Gemini 1.5"]).quantities) == "1.5 倍"


def test_the_same_word_and_number_in_other_company_is_a_name() -> None:
    text = "比上一代天玑 9300，能力更强。它是天玑 9300 的 1.4 倍。"
    assert [s.text for s in scan(text).skipped] == ["9300", "9300"]


def test_a_repeated_value_stays_a_value() -> None:
    line = "恒源云 16+256G 价格为 9.00 元/时。\n"
    assert [q.text for q in scan(line + line).quantities] == ["16", "256G", "9.00 元/时"] * 2


def test_headings_take_their_number() -> None:
    assert scan("2.1 Kimi 增长 5%", headings=True).skipped[0].text == "2.1"
    assert [q.text for q in scan("2.1 Kimi 增长 5%", headings=True).quantities] == ["5%"]


def test_contents_lines_have_page_numbers() -> None:
    found = scan(
        "1、 算力动态：价格平稳\t5\n2.1、 流量跟踪：环比+32.36%.....\t7\n图表 3： 2024. 10. 14 流量.....7\n"
    )
    assert [q.text for q in found.quantities] == ["+32.36%"]
    assert [s.reason for s in found.skipped].count("numbering") == 6


def test_a_cell_in_parentheses_is_negative() -> None:
    assert [q.value for q in scan("净利润\t(1,234)\t(5.6%)\n").quantities] == [
        Decimal(-1234),
        Decimal("-5.6"),
    ]
    assert [q.value for q in scan("跌 570 点 (2.1%)").quantities] == [Decimal(570), Decimal("2.1")]


def test_empty_text() -> None:
    assert scan("").quantities == () == scan("").skipped
