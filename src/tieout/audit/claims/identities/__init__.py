"""Figures that two others on the page define: the catalogue, the reading, and the check."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Context, Draft

__all__ = ["find"]


def find(context: Context) -> Iterator[Draft]:
    """Every figure of a passage that an identity of the catalogue gives or contradicts."""
    from . import check, denominated, units

    yield from check.find(context)
    yield from denominated.find(context)
    yield from units.find(context)
