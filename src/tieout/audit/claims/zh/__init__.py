"""Chinese prose read as facts of topics, and the relations that facts of one topic must keep."""

from __future__ import annotations

from collections.abc import Iterator

from ..base import Context, Draft

__all__ = ["find"]


def find(context: Context) -> Iterator[Draft]:
    """Every statement of a Chinese passage that the facts around it can check."""
    from . import (
        ahead,
        announced,
        between,
        bounds,
        counts,
        derived,
        hundred,
        moves,
        named,
        net,
        parts,
        points,
        priced,
        products,
        rates,
        sequences,
        shares,
        sides,
        spans,
        times,
        totals,
    )
    from .topics import topics_of

    page = topics_of(context)
    if page is None:
        return
    yield from moves.find(page)
    for module in (
        parts,
        totals,
        shares,
        sides,
        derived,
        rates,
        spans,
        times,
        named,
        counts,
        between,
        hundred,
        products,
        ahead,
        net,
        priced,
        points,
        bounds,
        sequences,
        announced,
    ):
        yield from module.find(page)
