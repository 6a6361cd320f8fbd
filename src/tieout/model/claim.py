"""Claims and findings: what prose states, how it fared, and what a person is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from .evidence import Evidence, json_value

__all__ = ["Claim", "ClaimKind", "Finding", "Severity", "Verdict"]

ClaimKind = Literal[
    "value",
    "topk",
    "extreme",
    "change",
    "multiple",
    "difference",
    "sum",
    "share",
    "count",
    "order",
    "direction",
    "unchanged",
    "per_unit",
    "repeat",
]
Verdict = Literal["supported", "supported_by_rounding", "contradicted", "unchecked"]
Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement: the smallest clause that states it, what it states, how it fared.

    ``numbers`` are the (start, end) spans of the quantities it holds; ``rivals`` counts the other
    readings or formulas that would have given the same value.
    """

    id: str
    kind: ClaimKind
    quote: str
    start: int
    end: int
    subject: str | None = None
    metric: str | None = None
    period: str | None = None
    operands: tuple[Any, ...] = ()
    stated: Any = None
    expected: Any = None
    verdict: Verdict = "unchecked"
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    numbers: tuple[tuple[int, int], ...] = ()
    rivals: int = 0
    rule: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's claim."""
        return {
            "id": self.id,
            "kind": self.kind,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "subject": self.subject,
            "metric": self.metric,
            "period": self.period,
            "operands": json_value(self.operands),
            "stated": json_value(self.stated),
            "expected": json_value(self.expected),
            "verdict": self.verdict,
            "reason": self.reason,
            "evidence": [e.as_json() for e in self.evidence],
            "rivals": self.rivals,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """What the audit says to a person."""

    code: str
    severity: Severity
    message: str
    quote: str
    start: int
    end: int
    claim: str | None = None
    stated: Any = None
    expected: Any = None
    evidence: tuple[Evidence, ...] = ()
    waived: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The contract's finding; ``waived`` holds the kept reason when a person waived it."""
        out: dict[str, Any] = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "claim": self.claim,
            "stated": json_value(self.stated),
            "expected": json_value(self.expected),
            "evidence": [e.as_json() for e in self.evidence],
        }
        if self.waived is not None:
            out["waived"] = self.waived
        return out
