"""Every run of digits of the prose, in exactly one of numbers and skipped; the summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..model.claim import Claim, Verdict
from ..quantity import Quantity, json_number

__all__ = ["Number", "SkippedRun", "number_verdicts", "summary_of", "uncovered"]

_ORDER: dict[Verdict, int] = {"contradicted": 0, "supported": 1, "supported_by_rounding": 2, "unchecked": 3}


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity of the prose, its verdict, and the claims that hold it."""

    q: Quantity
    quote: str
    verdict: Verdict
    reason: str
    claims: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The contract's number."""
        q = self.q
        out: dict[str, Any] = {
            "quote": self.quote,
            "start": q.start,
            "end": q.end,
            "value": json_number(q.value),
            "unit": q.unit,
            "decimals": q.decimals,
            "comparator": q.comparator,
            "verdict": self.verdict,
            "reason": self.reason,
            "claims": list(self.claims),
        }
        if q.high is not None:
            out["high"] = json_number(q.high)
        return out


@dataclass(frozen=True, slots=True)
class SkippedRun:
    """A run of digits that is no quantity."""

    quote: str
    start: int
    end: int
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The contract's skipped run."""
        return {"quote": self.quote, "start": self.start, "end": self.end, "reason": self.reason}


def number_verdicts(text: str, quantities: Sequence[Quantity], claims: Sequence[Claim]) -> tuple[Number, ...]:
    """The verdict of each number: that of the claim that states it, the gravest first."""
    stated: dict[tuple[int, int], list[Claim]] = {}
    used: dict[int, list[Claim]] = {}
    for claim in claims:
        for span in claim.numbers:
            stated.setdefault(span, []).append(claim)
        for item in claim.evidence:
            for part in (item, *item.inputs):
                if part.kind == "sentence" and part.start is not None:
                    used.setdefault(part.start, []).append(claim)
    out: list[Number] = []
    for q in quantities:
        own = stated.get((q.start, q.end), [])
        if own:
            best = min(own, key=lambda c: _ORDER[c.verdict])
            verdict, reason = best.verdict, best.reason
        else:
            verdict = "unchecked"
            inputs = used.get(q.start, [])
            reason = (
                f"an input of {inputs[0].id}"
                if inputs
                else "no claim about it can be checked inside the report"
            )
        out.append(Number(q, text[q.start : q.end], verdict, reason, tuple(c.id for c in own)))
    return tuple(out)


def uncovered(text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Runs of digits between ``start`` and ``end`` that no span covers."""
    covered = bytearray(end - start)
    for s, e in spans:
        for i in range(max(s, start), min(e, end)):
            covered[i - start] = 1
    out: list[tuple[int, int]] = []
    i = start
    while i < end:
        if text[i].isdigit() and not covered[i - start]:
            j = i
            while j < end and text[j].isdigit() and not covered[j - start]:
                j += 1
            out.append((i, j))
            i = j
        else:
            i += 1
    return out


def summary_of(numbers: Sequence[Number], claims: Sequence[Claim]) -> dict[str, Any]:
    """Counts by verdict and the coverage: the share of numbers that were checked."""
    count = {v: sum(1 for n in numbers if n.verdict == v) for v in _ORDER}
    checked = len(numbers) - count["unchecked"]
    return {
        "numbers": len(numbers),
        "supported": count["supported"],
        "supported_by_rounding": count["supported_by_rounding"],
        "contradicted": count["contradicted"],
        "unchecked": count["unchecked"],
        "coverage": round(checked / len(numbers), 4) if numbers else 0.0,
        "claims": len(claims),
    }
