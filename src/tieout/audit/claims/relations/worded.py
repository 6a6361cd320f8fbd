"""Figures whose arithmetic one phrase words out: discounts to named prices, times cut short, A less B, revised by D.

``配售价 5.88 港元，较收市价 6.50 港元折让约 9.5%``; ``from 2.40 s to 1.56 s, 35% less``; ``used $61.9 million, which was $75.0
million of repurchases less $13.1 million of proceeds``; ``a gain of 47,000 that was revised up from 42,000 by 5,000``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model import ClaimKind
from ....model.formula import Operand, compute
from ...mentions import Mention, currency_of, same_unit
from ..base import FRAMED, STRONG, Context, Draft, Reading, operand, reading
from ..stated import stated
from .masked import Masked, Slot, masked_of

__all__ = ["find"]

_DISCOUNT = (
    re.compile(
        r"(?:(?P<up>premium)|discount) of (?:about |approximately |around |some |roughly )*#p(?P<p>\d+)# (?:to|over|on) (?:the |its )[^#;.]{0,90}?#a(?P<b>\d+)#"
    ),
    re.compile(
        r"价[^#。；;]{0,8}?#a(?P<b>\d+)#[^#，,。；;]{0,6}?(?:(?P<up>溢价)|折让|折价)(?:约|为|幅度|率|达)*#p(?P<p>\d+)#"
    ),
)
_PRICE = re.compile(
    r"(?:配售|认购|发售|要约|收购|发行|转换|换股|行使|交易|出售|转让|每股)[^#，,。；;]{0,10}价[^#，,。；;]{0,8}$|\b(?:placing|subscription|offer|issue|purchase|conversion|exercise|acquisition|consideration|tender) price (?:of|is|was|at)\s*$|\bper share of\s*$|\ba price of\s*$"
)
_A_SHARE = re.compile(r" (?:per|for each|a) (?:[a-z]+ ){0,3}share")
_TIMES = (
    re.compile(
        r"(?:由|从)[^#，,。；;]{0,6}#(?P<k>[at])(?P<a>\d+)#[^#，,。；;]{0,8}(?:缩短|压缩|降|减少|减|延长|增加|增|升|提升|下降)(?:至|到|为)#(?P=k)(?P<b>\d+)#[^#，,。；;]{0,6}[，,](?P<w>缩短|降低|减少|下降|降幅|减幅|延长|增加|提高|增长)(?:了|约|达|为)*#(?P<kind>[pt])(?P<d>\d+)#"
    ),
    re.compile(
        r"\bfrom #(?P<k>[at])(?P<a>\d+)#(?: [a-z]+)? to #(?P=k)(?P<b>\d+)#(?: [a-z]+)?,? (?:or |by |an? )?(?P<w>down|up|reduction of|decrease of|cut of|increase of|saving of)? ?#(?P<kind>[pt])(?P<d>\d+)#(?P<tail>(?: [a-z]+)? ?(?:shorter|faster|longer|slower|less|more|lower|higher))?"
    ),
)
_APART = re.compile(
    r"#t(?P<a>\d+)#(?![^，,]*累计)[，,、；;][^#，,。；;]{2,14}#t(?P<b>\d+)#[，,；;](?:两组|两者|二者)?(?P<w>延长|缩短|相差|差距?|多|少)(?:了|约|为)*#t(?P<d>\d+)#"
)
_LESS = re.compile(
    r"#a(?P<n>\d+)#,? (?:which (?:was|is|were|comprised|comprises|reflects|reflected)|being|that is|i\.e\.|consisting of|comprising|made up of) #a(?P<a>\d+)#[^#.;]{0,60}?\b(?P<w>less|net of|minus|plus|and)\b (?:another |a further )?#a(?P<b>\d+)#"
)
_REVISED = re.compile(
    r"#a(?P<n>\d+)#[^#.;]{0,40}?\brevised (?P<w>up|down|higher|lower) (?:by #a(?P<d>\d+)# from #a(?P<b>\d+)#|from #a(?P<b2>\d+)# by #a(?P<d2>\d+)#)"
)
_AGAINST = re.compile(
    r"#a(?P<a>\d+)#, (?:against|compared with|compared to|versus) #a(?P<b>\d+)#(?P<then>(?: (?!and\b|expected|forecast|consensus|estimate|guid|target)[a-z]+){0,5}), (?:an? )?(?P<w>up|down|higher by|lower by|rise of|fall of|increase of|decrease of|decline of) (?:about |some |nearly )?#p(?P<d>\d+)#(?P<tail>[^,.;#]{0,24})"
)
_HOPED = re.compile(
    r"\b(?:forecast|consensus|estimate|expectation)s?\b(?:[^#.;]|#a\d+# (?:analysts|economists|brokers)){0,60}?#a(?P<b>\d+)#[^#.;]{0,12}?, an? (?:(?P<up>beat)|miss|shortfall) of (?:about )?#p(?P<d>\d+)#"
)
_WINDOW = re.compile(
    r"\b(?:year|quarter|month|week|sequential|yoy|qoq|since|organic|constant|adjusted)\b|y/y|q/q|m/m"
)


def find(context: Context) -> Iterator[Draft]:
    """Every figure of a passage whose operands its own phrase names."""
    masked = masked_of(context)
    yield from _discounts(masked)
    for frame in _TIMES:
        for x in frame.finditer(masked.text):
            a, b, d = (masked.slot(x, g) for g in ("a", "b", "d"))
            if x["kind"] == "p":
                yield from _change(masked, d, b, a, way=0)
            elif a.kind == "t" and _one_unit(a, b, d):
                yield from _difference(masked, d, b, a)
    for x in _APART.finditer(masked.text):
        a, b, d = (masked.slot(x, g) for g in ("a", "b", "d"))
        if _one_unit(a, b, d) and not any(s.m.q.rank for s in (a, b, d)):
            yield from _difference(masked, d, a, b)
    for x in _LESS.finditer(masked.text):
        yield from _made_up(masked, x)
    for x in _REVISED.finditer(masked.text):
        n, b, d = (
            masked.slot(x, "n"),
            masked.slot(x, "b" if x["b"] else "b2"),
            masked.slot(x, "d" if x["d"] else "d2"),
        )
        sign = -1 if x["w"] in ("down", "lower") else 1
        if _levels(n, b, d) and same_unit(n.m.q, b.m.q) and same_unit(b.m.q, d.m.q):
            result = compute("sum" if sign > 0 else "difference", operand(b.m), operand(d.m))
            yield _draft(
                masked, n, result, (b, d), f"{b.m.q.text} {'+' if sign > 0 else '-'} {d.m.q.text}", "sum"
            )
    for x in _AGAINST.finditer(masked.text):
        a, b, d = (masked.slot(x, g) for g in ("a", "b", "d"))
        if not _WINDOW.search(x["tail"]) and a.m.role not in ("base", "delta") and _levels(a, b, d):
            yield from _change(masked, d, a, b, way=0)
    for x in _HOPED.finditer(masked.text):
        b, d = masked.slot(x, "b"), masked.slot(x, "d")
        levels = [
            s for s in masked.slots if s.i == d.i and s.n < b.n and s.kind == "a" and s.m.role != "base"
        ]
        levels = [s for s in levels if (s.m.q.unit, s.m.q.scale) == (b.m.q.unit, b.m.q.scale)]
        if len(levels) == 1 and _levels(levels[0], b):
            yield from _change(masked, d, levels[0], b, way=1 if x["up"] else -1)


def _discounts(masked: Masked) -> Iterator[Draft]:
    """Each discount or premium to a named price, of the one price the passage is about."""
    for frame in _DISCOUNT:
        items = [
            (masked.slot(x, "b"), masked.slot(x, "p"), bool(x["up"])) for x in frame.finditer(masked.text)
        ]
        if not items:
            continue
        first = min(min(b.n, p.n) for b, p, _ in items)
        priced = [
            s
            for s in masked.slots[:first]
            if s.kind == "a" and currency_of(s.m.q.unit) and _is_price(masked, s)
        ]
        if len({s.m.q.value for s in priced}) != 1:
            continue
        now = priced[-1]
        for base, share, up in items:
            if same_unit(base.m.q, now.m.q) and base.m.q.value > 0 and not share.m.q.signed:
                yield from _change(masked, share, now, base, way=1 if up else -1, tie=FRAMED)


def _is_price(masked: Masked, s: Slot) -> bool:
    before, _, after = masked.text.partition(f"#a{s.n}#")
    return bool(_PRICE.search(before) or (re.search(r"\bat\s*$", before) and _A_SHARE.match(after)))


def _made_up(masked: Masked, x: re.Match[str]) -> Iterator[Draft]:
    n, a, b = (masked.slot(x, g) for g in ("n", "a", "b"))
    if not _levels(n, a, b) or not (n.m.q.unit == a.m.q.unit == b.m.q.unit):
        return
    less = x["w"] in ("less", "net of", "minus")
    result = compute("difference" if less else "sum", operand(a.m), operand(b.m))
    sign = "-" if less else "+"
    if less or max(a.m.q.value, b.m.q.value) <= n.m.q.value:
        yield _draft(masked, n, result, (a, b), f"{a.m.q.text} {sign} {b.m.q.text}", "sum")


def _levels(*slots: Slot) -> bool:
    return all(s.m.q.high is None and s.m.q.comparator is None and s.m.q.value > 0 for s in slots)


def _one_unit(*slots: Slot) -> bool:
    return len({s.m.q.unit for s in slots}) == 1 and _levels(*slots)


def _change(
    masked: Masked, d: Slot, now: Slot, base: Slot, *, way: int, tie: int = STRONG
) -> Iterator[Draft]:
    if base.m.q.value <= 0 or now.m.q.high is not None or d.m.q.high is not None:
        return
    one = reading(
        "change",
        tie,
        (now.m, base.m),
        operand(now.m),
        operand(base.m),
        formula=f"{now.m.q.text} / {base.m.q.text} - 1",
    )
    if one is not None:
        yield stated(masked.context, d.i, d.m, "change", "TIE201", (one,), "percent change").replace(
            direction=way
        )


def _difference(masked: Masked, d: Slot, one: Slot, two: Slot) -> Iterator[Draft]:
    result = compute("difference", operand(one.m), operand(two.m))
    yield _draft(masked, d, result, (one, two), f"{one.m.q.text} - {two.m.q.text}", "difference")


def _draft(
    masked: Masked, s: Slot, result: Operand, of: tuple[Slot, Slot], formula: str, kind: ClaimKind
) -> Draft:
    ends: tuple[Mention, ...] = tuple(x.m for x in of)
    rule = "TIE203" if kind == "sum" else "TIE202"
    return stated(
        masked.context, s.i, s.m, kind, rule, (Reading(result, STRONG, formula, ends),), "difference"
    )
