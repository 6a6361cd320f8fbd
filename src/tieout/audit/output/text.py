"""The audit for a terminal: findings first, by what they change for a reader, then the accounting."""

from __future__ import annotations

from ...model.claim import Finding
from ...model.evidence import Evidence, json_value
from ..engine import Audit

__all__ = ["render"]

_WORD = {"high": "严重 HIGH", "medium": "注意 MEDIUM", "low": "提示 LOW"}


def render(audit: Audit, file: str = "", *, every: bool = False) -> str:
    """The text of one audit. ``every`` also lists the numbers nothing could check."""
    lines = [file] if file else []
    open_ones = [f for f in audit.findings if f.waived is None]
    waived = [f for f in audit.findings if f.waived is not None]
    for severity in ("high", "medium", "low"):
        for finding in open_ones:
            if finding.severity == severity:
                lines += _finding(audit, finding)
    if waived:
        lines.append(f"  已豁免 waived: {len(waived)}")
        lines += [f"    {f.code} {_short(f.quote)} — {f.waived}" for f in waived]
    if not open_ones:
        lines.append("  没有发现问题 no findings")
    s = audit.summary
    lines.append(
        f"  数字 {s['numbers']}：相符 {s['supported']}，舍入内相符 {s['supported_by_rounding']}，"
        f"不符 {s['contradicted']}，无从核对 {s['unchecked']}；覆盖率 {s['coverage']:.0%}"
    )
    lines.append(
        f"  {s['numbers']} numbers: {s['supported']} supported, {s['supported_by_rounding']} within rounding, "
        f"{s['contradicted']} contradicted, {s['unchecked']} unchecked; coverage {s['coverage']:.0%}; {s['claims']} claims; "
        f"{len(audit.skipped)} runs of digits are dates, names or numbering"
    )
    if every:
        lines.append("  无从核对 unchecked:")
        lines += [
            f"    {_place(audit.report.text, n.q.start)} {_short(n.quote)}: {n.reason}"
            for n in audit.numbers
            if n.verdict == "unchecked"
        ]
    return "\n".join(lines) + "\n"


def _finding(audit: Audit, finding: Finding) -> list[str]:
    place = _place(audit.report.text, finding.start)
    out = [
        f"  {finding.code} {_WORD[finding.severity]}  {place}",
        f"    {_short(finding.quote, 160)}",
        f"    {finding.message}",
    ]
    said, expected = json_value(finding.stated), json_value(finding.expected)
    if said is not None and expected is not None and not isinstance(expected, list):
        out.append(f"    文中 stated {said}    应为 expected {expected}")
    out += [
        f"    依据 evidence: {line}"
        for line in dict.fromkeys(_evidence(audit, e) for e in finding.evidence)
        if line
    ][:3]
    return out


def _evidence(audit: Audit, e: Evidence) -> str:
    if e.kind == "cell" and e.table is not None:
        table = audit.report.tables[e.table]
        name = table.figure or table.caption or f"表 {e.table + 1}"
        return f"{name}, 第 {(e.row or 0) + 1} 行 row {(e.row or 0) + 1}, {e.column}: {json_value(e.value)}"
    if e.kind == "formula":
        return e.note
    if e.start is not None and e.end is not None:
        return f"{_place(audit.report.text, e.start)} {_short(audit.report.text[e.start : e.end])}"
    return e.note


def _place(text: str, at: int) -> str:
    line = text.count("\n", 0, at) + 1
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return f"行 {line}:{column}"


def _short(text: str, width: int = 80) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
