"""Cluster-robust covariance under style control: the scores of each voter's votes summed first."""

from __future__ import annotations

import numpy as np

from .counts import Counts, Floats
from .style import StyleFit
from .stylerows import BoardRows

__all__ = ["style_covariance"]


def style_covariance(style: StyleFit, rows: BoardRows, counts: Counts) -> Floats:
    """The sandwich with sum over voters of S_v S_v' in the middle, (m + K, m + K); see ``covariance``.

    ``rows.voter`` numbers the voters; the factor G / (G - 1) is applied as for the plain fit.
    """
    assert rows.voter is not None
    m, k = len(style.x), len(style.features)
    width = m + k
    difference = style.x[counts.a] - style.x[counts.b]
    order = np.argsort(rows.voter, kind="stable")
    voter = np.unique(rows.voter[order], return_inverse=True)[1]
    r = rows.residuals(difference, style.beta)[order]
    pair = np.repeat(np.arange(counts.pairs), rows.lengths)[order]
    a, b = counts.a[pair], counts.b[pair]
    voters = int(voter[-1]) + 1 if len(voter) else 0
    meat = np.zeros((width, width))
    block = max(64, 4_000_000 // width)
    for begin in range(0, voters, block):
        end = min(begin + block, voters)
        low, high = np.searchsorted(voter, [begin, end])
        part = slice(int(low), int(high))
        row = (voter[part] - begin) * width
        scores = np.bincount(row + a[part], r[part], (end - begin) * width)
        scores -= np.bincount(row + b[part], r[part], (end - begin) * width)
        for i in range(k):
            scores += np.bincount(row + m + i, r[part] * rows.z[i, order[part]], (end - begin) * width)
        table = scores.reshape(end - begin, width)
        meat += table.T @ table
    factor = voters / (voters - 1.0) if voters > 1 else 1.0
    return style.bread @ (meat * factor) @ style.bread
