"""One contender on one file, in a process of its own: prints one JSON line.

    python bench/rank_run.py tieout-interval bench/data/votes_2m.parquet

``seconds`` runs from the Parquet file on disk to the finished table (a list of rows: model, score, bounds, rank
where the contender has them); imports come before it. ``cpu`` is the processor time of the same span, which a busy machine
disturbs less. ``peak_mb`` is the largest resident memory of the process
and its children. Contenders of other libraries need the environment of ``requirements-rank.txt``.
"""

from __future__ import annotations

import json
import math
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

FEATURES = ("sum_assistant_{}_tokens", "header_count_{}", "list_count_{}", "bold_count_{}")
SCALE = 400 / math.log(10)

Rows = list[tuple[Any, ...]]


def tieout(path: str, **options: Any) -> tuple[Rows, list[float]]:
    from tieout.rank import rank

    board = rank(path, **options).overall
    rows = [(e.model, e.score, e.lower, e.upper, e.rank) for e in board.entries]
    if options.get("style") is not False and board.style is not None:
        rows = [(e.model, e.score_style_control, e.lower_style_control, e.upper_style_control, e.rank_style_control)
                for e in board.entries]  # fmt: skip
    return rows, [c.value for c in board.coefficients]


def tieout_categories(path: str) -> tuple[Rows, list[float]]:
    from tieout.rank import rank

    leaderboard = rank(path, by="category")
    return [
        (b.name, e.model, e.score, e.rank, e.rank_style_control) for b in leaderboard for e in b.entries
    ], []


def decode_polars(path: str) -> tuple[Rows, list[float]]:
    import polars as pl

    pl.read_parquet(path, columns=["model_a", "model_b", "winner"])
    return [], []


def decode_pyarrow(path: str) -> tuple[Rows, list[float]]:
    import pyarrow.parquet as pq

    pq.read_table(path, columns=["model_a", "model_b", "winner"])
    return [], []


def decode_pandas(path: str) -> tuple[Rows, list[float]]:
    _frame(path)
    return [], []


def _frame(path: str, more: tuple[str, ...] = ()) -> Any:
    import pandas as pd

    return pd.read_parquet(path, columns=["model_a", "model_b", "winner", *more])


def _style_columns() -> tuple[str, ...]:
    return tuple(f.format(side) for f in FEATURES for side in "ab")


def _differences(frame: Any) -> Any:
    import numpy as np

    a, b = (frame[[f.format(s) for f in FEATURES]].to_numpy(dtype=float) for s in "ab")
    d = (a - b) / (a + b + 1)
    return np.ascontiguousarray(d)


def arena_rank(path: str, *, style: bool = False) -> tuple[Rows, list[float]]:
    import numpy as np

    frame = _frame(path, _style_columns() if style else ())
    if style:
        from arena_rank.models.contextual_bradley_terry import ContextualBradleyTerry
        from arena_rank.utils.data_utils import ContextualPairDataset

        d = _differences(frame)
        names = [f"d{i}" for i in range(d.shape[1])]
        for i, name in enumerate(names):
            frame[name] = d[:, i]
        data = ContextualPairDataset.from_pandas(frame, feature_cols=names)
        model = ContextualBradleyTerry(len(data.competitors), len(names))
    else:
        from arena_rank.models.bradley_terry import BradleyTerry
        from arena_rank.utils.data_utils import PairDataset

        data = PairDataset.from_pandas(frame)
        model = BradleyTerry(len(data.competitors))
    out = model.compute_ratings_and_cis(data)
    scores, lower, upper = (np.asarray(out[k]) for k in ("ratings", "rating_lower", "rating_upper"))
    beta = [float(b) for b in np.asarray(out["coeffs"])] if style else []
    return list(zip(out["competitors"], scores.tolist(), lower.tolist(), upper.tolist(), strict=True)), beta


