"""Figures two others define: every wording silent and tied where it is right, found where one member slipped.

Each line of ``corpus/identities.txt`` states an identity in another publisher's words, with one member as
``[[right=>wrong]]``.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tieout.audit import audit
from tieout.audit.claims.identities.catalogue import IDENTITIES, solved
from tieout.audit.claims.identities.terms import TERMS, ends_in, english_names, term
from tieout.audit.wording import in_chinese
from tieout.model.formula import Operand
from tieout.read import read_text

CHANGED = re.compile(r"\[\[(?P<right>.*?)=>(?P<wrong>.*?)\]\]")
LINES = [
    line
    for line in (Path(__file__).with_name("corpus") / "identities.txt")
    .read_text(encoding="utf-8")
    .splitlines()
    if line.strip()
]


def high(text: str) -> list[str]:
    return [f"{f.code} {f.message}" for f in audit(read_text(text)).findings if f.severity == "high"]


@pytest.mark.parametrize("line", LINES)
def test_the_right_text_is_silent(line: str) -> None:
    assert high(CHANGED.sub(lambda m: m.group("right"), line)) == []


@pytest.mark.parametrize("line", [x for x in LINES if CHANGED.search(x)])
def test_the_mistake_is_found(line: str) -> None:
    assert high(CHANGED.sub(lambda m: m.group("wrong"), line))


def test_nearly_every_right_text_is_tied():
    right = [CHANGED.sub(lambda m: m.group("right"), x) for x in LINES if CHANGED.search(x)]
    tied = [t for t in right if any(n.verdict.startswith("supported") for n in audit(read_text(t)).numbers)]
    assert len(tied) >= 0.95 * len(right)


def test_the_catalogue_speaks_of_known_measures():
    keys = [t.key for t in TERMS]
    assert len(keys) == len(set(keys))
    for one in IDENTITIES:
        assert {one.result, one.a, one.b} <= set(keys)
        if one.op in ("share", "rest"):
            assert term(one.result).kind == "rate"


@pytest.mark.parametrize("op", ["share", "rest", "ratio", "product", "percent", "less", "plus"])
def test_each_member_follows_from_the_two_others(op: str) -> None:
    a, b = Operand.exact(30), Operand.exact(40)
    r = solved(op, 0, a, a, b)
    assert r is not None
    back = solved(op, 1, r, a, b), solved(op, 2, r, a, b)
    assert [x and round(x.value, 6) for x in back] == [30, 40]


def test_the_longer_name_is_meant():
    assert ends_in("公司毛利率")[0][0].key == "gross margin"
    assert [t.key for _, _, ts in english_names("the gross margin and gross profit") for t in ts] == [
        "gross margin",
        "gross profit",
    ]


def test_a_conversion_at_any_rate_is_told_in_chinese():
    said = in_chinese(
        "“38.9亿元”: the figures beside it give 389亿元 (55亿美元 at the rates USD has had in CNY)"
    )
    assert said.endswith("（55 亿美元按 USD 对 CNY 历来的汇率）") or "历来的汇率" in said


TABLES = [
    "公司\t营业收入（亿元）\t归母净利润（亿元）\t归母净利率\n甲科技\t45.20\t6.33\t14.0%\n乙软件\t120.00\t24.00\t20.0%\n丙电子\t80.50\t7.25\t[[9.0%=>19.0%]]\n丁通信\t62.00\t4.96\t8.0%\n",
    "Segment | Revenue ($m) | Operating income ($m) | Operating margin\nCloud | 1,240 | 372 | 30.0%\nDevices | 860 | 103 | [[12.0%=>21.0%]]\nServices | 455 | 91 | 20.0%\nMedia | 310 | 31 | 10.0%\n",
    "($m) | Q3 2026 | Q3 2025 | Change\nRevenue | 482.0 | 430.0 | 12.1%\nGross profit | 197.6 | 172.0 | 14.9%\nGross margin | [[41.0%=>14.0%]] | 40.0% | 1.0 pp\n",
    "Brand | RevPAR ($) | ADR ($) | Occupancy\nHalden | 142.35 | 195.00 | 73.0%\nOrrin | [[98.28=>89.28]] | 126.00 | 78.0%\nVesper | 81.60 | 120.00 | 68.0%\nCassel | 64.80 | 108.00 | 60.0%\n",
    "地块\t成交总价（亿元）\t建筑面积（万平方米）\t楼面价（元/平方米）\nA-01\t18.4\t8.0\t23,000\nB-07\t12.6\t6.3\t[[20,000=>2,000]]\nC-03\t9.9\t5.5\t18,000\nD-12\t21.6\t9.0\t24,000\n",
    "Month | Shares purchased | Average price paid | Total cost ($)\nJuly | 120,000 | 41.20 | 4,944,000\nAugust | 150,000 | 42.60 | [[6,390,000=>6,930,000]]\nSeptember | 90,000 | 44.10 | 3,969,000\n",
    "公司\t收盘价\t2026E EPS\t2026E PE\n天水股份\t153.60\t3.84\t40.0\n新川股份\t325.00\t13.00\t25.0\n中原股份\t480.00\t12.00\t[[40.0=>44.0]]\n",
    "App\tDAU (m)\tMAU (m)\tDAU/MAU\nBeanpod\t61.0\t187.0\t32.6%\nFathom\t52.2\t141.0\t[[37.0%=>73.0%]]\nKimono\t17.6\t58.8\t29.9%\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_the_lines_of_a_table_define_each_other(table: str) -> None:
    text = (
        "表1：一览\n\n" + table if re.search(r"[\u4e00-\u9fff]", table) else "Table 1: Overview\n\n" + table
    )
    assert high(CHANGED.sub(lambda m: m.group("right"), text)) == []
    found = high(CHANGED.sub(lambda m: m.group("wrong"), text))
    assert [x for x in found if x.startswith("TIE301")], found


LISTS = [
    """Corvane Semiconductor Reports Third Quarter Results

