"""What prose says of a covered company against the coverage table: target, upside, multiple of a year's earnings.

The measure is told by the words right before or behind a figure, the company by the last row's name before it
in the sentence. A figure that is not the cell's is contradicted where a slip explains it, or where it is the
same column's figure of another company or the other year's of the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...model.formula import Operand, compute, verify
from ..grid import Cell, Grid, Grids, Row, norm
from ..lexicon import folded
from ..mentions import Mention
from .base import Context, Draft, unsigned
from .identities.slips import slip_in
from .slips import DIGITS
from .stated import stated

__all__ = ["find"]

_HEADS = {
    "target": re.compile(r"目标价|\btarget|^tp\b"),
    "upside": re.compile(r"(?:潜在|上涨|上升|上行)?(?:升幅|空间)$|潜在(?:涨幅|升幅)|\bupside\b|^up/?down"),
    "pe": re.compile(r"^p/?e\b|市盈率|\bp/?e(?=[\s(\d]|$)"),
    "eps": re.compile(r"\beps\b|每股(?:收益|盈利)|(?:^|年)eps"),
    "price": re.compile(r"^(?:现价|股价|收市价|收盘价|最新价)|^(?:share )?price\b|^close\b"),
}
_BEFORE = {
    "target": re.compile(
        r"(?:目标价|目标价位)(?:(?:由|从)?(?:上调|下调|调升|调降|调高|调低|提升)?(?:至|到)|为|维持|维持在|是|:)?\s*(?:人民币|港元|美元|[$€£¥])?\s*$"
        r"|\b(?:target(?: price)?|tp)\s*(?:price)?\s*(?:is|of|to|at|stays at|remains|unchanged at|:)?\s*(?:us|hk)?[$€£¥]?\s*$"
    ),
    "upside": re.compile(
        r"(?:潜在升幅|潜在涨幅|上涨空间|上升空间|上行空间|升幅空间)(?:为|达|约|有)*\s*$|\bupside (?:of|is)\s*$"
    ),
    "pe": re.compile(r"(?:市盈率|pe|p/e)(?:分别)?(?:为|约|达|of|is|at|\s)*$"),
}
_BEHIND = {
    "upside": re.compile(
        r"^\s*(?:的)?(?:上涨|上升|上行|潜在|升值)空间|^\s*(?:of )?upside|^\s*(?:above|below) the (?:current |latest |closing |last )?(?:share )?price"
    ),
    "pe": re.compile(
        r"^\s*的?\s*(?:pe|p/e|市盈率|市盈)|^\s*(?:our |its |the )?(?:(?:fy|cy)?(?:20)?\d\de? )?(?:estimated |forecast |expected )?earnings"
    ),
}
_AT_TARGET = re.compile(r"对应|相当于|隐含|目标价|\btarget\b|\bimpl(?:ies|ied|ying)\b")
_OTHERS = re.compile(
    r"给予|给出|按照|行业|板块|可比|平均|均值|中枢|历史|分位|\baverage\b|\bsector\b|\bpeers?\b|\bhistoric|\bmedian\b|\bapply|\bgroup\b"
)
_OLD = re.compile(r"(?:由|从|原|原为|此前|前值|\bfrom|\bpreviously|\bprior|\bold)\s*(?:us|hk)?[$€£¥]?\s*$")
_FORMER = re.compile(
    r"(?:原|旧|此前|之前|前期|上次)[^，,。；;]{0,10}$|\b(?:old|former|previous|prior)\b[^.,;]{0,30}$"
)
_RAISED = re.compile(
    r"\b(?:raise|lift|increase|cut|lower|reduce|trim)s?d?\b[^.;]{0,60}?\bto\s*(?:us|hk)?[$€£¥]?\s*$"
)
_YEAR = re.compile(
    r"(?:20)?(2[3-9]|3[0-5])\s*(?:年|e\b|a\b|f\b|(?=\s*(?:earnings|eps|pe|p/e)))|fy(2[3-9]|3[0-5])"
)


@dataclass(frozen=True)
class _Column:
    measure: str
    year: str
    index: int


def find(context: Context, grids: Grids, open_starts: set[int]) -> Iterator[Draft]:
    """Every open figure of a passage that a coverage table has a cell for."""
    for grid in grids.grids:
        columns = _columns(grid)
        if not {"target", "pe"} & {c.measure for c in columns} or len(grid.rows) < 2:
            continue
        for i, m in context.flat():
            if m.q.start in open_starts and m.q.high is None and not m.q.comparator and m.q.value:
                yield from _told(context, i, m, grid, columns)


@lru_cache(maxsize=128)
def _columns(grid: Grid) -> tuple[_Column, ...]:
    out: list[_Column] = []
    for j, head in enumerate(grid.headers):
        low = folded(head).lower().strip()
        measure = next((k for k, p in _HEADS.items() if p.search(low)), None)
        if measure is not None and grid.numeric(j):
            years = re.findall(r"(?:20)?(2[3-9]|3[0-5])(?=\s*(?:[aef]|年|$|\b))", low)
            out.append(_Column(measure, years[0] if len(set(years)) == 1 else "", j))
    return tuple(out)


def _told(context: Context, i: int, m: Mention, grid: Grid, columns: Sequence[_Column]) -> Iterator[Draft]:
    sentence = context.sentences[i]
    before = sentence.low[: m.q.start - sentence.start]
    behind = sentence.low[m.q.end - sentence.start :]
    row = _row(grid, before)
    measure = _measure(m, before, behind)
    if row is None or measure is None:
        return
    said = _YEAR.search(behind[:14]) or next(iter(reversed(list(_YEAR.finditer(before[-16:])))), None)
    year = (said.group(1) or said.group(2)) if said and measure == "pe" else ""
    named = [c for c in columns if c.measure == measure and (c.year == year or not year)]
    if len(named) != 1 or (
        measure == "pe" and not year and len([c for c in columns if c.measure == "pe"]) > 1
    ):
        return
    if measure == "pe" and _AT_TARGET.search(before[-40:]):
        yield from _at_target(context, i, m, row, columns, year)
        return
    cell = row.cells[named[0].index] if named[0].index < len(row.cells) else None
    if cell is None or cell.operand is None or (measure == "upside") != (m.unit_kind == "%"):
        return
    draft = stated(context, i, m, "value", "TIE101", (), cell.header)
    reason = f"the table gives {cell.text} for {row.names[0]}, {cell.header}"
    fits = verify(unsigned(m.q), Operand(abs(cell.operand.value), abs(cell.operand.interval)))
    if fits.verdict != "contradicted":
        yield draft.replace(
            fixed=fits.verdict, subject=row.names[0], evidence=(cell.evidence(),), said=m.q.value
        )
    elif _meant(m, cell, row, grid, columns, measure):
        yield draft.replace(
            fixed="contradicted", subject=row.names[0], said=m.q.value, expected=cell.operand.value,
            reason=reason, evidence=(cell.evidence(),),
        )  # fmt: skip


def _at_target(
    context: Context, i: int, m: Mention, row: Row, columns: Sequence[_Column], year: str
) -> Iterator[Draft]:
    """The multiple of a year's earnings that the target stands for, where the row's own multiple is price by EPS."""
    target, price = _cell(row, columns, "target", ""), _cell(row, columns, "price", "")
    eps, own = _cell(row, columns, "eps", year), _cell(row, columns, "pe", year)
    if not (
        target and price and eps and own and target.operand and price.operand and eps.operand and own.operand
    ):
        return
    at_price = compute("ratio", price.operand, eps.operand)
    if eps.operand.value <= 0 or not at_price.interval.meets(own.operand.interval):
        return  # in two currencies
    value = compute("ratio", target.operand, eps.operand)
    fits = verify(unsigned(m.q), value)
    draft = stated(context, i, m, "multiple", "TIE207", (), own.header).replace(
        subject=row.names[0],
        said=m.q.value,
        expected=value.value,
        evidence=(target.evidence(), eps.evidence()),
    )
    if fits.verdict != "contradicted":
        yield draft.replace(fixed=fits.verdict)
    elif abs(m.q.value) == abs(own.operand.value) or _slip(m, value):
        yield draft.replace(
            fixed="contradicted", reason=f"{target.text} / {eps.text} = {round(value.value, m.q.decimals)}"
        )


def _cell(row: Row, columns: Sequence[_Column], measure: str, year: str) -> Cell | None:
    found = [c for c in columns if c.measure == measure and c.year == year]
    return row.cells[found[0].index] if len(found) == 1 and found[0].index < len(row.cells) else None


def _slip(m: Mention, value: Operand) -> bool:
    digits = DIGITS.search(m.q.text)
    if digits is None:
        return False
    shown = Operand(abs(m.q.value), unsigned(m.q).shown)
    return slip_in(digits.group(), shown, abs(value.interval)) >= 2


def _row(grid: Grid, before: str) -> Row | None:
    """The row whose name stands last before the figure, with no other clause's name between."""
    said = norm(before)
    found = [
        (said.rfind(k), len(k), r) for r in grid.rows for n in r.names if len(k := norm(n)) > 1 and k in said
    ]
    found = [x for x in found if not x[2].names[0].isdigit()]
    return max(found, key=lambda x: x[:2])[2] if found else None


