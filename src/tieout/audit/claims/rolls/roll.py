"""A table as a roll of members: their names as prose says them, and the columns by what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ...grid import Cell, Grid, norm
from ...lexicon import folded

__all__ = ["Column", "Member", "Roll", "rolls_of", "window_of"]

_NOT_MEMBER = re.compile(
    r"(?:合计|总计|共计|小计|平均|算术平均|均值|中位数|其[他它]|其余|全国|全球|全部|整体|总体|行业|加权平均).*|.*(?:合计|总计|平均)|"
    r"totals?|others?|average|mean|median|rest of .*|sum|world|all|sector|peers|group|overall|aggregate"
)
_COMPANY = re.compile(
    r"公司|证券|标的|个股|厂商|企业|股票|名称|简称|\b(?:company|name|supplier|issuer|stock|vendor)\b"
)
_CHANGE = re.compile(
    r"环比|同比|增速|增长率|涨跌|变动|变化|涨幅|跌幅|升幅|降幅|增幅|按[年月季周]|较(?:上|年|前|去)|至今|以来|\bchange\b|\bchg\b|growth|\bwow\b|\byoy\b|\bqoq\b|\bmom\b|y/y|m/m|q/q|\bytd\b|\breturn"
)
_NO_CHANGE = re.compile(
    r"毛利率|净利率|利润率|(?<!变)占比|份额|市占|比重|付费率|渗透率|margin|share|rate of|目标|潜在|空间|upside|potential|溢价|贡献|名次|排名"
)
_LOSS = re.compile(r"(?<!涨)(?:跌幅|降幅)")
_WINDOWS = (
    ("ytd", re.compile(r"年初|今年以来|年内|\bytd\b|year[- ]to[- ]date|so far this year|since (?:january|the start)|(?<=[一二三四])季度(?=涨|累|升)")),
    ("year", re.compile(r"同比|按年|年[增减]|较上?年(?!初|末)|较去年|上年同期|\byoy\b|y/y|year[- ](?:on|over)[- ]year|on the year|a year (?:ago|earlier)|近一年")),
    ("step", re.compile(r"环比|按[月季周]|(?:单|本|当|上|全|每|\d|十|[一二三四五六七八九])[周月](?!份|末|初|日)|[周月]度?(?=涨|跌|升|降|变|内)|较上[周月季期]|较前|\b(?:wow|qoq|mom|m/m|q/q|week|weekly|month|monthly|quarter)\b|sequential")),
)  # fmt: skip
_FIGURE = re.compile(r"[-+]?[\d.,]+%?|第?\d+|\d{1,2}月\d{1,2}日|[-—–]")
_LONG = 24
_COMMON = frozenset(["index", "composite", "europe", "world", "global", "services", "average"])


def window_of(words: str) -> str:
    """The window of a change that words or a head name last: ytd, year, step, or an empty string."""
    low = folded(words).lower()
    found = [(x.end(), -k, name) for k, (name, pattern) in enumerate(_WINDOWS) for x in pattern.finditer(low)]
    return max(found)[2] if found else ""


@dataclass(frozen=True)
class Column:
    """A column of figures: ``kind`` is change, share, multiple or level."""

    index: int
    header: str
    words: str
    kind: str
    window: str
    negated: bool = False
    arrows: bool = False


@dataclass(frozen=True, eq=False)
class Member:
    """A row by its name, with the names prose may use and its cells."""

    index: int
    name: str
    called: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, column: Column) -> Cell | None:
        """Its cell of figures in a column."""
        c = self.cells[column.index] if column.index < len(self.cells) else None
        return c if c is not None and (c.operand is not None or column.arrows) else None

    def value(self, column: Column) -> Decimal | None:
        """Its figure in a column, a fall below zero."""
        c = self.cell(column)
        if c is not None and column.arrows:
            return _arrow(c.text)
        if c is None or c.operand is None:
            return None
        return -abs(c.operand.value) if column.negated else c.operand.value


@dataclass(frozen=True, eq=False)
class Roll:
    """The members of a table (or of one half of a table printed side by side)."""

    grid: Grid
    members: tuple[Member, ...]
    columns: tuple[Column, ...]
    noun: str
    words: str

    def values(self, column: Column) -> list[tuple[Member, Decimal]]:
        """Members with their figures in a column, greatest first."""
        held = [(m, v) for m in self.members if (v := m.value(column)) is not None]
        return sorted(held, key=lambda mv: -mv[1])

    def whole(self, column: Column) -> bool:
        """True where every member has a figure in the column."""
        return all(m.value(column) is not None for m in self.members)


@lru_cache(maxsize=512)
def rolls_of(grid: Grid) -> tuple[Roll, ...]:
    """The rolls of a table: none where no column names its rows, two where it is printed side by side."""
    if grid.doubtful or len(grid.rows) < 2:
        return ()
    width = len(grid.headers)
    starts = [j for j in range(width) if _names_column(grid, j)]
    if not starts:
        return ()
    first = starts[0]
    # 涨幅前五 | 收盘 | 涨幅 | 跌幅前五 | 收盘 | 跌幅: two lists in one grid.
    halves = [first]
    for j in starts[1:]:
        if any(grid.numeric(k) for k in range(halves[-1] + 1, j)) and _twin(grid, first, j):
            halves.append(j)
    ends = [*halves[1:], width]
    return tuple(r for s, e in zip(halves, ends, strict=True) if (r := _roll(grid, s, e)) is not None)


def _twin(grid: Grid, a: int, b: int) -> bool:
    x, y = grid.headers[a], grid.headers[b]
    return x == y or (len(x) >= 3 and x[1:] == y[1:])


def _names_column(grid: Grid, j: int) -> bool:
    if grid.numeric(j):
        return False
    texts = [r.cells[j].text.strip() for r in grid.rows if j < len(r.cells)]
    held = [t for t in texts if t and not _FIGURE.fullmatch(t)]
    if len(held) < 2 or len(held) * 5 < len(texts) * 4 or any(len(t) > _LONG * 2 for t in held):
        return False
    return len(set(held)) == len(held)


def _roll(grid: Grid, start: int, end: int) -> Roll | None:
    columns = tuple(
        c
        for j in range(start + 1, end)
        if (c := _column(grid, j) if grid.numeric(j) else _arrows(grid, j)) is not None
    )
    rows = [r for r in grid.rows if start < len(r.cells) and _is_member(r.cells[start].text)]
    # A second header inside the table begins another list: 涨幅前五 ... 跌幅前五.
    for k, row in enumerate(rows):
        if (
            k
            and columns
            and all(
                row.cells[c.index].operand is None
                for c in columns
                if c.index < len(row.cells) and not c.arrows
            )
            and _twin_text(grid.headers[start], row.cells[start].text)
        ):
            rows = rows[:k]
            break
    if len(rows) < 2 or not columns:
        return None
    plain = [r.cells[start].text.strip() for r in rows]
    companies = bool(_COMPANY.search(folded(grid.headers[start]).lower()))
    indices = bool(re.search(r"指数|\bind(?:ex|ices)\b|benchmark", folded(grid.headers[start]).lower()))
    called = [_called(n, plain, companies, indices) for n in plain]
    members = tuple(
        Member(r.index, n, tuple(c), r.cells) for r, n, c in zip(rows, plain, called, strict=True)
    )
    words = norm(folded(" ".join([grid.table.caption or "", *grid.headers])).lower())
    return Roll(grid, members, columns, norm(folded(grid.headers[start]).lower()), words)


def _twin_text(a: str, b: str) -> bool:
    return len(a) >= 3 and len(b) >= 3 and a[1:] == b.strip()[1:]


def _is_member(text: str) -> bool:
    name = folded(re.sub(r"[*#]|<[^>]+>", "", text)).lower().strip()
    return (
        bool(name)
        and not _NOT_MEMBER.fullmatch(re.sub(r"[\s（(].*$", "", name) or name)
        and not re.fullmatch(r"[-—–\s]*", name)
    )


def _called(name: str, names: list[str], companies: bool, indices: bool) -> Iterator[str]:
    """The ways prose may call a row: whole, without its brackets, by its short form where that is its alone."""
    seen: set[str] = set()

    def new(text: str) -> bool:
        key = norm(text)
        fresh = len(key) >= 2 and not key.isdigit() and key not in seen
        seen.add(key)
        return fresh

    if new(name):
        yield name
    bare = re.sub(r"[(（][^()（）]*[)）]|[《》“”\"*]", "", name).strip()
    inside = re.search(r"[(（]([^()（）]*)[)）]", name)
    if new(bare):
        yield bare
    if inside and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", inside[1]) and new(inside[1] + bare):
        yield inside[1] + bare  # 计算机(申万) -> 申万计算机
    others = [n for n in names if n != name]
    if indices:
        for word in re.findall(r"[A-Za-z][A-Za-z&]{3,}", bare):
            alone = not any(word in n for n in others)
            if (
                alone
                and word.lower() not in _COMMON
                and (word.isupper() or bare.endswith(word))
                and new(word)
            ):
                yield word
    if not companies:
        return
    if re.fullmatch(r"[\u4e00-\u9fff]{4,6}", bare):
        short = bare[:2]
        if not any(n.startswith(short) for n in others) and new(short):
            yield short + "\0"
    first = bare.split(" ")[0]
    if (
        " " in bare
        and re.fullmatch(r"[A-Z][A-Za-z]{3,}", first)
        and not any(n.split(" ")[0] == first for n in others)
        and new(first)
    ):
        yield first


_ARROW = re.compile(r"\s*(?:(?P<up>[↑▲+])|(?P<down>[↓▼\-]))\s*(?P<n>\d{1,3})\s*|\s*[-—–=→持平]{0,2}\s*")


def _arrow(text: str) -> Decimal | None:
    found = _ARROW.fullmatch(text)
    if found is None:
        return None
    return Decimal(found["n"]) * (1 if found["up"] else -1) if found["n"] else Decimal(0)


def _arrows(grid: Grid, j: int) -> Column | None:
    """A column of moves by places: ↑5, ↓2, —."""
    texts = [r.cells[j].text for r in grid.rows if j < len(r.cells)]
    if not any(re.search(r"[↑↓▲▼]", t) for t in texts) or any(_arrow(t) is None for t in texts):
        return None
    return Column(j, grid.headers[j], norm(folded(grid.headers[j]).lower()), "places", "step", arrows=True)


def _column(grid: Grid, j: int) -> Column | None:
    header = grid.headers[j]
    low = re.sub(r"[(（][^()（）]*[)）]", "", folded(header).lower())
    cells = [c for c in grid.column(j) if c.operand is not None]
    if not cells:
        return None
    if len({c.unit for c in cells}) > 1:
        return None  # amounts in two currencies have no order of their own
    percent = all(c.unit in ("%", "pp") for c in cells)
    signed = any(
        (c.operand is not None and c.operand.value < 0) or c.text.strip().startswith("+") for c in cells
    )
    moving = _CHANGE.search(low) or (percent and any(c.text.strip().startswith("+") for c in cells))
    if moving and not _NO_CHANGE.search(low) and (percent or signed):
        loss = bool(_LOSS.search(low)) and not any(c.operand and c.operand.value < 0 for c in cells)
        return Column(j, header, norm(low), "change", window_of(header), loss)
    if re.search(r"占比|份额|比重|市占|\bshare\b", low):
        return Column(j, header, norm(low), "share", "")
    if re.search(r"倍|市盈|市净|市销|\bp/?[ebs]\b|\bpe\d|\bev\b|multiple", low):
        return Column(j, header, norm(low), "multiple", "")
    return Column(j, header, norm(low), "level", "")
