"""What a cube gives for a figure that prose asks of it: the cells, what is computed from them, and the verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....errors import UndefinedFormula
from ....model.claim import ClaimKind
from ....model.formula import Operand, compute, verify
from ....quantity import Interval, Quantity
from ...grid import Cell
from ...lexicon import folded
from ...mentions import COUNT_UNITS, currency_of
from ..another import in_calendar
from ..base import Draft, unsigned
from .heads import line_scale
from .naming import find_lines
from .read import Asked
from .table import Cube, Head

__all__ = ["Answer", "answer", "draft_of", "level"]


@dataclass(frozen=True)
class Answer:
    """``verdict`` of the figure; ``expected`` in its own units; ``opposed`` where only the direction differs."""

    verdict: str
    expected: Operand
    cells: tuple[Cell, ...]
    opposed: bool = False
    formula: str = ""


_FREE = tuple(Decimal(10) ** k for k in (0, 3, 4, 6, 8, 9))


def level(cube: Cube, lines: Sequence[int], head: Head) -> tuple[Operand, tuple[Cell, ...]] | None:
    """The level of a line, or of several together, in print units."""
    figures = [cube.figure(i, head.index) for i in lines]
    known = [f for f in figures if f is not None]
    if not known or len(known) != len(figures):
        return None
    if len(known) > 1 and head.kind == "level" and (cube.mixed or any(f.percent for f in known)):
        return None
    total = known[0].operand if len(known) == 1 else compute("sum", *(f.operand for f in known))
    return total, tuple(f.cell for f in known)


def _percent(cube: Cube, lines: Sequence[int], head: Head) -> bool:
    figure = cube.figure(lines[0], head.index)
    return figure is not None and figure.percent


def answer(cube: Cube, asked: Asked, cubes: Sequence[Cube] = ()) -> Answer | None:
    """How a figure fares against a cube; None where the cube has no answer to it."""
    answers = [a for a in _answers(cube, asked, cubes) if a is not None]
    if not answers:
        return None
    for verdict in ("supported", "supported_by_rounding"):
        good = next((a for a in answers if a.verdict == verdict), None)
        if good is not None:
            return good
    return next((a for a in answers if a.opposed), answers[0])


def _answers(cube: Cube, asked: Asked, cubes: Sequence[Cube]) -> Iterator[Answer | None]:
    measure = asked.measure
    if measure is None and asked.kind != "share":
        return
    measure = measure or ""
    now = asked.now or cube.now(measure)
    if asked.kind == "level":
        yield from _levels(cube, asked, asked.now or cube.now(measure))
    elif asked.kind == "share":
        yield from _shares(cube, asked, cubes)
    elif asked.kind in ("change", "amount", "points", "multiple"):
        yield from _moves(cube, asked, now)
    elif asked.kind in ("gap", "gap%") and asked.partner is not None and now is not None:
        yield _gap(cube, asked, now)


def _levels(cube: Cube, asked: Asked, head: Head | None) -> Iterator[Answer | None]:
    if head is None:
        return
    found = level(cube, asked.lines, head)
    if found is None:
        return
    percent = _percent(cube, asked.lines, head)
    if percent != (asked.m.unit_kind == "%"):
        return
    yield _compared(cube, asked, head, *found, directed=percent and bool(asked.direction))


def _shares(cube: Cube, asked: Asked, cubes: Sequence[Cube]) -> Iterator[Answer | None]:
    if asked.whole:
        yield from _elsewhere(cube, asked, cubes)
        return
    when = asked.now.moment if asked.now is not None else None
    columns = [h for h in cube.heads if h.kind == "share"]
    if len({h.measure for h in columns}) > 1:
        # A share of units and a share of value: which of them is meant the words seldom say.
        for h in columns:
            found = level(cube, asked.lines, h)
            fit = _compared(cube, asked, h, *found) if found is not None else None
            if fit is not None and fit.verdict != "contradicted":
                yield fit
        return
    if asked.now is not None and asked.now.kind == "share":
        columns = [asked.now]
    elif len(columns) > 1:
        best = cube.now(columns[0].measure, "share")
        columns = [h for h in columns if when is not None and h.moment == when] or (
            [best] if best is not None and when is None else []
        )
    if len(columns) == 1:
        found = level(cube, asked.lines, columns[0])
        if found is not None:
            yield _compared(cube, asked, columns[0], *found)
            return
    head = asked.now if asked.now is not None and asked.now.kind == "level" else cube.now(asked.measure or "")
    if head is None or head.percent or cube.mixed:
        return
    part = level(cube, asked.lines, head)
    rest = [x.index for x in cube.lines if not x.total and not x.average]
    if cube.whole is None and any(x.total for x in cube.lines):
        return
    whole = level(cube, [cube.whole] if cube.whole is not None else rest, head)
    if part is None or whole is None or asked.lines == (cube.whole,):
        return
    yield _computed(cube, asked, "share", (part[0], whole[0]), (*part[1], *whole[1]), directed=False)


def _elsewhere(cube: Cube, asked: Asked, cubes: Sequence[Cube]) -> Iterator[Answer | None]:
    """A share of what another line, or another table, holds at the same moment: costs as a share of revenue."""
    now = asked.now if asked.now is not None and asked.now.kind == "level" else cube.now(asked.measure or "")
    part = level(cube, asked.lines, now) if now is not None else None
    if now is None or part is None or now.percent:
        return
    for other in (cube, *(c for c in cubes if c is not cube)):
        for n in find_lines(other, asked.whole)[:1]:
            heads = [
                h
                for h in other.levels
                if h.moment == now.moment
                and not h.percent
                and (h.measure == now.measure or len(other.measures) == 1)
            ]
            whole = level(other, [n.line], heads[0]) if len(heads) == 1 else None
            mine, theirs = cube.scales[now.index], other.scales[heads[0].index] if heads else None
            if other is cube:
                mine = theirs = Decimal(1)
            if (
                whole is not None
                and n.line not in (asked.lines if other is cube else ())
                and mine is not None
                and mine == theirs
            ):
                yield _computed(
                    cube, asked, "share", (part[0], whole[0]), (*part[1], *whole[1]), directed=False
                )
                return


def _moves(cube: Cube, asked: Asked, now: Head | None) -> Iterator[Answer | None]:
    """A change: of its printed column where one is of this window, and of the two levels."""
    window = asked.window
    if asked.kind == "points" and now is not None:
        yield from _points(cube, asked, now)
        return
    named, printed = asked.now, False
    if len(asked.lines) == 1:
        for h in cube.heads:
            if (
                h.kind != asked.kind
                or h.window == "other"
                or (h.measure and asked.measure and h.now is not None and h.measure != asked.measure)
            ):
                continue
            if window and h.window and h.window != window:
                continue
            if not in_calendar(asked.m.lead, h.text):
                continue  # 周跌 beside 月涨跌幅
            if not window and h.window == "ytd":
                continue
            if named is not None and h.now is not None and h.now != named.index:
                continue
            if asked.base is not None and h.base is not None and h.base != asked.base.index:
                continue
            cell = cube.figure(asked.lines[0], h.index)
            if cell is not None and (cell.percent == (asked.kind == "change")):
                printed = True
                yield _compared(cube, asked, h, cell.operand, (cell.cell,), directed=True)
    if now is None:
        return
    base = asked.base or cube.base(now, window)
    bases = [base] if base is not None else [] if window or printed else _bases(cube, now)
    found = [x for b in bases if b is not now and (x := _moved(cube, asked, now, b)) is not None]
    # Where the table prints the change, the rounding of its levels allows no other.
    yield from (x for x in found if not (printed and x.verdict == "supported_by_rounding"))


def _bases(cube: Cube, now: Head) -> list[Head]:
    """The columns a change is counted from where no word says which: the period before, and a year before.

    A table that prints changes itself says by them which are meant.
    """
    if any(h.kind in ("change", "amount", "points") for h in cube.heads):
        return []
    found = (cube.base(now, window) for window in ("prev", "yearago"))
    return [h for h in found if h is not None]


def _moved(cube: Cube, asked: Asked, now: Head, base: Head) -> Answer | None:
    """The change of a line between two columns of levels."""
    new, old = level(cube, asked.lines, now), level(cube, asked.lines, base)
    if new is None or old is None or (_percent(cube, asked.lines, now) and asked.kind == "change"):
        return None
    if asked.kind in ("change", "multiple") and old[0].value <= 0:
        return None
    name = {"change": "change", "multiple": "ratio"}.get(asked.kind, "difference")
    return _computed(cube, asked, name, (new[0], old[0]), (*new[1], *old[1]), directed=True, head=now)


def _points(cube: Cube, asked: Asked, now: Head) -> Iterator[Answer | None]:
    percent = _percent(cube, asked.lines, now)
    share = [h for h in cube.heads if h.kind == "share"]
    if (not percent and asked.m.unit_kind == "pp") or (asked.shared and share):
        if len(share) < 2:
            return
        head = cube.now(share[0].measure, "share")
        if head is None:
            return
        now, percent = head, True
    elif not percent and asked.m.q.unit == "points":
        percent = True
    for h in cube.heads:
        if h.kind == "points" or (h.kind == "amount" and h.now == now.index):
            cell = cube.figure(asked.lines[0], h.index) if len(asked.lines) == 1 else None
            if cell is not None and (not asked.window or not h.window or h.window == asked.window):
                yield _compared(cube, asked, h, cell.operand, (cell.cell,), directed=True)
    base = (
        asked.base if asked.base is not None and asked.base.kind == now.kind else cube.base(now, asked.window)
    )
    bases = [base] if base is not None else [] if asked.window else _bases(cube, now)
    new = level(cube, asked.lines, now)
    for b in bases if percent else ():
        old = level(cube, asked.lines, b)
        if new is not None and old is not None:
            yield _computed(cube, asked, "difference", (new[0], old[0]), (*new[1], *old[1]), directed=True)


def _gap(cube: Cube, asked: Asked, now: Head) -> Answer | None:
    assert asked.partner is not None
    if asked.partner in asked.lines:
        return None
    a, b = level(cube, asked.lines, now), level(cube, [asked.partner], now)
    if a is None or b is None:
        return None
    percent = _percent(cube, asked.lines, now)
    if asked.kind == "gap%":
        if percent or b[0].value <= 0:
            return None
        return _computed(cube, asked, "change", (a[0], b[0]), (*a[1], *b[1]), directed=True, head=now)
    if percent and asked.m.unit_kind not in ("pp", "points"):
        return None
    if not percent and asked.m.unit_kind == "pp":
        return None
    return _computed(cube, asked, "difference", (a[0], b[0]), (*a[1], *b[1]), directed=True, head=now)


def _computed(
    cube: Cube,
    asked: Asked,
    name: str,
    operands: tuple[Operand, Operand],
    cells: tuple[Cell, ...],
    *,
    directed: bool,
    head: Head | None = None,
) -> Answer | None:
    try:
        result = compute(name, *operands)
    except UndefinedFormula:
        return None
    formula = (
        f"{cells[0].text} / {cells[-1].text}"
        if name == "share"
        else f"{cells[0].text} - {cells[-1].text}"
        if name == "difference"
        else f"{cells[0].text} / {cells[-1].text} - 1"
    )
    scaled = head if name == "difference" and asked.m.unit_kind not in ("%", "pp") else None
    found = _compared(cube, asked, scaled, result, cells, directed=directed)
    return (
        None
        if found is None
        else Answer(found.verdict, found.expected, cells, found.opposed, formula if len(cells) == 2 else "")
    )


def _compared(
    cube: Cube,
    asked: Asked,
    head: Head | None,
    value: Operand,
    cells: tuple[Cell, ...],
    *,
    directed: bool = False,
) -> Answer | None:
    """The figure against a value in print units, by every scale the heads leave open."""
    q = asked.m.q
    signs = directed and bool(asked.direction)
    if _currencies_differ(cells[0], q):
        return None
    size = Operand(abs(value.value), abs(value.interval)) if signs or q.value >= 0 or directed else value
    stated = unsigned(q) if size is not value else q
    if q.unit == "bp":
        size = _scaled(size, Decimal(100))
    if q.scale == 1 and abs(q.value) == abs(size.value) and head is not None and head.kind == "level":
        return Answer(
            "supported", value, cells
        )  # printed alike, in whatever unit: $2,707 an ounce in a table in millions
    best: Answer | None = None
    own = line_scale(cube.lines[asked.lines[0]].label) if head is not None and head.kind == "level" else None
    for factor in _factors(cube, head, q, size) if own is None else [own]:
        want = _scaled(size, factor)
        verdict = verify(stated, want).verdict
        opposed = False
        if (
            verdict != "contradicted"
            and signs
            and value.value
            and (value.value < 0) != (asked.direction < 0)
            and not q.signed
        ):
            if _below_zero(cube, asked):
                continue  # of costs and losses printed below zero the words may speak either way
            verdict, opposed = "contradicted", True
        found = Answer(verdict, _scaled(value, factor), cells, opposed)
        if verdict != "contradicted":
            return found
        best = best if best is not None and not opposed else found
    return best


_NAMED_MONEY = (
    ("USD", re.compile(r"美元|us\$")),
    ("HKD", re.compile(r"港元|港币|hk\$")),
    ("CNY", re.compile(r"人民币|rmb|(?<![美港日欧])元")),
)


def _currencies_differ(cell: Cell, q: Quantity) -> bool:
    """True where the prose prints an amount in another currency than the table, or where the table counts things."""
    said = currency_of(q.unit)
    if not said:
        return False
    own = (cell.unit or "").split("/")[0]
    if own in COUNT_UNITS:
        return True
    if not currency_of(own):
        own = next((code for code, words in _NAMED_MONEY if words.search(folded(cell.header).lower())), "")
    return bool(own) and own != said


def _below_zero(cube: Cube, asked: Asked) -> bool:
    return any(
        (f := cube.figure(i, h.index)) is not None and f.operand.value < 0
        for i in asked.lines
        for h in cube.levels
    )


def _factors(cube: Cube, head: Head | None, q: Quantity, size: Operand) -> list[Decimal]:
    if (
        head is None
        or head.percent
        or head.kind in ("share", "change", "points", "rank")
        or q.unit in ("%", "pp", "bp")
    ):
        return [Decimal(1)]
    known = cube.scales[head.index]
    if known is not None:
        return [known] if q.unit is not None or q.scale != 1 or known == 1 else [known, Decimal(1)]
    if not size.value or not q.value:
        return [Decimal(1)]
    near = [f for f in _FREE if Decimal("0.33") < abs(q.value) / (size.value * f) < 3]
    return near[:1]


def _scaled(o: Operand, factor: Decimal) -> Operand:
    return (
        o
        if factor == 1
        else Operand(o.value * factor, Interval(o.interval.lo * factor, o.interval.hi * factor))
    )


_KINDS: dict[str, tuple[ClaimKind, str]] = {
    "level": ("value", "TIE101"),
    "share": ("share", "TIE107"),
    "change": ("change", "TIE107"),
    "amount": ("difference", "TIE107"),
    "points": ("difference", "TIE107"),
    "multiple": ("multiple", "TIE107"),
    "gap": ("difference", "TIE107"),
    "gap%": ("change", "TIE107"),
}


def _period(cube: Cube, line: int, cell: Cell) -> str:
    """The head over a cell of a table turned on its side, where the cell's own head is the name of the line."""
    at = (h.text for h in cube.heads if (f := cube.figure(line, h.index)) is not None and f.cell is cell)
    return next(at, cell.header)


