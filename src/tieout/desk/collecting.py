"""Collect: the inbox into history, in one commit."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import InboxError, UsageError
from .manifest import MANIFEST, Manifest, read_manifest
from .results import Collected, FileResult, Refusal

if TYPE_CHECKING:
    from ..store import Snapshots
    from .desk import Desk

__all__ = ["Progress", "collect", "inbox_files"]

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the file that comes next."""

_READ = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".xlsb", ".ods")
_MEDIA = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
}


def inbox_files(desk: Desk) -> tuple[Path, ...]:
    """The data files of the inbox, subfolders included, by name; the manifest and lock files are none."""
    return tuple(
        sorted(
            path
            for path in desk.inbox.rglob("*")
            if path.is_file()
            and path.suffix.lower() in _READ
            and not any(part.startswith((".", "~$")) for part in path.relative_to(desk.inbox).parts)
            and not path.stem.casefold().startswith("readme")
        )
    )


def collect(
    desk: Desk,
    files: Sequence[str | PathLike[str]] | None = None,
    *,
    known_at: datetime | None = None,
    progress: Progress | None = None,
) -> Collected:
    """Read inbox files and store what they say that is new; one collect is one commit.

    ``files`` are all of the inbox unless named. ``known_at`` (with a time zone) is when the figures
    were known: the manifest's word comes first, then this, then the moment the file's bytes were
    first collected, then now. Files whose bytes were collected before keep their moment unless they
    are named here. A row that cannot be read is refused and the others go in; a file that cannot be
    read at all is refused as a whole. Collecting the same files again changes nothing.
    """
    from ..store import Batch

    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=desk.timezone)
    manifest = read_manifest(desk.inbox, desk.timezone)
    paths = inbox_files(desk) if files is None else tuple(_named(desk, f) for f in files)
    now = datetime.now(UTC)
    results: list[FileResult] = []
    pending: list[tuple[Path, bytes, datetime]] = []
    for done, path in enumerate(paths):
        if progress:
            progress(done, len(paths), path.name)
        result, data = _read(desk, path, manifest)
        if data is not None and result.records:
            key = hashlib.sha256(data).hexdigest()
            told = manifest.entry(path.name).known_at
            moment = told or _first_known(desk.snapshots, key, known_at, now, named=files is not None)
            records = tuple(r.replace(snapshot=key, known_at=moment) for r in result.records)
            result = replace(result, snapshot=key, records=records)
            pending.append((path, data, moment))
        results.append(result)
    # The bytes are on disk before anything refers to them.
    for path, data, moment in pending:
        desk.snapshots.put(
            data,
            name=path.name,
            media_type=_MEDIA.get(path.suffix.lower(), "text/csv"),
            origin=_label(desk, path),
            at=moment,
        )
    if progress:
        progress(len(paths), len(paths), "")
    records = tuple(r for result in results for r in result.records)
    done_ = desk.store.commit(
        Batch(records, known_at=known_at or now, snapshots=tuple(r.snapshot for r in results if r.snapshot))
    )
    return Collected(
        len(done_.added), len(done_.unchanged), tuple(results), done_.changes, done_.version, done_.added
    )


def _read(desk: Desk, path: Path, manifest: Manifest) -> tuple[FileResult, bytes | None]:
    from .inbox import read_file

    label = _label(desk, path)
    try:
        data = path.read_bytes()
        return read_file(data, label, desk, manifest.entry(path.name)), data
    except InboxError as problem:
        message = problem.message.removeprefix(f"{label}: ")
        known = problem.data
        refusal = Refusal(
            label,
            message,
            sheet=known.get("sheet") or "",
            seen=known.get("seen") or "",
            expected=known.get("expected") or "",
            next_step=problem.next_step,
        )
    except OSError as problem:
        step = "close the program that has it open, or check its permissions"
        refusal = Refusal(label, f"the file cannot be read: {problem.strerror or problem}", next_step=step)
    return FileResult(label, refused=(refusal,)), None


def _first_known(
    snapshots: Snapshots, key: str, told: datetime | None, now: datetime, *, named: bool
) -> datetime:
    before = snapshots.about(key)
    if before is not None and not (named and told):
        return before.at
    return told or now


def _named(desk: Desk, file: str | PathLike[str]) -> Path:
    given = Path(file)
    for path in (given, desk.inbox / given, desk.path / given):
        if path.is_file():
            if path.name == MANIFEST:
                break
            return path.absolute()
    raise UsageError(
        f"there is no inbox file {given}",
        next_step=f"name files of {desk.inbox}, or none for all of them",
        path=str(given),
    )


def _label(desk: Desk, path: Path) -> str:
    """The file as messages and evidence name it: relative to the desk, with forward slashes."""
    try:
        return path.absolute().relative_to(desk.path).as_posix()
    except ValueError:
        return path.name
