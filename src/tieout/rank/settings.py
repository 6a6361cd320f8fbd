"""The choices behind a board, kept with it so that a reader can see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from ..errors import UsageError
from .outcomes import TieRule

__all__ = ["Interval", "Settings"]

Interval = Literal["sandwich", "multinomial", "poisson"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How scores, intervals and ranks are made.

    ``ties``: half (a tie is half a win each), davidson, rao_kupper. ``interval``: sandwich (closed form)
    or a bootstrap, multinomial or poisson, of ``rounds`` rounds from ``seed``. ``level``: coverage of the
    interval. ``cluster``: votes of one voter count as dependent. ``centre``: the average score of the fitted
    models; ``anchor`` (model, score) shifts all scores so that this model has this score. ``relative_to``:
    ``average`` prints intervals of the deviation from the average model, ``anchor`` of the difference to the
    anchor, whose own interval is then zero. ``reweight``: every pair weighted alike, down to ``pair_floor``
    votes. ``ridge``: penalty, 0 by default. ``min_votes``: the overall board displays models with more votes
    than this, ``min_votes_boards`` the same for category boards and the style rank.
    """

    ties: TieRule = "half"
    interval: Interval = "sandwich"
    level: float = 0.95
    cluster: bool = False
    centre: float = 1000.0
    anchor: tuple[str, float] | None = None
    relative_to: Literal["average", "anchor"] = "average"
    reweight: bool = False
    pair_floor: int = 50
    ridge: float = 0.0
    rounds: int = 1_000
    seed: int = 0
    min_votes: int = 0
    min_votes_boards: int = 300

    def __post_init__(self) -> None:
        def choice(name: str, value: str, allowed: tuple[str, ...]) -> None:
            if value not in allowed:
                raise UsageError(f"{name} is {value!r}", next_step=f"choose one of {', '.join(allowed)}")

        choice("ties", self.ties, get_args(TieRule))
        choice("interval", self.interval, get_args(Interval))
        choice("relative_to", self.relative_to, ("average", "anchor"))
        if not 0.5 <= self.level < 1.0:
            raise UsageError(f"level is {self.level}", next_step="give a coverage such as 0.95")
        if self.ridge < 0 or self.pair_floor < 1 or self.rounds < 20:
            raise UsageError(
                "ridge must not be negative, pair_floor at least 1, rounds at least 20",
                next_step="leave them at their defaults when in doubt",
            )
        if self.relative_to == "anchor" and self.anchor is None:
            raise UsageError(
                "intervals relative to an anchor need one",
                next_step="give anchor=('MODEL', score) (--anchor MODEL=1114)",
            )
        if self.interval != "sandwich" and self.reweight:
            raise UsageError(
                "a bootstrap of reweighted votes is not offered",
                next_step="use interval='sandwich', which takes weights",
            )
