"""Multiples in words: doubled to N from B, triple the B, N-fold, half the B."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.evidence import Evidence
from ...mentions import in_words
from ..base import STRONG, Context, Draft, operand
from .figures import Figure, Masked, alike, masked_of, noun_free
from .pairs import pairs_of

__all__ = ["find"]

_WORDS = {
    "doubl": Decimal(2), "double": Decimal(2), "twice": Decimal(2), "two": Decimal(2), "twofold": Decimal(2),
    "tripl": Decimal(3), "triple": Decimal(3), "trebl": Decimal(3), "treble": Decimal(3), "thrice": Decimal(3), "three": Decimal(3), "threefold": Decimal(3),
    "quadrupl": Decimal(4), "quadruple": Decimal(4), "four": Decimal(4), "fourfold": Decimal(4),
    "quintupl": Decimal(5), "quintuple": Decimal(5), "five": Decimal(5), "fivefold": Decimal(5),
    "halv": Decimal("0.5"), "half": Decimal("0.5"),
}  # fmt: skip
_BOUND = r"(?:(?P<over>more than|over|well over)|(?P<under>nearly|almost|close to|less than|just under)|(?P<about>about|around|roughly|approximately))?\s*"
_MOVED = re.compile(
    rf"\b{_BOUND}(?P<word>doubl|tripl|trebl|quadrupl|quintupl|halv)(?:ed|es|ing|e)\b(?P<rest>[^;]*)$"
)
_OF_BASE = re.compile(
    rf"(?:^|[,\s]){_BOUND}(?P<word>double|twice|triple|treble|thrice|quadruple|quintuple|half|(?:two|three|four|five)(?=-fold| times))(?:-fold| times)?\s+"
    r"(?:as (?:many|much|large|high|big) as\s+)?(?:the|its|their|that of|last year's|what it was|a year earlier's)\b(?P<rest>[^#;]*)$"
)
_BOUNDS = {"over": "more than ", "under": "nearly ", "about": "about "}
_SLACK = Decimal("0.15")
_STRICT = Decimal("0.03")


def find(context: Context) -> Iterator[Draft]:
    """Multiples stated in words that the two figures beside them give or do not give."""
    for masked in masked_of(context):
        yield from _moves(masked)
        yield from _of_base(masked)


def _slots_to_words(masked: Masked) -> str:
    """The masked words with ``doubled`` and the like put back: the scanner takes them for numbers."""
    text = masked.text
    for f in masked.figures:
        if f.kind == "x" and f.m.q.text[:1].isalpha():
            bound = _BOUNDS.get(f.m.q.comparator or "", "")
            text = text.replace(f"#x{f.index}#", bound + f.m.q.text.lower())
    return text


def _moves(masked: Masked) -> Iterator[Draft]:
    text = _slots_to_words(masked)
    for pair in pairs_of(masked):
        if pair.forecast or (pair.tie < STRONG and pair.base.index != pair.now.index + 1):
            continue
        first = pair.first
        slot = f"#{first.kind}{first.index}#"
        found = _MOVED.search(text[: text.index(slot)])
        if pair.now is first:
            # to A$412 million, and doubled from A$206 million
            between = text[text.index(slot) : text.index(f"#{pair.base.kind}{pair.base.index}#")]
            found = _MOVED.search(between) or found
        if not found or not noun_free(re.sub(r"#x\d+#", " ", found.group("rest"))):
            continue
        if re.search(r"#[apd]\d+#", found.group("rest")):
            continue  # doubled to A from B and rose 73 percent to C from D
        if not re.search(r"\b(?:to|from)\s*$", found.group("rest")):
            continue
        yield from _judged(found, pair.now, pair.base)


def _of_base(masked: Masked) -> Iterator[Draft]:
    """``a $2.6 billion valuation, double the $1.3 billion at which ...``"""
    text = _slots_to_words(masked)
    amounts = [f for f in masked.figures if f.kind == "a"]
    for now, base in itertools.pairwise(amounts):
        if in_words(base.m.q) and not in_words(now.m.q):
            continue  # 32 users, double the capacity of the model six
        if not alike(now, base) or now.m.q.value <= 0 or base.m.q.value <= 0:
            continue
        left = text.index(f"#a{now.index}#") + len(f"#a{now.index}#")
        right = text.index(f"#a{base.index}#")
        between = text[left:right]
        found = _OF_BASE.search(between)
        if not found or re.search(r"#[apd]\d+#", between) or ";" in between:
            continue
        if len(between[: found.start("word")].split()) > 6 or len(found.group("rest").split()) > 6:
            continue
        if re.search(r"\b(?:and|while|but)\b", between[: found.start("word")]):
            continue
        yield from _judged(found, now, base)


def _judged(found: re.Match[str], now: Figure, base: Figure) -> Iterator[Draft]:
    times = _WORDS[found.group("word")]
    a, b = operand(now.m).interval, operand(base.m).interval
    if b.lo <= 0:
        return
    low, high = a.lo / b.hi, a.hi / b.lo
    over, under = found.group("over"), found.group("under")
    if times < 1:
        least, most = times * (1 - _SLACK), times * (1 + _SLACK)
        if over:
            least, most = Decimal(0), times * (1 + _STRICT)
        elif under:
            least, most = times * (1 - _STRICT), times * Decimal("1.3")
    elif over:
        least, most = times * (1 - _STRICT), (times + 1) * (1 + _SLACK) * 2
    elif under:
        least, most = times * Decimal("0.8"), times * (1 + _STRICT)
    else:
        least, most = times * (1 - _SLACK), times * (1 + _SLACK) + Decimal("0.1")
    good = high >= least and low <= most
    first, last = sorted((now.m, base.m), key=lambda m: m.q.start)
    ratio = now.m.q.value / base.m.q.value
    marks = tuple(m.evidence() for m in (now.m, base.m))
    yield Draft(
        "multiple",
        "TIE207",
        first.q.start,
        last.q.end,
        None,
        subject=now.m.subject or None,
        metric="multiple",
        fixed="supported" if good else "contradicted",
        reason=f"{now.m.q.text} / {base.m.q.text} = {ratio:.2f}",
        said=times,
        expected=round(ratio, 2),
        evidence=(Evidence("formula", value=ratio, note=f"{now.m.q.text} / {base.m.q.text}", inputs=marks),),
    )
