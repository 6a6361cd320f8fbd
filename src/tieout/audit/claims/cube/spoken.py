"""What a sentence says in the words of a cube: names of lines, moments, measures, in their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ...mentions import Mention
from ...prose import Sentence
from ...squeezed import squeezed
from .moments import Moment, moments_in
from .naming import Named, find_lines
from .table import Cube

__all__ = ["Spoken", "spoken_of"]


@dataclass(frozen=True)
class Spoken:
    """A sentence with what a cube finds in it, in offsets of the report's text."""

    sentence: Sentence
    row: Sequence[Mention]
    names: tuple[Named, ...]
    moments: tuple[tuple[int, int, Moment], ...]
    measures: tuple[tuple[int, int, str], ...]

    def text(self, start: int, end: int) -> str:
        """The folded words between two places."""
        return self.sentence.low[max(0, start - self.sentence.start) : max(0, end - self.sentence.start)]

    @property
    def unnamed(self) -> str:
        """The folded words without the names of lines."""
        words, at = self.sentence.low, self.sentence.start
        for n in reversed(self.names):
            words = words[: n.start - at] + " " + words[n.end - at :]
        return words


_MARKS = "-_·.,'’()（）/"


def spoken_of(cube: Cube, sentence: Sentence, row: Sequence[Mention]) -> Spoken:
    """What a sentence says in the words of a cube; figures inside its names and moments are no figures."""
    at = sentence.start
    names = tuple(replace(n, start=n.start + at, end=n.end + at) for n in find_lines(cube, sentence.text))
    moments = tuple((a + at, b + at, m) for a, b, m in moments_in(sentence.text))
    named = [(n.start, n.end) for n in names]
    spans = [(a, b) for a, b, m in moments if m.part]  # six months: no figure, but when
    own = [
        m
        for m in row
        if not any(a <= m.q.start < b for a, b in named)
        and not (m.unit_kind == "time" and any(a <= m.q.start < b for a, b in spans))
    ]
    return Spoken(sentence, own, names, moments, tuple(sorted(_measures(cube, sentence))))


@lru_cache(maxsize=64)
def _wanted(cube: Cube) -> tuple[tuple[str, str], ...]:
    """The words for the measures of a cube, the longest first."""
    wanted: set[tuple[str, str]] = set()
    for h in cube.levels:
        if h.measure:
            wanted |= {(w, h.measure) for w in (h.measure, *cube.grid.aliases[h.index]) if len(w) >= 2}
    return tuple(sorted(wanted, key=lambda w: (-len(w[0]), w)))


def _measures(cube: Cube, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Where the sentence names a measure of the cube."""
    low = sentence.low
    flat, at = squeezed(low, _MARKS)
    taken: list[tuple[int, int]] = []
    for word, measure in _wanted(cube):
        if word not in flat:
            continue
        for hit in re.finditer(re.escape(word), flat):
            a, b = at[hit.start()], at[hit.end() - 1] + 1
            if _bounded(low, a, b, word) and all(b <= x or y <= a for x, y in taken):
                taken.append((a, b))
                yield a + sentence.start, b + sentence.start, measure


def _bounded(low: str, a: int, b: int, word: str) -> bool:
    if not word[0].isascii():
        return True
    before, after = low[a - 1 : a], low[b : b + 1]
    return not (before.isascii() and before.isalnum()) and not (
        after.isascii() and after.isalpha() and after != "s"
    )
