"""Approved gaps: what is missing from an issue and may be, by whom and why.

They are kept beside the issue, in ``issues/DATE.approvals.toml``::

    [[gap]]
    key = "site_traffic/Perplexity"
    why = "数据源本周停更"
    by = "李明远"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import IssueError
from .issuefolder import approvals_path

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["Approval", "read_approvals", "write_approvals"]

_KEYS = ("key", "why", "by")


@dataclass(frozen=True, slots=True)
class Approval:
    """One approved gap: its key (``tracker/subject``), the reason, and who approved it."""

    key: str
    why: str
    by: str

    def as_json(self) -> dict[str, str]:
        """All of it as JSON."""
        return {"key": self.key, "why": self.why, "by": self.by}


def read_approvals(desk: Desk, date: Date, language: str) -> tuple[Approval, ...]:
    """The approvals of an issue; none when there is no file. A file that is wrong is an IssueError."""
    path = approvals_path(desk.issue_path(date, language))
    try:
        items = tomllib.loads(path.read_text("utf-8-sig")).get("gap", [])
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _wrong(path, str(problem)) from None
    found = []
    for item in items if isinstance(items, list) else [None]:
        if not isinstance(item, dict) or sorted(item) != sorted(_KEYS):
            raise _wrong(path, f"every [[gap]] has {', '.join(_KEYS)} and nothing else")
        if not all(isinstance(item[k], str) and item[k].strip() for k in _KEYS):
            raise _wrong(path, f"{', '.join(_KEYS)} are texts that say something")
        found.append(Approval(**item))
    return tuple(found)


def write_approvals(desk: Desk, date: Date, language: str, approvals: Iterable[Approval]) -> Path:
    """Keep the approvals of an issue, the last of each key; returns the file."""
    from ..store.files import write_whole

    path = approvals_path(desk.issue_path(date, language))
    last = {a.key: a for a in approvals}
    lines = []
    for approval in last.values():
        lines.append("[[gap]]")
        # A JSON string is a TOML basic string.
        lines += [f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in approval.as_json().items()]
        lines.append("")
    write_whole(path, "\n".join(lines).encode())
    return path


def _wrong(path: Path, words: str) -> IssueError:
    return IssueError(
        f"{path.name} cannot be read: {words}",
        next_step="mend it, or delete it and approve again with `tieout approve-gap`",
        path=str(path),
        line=1,
        column=1,
    )
