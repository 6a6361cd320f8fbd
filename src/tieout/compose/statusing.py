"""How far an issue is, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..desk.issuefile import Place
from ..desk.outstanding import Outstanding, outstanding
from .approving import stale_approvals
from .issue import Issue
from .review import KINDS, Problem, problems_of, sections_of

__all__ = ["SectionStatus", "Status", "status_of"]


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One section: its file and owner, how far the owner says it is, and how many things are open.

    ``counts`` holds a number for each kind of :data:`~tieout.compose.review.KINDS`, and ``approved``,
    the gaps that somebody approved.
    """

    title: str
    file: str
    line: int
    owner: str
    status: str
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        """True when nothing stands in the way of a release."""
        return not any(self.counts[k] for k in KINDS)

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "title": self.title,
            "file": self.file,
            "line": self.line,
            "owner": self.owner,
            "status": self.status,
            "done": self.done,
            **self.counts,
        }


@dataclass(frozen=True, slots=True)
class Status:
    """An issue's sections, what is open in each, and approvals that nothing needs any more.

    ``inbox`` is what of the desk's inbox is not in history; it stops no release by itself.
    """

    date: str
    sections: tuple[SectionStatus, ...]
    problems: tuple[Problem, ...]
    missing_sections: tuple[str, ...]
    stale_approvals: tuple[Any, ...] = ()
    inbox: tuple[Outstanding, ...] = ()

    @property
    def ready(self) -> bool:
        """True when a sign-off build would go through."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "date": self.date,
            "ready": self.ready,
            "sections": [s.as_json() for s in self.sections],
            "missing_sections": list(self.missing_sections),
            "problems": [p.as_json() for p in self.problems],
            "stale_approvals": [a.as_json() for a in self.stale_approvals],
            "inbox": [o.as_json() for o in self.inbox],
        }


def status_of(issue: Issue, problems: Sequence[Problem] | None = None) -> Status:
    """The status of an issue; what belongs to no section (title, house rules) comes first, without one."""
    found = tuple(problems_of(issue) if problems is None else problems)
    parts = {p.file: p for p in issue.doc.parts}
    heads: list[tuple[str, Place]] = [("", Place(1, 1)), *sections_of(issue)]
    approved = [g for g in issue.gaps if g.approval is not None]
    sections = []
    for index, (title, place) in enumerate(heads):
        end = next((p.line for _, p in heads[index + 1 :] if p.file == place.file), None)

        def inside(file: str, line: int, place: Place = place, end: int | None = end) -> bool:
            return file == place.file and place.line <= line and (end is None or line < end)

        name = issue.doc.path.name
        mine = [p for p in found if inside(p.place.file, p.place.line)]
        if index and heads[index - 1][1].file != place.file:
            # What stands above the first heading of a file is that section's too.
            mine += [p for p in found if p.place.file == place.file and p.place.line < place.line]
        counts = {kind: sum(p.kind == kind for p in mine) for kind in KINDS}
        counts["approved"] = sum(inside(g.file, g.line) for g in approved)
        if not title and not any(counts.values()):
            continue
        part = parts.get(place.file)
        sections.append(
            SectionStatus(
                title,
                place.file or name,
                place.line,
                part.owner if part else "",
                part.status if part else "",
                counts,
            )
        )
    wanted = issue.desk.config.sections.order
    titles = [t for t, _ in heads]
    lacking = tuple(w for w in wanted if not any(t.startswith(w) for t in titles))
    if issue.language != issue.desk.config.desk.language:
        lacking = ()  # the order names the sections in the desk's language
    return Status(
        issue.date.isoformat(),
        tuple(sections),
        found,
        lacking,
        stale_approvals(issue),
        outstanding(issue.desk),
    )
