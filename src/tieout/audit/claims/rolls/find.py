"""The statements of a passage about the members of the report's tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...grid import Grids
from ...mentions import Mention
from ...prose import Sentence
from ..base import Context, Draft
from . import neighbour, ranking, sets, tallies, together, versus
from .choose import holds_figure
from .roll import Roll, rolls_of
from .said import Said, said_of

__all__ = ["find"]

_OLD = re.compile(
    r"相关研究|相关报告|近期报告|《[^《》\n]{4,60}》\s*[（(—–-]*\s*20\d\d|^[^。]{4,80}[\s（(—–-]20\d\d\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}日?[）)]?\s*$",
    re.M,
)
"""The titles of earlier issues speak of other weeks."""
FAR = 2500
"""Characters a table may lie from the passage that counts its rows without naming one."""


def find(context: Context, grids: Grids) -> Iterator[Draft]:
    """Claims over sets of rows; a statement that one table bears out is not held against another."""
    rolls = [r for g in grids.grids for r in rolls_of(g)]
    if not rolls or context.passage.zone == "back" or _OLD.search(context.passage.text):
        return
    at = context.passage.start
    near = sorted((r for r in rolls if _distance(r, at) <= FAR), key=lambda r: _distance(r, at))
    for sentence, row in zip(context.sentences, context.mentions, strict=True):
        found: list[tuple[int, Draft]] = []
        texts = [said_of(r, sentence) for r in rolls]
        for roll, said in zip(rolls, texts, strict=True):
            if not said.names:
                continue
            for d in (
                *sets.lists(roll, said, sentence),
                *sets.only(roll, said, sentence),
                *sets.those(roll, said, sentence),
                *sets.told(roll, said, sentence),
                *sets.the_rest(roll, said, sentence),
                *sets.announced(roll, said, sentence),
                *ranking.extremes(roll, said, sentence, row),
                *ranking.places(roll, said, sentence, row),
                *ranking.tops(roll, said, sentence),
                *versus.versus(roll, said, sentence),
                *neighbour.respective(roll, said, sentence, row),
                *neighbour.misnamed(roll, said, sentence, row),
            ):
                if d.fixed != "contradicted" or not (
                    _of_others(roll, said, d, row) or _of_a_day(sentence, d)
                ):
                    found.append((_distance(roll, at), d))
        found += [(0, d) for d in neighbour.neighbours(rolls, texts, sentence, row)]
        bare = Said(sentence.low, sentence.start, ())
        found += [(0, d) for d in versus.alone(sentence)]
        found += [
            (0, d)
            for d in sets.counts(rolls, bare, sentence, near)
            if d.fixed != "contradicted" or not _of_a_day(sentence, d)
        ]
        found += [(0, d) for t in tallies.tallies_of(sentence.low) for d in tallies.tabled(t, near, sentence)]
        by_roll = dict(zip(map(id, rolls), texts, strict=True))
        beside = [by_roll[id(r)] for r in near]
        found += [(0, d) for d in together.find(near, beside, sentence, row)]
        yield from _agreed(found)


_DAY = re.compile(
    r"周[一二三四五日]|星期[一二三四五日]|[单当]日|盘中|日内|早盘|午后|尾盘|\d日|\b(?:mon|tues|wednes|thurs|fri)day\b|\bintraday\b|\bon the day\b"
)


def _of_a_day(sentence: Sentence, d: Draft) -> bool:
    """True where the words tell of one day and the column does not: 四个指数周四均收跌 beside a column of weeks."""
    clause = sentence.low[: d.end - sentence.start]
    clause = (
        re.split(r"[，。；;]", clause[: d.start - sentence.start])[-1] + clause[d.start - sentence.start :]
    )
    return bool(_DAY.search(clause))


def _of_others(roll: Roll, said: Said, d: Draft, row: Sequence[Mention]) -> bool:
    """True where the changes told right behind stand nowhere in the column: A 与 B 领涨，分别上涨 22.9% 和 15.5%."""
    after = re.match("[^。；;\ue000-\uefff]*", said.text[d.end - said.start :])
    end = d.end + (after.end() if after else 0)
    told = [
        m.q
        for m in row
        if d.end <= m.q.start < end and m.unit_kind == "%" and m.role == "change" and m.q.high is None
    ]
    held = [c for c in roll.columns if c.kind == "change" and c.header == d.metric] or roll.columns
    return bool(told) and not any(holds_figure(roll, c, told) for c in held)


def _distance(roll: Roll, at: int) -> int:
    table = roll.grid.table
    return at - table.end if table.end <= at else max(0, table.start - at)


def _agreed(found: list[tuple[int, Draft]]) -> Iterator[Draft]:
    """One draft a stretch: what some table supports stands, else the nearest table's word."""
    found.sort(key=lambda f: (f[1].fixed != "supported", f[0]))
    kept: list[Draft] = []
    for _, d in found:
        if not any(d.start < k.end and k.start < d.end and k.kind == d.kind for k in kept):
            kept.append(d)
    yield from kept
