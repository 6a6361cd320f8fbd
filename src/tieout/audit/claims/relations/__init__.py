"""How figures stand to each other in words: wider, slower, the same, ahead, at the top of a range, in between."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Context, Draft
from . import chinese, compared, halves, marks, ranges, rivals, runs, spread, worded

__all__ = ["find"]


def find(context: Context) -> Iterator[Draft]:
    """Every statement of a passage on how two of its figures stand to each other."""
    yield from chinese.find(context)
    yield from ranges.find(context)
    yield from rivals.find(context)
    yield from halves.find(context)
    yield from marks.find(context)
    yield from spread.find(context)
    yield from compared.find(context)
    yield from runs.find(context)
    yield from worded.find(context)
