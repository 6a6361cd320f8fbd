"""Every rule has its page, and its two examples do what they say."""

from __future__ import annotations

import pytest

from tieout.audit import all_rules
from tieout.audit.rules import get_rule
from tieout.errors import UsageError

OURS = [r for r in all_rules() if not r.code.startswith("TIE9")]


def test_codes_are_unique_and_in_known_families():
    codes = [r.code for r in all_rules()]
    assert len(codes) == len(set(codes))
    assert all(r.family for r in all_rules())


@pytest.mark.parametrize("rule", OURS, ids=lambda r: r.code)
def test_rule_is_explained_in_both_languages(rule):
    assert rule.title and rule.title_zh and len(rule.doc) > 40


@pytest.mark.parametrize("rule", [r for r in OURS if r.true_example], ids=lambda r: r.code)
def test_true_example_is_found(rule, check):
    found = check(rule.true_example).findings
    assert rule.code in [f.code for f in found], [(f.code, f.message) for f in found]
    assert all(f.severity == rule.severity for f in found if f.code == rule.code)


@pytest.mark.parametrize("rule", [r for r in OURS if r.false_example], ids=lambda r: r.code)
def test_false_example_is_left_alone(rule, check):
    assert rule.code not in [f.code for f in check(rule.false_example).findings]


def test_unknown_rule_says_what_to_do():
    with pytest.raises(UsageError, match="tieout rules"):
        get_rule("TIE000")


def test_sections_may_have_english_names():
    import re

    from tieout.audit.rules.compliance import CHINA_SELL_SIDE, _in_either

    risk = dict(CHINA_SELL_SIDE.sections)["risk section 风险提示"]
    for text in ("1 Risks\nDemand may fall.", "Risk factors\n", "风险提示\n"):
        assert re.search(risk, text, re.I | re.M)
    assert not re.search(risk, "The firm risks losing a customer.", re.I | re.M)
    view = _in_either("投资观点")
    assert all(
        re.search(view, t, re.I | re.M) for t in ("Investment view\n", "2. Investment advice", "投资观点")
    )
    assert not re.search(view, "It gives no advice.", re.I | re.M)
