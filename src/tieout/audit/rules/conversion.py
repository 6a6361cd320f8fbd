"""Derived figures of a row in two currencies: the quotient needs a rate that the report only mentions."""

from __future__ import annotations

import re
from decimal import Decimal

from ...errors import UndefinedFormula
from ...model.formula import compute
from ..grid import Grid

__all__ = ["RATES_SEEN", "RATE_SAID", "converted_rows", "year_of"]

RATE_SAID = re.compile(
    r"汇率|折算|折合|换算|按\s*1\s*[港美欧英日]|港元|港币|HK\$|HKD|美元兑|exchange rate|converted|translated at|per (?:US|HK)?\$",
    re.I,
)
RATES_SEEN = (
    (Decimal("0.8"), Decimal("1")),
    (Decimal("5.5"), Decimal("9")),
    (Decimal("3.5"), Decimal("5.2")),
)
"""What a unit of one currency was worth in another in print: CNY for HKD or EUR in USD, CNY for USD, TWD for CNY."""


def converted_rows(grid: Grid, text: str) -> frozenset[int]:
    """Rows whose derived figures all differ by one and the same factor, that of a rate the report speaks of.

    Earnings in yuan under a price in Hong Kong dollars: the quotient is right in one of the two.
    """
    if grid.tracker is None or not RATE_SAID.search(text):
        return frozenset()
    fields = list(grid.table.fields)
    factors: dict[int, list[Decimal]] = {}
    for name, operator, operands in grid.tracker.consistency:
        for field in [f for f in fields if f and (f == name or year_of(name, f))]:
            wanted = [o.replace("{year}", year_of(name, field) or "") for o in operands]
            if not all(w in fields for w in wanted):
                continue
            for row in grid.rows:
                shown = row.cells[fields.index(field)].operand
                parts = [o for w in wanted if (o := row.cells[fields.index(w)].operand) is not None]
                if shown is None or len(parts) != len(wanted) or not shown.value:
                    continue
                try:
                    factors.setdefault(row.index, []).append(compute(operator, *parts).value / shown.value)
                except UndefinedFormula:
                    continue
    return frozenset(k for k, found in factors.items() if len(found) > 1 and _one_rate(found))


def _one_rate(found: list[Decimal]) -> bool:
    low, high = min(found), max(found)
    if low <= 0 or high / low > Decimal("1.03") or abs(low - 1) < Decimal("0.01"):
        return False
    sizes = (low, 1 / high)
    return any(a <= x < b for x in sizes for a, b in RATES_SEEN)


def year_of(pattern: str, field: str) -> str | None:
    """The year that a field name has where a pattern says {year}."""
    if "{year}" not in pattern:
        return None
    head, tail = pattern.split("{year}")
    if field.startswith(head) and field.endswith(tail):
        return field[len(head) : len(field) - len(tail)]
    return None
