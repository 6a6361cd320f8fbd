"""Now and before: the pairs a sentence compares, and the changes it states of them.

``Net sales increased $47.3 million, or 8.4%, to $611.2 million, compared to $563.9 million``: the pair is
found by its connectors (compared to, from B to N, a year in brackets), each stated change is tied to the
pair it is joined to by small words alone, and checked: percent, amount, points, and the direction word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....model.formula import Operand, compute
from ...mentions import same_unit
from ..base import MEDIUM, STRONG, WEAK, Context, Draft, Reading, magnitude, operand, reading
from ..labels import BARE_MONTH, FURTHER, FX, ITSELF_A_BASE, other_month, period_label
from ..stated import clause_span, stated
from .figures import FORECAST, Figure, Masked, alike, masked_of, noun_free
from .moving import DELTA_LEAD, OTHER_TAIL, is_change, way_of

__all__ = ["Pair", "find", "is_change", "pairs_of", "run_of", "way_of"]

HUNDRED = Decimal(100)

_CUE = r"(?:compared (?:to|with)|as compared (?:to|with)|versus|vs\.?|against|relative to|in comparison (?:to|with)|up from|down from|from|than|over|on|above|below|up on|down on|beat(?:ing)?|topp(?:ed|ing)|exceed(?:ed|ing|s)|surpass(?:ed|ing)|ahead of|miss(?:ed|ing)|short of|trail(?:ed|ing))"
_BASE_LEAD = re.compile(
    rf"\b(?P<cue>{_CUE})(?P<words>(?:\s+(?!and\b|or\b)[a-z#t'’\-&./]+){{0,9}}?)\s*[(]?\s*$"
)
_BASE_INSIDE = re.compile(
    r"^\s*(?:[a-z]{0,3}\s?#t#|(?:fiscal|fy|full[- ]year|first half|half[- ]year|second half|quarter ended|year ended)?[ ]?#t#(?: #t#)*|prior[- ](?:year|period|quarter)(?: period| quarter)?|last year|previous(?:ly| year| period| quarter)?|year[- ]ago|"
    r"(?:first|second|third|fourth) quarter(?: of)?(?: fiscal)? #t#|same period #t#|compared (?:to|with))\s*[:–\-]?\s*(?:restated:?)?\s*$"
)
_BASE_TAIL = re.compile(
    r"^[^#;.]{0,24}?\b(?:in the (?:same|prior|previous|corresponding|comparable|year-ago|year-earlier|prior-year)|(?:a|one) year (?:ago|earlier|before)|last year|the (?:year|quarter|month|week) (?:before|earlier)|the (?:prior|previous) (?:year|quarter))"
)
_ELSEWHERE = re.compile(
    r"constant[- ](?:currency|exchange|rate)|currency[- ]neutral|organic|like[- ]for[- ]like|\blfl\b|\bcer\b|pro forma|restated|same[- ]store|excluding|ex[- ](?:fx|currency|items)|underlying|local currenc|"
    r"annuali[sz]ed|compound|cagr|real terms|inflation|adjusted for|seasonally|per share basis|volume|on average|each year|a year since"
)
_EXTREME = re.compile(
    r"\b(?:record|peak|high|low|trough|all-time|start of|beginning of|end of|since|average|target|level of|pre-)"
)
_CONTEST = re.compile(r"\b(?:if|would|could|may|might|should|assum|hypothetical)")
_EXPLICIT = re.compile(
    r"^\s*(?:higher|lower|more|less|fewer|above|below|better|cheaper|ahead|short)\b(?: than| of)?(?:\s+[a-z#t'\-]+){0,7}\s*$"
)
_RESULT = re.compile(
    r"\b(?:beat(?:ing)?|topp(?:ed|ing)|exceed(?:ed|ing|s)|surpass(?:ed|ing)|ahead of|miss(?:ed|ing)|short of|trail(?:ed|ing)|above|below)\b"
)
_OWN_CLAUSE = re.compile(r"(?:;|\band\b|\bwhile\b|\bwhereas\b|\bbut\b)\s+[^,;#]*[a-z]{3,}[^,;#]*$")
_ATTACHED = re.compile(r"\b(?:on|with|from|including|excluding|of)\s+[a-z' ]+\s(?:of|at)\s*$")
_LOSS = re.compile(r"\b(?:loss(?:es)?|deficit|outflow|net debt|shortfall|negative)\b")


@dataclass(frozen=True)
class Pair:
    """Two figures of one measure, the later and the earlier; ``tie`` says how surely."""

    now: Figure
    base: Figure
    tie: int
    label: str
    forecast: bool = False
    grouped: bool = False
    only: int | None = None

    @property
    def first(self) -> Figure:
        """The one printed first."""
        return min((self.now, self.base), key=lambda f: f.index)

    @property
    def last(self) -> Figure:
        """The one printed last."""
        return max((self.now, self.base), key=lambda f: f.index)


def find(context: Context) -> Iterator[Draft]:
    """Changes and directions of the English sentences of a passage that their own pairs can check."""
    before: tuple[int, list[Pair]] = (-2, [])
    for masked in masked_of(context, least=1):
        pairs = pairs_of(masked)
        yield from _stated(context, masked, pairs)
        if before[0] == masked.i - 1 and not pairs:
            yield from _taken_up(context, masked, before[1])
        before = (masked.i, pairs)
        for found in _POINTS_AT.finditer(masked.text):
            draft = _points_at(context, masked, found)
            if draft is not None:
                yield draft


_TAKEN_UP = re.compile(
    r"^(?:the|this|that) (?P<slot>#(?P<kind>[apd])(?P<n>\d+)#) (?:increase|decrease|improvement|decline|reduction|rise|drop|growth|gain|fall|contraction|expansion)\b(?! in\b)"
)


def _taken_up(context: Context, masked: Masked, pairs: Sequence[Pair]) -> Iterator[Draft]:
    """``... 20.6%, compared with 21.1%. The 50 basis point decrease reflects ...``"""
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


# --- what a figure is ------------------------------------------------------------------------------


def _base_words(f: Figure) -> re.Match[str] | None:
    if f.inside is not None:
        return _BASE_INSIDE.match(f.inside)
    found = _BASE_LEAD.search(f.before)
    if found is not None and found.group("cue") in ("from", "on", "over", "than", "above", "below"):
        # fell 28% from a year earlier to 24 billion: the words behind the cue end in the level itself
        return None if re.search(r"\b(?:to|at)\s*$", found.group("words")) else found
    return found


def pairs_of(masked: Masked) -> list[Pair]:
    """The pairs of now and before of one sentence, by their connectors."""
    out: list[Pair] = []
    changes = {f.index for f in masked.figures if is_change(f)}
    chained = _chained(masked, changes)
    levels = [f for f in masked.figures if f.index not in changes | chained and f.kind in ("a", "p")]
    used: set[int] = set()
    for k, base in enumerate(levels):
        words = _base_words(base)
        if words is None or base.index in used:
            continue
        several = run_of(masked, levels[k:])
        if len(several) > 1 and base.inside is None:
            out += _crosswise(masked, levels[:k], several, used)
            used |= {f.index for f in several}
            continue
        found = _now_of(masked, levels, k, words, changes, used)
        if base.index - 1 in changes and _EXPLICIT.match(base.before):
            used.add(base.index)  # 7% above the 462,890 of a year earlier: never a later figure
        if found is None:
            continue
        now, tie = found
        label = period_label(base.before + " | " + masked.behind(base, 40))
        if _EXTREME.search(base.before[words.start() :] if base.inside is None else base.inside):
            tie = min(tie, MEDIUM)
        explicit = base.index - 1 in changes and bool(_EXPLICIT.match(base.before))
        out.append(
            Pair(
                now,
                base,
                tie,
                label,
                bool(FORECAST.search(base.before + base.after[:30])),
                # 13.9% higher than B: what else moved, up 1.7% on the week, moved from another base.
                only=base.index - 1 if explicit else None,
            )
        )
        used |= {now.index, base.index}
        out += _companions(masked, out[-1], used)
    return out


def _companions(masked: Masked, pair: Pair, used: set[int]) -> list[Pair]:
    """``$61.8 million, or 20.6% of net sales, compared with $57.9 million, or 21.1%``: the second of each."""
    if pair.now.index + 1 >= len(masked.figures) or pair.base.index + 1 >= len(masked.figures):
        return []
    now, base = masked.figures[pair.now.index + 1], masked.figures[pair.base.index + 1]
    if now.index >= pair.base.index or not alike(now, base) or {now.index, base.index} & used:
        return []
    if not all(re.match(r"^\s*,?\s*(?:or|equal to|\()\s*$", f.before) for f in (now, base)):
        return []
    if (now.kind == "a" and not now.per) or is_change(now) or is_change(base):
        return []
    used |= {now.index, base.index}
    return [Pair(now, base, pair.tie, pair.label, pair.forecast)]


_AND = re.compile(r"^\s*(?:,|,?\s*and|/|,?\s*or)\s*$")


def run_of(masked: Masked, figures: Sequence[Figure]) -> list[Figure]:
    """The first of the figures and those listed with it: 12% and 14%; $3 million, $4 million and $5 million."""
    out = list(figures[:1])
    for f in figures[1:]:
        if not alike(out[-1], f) or not _AND.match(masked.between(out[-1], f)):
            break
        out.append(f)
    return out


def _crosswise(
    masked: Masked, before: Sequence[Figure], bases: Sequence[Figure], used: set[int]
) -> list[Pair]:
    """``$5.0 million and $2.0 million, compared with $4.1 million and $1.9 million``: first with first."""
    nows = [f for f in before if alike(f, bases[0]) and f.index not in used]
    n = len(bases)
    if len(nows) != n or any(f.kind != bases[0].kind for f in nows):
        return []
    listed = len(run_of(masked, nows)) == n
    tie = STRONG if listed or "respectively" in masked.text else MEDIUM
    used |= {f.index for f in nows}
    said = masked.between(nows[-1], bases[0]) + masked.behind(bases[-1], 40)
    label = period_label(said)
    return [Pair(a, b, tie, label, grouped=True) for a, b in zip(nows, bases, strict=True)]


def _chained(masked: Masked, changes: set[int]) -> set[int]:
    """``$47.3 million, or 8.4%``; ``12%, or $3 million``; ``155.88 points (1.8 percent)``: one change said twice."""
    out: set[int] = set()
    for a, b in zip(masked.figures, masked.figures[1:], strict=False):
        if (
            (a.index in changes or a.index in out)
            and a.kind != b.kind
            and not re.match(r"^\s*of\b", b.after)
            and re.match(r"^\s*(?:points?|cents)?\s*(?:,?\s*or|,?\s*equal to|\()\s*$", b.before)
        ):
            out.add(b.index)
        if (
            b.index in changes
            and a.index not in changes
            and a.kind != b.kind
            and DELTA_LEAD.search(b.before) is None
            and re.match(r"^\s*(?:,?\s*or)\s*(?:an? )?\s*$", b.before)
        ):
            out.add(a.index)
    return out


def _now_of(
    masked: Masked,
    levels: Sequence[Figure],
    k: int,
    words: re.Match[str],
    changes: set[int],
    used: set[int],
) -> tuple[Figure, int] | None:
    base = levels[k]
    cue = words.groupdict().get("cue") or ""
    to_it = k > 0 and levels[k - 1].index not in used and alike(levels[k - 1], base)
    to_it = to_it and bool(re.search(r"\bto\s*$", levels[k - 1].before))
    to_it = to_it and not re.search(r"#[apdg]", base.before)
    opens = cue in ("up from", "down from") and not any(g.kind in "agp" for g in masked.figures[: base.index])
    if (cue == "from" or opens) and k + 1 < len(levels) and not to_it:
        after = levels[k + 1]
        between = masked.between(base, after)
        if (
            alike(base, after)
            and re.search(r"\bto\s*$", after.before)
            and noun_free(_slotless(f"#a0#{between}"))
        ):
            return after, STRONG
    before = [
        f
        for f in levels[:k]
        if alike(f, base)
        and f.index not in used
        and not (f.inside is None and ITSELF_A_BASE.search(f.before))
    ]
    if not before and base.kind == "p" and cue in ("up from", "down from", "compared with", "compared to"):
        # prices rose 2.9%, down from 3.0%: a rate of growth and the one before
        before = [f for f in masked.figures[: base.index] if f.kind == "p" and way_of(f) > 0][-1:]
    if not before or ";" in masked.between(before[-1], base):
        return None
    now = before[-1]
    if base.inside is not None:
        return (now, STRONG) if now.index == base.index - 1 else None
    between = masked.between(now, base)
    upto = between[: len(between) - len(base.before)] + base.before[: words.start()]
    close = noun_free(_slotless(_named(upto)))
    rivals = [f for f in before[:-1] if not re.search(r"[;]", masked.between(f, now)) and f.index not in used]
    tie = STRONG if close else MEDIUM
    if _OWN_CLAUSE.search(now.before) and not _ATTACHED.search(now.before):
        rivals = []  # ... and Genoa unchanged at $2,110, against $2,200: a statement of its own
    if rivals and cue not in ("from", "up from", "down from"):
        tie = min(tie, MEDIUM)
    if cue in ("over", "on", "above", "below", "than") and not any(
        now.index < c < base.index for c in changes
    ):
        return None  # a bound or a place, not a figure of the year before
    if base.index - 1 in changes and _EXPLICIT.match(base.before):
        return now, STRONG if noun_free(
            _slotless(_named(masked.between(now, masked.figures[base.index - 1])))
        ) else MEDIUM
    if not _same_measure(masked, now, words.groupdict().get("words") or ""):
        tie = min(tie, MEDIUM)
    return now, tie


def _named(words: str) -> str:
    """The words behind a figure without what they say of that figure alone, up to the comma.

    1 million [paid users], up from ...; $0.15 [per million tokens], 60% cheaper than ...
    """
    return _OF_FIGURE.sub(" ", _SHARE_OF.sub(" ", words))


_SHARE_OF = re.compile(
    r"(?:,|\()?\s*(?:or|representing|equal to|\()\s*#p\d+#\s*of (?:the |our |its |total |net |consolidated )*[a-z]+(?: [a-z]+)?(?=\)|,|\s(?:for|in|compared|versus|up|down)\b)\)?"
)
_OF_FIGURE = re.compile(
    r"^(?:(?!\band\b|\bwhile\b|\bbut\b|\bor\b|\bwith\b)[^#,;:]|#t#)*(?=,|\b(?:compared|versus|up|down|from)\b)"
)


def _same_measure(masked: Masked, now: Figure, words: str) -> bool:
    """True when the nouns in front of the base are those of the figure, or none."""
    said = masked.text[: masked.position(now)] + now.after
    nouns = [w for w in re.findall(r"[a-z][a-z\-]{2,}", words) if not noun_free(w)]
    return all(n.rstrip("s") in said for n in nouns)


# --- what is said of a pair ------------------------------------------------------------------------


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
        chained = pair is None and last is not None and f.index and _continues(masked, f)
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


def _continues(masked: Masked, f: Figure) -> bool:
    return bool(re.match(r"^\s*(?:points?)?\s*(?:,?\s*or|\()\s*$", f.before)) and not re.match(
        r"^\s*of\b", f.after
    )


def _tied(masked: Masked, f: Figure, pairs: Sequence[Pair]) -> Pair | None:
    """The pair a change is joined to by small words alone."""
    if (not is_change(f) and not _leads_on(masked, f)) or OTHER_TAIL.match(f.after):
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
            if noun_free(_slotless(_named(masked.between(first, f)))) or f.kind == "d":
                return pair
        elif f.index < first.index:
            gap = _slotless(masked.between(f, first))
            if noun_free(gap) and re.search(r"\b(?:to|from|at)\s*$", gap) and ";" not in gap:
                return pair
        elif f.index > last.index and not any(
            q is not pair and last.index < q.first.index < f.index for q in pairs
        ):
            gap = masked.between(last, f)
            if noun_free(_slotless(_named(gap))) and not re.search(r";|\band\b[^,]*$", gap):
                return pair
    return None


_AND_THEN = re.compile(r"\b(?:and|but)\b[^#]*$")


def _leads_on(masked: Masked, f: Figure) -> bool:
    """``8.4%, or $47.3 million, to``: an amount whose percent is the change."""
    k = f.index
    return bool(k) and _continues(masked, f) and is_change(masked.figures[k - 1])


def _slotless(words: str) -> str:
    return re.sub(
        r"#[a-z]\d+#(?:\s*(?:per|a|an|each)\s+(?:diluted |basic |common |ordinary )*[a-z]+)?", " ", words
    )


def _draft(context: Context, masked: Masked, f: Figure, pair: Pair, pairs: Sequence[Pair]) -> Draft | None:
    now, base = pair.now.m, pair.base.m
    tie = pair.tie
    if f.kind == "a" and FURTHER.search(f.m.lead):
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
    if other_month(base) and not mine:
        tie = min(tie, MEDIUM)
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
        one = Reading(result, tie, f"{now.q.text} - {base.q.text}", (now, base))
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
    loose = _loose(masked, f, pairs, one, 0 if negative else way)
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


def _loose(masked: Masked, f: Figure, pairs: Sequence[Pair], one: Reading, way: int) -> Iterator[Reading]:
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
