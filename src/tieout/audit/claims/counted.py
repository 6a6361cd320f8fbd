"""How many rows a table holds: ``本期收录 AI 融资 5 笔``, ``有报价的 4 种配置``, ``leads on 5 benchmarks``.

Each tracker's rows have a noun; the words before it say which rows are meant (all, those with a price).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...trackers.benchmark_measures import is_average
from ..boards import Board
from ..grid import Grid, Grids
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .ranks import models_named

__all__ = ["find"]


def _all(grid: Grid) -> int:
    return len(grid.rows)


def _quoted(grid: Grid) -> int:
    j = grid.table.column_of("price_per_hour")
    return sum(r.cells[j].operand is not None for r in grid.rows) if j is not None else 0


@dataclass(frozen=True)
class _Noun:
    """A tracker's rows in words: what stands before and behind the number, and which rows that means."""

    tracker: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    count: Callable[[Grid], int]


_HERE_ZH = r"(?:本期|本周|本次|共|表中|收录|跟踪|统计)[^，,。；;0-9]{0,12}"
_NOUNS = (
    _Noun("compute_rental", re.compile(r"有报价的\s*$"), re.compile(r"\s*种?(?:配置|机型)"), _quoted),
    _Noun("compute_rental", re.compile(r"\bof the\s*$"), re.compile(r"\s*configurations? (?:quoted|with a (?:price|quote))"), _quoted),
    _Noun("funding", re.compile(rf"{_HERE_ZH}融资(?:事件)?\s*$"), re.compile(r"\s*[笔起]"), _all),
    _Noun("funding", re.compile(rf"{_HERE_ZH}$"), re.compile(r"\s*[笔起](?:AI|人工智能)?\s*融资", re.I), _all),
    _Noun("funding", re.compile(r"\bthis (?:issue|week)\b[^,.;]{0,24}$"), re.compile(r"\s*(?:AI )?funding rounds?", re.I), _all),
    _Noun("coverage", re.compile(r"重点关注的?\s*$"), re.compile(r"\s*[家只](?:公司|个股|标的)"), _all),
    _Noun("coverage", re.compile(r"\b(?:the|our)\s*$"), re.compile(r"\s*covered companies"), _all),
    _Noun("token_price", re.compile(r"收录\s*(?:\d+\s*个模型的\s*)?$"), re.compile(r"\s*项报价"), _all),
    _Noun("token_price", re.compile(r"\bthe list holds\s*(?:\d+ models? with\s*)?$"), re.compile(r"\s*prices?"), _all),
    _Noun("site_traffic", re.compile(rf"{_HERE_ZH}$"), re.compile(r"\s*[个款家](?:AI\s*)?(?:应用|网站|产品)", re.I), _all),
)  # fmt: skip

# 在 8 项测评中领先 5 项: the number behind the word is meant, the one before says of how many.
_TALLIES = (
    re.compile(r"(?P<n>\d+)\s*项(?:测评|评测|基准|测试)?(?:中)?(?P<word>领先|并列第一|并列|落后)(?!\s*\d)"),
    re.compile(r"(?P<word>领先|并列第一|并列|落后)\s*(?P<n>\d+)\s*项"),
    re.compile(r"\b(?P<word>leads?|ties?|trails?)(?: for first)?\s+on\s+(?P<n>\d+)\b"),
)
_PLACE = {"领先": 0, "并列第一": 1, "并列": 1, "落后": 2, "lead": 0, "tie": 1, "trail": 2}


def find(context: Context, grids: Grids, boards: Sequence[Board]) -> Iterator[Draft]:
    """Counts of rows and of benchmarks led, that the report's tables can check."""
    for i, sentence in enumerate(context.sentences):
        for m in context.mentions[i]:
            if m.q.decimals == 0 and m.q.value > 0:
                yield from _rows(sentence, m, grids)
        yield from _tallies(sentence, context.mentions[i], boards)


