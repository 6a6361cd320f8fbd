"""A stated value against the cell it is read from: the verdict, and what keeps it open."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from ...model.formula import Operand, verify
from ...quantity import Quantity
from ..align import Hit, change_columns, metric_columns
from ..grid import Cell, Grid, Row, norm, unit_fits
from ..lexicon.readings import METRIC_ROW
from ..mentions import Mention
from ..prose import Sentence
from ..senses import senses_of, window_said
from .another import another, scaled_twin
from .base import Draft
from .meant import Meant
from .nearby import Nearby
from .signs import against_the_word, with_sign

__all__ = ["judge_value"]


_OTHER_TIME = re.compile(
    r"按.{1,6}计|整机|整台|折合|换算|上次|前次|前一次|早前|当时|上周|上期|上月|去年|(?<![\d.])\d{1,2}\s*月(?![\s\d])(?!\s*\d)|when we last|前值|此前|之前|年初|同期|历史|曾|一度|预计|预期|目标|有望|将|20\d\d年|last (?:week|month|year|quarter)|previous|earlier|target|expected|forecast|record|累计|in all\b|in total|so far|to date|altogether"
)


_A_SHARE = re.compile(r"^\s*(?:per|a)\s+(?:[a-z]+\s+){0,2}?(?:share|unit|ads)\b|^\s*/\s*(?:share|股)")
_A_SHARE_ROW = re.compile(r"\bper\b|\beps\b|每股|dividend|price|股价|价", re.I)
_LESS = re.compile(
    r"撇除|撇开|剔除|扣除|扣非|不计|不含|不包括|经调整|调整后|excluding|\bex-|adjusted|before the effect",
    re.I,
)
"""Words that take something out of a measure: what is left is another one than the row of its name."""


def _latest(grid: Grid) -> str:
    """The latest year the headers name, where the columns of that year stand beside columns without one."""
    years = [y for h in grid.headers for y in re.findall(r"(?<!\d)20\d\d(?!\d)", h)]
    return max(years) if years and grid.tracker is None else ""


_CHANGES = re.compile(
    r"环比|同比|增速|增减|涨跌|变化|变动|涨幅|跌幅|增幅|降幅|change|chg|growth|increase|\bwow\b|\byoy\b|\bqoq\b",
    re.I,
)
_FALLS = re.compile(r"跌幅|降幅|减幅|回撤")


def judge_value(
    sentence: Sentence,
    m: Mention,
    best: Sequence[tuple[int, Grid, list[Row], int, bool, list[Hit]]],
    every: Sequence[tuple[int, Grid, list[Row], int, bool, list[Hit]]],
    nearby: Nearby,
) -> Iterator[Draft]:
    """The claim a stated value makes of the cells it can be read from, the best first."""
    q = m.q
    readings: list[tuple[Cell, bool, str, Any]] = []
    for _, grid, rows, column, named, used in best:
        for r in rows:
            cell = r.cells[column]
            if _A_SHARE.match(m.tail) and not _A_SHARE_ROW.search(f"{r.label} {cell.header}"):
                continue  # $28.0 million, or $0.30 per share: the second is no net income
            if cell.operand is not None and unit_fits(q, cell):
                readings.append((cell, named and len(rows) == 1, r.label, (grid, used)))
    if not readings:
        return
    way = m.direction or (-1 if _FALLS.search(sentence.low[: q.start - sentence.start]) else 0)
    checks = [
        (verify(with_sign(q, way, c), c.operand), c, sure, label, where)
        for c, sure, label, where in readings
        if c.operand is not None
    ]
    opposed = [c for c, _, _, _ in readings if against_the_word(q, m, c)]
    fits = [x for x in checks if x[0].verdict != "contradicted" and x[1] not in opposed]
    lead: Hit = (fits or checks)[0][4][1][0]
    start = _start(sentence, m, lead)
    numbers = ((q.start, q.end),)
    if fits:
        check, cell, sure, label, (grid, _) = min(fits, key=lambda x: (x[0].verdict != "supported", not x[2]))
        if not sure and not _unit_alone(q, cell):
            return
        yield Draft(
            "value",
            "TIE101",
            start,
            q.end,
            q,
            fixed=check.verdict,
            subject=label,
            metric=cell.header,
            said=q.value,
            expected=cell.operand.value if cell.operand else None,
            reason=check.reason,
            numbers=numbers,
            evidence=(cell.evidence(grid.table.period),),
            period=str(grid.table.period) if grid.table.period else None,
        )
        return
    check, cell, sure, label, (grid, _) = checks[0]
    caveat, windowed = _caveat(sentence, m, lead, cell, grid, label)
    alone = len({(c.table, c.row, c.col) for _, c, _, _, _ in checks}) == 1 or _same_cells(checks)
    swapped = _others_figure(q, cell, grid)
    if not sure and swapped and alone:
        sure = True
    column_said = _named_alone(m, cell, grid) or _year_behind(sentence, m, lead, cell, grid)
    elsewhere = not column_said and any(
        cell2.operand is not None
        and cell2 not in opposed
        and unit_fits(q, cell2)
        and verify(q, cell2.operand).verdict != "contradicted"
        for _, g2, rows2, _, _, _ in every
        for r2 in rows2
        for cell2 in r2.cells
    )
    if (
        grid.tracker is None
        and not caveat
        and not windowed
        and not _same_world(sentence, m, lead, grid, label)
    ):
        sure_enough = False
    else:
        sure_enough = sure
    certain = (
        sure_enough
        and not (grid.tracker is None and (_only_scaled(q, cell) or _converted(m, nearby.row, cell)))
        and any(c.isdigit() for c in q.text)
        and alone
        and not caveat
        and not grid.doubtful
        and not (m.role == "delta" and not _CHANGES.search(cell.header))
        and not (m.role == "share" and cell.unit == "%" and _CHANGES.search(cell.header))
        and (m.role not in ("threshold", "base", "time") or (cell.unit == "s" and ":" in q.text))
        and not elsewhere
        and not lead.pronoun
    )
    reason = f"the table gives {cell.text} for {label}, {cell.header}"
    other = another(sentence, m, lead.end, cell, grid) if certain else ""
    if (
        certain
        and not other
        and not column_said
        and grid.tracker is None
        and scaled_twin(q, grid.rows[cell.row].cells)
    ):
        elsewhere = True
    certain = certain and not other and not elsewhere
    owner = nearby.owner(sentence, m, lead, cell, grid, column_said=column_said) if certain else ""
    doubt = ""
    if certain and not owner:
        meant = Meant(sentence, nearby.row, nearby.hits, nearby.grids, nearby.about)
        doubt = meant.doubt(m, lead, cell, grid, grid.rows[cell.row])
    if not certain or owner or doubt:
        if not sure:
            return
        certain = False
        reason = (
            f"the sentence can also be read with {owner}"
            if owner
            else doubt
            if doubt
            else f"another moment: {caveat}"
            if caveat
            else f"the words name another figure: {other}"
            if other
            else "another cell of the row holds this figure"
            if elsewhere
            else "more than one reading"
        )
    yield Draft(
        "value",
        "TIE101",
        start,
        q.end,
        q,
        fixed="contradicted" if certain else "unchecked",
        subject=label,
        metric=cell.header,
        said=q.value,
        expected=cell.operand.value if cell.operand else None,
        reason=reason,
        numbers=numbers,
        evidence=(cell.evidence(grid.table.period),),
    )


def _caveat(
    sentence: Sentence, m: Mention, lead: Hit, cell: Cell, grid: Grid, label: str
) -> tuple[str, bool]:
    """The words that say another moment, window or measure than the cell's, and whether they say its own window."""
    upto = sentence.low[: m.q.end - sentence.start]
    at = min(lead.start, m.q.start) - sentence.start
    opening = max((sentence.low.rfind(c, 0, at) for c in "，,；;。:："), default=-1) + 1
    closing = re.split(r"[，,；;。]", sentence.low[m.q.end - sentence.start :])[0][:16]
    found = _OTHER_TIME.search(upto[opening:] + closing)
    word = found.group() if found else ""
    if word[:4].isdigit() and word[:4] in (*re.findall(r"20\d\d", cell.header), _latest(grid)):
        word = ""  # the year the column itself names, or the latest of the table
    if word in cell.header:
        word = ""  # 累计融资额 is what the column holds
    if grid.tracker is not None:
        return word, False
    sense, window = senses_of(grid).get(cell.col), window_said(upto)
    if sense is not None and sense.window and sense.window == window:
        word = ""  # 四周累计下跌, 年初至今累计上涨: the window of the column itself
    elif sense is not None and sense.window and window not in ("", "step"):
        word = word or window
    less = _LESS.search(upto[: m.q.start - sentence.start])
    if less and not _LESS.search(label.lower()):
        word = word or less.group()
    return word, bool(sense is not None and sense.window and sense.window == window)


