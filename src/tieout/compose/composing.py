"""Desk, issue file and facts become a report: text, blocks, spans, tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from datetime import datetime
from typing import TYPE_CHECKING

from ..desk.issueapprovals import read_approvals
from ..desk.issuefile import (
    ChartRef,
    Heading,
    Inline,
    IssueBlock,
    IssueDoc,
    ListItem,
    PictureRef,
    Place,
    TableRef,
    read_issue,
)
from ..desk.pasting import command
from ..errors import GapError, IssueError, counted
from ..model import Analyst, BlockType, Meta, Related, Report
from . import parts
from .approving import approve_command, approved, language_option
from .asof import Views
from .back import write_back
from .bare import Written, all_facts, bare_numbers, bound_stretches, spots
from .binder import Binder
from .builder import Piece, ReportBuilder, Zone
from .figures import Figure, Figures
from .footnotes import Footnotes
from .issue import Issue, Look, gap_lines
from .words import day_words, words

if TYPE_CHECKING:
    from ..desk import Desk

__all__ = ["compose"]


def compose(
    desk: Desk,
    date: Date,
    *,
    language: str = "zh",
    as_of: datetime | None = None,
    strict: bool = False,
    internal: bool = True,
) -> Issue:
    """Compose the issue of a date: every link resolved, every table filled, every number bound.

    Parameters
    ----------
    desk
        An opened desk (:func:`tieout.open_desk`).
    date
        The issue's date; its file is ``issues/DATE.md``.
    language
        ``zh`` or ``en``; another language than the desk's is read from ``issues/DATE.en.md``.
    as_of
        Read the history as it was known at this moment.
    strict
        Refuse what a draft only marks: gaps, numbers without evidence, missing sections and sources.
    internal
        Recorded in the result; the renderers leave evidence out of a copy for clients.

    Raises
    ------
    IssueError
        The issue file is wrong, a number says something else than its fact, a translation says
        something else than the issue in the desk's language, or (strict) a number has no evidence;
        with ``path``, ``line``, ``column``.
    UnknownFact
        A link leads to nothing; with ``candidates``.
    GapError
        (strict) Needed records are missing; with ``gaps``.
    """
    doc = read_issue(desk.issue_path(date, language))
    composer = _Composer(desk, doc, language, as_of)
    report = composer.report()
    bare = bare_numbers(report, composer.said, composer.binder)
    approvals = read_approvals(desk, date, language)
    issue = Issue(
        report,
        date,
        composer.binder.facts,
        approved(composer.binder.gaps, approvals),
        desk,
        language,
        internal,
        _look(desk),
        bound_stretches(composer.said),
        bare,
        doc,
        tuple(composer.lacking),
        approvals,
        spots(composer.said),
        lambda: all_facts(composer.binder),
    )
    main = desk.config.desk.language
    if language != main:
        from .parallel import check_translation

        check_translation(issue, compose(desk, date, language=main, as_of=as_of))
    if strict:
        _refuse(desk, issue)
    return issue


def _refuse(desk: Desk, issue: Issue) -> None:
    doc = issue.doc
    gaps = issue.open_gaps
    if gaps:
        listed = "\n".join(gap_lines(gaps, doc.path.name))
        raise GapError(
            f"{counted(len(gaps), 'needed record is/needed records are')} missing:\n{listed}",
            next_step="supply them, or build a draft without --strict, or approve each: "
            + approve_command(desk, issue, gaps[0]),
            path=str(doc.path),
            line=gaps[0].line,
            column=gaps[0].column,
            gaps=[g.key for g in gaps],
        )
    if issue.bare:
        listed = "\n".join(f"  {b.place.file or doc.path.name}:{b}" for b in issue.bare)
        raise IssueError(
            f"{counted(len(issue.bare), 'number has/numbers have')} no evidence:\n{listed}",
            next_step="link each to a fact or a source; the facts that would fit are shown by: "
            + command(desk, "check", doc.date, *language_option(issue)),
            path=str(doc.path),
            line=issue.bare[0].place.line,
            column=issue.bare[0].place.column,
        )
    if issue.lacking:
        raise IssueError(
            f"{doc.path.name}: {'; '.join(issue.lacking)}",
            next_step="complete the issue, or change [compliance] in desk.toml",
            path=str(doc.path),
            line=1,
            column=1,
        )


def _look(desk: Desk) -> Look:
    titles = desk.config.desk
    if not titles.logo:
        return Look(titles.colour)
    path = desk.path / titles.logo
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise IssueError(
            f"the logo {path} cannot be read: {problem.strerror}",
            next_step="put the file there, or correct desk.logo in desk.toml",
            path=str(path),
        ) from None
    kind = "svg" if path.suffix.lower() == ".svg" else "png"
    return Look(titles.colour, data, kind)


@dataclass(slots=True)
class _Text:
    """A block of text ready to be written."""

    type: BlockType
    pieces: list[Piece]
    level: int = 0
    attrs: dict[str, str] = field(default_factory=dict)


class _Composer:
    def __init__(self, desk: Desk, doc: IssueDoc, language: str, as_of: datetime | None) -> None:
        self.desk = desk
        self.doc = doc
        self.language = language
        self.words = words(language)
        self.views = Views(desk, doc, language, as_of)
        self.binder = Binder(doc, self.views)
        self.builder = ReportBuilder()
        self.said: list[Written] = []
        self.lacking: list[str] = []
        self.figures = Figures(self.binder, self.lacking)
        self.notes = Footnotes(desk, language, desk.choices.gap(language))

    def report(self) -> Report:
        """The whole report. The body is resolved first, for the contents need its headings."""
        config = self.desk.config
        points_title = self.doc.cover or self.words["points"]
        title = self.binder.pieces(self.doc.title)
        points, body = self._split(points_title)
        prepared_points = [self._prepare(b) for b in points]
        prepared_body = self._number([self._prepare(b) for b in body])
        cover_tables = [
            self.figures.prepare(TableRef(t, None, (), Place(1, 1))) for t in self.doc.cover_tables
        ]
        boxes = self.figures.box()
        self._require()
        meta = self._meta("".join(p.text for p in title))
        self._cover(title, meta, points_title, prepared_points, boxes, cover_tables)
        self._contents(prepared_body)
        for item in prepared_body:
            self._write(item, "body")
        self.notes.write(self.builder)
        self.binder.facts |= self.notes.facts
        self.lacking += self.notes.lacking
        write_back(self.builder, self.desk, self.language)
        for gap in self.binder.gaps:
            self.builder.warn("gap", str(gap))
        for doubt in self.binder.doubts:
            self.builder.warn("direction", doubt)
        for lack in self.lacking:
            self.builder.warn("incomplete", lack)
        if not config.analysts:
            self.builder.warn("incomplete", "desk.toml names no analyst")
        return self.builder.report(meta)

    # --- resolving --------------------------------------------------------------------------------

    def _split(self, points_title: str) -> tuple[list[IssueBlock], list[IssueBlock]]:
        """The blocks of the cover's section, and all others."""
        points: list[IssueBlock] = []
        body: list[IssueBlock] = []
        inside = False
        for block in self.doc.blocks:
            if isinstance(block, Heading) and block.level == 1:
                inside = "".join(i.text for i in block.inlines).strip() == points_title
                if inside:
                    continue
            (points if inside else body).append(block)
        return points, body

    def _prepare(self, block: IssueBlock) -> _Text | Figure:
        if isinstance(block, TableRef | ChartRef | PictureRef):
            return self.figures.prepare(block)
        pieces = self._pieces(block.inlines)
        if isinstance(block, Heading):
            return _Text("heading", pieces, block.level)
        if isinstance(block, ListItem):
            marker = Piece(f"{block.marker} ", place=block.place)
            return _Text("list_item", [marker, *pieces], block.level, {"marker": block.marker})
        return _Text("paragraph", pieces)

    def _pieces(self, inlines: tuple[Inline, ...]) -> list[Piece]:
        return self.binder.pieces(inlines)

    def _number(self, items: list[_Text | Figure]) -> list[_Text | Figure]:
        """Give headings and figures their numbers and anchors."""
        counts = [0, 0, 0]
        figures = 0
        deepest = 0
        for item in items:
            if isinstance(item, Figure):
                figures += 1
                item.label = self.words["figure"].format(n=figures)
                item.anchor = f"fig-{figures}"
                item.caption = [Piece(f"{item.label}{self.words['colon']}"), *item.caption]
            elif item.type == "heading":
                deepest = item.level = min(item.level, deepest + 1)
                if item.level <= 3:
                    counts = [*counts[: item.level - 1], counts[item.level - 1] + 1, *[0] * (3 - item.level)]
                    dotted = ".".join(str(c) for c in counts[: item.level])
                    item.attrs["id"] = f"sec-{dotted.replace('.', '-')}"
                    item.pieces = [Piece(self.words["section"].format(n=dotted)), *item.pieces]
        return items

    def _require(self) -> None:
        """Note what the house demands and the issue does not have."""
        rules = self.desk.config.compliance
        self._no_section_twice()
        found = [
            "".join(i.text for i in b.inlines).strip()
            for b in self.doc.blocks
            if isinstance(b, Heading) and b.level == 1
        ]
        if self.language == self.desk.config.desk.language:
            for section in rules.required_sections:
                if not any(f.startswith(section) for f in found):
                    self.lacking.append(f"the section {section!r} is missing")
        for name in rules.required_disclosures:
            if getattr(self.desk.config.disclosures, name) is None:
                self.lacking.append(f"disclosures.{name} is missing")
        grades = [g.word for g in self.desk.config.rating.industry]
        if self.doc.rating and grades and self.doc.rating not in [w for g in grades for w in (g.zh, g.en)]:
            known = ", ".join(g.get(self.language) for g in grades)
            raise self.doc.error(
                Place(1, 1),
                f"the rating {self.doc.rating!r} is not in the rating standard",
                f"use one of: {known}",
            )

    def _no_section_twice(self) -> None:
        """Note sections that stand twice, as when two people wrote the same one."""
        at: dict[str, Place] = {}
        for block in self.doc.blocks:
            if not isinstance(block, Heading) or block.level != 1:
                continue
            title = "".join(i.text for i in block.inlines).strip()
            first = at.setdefault(title, block.place)
            if first is not block.place:
                places = f"{self.doc.where(first)} and {self.doc.where(block.place)}"
                self.lacking.append(
                    f"the section {title!r} stands twice, at {places}; keep one, or rename it"
                )

    def _meta(self, title: str) -> Meta:
        titles = self.desk.config.desk
        licensed = [a for a in self.desk.config.analysts if a.licence]
        return Meta(
            date=self.doc.date,
            title=title,
            series=titles.series.get(self.language),
            publisher=titles.publisher.get(self.language),
            language=self.language,
            industry_rating=self.doc.rating or None,
            rating_action=self.doc.rating_action or None,
            analysts=tuple(Analyst(a.display(self.language), a.licence, a.email or None) for a in licensed),
            related=tuple(Related(t, d) for t, d in self.doc.related),
        )

    # --- writing ----------------------------------------------------------------------------------

    def _cover(
        self,
        title: list[Piece],
        meta: Meta,
        points_title: str,
        points: list[_Text | Figure],
        boxes: list[Figure],
        tables: list[Figure],
    ) -> None:
        w, add = self.words, self.builder.block
        titles = self.desk.config.desk
        other = titles.publisher.get("en" if self.language == "zh" else "zh")
        add("paragraph", day_words(self.doc.date, self.language), zone="cover", part=parts.DATE)
        add("paragraph", meta.publisher or "", zone="cover", part=parts.PUBLISHER)
        if other and other != meta.publisher:
            add("paragraph", other, zone="cover", part=parts.PUBLISHER_ALT)
        self._say(_Text("heading", title, 1, {"part": parts.TITLE}), "cover")
        if meta.series:
            add("paragraph", w["series"].format(series=meta.series), zone="cover", part=parts.SERIES)
        if meta.industry_rating:
            rating = meta.industry_rating
            if meta.rating_action:
                rating = w["rating"].format(rating=rating, action=meta.rating_action)
            add("paragraph", rating, zone="cover", part=parts.RATING)
        for analyst in self.desk.config.analysts:
            label = w["analyst"] if analyst.licence else w["contact"]
            line = f"{label}{analyst.display(self.language)} {analyst.licence}".rstrip()
            add("paragraph", line, zone="cover", part=parts.ANALYST)
            if analyst.email:
                add("paragraph", analyst.email, zone="cover", part=parts.CONTACT)
        for box in boxes:
            self._say(_Text("paragraph", box.caption, 0, {"part": parts.CAPTION}), "cover")
            self.figures.write(box, self.builder, "cover", parts.BOX)
        if meta.related:
            add("heading", w["related"], level=2, zone="cover", part=parts.RELATED_TITLE)
            for n, related in enumerate(meta.related, start=1):
                marker = w["marker"].format(n=n)
                day = related.date.isoformat() if related.date else ""
                text = w["related_item"].format(title=related.title, day=day).rstrip(", ")
                add("list_item", f"{marker}{text}", level=1, zone="cover", part=parts.RELATED, marker=marker)
        if points:
            add("heading", points_title, level=1, zone="cover", part=parts.POINTS)
            for item in points:
                self._write(item, "cover")
        for table in tables:
            self._write(table, "cover")

    def _contents(self, items: list[_Text | Figure]) -> None:
        headings = [i for i in items if isinstance(i, _Text) and i.type == "heading" and i.level <= 2]
        tables = [i for i in items if isinstance(i, Figure)]
        if headings:
            self.builder.block("heading", self.words["contents"], level=1, zone="contents")
        for h in headings:
            self._say(
                _Text("list_item", h.pieces, h.level, {"part": parts.ENTRY, "target": h.attrs["id"]}),
                "contents",
            )
        if tables:
            self.builder.block("heading", self.words["figures"], level=1, zone="figures")
        for t in tables:
            self._say(_Text("list_item", t.caption, 1, {"part": parts.ENTRY, "target": t.anchor}), "figures")

    def _write(self, item: _Text | Figure, zone: Zone) -> None:
        if isinstance(item, _Text):
            self._say(item, zone)
            return
        self._say(_Text("paragraph", item.caption, 0, {"part": parts.CAPTION, "id": item.anchor}), zone)
        self.figures.write(item, self.builder, zone)

    def _say(self, item: _Text, zone: Zone) -> None:
        attrs = dict(item.attrs)
        if zone in ("cover", "body"):
            attrs["marks"] = self.notes.marks(item.pieces)
        block = self.builder.block(item.type, item.pieces, level=item.level, zone=zone, **attrs)
        self.said.append(Written(block, tuple(item.pieces)))
