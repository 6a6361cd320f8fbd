"""A text without its blanks and small marks, and where each character of it stood."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["squeezed"]


@lru_cache(maxsize=256)
def squeezed(text: str, marks: str) -> tuple[str, tuple[int, ...]]:
    """The text without blanks and the marks, and the place of each character left.

    Names are looked for in it by every table of a report, so the last texts are remembered.

    >>> squeezed("G P-4o 版", "-")
    ('GP4o版', (0, 2, 4, 5, 7))
    """
    at = tuple(i for i, c in enumerate(text) if not (c in marks or c.isspace()))
    return "".join(text[i] for i in at), at
