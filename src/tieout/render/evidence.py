"""What the evidence panel of the HTML shows: each bound stretch, each fact, in words."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..errors import UsageError
from ..model import Evidence, Fact, Report
from ..quantity import plain, round_half_up
from ..trackers import get_tracker
from .json import lineage
from .labels import FORMULAS, UNITS, labels

__all__ = ["label_of", "panel_data"]

_HASH = 12


def panel_data(report: Report, facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The data of the panel: the words of the layout, the bound stretches, the facts under them.

    Values are text here, so the page formats nothing. Only what a stretch leads to is in it.
    """
    language = report.meta.language
    used = lineage(report, facts)
    return {
        "words": labels(language),
        "spans": [{"fact": s.fact, "role": s.role} for s in report.spans],
        "facts": {key: _fact(fact, language) for key, fact in sorted(used.items())},
    }


def label_of(fact: Fact, language: str = "zh") -> str:
    """A fact's address in words: tracker, column, subject.

    >>> from tieout.model import FactKey
    >>> label_of(Fact(FactKey("compute_rental", "price_per_hour", ("A100-40G", "腾讯云")), None))
    '算力租赁价格 · 价格 (每小时) · A100-40G · 腾讯云'
    """
    key = fact.key
    parts = [key.tracker, key.metric, *key.subject]
    if key.tracker == "src":
        return " · ".join([labels(language)["statement"], *key.subject])
    try:
        tracker = get_tracker(key.tracker)
    except UsageError:
        return " · ".join(parts)
    field, dot, operator = key.metric.partition(".")
    column = tracker.column(field)
    parts[0] = tracker.title(language)
    if column is not None:
        header = column.header(language)
        year = field[len(column.field.split("{year}")[0]) :].upper() if column.per_year else ""
        parts[1] = " ".join(x for x in (header, year) if x)
    if dot:
        formula = FORMULAS.get(fact.operator or "", {}).get(language, operator)
        parts[1] = f"{parts[1]}（{formula}）" if language == "zh" else f"{parts[1]} ({formula})"
    return " · ".join(parts)


def _fact(fact: Fact, language: str) -> dict[str, Any]:
    formula = FORMULAS.get(fact.operator or "", {}).get(language, fact.operator)
    return {
        "label": label_of(fact, language),
        "short": label_of(fact, language).partition(" · ")[2],
        "value": _value(fact, language),
        "period": str(fact.period) if fact.period else None,
        "formula": formula,
        "missing": labels(language).get(f"missing_{fact.missing}", fact.missing) if fact.missing else None,
        "nature": labels(language).get(f"nature_{fact.nature}", fact.nature) or None,
        "inputs": [str(f.key) for f in fact.inputs],
        "evidence": [_evidence(e, fact.text) for e in fact.evidence],
    }


def _value(fact: Fact, language: str) -> str:
    value = fact.value
    if value is None:
        return "—"
    if isinstance(value, list | tuple):
        return "、".join(str(v) for v in value)
    if not isinstance(value, Decimal):
        return str(value)
    places = -int(value.as_tuple().exponent)
    shown = fact.shown_decimals
    # A quotient has fifty digits; four past those printed are enough to see how it was rounded.
    if shown is not None and places > shown + 4:
        value = round_half_up(value, shown + 4)
    unit = UNITS.get(fact.unit or "", {}).get(language, fact.unit or "")
    return f"{plain(value)}%" if unit == "%" else " ".join(x for x in (plain(value), unit) if x != "")


def _evidence(item: Evidence, printed: str) -> dict[str, Any]:
    place, _, snapshot = item.note.partition("#")
    return {"place": place, "printed": printed or None, "snapshot": snapshot[:_HASH] or None}
