"""The result of ranking votes: boards, what they were made of, and the forms in which they leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any

from ..errors import UsageError
from .board import Board
from .records import board_records
from .settings import Settings

if TYPE_CHECKING:
    from ..model import Record
    from .health import Health

__all__ = ["Leaderboard"]


@dataclass(frozen=True)
class Leaderboard:
    """Boards computed from votes: ``overall`` and one for each category that was asked for.

    ``dropped`` counts the votes left out, by reason; ``labels`` how often each winner label occurred;
    ``notes`` are sentences a reader must know; ``info`` organization, license and knowledge cutoff by model;
    ``health`` is there when it was asked for.
    """

    boards: Mapping[str, Board]
    settings: Settings
    origin: str
    votes: int
    as_of: date | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    info: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    health: Health | None = None

    @property
    def overall(self) -> Board:
        """The board of all votes that count."""
        return self.boards["overall"]

    def __getitem__(self, name: str) -> Board:
        """A board by name.

        Raises ``UsageError`` that lists the boards there are.
        """
        if name not in self.boards:
            raise UsageError(
                f"no board {name!r}", next_step=f"boards are {', '.join(self.boards)}", name=name
            )
        return self.boards[name]

    def __iter__(self) -> Iterator[Board]:
        return iter(self.boards.values())

    def records(self) -> list[dict[str, Any]]:
        """The records of the leaderboard tracker, all boards, in order; unrounded numbers beside the shown ones."""
        return [record for board in self for record in board_records(board, self.info)]

    def tracker_records(self, day: date | None = None) -> list[Record]:
        """The same as ``model.Record``, for the store; ``day`` is what they speak of (default: ``as_of``).

        Raises ``UsageError`` when neither is given: a record without a period cannot be compared.
        """
        from .records import tracker_records

        speaks_of = day or self.as_of
        if speaks_of is None:
            raise UsageError("the records need a day", next_step="give day= or rank with as_of=")
        return tracker_records(self.records(), speaks_of)

    def as_json(self) -> dict[str, Any]:
        """Everything as plain data: ``records``, ``boards`` (unranked models, notes, style), settings, votes left out."""
        out: dict[str, Any] = {
            "records": self.records(),
            "boards": [board.as_json() for board in self],
            "votes": self.votes,
            "dropped": dict(self.dropped),
            "labels": dict(self.labels),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "source": self.origin,
            "settings": asdict(self.settings),
            "notes": list(self.notes),
        }
        if self.health is not None:
            out["health"] = self.health.as_json()
        return out

    def chart_spec(self, board: str = "overall", *, most: int = 25, language: str = "en") -> dict[str, Any]:
        """A Vega-Lite specification (plain dictionaries): scores with their intervals, best first."""
        from .chart import chart_spec

        return chart_spec(self[board], most=most, language=language)

    def chart_svg(self, board: str = "overall", *, most: int = 25, language: str = "en") -> str:
        """The chart as SVG; raises ``MissingExtra`` where vl-convert is not installed."""
        from .chart import chart_svg

        return chart_svg(self.chart_spec(board, most=most, language=language))

    def write(self, path: str | PathLike[str]) -> None:
        """Write the records to ``.csv``, ``.xlsx``, ``.json`` or ``.svg`` (the chart), told from the name."""
        from .outputs import write

        write(self, path)
