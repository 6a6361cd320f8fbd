"""Runs and places told after one another over a cube: 连续两个月回落, for a third straight quarter, 居首，其次为, followed by.

A run counts the steps between the columns of one measure that stand side by side in time; who comes next is next
in the column in which the first one is first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ...grid import Cell
from ...lexicon.counts import count_of
from . import cues
from .ranged import columns_of
from .spoken import Spoken
from .subjects import leads
from .table import Cube, Head
from .told import Told, measure_of

__all__ = ["followed_of"]

_NAME = "(?:[\ue000-\uefff]\uf8ff*)"
_GAP = "[^\ue000-\uf8ff;；。!?]"
_RUN_ZH = re.compile(
    r"(?:已)?连续(?P<n>[两二三四五六七八]|\d)个?(?P<unit>[年季月周])度?(?:环比)?(?:(?P<up>上涨|上升|增长|增加|回升|走高|提升|改善)|(?P<down>下跌|下降|下滑|减少|回落|走低))"
)
_RUN_EN = re.compile(
    r"\b(?:(?P<up>rose|grew|increased|climbed|gained|advanced|up)|(?P<down>fell|declined|dropped|decreased|shrank|slipped|down))\b(?: again| further)? for (?:a|the) (?P<n>second|third|fourth|fifth)(?: straight| consecutive| successive)? (?P<unit>year|quarter|month|week)\b"
)
_UNIT = {"年": "y", "季": "q", "月": "m", "周": "w", "year": "y", "quarter": "q", "month": "m", "week": "w"}
_NTH = {"second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NEXT = re.compile(
    rf"(?P<a>{_NAME})(?P<m>{_GAP}{{0,40}}?)(?:(?P<zh>之首|居首|最高|最快|最大|最多|第一|领先|领跑)[^\ue000-\uf8ff。；;]{{0,14}}?[，,](?:其次(?:为|是)?|紧随其后的(?:为|是)|次为|随后(?:为|是))|\b(?:first|largest|biggest|highest|fastest|top)\b[^\ue000-\uf8ff;.]{{0,50}}?,? followed by)\s*(?:the )?(?P<b>{_NAME})"
)
_RATE = re.compile(r"增速|增幅|涨幅|升幅|growth|grew|rose|gain|increase")
_FALL = re.compile(r"跌幅|降幅|decline|fell|drop|loss")


def followed_of(cube: Cube, spoken: Spoken) -> Iterator[Told]:
    """The runs and the second places a sentence tells of the lines of a cube."""
    for pattern in (_RUN_ZH, _RUN_EN):
        for x in pattern.finditer(spoken.sentence.low):
            yield from _run(cube, spoken, x)
    if len(spoken.names) > 1:
        for x in _NEXT.finditer(_slotted(spoken)):
            yield from _second(cube, spoken, x)


def _slotted(spoken: Spoken) -> str:
    chars, at = list(spoken.sentence.low), spoken.sentence.start
    for k, n in enumerate(spoken.names[:900]):
        chars[n.start - at : n.end - at] = [chr(0xE000 + k)] + ["\uf8ff"] * (n.end - n.start - 1)
    return "".join(chars)


def _run(cube: Cube, spoken: Spoken, x: re.Match[str]) -> Iterator[Told]:
    """Wrong where the last step of the run goes the other way; fewer columns than steps leave it open."""
    at = spoken.sentence.start
    ahead = [n for n in spoken.names if n.end <= at + x.start() and leads(cube, spoken, n)]
    if not ahead or not cues.opens(cube, spoken, ahead[-1].start):
        return
    name = ahead[-1]
    if not cues.plain(cube, spoken, name.end, at + x.start()) or any(
        name.end <= m.q.start < at + x.start() for m in spoken.row
    ):
        return
    measure = measure_of(cube, spoken, at, at + x.end())
    if measure is None:
        return
    steps = _NTH.get(x["n"]) or count_of(x["n"]) or 0
    heads = _side_by_side(cube, measure, _UNIT[x["unit"]])
    if steps < 2 or len(heads) < 2:
        return
    run = heads[-steps - 1 :]
    figures = [cube.figure(name.line, h.index) for h in run]
    if any(f is None or f.operand.value <= 0 for f in figures):
        return
    values = [f.operand.value for f in figures if f is not None]
    cells: tuple[Cell, ...] = tuple(f.cell for f in figures if f is not None)
    way = 1 if x["up"] else -1
    good = all((b - a) * way > 0 for a, b in pairwise(values))
    if good and len(run) <= steps:
        return  # the table does not reach back so far
    label = cube.lines[name.line].label
    reason = f"the table gives {', '.join(c.text for c in cells)} for {label}"
    yield Told("direction", name.start, at + x.end(), good, reason, cells, label)


def _side_by_side(cube: Cube, measure: str, unit: str) -> list[Head]:
    """The columns of a measure in the order of time, from the last one back as far as no step is missing."""
    heads = [
        h
        for h in cube.levels
        if h.measure == measure and h.moment is not None and not h.moment.rel and h.moment.span == unit
    ]
    if unit not in "qm" or len({h.moment for h in heads}) != len(heads):
        return []
    ordered = sorted(heads, key=lambda h: h.moment.order if h.moment else 0)
    places = [_place(h, unit) for h in ordered]
    if any(p is None for p in places):
        return []
    out = ordered[-1:]
    for (a, b), h in zip(reversed(list(pairwise(places))), reversed(ordered[:-1]), strict=True):
        if a is None or b is None or (b - a) % (12 if unit == "m" else 4) != 1:
            break
        out.insert(0, h)
    return out


def _place(h: Head, unit: str) -> int | None:
    """The number of a month or a quarter, years counted in where they are printed."""
    m = h.moment
    if m is None or not m.part[1:].isdigit():
        return None
    return (m.year or 0) * (12 if unit == "m" else 4) + int(m.part[1:])


def _second(cube: Cube, spoken: Spoken, x: re.Match[str]) -> Iterator[Told]:
    """Wrong where the first is first in some column the words can mean, and the next one second in none of them."""
    at = spoken.sentence.start
    one, two = (spoken.names[ord(x[g][0]) - 0xE000] for g in "ab")
    words = x.group()
    if _FALL.search(words) or not cues.plain(cube, spoken, at + x.start("m"), at + x.end("m")):
        return
    columns = [c for c in columns_of(cube) if len(c.values) > 2 and {one.line, two.line} <= c.values.keys()]
    if _RATE.search(words):
        changes = {h.text for h in cube.heads if h.kind == "change"}
        columns = [c for c in columns if c.name in changes]
    firsts = [c for c in columns if c.values[one.line] == max(c.values.values())]
    if not firsts or any(sorted(c.values.values(), reverse=True)[1] == c.values[two.line] for c in firsts):
        return
    c = firsts[0]
    best = sorted(c.values, key=lambda k: -c.values[k])[1]
    label, other = cube.lines[two.line].label, cube.lines[best].label
    reason = f"the table gives {c.text(two.line)} for {label}, {c.text(best)} for {other}"
    yield Told(
        "order", at + x.start(), at + x.end(), False, reason, (*c.cells[two.line], *c.cells[best]), label
    )
