"""Short Chinese passages in which one figure is marked: [[what is wrong|what is right]].

With the right figure the audit is silent; with the wrong one it finds a mistake that touches it or rests on it.
Sentences and figures are ours.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

_HERE = Path(__file__).parent / "corpus"
_SPEC = importlib.util.spec_from_file_location("corpus_score", _HERE / "score.py")
assert _SPEC and _SPEC.loader
corpus = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = corpus
_SPEC.loader.exec_module(corpus)

_MARK = re.compile(r"\[\[(?P<wrong>.*?)\|(?P<right>.*?)\]\]")
MARKED = (_HERE / "marked_zh.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", MARKED)
def test_right_passage_is_passed_over(line):
    assert corpus.alarms(corpus.run(_MARK.sub(lambda m: m.group("right"), line))) == []


@pytest.mark.parametrize("line", [line for line in MARKED if _MARK.search(line)])
def test_marked_mistake_is_found(line):
    found = _MARK.search(line)
    text = line[: found.start()] + found.group("wrong") + line[found.end() :]
    assert [f for f in corpus.run(text)["findings"] if f["severity"] == "high"]
