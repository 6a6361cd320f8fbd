"""Rates of a whole and of the parts that make it up.

Growth by number and price (``comparable sales rose 4.5%, with transactions up 1.8% and average ticket up 2.7%``)
is the sum of the two, or their product; the rate of a whole of two exhaustive parts (stores and online, home
and abroad) lies between theirs, whatever their weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.formula import Operand
from ....quantity import Interval
from ..base import STRONG, Draft, Reading, caveat_of
from ..slips import one_slip
from ..stated import stated
from .closing import spans_of
from .terms import Term, Text
from .words import sides_of

__all__ = ["find"]

_NUMBER = re.compile(
    r"\b(?:transactions?|traffic|volumes?|guest counts?|visits|units|footfall)\b|客流|客单量|交易笔数|订单量|订单数|销量|客数|人次"
)
_PRICE = re.compile(
    r"\b(?:ticket|checks?|pric(?:e|es|ing)|spend(?:ing)?|average basket|basket size|asps?)\b|客单价|单价|均价|平均售价|价格|笔单价"
)
_OF = re.compile(r"\b(?:comparable|same[- ]store|like[- ]for[- ]like|comps?|comp)\b[^#]*$|同店|可比")
_SALES = re.compile(r"\b(?:sales|revenues?|turnover)\b[^#]*$|收入|销售额|营收|成交额")
_MORE = re.compile(
    r"\b(?:currency|mix|acqui\w*|exchange|calendar|organic|third|inflation)\b|汇率|并购|结构|其他"
)
_WHOLE = re.compile(
    r"\b(?:group|total|overall|combined|company|consolidated|comparable|like-for-like|same-store|blended|average)\b|整体|总体|综合|全部|集团|合计|总|平均"
)
_MARGIN = re.compile(r"\b(?:margin|load factor|occupancy|rate|ratio)\b|率")
_UP = re.compile(
    r"\b(?:up|rose|grew|increas\w*|gain\w*|higher|climb\w*|advanc\w*)\b|增长|上升|上涨|提升|增加|提高"
)
_DOWN = re.compile(
    r"\b(?:down|fell|declin\w*|decreas\w*|lower|drop\w*|slip\w*|shrank)\b|下降|下滑|减少|下跌|降低"
)
MIXED = Decimal("0.35")
"""What rounding and the product of the two may add to the sum of two rates of growth."""
BESIDE = Decimal("0.15")


def find(text: Text) -> Iterator[Draft]:
    """Rates of wholes that their two parts cannot give."""
    rates = [t for t in text.terms if t.percent and t.m.q.high is None and not t.m.q.comparator]
    for whole, a, b in zip(rates, rates[1:], rates[2:], strict=False):
        if not whole.i == a.i == b.i or any(x.m.unit_kind == "pp" for x in text.terms[whole.place : b.place]):
            continue
        if re.search(r"[;；]|respectively|分别", text.between(whole, b)):
            continue
        yield from _factors(text, whole, a, b)
        if not _OF.search(re.split(r"[,，;；。]", text.head(whole))[-1]):
            yield from _factors(text, b, whole, a)
        yield from _between(text, whole, a, b)


def _signed(text: Text, t: Term) -> Decimal:
    words = text.label(t)
    if t.m.q.value < 0:
        return t.m.q.value
    return -t.m.q.value if _DOWN.search(words) and not _UP.search(words) else t.m.q.value


def _factors(text: Text, whole: Term, a: Term, b: Term) -> Iterator[Draft]:
    labels = [text.label(x) for x in (a, b)]
    if not any(
        _NUMBER.search(x) and _PRICE.search(y) and not _PRICE.search(x) for x, y in (labels, labels[::-1])
    ):
        return
    head = re.split(r"[,，;；。]", text.head(whole))[-1]
    first, last = (whole, b) if whole.place < b.place else (a, whole)
    words = head + text.between(first, last) + re.split(r"[.。;；]", text.rest(last))[0]
    if not (
        _OF.search(head) or (_SALES.search(head) and not re.search(r"#\d+#", text.rest(last)[:40]))
    ) or _MORE.search(words):
        return
    if any(
        t.percent and t.i == b.i and last.place < t.place <= last.place + 1 and not t.aside
        for t in text.terms
    ):
        return
    w, x, y = (_signed(text, t) for t in (whole, a, b))
    both = (x + y, ((1 + x / 100) * (1 + y / 100) - 1) * 100)
    total = Operand(x + y, Interval(min(both) - MIXED, max(both) + MIXED))
    formula = f"{a.m.q.text} {'+' if y >= 0 else '-'} {b.m.q.text.lstrip('-')}"
    reading = Reading(total, STRONG, formula, (a.m, b.m))
    draft = stated(text.context, whole.i, whole.m, "sum", "TIE203", (reading,), "growth by number and price")
    held = total.interval.lo <= w <= total.interval.hi
    if held:
        yield draft.replace(numbers=tuple((t.m.q.start, t.m.q.end) for t in (whole, a, b)), direction=0)
        return
    turned = [v for v in (x - y, -x + y, -x - y) if abs(v - w) <= MIXED]
    near = one_slip(whole.m.q, Interval(abs(x + y) - BESIDE, abs(x + y) + BESIDE)) or any(
        one_slip(t.m.q, Interval(abs(w - o) - BESIDE, abs(w - o) + BESIDE)) for t, o in ((a, y), (b, x))
    )
    if turned or near:
        shown = "does not make" if not turned else "makes it only with another sign, not"
        yield draft.replace(
            readings=(),
            fixed="contradicted",
            said=whole.m.q.value,
            reason=f"{formula} {shown} {whole.m.q.text}",
            caveat=caveat_of(words),
            evidence=spans_of((whole, a, b)),
            start=min(draft.start, a.m.q.start),
            end=last.m.q.end,
        )


def _between(text: Text, whole: Term, a: Term, b: Term) -> Iterator[Draft]:
    """``group sales rose 4.1%. Store sales increased 1.8% and online sales 0.9%``: no weights give that."""
    labels = [text.label(x) for x in (a, b)]
    sides = sides_of(labels)
    if sides is None or any(_NUMBER.search(x) or _PRICE.search(x) for x in labels):
        return
    head = re.split(r"[,，;；。]", text.head(whole))[-1]
    if any(s.search(head) for s in sides) or not (_WHOLE.search(head) or _MARGIN.search(head)):
        return
    if _MARGIN.search(head) and any(_UP.search(x) or _DOWN.search(x) for x in labels):
        return
    w, x, y = (_signed(text, t) for t in (whole, a, b))
    low, high = min(x, y), max(x, y)
    room = sum((Decimal(1).scaleb(-t.m.q.decimals) for t in (whole, a)), Decimal(0)) / 2
    if low - room <= w <= high + room:
        return
    yield stated(text.context, whole.i, whole.m, "sum", "TIE203", (), "rate of a whole").replace(
        fixed="contradicted",
        said=whole.m.q.value,
        reason=f"{whole.m.q.text} does not lie between {a.m.q.text} and {b.m.q.text}, the rates of its two parts",
        caveat=caveat_of(text.head(whole)),
        evidence=spans_of((whole, a, b)),
    )
