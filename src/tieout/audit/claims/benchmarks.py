"""Scores of a benchmark table in prose: ``Alpha-5 在 MMLU 上得 88.6，Beta-4o 得 88.0``.

The table is a matrix, so a figure needs two names: the benchmark and the model. The benchmark is the one
named last before the figure, the model the one right in front of it (or 它, the sentence's first).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.formula import verify
from ..boards import Board
from ..grid import norm, unit_fits
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .spotting import Spot, names_of, spots

__all__ = ["find"]

_MEAN = re.compile(r"平均分|平均得分|均分|\baverages?\b|\bavg\b")
_MEAN_BOARD = re.compile(r"avg|average|平均|mean", re.I)
_IT = re.compile(r"(?:(?<=[，,；;。但而且在上])|^)它|\bit\b")
_SCORES = re.compile(r"的|得|为|分|领先|score|average|has|with|reach|at\b|以|lead", re.I)


def find(context: Context, boards: Sequence[Board], taken: set[int]) -> Iterator[Draft]:
    """Scores that the report's benchmark tables can check."""
    matrix = [b for b in boards if not b.leaderboard]
    if not matrix:
        return
    models = names_of(e.name for b in matrix for e in b.entries)
    tests = _tests(matrix)
    carried: Spot | None = None
    for i, sentence in enumerate(context.sentences):
        named, said = spots(sentence, models), _said(sentence, tests, matrix)
        if named or said:
            for m in context.mentions[i]:
                if m.q.start in taken or m.q.rank or m.unit_kind not in ("", "%") or m.q.scale != 1:
                    continue
                draft = _score(sentence, context.mentions[i], m, matrix, named, said, carried)
                if draft is not None:
                    taken.add(m.q.start)
                    yield draft
        carried = named[0] if named else carried


def _tests(matrix: Sequence[Board]) -> dict[str, str]:
    """Names of benchmarks: the whole label, its own name, and that name without its bracket."""
    printed: list[str] = []
    for board in matrix:
        printed += [board.name, re.sub(r"[(（].*", "", board.name), board.label.split(" ")[0]]
    return names_of(printed)


def _said(sentence: Sentence, tests: dict[str, str], matrix: Sequence[Board]) -> list[Spot]:
    found = spots(sentence, tests)
    if any(_MEAN_BOARD.search(b.name) for b in matrix):
        found += [(m.start(), m.end(), "") for m in _MEAN.finditer(sentence.low)]
    return sorted(found)


def _boards(key: str, matrix: Sequence[Board]) -> list[Board]:
    if not key:
        return [b for b in matrix if _MEAN_BOARD.search(b.name)]
    own = [b for b in matrix if norm(b.name) == key or norm(re.sub(r"[(（].*", "", b.name)) == key]
    return own or [b for b in matrix if norm(b.label.split(" ")[0]) == key]


def _score(
    sentence: Sentence,
    row: Sequence[Mention],
    m: Mention,
    matrix: Sequence[Board],
    named: Sequence[Spot],
    said: Sequence[Spot],
    carried: Spot | None,
) -> Draft | None:
    at = m.q.start - sentence.start
    tests = [x for x in said if x[1] <= at]
    before = [x for x in named if x[1] <= at]
    its = [f for f in _IT.finditer(sentence.low) if f.end() <= at]
    if not tests or not (before or its):
        return None
    pronoun = bool(its) and (not before or its[-1].start() > before[-1][1])
    if pronoun:
        first = before[0] if before else carried
        if first is None:
            return None
        model, start = first[2], its[-1].start()
    else:
        model, start = before[-1][2], before[-1][0]
    between = sentence.low[before[-1][1] if before and not pronoun else start : at]
    entries = [(b, e) for b in _boards(tests[-1][2], matrix) for e in b.entries if norm(e.name) == model]
    cells = [(b, e.score) for b, e in entries if e.score is not None and e.score.operand is not None]
    cells = [(b, c) for b, c in cells if unit_fits(m.q, c)]
    if not cells or (between.strip() and not _SCORES.search(between)):
        return None
    good = [(b, c) for b, c in cells if c.operand and verify(m.q, c.operand).verdict != "contradicted"]
    board, cell = (good or cells)[0]
    # Held to it only where one table row is named in this very sentence, right before, and no other
    # model or benchmark of the table holds the figure.
    elsewhere = any(
        e.score is not None
        and e.score.operand is not None
        and verify(m.q, e.score.operand).verdict == "supported"
        for b in matrix
        for e in b.entries
        if norm(e.name) == model or b is board
    )
    alone = not any(start < x.q.start - sentence.start < at for x in row)
    sure = (
        not pronoun
        and alone
        and len(cells) == 1
        and not elsewhere
        and len(between) <= 24
        and tests[-1][1] <= at
    )
    return Draft(
        "value",
        "TIE101",
        sentence.start + start,
        m.q.end,
        m.q,
        fixed="supported" if good else "contradicted" if sure and not board.grid.doubtful else "unchecked",
        subject=next((e.name for b, e in entries if b is board), None),
        metric=board.label,
        said=m.q.value,
        expected=cell.operand.value if cell.operand else None,
        reason="" if good else f"the table gives {cell.text} for {model}, {board.label}",
        evidence=(cell.evidence(board.grid.table.period),),
        numbers=((m.q.start, m.q.end),),
    )  # fmt: skip
