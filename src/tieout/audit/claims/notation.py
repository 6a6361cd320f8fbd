"""One fact in two notations: ``10 EFLOPS`` and ``万 P``, ``1.2 GW（1200 MW）``.

A measure is a number times a power of ten of a base unit (FLOPS, bytes, watts, watt-hours, hertz). Two
statements in different notations support each other when they stand in one passage, or when everything the
report says in that base unit agrees and their passages share a word; the same notation twice is a
repetition and supports nothing. Two notations of one figure side by side that do not meet contradict.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.evidence import Evidence
from ...quantity import Interval, Quantity
from ..prose import Sentence
from .base import Context, Draft

__all__ = ["Measure", "base_of", "find", "measures"]

_POWERS = {"": 0, "k": 3, "K": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18, "Z": 21}
_UNIT = re.compile(r"(?P<prefix>[kKMGTPEZ]?)(?P<base>FLOPS|Wh|Hz|W|B)")
_NUMERALS = {"十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_BARE = re.compile(r"(?P<many>十万|百万|千万|[十百千万亿])\s*(?P<prefix>[PE])(?![A-Za-z\d])")
_COMPUTING = re.compile(r"算力|浮点|计算|智算|集群|flops|comput", re.I)
# What joins two notations of one figure: a bracket, or a word that says so.
_BRACKET = re.compile(r"\s*[(（]\s*(?:即|合|约|相当于|等于)?\s*")
_EQUALS = re.compile(r"\s*[,，]?\s*[(（]?\s*(?:即|也就是|等于|相当于|合|=|or|i\.e\.,?|equal to)\s*")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9\-]{2,}|[\u4e00-\u9fff]{3,}")
_PLAIN = frozenset(["flops", "exa", "peta", "tera", "giga", "exa-flops", "eflops", "pflops"])


@dataclass(frozen=True)
class Measure:
    """A measured figure in base units; ``notation`` is its prefix, ``quantity`` its number where it prints one."""

    start: int
    end: int
    base: str
    notation: str
    interval: Interval
    value: Decimal
    quantity: Quantity | None
    passage: int


def base_of(unit: str | None) -> tuple[str, int, str] | None:
    """Base unit, power of ten and prefix of a unit, or None.

    >>> base_of("GW"), base_of("PFLOPS"), base_of("km")
    (('W', 9, 'G'), ('FLOPS', 15, 'P'), None)
    """
    found = _UNIT.fullmatch(unit or "")
    return (found["base"], _POWERS[found["prefix"]], found["prefix"]) if found else None


def measures(context: Context) -> Iterator[Measure]:
    """The measured figures of a passage, those in numerals alone (万 P) included."""
    for i, sentence in enumerate(context.sentences):
        computing = _COMPUTING.search(sentence.text) is not None
        for m in context.mentions[i]:
            unit = "PFLOPS" if m.q.unit == "P" and computing else m.q.unit
            known = base_of(unit)
            if known is None or m.q.high is not None:
                continue
            base, power, prefix = known
            factor = Decimal(10) ** power
            yield Measure(
                m.q.start, m.q.end, base, prefix, m.q.shown.scaled(factor), m.q.value * factor, m.q,
                context.passage.index,
            )  # fmt: skip
        if computing:
            yield from _numerals(sentence, context.passage.index)


def _numerals(sentence: Sentence, passage: int) -> Iterator[Measure]:
    """``万 P`` says the order of magnitude: from the numeral up to half as much again."""
    for found in _BARE.finditer(sentence.text):
        before = sentence.text[found.start() - 1 : found.start()]
        if before.isdigit() or before in "多几数.":
            continue
        value = Decimal(10) ** (_NUMERALS[found["many"]] + _POWERS[found["prefix"]])
        yield Measure(
            sentence.start + found.start(), sentence.start + found.end(), "FLOPS", found["prefix"],
            Interval(value, value * Decimal("1.5")), value, None, passage,
        )  # fmt: skip


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Claims about every figure that the report states in a second notation."""
    held = [(x, c) for c in contexts if c.passage.role != "source" for x in measures(c)]
    texts = {c.passage.index: c for c in contexts}
    for base in dict.fromkeys(x.base for x, _ in held):
        group = [x for x, _ in held if x.base == base]
        if len({x.notation for x in group}) < 2:
            continue
        one_value = all(a.interval.meets(b.interval) for a in group for b in group)
        for x in group:
            others = [y for y in group if y.notation != x.notation and y.interval.meets(x.interval)]
            said = next((y for y in others if y.passage == x.passage), None)
            if said is None and one_value:
                words = _words(texts[x.passage].passage.text)
                said = next((y for y in others if words & _words(texts[y.passage].passage.text)), None)
            if said is not None:
                yield _draft(texts, x, said, "supported")
        yield from _apart(texts, group)


def _words(text: str) -> frozenset[str]:
    """What a passage speaks of: its Latin words, and its runs of three characters."""
    out: set[str] = set()
    for found in _WORD.finditer(text):
        word = found.group().lower()
        if word.isascii():
            out.add(word)
        else:
            out.update(word[k : k + 3] for k in range(len(word) - 2))
    return frozenset(out - _PLAIN)


def _apart(texts: dict[int, Context], group: Sequence[Measure]) -> Iterator[Draft]:
    for x, y in itertools.pairwise(group):
        if x.passage != y.passage or x.notation == y.notation or x.interval.meets(y.interval):
            continue
        passage = texts[x.passage].passage
        between = passage.text[x.end - passage.start : y.start - passage.start]
        if y.quantity is None or x.quantity is None or x.value <= 0 or y.value <= 0:
            continue
        if _EQUALS.fullmatch(between) or (_BRACKET.fullmatch(between) and _same_digits(x, y)):
            yield _draft(texts, y, x, "contradicted")


def _same_digits(x: Measure, y: Measure) -> bool:
    """True when the two figures differ by a power of ten alone: what a bracket repeats, not adds."""
    ratio = x.value / y.value
    return ratio.normalize().as_tuple().digits == (1,)


def _draft(texts: dict[int, Context], x: Measure, other: Measure, verdict: str) -> Draft:
    text = texts[other.passage].passage
    shown = text.text[other.start - text.start : other.end - text.start]
    return Draft(
        "value",
        "TIE210",
        x.start,
        x.end,
        x.quantity,
        fixed=verdict,
        metric=x.base,
        said=x.value,
        expected=other.value,
        numbers=((x.start, x.end),) if x.quantity is not None else (),
        reason=f"the same in another unit: {shown}" if verdict == "supported" else f"the words beside it give {shown}",
        evidence=(
            Evidence(
                "formula",
                value=other.value,
                note=f"{shown} in {x.base}",
                inputs=(Evidence("sentence", start=other.start, end=other.end, value=other.value, note=shown),),
            ),
        ),
    )  # fmt: skip
