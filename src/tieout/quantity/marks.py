"""Which part of a text is already spoken for, and the small helpers every recogniser needs."""

from __future__ import annotations

import re

from .types import Skipped, SkipReason

__all__ = ["Marks", "is_cjk", "is_latin"]

_DIGIT = re.compile(r"[0-9]")


def is_cjk(char: str) -> bool:
    """True for a Chinese character (punctuation is not one); false for the empty string.

    >>> is_cjk("万"), is_cjk("，"), is_cjk("")
    (True, False, False)
    """
    return len(char) == 1 and ("\u3400" <= char <= "\u9fff" or char == "〇")


def is_latin(char: str) -> bool:
    """True for an ASCII letter."""
    return len(char) == 1 and char.isascii() and char.isalpha()


class Marks:
    """The taken positions of one folded text, and the runs of digits that were skipped.

    Recognisers run in order of certainty; a later one cannot take what an earlier one has.
    """

    def __init__(self, original: str, folded: str) -> None:
        self.original = original
        self.text = folded
        self.skipped: list[Skipped] = []
        self._taken = bytearray(len(folded))

    def free(self, start: int, end: int) -> bool:
        """True when nothing in the span is taken and no run of digits is cut by its ends."""
        if self._taken.find(1, start, end) != -1:
            return False
        text = self.text
        cut_left = start > 0 and text[start - 1].isdecimal() and text[start].isdecimal()
        cut_right = end < len(text) and text[end].isdecimal() and text[end - 1].isdecimal()
        return not (cut_left or cut_right)

    def take(self, start: int, end: int) -> None:
        """Take a span for a quantity."""
        self._taken[start:end] = b"\x01" * (end - start)

    def skip(self, start: int, end: int, reason: SkipReason) -> bool:
        """Take a span that holds digits as no quantity; False when part of it was taken."""
        if start >= end or not self.free(start, end) or not _DIGIT.search(self.text, start, end):
            return False
        self.take(start, end)
        self.skipped.append(Skipped(self.original[start:end], start, end, reason))
        return True

    def skip_all(self, pattern: re.Pattern[str], reason: SkipReason, group: int | str = 0) -> None:
        """Skip every match (or its group) of a pattern over the folded text."""
        for match in pattern.finditer(self.text):
            start, end = match.span(group)
            if start >= 0:
                self.skip(start, end, reason)
