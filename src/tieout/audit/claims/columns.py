"""A superlative over one column of one table: ``青山毛利率最低``, ``Blue Hill posted the highest margin``.

The adjective names the end of the column, the noun its header, the name its row. Only where the report
has a single table and the words name one row and one column, and nothing narrows the circle compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..align import Hit, Names
from ..grid import Grid, Grids, Row, norm
from .base import Context, Draft
from .rows import members

__all__ = ["find"]

_ZH = re.compile(
    r"^(?:公司|的)?(?P<metric>[\u4e00-\u9fffA-Za-z]{2,8}?)(?:(?P<up>最高|最大|最多)|(?P<down>最低|最小|最少))(?=[，,。；;]|$|，?(?:为|达))"
)
_EN = re.compile(
    r"^\s+(?:posted|has|had|recorded|reported|showed|shows|carries|offers)\s+the\s+(?:(?P<up>highest|largest|biggest)|(?P<down>lowest|smallest))\s+(?P<metric>[a-z]+(?: [a-z]+)?)(?=\s*(?:[,.;]|$|at\b|of\b))"
)
_CHEAP = re.compile(
    r"^\s+(?:is|was)\s+the\s+(?:(?P<up>most expensive)|(?P<down>cheapest))(?=\s*(?:[,.;]|at\b|on\b))"
)
_PE = re.compile(r"^p/?e\b|市盈率|^pe", re.I)
_NARROW = re.compile(
    r"之一|除|其中.{0,6}类|在.{1,12}中|历史|以来|曾|第二|之外|连续|\bamong\b|\bexcept|\bother than|\bsecond[- ]|\bever\b|\bsince\b|\bone of\b|\bwithin\b"
)


def find(context: Context, grids: Grids, names: Names) -> Iterator[Draft]:
    """Superlatives that the one table of a report contradicts."""
    if len(grids.grids) != 1 or grids.grids[0].tracker is not None:
        return
    grid = grids.grids[0]
    for sentence in context.sentences:
        if _NARROW.search(sentence.low):
            continue
        hits = names.find(sentence.text, sentence.start)
        for hit in hits:
            rest = sentence.low[hit.end - sentence.start :]
            found = _ZH.match(rest) or _EN.match(rest) or _CHEAP.match(rest)
            if found is None:
                continue
            row, column = _row(grid, hit), _column(grid, found)
            if row is None or column is None:
                continue
            draft = _judged(grid, row, column, bool(found.group("up")), hit, found.end())
            if draft is not None:
                yield draft


def _row(grid: Grid, hit: Hit) -> Row | None:
    return grid.rows[hit.rows[0][1]] if len(hit.rows) == 1 else None


def _column(grid: Grid, found: re.Match[str]) -> int | None:
    if found.re is _CHEAP:
        fitting = [j for j, h in enumerate(grid.headers) if _PE.search(h)]
    else:
        metric = norm(found.group("metric"))
        fitting = [j for j, h in enumerate(grid.headers) if norm(re.split(r"[(（]", h)[0]) == metric]
    return fitting[0] if len(fitting) == 1 else None


def _judged(grid: Grid, row: Row, column: int, highest: bool, hit: Hit, length: int) -> Draft | None:
    rows = members(grid)
    cells = [r.cells[column] for r in rows if column < len(r.cells)]
    if len(cells) < 3 or len(cells) != len(rows) or column >= len(row.cells):
        return None
    values = [c.operand.value for c in cells if c.operand is not None]
    own = row.cells[column].operand
    if len(values) != len(cells) or own is None or min(values) <= 0:
        return None
    best = max(values) if highest else min(values)
    if own.value == best:
        return None
    cell = next(c for c in cells if c.operand is not None and c.operand.value == best)
    return Draft(
        "extreme",
        "TIE208",
        hit.start,
        hit.end + length,
        None,
        subject=row.label or None,
        metric=grid.headers[column],
        fixed="contradicted",
        said=row.label,
        expected=grid.rows[cell.row].label,
        reason=f"the table gives {cell.text} for {grid.rows[cell.row].label}, {row.cells[column].text} for {row.label}",
        evidence=(cell.evidence(), row.cells[column].evidence()),
    )
