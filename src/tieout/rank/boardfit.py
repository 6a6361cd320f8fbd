"""From the counts of one board to its entries: fit, interval, rank, rank under style control."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import RankError
from .board import Board, Entry, points
from .bootstrap import bootstrap
from .counts import Counts, Floats, Ints, pair_factors
from .covariance import cluster_meat, normal_quantile, sandwich, standard_errors, vote_meat
from .fit import ELO, Fit, fit_counts
from .graph import Unranked, estimable
from .ranks import rank_interval, rank_ub
from .settings import Settings
from .style import StyleFit, fit_style
from .stylecluster import style_covariance
from .stylerows import BoardRows, StyleTable, board_rows
from .stylesql import SqlRows, SqlStyleTable, sql_rows
from .voters import VoterCells, VoterTable

__all__ = ["make_board", "with_deltas"]

#: Below this a normal interval is a rough guess; the entry says so.
_FEW_VOTES = 100


@dataclass(frozen=True, slots=True)
class _Scores:
    """Scores and bounds of fitted models, in points."""

    models: tuple[str, ...]
    score: Floats
    lower: Floats
    upper: Floats


def make_board(
    name: str,
    counts: Counts,
    settings: Settings,
    *,
    voters: VoterTable | None = None,
    style: StyleTable | SqlStyleTable | None = None,
    style_bit: int | None = None,
    min_votes: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> Board:
    """The board of one set of counts.

    ``voters`` are needed for ``settings.cluster``; ``style`` adds the rank under style control. Models with
    ``min_votes`` or fewer are fitted but not displayed, and named in ``unranked``.
    """
    full = counts.votes_by_model
    found = estimable(counts) if settings.ridge == 0 else None
    kept = found.kept if found is not None else np.flatnonzero(full > 0)
    unranked = [u for u in (found.left_out if found else ()) if u.votes > 0]
    inside = counts.only(kept)
    notes = _notes_on_left_out(unranked)
    if inside.pairs == 0:
        empty = Fit(inside, "half", np.zeros(len(kept)), None, 0.0, 0, 0.0, settings.ridge)
        notes.append("no model can be ranked: no two of them won against each other or tied")
        unranked = [Unranked(m, int(v), "disconnected", "no group of models to rank it in")
                    for m, v in zip(counts.models, full, strict=True) if v > 0]  # fmt: skip
        size = len(kept)
        return Board(
            name,
            (),
            tuple(unranked),
            counts.votes,
            empty,
            np.zeros((size, size)),
            settings,
            None,
            tuple(notes),
        )
    weighted = inside.reweighted(settings.pair_floor) if settings.reweight else inside
    fit = fit_counts(weighted, settings.ties, ridge=settings.ridge)
    if settings.ties != "half" and fit.rule == "half":
        notes.append(
            f"the votes do not determine the tie parameter of {settings.ties}, so a tie counts as half a win"
        )
    cells = None
    if voters is not None:
        cells = voters.cells(inside, pair_factors(inside, settings.pair_floor) if settings.reweight else None)
    covariance = sandwich(fit, _clustered(fit, cells) if cells is not None else None)
    scores = _plain_scores(fit, covariance, settings, cells, progress, notes)
    votes = full[kept]
    display = np.flatnonzero(votes > min_votes)
    hidden = np.flatnonzero(votes <= min_votes).tolist()
    unranked += [
        Unranked(
            inside.models[i],
            int(votes[i]),
            "too_few_votes",
            f"the board shows models with more than {min_votes} votes",
        )
        for i in hidden
    ]
    if not len(display):
        option = "min_votes" if name == "overall" else "min_votes_boards"
        notes.append(f"no model has more than {min_votes} votes on this board; lower {option} to see it")
    style_fit, styled = None, None
    if style is not None:
        style_fit, styled = _style_scores(style, inside, fit, settings, style_bit, notes)
    entries = _entries(inside, votes, counts.tallies[kept], display, scores, styled)
    return Board(
        name,
        tuple(entries),
        tuple(unranked),
        counts.votes,
        fit,
        covariance,
        settings,
        style_fit,
        tuple(notes),
    )


def with_deltas(board: Board, overall: Board) -> Board:
    """The board with ``rank_delta``: the rank overall less the rank here, both among the models shown on this board.

    The Arena ranks the overall board anew among the models the category shows before it subtracts.
    """
    common = [e for e in board.entries if e.model in overall.models]
    if not common:
        return board
    lower = np.array([overall[e.model].lower for e in common])
    upper = np.array([overall[e.model].upper for e in common])
    here = rank_ub(np.array([e.lower for e in common]), np.array([e.upper for e in common]))
    delta = dict(zip((e.model for e in common), (rank_ub(lower, upper) - here).tolist(), strict=True))
    return replace(board, entries=tuple(replace(e, rank_delta=delta.get(e.model)) for e in board.entries))


def _plain_scores(
    fit: Fit,
    covariance: Floats,
    settings: Settings,
    cells: VoterCells | None,
    progress: Callable[[int, int], None] | None,
    notes: list[str],
) -> _Scores:
    models = fit.counts.models
    score = points(fit.x, settings, models)
    anchor = (
        models.index(settings.anchor[0]) if settings.anchor and settings.relative_to == "anchor" else None
    )
    if settings.interval == "sandwich":
        reach = ELO * normal_quantile(settings.level) * standard_errors(covariance, len(models), anchor)
        return _Scores(models, score, score - reach, score + reach)
    drawn = None if cells is None else (cells.voter, cells.pair, cells.outcome, cells.votes)
    boot = bootstrap(
        fit,
        rounds=settings.rounds,
        seed=settings.seed,
        how=settings.interval,
        voters=drawn,
        progress=progress,
    )
    if boot.failed:
        notes.append(
            f"{boot.failed} of {settings.rounds} resamples were left out: some model had no win or no loss in them"
        )
    low, high = boot.bounds(settings.level, anchor)
    origin = score - ELO * (fit.x if anchor is None else fit.x - fit.x[anchor])
    return _Scores(models, score, origin + ELO * low, origin + ELO * high)


def _clustered(fit: Fit, cells: VoterCells) -> Floats:
    meat = cluster_meat(fit, cells.voter, cells.pair, cells.outcome, cells.weight)
    if cells.alone is not None:
        meat = meat + vote_meat(replace(fit, counts=cells.alone))
    return meat


def _style_scores(
    table: StyleTable | SqlStyleTable,
    counts: Counts,
    fit: Fit,
    settings: Settings,
    bit: int | None,
    notes: list[str],
) -> tuple[StyleFit | None, _Scores | None]:
    floor = settings.pair_floor if settings.reweight else None
    rows, row_counts = _rows(table, counts, bit, floor)
    kept = estimable(row_counts).kept
    if 1 < len(kept) < len(row_counts.models):
        rows, row_counts = _rows(table, row_counts.only(kept), bit, floor)
    if len(kept) < 2 or row_counts.pairs == 0 or not rows.features:
        notes.append("no style control: no feature varies among votes with usable features")
        return None, None
    dropped = sorted(set(table.features) - set(rows.features))
    if dropped:
        notes.append(f"style feature {', '.join(dropped)} never varies and is left out")
    try:
        style = fit_style(rows, row_counts, fit.x[_positions(counts.models, row_counts.models)])
    except RankError as error:
        # The plain board stands on its own; what style control lacks is said with it.
        notes.append(f"no style control: {error.message}")
        return None, None
    if settings.cluster and isinstance(rows, BoardRows) and rows.voter is not None:
        style = replace(style, covariance=style_covariance(style, rows, row_counts))
    elif settings.cluster:
        notes.append(
            "intervals under style control treat votes as independent: there are too many to group by voter"
        )
    models = row_counts.models
    anchor = (
        models.index(settings.anchor[0]) if settings.anchor and settings.relative_to == "anchor" else None
    )
    score = points(style.x, settings, models)
    reach = ELO * normal_quantile(settings.level) * standard_errors(style.covariance, len(models), anchor)
    enough = row_counts.votes_by_model > settings.min_votes_boards
    if not enough.any():
        notes.append(
            f"no rank under style control: no model has more than {settings.min_votes_boards} votes with usable "
            "features; lower min_votes_boards to see it"
        )
    shown = np.flatnonzero(enough)
    return style, _Scores(
        tuple(models[i] for i in shown), score[shown], (score - reach)[shown], (score + reach)[shown]
    )


def _rows(
    table: StyleTable | SqlStyleTable, counts: Counts, bit: int | None, floor: int | None
) -> tuple[BoardRows | SqlRows, Counts]:
    if isinstance(table, SqlStyleTable):
        return sql_rows(table, counts, bit=bit, reweight_floor=floor)
    return board_rows(table, counts, bit=bit, reweight_floor=floor)


def _positions(models: Sequence[str], wanted: Sequence[str]) -> Ints:
    number = {model: i for i, model in enumerate(models)}
    return np.array([number[model] for model in wanted], dtype=np.int64)


def _entries(
    counts: Counts, votes: Floats, tallies: Floats, display: Ints, scores: _Scores, styled: _Scores | None
) -> list[Entry]:
    lower, upper = scores.lower[display], scores.upper[display]
    best, worst = rank_interval(lower, upper)
    whole = tallies.round().astype(np.int64)
    m = len(counts.models)
    opponents = np.bincount(counts.a, minlength=m) + np.bincount(counts.b, minlength=m)
    by_style: dict[str, tuple[int, float, float, float]] = {}
    if styled is not None and len(styled.models):
        ranks = rank_ub(styled.lower, styled.upper)
        by_style = {
            model: (int(ranks[i]), float(styled.score[i]), float(styled.lower[i]), float(styled.upper[i]))
            for i, model in enumerate(styled.models)
        }
    out = []
    for place, i in enumerate(display.tolist()):
        model = counts.models[i]
        notes = tuple(
            code
            for code, holds in (("few_votes", votes[i] < _FEW_VOTES), ("one_opponent", opponents[i] == 1))
            if holds
        )
        wins, losses, tied = whole[i].tolist()
        rank, score, low, high = by_style.get(model, (None, None, None, None))
        out.append(
            Entry(
                model, int(best[place]), int(worst[place]), float(scores.score[i]), float(lower[place]),
                float(upper[place]), round(float(votes[i])), wins,
                losses,
                tied, rank, score, low, high, None, notes,
            )
        )  # fmt: skip
    return sorted(out, key=lambda e: (e.rank, -e.score, e.model))


def _notes_on_left_out(unranked: Sequence[Unranked]) -> list[str]:
    if not unranked:
        return []
    shown = ", ".join(f"{u.model} ({u.reason})" for u in unranked[:10])
    rest = len(unranked) - 10
    return [
        f"{len(unranked)} of the models have no finite score and no rank: {shown}"
        + (f" and {rest} more" if rest > 0 else "")
    ]
