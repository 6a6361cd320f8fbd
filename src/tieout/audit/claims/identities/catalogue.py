"""The catalogue: figures that two others on the page define, one line each.

``Identity(result, a, b, operation)`` with the keys of :mod:`.terms`. ``exact`` tells an identity of the
printed figures themselves (a margin, an average price); the others hold but for averages, minorities or
dates of counting, and are held against a page only where one slip of the pen explains the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....errors import UndefinedFormula
from ....model.formula import Operand, compute

__all__ = ["IDENTITIES", "Identity", "solved"]

_HUNDRED = Operand.exact(100)


@dataclass(frozen=True)
class Identity:
    """``result = a (op) b``. ``op`` is share (a / b in percent), rest (100 - a / b in percent), ratio (a / b),
    product (a * b), percent (a * b in percent), less (a - b) or plus (a + b)."""

    result: str
    a: str
    b: str
    op: str
    exact: bool = True

    def formula(self, member: int, texts: tuple[str, str, str]) -> str:
        """How a member (0 the result, 1 ``a``, 2 ``b``) follows from the two others, as it is shown."""
        r, a, b = texts
        shown = {
            "share": (f"{a} / {b}", f"{r} * {b}", f"{a} / {r}"),
            "rest": (f"1 - {a} / {b}", f"(1 - {r}) * {b}", f"{a} / (1 - {r})"),
            "ratio": (f"{a} / {b}", f"{r} * {b}", f"{a} / {r}"),
            "product": (f"{a} * {b}", f"{r} / {b}", f"{r} / {a}"),
            "percent": (f"{a} * {b}", f"{r} / {b}", f"{r} / {a}"),
            "less": (f"{a} - {b}", f"{r} + {b}", f"{a} - {r}"),
            "plus": (f"{a} + {b}", f"{r} - {b}", f"{r} - {a}"),
        }
        return shown[self.op][member]


def solved(op: str, member: int, r: Operand, a: Operand, b: Operand) -> Operand | None:
    """The value of one member from the two others, or None where there is none."""
    try:
        return _solved(op, member, r, a, b)
    except UndefinedFormula:
        return None


def _solved(op: str, member: int, r: Operand, a: Operand, b: Operand) -> Operand:
    if op == "rest":
        if member == 0:
            return compute("difference", _HUNDRED, compute("share", a, b))
        left = compute("difference", _HUNDRED, r)
        return _solved("share", member, left, a, b)
    if op == "share":
        if member == 0:
            return compute("share", a, b)
        part = compute("ratio", r, _HUNDRED)
        return compute("product", part, b) if member == 1 else compute("ratio", a, part)
    if op == "percent":
        part = compute("ratio", b, _HUNDRED)
        if member == 0:
            return compute("product", a, part)
        return compute("ratio", r, part) if member == 1 else compute("share", r, a)
    if op == "ratio":
        if member == 0:
            return compute("ratio", a, b)
        return compute("product", r, b) if member == 1 else compute("ratio", a, r)
    if op == "product":
        if member == 0:
            return compute("product", a, b)
        return compute("ratio", r, b if member == 1 else a)
    if op == "less":
        if member == 0:
            return compute("difference", a, b)
        return compute("sum", r, b) if member == 1 else compute("difference", a, r)
    if member == 0:
        return compute("sum", a, b)
    return compute("difference", r, b if member == 1 else a)


def _i(result: str, a: str, b: str, op: str, exact: bool = True) -> Identity:
    return Identity(result, a, b, op, exact)


IDENTITIES: tuple[Identity, ...] = (
    _i("gross margin", "gross profit", "revenue", "share"),
    _i("gross margin", "cost", "revenue", "rest"),
    _i("operating margin", "operating profit", "revenue", "share"),
    _i("ebitda margin", "ebitda", "revenue", "share"),
    _i("net margin", "net profit", "revenue", "share"),
    _i("net margin", "attributable profit", "revenue", "share", False),
    _i("attributable margin", "attributable profit", "revenue", "share"),
    _i("pretax margin", "pretax profit", "revenue", "share"),
    _i("fcf margin", "free cash flow", "revenue", "share"),
    _i("r&d ratio", "r&d expense", "revenue", "share"),
    _i("selling ratio", "selling expense", "revenue", "share"),
    _i("admin ratio", "admin expense", "revenue", "share"),
    _i("period cost ratio", "operating expense", "revenue", "share"),
    _i("tax rate", "tax", "pretax profit", "share"),
    _i("cost-income ratio", "operating expense", "operating income of a bank", "share"),
    _i("cost-income ratio", "operating expense", "revenue", "share"),
    _i("payout ratio", "dps", "eps", "share"),
    _i("payout ratio", "dividends", "attributable profit", "share"),
    _i("payout ratio", "dividends", "net profit", "share"),
    _i("dividend yield", "dps", "share price", "share", False),
    _i("gearing", "liabilities", "assets", "share"),
    _i("loan-deposit ratio", "loans", "deposits", "share", False),
    _i("roe", "net profit", "equity", "share", False),
    _i("capital intensity", "capex", "revenue", "share"),
    _i("conversion", "free cash flow", "net profit", "share", False),
    _i("gross profit", "revenue", "cost", "less"),
    _i("eps", "net profit", "shares", "ratio", False),
    _i("eps", "attributable profit", "shares", "ratio", False),
    _i("market value", "share price", "shares", "product"),
    _i("raised", "issue price", "shares", "product"),
    _i("price paid", "paid for shares", "shares", "ratio"),
    _i("dividends", "dps", "shares", "product", False),
    _i("p/e", "share price", "eps", "ratio"),
    _i("p/e", "target price", "eps", "ratio"),
    _i("p/e", "market value", "net profit", "ratio"),
    _i("p/e", "market value", "attributable profit", "ratio"),
    _i("p/b", "share price", "book per share", "ratio"),
    _i("p/b", "market value", "equity", "ratio"),
    _i("p/s", "market value", "revenue", "ratio"),
    _i("book per share", "equity", "shares", "ratio", False),
    _i("trade surplus", "exports", "imports", "less"),
    _i("trade deficit", "imports", "exports", "less"),
    _i("net cash", "cash", "debt", "less"),
    _i("net debt", "debt", "cash", "less"),
    _i("net cash per share", "net cash", "shares", "ratio"),
    _i("net cash per share", "cash", "shares", "ratio", False),
    _i("leverage", "net debt", "ebitda", "ratio"),
    _i("interest cover", "ebitda", "interest expense", "ratio", False),
    _i("interest cover", "operating profit", "interest expense", "ratio", False),
    _i("free cash flow", "operating cash flow", "capex", "less"),
    _i("book-to-bill", "orders", "revenue", "ratio"),
    _i("revpar", "adr", "occupancy", "percent"),
    _i("load factor", "rpk", "ask", "share"),
    _i("utilisation", "output", "capacity", "share", False),
    _i("sell-through", "units sold", "output", "share"),
    _i("revenue per employee", "revenue", "employees", "ratio", False),
    _i("arpu", "revenue", "users", "ratio", False),
    _i("stickiness", "dau", "mau", "share"),
    _i("spending a head", "visitor spending", "visitors", "ratio"),
    _i("ticket price", "box office", "admissions", "ratio"),
    _i("sales per store", "revenue", "stores", "ratio", False),
    _i("take rate", "revenue", "gmv", "share", False),
    _i("order value", "revenue", "order count", "ratio", False),
    _i("order value", "sold value", "order count", "ratio", False),
    _i("order value", "gmv", "order count", "ratio"),
    _i("asp", "revenue", "units sold", "ratio", False),
    _i("asp", "sold value", "units sold", "ratio"),
    _i("floor price", "sold value", "area", "ratio"),
    _i("deal size", "deal value", "deals", "ratio"),
)  # fmt: skip
"""In the order they are asked."""
