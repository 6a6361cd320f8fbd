"""Figures told with their places: 甲以 8.83 亿元领跑，乙、丙分别以 8.87 亿元和 4.97 亿元位列二、三位.

Nothing but one frame is read, 以 with the figure and its place behind it, so that the place is that of the figure.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...mentions import Mention, same_unit
from ..base import Context, Draft
from ..stated import stated

__all__ = ["find"]

_BY = re.compile(r"(?<![可难加得足])以(?:约|近|逾|超过?)?[^，,；;。、0-9以]{0,10}$")
_NEXT = re.compile(r"^\s*(?:、|和|及|与|以及)\s*$")
_NUMERAL = "一二三四五六七八九十"
_FIRST = re.compile(
    r"^的?(?:[^，,；;。、]{0,10}?)(?:领跑|居首|夺冠|登顶|榜首|冠军|首位|拔得头筹|领先|(?:位居|位列|排名?|排在|高居|名列|列)[^，,；;。]{0,6}第?一(?:位|名)?)"
)
_LATER = re.compile(
    rf"^的?(?:[^，,；;。、]{{0,10}}?)(?:位居|位列|排名?|排在|名列|分列|分居|列|居)[^，,；;。]{{0,6}}?第?(?P<n>[{_NUMERAL[1:]}])(?:[、至到和—-]?第?[{_NUMERAL}])*(?:位|名|席)?"
)
_SECOND = re.compile(r"^的?[^，,；;。、]{0,10}?[，,]?(?:紧随其后|次之|位居次席|屈居亚军|居次)")
_LOW = re.compile(
    r"增长|增速|增幅|最低|最少|最小|倒数|末|跌|降|下滑|亏|用时|耗时|延迟|时延|能耗|失误|成本|低价|便宜"
)
_GIVEN = re.compile(r"累计|预计|上年|去年|上[周月季]|此前")
_SPAN = 2
"""Sentences over which one run of places is told."""


@dataclass(frozen=True)
class _Placed:
    i: int
    m: Mention
    place: int


def find(context: Context) -> Iterator[Draft]:
    """Every place of a run that a figure placed behind it denies."""
    told = list(_told(context))
    for first in (p for p in told if p.place == 1):
        run = [first]
        for p in told:
            if p.m.q.start > run[-1].m.q.end and p.i - first.i <= _SPAN and p.place == run[-1].place + 1:
                if same_unit(p.m.q, first.m.q) and p.m.q.unit is not None:
                    run.append(p)
        if len(run) > 1:
            yield from _ordered(context, run)


def _told(context: Context) -> Iterator[_Placed]:
    for i, row in enumerate(context.mentions):
        sentence = context.sentences[i]
        for k, m in enumerate(row):
            if not _BY.search(m.gap) or not (m.is_amount or m.unit_kind == "%") or m.q.comparator:
                continue
            run = list(itertools.takewhile(lambda x: _NEXT.match(x.gap), row[k + 1 :]))
            run = [m, *run]
            behind = sentence.low[run[-1].q.end - sentence.start :]
            if (
                _LOW.search(re.split(r"[。；;]", behind)[0][:24])
                or _LOW.search(m.gap)
                or _GIVEN.search(m.gap)
            ):
                continue
            if len(run) == 1 and _FIRST.match(behind):
                yield _Placed(i, m, 1)
            elif len(run) == 1 and _SECOND.match(behind):
                yield _Placed(i, m, 2)
            elif later := _LATER.match(behind):
                at = _NUMERAL.index(later["n"]) + 1
                yield from (_Placed(i, x, at + n) for n, x in enumerate(run))


def _ordered(context: Context, run: Sequence[_Placed]) -> Iterator[Draft]:
    denied = [(a, b) for a, b in itertools.pairwise(run) if abs(a.m.q.shown).below(abs(b.m.q.shown))]
    if len(denied) == 1:
        ahead, behind = denied[0]
        draft = stated(context, ahead.i, ahead.m, "order", "TIE208", (), "places told with figures")
        yield draft.replace(
            fixed="contradicted",
            said=ahead.m.q.value,
            reason=f"{ahead.m.q.text} is placed before {behind.m.q.text}, which is more",
            evidence=(behind.m.evidence(),),
        )
