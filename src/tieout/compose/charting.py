"""Charts of an issue: a link becomes a chart whose every number is a fact of the issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ..desk.issuefile import ChartRef, IssueDoc, TableRef
from ..model import Chart, ChartSpec, Point
from ..trackers import get_tracker
from ..trackers.charts import chart
from ..trackers.view import View
from .asof import Block
from .binder import Binder

__all__ = ["chart_of", "chosen"]

SERIES = ("market",)
"""Trackers whose charts show days, not one period: their records are read back for a year."""

BACK = timedelta(days=380)


def chart_of(binder: Binder, ref: ChartRef, doc: IssueDoc) -> tuple[Chart | None, Block]:
    """The chart a link asks for, its facts kept; None where the desk lacks what it would show."""
    block = binder.views.block(ref.tracker, ref.period)
    view = _series_view(binder, ref.tracker) if ref.tracker in SERIES else block.view
    others = {}
    if ref.name == "price":
        others["token_price"] = binder.views.block("token_price").view
    only = chosen(binder, ref, view)
    if not view.records:
        return None, block
    spec = chart(view, ref.name, only=only, day=doc.date, others=others)
    if spec is None:
        return None, block
    spec = _worded(binder, _kept(binder, spec, (view, *others.values()), ref.period))
    period = None if ref.tracker in SERIES else block.period
    return Chart(spec, ref.tracker, period=period), block


def chosen(binder: Binder, ref: TableRef | ChartRef, view: View) -> tuple[str, ...]:
    """The first key parts that ``?only=`` and ``?without=`` leave, aliases resolved; empty for all."""
    keys = get_tracker(ref.tracker).keys

    def resolved(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(binder.desk.resolve(ref.tracker, keys[0].field, keys[0].code(n)) for n in names)

    if ref.without:
        out = set(resolved(ref.without))
        return tuple(dict.fromkeys(r.subject[0] for r in view.records if r.subject[0] not in out))
    return resolved(ref.only)


def _kept(binder: Binder, spec: ChartSpec, views: tuple[View, ...], period: str | None) -> ChartSpec:
    """The facts put into the issue's book; those of another period say so in their keys."""
    books = {str(k): f for view in views for k, f in view.book.items()}
    keys = {k: str(binder.keep(books[k], period).key) for k in spec.facts() if k in books}

    def renamed(p: Point) -> Point:
        return replace(p, fact=keys.get(p.fact, p.fact), x_fact=keys.get(p.x_fact, p.x_fact))

    return spec.replace(series=tuple(replace(s, points=tuple(map(renamed, s.points))) for s in spec.series))


def _worded(binder: Binder, spec: ChartSpec) -> ChartSpec:
    """Names in the issue's language: a platform or an index that is part of a key stands there as printed."""
    names = {n for s in spec.series for n in (s.name, *(w for p in s.points for w in (p.label, p.group)))}
    shown = {n: binder.desk.word(n, binder.language) for n in names if n}
    shown = {n: w for n, w in shown.items() if n != w}
    if not shown:
        return spec

    def worded(text: str) -> str:
        for name in sorted(shown, key=len, reverse=True):
            text = text.replace(name, shown[name])
        return text

    def point(p: Point) -> Point:
        return replace(p, label=shown.get(p.label, p.label), group=shown.get(p.group, p.group))

    return spec.replace(
        series=tuple(
            replace(s, name=shown.get(s.name, s.name), points=tuple(map(point, s.points)))
            for s in spec.series
        ),
        frontier=tuple(shown.get(n, n) for n in spec.frontier),
        notes=tuple(map(worded, spec.notes)),
        alt=worded(spec.alt),
    )


def _series_view(binder: Binder, tracker: str) -> View:
    """All the records of the last year; a day's close is a record of its own."""
    views = binder.views
    day = binder.doc.as_of.get(tracker, binder.doc.date)
    records = views.desk.store.records(tracker, as_of=views.as_of, since=day - BACK, until=day)
    return View(
        get_tracker(tracker),
        records,
        language=binder.language,
        choices=views.desk.choices,
        names=lambda subject: views.desk.names.display(subject[0], binder.language),
    )
