"""One figure in two units, lists that show several, and directions said before their figures."""

from __future__ import annotations

import pytest


def verdicts(result):
    return [(c.kind, c.quote, c.verdict) for c in result.claims if c.verdict != "unchecked"]


@pytest.mark.parametrize(
    ("text", "quote", "verdict"),
    [
        ("北极星集群算力规模达万 P。\n\n北极星集群由千卡扩展，浮点运算能力达 10 EFLOPS。\n", "10 EFLOPS", "supported"),
        ("北极星集群浮点运算能力达 10 EFLOPS，即 10000 PFLOPS。\n", "10000 PFLOPS", "supported"),
        ("北极星集群浮点运算能力达 10 EFLOPS，即 1000 PFLOPS。\n", "1000 PFLOPS", "contradicted"),
        ("项目装机 1.2 GW（1200 MW）。\n", "1200 MW", "supported"),
        ("项目装机 1.2 GW（120 MW）。\n", "120 MW", "contradicted"),
        ("The site draws 1.2 GW (1,200 MW) at peak.\n", "1,200 MW", "supported"),
    ],
)  # fmt: skip
def test_two_units_of_one_figure(check, text, quote, verdict):
    assert (quote, verdict) in [(q, v) for _, q, v in verdicts(check(text))]


@pytest.mark.parametrize(
    "text",
    [
        "项目装机 1.2 GW（二期 800 MW）。\n",  # the bracket adds another figure
        "甲园区装机 1.2 GW。\n\n乙海域风机功率 500 MW，丙海域 1200 MW。\n",  # rival figures, other subjects
        "甲集群算力达 10 EFLOPS。乙集群算力达 10 EFLOPS。\n",  # the same notation twice is a repetition
        "该书共 1000 P，印数一万。\n",
    ],
)
def test_nothing_is_said_of_other_figures(check, text):
    assert verdicts(check(text)) == []


def test_several_are_shown_by_the_list(check):
    result = check("引擎支持多种模式，包括语音到语音、语音到文本、文本到语音等。\n")
    assert [(k, v) for k, _, v in verdicts(result)] == [("count", "supported")]
    assert verdicts(check("引擎支持多种模式，包括语音到语音等。\n")) == []


def test_two_names_and_their_count(check):
    result = check("在该榜上，Alpha-2 和 Beta-Pro 两款模型表现突出。\n")
    assert ("count", "supported") in [(k, v) for k, _, v in verdicts(result)]
    assert verdicts(check("在该榜上，Alpha-2 和 Beta-Pro 三款模型表现突出。\n")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("行业资本支出仍在增加，预计从 2023 年的 140 亿元提升至 2024 年的 200 亿元。\n", [("direction", "行业资本支出仍在增加", "supported")]),
        ("Capital spending keeps rising, from $140 billion in 2023 to $200 billion in 2024.\n", [("direction", "Capital spending keeps rising", "supported")]),
        ("成本从 15 元降低到 2 元。\n", []),  # the word between two figures repeats them
        ("行业竞争加剧，成本从 15 元降低到 2 元。\n", []),
    ],
)  # fmt: skip
def test_a_direction_said_before_its_figures(check, text, found):
    assert verdicts(check(text)) == found
