"""Gaps that a person approved, and approvals whose gap is gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING

from ..desk.issueapprovals import Approval, read_approvals, write_approvals
from ..desk.pasting import command
from ..errors import UsageError
from .issue import Gap, Issue

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["approve_command", "approve_gaps", "approved", "language_option", "stale_approvals"]


def language_option(issue: Issue) -> tuple[str, ...]:
    """The option that names the language of an issue that is not in the desk's own."""
    return () if issue.language == issue.desk.config.desk.language else ("--language", issue.language)


def approve_command(desk: Desk, issue: Issue, gap: Gap) -> str:
    """The command that approves a gap, to be pasted and filled in."""
    words = (issue.date, gap.key, *language_option(issue), "--why", "理由", "--by", "姓名")
    return command(desk, "approve-gap", *words)


def approved(gaps: Iterable[Gap], approvals: Iterable[Approval]) -> tuple[Gap, ...]:
    """The gaps, each with the approval of its key where there is one."""
    by_key = {a.key: a for a in approvals}
    return tuple(replace(g, approval=by_key.get(g.key)) for g in gaps)


def stale_approvals(issue: Issue) -> tuple[Approval, ...]:
    """The approvals of an issue whose gap was closed since."""
    keys = {g.key for g in issue.gaps}
    return tuple(a for a in issue.approvals if a.key not in keys)


def approve_gaps(
    desk: Desk,
    date: Date,
    keys: Iterable[str],
    *,
    why: str,
    by: str,
    language: str = "zh",
    as_of: datetime | None = None,
) -> tuple[Gap, ...]:
    """Approve gaps of an issue by their keys and keep that beside it; returns the gaps approved.

    Raises :class:`~tieout.errors.UsageError` without a reason or a name, and for a key that is no gap
    of the issue, with ``candidates``.
    """
    from .composing import compose

    for value, name in ((why, "why"), (by, "by")):
        if not value.strip():
            raise UsageError(f"an approval without --{name}", next_step=f"give --{name} with words in it")
    gaps = compose(desk, date, language=language, as_of=as_of).gaps
    known = list(dict.fromkeys(g.key for g in gaps))
    wanted = list(dict.fromkeys(keys))
    for key in wanted:
        if key not in known:
            import difflib

            near = difflib.get_close_matches(key, known, n=3, cutoff=0.3) or known[:5]
            raise UsageError(
                f"{key!r} is no gap of the issue of {date}",
                next_step=f"approve one of: {', '.join(near)}" if near else "nothing is missing there",
                candidates=near,
            )
    kept = read_approvals(desk, date, language)
    write_approvals(desk, date, language, [*kept, *(Approval(k, why.strip(), by.strip()) for k in wanted)])
    return tuple(g for g in gaps if g.key in wanted)
