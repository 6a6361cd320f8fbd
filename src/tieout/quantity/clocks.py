"""Numbers with a shape of their own: lengths of time, ratios, fractions."""

from __future__ import annotations

import re
from decimal import Decimal

from .atoms import Atom

__all__ = ["shaped_number"]

_DURATION = re.compile(
    r"(?P<h>\d{1,4}) ?(?:个)?小时 ?(?P<m>\d{1,2}) ?分钟?(?: ?(?P<s>\d{1,2}) ?秒钟?)?|(?P<m2>\d{1,4}) ?分钟? ?(?P<s2>\d{1,2}(?:\.\d+)?) ?秒钟?|"
    r"(?P<h3>\d{1,3}) ?h(?:r|rs|ours?)? ?(?P<m3>\d{1,2}) ?m(?:in|ins|inutes?)?(?![A-Za-z])|"
    r"(?P<m4>\d{1,3}) ?m(?:in|ins|inutes?)? ?(?P<s4>\d{1,2}) ?s(?:ec|econds?)?(?![A-Za-z])"
)
_CLOCK = re.compile(r"(?<![\d:.])(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?![\d:])")
_RATIO = re.compile(r"(?<![\d:.])(?P<a>\d{1,4}(?:\.\d+)?):(?P<b>\d{1,4}(?:\.\d+)?)(?![\d:])")
_FRACTION = re.compile(r"(?<![\d/.A-Za-z-])(?P<a>\d{1,2})/(?P<b>\d{1,3})(?![\d/.,%A-Za-z]| ?[万亿倍元]|-\d)")


def shaped_number(text: str, start: int) -> Atom | None:
    """The duration (``6:34``, ``6分34秒``), ratio (``1:1.5``) or fraction (``1/7``) that begins at ``start``.

    >>> shaped_number("6:34", 0).value, shaped_number("6分34秒", 0).unit
    (Decimal('394'), 's')
    """
    return _duration(text, start) or _fraction(text, start)


def _duration(text: str, start: int) -> Atom | None:
    match = _DURATION.match(text, start)
    if match:
        parts = match.groupdict()
        hours = parts["h"] or parts["h3"] or 0
        minutes = parts["m"] or parts["m2"] or parts["m3"] or parts["m4"] or 0
        seconds = parts["s"] or parts["s2"] or parts["s4"] or 0
        value = Decimal(hours) * 3600 + Decimal(minutes) * 60 + Decimal(seconds)
        scale = Decimal(1) if seconds else Decimal(60)
        return Atom(start, match.end(), start, match.end(), value, 0, scale, "s", fixed=True)
    match = _CLOCK.match(text, start)
    if match:
        hours, minutes = int(match.group("h") or 0), int(match.group("m"))
        if match.group("h") is None or minutes < 60:
            value = Decimal(hours * 3600 + minutes * 60 + int(match.group("s")))
            return Atom(start, match.end(), start, match.end(), value, 0, Decimal(1), "s", fixed=True)
    match = _RATIO.match(text, start)
    if match and Decimal(match.group("b")) != 0:
        value = Decimal(match.group("a")) / Decimal(match.group("b"))
        return Atom(start, match.end(), start, match.end(), value, 4, Decimal(1), "ratio", fixed=True)
    return None


def _fraction(text: str, start: int) -> Atom | None:
    match = _FRACTION.match(text, start)
    if not match:
        return None
    top, bottom = int(match.group("a")), int(match.group("b"))
    if not 0 < top < bottom or match.group("a").startswith("0") or match.group("b").startswith("0"):
        return None
    return Atom(
        start,
        match.end(),
        start,
        match.end(),
        Decimal(100 * top) / Decimal(bottom),
        0,
        Decimal(1),
        "%",
        fixed=True,
    )
