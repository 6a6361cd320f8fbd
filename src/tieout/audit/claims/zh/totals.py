"""Totals behind the parts they add up: 两大板块合计 56 亿元, 甲与乙库存合计 24.5 万吨, and how they moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model.evidence import Evidence
from ....model.formula import compute
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .facts import Fact
from .nouns import noun_of, related
from .parts import HOW_MANY, NUMBERS, TOGETHER, added, alike
from .topics import Page

__all__ = ["find"]


def find(page: Page) -> Iterator[Draft]:
    """Every total that names its parts or says how many they are."""
    levels = [f for f, _ in page.order if f.kind == "level" and not f.m.intraday]
    for k, f in enumerate(levels):
        if TOGETHER.search(f.words):
            yield from _total(page, levels[:k], f)
        elif f.noun.startswith("总") and _phases(levels[:k], f):
            parts = _phases(levels[:k], f)
            text = " + ".join(x.m.q.text for x in parts)
            one = Reading(added(parts), STRONG, text, tuple(x.m for x in parts))
            yield stated(page.context, f.i, f.m, "sum", "TIE203", (one,), "total")
        elif _SO_MANY.search(f.words):
            yield from _run(page, levels[:k], f)


def _phases(before: Sequence[Fact], f: Fact) -> list[Fact]:
    """``一期投资 12 亿元，二期投资 18 亿元，总投资``: the numbered parts of what the total is of."""
    what = f.noun.removeprefix("总")
    parts = [x for x in before if x.i == f.i and alike(x, f) and x.noun.endswith(what) and what]
    marks = [re.search(r"[一二三四]期|首期|[甲乙丙丁]", x.noun) for x in parts]
    return (
        parts if len(parts) >= 2 and all(marks) and len({m.group() for m in marks if m}) == len(parts) else []
    )


_SO_MANY = re.compile(r"^[^，,；;。]{0,8}[，,]?共(?:计|有|为|达)?$")
_JOINED = re.compile(r"^[^，,；;。]{0,10}(?:、|和|及|与|以及)[^，,；;。]{0,4}$")


def _run(page: Page, before: Sequence[Fact], f: Fact) -> Iterator[Draft]:
    """``194 家银行机构和 32 家理财公司共 226 家机构``: the figures joined right in front of the total."""
    parts: list[Fact] = []
    for x in reversed(before):
        following = parts[-1] if parts else None
        if (
            x.i != f.i
            or not alike(x, f)
            or (following is not None and not _JOINED.match(page.between(x.m, following.m)))
        ):
            break
        parts.append(x)
    parts.reverse()
    if len(parts) < 2 or parts[-1].m.q.end < f.m.q.start - 16 or any(x.m.q.comparator for x in (*parts, f)):
        return
    text = " + ".join(x.m.q.text for x in parts)
    one = Reading(added(parts), STRONG, text, tuple(x.m for x in parts))
    yield stated(page.context, f.i, f.m, "sum", "TIE203", (one,), "total")


def _total(page: Page, before: Sequence[Fact], f: Fact) -> Iterator[Draft]:
    """``两大板块合计 56 亿元``, ``甲与乙库存合计 24.5 万吨``: a total with its parts before it."""
    if f.m.unit_kind in ("pp", "times", "time"):
        return
    near = [x for x in before if f.i - x.i <= 2 and (x.m.unit_kind == f.m.unit_kind == "%" or alike(x, f))]
    sum_words = f.clause
    names = [n for n in (noun_of(TOGETHER.sub("", y)) for y in re.split(r"与|和|及|、", f.words)) if n]
    parts: list[Fact] = []
    if len(names) >= 2:
        found = [[x for x in near if x.noun and (related(n, x.noun) or x.noun.startswith(n))] for n in names]
        if all(len({y.value for y in x}) == 1 for x in found):
            parts = [x[-1] for x in found]
    announced = HOW_MANY.search(sum_words)
    if not parts and announced:
        n = NUMBERS[announced.group("n")]
        tail = _top_level(page, near)[-n:]
        own = all(x.noun or x.listed for x in tail)
        whole_before = len(near) > n and near[-n - 1].i == tail[0].i
        if len(tail) == n and own and (tail[0].i == f.i or not whole_before or tail[0].i == tail[-1].i):
            parts = tail
    if not parts:
        parts = _of_one_kind(near, f)
    if len(parts) < 2 or any(x.m.q.high is not None for x in parts) or re.search(r"占|率|均", sum_words):
        yield from _other_currency(page, before, f, announced)
        return
    summed = added(parts)
    text = " + ".join(x.m.q.text for x in parts)
    yield stated(
        page.context,
        f.i,
        f.m,
        "sum",
        "TIE203",
        (Reading(summed, STRONG, text, tuple(x.m for x in parts)),),
        "total",
    )
    yield from _moved_together(page, f, parts)


def _top_level(page: Page, near: Sequence[Fact]) -> list[Fact]:
    """The figures of a list without those that 其中 divides one of them into: 甲 959 亿元，其中 ...；乙 362 亿元."""
    out: list[Fact] = []
    inside = False
    for k, x in enumerate(near):
        said = page.between(near[k - 1].m, x.m) if k else ""
        inside = "其中" in said or (inside and not re.search(r"[；;。]|其余|其他", said))
        if not inside:
            out.append(x)
    return out


def _of_one_kind(near: Sequence[Fact], f: Fact) -> list[Fact]:
    """利息净收入、佣金净收入、其他收入，营业收入合计: every figure of the sentence, of the noun of the total."""
    parts = [x for x in near if x.i == f.i and x.m.unit_kind != "%"]
    kind = f.noun[-2:]
    if (
        len(parts) < 2
        or len(kind) < 2
        or not all(x.noun.endswith(kind) for x in parts)
        or f.value <= max(x.value for x in parts)
    ):
        return []
    return parts


def _moved_together(page: Page, f: Fact, parts: Sequence[Fact]) -> Iterator[Draft]:
    """The move of a total is the sum of the moves of its parts."""
    of = {id(x): t for x, t in page.order}
    mine = of[id(f)].of("delta")
    theirs = [of[id(x)].of("delta") for x in parts]
    if (
        len(mine) != 1
        or any(len(d) != 1 for d in theirs)
        or len({id(of[id(x)]) for x in (f, *parts)}) != len(parts) + 1
    ):
        return
    moves = [d[0] for d in theirs]
    if not all(alike(x, mine[0]) and x.way for x in (*moves, mine[0])):
        return
    values = [-operand(x.m) if x.way < 0 < x.value else operand(x.m) for x in moves]
    text = " ".join(f"{'-' if v.value < 0 else '+'} {x.m.q.text}" for v, x in zip(values, moves, strict=True))
    one = Reading(compute("sum", *values), STRONG, text, tuple(x.m for x in moves))
    draft = stated(page.context, mine[0].i, mine[0].m, "sum", "TIE203", (one,), "move of the total")
    yield draft.replace(direction=mine[0].way)


def _other_currency(
    page: Page, before: Sequence[Fact], f: Fact, announced: re.Match[str] | None
) -> Iterator[Draft]:
    """A total of dollars printed in yuan: the digits add up, the currency is another."""
    if (
        announced is None
        or len(f.m.q.unit or "") != 3
        or re.search(r"折合|约合|相当于|汇率", page.words(f.i))
    ):
        return
    n = NUMBERS[announced.group("n")]
    near = [
        x for x in before if f.i - x.i <= 1 and len(x.m.q.unit or "") == 3 and (x.m.q.unit or "").isupper()
    ][-n:]
    units = {x.m.q.unit for x in near}
    if len(near) != n or len(units) != 1 or f.m.q.unit in units or not (f.m.q.unit or "").isupper():
        return
    summed = added(near)
    if not summed.interval.meets(f.m.q.shown):
        return
    draft = stated(page.context, f.i, f.m, "sum", "TIE203", (), "currency of the total")
    yield draft.replace(
        fixed="contradicted",
        reason=f"the values added up are in {units.pop()}, the total is printed in {f.m.q.unit}",
        said=f.m.q.value,
        evidence=tuple(_evidence(x) for x in near),
    )


def _evidence(f: Fact) -> Evidence:
    return f.m.evidence()
