"""Named figures listed in a sentence, and what is said of their places: who is first, second, largest, last."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Context, Draft
from . import order, sequence

__all__ = ["find"]


def find(context: Context) -> Iterator[Draft]:
    """Superlatives, places and orders of names that a sentence lists with their figures."""
    yield from order.find(context)
    yield from sequence.find(context)
