"""A change that names no measure: ``文心一言环比下降 17.36%`` in a paragraph about visits.

The measure is the one the passage named last; where it named none, the tracker's main measure is likely,
which may confirm and never contradicts.
"""

from __future__ import annotations

import re

from ..grid import Grid, norm
from ..lexicon import patterns as p

__all__ = ["bare_change"]

_MOVES = re.compile(
    r"环比|增长|增加|减少|下降|上升|下跌|上涨|回落|下滑|增速|增幅|降幅|涨幅|跌幅|升|降|涨|跌|"
    r"\b(?:rose|rises?|fell|falls?|grew|gr(?:ows?|owth)|added|lost|gained|dropped|declined|up|down|slipped|climbed|jumped)\b|week on week|\bwow\b",
    re.I,
)
_QUIET = re.compile(
    r"同步|同时|同期|分别|逆势|依然|继续|则|也|均|都|以|约|近|小幅|大幅|略|一周|本周|本期|周度|fastest|by|at|only|also|together|"
    r"环比|增速|居首|领先|最快|week on week",
    re.I,
)


def bare_change(grid: Grid, between: str, behind: str, before: str) -> tuple[int | None, bool]:
    """The column of changes a bare change speaks of, and whether the passage names its measure.

    ``between`` are the words from the name to the number, ``behind`` those after it in its clause,
    ``before`` the passage up to the number. Words other than those of moving make it another measure's.
    """
    # GitHub rose by 1.36% and Notion AI by 2.26%: the verb is that of the clause before.
    left_out = between.strip() == "by"
    if grid.tracker is None or not (left_out or _MOVES.search(between + " " + behind)):
        return None, False
    if p.residual(_QUIET.sub("", p.plain_verbs(between.lower()))):
        return None, False
    fields = grid.table.fields
    changes = {
        f.split("_")[0]: j for j, f in enumerate(fields) if f and f.endswith("_wow_pct") and grid.numeric(j)
    }
    levels = {j: f for j, f in enumerate(fields) if f and not f.endswith("_wow_pct") and grid.numeric(j)}
    said = norm(before)
    best: tuple[int, int, str] | None = None
    for j, field in levels.items():
        stem = next((s for s in changes if s in field), "")
        at = max((said.rfind(a) + len(a) for a in grid.aliases[j] if said.rfind(a) >= 0), default=-1)
        if stem and at >= 0 and (best is None or at > best[0]):
            best = (at, j, stem)
    if best is not None:
        return changes[best[2]], True
    main = grid.tracker.main or ""
    stem = next((s for s in changes if s in main), "")
    # A table with one column of changes leaves no choice.
    return (changes[stem], len(changes) == 1) if stem else (None, False)
