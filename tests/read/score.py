"""Cell accuracy of a reading against labelled records: right cells over all labelled cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tieout.model import Report

# Labels of benchmark tables name models and benchmarks in the annotator's own normal form.
LOOSE = {("benchmark", "model"), ("benchmark", "benchmark")}


@dataclass
class Score:
    """Right and labelled cells, by table; ``wrong`` lists every miss."""

    right: int = 0
    total: int = 0
    tables: dict[str, tuple[int, int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        return self.right / self.total if self.total else 0.0

    def of(self, tracker: str) -> float:
        hits = [v for k, v in self.tables.items() if k.split(" ")[0] == tracker]
        total = sum(t for _, t in hits)
        return sum(r for r, _ in hits) / total if total else 0.0


def score(report: Report, labels: Mapping[str, Any]) -> Score:
    """Compare the tables of a report with labelled tables, in printed order within each tracker."""
    found: dict[str, list[list[dict[str, Any]]]] = {}
    for table in report.tables:
        if table.tracker:
            found.setdefault(table.tracker, []).append([r.as_json() for r in table.records])
    out = Score()
    for k, table in enumerate(labels["tables"]):
        tracker = table["tracker"]
        ours = found.get(tracker, [])
        mine = ours.pop(0) if ours else []
        name = f"{tracker} {table.get('figure') or k}"
        right, total = _records(tracker, mine, table["records"], name, out.wrong)
        out.tables[name] = (right, total)
        out.right += right
        out.total += total
    return out


def _records(
    tracker: str,
    mine: Sequence[dict[str, Any]],
    labelled: Sequence[dict[str, Any]],
    name: str,
    wrong: list[str],
) -> tuple[int, int]:
    """Each labelled record against the most alike of ours that is still free, the order kept where equal."""
    right = total = 0
    free = list(range(len(mine)))
    for i, label in enumerate(labelled):
        hits = [
            (sum(same(v, mine[j].get(k), loose=(tracker, k) in LOOSE) for k, v in label.items()), -j)
            for j in free
        ]
        best = -max(hits)[1] if hits else None
        one = mine[best] if best is not None else {}
        if best is not None:
            free.remove(best)
        for key, value in label.items():
            total += 1
            if same(value, one.get(key), loose=(tracker, key) in LOOSE):
                right += 1
            else:
                wrong.append(f"{name} row {i} {key}: {one.get(key)!r} is not {value!r}")
    return right, total


def same(label: Any, mine: Any, *, loose: bool = False) -> bool:
    if label in (None, [], "") and mine in (None, [], ""):
        return True
    if isinstance(label, Mapping):
        return isinstance(mine, Mapping) and all(
            label.get(k) == mine.get(k) for k in ("low", "high", "currency", "comparator")
        )
    if isinstance(label, list):
        return isinstance(mine, list) and [_fold(x) for x in label] == [_fold(x) for x in mine]
    if isinstance(label, int | float) and isinstance(mine, int | float):
        return abs(label - mine) < 1e-9
    if isinstance(label, str) and isinstance(mine, str):
        if loose:
            return _unread(label) == _unread(mine)
        return _fold(label) == _fold(mine)
    return False


def _fold(text: str) -> str:
    """Spaces and widths aside: the labels take out blanks a line break left in a cell."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def _unread(text: str) -> str:
    """A name with what a recogniser confuses made equal: names are kept as printed, labels are repaired."""
    return re.sub(r"\W|_", "", _fold(text)).translate(str.maketrans("otliq", "0111g"))
