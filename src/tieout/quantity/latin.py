"""Names that hold digits: those the caller knows, and Latin tokens whose shape says so.

A token that begins with a letter and holds a digit (``GPT-4o-mini-2024-07-18``, ``A100-40G``,
``iOS18``) is a name unless its letters are a currency, a rank word or a period. The evidence is the
shape; there is no list of products.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .marks import Marks, is_latin
from .numerals import fold

__all__ = ["TOKEN", "mark_latin", "mark_names", "token_end"]

TOKEN = re.compile(r"[A-Za-z0-9]+(?:[-_.@·'][A-Za-z0-9]+)*")
"""A Latin token with its inner hyphens, dots and underscores."""

_MONEY_HEAD = re.compile(
    r"(?:RMB|Rmb|rmb|CNY|CNH|USD|HKD|NTD?|TWD|EUR|GBP|JPY|KRW|SGD|AUD|CAD|CHF|INR|Rs|Re)[.]?[-]?\d[\d.]*"
    r"(?:[KkMmBbTt]|[bm]n|tn|[Mm]illion|[Bb]illion)?\Z"
)
_DATE_HEAD = re.compile(
    r"(?:Q[1-4](?:[-'/]?Q?[1-4])?|H[12]|FY|CY)(?:[-']?(?:20[0-4]\d|[0-4]\d)(?:[-/]\d\d)?)?[AEFaef]?\Z(?<!H[12]0\d)|"
    r"(?:FY|CY)\d{2,4}[-/]?(?:[QH][1-4])[AEFaef]?\Z|(?:[QH][1-4])(?:FY|CY)\d{2,4}[AEFaef]?\Z|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*[-.']\d{1,4}(?:[-.]\d{2,4})?\Z"
)
_RANK_HEAD = re.compile(r"(?:No|NO|no|Nr|top|Top|TOP|Rank|rank|number|Number)[-.]?\d+\Z")
_WORD_HEAD = re.compile(
    r"(?P<word>(?:[A-Za-z]+-)*?(?:mid|late|early|pre|post|sub|over|under|plus|minus|up|down|about|approx|ca|c|est|vs|by|to|"
    r"nearly|around|than|at|of|in|for|and|or|is|was|from|vol|Vol|Fig|Figs|fig|No|Nos|no|Ch|Sec|Eq|pp?|Inc|Corp|Ltd|Co))[-.]",
)
_LETTERS_DASH = re.compile(r"(?P<word>[A-Za-z]+(?:[-'][A-Za-z]+)*)[-](?P<n>\d+(?:\.\d+)?)\Z")
_SIGNED_TAIL = re.compile(r" ?(?:%|pp|bps?|percent|个?百分点|倍)")
_SPLIT = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)*")


def token_end(text: str, at: int) -> int:
    """Where the Latin token that holds position ``at`` ends."""
    match = TOKEN.match(text, at)
    return match.end() if match else at


@lru_cache(maxsize=64)
def _names_pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    parts = []
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        folded = fold(name).strip()
        pieces = _SPLIT.findall(re.sub(r"[^\x00-\x7f]", "", folded)) if folded.isascii() else None
        has_digit = any(char.isdecimal() for char in folded)
        has_letter = any(char.isalpha() for char in folded)
        if not (has_digit and has_letter) or len(folded) > 120:
            continue
        if pieces is None:
            pieces = re.findall(r"[A-Za-z]+|\d+(?:\.\d+)*|[^\sA-Za-z0-9()\[\]_./-]+", folded)
        body = r"[\s_.()/-]{0,2}".join(re.escape(piece) for piece in pieces)
        left = "(?<![A-Za-z0-9])" if pieces and pieces[0][0].isascii() else ""
        right = r"(?![A-Za-z0-9]|\.\d)" if pieces and pieces[-1][-1].isascii() else ""
        parts.append(f"{left}{body}{right}")
    return re.compile("|".join(parts), re.IGNORECASE) if parts else None


def mark_names(marks: Marks, names: Iterable[str]) -> None:
    """Skip every occurrence of the given names, written with any spaces, hyphens and case.

    A name with a longer tail (``GPT-4o`` in ``GPT-4o-mini``) takes the whole Latin token.
    """
    pattern = _names_pattern(tuple(names))
    if pattern is None:
        return
    text = marks.text
    for match in pattern.finditer(text):
        start, end = match.span()
        if (
            end < len(text)
            and text[end] in "-_@"
            and end + 1 < len(text)
            and (is_latin(text[end + 1]) or text[end + 1].isdecimal())
        ):
            end = token_end(text, end + 1)
        marks.skip(start, end, "name")


def mark_latin(marks: Marks) -> None:
    """Skip Latin tokens that hold digits and begin with a letter."""
    text = marks.text
    for match in TOKEN.finditer(text):
        start, end = match.span()
        token = match.group()
        if not is_latin(token[0]) or not any(char.isdecimal() for char in token):
            continue
        if _MONEY_HEAD.match(token) or _RANK_HEAD.match(token) or _DATE_HEAD.match(token):
            continue
        head = _WORD_HEAD.match(token)
        if head and token[head.end() : head.end() + 1].isdecimal():
            continue  # a word glued to a number by a converter, or one read with it (mid-2024)
        dashed = _LETTERS_DASH.match(token)
        if dashed and _SIGNED_TAIL.match(text, end):
            continue  # ROE-5%: the hyphen is a minus sign
        if end < len(text) and text[end] == "+":
            end += 1  # A100+, Disney2+
        marks.skip(start, end, "name")
