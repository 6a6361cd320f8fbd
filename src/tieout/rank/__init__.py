"""Leaderboards from pairwise votes: the Arena's table computed instead of copied.

``rank`` is the verb; a ``Leaderboard`` holds boards, boards hold entries. Votes become counts by SQL
(``votes``, ``tally``), counts become strengths with a covariance (``fit``, ``covariance``,
``bootstrap``), strengths become scores and ranks (``ranks``, ``boardfit``); votes with style features are
fitted beside them (``style``). ``health`` says what the votes can carry, ``releases`` compares two boards,
``boards`` reads published ones and checks their ranks. ``docs/rank.md`` has the definitions.

Names are loaded when first used, so importing this package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .board import Board, Coefficient, Entry, WinChance
    from .boards import BoardFinding, check_board, read_boards
    from .graph import Unranked
    from .health import Health, examine
    from .leaderboard import Leaderboard
    from .releases import Comparison, Move, compare
    from .settings import Settings
    from .verb import rank

__all__ = [
    "Board",
    "BoardFinding",
    "Coefficient",
    "Comparison",
    "Entry",
    "Health",
    "Leaderboard",
    "Move",
    "Settings",
    "Unranked",
    "WinChance",
    "check_board",
    "compare",
    "examine",
    "rank",
    "read_boards",
]

_HOMES = {
    "Board": "board",
    "BoardFinding": "boards",
    "Coefficient": "board",
    "Comparison": "releases",
    "Entry": "board",
    "Health": "health",
    "Leaderboard": "leaderboard",
    "Move": "releases",
    "Settings": "settings",
    "Unranked": "graph",
    "WinChance": "board",
    "check_board": "boards",
    "compare": "releases",
    "examine": "health",
    "rank": "verb",
    "read_boards": "boards",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
