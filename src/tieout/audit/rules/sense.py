"""TIE413, TIE414: what is told before it can have happened, and plans listed among what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from ...model.claim import Finding
from ...model.rules import Rule
from ..claims.base import Context
from ..grid import Row
from .base import View, finding

__all__ = ["RULES", "find"]

_DATED = "2024 年 10 月 21 日\n\n"
_FUND = "图表 1：本周融资动态\n\n应用\t应用类型\t领投方\t融资轮\t融资额\t目前累计融资额\t目前估值\nAlpha\tAI 基建\tX\t——\t5000 亿美元\t——\t——\nBeta\tAI 平台\tY\t种子轮\t8500 万美元\t——\t——\n\n资料来源：公开资料\n\n"

RULES = (
    Rule("TIE413", "medium", "Consequence told before its cause", "事件尚未发生而后果已叙述为事实",
         "A sentence announces an event for a day that is not before the report's date, and the next tells in the past tense what followed it. "
         "Either the day is wrong, or the second sentence speaks of another event. A consequence that is expected (将, 预计, will) is left alone.",
         _DATED + "10 月 17 日，甲公司宣布将于 10 月 21 日停止个人云服务。甲公司停止服务后，多家企业迅速推出了迁移方案。\n",
         _DATED + "10 月 10 日，甲公司宣布将于 10 月 15 日停止个人云服务。甲公司停止服务后，多家企业迅速推出了迁移方案。\n"),
    Rule("TIE414", "medium", "A plan listed among closed rounds", "计划金额列入已完成融资",
         "A table of financing rounds holds an amount without a round, and wherever the prose gives that amount for the same name it calls it planned, possible or future. "
         "Amounts that prose calls raised or closed anywhere are left alone.",
         _FUND + "Alpha 项目计划未来四年投资额达 5000 亿美元。\n", _FUND + "Alpha 完成新一轮融资，融资额达 5000 亿美元。\n"),
)  # fmt: skip

# 将于 10 月 21 日停止…, will stop … on October 21: the verb, and the day it is for.
_WILL_ZH = re.compile(
    r"(?:将|拟|计划|定)(?:于|在)\s*(?:(?P<y>20\d\d)\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日(?:起|正式|开始|全面)*\s*(?P<verb>[\u4e00-\u9fff]{2})"
)
_WILL_EN = re.compile(
    r"\b(?:will|is to|plans to|is set to)\s+(?P<verb>[a-z]{4,})\b[^.;]{0,80}?\bon\s+(?P<name>january|february|march|april|may|june|july|august|september|october|november|december)\s+(?P<d>\d{1,2})(?:,\s*(?P<y>20\d\d))?"
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_DONE_ZH = re.compile(r"[\u4e00-\u9fff](?:了|过)(?!解)|已经?|纷纷|随即|迅速")
_DONE_EN = re.compile(r"\b(?:ha(?:s|ve|d)|was|were|rose|fell|saw|began|[a-z]{3,}ed)\b")
_YET = re.compile(r"将|预计|有望|可能|或将|会|如果|若|一旦|\b(?:will|would|could|may|might|expect|if|once)\b")

_PLANNED = re.compile(
    r"计划|拟|预计|可能|有望|将(?!军)|未来|目标|承诺|\b(?:plan(?:s|ned)?|will|would|may|could|up to|expect(?:s|ed)?|over the next|intend(?:s|ed)?|pledg(?:e|es|ed))\b"
)
_CLOSED = re.compile(
    r"完成|获得?|宣布融资|筹集|募集|已融|到账|领投|\b(?:raised|raises|closed|closes|secured|completed|led by|round)\b"
)
_NONE = re.compile(r"[\s\-—–/]*|未披露|不详|n/?a", re.I)


def find(view: View) -> Iterator[Finding]:
    """Findings about the order of events and about plans among closed rounds."""
    day = view.report.meta.date
    if day is not None:
        for context in view.body():
            yield from _too_early(view, context, day)
    yield from _plans(view)


def _too_early(view: View, context: Context, day: date) -> Iterator[Finding]:
    for k, sentence in enumerate(context.sentences[:-1]):
        following = context.sentences[k + 1]
        for found in (*_WILL_ZH.finditer(sentence.low), *_WILL_EN.finditer(sentence.low)):
            due = _due(found, day)
            if due is None or due < day or not _followed(found.group("verb"), following.low):
                continue
            yield finding(
                view,
                "TIE413",
                "medium",
                sentence.start + found.start(),
                following.end,
                f"announced for {due.isoformat()}, not before the report of {day.isoformat()}; the next sentence tells what followed it as done",
                stated=due,
                expected=day,
            )
            break


def _due(found: re.Match[str], day: date) -> date | None:
    groups = found.groupdict()
    month = int(groups["m"]) if groups.get("m") else _MONTHS.index(groups["name"]) + 1
    year = int(groups["y"]) if groups["y"] else day.year + (month < day.month - 6) - (month > day.month + 6)
    try:
        return date(year, month, int(groups["d"]))
    except ValueError:
        return None


def _followed(verb: str, low: str) -> bool:
    """True when a sentence opens with the same event as past and goes on with what was done."""
    if verb.isascii():
        stem = re.escape(verb[:-1] if verb.endswith("e") else verb)
        opening = re.match(rf"\s*(?:after|following|since)\b[^,]{{0,60}}\b{stem}[a-z]*\b[^,]{{0,40}},", low)
        done = _DONE_EN
    else:
        opening = re.match(rf"[^，,。；;]{{0,24}}{verb}[^，,。；;]{{0,12}}?(?:之后|以后|后)[，,]", low)
        done = _DONE_ZH
    rest = low[opening.end() :] if opening else ""
    return bool(rest) and done.search(rest) is not None and _YET.search(rest) is None


def _plans(view: View) -> Iterator[Finding]:
    for grid in view.of("funding"):
        fields = grid.table.fields
        if "amount" not in fields or "round" not in fields:
            continue
        amount, stage = fields.index("amount"), fields.index("round")
        for row in grid.rows:
            if max(amount, stage) >= len(row.cells) or row.cells[amount].operand is None:
                continue
            if _NONE.fullmatch(row.cells[stage].text):
                yield from _planned(view, grid.index, row, amount)


def _planned(view: View, table: int, row: Row, amount: int) -> Iterator[Finding]:
    cell = row.cells[amount]
    said = [
        c
        for c in view.claims
        if c.verdict.startswith("supported")
        and c.kind == "value"  # a member of a ranking is said to be large, not to be closed
        and any(
            e.kind == "cell" and e.table == table and e.row == row.index and e.column == cell.header
            for e in c.evidence
        )
    ]
    words = [_around(view, c.start) for c in said]
    if _disclosed(view, row.names):
        return
    if not words or any(_CLOSED.search(w) or not _PLANNED.search(w) for w in words):
        return
    start, end = cell.span if cell.span[1] > cell.span[0] else (said[0].start, said[0].end)
    yield finding(
        view,
        "TIE414",
        "medium",
        start,
        end,
        f"{row.label}: {cell.text} stands among closed rounds without a round; the text calls it planned: “{said[0].quote}”",
        stated=cell.text,
        evidence=(cell.evidence(), *(e for c in said[:1] for e in c.evidence)),
    )


_DISCLOSED = re.compile(
    r"不可同列|不可比|不是到账|尚未(?:完成|到账)|并非已完成|与已经?完成|\bnot (?:a payment|closed|yet closed|comparable)\b|must not be lined up"
)


def _disclosed(view: View, names: Sequence[str]) -> bool:
    """True when the text itself says that the amount is none of the closed ones."""
    return any(
        _DISCLOSED.search(s.low) and any(n.lower() in s.low for n in names)
        for c in view.body()
        for s in c.sentences
    )


def _around(view: View, position: int) -> str:
    """The clause of a position and the one before it."""
    for context in view.contexts:
        for sentence in context.sentences:
            if sentence.start <= position < sentence.end:
                at = next(k for k, c in enumerate(sentence.clauses) if position < c.end)
                own = sentence.clauses[at]
                first = sentence.clauses[max(0, at - 1)]
                begin = first.start if first.segment == own.segment else own.start
                return sentence.low[begin - sentence.start : own.end - sentence.start]
    return ""
