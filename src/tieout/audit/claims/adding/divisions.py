"""A division told behind its own heading, whose whole stands further up: 按轮次, 分三大门类看, by region.

The whole may be sentences or a paragraph away and other figures between, so every figure of the parts' unit in
front of the list is tried. Where one of them is the sum all is well; a mistake is told only where a single slip
closes the list with exactly one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...mentions import in_words
from ..base import Context, Draft
from .closing import Part, closes, fits, slips_of
from .terms import Term, Text, kindred, passed, read
from .wholes import joined

__all__ = ["find"]

_CUE = re.compile(
    r"(?:^|(?<=[，,；;。：:\s¶]))(?:按|分|从)(?!别|析|布|红|享|钟|之|为)(?:#\d+#)?[^，,。；;：:#\d¶]{1,12}(?:看|分|划分|计|来看|统计)?[，,：:]"
    r"|(?:^|¶)\s*by (?:region|segment|type|sector|product|country|category|node|round|stage|market|geography|channel|brand|fuel|age|use|division|business)\b"
)
_HINT = re.compile(r"按|分|从|\bby ")
_OPEN = re.compile(
    r"等(?!级|额)|其中|主要|包括|前[三五十]|居前|\b(?:includ\w*|such as|led by|mainly|top|largest)\b"
)
BACK = 2
"""Passages in front of the list in which its whole may stand."""
MOST = 10
DIGITS = 3


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every division of a report against the figure it divides."""
    for at, context in enumerate(contexts):
        if not _HINT.search(context.passage.low):
            continue
        text = read(context)
        for found in _CUE.finditer(text.masked):
            parts = _parts(text, found.end())
            if len(parts) < 2 or _OPEN.search(
                text.masked[found.start() : text.slots[parts[-1].term.place][1] + 2]
            ):
                continue
            yield from _against(text, parts, [read(c) for c in contexts[max(0, at - BACK) : at]])


def _parts(text: Text, begin: int) -> list[Part]:
    """The figures of one unit that the words behind the cue join."""
    parts: list[Part] = []
    for t in text.terms:
        if text.slots[t.place][0] < begin:
            continue
        if not parts and ("¶" in text.masked[begin : text.slots[t.place][0]] or t.percent):
            break
        if parts and (t.i != parts[0].term.i or len(parts) == MOST):
            break
        if t.aside or t.sub or t.percent or (passed(t, parts[0].term) if parts else in_words(t.m.q)):
            continue
        if parts and not (kindred(t, parts[0].term) and joined(text.plain(parts[-1].term, t))):
            break
        if t.m.q.value <= 0 or t.m.q.comparator or not t.m.is_amount:
            break
        parts.append(Part(t))
    return parts


def _against(text: Text, parts: Sequence[Part], earlier: Sequence[Text]) -> Iterator[Draft]:
    first = parts[0].term
    most = max(p.term.m.q.value for p in parts)
    near = [t for t in text.terms if t.place < first.place and t.i >= first.i - 3]
    wholes = [
        t
        for t in (*near, *(t for x in earlier for t in x.terms))
        if not t.aside and not t.sub and kindred(t, first) and t.m.q.value > most and _digits(t) >= 2
    ]
    good = [t for t in wholes if fits(t, parts)]
    if good:
        # The list stands for itself: its whole may be in another passage.
        draft = closes(text, good[0], parts, closed=True) if good[0] in near else None
        if draft is not None:
            yield draft
        return
    if max(_digits(p.term) for p in parts) < DIGITS and any(
        p.term.m.q.decimals or p.term.m.q.scale > 1 for p in parts
    ):
        return
    slipped = {t.m.q.value: t for t in wholes if slips_of(t, parts)}
    if len(slipped) == 1:
        whole = next(iter(slipped.values()))
        draft = closes(text, whole, parts, closed=False, anchor=None if whole in near else parts[-1].term)
        if draft is not None:
            yield draft


def _digits(t: Term) -> int:
    return len(re.sub(r"\D", "", t.m.q.text).strip("0"))
