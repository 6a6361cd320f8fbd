"""Where definitions coincide, numbers must: the peers with their penalties off and their tolerances tight.

    python bench/rank_data.py bench/data/votes_200k.parquet --votes 200000
    python bench/rank_run.py tieout-interval bench/data/votes_200k.parquet > /tmp/plain.json
    python bench/rank_run.py tieout-style-reweighted bench/data/votes_200k.parquet > /tmp/style.json
    /tmp/bench-venv/bin/python bench/rank_agree.py bench/data/votes_200k.parquet /tmp/plain.json /tmp/style.json

Prints the largest differences of scores, half-widths and coefficients, also with the peers' defaults.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from rank_run import _cells, _differences, _frame, _logistic, _style_columns

Rows = dict[str, tuple[float, float]]


def report(label: str, theirs: Rows, mine: Rows, **more: Any) -> None:
    """One JSON line: largest difference of centred scores, and of half-widths where there are any."""
    shift = np.mean([theirs[m][0] - mine[m][0] for m in mine])
    line: dict[str, Any] = {
        "peer": label,
        "scores": float(max(abs(theirs[m][0] - mine[m][0] - shift) for m in mine)),
    }
    if not any(np.isnan(width) for _, width in theirs.values()):
        line["half-widths"] = float(max(abs(theirs[m][1] - mine[m][1]) for m in mine))
    print(json.dumps({**line, **more}), flush=True)


def read(path: str) -> tuple[Rows, list[float]]:
    """Our scores and half-widths by model, and coefficients."""
    ours = json.loads(Path(path).read_text())
    return {r[0]: (r[1], r[3] - r[1]) for r in ours["rows"] if r[1] is not None}, ours["beta"]


def with_width(out: Any) -> Rows:
    """arena-rank's scores and half-widths by model."""
    scores, upper = (np.asarray(out[k]) for k in ("ratings", "rating_upper"))
    return {m: (float(s), float(u - s)) for m, s, u in zip(out["competitors"], scores, upper, strict=True)}


def plain(path: str, mine: Rows) -> None:
    """Bradley-Terry without covariates."""
    from arena_rank.models.bradley_terry import BradleyTerry
    from arena_rank.utils.data_utils import PairDataset
    from rank_run import choix, evalica

    for name, function in (("evalica", evalica), ("choix", choix)):
        rows, _ = function(path)
        report(name, {model: (score, float("nan")) for model, score in rows}, mine)
    cells, counts, names, _ = _cells(path)
    for label, tolerance in (("scikit-learn, tol 1e-6", 1e-6), ("scikit-learn, tol 1e-12", 1e-12)):
        scores = _logistic(cells, counts, len(names), tolerance)
        report(label, {m: (s, float("nan")) for m, s in zip(names, scores.tolist(), strict=True)}, mine)
    data = PairDataset.from_pandas(_frame(path))
    for label, options in (
        ("arena-rank", {}),
        ("arena-rank, tight", {"ftol": 1e-16, "gtol": 1e-12, "hessian_reg": 1e-10}),
    ):
        report(
            label,
            with_width(BradleyTerry(len(data.competitors), **options).compute_ratings_and_cis(data)),
            mine,
        )


def style(path: str, mine: Rows, beta: list[float]) -> None:
    """Style control, reweighted as arena-rank does by default."""
    from arena_rank.models.contextual_bradley_terry import ContextualBradleyTerry
    from arena_rank.utils.data_utils import ContextualPairDataset

    frame = _frame(path, _style_columns())
    d = _differences(frame)
    names = [f"d{i}" for i in range(d.shape[1])]
    for i, name in enumerate(names):
        frame[name] = d[:, i]
    data = ContextualPairDataset.from_pandas(frame, feature_cols=names)
    print(json.dumps({"our coefficients": [round(b, 4) for b in beta]}))
    for label, options in (
        ("arena-rank style, reg=0", {"reg": 0.0, "hessian_reg": 1e-9, "ftol": 1e-14}),
        ("arena-rank style", {}),
    ):
        out = ContextualBradleyTerry(len(data.competitors), len(names), **options).compute_ratings_and_cis(
            data
        )
        report(
            label, with_width(out), mine, coefficients=[round(float(b), 4) for b in np.asarray(out["coeffs"])]
        )


def main() -> None:
    """Compare with both of our results."""
    path, plain_path, style_path = sys.argv[1:4]
    plain(path, read(plain_path)[0])
    style(path, *read(style_path))


if __name__ == "__main__":
    main()
