"""A headline against the story under it: one figure reached, by two different changes.

``Net revenue climbs 20% to EUR598 million`` over ``net revenue rose 12% year on year to EUR598.4 million``:
the figure reached ties the two statements; the change is the same one unless the words name another base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model.evidence import Evidence
from ..base import Context, Draft
from ..labels import period_label
from .figures import Figure, Masked, alike, masked_of
from .moving import is_change, way_of

__all__ = ["find"]

_MOVED_TO = re.compile(
    r"#p(?P<by>\d+)#(?P<base>(?:(?!\bor\b)[^#;,.]){0,40}?)\bto (?:an? )?(?:record )?#a(?P<now>\d+)#"
)
_OTHER = re.compile(
    r"\b(?:constant|organic|like-for-like|adjusted|underlying|comparable|excluding|currency|expected?|forecast)\b"
)
LEAD = 4
"""Sentences of the story a headline sums up."""
LONGEST = 140
"""Letters of a headline."""


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Changes in the first sentences of a story that its headline gives otherwise."""
    if len(contexts) < 2 or len(contexts[0].sentences) != 1:
        return
    text = contexts[0].sentences[0].text.strip()
    if len(text) > LONGEST or text.endswith((".", ":", ";")):
        return
    headlines = masked_of(contexts[0])
    story = [m for c in contexts[1:3] for m in masked_of(c, least=1)][:LEAD]
    for head in headlines:
        for said in _MOVED_TO.finditer(head.text):
            yield from _against(head, said, story)


def _against(head: Masked, said: re.Match[str], story: Sequence[Masked]) -> Iterator[Draft]:
    by, now = head.figure(said.group("by")), head.figure(said.group("now"))
    if _OTHER.search(head.text) or not way_of(by):
        return
    if any(_says_too(f, by) for m in story for f in m.figures if is_change(f)):
        return
    for masked in story:
        for found in _MOVED_TO.finditer(masked.text):
            theirs, level = masked.figure(found.group("by")), masked.figure(found.group("now"))
            if not alike(level, now) or not level.m.q.shown.meets(now.m.q.shown):
                continue
            labels = {period_label(x.group("base")) for x in (said, found)} - {""}
            if way_of(theirs) != way_of(by) or len(labels) > 1 or "next" in labels or "far" in labels:
                continue
            if any(_says_too(f, by) for f in masked.figures):
                continue  # rose 11%, or 18% in local currencies: the headline has the other one
            if not _OTHER.search(masked.text[: found.end()]):
                yield _draft(by, theirs)
                return


def _says_too(f: Figure, by: Figure) -> bool:
    """True for 17.6% and 18%, not for 19% and 20%, whose roundings only touch."""
    shown = by.m.q.shown
    return f.kind == "p" and shown.lo <= f.m.q.value <= shown.hi


def _draft(head: Figure, story: Figure) -> Draft:
    a, b = head.m.q, story.m.q
    return Draft(
        "repeat",
        "TIE209",
        b.start,
        b.end,
        b,
        fixed="contradicted",
        subject=story.m.subject or None,
        metric="the headline",
        said=b.value,
        expected=a.value,
        numbers=((b.start, b.end),),
        reason=f"the headline gives {a.text}",
        evidence=(Evidence("sentence", start=a.start, end=a.end, value=a.value, note=a.text),),
    )