def draft_of(cube: Cube, asked: Asked, found: Answer, verdict: str) -> Draft:
    """The claim a figure makes of a cube."""
    kind, rule = _KINDS[asked.kind]
    if len(asked.lines) > 1 and asked.kind == "level":
        kind, rule = "sum", "TIE203"
    if len(found.cells) == 1:
        rule = "TIE101"  # the table prints it
    label = cube.lines[asked.lines[0]].label if len(asked.lines) == 1 else None
    cell = found.cells[0]
    header = cell.header if cell.header != label else _period(cube, asked.lines[0], cell)
    reason = ""
    if verdict == "contradicted":
        if len(asked.lines) > 1 and asked.kind == "level":
            reason = f"the cells of {cell.header} add up to {found.expected.value.normalize():f}"
        elif len(found.cells) == 1:
            reason = (
                f"the table gives {cell.text} for {label or header}, {header}"
                if header
                else f"the table gives {cell.text} for {label}"
            )
        else:
            reason = f"the table gives {found.cells[0].text} and {found.cells[-1].text}" + (
                f" for {label}" if label else ""
            )
    return Draft(
        kind,
        rule,
        min(max(asked.start, asked.m.clause.start), asked.m.q.start),
        asked.m.q.end,
        asked.m.q,
        fixed=verdict,
        subject=label,
        metric=header or cube.title or None,
        said=asked.m.q.value,
        expected=abs(found.expected.value) if asked.kind != "level" else found.expected.value,
        reason=reason,
        evidence=tuple(c.evidence() for c in found.cells),
        numbers=((asked.m.q.start, asked.m.q.end),),
    )
