"""What a grid of scores says: the best of each row, averages, where a model leads, ties and trails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..errors import UndefinedFormula
from ..model import Fact, FactKey, Record, compute
from .view import View, operand

__all__ = ["Row", "Standing", "averages", "best_of_rows", "counts", "is_average", "rows_of", "standing"]

_AVERAGE = re.compile(
    r"(?:avg|average|mean|overall)\.?(?:\s*scores?)?|(?:综合)?(?:平均|均)分?|平均得分|总分", re.IGNORECASE
)
_MEAN_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The scores of one benchmark and metric that can be put beside each other, as printed order has them.

    Scores of another ``k`` than the row's first (cons@32 beside cons@64) are left out of ``records``.
    ``average`` is True for a row that averages the others.
    """

    benchmark: str
    metric: str | None
    records: tuple[Record, ...]
    average: bool = False

    @property
    def subject(self) -> tuple[str, ...]:
        """The row in a fact's key."""
        return (self.benchmark, self.metric) if self.metric else (self.benchmark,)

    def of(self, model: str) -> Record | None:
        """The model's record, None where it has no score here."""
        return next((r for r in self.records if r["model"] == model), None)

    def best(self) -> tuple[Record, ...]:
        """The records with the highest score, several when they tie."""
        top = max(r["score"] for r in self.records)
        return tuple(r for r in self.records if r["score"] == top)


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows in which a model leads alone, shares the lead, and trails."""

    leads: tuple[Row, ...]
    ties: tuple[Row, ...]
    trails: tuple[Row, ...]


def is_average(benchmark: str) -> bool:
    """True for the name of a row that averages the others: ``Avg. Score``, ``平均分``."""
    return bool(_AVERAGE.fullmatch(benchmark.strip()))


def rows_of(records: Sequence[Record]) -> tuple[Row, ...]:
    """The rows of a grid with a score for two models or more."""
    found: dict[tuple[str, str | None], list[Record]] = {}
    for r in records:
        if isinstance(r.get("score"), Decimal):
            found.setdefault((str(r["benchmark"]), r.get("metric") or None), []).append(r)
    rows = []
    for (benchmark, metric), inside in found.items():
        alike = tuple(r for r in inside if r.get("k") == inside[0].get("k"))
        if len(alike) > 1:
            rows.append(Row(benchmark, metric, alike, is_average(benchmark)))
    return tuple(rows)


def standing(records: Sequence[Record], model: str) -> Standing:
    """Where a model leads, ties for the lead and trails; rows that average others are not counted."""
    leads: list[Row] = []
    ties: list[Row] = []
    trails: list[Row] = []
    for row in rows_of(records):
        own = row.of(model)
        if own is None or row.average:
            continue
        best = row.best()
        (trails if own not in best else leads if len(best) == 1 else ties).append(row)
    return Standing(tuple(leads), tuple(ties), tuple(trails))


def counts(view: View) -> tuple[Fact, ...]:
    """How often each model leads alone, shares the lead and trails: ``score.leads/MODEL`` and so on."""
    everything = tuple(view.value(r, "score") for r in view.records)
    facts = []
    for model in dict.fromkeys(str(r["model"]) for r in view.records):
        found = standing(view.records, model)
        for name, rows in (("leads", found.leads), ("ties", found.ties), ("trails", found.trails)):
            key = FactKey(view.tracker.name, f"score.{name}", (model,))
            size = Decimal(len(rows))
            facts.append(Fact(key, size, "count", 0, view.period, "", "count", everything))
    return tuple(view.keep(f) for f in facts)


def best_of_rows(view: View) -> tuple[Fact, ...]:
    """Who has the best score of each row: ``score.best/BENCHMARK``, several names when they tie."""
    facts = []
    for row in rows_of(view.records):
        names = tuple(view.name(r) for r in row.best())
        inputs = tuple(view.value(r, "score") for r in row.records)
        key = FactKey(view.tracker.name, "score.best", row.subject)
        facts.append(Fact(key, names, None, None, view.period, operator="extreme", inputs=inputs))
    return tuple(view.keep(f) for f in facts)


def averages(view: View) -> tuple[Fact, ...]:
    """Each model's average over the rows in which every model has a score: ``score.mean/MODEL``.

    Only of scores on one scale, up to a hundred, and of two rows or more.
    """
    models = list(dict.fromkeys(str(r["model"]) for r in view.records))
    rows = [
        row
        for row in rows_of(view.records)
        if not row.average
        and all(row.of(m) is not None for m in models)
        and all(abs(r["score"]) <= 100 for r in row.records)
    ]
    if len(rows) < 2 or len(models) < 2:
        return ()
    facts = []
    for model in models:
        inputs = tuple(view.value(r, "score") for row in rows if (r := row.of(model)) is not None)
        try:
            mean = compute("mean", *(operand(f) for f in inputs)).value
        except UndefinedFormula:
            continue
        places = max(_MEAN_DECIMALS, *(f.shown_decimals or 0 for f in inputs))
        key = FactKey(view.tracker.name, "score.mean", (model,))
        facts.append(Fact(key, mean, "points", places, view.period, "", "mean", inputs))
    return tuple(view.keep(f) for f in facts)
