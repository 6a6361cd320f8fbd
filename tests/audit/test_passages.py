"""Arithmetic inside prose: silence on what is right, a finding on what is wrong."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("passages_ours", Path(__file__).with_name("passages_ours.py"))
assert _SPEC and _SPEC.loader
ours = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(ours)


@pytest.mark.parametrize("text", ours.RIGHT)
def test_right_passage_has_no_finding(text, check_line):
    result = check_line(text)
    assert [(f.code, f.message) for f in result.findings] == []


@pytest.mark.parametrize("text", ours.WRONG)
def test_wrong_passage_is_found(text, check_line):
    result = check_line(text)
    assert [f for f in result.findings if f.severity == "high"], [
        (c.kind, c.quote, c.reason) for c in result.claims
    ]


@pytest.mark.parametrize("text", ours.WRONG)
def test_each_contradicted_claim_has_exactly_one_high_finding(text, check_line):
    result = check_line(text)
    wrong = [c.id for c in result.claims if c.verdict == "contradicted"]
    assert sorted(f.claim for f in result.findings if f.claim) == sorted(wrong)


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("恒指收16587点，升198点，升幅1.2%。", "change", "升幅1.2%"),
        ("毛利率由 31.2% 提升至 33.5%，提升 2.3 个百分点。", "difference", "提升 2.3 个百分点"),
        ("销量84.2万辆，其中出口17.9万辆，占21.3%。", "share", "占21.3%"),
        ("The Dow dropped 289.60 points (3.56%) and finished at 7,841.73.", "change", "3.56%"),
        ("Regular averaged $2.647, 36% below the $4.114 record of a year ago.", "change", "36%"),
        ("近6天合计流入 3246.76 万元，日均 541.13 万元。", "per_unit", "日均 541.13 万元"),
        ("A占32.5%，B占21.3%，C占15.2%，前三家合计 69.0%。", "sum", "合计 69.0%"),
    ],
)
def test_right_statement_is_confirmed(text, kind, quote, check_line):
    found = [c for c in check_line(text).claims if c.kind == kind and c.verdict.startswith("supported")]
    assert quote in [c.quote for c in found]
    assert all(text[c.start : c.end] == c.quote and c.evidence for c in found)


@pytest.mark.parametrize(
    "text",
    [
        "共 236 只，上涨 29 只，下跌 205 只。",  # the unchanged are not stated
        "营收 50 亿元，其中游戏 20 亿元，广告 10 亿元。",  # an opened list need not add up
        "经重述后，营收 100 亿元，去年同期 80 亿元，增长 20%。",  # a restated base
        "每股收益 1.2 元，去年 1.0 元，增长 15%。",  # EPS is not additive and may be diluted
        "甲公司营收 80 亿元，占全国市场的 12%。",  # the whole is not in the text
    ],
)
def test_traps_stay_silent(text, check_line):
    assert check_line(text).findings == ()


def test_rounded_inputs_are_within_rounding(check_line):
    result = check_line("销量9.9GWh，其中三元5.5GWh，占56%；磷酸铁锂4.3GWh，占43.8%。")
    assert [c.verdict for c in result.claims if c.kind == "share"] == ["supported", "supported_by_rounding"]
