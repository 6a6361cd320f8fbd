"""Figures in brackets that leave out the unit, or the currency, of the figure they stand behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...mentions import Mention

__all__ = ["as_outside"]

_YUAN = frozenset(["TWD", "HKD", "MOP"])


def as_outside(row: Sequence[Mention]) -> tuple[Mention, ...]:
    """``240.86 億澳門元，按月升 31.7%(9月為 182.89 億)``: what is in brackets has the unit of what is before them.

    A bare 元 in brackets is the currency of a 新台幣, 港元 or 澳門元 outside. A sentence whose first amount is
    in 新台幣 goes on in it: 元 alone is the currency of Taiwan there.
    """
    money = [m for m in row if len(m.q.unit or "") == 3 and (m.q.unit or "").isupper()]
    if money and money[0].q.unit == "TWD" and not any("人民" in m.lead + m.q.text for m in row):
        row = [replace(m, q=replace(m.q, unit="TWD")) if m.q.unit == "CNY" else m for m in row]
    return tuple(_one(row, k) for k in range(len(row)))


def _one(row: Sequence[Mention], k: int) -> Mention:
    m, q = row[k], row[k].q
    if not m.bracketed or q.scale == 1 or q.unit not in (None, "CNY") or "人民币" in m.lead:
        return m
    outer = next((x.q for x in reversed(row[:k]) if not x.bracketed and x.is_amount), None)
    if outer is None or outer.scale != q.scale or outer.unit in (None, q.unit):
        return m
    if q.unit == "CNY" and outer.unit not in _YUAN:
        return m
    return replace(m, q=replace(q, unit=outer.unit))
