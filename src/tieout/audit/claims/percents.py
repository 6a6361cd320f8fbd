"""Points printed as percent, in whatever sentence: 毛利率 33.9%，去年同期 32.4%，同比提升 1.5%.

No grammar of its own: a percent of change that no other claim ties, whose words speak of a rate or of a lead,
and which is to the last digit what two rates beside it are apart, but no change of one by the other. Or the row
of a table that the sentence names has the two rates, or the points themselves. A sentence that calls the same
comparison of another rate points contradicts itself.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.evidence import Evidence
from ..grid import Cell, Grids, norm
from ..mentions import Mention
from .base import Context, Draft, caveat_of
from .stated import stated

__all__ = ["find", "printed"]

REACH = 70
"""Characters within which the two rates and their distance stand, from one to the next."""
_RATE = re.compile(
    r"率|占比|份额|比重|比例|息差|利差|\bmargins?\b|\bshare\b(?! price)|\brates?\b|\bratio\b|\byield|utili[sz]ation|occupancy|\bchurn\b|penetration|\bspread\b|attach\b"
)
_GROWTH = re.compile(r"增速|增幅|涨幅|跌幅|降幅|增长率|\bgrowth\b|\bpace\b|\bestimate\b|\brevised\b")
_LEAD = re.compile(
    r"跑赢|跑输|领先|落后|超额收益|相差|差距|之差|剪刀差|\boutperform\w*|\bunderperform\w*|\bahead of\b|\bbehind\b|\bgap\b|\bbeat\w*\b|\btrail\w*\b|\blagg?\w*\b"
)
_MOVE = re.compile(
    r"(?:提升|提高|上升|上涨|下降|下跌|回落|降低|改善|收窄|扩大|增加|减少|回升|攀升|下滑|微升|微降|走阔|优化|恶化|[季月年]增|[季月年]减|高出?|低|增|减|升|降)(?:了|约|近|逾)?\s*$"
    r"|\b(?:up|down|rose|fell|gained|lost|added|shed|slipped|widened|narrowed|improved|increased|decreased|higher|lower|improvement|increase|decrease|rise|fall|drop|decline|gain|loss|gap)\s*(?:by|of|was|is|some|about)?\s*$"
)
_REVISED = re.compile(r"上修|下修|修正|\brevised\b")
_BEHIND = re.compile(r"^\s*(?:higher|lower|more|less|better|worse|wider|narrower|ahead|behind)\b")
_POINTS = re.compile(
    r"百分点|百分點|基点|基點|(?<![A-Za-z])(?:pct|pp|ppts?|pts?|points?|bps?)(?![A-Za-z])", re.I
)
_TIMES = re.compile(
    r"(?:同比|环比|按年|按月|按季|较(?:上年|去年|上月|上季|上周|年初|年末|上年末|上年同期|去年同期)?|比(?:上年|去年|上月)?(?:末|同期)?|[，,、\s]|则|亦|也|又|均|约|year on year|year-on-year|on the year|yoy|qoq)+"
)


def printed(text: str) -> bool:
    """True for a report that knows points: 百分点, pct, basis points."""
    return _POINTS.search(text) is not None


def find(context: Context, grids: Grids, open_starts: set[int], *, points: bool) -> Iterator[Draft]:
    """Every open percent of a passage that is the distance of two rates. ``points``: the report prints points too."""
    flat = [(i, m) for i, m in context.flat() if m.unit_kind in ("%", "pp")]
    for k, (i, m) in enumerate(flat):
        if not _asks(m, open_starts) or (caveat_of(context.words(i)) and not _REVISED.search(m.lead)):
            continue
        lead = _LEAD.search(m.lead) is not None or _LEAD.match(m.tail.strip()) is not None
        if lead and not points:
            continue  # a page that has no word for points says percent for both
        pair = _apart(context, flat, k, lead) or (_to_a_rival if lead else _in_a_row)(
            context, grids, i, m, flat[:k]
        )
        if pair is not None:
            yield _draft(context, i, m, *pair)
        elif not lead and (twin := _called_points(context, flat, k)) is not None:
            draft = stated(context, i, m, "difference", "TIE202", (), "percentage points")
            yield draft.replace(
                fixed="contradicted",
                said=m.q.value,
                reason=f"{twin.q.text} of the same kind is told in points",
                evidence=(twin.evidence(),),
            )


def _asks(m: Mention, open_starts: set[int]) -> bool:
    """True for a percent that may be a distance: open, exact, and behind a word of change or of a lead."""
    if m.q.start not in open_starts or m.unit_kind != "%" or m.q.comparator or m.q.high is not None:
        return False
    if not m.q.value or m.bracketed:
        return False
    return bool(_MOVE.search(m.lead.rstrip()) or _BEHIND.match(m.tail) or _LEAD.search(m.lead))


def _apart(
    context: Context, flat: Sequence[tuple[int, Mention]], k: int, lead: bool
) -> tuple[Decimal, tuple[Evidence, ...], str] | None:
    """The two rates next to the figure, if it is their distance and its words are those of a rate."""
    i, m = flat[k]
    near = [
        x for j, x in flat[max(0, k - 3) : k + 3] if x is not m and x.unit_kind == "%" and i - 1 <= j <= i
    ]
    before = [x for x in near if x.q.start < m.q.start]
    behind = [x for x in near if x.q.start > m.q.start and x.q.start < context.sentences[i].end]
    for pair in (before[-2:], [*before[-1:], *behind[:1]], behind[:2]):
        if len(pair) < 2:
            continue
        a, b = pair
        ordered = sorted((a, b, m), key=lambda x: x.q.start)
        if any(y.q.start - x.q.end > REACH for x, y in itertools.pairwise(ordered)):
            continue
        if not _of_rates(context, m, a, b, lead):
            continue
        gap = _distance(m, a, b, lead)
        if gap is not None:
            return gap, (a.evidence(), b.evidence()), f"{a.q.text} - {b.q.text}"
    return None


def _of_rates(context: Context, m: Mention, a: Mention, b: Mention, lead: bool) -> bool:
    """True when the words of the three figures speak of a rate, and not of an amount that changes by so much percent."""
    if lead:
        return True
    noun = _noun(m)
    if _GROWTH.search(noun):
        return True
    if not _RATE.search(noun) and (
        noun or not _beside(context, m, a) or not _RATE.search(_words(context, a))
    ):
        return False
    return all(x.role != "change" or _TO.search(x.lead) for x in (a, b))


def _beside(context: Context, m: Mention, a: Mention) -> bool:
    """True when the rate is the last figure in front, or all that stands between is another rate."""
    return a.q.start < m.q.start and not any(
        a.q.start < x.q.start < m.q.start and x.unit_kind not in ("%", "pp", "time") and not x.q.rank
        for _, x in context.flat()
    )


_TO = re.compile(r"(?:至|到|为|達|达|为|\bto|\bat|\bwas|\bis|\bof|\breached|\bfrom)\s*$")


def _noun(m: Mention) -> str:
    """What the words of a figure name, but for times and the verb."""
    text = _MOVE.sub("", m.lead.rstrip())
    text = re.sub(r"\b(?:an?|the|by|and|which|it|was|is|were|has|have|had|also|further)\b", " ", text)
    return _TIMES.sub("", text).strip()


def _words(context: Context, m: Mention) -> str:
    """The words of the clause in front of a figure, and those between it and the figure before."""
    low, offset = context.passage.low, context.passage.start
    return low[min(m.clause.start, m.q.start - len(m.gap)) - offset : m.q.start - offset]


def _distance(m: Mention, a: Mention, b: Mention, lead: bool) -> Decimal | None:
    """How far apart the two rates are, if that is what is printed and neither is so many percent above the other."""
    x, y = (
        -v.q.value if lead and v.direction < 0 < v.q.value and v.role == "change" else v.q.value
        for v in (a, b)
    )
    return _printed(m, x, y, max(a.q.decimals, b.q.decimals))


def _printed(m: Mention, x: Decimal, y: Decimal, decimals: int) -> Decimal | None:
    said, gap = abs(m.q.value), abs(x - y)
    step = Decimal(1).scaleb(-m.q.decimals)
    close = step / 2 if m.q.decimals < decimals else step / 10
    if not gap or min(x, y) == 0:
        return None
    if any(abs(abs(p / q - 1) * 100 - said) < 2 * step for p, q in ((x, y), (y, x))):
        return None
    if abs(gap - said) <= close and (m.q.decimals or not decimals):
        return gap
    return (
        gap
        if decimals == 2 and not m.q.decimals and said >= 2 and abs(gap * 100 - said) < step / 10
        else None
    )


def _in_a_row(
    context: Context, grids: Grids, i: int, m: Mention, earlier: Sequence[tuple[int, Mention]]
) -> tuple[Decimal, tuple[Evidence, ...], str] | None:
    """Two rates, or the points themselves, in the row of a table that the sentence names."""
    noun = _noun(m)
    level = next(
        (x for j, x in reversed(earlier) if j == i and x.unit_kind == "%" and x.role != "change"), None
    )
    if level is not None and (m.q.start - level.q.end > REACH or not _RATE.search(_words(context, level))):
        level = None
    if not _RATE.search(noun) and (noun or level is None):
        return None
    measure = norm(noun) if _RATE.search(noun) else ""
    # A level the row prints ties the row to the figure; a measure alone must be told with the name.
    first = context.passage.start if level is not None else context.sentences[i].start
    said = norm(context.passage.text[first - context.passage.start : m.q.start - context.passage.start])
    for grid in grids.grids:
        for row in grid.rows:
            if not any(len(key := norm(n)) > 1 and key in said for n in row.names):
                continue
            rates = [c for c in row.cells if c.operand is not None and c.unit in ("%", "pp")]
            if any(c.unit == "%" and c.operand and abs(c.operand.value) == abs(m.q.value) for c in rates):
                continue  # the table has it as a percent of something
            found = _cells_of(m, rates, level, measure)
            if found is not None:
                return found
    return None


def _cells_of(
    m: Mention, rates: Sequence[Cell], level: Mention | None, measure: str
) -> tuple[Decimal, tuple[Evidence, ...], str] | None:
    named = [c for c in rates if measure and measure in norm(c.header)]
    own = named + [c for c in rates if c.unit == "pp" and any(c.col == x.col + 1 for x in named)]
    if level is not None:
        shown = [c for c in rates if c.unit == "%" and c.operand and c.operand.value == level.q.value]
        own = own or (list(rates) if shown else [])
    points = [c for c in own if c.unit == "pp" and c.operand and abs(c.operand.value) == abs(m.q.value)]
    if points:
        return abs(m.q.value), (points[0].evidence(),), f"{points[0].text} of the table"
    for a, b in itertools.combinations([c for c in own if c.unit == "%"], 2):
        if level is not None and level.q.value not in (a.operand.value, b.operand.value):  # type: ignore[union-attr]
            continue
        assert a.operand is not None and b.operand is not None
        gap = _printed(m, a.operand.value, b.operand.value, max(a.decimals, b.decimals))
        if gap is not None:
            return gap, (a.evidence(), b.evidence()), f"{a.text} - {b.text}"
    return None


def _to_a_rival(
    context: Context, grids: Grids, i: int, m: Mention, earlier: Sequence[tuple[int, Mention]]
) -> tuple[Decimal, tuple[Evidence, ...], str] | None:
    """The cells of one column for the rate told before and for the name that is beaten: 跑赢沪深300指数 3.44%."""
    own = next((x for j, x in reversed(earlier) if j == i and x.unit_kind == "%"), None)
    if own is None or m.q.start - own.q.end > REACH:
        return None
    said = norm(context.passage.text[own.q.end - context.passage.start : m.q.start - context.passage.start])
    for grid in grids.grids:
        for row in grid.rows:
            if not any(len(key := norm(n)) > 1 and key in said for n in row.names):
                continue
            for cell in row.cells:
                if cell.unit != "%" or cell.operand is None:
                    continue
                beside = [x for x in grid.column(cell.col) if x.operand is not None and x.row != cell.row]
                mine = next(
                    (x for x in beside if x.operand and abs(x.operand.value) == abs(own.q.value)), None
                )
                if mine is None or mine.operand is None:
                    continue
                gap = _printed(m, mine.operand.value, cell.operand.value, max(mine.decimals, cell.decimals))
                if gap is not None:
                    return gap, (mine.evidence(), cell.evidence()), f"{mine.text} - {cell.text}"
    return None


def _called_points(context: Context, flat: Sequence[tuple[int, Mention]], k: int) -> Mention | None:
    """The points of the clause before, where two clauses of one sentence compare two rates in the same words."""
    if k < 3 or len({i for i, _ in flat[k - 3 : k + 1]}) != 1:
        return None
    (_, a), (_, t), (_, b), (_, m) = flat[k - 3 : k + 1]
    if (a.unit_kind, t.unit_kind, b.unit_kind) != ("%", "pp", "%"):
        return None
    if not all(
        x.role == "share" or (x.role != "change" and _RATE.search(_words(context, x))) for x in (a, b)
    ):
        return None
    bare = [_MOVE.sub("", x.gap.rstrip()) for x in (t, m)]
    return t if not any(_TIMES.sub("", x).strip() for x in bare) else None


def _draft(
    context: Context, i: int, m: Mention, gap: Decimal, evidence: tuple[Evidence, ...], shown: str
) -> Draft:
    draft = stated(context, i, m, "difference", "TIE202", (), "percentage points")
    return draft.replace(
        fixed="contradicted",
        said=m.q.value,
        expected=gap,
        reason=f"{shown} are percentage points, not percent",
        evidence=evidence,
    )
