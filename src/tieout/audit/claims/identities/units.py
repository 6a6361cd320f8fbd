"""So much for each, so many, so much in all: amounts whose units say that one is the product of the others.

``4.2 million shares for $273 million, an average of $65.00 per share``; ``国内出游 8.88 亿人次，总花费 8090 亿元，
人均花费 911 元``. The words per, each, 每 and 人均 say what an amount is for one of, a counter or a noun what is
counted; the whole is an amount in the same currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ....model.formula import Operand, compute, verify
from ....quantity import Quantity
from ...mentions import Mention
from ..base import MEDIUM, STRONG, WEAK, Context, Draft, Reading, magnitude, operand, unsigned
from ..english.figures import Figure, Masked, masked_of, noun_free
from ..english.moving import is_change
from ..english.pairs import pairs_of
from ..per_unit import NET_OF
from ..stated import stated
from .catalogue import solved
from .reading import as_stated, measured, millions
from .slips import slip_of

__all__ = ["find"]

LEAP = Decimal(20)
"""Two amounts further apart are no two moments of one."""
FAR = Decimal(3)
"""Amounts further off than this factor belong to other things, unless digits or powers of ten were exchanged."""


@dataclass(frozen=True)
class _Part:
    m: Mention
    i: int
    noun: str
    words: str


@dataclass(frozen=True)
class _Row:
    """The amounts for each, the numbers of things and the amounts in all of one sentence."""

    each: list[_Part]
    counts: list[_Part]
    wholes: list[_Part]


def find(context: Context) -> Iterator[Draft]:
    """Every amount for each of a passage that the number and the whole beside it give or contradict."""
    masked = {x.i: x for x in masked_of(context, least=3)}
    for i, row in enumerate(context.mentions):
        if len(row) < 3:
            continue
        parts = _english(masked[i]) if i in masked else _chinese(context, i)
        settled: set[int] = set()
        for each in parts.each:
            yield from _checked(context, parts, each, settled)


def _checked(context: Context, parts: _Row, each: _Part, settled: set[int]) -> Iterator[Draft]:
    unit = (each.m.q.unit or "").partition("/")[0]
    counts = [c for c in parts.counts if _same(c.noun, each.noun) or (each.noun == "each" and _near(c, each))]
    wholes = [w for w in parts.wholes if w.m.q.unit == unit]
    pairs = [(w, c) for w in wholes for c in counts]
    for w, c in pairs:
        value = _value((each, w, c), 0, plain=False)
        if value is not None and verify(unsigned(as_stated(each.m)), value).verdict != "contradicted":
            alone = _together(context, parts, each, w, c) or len(pairs) == 1
            settled |= {x.m.q.start for x in (each, w, c)}
            yield _draft(context, (each, w, c), 0, STRONG if alone else MEDIUM)
            return
    if any(NET_OF.search(w.words) for w in wholes):
        return
    tied = sorted(
        ((each, w, c) for w, c in pairs if _together(context, parts, each, w, c)),
        key=lambda t: max(x.m.index for x in t) - min(x.m.index for x in t),
    )
    if not tied or settled & {x.m.q.start for x in tied[0]}:
        return
    trio = tied[0]
    grades = [0, 0, 0]
    for k, x in enumerate(trio):
        value = _value(trio, k, plain=True)
        if value is not None:
            grades[k] = slip_of(unsigned(x.m.q), abs(value.interval))
    best = max(grades)
    value = _value(trio, 0, plain=False)
    if value is None or not value.value:
        return
    if trio[1].m.q.value <= each.m.q.value and grades[0] < 3:
        return  # less in all than for one: other things, unless its scale slipped
    off = value.value / each.m.q.value
    if best < 2 and not 1 / FAR < off < FAR:
        return
    begin, end = min(x.m.q.start for x in trio), max(x.m.q.start for x in trio)
    sentence = context.sentences[each.i]
    if (
        best < 3
        and end != each.m.q.start
        and re.search(r"[;；]", sentence.low[begin - sentence.start : end - sentence.start])
    ):
        return  # bought at $62.50; $175.0 million remains: what follows is another statement
    alone = len({c.m.q.value for c in parts.counts if c.noun == trio[2].noun}) == 1
    breath = max(x.m.index for x in trio) - min(x.m.index for x in trio) == 2
    strength = STRONG if best >= 2 or (alone and (breath or len(wholes) == 1)) else WEAK
    yield _draft(context, trio, grades.index(best) if best > 1 else 0, strength)


_PEOPLE = frozenset(
    [
        "person",
        "user",
        "dau",
        "mau",
        "subscriber",
        "member",
        "customer",
        "visitor",
        "passenger",
        "guest",
        "employee",
        "tourist",
        "client",
    ]
)


def _same(thing: str, one: str) -> bool:
    """True when what is counted is what the amount is for one of; a head is anybody's."""
    return thing == one or ("person" in (thing, one) and {thing, one} <= _PEOPLE)


