"""A grid of scores freed of what stands in it and is no score: ranks, owners, sizes, rows that head others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Origin, Record
from ..trackers.match import normalise_header, split_unit
from .kinds import FIGURES, kind_of

__all__ = ["PlainGrid", "plain_grid"]

# What heads a column of facts about a model, beside its scores.
_BESIDE_SAID = (
    "排名 名次 序号 rank # no. no 机构 公司 厂商 组织 开发商 开发者 研发机构 提供商 organization organisation org developer company "
    "provider lab 许可 许可证 开源协议 协议 license licence 开源 是否开源 发布日期 发布时间 日期 date release releasedate 参数 参数量 params "
    "parameters size 规模 上下文 上下文长度 context contextlength 备注 notes shots #shots 样例数 知识截止 cutoff"
)
_BESIDE = frozenset(_BESIDE_SAID.split())
# What heads a row of facts about models, between their scores.
_FACT_ROW = re.compile(
    r"^(?:#\s*)?(?:(?:total|activated|active|总|激活)\s*)?(?:params?|parameters|参数)(?:量|规模)?|^architecture|^(?:模型)?架构|^context|^上下文"
    r"|^(?:release|发布)\s*(?:date|日期|时间)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlainGrid:
    """Header and rows of a grid, and where each row and column was printed (None: said by a row above)."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_at: tuple[int, ...]
    column_at: tuple[int | None, ...]

    def printed(self, record: Record) -> Record:
        """A record read from this grid, with the places it was printed at."""
        origin = record.origin
        row = self.row_at[origin.row] if origin.row is not None else None
        cells = {f: str(self.column_at[int(c)]) for f, c in origin.cells.items()}
        return record.replace(origin=Origin(row=row, cells=cells))


def plain_grid(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> PlainGrid:
    """The grid without columns and rows of facts, and with rows that head others as a first column.

    Only a grid whose rows are as wide as its header is touched: in another nothing tells what stands where.

    >>> grid = plain_grid(["模型", "机构", "MMLU"], [["A-1", "甲", "88.5"], ["B-2", "乙", "80.1"]])
    >>> grid.headers, grid.rows[0], grid.column_at
    (('模型', 'MMLU'), ('A-1', '88.5'), (0, 2))
    """
    heads = [split_unit(h)[0] if k == 0 and split_unit(h)[0] else h for k, h in enumerate(headers)]
    kept_rows = [i for i, row in enumerate(rows) if not (row and _FACT_ROW.match(row[0].strip()))]
    columns = list(range(len(heads)))
    if all(len(row) == len(heads) for row in rows):
        # The first column names the rows; of facts it can hold their ranks only.
        ranked = all(kind_of(row[0]) in ("number", "empty") for row in rows)
        facts = {j for j in columns if normalise_header(heads[j]) in _BESIDE and (j or ranked)}
        columns = [j for j in columns if j not in facts]
    group_at = _groups(rows, kept_rows) if columns == list(range(len(heads))) else {}
    if not group_at:
        # Where no column is left out, a row may be wider than its header: all of it stays.
        whole = len(columns) == len(heads)
        taken = tuple(tuple(rows[i]) if whole else tuple(rows[i][j] for j in columns) for i in kept_rows)
        at_all = range(max(map(len, rows), default=0)) if whole else columns
        return PlainGrid(tuple(heads[j] for j in columns), taken, tuple(kept_rows), tuple(at_all))
    over = ""
    out: list[tuple[str, ...]] = []
    at: list[int] = []
    for i in kept_rows:
        if i in group_at:
            over = group_at[i]
        else:
            out.append((over, *rows[i]))
            at.append(i)
    at_all = range(max(map(len, rows)))
    return PlainGrid(("", *heads), tuple(out), tuple(at), (None, *at_all))


def _groups(rows: Sequence[Sequence[str]], kept: Sequence[int]) -> dict[int, str]:
    """Rows that hold one word at their left and head the rows below, where those have one label each."""
    alone = {
        i: rows[i][0].strip()
        for i in kept
        if rows[i] and rows[i][0].strip() and not any(c.strip() for c in rows[i][1:])
    }
    others = [rows[i] for i in kept if i not in alone]
    single = others and all(
        len(r) > 1 and r[0].strip() and kind_of(r[1]) in {*FIGURES, "null"} for r in others
    )
    return alone if single and kept and kept[0] in alone else {}