def _measure(m: Mention, before: str, behind: str) -> str | None:
    if _OLD.search(before[-24:]):
        return None
    tail = before[-40:]
    if _OTHERS.search(before[-20:]) or _FORMER.search(tail):
        return None
    for name in ("upside", "pe", "target"):
        ahead = _BEHIND.get(name)
        if (ahead is not None and ahead.match(behind)) or _BEFORE[name].search(tail):
            if (name == "pe") == (m.unit_kind == "times") and (name == "upside") == (m.unit_kind == "%"):
                return name
            if name == "pe" and m.q.unit is None and re.match(r"\s*(?:times|x|倍)", behind):
                return name
    if m.is_amount and "target" in before and _RAISED.search(before[-90:]):
        return "target"
    return None


def _meant(m: Mention, cell: Cell, row: Row, grid: Grid, columns: Sequence[_Column], measure: str) -> bool:
    """True when a slip, another company's cell of the column, or the other year's of the row explains the figure."""
    assert cell.operand is not None
    value = abs(m.q.value)
    others = [r.cells[cell.col] for r in grid.rows if r is not row and cell.col < len(r.cells)]
    others += [row.cells[c.index] for c in columns if c.measure == measure and c.index < len(row.cells)]
    if any(c.operand is not None and abs(c.operand.value) == value for c in others):
        return True
    return sum(c.isdigit() for c in cell.text) >= 3 and _slip(m, cell.operand)
