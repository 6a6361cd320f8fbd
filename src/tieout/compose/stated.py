"""Whether what an author typed as a link's text is what the fact says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Date
from decimal import Decimal

from ..errors import UsageError
from ..model import Fact, Operand, verify
from ..quantity import Quantity, plain, scan
from ..quantity.dates import parse_date
from ..trackers import get_tracker

__all__ = ["disagreement", "fits", "quantities_in"]

_SCALES = {"M": Decimal(1_000_000), "K": Decimal(1000)}


def quantities_in(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The quantities of a whole block that lie inside one stretch of it.

    The block is read whole, because a word outside the stretch may turn the sign: 下降 3.66%.
    """
    return tuple(q for q in scan(text).quantities if q.start < end and start < q.end)


def fits(stated: Quantity, fact: Fact) -> bool:
    """True when a number as typed is the fact's value, rounded to the digits typed.

    >>> from tieout.model import FactKey
    >>> visits = Fact(FactKey("site_traffic", "weekly_visits_m"), Decimal("882.9"), "M", 1)
    >>> [fits(scan(t).quantities[0], visits) for t in ("882.9M", "约 883M", "8.8 亿", "883.9M")]
    [True, True, True, False]
    """
    value = fact.value
    if not isinstance(value, Decimal):
        return False
    if fact.unit == "%" and stated.unit not in ("%", "pp", None):
        return False
    # 8.8 亿 is in base units, a bare 882.9 in those of the column: both are read as meant.
    scales = {Decimal(1), _SCALES.get(fact.unit or "", Decimal(1))}
    # 下降 3.66% states -3.66; 下降至 28.64 元 states 28.64. Only a change is turned by the word.
    falls = stated.direction == "down" and stated.value >= 0 and _is_change(fact)
    sign = -1 if falls else 1
    decimals = fact.shown_decimals or 0
    return any(
        verify(stated, Operand.rounded(value * scale * sign, decimals, scale)).verdict == "supported"
        for scale in scales
    )


def _is_change(fact: Fact) -> bool:
    if fact.operator in ("change", "difference", "change_by_delta"):
        return True
    try:
        column = get_tracker(fact.key.tracker).column(fact.key.metric)
    except UsageError:
        return False
    return column is not None and column.moves


def disagreement(
    text: str, start: int, end: int, fact: Fact, shown: str, same_name: Callable[[str, str], bool]
) -> str:
    """Why the stretch of the block does not say the fact; empty when it does.

    ``shown`` is the fact as printed, ``same_name`` tells whether two spellings mean one subject.
    """
    typed = text[start:end].strip()
    value = fact.value
    if typed == shown and not isinstance(value, Decimal):
        return ""
    if isinstance(value, Decimal):
        inside = quantities_in(text, start, end)
        if not inside and typed == shown:
            return ""
        if not inside:
            return f"“{typed}” holds no number, the fact is {plain(value)} ({shown})"
        if len(inside) > 1:
            return f"“{typed}” holds {len(inside)} numbers, a link says one"
        if fits(inside[0], fact):
            return ""
        turned = "a fall of " if inside[0].direction == "down" else ""
        return f"{turned}“{typed}” is stated, the fact is {shown}"
    if isinstance(value, tuple | list):
        at = 0
        for name in value:
            found = typed.find(str(name), at)
            if found < 0:
                return f"“{typed}” is stated, the fact is {shown}"
            at = found + len(str(name))
        return ""
    if isinstance(value, Date):
        return (
            "" if parse_date(typed, year=value.year) == value else f"“{typed}” is stated, the fact is {shown}"
        )
    if value is None:
        return f"“{typed}” is stated, but nobody has the value"
    return "" if same_name(typed, str(value)) else f"“{typed}” is stated, the fact is {shown}"
