"""Where a sentence names one of a table's own names, whatever their length: ``o1``, ``沪深300``, ``Alpha-5``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..grid import norm
from ..lexicon import folded
from ..prose import Sentence

__all__ = ["Spot", "names_of", "spots"]

Spot = tuple[int, int, str]
"""Start and end in the sentence, and the normalised name."""


def names_of(printed: Iterable[str]) -> dict[str, str]:
    """Printed names by their normalised form; empty ones and dashes are none.

    >>> names_of(["GPT-4o", "——", "o1"])
    {'gpt4o': 'GPT-4o', 'o1': 'o1'}
    """
    return {norm(n): n for n in printed if n and len(norm(n).strip("—-")) >= 2}


@lru_cache(maxsize=2048)
def _pattern(printed: str) -> re.Pattern[str]:
    return re.compile(r"\s*".join(re.escape(c) for c in re.sub(r"\s", "", folded(printed))))


def spots(sentence: Sentence, names: Mapping[str, str]) -> list[Spot]:
    """The names in a sentence, in order; the longest at a place, and Latin ones only as whole words."""
    out: list[Spot] = []
    low = sentence.low
    for key, printed in sorted(names.items(), key=lambda kv: -len(kv[0])):
        for found in _pattern(printed).finditer(low):
            before, after = low[found.start() - 1 : found.start()], low[found.end() : found.end() + 1]
            if key[0].isascii() and before.isascii() and (before.isalnum() or before == "-"):
                continue
            if key[-1].isascii() and after.isascii() and (after.isalnum() or after == "-"):
                continue
            if not any(s < found.end() and found.start() < e for s, e, _ in out):
                out.append((found.start(), found.end(), key))
    return sorted(out)
