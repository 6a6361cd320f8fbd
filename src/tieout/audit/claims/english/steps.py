"""Differences a sentence words as a relation of two figures beside each other.

``averaged 3.1 million, about 240,000 more than the 2.86 million``; ``added 1.4 million to reach 79.1
million, from 77.7 million``; ``accounted for 2.0 billion, leaving 5.5 billion``; ``33% below its record of
$126,251``; ``606,000, compared with 627,000 for the rival, a lead of 3%``; and the order that ahead of,
passing and a record state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import compute
from ..base import STRONG, Context, Draft, Reading, operand, reading
from ..stated import stated
from .figures import FORECAST, Figure, Masked, alike, masked_of
from .moving import is_change

__all__ = ["find"]

_W = r"[^#;:]"
_MORE = r"(?P<up>more|higher|above|greater|better|longer)"
_LESS = r"(?:less|fewer|lower|below|under|short of|shorter)"
_THAN = re.compile(
    rf"#a(?P<now>\d+)#{_W}{{0,30}},\s*(?:or |that is |which is )?#a(?P<by>\d+)#(?: [a-z]+){{0,4}} (?:{_MORE}|{_LESS})(?: than)?(?: the| its)?(?: [a-z]+){{0,3}} #a(?P<base>\d+)#(?! of (?:the |its )?#a)"
)
_ADDED = re.compile(
    rf"\b(?:added|gained|signed up|(?P<down>lost|shed))\s*#a(?P<by>\d+)#{_W}{{0,60}}?\b(?:to (?:reach|total|end (?:at|with)|finish (?:at|with))|(?:bringing|taking|lifting|cutting|reducing) [a-z' ]{{2,40}} to)\s*#a(?P<now>\d+)#{_W}{{0,25}},\s*(?:up |down |compared with )?(?:from )?(?:the )?#a(?P<base>\d+)#"
)
_LEAVING = re.compile(
    rf"(?:#a(?P<whole>\d+)#(?:[^#;]|#p\d+#)*?)?\b(?:accounted for|contributed|made up|represented|came from|of which)\s*#a(?P<part>\d+)#{_W}{{0,40}}?,?\s*\bleaving (?:the |an? )?(?:other |remaining |remainder of |balance of )?#a(?P<rest>\d+)#"
)
_RECORD = re.compile(
    r"#p(?P<by>\d+)# (?:(?P<up>above|over|higher than)|below|off|under|short of) (?:its|the|their|a|an)\s(?:[a-z.'’\-]+ |#t\d*#[ .,]*){0,6}?(?:record|peak|high|highs|low|trough|all-time high|average|mean|median|benchmark)(?: close| closing high)?,? (?:of|at)\s*(?:[a-z]{3} )?#a(?P<base>\d+)#"
)
_BY = re.compile(
    rf"#a(?P<now>\d+)#{_W}{{0,40}}, (?:(?P<up>exceeding|surpassing|topping|beating|outpacing|above)|below|trailing|falling short of) (?:the|its|their|a|an) (?:[a-z'’\-]+ ){{0,5}}?(?:of )?(?:[a-z]{{3}} )?#a(?P<base>\d+)#(?: [a-z]+){{0,5}}? by #p(?P<by>\d+)#"
)
_LEAD = re.compile(
    rf"#a(?P<now>\d+)#{_W}{{0,60}}, (?:compared (?:with|to)|versus|against) #a(?P<base>\d+)#[^#;:,]{{0,40}}(?:['’]s [^#;:,]{{0,30}})?, an? (?:(?P<up>lead|advantage|premium|gain|surplus)|shortfall|discount|deficit|decline|drop) of #p(?P<by>\d+)#"
)
_BEST = r"(?P<max>fastest|highest|largest|strongest|biggest|best|most|steepest)"
_WORST = r"(?:slowest|lowest|smallest|weakest|fewest|least)"
_AHEAD = re.compile(
    rf"#(?P<kind>[ap])(?P<now>\d+)#,? the (?:{_BEST}|{_WORST})\b[^#;:]{{0,60}}, (?P<word>ahead of|followed by|behind|above|before) [^#;:]{{2,60}}?(?: at| with| on|,|\()\s*#(?P=kind)(?P<base>\d+)#"
)
_PASSED = re.compile(
    r"#(?P<kind>[ap])(?P<now>\d+)#[^#;:]*(?:#t\d*#[^#;:]*)*\b(?:record|busiest|highest|largest|biggest|most|best)\b(?:[^#;:]|#t\d*#)*?,? (?:passing|surpassing|beating|topping|exceeding|eclipsing|breaking) (?:the|its) (?:[a-z]+ |#t\d*#\s?){0,5}(?:of )?#(?P=kind)(?P<base>\d+)#"
)
_NOT = re.compile(r"\b(?:adjusted|excluding|annuali[sz]ed|organic|constant|per)\b")


def find(context: Context) -> Iterator[Draft]:
    """Differences, leads and orders of the English sentences of a passage."""
    before: Masked | None = None
    for masked in masked_of(context, least=1):
        for found in _THAN.finditer(masked.text):
            yield from _difference(context, masked, found, 1 if found.group("up") else -1)
        for found in _ADDED.finditer(masked.text):
            yield from _difference(context, masked, found, -1 if found.group("down") else 1)
        for found in _LEAVING.finditer(masked.text):
            yield from _left(context, masked, found, before)
        for found in _RECORD.finditer(masked.text):
            now = _level_before(masked, found)
            if now is not None:
                yield from _percent(context, masked, found, now, 1 if found.group("up") else -1)
        for found in _BY.finditer(masked.text):
            now = masked.figure(found.group("now"))
            yield from _percent(context, masked, found, now, 1 if found.group("up") else -1)
        for found in _LEAD.finditer(masked.text):
            now = masked.figure(found.group("now"))
            yield from _percent(context, masked, found, now, 1 if found.group("up") else -1)
        for frame in (_AHEAD, _PASSED):
            for found in frame.finditer(masked.text):
                yield from _order(masked, found)
        before = masked


def _usable(*figures: Figure) -> bool:
    first = figures[0]
    return all(alike(first, f) and f.m.q.value > 0 and f.m.q.high is None for f in figures)


def _difference(context: Context, masked: Masked, found: re.Match[str], way: int) -> Iterator[Draft]:
    now, by, base = (masked.figure(found.group(g)) for g in ("now", "by", "base"))
    if not _usable(now, base) or by.m.q.unit != now.m.q.unit or FORECAST.search(found.group()):
        return
    if any(f.m.q.comparator not in (None, "about") for f in (now, base)) or base.m.q.value == by.m.q.value:
        return
    result = compute("difference", operand(now.m), operand(base.m))
    one = Reading(result, STRONG, f"{now.m.q.text} - {base.m.q.text}", (now.m, base.m))
    draft = stated(context, masked.i, by.m, "difference", "TIE202", (one,), "difference")
    yield draft.replace(direction=way)


def _left(context: Context, masked: Masked, found: re.Match[str], before: Masked | None) -> Iterator[Draft]:
    """The whole stands in the sentence, or is the one amount of the sentence before."""
    part, rest = masked.figure(found.group("part")), masked.figure(found.group("rest"))
    if found.group("whole"):
        whole = masked.figure(found.group("whole"))
        if any(f.kind == "a" for f in masked.figures[whole.index + 1 : part.index]):
            return
    else:
        told = [f for f in before.figures if f.kind == "a"] if before and before.i == masked.i - 1 else []
        if len(told) != 1 or part.index:
            return
        whole = told[0]
    if not _usable(whole, part, rest) or part.m.q.value > whole.m.q.value:
        return
    result = compute("difference", operand(whole.m), operand(part.m))
    one = Reading(result, STRONG, f"{whole.m.q.text} - {part.m.q.text}", (whole.m, part.m))
    yield stated(context, masked.i, rest.m, "difference", "TIE202", (one,), "what is left")


def _level_before(masked: Masked, found: re.Match[str]) -> Figure | None:
    """The one level of the sentence in front of the percent that measures like the record."""
    base = masked.figure(found.group("base"))
    levels = [
        f
        for f in masked.figures[: int(found.group("by"))]
        if f.kind == "a" and alike(f, base) and not is_change(f)
    ]
    return levels[0] if len(levels) == 1 and ";" not in masked.between(levels[0], base) else None


def _percent(
    context: Context, masked: Masked, found: re.Match[str], now: Figure, way: int
) -> Iterator[Draft]:
    by, base = masked.figure(found.group("by")), masked.figure(found.group("base"))
    if not _usable(now, base) or FORECAST.search(found.group()) or _NOT.search(found.group()):
        return
    if any(f.m.q.comparator for f in (now, base)):
        return
    formula = f"{now.m.q.text} / {base.m.q.text} - 1"
    one = reading("change", STRONG, (now.m, base.m), operand(now.m), operand(base.m), formula=formula)
    if one is not None:
        draft = stated(context, masked.i, by.m, "change", "TIE201", (one,), "percent change")
        yield draft.replace(direction=way)


def _order(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``10.1 percent, the fastest of any group, ahead of food services at 6.5 percent``."""
    now, base = masked.figure(found.group("now")), masked.figure(found.group("base"))
    groups = found.groupdict()
    above = bool(groups.get("max")) or "word" not in groups
    if groups.get("word") in ("behind",) and above:
        return  # the most since, behind only ...
    if not _usable(now, base) or now.m.q.shown.meets(base.m.q.shown) or FORECAST.search(found.group()):
        return
    if (now.m.q.value > base.m.q.value) == above:
        return
    if re.search(r"\b(?:fall|drop|decline|loss|decrease|fell|down|lost)", found.group()):
        return  # the steepest fall: sizes and signs are not to be told apart
    marks = tuple(f.m.evidence() for f in (now, base))
    yield Draft(
        "order",
        "TIE208",
        now.m.q.start,
        base.m.q.end,
        None,
        subject=now.m.subject or None,
        metric="order",
        fixed="contradicted",
        said="above" if above else "below",
        expected="below" if above else "above",
        reason=f"{now.m.q.text} is not {'above' if above else 'below'} {base.m.q.text}",
        evidence=marks,
    )
