"""What a composed issue is, and what a gap in it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date
from pathlib import Path
from typing import Any

from ..desk.issueapprovals import Approval
from ..model import Fact, Report

__all__ = ["Gap", "Issue", "Look", "Said", "gap_lines"]


@dataclass(frozen=True, slots=True)
class Gap:
    """A needed record, or a needed value of one, that nobody collected.

    ``reason`` says what was found instead, ``supply`` how to close it; ``stale`` is True when there are
    older records that may not stand in. ``file``, ``line`` and ``column`` are the place that needs it.
    ``approval`` is the decision of a person to publish without it.
    """

    tracker: str
    subject: tuple[str, ...]
    field: str
    period: str
    reason: str
    supply: str
    line: int = 1
    column: int = 1
    file: str = ""
    stale: bool = False
    approval: Approval | None = None

    @property
    def key(self) -> str:
        """What is missing, as ``tracker/subject``."""
        return "/".join((self.tracker, *self.subject))

    def __str__(self) -> str:
        who = " ".join(self.subject) or "all"
        return f"{self.tracker} · {who} · {self.period}: {self.reason}. {self.supply}"

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "tracker": self.tracker,
            "subject": list(self.subject),
            "field": self.field,
            "period": self.period,
            "reason": self.reason,
            "supply": self.supply,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "stale": self.stale,
            "approval": self.approval.as_json() if self.approval else None,
        }


def gap_lines(gaps: Sequence[Gap], name: str) -> list[str]:
    """Gaps as lines to print: what of a tracker is missing and why, once, then each member with its place.

    ``name`` is the issue file's; a section file's own name stands before the place.
    """
    groups: dict[tuple[str, str, str], list[Gap]] = {}
    for gap in gaps:
        groups.setdefault((gap.tracker, gap.period, gap.reason), []).append(gap)
    lines = []
    for (tracker, period, reason), inside in groups.items():
        lines.append(f"  {tracker} · {period}: {reason}")
        members: dict[str, list[Gap]] = {}
        for gap in inside:
            members.setdefault(" ".join(gap.subject) or "all", []).append(gap)
        for who, places in members.items():
            at = ", ".join(f"{g.file or name}:{g.line}:{g.column}" for g in places[:3])
            more = ", ..." if len(places) > 3 else ""
            approval = places[0].approval
            ok = f"（已批准 approved: {approval.by}, {approval.why}）" if approval else ""
            lines.append(f"    {who} ({at}{more}){ok}")
        lines.append(f"    → {inside[0].supply}" + ("; the others alike" if len(members) > 1 else ""))
    return lines


@dataclass(frozen=True, slots=True)
class Said:
    """A bound stretch of the issue's prose: its place in the issue file, what is shown, which fact."""

    line: int
    column: int
    shown: str
    role: str
    fact: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What the house adds to the layout: its colour, and the bytes of its logo."""

    colour: str = "#1F3A5F"
    logo: bytes = b""
    logo_type: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A composed issue: the report, every fact it may lead to, and what is missing.

    ``facts`` holds each fact by its key as written in ``Report.spans``; ``bound`` are the bound
    stretches of the prose and ``bare`` its numbers without evidence, both with their place in the
    issue file. ``doc`` is the parsed issue file, ``lacking`` what the house demands and the issue does
    not have, ``approvals`` the approved gaps, ``spots`` where each stretch of the text was written, as
    (start, end, place). ``known()`` gives every fact its links could name. ``timings`` are seconds by stage and ``files`` what was written; both are empty
    before :func:`tieout.build` wrote it.
    """

    report: Report
    date: Date
    facts: Mapping[str, Fact] = field(default_factory=dict)
    gaps: tuple[Gap, ...] = ()
    desk: Any = None
    language: str = "zh"
    internal: bool = True
    look: Look = Look()
    bound: tuple[Said, ...] = ()
    bare: tuple[Any, ...] = ()
    doc: Any = None
    lacking: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    spots: tuple[tuple[int, int, Any], ...] = ()
    known: Callable[[], Sequence[Fact]] = tuple
    timings: Mapping[str, float] = field(default_factory=dict)
    files: tuple[Path, ...] = ()

    def replace(self, **changes: Any) -> Issue:
        """A copy with some attributes changed."""
        return replace(self, **changes)

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        """The gaps that nobody approved."""
        return tuple(g for g in self.gaps if g.approval is None)

    def place_of(self, start: int) -> Any:
        """Where the text at an offset of the report was written; None for what no issue file holds."""
        return next((place for a, b, place in self.spots if a <= start < b), None)
