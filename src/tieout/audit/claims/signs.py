"""Signs of a change in prose: in the word (下降 4.10%), in the figure (-4.10%), or in both."""

from __future__ import annotations

import re
from dataclasses import replace

from ...quantity import Quantity
from ..grid import Cell
from ..mentions import Mention

__all__ = ["against_the_word", "with_sign"]

_CHANGES = re.compile(r"环比|同比|涨跌|变化|变动|增减|change|chg|growth|wow|yoy|return|m/m|q/q", re.I)
# A column or a word that is itself a fall, or a move of the move: its sign says nothing.
_OWN_WAY = re.compile(r"跌幅|降幅|减幅|收窄|扩大|放缓|加快|decline|drop|narrow|widen|slow", re.I)


def with_sign(q: Quantity, direction: int, cell: Cell) -> Quantity:
    """The figure with the sign its word gives it: 跌 3.98% is a cell of -3.98%."""
    if cell.operand is not None and cell.operand.value < 0 < q.value and direction < 0:
        return replace(q, value=-q.value)
    return q


def against_the_word(q: Quantity, m: Mention, cell: Cell, direction: int | None = None) -> bool:
    """True when the word says a fall and the cell of a column of changes holds a rise, the figure being equal.

    A rise said of a negative cell differs in the figure already.
    """
    way = m.direction if direction is None else direction
    return (
        way < 0 < q.value
        and cell.operand is not None
        and cell.operand.interval.lo > 0
        and cell.unit == "%"
        and _CHANGES.search(cell.header) is not None
        and not _OWN_WAY.search(cell.header)
        and not _OWN_WAY.search(m.gap[-16:] + m.tail[:8])
    )
