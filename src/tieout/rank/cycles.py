"""Circles in who beats whom: A beats B, B beats C, C beats A."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .counts import Counts, Floats

__all__ = ["Cycle", "Cycles", "find_cycles"]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Three models each of which took more than half the points from the next.

    ``shares`` are the three shares; ``z`` the smallest of their distances from one half in standard
    errors: the weakest link.
    """

    models: tuple[str, str, str]
    shares: tuple[float, float, float]
    z: float


@dataclass(frozen=True, slots=True)
class Cycles:
    """How many circles of three there are, how many whose every link is beyond noise, and the clearest of them.

    ``triples`` counts the sets of three models that all met each other. A board of strengths cannot show a
    circle; a few by chance are expected, many beyond noise say that one number per model is too few.
    """

    triples: int
    any: int
    beyond_noise: int
    clearest: tuple[Cycle, ...]


def find_cycles(counts: Counts, *, z: float = 1.96, most: int = 10) -> Cycles:
    """Count circles of three and list the clearest, those with the strongest weakest link.

    >>> import numpy as np
    >>> from tieout.rank.counts import fold
    >>> c = fold(["x", "y", "z"], np.array([0, 1, 2] * 2), np.array([1, 2, 0] * 2), np.array([0] * 3 + [1] * 3),
    ...          np.array([80] * 3 + [20] * 3))
    >>> found = find_cycles(c)
    >>> found.any, found.beyond_noise, found.clearest[0].models
    (1, 1, ('x', 'y', 'z'))
    """
    m = len(counts.models)
    share, strength = _links(counts)
    met = ~np.isnan(share)
    beats = np.nan_to_num(share, nan=0.0) > 0.5
    clear = beats & (np.nan_to_num(strength) > z)
    played = met.astype(np.float64)
    triples = round(float(np.trace(played @ played @ played)) / 6)
    count, sure = _circles(beats), _circles(clear)
    clearest: list[Cycle] = []
    if count:
        link = np.where(beats, np.nan_to_num(strength), -1.0)
        clearest = _clearest(counts, share, link, most, m)
    return Cycles(triples, count, sure, tuple(clearest))


def _links(counts: Counts) -> tuple[Floats, Floats]:
    """Share of points the row took from the column, and its distance from one half in standard errors."""
    m = len(counts.models)
    share, strength = np.full((m, m), np.nan), np.full((m, m), np.nan)
    n = counts.n.sum(axis=1)
    mean = (counts.n[:, 0] + counts.n[:, 2] / 2) / n
    # Outcomes are 1, 0 and 1/2, so the second moment is that of the wins plus a quarter of the ties.
    variance = (counts.n[:, 0] + counts.n[:, 2] / 4) / n - mean**2
    # A pair without any variance is given that of a single contrary vote.
    variance = np.maximum(variance, 1.0 / (n + 1) * (n / (n + 1)))
    z = (mean - 0.5) / np.sqrt(variance / n)
    share[counts.a, counts.b], share[counts.b, counts.a] = mean, 1 - mean
    strength[counts.a, counts.b], strength[counts.b, counts.a] = z, -z
    return share, strength


def _circles(beats: np.ndarray) -> int:
    b = beats.astype(np.float64)
    return round(float(np.einsum("ij,ji->", b @ b, b)) / 3)


def _clearest(counts: Counts, share: Floats, link: Floats, most: int, m: int) -> list[Cycle]:
    """The circles with the strongest weakest link, by trying only links from the strongest down."""
    found: dict[tuple[int, int, int], float] = {}
    order = np.dstack(np.unravel_index(np.argsort(-link, axis=None), (m, m)))[0]
    for i, j in order.tolist():
        weakest_so_far = sorted(found.values(), reverse=True)[most - 1] if len(found) >= most else 0.0
        if link[i, j] <= weakest_so_far:
            break
        # The circle i > j > k > i is as clear as its weakest link.
        through = np.minimum(np.minimum(link[j], link[:, i]), link[i, j])
        for k in np.argsort(-through)[:most].tolist():
            if through[k] > 0:
                turn = min((i, j, k), (j, k, i), (k, i, j))
                found[turn] = float(through[k])
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:most]
    return [
        Cycle(
            (counts.models[i], counts.models[j], counts.models[k]),
            (float(share[i, j]), float(share[j, k]), float(share[k, i])),
            value,
        )
        for (i, j, k), value in ranked
    ]
