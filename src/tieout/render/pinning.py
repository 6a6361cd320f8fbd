"""What a lock pins, read off this machine, and whether it is still so."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from datetime import date as Date
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..desk.issuelock import Lock, lock_path
from ..errors import LockError, StoreError
from ..fonts import font_dir

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["LIBRARIES", "check_lock", "file_hashes", "font_hashes", "sha", "versions"]

LIBRARIES = ("tieout", "typst", "vl-convert-python", "fonttools", "pillow", "brotli", "markdown-it-py")
"""The packages whose version shows in the bytes of an output."""


def versions() -> dict[str, str]:
    """The versions of Tieout and of each library that lays out."""
    return {name: metadata.version(name) for name in LIBRARIES}


def font_hashes() -> dict[str, str]:
    """The SHA-256 of each font file that ships with the package."""
    return {p.name: sha(p.read_bytes()) for p in sorted(font_dir().glob("*.ttf"))}


def file_hashes(desk: Desk, paths: tuple[Path, ...], *, keep: bool = False) -> dict[str, str]:
    """The SHA-256 of each file by its path on the desk. ``keep`` puts the bytes into the snapshots,
    so that a lock can be used after the files were edited."""
    found = {}
    for path in paths:
        data = path.read_bytes()
        name = path.relative_to(desk.path).as_posix()
        found[name] = sha(data)
        if keep:
            kept_at = datetime.now(UTC)  # audit trail of the snapshot, in no output
            desk.snapshots.put(
                data, name=path.name, media_type="application/octet-stream", origin=name, at=kept_at
            )
    return found


def sha(data: bytes) -> str:
    """The SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


# --- checking -------------------------------------------------------------------------------------


def check_lock(desk: Desk, lock: Lock, paths: tuple[Path, ...], previous: Date | None) -> None:
    """Refuse when what the lock pins is not here any more; ``paths`` are the files a build would read.

    Raises :class:`~tieout.errors.LockError` with ``changed``, the names of what differs.
    """
    said: list[str] = []
    changed: list[str] = []
    steps: dict[str, None] = {}

    def note(name: str, words: str, step: str) -> None:
        changed.append(name)
        said.append(words)
        steps.setdefault(step)

    now = versions()
    for name, version in lock.versions.items():
        if now.get(name) != version:
            wanted = f"{name}=={version}"
            note(
                name,
                f"{name} is {now.get(name, 'missing')}, the lock pins {version}",
                f"pip install {wanted}",
            )
    for name, hash in lock.fonts.items():
        if font_hashes().get(name) != hash:
            note(
                name,
                f"the font {name} is another one",
                f"install tieout {lock.versions.get('tieout', '')} again",
            )
    _check_files(desk, lock, paths, note)
    if previous != lock.previous:
        before = lock.previous or "none"
        note(
            "previous",
            f"the issue before this one is {previous or 'none'}, the lock pins {before}",
            "move the issue file that was added or taken away since",
        )
    for hash in lock.snapshots:
        try:
            desk.snapshots.get(hash)
        except StoreError as problem:
            note(hash, problem.message, problem.next_step)
    _check_sources(desk, lock, note)
    if said:
        again = f"`tieout build {desk.path.name} {lock.date} --lock` builds anew from what is here"
        raise LockError(
            f"the issue of {lock.date} cannot be built from its lock: {'; '.join(said)}",
            next_step="; ".join([*steps, f"or {again}"]),
            path=str(lock_path(desk, lock.date, lock.language)),
            changed=changed,
        )


def _check_sources(desk: Desk, lock: Lock, note: Any) -> None:
    from ..compose.footnotes import note_words

    for hash, words in lock.sources.items():
        about = desk.snapshots.about(hash)
        if about is not None and (now := note_words(about, lock.language)) != words:
            step = f"describe {about.name} as before: tieout source add … --title … --publisher … --date …"
            note(hash, f"the footnote on {about.name} would say “{now}”, the lock pins “{words}”", step)


def _check_files(desk: Desk, lock: Lock, paths: tuple[Path, ...], note: Any) -> None:
    names = {p.relative_to(desk.path).as_posix(): p for p in paths}
    for name, hash in lock.files.items():
        path = names.get(name, desk.path / name)
        if path.is_file() and sha(path.read_bytes()) == hash:
            continue
        what = "was changed" if path.is_file() else "is gone"
        kept = desk.snapshots.about(hash)
        where = f"store/snapshots/{hash[:2]}/{hash}.bin"
        step = f"copy {where} to {name}" if kept else f"restore {name} from a backup"
        note(name, f"{name} {what} since", step)
    for name in sorted(set(names) - set(lock.files)):
        note(name, f"{name} was added since", f"move {name} away")
