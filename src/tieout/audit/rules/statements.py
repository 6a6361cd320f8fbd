"""TIE303 and TIE304 for the statements of a filing, read line by line from the text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...model.claim import Finding
from ..statements.sums import Broken, broken_changes, broken_sums
from .base import View, finding

__all__ = ["find"]


def find(view: View) -> Iterator[Finding]:
    """Totals and changes of statements that the figures beside them contradict."""
    for statement in view.statements:
        for broken in broken_sums(statement):
            yield _finding(view, "TIE303", broken, "the rows above give")
        for broken in broken_changes(statement):
            yield _finding(view, "TIE304", broken, "the row gives")


def _finding(view: View, code: str, broken: Broken, words: str) -> Finding:
    value, expected = broken.value, broken.expected
    shown = round(expected, value.decimals) if value.decimals else round(expected)
    text = f"{shown:,}" if abs(expected) >= Decimal(1000) else str(shown)
    return finding(
        view,
        code,
        "high",
        value.start,
        value.end,
        f"{broken.row.label}: printed {value.text}, {words} {text} ({broken.formula})",
        stated=value.operand.value if value.operand else value.text,
        expected=expected,
        evidence=[v.evidence(r.label, "") for r, v in broken.parts],
    )
