"""Figures of an issue: tables, charts and pictures share numbers, captions and source lines."""

from __future__ import annotations

from dataclasses import dataclass

from ..desk.issuefile import ChartRef, FigureRef, PictureRef, Place, TableRef
from ..model import Chart, Picture
from ..quantity import Period
from . import parts
from .asof import Block
from .binder import Binder
from .builder import Piece, ReportBuilder, Zone
from .charting import chart_of, chosen
from .pictures import picture_of
from .tables import Prepared, caption_of, prepare_table
from .words import words

__all__ = ["Figure", "Figures"]

BOX_WIDTH = 176
"""Pixels of a chart in the side column of the cover, where one is two thirds of a point."""


@dataclass(slots=True)
class Figure:
    """A figure ready to be written: what it shows, its caption, and, once given, number and anchor.

    ``body`` is a text where the desk lacks what the figure would show: the mark of a gap.
    """

    body: Prepared | Chart | Picture | str
    caption: list[Piece]
    source: str
    period: Period | None = None
    dated: bool = False
    label: str = ""
    anchor: str = ""


class Figures:
    """Prepares and writes the figures of one issue. What a figure lacks is added to ``lacking``."""

    def __init__(self, binder: Binder, lacking: list[str]) -> None:
        self.binder = binder
        self.lacking = lacking
        self.language = binder.language
        self.words = words(binder.language)

    def prepare(self, ref: FigureRef) -> Figure:
        """The figure a block of the issue file asks for."""
        if isinstance(ref, PictureRef):
            return self._picture(ref)
        if isinstance(ref, ChartRef):
            return self._chart(ref)
        return self._table(ref)

    def _table(self, ref: TableRef) -> Figure:
        binder = self.binder
        block = binder.views.block(ref.tracker, ref.period)
        only = chosen(binder, ref, block.view)
        told = only if ref.only else ()
        caption = binder.pieces(ref.caption) or [_piece(caption_of(block, self.language, told), ref.place)]
        source = ref.source or self._source(ref.tracker, "table")
        if only and block.view.records and not any(r.subject[0] in only for r in block.view.records):
            return Figure(self._none(block, ref.place, only), caption, source)
        prepared = prepare_table(binder, block, ref.period, ref.place, only)
        return Figure(prepared, caption, source, block.period, prepared.dated)

    def _chart(self, ref: ChartRef) -> Figure:
        binder = self.binder
        chart, block = chart_of(binder, ref, binder.doc)
        caption = binder.pieces(ref.caption)
        if chart is None:
            caption = caption or [_piece(block.tracker.title(self.language), ref.place)]
            return Figure(self._none(block, ref.place, ref.only), caption, "")
        caption = caption or [_piece(chart.spec.title, ref.place)]
        source = ref.source or self._source(ref.tracker, "chart")
        return Figure(chart, caption, source, chart.period)

    def _none(self, block: Block, place: Place, only: tuple[str, ...]) -> str:
        reason = f"nothing of {', '.join(only)}" if only else "too few values for a chart"
        return self.binder.no_figure(block, place, reason)

    def _picture(self, ref: PictureRef) -> Figure:
        pieces = self.binder.pieces(ref.caption)
        picture, lacks = picture_of(ref, self.binder.doc, "".join(p.text for p in pieces))
        self.lacking.extend(lacks)
        return Figure(picture, pieces, ref.source)

    def _source(self, tracker: str, what: str) -> str:
        source = self.binder.desk.source_line(tracker, self.language)
        if not source and self.binder.desk.config.compliance.source_line:
            lack = f"the {what} of {tracker} names no source ([sources] in desk.toml)"
            if lack not in self.lacking:
                self.lacking.append(lack)
        return source

    def box(self) -> list[Figure]:
        """The performance box of the cover, as table and chart; empty where the desk has no records.

        The chart shows the closes of the desk's indexes where these are there, else the box itself.
        """
        binder = self.binder
        place = Place(1, 1)
        block = binder.views.block("relative_performance")
        if block.period is None:
            return []
        prepared = prepare_table(binder, block, None, place)
        period = None if block.period.end == binder.doc.date else block.period
        caption = [_piece(caption_of(block, self.language), place)]
        made = [Figure(prepared, caption, "", period)]
        codes = tuple(i.code for i in binder.desk.config.universe.indexes)
        for tracker, only in (("market", codes), ("relative_performance", ())):
            chart, _ = chart_of(binder, ChartRef(tracker, "", None, (), place, only), binder.doc)
            if chart is not None:
                narrow = chart.replace(spec=chart.spec.replace(width=BOX_WIDTH))
                source = self._source("relative_performance", "table")
                made.append(Figure(narrow, [_piece(self.words["market"], place)], source))
                break
        return made

    # --- writing ----------------------------------------------------------------------------------

    def write(self, figure: Figure, builder: ReportBuilder, zone: Zone, part: str = "") -> None:
        """Add what stands under the caption: the body, its source, the day it speaks of."""
        caption = "".join(p.text for p in figure.caption)
        label = f"{figure.label}{self.words['colon']}" if figure.label else ""
        told = {
            "figure": figure.label or None,
            "caption": caption.removeprefix(label),
            "source": figure.source or None,
        }
        body = figure.body
        if isinstance(body, str):
            builder.block("paragraph", body, zone=zone, part=parts.NO_FIGURE)
        elif isinstance(body, Chart):
            builder.chart(body.replace(**told), zone=zone, part=part)
        elif isinstance(body, Picture):
            builder.picture(body.replace(**told), zone=zone)
        else:
            builder.table(body.table.replace(**told), body.rows, zone=zone, part=part)
        if figure.source:
            line = f"{self.words['source']}{figure.source}"
            builder.block("paragraph", line, zone=zone, part=parts.SOURCE)
        day = self._day_note(figure, caption)
        if day:
            builder.block("paragraph", day, zone=zone, part=parts.NOTE)

    def _day_note(self, figure: Figure, caption: str) -> str:
        """Each block prints its own date; where neither caption nor header does, a note says it."""
        period = figure.period
        if period is None or figure.dated:
            return ""
        shown = (period.start.isoformat(), f"{period.start.year}.{period.start.month}.{period.start.day}")
        if any(s in caption for s in shown):
            return ""
        days = period.start.isoformat()
        if period.days > 1:
            days = self.words["days"].format(start=days, end=period.end.isoformat())
        return self.words["as_of"].format(day=days)


def _piece(text: str, place: Place) -> Piece:
    return Piece(text, place=place)
