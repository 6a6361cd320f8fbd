"""Words that say a figure is another than the cell it is held against: a step, another base, another version."""

from __future__ import annotations

import re
from decimal import Decimal

from ...model.formula import Operand, verify
from ...quantity import Quantity
from ..grid import Cell, Grid, norm
from ..lexicon.patterns import residual
from ..mentions import Mention
from ..prose import Sentence

__all__ = ["another", "in_calendar", "of_a_total", "other_base", "scaled_twin", "step_said"]

_STEP_BEFORE = re.compile(
    r"\bby (?:about |around |roughly |some |nearly |almost |over |more than |another |a further |an additional )?[$€£¥]?\s*$"
    r"|(?:新增|净增|净减|增加|减少|增至?量|增量|上调|下调|调高|调低|多出?|少)(?:了|约|近|逾|超过?|超)?\s*$"
)
_STEP_VERB = re.compile(
    r"\b(?:adds?|added|adding|sheds?|cuts?|trims?|loses?|lost|gains?|gained)\b[^,;:]*$|(?:新增|净增|净减)[^，,；;：:]*$"
)
_VERSION = re.compile(
    r"originally|as (?:previously |first )?(?:reported|published|stated)|previously (?:reported|published|stated)|before (?:the )?restatement|prior to restatement|"
    r"\b(?:excluding|including|ex-|excl\b|incl\b|stripping out|net of|without|organic(?:ally)?|like-for-like|constant[- ]currenc|underlying|pro forma)|"
    r"原披露|原报告|原先|最初|初值|终值|修正前|修订前|调整前|追溯前|重述前|未经重述|剔除|不含|不包括|不计|扣除|若计入|如计入|加上|含.{1,8}在内|可比口径|同口径|按.{1,6}口径|备考|有机"
)
_SUMS = frozenset(["合计", "总计", "共计", "总和", "小计", "total", "sum", "subtotal"])
_BASES = (
    ("year", re.compile(r"同比|按年|較去年|较去年|较上年同期|比去年|年增|年减|\byoy\b|y/y|year[- ](?:on|over)[- ]year|from a year|a year (?:ago|earlier)|on the year", re.I)),
    ("step", re.compile(r"环比|按月|按季|较上月|较上季|较上周|比上月|比上季|比上周|月增|月减|季增|季减|\b[qmw]o[qmw]\b|[qmw]/[qmw]|(?:quarter|month|week)[- ](?:on|over)[- ](?:quarter|month|week)|sequential", re.I)),
    ("start", re.compile(r"较年初|较上年末|较去年底|较期初|年初至今|年内累计|ytd|year[- ]to[- ]date|since the start of", re.I)),
)  # fmt: skip


def another(sentence: Sentence, m: Mention, start: int, cell: Cell, grid: Grid) -> str:
    """The words by which the figure is none of that cell, or an empty string.

    ``start`` is where the name of the row ends.
    """
    words = sentence.low[max(0, min(start, m.q.start) - sentence.start) : m.q.start - sentence.start]
    clause = sentence.low[max(0, m.clause.start - sentence.start) : m.q.start - sentence.start]
    behind = re.split(r"[，,；;。(（]|\.\s", sentence.low[m.q.end - sentence.start :])[0][:40]
    header = cell.header.lower()
    version = _VERSION.search(clause) or _VERSION.match(behind.strip())
    if version and version.group() not in header and version.group() not in _label(grid, cell):
        return version.group()
    if m.unit_kind in ("%", "pp"):
        span = _span_said(sentence.low[: m.q.start - sentence.start])
        if span and (own := _spans(header)) and span not in own:
            return span
        # up 16% year over year and 4% sequentially: the base before the next figure is its own.
        own_base = _base_said(re.split(r"\d", behind)[0])
        said, held = own_base or _base_said(clause + " " + behind), _bases(header)
        if said and held and said not in held:
            return said
    elif step_said(m, words) and not _moves(header):
        return m.lead.strip()[-12:] or "step"
    return ""


def other_base(m: Mention, header: str) -> bool:
    """True where the words right before a percent say another base than the head of a column: 环比下降 38% under 同比."""
    if m.unit_kind != "%":
        return False
    said, held = _base_said(m.lead), _bases(header.lower())
    return bool(said and held) and said not in held


_SPANS = (
    ("day", re.compile(r"\bon (?:monday|tuesday|wednesday|thursday|friday)\b|\bon the day\b|\btoday\b|单日|当日|全日|周[一二三四五](?:当|单)?日?(?=[^至—-])")),
    ("week", re.compile(r"\bweek\b|本周|全周|周涨|周跌|近一周|\b(?:1w|5d)\b")),
    ("month", re.compile(r"month[- ]to[- ]date|\bmtd\b|\b(?:for|on|this) (?:the )?month\b|本月|全月|月内|近一月|月涨|\b1m\b|^month$")),
)  # fmt: skip


def in_calendar(words: str, header: str) -> bool:
    """False where words say a day, a week or a month, and the head of a column another of them.

    >>> in_calendar("周跌", "月涨跌幅"), in_calendar("周跌", "周涨跌幅"), in_calendar("下跌", "月涨跌幅")
    (False, True, True)
    """
    said, own = _span_said(words), _spans(header.lower())
    return not (said and own) or said in own


def _spans(header: str) -> set[str]:
    return {name for name, pattern in _SPANS if pattern.search(header)}


def _span_said(words: str) -> str:
    """The day, the week or the month a sentence speaks of, the last it names."""
    last = [(found[-1].start(), name) for name, pattern in _SPANS if (found := list(pattern.finditer(words)))]
    return max(last)[1] if last else ""


def _bases(words: str) -> set[str]:
    return {name for name, pattern in _BASES if pattern.search(words)}


def _base_said(words: str) -> str:
    """The one base a clause names, the last where it names several."""
    last = [(found[-1].start(), name) for name, pattern in _BASES if (found := list(pattern.finditer(words)))]
    return max(last)[1] if last else ""


def _moves(header: str) -> bool:
    return (
        re.search(r"增|减|变|动|差|净|chang|chg|diff|delta|increase|add|net|step|\+/-|[+]", header)
        is not None
    )


def _label(grid: Grid, cell: Cell) -> str:
    return " ".join(grid.rows[cell.row].names).lower() if cell.row < len(grid.rows) else ""


def step_said(m: Mention, words: str) -> bool:
    """True for the amount something moved by, which no column of levels holds: raised the total by $23bn."""
    if _STEP_BEFORE.search(m.lead):
        return True
    return bool(_STEP_VERB.search(re.sub(r"[(（][^()（）]*$", "", words)))


def of_a_total(sentence: Sentence, start: int, key: str, clause_start: int) -> bool:
    """True for 合计 or total as the end of another noun: 期间费用率合计 14.5% is no row of a table of products."""
    if norm(key) not in _SUMS:
        return False
    before = sentence.low[max(0, clause_start - sentence.start) : max(0, start - sentence.start)]
    return bool(residual(before))


def scaled_twin(q: Quantity, cells: tuple[Cell, ...]) -> bool:
    """True when a cell of the row has the figure's digits: a column in millions told in billions."""
    if sum(c.isdigit() for c in q.text) < 3:
        return False
    for cell in cells:
        if cell.operand is None or cell.unit in ("%", "pp", "bp") or not cell.operand.value:
            continue
        for power in (0, 3, 4, 6, 8, 9, -3, -4, -6):
            grown = Operand(
                cell.operand.value.scaleb(power), cell.operand.interval.scaled(Decimal(10) ** power)
            )
            if verify(q, grown).verdict != "contradicted":
                return True
    return False
