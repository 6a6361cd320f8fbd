"""The first of a list named in words: 美洲增速最快, 甲占比最高, against the figures of the same list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ....model.evidence import Evidence
from ..base import Draft, operand
from .facts import Fact
from .nouns import noun_of, related
from .topics import Page

__all__ = ["find"]

_MOST = re.compile(
    r"(?P<who>[^，,；;。：:、0-9%]{2,14}?)(?:的)?(?:增速|增幅|涨幅|跌幅|降幅|升幅|增长|占比|份额|规模|金额|收入|价格|产量|销量|得分|数量|表现|交付量)?(?:仍|均|也|为|居|是)?"
    r"(?P<most>最(?:快|高|大|多|低|小|少|慢))(?![近后终新初佳优]|的|达|为|至|可|一)"
)


def find(page: Page) -> Iterator[Draft]:
    """Every name said to be first or last whose list stands in the same sentence before it."""
    for i, sentence in enumerate(page.context.sentences):
        for found in _MOST.finditer(sentence.low):
            at = sentence.start + found.start()
            if page.context.mentions[i] and any(
                m.q.start <= sentence.start + found.end() + 2 <= m.q.end for m in page.context.mentions[i]
            ):
                continue
            names = noun_of(found.group("who"))
            run = _run(page, i, at)
            if len(run) < 3 or not names:
                continue
            meant = [f for f in run if f.noun == names or (related(names, f.noun) and f.noun.endswith(names))]
            if len(meant) != 1:
                continue
            down = found.group("most")[1] in "低小少慢"
            values = {id(f): _value(f) for f in run}
            rivals = [f for f in run if f is not meant[0]]
            first = all(
                (values[id(meant[0])] <= values[id(f)]) if down else (values[id(meant[0])] >= values[id(f)])
                for f in rivals
            )
            best = (min if down else max)(run, key=lambda f: values[id(f)])
            yield Draft(
                "extreme",
                "TIE208",
                at,
                sentence.start + found.end(),
                None,
                subject=names,
                metric=found.group("most"),
                fixed="supported" if first else "contradicted",
                said=names,
                expected=best.noun,
                reason=f"the values listed: {best.noun} {best.m.q.text}, {meant[0].noun} {meant[0].m.q.text}",
                evidence=tuple(
                    Evidence("sentence", start=f.m.q.start, end=f.m.q.end, value=f.m.q.value, note=f.m.q.text)
                    for f in run
                ),
            )


def _run(page: Page, i: int, before: int) -> list[Fact]:
    """The figures of one kind, each with a name of its own, that end right before the words."""
    facts = [f for f, _ in page.order if f.i == i and f.m.q.end <= before]
    out: list[Fact] = []
    for f in reversed(facts):
        if out and (f.kind != out[0].kind or f.m.q.unit != out[0].m.q.unit or f.key != out[0].key):
            break
        if not f.noun or f.listed or f.kind not in ("level", "percent"):
            break
        if out and "其中" in page.between(f.m, out[-1].m):
            break
        out.append(f)
    if out and before - out[0].m.q.end > 6:
        return []
    return out


def _value(f: Fact) -> Decimal:
    value = operand(f.m).value
    return -abs(value) if f.way < 0 else value
