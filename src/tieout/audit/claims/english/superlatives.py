"""Superlatives of names whose figures were listed in their order.

``Operating margins at North America, Europe and Asia were 14.2%, 9.8% and 17.5%, respectively, so that
Asia was the most profitable region``; a later list of as many figures is of the same names. A name is held
not to be the first or the last only where it is so in no list of what the superlative speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..base import Context, Draft
from .figures import Figure, masked_of
from .pairs import run_of

__all__ = ["find"]

_ITEM = r"[a-z][a-z&'’.\-]*(?: (?!and\b|were\b|was\b|rose\b|grew\b)[a-z&'’.\-]+){0,2}"
_NAMES = re.compile(
    rf"\b(?:at|in|of|for) (?:the )?(?P<names>{_ITEM}(?:, {_ITEM})+,? and {_ITEM}) (?:were|was|are|stood at|came to|amounted to|reached|rose|grew)[^#]{{0,20}}$"
)
_IN_ORDER = re.compile(r"^[^#;]{0,30}?(?:\brespectively\b|\bin (?:the same|that|this) order\b)")
_SUPERLATIVE = re.compile(
    r"(?:the )?(?:(?P<max>most profitable|fastest[- ]growing|largest|biggest)|(?P<min>least profitable|slowest[- ]growing|smallest))\b"
)
_ABOUT = (
    (re.compile(r"profitable"), "p", re.compile(r"\bmargins?\b")),
    (re.compile(r"growing"), "p", re.compile(r"\bgrowth\b|\bgrew\b|\brose\b|\bincreas")),
    (re.compile(r"largest|biggest|smallest"), "a", re.compile(r"\bsales\b|\brevenues?\b|\bassets\b|\bturnover\b")),
)  # fmt: skip


@dataclass(frozen=True)
class _List:
    """Figures in the order of the names, with the words that say what they measure."""

    figures: tuple[Figure, ...]
    words: str


def find(context: Context) -> Iterator[Draft]:
    """Superlatives of a passage that no list of their names bears out."""
    names: tuple[str, ...] = ()
    lists: list[_List] = []
    sentences = masked_of(context, least=1)
    for masked in sentences:
        done = -1
        for f in masked.figures:
            if f.index <= done or f.kind not in ("a", "p"):
                continue
            run = run_of(masked, masked.figures[f.index :])
            done = run[-1].index
            if len(run) < 3 or not _IN_ORDER.match(masked.behind(run[-1], 60)):
                continue
            said = _NAMES.search(masked.text[: masked.position(run[0])])
            if said:
                told = tuple(x.strip() for x in re.split(r", and |, | and ", said.group("names")))
                names, lists = (told, []) if len(told) == len(run) else ((), [])
            if names and len(run) == len(names):
                lists.append(_List(tuple(run), f.before))
    if names and lists and len(set(names)) == len(names):
        for sentence in context.sentences:
            yield from _claims(sentence.start, sentence.low, names, lists)


def _claims(start: int, low: str, names: Sequence[str], lists: Sequence[_List]) -> Iterator[Draft]:
    for at, name in enumerate(names):
        claim = re.compile(
            rf"(?<![\w-]){re.escape(name)} (?:was|is|remained|became) (?:thus |therefore |again |still |also )?{_SUPERLATIVE.pattern}"
        )
        for found in claim.finditer(low):
            words = found.group("max") or found.group("min")
            about = next((x for x in _ABOUT if x[0].search(words)), None)
            if about is None or re.match(r"\s+(?:#|contribut|increase|gain|rise|fall)", low[found.end() :]):
                continue
            fitting = [x for x in lists if x.figures[0].kind == about[1] and about[2].search(x.words)]
            pick = max if found.group("max") else min
            if not fitting or any(
                x.figures[at].m.q.value == pick(f.m.q.value for f in x.figures) for x in fitting
            ):
                continue
            yield _draft(start + found.start(), start + found.end(), name, words, at, names, fitting[0], pick)


def _draft(
    start: int, end: int, name: str, words: str, at: int, names: Sequence[str], told: _List, pick: object
) -> Draft:
    values = [f.m.q.value for f in told.figures]
    best = values.index(max(values) if pick is max else min(values))
    shown = (told.figures[at], told.figures[best])
    return Draft(
        "extreme",
        "TIE208",
        start,
        end,
        None,
        subject=name,
        metric=words,
        fixed="contradicted",
        said=name,
        expected=names[best],
        reason=f"{shown[0].m.q.text} of {name} is not {words}: {names[best]} has {shown[1].m.q.text}",
        evidence=tuple(f.m.evidence() for f in shown),
    )
