"""Facts: observed or computed values with their lineage, addressed by key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from ..quantity.types import Period
from .evidence import Evidence, json_value

__all__ = ["Fact", "FactKey"]

# CJK stays readable; only what would end a key part, or a Markdown link, is encoded.
_RESERVED = "/()% @#?\t\n"


@dataclass(frozen=True, slots=True)
class FactKey:
    """The address of a fact: ``tracker/metric/subject...[@period]``.

    A derived metric carries its operator behind a dot: ``weekly_visits_m.top``.

    >>> key = FactKey("compute_rental", "price_per_hour", ("A100-40G", "腾讯云"))
    >>> str(key)
    'compute_rental/price_per_hour/A100-40G/腾讯云'
    >>> FactKey.parse("site_traffic/weekly_visits_m/AI%2FX@2025-01-20..2025-01-24").subject
    ('AI/X',)
    """

    tracker: str
    metric: str
    subject: tuple[str, ...] = ()
    period: str | None = None

    def __str__(self) -> str:
        body = "/".join(_encode(p) for p in (self.tracker, self.metric, *self.subject))
        return f"{body}@{_encode(self.period)}" if self.period else body

    @classmethod
    def parse(cls, text: str) -> FactKey:
        """The key written in a link; raises ValueError with what is missing."""
        body, _, period = text.partition("@")
        parts = [unquote(p) for p in body.split("/")]
        if len(parts) < 2 or not all(parts):
            raise ValueError(f"a fact key is tracker/metric/subject...[@period], not {text!r}")
        return cls(parts[0], parts[1], tuple(parts[2:]), unquote(period) or None)

    def without_period(self) -> FactKey:
        """The same address in the block's own period."""
        return FactKey(self.tracker, self.metric, self.subject)


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that a report may print: a number, a name, a date, a count, an ordered list.

    ``shown_decimals`` is how many places the source printed, kept so that ``12.830`` stays
    ``12.830``. ``operator`` names the formula of a computed fact (``model/formula.py``) and
    ``inputs`` are the facts it was computed from, the losers of a ranking included; an observed
    fact has ``evidence`` instead. ``missing`` says why there is no value: on_offer, tight,
    withdrawn, undisclosed, not_collected. ``nature`` tells what a quoted statement is: a ``claim`` of
    whoever said it, a ``forecast`` or a ``plan``; empty for what was observed or computed.
    """

    key: FactKey
    value: Any
    unit: str | None = None
    shown_decimals: int | None = None
    period: Period | None = None
    text: str = ""
    operator: str | None = None
    inputs: tuple[Fact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: str | None = None
    nature: str = ""

    def cells(self) -> tuple[Evidence, ...]:
        """The evidence at the bottom of the lineage, each item once, in order."""
        seen: dict[Evidence, None] = dict.fromkeys(self.evidence)
        for item in self.inputs:
            seen.update(dict.fromkeys(item.cells()))
        return tuple(seen)

    def as_json(self) -> dict[str, Any]:
        """The fact with its whole lineage, for ``evidence.json``."""
        out = {
            "key": str(self.key),
            "value": json_value(self.value),
            "unit": self.unit,
            "decimals": self.shown_decimals,
            "period": str(self.period) if self.period else None,
            "operator": self.operator,
            "inputs": [str(f.key) for f in self.inputs],
            "evidence": [e.as_json() for e in self.evidence],
            "missing": self.missing,
        }
        if self.nature:
            out["nature"] = self.nature
        return out


def _encode(part: str) -> str:
    return "".join(quote(c, safe="") if c in _RESERVED else c for c in part)
