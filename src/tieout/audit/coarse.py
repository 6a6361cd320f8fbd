"""Figures whose last digits are only places: 1,600 万 for a source's 16.0 million.

A house that turns millions into 万 prints a nought it does not know. One such figure may be exact; where every
count of a report that is printed in 万 without decimals ends in a nought, the nought is a place, and each of them
is known to the ten only. ``decimals`` becomes -1, and everything that reckons with the figure takes the wider interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..quantity import Quantity

__all__ = ["coarsened"]

_WAN = Decimal(10_000)
_FEWEST = 4
"""Different figures it takes: that as many end in a nought by chance happens once in ten thousand reports."""
_LARGEST = 1000
"""What one of them must reach: 40, 60 and 80 万 are printed by people who round anyway."""


def coarsened(rows: Sequence[Sequence[Quantity]]) -> list[list[Quantity]]:
    """The quantities of each passage, those known to the ten with the interval that says so.

    >>> from ..quantity import scan
    >>> found = scan("总量6820万台，甲1600万台，乙1350万台，丙720万台").quantities
    >>> [q.decimals for q in coarsened([found])[0]], str(coarsened([found])[0][3].shown.lo)
    ([-1, -1, -1, -1], '7150000')
    """
    units = {q.unit for row in rows for q in row if q.scale == _WAN}
    coarse = {
        u for u in units if _only_tens([q for row in rows for q in row if q.scale == _WAN and q.unit == u])
    }
    return [
        [replace(q, decimals=-1) if q.scale == _WAN and q.unit in coarse else q for q in row] for row in rows
    ]


def _only_tens(figures: Sequence[Quantity]) -> bool:
    printed = {abs(q.value) / _WAN for q in figures}
    plain = all(q.decimals == 0 and q.high is None for q in figures)
    return (
        plain and len(printed) >= _FEWEST and max(printed) >= _LARGEST and all(v % 10 == 0 for v in printed)
    )
