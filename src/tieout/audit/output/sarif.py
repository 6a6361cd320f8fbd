"""The audit as SARIF 2.1.0, for code hosts and editors (OASIS standard, 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ...model.claim import Finding
from ..engine import Audit
from ..rules import all_rules

__all__ = ["render", "sarif"]

_LEVEL = {"high": "error", "medium": "warning", "low": "note"}


def sarif(audits: Iterable[tuple[str, Audit]]) -> dict[str, Any]:
    """One run over all files."""
    items = list(audits)
    used = {f.code for _, a in items for f in a.findings}
    rules = [r for r in all_rules() if r.code in used]
    index = {r.code: i for i, r in enumerate(rules)}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "tieout",
                        "rules": [
                            {
                                "id": r.code,
                                "name": r.title,
                                "shortDescription": {"text": f"{r.title} {r.title_zh}"},
                                "fullDescription": {"text": r.doc},
                                "defaultConfiguration": {"level": _LEVEL[r.severity]},
                            }
                            for r in rules
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(file, a, f, index) for file, a in items for f in a.findings],
            }
        ],
    }


def _result(file: str, audit: Audit, finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    out: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file},
                    "region": _region(audit.report.text, finding.start, finding.end),
                }
            }
        ],
    }
    if finding.code in index:
        out["ruleIndex"] = index[finding.code]
    if finding.waived is not None:
        out["suppressions"] = [{"kind": "external", "justification": finding.waived}]
    return out


def _region(text: str, start: int, end: int) -> dict[str, Any]:
    return {
        "startLine": text.count("\n", 0, start) + 1,
        "startColumn": start - (text.rfind("\n", 0, start) + 1) + 1,
        "endLine": text.count("\n", 0, end) + 1,
        "endColumn": end - (text.rfind("\n", 0, end) + 1) + 1,
        "charOffset": start,
        "charLength": end - start,
        "snippet": {"text": text[start:end]},
    }


def render(audits: Iterable[tuple[str, Audit]]) -> str:
    """The SARIF log as JSON text."""
    return json.dumps(sarif(audits), ensure_ascii=False, indent=2) + "\n"
