"""Every bound part of every tracker's sentence: tied when right, found when wrong."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

from tieout.audit import audit
from tieout.read import read_text

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))

from generated import TRACKERS, mistakes, page
from seeded import off


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("tracker", TRACKERS)
def test_generated_sentence(tracker, language):
    rng = random.Random(f"{tracker} {language}")
    clean = page(tracker, rng, language)
    result = audit(read_text(clean.text()))
    assert [f.message for f in result.findings if f.severity != "low"] == []
    at = len(clean.table)
    assert [n.quote for n in result.numbers if n.q.start >= at and n.verdict == "unchecked"] == []
    missed = [
        (kind, text[at:])
        for kind, text in mistakes(clean, rng, off)
        if not any(f.severity != "low" for f in audit(read_text(text)).findings)
    ]
    assert missed == []
