"""Every run of digits of prose is in exactly one of numbers and skipped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tieout.audit import all_rules, audit
from tieout.model import Block, Report
from tieout.read import read_text

PIECES = st.sampled_from(
    ["恒指收", "16587点", "，升", "198点", "GPT-4o", "（002230.SZ）", "2025年1月27日", "约 3.5 亿元", "12%", "，", "。", "v1.5", "A100-40G", " to ",
     "$4.2 million", "第 3 位", "图表 12：", "+5.60%", "00:16:42", "1) ", "；", "S1050521110002", "\n", "1/7", "3-5 倍", "Q3", "10+TB"]
)  # fmt: skip


def accounted(text: str, result) -> None:
    """Each digit outside the grids lies in exactly one span."""
    count = [0] * len(text)
    for item in (*[n.q for n in result.numbers], *result.skipped):
        for i in range(item.start, item.end):
            count[i] += 1
    grids = [(t.start, t.end) for t in result.report.tables]
    for found in re.finditer(r"\d+", text):
        inside = any(s <= found.start() < e for s, e in grids)
        seen = {count[i] for i in range(*found.span())}
        assert inside or seen == {1}, (found.group(), text[max(0, found.start() - 10) : found.end() + 10])


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
def test_any_text_is_accounted_for(text):
    result = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    accounted(text, result)


@given(st.text(max_size=120))
def test_any_characters_at_all(text):
    accounted(text, audit(Report(text)))


def test_weekly_is_accounted_for(weekly):
    result = audit(read_text(weekly))
    accounted(result.report.text, result)
    s = result.summary
    assert s["numbers"] == s["supported"] + s["supported_by_rounding"] + s["contradicted"] + s["unchecked"]


def test_number_keeps_its_claims_and_reason():
    text = "恒指收16587点，升198点，升幅1.2%。"
    result = audit(Report(text, blocks=(Block("paragraph", 0, len(text)),)))
    by_quote = {n.quote: n for n in result.numbers}
    assert by_quote["1.2%"].verdict == "supported" and by_quote["1.2%"].claims
    assert by_quote["16587点"].verdict == "unchecked" and by_quote["16587点"].reason.startswith("an input of")


def test_nothing_to_say_about_nothing():
    result = audit(Report(""))
    assert result.as_json("x")["summary"] == {
        "numbers": 0, "supported": 0, "supported_by_rounding": 0, "contradicted": 0, "unchecked": 0, "coverage": 0.0, "claims": 0,
    }  # fmt: skip


def contract(result) -> None:
    """What programs rely on: quotes are the text, one high finding per contradicted claim, findings gravest first."""
    text = result.report.text
    for item in (*result.claims, *result.findings, *result.skipped):
        assert item.quote == text[item.start : item.end]
    assert all(n.quote == text[n.q.start : n.q.end] and n.quote.strip() == n.quote for n in result.numbers)
    blamed = [f.claim for f in result.findings if f.claim is not None]
    wrong = [c.id for c in result.claims if c.verdict == "contradicted"]
    assert sorted(blamed) == sorted(wrong)
    assert all(f.severity == "high" for f in result.findings if f.claim is not None)
    ranks = [("high", "medium", "low").index(f.severity) for f in result.findings]
    assert ranks == sorted(ranks)
    known = {r.code for r in all_rules()}
    assert {f.code for f in result.findings} <= known
    claims = {c.id: c for c in result.claims}
    for n in result.numbers:
        verdicts = {claims[c].verdict for c in n.claims}
        assert n.verdict == "unchecked" or n.verdict in verdicts


@given(st.lists(PIECES, min_size=1, max_size=25).map("".join))
def test_any_text_keeps_the_contract(text):
    contract(audit(Report(text, blocks=(Block("paragraph", 0, len(text)),))))


def test_a_weekly_with_mistakes_keeps_the_contract(weekly):
    wrong = weekly.replace("ChatGPT（882.9M）、Bing（412.7M）", "ChatGPT（882.9M）、Bing（421.7M）")
    wrong = wrong.replace("价格为 28.64 元/时", "价格为 28.46 元/时").replace(
        "QuillBot（5.60%）", "QuillBot（5.06%）"
    )
    result = audit(read_text(wrong))
    contract(result)
    bad = [n.quote for n in result.numbers if n.verdict == "contradicted"]
    # Inside a list only the wrong member is contradicted.
    assert bad == ["28.46 元/时", "28.46 元/时", "421.7M", "5.06%"]
