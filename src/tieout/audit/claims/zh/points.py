"""Percent printed where points are meant: 剪刀差为 2.0%, 利润率上升 5.7% 至 58.2%（去年同季 52.5%）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.evidence import Evidence
from ..base import Draft, caveat_of
from ..stated import stated
from .facts import Fact
from .topics import Page

__all__ = ["find"]

_GAP = re.compile(r"剪刀差|利差|增速差|差距|差值|缺口")
_RATE = re.compile(r"(?:率|占比|份额|比重|比例)$")
_UP_TO = re.compile(r"^(?:至|到)$")


def find(page: Page) -> Iterator[Draft]:
    """Every percent that is the distance of two rates and no change of one by the other."""
    for k, (f, topic) in enumerate(page.order):
        if f.m.unit_kind != "%" or f.m.q.comparator or f.m.q.high is not None or f.listed:
            continue
        if f.kind == "level" and _GAP.search(f.noun) and not caveat_of(page.words(f.i)):
            before = [x for x, _ in page.order[:k] if x.m.unit_kind == "%" and x.i == f.i and not x.listed]
            if len(before) == 2 and before[0].kind == before[1].kind:
                yield from _told(page, f, before[0], before[1])
        elif f.kind == "percent" and _RATE.search(topic.noun):
            yield from _moved(page, k, f)


def _moved(page: Page, k: int, f: Fact) -> Iterator[Draft]:
    """``上升 5.7% 至 58.2%，去年同季为 52.5%``: the rate before stands behind."""
    behind = [x for x, _ in page.order[k + 1 : k + 3] if x.i == f.i and x.m.unit_kind == "%"]
    if len(behind) != 2 or not _UP_TO.match(page.between(f.m, behind[0].m).strip()):
        return
    now, base = behind
    if base.kind == "base" or base.key in ("y", "p", "b"):
        yield from _told(page, f, now, base)


def _told(page: Page, f: Fact, a: Fact, b: Fact) -> Iterator[Draft]:
    step = Decimal(1).scaleb(-f.m.q.decimals)
    gap = abs(_signed(a) - _signed(b))
    if not f.value or abs(gap - abs(f.value)) >= step or b.value <= 0:
        return
    relative = abs(a.value / b.value - 1) * 100
    if abs(relative - abs(f.value)) < step:
        return
    draft = stated(page.context, f.i, f.m, "difference", "TIE202", (), "percentage points")
    yield draft.replace(
        fixed="contradicted",
        said=f.value,
        expected=gap,
        reason=f"{a.m.q.text} - {b.m.q.text} are percentage points, not percent",
        evidence=tuple(
            Evidence("sentence", start=x.m.q.start, end=x.m.q.end, value=x.value, note=x.m.q.text)
            for x in (a, b)
        ),
    )


def _signed(f: Fact) -> Decimal:
    return -f.value if f.way < 0 < f.value and f.kind == "percent" else f.value
