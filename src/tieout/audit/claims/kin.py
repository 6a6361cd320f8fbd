"""A figure that another table holds for the same name with a suffix: 云枫 here, 云枫-WP among the shares."""

from __future__ import annotations

from ...model.formula import Operand, verify
from ...quantity import Quantity
from ..grid import Grids, norm, unit_fits
from .base import unsigned

__all__ = ["held_by_kin"]


def held_by_kin(q: Quantity, name: str, grids: Grids, index: int) -> bool:
    """True where a row of another table than ``index``, with a longer or shorter form of the name, has the figure."""
    if sum(c.isdigit() for c in q.text) < 2:
        return False
    size = unsigned(q)
    return any(
        c.operand is not None
        and unit_fits(q, c)
        and verify(size, Operand(abs(c.operand.value), abs(c.operand.interval))).verdict == "supported"
        for key, places in grids.by_name.items()
        if _kin(key, norm(name))
        for g, r in places
        if g != index
        for c in grids.grids[g].rows[r].cells
    )


def _kin(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    least = 4 if short.isascii() else 2
    return len(short) >= least and a != b and long.startswith(short)
