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
    language: str | None = None,
    strict: bool = False,
    internal: bool = True,
    as_of: datetime | Date | str | None = None,
    out: str | PathLike[str] | None = None,
    formats: Sequence[str] = ("pdf", "html", "json"),
    lock: bool = False,
    sign_off: str | None = None,
    signed_at: datetime | Date | str | None = None,
    locked: bool = False,
) -> Issue:
    """Build the issue of a date from a desk and write it to ``out/DATE/``; the twin of ``tieout build``.

    Parameters
    ----------
    desk
        A desk or its folder.
    date
        The issue's date, or its ISO text.
    language
        ``zh`` or ``en``; the desk's language if left out.
    strict
        Refuse gaps and numbers without evidence.
    internal
        False makes the copy for clients, which carries no evidence, hashes, paths or embedded data.
    as_of
        Read the history as it was known then: a moment (in the desk's zone unless it says one), or a
        date, which means its end.
    out, formats
        The folder to write to, and which of ``pdf``, ``html``, ``json``.
    lock
        Write ``issues/DATE.lock``, from which ``locked`` gives the same bytes.
    sign_off, signed_at
        Build for release, signed by this person: everything that may not be published is refused, the
        copy for clients goes to ``out/DATE``, the internal one to ``out/DATE/internal``, and
        ``release.json`` and the lock are written. ``signed_at`` is now unless given.
    locked
        Build every copy of the lock again.

    Returns the issue with the ``files`` that were written; of two copies it is the one for clients.

    Raises
    ------
    SignOffError, LockError, GapError, IssueError, UnknownFact
        What stands in the way, with its place and the next step.
    UsageError
        Arguments that exclude one another, or one that says no date, language or format.
    """
    from .render import build as build_
    from .render.moments import day_of, moment_of

    opened = open_desk(desk) if isinstance(desk, str | PathLike) else desk
    day = day_of(date) if isinstance(date, str) else date
    said = language or opened.config.desk.language
    if said not in ("zh", "en"):
        raise UsageError(f"there is no language {said!r}", next_step="use zh or en", language=said)
    known = moment_of(as_of, opened, "as_of")
    others = {"strict": strict, "lock": lock, "as_of": as_of, "sign_off": sign_off, "signed_at": signed_at}
    if locked:
        from .render.locked import rebuild

        _alone("locked", others, "the lock says it")
        copies = rebuild(opened, day, language=said, out=out)
        first = min(copies, key=lambda c: c.internal)
        return first.replace(files=tuple(f for c in copies for f in c.files))
    if sign_off is not None:
        from .render.signoff import sign_off as release

        _alone("sign_off", {"strict": strict, "lock": lock}, "a release is strict and locked")
        when = moment_of(signed_at, opened, "signed_at")
        return release(
            opened, day, sign_off, language=said, as_of=known, signed_at=when, out=out, formats=formats
        )
    _alone("a build without sign_off", {"signed_at": signed_at}, "nobody signs it")
    return build_(
        opened,
        day,
        language=said,
        strict=strict,
        internal=internal,
        as_of=known,
        out=out,
        formats=formats,
        lock=lock,
    )


def _alone(argument: str, others: dict[str, Any], why: str) -> None:
    given = [name for name, value in others.items() if value]
    if given:
        raise UsageError(f"{argument} takes no {given[0]}: {why}", next_step=f"leave {given[0]} out")


def rank(votes: Any, **options: Any) -> Leaderboard:
    """Compute a leaderboard from pairwise votes; the options are those of :func:`tieout.rank.rank`."""
    from .rank import rank as rank_

    return rank_(votes, **options)
