"""The families of claims, in the order they are asked. A new family is one line in one of the tables below.

The order decides who speaks when two families read one number alike: the first of two equal verdicts stays.
So what is surest comes first: tables before arithmetic, a list (which ties its members' figures and takes
them out of the search) before single values, single values before superlatives and places. Of the
arithmetic, the families of one formula come before those that read a whole passage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .align import Names
from .boards import Board
from .claims import (
    adding,
    benchmarks,
    change,
    columns,
    counted,
    cube,
    difference,
    elo,
    finance,
    flows,
    gaps,
    horizons,
    identities,
    listed,
    listing,
    lists,
    longtable,
    multiple,
    order,
    other_units,
    pairs,
    peaks,
    per_unit,
    periodic,
    periods,
    printed_words,
    quarters,
    ranks,
    relations,
    remainder,
    restated,
    rolls,
    share,
    standings,
    tablewise,
    tally,
    total,
    values,
    zh,
)
from .claims.base import Context, Draft
from .claims.english import (
    against,
    announced,
    breakdown,
    compare,
    counts,
    directions,
    drivers,
    multiples,
    named,
    products,
    ratios,
    shares,
    steps,
    superlatives,
    totals,
)
from .claims.rolls import tallies
from .grid import Grids

__all__ = ["Page", "drafts_of"]


@dataclass
class Page:
    """A passage and what its claims are held against.

    ``taken`` holds the starts of the numbers a list has tied already; ``standing`` and ``lines`` remember
    what the passages before were about.
    """

    context: Context
    grids: Grids
    names: Names
    boards: Sequence[Board]
    standing: ranks.Standing
    lines: against.Lines
    taken: set[int] = field(default_factory=set)


_BY_TABLE: tuple[Callable[[Page], Iterable[Draft]], ...] = (
    lambda p: longtable.find(p.context, p.grids, p.taken),
    lambda p: horizons.find(p.context, p.grids, p.taken),
    lambda p: benchmarks.find(p.context, p.boards, p.taken),
    lambda p: values.find(p.context, p.grids, p.names, p.taken),
    lambda p: counted.find(p.context, p.grids, p.boards),
    lambda p: tally.find(p.context, p.grids),
    lambda p: columns.find(p.context, p.grids, p.names),
    lambda p: peaks.find(p.context, p.grids, p.names),
    lambda p: tablewise.find(p.context, p.grids, p.names),
    lambda p: periodic.find(p.context, p.grids, p.names),
    lambda p: printed_words.find(p.context, p.grids, p.names),
    lambda p: cube.find(p.context, p.grids, p.taken),
    lambda p: rolls.find(p.context, p.grids),
    lambda p: standings.find(p.context, p.boards, p.standing),
    lambda p: ranks.find(p.context, p.boards, p.standing),
)
"""Prose against the tables of the report; :mod:`~tieout.audit.claims.lists` is asked before all of them."""

_BY_FIGURES: tuple[Callable[[Context], Iterable[Draft]], ...] = (
    change.find, share.find, total.find, remainder.find, difference.find, gaps.find, periods.find, flows.find,
    order.find, pairs.find, share.products, elo.find, per_unit.find, restated.find, finance.find, other_units.find,
    compare.find, directions.find, multiples.find, totals.find, shares.find, counts.find, ratios.find,
    steps.find, announced.find, drivers.find, breakdown.find, products.find, named.find, superlatives.find, identities.find, tallies.find,
)  # fmt: skip
"""A figure against those beside it: asked where a passage has two figures, or two sentences."""

_BY_WORDS: tuple[Callable[[Context], Iterable[Draft]], ...] = (
    listing.find,
    quarters.find,
    zh.find,
    adding.find,
    listed.find,
    relations.find,
    multiple.find,
)
"""What may need no second figure: announced counts, the days that end a period, the topics of Chinese prose."""


def drafts_of(page: Page) -> list[Draft]:
    """Every claim of a passage that some family can read, not yet judged; sets ``page.taken``."""
    context = page.context
    drafts: list[Draft] = []
    if page.grids.grids:
        drafts += lists.find(context, page.grids)
        page.taken |= {s for d in drafts for s, _ in d.numbers}
        for by_table in _BY_TABLE:
            drafts += by_table(page)
        # Lines that are a table are no statements about it.
        inside = [(g.table.start, g.table.end) for g in page.grids.grids]
        drafts = [d for d in drafts if not any(s <= d.start < e for s, e in inside)]
    if len(context.mentions) > 1 or any(len(row) > 1 for row in context.mentions):
        for by_figures in _BY_FIGURES:
            drafts += by_figures(context)
    for by_words in _BY_WORDS:
        drafts += by_words(context)
    drafts += against.find(context, page.lines)
    return drafts
