"""What a rule of the audit is: a code, a family, and the words that explain it."""

from __future__ import annotations

from dataclasses import dataclass

from .claim import Severity

__all__ = ["FAMILIES", "Rule"]

FAMILIES = {
    "1": "prose against table",
    "2": "arithmetic inside prose",
    "3": "inside and across tables",
    "4": "structure",
    "5": "earlier issues and market data",
    "6": "compliance",
    "9": "doubtful import",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the audit. The two examples are reports as text: the rule finds the first, and
    says nothing about the second; both are run as tests."""

    code: str
    severity: Severity
    title: str
    title_zh: str
    doc: str
    true_example: str = ""
    false_example: str = ""

    @property
    def family(self) -> str:
        """The family's name, from the first digit of the code."""
        return FAMILIES[self.code[3]]
