"""Figures a sentence gives together with the two they are the product or the quotient of.

``a loss of $46.5 million, or $0.31 per share, on 150.0 million shares``; ``sales revenue fell to $1.37
billion: deliveries were 3,393 homes and the average selling price $404,000``; ``$3.50 in cash and 0.14625
share, worth $21.01 at the close of $119.71``. What a publisher leaves out (dividends on preferred stock,
sales of land) moves such a figure a little: only what one slip explains is held against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....errors import UndefinedFormula
from ....model.formula import Operand, compute, verify
from ..base import MEDIUM, STRONG, Context, Draft, Reading, magnitude, operand, unsigned
from ..slips import one_slip
from ..stated import stated
from .figures import Figure, Masked, masked_of

__all__ = ["find", "held"]

_PER_SHARE = re.compile(
    r"#a(?P<total>\d+)#,?\s*(?:or|\()\s*#a(?P<each>\d+)#[^#;:]{0,50}?\bon (?:an? )?(?:average of )?#a(?P<count>\d+)#(?P<noun>[^#;,.]{0,60})"
)
_SHARES = re.compile(
    r"^\s*(?:weighted |average |diluted |basic |common |ordinary |fully |outstanding )*shares?\b"
)
_PRICED = re.compile(r"\baverage (?:[a-z]+ ){0,2}?price\b[^#;:]{0,60}(?:#p\d+#[^#;:]{0,12})?#a(?P<each>\d+)#")
_SOLD = re.compile(
    r"(?P<noun>homes|houses|units|vehicles|cars|trucks|apartments|tonnes|tons|ounces|barrels|bushels|pounds|bottles)\b"
)
_REVENUE = re.compile(r"\b(?:revenues?|sales)\b(?! volume)[^#;:.]{0,40}(?:#p\d+#[^#;:]{0,20})?$")
_EXCHANGE = re.compile(
    r"#a(?P<cash>\d+)# in cash (?:and|plus) #a(?P<ratio>\d+)# (?:of (?:an? )?|an? )?[^#;:]{0,40}?\bshares?\b[^#;:]{0,60}?\b(?:worth|valued at|for a total of|or|implying|valuing [^#]{0,30} at)\s*#a(?P<total>\d+)#[^#;:]{0,60}?\b(?:close|closing (?:share )?price|share price|stock price|price)(?: of| at|,)?\s*#a(?P<price>\d+)#"
)


def find(context: Context) -> Iterator[Draft]:
    """Prices, earnings a share and offers of the English sentences of a passage."""
    for masked in masked_of(context, least=3):
        for found in _PER_SHARE.finditer(masked.text):
            yield from _per_share(context, masked, found)
        for found in _EXCHANGE.finditer(masked.text):
            yield from _offer(context, masked, found)
        for found in _PRICED.finditer(masked.text):
            yield from _price(context, masked, masked.figure(found.group("each")))


def held(context: Context, i: int, f: Figure, one: Reading, kind: str, rule: str, metric: str) -> Draft:
    """The draft of a figure that is held against it only where one slip in it explains the difference."""
    wrong = verify(unsigned(f.m.q), magnitude(one.result)).verdict == "contradicted"
    if wrong and not one_slip(unsigned(f.m.q), abs(one.result.interval)):
        one = Reading(one.result, MEDIUM, one.formula, one.operands)
    draft = stated(context, i, f.m, "share" if kind == "share" else "per_unit", rule, (one,), metric)
    return draft


def _money(f: Figure) -> str:
    unit = (f.m.q.unit or "").split("/")[0]
    return unit if len(unit) == 3 and unit.isupper() else ""


def _per_share(context: Context, masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    total, each, count = (masked.figure(found.group(g)) for g in ("total", "each", "count"))
    if each.per != "share" or not _money(total) or _money(total) != _money(each):
        return
    if not _SHARES.match(found.group("noun")) and "share" not in count.m.q.text.lower():
        return
    yield from _quotient(context, masked, each, total, count, "per share")


def _quotient(
    context: Context, masked: Masked, each: Figure, total: Figure, count: Figure, metric: str
) -> Iterator[Draft]:
    try:
        result = compute("ratio", magnitude(operand(total.m)), magnitude(operand(count.m)))
    except UndefinedFormula:
        return
    one = Reading(result, STRONG, f"{total.m.q.text} / {count.m.q.text}", (total.m, count.m))
    yield held(context, masked.i, each, one, "per_unit", "TIE206", metric)


def _price(context: Context, masked: Masked, each: Figure) -> Iterator[Draft]:
    """Revenue, what was sold and its average price, each told once in the sentence and no base among them."""
    totals = [f for f in masked.figures[: each.index] if _money(f) and not f.per]
    counts = [f for f in masked.figures if f.kind == "a" and _sold(f)]
    if len(totals) != 1 or len(counts) != 1 or not _REVENUE.search(_lead(masked, totals[0])):
        return
    if _money(totals[0]) != _money(each) or each.m.q.value >= totals[0].m.q.value or counts[0].per:
        return
    yield from _quotient(context, masked, each, totals[0], counts[0], "average price")


def _sold(f: Figure) -> bool:
    return bool(_SOLD.match(f.after.strip()) or _SOLD.search(f.m.q.text.lower()))


def _lead(masked: Masked, f: Figure) -> str:
    return masked.text[: masked.position(f)]


def _offer(context: Context, masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    cash, ratio, total, price = (masked.figure(found.group(g)) for g in ("cash", "ratio", "total", "price"))
    if len({_money(f) for f in (cash, total, price)}) != 1 or not _money(cash) or _money(ratio):
        return
    try:
        stock: Operand = compute("difference", operand(total.m), operand(cash.m))
        result = compute("ratio", stock, operand(ratio.m))
    except UndefinedFormula:
        return
    formula = f"({total.m.q.text} - {cash.m.q.text}) / {ratio.m.q.text}"
    one = Reading(result, STRONG, formula, (total.m, cash.m, ratio.m))
    yield held(context, masked.i, price, one, "per_unit", "TIE206", "share price of the offer")
