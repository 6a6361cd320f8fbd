"""The quantities of the prose, and the names whose digits are not quantities."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from ..model.report import Report
from ..quantity import Quantity, Skipped, scan
from .prose import Passage

__all__ = ["known_names", "scan_passage"]


_POINTS = {ord("﹒"): ".", ord("．"): "."}
"""Decimal points of other widths: what reads the digits of a figure again expects the plain one."""
_HAS_DIGIT = re.compile(r"\d")


def known_names(report: Report) -> tuple[str, ...]:
    """Names with digits that the report's own tables print as subjects or column heads.

    A year or a date alone is not a name, nor is a cell that is only a number with a unit.
    """
    found: dict[str, None] = {}
    for table in report.tables:
        labels: list[str] = list(table.columns)
        for row in table.rows:
            labels.extend(row[:2])
        for label in labels:
            text = label.strip()
            if 3 <= len(text) <= 40 and _HAS_DIGIT.search(text) and _is_name(text):
                found[text] = None
    return tuple(found)


_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,}(?:[A-Za-z]\d|\d+[A-Za-z](?![A-Za-z]))[\w-]*$")


def _is_name(text: str) -> bool:
    letters = sum(1 for c in text if c.isascii() and c.isalpha())
    if _LABELLED.match(text):
        return True  # 昇腾910C, 曜石A7
    # A label such as GPT4o-0513 or A100-40G; "12 核" and "2023 年" are figures.
    return (
        letters >= 2
        and bool(re.match(r"[A-Za-z\u4e00-\u9fff]", text))
        and not text.lower().startswith(("eps", "pe"))
    )


def scan_passage(passage: Passage, names: Iterable[str]) -> tuple[list[Quantity], list[Skipped]]:
    """The passage's quantities and skipped runs, with positions in the report's text."""
    found = scan(passage.text, names=tuple(names), headings=passage.role in ("heading", "contents"))
    move = passage.start
    if passage.role == "source":
        # 36氪, 21 财经: digits of a source line are those of its publishers' names.
        return [], [
            replace(s, start=s.start + move, end=s.end + move)
            for s in sorted(
                [*found.skipped, *(Skipped(q.text, q.start, q.end, "name") for q in found.quantities)],
                key=lambda s: s.start,
            )
        ]
    return (
        [
            replace(q, text=q.text.translate(_POINTS), start=q.start + move, end=q.end + move)
            for q in found.quantities
        ],
        [replace(s, start=s.start + move, end=s.end + move) for s in found.skipped],
    )
