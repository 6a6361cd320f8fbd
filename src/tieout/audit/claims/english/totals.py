"""Totals with their parts: comprising, consisting of, less, of which, respectively, in aggregate.

A list that is said to make up the whole has to add up to it; parts that are merely among it may not
exceed it. Percent parts may be off by their rounding, and by what growth rates gain by compounding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, compute
from ....quantity import Interval
from ...lexicon.counts import count_of
from ..base import MEDIUM, STRONG, Context, Draft, Reading, operand
from ..slips import one_slip
from ..stated import stated
from .figures import FORECAST, Figure, Masked, alike, masked_of
from .moving import is_change

__all__ = ["find"]

_MADE_OF = re.compile(
    r"\b(?:comprising|comprised of|comprises?|consist(?:ing|s|ed) of|made up of|composed of|being|which (?:comprised?|consisted of)|reflecting the sum of|the sum of)\b"
)
_OF_WHICH = re.compile(r"\bof (?:which|whom|these|those|them|that)\b")
_LINK = re.compile(
    r"^(?:[^#,;:()]{0,60}|[^#;:]{0,12})(?:,|,?\s+and|,?\s+plus|,?\s+as well as)\s(?:[^#,;:]{0,60})$|^\s*[^#,;:]{0,50}\s(?:plus|and)\s[^#,;:]{0,50}$"
)
_LESS = re.compile(
    r"^[^#;:]{0,50}\b(?:less|minus|net of|offset by|partially offset by|partly offset by|reduced by|after deducting)\b[^#,;:]{0,50}$"
)
_TOTAL_LEAD = re.compile(
    r"\b(?:for|to|giving|making|bringing|yielding|taking|into|or|resulting in|producing)\s+(?:an? |the )?(?:[a-z]+ ){0,2}?(?:total|aggregate|combined|sum)\b[^#,;]{0,40}$"
    r"|\ba (?:combined|total)(?: of)?\s*$|\btotal(?:ing|ling)\s*$|\b(?:adding up to|adds? up to|sums? to|summing to|came to|come to)\s*$|\bfor an?\s*$|,\s*for\s*$"
)
_MOVES = re.compile(r"\b(?:fell|rose|grew|increased|decreased|declined|dropped|climbed|from)\b")
_TOTAL_TAIL = re.compile(
    r"^\s*(?:in (?:total|aggregate|all)|combined|together|altogether|all told|between them)\b"
)
_NOT_SUM = re.compile(
    r"\b(?:margin|rate|price|average|per|(?<!combined )ratio|yield|eps|earnings per|multiple)\b"
)


def find(context: Context) -> Iterator[Draft]:
    """Totals of the English sentences of a passage whose parts stand beside them."""
    earlier: list[Figure] = []
    for masked in masked_of(context, least=1):
        yield from _closing(context, masked, earlier)
        earlier = [f for f in [*earlier, *masked.figures] if f.kind == "a" and not f.per][-12:]
        for k, whole in enumerate(masked.figures):
            if whole.kind not in ("a", "p") or re.match(r"-[a-z]", whole.after):
                continue  # a 60,000-tonner is a ship
            yield from _made_of(context, masked, whole, k)
            yield from _of_which(context, masked, whole, k)
            yield from _headed(context, masked, whole, k)
            yield from _for_total(context, masked, whole, k)


def _run(masked: Masked, start: int, whole: Figure) -> list[tuple[Figure, int]]:
    """The parts from figure ``start`` on, each with its sign, as far as the list goes."""
    parts: list[tuple[Figure, int]] = []
    for f in masked.figures[start:]:
        if f.kind in ("t", "r"):
            continue
        if not alike(f, whole) or (parts and not alike(f, parts[0][0])):
            if parts and f.kind != "a" and f.inside is not None:
                continue  # its share in brackets
            break
        sign = 1
        if parts:
            gap = masked.between(parts[-1][0], f)
            gap = re.sub(r"\([^()]*\)|#[tr]\d*#", " ", gap)
            if _LESS.match(gap):
                sign = -1
            elif not _LINK.match(gap) or re.search(r",\s*and an?\s*$", gap):
                break  # of which 150 will be drawn, and a 200 million paper program
        parts.append((f, sign))
    return parts


def _rest(masked: Masked, f: Figure) -> str:
    """The words behind a figure to the end of its sentence or semicolon."""
    return re.split(r";", masked.text[masked.position(f) :], maxsplit=1)[0].split("#", 2)[2]


def _made_of(context: Context, masked: Masked, whole: Figure, k: int) -> Iterator[Draft]:
    if k + 2 >= len(masked.figures):
        return
    first = next(
        (j for j in range(k + 1, len(masked.figures)) if masked.figures[j].kind not in ("t", "r")), None
    )
    if first is None:
        return
    lead = masked.between(whole, masked.figures[first])
    cue = _MADE_OF.search(lead)
    if not cue or re.search(r";|\bincluding\b", lead) or len(lead[: cue.start()].split()) > 8:
        return
    if _NOT_SUM.search(whole.before[-60:]) or whole.per:
        return
    parts = _run(masked, first, whole)
    if len(parts) < 2 or any(f.per for f, _ in parts) or "includ" in masked.between(whole, parts[-1][0]):
        return
    rest = _rest(masked, parts[-1][0])
    if re.search(r"#[apg]", rest) and not re.match(
        r"^[^#]*\b(?:compared|versus|against|up|down|an? (?:increase|decrease)|from)\b", rest
    ):
        return  # the list may go on in another form
    if re.match(r"^[^#,;]{0,40},?\s*(?:and|plus|as well as|with)\s+(?:the |some |other |smaller )", rest):
        return
    yield _draft(context, masked, whole, parts)


def _of_which(context: Context, masked: Masked, whole: Figure, k: int) -> Iterator[Draft]:
    """``158.7 million, of which private employers accounted for 135.4 million and government for 23.3``."""
    following = [f for f in masked.figures[k + 1 :] if f.kind not in ("t", "r")]
    if len(following) < 2:
        return
    lead = masked.between(whole, following[0])
    if not _OF_WHICH.search(lead) or ";" in lead or len(lead.split()) > 14:
        return
    if re.match(r"\s*of (?:these|those|them|that)\b", lead):
        return  # 41 of them: a part of what was named before
    parts = _run(masked, following[0].index, whole)
    if len(parts) < 2 or any(sign < 0 for _, sign in parts) or any(f.per for f, _ in parts):
        return
    words = masked.between(whole, parts[-1][0])
    if re.search(
        r"\b(?:up|down|rose|fell|increase|decrease|from|compared|against|versus|including|with)\b", words
    ) or FORECAST.search(words):
        return
    if any(f.m.q.value > 3 * whole.m.q.value for f, _ in parts):
        return  # far more than the whole by itself: the words speak of something else
    summed = _sum(parts)
    if summed.interval.lo <= operand(whole.m).interval.hi or whole.m.q.comparator in ("over", "at_least"):
        return
    yield _draft(context, masked, whole, parts)


def _headed(context: Context, masked: Masked, whole: Figure, k: int) -> Iterator[Draft]:
    """``8,450 at year end: 5,120 in Europe, 2,110 in North America and 1,220 in Asia``: no more than the whole."""
    following = [f for f in masked.figures[k + 1 :] if f.kind not in ("t", "r")]
    if len(following) < 2 or whole.kind != "a" or whole.per:
        return
    if following[0].inside is not None and following[0].after.startswith(")"):
        return  # turnover was 1,204 (2025: 1,118) and profit 132: one figure of another time
    lead = masked.between(whole, following[0])
    if not re.search(r":\s*[^#;:]{0,30}$", lead) or len(lead.split()) > 10:
        return
    if re.search(r"\b(?:notes?|exclud\w*|includ\w*)\b", lead):
        return
    parts = _run(masked, following[0].index, whole)
    words = masked.between(whole, parts[-1][0]) if len(parts) > 1 else "from"
    if re.search(r"\b(?:up|down|rose|fell|increase|decrease|from|compared|versus|per|average)\b", words):
        return
    if any(sign < 0 or f.per or f.m.q.value > whole.m.q.value for f, sign in parts) or any(
        re.search(r"\b(?:lost|loss|out|outflow)", f.after) for f, _ in parts
    ):
        return
    if _sum(parts).interval.lo > operand(whole.m).interval.hi and not whole.m.q.comparator:
        yield _draft(context, masked, whole, parts)


_REST = re.compile(r"\b(?:others?(?: [a-z]+){0,2}|the (?:rest|remainder|balance)|(?:the )?remaining)\b")


def _closing(context: Context, masked: Masked, earlier: Sequence[Figure]) -> Iterator[Draft]:
    """``Two models accounted for 481,166; others made up 15,933``: with the rest named, the whole is given.

    The whole is an amount of the passage said before. Where one of them is the sum all is well; where only
    one is near it, that one is what the parts were meant to give.
    """
    amounts = [f for f in masked.figures if f.kind == "a" and not f.per and not is_change(f)]
    if not 2 <= len(amounts) <= 5 or any(f.kind in ("g", "d", "x") for f in masked.figures):
        return
    last = amounts[-1]
    if not _REST.search(last.before) and not _REST.match(last.after.strip()):
        return
    if re.search(
        r"\b(?:includ\w*|such as|compared|versus|from|than|(?<!made )up|down)\b", masked.text
    ) or FORECAST.search(masked.text):
        return
    for size in range(len(amounts), 1, -1):
        parts = [(f, 1) for f in amounts[-size:]]
        if not all(alike(f, last) and f.m.q.value > 0 for f, _ in parts) or last.m.q.comparator:
            continue
        total = _sum(parts)
        inside = [f for f in amounts[:-size] if alike(f, last)]
        if inside and ":" in masked.between(inside[-1], parts[0][0]):
            return  # a headed list, which is added up as one
        if inside and len(parts) < len(amounts) - 1 and _LINK.match(masked.between(inside[-1], parts[0][0])):
            continue  # a part like the others, not their whole
        wholes = [
            f
            for f in [*earlier, *inside]
            if alike(f, last) and f.m.q.value > max(g.m.q.value for g, _ in parts)
        ]
        if any(operand(f.m).interval.meets(total.interval) for f in wholes):
            return
        near = [f for f in wholes if abs(f.m.q.value - total.value) < f.m.q.value * Decimal("0.1")]
        nearest = [f for f in near if abs(f.m.q.value - total.value) < f.m.q.value * Decimal("0.02")]
        near = nearest if len(nearest) == 1 else near
        if len(near) != 1:
            continue
        rest = compute("difference", operand(near[0].m), _sum(parts[:-1]))
        words = " - ".join([near[0].m.q.text, *(f.m.q.text for f, _ in parts[:-1])])
        one = Reading(rest, STRONG, words, (near[0].m, *(f.m for f, _ in parts[:-1])))
        yield stated(context, masked.i, last.m, "difference", "TIE202", (one,), "what is left")
        return


def _for_total(context: Context, masked: Masked, whole: Figure, k: int) -> Iterator[Draft]:
    """``$4.2 billion and ... $1.9 billion, for total revenue of $6.1 billion``; ``22%, 14% and 11%, or 47% in aggregate``."""
    named = bool(_TOTAL_LEAD.search(whole.before)) and not _MOVES.search(whole.before)
    behind = bool(_TOTAL_TAIL.match(whole.after))
    if (not named and not behind) or k < 2:
        return
    parts: list[tuple[Figure, int]] = []
    for f in reversed(masked.figures[:k]):
        if f.kind in ("t", "r") or (f.kind == "p" and _ASIDE.search(f.before)):
            continue
        if not alike(f, whole) or f.per:
            break
        if parts:
            gap = _without_asides(masked.between(f, parts[-1][0]))
            if not _LINK.match(gap) and not re.match(r"^[^#;:]{0,50},?\s*\band\b[^#,;:]{0,60}$", gap):
                break
        parts.append((f, 1))
    parts.reverse()
    if len(parts) < 2 or any(re.search(r"\bper\b", f.before) for f, _ in parts):
        return
    if whole.m.q.unit and any(f.m.q.unit is None and f.m.q.value >= 1000 for f, _ in parts):
        return  # spent $5.4 million, and bought 510,500 for $15.9 million in all: a number of shares
    if re.match(r"\s*(?:combined|together) (?:with|and)\b", whole.after) or re.search(
        r"\bcombined (?:with|and)\b", whole.before
    ):
        return  # for management and underwriting combined and 3/4 percent for selling
    begin = parts[0][0]
    words = _without_asides(masked.text[masked.position(begin) : masked.position(whole)])
    if _changing(parts, whole) or ";" in words:
        return
    if re.search(
        r"\b(?:includ\w*|such as|compared|versus|than|up|down|from|excluding|net of|less|of which)\b", words
    ):
        return
    last = _without_asides(masked.between(parts[-1][0], whole))
    if (
        not re.search(r",|\bor\b|\bto (?:total|combined)|\bfor\b|\bmaking\b|\bgiving\b|\bbringing\b", last)
        or len(last.split()) > 14
    ):
        return
    announced = re.search(r"\b(?:two|three|four|five|six)\b", masked.text[: masked.position(begin)])
    if announced and count_of(announced.group()) != len(parts) and behind:
        return
    if begin.before and re.search(r"\b(?:includ\w*|such as)\b[^#]*$", begin.before):
        return
    yield _draft(context, masked, whole, parts)


_ASIDE = re.compile(r"(?:,|\()\s*(?:up|down|an increase of|a decrease of|a decline of|growth of)\s*$")
_ASIDES = re.compile(
    r"(?:,|\()\s*(?:up|down|an increase of|a decrease of|a decline of|growth of)\s+#p\d+#[^,;#()]*\)?"
)


def _without_asides(words: str) -> str:
    """The words without what each figure says of its own past: $396 million[, up 2% from a year ago], and ..."""
    return _ASIDES.sub(" ", words)


def _changing(parts: Sequence[tuple[Figure, int]], whole: Figure) -> bool:
    """Changes and bases are no parts: rose $3 million to ..., compared with ..."""
    return any(
        re.search(
            r"\b(?:rose|fell|increased|decreased|declined|grew|up|down|by|from|than|over|against)\s*$",
            f.before,
        )
        for f, _ in (*parts, (whole, 1))
    )


def _slipped(whole: Figure, parts: Sequence[tuple[Figure, int]], summed: Operand) -> bool:
    """True when one slip, in the whole or in one part, makes the sum right."""
    if any(sign < 0 for _, sign in parts) or one_slip(whole.m.q, summed.interval):
        return True
    return any(
        one_slip(
            f.m.q, compute("difference", operand(whole.m), _sum([p for p in parts if p[0] is not f])).interval
        )
        for f, _ in parts
    )


def _sum(parts: Sequence[tuple[Figure, int]]) -> Operand:
    return compute("sum", *(operand(f.m) if sign > 0 else -operand(f.m) for f, sign in parts))


_DOWNWARD = re.compile(r"\s*(?:decrease|decline|drop|reduction|fall|loss)\b")


def _draft(context: Context, masked: Masked, whole: Figure, parts: Sequence[tuple[Figure, int]]) -> Draft:
    summed = _sum(parts)
    if whole.kind == "p":
        # Rates of growth compound, and houses round each one: two tenths either way.
        room = Decimal("0.2") if re.search(r"\b(?:growth|grew|increase)", masked.text) else Decimal(0)
        summed = Operand(summed.value, Interval(summed.interval.lo - room, summed.interval.hi + room))
    formula = " ".join(f"{'+' if sign > 0 else '-'} {f.m.q.text}" for f, sign in parts).removeprefix("+ ")
    down = [bool(_DOWNWARD.match(f.m.tail)) for f, _ in parts]
    mixed = any(down) and not all(down)  # made up of a 4.9% increase and a 1.1% decrease
    # A part larger than the whole tells of a slip in the whole, or of another whole: 12 to eight on a panel of 20.
    larger = any(abs(f.m.q.value) > abs(whole.m.q.value) for f, _ in parts)
    tie = MEDIUM if mixed or (larger and not _slipped(whole, parts, summed)) else STRONG
    one = Reading(summed, tie, formula, tuple(f.m for f, _ in parts))
    return stated(context, masked.i, whole.m, "sum", "TIE203", (one,), "total")
