"""A figure of prose with the digits of its cell, in another scale: 累计票房 2.87 万元 for 2.87 亿元.

The sentence names the row, the head of the column (or the label of the row) gives the scale, and no other figure
of the report is what the sentence prints: then three digits are not alike by accident.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from ...quantity import Quantity
from ..grid import Cell, Grids, Row, norm
from ..head_units import header_unit
from ..lexicon import folded, patterns
from ..mentions import Mention, currency_of, kind_of_unit
from .base import Context, Draft
from .slips import DIGITS
from .stated import stated

__all__ = ["find"]

TELLING, MOST = 3, 6
"""Digits a figure needs, and the powers of ten it may be off by."""
_SCALE = re.compile(r"\s*(?:[十百千万亿萬億]+|thousand|million|billion|trillion|mn?|bn?|k)?", re.I)
_NONE = (None, Decimal(1))


def find(
    context: Context, grids: Grids, open_starts: set[int], printed: Iterable[Quantity]
) -> Iterator[Draft]:
    """Every open amount of a passage that a cell of a row it names has but for a power of ten."""
    asked = [(i, m) for i, m in context.flat() if m.q.start in open_starts and _asks(m)]
    if not asked:
        return
    values = {(abs(q.value), kind_of_unit(q.unit)) for q in printed if q.high is None}
    cells = {
        abs(c.operand.value) for g in grids.grids for r in g.rows for c in r.cells if c.operand is not None
    }
    for i, m in asked:
        others = sum(v == abs(m.q.value) and _alike(u, kind_of_unit(m.q.unit)) for v, u in values)
        if abs(m.q.value) in cells or others > 1:
            continue
        found = {c.operand.value: (r, c) for r, c in _scaled(context, i, m, grids) if c.operand is not None}
        if len(found) == 1:
            row, cell = next(iter(found.values()))
            draft = stated(context, i, m, "value", "TIE101", (), cell.header)
            yield draft.replace(
                fixed="contradicted",
                subject=row.label,
                said=m.q.value,
                expected=cell.operand.value if cell.operand else None,
                reason=f"the table gives {cell.text} for {row.label}, {cell.header}",
                evidence=(cell.evidence(),),
            )


def _asks(m: Mention) -> bool:
    q = m.q
    if not m.is_amount or q.high is not None or q.comparator not in (None, "about") or m.per or q.scale == 1:
        return False
    return len(_digits(q.text)) >= TELLING


def _digits(text: str) -> str:
    found = DIGITS.search(text)
    return re.sub(r"\D", "", found.group()).strip("0") if found else ""


def _alike(a: str, b: str) -> bool:
    return not a or not b or a == b


def _scaled(context: Context, i: int, m: Mention, grids: Grids) -> Iterator[tuple[Row, Cell]]:
    sentence = context.sentences[i]
    at = m.q.start - sentence.start
    behind = sentence.text[at:]
    digits = DIGITS.search(behind)
    scale = _SCALE.match(behind, digits.end()) if digits else None
    # The words as they read without the figure: 载客24.86万人次 is 载客人次.
    said = norm(sentence.text[:at] + (behind[scale.end() :] if scale else behind))
    own = _digits(m.q.text)
    for grid in grids.grids:
        for row in grid.rows:
            names = [norm(re.sub(r"[(（][^()（）]*[)）]", "", n)) for n in row.names]
            if not any(len(n) > 1 and n in said for n in names):
                continue
            for cell in row.cells:
                if cell.operand is None or not cell.operand.value or _digits(cell.text) != own:
                    continue
                ratio = abs(cell.operand.value / m.q.value).normalize()
                if ratio.as_tuple().digits != (1,) or not 0 < abs(ratio.adjusted()) <= MOST:
                    continue
                if _told(cell, row) and _same_kind(cell.unit, m) and _of_it(m, cell, row):
                    yield row, cell


def _of_it(m: Mention, cell: Cell, row: Row) -> bool:
    """False where Chinese words right before the figure name another measure: 制作成本为 2870 万元."""
    words = norm(patterns.residual(m.lead))
    for name in row.names:
        words = words.replace(norm(name), "")
    about = norm(folded("".join((cell.header, *row.names))))
    pairs = {words[k : k + 2] for k in range(len(words) - 1) if words[k] >= "\u4e00"}
    return not pairs or any(x in about for x in pairs)


def _told(cell: Cell, row: Row) -> bool:
    """True when the head of the column or the label of the row says the unit: not a caption over all."""
    return any(header_unit(folded(x)) != _NONE for x in (cell.header, *row.names))


def _same_kind(unit: str | None, m: Mention) -> bool:
    if currency_of(unit) or currency_of(m.q.unit):
        return currency_of(unit) == currency_of(m.q.unit)
    return _alike(kind_of_unit(unit), kind_of_unit(m.q.unit))
