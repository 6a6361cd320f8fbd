"""Shares of one whole that nobody prints: each amount over its share gives it, and they must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....model.formula import Operand
from ....quantity import Interval, Quantity
from ...mentions import Mention
from ..base import STRONG, Context, Draft, Reading, operand
from ..slips import one_slip
from ..stated import stated

__all__ = ["find"]

_SHARE = re.compile(
    r"(?P<market>市场?占有?率|市占|市场份额|市场占比|份额|\bmarket share\b|\bshare of the market\b)"
    r"|占(?!有率)(?P<of>[^，,；;。0-9#]{0,18}?)(?:的?(?:比重|比例|比|份额))?(?:的|约|近|达到?|为|了)*$"
    r"|(?P<part>占比|比重)"
)
_DEALT = re.compile(
    r"分别|依次|合计|合共|总计|[二两三四五]者|前[二两三四五六七八九十\d]|respectively|combined|together"
)
_THEN = re.compile(
    r"去年|上年|上季|上月|此前|前值|预计|预期|目标|last year|a year (?:ago|earlier)|year-ago|forecast|expect"
)
_PLACE = re.compile(
    r"国内|中国|海外|境外|全球|北美|美国|欧洲|亚太|线上|线下|国产|overseas|domestic|china|global"
)
_CHANGED = re.compile(r"提[升高]|上升|下降|增加|减少|扩大|收窄|变动|变化")
HUNDRED = Decimal(100)
APART = 2
"""Passages that may lie between two shares of one run."""
FEWEST = 3
SURE, LIKELY = Decimal("0.005"), Decimal("0.02")
"""How often figures that have nothing to do with each other may agree so well, to blame one or to confirm."""


@dataclass(frozen=True)
class _Pair:
    """An amount, its share, and the whole the two give."""

    context: Context
    passage: int
    i: int
    amount: Mention
    share: Mention
    label: str
    place: str

    @property
    def whole(self) -> Interval:
        return abs(self.amount.q.shown) / abs(self.share.q.shown).scaled(1 / HUNDRED)


def find(contexts: Sequence[Context]) -> Iterator[Draft]:
    """Every share of a run of shares of one kind, held against the whole that the others give."""
    runs: dict[tuple[str | None, str, str], list[list[_Pair]]] = {}
    for at, context in enumerate(contexts):
        last: dict[str | None, str] = {}
        place = ""
        for pair in _pairs(context, at):
            # 第一名占上市股票成交金額 39.45%。第二名占 17.16%: the whole is named once, and so is the place.
            label = pair.label or last.get(pair.amount.q.unit, "")
            last[pair.amount.q.unit] = label
            place = pair.place or place
            group = runs.setdefault((pair.amount.q.unit, label, place), [[]])
            if group[-1] and at - group[-1][-1].passage > APART:
                group.append([])
            group[-1].append(pair)
    for groups in runs.values():
        for run in groups:
            if len(run) >= FEWEST:
                yield from _held(run)


def _pairs(context: Context, at: int) -> Iterator[_Pair]:
    for i, row in enumerate(context.mentions):
        sentence = context.sentences[i]
        for m in row:
            q = m.q
            if m.unit_kind != "%" or q.high is not None or not _sharp(q) or not 0 < q.value < 100:
                continue
            amount = next((x for x in reversed(row[: m.index]) if x.is_amount), None)
            if amount is None or amount.role in ("base", "delta") or amount.q.high is not None:
                continue
            if not _sharp(amount.q) or amount.q.unit is None or amount.q.value <= 0 or amount.q.rank:
                continue
            between = sentence.low[amount.q.end - sentence.start : q.start - sentence.start]
            words = re.split(r"[，,；;。]", between)[-1]
            own = sentence.low[: amount.q.start - sentence.start]
            head, own = re.split(r"[；;]", own)[-1], re.split(r"[，,；;：:]", own)[-1]
            found = _SHARE.search(words)
            if found is None or re.search(r"[；;、]", between) or _DEALT.search(own + between):
                continue
            if _THEN.search(own) or _CHANGED.search(words[found.end() :]):
                continue
            label = (
                "market" if found["market"] else re.sub(r"^(?:到|了|据|其|同期|公司)+", "", found["of"] or "")
            )
            place = "".join(sorted(set(_PLACE.findall(head + words))))
            yield _Pair(context, at, i, amount, m, label, place)


def _sharp(q: Quantity) -> bool:
    """True for a figure that means its digits: 约 31.6 亿 is rounded, 约 30 亿 is guessed."""
    return q.comparator is None or (q.comparator == "about" and q.decimals > 0)


def _held(run: Sequence[_Pair]) -> Iterator[Draft]:
    agreed = _agreed(run)
    if len(agreed) < FEWEST or len(agreed) < len(run) - 1:
        return
    common = agreed[0].whole
    for pair in agreed[1:]:
        common = Interval(max(common.lo, pair.whole.lo), min(common.hi, pair.whole.hi))
    odds = Decimal(1)
    for pair in sorted(agreed, key=lambda p: p.whole.width / p.whole.hi)[1:]:
        odds *= min(Decimal(1), 2 * pair.whole.width / pair.whole.hi)
    if odds > LIKELY or common.lo <= 0:
        return
    for pair in agreed:
        yield _draft(pair, agreed, common)
    for odd in (p for p in run if p not in agreed):
        if odd.amount.q.comparator or odd.share.q.comparator:
            continue
        if odds > SURE:
            continue
        wanted = (odd.amount.q.shown / common).scaled(HUNDRED)
        amount = (common * odd.share.q.shown).scaled(1 / HUNDRED)
        if one_slip(odd.share.q, wanted) or one_slip(odd.amount.q, amount):
            yield _draft(odd, agreed, common, wrong=True)


def _agreed(run: Sequence[_Pair]) -> list[_Pair]:
    """The most pairs that give one whole."""
    best: list[_Pair] = []
    for edge in run:
        point = edge.whole.lo
        inside = [p for p in run if p.whole.lo <= point < p.whole.hi]
        if len(inside) > len(best):
            best = inside
    return best


def _draft(pair: _Pair, agreed: Sequence[_Pair], common: Interval, *, wrong: bool = False) -> Draft:
    like = min((p for p in agreed if p is not pair), key=lambda p: p.whole.width / p.whole.hi)
    formula = f"{pair.amount.q.text} / ({like.amount.q.text} / {like.share.q.text})"
    room = (operand(pair.amount).interval / common).scaled(HUNDRED)
    result = Operand(pair.amount.q.value / ((common.lo + common.hi) / 2) * HUNDRED, room)
    one = Reading(result, STRONG, formula, (pair.amount, like.amount, like.share))
    draft = stated(pair.context, pair.i, pair.share, "share", "TIE205", (one,), "share of the whole")
    if not wrong:
        return draft
    return draft.replace(
        readings=(),
        fixed="contradicted",
        said=pair.share.q.value,
        reason=f"{formula} = {round(result.value, 2)}",
        evidence=tuple(m.evidence() for m in one.operands),
    )