- Revenue of $482.0 million, up 12% year over year
- GAAP gross profit of $197.6 million
- GAAP gross margin of [[41.0%=>14.0%]], compared with 40.2% a year ago
- Operating cash flow of $120.4 million and capital expenditures of $30.1 million
""",
    "财务摘要\n• 收入增加8.5%至1,953.0百万港元\n• 毛利1,191.3百万港元\n• 毛利率为[[61.0%=>16.0%]]\n• 本公司拥有人应占溢利为136.8百万港元，增加20.1%\n",
    "经营情况\n（一）营业收入：本期45.20亿元，同比增长12%。\n（二）归母净利润：本期6.33亿元，同比增长15%。\n（三）归母净利率：[[14.0%=>41.0%]]，提升0.4个百分点。\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_the_lines_of_a_list_are_read_together(text: str) -> None:
    assert high(CHANGED.sub(lambda m: m.group("right"), text)) == []
    assert high(CHANGED.sub(lambda m: m.group("wrong"), text))


def test_a_figure_of_another_year_in_brackets_is_no_part():
    text = (
        "For the nine months, group turnover was £1,204.6m (2025: £1,118.0m) and operating profit £132.5m (2025: £116.3m). "
        "The operating margin was therefore 11.0%, against 10.4% a year ago."
    )
    assert high(text) == []


def test_a_reported_margin_is_not_that_of_adjusted_earnings():
    text = (
        "Adjusted EBITDA was $462.0 million on revenue of $2,310.0 million; the adjusted EBITDA margin of 20.0% was "
        "150 basis points better than a year earlier, while the reported margin was 17.9%."
    )
    assert high(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Revenue of US$2,614m rose 1.9% q/q. EBIT margin fell 70bp to 17.6%. In rupees the top line was [[INR230.2bn=>INR203.2bn]] at an average 88.05.",
        "澳門10月幸運博彩毛收入240.86億澳門元，按年升15.9%。\n上述數字以澳門元計，1港元約兌1.03澳門元，10月毛收入約合[[233.8億港元=>248.1億港元]]。",
    ],
)
def test_a_conversion_far_from_its_amount(text: str) -> None:
    assert high(CHANGED.sub(lambda m: m.group("right"), text)) == []
    assert high(CHANGED.sub(lambda m: m.group("wrong"), text))
