"""Commands in messages, as they can be pasted into a terminal."""

from __future__ import annotations

import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["command", "shown_path"]


def shown_path(path: Path) -> str:
    """A path as it is typed from the folder the user stands in; whole where it lies outside."""
    try:
        near = os.path.relpath(path)
    except ValueError:  # another drive
        near = str(path)
    return str(path) if near.startswith("..") else near


def command(desk: Desk, verb: str, *words: object) -> str:
    """A command on a desk, quoted where a shell needs it.

    >>> from types import SimpleNamespace
    >>> command(SimpleNamespace(path=Path("my desk").absolute()), "approve-gap", "2025-02-03", "--why", "...")
    "tieout approve-gap 'my desk' 2025-02-03 --why ..."
    """
    return " ".join(("tieout", *verb.split(), *map(_quoted, (shown_path(desk.path), *map(str, words)))))


def _quoted(word: str) -> str:
    # Chinese needs no quotes; shlex quotes everything that is not ASCII.
    plain = word.replace("/", "").replace("-", "").replace("_", "").replace(".", "").replace("@", "")
    return word if plain.isalnum() else shlex.quote(word)
