"""Words that set two printed figures, or the names of a list, against each other: right and wrong twins."""

from __future__ import annotations

import pytest

from tieout import audit
from tieout.model.report import Block, Report

TWINS = [
    ("The spread between the two grades is now $4.19, {} than the $4.05 of a week ago.", "wider", "narrower"),
    ("The average wait was 38 minutes, {} than the 40 minutes of a year ago.", "two minutes shorter", "two minutes longer"),
    ("Users spent 46 minutes a day, {} than the 43 of August.", "three more", "three fewer"),
    ("Exports at $30.2 billion again {} imports, which came to $27.9 billion.", "exceeded", "trailed"),
    ("Advancers trailed decliners on the exchange by {}.", "1,318 to 1,447", "1,447 to 1,318"),
    ("Winners outnumbered losers by {} on the Nasdaq.", "1,842 to 1,019", "1,019 to 1,842"),
    ("Waiting patients made up 5.2% at weekends and 4.4% on weekdays, a gap of 0.8 percentage points; after adjustment the gap {} to 0.3 points.", "narrowed", "widened"),
    ("The loss for the period {} to RMB68.4 million from RMB141.9 million.", "narrowed", "widened"),
    ("The fund returned 5.80% in the quarter. The return was 0.06 percentage point {} than that of the benchmark, 5.86%.", "lower", "higher"),
    ("The unemployment rate {} 4.4 percent, the same as in September.", "was unchanged at", "rose to"),
    ("Brent's premium to WTI is $4.19 a barrel, {} than the $4.05 of last Friday.", "14 cents more", "14 cents less"),
    ("The deal values the company at $8.1bn, {} the $9.4bn of its last round.", "below", "above"),
    ("Growth of 3.1% was {} than the 3.6% of the first half.", "slower", "faster"),
    ("Enrolment reached 1,204 patients, {} than the 1,150 planned.", "more", "fewer"),
    ("The vote passed, with supporters outnumbering opponents by {}.", "58 to 41", "41 to 58"),
    ("The trade deficit was $61.2 billion in August. In September the deficit {} to $54.8 billion.", "shrank", "grew"),
    ("30年与10年利差由30BP{}至35BP，10年与1年利差由43BP收窄至41BP。", "走阔", "收窄"),
    ("去年盈利，今年亏损{}至3.2亿元，上年同期亏损5.1亿元。", "收窄", "扩大"),
    ("股售成交66亿美元，{}授权额度103亿美元。", "低于", "高于"),
    ("1—10月失业率{}5.1%，与上月持平。", "为", "升至"),
    ("期现价差由1,280元{}至940元。", "收窄", "扩大"),
    ("本期募资21.4亿元，{}上期的25.0亿元。", "少于", "多于"),
    ("Weekend patients waited longer, a gap of 0.8 percentage points. After adjustment for case mix the gap {} to 0.3 percentage points.", "narrowed", "widened"),
    ("Lumen, Orin and Petra hold 29%, 35% and 38% of the market. Petra thus has the {} share of the three.", "highest", "lowest"),
    ("Sales in the north were $412 million, in the south $388 million and in the west $365 million, with the {} the largest of the regions.", "north", "west"),
    ("Ames had revenue of $4.1bn, Bolt $5.2bn and Cole $3.3bn. {} remains the largest of the three.", "Bolt", "Ames"),
    ("Growth was 12% at Ames, 9% at Bolt and 15% at Cole; {} grew the fastest.", "Cole", "Bolt"),
    ("Margins were 42.1% at Ames, 38.6% at Bolt and 35.0% at Cole, the {} of the three.", "lowest", "highest"),
    ("Corn fell 1.2%, wheat 0.8% and soybeans 2.4%, with {} the worst performer.", "soybeans", "wheat"),
    ("甲公司毛利率42.1%，乙公司38.6%，丙公司35.0%，三家中{}公司最低。", "丙", "甲"),
    ("18岁以下、19—30岁、31—45岁、46岁及以上占比分别为11.8%、34.5%、36.1%、17.6%，{}人群占比最高。", "31—45岁", "19—30岁"),
    ("铁路1.53亿人次，公路22.46亿人次，水路0.13亿人次，民航0.19亿人次，{}客流最大。", "公路", "铁路"),
    ("北京、上海、广州和深圳分别下降1.1%、0.9%、0.7%和0.8%，其中{}降幅最大。", "北京", "深圳"),
    ("启明、长岭、云途销量分别为18.4万辆、12.8万辆和9.3万辆，{}销量最少。", "云途", "长岭"),
    ("鴻海、廣達、緯創市占分別為41%、{}，廣達領先緯創8個百分點。", "27%及19%", "19%及27%"),
    ("速度由快到慢依次为Azure、谷歌云、AWS，增速分别为{}和20%。", "40%、36%", "36%、40%"),
    ("云端产品收入增长18%，硬件增长6%，服务下降3%，{}增速最快。", "云端产品", "硬件"),
    ("By country, Germany took 41,000 cars, France 28,000 and Italy 19,000; {} was the biggest market.", "Germany", "France"),
    ("The Fund's monthly returns were 1.2% in July, -0.4% in August and -2.2% in September; {} was the worst month.", "September", "August"),
    ("Exports to China rose 8.2%, to the US 3.1% and to Japan 1.4%; growth was {} to Japan.", "slowest", "fastest"),
    ("剔除汇率影响后，亚太增长12%、欧洲8%、北美5%，亚太增速{}。", "居首", "垫底"),
]  # fmt: skip
QUIET = [
    "Pay rose 4.6%, more than the 3.8% rise in prices.",
    "Sales fell 3.2%, less than the 4.1% drop a quarter earlier.",
    "The index fell 3.2%, more than the 1.1% gain of the week before.",
    "It has 12 sites, more than the 9 of 2024 and fewer than the 14 planned for 2027.",
    "价格为18.2元，不高于38.0元的上限。",
    "成交额1.2万亿元，超过1万亿元的交易日有三天。",
    "The rate rose to 4.4 percent from 4.1 percent a year ago, the same as in Germany.",
    "In the east prices rose 0.4%, 0.3 points less than in the west, where they rose 0.7%.",
    "Costs of $4.2 million were above the budget of $4.0 million but below the $4.6 million of last year.",
    "Output was 38 units, 2 more than in May, and staff numbered 40.",
    # a new kind against a year told as a whole
    "10月获批新游92款，已超过2024年全年的1,416款。",
    # both ways of reading a fall
    "Sales fell 3.2%, lower than the 2.1% of the first half.",
    # the odds of a vote by two to one
    "Opponents trailed supporters by nearly 2 to 1.",
]  # fmt: skip


def codes(text: str) -> list[str]:
    """What is found, the rules on structure left out: a sentence is no report."""
    report = Report(text, blocks=(Block("paragraph", 0, len(text)),))
    return [f.code for f in audit(report).findings if not f.code.startswith(("TIE4", "TIE6"))]


@pytest.mark.parametrize(("text", "right", "wrong"), TWINS)
def test_twins(text, right, wrong):
    assert codes(text.format(right)) == []
    assert codes(text.format(wrong)) != []


@pytest.mark.parametrize("text", QUIET)
def test_what_is_no_comparison_of_the_two_is_left_alone(text):
    assert codes(text) == []
