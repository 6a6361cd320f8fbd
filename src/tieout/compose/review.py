"""Everything that stands between an issue and its release, in one list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..desk.issuefile import Heading, IssueBlock, Link, Place, plain_text
from ..desk.issuefolder import waivers_path
from ..desk.pasting import command
from .approving import approve_command, language_option
from .issue import Gap, Issue
from .statements import named_source

if TYPE_CHECKING:
    from ..model import Finding

__all__ = ["KINDS", "Problem", "findings_of", "problems_of", "sections_of"]

KINDS = {
    "unbound": "没有依据",
    "missing": "未获取",
    "stale": "数据过期",
    "slot": "待写",
    "lacking": "缺少",
    "status": "未完成",
    "rumour": "传闻",
    "finding": "审核发现",
}
"""What a problem is about, in Chinese."""

_SAID = re.compile(
    r"据[^。；，]{0,12}?(?:报道|传闻|消息|透露)|据悉|据传|传闻|市场传言"
    r"|\b(?:reported(?:ly)?|according to (?:media )?reports?|rumou?red|media reports?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to settle before a release: its kind (:data:`KINDS`), where it is, and what to do."""

    kind: str
    message: str
    step: str
    place: Place
    file: str
    section: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.place}: {KINDS[self.kind]} {self.kind}: {self.message}"

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {
            "kind": self.kind,
            "message": self.message,
            "step": self.step,
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "section": self.section,
        }


def problems_of(issue: Issue, findings: Sequence[Finding] | None = None) -> tuple[Problem, ...]:
    """All that must be settled before a release, in the order of the issue file.

    ``findings`` are those of :func:`findings_of`, which runs when they are not given; the ones at or
    above high and not waived count.
    """
    if findings is None:
        findings = findings_of(issue)
    doc = issue.doc
    sections = sections_of(issue)

    def at(kind: str, message: str, step: str, place: Place | None) -> Problem:
        where = place or Place(1, 1)
        file = where.file or doc.path.name
        return Problem(kind, message, step, where, file, _section_at(sections, where) if place else "")

    found = [at("unbound", f"“{b.text}” has no evidence", _binding(b.nearest), b.place) for b in issue.bare]
    for gap in issue.open_gaps:
        found.append(_gap(issue, gap, at))
    for slot in doc.slots:
        words = f"“{slot.text}” is still to be written" if slot.text else "words are still to be written"
        found.append(at("slot", words, "write it and take the comment away", slot.place))
    for lack in issue.lacking:
        found.append(at("lacking", lack, "complete the issue, or change [compliance] in desk.toml", None))
    for part in doc.parts:
        if part.status and part.status != "ready":
            owner = part.owner or "nobody"
            message = f"the section is at {part.status!r} (owner: {owner})"
            found.append(
                at("status", message, 'let its owner write status = "ready"', Place(1, 1, part.file))
            )
    found += _rumours(issue, at)
    for finding in findings:
        if finding.severity == "high" and finding.waived is None:
            place = issue.place_of(finding.start)
            quote = " ".join(finding.quote.split())
            waiver = (issue.date, *language_option(issue), "--waive", f"{finding.code}@{quote}=理由")
            step = f"correct it, or waive it with a reason: {command(issue.desk, 'check', *waiver)}"
            found.append(at("finding", f"{finding.code} {finding.message}", step, place))
    return tuple(sorted(found, key=lambda p: (p.file, p.place.line, p.place.column)))


def findings_of(issue: Issue) -> tuple[Finding, ...]:
    """What the audit finds in the issue's own words, each with its waiver where there is one.

    It is the engine behind ``tieout audit``; what it says of the converter does not apply.
    """
    from ..audit import audit
    from ..audit.waivers import apply, load

    told = audit(issue.report, desk=issue.desk).findings
    # What is missing is listed with its place and the way to supply it; TIE604 says so of any report.
    kept = [f for f in told if not f.code.startswith("TIE9") and f.code != "TIE604"]
    path = issue.doc.path
    waivers = load(path) if waivers_path(path).is_file() else ()
    return apply([f for f in kept if f.code.startswith("TIE")], waivers)


def sections_of(issue: Issue) -> tuple[tuple[str, Place], ...]:
    """The first-level headings of an issue, in order, each with its place."""
    return tuple(
        (plain_text(b.inlines), b.place) for b in issue.doc.blocks if isinstance(b, Heading) and b.level == 1
    )


def _section_at(sections: Iterable[tuple[str, Place]], place: Place) -> str:
    """The section a place belongs to: the last heading of its file at or above its line.

    What stands above the first heading of a section's own file is that section's too.
    """
    mine = [(title, begin) for title, begin in sections if begin.file == place.file]
    above = [title for title, begin in mine if begin.line <= place.line]
    return above[-1] if above else mine[0][0] if mine and place.file else ""


def _binding(nearest: Sequence[str]) -> str:
    if nearest:
        return f"link it, such as [](fact:{nearest[0]}); `tieout check --fix` does where one fact fits"
    return "link it to a fact or to a source (`tieout source add`)"


def _gap(issue: Issue, gap: Gap, at: Any) -> Problem:
    kind = "stale" if gap.stale else "missing"
    who = " ".join(gap.subject) or "all"
    step = f"{gap.supply}; or approve it: {approve_command(issue.desk, issue, gap)}"
    place = Place(gap.line, gap.column, gap.file)
    return at(kind, f"{gap.tracker} · {who} · {gap.period}: {gap.reason}", step, place)


def _rumours(issue: Issue, at: Any) -> Iterable[Problem]:
    """Sources of grade rumour that stand alone and are not said to be hearsay."""
    for block in issue.doc.blocks:
        inlines = getattr(block, "inlines", ())
        links = [i for i in inlines if isinstance(i, Link) and i.scheme == "src"]
        named = named_source(inlines)
        graded = [(link, *_grade(issue, link, named)) for link in links]
        for link, hash, grade in graded:
            if link.target == named and any(i.target.startswith("#") for i in links):
                continue  # its quotes are looked at one by one
            others = {h for _, h, g in graded if h != hash and g != "rumour"}
            if grade != "rumour" or others or _SAID.search(_before(block, link)):
                continue
            yield at(
                "rumour",
                f"“{link.text or 'this'}” rests on a rumour alone",
                "give a second source in the paragraph, or say 据报道 in the sentence",
                link.place,
            )


def _before(block: IssueBlock, link: Link) -> str:
    """The sentence up to a link."""
    text = ""
    for inline in getattr(block, "inlines", ()):
        if inline is link:
            break
        text += inline.text
    return re.split(r"[。！？!?]", text)[-1]


def _grade(issue: Issue, link: Link, named: str) -> tuple[str, str]:
    """The snapshot a link leads to and its grade; empty where the desk noted none."""
    prefix = link.target.partition("#")[0] or named
    snapshot = issue.desk.snapshots.find(prefix)
    told: dict[str, str] = getattr(snapshot, "told", {})
    return snapshot.hash, told.get("grade", "")