def _converted(m: Mention, row: Sequence[Mention], cell: Cell) -> bool:
    """True for the second of one figure in two units, ``2,728kg (87,700oz)``, where the first is the cell's."""
    if not m.bracketed or not m.index or cell.operand is None:
        return False
    first = row[m.index - 1].q
    return any(
        verify(
            first,
            Operand(
                cell.operand.value * Decimal(10) ** power, cell.operand.interval.scaled(Decimal(10) ** power)
            ),
        ).verdict
        != "contradicted"
        for power in (0, 3, 6, 9, -3, -6)
    )


def _only_scaled(q: Quantity, cell: Cell) -> bool:
    """True when the figures agree but for a power of ten that a column without a printed unit may leave out."""
    if cell.operand is None or cell.unit is not None:
        return False
    for power in (3, 4, 6, 7, 8, 9, -3, -4, -6, -8, -9):
        factor = Decimal(10) ** power
        if (
            verify(q, Operand(cell.operand.value * factor, cell.operand.interval.scaled(factor))).verdict
            != "contradicted"
        ):
            return True
    return False


def _others_figure(q: Quantity, cell: Cell, grid: Grid) -> str:
    """The row of the same column whose very figure is stated for this one, if there is one."""
    if sum(c.isdigit() for c in q.text) < 3:
        return ""
    for r in grid.rows:
        other = r.cells[cell.col] if cell.col < len(r.cells) else None
        if (
            other is not None
            and other.row != cell.row
            and other.operand is not None
            and verify(q, other.operand).verdict == "supported"
        ):
            return r.label
    return ""


