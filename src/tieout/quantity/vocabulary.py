"""Helpers for word lists: written as one string, matched longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["alternatives", "listed"]


def listed(words: str) -> list[str]:
    """The words of a list written with blanks between them.

    >>> listed("家 只 个")
    ['家', '只', '个']
    """
    return words.split()


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; Latin words end at a boundary.

    >>> alternatives(["万", "bn", "万亿"])
    'bn(?![A-Za-z0-9])|万亿|万'
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(
        re.escape(w) + ("(?![A-Za-z0-9])" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered
    )
