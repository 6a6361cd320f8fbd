"""Two figures compared by name: 下跌家数约为上涨家数的 2.7 倍, 甲比乙高 0.11 元, 甲价格约为乙的三分之二."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import Operand, compute
from ...mentions import same_unit
from ..base import STRONG, Draft, Reading, operand, reading
from ..difference import _points
from ..stated import stated
from .facts import Fact
from .nouns import noun_of, related
from .topics import Page

__all__ = ["find"]

_IS_OF = re.compile(
    r"(?P<a>[^，,；;。：:0-9]{0,14}?)(?:大?约|几乎|仅|已)?(?:为|是|相当于|达到?)(?P<b>[^，,；;。：:]{1,14}?)的(?:约|近|逾|超过?)?$"
)
_THAN = re.compile(
    r"(?P<a>[^，,；;。：:]{0,14}?)(?:比|较)(?P<b>[^，,；;。：:]{1,12}?)(?P<way>高|低|多|少|贵|便宜|快|慢|大|小)(?:出|了|约|近|逾|超过?)*$"
)
_UP = frozenset("高多贵快大")


def find(page: Page) -> Iterator[Draft]:
    """Every comparison whose two names each stand for one figure of the passage."""
    for i, row in enumerate(page.context.mentions):
        sentence = page.context.sentences[i]
        for m in row:
            if m.role in ("rank", "time") or m.q.high is not None:
                continue
            clause = sentence.low[m.clause.start - sentence.start : m.q.start - sentence.start]
            if m.index and row[m.index - 1].q.end > m.clause.start and row[m.index - 1].unit_kind != "time":
                continue  # another figure stands in the clause
            of = _IS_OF.search(clause) if m.unit_kind in ("times", "%") else None
            than = _THAN.search(clause) if of is None else None
            found = of or than
            if found is None or re.search(
                r"同期|上[年月周季]|去年|年初|前[一值]|昨|平均|预期|均", found.group("b")
            ):
                continue
            if "后者" in found.group("b"):
                pair = [
                    f
                    for f, _ in page.order
                    if f.kind == "level" and f.i == i and f.m.q.start < m.q.start and f.m.is_amount
                ]
                if len(pair) != 2 or "前者" not in clause:
                    continue
                a: Fact | None = pair[0]
                b: Fact | None = pair[1]
            else:
                b = _called(page, found.group("b"), i, m.q.start)
                named = noun_of(found.group("a"))
                a = _called(page, found.group("a"), i, m.q.start) if named else _last(page, i, m.q.start, b)
            if a is None or b is None or a is b or not same_unit(a.m.q, b.m.q) or min(a.value, b.value) <= 0:
                continue
            names = f"{a.m.q.text} / {b.m.q.text}"
            ratio = reading("ratio", STRONG, (a.m, b.m), operand(a.m), operand(b.m), formula=names)
            share = reading("share", STRONG, (a.m, b.m), operand(a.m), operand(b.m), formula=names)
            change = reading("change", STRONG, (a.m, b.m), operand(a.m), operand(b.m), formula=names + " - 1")
            if ratio is None or share is None or change is None:
                continue
            if of is not None:
                one = ratio if m.unit_kind == "times" else share
                yield stated(page.context, i, m, "multiple", "TIE207", (one,), "ratio of two figures")
                continue
            assert than is not None
            way = 1 if than.group("way") in _UP else -1
            gap = compute("difference", operand(a.m), operand(b.m))
            if m.unit_kind == "times":
                more = Reading(
                    compute("difference", ratio.result, Operand.exact(1)),
                    STRONG,
                    change.formula,
                    change.operands,
                )
                yield stated(page.context, i, m, "multiple", "TIE207", (more,), "ratio of two figures")
            elif m.unit_kind == "%" and a.m.unit_kind != "%":
                yield stated(
                    page.context, i, m, "change", "TIE201", (change,), "difference in percent"
                ).replace(direction=way)
            elif (m.unit_kind == "pp" and a.m.unit_kind == "%") or (m.is_amount and same_unit(m.q, a.m.q)):
                one = Reading(
                    _points(gap, m) if m.unit_kind == "pp" else gap,
                    STRONG,
                    f"{a.m.q.text} - {b.m.q.text}",
                    (a.m, b.m),
                )
                yield stated(page.context, i, m, "difference", "TIE202", (one,), "difference").replace(
                    direction=way
                )


def _called(page: Page, words: str, i: int, before: int) -> Fact | None:
    """The one figure a name stands for: the end of its noun, or the words behind its number."""
    name = re.sub(r"(?:家数|数量|价格|月租|均价|价)$", "", noun_of(words)) or noun_of(words)
    if len(name) < 2:
        return None
    found = [
        f
        for f, _ in page.order
        if f.kind == "level"
        and not f.listed
        and f.m.q.start < before
        and i - f.i <= 1
        and f.m.unit_kind not in ("times", "pp")
        and (
            f.noun == name
            or related(name, f.noun)
            or f.noun.startswith(name)
            or re.sub(r"个?股票?$", "", f.m.tail.strip()).endswith(name)
            or f.m.tail.strip() == name
        )
    ]
    return found[0] if len({f.value for f in found}) == 1 else None


def _last(page: Page, i: int, before: int, other: Fact | None) -> Fact | None:
    """The figure the sentence spoke of last, where the clause names only what it is compared with."""
    levels = [f for f, _ in page.order if f.kind == "level" and f.m.q.start < before and f.i == i]
    if not levels or levels[-1] is other or levels[-1].listed:
        return None
    return levels[-1]