def _named_alone(m: Mention, cell: Cell, grid: Grid) -> bool:
    """True when the words around this number, up to its neighbours, name this column and no other.

    A word of change names the one column of changes: X grew 52.2 %.
    """
    moving = {j for j, s in senses_of(grid).items() if s.kind == "change"} | set(change_columns(grid))
    if m.role == "change" and m.direction and grid.tracker is None and moving == {cell.col}:
        return True
    behind = re.split(r"[，,；;。（(\d]", m.tail)[0][:24]
    window = window_said(f"{m.lead} {behind}") if m.role == "change" and grid.tracker is None else ""
    if window and [j for j, s in senses_of(grid).items() if s.window == window] == [cell.col]:
        return True  # grew 12.6 % year over year
    return [j for j, _ in metric_columns(grid, f"{m.lead} {behind}")] == [cell.col]


def _year_behind(sentence: Sentence, m: Mention, lead: Hit, cell: Cell, grid: Grid) -> bool:
    """True when the year right behind the number and the measure said before it name this column alone."""
    year = re.match(
        r"\s*(?:for|in|on)\s+(?:our\s+)?(20\d\d[AE]?)\b", sentence.text[m.q.end - sentence.start :]
    )
    if year is None:
        return False
    before = re.sub(r"20\d\d[AE]?", "", sentence.text[lead.end - sentence.start : m.q.start - sentence.start])
    return [j for j, _ in metric_columns(grid, f"{before} {year.group(1)}")] == [cell.col]


