"""The words by which a composed report tells a renderer what a block is for.

``Block.attrs["part"]`` holds one of the names below; a renderer places the block by it and nothing
else. ``Block.attrs["id"]`` is the anchor of a section or figure, ``Block.attrs["target"]`` the
anchor an entry of the contents leads to. ``Block.attrs["strong"]`` lists emphasised stretches as
``start-end`` pairs relative to the block, ``Block.attrs["marker"]`` the number or bullet that opens
the text of a list item (it is part of the text, so that no format prints another).
"""

from __future__ import annotations

__all__ = [
    "ANALYST",
    "BOX",
    "CAPTION",
    "CONTACT",
    "DATE",
    "ENTRY",
    "FOOTNOTE",
    "NOTE",
    "NO_FIGURE",
    "POINTS",
    "PUBLISHER",
    "PUBLISHER_ALT",
    "RATING",
    "RELATED",
    "RELATED_TITLE",
    "SERIES",
    "SOURCE",
    "TITLE",
    "marks",
    "stretches",
]

DATE = "date"
PUBLISHER = "publisher"
PUBLISHER_ALT = "publisher_alt"
"""The publisher's name in the other language."""
TITLE = "title"
SERIES = "series"
RATING = "rating"
POINTS = "points"
"""The heading over the key points of the cover."""
ANALYST = "analyst"
CONTACT = "contact"
BOX = "box"
"""The performance box, table and chart, beside the key points."""
RELATED_TITLE = "related_title"
RELATED = "related"
ENTRY = "entry"
"""A line of the contents or of the list of figures."""
CAPTION = "caption"
SOURCE = "source"
NOTE = "note"
"""A line under a figure that is not its source."""
NO_FIGURE = "no_figure"
"""What stands under the caption of a figure that the desk lacks the records for."""


FOOTNOTE = "footnote"
"""A note on a cited source; ``Block.attrs["marks"]`` of other blocks says where its number stands."""


def marks(text: str) -> tuple[tuple[int, int], ...]:
    """The ``offset:number`` pairs of ``Block.attrs["marks"]``: which note is referred to where.

    >>> marks("12:1 30:2")
    ((12, 1), (30, 2))
    """
    return tuple((int(a), int(b)) for a, b in (pair.split(":") for pair in text.split()))


def stretches(text: str) -> tuple[tuple[int, int], ...]:
    """The ``start-end`` pairs of ``Block.attrs["strong"]``.

    >>> stretches("0-4 10-12")
    ((0, 4), (10, 12))
    """
    return tuple((int(a), int(b)) for a, b in (pair.split("-") for pair in text.split()))
