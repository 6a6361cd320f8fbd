"""Digit conservation: every run of digits on the page lands in one place, or is listed as dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Block, Table, Warn
from .doubts import doubt

__all__ = ["conserve"]

_RUN = re.compile(r"\d+(?:[.,:/-]\d+)*")
# One warning per stretch of this many characters is enough to find the place.
NEAR = 80


def conserve(
    text: str, blocks: Sequence[Block], tables: Sequence[Table], listed: Sequence[tuple[int, int]] = ()
) -> list[Warn]:
    """A warning for every run of digits that is in no block, in two, or in a table but in no cell.

    A cell of a header counts as a place. ``listed`` are stretches that other warnings name already: page
    furniture inside a table, rows set aside.
    """
    count = bytearray(len(text))
    for block in blocks:
        for i in range(block.start, block.end):
            if count[i] < 2:
                count[i] += 1
    lost: list[tuple[int, int, str]] = []
    for run in _RUN.finditer(text):
        seen = max(count[run.start() : run.end()])
        if seen != 1 or min(count[run.start() : run.end()]) != 1:
            lost.append((run.start(), run.end(), "no block" if seen == 0 else "two blocks"))
    for table in tables:
        lost.extend(
            (a, b, "no cell")
            for a, b in _uncelled(text, table)
            if not any(c <= a and b <= d for c, d in listed)
        )
    return _grouped(text, lost)


def _uncelled(text: str, table: Table) -> list[tuple[int, int]]:
    """Runs of digits below a table's header that no cell holds."""
    spans = sorted({s for row in table.cells for s in row if s != (0, 0)})
    if not spans:
        return []
    held = bytearray(table.end - table.start)
    for a, b in spans:
        for i in range(max(a, table.start), min(b, table.end)):
            held[i - table.start] = 1
    first = spans[0][0]
    stretch = re.sub(r"<[^<>]*>", lambda m: " " * len(m.group()), text[first : table.end])
    return [
        (first + m.start(), first + m.end())
        for m in _RUN.finditer(stretch)
        if not all(held[first + k - table.start] for k in range(m.start(), m.end()))
    ]


def _grouped(text: str, lost: Sequence[tuple[int, int, str]]) -> list[Warn]:
    out: list[Warn] = []
    group: list[tuple[int, int, str]] = []
    for hit in [*sorted(lost), (-1, -1, "")]:
        if group and (hit[2] != group[0][2] or hit[0] - group[-1][1] > NEAR):
            said = "、".join(text[a:b] for a, b, _ in group[:8]) + (" …" if len(group) > 8 else "")
            out.append(doubt("TIE901", f"digits in {group[0][2]}: {said}", group[0][0], group[-1][1]))
            group = []
        if hit[0] >= 0:
            group.append(hit)
    return out
