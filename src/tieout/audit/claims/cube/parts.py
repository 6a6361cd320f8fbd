"""The parts of a cube: what a column holds, a cell as a figure, a row as a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ....model.formula import Operand
from ...grid import Cell, Row
from .moments import Moment

__all__ = ["Figure", "Head", "Kind", "Line"]

Kind = Literal["level", "share", "change", "points", "amount", "rank", "text"]


@dataclass(frozen=True)
class Head:
    """What a column holds: a level, a share, a change in percent, in points or in its own unit, a rank, or text."""

    index: int
    kind: Kind
    moment: Moment | None
    measure: str
    percent: bool
    text: str
    base: int | None = None
    """For changes: the column they are counted from, where the figures tell it."""
    now: int | None = None
    window: str = ""


@dataclass(frozen=True)
class Figure:
    """A cell as a figure: what is printed, as an operand in print units, whether in percent, and the cell."""

    operand: Operand
    percent: bool
    cell: Cell


@dataclass(frozen=True)
class Line:
    """A row: its label, whether it is the sum of others, whether it holds what is left over."""

    index: int
    label: str
    row: Row
    total: bool
    rest: bool
    percent: bool
    average: bool
