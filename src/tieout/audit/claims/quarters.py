"""The day a period ends against the period beside it: ``Q3 … 截至 9 月 30 日的季度``.

The last day of a calendar quarter, half or year follows from its name. A day that does not fit may be
that of a fiscal year, so this confirms and never contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.evidence import Evidence
from .base import Context, Draft

__all__ = ["find"]

_ENDS_ZH = re.compile(
    r"截至\s*(?:20\d\d\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日(?:止)?的?(?:三个月|季度|财季|六个月|半年度?|年度|财年|十二个月)"
)
_ENDS_EN = re.compile(
    r"\b(?:quarter|three months|half|six months|year|twelve months) (?:that )?end(?:ed|ing) (?:on )?"
    r"(?P<name>march|june|september|december) (?P<d>\d{1,2})\b"
)
_MONTHS = {"march": 3, "june": 6, "september": 9, "december": 12}
_LAST = {3: 31, 6: 30, 9: 30, 12: 31}
_PERIODS = (
    (3, re.compile(r"(?<![a-z\d])(?:q1|1q)(?!\d)|(?<!第)第?一季度|首季|\bfirst[- ]quarter\b")),
    (6, re.compile(r"(?<![a-z\d])(?:q2|2q|h1|1h)(?!\d)|第?二季度|上半年|\b(?:second[- ]quarter|first[- ]half)\b")),
    (9, re.compile(r"(?<![a-z\d])(?:q3|3q)(?!\d)|第?三季度|\bthird[- ]quarter\b")),
    (12, re.compile(r"(?<![a-z\d])(?:q4|4q|h2|2h)(?!\d)|第?四季度|下半年|全年|\b(?:fourth[- ]quarter|second[- ]half|full[- ]year)\b")),
)  # fmt: skip


def find(context: Context) -> Iterator[Draft]:
    """Days said to end a period whose name stands before them in the passage."""
    text = context.passage.low
    for found in (*_ENDS_ZH.finditer(text), *_ENDS_EN.finditer(text)):
        groups = found.groupdict()
        month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["name"]]
        if _LAST.get(month) != int(found.group("d")):
            continue
        begin = max(text.rfind(c, 0, text.rfind("。", 0, found.start())) for c in "。\n") + 1
        named = [
            (m.start(), m.group(), last)
            for last, pattern in _PERIODS
            for m in pattern.finditer(text, begin, found.start())
        ]
        if not named or max(named)[2] != month:
            continue
        at, name, _ = max(named)
        offset = context.passage.start
        yield Draft(
            "value",
            "TIE101",
            offset + found.start(),
            offset + found.end(),
            None,
            fixed="supported",
            metric="period end",
            said=f"{month}-{found.group('d')}",
            expected=f"{month}-{_LAST[month]}",
            reason=f"the last day of {name} in the calendar",
            evidence=(
                Evidence(
                    "formula",
                    note=f"{name} ends {month}-{_LAST[month]}",
                    inputs=(Evidence("sentence", start=offset + at, end=offset + at + len(name), note=name),),
                ),
            ),
        )
