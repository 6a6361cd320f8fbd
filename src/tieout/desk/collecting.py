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
from .doubts import CODES
from .gating import Told, issue_of, judge
from .listed import keep_listed
from .manifest import MANIFEST, Manifest, read_manifest
from .outstanding import keep_notes
from .results import Collected, FileResult, Refusal
from .vanished import in_force, taken_back, with_restored

if TYPE_CHECKING:
    from ..model import Record
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
    accept: Sequence[str] = (),
    why: str = "",
) -> Collected:
    """Read inbox files and store what they say that is new; one collect is one commit.

    ``files`` are all of the inbox unless named. ``known_at`` (with a time zone) is when the figures
    were known: the manifest's word comes first, then this, then the moment the file's bytes were
    first collected, then now. Files whose bytes were collected before keep their moment unless they
    are named here. A row that cannot be read is refused and the others go in; a file that cannot be
    read at all is refused as a whole. Collecting the same files again changes nothing.

    Quoted files listed in ``sources/manifest.toml`` are kept as well, see :mod:`tieout.desk.listed`.

    What looks wrong with a set (one tracker in one period) stops that set, see :mod:`tieout.desk.gates`;
    ``accept`` names the codes of gates to pass knowingly and ``why`` the reason, both kept with the commit.
    """
    from ..store import Batch

    _check_accepted(accept, why)
    keep_listed(desk)
    if known_at is not None and known_at.tzinfo is None:
        known_at = known_at.replace(tzinfo=desk.timezone)
    manifest = read_manifest(desk.inbox, desk.timezone)
    paths = inbox_files(desk) if files is None else tuple(_named(desk, f) for f in files)
    now = datetime.now(UTC)
    results: list[FileResult] = []
    pending: dict[str, tuple[Path, bytes, datetime]] = {}
    hashes: dict[str, str] = {}
    told: dict[str, Told] = {}
    for done, path in enumerate(paths):
        if progress:
            progress(done, len(paths), path.name)
        result, data = _read(desk, path, manifest)
        if data is not None:
            key = hashes[result.file] = hashlib.sha256(data).hexdigest()
        if data is not None and result.records:
            entry = manifest.entry(path.name)
            moment = entry.known_at or _first_known(
                desk.snapshots, key, known_at, now, named=files is not None
            )
            said = (entry.known_at or known_at) and moment.astimezone(desk.timezone).date()
            told[result.file] = Told(
                issue_of(result.file, said or None), bool(entry.note), desk.snapshots.about(key) is None
            )
            records = tuple(r.replace(snapshot=key, known_at=moment) for r in result.records)
            result = replace(result, snapshot=key, records=records)
            pending[key] = (path, data, moment)
        results.append(result)
    if progress:
        progress(len(paths), len(paths), "")
    records = tuple(r for result in results for r in result.records)
    batch = Batch(records, known_at=known_at or now)
    verdict = judge(desk, results, desk.store.preview(batch), told.__getitem__, accept)
    records = tuple(r for r in records if not verdict.keeps_out(r))
    snapshots = tuple(dict.fromkeys(r.snapshot for r in records))
    # The bytes are on disk before anything refers to them.
    for key in snapshots:
        path, data, moment = pending[key]
        desk.snapshots.put(
            data,
            name=path.name,
            media_type=_MEDIA.get(path.suffix.lower(), "text/csv"),
            origin=_label(desk, path),
            at=moment,
        )
    records = _as_first_kept(desk.snapshots, records, now)
    stored = in_force(desk, (record for result in results for record in result.records))
    records = with_restored(stored, records, now) + taken_back(stored, results, now)
    accepted = tuple((f"{s.code} {s.name}", why.strip()) for s in verdict.accepted)
    done_ = desk.store.commit(
        Batch(records, known_at=known_at or now, snapshots=snapshots, accepted=accepted)
    )
    keep_notes(desk, results, hashes, verdict.stopped)
    return Collected(
        len(done_.added),
        len(done_.unchanged),
        tuple(results),
        done_.changes,
        done_.version,
        done_.added,
        verdict.stopped,
        verdict.accepted,
        verdict.warnings,
    )


def _as_first_kept(snapshots: Snapshots, records: tuple[Record, ...], now: datetime) -> tuple[Record, ...]:
    """Records known since now take the moment at which their bytes were first kept.

    Two collects of the same new file both start at a now of their own; the bytes are kept once, and
    their moment makes the second collect say nothing new.
    """
    at: dict[str, datetime] = {}
    out = []
    for record in records:
        if record.known_at == now:
            if record.snapshot not in at:
                kept = snapshots.about(record.snapshot)
                at[record.snapshot] = kept.at if kept is not None else now
            record = record.replace(known_at=at[record.snapshot])
        out.append(record)
    return tuple(out)


def _check_accepted(codes: Sequence[str], why: str) -> None:
    known = ", ".join(CODES)
    for code in codes:
        if code not in CODES:
            raise UsageError(f"there is no gate {code!r}", next_step=f"use one of: {known}", code=code)
    if codes and not why.strip():
        raise UsageError(
            f"accepting {codes[0]} needs a reason",
            next_step='add --why "..." with what was checked; it is kept with the figures',
        )


def _read(desk: Desk, path: Path, manifest: Manifest) -> tuple[FileResult, bytes | None]:
    """What a file gives, and its bytes; None where these cannot be had."""
    from .inbox import read_file

    label = _label(desk, path)
    data = None
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
    return FileResult(label, refused=(refusal,)), data


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
