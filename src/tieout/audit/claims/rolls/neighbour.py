"""A figure of the row beside: 台湾半导体指数周涨 3.01% where 3.01% is the change of another member, and 3.25% its own.

The figure must stand in one other row of one column, and nowhere in the rows that go by the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...mentions import Mention
from ...prose import Sentence
from ..base import Draft
from .choose import alien, prints
from .roll import Column, Member, Roll, window_of
from .said import NAME, Said

__all__ = ["misnamed", "neighbours", "respective"]

_MOVE = re.compile(
    r"涨|跌|升|降|增|减|环比|同比|按[年月季周]|回落|下滑|mom|yoy|qoq|wow|gain|lost|rose|fell|grew|up\b|down\b",
    re.I,
)
_SHARE = re.compile(r"占|份额|比重|市占|share", re.I)
_ELSE = re.compile(
    r"较|比(?!上|下)|跑赢|跑输|高于|低于|相比|由|从|目标|预计|预期|假设|若|上限|中值|区间|年化|此前|原|去年|上年|同期|累计|毛利|分别|其中|占比?总|前\d|合计|扣|剔除|连续|以来|平均|均值|高[出过]|低[出过]|差|领先|落后|"
    r"than|from|versus|against|expect|target|guid|average|combined|gap|ahead|behind"
)
_NAMES = rf"{NAME}(?:\s*(?:、|和|与|及|以及)\s*{NAME})+"
_LIST = re.compile(r"(?:分别|依次)(?:为|是|达|上涨|下跌|涨|跌|增长|下降|录得|至)?|respectively")


def neighbours(
    rolls: Sequence[Roll], texts: Sequence[Said], sentence: Sentence, row: Sequence[Mention]
) -> Iterator[Draft]:
    """Figures tied to a name that belong to another row of its table."""
    for k, m in enumerate(row):
        q = m.q
        if (
            q.high is not None
            or q.comparator
            or q.rank
            or _digits(q.text) < 3
            or m.unit_kind in ("pp", "time")
        ):
            continue
        found: list[tuple[Roll, Member, Column, Member]] = []
        clash = False
        for roll, said in zip(rolls, texts, strict=True):
            who = _owner(said, sentence, m)
            if who is None:
                continue
            if any(prints(c, q) for c in who.cells):
                clash = True
                break
            gap = said.text[_end(said, sentence, m) : q.start - sentence.start]
            if (
                len(gap) > 48
                or re.search(r"[。；;！?]", gap)
                or _ELSE.search(gap)
                or alien(roll, _plain(gap))
            ):
                continue
            if _ELSE.search(sentence.low[q.end - sentence.start : q.end - sentence.start + 6]):
                continue
            hits = [
                (c, o) for c in roll.columns for o in roll.members if o is not who and prints(o.cell(c), q)
            ]
            if len(hits) != 1:
                continue
            column, other = hits[0]
            if who.cell(column) is None or other.index in {x.index for _, _, x in said.names}:
                continue
            tail = (
                re.split(r"[，,]", gap)[-1]
                + sentence.low[q.end - sentence.start : q.end - sentence.start + 4]
            )
            if column.kind == "change" and not (_MOVE.search(tail) or q.signed):
                continue
            if column.kind == "share" and not _SHARE.search(tail):
                continue
            if column.kind in ("level", "multiple") and not _named(column, gap):
                continue
            said_window = window_of(tail)
            if said_window and column.window and said_window != column.window:
                continue
            found.append((roll, who, column, other))
        if clash or len(found) != 1 or k > 12:
            continue
        _, who, column, other = found[0]
        cell = who.cell(column)
        if cell is None or cell.operand is None:
            continue
        start = (
            min(sentence.start + sentence.text.find(who.name), q.start)
            if who.name in sentence.text
            else q.start
        )
        yield Draft(
            "value", "TIE101", max(start, sentence.start), q.end, q,
            fixed="contradicted", subject=who.name, metric=column.header, said=q.value, expected=cell.operand.value,
            reason=f"the table gives {cell.text} for {who.name}, {column.header}", evidence=(cell.evidence(),),
            numbers=((q.start, q.end),),
        )  # fmt: skip


_STOP = re.compile(r"[。；;！!?？]")


def misnamed(roll: Roll, said: Said, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """``《B》以 3.42 亿元夺冠，占大盘 38.6%`` where both figures are those of A, which the sentence does not name."""
    here = {m.index for _, _, m in said.names}
    for k, (_, end, who) in enumerate(said.names):
        stop = said.names[k + 1][0] if k + 1 < len(said.names) else len(said.text)
        hard = _STOP.search(said.text, end, stop)
        stop = hard.start() if hard else stop
        told = [m for m in row if end <= m.q.start - sentence.start < stop and _telling(m)]
        if len(told) < 2 or _ELSE.search(
            said.text[max(0, said.names[k][0] - 14) : told[-1].q.start - sentence.start]
        ):
            continue
        if any(prints(c, m.q) for c in who.cells for m in told):
            continue
        held = [
            (m, c, o)
            for m in told
            for o in roll.members
            for c in roll.columns
            if prints(o.cell(c), m.q) and who.cell(c) is not None
        ]
        owners = {o.index for _, _, o in held}
        if len(owners) != 1 or owners & here or len({c.index for _, c, _ in held}) < 2:
            continue
        figures = {m.q.start: m.q for m, _, _ in held}
        if len(figures) < 2 or sum(_digits(q.text) for q in figures.values()) < 5:
            continue
        m, column, _ = held[0]
        cell = who.cell(column)
        if cell is None or cell.operand is None:
            continue
        yield Draft(
            "value", "TIE101", sentence.start + said.names[k][0], m.q.end, m.q,
            fixed="contradicted", subject=who.name, metric=column.header, said=m.q.value, expected=cell.operand.value,
            reason=f"the table gives {cell.text} for {who.name}, {column.header}", evidence=(cell.evidence(),),
            numbers=((m.q.start, m.q.end),),
        )  # fmt: skip


def _telling(m: Mention) -> bool:
    q = m.q
    return q.high is None and not q.rank and m.unit_kind not in ("pp", "time") and _digits(q.text) >= 2


_SMALL = re.compile(
    r"收盘?[于报]?|报|录得|[元点次亿万户只部件台辆吨倍]|单[周月季]|为|达到?|以|at|closed|closing|reported|posted|with|points?"
)


def _plain(gap: str) -> str:
    return _SMALL.sub("|", gap)


def _digits(text: str) -> int:
    return sum(c.isdigit() for c in text.lstrip("+-0."))


def _owner(said: Said, sentence: Sentence, m: Mention) -> Member | None:
    at = m.q.start - sentence.start
    before = [x for x in said.names if x[1] <= at]
    return before[-1][2] if before else None


def _end(said: Said, sentence: Sentence, m: Mention) -> int:
    at = m.q.start - sentence.start
    return max((e for _, e, _ in said.names if e <= at), default=at)


def _named(column: Column, gap: str) -> bool:
    bare = re.sub(r"[(（].*|20\d\d|\d\d[ae]?|[\s\d]", "", column.header.lower())
    years = re.findall(r"\d\d(?=[ae年]?\b|[ae])", column.header.lower())
    return (
        len(bare) >= 2 and bare in re.sub(r"\s", "", gap) and (not years or any(y[-2:] in gap for y in years))
    )


def respective(roll: Roll, said: Said, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """``A、B、C 涨幅分别为 x、y、z``: the right figures in another order."""
    for x in _LIST.finditer(said.text):
        begin = max(said.text.rfind(c, 0, x.start()) for c in "。；;") + 1
        runs = list(re.finditer(_NAMES, said.text[begin : x.start()]))
        if not runs or re.search(NAME, said.text[begin + runs[-1].end() : x.start()]):
            continue
        members = said.at(begin + runs[-1].start(), begin + runs[-1].end())
        figures = [m for m in row if m.q.start >= sentence.start + x.end()][: len(members)]
        if len(figures) != len(members) or len(members) < 2 or len({f.q.unit for f in figures}) != 1:
            continue
        for c in roll.columns:
            fits = [prints(a.cell(c), f.q) for a, f in zip(members, figures, strict=True)]
            if sum(fits) == len(fits):
                break
            loose = [any(prints(a.cell(c), f.q) for a in members) for f in figures]
            taken = [any(prints(a.cell(c), f.q) for f in figures) for a in members]
            if all(loose) and all(taken) and len({f.q.value for f in figures}) == len(figures):
                k = fits.index(False)
                cell, m = members[k].cell(c), figures[k]
                if cell is None or cell.operand is None:
                    continue
                yield Draft(
                    "value", "TIE102", m.q.start, figures[-1].q.end, m.q,
                    fixed="contradicted", subject=members[k].name, metric=c.header, said=m.q.value, expected=cell.operand.value,
                    reason=f"the table gives {cell.text} for {members[k].name}, {c.header}", evidence=(cell.evidence(),),
                    numbers=((m.q.start, m.q.end),),
                )  # fmt: skip
                break
