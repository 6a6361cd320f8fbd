"""Sums told in prose: wholes with their parts, bridges, stocks and flows, answers that add up to a hundred."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Context, Draft

__all__ = ["find"]


def find(context: Context) -> Iterator[Draft]:
    """Every sum of a passage, whatever its words."""
    from . import bridges, dividends, hundred, orders, rates, stocks, tallies, wholes
    from .terms import read

    text = read(context)
    yield from tallies.find(text)
    if len(text.terms) > 1:
        for module in (wholes, stocks, hundred, rates, bridges, dividends, orders):
            yield from module.find(text)
