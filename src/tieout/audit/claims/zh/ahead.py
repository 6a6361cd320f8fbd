"""Rates ahead of another rate by points: 高技术制造业、装备制造业分别增长 11.9%、8.8%，分别快于规模以上工业 5.4、2.3 个百分点."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ....model.formula import Operand, compute
from ...mentions import Mention
from ..base import STRONG, Draft, Reading, operand
from ..stated import stated
from .facts import Fact
from .nouns import noun_of, related
from .topics import Page

__all__ = ["find"]

_AHEAD = re.compile(
    r"(?:增速|涨幅|降幅)?(?:分别|均|也|明显|显著|大幅)*(?P<way>快于|高于|低于|慢于|跑赢|跑输|强于|弱于|领先|落后)(?:于|了)?(?P<than>[^，,；;。：:0-9]{2,20}?)(?:的?(?:增速|涨幅|增幅|平均水平|水平))?(?:约|近|逾|超过?)?\s*$"
)
_MARK = re.compile(r"^\s*[、和及与]\s*$")


def find(page: Page) -> Iterator[Draft]:
    """Every lead in points, or run of leads, over a rate that the passage states."""
    for i, row in enumerate(page.context.mentions):
        sentence = page.context.sentences[i]
        k = 0
        while k < len(row):
            m = row[k]
            run = [m]
            while k + len(run) < len(row) and _MARK.match(row[k + len(run)].gap):
                run.append(row[k + len(run)])
            k += len(run)
            if run[-1].unit_kind != "pp" or any(x.unit_kind not in ("pp", "") for x in run):
                continue
            clause = sentence.low[m.clause.start - sentence.start : m.q.start - sentence.start]
            found = _AHEAD.search(re.sub(r"^.*[，,；;。]", "", clause))
            if found:
                yield from _leads(page, i, run, found)


def _leads(page: Page, i: int, run: Sequence[Mention], found: re.Match[str]) -> Iterator[Draft]:
    than = noun_of(found.group("than")) or found.group("than")
    rates = [
        f
        for f, _ in page.order
        if f.m.unit_kind == "%" and f.kind in ("percent", "level") and f.m.q.start < run[0].q.start
    ]
    ours = [f for f in rates if f.i == i][-len(run) :]
    theirs = [f for f in rates if i - f.i <= 4 and f not in ours and f.noun and _is(than, f.noun)]
    if (
        len(ours) != len(run)
        or not theirs
        or (len(run) > 1 and not ours[-1].listed and "#" not in ours[-1].noun and len(ours) < 2)
    ):
        return
    if len({f.kind for f in (*ours, *theirs)}) != 1:
        return
    for mine, m in zip(ours, run, strict=True):
        readings = [
            Reading(
                compute("difference", _signed(mine), _signed(other)),
                STRONG,
                f"{mine.m.q.text} - {other.m.q.text}",
                (mine.m, other.m),
            )
            for other in reversed(theirs)
        ]
        draft = stated(page.context, i, m, "difference", "TIE202", readings, "percentage points")
        yield draft


def _is(than: str, noun: str) -> bool:
    return related(than, noun) or than in noun


def _signed(f: Fact) -> Operand:
    value = operand(f.m)
    return -value if f.m.direction < 0 < f.m.q.value and f.kind == "percent" else value
