"""What supports a number: a cell, a sentence, a formula, an earlier issue, a market series."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ..quantity.types import Period, json_number

__all__ = ["Evidence", "EvidenceKind", "json_value"]

EvidenceKind = Literal["cell", "sentence", "formula", "history", "market", "statement"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that supports (or contradicts) a value.

    For a ``cell``: the table's index in the report, the row (0-based among the data rows), the
    column header, and the span of the cell in the report's text where it has one. For a
    ``sentence``: the span. For a ``formula``: the formula spelled out in ``note`` and its operands
    in ``inputs``. For ``history`` and ``market``: the period and, in ``note``, the record. For a
    ``statement`` (a quoted outside source): the snapshot hash in ``note``.
    """

    kind: EvidenceKind
    table: int | None = None
    row: int | None = None
    column: str | None = None
    start: int | None = None
    end: int | None = None
    value: Any = None
    period: Period | None = None
    note: str = ""
    inputs: tuple[Evidence, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The contract's object; optional keys are left out where they say nothing."""
        out: dict[str, Any] = {
            "kind": self.kind,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "start": self.start,
            "end": self.end,
            "value": json_value(self.value),
            "period": str(self.period) if self.period else None,
        }
        if self.note:
            out["note"] = self.note
        if self.inputs:
            out["inputs"] = [e.as_json() for e in self.inputs]
        return out


def json_value(value: Any) -> Any:
    """Any value of the model as JSON: numbers as numbers, dates and periods as ISO text.

    >>> json_value(Decimal("12.830"))
    12.83
    """
    if isinstance(value, bool) or value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return json_number(value)
    if hasattr(value, "as_json"):
        return value.as_json()
    if isinstance(value, dict):
        return {k: json_value(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [json_value(v) for v in value]
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