def _value(trio: tuple[_Part, _Part, _Part], member: int, *, plain: bool) -> Operand | None:
    r, a, b = (magnitude(operand(_bare(x.m.q)) if plain else measured(x.m)) for x in trio)
    return solved("ratio", member, r, a, b)


def _bare(q: Quantity) -> Quantity:
    return replace(q, comparator=None)


def _draft(context: Context, trio: tuple[_Part, _Part, _Part], member: int, strength: int) -> Draft:
    _each, _whole, _count = trio
    value = _value(trio, member, plain=False) or compute("value", operand(trio[member].m))
    e, w, c = (x.m.q.text for x in trio)
    formula = (f"{w} / {c}", f"{e} * {c}", f"{w} / {e}")[member]
    others = tuple(x.m for k, x in enumerate(trio) if k != member)
    one = Reading(value, strength, formula, others)
    x = trio[member]
    return stated(context, x.i, x.m, "per_unit", "TIE206", (one,), "amount for each").replace(
        stated=as_stated(x.m)
    )


def _near(c: _Part, each: _Part) -> bool:
    return c.i == each.i and abs(c.m.index - each.m.index) == 1


_PARTED = re.compile(
    r"\b(?:while|whereas|but|compared|versus|against|of which|including)\b|其中|包括|而|去年|上年"
)


def _together(context: Context, parts: _Row, each: _Part, whole: _Part, count: _Part) -> bool:
    """True when the three follow each other with no other amount or number of their kinds between."""
    sentence = context.sentences[each.i]
    trio = sorted((each, whole, count), key=lambda x: x.m.q.start)
    low, high = trio[0].m.index, trio[-1].m.index
    inner = [
        m for m in context.mentions[each.i] if low < m.index < high and m not in (each.m, whole.m, count.m)
    ]
    if any(
        m.is_amount and m.q.high is None and m.unit_kind != "" and m.role not in ("change", "delta")
        for m in inner
    ):
        return False
    if any(
        x.m.index not in (each.m.index, whole.m.index, count.m.index) and low < x.m.index < high
        for x in (*parts.wholes, *parts.counts)
    ):
        return False
    words = sentence.low[trio[0].m.q.end - sentence.start : trio[-1].m.q.start - sentence.start]
    return not _PARTED.search(words)


# --- English ---------------------------------------------------------------------------------------------

_SAME = {
    "人": "person", "股": "share",
    "shares": "share", "people": "person", "persons": "person", "head": "person", "capita": "person", "ads": "share", "barrels": "barrel", "bbl": "barrel", "ounces": "ounce", "oz": "ounce",
    "tonnes": "ton", "tons": "ton", "tonne": "ton", "t": "ton", "lb": "pound", "pounds": "pound", "homes": "home", "unit": "unit", "units": "unit",
}  # fmt: skip
_NOT_THINGS = frozenset(
    [
        "year",
        "quarter",
        "month",
        "week",
        "day",
        "night",
        "annum",
        "hour",
        "minute",
        "second",
        "cent",
        "record",
        "result",
        "rate",
    ]
)


