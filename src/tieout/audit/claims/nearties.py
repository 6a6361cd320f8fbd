"""Relations between three or more figures of a sentence that would hold but for one slip of the pen.

No grammar reads every sentence. But figures that were computed from one another betray it: ``500,912``,
``225,306`` and ``257,606`` miss a sum, and two neighbouring digits of the last put the other way round
make it one to the last digit. That is no accident, and how little of one can be told: a *chance* is the
number of such agreements expected if the figures had nothing to do with each other,

    tolerance of the agreement x slips tried x relations of this kind the sentence has within that span.

Only relations whose units allow them are tried (amounts of one unit; shares and amounts; numbers of
things and a price each), only the two slips that leave a trace of their own (neighbouring digits swapped,
a power of ten), and only figures that nothing else ties. Words that announce a sum allow a larger chance.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ...model import ClaimKind
from ...model.evidence import Evidence
from ...quantity import Interval, Quantity
from ..mentions import COUNT_UNITS, Mention, same_unit
from .base import Context, Draft
from .slips import Slip, chance, trace_slips
from .stated import clause_span

__all__ = ["find"]

MOST = 12
"""Figures of one sentence beyond which it is a table in disguise, and a chance agreement is likely."""

HUNDRED = Interval.point(Decimal(100))


@dataclass(frozen=True)
class Relation:
    """``members`` hold it when the last is what ``forward`` makes of the others."""

    kind: ClaimKind
    rule: str
    members: tuple[Mention, ...]
    wanted: Callable[[Sequence[Interval], int], Interval]
    formula: str
    limit: Decimal

    @cached_property
    def wants(self) -> tuple[Interval | None, ...]:
        """What each member would have to be, given the others."""
        shown = [abs(m.q.shown) for m in self.members]
        return tuple(_positive(self.wanted, shown, k) for k in range(len(shown)))

    @cached_property
    def holds(self) -> bool:
        """True when the figures fit as they are printed."""
        return any(
            w is not None and abs(m.q.shown).meets(w) for m, w in zip(self.members, self.wants, strict=True)
        )

    @property
    def span(self) -> int:
        """From the first member to the last, in characters."""
        return max(m.q.end for m in self.members) - min(m.q.start for m in self.members)


@dataclass(frozen=True)
class _Near:
    relation: Relation
    place: int
    slip: Slip
    chance: Decimal


def find(
    context: Context, printed: Sequence[Quantity], open_starts: set[int], free_starts: set[int]
) -> Iterator[Draft]:
    """Every figure of a passage that one slip keeps from a relation with others of its sentence.

    ``open_starts``: figures no claim has tied or contradicted; ``free_starts``: those of them that are no
    operand of such a claim either; ``printed``: every figure of the prose. A slip is looked for in free
    figures only.
    """
    told: set[int] = set()
    rows = [
        []
        if _CELLS.search(context.sentences[i].text)
        else [m for m in row if m.q.high is None and not m.q.rank and _digits(m.q) > 1]
        for i, row in enumerate(context.mentions)
    ]
    for i, row in enumerate(rows):
        # A sentence, and it with the one before: a total may stand in front of its parts.
        for figures, words in (
            (row, context.words(i)),
            ((rows[i - 1] if i else []) + row, context.words(i - 1) + context.words(i)),
        ):
            if (
                _CORRECTED.search(words)
                or not 3 <= len(figures) <= MOST
                or not any(m.q.start in free_starts for m in figures)
            ):
                continue
            best = _best(words, figures, printed, open_starts, free_starts)
            if best is not None and best.relation.members[best.place].q.start not in told:
                slipped = best.relation.members[best.place]
                told.add(slipped.q.start)
                yield _draft(context, i if slipped in row else i - 1, best)


def _digits(q: Quantity) -> int:
    """Printed digits that say something: 2,153 has four, 0.05 has one, 30 has one."""
    found = re.search(r"\d[\d,.]*", q.text)
    return len(found.group().replace(",", "").replace(".", "").strip("0")) if found and q.value else 0


def _best(
    words: str,
    figures: Sequence[Mention],
    printed: Sequence[Quantity],
    open_starts: set[int],
    free: set[int],
) -> _Near | None:
    relations = list(_relations(words, figures))
    held = {id(m) for r in relations if r.holds and _chance_to_hold(r, relations) < 1 for m in r.members}
    near: list[_Near] = []
    for relation in relations:
        if relation.holds or any(id(m) in held for m in relation.members):
            continue
        if relation.members[-1].q.start not in open_starts:
            continue
        if relation.kind == "share" and _share_of_others(
            relation.members[-1].q, relation.members[0].q, printed
        ):
            continue
        for place, (m, wanted) in enumerate(zip(relation.members, relation.wants, strict=True)):
            if wanted is None or m.q.start not in free:
                continue
            if _OF_IT.search(m.lead) or any(
                x.unit == m.q.unit and abs(x.shown).meets(wanted) for x in printed
            ):
                continue  # what the relation wants is printed: it ties other figures than these
            for slip in trace_slips(m.q):
                if slip.value.meets(wanted):
                    near.append(_Near(relation, place, slip, _chance(relation, relations, slip, wanted)))
    near = [n for n in near if n.chance <= n.relation.limit]
    # Which figure is a thousand times too large cannot be told: the one that is computed is named.
    return min(near, key=lambda n: (n.chance.quantize(Decimal("0.001")), -n.place), default=None)


def _share_of_others(percent: Quantity, part: Quantity, printed: Sequence[Quantity]) -> bool:
    """True when two figures of the passage have that share to the last digit: it is theirs."""
    like = [abs(x.shown) for x in printed if x.unit == part.unit and x.value and x.high is None]
    return any(
        (a / b * HUNDRED).meets(abs(percent.shown))
        for a, b in itertools.permutations(like, 2)
        if a.hi < b.lo and b.lo > 0
    )


def _relations(words: str, figures: Sequence[Mention]) -> Iterator[Relation]:
    amounts = [m for m in figures if m.is_amount and not m.per and not _EACH.match(m.tail)]
    rates = [m for m in figures if m.unit_kind == "%" and not _MOVED_BY.search(m.gap)]
    points = [m for m in figures if m.unit_kind == "pp" and m.q.unit == "pp"]
    announced = _ANNOUNCED.search(words) is not None
    limit = Decimal("0.1") if announced else Decimal("0.004")
    for three in itertools.combinations(amounts, 3):
        if all(_alike(a.q, b.q) for a, b in itertools.combinations(three, 2)):
            yield from _sums(three, limit)
    for a, b in itertools.combinations(rates, 2):
        for c in points:
            if _OWN_BASE.search(c.lead) and a.role == b.role == "change":
                continue  # 较四季度提升 51.0 个百分点: the rate before is that of a period named, two growth rates are not
            low, high = sorted((a, b), key=lambda m: abs(m.q.value))
            yield Relation(
                "difference",
                "TIE204",
                (high, low, c),
                _difference,
                f"{high.q.text} - {low.q.text}",
                Decimal("0.1"),
            )
    for run in _runs(amounts):
        for whole in amounts:
            if announced and whole not in run and _alike(whole.q, run[0].q):
                yield Relation(
                    "sum", "TIE203", (*run, whole), _total, " + ".join(m.q.text for m in run), Decimal("0.1")
                )
    for part, whole in itertools.permutations(amounts, 2):
        if part.q.unit == whole.q.unit and abs(part.q.value) < abs(whole.q.value):
            for c in rates:
                if not _beside(c, part, whole, amounts) or _common_whole(c, part, whole, rates):
                    continue
                if c.role == "share" or (c.role == "rate" and c.bracketed and not c.direction):
                    yield Relation(
                        "share",
                        "TIE205",
                        (part, whole, c),
                        _share,
                        f"{part.q.text} / {whole.q.text}",
                        Decimal("0.1"),
                    )
    if not _LOT.search(words):
        for money, each in itertools.permutations(amounts, 2):
            yield from _products(money, each, amounts)


def _alike(a: Quantity, b: Quantity) -> bool:
    """True for amounts that may be added: one unit, or counts; a bare number is no amount of money."""
    return same_unit(a, b) and (a.unit == b.unit or not any(_CURRENCY.match(x.unit or "") for x in (a, b)))


def _beside(c: Mention, part: Mention, whole: Mention, amounts: Sequence[Mention]) -> bool:
    """True when the amount next to a share, before it or behind it, is its part or its whole."""
    like = [x for x in amounts if same_unit(x.q, part.q)]
    before = [x for x in like if x.q.end <= c.q.start][-1:]
    behind = [x for x in like if x.q.start >= c.q.end][:1]
    if before and re.search("[占佔]", c.lead):
        return before[0] is part  # 244 億元，占總出口 38%: a part, of a whole that may not be printed
    return any(x is part or x is whole for x in (before or behind))


def _common_whole(c: Mention, part: Mention, whole: Mention, rates: Sequence[Mention]) -> bool:
    """True when both amounts are parts of one that is not printed: 首次授予 1,020 万股占 85%，预留 180 万股占 15%."""
    behind = next((r for r in rates if r.q.start >= whole.q.end), None)
    if behind is None or behind is c or behind.role != "share" or not behind.q.value or not c.q.value:
        return False
    return (abs(whole.q.shown) / abs(behind.q.shown)).meets(abs(part.q.shown) / abs(c.q.shown))


def _sums(three: Sequence[Mention], limit: Decimal) -> Iterator[Relation]:
    """Any of the three may be the sum of the others: a slip may have made the whole the smaller."""
    for c in three:
        a, b = (m for m in three if m is not c)
        yield Relation("sum", "TIE203", (a, b, c), _total, f"{a.q.text} + {b.q.text}", limit)


def _runs(amounts: Sequence[Mention]) -> Iterator[tuple[Mention, ...]]:
    """Stretches of three to eight neighbouring amounts of one unit."""
    for _, group in itertools.groupby(amounts, key=lambda m: m.q.unit):
        run = tuple(group)
        for size in range(3, min(9, len(run) + 1)):
            for at in range(len(run) - size + 1):
                yield run[at : at + size]


def _products(money: Mention, each: Mention, amounts: Sequence[Mention]) -> Iterator[Relation]:
    """Things times a price each gives an amount in the currency of the price."""
    unit, _, per = (each.q.unit or "").partition("/")
    if not _CURRENCY.fullmatch(unit) or money.q.unit != unit:
        return
    for number in amounts:
        if number.q.unit not in COUNTED or (per and per != number.q.unit):
            continue
        yield Relation(
            "per_unit",
            "TIE206",
            (number, each, money),
            _product,
            f"{number.q.text} * {each.q.text}",
            Decimal("0.12"),
        )


_OF_IT = re.compile(r"^\s*(?:per ?cent\s*)?of\b|占[^，,；;。]*$")
"""81.5% of the £978m: the whole of a share, not a member of the sum."""
COUNTED = COUNT_UNITS | {"m2", "t", "kg", "barrel", "ounce", "share", "套", "张", "人次", "吨", "件"}
_CURRENCY = re.compile(r"[A-Z]{3}")
_EACH = re.compile(r"\s*per (?!cent)[a-z]")
"""$76.59 per barrel of oil, $24.14 per barrel of gas: prices do not add up."""
_MOVED_BY = re.compile(r"\bby\s*$")
"""Reduced by 31.6 %: how far something moved, no level that another can be taken from."""
_CELLS = re.compile(r"[|\t][^|\t]*[|\t]")
"""A line of cells that no reader took for a table."""
_LOT = re.compile(r"每\s*(?:10|十|100|百)|per (?:ten|10|hundred|100)")
_OWN_BASE = re.compile(r"(?<![同环])[较比][^，,；;。]*(?:年|季|月|周|期)[^，,；;。]*$")
_CORRECTED = re.compile(
    r"更正|更改后|修正后|误写|误填|误植|笔误|原为|勘误|\bcorrect(?:ed|ion)\b|\bmisstated\b"
)
"""What a sentence about a mistake prints is the mistake."""
_ANNOUNCED = re.compile(
    r"合计|合計|共计|总计|总共|合共|共|总|累计|其中|包括|净增|净额|分别|差额|相差|增加|减少|"
    r"\b(?:total\w*|combined|together|in all|altogether|sum|net|compris\w+|consist\w+|made up|includ\w+|of which|of those|plus|balance|difference|revised|split)\b"
)


def _total(shown: Sequence[Interval], k: int) -> Interval:
    whole, parts = shown[-1], list(shown[:-1])
    if k == len(parts):
        out = parts[0]
        for x in parts[1:]:
            out = out + x
        return out
    out = whole
    for j, x in enumerate(parts):
        if j != k:
            out = out - x
    return out


def _difference(shown: Sequence[Interval], k: int) -> Interval:
    a, b, c = shown
    return (b + c, a - c, a - b)[k]


def _share(shown: Sequence[Interval], k: int) -> Interval:
    part, whole, percent = shown
    if k == 0:
        return whole * percent / HUNDRED
    return part / percent * HUNDRED if k == 1 else part / whole * HUNDRED


def _product(shown: Sequence[Interval], k: int) -> Interval:
    a, b, c = shown
    if k == 2:
        return a * b
    return c / (b if k == 0 else a)


def _positive(
    wanted: Callable[[Sequence[Interval], int], Interval], shown: Sequence[Interval], k: int
) -> Interval | None:
    try:
        found = wanted(shown, k)
    except ArithmeticError:
        return None
    return found if found.lo > 0 and found.width.is_finite() else None


def _rivals(relation: Relation, relations: Sequence[Relation]) -> int:
    """How many relations of the kind the sentence offers in no longer a span."""
    return sum(
        1
        for r in relations
        if r.kind == relation.kind and len(r.members) <= len(relation.members) and r.span <= relation.span
    )


def _room(relation: Relation, at: Interval, wanted: Interval) -> Decimal:
    """The part of its own size by which a figure may miss and still agree.

    Figures that are all round to the thousand agree to the thousand more easily than their digits say.
    """
    middle = (at.lo + at.hi) / 2
    room = at.width + wanted.width
    if relation.kind == "sum":
        room = max(room, min(_grain(m.q) for m in relation.members))
    return room / middle


def _grain(q: Quantity) -> Decimal:
    step = Decimal(1).scaleb(-q.decimals) * q.scale
    value = abs(q.value)
    while value % (step * 10) == 0:
        step *= 10
    return step


def _chance(relation: Relation, relations: Sequence[Relation], slip: Slip, wanted: Interval) -> Decimal:
    room = _room(relation, slip.value, wanted)
    return chance(room, slip.tried, len(relation.members), _rivals(relation, relations))


def _chance_to_hold(relation: Relation, relations: Sequence[Relation]) -> Decimal:
    wanted = relation.wants[-1]
    if wanted is None:
        return Decimal(1)
    return _room(relation, abs(relation.members[-1].q.shown), wanted) * _rivals(relation, relations)


def _draft(context: Context, i: int, near: _Near) -> Draft:
    relation, m = near.relation, near.relation.members[near.place]
    last = relation.members[-1]
    start, end = clause_span(context, i, m)
    meant = near.slip.value.lo + near.slip.value.width / 2
    result = relation.wants[-1]
    assert result is not None
    spans = tuple(x.evidence() for x in relation.members if x is not m)
    if near.slip.power:
        reason = (
            f"{relation.formula} = {last.q.text} holds but for a factor of {10 ** abs(near.slip.power):,}"
        )
    else:
        reason = f"{near.slip.text} for {m.q.text} would make {relation.formula} = {last.q.text} hold"
    return Draft(
        relation.kind,
        relation.rule,
        start,
        end,
        m.q,
        subject=m.subject or None,
        metric="one slip of the pen",
        numbers=((m.q.start, m.q.end),),
        fixed="contradicted",
        expected=meant,
        reason=reason,
        evidence=(Evidence("formula", value=meant, note=relation.formula, inputs=spans),),
    )