def _rows(sentence: Sentence, m: Mention, grids: Grids) -> Iterator[Draft]:
    # The measure word may be part of the number (5 笔) or stand behind it.
    digits = re.match(r"[\d,]+|[一二两三四五六七八九十]+|[a-z]+", m.q.text, re.I)
    at = m.q.start - sentence.start
    if digits is None:
        return
    before, behind = sentence.low[:at], sentence.low[at + digits.end() :]
    for noun in _NOUNS:
        if not noun.before.search(before) or not noun.behind.match(behind):
            continue
        tables = [g for g in grids.grids if g.tracker is not None and g.tracker.name == noun.tracker]
        found = {noun.count(g) for g in tables if not g.doubtful}
        if not tables or not found:
            continue
        end = noun.behind.match(behind)
        good = int(m.q.value) in found
        sure = len(found) == 1 and not any(g.doubtful for g in tables)
        first = tables[0]
        held = next(iter(found))
        yield Draft(
            "count",
            "TIE204",
            m.q.start,
            m.q.start + digits.end() + (end.end() if end else 0),
            m.q,
            fixed="supported" if good else "contradicted" if sure else "unchecked",
            subject=first.tracker.title_zh if first.tracker else None,
            metric="rows of the table",
            said=m.q.value,
            expected=held,
            reason="" if good else f"the table gives {held} such rows",
            evidence=tuple(r.cells[0].evidence(first.table.period) for r in first.rows if r.cells),
            numbers=((m.q.start, m.q.end),),
        )
        return


def _tallies(sentence: Sentence, row: Sequence[Mention], boards: Sequence[Board]) -> Iterator[Draft]:
    """``Alpha 在 5 项测评中领先，1 项并列第一，3 项落后`` against one matrix of benchmarks."""
    said = [f for p in _TALLIES for f in p.finditer(sentence.low)]
    matrix = [b for b in boards if not b.leaderboard]
    names = models_named(sentence, matrix) if said and matrix else []
    if not said or not names:
        return
    subject = names[0][1]
    by_grid: dict[int, list[int]] = {}
    for board in matrix:
        mine = board.named(subject)
        if len(mine) != 1 or mine[0].score is None or mine[0].score.operand is None:
            continue
        best = [
            e.score.operand.value
            for e in board.entries
            if e is not mine[0] and e.score is not None and e.score.operand is not None
        ]
        if len({k for e in board.entries if e.score for k in re.findall(r"@\d+", e.score.text)}) > 1:
            return  # cons@32 beside cons@64: which of them are compared is the writer's choice
        if best and not is_average(board.label):
            own, top = mine[0].score.operand.value, max(best)
            by_grid.setdefault(board.grid.index, [0, 0, 0])[0 if own > top else 1 if own == top else 2] += 1
    if not by_grid:
        return
    for found in said:
        word = found.group("word")
        place = _PLACE.get(word, _PLACE.get(word.rstrip("s"), 0))
        n = int(found.group("n"))
        counts = [c[place] for c in by_grid.values()]
        start = sentence.start + found.start("n")
        numbers = tuple((m.q.start, m.q.end) for m in row if sentence.start + found.start() <= m.q.start < sentence.start + found.end())  # fmt: skip
        yield Draft(
            "count",
            "TIE204",
            sentence.start + found.start(),
            max([sentence.start + found.end(), *(e for _, e in numbers)]),
            next((m.q for m in row if m.q.start == start), None),
            fixed="supported" if n in counts else "contradicted" if len(counts) == 1 else "unchecked",
            subject=subject,
            metric="benchmarks",
            said=n,
            expected=counts[0],
            reason="" if n in counts else f"the table gives {counts[0]}",
            evidence=tuple(
                e.score.evidence()
                for b in matrix
                if b.grid.index in by_grid
                for e in b.named(subject)
                if e.score is not None
            ),
            numbers=numbers,
        )
