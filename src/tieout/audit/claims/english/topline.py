"""Shares of net sales whose amount stands in another paragraph of the release.

``Net revenue was $361 million, an increase of 28.0%`` at the head, and three paragraphs below ``Gross profit
was $97 million, or 26.8% of net revenue``; ``SG&A expenses were $44.9 million. As a percentage of net
sales, SG&A expenses were 38.4%``. The whole is what the report says the top line was in that period, and
what it was before for the earlier of two figures. Where a report states the sales of a part as well, or two
values for one period, a share may be confirmed but is held against nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..base import STRONG, Context, Draft, quotient
from ..stated import stated
from .figures import FORECAST, Figure, Masked, alike, masked_of, noun_free
from .moving import is_change
from .pairs import Pair, pairs_of
from .products import held

__all__ = ["find"]

_NOUN = r"(?:net sales|net revenues?|total revenues?|total net sales|revenues?|sales|turnover)"
_HEAD = re.compile(
    rf"^[\s•·*\-–—]*(?:(?:record|total|consolidated|our|the company's|the group's|group|company|quarterly|annual|gaap|reported|first|second|third|fourth|full|quarter|half|year|first-half|"
    rf"(?:first|second|third|fourth)-quarter|full-year|#t#)[,:]?\s+)*(?P<noun>{_NOUN})\b:?(?P<rest>(?:[^#;:]|#[tpd]\d*#)*?)#a(?P<now>\d+)#"
)
_ANY = re.compile(rf"\b{_NOUN}\b(?:[^#;:.]|#t#){{0,60}}?(?:was|were|of|to|totaled|totalled|reached)\s+#a\d+#")
_SHARE = (
    re.compile(rf"#a(?P<part>\d+)#,? (?:or|\() ?#p(?P<share>\d+)# of (?:our |total |the company's |its )?{_NOUN}\b(?! of #)"),
    re.compile(rf"#p(?P<share>\d+)# of (?:our |total |the company's |its )?{_NOUN},? (?:or|\() ?#a(?P<part>\d+)#"),
)  # fmt: skip
_AS_PERCENT = re.compile(
    rf"^as a percent(?:age)? of (?:our |total )?{_NOUN},? (?P<what>[a-z&][a-z&, ]{{2,60}}?) (?:was|were|represented|increased to|decreased to|improved to|rose to|fell to) #p(?P<now>\d+)#(?P<rest>[^#;]*(?:#t#[^#;]*)*(?:#p(?P<base>\d+)#)?)"
)
_METRIC = "share of the top line"
_SPANS = (
    (9, re.compile(r"\bnine[- ]months?\b|first nine months")),
    (6, re.compile(r"\bsix[- ]months?\b|first half|half[- ]year|\bh1\b|first six")),
    (3, re.compile(r"\bthree months\b|\bquarter|\bq[1-4]\b")),
    (12, re.compile(r"\btwelve months|full[- ]year|fiscal year|\byears? ended|for the year|\bannual")),
)  # fmt: skip


@dataclass
class _Top:
    """What the top line was in each span of months, then and a year before."""

    now: dict[int, list[Figure]] = field(default_factory=dict)
    base: dict[int, list[Figure]] = field(default_factory=dict)
    parts: bool = False

    def one(self, months: int, *, base: bool) -> tuple[Figure | None, bool]:
        """The value of a span, and whether it is the only one the report states."""
        told = self.base if base else self.now
        found = told.get(months, []) or ([f for fs in told.values() for f in fs] if not months else [])
        values = {f.m.q.value for f in found}
        return (found[0], not self.parts) if len(values) == 1 else (None, False)


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Shares of the top line in the English sentences of a report."""
    told = [(c, masked, months) for c, masked, months in _sentences(contexts)]
    if not any(_NOUN_ALONE.search(m.text) for _, m, _ in told):
        return
    top = _Top()
    for _, masked, months in told:
        _take(top, masked, months)
    if not top.now:
        return
    before: Masked | None = None
    for context, masked, months in told:
        pairs = pairs_of(masked)
        for frame in _SHARE:
            for found in frame.finditer(masked.text):
                share, part = masked.figure(found.group("share")), masked.figure(found.group("part"))
                yield from _held(context, masked, share, part, top, months, _is_base(part, pairs))
        as_percent = _AS_PERCENT.match(masked.text.lstrip())
        if as_percent and before is not None:
            yield from _told_before(context, masked, before, as_percent, top, months)
        before = masked


_NOUN_ALONE = re.compile(rf"\bof (?:our |total |the company's |its )?{_NOUN}\b")


def _sentences(contexts: Sequence[Context]) -> Iterator[tuple[Context, Masked, int]]:
    months = 0
    for context in contexts:
        by = {m.i: m for m in masked_of(context, least=1)}
        for i, sentence in enumerate(context.sentences):
            said = [n for n, rx in _SPANS if rx.search(sentence.low)]
            months = said[0] if len(said) == 1 else 0 if said else months
            if i in by:
                yield context, by[i], months


def _take(top: _Top, masked: Masked, months: int) -> None:
    found = _HEAD.match(masked.text)
    if (
        not found
        or FORECAST.search(masked.text)
        or not noun_free(re.sub(r"#p\d+#", " ", found.group("rest")))
    ):
        top.parts = top.parts or bool(_ANY.search(masked.text))
        return
    pair = next((p for p in pairs_of(masked) if p.now.kind == "a" and not p.forecast), None)
    if pair is not None and not pair.grouped:
        top.now.setdefault(months, []).append(pair.now)
        if pair.label in ("", "year"):
            top.base.setdefault(months, []).append(pair.base)
        return
    now = next(
        (f for f in masked.figures[int(found.group("now")) :] if f.kind == "a" and not is_change(f)), None
    )
    if now is not None and not now.per:
        top.now.setdefault(months, []).append(now)


def _is_base(part: Figure, pairs: Sequence[Pair]) -> bool | None:
    """True for the earlier of a pair, False for the later or for a figure alone, None where it is of another period."""
    for pair in pairs:
        if part is pair.base:
            return True if pair.label in ("", "year") and not pair.forecast else None
    return False


def _held(
    context: Context, masked: Masked, share: Figure, part: Figure, top: _Top, months: int, base: bool | None
) -> Iterator[Draft]:
    if base is None or part.per or part.m.q.value <= 0 or is_change(share) or is_change(part):
        return
    whole, sole = top.one(months, base=base)
    if whole is None or not alike(whole, part) or whole.m.q.value <= part.m.q.value:
        return
    one = quotient("share", STRONG, part.m, whole.m)
    if one is None:
        return
    if sole:
        yield stated(context, masked.i, share.m, "share", "TIE205", (one,), _METRIC)
    else:
        yield held(context, masked.i, share, one, "share", "TIE205", _METRIC)


def _told_before(
    context: Context, masked: Masked, before: Masked, found: re.Match[str], top: _Top, months: int
) -> Iterator[Draft]:
    """``SG&A were $44.9 million compared to $43.7 million. As a percentage of net sales, SG&A were 38.4% ... 38.1%``."""
    pairs = [p for p in pairs_of(before) if p.now.kind == "a"]
    words = [w for w in re.findall(r"[a-z&]{4,}", found.group("what")) if w not in ("expense", "expenses")]
    if len(pairs) != 1 or not words or not all(w in before.text for w in words):
        return
    for name, base in (("now", False), ("base", True)):
        if found.group(name):
            part = pairs[0].base if base else pairs[0].now
            share = masked.figure(found.group(name))
            yield from _held(context, masked, share, part, top, months, base)