def evalica(path: str) -> tuple[Rows, list[float]]:
    import evalica as library

    frame = _frame(path)
    winners = frame["winner"].map(
        {"model_a": library.Winner.X, "model_b": library.Winner.Y, "tie": library.Winner.Draw,
         "tie (bothbad)": library.Winner.Draw}
    )  # fmt: skip
    found = library.bradley_terry(frame["model_a"], frame["model_b"], winners)
    return [(model, SCALE * math.log(score)) for model, score in found.scores.items()], []


def choix(path: str) -> tuple[Rows, list[float]]:
    import choix as library
    import numpy as np
    import pandas as pd

    frame = _frame(path)
    code, names = pd.factorize(pd.concat([frame["model_a"], frame["model_b"]]), sort=True)
    a, b = code[: len(frame)], code[len(frame) :]
    wins = np.zeros((len(names), len(names)))
    won = (frame["winner"] == "model_a").to_numpy()
    lost = (frame["winner"] == "model_b").to_numpy()
    tied = ~won & ~lost
    np.add.at(wins, (a[won], b[won]), 1.0)
    np.add.at(wins, (b[lost], a[lost]), 1.0)
    np.add.at(wins, (a[tied], b[tied]), 0.5)
    np.add.at(wins, (b[tied], a[tied]), 0.5)
    strengths = library.ilsr_pairwise_dense(wins)
    return [(model, SCALE * x) for model, x in zip(names, strengths, strict=True)], []


def _cells(path: str) -> tuple[Any, Any, Any, Any]:
    """FastChat's preparation: factorise, then np.unique over (a, b, outcome) rows."""
    import numpy as np
    import pandas as pd

    frame = _frame(path)
    code, names = pd.factorize(pd.concat([frame["model_a"], frame["model_b"]]))
    schedule = np.full((len(frame), 3), 1, dtype=np.int32)
    schedule[:, 0], schedule[:, 1] = code[: len(frame)], code[len(frame) :]
    schedule[frame["winner"] == "model_a", 2] = 2
    schedule[frame["winner"] == "model_b", 2] = 0
    cells, counts = np.unique(schedule, return_counts=True, axis=0)
    return cells, counts.astype(float), list(names), len(frame)


def _logistic(cells: Any, weights: Any, m: int, tolerance: float = 1e-6) -> Any:
    """Logistic regression on the cells, a tie as half a win each, as FastChat's definition says."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    x = np.zeros((len(cells), m))
    x[np.arange(len(cells)), cells[:, 0]] = math.log(10)
    x[np.arange(len(cells)), cells[:, 1]] = -math.log(10)
    win = cells[:, 2] / 2
    design = np.concatenate([x, x])
    y = np.concatenate([np.ones(len(x)), np.zeros(len(x))])
    w = np.concatenate([weights * win, weights * (1 - win)])
    used = w > 0
    model = LogisticRegression(
        fit_intercept=False, C=np.inf, tol=tolerance, max_iter=1_000 if tolerance >= 1e-6 else 20_000
    )
    model.fit(design[used], y[used], sample_weight=w[used])
    return 400 * model.coef_[0] + 1000


def _one_round(task: tuple[Any, Any, int]) -> Any:
    from threadpoolctl import threadpool_limits

    # One thread per worker: two workers with two threads each on two cores take five times as long.
    with threadpool_limits(1):
        return _logistic(*task)


def fastchat(path: str, rounds: int = 0) -> tuple[Rows, list[float]]:
    import multiprocessing as mp

    import numpy as np

    cells, counts, names, n = _cells(path)
    scores = _logistic(cells, counts, len(names))
    if not rounds:
        return list(zip(names, scores.tolist(), strict=True)), []
    rng = np.random.default_rng(0)
    draws = rng.multinomial(n, counts / counts.sum(), size=rounds).astype(float)
    with mp.get_context("fork").Pool() as pool:
        found = np.array(pool.map(_one_round, [(cells, w, len(names)) for w in draws], chunksize=1))
    lower, upper = np.quantile(found, [0.025, 0.975], axis=0)
    return list(zip(names, scores.tolist(), lower.tolist(), upper.tolist(), strict=True)), []


def fastchat_style(path: str) -> tuple[Rows, list[float]]:
    """FastChat's style control, point estimate only: L-BFGS over all votes, its penalty of 0.5 included."""
    import numpy as np
    import pandas as pd
    from scipy.optimize import minimize
    from scipy.special import expit

    frame = _frame(path, _style_columns())
    code, names = pd.factorize(pd.concat([frame["model_a"], frame["model_b"]]))
    a, b = code[: len(frame)], code[len(frame) :]
    y = np.full(len(frame), 0.5)
    y[frame["winner"] == "model_a"] = 1.0
    y[frame["winner"] == "model_b"] = 0.0
    d = _differences(frame)
    z = (d - d.mean(axis=0)) / d.std(axis=0)
    m, alpha, reg = len(names), math.log(10), 0.5
    mask = np.array([1.0, -1.0])
    pairs = np.column_stack([a, b])

    def loss(params: Any) -> tuple[float, Any]:
        x, beta = params[:m], params[m:]
        p = expit(alpha * (x[a] - x[b]) + z @ beta)
        value = -(np.log(p) * y + np.log(1 - p) * (1 - y)).sum() + reg / 2 * params @ params
        error = y - p
        gradient = reg * params
        np.add.at(gradient[:m], pairs, (-alpha * error)[:, None] * mask)
        gradient[m:] -= z.T @ error
        return value, gradient

    found = minimize(
        loss, np.zeros(m + z.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 100, "gtol": 1e-6}
    )
    return list(zip(names, (400 * found.x[:m] + 1000).tolist(), strict=True)), found.x[m:].tolist()


