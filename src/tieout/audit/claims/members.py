"""The members of a list against the places of their column: each one, and their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.formula import Ranked, rank_of, verify
from ...quantity import Quantity
from ..align import choose_column
from ..grid import Cell, Grid, Grids, Row, norm, unit_fits
from .base import Draft

__all__ = ["Item", "check_list", "currencies_in", "places_in", "resolve"]


@dataclass(frozen=True)
class Item:
    """One member of a list: its printed name, the span from name to figure, its figure."""

    name: str
    start: int
    end: int
    q: Quantity | None


def resolve(grids: Grids, grid: Grid, name: str) -> tuple[Row | None, bool]:
    """The one row of the grid that a printed name means, and whether it was damaged in print."""
    key = norm(name)
    rows = [r for r in grid.rows if any(norm(n) == key for n in r.names)]
    if len(rows) == 1:
        return rows[0], False
    if rows:
        return None, False
    alike = set(grids.near_names(name))
    near = [r for r in grid.rows if any(norm(n) in alike for n in r.names)] if alike else []
    return (near[0], True) if len(near) == 1 else (None, False)


def check_list(
    grids: Grids, metric: str, items: Sequence[Item], k: int | None, kind: str, *, lowest: bool, start: int
) -> Iterator[Draft]:
    """The members of a list against the table that knows most of them."""
    best: tuple[int, int, Grid, int, bool] | None = None
    for grid in grids.grids:
        rows = [resolve(grids, grid, it.name)[0] for it in items]
        known = sum(r is not None for r in rows)
        if known * 2 < len(items) or not known:
            continue
        q = next((it.q for it in items if it.q is not None), None)
        column, named = choose_column(grid, metric, q, [r for r in rows if r is not None])
        if column is None:
            continue
        score = (2 if named else 0) * 10 + known
        if best is None or score > best[0]:
            best = (score, known, grid, column, named)
    if best is None:
        return
    _, _, grid, column, named = best
    yield from _members(grids, grid, column, items, k, kind, named=named, lowest=lowest, start=start)


def places_in(grid: Grid, column: int, *, lowest: bool) -> tuple[Ranked, ...]:
    """The places of the rows in a column, best first."""
    cells = [(str(r.index), r.cells[column].operand) for r in grid.rows if column < len(r.cells)]
    return rank_of([(s, o) for s, o in cells if o is not None], descending=not lowest)


def _members(
    grids: Grids,
    grid: Grid,
    column: int,
    items: Sequence[Item],
    k: int | None,
    kind: str,
    *,
    named: bool,
    lowest: bool,
    start: int,
) -> Iterator[Draft]:
    ranked = places_in(grid, column, lowest=lowest)
    place = {int(r.subject): r.place for r in ranked}
    size = k or len(items)
    by_place = {r.place: grid.rows[int(r.subject)] for r in ranked}
    header = grid.headers[column]
    wrong = False
    cells: list[Cell] = []
    order: list[int] = []
    loose = not named or currencies_in(grid, column) > 1
    for position, item in enumerate(items, start=1):
        row, damaged = resolve(grids, grid, item.name)
        numbers = ((item.q.start, item.q.end),) if item.q else ()
        base: dict[str, Any] = {"subject": item.name, "metric": header, "numbers": numbers}
        if row is None:
            yield Draft(
                kind,
                "TIE102",
                item.start,
                item.end,
                item.q,
                fixed="unchecked",
                said=item.name,
                reason="the table has no row, or several, of this name",
                **base,
            )
            wrong = True
            continue
        cell = row.cells[column]
        cells.append(cell)
        evidence = (cell.evidence(grid.table.period),)
        if cell.operand is None:
            yield Draft(
                kind,
                "TIE102",
                item.start,
                item.end,
                item.q,
                fixed="unchecked",
                reason="the cell holds no number",
                evidence=evidence,
                **base,
            )
            wrong = True
            continue
        at = place.get(row.index, 0)
        order.append(at)
        note = f"; {item.name} is read as {row.label}" if damaged else ""
        value = verify(item.q, cell.operand) if item.q is not None and unit_fits(item.q, cell) else None
        member = at <= size
        if value is not None and value.verdict == "contradicted":
            wrong = True
            yield Draft(
                kind,
                "TIE102",
                item.start,
                item.end,
                item.q,
                fixed="unchecked" if loose else "contradicted",
                reason=f"the table gives {cell.text} for {row.label}, {header}{note}",
                expected=cell.operand.value,
                said=item.q.value if item.q else None,
                evidence=evidence,
                **base,
            )
        elif not member:
            wrong = True
            holder = by_place.get(position)
            yield Draft(
                kind,
                "TIE103",
                item.start,
                item.end,
                item.q,
                fixed="unchecked" if loose else "contradicted",
                reason=f"{row.label} is at place {at} of {header}"
                + (f"; place {position} is {holder.label}" if holder else ""),
                expected=holder.label if holder else None,
                said=item.name,
                evidence=(*evidence, *((holder.cells[column].evidence(),) if holder else ())),
                **base,
            )
        else:
            verdict = value.verdict if value is not None else "supported"
            yield Draft(
                kind,
                "TIE102",
                item.start,
                item.end,
                item.q,
                fixed=verdict,
                said=item.q.value if item.q else item.name,
                expected=cell.operand.value,
                reason=(value.reason if value else "") + note,
                evidence=evidence,
                meta={"damaged": damaged, "row": row.label},
                **base,
            )
    yield from _order(
        grid, column, items, cells, order, size, wrong=wrong, loose=loose, start=start, kind=kind
    )


def currencies_in(grid: Grid, column: int) -> int:
    """How many currencies the amounts of a column are in."""
    return len({c.unit for c in grid.column(column) if c.operand is not None})


def _order(
    grid: Grid,
    column: int,
    items: Sequence[Item],
    cells: Sequence[Cell],
    order: Sequence[int],
    size: int,
    *,
    wrong: bool,
    loose: bool,
    start: int,
    kind: str,
) -> Iterator[Draft]:
    if not cells:
        return
    header = grid.headers[column]
    evidence = tuple(c.evidence(grid.table.period) for c in cells)
    base: dict[str, Any] = {"metric": header, "said": [it.name for it in items], "evidence": evidence}
    if wrong or len(order) != len(items):
        yield Draft(
            "order" if kind == "topk" else "extreme",
            "TIE103",
            start,
            items[-1].end,
            None,
            fixed="unchecked",
            reason="a member of the list is itself in doubt",
            **base,
        )
        return
    rising = list(order) == sorted(order)
    complete = len(items) >= size or len(items) == len(
        [1 for c in grid.column(column) if c.operand is not None]
    )
    if rising and (complete or order[-1] <= len(items)):
        yield Draft(
            kind,
            "TIE103",
            start,
            items[-1].end,
            None,
            fixed="supported",
            expected=[it.name for it in items],
            reason=f"places {', '.join(map(str, order))} of {header}",
            **base,
        )
    elif not rising:
        yield Draft(
            "order",
            "TIE103",
            start,
            items[-1].end,
            None,
            fixed="unchecked" if loose else "contradicted",
            expected=[it.name for _, it in sorted(zip(order, items, strict=True), key=lambda x: x[0])],
            reason=f"by {header} the places are {', '.join(map(str, order))}",
            **base,
        )
    else:
        yield Draft(
            kind,
            "TIE103",
            start,
            items[-1].end,
            None,
            fixed="unchecked",
            reason=f"{size} announced, {len(items)} listed",
            **base,
        )
