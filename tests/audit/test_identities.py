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
