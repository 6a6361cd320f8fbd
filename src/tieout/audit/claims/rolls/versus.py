"""One member against another: A 跑赢 B, A is behind B, by the signs of a column of changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

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
_FORMER = re.compile(
    r"(?:分别|依次)[^，。；;\d]{0,6}(?P<q1>\d+(?:\.\d+)?)\s*(?P<u1>[%亿万元倍个]{0,3})\s*(?:、|和|及|与)\s*(?P<q2>\d+(?:\.\d+)?)\s*(?P<u2>[%亿万元倍个]{0,3})[^，。；;\d]{0,6}[，,](?P<v>前者|后者)[^，。；;\d]{0,8}?(?P<w>较大|更大|较高|更高|较快|更快|较多|更多|较小|更小|较低|更低|较慢|更慢|较少|更少)(?!的)"
)
_NARROW = re.compile(
    r"(?:差距|差|价差|剪刀差|溢价|折价|利差|缺口)[^，。；;\d]{0,8}(?P<q1>\d+(?:\.\d+)?)(?P<u1>\s*[^\d，。；;\s]{0,5})[，,]?较(?:上[周月季期]|前一?[周月]|去年|上年)[^，。；;\d]{0,6}(?P<q2>\d+(?:\.\d+)?)(?P<u2>\s*[^\d，。；;\s]{0,5}?)(?P<v>收窄|缩小|缩窄|扩大|走阔|拉大)"
)


def alone(sentence: Sentence) -> Iterator[Draft]:
    """Two rates and which of them is ahead; a gap now and before, and whether it narrowed."""

    for x in _ALONE.finditer(sentence.low):
        a, b = (Decimal(x[f"q{k}"]) * (-1 if x[f"w{k}"] in "跌降" else 1) for k in (1, 2))
        gap = Decimal(x["q3"])
        first, second = (bool(_BENCH.search(t)) for t in _subjects(sentence.low, x))
        if abs(abs(a - b) - gap) > Decimal("0.011") or a == b or first == second:
            continue
        if first:
            a, b = b, a
        good = (a > b) == (x["v"] == "跑赢")
        yield _told(sentence, x, good, f"{x['q1']}% and {x['q2']}%")
    for x in _FORMER.finditer(sentence.low):
        a, b = Decimal(x["q1"]), Decimal(x["q2"])
        if a == b or (x["u2"] not in (x["u1"], "") and x["u1"] != ""):
            continue
        more = x["w"][-1] in "大高快多"
        yield _told(
            sentence, x, (a > b) == ((x["v"] == "前者") == more), f"{x['q1']}{x['u1']} and {x['q2']}{x['u2']}"
        )
    for x in _NARROW.finditer(sentence.low):
        a, b = Decimal(x["q1"]), Decimal(x["q2"])
        if x["u1"].strip()[:2] != x["u2"].strip()[:2] or a == b:
            continue
        good = (a > b) == (x["v"] in ("扩大", "走阔", "拉大"))
        yield _told(sentence, x, good, f"{x['q1']}{x['u1'].strip()} and {x['q2']}{x['u2'].strip()}")


_BENCH = re.compile(r"沪深\s*300|上证|恒生指数|恒指|大盘|万得全|标普|中证(?:800|全指)|基准")


def _subjects(low: str, x: re.Match[str]) -> tuple[str, str]:
    """The clauses that hold the two rates: the benchmark may be told first."""
    head = re.split(r"[，,。；;：:、]", low[: x.start("w1")])[-1]
    return head, low[x.end("q1") : x.start("w2")]


def _told(sentence: Sentence, x: re.Match[str], good: bool, figures: str) -> Draft:
    return Draft(
        "direction", "TIE208", sentence.start + x.start(), sentence.start + x.end(), None,
        fixed="supported" if good else "contradicted", said=x["v"], reason=figures,
    )  # fmt: skip
