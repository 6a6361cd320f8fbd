"""The one place where a number becomes text.

Renderers receive the finished string; compose calls these functions with the choices of the desk.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from .types import Money

__all__ = ["format_duration", "format_money", "format_number", "format_percent", "plain", "round_half_up"]


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """``value`` at ``decimals`` places, halves away from zero, as printed reports round.

    >>> round_half_up(Decimal("2.675"), 2), round_half_up(Decimal("-0.004"), 2)
    (Decimal('2.68'), Decimal('0.00'))
    """
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded


def plain(value: Decimal) -> str:
    """All digits, no exponent, no trailing change.

    >>> plain(Decimal("1.2E+3")), plain(Decimal("12.830"))
    ('1200', '12.830')
    """
    return format(value, "f")


def format_number(
    value: Decimal, decimals: int | None = None, *, sign: bool = False, group: bool = False
) -> str:
    """A number as text: ``decimals`` places (None keeps the digits it has), optional sign and commas.

    >>> format_number(Decimal("28.6"), 2), format_number(Decimal("1234567.5"), 1, group=True)
    ('28.60', '1,234,567.5')
    >>> format_number(Decimal("5.6"), 2, sign=True), format_number(Decimal("0"), 2, sign=True)
    ('+5.60', '0.00')
    """
    shown = value if decimals is None else round_half_up(value, decimals)
    text = format(shown, ",f") if group else plain(shown)
    return f"+{text}" if sign and shown > 0 else text


def format_percent(value: Decimal, decimals: int | None = None, *, sign: bool = False) -> str:
    """A value that is already in percent, with its sign of percent.

    >>> format_percent(Decimal("32.36")), format_percent(Decimal("5.6"), 2, sign=True)
    ('32.36%', '+5.60%')
    """
    return f"{format_number(value, decimals, sign=sign)}%"


def format_duration(seconds: Decimal, style: str = "m:ss") -> str:
    """Seconds as ``m:ss`` (``6:34``) or ``hh:mm:ss`` (``00:06:34``).

    >>> format_duration(Decimal(394)), format_duration(Decimal(1002), "hh:mm:ss")
    ('6:34', '00:16:42')
    """
    total = int(round_half_up(seconds, 0))
    hours, rest = divmod(total, 3600)
    minutes, secs = divmod(rest, 60)
    if style == "hh:mm:ss":
        return f"{hours:02d}:{minutes:02d}:{secs:02d}"
    if hours:
        return f"{hours}:{minutes:02d}:{secs:02d}"
    return f"{minutes}:{secs:02d}"


_BOUNDS = {
    "about": "about ",
    "over": "over ",
    "under": "nearly ",
    "at_least": "at least ",
    "at_most": "up to ",
}
_SCALES = ((Decimal(10) ** 9, "billion"), (Decimal(10) ** 6, "million"))


def format_money(money: Money) -> str:
    """An amount in English words, as exact or vague as it was announced in Chinese.

    >>> from .money import parse_money
    >>> [format_money(parse_money(t)) for t in ("1.055 亿美元", "近亿元", "数亿元", "超 10 亿美元", "20 亿")]
    ['USD 105.5 million', 'nearly CNY 100 million', 'CNY 200 million to 1 billion', 'over USD 1 billion', '2 billion']
    """
    low, high = _scaled(money.low), _scaled(money.high)
    bound = _BOUNDS.get(money.comparator or "", "")
    currency = f"{money.currency} " if money.currency else ""
    return f"{bound}{currency}{low}" + (f" to {high}" if money.low != money.high else "")


def _scaled(amount: Decimal) -> str:
    for scale, word in _SCALES:
        if amount >= scale:
            return f"{plain((amount / scale).normalize())} {word}"
    return format(amount.normalize(), ",f")
