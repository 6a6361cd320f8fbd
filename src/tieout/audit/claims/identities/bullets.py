"""Identities told over the lines of a list: revenue in one bullet, gross profit in the next, the margin in a third."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..base import Context, Draft
from ..zh.facts import HAN
from .check import over
from .reading import named_of

__all__ = ["find"]

LONG = 360
"""Characters from which a passage is a paragraph of its own."""
APART = 4
"""Characters between two lines of one list: line breaks, a bullet."""
WORDS = 7
"""Letters for each number that a line of prose has at least, a Chinese one counting twice; a row of a table has fewer."""


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """The identities whose three figures stand in neighbouring lines of a list."""
    for run in _runs(contexts):
        first = run[0].passage
        text = "\n".join(c.passage.text for c in run)
        joined = Context(
            replace(first, end=run[-1].passage.end, text=text),
            tuple(s for c in run for s in c.sentences),
            tuple(m for c in run for m in c.mentions),
        )
        ends = [c.passage.end for c in run]
        yield from over(joined, named_of(joined), ends)


def _runs(contexts: Sequence[Context]) -> Iterator[list[Context]]:
    run: list[Context] = []
    for context in contexts:
        passage = context.passage
        if passage.role in ("source", "contents", "caption"):
            continue
        told = _told(context)
        near = (
            bool(run)
            and passage.start - run[-1].passage.end <= APART
            and passage.section == run[-1].passage.section
        )
        if told and (near or not run):
            run.append(context)
            continue
        if len(run) > 1:
            yield run
        run = [context] if told else []
    if len(run) > 1:
        yield run


def _told(context: Context) -> bool:
    """True for a short line of words with a figure or several."""
    numbers = sum(len(row) for row in context.mentions)
    letters = len(re.findall(r"[^\W\d_]", context.passage.text)) + len(HAN.findall(context.passage.text))
    return (
        numbers > 0
        and len(context.passage.text) <= LONG
        and letters >= WORDS * numbers
        and "\t" not in context.passage.text
    )
