"""A number phrase while it is being read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .types import Comparator

__all__ = ["Atom", "spelled_atom"]


@dataclass(slots=True)
class Atom:
    """A number phrase being read; becomes a Quantity at the end."""

    start: int
    end: int
    digits_start: int
    digits_end: int
    value: Decimal
    decimals: int = 0
    scale: Decimal = Decimal(1)
    unit: str | None = None
    factor: Decimal = Decimal(1)
    money: bool = False
    signed: bool = False
    negative: bool = False
    bound: Comparator | None = None
    high: Decimal | None = None
    rank: bool = False
    word: str = ""
    direction: str | None = None
    spelled: bool = False
    fixed: bool = False

    @property
    def bare(self) -> bool:
        """True for digits alone: no sign, currency, scale, unit or bound."""
        return not (self.signed or self.money or self.unit or self.scale != 1 or self.rank or self.fixed)


def spelled_atom(start: int, end: int, value: Decimal, unit: str | None = None) -> Atom:
    """An atom for a number written in words."""
    return Atom(start, end, start, end, value, unit=unit, spelled=True, fixed=True)
