"""The labelled corpus: labels proved by arithmetic, silence on what is right, recall on what is wrong."""

from __future__ import annotations

import importlib.util
import re
import sys
from decimal import Decimal
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("corpus_score", Path(__file__).parent / "corpus" / "score.py")
assert _SPEC and _SPEC.loader
corpus = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = corpus
_SPEC.loader.exec_module(corpus)

PASSAGES = corpus.load()
WRONG = [p for p in PASSAGES if p.wrong]

# Floors against going backwards, to be raised when the audit finds more.  The audit is developed with these
# passages in view, so they say nothing of how it does on passages nobody has seen: measure that on new ones.
RECALL = Decimal("0.98")
CONFIRMED = Decimal("0.73")

# Numbers a formula may use that the page need not print as digits: scales, powers, counts of items named.
_UNPRINTED = {"0", "1", "2", "3", "4", "10", "100", "1000", "10000", "0.25", "0.5", "0.2", "0.02", "0.01"}

_ids = [p.id for p in PASSAGES]


def _printed(text: str) -> set[Decimal]:
    return {Decimal(m.replace(",", "")) for m in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


@pytest.mark.parametrize("p", PASSAGES, ids=_ids)
def test_labels_hold(p):
    for quote in p.supported:
        assert p.text.count(quote) == 1
        assert quote in p.repaired
        assert any(c["quote"] == quote for c in p.checks), f"nothing proves {quote}"
    for check in p.checks:
        value = corpus.evaluate(check["formula"])
        if check["shown"] is None:
            assert value is True, check
        else:
            assert corpus.rounds_to(value, check["shown"]), (check, value)
            text = check["quote"] if not check.get("wrong") else p.repaired
            assert check["shown"] in text
            printed = _printed(p.repaired)
            strange = {x for x in corpus.literals(check["formula"]) if Decimal(x) not in printed} - _UNPRINTED
            assert not strange, (check, strange)


@pytest.mark.parametrize("p", WRONG, ids=[p.id for p in WRONG])
def test_mistake_is_one_and_real(p):
    wrong = p.wrong
    assert p.text[wrong["start"] : wrong["end"]] == wrong["quote"] != wrong["right"]
    (proof,) = [c for c in p.checks if c.get("wrong")]
    if proof["shown"] is not None:
        # Even with every printed operand half a digit off, what stands there cannot be meant.
        assert not corpus.reaches(proof["formula"], wrong["quote"])
        assert corpus.reaches(proof["formula"], proof["shown"])


RIGHT = [t for p in PASSAGES for t in corpus.right_texts(p)]


@pytest.mark.parametrize("text", [t for _, t in RIGHT], ids=[n.replace(" ", "-") for n, _ in RIGHT])
def test_silent_on_right_passage(text):
    assert corpus.alarms(corpus.run(text)) == []


@pytest.fixture(scope="module")
def scored():
    result = corpus.score(PASSAGES)
    print("\n" + corpus.table(result))
    return result


def test_recall_on_seeded_mistakes(scored):
    assert len(WRONG) >= 60 and scored.recall >= RECALL, scored.missed


def test_share_of_statements_confirmed(scored):
    assert scored.statements >= 100 and scored.confirmation >= CONFIRMED, scored.unconfirmed


def test_findings_stay_with_the_mistake(scored):
    assert scored.beside == []


def test_contract_on_every_text():
    for p in PASSAGES:
        assert corpus.violations(p.text, corpus.run(p.text)) == [], p.id
