"""Words that a line end cut: made whole by the evidence of the rest of the document.

A narrow cell breaks a word where its line is full (``Proprieta`` / ``ry``), a typesetter with a hyphen
that is no part of it. Whether two pieces are one word is not seen in one place; the same word stands
elsewhere, as a rule, in one piece.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

__all__ = ["BROKEN", "Words"]

# Stands where a line ended and the pieces may be one word; counts as white where nobody settles it.
BROKEN = "\x1f"
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+&'’_-]*[A-Za-z0-9+]|[A-Za-z0-9]")
_CUT = re.compile(rf"([A-Za-z0-9.+&'’_-]*-?){BROKEN}([A-Za-z0-9.+&'’_%-]*)")


class Words:
    """The words and the pairs of words of a document."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.pairs: Counter[str] = Counter()
        cut = []
        for text in texts:
            cut += _CUT.findall(text)
            whole = _CUT.sub(" \n ", text)
            for part in whole.split("\n"):
                found = _WORD.findall(part)
                self.words.update(w.casefold() for w in found)
                self.pairs.update(
                    m.casefold() for m in re.findall(r"(?=\b([A-Za-z0-9.-]+ [A-Za-z0-9.-]+))", part)
                )
        # A document that hyphenates shows it: some hyphen at a line end stands in a word known without it.
        self.hyphenates = any(
            a.endswith("-") and b and self._known(a[:-1] + b) and not self._known(a + b) for a, b in cut
        )

    def _known(self, word: str) -> int:
        return self.words[word.strip(".,;:").casefold()]

    def settle(self, text: str) -> str:
        """The text with each cut word made one, or two with a blank.

        >>> Words(["DeepSeek is out", "a lightning fast model"]).settle(f"Deep{BROKEN}Seek light-{BROKEN}ning A{BROKEN}B")
        'DeepSeek lightning A B'
        """
        if BROKEN not in text:
            return text
        while (found := _CUT.search(text)) is not None:
            text = text[: found.start()] + self._one(found.group(1), found.group(2)) + text[found.end() :]
        return text

    def _one(self, a: str, b: str) -> str:
        if a.endswith("-"):
            bare = a[:-1] + b
            if self._known(a + b) >= max(1, self._known(bare)):
                return a + b
            lower = a[-2:-1].islower() and b[:1].islower()
            return bare if self._known(bare) or (lower and self.hyphenates) else a + b
        apart, joined = self.pairs[f"{a} {b}".casefold()], self._known(a + b)
        if joined != apart:
            return a + b if joined > apart else f"{a} {b}"
        if not a or not b:
            return a + b if b[:1] in "%-" else f"{a} {b}"
        one = (
            b[0] in ".,;:)%-" or (b[0].islower() and a[-1].isalpha()) or (b[0].isdigit() and a[-1].isdigit())
        )
        return a + b if one else f"{a} {b}"
