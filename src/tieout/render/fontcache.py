"""Font subsets kept between builds: cutting a weight takes most of the time of an HTML build.

The same characters of the same font file give the same bytes, so a kept subset is as good as a new
one. ``TIEOUT_CACHE`` names another folder than ``~/.cache/tieout``; where none can be written the
subset is made anew each time.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ..fonts import Weight, font_path, subset_woff2

__all__ = ["cache_folder", "kept_subset"]

CUT = 2
"""Counts the ways subsets were cut; one cut another way is not taken from the cache."""

KEEP = 64
"""How many subsets are kept; the oldest go first. One has about 80 kB."""


def cache_folder() -> Path:
    """The folder of kept subsets; it may not exist."""
    told = os.environ.get("TIEOUT_CACHE")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(told) if told else (Path(base) if base else Path.home() / ".cache") / "tieout"


def kept_subset(weight: Weight, text: str) -> bytes:
    """:func:`tieout.fonts.subset_woff2`, from the cache where it is there."""
    chars = "".join(sorted(set(text)))
    path = _path(weight, chars)
    try:
        data = path.read_bytes() if path is not None else b""
    except OSError:
        data = b""
    if data[:4] == b"wOF2" and path is not None:
        return data
    data = subset_woff2(weight, chars)
    try:
        if path is not None:
            _keep(path, data)
    except OSError:
        pass  # a full or read-only disk must not stop a build
    return data


def _path(weight: Weight, chars: str) -> Path | None:
    try:
        font = font_path(weight).stat()
        folder = cache_folder()
    except (OSError, RuntimeError):  # RuntimeError: the user has no home directory
        return None
    key = hashlib.sha256(f"{CUT} {weight} {font.st_size} {font.st_mtime_ns} {chars}".encode()).hexdigest()
    return folder / "fonts" / f"{key[:40]}.woff2"


def _keep(path: Path, data: bytes) -> None:
    from ..store.files import write_whole

    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)
    kept = sorted(path.parent.glob("*.woff2"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in kept[KEEP:]:
        old.unlink(missing_ok=True)
