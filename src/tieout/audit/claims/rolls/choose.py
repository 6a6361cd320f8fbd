"""Which columns of a roll words can mean, and the verdict over all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ....quantity import Quantity
from ...align import metric_columns
from ...grid import Cell, norm, unit_fits
from .roll import Column, Member, Roll, window_of

__all__ = ["alien", "columns_for", "falling", "holds_figure", "moves", "prints", "verdict"]

_GROWTH = re.compile(
    r"涨幅|升幅|增幅|增速|增长|涨跌|跌幅|降幅|涨|跌|环比|同比|按[年月季周]|growth|grew|grow|rose|fell|gain|declin|rise|fall|fast|slow|increase|drop|return"
)
_FALL = re.compile(r"跌幅|降幅|减幅|跌得|[跌降减]了?\s*[\d.]+%|declin|fall|fell|drop|loss|lost")
_VALUE = re.compile(
    r"估值|市盈|倍|(?<![a-z])p/?e(?![a-z])|multiple|cheap|dear|expensive|便宜|earnings multiple|valuation"
)
_SHARE = re.compile(r"份额|占比|比重|市占|占有率|share")
_KINDS = ((_SHARE, "share"), (_VALUE, "multiple"), (_GROWTH, "change"))
_MONTH = re.compile(
    r"^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b",
    re.I,
)
_PLACES = re.compile(r"名次|排名|位次")
_YEAR = re.compile(r"(?<!\d)(?:20)?(\d\d)\s*(?:年|[ae]\b)")
_FILLER = re.compile(
    r"[\ue000-\uefff\uf8ff\s\d.,，、:：;；%+\-()（）《》“”\"'’|]|其中|方面|来看|[均都也则仍亦又还且并与和及以较的了中在是为有但而家款只个项支位名大几多两三四五六七八九十一]|录得|实现|出现|呈现?|保持|继续|小幅|大幅|双双|全部|皆|所有|本周|上周|当周|周内|全周|本月|当月|单月|单周|月内|本季|全年|同比|环比|按[年月季周]|年[增减]|产品|公司|个股|标的|品牌|应用|行业|板块|指数|子|涨跌幅?|涨幅|跌幅|升幅|降幅|增幅|增速|幅度|变动|"
    r"\b(?:both|all|each|also|last|this|in|the|of|on|at|for|from|was|were|is|are|has|had|have|a|an|by|than|to|with|and|it|its|week|month|quarter|year|months|gains?|rises?|rose|growth|grew|increase|falls?|decline|move|among|group|index|indices|regions?|companies|stocks?|names?|only|one|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec|spent|less|which|that)\b"
)


def moves(roll: Roll, words: str) -> list[Column]:
    """The columns of changes the words can mean, by the window they say."""
    if _PLACES.search(words[-16:]):
        return [c for c in roll.columns if c.kind == "places"]
    changes = [c for c in roll.columns if c.kind == "change"]
    if not changes:
        return [c for c in roll.columns if c.kind == "places"]
    said = window_of(words)
    if said:
        exact = [c for c in changes if c.window == said]
        if exact:
            changes = exact
        else:
            changes = [c for c in changes if not c.window] if said == "step" else []
    dated = [c for c in changes if _MONTH.search(c.header) and c.words[:3] in words.lower()]
    if dated and not said:
        return dated
    if len(changes) > 1:
        low = norm(words)
        measured = [c for c in changes if (m := _measure(roll, c)) and m in low]
        if measured:
            return measured
    return changes


def _measure(roll: Roll, column: Column) -> str:
    """The measure a change stands behind: 收入 | 上年同期 | 同比 | 经调整净利润 | 上年同期 | 同比."""
    for c in reversed([x for x in roll.columns if x.index < column.index and x.kind == "level"]):
        found = re.search(r"收入|营收|净利润|利润|销量|出货|产量|revenue|profit", c.words)
        if found:
            return found.group()
    return ""


def alien(roll: Roll, words: str) -> bool:
    """True when words hold a noun that is not the table's own: 毛利率上升 says nothing of a table of prices."""
    rest = _FILLER.sub("|", words)
    parts = [norm(x) for x in rest.split("|")]
    return any(len(x) >= 2 and x not in roll.words for x in parts)


def columns_for(
    roll: Roll, words: str, figures: Sequence[Quantity] = (), who: Member | None = None
) -> tuple[list[Column], bool]:
    """The columns a superlative or place can be of, and whether the words (or a figure) name them.

    ``words`` end with the superlative; the measure said last counts. ``figures`` stand beside it. A figure that
    only another member than ``who`` has tells the column where the words name no other.
    """
    held = [c for c in roll.columns if figures and holds_figure(roll, c, figures)]
    said, named = _worded(roll, words)
    if not held:
        return said, named
    own = who is None or any(prints(who.cell(c), q) for c in held for q in figures)
    tail = words.lower()[-40:]
    kinds = {kind for pattern, kind in _KINDS if pattern.search(tail)}
    if not own and kinds and not any(c in said or c.kind in kinds for c in held):
        return [], False  # the greatest fall is A (7.6%), beside a margin of 7.6% of B
    return held, True


def _worded(roll: Roll, words: str) -> tuple[list[Column], bool]:
    """The columns that the words alone name."""
    low = words.lower()
    years = {y[-2:] for y in _YEAR.findall(low)}
    tail = low[-40:]
    last: list[tuple[int, list[Column]]] = []
    for pattern, kind in _KINDS:
        found = [x.start() for x in pattern.finditer(tail)]
        columns = moves(roll, tail) if kind == "change" else [c for c in roll.columns if c.kind == kind]
        if found and columns:
            last.append((max(found), columns))
    named = [j for j, _ in metric_columns(roll.grid, tail)]
    own = [c for c in roll.columns if c.index in named and c.kind != "change"]
    for c in own:
        at = max((tail.rfind(w) for w in _alias(c)), default=-1)
        if at >= 0:
            last.append((at, [c]))
    if not last:
        return [], False
    best = max(last, key=lambda x: x[0])[1]
    dated = [c for c in best if any(y in c.header for y in years)]
    return (dated or best), True


def _alias(column: Column) -> Iterable[str]:
    bare = re.sub(r"[(（].*", "", column.header).strip().lower()
    yield bare
    yield re.sub(r"\d.*|额|数|量", "", bare) or bare


def holds_figure(roll: Roll, column: Column, figures: Sequence[Quantity]) -> bool:
    """True when a cell of the column prints one of the figures."""
    return any(prints(m.cell(column), q) for m in roll.members for q in figures)


def prints(cell: Cell | None, q: Quantity) -> bool:
    if cell is None or cell.operand is None or not unit_fits(q, cell):
        return False
    return abs(cell.operand.value) == abs(q.value) or (
        q.decimals >= 1 and q.shown.meets(cell.operand.interval) and cell.decimals <= q.decimals
    )


def verdict(truths: Sequence[bool]) -> str | None:
    """What several columns that the words can mean say together: one that fits is enough."""
    if not truths:
        return None
    return "supported" if any(truths) else "contradicted"


def falling(words: str) -> bool:
    """True for words of the size of a fall: the greatest is the lowest figure."""
    return bool(_FALL.search(words))
