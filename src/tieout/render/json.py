"""JSON: the report for programs, and the evidence behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ..model import Fact, Report, Table
from ..trackers import get_tracker

__all__ = ["FORMAT", "evidence_data", "evidence_json", "lineage", "report_data", "report_json"]

FORMAT = "report/1"
"""The version of the embedded data; a reader that knows another one reads the page instead."""


def report_data(report: Report, *, internal: bool = True) -> dict[str, Any]:
    """The contract's report. The internal copy has its bound stretches; a copy for clients has neither
    those nor the warnings of the build, which name files of the desk, and its records hold what their
    tables print and nothing else the desk knows.

    >>> sorted(report_data(Report("周报")))
    ['blocks', 'meta', 'spans', 'tables', 'text', 'tieout', 'warnings']
    """
    data = {"tieout": FORMAT, **report.as_json()}
    if internal:
        data["spans"] = [s.as_json() for s in report.spans]
    else:
        data["warnings"] = []
        for told, table in zip(data["tables"], report.tables, strict=True):
            told["records"] = [_printed(record, table, n) for n, record in enumerate(told["records"])]
    if report.charts:
        data["charts"] = [c.as_json(internal=internal) for c in report.charts]
    if report.pictures:
        data["pictures"] = [p.as_json(internal=internal) for p in report.pictures]
    return data


def _printed(record: dict[str, Any], table: Table, number: int) -> dict[str, Any]:
    """The fields of a record that its table shows: columns of their own, or words of a cell or header."""
    tracker = get_tracker(str(table.tracker))
    if tracker.pivot is not None or number >= len(table.record_rows):
        return record
    said = " ".join((*table.columns, *table.rows[table.record_rows[number]]))
    keys = {c.field for c in tracker.keys}
    shown = keys | {f for f in table.fields if f}
    return {f: v for f, v in record.items() if f in shown or (v not in (None, "") and _bare(v) in said)}


def _bare(value: Any) -> str:
    return str(value).lstrip("-") if not isinstance(value, dict) else str(value.get("text") or value)


def report_json(report: Report, *, internal: bool = True) -> str:
    """:func:`report_data` as text, one line, keys in a fixed order."""
    return json.dumps(report_data(report, internal=internal), ensure_ascii=False, separators=(",", ":"))


def evidence_data(report: Report, facts: Mapping[str, Fact], gaps: Iterable[Any] = ()) -> dict[str, Any]:
    """Every bound stretch with its fact, every such fact with its whole lineage, and the gaps. Charts
    name the facts of their points, pictures their file and the right to print them.

    ``facts`` holds each fact once under its key, inputs of inputs included, so that a number can be
    followed down to the cells of the inbox.
    """
    return {
        "tieout": "evidence/1",
        "date": report.meta.date.isoformat() if report.meta.date else None,
        "spans": [{**s.as_json(), "quote": report.quote(s)} for s in report.spans],
        "facts": {k: _fact_data(f) for k, f in sorted(lineage(report, facts).items())},
        "gaps": [g.as_json() for g in gaps],
        "charts": [c.as_json() for c in report.charts],
        "pictures": [p.as_json() for p in report.pictures],
    }


def evidence_json(report: Report, facts: Mapping[str, Fact], gaps: Iterable[Any] = ()) -> str:
    """:func:`evidence_data` as indented text."""
    return json.dumps(evidence_data(report, facts, gaps), ensure_ascii=False, indent=1)


def _fact_data(fact: Fact) -> dict[str, Any]:
    data = fact.as_json()
    data["text"] = fact.text
    return data


def lineage(report: Report, facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Every fact that a bound stretch or a chart of the report leads to, once under its key."""
    found: dict[str, Fact] = {}
    keys = [s.fact for s in report.spans] + [k for c in report.charts for k in c.spec.facts()]
    # A statement is found under its link, which holds the quote as it was written.
    stack = [(k, facts[k]) for k in keys if k in facts]
    while stack:
        key, fact = stack.pop()
        if key not in found:
            found[key] = fact
            stack.extend((str(f.key), f) for f in fact.inputs)
    return found
