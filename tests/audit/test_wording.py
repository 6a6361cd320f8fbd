"""Messages in the report's language, neutral, and in the unit the page prints."""

from __future__ import annotations

import re

import pytest

from tieout.audit import all_rules, audit
from tieout.model import Block, Report
from tieout.read import read_text

EXAMPLES = [r for r in all_rules() if r.true_example and not r.code.startswith("TIE9")]


@pytest.mark.parametrize("rule", EXAMPLES, ids=lambda r: r.code)
def test_every_message_has_its_chinese(rule):
    english = [
        f.message for f in audit(read_text(rule.true_example), language="en").findings if f.code == rule.code
    ]
    chinese = [
        f.message for f in audit(read_text(rule.true_example), language="zh").findings if f.code == rule.code
    ]
    assert english and chinese and all(re.search(r"[\u4e00-\u9fff]", m) for m in chinese)
    words = r"\b(?:the|gives?|printed|stands?|stated|listed|announced|beside|behind|above|ahead|instead)\b"
    said = [re.sub(r"“.*?”", "", m) for m in chinese]
    assert [m for m in said if re.search(words, m)] == []
    assert not any(re.search(r"错误|mistake|wrong", m) for m in [*english, *chinese])


def test_the_language_is_that_of_the_report():
    zh, en = "恒指收16587点，升198点，升幅2.1%。", "The index rose 198 points, or 2.1%, to 16,587 on Friday."

    def message(text: str, language: str | None = None) -> str:
        return (
            audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)), language=language)
            .findings[0]
            .message
        )

    assert "旁边的数字" in message(zh) and "figures beside" in message(en)
    assert "figures beside" in message(zh, "en")


def test_totals_are_told_in_the_column_s_unit():
    table = "表 1：收入构成\n\n业务\t收入（亿元）\n甲\t12.3\n乙\t4.5\n丙\t3.1\n合计\t21.9\n\n资料来源：公司\n"
    found = [f for f in audit(read_text(table), language="en").findings if f.code == "TIE303"]
    assert [f.message.rpartition(" ")[2] for f in found] == ["19.9"]


def test_codes_and_quotes_of_a_build_s_warnings():
    from tieout.model.report import Warn as Doubt

    text = "某某周报\n访问量为 —（未获取）。"
    report = Report(
        text,
        blocks=(Block("paragraph", 0, len(text)),),
        warnings=(Doubt("gap", "Kimi", 0, 0), Doubt("TIE901", "left out", 0, 0)),
    )
    found = audit(report).findings
    assert {f.code for f in found} == {"TIE604", "TIE901"}
    assert all(f.quote and f.quote == text[f.start : f.end] for f in found)
