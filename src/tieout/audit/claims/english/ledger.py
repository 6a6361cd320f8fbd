"""The lines of a report's statements by the names prose calls them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....errors import UndefinedFormula
from ....model.formula import Operand, compute, verify
from ....quantity import Quantity
from ...statements import Statement, StatementRow

__all__ = ["Line", "Lines", "columns_said", "holds", "moved", "name_of", "value_for"]

_SMALL = re.compile(
    r"\((?:[^()]*)\)|\b(?:total|net of [a-z ]+|consolidated|the|our|its|of|and|from|to|for|in|on|company's|group's|reported|quarterly|segment|s)\b|[^a-z0-9 ]"
)
_ALIASES = (
    (re.compile(r"^(?:net )?(?:revenues?|sales)$|^turnover$|^net (?:sales|revenues?)$"), "revenue"),
    (re.compile(r"^(?:income|profit|earnings) operations$|^operating (?:income|profit|earnings)$"), "operating income"),
    (re.compile(r"^(?:income|profit|earnings) before (?:provision )?(?:income )?tax(?:es|ation)?$|^pre-?tax (?:income|profit)$"), "pretax"),
    (re.compile(r"^provision (?:income )?tax(?:es)?$|^income tax(?:es)?(?: expense| provision)?$"), "tax"),
    (re.compile(r"^net (?:income|earnings|profit)$|^profit (?:the )?(?:period|year)$"), "net income"),
    (re.compile(r"^diluted (?:earnings|income|net income) per (?:common )?share$|^(?:earnings|net income) per diluted share$|^diluted eps$|^earnings per share diluted$"), "diluted eps"),
    (re.compile(r"^basic (?:earnings|income) per share$|^basic eps$"), "basic eps"),
    (re.compile(r"^costs? (?:sales|revenues?|goods sold)$"), "cost of sales"),
    (re.compile(r"^selling general (?:administrative|admin)(?: expenses?)?$|^sg&?a(?: expenses?)?$"), "sga"),
    (re.compile(r"^research development(?: expenses?| costs?)?$|^r&?d(?: expenses?)?$"), "rnd"),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    statement: Statement
    row: StatementRow


def name_of(label: str) -> str:
    """The name of a line or of a subject, as compared: without small words, its alias where it has one.

    >>> name_of("Total net sales"), name_of("Selling, general and administrative"), name_of("Healthcare")
    ('revenue', 'sga', 'healthcare')
    """
    low = (
        label.lower()
        .replace("’", "'")
        .replace("'s", " ")
        .replace("/(loss)", " ")
        .replace("(loss)", " ")
        .replace("&", " ")
    )
    words = " ".join(_SMALL.sub(" ", low.replace("-", "-")).split())
    for pattern, alias in _ALIASES:
        if pattern.search(words):
            return alias
    return words


class Lines:
    """The lines of all statements of a report by name."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.by_name: dict[str, list[Line]] = {}
        for s in statements:
            for row in s.rows:
                key = name_of(row.label)
                if s.full(row) and len(key) >= 3:
                    self.by_name.setdefault(key, []).append(Line(s, row))
        words = sorted({k for k in self.by_name if " " in k or len(k) >= 4}, key=len, reverse=True)
        self.names = words[:400]
        self.years = sorted({c.year for s in statements for c in s.columns if c.year}, reverse=True)

    def named(self, name: str) -> list[Line]:
        """The lines of a name; of a name with ``revenue`` or ``sales`` behind it, those of the name alone."""
        found = self.by_name.get(name)
        if found:
            return found
        for tail in (
            " revenue",
            " revenues",
            " sales",
            " net sales",
            " net revenue",
            " expenses",
            " expense",
            " segment revenue",
        ):
            if name.endswith(tail) and name.removesuffix(tail) in self.by_name:
                return self.by_name[name.removesuffix(tail)]
            if name + tail in self.by_name:
                return self.by_name[name + tail]
        return []


def columns_said(line: Line, year: int, months: int) -> list[int]:
    """The columns of a line for a year and a span of months, where the head says them."""
    out = []
    for j, c in enumerate(line.statement.columns):
        if c.change or (c.year and year and c.year != year) or not c.year:
            continue
        if months and c.months and c.months != months:
            continue
        out.append(j)
    return out


def value_for(line: Line, j: int, q: Quantity) -> Operand | None:
    """A cell in the unit of a figure of prose, or None where the two are of different kinds."""
    value = line.row.values[j]
    if value.operand is None or value.percent != (q.unit == "%"):
        return None
    if value.suffix == "p" and q.unit == "GBP":
        return Operand(value.operand.value / 100, value.operand.interval.scaled(Decimal("0.01")))
    if value.suffix:
        return None
    return line.statement.amount(line.row, j)


def holds(x: Line, j: int, q: Quantity) -> bool:
    """True when the cell is what the figure prints, signs aside."""
    cell = value_for(x, j, q)
    if cell is None:
        return False
    return verify(q, Operand(abs(cell.value), abs(cell.interval))).verdict != "contradicted"


def moved(x: Line, now: int, base: int) -> Operand | None:
    """By how many percent a line moved between two columns; None for lines of percents and below zero."""
    a, b = x.row.values[now].operand, x.row.values[base].operand
    if x.row.values[now].percent or x.row.values[base].percent:
        return None
    if a is None or b is None or a.value <= 0 or b.value <= 0:
        return None
    try:
        return compute("change", a, b)
    except UndefinedFormula:
        return None
