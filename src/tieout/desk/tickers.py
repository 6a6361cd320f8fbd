"""The shape of a ticker: a Chinese code has six digits, and its first ones tell the exchange."""

from __future__ import annotations

import re

__all__ = ["exact_index", "exact_ticker"]

_SIX = re.compile(r"(?P<digits>\d{6})(?:\.(?P<market>[A-Za-z]+))?")
_ABROAD = ("KS", "KQ", "T", "TW", "TWO")
"""Exchanges outside China whose codes may have six digits too."""
_EXCHANGES = ((r"[569]", "SH"), (r"[0123]", "SZ"), (r"[48]", "BJ"))


def exact_ticker(code: str) -> str:
    """The ticker as it must be written; itself where nothing is wrong or nobody can tell.

    >>> exact_ticker("002230"), exact_ticker("002230.SX"), exact_ticker("688256.SZ")
    ('002230.SZ', '002230.SZ', '688256.SH')
    >>> exact_ticker("002230.SZ"), exact_ticker("NVDA.O"), exact_ticker("0700.HK"), exact_ticker("2230")
    ('002230.SZ', 'NVDA.O', '0700.HK', '002230.SZ')
    """
    if re.fullmatch(r"\d{1,4}", code):
        code = code.zfill(6)  # a spreadsheet takes the zeros in front of a number
    found = _SIX.fullmatch(code)
    if found is None or (found["market"] or "").upper() in _ABROAD:
        return code
    digits = found["digits"]
    if digits.startswith("92"):
        return f"{digits}.BJ"
    return next((f"{digits}.{market}" for begin, market in _EXCHANGES if re.match(begin, digits)), code)


def exact_index(code: str) -> bool:
    """True for an index code that names who publishes it: ``000300.SH`` and not ``000300``.

    >>> exact_index("000300.SH"), exact_index("801750.SI"), exact_index("000300"), exact_index("HSI")
    (True, True, False, True)
    """
    return not code.isdigit()
