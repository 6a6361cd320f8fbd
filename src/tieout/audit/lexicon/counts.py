"""Small numbers written as words, in Chinese and English: how many, and which place."""

from __future__ import annotations

from ...quantity.numerals import parse_chinese

__all__ = ["count_of"]

_ENGLISH = {
    word: k
    for k, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        1,
    )
}


def count_of(text: str) -> int | None:
    """A small count in figures or words, None for what is none.

    >>> count_of("3"), count_of("两"), count_of("十二"), count_of("Five"), count_of("many")
    (3, 2, 12, 5, None)
    """
    word = text.strip().lower()
    if word.isdigit():
        return int(word)
    if word in _ENGLISH:
        return _ENGLISH[word]
    if len(word) > 1 and "十" not in word:
        return None  # 三四: three or four
    read = parse_chinese(word)
    return None if read is None or read[1] else int(read[0])
