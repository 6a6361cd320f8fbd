"""The currency a row is in, where a column of the table says it (币种, Currency, Unit: EURm).

A table of companies from several markets prints the currency once for the row; its prices and amounts are
then in that currency, whatever the column's habit is. A head that names a currency itself keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ..model.formula import Operand
from .lexicon import folded

if TYPE_CHECKING:
    from .grid import Cell, Row

__all__ = ["CURRENCIES", "in_currency", "two_currencies"]

CURRENCIES = frozenset(
    ["CNY", "USD", "HKD", "EUR", "GBP", "JPY", "TWD", "KRW", "INR", "SGD", "AUD", "CAD", "CHF", "SEK", "GBX"]
)
_NAMES = {
    "人民币": "CNY", "人民币元": "CNY", "元": "CNY", "rmb": "CNY", "cny": "CNY", "cnh": "CNY", "美元": "USD", "usd": "USD", "us$": "USD", "$": "USD",
    "港元": "HKD", "港币": "HKD", "hkd": "HKD", "hk$": "HKD", "欧元": "EUR", "eur": "EUR", "€": "EUR", "英镑": "GBP", "gbp": "GBP", "£": "GBP",
    "日元": "JPY", "jpy": "JPY", "新台币": "TWD", "台币": "TWD", "twd": "TWD", "nt$": "TWD", "ntd": "TWD", "韩元": "KRW", "krw": "KRW", "卢比": "INR", "inr": "INR",
    "新加坡元": "SGD", "sgd": "SGD", "澳元": "AUD", "aud": "AUD", "加元": "CAD", "cad": "CAD", "瑞士法郎": "CHF", "chf": "CHF", "sek": "SEK", "瑞典克朗": "SEK", "便士": "GBX", "pence": "GBX", "gbx": "GBX",
}  # fmt: skip
_SCALE = {"k": 3, "m": 6, "mn": 6, "bn": 9, "b": 9, "万": 4, "百万": 6, "亿": 8, "十亿": 9}
_HEAD = re.compile(r"币种|货币|币别|计价|^单位$|currency|^ccy$|^unit$", re.I)
_OWN = re.compile(r"[元币镑]|[$€£¥]|\b(?:usd|rmb|cny|hkd|eur|gbp|jpy|twd|dollars?|pence|yuan)", re.I)
_MONEY = re.compile(
    r"价|额|值|收入|利润|营收|成本|每股|费用|资本开支|融资|募资|\b(?:eps|dps|nav|close|price|target|last|value|revenue|sales|profit|ebitda?|income|amount|raised|cap|cost|capex|dividend)",
    re.I,
)
_SCALED = re.compile(r"[(（]\s*(万亿|十亿|百万|千万|亿|万|bn|mn|m)\s*[)）]", re.I)
_FACTORS = {"万亿": 12, "千万": 7, **_SCALE}


def currency_of(text: str) -> tuple[str, Decimal] | None:
    """The currency and scale that a cell of a currency column names: ``EURm`` is EUR and a million.

    >>> currency_of("人民币"), currency_of("EURm"), currency_of("B轮")
    (('CNY', Decimal('1')), ('EUR', Decimal('1000000')), None)
    """
    said = folded(text.strip()).lower()
    if said == "gbp" and text.strip().endswith("p"):
        return "GBX", Decimal(1)
    if said in _NAMES:
        return _NAMES[said], Decimal(1)
    for word, power in _SCALE.items():
        for rest in (said.removesuffix(word), said.removeprefix(word)):
            if rest != said and rest.strip() in _NAMES:
                return _NAMES[rest.strip()], Decimal(10) ** power
    return None


def in_currency(rows: Sequence[Row], headers: Sequence[str]) -> tuple[Row, ...]:
    """The rows with their amounts in the currency that a column of theirs names."""
    at = next((j for j, h in enumerate(headers) if _HEAD.search(folded(h.strip())) and _says(rows, j)), None)
    if at is None:
        return tuple(rows)
    out: list[Row] = []
    for row in rows:
        found = currency_of(row.cells[at].text) if at < len(row.cells) else None
        cells = row.cells if found is None else tuple(_in(c, *found) for c in row.cells)
        out.append(replace(row, cells=cells))
    return tuple(out)


def _says(rows: Sequence[Row], j: int) -> bool:
    held = [r.cells[j] for r in rows if j < len(r.cells)]
    named = [c for c in held if currency_of(c.text) is not None]
    empty = [c for c in held if not c.text.strip() or not re.search(r"\w", c.text)]
    return bool(named) and len(named) + len(empty) == len(held)


def _in(cell: Cell, code: str, factor: Decimal) -> Cell:
    head = folded(cell.header)
    if cell.operand is None or cell.unit not in (None, "CNY") or not _MONEY.search(head):
        return cell
    if _OWN.search(head) or _OWN.search(cell.text):
        return cell
    printed = _SCALED.search(head)
    if printed and abs(cell.operand.value) < 10 ** (_FACTORS[printed.group(1).lower()] - 2):
        factor = Decimal(10) ** _FACTORS[printed.group(1).lower()]
    per_share = re.search(r"每股|eps|dps|价|close|price|target", head, re.I)
    factor = Decimal(1) if per_share else factor
    operand = Operand(cell.operand.value * factor, cell.operand.interval.scaled(factor))
    return replace(cell, operand=operand, unit=code)


def two_currencies(cells: Sequence[Cell]) -> bool:
    """True when amounts of more than one currency stand among the cells: their quotient needs a rate."""
    return len({u for c in cells if (u := (c.unit or "").split("/")[0]) in CURRENCIES}) > 1
