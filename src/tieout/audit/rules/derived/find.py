"""Figures of a table that break a relation their lines keep everywhere else.

Whoever made the table computed one line from two others; which from which the figures tell. Where one place
breaks it, a figure is wrong, if a slip explains it: digits changed over, one digit, a power of ten, the sign,
the figure of the row or the column beside it. A figure that other relations bear out is not blamed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ....model.claim import Finding
from ....model.formula import Operand
from ....quantity import Interval
from ...claims.identities.slips import slip_in
from ..base import View, finding
from ..conversion import RATE_SAID, RATES_SEEN
from .kinds import Wanted
from .matrix import Figure, Matrix, matrices, of_statement
from .search import Relation, relations

__all__ = ["find"]

_OF_TABLES = ("TIE301", "TIE303", "TIE304", "TIE306")
LARGEST = 60
"""Places of a table beyond which it is a list of data."""
FEW = 3
"""Places that keep a relation below which only the clearest slip is told."""
TELLING = 3
"""Digits a figure needs to be known again in another place."""


@dataclass(frozen=True, eq=False)
class _Break:
    """A place that breaks a relation: the member that is blamed, and how well a slip explains it."""

    relation: Relation
    matrix: Matrix
    place: int
    member: int
    grade: int


def find(view: View, found: Iterable[Finding] = ()) -> Iterator[Finding]:
    """One finding for every figure that is blamed, but for the figures that ``found`` already speaks of."""
    told = {f.start for f in found}
    told |= {e.start for f in found for e in f.evidence if e.start is not None and f.code in _OF_TABLES}
    spans: list[tuple[int, int]] = []
    for grid in view.grids.grids:
        spans.append((grid.table.start, grid.table.end))
        if not grid.doubtful and (grid.tracker is None or grid.tracker.consistency):
            yield from _of_table(view, matrices(grid), told)
    for statement in view.statements:
        if not any(s < statement.end and statement.start < e for s, e in spans):
            matrix = of_statement(statement)
            yield from _of_table(view, (matrix,) if matrix else (), told)


def _of_table(view: View, tables: Iterable[Matrix], told: set[int]) -> Iterator[Finding]:
    known: list[tuple[Matrix, Relation]] = [
        (m, r) for m in tables if len(m.places) <= LARGEST for r in relations(m)
    ]
    if not any(r.odd for _, r in known):
        return
    borne = {f.start for _, r in known for p in r.sure for f in r.figures(p)}
    doubted = Counter(f.start for _, r in known for p in r.odd for f in r.figures(p))
    said = RATE_SAID.search(view.report.text) is not None
    breaks = [
        b
        for m, r in known
        for p in r.odd
        if (b := _blamed(m, r, p, borne, doubted)) is not None and not _converted(known, m, b, said)
    ]
    for b in sorted(breaks, key=lambda b: (-b.grade, b.relation.chance)):
        figures = b.relation.figures(b.place)
        if not told & {f.start for f in figures}:
            told.add(figures[b.member].start)
            yield _finding(view, b)


def _blamed(
    matrix: Matrix, relation: Relation, place: int, borne: set[int], doubted: Counter[int]
) -> _Break | None:
    figures = relation.figures(place)
    open_members = [k for k, f in enumerate(figures) if f.start not in borne]
    graded: list[tuple[int, bool, int, int]] = []
    for k in open_members:
        wanted = relation.wanted(k, place)
        grade = _grade(matrix, relation, figures, k, place, wanted) if wanted is not None else 0
        if grade > (2 if matrix.whole(place) or len(relation.good) < FEW else 1):
            graded.append((doubted[figures[k].start], relation.lines[k].moves, grade, -k))
    if not graded:
        return None
    grade = max(g for _, _, g, _ in graded)
    return _Break(relation, matrix, place, -max(graded)[-1], grade)


def _converted(known: Iterable[tuple[Matrix, Relation]], matrix: Matrix, b: _Break, said: bool) -> bool:
    """True where a place is told in another currency: all its products are off by one rate, that of one in print."""
    if b.relation.kind.name not in ("product", "scale"):
        return False
    mine = _off(b.relation, b.place)
    others = [_off(r, b.place) for m, r in known if m is matrix and b.place in r.odd and r is not b.relation]
    if mine is None:
        return False
    if any(x is not None and abs(x / mine - 1) < Decimal("0.02") for x in others):
        return True
    rate = any(low <= x < high for x in (mine, 1 / mine) for low, high in RATES_SEEN)
    return said and rate and b.grade < 3


def _off(relation: Relation, place: int) -> Decimal | None:
    wanted = relation.wanted(0, place)
    shown = relation.figures(place)[0].value
    return abs(shown / wanted[0]) if wanted is not None and wanted[0] and shown else None


def _grade(
    matrix: Matrix, relation: Relation, figures: tuple[Figure, ...], k: int, place: int, wanted: Wanted
) -> int:
    """4 where the figure belongs to a neighbour or has the wrong sign, 3 and 2 as the slips of the pen have it."""
    shown = figures[k]
    value, half = wanted
    room = half + 2 * shown.half
    if abs(value + shown.value) <= room and value:
        return 4
    digits = len(shown.digits.replace(".", "").strip("0"))
    column = relation.lines[k].figures
    beside = [x.figures[place] for x in matrix.lines]
    copied = [f for p, f in enumerate(column) if p != place and (digits >= TELLING or abs(p - place) == 1)]
    if digits > 1 and any(f is not None and f.value == shown.value for f in copied):
        return 4
    if digits >= TELLING and any(
        f is not None and f.start != shown.start and f.value == shown.value for f in beside
    ):
        return 4
    reach = Interval(abs(value) - half - shown.half, abs(value) + half + shown.half)
    if reach.lo <= 0:
        return 0
    own = Operand(shown.value, Interval(shown.value - shown.half, shown.value + shown.half))
    grade = slip_in(shown.digits, own, reach)
    if grade == 2 and (digits < TELLING or abs(value - shown.value) <= half + 6 * shown.half):
        return 0  # nearly anything is one digit away, and a last digit may have been made to fit a whole
    return grade


def _finding(view: View, b: _Break) -> Finding:
    figures = b.relation.figures(b.place)
    shown = figures[b.member]
    wanted = b.relation.wanted(b.member, b.place)
    assert wanted is not None
    expected = round(wanted[0], shown.decimals)
    formula = b.relation.kind.shown(b.member, [f.text for f in figures], b.relation.factor)
    line = b.relation.lines[b.member].label
    one, other = (b.matrix.places[b.place], line) if b.matrix.across else (line, b.matrix.places[b.place])
    words = "row" if b.matrix.across else "column"
    return finding(
        view,
        "TIE301",
        "high",
        shown.start,
        shown.end,
        f"{one}, {other}: printed {shown.text}, the {words} gives {expected:,} ({formula})",
        stated=shown.value,
        expected=Decimal(expected),
        evidence=[f.evidence for k, f in enumerate(figures) if k != b.member],
    )