def _singular(noun: str) -> str:
    noun = noun.lower()
    if noun in _SAME:
        return _SAME[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") and len(noun) > 3 else noun


_THING = re.compile(
    r"^\s*(?:(?:of (?:its|our|their|the) )?(?:new|common|ordinary|diluted|own|class [a-z]|american depositary|a|h|outstanding|additional|paid|paying|active|monthly|daily|average|square)\s+)*(?P<noun>[a-z\-]{3,})\b"
)


def _english(masked: Masked) -> _Row:
    bases = {
        p.base.index for p in pairs_of(masked) if 1 / LEAP < p.now.m.q.value / (p.base.m.q.value or 1) < LEAP
    }
    each: list[_Part] = []
    counts: list[_Part] = []
    wholes: list[_Part] = []
    for f in masked.figures:
        if f.kind != "a" or f.index in bases or is_change(f) or f.m.q.high is not None:
            continue
        unit, _, per = (f.m.q.unit or "").partition("/")
        money = len(unit) == 3 and unit.isupper()
        if money:
            what = _for_one(f)
            if what:
                each.append(_Part(f.m, masked.i, what, f.before))
            elif not per:
                wholes.append(_Part(f.m, masked.i, "", f.before))
        else:
            noun = _counted(f)
            if noun:
                counts.append(_Part(millions(f.m), masked.i, noun, f.before))
    nouns = {c.noun for c in counts}
    for w in list(wholes):
        # $40 each; 34.3 million shares at $40: what stands behind the number is its price.
        if _EACH.match(w.m.tail) or (_AT.search(w.words) and len(nouns) == 1 and w.m.q.scale == 1):
            wholes.remove(w)
            each.append(_Part(w.m, w.i, next(iter(nouns)) if len(nouns) == 1 else "each", w.words))
        elif w.m.q.scale == 1 and "share" in nouns and _DIVIDEND.search(w.words):
            wholes.remove(w)
            each.append(_Part(w.m, w.i, "share", w.words))
        elif (
            len(nouns) == 1
            and _AVERAGE.search(w.words)
            and re.search(r"\beach of\b", masked.text[: masked.position(masked.figures[w.m.index])])
        ):
            wholes.remove(w)
            each.append(_Part(w.m, w.i, next(iter(nouns)), w.words))
        elif (
            _OR.match(w.words)
            and w.m.q.scale == 1
            and len(nouns) == 1
            and any(x.m.index == w.m.index - 1 and x.m.q.scale >= 10**6 for x in wholes)
        ):
            wholes.remove(w)
            each.append(
                _Part(w.m, w.i, next(iter(nouns)), w.words)
            )  # the other 117m users produced $374m, or $3.20
    return _Row(each, counts, wholes)


_OR = re.compile(r"^\s*,?\s*or\s*$")
_EACH = re.compile(r"^\s*(?:each|apiece)\b")
_AT = re.compile(
    r"\bat (?:an? )?(?:average |mean |weighted |offer |issue |placing |subscription |exercise |fixed )*(?:selling |purchase |sale |realised |realized )*(?:price|cost)?(?: of)?\s*$"
)
_DIVIDEND = re.compile(r"\bdividends? of\s*$")
_AVERAGE = re.compile(r"\b(?:average|mean)\b[^#;]*$")


def _for_one(f: Figure) -> str:
    what = f.per
    if not what:
        before = re.sub(r"^\s*(?:per|a|an|each)[- ][a-z\-]+", " ", f.before)
        found = re.search(r"\b(?:per|each)[- ](?P<what>[a-z\-]+)\b[^#;,]*$", before)
        what = found.group("what") if found else ""
        if re.search(r"\bper[- ](?:head|capita)\b[^#;]*$", before):
            what = "person"
    if what == "each":
        return "each"
    what = _singular(what)
    return "" if not what or what in _NOT_THINGS else what


def _counted(f: Figure) -> str:
    if f.m.q.unit == "股":
        return "share"
    if f.m.q.unit == "人":
        return "person"
    text = re.search(r"([a-z\-]{3,})$", f.m.q.text.lower())
    if f.m.q.unit and f.m.q.unit.isascii() and f.m.q.unit not in ("deal", "m") and not text:
        return _singular(f.m.q.unit)
    if text and text.group(1) not in ("million", "billion", "trillion", "thousand", "hundred", "dozen"):
        return _singular(text.group(1))
    found = _THING.match(f.after)
    if found and not noun_free(found.group("noun")):
        return _singular(found.group("noun"))
    numbered = _NUMBERED.search(f.before)
    return _singular(numbered.group("noun")) if numbered else ""


_NUMBERED = re.compile(
    r"\b(?P<noun>[a-z]{3,}s|headcount|staff|workforce)\s+(?:numbered|totall?ed|reached|were|was|stood at|came to|of)\s*$"
)


# --- Chinese ---------------------------------------------------------------------------------------------

_MEANS = {
    "人均": ("人", "人次", "名", "位"), "客均": ("人", "人次", "位"), "户均": ("户",), "单店": ("家", "间", "店", "个"), "店均": ("家", "间", "店"), "单车": ("辆", "台"), "车均": ("辆", "台"),
    "单台": ("台", "部"), "笔均": ("笔", "单"), "单均": ("单", "笔"), "单票": ("票", "件"), "票均": ("票", "件"), "件均": ("件", "票"), "亩均": ("亩",), "头均": ("头",), "桌均": ("桌",),
    "平均票价": ("人次",), "单笔": ("笔", "起"), "单片": ("片",), "单颗": ("颗",), "单机": ("台", "架"), "单套": ("套",), "客单价": ("单", "笔", "人次"),
}  # fmt: skip
_MEAN = re.compile("|".join(_MEANS))
_PER_ZH = re.compile(
    r"(?:每一?|平均每)(?P<unit>[\u4e00-\u9fff]{1,3}?)(?:股票|门店|客户|用户|订单)?(?:的)?(?:[\u4e00-\u9fff]{0,6}?)(?:均价|单价|价格|价|成本|费用|收入|金额|销售额|费|约|为|达|合|是)*\s*$"
)
_PRICE_ZH = re.compile(r"(?:均|单|平均售|平均价|成交均|销售均|售)价[^，,；;。\d]{0,6}$")
_SAME_ZH = {
    "人次": "人",
    "名": "人",
    "位": "人",
    "平方米": "m2",
    "平米": "m2",
    "㎡": "m2",
    "吨": "t",
    "千克": "kg",
    "公斤": "kg",
    "股": "share",
    "share": "share",
    "间": "家",
    "店": "家",
    "部": "台",
    "票": "件",
}


def _thing(unit: str) -> str:
    return _SAME_ZH.get(unit, unit)


def _chinese(context: Context, i: int) -> _Row:
    each: list[_Part] = []
    counts: list[_Part] = []
    wholes: list[_Part] = []
    row = context.mentions[i]
    units = {_thing(m.q.unit or "") for m in row}
    for m in row:
        if (
            m.q.high is not None
            or m.unit_kind in ("%", "pp", "times", "time")
            or m.q.rank
            or m.role in ("change", "delta", "base")
        ):
            continue
        unit, _, per = (m.q.unit or "").partition("/")
        words = re.split(r"[，,；;。：:（(]", m.gap)[-1]
        if len(unit) == 3 and unit.isupper() and unit.isascii():
            noun = _thing(per) if per else _mean_of(words, units)
            if noun:
                each.append(_Part(m, i, noun, words))
            elif not per:
                wholes.append(_Part(m, i, "", words))
        elif m.q.unit and not _SIZES.match(m.q.unit) and m.q.value > 1 and not _mean_of(words, units):
            counts.append(_Part(m, i, _thing(m.q.unit), words))
    return _Row(each, counts, wholes)


def _mean_of(words: str, units: set[str]) -> str:
    """What the words say an amount is for one of: 人均, 户均, 每辆; 均价 where one thing alone is counted."""
    means = _MEAN.search(words)
    if means:
        fitting = [_thing(u) for u in _MEANS[means.group()] if _thing(u) in units]
        return fitting[0] if fitting else ""
    per = _PER_ZH.search(words)
    if per:
        return _thing(per.group("unit")) if _thing(per.group("unit")) in units else ""
    if _PRICE_ZH.search(words):
        things = [
            u for u in units if u and not (len(u) == 3 and u.isupper()) and "/" not in u and u not in _RATIOS
        ]
        return things[0] if len(things) == 1 else ""
    return ""


_SIZES = re.compile(r"[kMGT]?i?[bB]$|[nμm]m$|[kMG]?Hz$|cm$|寸$|英寸$|核$")
"""Units of what a thing is like, no number of things: 8 Gb, 65 寸."""
_RATIOS = frozenset(
    ["%", "pp", "bp", "times", "s", "day", "trading_day", "week", "month", "quarter", "year", "个", "家"]
)
