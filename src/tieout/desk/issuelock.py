"""Locks: what an issue was built from, so that the same bytes can be built again.

``issues/DATE.lock`` is TOML beside the issue file. It pins the version of the history, the snapshots
the issue leads to, every file that was read, the fonts, Tieout and the libraries that lay out, and the
SHA-256 of each file that was written.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import LockError

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["Lock", "lock_path", "parse_lock", "read_lock"]

VERSION = 1


@dataclass(frozen=True, slots=True)
class Lock:
    """What an issue was built from.

    ``store`` is the table version of the history (-1 when nothing had been collected), ``previous``
    the issue before this one, ``files`` and ``fonts`` map names to SHA-256, ``versions`` libraries to
    versions, ``sources`` the hash of each cited source to what its footnote says, and ``copies`` each copy
    (``client``, ``internal``) to its files and their SHA-256.
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
    sources: Mapping[str, str] = field(default_factory=dict)
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
        for name in ("versions", "fonts", "files", *(["sources"] if self.sources else [])):
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
