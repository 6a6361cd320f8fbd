"""What English sentences say of a pair of now and before: percent, amount, points, direction word.

``Net sales increased $47.3 million, or 8.4%, to $611.2 million, compared to $563.9 million``: each stated
change is tied to the pair it is joined to by small words alone, and checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ....model.formula import Operand, compute, verify
from ...mentions import same_unit
from ..base import (
    FRAMED,
    MEDIUM,
    STRONG,
    WEAK,
    Context,
    Draft,
    Reading,
    magnitude,
    operand,
    reading,
    unsigned,
)
from ..labels import BARE_MONTH, FURTHER, FX, MIDPOINT, OTHER_BASE, other_month, period_label
from ..stated import clause_span, stated
from .figures import FORECAST, Figure, Masked, alike, masked_of, noun_free
from .moving import OTHER_TAIL, is_change, way_of
from .pairs import Pair, named, pairs_of, run_of, slotless

__all__ = ["find"]

HUNDRED = Decimal(100)

_ELSEWHERE = re.compile(
    r"constant[- ](?:currency|exchange|rate)|currency[- ]neutral|organic|like[- ]for[- ]like|\blfl\b|\bcer\b|pro forma|restated|same[- ]store|excluding|ex[- ](?:fx|currency|items)|underlying|local currenc|"
    r"annuali[sz]ed|compound|cagr|real terms|inflation|adjusted for|seasonally|per share basis|volume|on average|each year|a year since"
)
_CONTEST = re.compile(
    r"\b(?:if|would|could|(?<!\bin )(?<!\bof )(?<!\bfrom )(?<!\blast )may\b(?! \d)|might|should|assum|hypothetical)"
)
_SIZE = re.compile(r"\b(?:widen|narrow|deepen|shr[aiu]nk)[a-z]*(?: sharply| slightly| further)? by $")
_LOSS = re.compile(r"\b(?:loss(?:es)?|deficit|outflow|net debt|shortfall|negative)\b")


def find(context: Context) -> Iterator[Draft]:
    """Changes and directions of the English sentences of a passage that their own pairs can check."""
    before: tuple[int, list[Pair]] = (-2, [])
    said = ""
    for masked in masked_of(context, least=1):
        pairs = pairs_of(masked)
        yield from _stated(context, masked, pairs)
        if before[0] == masked.i - 1 and not pairs:
            yield from _taken_up(context, masked, before[1], said)
        before = (masked.i, pairs)
        said = masked.text
        for found in _POINTS_AT.finditer(masked.text):
            draft = _points_at(context, masked, found)
            if draft is not None:
                yield draft


_TAKEN_UP = re.compile(
    r"^(?:the|this|that) (?P<slot>#(?P<kind>[apd])(?P<n>\d+)#) (?:increase|decrease|improvement|decline|reduction|rise|drop|growth|gain|fall|contraction|expansion)\b(?! in\b)"
)


_OTHER_SIGN = re.compile(r"\b(?:benefit|loss|losses|deficit|credit|recovery|used|outflow)\b")
"""An expense after a benefit: the amounts have two signs, and the words of one sentence do not say whose."""
_TAKEN_UP_OF = re.compile(
    r"^(?:the|this|that) (?:increase|decrease|improvement|decline|reduction|growth)(?: in (?P<what>[a-z' \-]{3,60}?))? (?:of|was) #(?P<kind>[apd])(?P<n>\d+)#(?:,? or #(?P<kind2>[pa])(?P<m>\d+)#)?"
)


def _taken_up(context: Context, masked: Masked, pairs: Sequence[Pair], words: str) -> Iterator[Draft]:
    """``... 20.6%, compared with 21.1%. The 50 basis point decrease reflects ...``"""
    noun = _TAKEN_UP_OF.match(masked.text)
    if (
        noun
        and not _OTHER_SIGN.search(words)
        and all(w in words for w in re.findall(r"[a-z]{4,}", noun.group("what") or ""))
    ):
        levels = [q for q in pairs if q.now.kind == "a" and not q.now.per]
        for slot in ("n", "m"):
            if len(levels) == 1 and noun.group(slot):
                f = masked.figure(noun.group(slot))
                draft = (
                    _draft(context, masked, f, levels[0], levels)
                    if f.kind != "a" or alike(f, levels[0].now)
                    else None
                )
                if draft is not None:
                    yield draft
        return
    found = _TAKEN_UP.match(masked.text)
    if not found:
        return
    f = masked.figure(found.group("n"))
    like = [q for q in pairs if q.now.kind == ("p" if f.kind == "d" else "a")]
    if len(like) == 1 and (f.kind != "a" or alike(f, like[0].now)):
        draft = _draft(context, masked, f, like[0], like)
        if draft is not None:
            yield draft


_POINTS_AT = re.compile(
    r"#a(?P<d>\d+)#[^#;.,]{0,10},?\s*(?:or|\()\s*#p(?P<p>\d+)#\)?,?\s*(?:(?P<up>higher|up)|lower|down)\s+(?:at|to)\s+#a(?P<n>\d+)#"
)


def _points_at(context: Context, masked: Masked, found: re.Match[str]) -> Draft | None:
    """``closed 34.6 points, or 0.4%, higher at 8,312.4``."""
    delta, share, now = (masked.figure(found.group(g)) for g in "dpn")
    moved = operand(delta.m) if found.group("up") else -operand(delta.m)
    sign = "-" if found.group("up") else "+"
    formula = f"{delta.m.q.text} / ({now.m.q.text} {sign} {delta.m.q.text})"
    one = reading("change_by_delta", STRONG, (now.m, delta.m), operand(now.m), moved, formula=formula)
    if one is None or not same_unit(delta.m.q, now.m.q):
        return None
    return stated(context, masked.i, share.m, "change", "TIE201", (one,), "percent change")


def _stated(context: Context, masked: Masked, pairs: Sequence[Pair]) -> Iterator[Draft]:
    last: Pair | None = None
    listed = {g.index for g in masked.figures for g in _listed(masked, g)}
    grouped = [q for q in pairs if q.grouped]
    for f in masked.figures:
        if f.kind not in ("a", "p", "d"):
            continue
        if f.index in listed:
            run = next(r for g in masked.figures if f in (r := _listed(masked, g)))
            if len(run) == len(grouped) and f.index > grouped[-1].last.index:
                draft = _draft(context, masked, f, grouped[run.index(f)], pairs)
                if draft is not None:
                    yield draft
            last = None
            continue
        pair = _tied(masked, f, pairs)
        chained = pair is None and last is not None and f.index and _continues(f)
        if chained:
            pair = last
        last = pair
        if pair is None or f in (pair.now, pair.base):
            last = pair if pair is not None and f not in (pair.now, pair.base) else None
            continue
        draft = _draft(context, masked, f, pair, pairs)
        if draft is not None:
            yield draft


def _listed(masked: Masked, first: Figure) -> list[Figure]:
    """The run of changes that begins at a figure, or nothing when it stands alone: increases of 12% and 14%."""
    if not is_change(first):
        return []
    run = run_of(masked, masked.figures[first.index :])
    return run if len(run) > 1 else []


def _continues(f: Figure) -> bool:
    return bool(re.match(r"^\s*(?:points?)?\s*(?:,?\s*or|\()\s*$", f.before)) and not re.match(
        r"^\s*of\b", f.after
    )


def _tied(masked: Masked, f: Figure, pairs: Sequence[Pair]) -> Pair | None:
    """The pair a change is joined to by small words alone."""
    if (not is_change(f) and not _leads_on(masked, f)) or OTHER_TAIL.match(f.after):
        return None
    if OTHER_BASE.match(f.after):
        return None
    for pair in pairs:
        if pair.grouped or (pair.only is not None and f.index != pair.only):
            continue
        first, last = pair.first, pair.last
        if first.index < f.index < last.index:
            if any(
                g.kind == "p" and _AND_THEN.search(g.before) for g in masked.figures[f.index + 1 : last.index]
            ):
                continue  # up 1.7% on the week and 13.9% higher than the 73.00: the base is that of the second
            if noun_free(slotless(named(masked.between(first, f)))) or f.kind == "d":
                return pair
        elif f.index < first.index:
            if any(
                re.search(r"\b(?:to|at)\s*$", g.before) for g in masked.figures[f.index + 1 : first.index]
            ):
                continue  # fell 3.2 points to 3.510% and the other was down 2.1 at 4.063%: its own level is told
            gap = slotless(masked.between(f, first))
            if noun_free(gap) and re.search(r"\b(?:to|from|at)\s*$", gap) and ";" not in gap:
                return pair
        elif f.index > last.index and not any(
            q is not pair and last.index < q.first.index < f.index for q in pairs
        ):
            gap = masked.between(last, f)
            if f.kind == "d" and any(g.kind == "p" for g in masked.figures[last.index + 1 : f.index]):
                continue  # 3.4% against 2.9%, and up 11.8% for the year, 90 basis points behind: of the last rate
            if noun_free(slotless(named(gap))) and not re.search(r";|\band\b[^,]*$", gap):
                return pair
    return None


_AND_THEN = re.compile(r"\b(?:and|but)\b[^#]*$")


def _leads_on(masked: Masked, f: Figure) -> bool:
    """``8.4%, or $47.3 million, to``: an amount whose percent is the change."""
    k = f.index
    return bool(k) and _continues(f) and is_change(masked.figures[k - 1])


_UP_BY = re.compile(
    r"\s?(?:in #t\d*#|#t\d*#)?,?\s?(?:which (?:is|was) )?(?:(?:up|down|higher|lower|rising|falling)(?: by)?|an? (?:increase|rise|gain|decrease|decline|fall|drop) of) "
)
_FROM = re.compile(
    r" from (?:the |its |an? |#t\d*#(?:'s|’s)? ?|(?:figure|level|total|revised|reading)s? (?:of )?){0,4}"
)


def _one_breath(masked: Masked, f: Figure, pair: Pair) -> bool:
    """``46.27 million, up 790 thousand from 45.48 million``: nothing else can be meant by any of the three."""
    if not pair.now.index < f.index < pair.base.index:
        return False
    ahead, behind = masked.between(pair.now, f), masked.between(f, pair.base)
    return bool(_UP_BY.fullmatch(ahead) and _FROM.fullmatch(behind))


def _draft(context: Context, masked: Masked, f: Figure, pair: Pair, pairs: Sequence[Pair]) -> Draft | None:
    now, base = pair.now.m, pair.base.m
    tie = pair.tie
    if f.kind == "a" and (FURTHER.search(f.m.lead) or MIDPOINT.match(f.m.tail)):
        return None
    if pair.forecast and not FORECAST.search(f.before + f.after) and f.kind == "p":
        return None
    said = f.before + " | " + f.after.split(",")[0][:60]
    here = any(g is pair.first for g in masked.figures)  # not taken up from the sentence before
    between = masked.between(f, pair.first) if here and f.index < pair.first.index else ""
    mine = period_label(said) or period_label(between)
    if mine == "year" and not pair.label and BARE_MONTH.search(base.tail):
        return None
    if mine and pair.label and mine != pair.label:
        return None
    other = [
        q for q in pairs if q is not pair and alike(q.now, pair.now) and q.label == mine and q.now is pair.now
    ]
    if mine and other and pair.label != mine:
        return None
    way = 0 if FX.search(masked.text) else way_of(f)
    if f.kind == "a" and way and re.search(r"\bagainst\b", pair.base.before):
        # up 16 to 180, against 398 a year ago: a second comparison, with a base of its own
        tie = min(tie, MEDIUM)
    elsewhere = other_month(base) and not mine and tie > MEDIUM
    if elsewhere:
        tie = MEDIUM
    negative = now.q.value <= 0 or base.q.value <= 0 or bool(_LOSS.search(masked.text))
    formula = f"{now.q.text} / {base.q.text} - 1"
    if f.kind == "p" and pair.now.kind == "a":
        if (now.q.value < 0) != (base.q.value < 0) or not base.q.value:
            return None
        one = reading(
            "change", tie, (now, base), magnitude(operand(now)), magnitude(operand(base)), formula=formula
        )
        kind, rule, metric = "change", "TIE201", "percent change"
    elif (f.kind == "a" and alike(f, pair.now)) or (
        (f.kind == "d" or f.m.q.unit == "points") and pair.now.kind == "p"
    ):
        result = compute("difference", operand(now), operand(base))
        if f.m.q.unit == "bp":
            result = Operand(result.value * 100, result.interval.scaled(HUNDRED))
        breath = f.kind == "a" and tie == STRONG and here and _one_breath(masked, f, pair)
        one = Reading(result, FRAMED if breath else tie, f"{now.q.text} - {base.q.text}", (now, base))
        kind, rule, metric = "difference", "TIE202", "difference"
    elif f.kind == "p" and pair.now.kind == "p":
        # A percent between two percents is of the earlier one; points are said as points.
        if now.q.value <= 0 or base.q.value <= 0 or is_change(pair.now):
            return None
        one = reading("change", tie, (now, base), operand(now), operand(base), formula=formula)
        kind, rule, metric = "change", "TIE201", "percent change"
    else:
        return None
    if one is None:
        return None
    if elsewhere and f.m.q.decimals and verify(unsigned(f.m.q), magnitude(one.result)).verdict == "supported":
        one = replace(
            one, strength=STRONG
        )  # it is their difference to the last digit: the word gives its sign
    if negative and _SIZE.search(f.before) and (now.q.value < 0) == (base.q.value < 0) and f.kind == "p":
        negative = False  # the loss narrowed by 51.8%: a size, whatever its sign
    loose = _loose(masked, f, pairs, 0 if negative else way)
    start, end = clause_span(context, masked.i, f.m)
    return Draft(
        kind,
        rule,
        start,
        end,
        f.m.q,
        (one, *loose),
        subject=now.subject or None,
        metric=metric,
        period=f.m.scope or None,
        direction=0 if negative else way,
        caveat=_caveat(masked, f, pair),
        numbers=((f.m.q.start, f.m.q.end),),
    )


def _caveat(masked: Masked, f: Figure, pair: Pair) -> str:
    """Another base named for this change itself: in its own words, not in the name of the measure."""
    begin = max((g.index for g in masked.figures if g.index < f.index), default=-1)
    behind = re.split(
        r"[,;]|\b(?:due|driven|reflect\w*|primarily|mainly|because|thanks|helped|led)\b", f.after
    )[0]
    near = (f.before if begin >= 0 else re.split(r",", f.before)[-1]) + " " + behind
    if begin < 0 and "," in f.before:
        near += " " + f.before.split(",")[0]
    if f.index + 1 < len(masked.figures) and f.index < pair.first.index:
        near = f.before + " " + f.after
    found = _ELSEWHERE.search(near) or _CONTEST.search(masked.text)
    if found and found.start() < len(f.before) and f.index < pair.first.index and found.re is _ELSEWHERE:
        # Organic revenue rose 5% to 10 from 9.5: the measure itself is organic.
        found = None if not re.match(r"\s*(?:on|at|in|excluding)\b", near) else found
    return f"possible restated or other base: {found.group()}" if found else ""


def _loose(masked: Masked, f: Figure, pairs: Sequence[Pair], way: int) -> Iterator[Reading]:
    """Every other pair of like figures of the sentence: enough to keep a doubtful one from being wrong.

    Not the pairs the sentence surely compares otherwise, nor what moves against the words.
    """
    sure = [{q.now.m.q.start, q.base.m.q.start} for q in pairs if q.tie >= STRONG]
    levels = [g for g in masked.figures if g.kind == ("p" if f.kind == "d" else "a") and g is not f][:9]
    for a in levels:
        for b in levels:
            if a is b or not alike(a, b) or {a.m.q.start, b.m.q.start} in sure:
                continue
            if f.kind == "a" and not alike(a, f):
                continue
            if f.kind == "p":
                positive = b.m.q.value > 0 and a.m.q.value > 0
                r = reading("change", WEAK, (a.m, b.m), operand(a.m), operand(b.m)) if positive else None
            else:
                r = Reading(_points(f, a, b), WEAK, f"{a.m.q.text} - {b.m.q.text}", (a.m, b.m))
            if r is not None and (not way or r.result.value * way > 0):
                yield r


def _points(f: Figure, now: Figure, base: Figure) -> Operand:
    """The difference in the unit it is stated in: basis points are hundredths of a point."""
    result = compute("difference", operand(now.m), operand(base.m))
    if f.m.q.unit != "bp":
        return result
    return Operand(result.value * HUNDRED, result.interval.scaled(HUNDRED))
