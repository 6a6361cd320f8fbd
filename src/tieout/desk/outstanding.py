"""What of the inbox is not in history: refused rows, stopped sets, files changed or never collected.

A collect tells it once, on a terminal that is soon closed. So it leaves a note of every file that did
not go in whole, named by the hash of the file's bytes, and ``tieout status`` and ``check`` read the
notes again until the file was corrected and collected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import counted
from .pasting import command

if TYPE_CHECKING:
    from .desk import Desk
    from .results import FileResult, Stopped

__all__ = ["Outstanding", "keep_notes", "outstanding"]


@dataclass(frozen=True, slots=True)
class Outstanding:
    """One thing of the inbox that is not in history: where, what, and the next step."""

    place: str
    message: str
    next_step: str

    def __str__(self) -> str:
        return f"收件箱 inbox: {self.place}: {self.message}\n    → {self.next_step}"

    def as_json(self) -> dict[str, Any]:
        """All of it as JSON."""
        return {"place": self.place, "message": self.message, "next_step": self.next_step}


def keep_notes(
    desk: Desk, results: Iterable[FileResult], hashes: Mapping[str, str], stopped: Iterable[Stopped]
) -> None:
    """Leave a note of each file that did not go in whole, and take away that of each file that did.

    ``hashes`` gives the hash of the bytes read by the file's label.
    """
    from ..store.files import write_whole

    held: dict[str, list[Stopped]] = {}
    for s in stopped:
        for file in s.files:
            held.setdefault(file, []).append(s)
    for result in results:
        key = hashes.get(result.file)
        if key is None:
            continue
        path = _path(desk, key)
        for old in _notes_of(desk, result.file):
            if old != path:
                old.unlink(missing_ok=True)
        if not result.refused and result.file not in held and result.records:
            path.unlink(missing_ok=True)
            continue
        told = {
            "file": result.file,
            "refused": [
                {"place": r.place, "message": r.message, "next_step": r.next_step} for r in result.refused
            ],
            "stopped": [
                {"place": result.file, "message": f"{s.code} {s.name}: {s.message}", "next_step": s.next_step}
                for s in held.get(result.file, ())
            ],
        }
        text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        if not path.is_file() or path.read_text("utf-8") != text:
            write_whole(path, text.encode())


def outstanding(desk: Desk) -> tuple[Outstanding, ...]:
    """What of the inbox is not in history, by file; empty when all of it is."""
    from .collecting import inbox_files

    found: list[Outstanding] = []
    fresh: list[str] = []
    for path in inbox_files(desk):
        label = path.relative_to(desk.path).as_posix()
        try:
            key = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            continue  # somebody has it open; a collect says so
        note = _path(desk, key)
        if note.is_file():
            told = json.loads(note.read_text("utf-8"))
            found += [Outstanding(**item) for item in (*told["refused"], *told["stopped"])]
        elif desk.snapshots.about(key) is None:
            fresh.append(label)
    if fresh:
        more = f" and {counted(len(fresh) - 3, 'more file')}" if len(fresh) > 3 else ""
        message = "还没入库，或入库后又改过 (not collected, or changed since)"
        step = f"run: {command(desk, 'collect')}"
        found.append(Outstanding(", ".join(fresh[:3]) + more, message, step))
    return tuple(found)


def _notes_of(desk: Desk, file: str) -> list[Path]:
    """The notes of a file, under this and earlier bytes."""
    folder = desk.path / "store" / "inbox"
    return [n for n in folder.glob("*.json") if json.loads(n.read_text("utf-8"))["file"] == file]


def _path(desk: Desk, key: str) -> Path:
    return desk.path / "store" / "inbox" / f"{key}.json"
