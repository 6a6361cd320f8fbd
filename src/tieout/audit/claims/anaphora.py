"""Words that stand for a name said before: 前者, 后者, 两者, 它, the former, both, it.

Each becomes a :class:`Hit` with the rows of what it stands for, so that a number behind it belongs to that
row and not to the name that happens to stand nearest. ``it`` is marked, since a sentence may mean another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..align import Hit
from ..prose import Sentence

__all__ = ["with_pronouns"]

_FIRST = r"前者|\bthe former\b"
_SECOND = r"后者|\bthe latter\b"
_BOTH = r"(?:两|二)者|\bboth\b|\bthe two\b"
_IT = r"(?:(?<=[，,；;。但而，且在])|^)它(?!们)|(?:^|(?<=[,;.] )|(?<=but )|(?<=and )|(?<=while ))(?:on [\w\- ]{2,30} )?it\b"
_PRONOUN = re.compile(rf"(?P<first>{_FIRST})|(?P<second>{_SECOND})|(?P<both>{_BOTH})|(?P<it>{_IT})")
_JOINED = re.compile(r"\s*(?:、|和|与|及|以及|跟|,|and)\s*")


def with_pronouns(sentences: Sequence[Sentence], hits: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """The hits of every sentence with those of the words that stand for a name."""
    out: list[list[Hit]] = []
    pair: tuple[Hit, Hit] | None = None
    subject: Hit | None = None
    for sentence, own in zip(sentences, hits, strict=True):
        found = list(own)
        for word in _PRONOUN.finditer(sentence.low):
            at, end = sentence.start + word.start(), sentence.start + word.end()
            known = [h for h in own if h.end <= at]
            two = _last_pair(sentence, known) or pair
            first = known[0] if known else subject
            if word.group("it") and first is not None:
                found.append(replace(first, start=at, end=end, pronoun=True))
            elif two is None or word.group("it"):
                continue
            elif word.group("both"):
                middle = (at + end) // 2
                found += [replace(two[0], start=at, end=middle), replace(two[1], start=middle, end=end)]
            else:
                found.append(replace(two[0] if word.group("first") else two[1], start=at, end=end))
        out.append(sorted(found, key=lambda h: h.start))
        pair = _last_pair(sentence, own) or pair
        subject = own[0] if own else subject
    return out


def _last_pair(sentence: Sentence, hits: Sequence[Hit]) -> tuple[Hit, Hit] | None:
    """The last two names joined by 和 or and; three in a row are no pair."""
    for k in range(len(hits) - 1, 0, -1):
        a, b = hits[k - 1], hits[k]
        if not _between(sentence, a, b):
            continue
        if k >= 2 and _between(sentence, hits[k - 2], a):
            return None
        return a, b
    return None


def _between(sentence: Sentence, a: Hit, b: Hit) -> bool:
    return _JOINED.fullmatch(sentence.low[a.end - sentence.start : b.start - sentence.start]) is not None
