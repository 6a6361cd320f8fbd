"""Ratios named by their two parts, and rates said for two periods.

``The loan-to-deposit ratio was 81%, with loans of $98.6 billion and deposits of $121.4 billion``;
``the ratio of net debt to EBITDA was 2.0x, with ...``; ``$0.60 a quarter, or $2.40 a year``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.formula import Operand, compute
from ..base import STRONG, Context, Draft, Reading, operand, reading
from ..stated import stated
from .figures import Figure, Masked, alike, masked_of

__all__ = ["find"]

_NAMED = re.compile(
    r"\b(?:(?P<a>[a-z]+)-to-(?P<b>[a-z]+)(?: ratio)?|ratio of (?P<c>[a-z]+(?: [a-z]+)?) to (?P<d>[a-z]+(?: (?!was|is|of|at|stood|rose|fell)[a-z]+)?))\b[^#;]{0,30}#(?P<kind>[px])(?P<n>\d+)#"
)
_PERIODS = {"day": 365, "week": 52, "month": 12, "quarter": 4, "year": 1}
_RATE = re.compile(
    r"#a(?P<a>\d+)#[^#;.,]{0,30}?,?\s*(?:or|which is|equal to|equivalent to|i\.e\.)\s*,?\s*#a(?P<b>\d+)#"
)


def find(context: Context) -> Iterator[Draft]:
    """Ratios and rates of the English sentences of a passage that their own figures check."""
    for masked in masked_of(context):
        for found in _NAMED.finditer(masked.text):
            yield from _named(context, masked, found)
        for found in _MEAN.finditer(masked.text):
            yield from _mean(context, masked, found)
        for found in _RATE.finditer(masked.text):
            yield from _rate(context, masked, found)


def _named(context: Context, masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    share = masked.figure(found.group("n"))
    top = _of(masked, found.group("a") or found.group("c"), share)
    bottom = _of(masked, found.group("b") or found.group("d"), share)
    if top is None or bottom is None or top is bottom or not alike(top, bottom) or top.per or bottom.per:
        return
    name = "share" if share.kind == "p" else "ratio"
    formula = f"{top.m.q.text} / {bottom.m.q.text}"
    one = reading(name, STRONG, (top.m, bottom.m), operand(top.m), operand(bottom.m), formula=formula)
    if one is not None:
        yield stated(context, masked.i, share.m, "per_unit", "TIE206", (one,), "ratio")


def _of(masked: Masked, noun: str, share: Figure) -> Figure | None:
    """The one amount said of a noun: loans of $98.6 billion; deposits were $121.4 billion."""
    stem = re.escape(noun.rstrip("s"))
    lead = re.compile(rf"\b{stem}s?\s+(?:of|was|were|at|totaled|totalled|stood at|came to)\s*$")
    fitting = [f for f in masked.figures if f is not share and f.kind == "a" and lead.search(f.before)]
    return fitting[0] if len(fitting) == 1 else None


_MEAN = re.compile(
    r"#a(?P<w>\d+)#[^#;.]{0,30}\b(?:at|in|from|across|over|on|for)\s+#a(?P<c>\d+)#[^#;.]{0,40}(?:#t\d*#[^#;.]{0,20})?,?\s*(?:or |for )?an average of #a(?P<m>\d+)#\s+(?:per|a|an|each)\b"
)


def _mean(context: Context, masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    """``$147 million at 4,115 theaters over three days, an average of $35,723 per location``."""
    whole, count, mean = (masked.figure(found.group(g)) for g in "wcm")
    if (count.m.q.unit is not None and count.m.q.unit == whole.m.q.unit) or whole.m.q.unit is None:
        return
    one = reading(
        "ratio", STRONG, (whole.m, count.m), operand(whole.m), Operand.exact(count.m.q.value),
        formula=f"{whole.m.q.text} / {count.m.q.text}",
    )  # fmt: skip
    if one is None or not Decimal("0.3") < mean.m.q.value / one.result.value < 3:
        return
    yield stated(context, masked.i, mean.m, "per_unit", "TIE206", (one,), "average")


def _rate(context: Context, masked: Masked, found: re.Match[str]) -> Iterator[Draft]:
    each, whole = masked.figure(found.group("a")), masked.figure(found.group("b"))
    if each.m.q.unit is None or each.m.q.unit.split("/")[0] != (whole.m.q.unit or "").split("/")[0]:
        return
    if each.per not in _PERIODS or whole.per not in _PERIODS:
        return
    times = Decimal(_PERIODS[each.per]) / _PERIODS[whole.per]
    if times <= 1 or times != times.to_integral_value():
        return
    result = compute("product", operand(each.m), Operand.exact(times))
    one = Reading(result, STRONG, f"{each.m.q.text} * {times}", (each.m,))
    yield stated(context, masked.i, whole.m, "per_unit", "TIE206", (one,), "rate for the longer period")
