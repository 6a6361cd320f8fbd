"""The pairs of now and before that an English sentence compares, found by their connectors.

Compared to, up from, from B to N, a year in brackets: the connector says which of two like figures is the
earlier one. Lists are paired first with first; a change said twice is no level.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..base import MEDIUM, STRONG
from ..labels import ITSELF_A_BASE, period_label
from .figures import FORECAST, Figure, Masked, alike, noun_free
from .moving import DELTA_LEAD, is_change, way_of

__all__ = ["Pair", "named", "slotless", "pairs_of", "run_of"]


_CUE = r"(?:compared (?:to|with)|as compared (?:to|with)|versus|vs\.?|against|relative to|in comparison (?:to|with)|up from|down from|from|than|over|on|above|below|up on|down on|beat(?:ing)?|topp(?:ed|ing)|exceed(?:ed|ing|s)|surpass(?:ed|ing)|ahead of|miss(?:ed|ing)|short of|trail(?:ed|ing))"
_BASE_LEAD = re.compile(
    rf"\b(?P<cue>{_CUE})(?P<words>(?:\s+(?!and\b|or\b)[a-z#t'’\-&./]+){{0,9}}?)\s*[(]?\s*$"
)
_BASE_INSIDE = re.compile(
    r"^\s*(?:[a-z]{0,3}\s?#t#|(?:fiscal|fy|full[- ]year|first half|half[- ]year|second half|quarter ended|year ended)?[ ]?#t#(?: #t#)*|prior[- ](?:year|period|quarter)(?: period| quarter)?|last year|previous(?:ly| year| period| quarter)?|year[- ]ago|"
    r"(?:first|second|third|fourth) quarter(?: of)?(?: fiscal)? #t#|same period #t#|compared (?:to|with))\s*[:–\-]?\s*(?:restated:?)?\s*$"
)

_EXTREME = re.compile(
    r"\b(?:record|peak|high|low|trough|all-time|start of|beginning of|end of|since|average|target|level of|pre-)"
)

_EXPLICIT = re.compile(
    r"^\s*(?:higher|lower|more|less|fewer|above|below|better|cheaper|ahead|short)\b(?: than| of)?(?:\s+[a-z#t'\-]+){0,7}\s*$"
)
_OWN_CLAUSE = re.compile(r"(?:;|\band\b|\bwhile\b|\bwhereas\b|\bbut\b)\s+[^,;#]*[a-z]{3,}[^,;#]*$")
_ATTACHED = re.compile(r"\b(?:on|with|from|including|excluding|of)\s+[a-z' ]+\s(?:of|at)\s*$")


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
    beside = chained | {b.index for a, b in itertools.pairwise(masked.figures) if _aside(a, b)}
    levels = [f for f in masked.figures if f.index not in changes | beside and f.kind in ("a", "p")]
    levels = [f for f in levels if not _inset(f, levels)]
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
    return out or _respective(masked, levels)


_YEARS = re.compile(r"(?<![\d,.$])((?:19|20)\d\d)(?![\d,.]?\d)")


def _respective(masked: Masked, levels: Sequence[Figure]) -> list[Pair]:
    """``for the years ended 2025 and 2024 was $7.3 million and $13.3 million, respectively``: the years say which."""
    two = run_of(masked, levels)
    if len(two) != 2 or len([f for f in levels if alike(f, two[0])]) != 2:
        return []
    if not re.match(r"\s*,?\s*(?:in \w+ )?respectively\b", two[1].after):
        return []
    years = [int(y) for y in dict.fromkeys(_YEARS.findall(masked.sentence.text))]
    if len(years) != 2 or abs(years[0] - years[1]) != 1:
        return []
    now, base = two if years[0] > years[1] else two[::-1]
    return [Pair(now, base, STRONG, "year", bool(FORECAST.search(masked.text)))]


def _aside(a: Figure, b: Figure) -> bool:
    """``$1.28 billion, or 23 cents``: an amount and what it is for one share, which no "per" need say twice."""
    if a.kind != "a" or b.kind != "a" or not re.fullmatch(r"\s*,?\s*or\s*", b.before):
        return False
    return bool(b.per and not a.per) or abs(a.m.q.value) >= 1000 * abs(b.m.q.value)


_INSET = re.compile(r",\s*(?:including|inclusive of|which includes?d?|excluding|of which)\b[^,;]*$")


def _inset(f: Figure, levels: Sequence[Figure]) -> bool:
    """``to $118.7 million, including $25.8 million from refunds, from $89.9 million``: told of the first on the way."""
    return bool(_INSET.search(f.before)) and any(g.index < f.index and alike(g, f) for g in levels)


def _companions(masked: Masked, pair: Pair, used: set[int]) -> list[Pair]:
    """``$61.8 million, or 20.6% of net sales, compared with $57.9 million, or 21.1%``: the second of each."""
    if pair.now.index + 1 >= len(masked.figures) or pair.base.index + 1 >= len(masked.figures):
        return []
    now, base = masked.figures[pair.now.index + 1], masked.figures[pair.base.index + 1]
    if now.index >= pair.base.index or not alike(now, base) or {now.index, base.index} & used:
        return []
    if not all(re.match(r"^\s*,?\s*(?:or|equal to|\()\s*$", f.before) for f in (now, base)):
        return []
    if (now.kind == "a" and not now.per and not _aside(pair.now, now)) or is_change(now) or is_change(base):
        return []
    used |= {now.index, base.index}
    return [Pair(now, base, pair.tie, pair.label, pair.forecast)]


_AND = re.compile(r"^\s*(?:,|,?\s*and|/|,?\s*or)\s*$")


def run_of(masked: Masked, figures: Sequence[Figure]) -> list[Figure]:
    """The first of the figures and those listed with it: 12% and 14%; $3 million, $4 million and $5 million."""
    out = list(figures[:1])
    for f in figures[1:]:
        if not alike(out[-1], f) or _aside(out[-1], f) or not _AND.match(masked.between(out[-1], f)):
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
            and noun_free(slotless(f"#a0#{between}"))
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
    close = noun_free(slotless(named(_INSETS.sub(",", upto))))
    if _INSETS.search(upto) and not (cue == "from" and re.search(r"\bto\s*$", now.before)):
        close = False  # 500 million, including 30 million from services, up from 20 million: of either
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
            slotless(named(masked.between(now, masked.figures[base.index - 1])))
        ) else MEDIUM
    if not _same_measure(masked, now, words.groupdict().get("words") or ""):
        tie = min(tie, MEDIUM)
    return now, tie


_INSETS = re.compile(
    r",\s*(?:including|inclusive of|which includes?d?|excluding|of which)\b[^,;#]*#a\d+#[^,;#]*(?=,)"
)


def named(words: str) -> str:
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


def slotless(words: str) -> str:
    """The words without the slots of their figures."""
    return re.sub(
        r"#[a-z]\d+#(?:\s*(?:per|a|an|each)\s+(?:diluted |basic |common |ordinary )*[a-z]+)?", " ", words
    )
