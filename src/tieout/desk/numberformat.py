"""A stored number as a spreadsheet shows it.

Only what a data cell needs: places, percent, grouping, scaling by commas, literal words around the
digits. Dates and durations are handled where they are typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..quantity.format import format_number, plain, round_half_up

__all__ = ["Pattern", "pattern_of", "shown_number"]

# Excel keeps 15 significant digits; what lies behind them is noise of the binary format.
_PRECISION = 15
# From here on digits come from a calculation and were not typed by anybody.
_CALCULATED = 12

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\-\]]*)[^\]]*\]|\[[^\]]*\]|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?,*)|(?P<other>.)'
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A number format: places (None: as many as there are), percent, grouping, scale, words around."""

    decimals: int | None = None
    percent: bool = False
    group: bool = False
    thousands: int = 0
    before: str = ""
    after: str = ""


def pattern_of(code: str) -> Pattern:
    """What a format code such as ``0.00%`` or ``0.00"/元"`` does; an unknown one does nothing.

    >>> pattern_of("#,##0.00"), pattern_of('0.00"/元"').after
    (Pattern(decimals=2, percent=False, group=True, thousands=0, before='', after=''), '/元')
    """
    positive = _sections(code)[0]
    if not code or code.casefold() in ("general", "@") or re.search(r"[eE][+-]|/[\s#?0-9]", positive):
        return Pattern()
    before, after, digits, percent = "", "", "", False
    for token in _TOKEN.finditer(positive):
        literal = token.group("quoted") or token.group("escaped") or token.group("currency") or ""
        if token.group("digits") and not digits:
            digits = token.group("digits")
            continue
        other = token.group("other") or ""
        if other == "%":
            percent = True
            continue
        literal = literal or other
        if digits:
            after += literal
        else:
            before += literal
    if not digits:
        return Pattern()
    body = digits.rstrip(",")
    whole, dot, fraction = body.partition(".")
    return Pattern(
        len(fraction) if dot else 0,
        percent,
        "," in whole,
        len(digits) - len(body),
        before.strip(),
        after.strip(),
    )


def shown_number(value: int | float, code: str, *, calculated: bool = False) -> str:
    """The text of a stored number under a format code.

    Digits that a person typed are all kept, and zeros of the format are added to them; digits of a
    calculation are cut to what the format shows.

    >>> shown_number(0.026, "0.00%"), shown_number(12.83, "0.000"), shown_number(9, '0.00"/元"')
    ('2.60%', '12.830', '9.00/元')
    >>> shown_number(0.0260416666666667, "0.00%"), shown_number(12.8349, "0.00")
    ('2.60%', '12.8349')
    """
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_PRECISION}g}")
    pattern = pattern_of(code)
    if pattern.percent:
        number = number.scaleb(2)
    number = number.scaleb(-3 * pattern.thousands)
    # 0.026 times 100 is 2.6, without the zeros that the shift brings.
    number = _trim(number)
    if pattern.decimals is None:
        return plain(number)
    stored = _places(number)
    if stored > pattern.decimals and (calculated or len(number.as_tuple().digits) >= _CALCULATED):
        number = _trim(round_half_up(number, pattern.decimals))
        stored = _places(number)
    text = format_number(number, max(stored, pattern.decimals), group=pattern.group)
    return f"{pattern.before}{text}{'%' if pattern.percent else ''}{pattern.after}"


def _trim(number: Decimal) -> Decimal:
    trimmed = number.normalize()
    return trimmed.quantize(Decimal(1)) if trimmed.as_tuple().exponent > 0 else trimmed  # type: ignore[operator]


def _places(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))


def _sections(code: str) -> list[str]:
    """The sections of a format (positive; negative; zero), semicolons in quotes left alone."""
    sections, quoted = [""], False
    for char in code:
        if char == '"':
            quoted = not quoted
        if char == ";" and not quoted:
            sections.append("")
        else:
            sections[-1] += char
    return sections
