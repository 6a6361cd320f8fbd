"""The sign-off build: an issue that may be published, and the record of who released it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..desk.pasting import command
from ..errors import SignOffError, UsageError, counted
from .build import FORMATS, copy_folder, middle_of, render_files, write_files
from .locked import make_lock, write_lock
from .pinning import sha

if TYPE_CHECKING:
    from ..compose import Issue
    from ..compose.review import Problem
    from ..desk import Desk
    from ..model import Finding

__all__ = ["RELEASE", "guard_release", "read_release", "sign_off"]

RELEASE = "release/1"


def sign_off(
    desk: Desk,
    date: Date,
    by: str,
    *,
    language: str = "zh",
    as_of: datetime | None = None,
    signed_at: datetime | None = None,
    out: str | PathLike[str] | None = None,
    formats: Sequence[str] = FORMATS,
) -> Issue:
    """Build the issue of a date for release, or refuse with everything that stands in the way.

    Writes the copy for clients to ``out/DATE``, the internal one to ``out/DATE/internal``, the lock
    beside the issue, and ``release.json``: who released it and when, the SHA-256 of each file, the
    approved gaps and the waived findings. ``signed_at`` is now unless given; it is in no other file.

    Raises
    ------
    SignOffError
        With ``problems``, all of them, each with its kind, place and next step.
    UsageError
        Nobody signs.
    """
    from ..compose import compose
    from ..compose.review import findings_of, problems_of

    if not by.strip():
        raise UsageError("nobody signs", next_step="give the name of a person: --sign-off NAME")
    version = desk.store.version
    issue = compose(desk, date, language=language, as_of=as_of, internal=False)
    findings = findings_of(issue)
    problems = problems_of(issue, findings)
    if problems:
        raise _refusal(issue, problems)
    copies = {
        "client": render_files(issue, formats),
        "internal": render_files(issue.replace(internal=True), formats),
    }
    folder = Path(out) if out is not None else desk.out_dir(date)
    files: list[Path] = []
    for copy, ready in copies.items():
        stale = (f"evidence{middle_of(issue)}.json",) if copy == "client" else ()
        files += write_files(copy_folder(folder, copy, signed=True), ready, stale=stale)
    lock = write_lock(desk, make_lock(desk, issue, copies, store=version, as_of=as_of))
    when = signed_at or datetime.now(desk.timezone).replace(microsecond=0)
    told = _release(issue, by.strip(), when, copies, lock, findings)
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    files += [lock, *write_files(folder, {_name(issue): text.encode()})]
    return issue.replace(files=tuple(files))


def _refusal(issue: Issue, problems: Sequence[Problem]) -> SignOffError:
    from ..compose.approving import language_option

    listed = "\n".join(f"  {p}\n    → {p.step}" for p in problems)
    first = problems[0]
    return SignOffError(
        f"the issue of {issue.date} may not be released, "
        f"{counted(len(problems), 'thing is/things are')} open:\n{listed}",
        next_step="settle them; they are shown again by: "
        + command(issue.desk, "status", issue.date, *language_option(issue)),
        path=str(issue.doc.path),
        line=first.place.line,
        column=first.place.column,
        problems=tuple(problems),
    )


def _release(
    issue: Issue,
    by: str,
    when: datetime,
    copies: dict[str, dict[str, bytes]],
    lock: Path,
    findings: Sequence[Finding],
) -> dict[str, Any]:
    from ..compose.approving import stale_approvals

    used = {g.approval for g in issue.gaps if g.approval}
    return {
        "tieout": RELEASE,
        "date": issue.date.isoformat(),
        "language": issue.language,
        "title": issue.report.meta.title,
        "signed_by": by,
        "signed_at": when.isoformat(),
        "outputs": {
            name if copy == "client" else f"{copy}/{name}": sha(data)
            for copy, files in copies.items()
            for name, data in files.items()
        },
        "lock": {"file": lock.relative_to(issue.desk.path).as_posix(), "sha256": sha(lock.read_bytes())},
        "approvals": [
            {
                **a.as_json(),
                "period": next(g.period for g in issue.gaps if g.approval == a),
            }
            for a in issue.approvals
            if a in used
        ],
        "stale_approvals": [a.as_json() for a in stale_approvals(issue)],
        "waivers": [
            {"code": f.code, "quote": f.quote, "severity": f.severity, "reason": f.waived}
            for f in findings
            if f.waived is not None
        ],
    }


def _name(issue: Issue) -> str:
    return f"release{middle_of(issue)}.json"


def read_release(folder: Path, middle: str = "") -> dict[str, Any] | None:
    """The release that lies in a folder and whose files are still the released ones, or None."""
    try:
        told = json.loads((folder / f"release{middle}.json").read_text("utf-8"))
        same = all(sha((folder / name).read_bytes()) == hash for name, hash in told["outputs"].items())
    except (OSError, ValueError, KeyError, AttributeError):
        return None
    return told if same else None


def guard_release(folder: Path, middle: str) -> None:
    """Refuse to write a draft over released files; :class:`~tieout.errors.UsageError` says who signed."""
    told = read_release(folder, middle)
    if told is not None:
        raise UsageError(
            f"{folder} holds the issue that {told.get('signed_by')} released on "
            f"{str(told.get('signed_at'))[:10]}",
            next_step="give another folder with --out for a draft, or release again with --sign-off; "
            "`tieout build --locked` writes the released files again",
            path=str(folder),
        )
