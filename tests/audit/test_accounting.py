"""Every run of digits of prose is in exactly one of numbers and skipped."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tieout.audit import audit
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
