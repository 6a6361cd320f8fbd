"""Many documents: a child process for each, with limits of time and memory; results kept by content.

A crash, a hang or a decompression bomb costs the document it happened in and nothing else. What was read
before, by the same version of the reader, is taken from the cache.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from pathlib import Path
from stat import S_ISREG
from typing import Any

from ..errors import UsageError
from .dispatch import MAX_BYTES

__all__ = ["Limits", "Outcome", "documents_in", "read_many"]

LIBRARIES = ("pypdfium2", "lxml", "openpyxl", "rapidocr")
# Documents begun for each child at work, so that a slow one holds up no other.
AHEAD = 4
SUFFIXES = {".txt", ".md", ".markdown", ".html", ".htm", ".pdf", ".docx", ".xlsx", ".xlsm", ".json"}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: ``seconds`` of wall clock and ``megabytes`` of address space."""

    seconds: float = 120.0
    megabytes: int = 3072


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: the contract's report as JSON data, or the error and its next step."""

    file: Path
    report: dict[str, Any] | None = None
    error: str = ""
    cached: bool = False
    seconds: float = 0.0


def documents_in(paths: Sequence[Path]) -> list[Path]:
    """The files to read: files as given, folders by what lies in them (hidden files and others left out).

    Raises :class:`~tieout.errors.UsageError` for a path that is not there, and when nothing is left.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(
                p
                for p in path.rglob("*")
                if p.is_file()
                and p.suffix.lower() in SUFFIXES
                and not any(part.startswith((".", "~$")) for part in p.relative_to(path).parts)
            )
        elif path.exists():
            found.append(path)
        else:
            raise UsageError(f"there is no file or folder {path}", next_step="check the path", path=path)
    if not found:
        raise UsageError(
            "there is no document in these folders",
            next_step=f"put files ending in {', '.join(sorted(SUFFIXES))} there",
        )
    return list(dict.fromkeys(found))


def read_many(
    files: Sequence[Path],
    *,
    limits: Limits | None = None,
    workers: int | None = None,
    cache_dir: Path | None = None,
) -> Iterator[Outcome]:
    """Read files in child processes; outcomes come in the order of the files.

    ``workers`` is the number of children at a time (default: one for each processor). ``cache_dir``
    keeps results by the hash of the content and the reader's version; None keeps nothing.
    """
    limits = limits or Limits()
    count = max(1, workers or os.cpu_count() or 1)
    threads = ThreadPoolExecutor(count)
    waiting: deque[Future[Outcome]] = deque()
    rest = iter(files)
    try:
        while True:
            # No more is begun than a few documents ahead: what is read and not yet taken lies in memory.
            for file in islice(rest, AHEAD * count - len(waiting)):
                waiting.append(threads.submit(_one, file, limits, cache_dir))
            if not waiting:
                return
            yield waiting.popleft().result()
    finally:
        threads.shutdown(cancel_futures=True)


def _one(file: Path, limits: Limits, cache_dir: Path | None) -> Outcome:
    began = time.monotonic()
    try:
        about = file.stat()
        if not S_ISREG(about.st_mode):
            return Outcome(file, error="a device or a pipe, not a file. Next: save what it gives as a file")
        size = about.st_size
        if size > MAX_BYTES:
            return Outcome(
                file,
                error=f"{size // 2**20} MB; at most {MAX_BYTES // 2**20} MB are read. Next: split the document",
            )
        kept = _kept_at(file, cache_dir)
    except OSError as error:
        return Outcome(file, error=f"cannot open it: {error.strerror or error}. Next: check the path")
    if kept is not None and kept.exists():
        with contextlib.suppress(OSError, ValueError):
            return Outcome(file, json.loads(kept.read_text("utf-8")), cached=True)
    report, told = _child(file, limits)
    if report is not None and kept is not None:
        _keep(kept, report)
    return Outcome(file, report, told, seconds=time.monotonic() - began)


def _child(file: Path, limits: Limits) -> tuple[dict[str, Any] | None, str]:
    command = [sys.executable, "-m", "tieout.read.child", str(limits.megabytes), str(file)]
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, env=_environment()
        )
        timer = threading.Timer(limits.seconds, child.kill)
        timer.start()
        try:
            status = child.wait()
            late = not timer.is_alive() and status < 0
        finally:
            timer.cancel()
        out.seek(0)
        err.seek(0)
        said = out.read()
        told = err.read().decode("utf-8", "replace").strip()
    if status == 0:
        try:
            answer = json.loads(said)
            return answer.get("report"), answer.get("error", "")
        except ValueError:
            return None, "the reader's answer was cut off. Next: read this file alone with tieout read"
    if late:
        return None, f"not read within {limits.seconds:g} s. Next: give it more time with --seconds"
    if status == -9:
        return (
            None,
            "its reader was killed, most often because memory ran out. Next: read it alone, or with fewer --workers",
        )
    if "MemoryError" in told or status == -6:
        return (
            None,
            f"needs more than {limits.megabytes} MB. Next: give it more with --megabytes, or split it",
        )
    why = told.splitlines()[-1] if told else f"status {status}"
    return None, f"the reader broke off ({why}). Next: save the document again, or as PDF"


def _environment() -> dict[str, str]:
    """The child finds the same package as its parent, however that was found."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(p for p in (root, os.environ.get("PYTHONPATH", "")) if p)
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}


@cache
def _version() -> str:
    """A hash of everything that decides what a document is read as."""
    package = Path(__file__).resolve().parents[1]
    code = hashlib.sha256()
    for folder in ("quantity", "model", "trackers", "read"):
        for file in sorted(p for p in (package / folder).rglob("*") if "__pycache__" not in p.parts):
            code.update(file.read_bytes() if file.is_file() else b"")
    for library in LIBRARIES:
        with contextlib.suppress(PackageNotFoundError):
            code.update(f"{library} {version(library)}".encode())
    return code.hexdigest()[:16]


def _kept_at(file: Path, cache_dir: Path | None) -> Path | None:
    if cache_dir is None:
        return None
    digest = hashlib.sha256()
    with file.open("rb") as handle:
        while piece := handle.read(1 << 20):
            digest.update(piece)
    return cache_dir / _version() / f"{digest.hexdigest()}.json"


def _keep(path: Path, report: dict[str, Any]) -> None:
    """Write whole or not at all; a cache that cannot be written is only slower."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as handle:
            json.dump(report, handle, ensure_ascii=False)
        Path(handle.name).replace(path)
    except OSError:
        return
