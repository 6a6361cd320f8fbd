"""Footnotes of a PDF: the raised marks in its text, and the notes at the feet of its pages.

A mark (``[3]``, ``3``, ``③``) says nothing of the number it stands behind, and a note between two pages
tears a paragraph apart. Marks are taken out where a note of the same label begins with it, also raised,
at the foot of some page; the notes are read after everything else. Any other raised sign (m²) stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .pdflines import TextLine, join_lines
from .pdfpage import Glyph, Page

__all__ = ["Note", "notes_apart"]

_LABEL = re.compile(r"\[\d{1,3}\]|\d{1,2}|[\u2460-\u2473]")
# Of the letters beside it: how small a mark is, and how far its foot is raised.
SMALL, RAISED = 0.78, 0.15
# Lines of a note follow one another closer than this, in heights of a line.
CLOSE = 1.0


@dataclass(frozen=True, slots=True)
class Note:
    """A note at the foot of a page: its label and its words."""

    label: str
    text: str
    page: int


def notes_apart(pages: Sequence[Page], lines: dict[int, list[TextLine]]) -> tuple[list[Page], list[Note]]:
    """The pages without notes and marks, and the notes in order; ``lines`` are those of each page."""
    found = {p.number: _feet(p, lines[p.number]) for p in pages}
    notes = [_note(ln, p.number) for p in pages for ln in found[p.number]]
    labels = {n.label for n in notes}
    if not notes:
        return list(pages), []
    out = []
    for page in pages:
        gone = {g.order for block in found[page.number] for ln in block for g in ln.glyphs}
        for line in lines[page.number]:
            for segment in line.segments:
                for mark in _marks(segment.glyphs):
                    if "".join(g.char for g in mark) in labels:
                        gone |= {g.order for g in mark}
        kept = tuple(g for g in page.glyphs if g.order not in gone)
        out.append(page if not gone else replace(page, glyphs=kept))
    return out, notes


def _note(lines: Sequence[TextLine], page: int) -> Note:
    label = _label(_opening(lines[0]))
    said = join_lines(ln.text for ln in lines).strip()
    return Note(label, f"{label} {said[len(label) :].strip()}", page)


def _feet(page: Page, lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """The notes of a page, each its lines: the last lines that open with a raised label, in its lower half."""
    ordered = sorted(lines, key=lambda ln: ln.y0)
    first = next(
        (k for k, ln in enumerate(ordered) if ln.middle > page.height / 2 and _opening(ln)), len(ordered)
    )
    notes: list[list[TextLine]] = []
    for before, line in pairwise([None, *ordered[first:]]):
        assert line is not None
        if before is not None and line.y0 - before.y1 > CLOSE * (line.y1 - line.y0):
            break  # the running foot
        if _opening(line):
            notes.append([line])
        else:
            notes[-1].append(line)
    return notes


def _opening(line: TextLine) -> list[Glyph]:
    """The raised label a line begins with; empty when it begins with none."""
    glyphs = line.segments[0].glyphs
    found = _runs(glyphs)
    if not found or found[0][0] is not glyphs[0] or len(found[0]) == len(line.glyphs):
        return []
    return found[0]


def _label(glyphs: Sequence[Glyph]) -> str:
    return "".join(g.char for g in glyphs)


def _marks(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The raised labels behind other words."""
    return [m for m in _runs(glyphs) if m[0] is not glyphs[0]]


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Runs of glyphs that are small, raised, and together one label."""
    tall = max((g.y1 - g.y0 for g in glyphs), default=0.0)
    foot = max((g.y1 for g in glyphs if g.y1 - g.y0 > SMALL * tall), default=0.0)
    out: list[list[Glyph]] = []
    last = None
    for g in glyphs:
        high = g.y1 - g.y0
        if g.char != " " and high < SMALL * tall and foot - g.y1 > RAISED * tall:
            if last is not None and out and out[-1][-1] is last:
                out[-1].append(g)
            else:
                out.append([g])
            last = g
        elif g.char != " ":
            last = None
    labels = []
    for run in out:
        said = "".join(g.char for g in run)
        at = 0
        while (match := _LABEL.match(said, at)) is not None:
            labels.append(run[match.start() : match.end()])
            at = match.end()
    return labels
