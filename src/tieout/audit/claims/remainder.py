"""What closes an account: the rest of a sum, and a sum spread over its years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.formula import Operand
from ..mentions import Mention, same_unit
from .base import STRONG, Context, Draft, Reading, operand, reading
from .stated import clause_span, stated
from .total import _sum

__all__ = ["find"]

_REST = re.compile(r"(?:剩余|其余|余下|剩下)(?:的)?[^，,。；;]{0,4}$")
_REST_EN = re.compile(
    r"^\s*(?:is |was |still )?(?:remaining|remains?|left(?!\s+(?:the|its?|an?|[a-z]+)\b(?!ing))|unused)\b"
)
_A_YEAR = re.compile(r"^\s*(?:a|per|each) (?P<unit>year|month|week|day|quarter)\b|^\s*(?:/|每)(?:年|月)")


def find(context: Context) -> Iterator[Draft]:
    """Every stated remainder and every amount spread over a stated span."""
    for i, row in enumerate(context.mentions):
        yield from _rest(context, i, row)
        yield from _a_year(context, i, row)


def _rest(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``募资 30 亿元，其中 12 亿元扩产，8 亿元研发，剩余 10 亿元``: what is left closes the list."""
    for m in row:
        if not m.is_amount or not (_REST.search(m.lead) or _REST_EN.match(m.tail)):
            continue
        amounts = [
            x
            for x in row[: m.index]
            if x.is_amount and same_unit(x.q, m.q) and x.role not in ("delta", "base", "mean")
        ]
        if len(amounts) < 2 or any(x.q.comparator for x in (*amounts, m)):
            continue
        whole, parts = amounts[0], [*amounts[1:], m]
        if max(x.q.value for x in parts) >= whole.q.value or len(parts) > 8:
            continue
        start, end = clause_span(context, i, m)
        yield Draft(
            "sum",
            "TIE203",
            min(start, parts[0].q.start),
            end,
            whole.q,
            (Reading(_sum(parts), STRONG, " + ".join(x.q.text for x in parts), tuple(parts)),),
            subject=whole.subject or None,
            metric="total",
            numbers=((m.q.start, m.q.end),),
        )


def _a_year(context: Context, i: int, row: Sequence[Mention]) -> Iterator[Draft]:
    """``$240 million over six years, or $40 million a year``."""
    for whole, span, m in zip(row, row[1:], row[2:], strict=False):
        found = _A_YEAR.match(m.tail)
        if (
            not found
            or not re.search(r"\bor\s*$|即|相当于|平均", m.gap)
            or span.role != "time"
            or not whole.is_amount
            or not same_unit(whole.q, m.q)
        ):
            continue
        if found.groupdict().get("unit") not in (None, span.q.unit):
            continue
        one = reading(
            "ratio",
            STRONG,
            (whole, span),
            operand(whole),
            Operand.exact(span.q.value),
            formula=f"{whole.q.text} / {span.q.text}",
        )
        if one is not None:
            yield stated(context, i, m, "per_unit", "TIE206", (one,), "average")
