"""Locks: what an issue was built from, so that the same bytes can be built again.

``issues/DATE.lock`` is TOML beside the issue file. It pins the version of the history, the snapshots
the issue leads to, every file that was read, the fonts, Tieout and the libraries that lay out, and the
SHA-256 of each file that was written.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import LockError, StoreError

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["Lock", "check_lock", "file_hashes", "font_hashes", "lock_path", "read_lock", "versions"]

VERSION = 1

LIBRARIES = ("typst", "vl-convert-python", "fonttools", "brotli", "markdown-it-py")
"""The libraries whose version shows in the bytes of an output."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What an issue was built from.

    ``store`` is the table version of the history (-1 when nothing had been collected), ``previous``
    the issue before this one, ``files`` and ``fonts`` map names to SHA-256, ``versions`` libraries to
    versions, and ``copies`` each copy (``client``, ``internal``) to its files and their SHA-256.
    """

    date: Date
    language: str
    store: int
    as_of: datetime | None = None
    previous: Date | None = None
    snapshots: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def as_toml(self) -> str:
        """The text of the lock file; the same lock gives the same text.

        >>> made = Lock(Date(2025, 1, 27), "zh", 3, files={"desk.toml": "ab"})
        >>> parse_lock(made.as_toml(), Path("x.lock")) == made
        True
        """
        lines = [
            "# Written by Tieout: what this issue was built from. `tieout build DESK DATE --locked` builds it again.",
            f"lock = {VERSION}",
            f"date = {self.date}",
            f"language = {json.dumps(self.language)}",
            f"store = {self.store}",
        ]
        if self.as_of is not None:
            lines.append(f"as_of = {self.as_of.isoformat()}")
        if self.previous is not None:
            lines.append(f"previous = {self.previous}")
        lines += ["snapshots = [", *(f"  {json.dumps(s)}," for s in sorted(self.snapshots)), "]"]
        for name in ("versions", "fonts", "files"):
            lines += ["", f"[{name}]", *_pairs(getattr(self, name))]
        for copy, outputs in sorted(self.copies.items()):
            lines += ["", f"[copies.{copy}]", *_pairs(outputs)]
        return "\n".join(lines) + "\n"


def _pairs(values: Mapping[str, str]) -> list[str]:
    # A JSON string is a TOML basic string.
    return [
        f"{json.dumps(k, ensure_ascii=False)} = {json.dumps(v, ensure_ascii=False)}"
        for k, v in sorted(values.items())
    ]


def lock_path(desk: Desk, date: Date, language: str) -> Path:
    """``issues/DATE.lock``, or ``issues/DATE.en.lock`` for the other language."""
    return desk.issue_path(date, language).with_suffix(".lock")


def parse_lock(text: str, path: Path) -> Lock:
    """A lock from its text; :class:`~tieout.errors.LockError` when it is no lock of this version."""
    step = "build the issue again with --lock to write a new one"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise LockError(f"{path.name} cannot be read: {problem}", next_step=step, path=str(path)) from None
    if data.pop("lock", None) != VERSION:
        raise LockError(f"{path.name} is no lock of version {VERSION}", next_step=step, path=str(path))
    try:
        data["snapshots"] = tuple(data["snapshots"])
        return Lock(**data)
    except (KeyError, TypeError) as problem:
        raise LockError(f"{path.name} is not whole ({problem})", next_step=step, path=str(path)) from None


def read_lock(desk: Desk, date: Date, language: str) -> Lock:
    """The lock of an issue; :class:`~tieout.errors.LockError` when there is none."""
    path = lock_path(desk, date, language)
    try:
        return parse_lock(path.read_text("utf-8"), path)
    except FileNotFoundError:
        raise LockError(
            f"there is no lock {path}",
            next_step=f"write one with `tieout build {desk.path.name} {date} --lock` or --sign-off NAME",
            path=str(path),
        ) from None


# --- what is pinned -------------------------------------------------------------------------------


def versions() -> dict[str, str]:
    """The versions of Tieout and of each library that lays out."""
    from .. import __version__

    return {"tieout": __version__, **{name: metadata.version(name) for name in LIBRARIES}}


def font_hashes() -> dict[str, str]:
    """The SHA-256 of each font file that ships with the package."""
    from ..fonts import font_dir

    return {p.name: _sha(p.read_bytes()) for p in sorted(font_dir().glob("*.ttf"))}


def file_hashes(desk: Desk, paths: tuple[Path, ...], *, keep: bool = False) -> dict[str, str]:
    """The SHA-256 of each file by its path on the desk. ``keep`` puts the bytes into the snapshots,
    so that a lock can be used after the files were edited."""
    from datetime import UTC

    found = {}
    for path in paths:
        data = path.read_bytes()
        name = path.relative_to(desk.path).as_posix()
        found[name] = _sha(data)
        if keep:
            kept_at = datetime.now(UTC)  # audit trail of the snapshot, in no output
            desk.snapshots.put(
                data, name=path.name, media_type="application/octet-stream", origin=name, at=kept_at
            )
    return found


def _sha(data: bytes) -> str:
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
    if said:
        again = f"`tieout build {desk.path.name} {lock.date} --lock` builds anew from what is here"
        raise LockError(
            f"the issue of {lock.date} cannot be built from its lock: {'; '.join(said)}",
            next_step="; ".join([*steps, f"or {again}"]),
            path=str(lock_path(desk, lock.date, lock.language)),
            changed=changed,
        )


def _check_files(desk: Desk, lock: Lock, paths: tuple[Path, ...], note: Any) -> None:
    names = {p.relative_to(desk.path).as_posix(): p for p in paths}
    for name, hash in lock.files.items():
        path = names.get(name, desk.path / name)
        if path.is_file() and _sha(path.read_bytes()) == hash:
            continue
        what = "was changed" if path.is_file() else "is gone"
        kept = desk.snapshots.about(hash)
        where = f"store/snapshots/{hash[:2]}/{hash}.bin"
        step = f"copy {where} to {name}" if kept else f"restore {name} from a backup"
        note(name, f"{name} {what} since", step)
    for name in sorted(set(names) - set(lock.files)):
        note(name, f"{name} was added since", f"move {name} away")
