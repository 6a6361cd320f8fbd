"""Relations that the other statements of their kind establish.

A whole need not be printed to be known: ``A 172.5 亿美元，份额 57.9%；B 36.9 亿，12.4%；C 18.5 亿，6.2%`` all
give one market. What several statements of one kind agree on, a further one must keep as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..base import Context, Draft

__all__ = ["find"]


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every share held against its siblings, every growth of a whole against those of its parts."""
    from . import growth, placed, shares

    yield from shares.find(contexts)
    for context in contexts:
        yield from growth.find(context)
        yield from placed.find(context)
