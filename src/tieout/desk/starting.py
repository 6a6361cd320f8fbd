"""A new desk: the folder, a commented ``desk.toml`` and the first workbook to fill in."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime
from importlib import resources
from os import PathLike
from pathlib import Path

from ..errors import UsageError
from ..store.files import write_whole
from .desk import CONFIG_NAME, open_desk

__all__ = ["init"]

_KEEP_OUT = "# Built again at any time; the history in store/ is worth keeping.\nout/\nstore/**/.partial-*\nstore/**/*.lock\n"


def init(path: str | PathLike[str], *, date: Date | None = None) -> Path:
    """Make a desk in a new or empty folder and return the folder.

    It gets ``desk.toml`` with every key explained, ``inbox/`` with the workbook of ``date`` (today
    unless given) and ``issues/``. A folder that is a desk already keeps what it has and gets what is
    missing. Raises :class:`~tieout.errors.UsageError` for a folder that holds other things.
    """
    folder = Path(path)
    if folder.exists() and not folder.is_dir():
        raise UsageError(
            f"{folder} is a file", next_step="name a folder that does not exist yet", path=str(folder)
        )
    is_desk = (folder / CONFIG_NAME).is_file()
    if not is_desk and folder.is_dir() and any(folder.iterdir()):
        raise UsageError(
            f"{folder} is no desk and holds other files",
            next_step="name a new or an empty folder",
            path=str(folder),
        )
    try:
        for part in ("inbox", "issues"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        if not is_desk:
            write_whole(
                folder / CONFIG_NAME, resources.files(__package__).joinpath("starter.toml").read_bytes()
            )
        if not (folder / ".gitignore").exists():
            write_whole(folder / ".gitignore", _KEEP_OUT.encode())
    except OSError as problem:
        raise UsageError(
            f"{folder} cannot be written: {problem.strerror or problem}",
            next_step="choose a folder you may write to",
            path=str(folder),
        ) from None
    if not is_desk:
        from .template_book import template

        desk = open_desk(folder)
        template(desk, date or datetime.now(desk.timezone).date())
    return folder
