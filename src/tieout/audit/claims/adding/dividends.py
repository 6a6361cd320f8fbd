"""Dividends of a year: interim and final make the total, wherever in the sentence each is told.

``A final dividend of 8.9p, taking the total to 13.2p with the interim of 4.3p``; ``末期股息 20.0 港仙，連同中期股息 8.0
港仙，全年合共 28.0 港仙``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...mentions import same_unit
from ..base import Draft
from .closing import Part, closes
from .terms import Term, Text

__all__ = ["find"]

_ABOUT = re.compile(r"\bdividends?\b|股息|分红|派息|红利|股利")
_FINAL = re.compile(r"\b(?:proposed )?final\b|\bsecond (?:interim|half)\b|末期|年终|第二次中期|下半年")
_INTERIM = re.compile(
    r"(?<!second )\binterim\b|\bfirst half\b|(?<!第二次)中期|第一次中期|首次中期|上半年(?!股息合计|合计)"
)
_SPECIAL = re.compile(r"\bspecial\b|特别|特別")
_TOTAL = re.compile(r"\b(?:total|full[- ]year|for the year|full year)\b|全年|合共|合计|共计|总额|累计")
_PAST = re.compile(
    r"\b(?:last year|20\d\d|FY\d\d|previous|compared|from|against)\b[^,;]{0,20}$|上年|去年|同期|二零|20\d\d年[^，,]{0,4}$",
    re.I,
)


def find(text: Text) -> Iterator[Draft]:
    """The dividend of a year against the two it is made of, in one sentence."""
    for i, sentence in enumerate(text.context.sentences):
        if not _ABOUT.search(sentence.low):
            continue
        told: dict[str, Term] = {}
        for t in text.terms:
            role = _role(t) if t.i == i else ""
            if role and role in told:
                break
            if role:
                told[role] = t
        else:
            if {"total", "final", "interim"} <= told.keys() and len(
                {t.m.q.decimals for t in told.values()}
            ) == 1:
                parts = [told[r] for r in ("final", "interim", "special") if r in told]
                if all(same_unit(t.m.q, told["total"].m.q) for t in parts):
                    draft = closes(
                        text,
                        told["total"],
                        [Part(t) for t in parts],
                        closed=True,
                        metric="dividend of the year",
                    )
                    if draft is not None:
                        yield draft


def _role(t: Term) -> str:
    """What the words right before an amount make it: the latest of the names there."""
    if t.m.unit_kind in ("%", "pp", "times", "time") or t.m.role == "rank" or t.m.q.high is not None:
        return ""
    words = re.split(r"[;；。(（]", t.before)[-1][-60:]
    if _PAST.search(words):
        return ""
    found = [
        (max(m.start() for m in pattern.finditer(words)), role)
        for role, pattern in (
            ("final", _FINAL),
            ("interim", _INTERIM),
            ("special", _SPECIAL),
            ("total", _TOTAL),
        )
        if pattern.search(words)
    ]
    return max(found)[1] if found else ""
