"""Whether a list closes: the parts against the whole, and the slip of the pen that would close it.

A list may leave parts out, and what looks like one may be something else, so that one which does not close
proves nothing by itself. It is held to be wrong where a single slip of the pen, in one figure, closes it to
the last digit: two neighbouring digits changed over, or a power of ten; where words say that it leaves
nothing out (``closed``), one digit too. A list that leaves something out does that once in some hundred times.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ....model.evidence import Evidence
from ....model.formula import Operand, compute, verify
from ....quantity import Interval
from ..base import COUNTED, STRONG, Draft, Reading, operand, unsigned
from ..slips import chance
from ..stated import stated
from .terms import Term, Text, kindred

__all__ = ["Part", "Slip", "closes", "fits", "slips_of", "spans_of", "total_of"]

_NET = re.compile(r"\bnet\b|净|合计|合共|共计|\b(?:total|together|combined|altogether)\b|买超|卖超")
FEWEST_DIGITS = 3
_BALANCE = re.compile(r"[顺逆]差|\b(?:surplus|deficit)\b")
FEWEST_OPEN, SMALL_REST = 4, Decimal("0.1")
"""A small rest that a list leaves out looks like two digits changed over: of three digits, once in some twenty lists."""
NEAR, LOOSE = Decimal("0.06"), Decimal("0.6")
"""How wide a figure may be left open by the others, as a share of it; of a power of ten where the rest is sure."""
BOUNDED = Decimal("1.2")
"""A total said to be above a mark lies at most a fifth above it."""
LIKELIEST = Decimal("0.6")
"""Slips expected to close a list by chance, beyond which one that is not known to be whole says nothing."""
_TRIED = {"neighbours": 2, "ten": 2, "digit": 18}
"""Slips of a kind that leave a figure of the size the list wants: most powers of ten are far off."""
MOST_ROUNDED = 7
"""Last digits that the rounding of all the others may leave open in a figure said to be slipped."""


@dataclass(frozen=True)
class Part:
    """A term with its sign in the sum."""

    term: Term
    sign: int = 1


@dataclass(frozen=True)
class Slip:
    """The figure that was slipped, as it would have to be printed."""

    term: Term
    text: str
    kind: str
    room: Decimal = Decimal(0)
    """The part of its size by which it may miss and still close the list."""


def total_of(parts: Sequence[Part]) -> Operand:
    """The sum of the parts, each with its sign."""
    held = [
        (Operand.exact(p.term.m.q.value) if counted(p.term) else operand(p.term.m), p.sign) for p in parts
    ]
    return compute("sum", *(o if sign > 0 else -o for o, sign in held))


def counted(t: Term) -> bool:
    """True for a whole number of things below a thousand: it was not rounded."""
    q = t.m.q
    money = len((q.unit or "").split("/")[0]) == 3 and (q.unit or "").isupper()
    return (
        not q.decimals
        and q.scale == 1
        and abs(q.value) < COUNTED
        and not money
        and q.comparator is None
        and not t.percent
    )


def words_of(parts: Sequence[Part]) -> str:
    """The sum as it is written."""
    words = ""
    for p in parts:
        away = (p.sign < 0) != (p.term.m.q.value < 0)
        words += f" {'-' if away else '+'} {p.term.m.q.text.lstrip('+-−－＋')}"
    return words.removeprefix(" + ").strip()


def fits(whole: Term, parts: Sequence[Part]) -> bool:
    """True when the parts, as rounded, can be what is printed as their whole; a bound leaves a fifth open."""
    total, q = total_of(parts), unsigned(whole.m.q)
    if q.comparator in ("over", "at_least"):
        return total.interval.hi >= q.value and total.interval.lo <= q.value * BOUNDED
    if counted(whole) and all(counted(p.term) for p in parts):
        return total.value == q.value
    if q.comparator in ("under", "at_most"):
        q = replace(q, comparator=None)
    return verify(q, Operand(abs(total.value), abs(total.interval))).verdict != "contradicted"


def slips_of(whole: Term, parts: Sequence[Part], *, digits: bool = False, closed: bool = False) -> list[Slip]:
    """The single slips that close the list: neighbouring digits, a power of ten, with ``digits`` one digit too.

    Where the list is ``closed``, it is enough that the printed digits then add up exactly.
    """
    printed = [_shown(p.term) if p.sign > 0 else -_shown(p.term) for p in parts]
    total, held = _added(printed), _shown(whole)
    if whole.m.q.comparator in ("over", "at_least"):
        held = Interval(whole.m.q.value, whole.m.q.value * BOUNDED)
        out = [
            s
            for s in _slips(whole, Interval(total.lo / BOUNDED, total.hi), room=Decimal(1))
            if s.kind == "ten"
        ]
    else:
        out = list(_slips(whole, total, digits=digits, exact=closed))
    room = LOOSE if closed or total.lo > held.hi else NEAR
    for k, p in enumerate(parts):
        rest = held - _added(printed[:k] + printed[k + 1 :])
        out += _slips(p.term, rest if p.sign > 0 else -rest, digits=digits, room=room, exact=closed)
    return out


def _shown(t: Term) -> Interval:
    """What the digits mean; a whole number without a scale is taken for exact."""
    q = t.m.q
    return Interval.point(q.value) if not q.decimals and q.scale == 1 else q.shown


def _added(printed: Sequence[Interval]) -> Interval:
    total = Interval.point(Decimal(0))
    for one in printed:
        total = total + one
    return total


def _slips(
    t: Term, wanted: Interval, *, digits: bool = False, room: Decimal = NEAR, exact: bool = False
) -> Iterator[Slip]:
    q = t.m.q
    found = re.search(r"\d[\d,]*(?:\.\d+)?", q.text)
    if found is None or q.high is not None or not q.value or len(re.sub(r"\D", "", found.group())) < 2:
        return
    ulp = Decimal(1).scaleb(-q.decimals) * q.scale
    middle = (wanted.lo + wanted.hi) / 2
    if not middle or (wanted.width > abs(middle) * room and not exact):
        return
    wide = wanted.width > abs(middle) * room
    near = wanted.width <= min(MOST_ROUNDED * ulp, abs(middle) * NEAR)
    for text, value, kind in _written(found.group(), digits=digits):
        meant = value * abs(q.value) / Decimal(found.group().replace(",", "")) * (-1 if q.value < 0 else 1)
        if counted(t) and meant % 1:
            continue  # nobody counts 1.9 deals
        half = ulp / 2 if kind != "ten" or counted(t) else ulp * abs(meant / q.value) / 2
        open_by = (half * 2 + wanted.width) / abs(middle)
        if exact and meant == middle:
            yield Slip(t, q.text[: found.start()] + text + q.text[found.end() :], kind, open_by)
            continue
        if wide:
            continue
        if Interval(meant - half, meant + half).meets(wanted) and (kind == "ten" or near):
            yield Slip(t, q.text[: found.start()] + text + q.text[found.end() :], kind, open_by)


def _written(shown: str, *, digits: bool) -> Iterator[tuple[str, Decimal, str]]:
    """What may have been meant by digits as printed, with the kind of slip that made them so."""
    value = Decimal(shown.replace(",", ""))
    for power in (-3, -2, -1, 1, 2, 3, 4):
        moved = value.scaleb(power)
        yield f"{moved.normalize():f}", moved, "ten"
    at = [k for k, c in enumerate(shown) if c.isdigit()]
    apart = (1, 2) if len(at) >= 5 else (1,)
    for a, b in ((at[k], at[k + d]) for d in apart for k in range(len(at) - d)):
        if shown[a] != shown[b]:
            turned = shown[:a] + shown[b] + shown[a + 1 : b] + shown[a] + shown[b + 1 :]
            if not (turned[0] == "0" and len(turned) > 1 and turned[1] != "."):
                yield turned, Decimal(turned.replace(",", "")), "neighbours"
    for k in at if digits else ():
        for c in "0123456789":
            if c != shown[k] and not (k == at[0] and c == "0" and shown[1:2] != "."):
                changed = shown[:k] + c + shown[k + 1 :]
                yield changed, Decimal(changed.replace(",", "")), "digit"


def closes(
    text: Text,
    whole: Term,
    parts: Sequence[Part],
    *,
    closed: bool,
    likely: bool = True,
    said: bool = True,
    leaves: bool = False,
    metric: str = "total",
    anchor: Term | None = None,
) -> Draft | None:
    """The draft of a whole with its parts, or None where nothing can be said.

    ``closed`` says that the words leave no part out, ``said`` that they say so in so many words, so that one
    digit may be the slip; ``likely`` that a slip may be looked for at all; ``leaves`` that such a list often leaves
    out a small rest. ``anchor`` is the figure to state the claim at where the whole stands in another passage.
    """
    figures = [whole, *(p.term for p in parts)]
    formula = words_of(parts)
    numbers = tuple((t.m.q.start, t.m.q.end) for t in figures)
    reading = Reading(total_of(parts), STRONG, formula, tuple(p.term.m for p in parts))
    if _CROSSED.search(whole.m.lead) or any(_NETTED.search(t.m.lead) for t in figures[1:]):
        return None
    if any(_BALANCE.search(t.m.lead) for t in figures):
        return None  # what is left between two flows is the part of neither: its own words have its sign
    if fits(whole, parts):
        draft = stated(text.context, whole.i, whole.m, "sum", "TIE203", (reading,), metric)
        return draft.replace(numbers=numbers) if _telling(figures) else draft
    if any(t.m.q.comparator in ("over", "under", "at_least") for t in figures[1:]):
        return None
    if not (closed or likely) or _another(text, figures, parts):
        return None
    precise = closed or _precise(figures)
    unsigned_sum = [Part(p.term) for p in parts]
    if (
        precise
        and any(p.sign < 0 for p in parts)
        and any(p.sign > 0 for p in parts)
        and _NET.search(text.label(whole))
        and fits(whole, unsigned_sum)
    ):
        return _without_signs(text, whole, parts, metric)
    if not precise and not said:
        return None
    larger = all(p.sign > 0 and p.term.m.q.value > 0 for p in parts) and any(
        p.term.m.q.value > whole.m.q.value for p in parts
    )
    if len(parts) <= 4 and _other_signs(whole, parts):
        return None
    slips = slips_of(whole, parts, closed=closed)
    if not precise:
        slips = [s for s in slips if s.kind == "ten" and s.term is whole]
    if larger and not closed:
        slips = [s for s in slips if s.kind == "neighbours"]
    if not slips and closed and said and not larger:
        slips = [] if _untold(text, figures) else slips_of(whole, parts, digits=True, closed=True)
    if leaves and not closed and _left_over(whole, parts):
        slips = [s for s in slips if _digits([s.term]) >= FEWEST_OPEN]
    if not closed:
        slips = [
            s
            for s in slips
            if chance(s.room, _TRIED[s.kind], len(figures)) <= LIKELIEST
            and (s.kind != "neighbours" or len(parts) > 2 or _exactly(s, whole, parts))
        ]
    if not slips:
        return None
    home = anchor or whole
    draft = stated(text.context, home.i, home.m, "sum", "TIE203", (reading,), metric)
    named = {s.term.place for s in slips}
    best = next((s for s in slips if s.kind == "neighbours"), slips[0])
    blamed = best.term if len(named) == 1 else home
    at = blamed.m.q
    reason = f"{formula} does not give {whole.m.q.text}; {best.text} for {best.term.m.q.text} would close it"
    return draft.replace(
        start=min(draft.start, at.start) if blamed is not home else draft.start,
        end=max(draft.end, at.end) if blamed is not home else draft.end,
        readings=(),
        fixed="contradicted",
        said=at.value,
        stated=at,
        reason=reason,
        numbers=((at.start, at.end),),
        evidence=spans_of(figures),
    )


_JOINED = re.compile(r"^[^,.;，。；]{0,40}\band\b|^\s*(?:和|及|与|、)")


_CROSSED = re.compile(r"(?:失守|跌破|突破|站上|守住|收复|重返|企稳|升破|失)$")
_NETTED = re.compile(r"相抵|轧差|[抵对]冲|抵消|抵銷|相差|差距|超越|高于|多于")
"""Words behind which stands what figures before it come to, or their distance: no part beside them."""


def _other_signs(whole: Term, parts: Sequence[Part]) -> bool:
    """True where the whole follows with a part of two-sided words the other way: opened 9 and closed 4 since 637, so 642."""
    return any(
        _EITHER_WAY.search(part.term.m.lead.lower() + part.term.m.gap.lower())
        and fits(whole, [Part(p.term, -p.sign if p is part else p.sign) for p in parts])
        for part in parts
    )


_EITHER_WAY = re.compile(r"\b(?:closed|shut|retired|scrapped|loss(?:es)?)\b|关闭|關閉|关店|關店|[亏虧][损損]")


def _exactly(slip: Slip, whole: Term, parts: Sequence[Part]) -> bool:
    """True when the printed digits, one figure mended, add up to the last: two parts prove nothing by less."""
    if any(t.m.q.decimals < 0 for t in (whole, *(p.term for p in parts))):
        return False
    q = slip.term.m.q
    old, new = (re.search(r"\d[\d,]*(?:\.\d+)?", t) for t in (q.text, slip.text))
    if old is None or new is None:
        return False
    meant = q.value * Decimal(new.group().replace(",", "")) / Decimal(old.group().replace(",", ""))
    told = [(meant if t is slip.term else t.m.q.value) for t in (whole, *(p.term for p in parts))]
    return told[0] == sum(v * p.sign for v, p in zip(told[1:], parts, strict=True))


def _untold(text: Text, figures: Sequence[Term]) -> bool:
    """True when a figure of the kind is joined to the last of them: a member whose verb is left out."""
    last = max(t.place for t in figures)
    behind = text.terms[last + 1 : last + 2]
    return any(t.i == figures[-1].i and kindred(t, figures[0]) and _JOINED.match(t.m.gap) for t in behind)


def _left_over(whole: Term, parts: Sequence[Part]) -> bool:
    """True when the parts leave a little of the whole, as where 其他 is not told."""
    rest = whole.m.q.value - total_of(parts).value
    if not whole.m.q.decimals and whole.m.q.scale == 1:
        return False  # things counted one by one are told to the last
    return 0 < rest < whole.m.q.value * SMALL_REST


def _digits(figures: Sequence[Term]) -> int:
    """The digits of the figure printed with most of them."""
    return max(len(re.sub(r"\D", "", f.m.q.text).strip("0")) for f in figures)


def _without_signs(text: Text, whole: Term, parts: Sequence[Part], metric: str) -> Draft:
    """Flows of opposite ways whose total is that of their sizes."""
    out, back = (next(p.term for p in parts if p.sign == s) for s in (1, -1))
    draft = stated(text.context, whole.i, whole.m, "sum", "TIE203", (), metric)
    return draft.replace(
        fixed="contradicted",
        said=whole.m.q.value,
        reason=f"{out.m.q.text} and {back.m.q.text} flow in opposite ways and give {whole.m.q.text} only without signs",
        evidence=spans_of([whole, *(p.term for p in parts)]),
    )


def _precise(figures: Sequence[Term]) -> bool:
    """True when the figures have digits enough for a slip to be no chance: three in one, or exact counts of two."""
    counts = all(not f.m.q.decimals and f.m.q.scale == 1 and abs(f.m.q.value) >= 10 for f in figures)
    return counts or _digits(figures) >= FEWEST_DIGITS


def _another(text: Text, figures: Sequence[Term], parts: Sequence[Part]) -> bool:
    """True when the parts close to another figure near by: that one is their whole."""
    near = [
        t for t in text.terms if abs(t.i - figures[0].i) <= 2 and t not in figures and kindred(t, figures[0])
    ]
    return any(fits(t, parts) for t in near if _digits([t]) > 1)


def _telling(figures: Sequence[Term]) -> bool:
    """True when a sum that closes is no chance: its figures have digits enough, or are whole counts."""
    whole = figures[0].m.q
    exact = whole.decimals == 0 and whole.scale == 1 and abs(whole.value) < COUNTED
    return _digits(figures) >= FEWEST_DIGITS or exact


def spans_of(terms: Sequence[Term]) -> tuple[Evidence, ...]:
    """The figures as evidence."""
    return tuple(t.m.evidence() for t in terms)
