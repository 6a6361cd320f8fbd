"""Files that are whole or not there, and one writer at a time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import StoreError

__all__ = ["TEMPORARY", "clean_temporary", "flush_to_disk", "only_writer", "write_whole"]

TEMPORARY = ".partial-"
"""How the names of unfinished files begin."""


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` so that a reader sees all of it or no file: temporary, fsync, rename.

    The bytes are on the disk before the name is, so a power cut leaves a file that is whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{path.name}")
    with temporary.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def flush_to_disk(files: Iterable[Path]) -> None:
    """Make files that a library wrote, and their names, survive a power cut from here on."""
    folders = set()
    for file in files:
        with file.open("rb") as written:
            try:
                os.fsync(written.fileno())
            except OSError:
                # Windows syncs only what was opened for writing; there the library's own close must do.
                pass
        folders.add(file.parent)
    for folder in folders:
        _sync_folder(folder)


def clean_temporary(folder: Path) -> int:
    """Remove what a killed writer left in ``folder`` and below; call it as the only writer.

    Returns how many files went. A leftover is harmless, it only takes room.
    """
    gone = 0
    for leftover in folder.rglob(f"{TEMPORARY}*"):
        leftover.unlink(missing_ok=True)
        gone += 1
    return gone


@contextmanager
def only_writer(lock: Path, *, wait: float, what: str) -> Iterator[None]:
    """Hold ``lock`` for the block; wait up to ``wait`` seconds for whoever holds it.

    The operating system drops the lock of a process that dies, so none is ever left behind.
    Raises :class:`~tieout.errors.StoreError` when the wait was in vain.
    """
    from filelock import FileLock, Timeout

    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        guard = FileLock(lock, timeout=wait)
        guard.acquire()
    except Timeout:
        raise StoreError(
            f"somebody else is writing to {what} and has not finished within {wait:g} s",
            next_step="wait until the other collect has ended, then run the same command again; nothing was written",
            path=str(lock.parent),
        ) from None
    except OSError as problem:
        raise StoreError(
            f"{lock.parent} cannot be written: {problem.strerror or problem}",
            next_step="give yourself write permission there, or free some room on the disk, and run it again",
            path=str(lock.parent),
        ) from problem
    try:
        yield
    finally:
        guard.release()


def _sync_folder(folder: Path) -> None:
    # Makes the rename itself durable. Windows cannot open a folder; there the rename is journalled.
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)
