"""Every identity of the catalogue whose three places a passage states, held against itself.

The three figures must be of one subject, period and flavour. Where several figures could take a place, any
that fits confirms, and nothing is contradicted. Where none fits, the figure that one slip of the pen would
make right is the one that is named; without such a slip only an exact identity told in one breath is held
against the page.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ....model.claim import ClaimKind
from ....model.formula import Operand, verify
from ...mentions import Mention
from ..base import MEDIUM, STRONG, WEAK, Context, Draft, Reading, magnitude, operand, unsigned
from ..stated import stated
from .catalogue import IDENTITIES, Identity, solved
from .reading import Named, as_stated, between, measured, named_of, one_time
from .slips import slip_of

__all__ = ["Triple", "find", "told"]

REACH = 2
"""Sentences that may lie between the figures of an identity."""
LINES = 4
"""Lines of a list that may lie between them."""
NEAR = Decimal("0.015")
"""A difference below this share is one of rounding or of definition wherever the identity is not told in one breath."""
FAR = 4
"""Results further off than this factor are other figures, unless a power of ten explains them."""


@dataclass(frozen=True)
class Triple:
    """The three figures of an identity, the result first, and how surely they belong together."""

    identity: Identity
    members: tuple[Named, Named, Named]
    tie: int

    def value(self, member: int, *, near: bool = False) -> Operand | None:
        """What a member would be by the two others; ``near`` takes 约 and 超 for no more than the printed digits."""
        r, a, b = (magnitude(_printed(x.m) if near else measured(x.m)) for x in self.members)
        return solved(self.identity.op, member, r, a, b)

    def fits(self, *, near: bool = False) -> bool:
        """True when the result follows from its two figures."""
        value = self.value(0, near=near)
        return (
            value is not None
            and verify(unsigned(as_stated(self.members[0].m)), magnitude(value)).verdict != "contradicted"
        )


def _printed(m: Mention) -> Operand:
    return operand(replace(m.q, comparator=None))


def find(context: Context) -> Iterator[Draft]:
    """The identities of a passage."""
    named = named_of(context)
    yield from over(context, named)
    for _, triples in _told_beside(context, named):
        draft = told(context, named, triples)
        if draft is not None:
            yield draft


def over(context: Context, named: Sequence[Named], lines: Sequence[int] = ()) -> Iterator[Draft]:
    """The identities among named figures; of those over ``lines`` (their ends) what one line tells alone is left out."""
    if len(named) < 3:
        return

    def line(x: Named) -> int:
        return bisect_left(lines, x.m.q.end)

    done: set[int] = set()
    for identity in IDENTITIES:
        results = [r for r in named if r.is_a(identity.result) and r.m.q.start not in done]
        triples = [t for r in results for t in _triples(named, identity, r, LINES if lines else REACH)]
        fitting = [t for t in triples if t.fits()]
        settled = {x.m.q.start for t in fitting for x in t.members}
        done |= {t.members[0].m.q.start for t in fitting}
        for r in results:
            mine = [t for t in triples if t.members[0] is r]
            if lines and any(len({line(x) for x in t.members}) == 1 for t in mine if t.tie >= MEDIUM):
                continue
            draft = told(context, named, mine, settled)
            if draft is not None:
                yield draft


def _triples(named: Sequence[Named], identity: Identity, result: Named, reach: int) -> Iterator[Triple]:
    near = [x for x in named if x is not result and abs(x.i - result.i) <= reach]
    tops = [x for x in near if x.is_a(identity.a) and not x.is_a(identity.result)]
    unders = [x for x in near if x.is_a(identity.b) and not x.is_a(identity.result)]
    for a, b in itertools.product(tops, unders):
        if a is b or not _units(identity, result, a, b):
            continue
        yield Triple(identity, (result, a, b), _tie(named, identity, result, a, b))


_PROFITS = (
    "gross profit", "operating profit", "ebitda", "net profit", "attributable profit", "pretax profit", "free cash flow"
)  # fmt: skip


def _told_beside(context: Context, named: Sequence[Named]) -> Iterator[tuple[Named, list[Triple]]]:
    """Margins and shares of revenue of the figure they stand beside: RMB22.4bn, a 22.7% margin; 1.18bn (19.7% of sales)."""
    for r in named:
        part: Named | None = None
        key = ""
        if r.is_a("margin") and len(r.terms) == 1:
            before = [
                x for x in named if x.i == r.i and x.order < r.order and any(x.is_a(k) for k in _PROFITS)
            ]
            part = before[-1] if before else None
            key = next((k for k in _PROFITS if part is not None and part.is_a(k)), "")
        elif r.is_a("share of revenue") and r.m.index and _BESIDE.search(r.words):
            m = context.mentions[r.i][r.m.index - 1]
            part, key = (
                next((x for x in named if x.m is m), replace(r, m=m, terms=(), order=r.order - 1)),
                "part",
            )
        if part is not None and part.flavour == "adjusted" and r.flavour == "reported":
            continue
        if part is None or not _currency(part) or part.m.q.high is not None:
            continue
        identity = Identity(r.terms[0].key, key, "revenue", "share")
        unders = [x for x in named if x.is_a("revenue") and x is not part and abs(x.i - r.i) <= REACH]
        triples = [
            Triple(
                identity,
                (r, part, b),
                _tie(
                    named,
                    identity,
                    replace(r, flavour=part.flavour, of=part.of),
                    part,
                    replace(b, of=part.of) if not b.of else b,
                ),
            )
            for b in unders
            if _units(identity, r, part, b)
        ]
        yield r, triples


_BESIDE = re.compile(
    r"^\s*(?:,?\s*(?:or|about|equal to|equivalent to|representing)\s*(?:an?|about|approximately)?\s*|,\s*|\(\s*)$"
)


def _currency(x: Named) -> str:
    unit = (x.m.q.unit or "").partition("/")[0]
    return unit if len(unit) == 3 and unit.isupper() else ""


def _units(identity: Identity, r: Named, a: Named, b: Named) -> bool:
    """The currencies agree on both sides of the sign."""
    units = [_currency(x) for x in (r, a, b)]
    money = {u for u in units if u}
    if len(money) > 1:
        return False
    if identity.op in ("share", "rest"):
        return units[1] == units[2] and (bool(units[1]) or a.m.q.unit == b.m.q.unit)
    return True


def _tie(named: Sequence[Named], identity: Identity, r: Named, a: Named, b: Named) -> int:
    members = sorted((r, a, b), key=lambda x: x.order)
    slots = {x.slot for x in members if not _timeless(x)}
    if len(slots) > 1 and slots != {"", "x"}:
        return 0
    apart_in_time = not one_time(x.period for x in members if "|" in x.period or not _standing(x))
    whose = [x.of for x in members]
    subject = whose[0]
    mixed = any(w and w != subject for w in whose[1:])
    inner = between(named, members[0], members[-1])
    strange = any(x.of and x.of not in whose for x in inner)
    flavours = {x.flavour for x in (r, a)}
    if "adjusted" in flavours and len(flavours) > 1 and not (r.flavour == "" and r.m.index == a.m.index + 1):
        return WEAK
    if mixed or strange or apart_in_time:
        return WEAK
    if identity.b in ("revenue", "shares") and b.flavour == "adjusted":
        return WEAK
    apart = members[-1].i - members[0].i
    return STRONG if apart <= 1 and len(slots) == 1 else MEDIUM


_STANDING = frozenset(
    [
        "net debt", "debt", "cash", "net cash", "loans", "deposits", "equity", "assets", "liabilities", "shares", "share price", "target price", "market value",
        "stores", "employees", "backlog", "issue price", "dau", "mau", "users"
    ]
)  # fmt: skip


def _standing(x: Named) -> bool:
    """True for what is measured on a day: it goes with the sums of any period that ends there."""
    return any(t.key in _STANDING for t in x.terms)


def _timeless(x: Named) -> bool:
    return any(t.key in ("share price", "market value", "shares", "issue price") for t in x.terms)


def told(
    context: Context,
    named: Sequence[Named],
    triples: Sequence[Triple],
    settled: frozenset[int] | set[int] = frozenset(),
) -> Draft | None:
    """The draft of an identity: the result confirmed, or the member that a slip explains.

    ``settled`` holds the starts of figures that fit another triple of the identity: they are of another moment.
    """
    sure = [t for t in triples if t.tie >= MEDIUM]
    fitting = [t for t in triples if t.fits()]
    good = sorted((t for t in fitting if t.tie >= MEDIUM), key=lambda t: (not t.fits(near=True), -t.tie))
    moved = [t for t in fitting if t.tie == 0 and t.fits(near=True)]
    if sure and moved and not any(t.fits(near=True) for t in good) and _other_moment(moved, sure):
        one = max(sure, key=lambda t: t.tie)
        return _draft(context, one, 0, STRONG, near=True)
    if good:
        return _draft(context, good[0], 0, STRONG if good[0].tie == STRONG else MEDIUM)
    if fitting or not sure:
        return None
    told_at_once = [t for t in sure if _one_breath(named, t)]
    sure = told_at_once or sure
    places = [{x.m.q.value for x in (t.members[k] for t in sure)} for k in (1, 2)]
    if any(len(p) > 1 for p in places) or len({t.members[0].m.q.value for t in triples}) > 1:
        return None
    one = max(sure, key=lambda t: t.tie)
    if any(x.m.q.start in settled for x in one.members):
        return None
    member, tie = _blamed(named, one)
    return _draft(context, one, member, tie)


def _other_moment(fitting: Sequence[Triple], sure: Sequence[Triple]) -> bool:
    """True when the result is exactly that of a figure of now with one of the base beside it: 231 / 198, not 231 / 214."""
    return (
        all(t.identity.exact for t in (*fitting, *sure))
        and all(
            t.members[0].slot != "base" and "base" in (t.members[1].slot, t.members[2].slot) for t in fitting
        )
        and all(len(re.sub(r"\D", "", t.members[0].m.q.text)) >= 3 for t in fitting)
    )


def _blamed(named: Sequence[Named], t: Triple) -> tuple[int, int]:
    """Which member is wrong, and how surely: the one a likelier slip explains, the result where none does."""
    grades: list[int] = []
    for k, x in enumerate(t.members):
        value = t.value(k, near=True)
        grades.append(slip_of(unsigned(x.m.q), abs(value.interval)) if value is not None else 0)
    best = max(grades)
    member = grades.index(best) if best > 1 else 0
    value, printed = t.value(0), abs(t.members[0].m.q.value)
    if value is None or not value.value or not printed:
        return 0, WEAK
    off = abs(abs(value.value) / printed - 1)
    breath = _one_breath(named, t)
    if off < NEAR and not (breath and t.identity.exact):
        return 0, WEAK
    if best >= 3 and t.tie >= MEDIUM:
        return member, STRONG
    if t.tie < STRONG:
        return member, WEAK
    if t.identity.exact and (breath or _alone(named, t)):
        return member, STRONG
    enough = 2 if t.identity.exact else 3
    return member, STRONG if best >= enough else WEAK


def _one_breath(named: Sequence[Named], t: Triple) -> bool:
    """True when the three stand in one sentence with no other named figure of their kind between."""
    members = sorted(t.members, key=lambda x: x.order)
    if members[0].i != members[-1].i:
        return False
    inner = between(named, members[0], members[-1])
    kinds = {k.kind for x in t.members for k in x.terms}
    return not any(k.kind in kinds and x not in t.members for x in inner for k in x.terms)


def _alone(named: Sequence[Named], t: Triple) -> bool:
    """True when the passage states each member once, but for figures of another year or of a base."""
    for k, x in enumerate(t.members):
        key = (t.identity.result, t.identity.a, t.identity.b)[k]
        for y in named:
            apart = y.slot != x.slot or not one_time((y.period, x.period))
            if y is not x and y.is_a(key) and not apart and y.m.q.value != x.m.q.value:
                return False
    return True


def _draft(context: Context, t: Triple, member: int, tie: int, *, near: bool = False) -> Draft | None:
    value = t.value(member, near=near)
    if value is None:
        return None
    x = t.members[member]
    texts = tuple(y.m.q.text for y in t.members)
    others = tuple(y.m for k, y in enumerate(t.members) if k != member)
    shown = t.identity.formula(member, (texts[0], texts[1], texts[2]))
    one = Reading(value, tie, shown, others)
    kind: ClaimKind = (
        "share"
        if t.identity.op in ("share", "rest") and member == 0
        else "difference"
        if t.identity.op == "less"
        else "per_unit"
    )
    rule = {"share": "TIE205", "difference": "TIE202"}.get(kind, "TIE206")
    return stated(context, x.i, x.m, kind, rule, (one,), t.identity.result).replace(stated=as_stated(x.m))
