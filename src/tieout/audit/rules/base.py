"""What a rule sees, and helpers to make findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...model.claim import Claim, Finding, Severity
from ...model.evidence import Evidence
from ...model.report import Report
from ..claims.base import Context
from ..grid import Grid, Grids
from ..statements import Statement

__all__ = ["View", "finding"]


@dataclass(frozen=True)
class View:
    """Everything a rule may look at: the report, its grids, its prose, the claims, and what is around it."""

    report: Report
    grids: Grids
    contexts: Sequence[Context]
    claims: Sequence[Claim]
    drafts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    desk: Any = None
    earlier: Sequence[Report] = ()
    statements: Sequence[Statement] = ()

    def of(self, tracker: str) -> list[Grid]:
        """The grids of one tracker, in order."""
        return [g for g in self.grids.grids if g.tracker is not None and g.tracker.name == tracker]

    def body(self) -> list[Context]:
        """The passages an author wrote: cover and body, without contents, lists of figures and back matter."""
        return [
            c
            for c in self.contexts
            if c.passage.zone in ("cover", "body") and c.passage.role not in ("source", "contents")
        ]


def finding(
    view: View,
    code: str,
    severity: Severity,
    start: int,
    end: int,
    message: str,
    *,
    stated: Any = None,
    expected: Any = None,
    evidence: Iterable[Evidence] = (),
    claim: str | None = None,
) -> Finding:
    """A finding over a stretch of the report's text."""
    return Finding(
        code,
        severity,
        message,
        view.report.text[start:end],
        start,
        end,
        claim,
        stated,
        expected,
        tuple(evidence),
    )
