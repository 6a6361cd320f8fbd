"""Multiples: ``是乙的 3 倍`` is a ratio, ``较去年增长 2 倍`` a ratio less one; print often takes one for the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import Operand, compute
from ...mentions import Mention, same_unit
from ..base import STRONG, Draft, Reading, quotient
from ..stated import stated
from .topics import Page

__all__ = ["find"]

_IS = re.compile(r"(?:是|为|相当于|达到?|约为|即)[^，,；;。]*的(?:约|近|逾|超过?)?$|^的(?:约|近|逾|超过?)?$")
_GREW = re.compile(r"(?:增长|增加|上涨|提升|扩大|增|涨|升|高出|多)(?:了|约|近|逾|超过?|达)*$")


def find(page: Page) -> Iterator[Draft]:
    """Every multiple whose two figures are the only ones of their unit in front of it in the sentence."""
    for i, row in enumerate(page.context.mentions):
        for m in row:
            if m.unit_kind != "times" or m.index < 2 or m.q.high is not None:
                continue
            base, now = row[m.index - 1], row[m.index - 2]
            if base.bracketed or now.bracketed or re.search(r"分别", page.words(i)):
                continue
            if not _amounts(base, now) or not same_unit(base.q, now.q) or base.clause.start != m.clause.start:
                continue
            others = [
                x for x in row[: m.index] if _amounts(x, x) and same_unit(x.q, now.q) and x not in (base, now)
            ]
            if others or base.q.value <= 0 or now.q.value <= 0:
                continue
            ratio = quotient("ratio", STRONG, now, base)
            if ratio is None:
                continue
            more = Reading(
                compute("difference", ratio.result, Operand.exact(1)),
                STRONG,
                f"{ratio.formula} - 1",
                ratio.operands,
            )
            if _GREW.search(m.lead):
                yield stated(page.context, i, m, "multiple", "TIE207", (more,), "multiple")
            elif _IS.search(m.lead):
                yield stated(page.context, i, m, "multiple", "TIE207", (ratio,), "multiple")


def _amounts(*members: Mention) -> bool:
    return all(x.is_amount and not x.q.rank and x.q.high is None for x in members)
