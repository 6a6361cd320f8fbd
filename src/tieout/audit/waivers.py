"""Waivers: findings a person has looked at and let stand, with the reason, kept beside the report.

``report.txt`` keeps them in ``report.txt.waivers.json``: a list of ``{"code", "quote", "reason"}``;
an empty quote waives the code wherever it is found. A waived finding stays in every output with its
reason; it no longer counts for the exit status.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import ConfigError, UsageError
from ..model.claim import Finding

__all__ = ["Waiver", "apply", "load", "parse", "path_of", "save"]


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: the rule's code, the text it is for (empty: everywhere), and why."""

    code: str
    quote: str
    reason: str

    def covers(self, finding: Finding) -> bool:
        """True when the finding is of this code and, where a quote is kept, of this text."""
        if finding.code != self.code:
            return False
        return (
            not self.quote
            or self.quote in finding.quote
            or (bool(finding.quote.strip()) and finding.quote in self.quote)
        )


def parse(text: str) -> Waiver:
    """A waiver as typed: ``CODE=reason`` or ``CODE@quote=reason``.

    >>> parse("TIE405@太极股份=老客户要求保留").quote
    '太极股份'
    """
    head, mark, reason = text.partition("=")
    code, _, quote = head.partition("@")
    code = code.strip().upper()
    if not mark or not reason.strip() or not code.startswith("TIE"):
        raise UsageError(
            f"{text!r} is no waiver",
            next_step="write CODE=reason or CODE@quote=reason, such as TIE405@太极股份=kept on purpose",
        )
    return Waiver(code, quote.strip(), reason.strip())


def path_of(report: Path) -> Path:
    """Where the waivers of a report are kept."""
    return report.with_name(report.name + ".waivers.json")


def load(report: Path) -> tuple[Waiver, ...]:
    """The waivers kept beside a report; none when there is no file."""
    path = path_of(report)
    if not path.is_file():
        return ()
    try:
        items = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Waiver(str(i["code"]), str(i.get("quote", "")), str(i["reason"])) for i in items)
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{path} cannot be read as a list of waivers", next_step="mend or delete the file", path=str(path)
        ) from error


def save(report: Path, waivers: Sequence[Waiver]) -> Path:
    """Keep the waivers beside the report, replacing those kept before."""
    path = path_of(report)
    items = [{"code": w.code, "quote": w.quote, "reason": w.reason} for w in dict.fromkeys(waivers)]
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(items, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)
    return path


def apply(findings: Sequence[Finding], waivers: Sequence[Waiver]) -> tuple[Finding, ...]:
    """The findings, each with the reason of the first waiver that covers it."""
    out: list[Finding] = []
    for finding in findings:
        waiver = next((w for w in waivers if w.covers(finding)), None)
        out.append(replace(finding, waived=waiver.reason) if waiver else finding)
    return tuple(out)
