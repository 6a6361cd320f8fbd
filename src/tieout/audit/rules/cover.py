"""Cover and body told side by side, and names that prose and tables spell apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from ...model.claim import Finding
from ..claims.repeat import QUALIFIERS, clauses_of, masked, pairs
from ..grid import norm
from ..lexicon import folded
from .base import View, finding

__all__ = ["confused_names", "cover_and_body"]


_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9.\-]+")


def cover_and_body(view: View) -> Iterator[Finding]:
    """Clauses of the cover that the body qualifies otherwise, or spells otherwise."""
    for cover, i, body, k, alike in pairs(view.contexts):
        if alike >= 90:
            yield from _spelling(
                view, cover.sentences[i].text, cover.sentences[i].start, body.sentences[k].text
            )
    body_clauses: dict[tuple[Decimal, str | None], list[str]] = {}
    for context in view.body():
        if context.passage.zone == "body":
            for sentence, row in zip(context.sentences, context.mentions, strict=True):
                for clause, numbers in clauses_of(sentence, row):
                    text = sentence.text[clause.start - sentence.start : clause.end - sentence.start]
                    for m in numbers:
                        body_clauses.setdefault((m.q.value, m.q.unit), []).append(text)
    for context in view.body():
        if context.passage.zone != "cover":
            continue
        for sentence, row in zip(context.sentences, context.mentions, strict=True):
            for clause, numbers in clauses_of(sentence, row):
                text = sentence.text[clause.start - sentence.start : clause.end - sentence.start]
                yield from _qualified(
                    view,
                    clause.start,
                    clause.end,
                    text,
                    [t for m in numbers for t in body_clauses.get((m.q.value, m.q.unit), [])],
                )


def _qualified(view: View, start: int, end: int, text: str, others: list[str]) -> Iterator[Finding]:
    """The figure under another qualifier in the nearest clause of the body, where none repeats it."""
    likely = [(fuzz.ratio(masked(text), masked(t)), t) for t in others]
    likely = [(r, t) for r, t in likely if r >= 55]
    left = _qualifiers(text)
    if not likely or any(_qualifiers(t) == left for _, t in likely):
        return
    against = max(likely)[1]
    right = _qualifiers(against)
    one_sided = any((w in left) != (w in right) for w in ("目标", "计划", "预计", "可能"))
    extreme = ("最高" in left and "均" in right) or ("均" in left and "最高" in right)
    if one_sided or extreme:
        yield finding(
            view,
            "TIE409",
            "medium" if extreme else "low",
            start,
            end,
            f"the cover says “{text.strip('，, ；;')}”, the body “{against.strip('，, ；;')}”",
            stated=sorted(left),
            expected=sorted(right),
        )


def _qualifiers(text: str) -> set[str]:
    low = folded(text)
    return {w for w in QUALIFIERS if w in low}


def _spelling(view: View, mine: str, start: int, theirs: str) -> Iterator[Finding]:
    a, b = list(_TOKEN.finditer(mine)), [m.group() for m in _TOKEN.finditer(theirs)]
    matcher = SequenceMatcher(
        None, [m.group().casefold() for m in a], [x.casefold() for x in b], autojunk=False
    )
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag != "replace" or a2 - a1 != 1 or b2 - b1 != 1:
            continue
        x, y = a[a1].group(), b[b1]
        if norm(x) != norm(y) and fuzz.ratio(norm(x), norm(y)) >= 60:
            at = start + a[a1].start()
            yield finding(
                view,
                "TIE410",
                "low",
                at,
                at + len(x),
                f"the cover prints {x}, the body {y}",
                stated=x,
                expected=y,
            )


# Letters and digits that print and scans take for each other.
_CONFUSED = [set(x) for x in ("cg", "gq", "oq", "o0", "il", "i1", "l1", "s5", "b8", "z2", "uv")]


def confused_names(view: View) -> Iterator[Finding]:
    """A Latin name of prose that the tables print with one easily confused letter."""
    names = {k for k in view.grids.by_name if k.isascii() and 5 <= len(k) <= 24 and not k.isdigit()}
    told: set[str] = set()
    for context in view.body():
        for found in _TOKEN.finditer(context.passage.text):
            key = norm(found.group())
            if len(key) < 5 or key in view.grids.by_name or key in told:
                continue
            for name in names:
                if len(name) != len(key):
                    continue
                apart = [{x, y} for x, y in zip(key, name, strict=True) if x != y]
                if len(apart) == 1 and apart[0] in _CONFUSED:
                    told.add(key)
                    start = context.passage.start + found.start()
                    if not any(
                        c.start <= start < c.end and view.drafts.get(c.id, {}).get("damaged")
                        for c in view.claims
                    ):
                        right = view.grids.printed.get(name, name)
                        yield finding(
                            view,
                            "TIE408",
                            "low",
                            start,
                            start + len(found.group()),
                            f"{found.group()} stands here; the tables print {right}",
                            stated=found.group(),
                            expected=right,
                        )
                    break