_PERIOD_WORDS = re.compile(
    r"20\d\d|\d{1,2}月|[一二三四1-4]季|q[1-4]|上半年|下半年|h[12]\b|前三季度|全年|半年|上周|上月|去年|累计|至今|first|second|third|fourth|quarter|half|full[- ]year|annual"
)
_HALVES = (("上半年", "h1"), ("中报", "h1"), ("下半年", "h2"), ("first half", "h1"), ("second half", "h2"), ("一季", "q1"), ("二季", "q2"), ("三季", "q3"), ("四季", "q4"))  # fmt: skip


def _one_spelling(words: str) -> str:
    for long, short in _HALVES:
        words = words.replace(long, short)
    return words


_COMPANY = re.compile(
    r"^(?:[^，,；;。]{0,16}?)(?:本公司|公司|本集团|集团|我们|the company|the group|we|our)?\s*(?:实现|录得|的|取得|完成|reported|recorded|had|achieved|total)?\s*$",
    re.I,
)


# Net income attributable to Alpha rose: the name behind the measure says whose it is.
_OF_ANOTHER = re.compile(
    r"\b(?:attributable to|of|at|for|from)\s+(?!(?:Q|H|FY)\d|January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Company|Group|Parent|Shareholders|Stockholders|Owners)[A-Z][a-z]{2,}"
)


def _same_world(sentence: Sentence, m: Mention, lead: Hit, grid: Grid, label: str) -> bool:
    """True when a table nobody tracks surely speaks of what the sentence speaks of.

    A period the sentence names must stand in the table's caption or headers; a row that is itself a
    measure (营业收入) is only the report's own where the company is the subject.
    """
    clause = sentence.low[max(0, m.clause.start - sentence.start) : m.q.end - sentence.start]
    heads = " ".join((grid.table.caption or "", *grid.headers))
    head = re.sub(r"\s", "", heads.lower())
    for period in _PERIOD_WORDS.findall(clause):
        if re.sub(r"\s", "", _one_spelling(period)) not in _one_spelling(head):
            return False
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", sentence.text))
    if years and (headed := set(re.findall(r"(?<!\d)20\d\d(?!\d)", heads))) and not years & headed:
        return False
    if _OF_ANOTHER.search(sentence.text[lead.end - sentence.start : m.q.start - sentence.start]):
        return False
    if METRIC_ROW.search(label):
        begin = max(0, m.clause.start - sentence.start)
        if (
            lead.start < m.clause.start
        ):  # 销售收入 1245.8 亿元，同比下降 4.3%: the words of the name's own clause
            begin = max(sentence.low.rfind(c, 0, lead.start - sentence.start) for c in "，,；;。:：") + 1
        before = sentence.text[begin : max(0, lead.start - sentence.start)]
        before = re.sub(r"20\d\d\s*年?|\d{1,2}\s*月|[一二三四]季度|上半年|报告期内?|期内|，|,", "", before)
        return bool(_COMPANY.match(before)) and len(before.strip()) <= 8
    return True


def _same_cells(checks: Sequence[tuple[Any, Cell, bool, str, Any]]) -> bool:
    return len({(c.text, norm(label)) for _, c, _, label, _ in checks}) == 1


def _unit_alone(q: Quantity, cell: Cell) -> bool:
    """A figure with a telling unit and three digits or more is evidence without the column's name."""
    digits = sum(c.isdigit() for c in q.text)
    return q.unit == cell.unit and q.unit is not None and digits >= 3


def _start(sentence: Sentence, m: Mention, lead: Hit) -> int:
    """The smallest stretch that states it: from the name, or from the clause when the name is far."""
    if m.clause.start <= lead.start < m.q.start:
        return lead.start
    at = m.clause.start - sentence.start
    text = sentence.text
    while at < m.q.start - sentence.start and text[at] in " \t，,；;、":
        at += 1
    return sentence.start + at
