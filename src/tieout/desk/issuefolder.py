"""The folder ``issues/``: which issues there are, and which files one of them is made of."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import IssueError

if TYPE_CHECKING:
    from .desk import Desk

__all__ = ["approvals_path", "issue_before", "issue_dates", "issue_files", "section_files", "waivers_path"]


def issue_dates(desk: Desk) -> tuple[Date, ...]:
    """The dates of the desk's issues, oldest first."""
    found: list[Date] = []
    for path in (desk.path / "issues").glob("????-??-??.md"):
        try:
            found.append(Date.fromisoformat(path.stem))
        except ValueError:
            continue
    return tuple(sorted(found))


def issue_before(desk: Desk, date: Date) -> Date | None:
    """The date of the issue before the one of ``date``."""
    return max((d for d in issue_dates(desk) if d < date), default=None)


def section_files(path: Path) -> tuple[Path, ...]:
    """The files of sections that belong to an issue file: ``DATE/*.md`` beside ``DATE.md``, by name."""
    return tuple(sorted(path.with_suffix("").glob("*.md")))


def approvals_path(path: Path) -> Path:
    """Where the approvals of an issue are kept: ``DATE.approvals.toml`` beside the issue file."""
    return path.with_suffix(".approvals.toml")


def waivers_path(path: Path) -> Path:
    """Where waived findings of an issue are kept, as the audit keeps those of any report."""
    return path.with_name(f"{path.name}.waivers.json")


def issue_files(desk: Desk, date: Date, language: str) -> tuple[Path, ...]:
    """Every file that a build of an issue reads, its pictures included."""
    from .desk import CONFIG_NAME
    from .issuefile import PictureRef, read_issue

    path = desk.issue_path(date, language)
    found = [desk.path / CONFIG_NAME, path, *section_files(path)]
    main = desk.issue_path(date)
    if main != path and main.is_file():
        # A translation is checked against what it translates.
        found += [main, *section_files(main)]
    found += [p for p in (approvals_path(path), waivers_path(path)) if p.is_file()]
    if desk.config.desk.logo:
        found.append(desk.path / desk.config.desk.logo)
    pictures: dict[Path, None] = {}
    for issue in dict.fromkeys((path, main)):
        try:
            blocks = read_issue(issue).blocks
        except IssueError:
            blocks = ()  # whoever builds is told what is wrong with it
        # Both languages keep their pictures in one folder.
        folder = main.with_suffix("")
        pictures |= {folder / b.file: None for b in blocks if isinstance(b, PictureRef)}
    return (*found, *(p for p in pictures if p.is_file()))
