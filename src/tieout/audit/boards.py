"""Score tables seen as boards: who stands where, on which board, with what score.

A leaderboard is one board per table. A benchmark table is a matrix of models and benchmarks, read
either way round. Both answer the same questions: the rank of a model, its score, who is ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .grid import Cell, Grid, Grids, norm
from .lexicon import folded

__all__ = ["Board", "Entry", "board_words", "boards_of", "other_board", "resolve"]

BOARD_WORDS = {
    "overall": ("总榜", "总榜单", "总成绩", "总排名", "综合榜", "综合排名", "overall"),
    "chinese": ("中文", "chinese"),
    "math": ("数学", "math"),
    "coding": ("代码", "编程", "编码", "coding"),
    "hard_prompts": ("hardprompts", "困难提示", "难题", "高难度"),
    "longer_query": ("longerquery", "长查询", "长问题", "长文本"),
    "creative_writing": ("创意写作", "creativewriting"),
    "instruction_following": ("指令遵循", "instructionfollowing"),
    "multi_turn": ("多轮", "multiturn"),
    "english": ("英文", "english"),
}  # fmt: skip
"""What prose calls the boards of a leaderboard."""


@dataclass(frozen=True)
class Entry:
    """A model on a board: its rank and score cells, where printed."""

    name: str
    score: Cell | None
    rank: Cell | None = None
    other_rank: Cell | None = None


@dataclass(frozen=True)
class Board:
    """One ranking: a leaderboard, or one benchmark of a matrix."""

    grid: Grid
    name: str
    label: str
    entries: tuple[Entry, ...]
    leaderboard: bool

    def named(self, name: str) -> list[Entry]:
        """The entries a printed name means: the exact one, else all of which it is the beginning."""
        key = norm(name)
        exact = [e for e in self.entries if norm(e.name) == key]
        if exact:
            return exact
        return [e for e in self.entries if len(key) >= 4 and norm(e.name).startswith(key)]

    def holding(self, name: str) -> list[Entry]:
        """The entries whose name contains the printed one."""
        key = norm(name)
        return [e for e in self.entries if len(key) >= 4 and key in norm(e.name)]


def boards_of(grids: Grids) -> tuple[Board, ...]:
    """Every board the report prints."""
    out: list[Board] = []
    for grid in grids.grids:
        if grid.tracker is None or grid.doubtful:
            continue
        if grid.tracker.name == "leaderboard":
            board = _leaderboard(grid)
            if board:
                out.append(board)
        elif grid.tracker.name == "benchmark":
            out.extend(_matrix(grid))
    return tuple(out)


def _leaderboard(grid: Grid) -> Board | None:
    fields = grid.table.fields
    if "model" not in fields or "score" not in fields:
        return None
    m, s = fields.index("model"), fields.index("score")
    r = fields.index("rank") if "rank" in fields else None
    c = fields.index("rank_style_control") if "rank_style_control" in fields else None
    name = next((str(x.get("board")) for x in grid.table.records if x.get("board")), "")
    entries = tuple(
        Entry(
            row.cells[m].text,
            row.cells[s],
            row.cells[r] if r is not None else None,
            row.cells[c] if c is not None else None,
        )
        for row in grid.rows
        if len(row.cells) > max(m, s)
    )
    return Board(grid, name, grid.table.caption or name, entries, True)


def _matrix(grid: Grid) -> Iterable[Board]:
    """Benchmarks of a matrix, whichever side the models stand on."""
    models = {norm(str(r.get("model"))) for r in grid.table.records if r.get("model")}
    if len(models) < 2:
        return
    fields = grid.table.fields
    # An edition in another language prints other names than its records hold: the free columns are models.
    free = "benchmark" in fields
    columns = {
        j: h
        for j, h in enumerate(grid.headers)
        if norm(h) in models or (free and h and j < len(fields) and fields[j] is None and grid.numeric(j))
    }
    if columns:
        for row in grid.rows:
            labels = [c.text for c in row.cells if c.operand is None and not c.null and c.col not in columns]
            entries = tuple(
                Entry(h, row.cells[j])
                for j, h in columns.items()
                if j < len(row.cells) and row.cells[j].operand is not None
            )
            if labels and len(entries) >= 2:
                yield Board(grid, labels[-1], " ".join(labels), entries, False)
        return
    for j, header in enumerate(grid.headers):
        if not grid.numeric(j) or not header:
            continue
        entries = tuple(
            Entry(next((n for n in row.names if norm(n) in models), row.names[0]), row.cells[j])
            for row in grid.rows
            if row.names and j < len(row.cells) and row.cells[j].operand is not None
        )
        if len(entries) >= 2:
            yield Board(grid, header, header, entries, False)


def board_words(text: str) -> list[tuple[int, str]]:
    """The boards a stretch of prose names, with the positions of the words in the squeezed text."""
    low = re.sub(r"[\s\-_]", "", folded(text))
    out: list[tuple[int, str]] = []
    for board, words in BOARD_WORDS.items():
        at = max((low.rfind(w) for w in words), default=-1)
        if at >= 0:
            out.append((at, board))
    return sorted(out)


def other_board(grid: Grid, text: str) -> bool:
    """True when a text names a board of a leaderboard, and the grid is another one."""
    if grid.tracker is None or grid.tracker.name != "leaderboard":
        return False
    said = {name for _, name in board_words(text)}
    own = next((str(r.get("board")) for r in grid.table.records if r.get("board")), "")
    return bool(said) and own not in said


def resolve(board: Board, text: str) -> list[Entry]:
    """The entries named at the end of an item such as ``智谱发布的 GLM-4-Plus``."""
    item = re.sub(r"等.*$", "", text).strip()
    for piece in (item, re.split(r"的", item)[-1].strip()):
        found = board.named(piece)
        if found:
            return found
    inside = [e for e in board.entries if norm(e.name) in norm(item)]
    return [max(inside, key=lambda e: len(e.name))] if inside else []
