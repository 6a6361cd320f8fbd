"""Partitions: up, down and unchanged against how many there are: ``共 236 只，上涨 29 只，下跌 205 只``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model.formula import Operand, compute
from ...quantity import Interval
from ..mentions import Mention, kind_of_unit, same_unit
from .base import MEDIUM, STRONG, Context, Draft, Reading
from .marks import TOGETHER
from .slips import one_slip

__all__ = ["find", "is_count"]

_UP_TAIL = re.compile(
    r"^\s*(?:that |which |were |was |ended |closed |[\u4e00-\u9fff]{0,4}?)*?(?:上涨|上升|涨|升|收涨|收升|飘红|rose|gained|advanc|up\b|higher)"
)
_DOWN_TAIL = re.compile(
    r"^\s*(?:that |which |were |was |ended |closed |[\u4e00-\u9fff]{0,4}?)*?(?:下跌|下降|跌|降|收跌|飘绿|fell|declin|down\b|lower)"
)
_FLAT_TAIL = re.compile(
    r"^\s*(?:were |was |ended |closed |[\u4e00-\u9fff]{0,4}?)*?(?:持平|平盘|平|不变|无变化|unchanged|flat)"
)
_UP_LEAD = re.compile(r"(?:上涨|上升|涨|升|收涨|飘红)[^，,]{0,3}$")
_DOWN_LEAD = re.compile(r"(?:下跌|下降|跌|降|收跌|飘绿)[^，,]{0,3}$")
_FLAT_LEAD = re.compile(r"(?:无升跌|无涨跌|没有升跌|没有涨跌|持平|平盘|平|不变)[^，,]{0,3}$")


def _state(m: Mention) -> str:
    for word, tail, lead in (
        ("flat", _FLAT_TAIL, _FLAT_LEAD),
        ("up", _UP_TAIL, _UP_LEAD),
        ("down", _DOWN_TAIL, _DOWN_LEAD),
    ):
        if tail.search(m.tail) or lead.search(m.lead):
            return word
    return ""


def find(context: Context) -> Iterator[Draft]:
    """``共 236 只，上涨 29 只，下跌 205 只``: up, down and unchanged against how many there are."""
    heads: list[Mention] = []
    for i, row in enumerate(context.mentions):
        group: list[tuple[Mention, str]] = []
        for m in row:
            state = _state(m) if is_count(m) else ""
            if state:
                group.append((m, state))
                continue
            behind = (
                [m]
                if is_count(m) and (TOGETHER.search(m.lead) or m.lead.rstrip().endswith("共")) and group
                else []
            )
            yield from _partition(context, i, group, [*heads, *behind])
            group = []
            if is_count(m) and m.q.value > 1:
                heads.append(m)
        yield from _partition(context, i, group, heads)


def is_count(m: Mention) -> bool:
    return m.is_amount and m.q.decimals == 0 and m.q.scale == 1 and kind_of_unit(m.q.unit) in _COUNTED


_COUNTED = frozenset(
    [
        "个",
        "家",
        "只",
        "支",
        "名",
        "位",
        "种",
        "款",
        "项",
        "城",
        "省",
        "只股",
        "股",
        "类",
        "隻",
        "档",
        "檔",
        "unit",
    ]
) | {""}


_OTHER_NOUN = re.compile(r"\s*(?:of the\b|(?!were\b|that\b)[a-z]{4,})")
"""Five indices are not the whole of three stocks that rose and two that fell."""


def _partition(
    context: Context, i: int, group: list[tuple[Mention, str]], heads: list[Mention]
) -> Iterator[Draft]:
    states: list[tuple[Mention, str]] = []
    for item in group:  # a repeated state begins the next partition
        if any(item[1] == s for _, s in states):
            yield from _one_partition(context, i, states, heads)
            states = []
        states.append(item)
    yield from _one_partition(context, i, states, heads)


def _spent(context: Context, whole: Mention, states: list[tuple[Mention, str]]) -> bool:
    """True for a whole whose rises or falls were told already: what is told again is of another time or place."""
    said = {state for _, state in states}
    return any(
        is_count(m) and _state(m) in said
        for _, m in context.flat()
        if whole.q.end <= m.q.start < states[0][0].q.start
    )


def _closed_before(context: Context, whole: Mention, states: list[tuple[Mention, str]]) -> bool:
    """True where three such counts made the whole before, and one slip in these makes it again: 同比看 of the same 70."""
    told = [m for _, m in context.flat() if whole.q.end <= m.q.start < states[0][0].q.start and is_count(m)][
        :3
    ]
    three = {_state(m) for m in told} == {"up", "down", "flat"} and len(told) == 3
    rest = whole.q.value - sum(m.q.value for m, _ in states)
    slipped = any(
        m.q.value + rest >= 0 and one_slip(m.q, Interval.point(m.q.value + rest)) for m, _ in states
    )
    return three and sum(m.q.value for m in told) == whole.q.value and (not rest or slipped)


def _one_partition(
    context: Context, i: int, states: list[tuple[Mention, str]], heads: list[Mention]
) -> Iterator[Draft]:
    if len(states) < 2:
        return
    members = [m for m, _ in states]
    wholes = [
        h
        for h in heads
        if same_unit(h.q, members[0].q)
        and (h.q.unit == members[0].q.unit or None in (h.q.unit, members[0].q.unit))
        and not (h.q.unit is None and members[0].q.unit and _OTHER_NOUN.match(h.tail))
    ]
    if not wholes:
        return
    whole = wholes[-1]
    complete = {s for _, s in states} == {"up", "down", "flat"}
    again = complete and _closed_before(context, whole, states)
    if (_spent(context, whole, states) and not again) or max(m.q.value for m in members) > whole.q.value:
        return  # told of another day or market before, or too few to be what the members are of
    summed = compute("sum", *(Operand.exact(m.q.value) for m in members))
    exceeds = summed.value > whole.q.value
    start, end = members[0].q.start, members[-1].q.end
    sentence = context.sentences[i]
    tail = sentence.low[end - sentence.start :]
    extra = re.match(r"(?:持平|平盘|上涨|下跌|涨|跌|升|降|平|不变)", tail)
    text = " + ".join(m.q.text for m in members)
    stated = whole.q
    yield Draft(
        "count",
        "TIE204",
        start,
        end + (extra.end() if extra else 0),
        stated,
        (Reading(summed, STRONG if complete or exceeds else MEDIUM, text, (*members, whole)),),
        subject=members[0].subject or None,
        metric="count",
        numbers=tuple((m.q.start, m.q.end) for m in members),
        caveat="" if complete or exceeds else "the unchanged ones are not stated",
    )
