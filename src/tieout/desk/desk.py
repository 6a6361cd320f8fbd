"""A desk: a folder with its configuration, inbox, issues, history and output."""

from __future__ import annotations

from datetime import date as Date
from datetime import tzinfo
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    from ..store import Snapshots, Store
    from ..trackers.view import Choices
    from .names import Spellings
    from .schema import DeskConfig

__all__ = ["CONFIG_NAME", "Desk", "open_desk"]

CONFIG_NAME = "desk.toml"


class Desk:
    """One opened desk. Its parts load when they are asked for.

    ``path`` is the folder, ``config`` what ``desk.toml`` says, ``store`` the history and
    ``snapshots`` the kept bytes. ``version`` reads the history as it was at that table version.
    """

    def __init__(self, path: Path, config: DeskConfig, *, version: int | None = None) -> None:
        self.path = path
        self.config = config
        self._version = version

    def __repr__(self) -> str:
        return f"Desk({str(self.path)!r})"

    @cached_property
    def store(self) -> Store:
        """The history of observations."""
        from ..store import Store

        store = Store(self.path / "store" / "observations")
        return store if self._version is None else store.at(self._version)

    @cached_property
    def snapshots(self) -> Snapshots:
        """The raw bytes that records and statements came from."""
        from ..store import Snapshots

        return Snapshots(self.path / "store" / "snapshots")

    @cached_property
    def names(self) -> Spellings:
        """All spellings of names, and their Chinese and English forms."""
        from .names import Spellings

        return Spellings(self.config)

    @cached_property
    def choices(self) -> Choices:
        """The house choices, as the trackers' views take them."""
        from ..trackers.view import Choices

        said = self.config.choices
        return Choices(
            top=said.top,
            top_by_field=dict(said.top_by_field),
            only_rising=said.only_rising,
            null_mark=said.null_mark,
            sign=said.sign,
            decimals=dict(said.decimals),
        )

    @cached_property
    def timezone(self) -> tzinfo:
        """The zone of times written without one."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.config.desk.timezone)

    @property
    def inbox(self) -> Path:
        """The folder people drop workbooks and CSV files into."""
        return self.path / "inbox"

    def resolve(self, tracker: str, field: str, printed: str) -> str:
        """The canonical name of a printed one: an alias leads to its subject, an unknown name to itself."""
        return self.names.resolve(tracker, field, printed)

    def display(self, tracker: str, subject: tuple[str, ...], language: str) -> str:
        """A subject's name in a language: the site, the company, the platform of a GPU machine."""
        from ..trackers import get_tracker

        return self.names.display(get_tracker(tracker).called(subject), language)

    def word(self, text: str, language: str) -> str:
        """Any name or word of a text cell in a language, as `[[names]]` and the universe give it."""
        return self.names.display(text, language)

    def universe(self, tracker: str, on: Date | None = None) -> tuple[tuple[str, ...], ...]:
        """The subjects that must be there, in the order of ``desk.toml``.

        ``on`` is an issue's date and leaves out what was not followed then. A tracker without a
        list in ``desk.toml`` needs nobody.
        """
        listed = self.config.universe
        if tracker == "compute_rental":
            return tuple(
                (self.resolve(tracker, "gpu", m.gpu), self.resolve(tracker, "platform", m.platform))
                for m in listed.compute_rental
                if on is None or m.followed_on(on)
            )
        if tracker == "site_traffic":
            return tuple((a.key,) for a in listed.site_traffic if on is None or a.followed_on(on))
        if tracker == "coverage":
            return tuple((c.ticker,) for c in listed.coverage if on is None or c.followed_on(on))
        return ()

    def followed(self, tracker: str) -> dict[tuple[str, ...], tuple[Date | None, Date | None]]:
        """The members of a tracker's universe, each with the first and last issue it is followed on."""
        listed = self.config.universe
        members = {
            "compute_rental": listed.compute_rental,
            "site_traffic": listed.site_traffic,
            "coverage": listed.coverage,
        }.get(tracker, ())
        return {s: (m.since, m.until) for s, m in zip(self.universe(tracker), members, strict=True)}

    def source_line(self, tracker: str, language: str) -> str:
        """What is printed behind 资料来源 under a tracker's table; empty when ``[sources]`` has none."""
        said = self.config.sources.get(tracker)
        return said.get(language) if said else ""

    def issue_path(self, date: Date, language: str | None = None) -> Path:
        """The issue file of a date: ``issues/DATE.md``, or ``issues/DATE.en.md`` for the other language."""
        main = self.config.desk.language
        middle = "" if language in (None, main) else f".{language}"
        return self.path / "issues" / f"{date.isoformat()}{middle}.md"

    def out_dir(self, date: Date) -> Path:
        """The folder an issue is built into: ``out/DATE``."""
        return self.path / "out" / date.isoformat()


def open_desk(path: str | PathLike[str], *, version: int | None = None) -> Desk:
    """Open the desk in a folder (or the one a ``desk.toml`` lies in).

    ``version`` opens its history as of a table version, as a lock pins it. Raises
    :class:`~tieout.errors.UsageError` when there is no desk and
    :class:`~tieout.errors.ConfigError` when ``desk.toml`` is wrong.
    """
    from .config import load

    folder = Path(path)
    if folder.name == CONFIG_NAME and folder.is_file():
        folder = folder.parent
    if not folder.exists():
        raise UsageError(
            f"there is no folder {folder}",
            next_step=f"check the name, or make a new desk there with `tieout init {folder}`",
            path=str(folder),
        )
    return Desk(folder.absolute(), load(folder / CONFIG_NAME), version=version)
