"""TIE301 for tables nobody claims: a column or a row that two others define, as gross margin, P/E or price for each.

The lines of a table (its columns, or its rows) are named by their heads. An identity of the catalogue whose
three names stand in one table is taken for what it says only where the table itself keeps it: in two places
at least and in two thirds of all, up to a power of ten that is the same everywhere (a head that gives no unit).
Two places of figures are enough where one fits and a likely slip of the pen explains the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...model.claim import Finding
from ...model.evidence import Evidence
from ...model.formula import Operand
from ..claims.identities.catalogue import IDENTITIES, Identity, solved
from ..claims.identities.slips import slip_in
from ..claims.identities.terms import Term, ends_in, english_names, term
from ..grid import Cell, Grid
from ..lexicon import folded
from ..statements import Statement
from .base import View, finding

__all__ = ["find"]


@dataclass(frozen=True)
class _Place:
    """A printed figure: its text, value, decimals and where it stands."""

    text: str
    operand: Operand
    unit: str | None
    decimals: int
    start: int
    end: int
    name: str
    evidence: Evidence


@dataclass(frozen=True)
class _Line:
    """A column or a row: the measures its head may name, of whom and when, and its figures by place."""

    label: str
    terms: tuple[Term, ...]
    key: str
    places: dict[int, _Place]


def find(view: View) -> Iterator[Finding]:
    """Figures of a table that the two beside them, which define them, contradict."""
    seen: set[int] = set()
    for grid in view.grids.grids:
        if grid.doubtful or grid.tracker is not None:
            continue
        for lines, words in ((_columns(grid), "row"), (_rows(grid), "column")):
            for found in _broken(view, lines, words):
                if found.start not in seen:
                    seen.add(found.start)
                    yield found
    for statement in view.statements:
        for found in _broken(view, _statement(statement), "column"):
            if found.start not in seen:
                seen.add(found.start)
                yield found


_UNITS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]|[%$€£¥]|单位[:：].*$")
_TIMES = re.compile(
    r"(?:fy|cy)?(?:19|20)\d\d(?:年度?|[aef])?|(?<!\d)\d{2}[aef](?![a-z])|(?:fy|cy)\d\d[aef]?|(?<![a-z])(?:[1-4]q\d{0,2}|q[1-4](?:\s?\d\d)?|[12]?h[12]?\d{0,2})[aef]?(?![a-z])|"
    r"[一二三四]季度?|[上下]半年|\d{1,2}月|ttm|ltm|本期|上期|上年同期|去年同期|当期"
)
_DERIVED = re.compile(
    r"同比|环比|增速|增长|变动|变化|增减|占比|比重|yoy|qoq|y/y|q/q|m/m|change|growth|chg|share of|% of|vs"
)


def _named(label: str) -> tuple[tuple[Term, ...], str]:
    """The measures a head may name, and what else it says: the period, and whose figure it is."""
    text = _UNITS.sub(" ", folded(label)).lower()
    times = " ".join(_TIMES.findall(text)).strip()
    text = _TIMES.sub(" ", text).strip(" :：-–—·•*")
    if text in ("price", "价格"):
        return (term("share price"), term("asp")), f"{times}|"  # beside EPS it is that of a share
    if not text or _DERIVED.search(text):
        return (), ""
    if re.search(r"[\u4e00-\u9fff]", text):
        joined = re.sub(r"\s+", "", text)
        found = ends_in(joined)
        return (tuple(t for t, _ in found), f"{times}|{found[0][1]}") if found else ((), "")
    names = english_names(text)
    if not names:
        return (), ""
    start, end, terms = names[-1]
    rest = text[end:].strip(" ,.")
    if rest and not re.fullmatch(
        r"(?:\d|\s|per share|(?:re)?purchased|sold|issued|acquired|bought|paid|rmb|usd|us|hk|mn?|bn?|m|x|million|billion)*",
        rest,
    ):
        return (), ""
    return terms, f"{times}|{text[:start].strip()}"


def _statement(statement: Statement) -> list[_Line]:
    """The rows of a statement told in lines of text; its columns of changes and shares are no periods."""
    out: list[_Line] = []
    for row in statement.rows:
        terms, key = _named(row.label)
        if not terms or len(row.values) != statement.width:
            continue
        places: dict[int, _Place] = {}
        for j, v in enumerate(row.values):
            if v.operand is not None and v.operand.value and not v.suffix:
                unit = "%" if v.percent else None
                places[j] = _Place(
                    v.text,
                    v.operand,
                    unit,
                    v.decimals,
                    v.start,
                    v.end,
                    row.section or "-",
                    v.evidence(row.label, ""),
                )
        out.append(_Line(row.label, terms, key, places))
    return out


def _columns(grid: Grid) -> list[_Line]:
    out: list[_Line] = []
    for j, header in enumerate(grid.headers):
        terms, key = _named(header)
        if terms and grid.numeric(j):
            cells = {r.index: _place(grid, r.cells[j], r.label) for r in grid.rows if j < len(r.cells)}
            out.append(_Line(header, terms, key, {k: p for k, p in cells.items() if p is not None}))
    return out


def _rows(grid: Grid) -> list[_Line]:
    out: list[_Line] = []
    for row in grid.rows:
        terms, key = _named(row.names[0] if row.names else "")
        if not terms:
            continue
        cells = {
            j: _place(grid, c, grid.headers[j] if j < len(grid.headers) else "")
            for j, c in enumerate(row.cells)
            if j < len(grid.headers)
            and grid.numeric(j)
            and not _DERIVED.search(folded(grid.headers[j]).lower())
        }
        out.append(_Line(row.names[0], terms, key, {k: p for k, p in cells.items() if p is not None}))
    return out


def _place(grid: Grid, cell: Cell, name: str) -> _Place | None:
    if cell.operand is None or not cell.operand.value:
        return None
    start, end = cell.span if cell.span[1] > cell.span[0] else (grid.table.start, grid.table.end)
    return _Place(cell.text, cell.operand, cell.unit, cell.decimals, start, end, name, cell.evidence())


def _broken(view: View, lines: Sequence[_Line], words: str) -> Iterator[Finding]:
    for identity in IDENTITIES:
        for r in _of(lines, identity.result):
            for a in _of(lines, identity.a):
                for b in _of(lines, identity.b):
                    if len({id(x) for x in (r, a, b)}) == 3 and _alike(r, a, b):
                        yield from _checked(view, identity, (r, a, b), words)


def _of(lines: Sequence[_Line], key: str) -> list[_Line]:
    return [x for x in lines if any(t.key == key for t in x.terms)]


def _alike(*lines: _Line) -> bool:
    """True when the heads speak of one period and one subject; a head without them speaks of any."""
    times = {x.key.partition("|")[0] for x in lines} - {""}
    whose = {x.key.partition("|")[2] for x in lines} - {""}
    return len(times) <= 1 and len(whose) <= 1


def _checked(
    view: View, identity: Identity, lines: tuple[_Line, _Line, _Line], words: str
) -> Iterator[Finding]:
    r, a, b = lines
    kinds = [term(key).kind for key in (identity.result, identity.a, identity.b)]
    shared = [
        k
        for k in r.places
        if k in a.places
        and k in b.places
        and all(kind == "rate" or x.places[k].unit != "%" for kind, x in zip(kinds, lines, strict=True))
    ]
    values: dict[int, Operand] = {}
    for k in shared:
        value = solved(identity.op, 0, *(x.places[k].operand for x in lines))
        if value is not None and value.value:
            values[k] = value
    if len(values) < 2:
        return
    power = _power([(r.places[k].operand, v) for k, v in values.items()])
    good = [k for k, v in values.items() if _fits(r.places[k], v, power)]
    bad = [k for k in values if k not in good]
    enough = len(good) >= 2 and len(good) * 3 >= len(values) * 2
    if not good or not bad or not (enough or (len(values) <= 3 and len(bad) == 1)):
        return
    for k in bad:
        trio = (r.places[k], a.places[k], b.places[k])
        member, grade = _blamed(identity, trio, power)
        if grade >= 3 or (enough and _far(trio[0], values[k], power)):
            yield _finding(view, identity, lines, k, member, power, words)


def _power(pairs: Sequence[tuple[Operand, Operand]]) -> int:
    """The power of ten by which the printed figures differ from the computed ones, wherever they do alike."""
    powers: Counter[int] = Counter()
    for printed, value in pairs:
        ratio = abs(printed.value / value.value)
        powers[ratio.adjusted() + (1 if ratio.scaleb(-ratio.adjusted()) > Decimal("3.16") else 0)] += 1
    best, count = powers.most_common(1)[0]
    return best if count * 2 > len(pairs) else 0


def _fits(shown: _Place, value: Operand, power: int) -> bool:
    """True when the printed figure is the computed one, rounded or cut off."""
    scaled = value.interval.scaled(Decimal(10) ** power)
    width = shown.operand.interval.width
    room = shown.operand.interval
    return type(room)(room.lo - width / 2, room.hi + width / 2).meets(scaled)


def _far(shown: _Place, value: Operand, power: int) -> bool:
    """True when it is off by more than a rounding of averages would make it."""
    ratio = abs(shown.operand.value / (value.value * Decimal(10) ** power))
    return not Decimal("0.985") < ratio < Decimal("1.015")


def _blamed(identity: Identity, trio: tuple[_Place, _Place, _Place], power: int) -> tuple[int, int]:
    grades: list[int] = []
    for member in range(3):
        value = _value(identity, trio, member, power)
        grades.append(
            slip_in(trio[member].text, trio[member].operand, abs(value.interval)) if value is not None else 0
        )
    best = max(grades)
    return (grades.index(best) if best >= 3 else 0), best


def _value(
    identity: Identity, trio: tuple[_Place, _Place, _Place], member: int, power: int
) -> Operand | None:
    """A member by the two others, in the scale it is printed in."""
    r, a, b = (p.operand for p in trio)
    factor = Decimal(10) ** power
    back = Operand(r.value / factor, r.interval.scaled(1 / factor))
    value = solved(identity.op, member, back, a, b)
    if value is None or member:
        return value
    return Operand(value.value * factor, value.interval.scaled(factor))


def _finding(
    view: View,
    identity: Identity,
    lines: tuple[_Line, _Line, _Line],
    k: int,
    member: int,
    power: int,
    words: str,
) -> Finding:
    trio = (lines[0].places[k], lines[1].places[k], lines[2].places[k])
    value = _value(identity, trio, member, power) or trio[member].operand
    place = trio[member]
    digits = re.sub(r"[^\d.]", "", place.text).strip(".") or "1"
    scale = abs(place.operand.value) / Decimal(digits) if Decimal(digits) else Decimal(1)
    expected = round(value.value / (scale or 1), len(digits.partition(".")[2]))
    formula = identity.formula(member, (trio[0].text, trio[1].text, trio[2].text))
    return finding(
        view,
        "TIE301",
        "high",
        place.start,
        place.end,
        f"{place.name}, {lines[member].label}: printed {place.text}, the {words} gives {expected:,} ({formula})",
        stated=place.operand.value,
        expected=value.value,
        evidence=[p.evidence for n, p in enumerate(trio) if n != member],
    )
