"""Where definitions coincide, numbers must: style control against arena-rank without its penalty.

    python bench/rank_data.py bench/data/votes_200k.parquet --votes 200000
    python bench/rank_run.py tieout-style-reweighted bench/data/votes_200k.parquet > /tmp/ours.json
    /tmp/bench-venv/bin/python bench/rank_agree.py bench/data/votes_200k.parquet /tmp/ours.json

Prints the largest differences of scores, half-widths and coefficients, with ``reg=0`` and with the default.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from rank_run import _differences, _frame, _style_columns


def main() -> None:
    """Fit arena-rank twice and compare with our rows."""
    from arena_rank.models.contextual_bradley_terry import ContextualBradleyTerry
    from arena_rank.utils.data_utils import ContextualPairDataset

    path, ours_path = sys.argv[1:3]
    ours = json.loads(Path(ours_path).read_text())
    frame = _frame(path, _style_columns())
    d = _differences(frame)
    names = [f"d{i}" for i in range(d.shape[1])]
    for i, name in enumerate(names):
        frame[name] = d[:, i]
    data = ContextualPairDataset.from_pandas(frame, feature_cols=names)
    mine = {row[0]: row[1:4] for row in ours["rows"] if row[1] is not None}
    for label, options in (("reg=0", {"reg": 0.0, "hessian_reg": 1e-9, "ftol": 1e-14}), ("default", {})):
        out = ContextualBradleyTerry(len(data.competitors), len(names), **options).compute_ratings_and_cis(
            data
        )
        scores, upper = (np.asarray(out[k]) for k in ("ratings", "rating_upper"))
        theirs = {m: (s, u - s) for m, s, u in zip(out["competitors"], scores, upper, strict=True)}
        shift = np.mean([theirs[m][0] - mine[m][0] for m in mine])
        print(
            json.dumps(
                {
                    "arena-rank": label,
                    "scores": float(max(abs(theirs[m][0] - mine[m][0] - shift) for m in mine)),
                    "half-widths": float(max(abs(theirs[m][1] - (mine[m][2] - mine[m][0])) for m in mine)),
                    "their coefficients": [round(float(b), 4) for b in np.asarray(out["coeffs"])],
                    "our coefficients": [round(b, 4) for b in ours["beta"]],
                }
            )
        )


if __name__ == "__main__":
    main()
