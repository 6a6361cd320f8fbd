"""The unit and scale that the head of a column gives its bare numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from ..quantity import scan

__all__ = ["header_unit"]

_HEADER_UNIT = re.compile(r"[(（\[]\s*(?:单位[:：]?\s*)?(?P<unit>[^()（）\[\]]{1,16})\s*[)）\]]|(?P<pct>%)")


_CURRENCY_SCALE = re.compile(
    r"(?:in\s+)?(?P<cur>US\$|HK\$|NT\$|\$|€|£|¥|USD|RMB|CNY|HKD|EUR|GBP|TWD|JPY)?\s*(?P<scale>bn|billions?|mn|millions?|thousands?|[MBKmk])?(?:\s+(?:of\s+)?(?P<cur2>dollars|USD|RMB|yuan))?",
    re.I,
)
_SCALES = {
    "b": 9,
    "bn": 9,
    "billion": 9,
    "billions": 9,
    "m": 6,
    "mn": 6,
    "million": 6,
    "millions": 6,
    "k": 3,
    "thousand": 3,
    "thousands": 3,
}
_CODES = {
    "US$": "USD",
    "$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "RMB": "CNY",
    "DOLLARS": "USD",
    "YUAN": "CNY",
}


def header_unit(header: str) -> tuple[str | None, Decimal]:
    """The unit and scale a header gives its bare numbers: ``收入（亿元）`` -> CNY, 1e8; ``Revenue ($M)`` -> USD, 1e6."""
    found = _HEADER_UNIT.search(header)
    if not found:
        return None, Decimal(1)
    if found.group("pct"):
        return "%", Decimal(1)
    text = found.group("unit").strip()
    money = _CURRENCY_SCALE.fullmatch(text)
    if money and (money.group("cur") or money.group("scale")):
        code = (money.group("cur") or money.group("cur2") or "").upper()
        return (_CODES.get(code, code) or None), Decimal(10) ** _SCALES.get(
            (money.group("scale") or "").lower(), 0
        )
    probe = scan(f"1{text}") if text[:1] not in "0123456789" else None
    if probe and len(probe.quantities) == 1:
        q = probe.quantities[0]
        return q.unit, q.value
    return None, Decimal(1)
