"""One member against another: A 跑赢 B, A is behind B, by the signs of a column of changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...mentions import Mention
from ...prose import Sentence
from ..base import Draft
from .choose import alien, moves, verdict
from .roll import Roll
from .said import NAME, Said

__all__ = ["alone", "versus"]

_GAP = "[^\ue000-\uf8ff。；;!?]"
_AHEAD = r"跑赢|强于|优于|领先于?|beating|beat\b|outperform(?:ed|ing)|ahead of"
_BEHIND = r"跑输|弱于|逊于|落后于?|lagging|lagged|trail(?:ed|ing)|underperform(?:ed|ing)|behind"
_PAIR = re.compile(
    rf"(?P<a>{NAME})(?P<m>{_GAP}{{0,24}}?)(?P<w>{_AHEAD}|{_BEHIND})\s*(?:了|the\s)?\s*(?P<b>{NAME})"
)
_NOT = re.compile(r"[较比]|若|预计|有望|连续|年初|以来|历史|ytd|expect|could|may\b")


def versus(roll: Roll, said: Said, sentence: Sentence) -> Iterator[Draft]:
    """``恒生科技指数跑赢恒指``: the changes of the two say which way."""
    for x in _PAIR.finditer(said.text):
        one, two = said.at(x.start("a"), x.end("a")), said.at(x.start("b"), x.end("b"))
        if not one or not two or one[-1] is two[-1] or _NOT.search(x["m"]):
            continue
        if re.search(r"[，,]", x["m"]) and not re.search(r"\d", x["m"]):
            continue
        a, b = one[-1], two[-1]
        ahead = bool(re.fullmatch(_AHEAD, x["w"]))
        if alien(
            roll,
            re.sub(
                r"(?:in )?(?:january|february|march|april|may|june|july|august|september|october|november|december)",
                "",
                x["m"],
            ),
        ):
            continue
        columns = [c for c in moves(roll, x["m"]) if a.value(c) is not None and b.value(c) is not None]
        gaps = [(a.value(c) or 0) - (b.value(c) or 0) for c in columns]
        state = verdict([(g > 0) == ahead and g != 0 for g in gaps])
        if state is None:
            continue
        one_cell, two_cell = a.cell(columns[0]), b.cell(columns[0])
        if one_cell is None or two_cell is None:
            continue
        yield Draft(
            "direction", "TIE107", sentence.start + x.start(), sentence.start + x.end(), None,
            fixed=state, subject=a.name, metric=columns[0].header, said=x["w"], expected=None,
            reason=f"the table gives {one_cell.text} for {a.name}, {two_cell.text} for {b.name}",
            evidence=(one_cell.evidence(), two_cell.evidence()),
        )  # fmt: skip


_ALONE = re.compile(
    r"(?P<w1>[涨跌升降])(?:幅为?|了)?\s*(?P<q1>\d+\.\d+)%[，,][^，。；;\d]{0,16}(?:300|500|1000|50)?[^，。；;\d]{0,8}?(?P<w2>[涨跌升降])(?:幅为?|了)?\s*(?P<q2>\d+\.\d+)%[，,](?P<v>跑赢|跑输)[^，。；;\d]{0,6}(?P<q3>\d+\.\d+)\s*(?:个百分点|pct|pp)"
)
_NARROW = re.compile(
    r"(?:差距|差|价差|剪刀差|溢价|折价|利差|缺口)[^，。；;\d]{0,8}(?P<q1>\d+(?:\.\d+)?)(?P<u1>\s*[^\d，。；;\s]{0,5})[，,]?较(?:上[周月季期]|前一?[周月]|去年|上年)[^，。；;\d]{0,6}(?P<q2>\d+(?:\.\d+)?)(?P<u2>\s*[^\d，。；;\s]{0,5}?)(?P<v>收窄|缩小|缩窄|扩大|走阔|拉大)"
)


def alone(sentence: Sentence, row: Sequence[Mention]) -> Iterator[Draft]:
    """Two rates and which of them is ahead; a gap now and before, and whether it narrowed."""
    del row
    for x in _ALONE.finditer(sentence.low):
        a, b = (Decimal(x[f"q{k}"]) * (-1 if x[f"w{k}"] in "跌降" else 1) for k in (1, 2))
        gap = Decimal(x["q3"])
        if abs(abs(a - b) - gap) > Decimal("0.011") or a == b:
            continue
        good = (a > b) == (x["v"] == "跑赢")
        yield _told(sentence, x, good, f"{x['q1']}% and {x['q2']}%")
    for x in _NARROW.finditer(sentence.low):
        a, b = Decimal(x["q1"]), Decimal(x["q2"])
        if x["u1"].strip()[:2] != x["u2"].strip()[:2] or a == b:
            continue
        good = (a > b) == (x["v"] in ("扩大", "走阔", "拉大"))
        yield _told(sentence, x, good, f"{x['q1']}{x['u1'].strip()} and {x['q2']}{x['u2'].strip()}")


def _told(sentence: Sentence, x: re.Match[str], good: bool, figures: str) -> Draft:
    return Draft(
        "direction", "TIE208", sentence.start + x.start(), sentence.start + x.end(), None,
        fixed="supported" if good else "contradicted", said=x["v"], reason=figures,
    )  # fmt: skip
