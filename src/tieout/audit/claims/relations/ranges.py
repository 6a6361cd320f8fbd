"""Where a figure stands in a range: at its top, at its bottom, in the middle, inside, outside, between two others.

``priced at HK$42.00, the top of a HK$36.00-42.00 range``; ``以下限定价``; ``the mid-point of EUR462.5m``; ``16.8x, between
its average of 15.9x and the high of 19.4x``; ``both ends of the range move up by three points``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.formula import Operand, compute, verify
from ..base import STRONG, Context, Draft, Reading, caveat_of, magnitude, unsigned
from ..stated import stated
from .masked import Masked, Slot, borne_out, disagreement, masked_of

__all__ = ["find"]

_IN = r"[^#.。;；]"
_Z = r"[^#，,。；;]"
_LOW = r"(?P<low>bottom|low(?:er)? end|floor|foot)"
_HIGH = r"(?P<high>top(?: end)?|high(?:er)? end|upper end|ceiling)"
_NEAR = r"(?<!near )(?<!near the )(?<!towards )(?<!towards the )(?<!toward the )(?<!close to the )(?<!around the )(?<!above the )(?<!below the )(?<!beyond the )(?<!from the )"
_EDGE = (
    re.compile(
        rf"#(?P<k>[apx])(?P<a>\d+)#{_IN}{{0,30}}?{_NEAR}\b(?:{_LOW}|{_HIGH}) of (?:a|an|the|its|their|our)\b{_IN}{{0,40}}?#g(?P<g>\d+)#"
    ),
    re.compile(
        rf"{_NEAR}\b(?:{_LOW}|{_HIGH}) of (?:a|an|the|its|their|our)\b{_IN}{{0,40}}?#g(?P<g>\d+)#{_IN}{{0,24}}?(?:,| at) #(?P<k>[apx])(?P<a>\d+)#"
    ),
    re.compile(
        rf"价{_Z}{{0,8}}(?:为|是|定为|定于)?#(?P<k>a)(?P<a>\d+)#[^#。；;]{{0,16}}(?:范围|区间){_Z}{{0,4}}#g(?P<g>\d+)#[^#。；;]{{0,14}}?(?<!近)(?<!于)(?:以|按|为|即|取)[^#，,。；;]{{0,6}}?(?:(?P<low>下限|下端|底价)|(?P<high>上限|上端|顶价))(?!的)"
    ),
)
_SPOT_EN = r"\bmid-?\s?point"
_MIDDLE = (
    re.compile(
        rf"#g(?P<g>\d+)#[^#.。;；]{{0,60}}(?:{_SPOT_EN}(?: of| is| at| being| was|,)?(?: about)?|中值(?:为|即|是|约为|约)?|中位数(?:为|即|是|约)?)\s*#(?P<k>[apx])(?P<a>\d+)#(?! (?:per cent|percent|above|below|higher|lower|ahead))"
    ),
    re.compile(rf"#(?P<k>[apx])(?P<a>\d+)# {_SPOT_EN} of [^#.;]{{0,30}}#g(?P<g>\d+)#"),
    re.compile(rf"中值{_Z}{{0,4}}#(?P<k>[apx])(?P<a>\d+)#\s*[(（][^#()（）]{{0,10}}#g(?P<g>\d+)#"),
)
_MIDDLES = re.compile(
    rf"[由从]#g(?P<g>\d+)#{_Z}{{0,12}}(?:至|到|为)#g(?P<h>\d+)#[，,]\s*(?:区间|指引)?中值{_Z}{{0,3}}[由从]#a(?P<a>\d+)#{_Z}{{0,8}}(?:至|到|为)#a(?P<b>\d+)#"
)
_BETWEEN = (
    re.compile(
        rf"\bbetween (?:its|the|their|our|a)\b{_IN}{{1,60}}?(?: of| at|\() ?#(?P<k>[apx])(?P<a>\d+)#\)?{_IN}{{0,20}}? and {_IN}{{1,60}}?(?: of| at|\() ?#(?P=k)(?P<b>\d+)#"
    ),
    re.compile(
        rf"介[于乎]{_Z}{{0,14}}#(?P<k>[apx])(?P<a>\d+)#{_Z}{{0,4}}[与和至到]{_Z}{{0,14}}#(?P=k)(?P<b>\d+)#{_Z}{{0,6}}之间"
    ),
)
_INSIDE = (
    re.compile(
        rf"#(?P<k>[apx])(?P<a>\d+)#{_IN}{{0,30}}?\b(?P<within>within|inside)\b (?:the|its|our|their)\b{_IN}{{0,40}}?#g(?P<g>\d+)#"
    ),
    re.compile(
        r"#(?P<k>[apx])(?P<a>\d+)#[^#.。;；]{0,6}?[,，]?\s*(?:well |just |comfortably |slightly )?(?:(?P<above>above|ahead of|exceeding|beating)|(?P<below>below|short of)) (?:the|its|our|their) (?:(?!mid|low|top|high|upper)[a-z' ]){0,40}#g(?P<g>\d+)#"
    ),
    re.compile(
        rf"#(?P<k>[apx])(?P<a>\d+)#[，,]?{_Z}{{0,4}}(?:(?P<within>处于|位于|落在|落入)|(?P<above>高于|超出|超过)|(?P<below>低于|不及)){_Z}{{0,14}}?(?:区间|范围|指引){_Z}{{0,6}}?#g(?P<g>\d+)#(?!{_Z}{{0,6}}(?:下限|中值))"
    ),
)
_BOTH_ENDS = re.compile(
    r"#g(?P<g>\d+)#[^#。]{1,60}#g(?P<h>\d+)#[^#。]{0,60}(?:both ends|上下限|上限和下限|两端)[^#。]{0,40}?#[ad](?P<a>\d+)#"
)
_HEDGED = re.compile(r"\b(?:expect|assum|would|could|if|previous|prior|raised|from)\b|此前|原|预计|若")


def find(context: Context) -> Iterator[Draft]:
    """Every statement of a passage on where a figure stands in a range that it prints."""
    masked = masked_of(context)
    for frames, read in ((_EDGE, _edge), (_MIDDLE, _middle), (_BETWEEN, _between), (_INSIDE, _inside)):
        seen: set[int] = set()
        for frame in frames:
            for found in masked.each(frame):
                a = masked.slot(found, "a")
                if a.n not in seen and not caveat_of(found.group()):
                    seen.add(a.n)
                    yield from read(masked, found)
    for found in masked.each(_MIDDLES):
        for whole, middle in (("g", "a"), ("h", "b")):
            yield from _mid(masked, masked.slot(found, whole), masked.slot(found, middle))
    for found in masked.each(_BOTH_ENDS):
        yield from _both_ends(masked, found)


def _alike(a: Slot, g: Slot) -> bool:
    units = (a.m.q.unit, g.m.q.unit)
    return (
        g.kind == "g" and (units[0] == units[1] or None in units) and (units[0] == "%") == (units[1] == "%")
    )


def _ends(g: Slot) -> tuple[Decimal, Decimal]:
    q = g.m.q
    return q.value, q.value if q.high is None else q.high


def _place(masked: Masked, found: re.Match[str], draft: Draft) -> Draft:
    end = masked.place(found.end())
    return draft.replace(end=max(draft.end, masked.context.passage.start + end))


def _edge(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    now, g = masked.slot(found, "a"), masked.slot(found, "g")
    low, high = _ends(g)
    if not _alike(now, g) or now.m.q.comparator:
        return
    end, word = (low, "lower") if found.group("low") else (high, "upper")
    fits = end in now.m.q.shown
    reason = f"{now.m.q.text} is not the {'lower' if word == 'lower' else 'upper'} end of {g.m.q.text}"
    draft = disagreement("order", (now, g), word, "the other end", reason, metric="place in a range")
    yield _place(masked, found, borne_out(draft) if fits else draft)


def _middle(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    yield from _mid(masked, masked.slot(found, "g"), masked.slot(found, "a"))


_MOVED_BY = re.compile(r"\bby\s*$|[升降增减]了?\s*$|[上下]调\s*$|提高\s*$", re.I)


def _mid(masked: Masked, g: Slot, a: Slot) -> Iterator[Draft]:
    if not _alike(a, g) or a.m.q.comparator == "over" or _MOVED_BY.search(a.m.lead):
        return
    q = g.m.q
    low, high = (Operand.rounded(x, q.decimals, q.scale) for x in _ends(g))
    one = Reading(compute("mean", low, high), STRONG, f"the middle of {q.text}", (g.m,))
    yield stated(masked.context, a.i, a.m, "per_unit", "TIE206", (one,), "middle of the range")


_END_OF_RANGE = re.compile(r"\s*(?:之间|区间|不等|[与和至到]\s*$|[与和至到]\s*\d)")


def _between(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """Contradicted only where no figure of the kind that the sentence has told lies between the two."""
    a, b = masked.slot(found, "a"), masked.slot(found, "b")
    told = [
        s
        for s in masked.slots[: a.n]
        if s.i == a.i and s.kind == a.kind and s.m.q.unit == a.m.q.unit and not _END_OF_RANGE.match(s.m.tail)
    ]
    low, high = sorted((a, b), key=lambda s: s.m.q.value)
    inside = [s for s in told if low.m.q.shown.lo <= s.m.q.value <= high.m.q.shown.hi]
    if not told or a.m.q.unit != b.m.q.unit:
        return
    now = (inside or [s for s in told if s.m.role != "base"] or told)[-1]
    reason = f"{now.m.q.text} does not lie between {low.m.q.text} and {high.m.q.text}"
    draft = disagreement("order", (now, a, b), "between", "outside", reason, metric="place in a range")
    yield borne_out(draft) if inside else draft


def _inside(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    now, g = masked.slot(found, "a"), masked.slot(found, "g")
    if not _alike(now, g) or now.m.q.comparator or _HEDGED.search(found.group()):
        return
    low, high = _ends(g)
    value = now.m.q.value
    if not value or not Decimal("0.1") < value / (low or value) < 10:
        return  # plus or minus $400m is no place in a range of billions
    word = next(w for w in ("within", "above", "below") if found.groupdict().get(w))
    holds = {"within": low <= value <= high, "above": value > high, "below": value < low}[word]
    if not holds and word == "within" and any(x in now.m.q.shown for x in (low, high)):
        return
    within = f"{now.m.q.text} does not lie within {g.m.q.text}"
    reason = within if word == "within" else f"{now.m.q.text} is not {word} {g.m.q.text}"
    draft = disagreement("order", (now, g), word, "elsewhere", reason, metric="place in a range")
    yield borne_out(draft) if holds else draft


def _both_ends(masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    one, two, by = (masked.slot(found, x) for x in ("g", "h", "a"))
    if one.m.q.unit != two.m.q.unit or (one.m.q.unit == "%") != (by.kind == "d"):
        return
    steps = [
        compute(
            "difference", *(Operand.rounded(x, s.m.q.decimals, s.m.q.scale) for x, s in ((a, one), (b, two)))
        )
        for a, b in zip(_ends(one), _ends(two), strict=True)
    ]
    draft = stated(masked.context, by.i, by.m, "difference", "TIE202", (), "both ends of a range")
    good = all(verify(unsigned(by.m.q), magnitude(x)).verdict != "contradicted" for x in steps)
    low, high = (f"{abs(x.value).normalize():f}" for x in steps)
    yield draft.replace(
        fixed="supported" if good else "contradicted",
        said=by.m.q.value,
        expected=abs(steps[0].value),
        reason=f"the ends of {one.m.q.text} and {two.m.q.text} lie {low} and {high} apart",
    )
