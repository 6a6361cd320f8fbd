"""Digits with a slash that are one number: ``100-3/8``, ``1-1/8 percent``, ``31/32``, and the quote ``1.3218/23``.

Rates and prices are quoted in halves, eighths and thirty-seconds where a fraction of a crowd (``1/7``) would
be a share; a dealer prints the end of the offer alone behind the bid.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

__all__ = ["Vulgar", "vulgar_at"]

_MIXED = re.compile(
    r"(?<![\d.,/-])(?P<whole>\d{1,4})(?:-| |- )(?P<a>\d{1,2})/(?P<b>2|3|4|5|6|8|10|16|32|64)(?![\d/.%-]\d|[\d/%A-Za-z月日年])"
)
_BARE = re.compile(r"(?<![\d.,/A-Za-z-])(?P<a>\d{1,2})/(?P<b>2|3|4|8|16|32|64)(?![\d/.%-]\d|[\d/%A-Za-z])")
_OF_A_UNIT = re.compile(r" (?:percent|per cent|pct|percentage|points?|cents?|pence|basis)\b")
_QUOTE = re.compile(r"(?<![\d.,/-])(?P<bid>\d{1,4}\.\d{2,5})/(?P<end>\d\d)(?![\d/.%-]\d|[\d/%A-Za-z月日年])")


class Vulgar(NamedTuple):
    """The value, how many places it shows, where it ends, and the offer of a quote."""

    value: Decimal
    decimals: int
    end: int
    high: Decimal | None = None


def vulgar_at(text: str, start: int) -> Vulgar | None:
    """The mixed fraction, price fraction or quote that begins at ``start``.

    >>> vulgar_at("1-1/8 percent", 0).value, vulgar_at("97-17/32", 0).value
    (Decimal('1.125'), Decimal('97.53125'))
    >>> vulgar_at("1.3298/03", 0)[0], vulgar_at("1.3298/03", 0).high
    (Decimal('1.3298'), Decimal('1.3303'))
    >>> vulgar_at("1/7", 0), vulgar_at("2024-1/3月", 0)
    (None, None)
    """
    found = _MIXED.match(text, start)
    if found is not None:
        return _fraction(int(found["whole"]), int(found["a"]), int(found["b"]), found.end())
    found = _BARE.match(text, start)
    if found is not None and (int(found["b"]) >= 16 or _OF_A_UNIT.match(text, found.end())):
        return _fraction(0, int(found["a"]), int(found["b"]), found.end())
    found = _QUOTE.match(text, start)
    return _quote(found) if found is not None else None


def _fraction(whole: int, top: int, bottom: int, end: int) -> Vulgar | None:
    if not 0 < top < bottom:
        return None
    value = whole + Decimal(top) / Decimal(bottom)
    value = round(value, 6).normalize()
    exponent = value.as_tuple().exponent
    return Vulgar(value, max(0, -exponent) if isinstance(exponent, int) else 0, end)


def _quote(found: re.Match[str]) -> Vulgar | None:
    digits = found["bid"]
    bid = Decimal(digits)
    decimals = len(digits.split(".")[1])
    unit = Decimal(1).scaleb(-decimals)
    offer = Decimal(digits[:-2] + found["end"])
    if offer - bid < -50 * unit:
        offer += unit * 100
    if (
        (decimals == 2 and bid < 10 and found["end"] == "10")
        or abs(offer - bid) > unit * (50 if decimals > 2 or bid >= 20 else 25)
        or offer == bid
    ):
        return None  # 8.50/10 may be a mark out of ten
    return Vulgar(min(bid, offer), decimals, found.end(), max(bid, offer))
