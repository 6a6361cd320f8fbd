"""The header of a table put over its columns: joined rows, lost or moved names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from .align import profiles
from .kinds import is_named
from .published import names_by_scores
from .words import fold

__all__ = ["Header", "fit_header"]

# Beyond this a table is not worth trying by force.
MAX_WAYS = 800
MAX_WIDTH = 24
# How much better a way of placing the names must look to be taken.
BETTER = 0.08

_LABEL_WORDS = re.compile(
    r"类[别型]|名称|指标|项目|任务|能力|数据集|基准|测试|评测|维度|领域|公司|代码|分类|板块|行业|简称|单位|序号|排名|应用|产品|模型"
    r"|benchmark|metric|task|categor|dataset|name|type|group|item|unit|field|area|capabilit|setting|model|rank|eval",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Header:
    """Column names over ``width`` columns, and the doubt (a TIE9xx code) they come with."""

    columns: tuple[str, ...]
    code: str = ""
    message: str = ""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.columns)

    @classmethod
    def of(cls, rows: Sequence[Sequence[str]], width: int) -> Header:
        """Header rows joined with a space; a name spreads over the blanks to its right.

        >>> Header.of([["代码", "EPS", "", "PE", ""], ["", "2023", "2024E", "2023", "2024E"]], 5).columns
        ('代码', 'EPS 2023', 'EPS 2024E', 'PE 2023', 'PE 2024E')
        """
        if not rows:
            return cls(("",) * width)
        laid = [list(r[:width]) + [""] * (width - len(r)) for r in rows]
        for above, under in pairwise(laid):
            for j in range(1, width):
                if not above[j] and under[j] and above[j - 1]:
                    above[j] = above[j - 1]
        names = []
        for j in range(width):
            said: list[str] = []
            for row in laid:
                if row[j] and row[j] not in said:
                    said.append(row[j])
            names.append(" ".join(said))
        return cls(tuple(names))


def fit_header(
    head: Sequence[Sequence[str]],
    body: Sequence[Sequence[str]],
    score: Callable[[Sequence[str], Sequence[Sequence[str]]], float],
) -> Header:
    """The header over the columns of the rows.

    Names that stand beside their columns are moved when their number leaves one way to do it, or when
    one way makes a table that a tracker knows; else the names of the columns in doubt are left open.
    """
    width = max((len(r) for r in body), default=max((len(r) for r in head), default=0))
    if not head:
        return Header(("",) * width, "TIE904", "the table has no header") if body else Header(("",) * width)
    top = [_tail_off(r) for r in head]
    if len(top) == 2 and len(top[1]) < width and all(top[1]) and all(top[0]):
        spread = _spread(top[0], top[1], width, body, score)
        if spread:
            return spread
    if len(top) == 2 and len(top[0]) >= len(top[1]) and len(top[1]) < width and all(top[1]):
        placed = _under(top[0], top[1], width, body, score)
        if placed:
            return placed
    if len(top) > 1:
        return Header.of(top, max(width, *(len(r) for r in top)))
    names = top[0]
    if not body:
        return Header(tuple(names))
    matrix = _matrix(names, body, width)
    if matrix:
        return matrix
    if len(names) == width or not names:
        return Header.of([names], width)
    if len(names) < width and all(not any(r[j] for r in body) for j in range(len(names), width)):
        return Header.of([names], width)
    return _by_score(names, body, width, score)


def _tail_off(row: Sequence[str]) -> list[str]:
    last = max((j + 1 for j, c in enumerate(row) if c), default=0)
    return list(row[:last])


def _matrix(names: list[str], body: Sequence[Sequence[str]], width: int) -> Header | None:
    """A matrix of figures: label columns at the left, one name for each further column.

    None when the table is no matrix or its header stands well. ``names`` begins with the labels' own
    names, blank as a rule.
    """
    columns = profiles(body, width)
    labels = next((j for j, p in enumerate(columns) if p.is_figures), width)
    figures = width - labels
    if labels < 2 or figures < 2 or not all(p.is_figures or not p.filled for p in columns[labels:]):
        return None
    blanks = next((j for j, n in enumerate(names) if n), len(names))
    bare_names = not blanks and len(names) >= figures and sum(map(is_named, names)) * 3 >= 2 * len(names)
    own = blanks if blanks else 0 if bare_names and is_named(names[0]) and len(names) < width else 1
    while own < labels and own < len(names) and not is_named(names[own]) and _LABEL_WORDS.search(names[own]):
        own += 1
    over = names[own:]
    if own == labels and len(over) == figures:
        return None
    # A word over a column of words is its name, unless it is plainly one of the things compared.
    if (
        own < labels
        and len(names) == width
        and not _foreign(names[own:labels], names[labels:], columns[own].seen)
    ):
        return None
    if len(names) == width and own >= labels:
        return None
    if own < labels and len(over) == figures:
        moved = ("",) * (labels - own) + tuple(names[:own]) + tuple(over)
        # A header without a cell over the labels is short by as many, and stands well otherwise.
        return Header(
            moved, "TIE903", f"the header was moved {labels - own} column(s) right, onto its figures"
        )
    if own > labels and not any(names[labels:own]) and len(over) == figures:
        return Header((*names[:labels], *over), "TIE903", "blank cells of the header were taken out")
    if len(over) == figures:
        return None
    said = "、".join(n for n in over if n)
    kept = tuple(names[: min(own, labels)])
    padded = ("",) * (labels - len(kept)) + kept
    rows_said = [next((r[j] for j in range(labels - 1, -1, -1) if r[j]), "") for r in body]
    known = names_by_scores(over, rows_said, [[r[j] for r in body] for j in range(labels, width)])
    if known:
        lost = "、".join(n for n in over if n and n not in known)
        return Header(
            (*padded, *known),
            "TIE914",
            f"{len(over)} names ({said}) stand over {figures} columns of figures; scores published for these models "
            f"tell whose the columns are, and that none is of {lost or 'another'}",
        )
    padded = (*padded, *("",) * figures)
    return Header(
        padded,
        "TIE904",
        f"{len(over)} names ({said}) stand over {figures} columns of figures; which one is without figures "
        "cannot be told, so the names were left open",
    )


def _foreign(suspects: Sequence[str], peers: Sequence[str], cells: set[str]) -> bool:
    """Names of products over a column of words, among other such names."""
    alike = [p for p in peers if is_named(p)]
    if not suspects or not all(is_named(s) for s in suspects) or len(alike) * 2 < len(peers):
        return False
    return not {fold(s) for s in suspects} & {fold(c) for c in cells}


def _spread(
    groups: list[str],
    subs: list[str],
    width: int,
    body: Sequence[Sequence[str]],
    score: Callable[[Sequence[str], Sequence[Sequence[str]]], float],
) -> Header | None:
    """Two header rows whose blanks were lost: some names of the first span the names of the second."""
    spanning = len(groups) + len(subs) - width
    if spanning < 1 or len(subs) % spanning or spanning > len(groups):
        return None
    each = len(subs) // spanning
    ways = []
    for first in range(len(groups) - spanning + 1):
        names = list(groups[:first])
        for k in range(spanning):
            names += [f"{groups[first + k]} {s}" for s in subs[k * each : (k + 1) * each]]
        names += groups[first + spanning :]
        ways.append((score(names, body) + 0.02 * _over_figures(names, body, subs), names))
    ways.sort(key=lambda w: -w[0])
    if len(ways) > 1 and ways[0][0] - ways[1][0] < BETTER / 4:
        return None
    return Header(tuple(ways[0][1]))


def _under(
    names: list[str],
    subs: list[str],
    width: int,
    body: Sequence[Sequence[str]],
    score: Callable[[Sequence[str], Sequence[Sequence[str]]], float],
) -> Header | None:
    """Names of the second row that lost the blanks between them, put under the first row's groups.

    They stand under every blank of the first row and under the name each run of blanks belongs to; what
    is left over completes other names, as a date above the word for price.
    """
    row = names + [""] * (width - len(names))
    needed = {j for j in range(width) if not row[j]} | {
        j - 1 for j in range(1, width) if not row[j] and row[j - 1]
    }
    if len(needed) > len(subs) or not any(row[j] == "" for j in needed):
        return None
    ways: list[tuple[float, Header]] = []
    for k, kept in enumerate(combinations(range(width), len(subs))):
        if k >= MAX_WAYS:
            return None
        if needed <= set(kept):
            at = dict(zip(kept, subs, strict=True))
            made = Header.of([row, [at.get(j, "") for j in range(width)]], width)
            ways.append((score(made.columns, body), made))
    ways.sort(key=lambda w: -w[0])
    if len(ways) == 1 or (len(ways) > 1 and ways[0][0] - ways[1][0] > BETTER / 8):
        return ways[0][1]
    return None


def _over_figures(names: Sequence[str], body: Sequence[Sequence[str]], subs: Sequence[str]) -> float:
    columns = profiles(body, len(names))
    spread = [j for j, n in enumerate(names) if any(n.endswith(" " + s) for s in subs)]
    return sum(1 for j in spread if columns[j].is_figures) / len(spread) if spread else 0.0


def _by_score(
    names: list[str],
    body: Sequence[Sequence[str]],
    width: int,
    score: Callable[[Sequence[str], Sequence[Sequence[str]]], float],
) -> Header:
    """Too many or too few names: the one way of dropping or inserting blanks that a tracker knows."""
    many, few = max(len(names), width), min(len(names), width)
    ways: list[tuple[float, tuple[str, ...]]] = []
    for tried, kept in enumerate(combinations(range(many), few)):
        if tried >= MAX_WAYS or many > MAX_WIDTH:
            ways = []
            break
        if len(names) > width:
            columns = tuple(names[j] for j in kept)
        else:
            at = dict(zip(kept, names, strict=True))
            columns = tuple(at.get(j, "") for j in range(width))
        ways.append((score(columns, body), columns))
    ways.sort(key=lambda w: -w[0])
    more = "more" if len(names) > width else "fewer"
    if ways and ways[0][0] > 0 and (len(ways) == 1 or ways[0][0] - ways[1][0] >= BETTER):
        return Header(
            ways[0][1],
            "TIE902",
            f"the header has {more} cells ({len(names)}) than the rows ({width}); placed by type",
        )
    said = "、".join(n for n in names if n)
    return Header(
        ("",) * width,
        "TIE904",
        f"the header has {more} cells than the rows ({len(names)}: {said}; rows {width}); the names were left open",
    )
