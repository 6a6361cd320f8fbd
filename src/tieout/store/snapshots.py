"""Snapshots: the raw bytes that records and quoted statements came from, named by their hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ..errors import StoreError
from .files import clean_temporary, only_writer, write_whole

__all__ = ["Snapshot", "Snapshots"]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is known about some kept bytes: their SHA-256, the name they came under, and when.

    ``told`` is what a person said of them: title, publisher, date and grade of a source.
    """

    hash: str
    name: str
    media_type: str
    origin: str
    at: datetime
    size: int
    told: Mapping[str, str] = field(default_factory=dict)


class Snapshots:
    """The kept bytes of a desk, in one folder, each file named by its SHA-256.

    >>> import tempfile
    >>> from datetime import UTC, datetime
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     kept = Snapshots(Path(folder))
    ...     key = kept.put(b"28.64", name="a.csv", media_type="text/csv", origin="inbox/a.csv",
    ...                    at=datetime(2025, 1, 27, tzinfo=UTC))
    ...     kept.get(key), kept.find(key[:8]).name
    (b'28.64', 'a.csv')
    """

    def __init__(self, path: Path, *, wait: float = 30) -> None:
        self.path = Path(path)
        self._wait = wait

    def put(self, data: bytes, *, name: str, media_type: str, origin: str, at: datetime) -> str:
        """Keep ``data`` and return its hash; bytes that are kept already stay as first told.

        ``name`` is the file's name, ``origin`` where it came from (a path or an address), ``at``
        when. The bytes are on disk when this returns. Raises :class:`~tieout.errors.StoreError`.
        """
        key = hashlib.sha256(data).hexdigest()
        if self._note(key).is_file() and self._bytes(key).is_file():
            return key
        with only_writer(self.path / "write.lock", wait=self._wait, what="the snapshots"):
            if self._note(key).is_file() and self._bytes(key).is_file():
                return key  # somebody kept the same bytes while we waited
            clean_temporary(self.path)
            about = Snapshot(key, name, media_type, origin, at, len(data))
            # The note comes last: a snapshot with a note is complete.
            write_whole(self._bytes(key), data)
            self._write_note(about)
        return key

    def describe(self, key: str, told: Mapping[str, str]) -> Snapshot:
        """Add to what is said of kept bytes; what was said before under a key is replaced.

        Raises :class:`~tieout.errors.StoreError` when there is no such snapshot.
        """
        with only_writer(self.path / "write.lock", wait=self._wait, what="the snapshots"):
            about = self.about(key)
            if about is None:
                raise StoreError(f"there is no snapshot {key[:12]}", next_step="put it first", hash=key)
            about = replace(about, told={**about.told, **told})
            self._write_note(about)
        return about

    def all(self) -> Iterator[Snapshot]:
        """Everything kept, in the order it came."""
        found = (self.about(note.stem) for note in self.path.glob("??/*.json"))
        yield from sorted((s for s in found if s is not None), key=lambda s: (s.at, s.hash))

    def get(self, key: str) -> bytes:
        """The bytes of a hash, checked against it; :class:`~tieout.errors.StoreError` if gone or altered."""
        try:
            data = self._bytes(key).read_bytes()
        except OSError:
            raise StoreError(
                f"there is no snapshot {key[:12]}",
                next_step="collect the file it came from again, or restore store/snapshots from a backup",
                hash=key,
            ) from None
        if hashlib.sha256(data).hexdigest() != key:
            raise StoreError(
                f"the snapshot {key[:12]} was altered on disk",
                next_step="restore store/snapshots from a backup, or delete that file and collect again",
                hash=key,
            )
        return data

    def about(self, key: str) -> Snapshot | None:
        """What is known about a hash, or None when it is not kept."""
        try:
            told = json.loads(self._note(key).read_bytes())
        except (OSError, ValueError):
            return None
        told["at"] = datetime.fromisoformat(told["at"])
        # A note of a newer version may say more.
        return Snapshot(**{k: v for k, v in told.items() if k in Snapshot.__dataclass_fields__})

    def find(self, prefix: str) -> Snapshot:
        """The one snapshot whose hash begins with ``prefix``; none or several is a StoreError."""
        found = (
            sorted(n.stem for n in self.path.glob(f"{prefix[:2]}*/{prefix}*.json"))
            if prefix.isalnum()
            else []
        )
        about = self.about(found[0]) if len(found) == 1 else None
        if about is None:
            raise StoreError(
                f"{len(found)} snapshots begin with {prefix!r}"
                if found
                else f"no snapshot begins with {prefix!r}",
                next_step="give more characters of the hash"
                if found
                else "`tieout source list` prints the links of what is kept; `tieout source add` keeps more",
                candidates=tuple(found),
            )
        return about

    def _write_note(self, about: Snapshot) -> None:
        note = json.dumps(asdict(about), ensure_ascii=False, default=str)
        write_whole(self._note(about.hash), note.encode())

    def _bytes(self, key: str) -> Path:
        return self.path / key[:2] / f"{key}.bin"

    def _note(self, key: str) -> Path:
        return self.path / key[:2] / f"{key}.json"
