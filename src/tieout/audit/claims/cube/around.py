"""A figure in its place: the words before and behind it, and what they say of whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...mentions import Mention
from ..english.moving import MOVE_OF
from . import cues
from .spoken import Spoken
from .subjects import Subject
from .table import Cube

__all__ = ["Place", "of_another", "other_place", "placed"]


@dataclass(frozen=True)
class Place:
    """A figure with the words around it: ``gap`` since the figure before, ``lead`` since its name too.

    ``reach`` is where the words end that may date it, with those behind a figure that it led to.
    """

    m: Mention
    subject: Subject
    gap: str
    lead: str
    tail: str
    listed: bool
    reach: int


def placed(spoken: Spoken, k: int, subject: Subject) -> Place:
    """The place of the figure ``k`` of a sentence, whose subject is known."""
    m = spoken.row[k]
    done = spoken.row[k - 1].q.end if k else spoken.sentence.start
    edge = min(max(subject.end, done), m.q.start)
    following = spoken.row[k + 1].q.start if k + 1 < len(spoken.row) else spoken.sentence.end
    tail = _TAIL.split(spoken.text(m.q.end, following), maxsplit=1)[0]
    reach = m.q.end + len(tail)
    if k + 1 < len(spoken.row) and _LED_TO.fullmatch(spoken.text(m.q.end, following)):
        level = spoken.row[k + 1].q
        ahead = spoken.row[k + 2].q.start if k + 2 < len(spoken.row) else spoken.sentence.end
        reach = level.end + len(_TAIL.split(spoken.text(level.end, ahead), maxsplit=1)[0])
    gap = spoken.text(done, m.q.start)
    name = spoken.text(min(max(done, subject.start), m.q.start), m.q.start)
    listed = (
        bool(k)
        and bool(cues.LIST.fullmatch(gap[: len(gap) - len(name)] or "x"))
        and not spoken.text(edge, m.q.start).strip()
    )
    return Place(m, subject, gap, spoken.text(edge, m.q.start), tail, listed, reach)


_TAIL = re.compile(r"[，,；;。:：(（、]|\s(?:while|whereas|but|and)\s")
_LED_TO = re.compile(r"[^，,；;。]{0,40}?\bto\s*(?:about |a record )?[a-z]{0,3}\s*[$€£]?")
"""rose 2.4% to 1,318 in September: what dates the level dates the change."""


_PLACE = re.compile(r"[^,;.()]{0,16}?\b(?:in|across|outside|within) (?:the )?(?P<of>[A-Z][a-z]{2,})")


def other_place(cube: Cube, spoken: Spoken, m: Mention) -> bool:
    """True for ``took 14.8% in Germany``: a place behind the figure that is no line of the table, nor in its title."""
    at = m.q.end - spoken.sentence.start
    found = _PLACE.match(spoken.sentence.text, at)
    if found is None:
        return False
    start = spoken.sentence.start + found.start("of")
    held = [(n.start, n.end) for n in spoken.names] + [(a, b) for a, b, _ in spoken.moments]
    return not any(a <= start < b for a, b in held) and found["of"].lower() not in cube.words


def of_another(spoken: Spoken, m: Mention) -> bool:
    """True for ``on an 18% rise in data volumes``: the change of a noun behind it that is no line and no moment."""
    found = MOVE_OF.match(spoken.text(m.q.end, spoken.sentence.end)) if m.unit_kind in ("%", "pp") else None
    if found is None:
        return False
    at = m.q.end + found.end()
    return not any(n.start <= at + 8 and at < n.end for n in spoken.names) and not any(
        a <= at + 4 and at < b for a, b, _ in spoken.moments
    )
