"""How many rose and how many fell, against the one column of changes of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..grid import Cell, Grid, Grids, norm
from ..mentions import Mention, kind_of_unit
from .base import Context, Draft

__all__ = ["change_column", "find"]

_UP = re.compile(r"\b(?:higher|up|rose|gained|advanced)\b|上涨|上升|收涨|收升|(?<!跌)涨(?!跌)|走高")
_DOWN = re.compile(r"\b(?:lower|down|fell|declined|dropped)\b|下跌|下降|收跌|跌|走低")
_CHANGE = re.compile(r"change|chg|涨跌|升跌|变动|变化|涨幅|环比|同比", re.I)


def change_column(grid: Grid) -> int | None:
    """The one column of signed changes, or None; another column of signed figures makes it doubtful."""
    columns = [
        j for j, h in enumerate(grid.headers) if grid.numeric(j) and (_CHANGE.search(h) or _signed(grid, j))
    ]
    return columns[0] if len(columns) == 1 and _CHANGE.search(grid.headers[columns[0]]) else None


def _signed(grid: Grid, column: int) -> bool:
    """True for a column that prints its signs, plus as well as minus: guidance of +1% and -3%."""
    texts = [c.text.strip() for c in grid.column(column)]
    return any(t.startswith("+") for t in texts) and any(t[:1] in "-−–" and t[1:2].isdigit() for t in texts)


def find(context: Context, grids: Grids) -> Iterator[Draft]:
    """``One sector is higher and eight are lower``: counts of the signs of a column."""
    told = [(i, said) for i, row in enumerate(context.mentions) if (said := _said(row))]
    if not told:
        return
    tables = [(g, j) for g in grids.grids if (j := change_column(g)) is not None]
    if len(tables) != 1:
        return
    grid, column = tables[0]
    cells = [c for c in grid.column(column) if c.operand is not None]
    kind = norm(grid.headers[0]) if grid.headers else ""
    for i, said in told:
        if kind and kind not in norm(context.sentences[i].text) and grid.tracker is not None:
            continue
        if (
            max(m.q.value for m, _ in said) > len(cells)
            or sum(m.q.value for m, _ in said) > len(cells) * 3 / 2
        ):
            continue  # more than there are rows: other things are counted
        for m, sign in said:
            yield _count(context, i, m, sign, cells, grid)


def _said(row: Sequence[Mention]) -> list[tuple[Mention, int]]:
    """The counts of a sentence that rose and those that fell; empty unless both are told."""
    said: list[tuple[Mention, int]] = []
    for m in row:
        if (
            m.q.decimals
            or m.q.value != m.q.value.to_integral_value()
            or kind_of_unit(m.q.unit) in ("%", "pp", "times", "time")
            or m.q.rank
        ):
            continue
        sign = 1 if _UP.search(m.tail) else -1 if _DOWN.search(m.tail) else 0
        if sign:
            said.append((m, sign))
    return said if {s for _, s in said} == {1, -1} else []


def _count(context: Context, i: int, m: Mention, sign: int, cells: list[Cell], grid: Grid) -> Draft:
    moved = [
        c
        for c in cells
        if c.operand is not None and (c.operand.value > 0) == (sign > 0) and c.operand.value != 0
    ]
    good = len(moved) == m.q.value
    sentence = context.sentences[i]
    word = (_UP if sign > 0 else _DOWN).search(sentence.low, m.q.end - sentence.start)
    end = sentence.start + word.end() if word else m.q.end
    sure = len(cells) == len(grid.rows)
    return Draft(
        "count",
        "TIE204",
        m.q.start,
        end,
        m.q,
        fixed="supported" if good else "contradicted" if sure else "unchecked",
        said=m.q.value,
        expected=len(moved),
        metric=grid.headers[cells[0].col] if cells else None,
        reason=f"{len(moved)} of {len(cells)} cells have that sign",
        evidence=tuple(c.evidence() for c in moved),
        numbers=((m.q.start, m.q.end),),
    )
