"""A table as lines of figures side by side: its columns, or its rows, as they are printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from ....model.evidence import Evidence
from ....model.formula import Operand
from ...grid import Cell, Grid, Row
from ...lexicon import folded
from ...statements import Statement

__all__ = ["Figure", "Line", "Matrix", "matrices", "of_statement"]

_MEANS = re.compile(r"平均|均值|均價|中位|中值|average|mean|median|不适用|\bn/?a\b", re.I)
_WHOLES = re.compile(r"合计|總計|总计|共计|小计|全部|全国|整体|\btotal\b|\ball\b|\bsum\b", re.I)
_OTHER_BASIS = re.compile(
    r"可比|同口径|重述|剔除|扣除|like-for-like|restated|organic|pro forma|constant|excl", re.I
)
_MOVES = re.compile(
    r"同比|环比|按年|按月|按季|按周|增速|增长|增减|增幅|涨跌|变动|变化|占比|比重|份额|yoy|qoq|mom|wow|[yqmw]/[yqmw]|change|growth|chg|share|upside|空间|升幅|溢价|premium|discount|ytd|year to date|年初至今|今年以来|%|率|margin",
    re.I,
)
_RUN = re.compile(r"\d.*[-–~～至±].*\d")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, eq=False)
class Figure:
    """A printed figure without the scale its head gives it; ``half`` is half its last printed digit."""

    value: Decimal
    half: Decimal
    text: str
    unit: str | None
    decimals: int
    start: int
    end: int
    evidence: Evidence

    @cached_property
    def digits(self) -> str:
        """The printed digits, without sign, unit and commas."""
        found = _DIGITS.search(self.text)
        return found.group().replace(",", "") if found else ""


@dataclass(frozen=True, eq=False)
class Line:
    """A column or a row: its label, and its figures by place."""

    label: str
    figures: tuple[Figure | None, ...]

    @cached_property
    def moves(self) -> bool:
        """True where the head says that it is a change, a share or another figure computed from others."""
        return bool(_MOVES.search(folded(self.label)))

    @cached_property
    def rates(self) -> bool:
        """True for a line of percents or points."""
        shown = [f for f in self.figures if f is not None]
        return sum(f.unit in ("%", "pp", "bp") for f in shown) * 2 > len(shown)


@dataclass(frozen=True, eq=False)
class Matrix:
    """Lines over the same places. ``places`` are their names; ``ordered`` when neighbouring places may follow
    one another, as months do; ``across`` when the lines are the table's columns."""

    lines: tuple[Line, ...]
    places: tuple[str, ...]
    across: bool

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The places but those that average the others, or are told on another basis."""
        names = [folded(x).rstrip() for x in self.places]
        return tuple(
            p
            for p, x in enumerate(names)
            if not _MEANS.search(x) and not _OTHER_BASIS.search(x) and not x.endswith(("*", "#", "†"))
        )

    def whole(self, place: int) -> bool:
        """True for a place that adds the others up."""
        return bool(_WHOLES.search(folded(self.places[place])))


def matrices(grid: Grid) -> tuple[Matrix, ...]:
    """The columns of a grid, and its rows over the columns of levels."""
    width = len(grid.headers)
    kept = [j for j in range(width) if grid.numeric(j)]
    labels = tuple(_label(r) for r in grid.rows)
    columns = tuple(
        Line(grid.headers[j], _scaled([r.cells[j] if j < len(r.cells) else None for r in grid.rows]))
        for j in kept
    )
    out = [Matrix(columns, labels, True)]
    levels = [j for j in kept if not _MOVES.search(folded(grid.headers[j]))]
    if len(levels) > 2 and len(grid.rows) > 2:
        rows = tuple(
            Line(labels[i], _scaled([r.cells[j] if j < len(r.cells) else None for j in levels]))
            for i, r in enumerate(grid.rows)
        )
        out.append(Matrix(rows, tuple(grid.headers[j] for j in levels), False))
    return tuple(out)


def _label(row: Row) -> str:
    """What a row is called: its names, or its first words where a rank stands before them."""
    words = row.names or tuple(c.text for c in row.cells if c.operand is None and c.text.strip(" -–—/"))[:1]
    return " ".join(words)


def of_statement(statement: Statement) -> Matrix | None:
    """The columns of a statement told in lines of text."""
    rows = [r for r in statement.rows if statement.full(r)]
    columns: list[Line] = []
    for j in range(statement.width):
        figures: list[Figure | None] = []
        for r in rows:
            v = r.values[j]
            if v.operand is None:
                figures.append(None)
                continue
            unit = "%" if v.percent else v.suffix or None
            figures.append(
                Figure(
                    v.operand.value,
                    v.operand.interval.width / 2,
                    v.text,
                    unit,
                    v.decimals,
                    v.start,
                    v.end,
                    v.evidence(r.label, statement.columns[j].name),
                )
            )
        name = statement.columns[j].name or f"#{j + 1}"
        columns.append(Line(name, tuple(figures)))
    return Matrix(tuple(columns), tuple(r.label for r in rows), True)


def _scaled(cells: Sequence[Cell | None]) -> tuple[Figure | None, ...]:
    """The figures of a line, divided by the factor that its head gives most of them."""
    factors: Counter[Decimal] = Counter()
    for c in cells:
        if c is not None and c.operand is not None and (printed := _printed(c)):
            factors[abs(c.operand.value) / printed] += 1
    factor = factors.most_common(1)[0][0] if factors else Decimal(1)
    return tuple(None if c is None or c.operand is None else _figure(c, c.operand, factor) for c in cells)


def _printed(cell: Cell) -> Decimal:
    found = _DIGITS.search(cell.text)
    return Decimal(found.group().replace(",", "")) if found else Decimal(0)


def _figure(cell: Cell, operand: Operand, factor: Decimal) -> Figure | None:
    start, end = cell.span
    if end <= start or _RUN.search(cell.text) or not operand.interval.width.is_finite():
        return None
    return Figure(
        operand.value / factor,
        operand.interval.width / 2 / factor,
        cell.text,
        cell.unit,
        cell.decimals,
        start,
        end,
        cell.evidence(),
    )
