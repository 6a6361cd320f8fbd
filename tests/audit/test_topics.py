"""Chinese prose as facts of topics: what belongs together, and what is compared with what."""

from __future__ import annotations

import pytest

from tieout.audit.claims.zh.nouns import compared_with, noun_of, period_of, related, step_between
from tieout.audit.claims.zh.topics import topics_of
from tieout.audit.engine import _context, audit
from tieout.audit.prose import passages
from tieout.audit.quantities import scan_passage
from tieout.model.report import Block, Report


def page_of(text: str):
    (passage,) = passages(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    return topics_of(_context(passage, scan_passage(passage, ())[0]))


def facts_of(text: str) -> dict[str, list[tuple[str, str, str]]]:
    page = page_of(text)
    assert page is not None
    return {t.noun: [(f.m.q.text, f.kind, f.key) for f in t.facts] for t in page.topics if t.facts}


def test_a_clause_that_names_nothing_speaks_of_the_topic_before_it():
    assert facts_of("上周螺纹钢产量216.8万吨，较前一周减少7.4万吨，前一周为224.2万吨。") == {
        "螺纹钢产量": [("216.8万吨", "level", "p"), ("7.4万吨", "delta", "p"), ("224.2万吨", "base", "p")]
    }


def test_a_name_leads_back_to_its_topic():
    facts = facts_of("营业收入45.8亿元，同比增长18%；归母净利润6.1亿元，上年同期净利润4.9亿元。")
    assert facts["归母净利润"] == [("6.1亿元", "level", ""), ("4.9亿元", "base", "y")]


def test_figures_behind_the_word_respectively_are_dealt_out():
    facts = facts_of("不良率1.32%；拨备覆盖率268.4%，上年末分别为1.37%和255.9%。")
    assert facts["不良率"][-1] == ("1.37%", "base", "b")
    assert facts["拨备覆盖率"][-1] == ("255.9%", "base", "b")


def test_a_level_of_the_month_before_is_a_base():
    assert facts_of("7月交付5.1万辆，环比增长6.8%，6月交付4.78万辆。")["交付"][-1] == (
        "4.78万辆",
        "base",
        "p",
    )


def test_other_scripts_have_no_page():
    assert page_of("Revenue rose 12% to $5.6 billion from $5.0 billion.") is None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("较上年末下降", "b"),
        ("上年同期为", "y"),
        ("环比增长", "p"),
        ("周跌", "p"),
        ("低于市场预期的", "x"),
        ("较甲厂高", "o:甲厂"),
        ("城乡居民收入比为", ""),
        ("10日降至", ""),
        ("自营门店收入", ""),
    ],
)
def test_what_a_clause_compares_with(words, key):
    assert compared_with(words) == key


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("其中住宅投资", "住宅投资"),
        ("比上月上升", ""),
        ("涨幅达", ""),
        ("到期", "到期"),
        ("城乡居民收入比为", "城乡居民收入比"),
    ],
)
def test_what_a_clause_measures(words, noun):
    assert noun_of(words) == noun


def test_two_names_of_one_thing():
    assert related("失业率", "全国城镇调查失业率")
    assert not related("净利润", "净利润率")
    assert not related("乙厂库存", "甲厂与乙厂库存")


def test_which_period_is_before_which():
    assert step_between(period_of("2024年7月"), period_of("6月")) == "p"
    assert step_between(period_of("10月"), period_of("去年10月")) == "y"
    assert step_between(period_of("6月4日—10日"), period_of("5月28日—6月3日")) == ""


@pytest.mark.parametrize(
    "text",
    [
        "连板股9只，其中2连板5只、3连板3只、4连板1只。",
        "GPT-4o与H100、A800相关，服务热线95588，证书编号S0123456789012，代码600519.SH。",
        "主力合约2601收涨3.06%，报55985元/吨。",
    ],
)
def test_names_are_no_figures(text):
    report = Report(text, blocks=(Block("paragraph", 0, len(text)),))
    said = {n.quote for n in audit(report).numbers}
    assert not said & {"2", "4o", "100", "800", "95588", "600519", "4"}
    assert not [f for f in audit(report).findings if f.severity == "high"]


def test_one_fact_told_twice_with_two_changes():
    text = "英伟达营收570亿美元，同比增长26%。\n英伟达营收570.1亿美元，同比增长62%。"
    middle = text.index("\n")
    blocks = (Block("paragraph", 0, middle), Block("paragraph", middle + 1, len(text)))
    found = [f for f in audit(Report(text, blocks=blocks)).findings if f.code == "TIE209"]
    assert [f.quote[-3:] for f in found] == ["62%"]
