"""Shares of a whole that is named, or was told in the sentence before.

``contributed 62% of ARR, or $424 million`` with the annual recurring revenue told before; ``ChatGPT
accounted for 80%, or about 0.9 billion`` of the visits just counted; ``of 540 respondents ... 227 pay;
that is 42% of all respondents``. The whole may be of another period: only what one slip explains is held
against the share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..base import FRAMED, STRONG, Context, Draft, reading
from ..base import operand as of
from ..stated import stated
from .figures import FORECAST, Figure, Masked, alike, masked_of
from .moving import is_change
from .pairs import pairs_of
from .products import held

__all__ = ["find"]

_OF = r"of (?:the |its |our |their |total |all |group |group's |company's |overall )*(?P<noun>[a-z]+(?: (?!in\b|for\b|at\b|as\b|and\b|was\b|were\b)[a-z]+){0,2})"
_NAMED = (
    re.compile(
        rf"#p(?P<share>\d+)# {_OF},? (?:or|\() ?#a(?P<part>\d+)#(?! (?:of|from|more|less|higher|lower)\b)"
    ),
    re.compile(rf"#a(?P<part>\d+)#(?: [a-z]+){{0,3}},? (?:or|\() ?#p(?P<share>\d+)# {_OF}(?=[,.;)]|$)"),
)
_BARE = re.compile(
    r"^[^#;:]{2,50}\b(?:accounted for|contributed|made up|represented)\s*#p(?P<share>\d+)#(?: of (?:the total|that|them|it|these))?,? (?:or|\() ?#a(?P<part>\d+)#(?! (?:of|from|more|less|higher|lower)\b)"
)
_BARE_AMOUNT = re.compile(
    r"^[^#;:]{2,50}\b(?:accounted for|contributed|made up|represented)\s*#a(?P<part>\d+)#(?: [a-z]+){0,3},? (?:or|\() ?#p(?P<share>\d+)#(?: of (?:the total|that|them|it|these))?(?=[,.;)]|$)"
)
_ALL = re.compile(
    r"\bof (?:the |our )?#a(?P<whole>\d+)# (?P<noun>[a-z\-]+)\b.*#a(?P<part>\d+)#(?:[^#]|#p\d+#)*?\b(?:that is|which is|or|equal to|equivalent to|i\.e\.) #p(?P<share>\d+)# of all (?:the )?(?P=noun)\b"
)
_OF_IT = r"of (?:it|that|this|the (?:total|whole|sum|amount|money|round|raise|financing|proceeds))\b"
_ANAPHORA = (
    re.compile(
        rf"#a(?P<part>\d+)#(?: [a-z]+){{0,2}},? (?:or |which is |equal to |\()?(?:just |only |about )?#p(?P<share>\d+)# {_OF_IT}"
    ),
    re.compile(rf"#a(?P<part>\d+)# {_OF_IT},? (?:or |\()?#p(?P<share>\d+)#(?=[,.;)]|$)(?! of)"),
)
"""A part of what was told last: ``the part due within a year to $3.9bn, 54% of it``; ``took $52 million of the round, 40%``."""
_BEFORE = r"(?:^|[,;:.] |\b(?:the|its|our|total|group|company's|overall|and|with|while|of) )"
FAR = 4
"""Sentences back a named whole may stand."""


def find(context: Context) -> Iterator[Draft]:
    """Shares of the English sentences of a passage whose whole is named in words."""
    told: list[Masked] = []
    for masked in masked_of(context, least=1):
        for frame in _NAMED:
            for found in frame.finditer(masked.text):
                share, part = masked.figure(found.group("share")), masked.figure(found.group("part"))
                whole = _whole(found.group("noun"), part, [*told[-FAR:], masked])
                yield from _share(context, masked, share, part, whole)
        found_all = _ALL.search(masked.text)
        if found_all:
            share, part, whole = (masked.figure(found_all.group(g)) for g in ("share", "part", "whole"))
            yield from _share(context, masked, share, part, whole, sure=True)
        for frame in _ANAPHORA:
            for found in frame.finditer(masked.text):
                share, part = masked.figure(found.group("share")), masked.figure(found.group("part"))
                yield from _share(context, masked, share, part, _last_told(masked, told, part), sure=True)
        for frame in (_BARE, _BARE_AMOUNT):
            bare = frame.search(masked.text)
            if bare and told and told[-1].i == masked.i - 1:
                share, part = masked.figure(bare.group("share")), masked.figure(bare.group("part"))
                yield from _share(context, masked, share, part, _first(told[-1], part))
        told.append(masked)


def _whole(noun: str, part: Figure, sentences: Sequence[Masked]) -> Figure | None:
    """The one level the noun, or the words it is the initials of, was told with."""
    words = re.escape(noun)
    if " " not in noun and 3 <= len(noun) <= 5:
        words = rf"(?:{words}|{' '.join(rf'{c}[a-z]+' for c in noun)})"
    name = re.compile(rf"{_BEFORE}{words}(?P<link> (?!margin|per|from|in)[^#;:,]{{0,40}}|\s)#a(?P<n>\d+)#")
    out: list[Figure] = []
    for masked in sentences:
        bases = {pair.base.index for pair in pairs_of(masked)}
        for found in name.finditer(masked.text):
            f = masked.figure(found.group("n"))
            if f is part or f.index in bases or is_change(f) or FORECAST.search(found.group()):
                continue
            if re.search(r"\b(?:by|above|below|over|from|than)\s*$", f.before) or not alike(f, part):
                continue
            out.append(f)
    return out[0] if len({f.m.q.value for f in out}) == 1 else None


def _first(masked: Masked, part: Figure) -> Figure | None:
    bases = {pair.base.index for pair in pairs_of(masked)}
    levels = [
        f
        for f in masked.figures
        if f.kind == "a" and alike(f, part) and f.index not in bases and not is_change(f) and f.inside is None
    ]
    return levels[0] if len(levels) == 1 and not FORECAST.search(masked.text) else None


_PLUS = re.compile(r"\b(?:leaving|left|plus|in addition|as well as|besides|another)\b")


def _last_told(masked: Masked, told: Sequence[Masked], part: Figure) -> Figure | None:
    """The one level told before a part in its sentence, else in the sentence before."""
    bases = {pair.base.index for pair in pairs_of(masked)}
    here = [
        f
        for f in masked.figures[: part.index]
        if f.kind == "a" and alike(f, part) and f.index not in bases and not is_change(f) and f.inside is None
    ]
    if here:
        whole = here[0] if len(here) == 1 and here[0].m.q.unit == part.m.q.unit else None
        return None if whole is None or FORECAST.search(whole.before) or _PLUS.search(masked.text) else whole
    before = told[-1] if told and told[-1].i == masked.i - 1 else None
    return _first(before, part) if before is not None else None


def _share(
    context: Context, masked: Masked, share: Figure, part: Figure, whole: Figure | None, *, sure: bool = False
) -> Iterator[Draft]:
    if whole is None or not alike(part, whole) or part.per or whole.per or is_change(share):
        return
    if not 0 < part.m.q.value <= whole.m.q.value or share.m.q.comparator or is_change(part):
        return
    formula = f"{part.m.q.text} / {whole.m.q.text}"
    tie = FRAMED if sure and whole in masked.figures else STRONG
    one = reading("share", tie, (part.m, whole.m), of(part.m), of(whole.m), formula=formula)
    if one is None:
        return
    if sure:  # part and whole are of one noun in one sentence
        yield stated(context, masked.i, share.m, "share", "TIE205", (one,), "share of the whole")
    else:
        yield held(context, masked.i, share, one, "share", "TIE205", "share of the whole")
