"""The two languages of an issue: the same names, numbers and figures, section by section.

A translation is compared with the issue in the desk's own language. What one side says and the other
does not, words left untranslated, and names the desk has no translation for all stop the build, each
with its place in both files.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..desk.issuefile import ChartRef, Heading, IssueDoc, PictureRef, Place, TableRef, plain_text
from ..errors import IssueError
from ..model import Block, Report
from ..quantity import plain
from . import parts
from .issue import Issue, Said
from .words import words

__all__ = ["check_translation"]

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff](?:.*[\u3400-\u9fff\uf900-\ufaff])?")
MOST = 12
"""So many differences are listed at once."""


@dataclass(frozen=True, slots=True)
class _Difference:
    place: Place
    doc: IssueDoc
    text: str


def check_translation(issue: Issue, original: Issue) -> None:
    """Refuse a translation that does not say what the original says.

    Raises :class:`~tieout.errors.IssueError` whose message names every difference, at most a dozen,
    with the places in both files; ``differences`` holds them as texts.
    """
    found = [*_headings(issue, original)]
    # Sections cannot be compared one by one when they are not the same sections.
    found = found or [*_facts(issue, original), *_figures(issue, original), *_bare(issue, original)]
    if issue.language == "en":
        found += _untranslated(issue)
    if not found:
        return
    texts = [f"{d.doc.where(d.place)}: {d.text}" for d in found]
    listed = "\n".join(f"  {t}" for t in texts[:MOST])
    more = f"\n  and {len(texts) - MOST} more" if len(texts) > MOST else ""
    name, other = issue.doc.path.name, original.doc.path.name
    count = f"{len(texts)} differences" if len(texts) > 1 else "a difference"
    first = next((d for d in found if d.doc is issue.doc), found[0])
    raise IssueError(
        f"{name} does not say what {other} says, {count}:\n{listed}{more}",
        next_step=f"make {name} and {other} agree; a translation is built whole or not at all",
        path=str(first.doc.path),
        line=first.place.line,
        column=first.place.column,
        differences=texts,
    )


# --- sections ---------------------------------------------------------------------------------------


def _body_headings(doc: IssueDoc, language: str) -> list[Heading]:
    points = doc.cover or words(language)["points"]
    found: list[Heading] = []
    inside = False
    for block in doc.blocks:
        if not isinstance(block, Heading):
            continue
        if block.level == 1:
            inside = plain_text(block.inlines) == points
        if not inside:
            found.append(block)
    return found


def _headings(issue: Issue, original: Issue) -> Iterator[_Difference]:
    """The first heading that has none of its level on the other side."""
    ours = _body_headings(issue.doc, issue.language)
    theirs = _body_headings(original.doc, original.language)
    for n in range(max(len(ours), len(theirs))):
        a, b = (hs[n] if n < len(hs) else None for hs in (ours, theirs))
        if a is not None and b is not None and a.level == b.level:
            continue
        if a is not None:
            where = original.doc.where(b.place) if b else f"the end of {original.doc.path.name}"
            yield _Difference(
                a.place,
                issue.doc,
                f"the heading “{plain_text(a.inlines)}” (level {a.level}) has no like at {where}",
            )
        elif b is not None:
            said = plain_text(b.inlines)
            yield _Difference(
                b.place,
                original.doc,
                f"the heading “{said}” (level {b.level}) is missing at the end of {issue.doc.path.name}",
            )
        return


def _sections(report: Report) -> list[tuple[int, int]]:
    """The stretches of text to compare: headline and cover, then each section of the body."""
    body = [b for b in report.blocks if b.zone == "body"]
    starts = [b.start for b in body if b.type == "heading" and b.level == 1]
    cover = [b for b in report.blocks if b.zone == "cover"]
    out = [(0, cover[-1].end if cover else 0)]
    if body:
        edges = [body[0].start, *starts, body[-1].end]
        out += [(a, b) for a, b in pairwise(edges[1:])] if starts else [(edges[0], edges[-1])]
    return out


# --- numbers and names ------------------------------------------------------------------------------


def _facts(issue: Issue, original: Issue) -> Iterator[_Difference]:
    ours, theirs = _sections(issue.report), _sections(original.report)
    for n, (mine, other) in enumerate(zip(ours, theirs, strict=False)):
        here, there = _said_in(issue.report, mine), _said_in(original.report, other)
        for side, against, keys in (
            (issue, original, [k for k in here if k not in there]),
            (original, issue, [k for k in there if k not in here]),
        ):
            for key in keys:
                said = _place(side, key)
                shown = f" ({said.shown})" if said else ""
                place = Place(said.line, said.column, said.file) if said else Place(1, 1)
                where = _section_place(against, n)
                yield _Difference(place, side.doc, f"{key}{shown} is not said in {where}")


def _said_in(report: Report, section: tuple[int, int]) -> dict[str, None]:
    """The facts said in the prose of a section; those of tables are compared as figures."""
    grids = [(t.start, t.end) for t in report.tables]
    start, end = section
    return {
        s.fact: None
        for s in report.spans
        if start <= s.start < end and s.role != "direction" and not any(a <= s.start < b for a, b in grids)
    }


def _place(issue: Issue, key: str) -> Said | None:
    return next((s for s in issue.bound if s.fact == key), None)


def _section_place(issue: Issue, number: int) -> str:
    if number == 0:
        return f"headline and cover of {issue.doc.path.name}"
    tops = [h for h in _body_headings(issue.doc, issue.language) if h.level == 1]
    if number > len(tops):
        return issue.doc.path.name
    heading = tops[number - 1]
    return f"“{plain_text(heading.inlines)}” ({issue.doc.where(heading.place)})"


def _bare(issue: Issue, original: Issue) -> Iterator[_Difference]:
    """Numbers that no fact supports must at least be the same."""
    sides = (issue, original)
    values = [Counter(_value(b.quantity) for b in side.bare) for side in sides]
    for n, side in enumerate(sides):
        left = values[n] - values[1 - n]
        for bare in side.bare:
            value = _value(bare.quantity)
            if left[value] > 0:
                left[value] -= 1
                against = sides[1 - n].doc.path.name
                yield _Difference(bare.place, side.doc, f"the number “{bare.text}” is not said in {against}")


def _value(quantity: object) -> str:
    value = abs(getattr(quantity, "value"))  # noqa: B009
    return plain(value.normalize())


# --- figures ----------------------------------------------------------------------------------------


def _figures(issue: Issue, original: Issue) -> Iterator[_Difference]:
    """The first figure that is another one on the other side, or none."""
    ours, theirs = _figure_refs(issue.doc), _figure_refs(original.doc)
    for n in range(max(len(ours), len(theirs))):
        a, b = (refs[n] if n < len(refs) else None for refs in (ours, theirs))
        if a is not None and b is not None and _kind(a) == _kind(b):
            continue
        side, ref, other = (issue, a, b) if a is not None else (original, b, a)
        assert ref is not None
        against = original if side is issue else issue
        where = against.doc.where(other.place) if other is not None else against.doc.path.name
        yield _Difference(ref.place, side.doc, f"figure {n + 1} ({_kind(ref)}) is not that of {where}")
        return


def _figure_refs(doc: IssueDoc) -> list[TableRef | ChartRef | PictureRef]:
    return [b for b in doc.blocks if isinstance(b, TableRef | ChartRef | PictureRef)]


def _kind(ref: TableRef | ChartRef | PictureRef) -> str:
    if isinstance(ref, PictureRef):
        return "picture"
    name = f"/{ref.name}" if isinstance(ref, ChartRef) and ref.name else ""
    what = f"{'chart' if isinstance(ref, ChartRef) else 'table'}:{ref.tracker}{name}"
    period = f"@{ref.period}" if ref.period else ""
    only = f"?only={','.join(ref.only)}" if ref.only else ""
    return f"{what}{period}{only}{f'?without={chr(44).join(ref.without)}' if ref.without else ''}"


# --- words ------------------------------------------------------------------------------------------


def _untranslated(issue: Issue) -> Iterator[_Difference]:
    """Chinese left in an English issue: in its prose, in the names of the desk, in its fixed texts."""
    report, doc = issue.report, issue.doc
    told: set[str] = set()
    for spot in _chinese(report.blocks, report):
        text, block = spot
        if text in told:
            continue
        told.add(text)
        bound = next(
            (s for s in report.spans if block.start <= s.start < block.end and report.quote(s) == text), None
        )
        place = _typed_at(issue, text)
        if bound is None and place is not None:
            yield _Difference(place, doc, f"“{text}” is not translated")
        elif block.zone == "back":
            yield _Difference(
                Place(1, 1), doc, f"“{text[:24]}” of the back matter has no en text in desk.toml"
            )
        else:
            yield _no_name(doc, text)
    for table in report.tables:
        for text in (*table.columns, *(c for row in table.rows for c in row)):
            found = _HAN.search(text)
            if found and found[0] not in told:
                told.add(found[0])
                yield _no_name(doc, text)
    for chart in report.charts:
        for text in chart.spec.texts():
            if _HAN.search(text) and text not in told and text != chart.spec.alt:
                told.add(text)
                yield _no_name(doc, text)


def _no_name(doc: IssueDoc, text: str) -> _Difference:
    step = f'add to desk.toml: [[names]] with the lines zh = "{text}" and en = its English name'
    return _Difference(Place(1, 1), doc, f"“{text}” has no English name: {step}")


def _chinese(blocks: Sequence[Block], report: Report) -> Iterator[tuple[str, Block]]:
    for block in blocks:
        skipped = block.type == "table" or block.zone in ("contents", "figures")
        # A note names its source in the source's own language.
        if skipped or block.attrs.get("part") in (parts.PUBLISHER_ALT, parts.FOOTNOTE):
            continue
        found = _HAN.search(report.quote(block))
        if found:
            yield found[0], block


def _typed_at(issue: Issue, text: str) -> Place | None:
    """Where a person typed these words."""
    for block in issue.doc.blocks:
        inlines: Sequence[Any] = getattr(block, "inlines", ()) or getattr(block, "caption", ())
        for inline in inlines:
            typed = getattr(inline, "text", "")
            found = _HAN.search(typed)
            if found and (found[0] in text or text in typed):
                return Place(inline.place.line, inline.place.column + found.start(), inline.place.file)
    for inline in issue.doc.title:
        if _HAN.search(getattr(inline, "text", "")):
            return inline.place
    return None
