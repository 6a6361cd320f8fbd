"""English passages of our own: silent where the figures fit, found where one of them was changed.

Each line of ``corpus/english.txt``, ``news.txt`` (frames of news agencies), ``relations.txt`` and
``filings.txt`` (results and filings) holds one change as ``[[right=>wrong]]``; a line without one is a frame that
has to stay silent.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tieout.audit import audit
from tieout.read import read_text

CHANGED = re.compile(r"\[\[(?P<right>.*?)=>(?P<wrong>.*?)\]\]")
LINES = [
    line
    for name in ("english.txt", "news.txt", "relations.txt", "filings.txt")
    for line in (Path(__file__).with_name("corpus") / name).read_text(encoding="utf-8").splitlines()
]


def high(text: str) -> list[str]:
    return [f"{f.code} {f.message}" for f in audit(read_text(text)).findings if f.severity == "high"]


@pytest.mark.parametrize("line", LINES)
def test_the_right_text_is_silent(line: str) -> None:
    assert high(CHANGED.sub(lambda m: m.group("right"), line)) == []


@pytest.mark.parametrize("line", [x for x in LINES if CHANGED.search(x)])
def test_the_mistake_is_found(line: str) -> None:
    assert high(CHANGED.sub(lambda m: m.group("wrong"), line))