CONTENDERS: dict[str, Callable[[str], tuple[Rows, list[float]]]] = {
    "tieout-interval": lambda path: tieout(path, style=False),
    "tieout-bootstrap-100": lambda path: tieout(path, style=False, interval="multinomial", rounds=100),
    "tieout-cluster": lambda path: tieout(path, style=False, cluster=True),
    "tieout-style": lambda path: tieout(path),
    "tieout-style-reweighted": lambda path: tieout(path, reweight=True),
    "tieout-categories": tieout_categories,
    "decode-polars": decode_polars,
    "decode-pyarrow": decode_pyarrow,
    "decode-pandas": decode_pandas,
    "arena-rank-interval": arena_rank,
    "arena-rank-style": lambda path: arena_rank(path, style=True),
    "evalica": evalica,
    "choix": choix,
    "fastchat": fastchat,
    "fastchat-bootstrap-100": lambda path: fastchat(path, 100),
    "fastchat-style": fastchat_style,
}

_IMPORTS = {
    "tieout": ("duckdb", "numpy", "numpy.ma", "threadpoolctl", "tieout.rank.verb"),
    "decode-polars": ("polars",),
    "decode-pyarrow": ("pyarrow.parquet",),
    "decode-pandas": ("pandas", "pyarrow.parquet"),
    "arena": (
        "pandas",
        "pyarrow.parquet",
        "arena_rank.models.bradley_terry",
        "arena_rank.models.contextual_bradley_terry",
    ),
    "evalica": ("pandas", "pyarrow.parquet", "evalica"),
    "choix": ("pandas", "pyarrow.parquet", "choix"),
    "fastchat": ("pandas", "pyarrow.parquet", "sklearn.linear_model", "scipy.optimize"),
}


def _processor() -> float:
    """Seconds of processor time of this process and its finished children."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(r.ru_utime + r.ru_stime for r in both)


def main() -> None:
    """Run the contender named on the command line."""
    import importlib

    name, path = sys.argv[1], sys.argv[2]
    key = name if name in _IMPORTS else name.split("-")[0]
    for module in _IMPORTS[key]:
        importlib.import_module(module)
    start, used = time.perf_counter(), _processor()
    rows, beta = CONTENDERS[name](path)
    seconds, used = time.perf_counter() - start, _processor() - used
    kilobytes = sum(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    print(
        json.dumps(
            {
                "name": name,
                "seconds": seconds,
                "cpu": used,
                "peak_mb": kilobytes / 1024,
                "rows": rows,
                "beta": beta,
            }
        )
    )


if __name__ == "__main__":
    main()
