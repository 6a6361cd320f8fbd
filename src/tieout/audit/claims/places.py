"""Places, leads and counts in any table: ``ranks second``, ``leads B by 7 points``, ``two of the four gained``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.formula import Operand, compute, rank_of, verify
from ..align import Hit, choose_column, metric_columns
from ..grid import Cell, Grid, Grids, Row
from ..lexicon.counts import count_of
from ..mentions import Mention
from ..prose import Sentence
from .base import Context, Draft
from .partition import is_count
from .tally import change_column

__all__ = ["find"]

_RANKS = re.compile(r"rank(?:s|ed|ing)?\b|\bcomes?\b|\bplaced?\b|\bis\b|in\s*$|排名?|位列|位居|居|列", re.I)
_LEAD = re.compile(
    r"\b(?:leads?|leading|ahead of|trails?|behind)\b|领先|落后|相差|差距|跑赢|跑输|outperform|underperform"
)
_OF = re.compile(
    r"\b(?P<n>one|two|three|four|five|six|seven|eight|nine|ten|none|all|\d+) of the (?P<m>two|three|four|five|six|seven|eight|nine|ten|\d+) (?P<noun>[a-z]+)s?\b[^.;]{0,20}?\b(?P<word>gained|rose|advanced|fell|declined|dropped|ended (?:higher|lower)|were (?:up|down|higher|lower))",
    re.I,
)
_OF_ZH = re.compile(
    r"(?P<m>[两三四五六七八九十]|\d+)(?:个|大|家|只)(?P<noun>[\u4e00-\u9fff]{1,6})(?:中|里)[，,]?(?:有)?(?P<n>[一两三四五六七八九十]|\d+)(?:个|家|只)(?P<word>上涨|下跌|上升|下降)"
)
_SCORE = re.compile(r"score|得分|分数|积分|评分", re.I)
_DOWN = re.compile(r"fell|declin|drop|lower|down|下跌|下降", re.I)


def find(context: Context, grids: Grids, hits: Sequence[Sequence[Hit]], taken: set[int]) -> Iterator[Draft]:
    """Place, lead and count claims that a table can check. ``taken`` are numbers already tied."""
    for i, sentence in enumerate(context.sentences):
        row = context.mentions[i]
        if hits[i]:
            for m in row:
                if m.q.start not in taken and m.q.rank:
                    yield from _place(sentence, row, m, hits[i], grids)
            yield from _lead(sentence, row, hits[i], grids, taken)
        yield from _some_of(sentence, grids)


def _rows(grid: Grid, hits: Sequence[Hit]) -> list[tuple[Hit, Row]]:
    out: list[tuple[Hit, Row]] = []
    for h in hits:
        rows = [r for g, r in h.rows if g == grid.index]
        if len(rows) == 1:
            out.append((h, grid.rows[rows[0]]))
    return out


def _column(
    grid: Grid, sentence: Sentence, row: Sequence[Mention], rows: Sequence[Row], part: str = ""
) -> tuple[int | None, bool]:
    """The column a sentence speaks of: named, else the one its other figure can stand in."""
    named = metric_columns(grid, part or sentence.text)
    if part and not named:
        return None, False
    if named and (len(named) == 1 or named[0][1] > named[1][1]):
        return named[0][0], True
    for m in row:
        if not m.q.rank and m.is_amount:
            column, _ = choose_column(grid, sentence.text, m.q, rows)
            if column is not None:
                return column, False
    numeric = [j for j in range(len(grid.headers)) if grid.numeric(j)]
    scores = [j for j in numeric if _SCORE.search(grid.headers[j])]
    if len(scores) == 1 and re.search(r"points?\b|分", sentence.low):
        return scores[0], True
    return (numeric[0], True) if len(numeric) == 1 else (None, False)


def _place(
    sentence: Sentence, row: Sequence[Mention], m: Mention, hits: Sequence[Hit], grids: Grids
) -> Iterator[Draft]:
    before = sentence.text[max(0, m.q.start - sentence.start - 24) : m.q.start - sentence.start]
    if not _RANKS.search(before) or re.search(r"前\s*$|top\s*$", before):
        return
    for grid in grids.grids:
        if grid.tracker is not None and grid.tracker.name == "leaderboard":
            continue
        named = [(h, r) for h, r in _rows(grid, hits) if h.start < m.q.start]
        if not named:
            continue
        hit, mine = named[-1]
        if re.match(r"[\s-]?[A-Za-z]*\d", sentence.text[hit.end - sentence.start :]):
            continue  # Kimi K3 is no row of Kimi
        column, said = _column(grid, sentence, row, [mine])
        if column is None or column >= len(mine.cells) or mine.cells[column].operand is None:
            continue
        cells = [
            (str(r.index), r.cells[column].operand)
            for r in grid.rows
            if column < len(r.cells) and not _is_total(r)
        ]
        places = {p.subject: p for p in rank_of([(s, o) for s, o in cells if o is not None])}
        place = places.get(str(mine.index))
        if place is None:
            continue
        good = place.place == m.q.value
        if not good and (_EARLIER.search(before) or _given_elsewhere(grid, mine, m.q.value)):
            continue
        verdict = "supported" if good else "contradicted" if said and not place.tied else "unchecked"
        yield Draft(
            "order",
            "TIE106",
            hit.start,
            m.q.end,
            m.q,
            fixed=verdict,
            subject=mine.label,
            metric=grid.headers[column],
            said=m.q.value,
            expected=place.place,
            numbers=((m.q.start, m.q.end),),
            evidence=(mine.cells[column].evidence(),),
            reason=""
            if good
            else f"the table gives place {place.place} for {mine.label}, {grid.headers[column]}",
        )
        return


_EARLIER = re.compile(
    r"[由从自][^，,。；;]{0,10}$|上[周月季年期][^，,。；;]{0,4}$|去年|同期|连续[^，,。；;]{0,3}$|\bfrom\s*$"
)
"""由上周第五升到第四: a place of before."""


def _given_elsewhere(grid: Grid, row: Row, place: Decimal) -> bool:
    """True where another column of the table gives the place that is said: which was meant the words may not say."""
    for j in range(len(grid.headers)):
        own = row.cells[j].operand if j < len(row.cells) else None
        if own is None or not grid.numeric(j):
            continue
        others = [
            o.value
            for r in grid.rows
            if r is not row
            and j < len(r.cells)
            and not _is_total(r)
            and (o := r.cells[j].operand) is not None
        ]
        if place in (1 + sum(v > own.value for v in others), 1 + sum(v < own.value for v in others)):
            return True
    return False


def _is_total(row: Row) -> bool:
    return any(
        n.strip().lower() in ("total", "others", "other", "合计", "总计", "其他", "其它", "平均", "average")
        for n in row.names
    )


def _lead(
    sentence: Sentence, row: Sequence[Mention], hits: Sequence[Hit], grids: Grids, taken: set[int]
) -> Iterator[Draft]:
    cues = [sentence.start + c.start() for c in _LEAD.finditer(sentence.low)]
    for m in row:
        if (
            m.q.start in taken
            or m.q.rank
            or not any(abs(m.q.start - at) <= 40 for at in cues)
            or m.unit_kind in ("%", "times", "time")
            or is_count(m)  # 落后 3 项 says on how many, not by how much
        ):
            continue
        if not re.search(r"\bby\s*$|领先|落后|相差|差距|跑赢|跑输", m.lead) and not re.match(
            r"\s*(?:points?|分|点)?\s*(?:ahead|behind)", sentence.low[m.q.end - sentence.start :]
        ):
            continue
        for grid in grids.grids:
            pair = _rows(grid, hits)
            if len(pair) < 2:
                continue
            (first, a), (_, b) = pair[0], pair[1]
            clause = sentence.low[m.clause.start - sentence.start : m.q.start - sentence.start]
            if re.search(r"榜首|首位|[上前后]一名|第[一二三四五六七八九十](?!名)", clause):
                continue  # 与榜首相差 69 分: the partner is named by its place
            part = (
                sentence.text[m.clause.start - sentence.start : m.q.end - sentence.start]
                if m.unit_kind == "pp"
                else ""
            )
            column, said = _column(grid, sentence, [x for x in row if x is not m], [a, b], part)
            if column is None:
                continue
            x, y = a.cells[column].operand, b.cells[column].operand
            if x is None or y is None:
                continue
            gap = compute("difference", x, y)
            check = verify(m.q, Operand(abs(gap.value), abs(gap.interval)))
            sure = said or len([j for j in range(len(grid.headers)) if grid.numeric(j)]) == 1
            verdict = check.verdict if check.verdict != "contradicted" or sure else "unchecked"
            yield Draft(
                "difference",
                "TIE202",
                first.start,
                m.q.end,
                m.q,
                fixed=verdict,
                subject=a.label,
                metric=grid.headers[column],
                said=m.q.value,
                expected=abs(gap.value),
                numbers=((m.q.start, m.q.end),),
                evidence=(a.cells[column].evidence(), b.cells[column].evidence()),
                reason=f"the table gives {a.cells[column].text} and {b.cells[column].text}",
            )
            break


def _some_of(sentence: Sentence, grids: Grids) -> Iterator[Draft]:
    if not (_OF.search(sentence.text) or _OF_ZH.search(sentence.text)):
        return
    tables = [(g, j) for g in grids.grids if (j := change_column(g)) is not None]
    if len(tables) != 1:
        return
    grid, column = tables[0]
    cells: list[Cell] = [
        c
        for r, c in zip(grid.rows, grid.column(column), strict=False)
        if c.operand is not None and not _is_total(r)
    ]
    for pattern in (_OF, _OF_ZH):
        for found in pattern.finditer(sentence.text):
            whole, some = _value(found.group("m")), _value(found.group("n"))
            if whole != len(cells):
                continue
            down = bool(_DOWN.search(found.group("word")))
            moved = [
                c
                for c in cells
                if c.operand is not None and (c.operand.value < 0 if down else c.operand.value > 0)
            ]
            some = whole if some < 0 else some
            good = len(moved) == some
            yield Draft(
                "count",
                "TIE204",
                sentence.start + found.start(),
                sentence.start + found.end(),
                None,
                fixed="supported" if good else "contradicted",
                said=some,
                expected=len(moved),
                metric=grid.headers[column],
                evidence=tuple(c.evidence() for c in moved),
                reason=f"{len(moved)} of {len(cells)} cells have that sign",
            )


def _value(text: str) -> int:
    low = text.lower()
    return -1 if low == "all" else count_of(low) or 0
