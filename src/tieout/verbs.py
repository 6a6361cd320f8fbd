"""The public verbs. Each is the twin of one command and does its heavy imports when called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime
from os import PathLike
from typing import TYPE_CHECKING, Any

from .errors import UsageError

if TYPE_CHECKING:
    from .audit.engine import Audit
    from .compose import Issue
    from .desk import Desk
    from .model import Report
    from .rank import Leaderboard

__all__ = ["audit", "build", "open_desk", "rank", "read"]


def open_desk(path: str | PathLike[str]) -> Desk:
    """Open the desk in a folder: its configuration, inbox, issues and history.

    Raises :class:`~tieout.errors.UsageError` when the folder holds no ``desk.toml`` and
    :class:`~tieout.errors.ConfigError`, with the line and the nearest right key, when it is wrong.
    """
    from .desk import open_desk as open_

    return open_(path)


def read(path: str | PathLike[str]) -> Report:
    """Read a published report (text, Markdown, PDF, HTML ...) into a :class:`~tieout.model.Report`.

    The kind of document is told from its bytes, not its name. A doubtful import carries TIE9xx
    warnings; what cannot be read at all raises :class:`~tieout.errors.ReadError`.
    """
    from .read import read as read_

    return read_(path)


def audit(
    report: Report | str | PathLike[str], *, desk: Desk | None = None, earlier: Sequence[Report] = ()
) -> Audit:
    """Account for every number of a report and check every statement that can be checked.

    ``report`` is a :class:`~tieout.model.Report`, or the path of a document that is read first.
    ``desk`` and ``earlier`` add history to check against. The result knows its ``numbers``,
    ``skipped`` digits, ``claims``, ``findings`` and ``summary``.
    """
    from .audit import audit as audit_
    from .model import Report as ReportType

    return audit_(report if isinstance(report, ReportType) else read(report), desk=desk, earlier=earlier)


def build(
    desk: Desk | str | PathLike[str],
    date: Date | str,
    *,
    language: str = "zh",
    strict: bool = False,
    internal: bool = True,
    as_of: datetime | None = None,
    out: str | PathLike[str] | None = None,
    formats: Sequence[str] = ("pdf", "html", "json"),
) -> Issue:
    """Build the issue of a date from a desk and write it to ``out/DATE/``.

    ``strict`` refuses gaps; ``internal=False`` makes the copy for clients, which carries no
    evidence, hashes, paths or embedded data. ``as_of`` reads the history as it was known then.
    """
    from .render import build as build_

    opened = open_desk(desk) if isinstance(desk, str | PathLike) else desk
    try:
        day = Date.fromisoformat(date) if isinstance(date, str) else date
    except ValueError:
        raise UsageError(f"{date!r} is no date", next_step="write it as YYYY-MM-DD", date=date) from None
    return build_(
        opened,
        day,
        language=language,
        strict=strict,
        internal=internal,
        as_of=as_of,
        out=out,
        formats=formats,
    )


def rank(votes: Any, **options: Any) -> Leaderboard:
    """Compute a leaderboard from pairwise votes; the options are those of :func:`tieout.rank.rank`."""
    from .rank import rank as rank_

    return rank_(votes, **options)
