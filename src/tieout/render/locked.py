"""Building from a lock, and writing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from datetime import date as Date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ..desk.issuefolder import issue_before, issue_files
from ..desk.issuelock import Lock, lock_path, read_lock
from ..errors import LockError
from .pinning import check_lock, file_hashes, font_hashes, sha, versions

if TYPE_CHECKING:
    from ..compose import Issue
    from ..desk import Desk

__all__ = ["make_lock", "pinned_desk", "rebuild", "snapshots_of", "write_lock"]

NOTHING_KNOWN = datetime(1, 1, 1, tzinfo=UTC)
"""An issue of words alone may have been built before anything was collected."""


def snapshots_of(issue: Issue) -> tuple[str, ...]:
    """The hashes of all snapshots that the facts of an issue lead to."""
    found = {note.rpartition("#")[2] for f in issue.facts.values() for note in (e.note for e in f.cells())}
    return tuple(sorted(found - {""}))


def make_lock(
    desk: Desk,
    issue: Issue,
    copies: Mapping[str, Mapping[str, bytes]],
    *,
    store: int,
    as_of: datetime | None,
    extra: Iterable[Path] = (),
) -> Lock:
    """The lock of an issue that was just rendered; ``copies`` are its files by copy and name.

    The files it was made of are kept among the snapshots. ``store`` is the version of the history that
    was read, taken before composing, for somebody may collect meanwhile.
    """
    paths = (*issue_files(desk, issue.date, issue.language), *extra)
    return Lock(
        issue.date,
        issue.language,
        store,
        as_of,
        issue_before(desk, issue.date),
        snapshots_of(issue),
        file_hashes(desk, paths, keep=True),
        font_hashes(),
        versions(),
        _notes(issue),
        {copy: {name: sha(data) for name, data in files.items()} for copy, files in copies.items()},
    )


def _notes(issue: Issue) -> dict[str, str]:
    """What the footnotes say: a source may be described anew later, its bytes stay the same."""
    from ..compose.footnotes import note_facts

    return {f.evidence[0].note.rpartition("#")[2]: f.text for f in note_facts(issue.facts)}


def write_lock(desk: Desk, lock: Lock) -> Path:
    """Write the lock beside its issue."""
    from ..store.files import write_whole

    path = lock_path(desk, lock.date, lock.language)
    write_whole(path, lock.as_toml().encode())
    return path


def pinned_desk(desk: Desk, lock: Lock) -> tuple[Desk, datetime | None]:
    """The desk as the lock saw it, and the moment to read its history as of.

    Raises :class:`~tieout.errors.StoreError` when the history never had that version.
    """
    from ..desk import Desk as DeskType

    if lock.store < 0:
        return desk, NOTHING_KNOWN
    pinned = DeskType(desk.path, desk.config, version=lock.store)
    _ = pinned.store
    return pinned, lock.as_of


def rebuild(
    desk: Desk, date: Date, *, language: str = "zh", out: str | PathLike[str] | None = None
) -> tuple[Issue, ...]:
    """Build every copy that the lock of an issue names, and get the same bytes.

    Returns one issue for each copy, with its ``files``. Raises :class:`~tieout.errors.LockError` when
    something the lock pins has changed, or when the bytes come out different; then nothing is written.
    """
    from ..compose import compose
    from .build import copy_folder, render_files, write_files

    lock = read_lock(desk, date, language)
    check_lock(desk, lock, issue_files(desk, date, language), issue_before(desk, date))
    pinned, as_of = pinned_desk(desk, lock)
    issue = compose(pinned, date, language=language, as_of=as_of)
    ready: dict[str, dict[str, bytes]] = {}
    for copy, wanted in lock.copies.items():
        internal = copy == "internal"
        formats = [n.rpartition(".")[2] for n in wanted if n.startswith("weekly")]
        ready[copy] = render_files(issue.replace(internal=internal), formats)
        wrong = [n for n, h in wanted.items() if sha(ready[copy].get(n, b"")) != h]
        if wrong:
            raise LockError(
                f"{', '.join(wrong)} of the {copy} copy came out different from what the lock pins",
                next_step="the program itself was changed without a new version: take the very code of "
                f"tieout {lock.versions.get('tieout', '')}, or write a new lock with --lock",
                path=str(lock_path(desk, date, language)),
                changed=wrong,
            )
    folder = Path(out) if out is not None else desk.out_dir(date)
    made = []
    for copy, files in ready.items():
        where = copy_folder(folder, copy, signed=len(lock.copies) > 1)
        made.append(issue.replace(internal=copy == "internal", files=write_files(where, files)))
    return tuple(made)
