"""How many rows a table holds: ``本期收录 AI 融资 5 笔``, ``有报价的 4 种配置``, ``leads on 5 benchmarks``.

Each tracker's rows have a noun; the words before it say which rows are meant (all, those with a price).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...trackers.benchmark_measures import is_average
from ..boards import Board
from ..grid import Grid, Grids, norm
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


def _subjects(grid: Grid) -> int:
    return len({r.subject[0] for r in grid.table.records})


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
    _Noun("token_price", re.compile(r"收录\s*$"), re.compile(r"\s*个模型的"), _subjects),
    _Noun("token_price", re.compile(r"\bthe list holds\s*$"), re.compile(r"\s*models?\b"), _subjects),
    _Noun("token_price", re.compile(r"\bthe list holds\s*(?:\d+ models? with\s*)?$"), re.compile(r"\s*prices?"), _all),
    _Noun("site_traffic", re.compile(rf"{_HERE_ZH}$"), re.compile(r"\s*[个款家](?:AI\s*)?(?:应用|网站|产品)", re.I), _all),
)  # fmt: skip

# 在 8 项测评中领先 5 项: the number behind the word is meant, the one before says of how many.
_OURS = re.compile(
    r"收录|表中|统计|跟踪|有报价|重点关注|issue records|list holds|covered|quoted|with a (?:price|quote)"
)
_LIST = r"(?:\s*[(（](?P<list>[^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*)[)）])?"
_TALLIES = (
    re.compile(rf"(?P<word>领先|并列第一|落后)\s*(?P<n>\d+)\s*项{_LIST}"),
    re.compile(
        rf"(?P<n>\d+)\s*项(?:测评|评测|基准|测试)?(?:中)?(?P<word>领先|并列第一|并列|落后)(?!\s*\d){_LIST}"
    ),
    re.compile(rf"\b(?P<word>leads?|ties?|trails?)(?: for first)?\s+on\s+(?P<n>\d+)\b{_LIST}"),
)
_OF_ALL = re.compile(
    r"在\s*(?P<n>\d+)\s*项(?:测评|评测|基准|测试)中(?!(?:领先|并列第一|并列|落后)(?!\s*\d))|\bof (?P<m>\d+) benchmarks\b"
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
        # 本周融资 12 笔 may count the whole market; 本期收录 counts the table.
        sure = (
            len(found) == 1
            and not any(g.doubtful for g in tables)
            and _OURS.search(before[-40:] + behind[:24])
        )
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


@dataclass(frozen=True)
class _Standing:
    """Where a model stands on the boards of one table: the boards it leads, ties for first, trails on."""

    groups: tuple[tuple[Board, ...], ...]

    def sizes(self, place: int) -> set[int]:
        """How many; rows of averages may or may not be counted with the benchmarks."""
        return _sizes(self.groups[place])

    @property
    def all(self) -> set[int]:
        """How many boards there are."""
        return _sizes([b for g in self.groups for b in g])


def _sizes(boards: Sequence[Board]) -> set[int]:
    return {sum(not is_average(b.label) for b in boards), len(boards)}


def _standings(subject: str, matrix: Sequence[Board]) -> list[_Standing]:
    by_grid: dict[int, tuple[list[Board], list[Board], list[Board]]] = {}
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
            return []  # cons@32 beside cons@64: which of them are compared is the writer's choice
        if best:
            own, top = mine[0].score.operand.value, max(best)
            groups = by_grid.setdefault(board.grid.index, ([], [], []))
            groups[0 if own > top else 1 if own == top else 2].append(board)
    return [_Standing(tuple(tuple(g) for g in groups)) for groups in by_grid.values()]


def _tallies(sentence: Sentence, row: Sequence[Mention], boards: Sequence[Board]) -> Iterator[Draft]:
    """``Alpha 在 9 项测评中领先 5 项，并列第一 1 项（甲），落后 3 项`` against one matrix of benchmarks."""
    said: list[re.Match[str]] = []
    for pattern in _TALLIES:
        for found in pattern.finditer(sentence.low):
            if not any(f.start() < found.end() and found.start() < f.end() for f in said):
                said.append(found)
    whole = list(_OF_ALL.finditer(sentence.low)) if said else []
    matrix = [b for b in boards if not b.leaderboard]
    names = models_named(sentence, matrix) if said and matrix else []
    tables = _standings(names[0][1], matrix) if names else []
    if not tables:
        return
    subject = names[0][1]
    for found in whole:
        yield _tally(
            sentence, row, found, "n" if found.group("n") else "m", [t.all for t in tables], subject, tables
        )
    for found in said:
        word = found.group("word")
        place = _PLACE.get(word, _PLACE.get(word.rstrip("s"), 0))
        yield _tally(sentence, row, found, "n", [t.sizes(place) for t in tables], subject, tables)
        if found.group("list") and len(tables) == 1:
            yield from _members(sentence, found, tables[0], place, subject)


def _tally(
    sentence: Sentence,
    row: Sequence[Mention],
    found: re.Match[str],
    group: str,
    sizes: Sequence[set[int]],
    subject: str,
    tables: Sequence[_Standing],
) -> Draft:
    at = sentence.start + found.start(group)
    numbers = tuple((m.q.start, m.q.end) for m in row if m.q.start <= at < m.q.end)
    listed = found.groupdict().get("list")
    end = found.start("list") - 1 if listed else found.end()
    n, held = int(found.group(group)), min(sizes[0])
    good = any(n in s for s in sizes)
    return Draft(
        "count",
        "TIE204",
        sentence.start + found.start(),
        max([sentence.start + end, *(e for _, e in numbers)]),
        next((m.q for m in row if m.q.start <= at < m.q.end), None),
        fixed="supported" if good else "contradicted" if len(tables) == 1 else "unchecked",
        subject=subject,
        metric="benchmarks",
        said=n,
        expected=held,
        reason="" if good else f"the table gives {held}",
        evidence=tuple(
            e.score.evidence()
            for t in tables
            for g in t.groups
            for b in g
            for e in b.named(subject)
            if e.score is not None
        ),
        numbers=numbers,
    )


def _members(
    sentence: Sentence, found: re.Match[str], table: _Standing, place: int, subject: str
) -> Iterator[Draft]:
    """The benchmarks listed behind a tally: each must stand in its group, and be said once."""
    boards = {norm(x): (k, b) for k, g in enumerate(table.groups) for b in g for x in (b.name, b.label)}
    seen: set[str] = set()
    words = ("lead", "tie", "trail")
    for part in re.finditer(r"[^、,，]+", found.group("list")):
        name = part.group().strip()
        known = boards.get(norm(name))
        if known is None:
            continue
        held, board = known
        start = (
            sentence.start
            + found.start("list")
            + part.start()
            + len(part.group())
            - len(part.group().lstrip())
        )
        good = held == place and board.label not in seen
        seen.add(board.label)
        shown = ", ".join(f"{e.name} {e.score.text}" for e in board.entries if e.score)
        yield Draft(
            "order",
            "TIE107",
            start,
            start + len(name),
            None,
            fixed="supported" if good else "contradicted",
            subject=subject,
            metric=board.label,
            said=words[place],
            expected=words[held],
            reason="" if good else f"the table gives {shown}",
            evidence=tuple(e.score.evidence() for e in board.entries if e.score is not None),
        )
