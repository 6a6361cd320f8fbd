"""Wholes told by their parts: announced tranches, groups told apart, uses, ratios, averages of a list.

``$2.0 billion of notes in three parts: $600 million of ..., $700 million of ... and $700 million of ...``;
``of the 112 companies 64 beat on both, 21 on earnings only, 9 on sales only and 18 missed on both``;
``46% of cane for sugar and 54% for ethanol``; ``the combined ratio was 87.3%: the loss ratio 59.8% and
the expense ratio 27.5%``; ``$412,000, $405,000 and $398,000, an average of $405,000``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, compute
from ...lexicon.counts import count_of
from ..base import STRONG, Context, Draft, Reading, operand
from ..stated import stated
from .figures import FORECAST, Figure, Masked, alike, masked_of
from .pairs import run_of

__all__ = ["find"]

_PARTS = re.compile(
    r"\bin (?:#a(?P<slot>\d+)#|(?P<n>two|three|four|five|six)) (?:parts|tranches|series|portions|pieces|instal?lments|steps|payments|issues)\b"
)
_YEAR = re.compile(r"\b(?:due|in|maturing|to|until)\s*(?:19|20)\d\d$")
"""Due 2030 and $900 million: the year takes no part in the list, though it reads like one."""
_GROUP = re.compile(r"^(?:[^#]*\b)?of (?:the |its |our |these )?#a(?P<n>\d+)# (?P<noun>[a-z\-]+)")
_APART = re.compile(r"\b(?:only|both|neither|none|alone|nothing|no answer|not sure|undecided)\b")
_USES = re.compile(
    r"#p(?P<a>\d+)# of (?:the |its |their |total |all )*(?P<noun>[a-z\-]+)(?: [a-z\-]+)? (?P<prep>for|to|from|in|into|as) [^#;:,]{2,30}?,? (?:and|with|but) #p(?P<b>\d+)# (?P=prep)\b"
)
_PEOPLE = re.compile(
    r"^(?:respond|consumer|user|compan|firm|people|adult|analyst|investor|household|worker|patient|custom)"
)
_RATIO = re.compile(
    r"\bcombined ratio[^#;:]*#p(?P<whole>\d+)#(?:[^#;:]|#[pdt]\d*#)*?[:,(]\s*(?:an? |the |with an? |comprising an? |of which the )?(?:loss|claims|expense|underlying loss)[a-z \-]* ratio[^#;:]*#p(?P<a>\d+)#[^#;:]*\band (?:an? |the )?(?:loss|claims|expense|acquisition)[a-z \-]* ratio[^#;:]*#p(?P<b>\d+)#(?!\s*(?:,|and) (?:an?|the) [a-z]+ ratio)"
)
_MEAN = re.compile(
    r"^[^#;:.]{0,30}?(?:,|\(|\bfor\b|\bor\b|\bgiving\b)\s*(?:an? )?(?:simple |arithmetic )?(?:averag(?:e|ing)|mean)(?: price| rate| quote| value)?(?: of| was)?\s*$"
)


def find(context: Context) -> Iterator[Draft]:
    """Parts of the English sentences of a passage that do not make up their whole."""
    for masked in masked_of(context):
        yield from _announced(context, masked)
        yield from _group(context, masked)
        yield from _mean(context, masked)
        for found in _USES.finditer(masked.text):
            yield from _uses(context, masked, found)
        for found in _RATIO.finditer(masked.text):
            whole, a, b = (masked.figure(found.group(g)) for g in ("whole", "a", "b"))
            rest = compute("difference", operand(whole.m), operand(b.m))
            one = Reading(rest, STRONG, f"{whole.m.q.text} - {b.m.q.text}", (whole.m, b.m))
            yield stated(context, masked.i, a.m, "difference", "TIE202", (one,), "component of the ratio")


def _announced(context: Context, masked: Masked) -> Iterator[Draft]:
    """The parts are as many as said, of one unit with the whole in front, and nothing else is in between."""
    for found in _PARTS.finditer(masked.text):
        wholes = [f for f in masked.figures if f.kind == "a" and masked.position(f) < found.start()]
        if len(wholes) != 1 or wholes[0].m.q.unit is None:
            continue
        whole = wholes[0]
        number = masked.figure(found.group("slot")).m.q.value if found.group("slot") else None
        behind = masked.figures[whole.index + 1 :]
        parts = [
            f for f in behind if f.kind == "a" and alike(f, whole) and not _YEAR.search(f.before + f.m.q.text)
        ]
        if len(parts) != (number or count_of(found.group("n"))) or any(f.per for f in (whole, *parts)):
            continue
        words = masked.text[found.end() : masked.position(parts[-1])]
        if re.search(r"\b(?:up|down|from|compared|versus|increase|includ\w*|first|already)\b", words):
            continue
        if whole.m.q.comparator is None and not FORECAST.search(words):
            yield _summed(context, masked, whole, parts)


def _group(context: Context, masked: Masked) -> Iterator[Draft]:
    """Four kinds or more told apart by only, both and neither are the group; more than it they cannot be."""
    found = _GROUP.search(masked.text)
    if not found:
        return
    group = masked.figure(found.group("n"))
    parts: list[Figure] = []
    for f in masked.figures[group.index + 1 :]:
        if f.kind != "a" or f.m.q.unit not in (None, group.m.q.unit) or f.m.q.decimals or f.m.q.comparator:
            return
        parts.append(f)
    if len(parts) < 3 or len(_APART.findall(masked.text[masked.position(parts[0]) :])) < len(parts) - 1:
        return
    if re.search(r"\bof (?:these|those|whom|which|them)\b|;", masked.text):
        return
    yield _summed(context, masked, group, parts)


def _summed(context: Context, masked: Masked, whole: Figure, parts: Sequence[Figure]) -> Draft:
    """The last part as what the others leave of the whole."""
    last = parts[-1]
    total = compute("sum", *(operand(f.m) for f in parts[:-1]))
    rest = compute("difference", operand(whole.m), total)
    names = " - ".join(f.m.q.text for f in (whole, *parts[:-1]))
    one = Reading(rest, STRONG, names, tuple(f.m for f in (whole, *parts[:-1])))
    return stated(context, masked.i, last.m, "sum", "TIE203", (one,), "what the parts leave")


def _uses(context: Context, masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """Two uses of one stuff are at most all of it."""
    a, b = masked.figure(found.group("a")), masked.figure(found.group("b"))
    if _PEOPLE.match(found.group("noun")) or any(f.m.q.comparator or f.m.q.high is not None for f in (a, b)):
        return
    hundred = Operand.exact(Decimal(100))
    if operand(a.m).interval.lo + operand(b.m).interval.lo <= 100:
        return
    one = Reading(compute("difference", hundred, operand(a.m)), STRONG, f"100% - {a.m.q.text}", (a.m,))
    yield stated(context, masked.i, b.m, "share", "TIE205", (one,), "share that is left")


def _mean(context: Context, masked: Masked) -> Iterator[Draft]:
    """The average said right behind the list it is the average of."""
    done = -1
    for f in masked.figures:
        if f.index <= done or f.kind not in ("a", "p"):
            continue
        run = run_of(masked, masked.figures[f.index :])
        done = run[-1].index
        if len(run) < 3 or done + 1 >= len(masked.figures):
            continue
        mean = masked.figures[done + 1]
        if not alike(mean, run[-1]) or not _MEAN.match(masked.between(run[-1], mean)):
            continue
        if re.search(r"\bweighted\b", masked.text):
            continue
        one = Reading(
            compute("mean", *(operand(x.m) for x in run)),
            STRONG,
            f"({' + '.join(x.m.q.text for x in run)}) / {len(run)}",
            tuple(x.m for x in run),
        )
        yield stated(context, masked.i, mean.m, "per_unit", "TIE206", (one,), "average")
