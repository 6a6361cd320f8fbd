"""What is left once a flow back is taken from a flow: 发行 3027 亿元，偿还 2266 亿元，净融资 761 亿元.

The three figures stand one behind the other and their own words name the sides, so that no noun has to be
found for them. Flows of opposite signs that add up to their whole only without their signs are told too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.evidence import Evidence
from ....model.formula import Operand, compute, verify
from ...mentions import Mention, same_unit
from ..base import MEDIUM, STRONG, Draft, Reading, caveat_of, operand
from ..stated import stated
from .facts import Fact
from .nouns import related
from .parts import sign
from .topics import Page

__all__ = ["find"]

_SIDES: tuple[tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"(?<!净)(?:{a})"), re.compile(rf"(?<!净)(?:{b})"), re.compile(c))
    for a, b, c in (
        (r"发行|规模", r"偿还|到期|兑付", r"净融资|净发行|净偿还"),
        (r"投放|操作|逆回购", r"到期|回笼", r"净投放|净回笼"),
        (r"买入", r"卖出", r"净买|净卖"),
        (r"流入", r"流出", r"净流[入出]"),
        (r"申购", r"赎回", r"净申购|净赎回"),
        (r"出口", r"进口", r"[顺逆]差"),
        (r"新增|新开|开业", r"关闭|关店|闭店|退出", r"净增|净开|净关"),
    )
)
_BACK = re.compile(r"净偿还|净回笼|净卖|净流出|净赎回|逆差|净关")
_MORE = re.compile(r"提前|回售|另|其中|分别|此外|mlf|国库|日均|占|累计|同比")
_LESS = re.compile(
    r"(?:扣除|剔除|不考虑)(?:该|上述|此|这|前述)(?:一)?(?:项|笔|部分)?[^，,；;。]{0,8}?(?:后|影响|因素|外)[^。；;]*$"
)


def find(page: Page) -> Iterator[Draft]:
    """Every net figure behind its two sides, every rest once one item is left out."""
    for i, row in enumerate(page.context.mentions):
        amounts = [m for m in row if m.is_amount and m.q.unit and m.role != "rank"]
        yield from _nets(page, i, amounts)
    yield from _left_out(page)
    yield from _signs(page)


def _words(m: Mention) -> str:
    return re.split(r"[，,；;。：:、(（]", m.gap)[-1]


def _nets(page: Page, i: int, amounts: Sequence[Mention]) -> Iterator[Draft]:
    for k in range(2, len(amounts)):
        a, b, c = amounts[k - 2 : k + 1]
        sides = next(
            (s for s in _SIDES if all(p.search(_words(m)) for p, m in zip(s, (a, b, c), strict=True))), None
        )
        if sides is None or not (same_unit(a.q, b.q) and same_unit(b.q, c.q)):
            continue
        sentence = page.context.sentences[i]
        words = sentence.low[: c.q.start - sentence.start]
        before = [m for m in amounts[:k] if same_unit(m.q, c.q)]
        if len(before) != 2 or _MORE.search(words) or any(m.q.high is not None for m in (a, b, c)):
            continue
        if "规模" in _words(a) and "发行" not in words:
            continue
        one = Reading(
            compute("difference", operand(a), operand(b)), STRONG, f"{a.q.text} - {b.q.text}", (a, b)
        )
        back = _BACK.search(_words(c)) is not None
        draft = stated(page.context, i, c, "difference", "TIE202", (one,), "what is left of two flows")
        yield draft.replace(direction=-1 if back else 1 if c.q.value > 0 else 0, caveat=caveat_of(words))


def _left_out(page: Page) -> Iterator[Draft]:
    """``净利润 47.0 亿元，主要因投资收益 37.1 亿元；扣除该项影响后净利润约 9.9 亿元``.

    Taxes may come between, so that only a figure that fits with a shifted point is held to be wrong.
    """
    levels = [f for f, _ in page.order if f.kind in ("level", "base") and f.m.is_amount]
    for k, f in enumerate(levels):
        if k < 2 or not _LESS.search(f.clause if "扣除" in f.clause else page.words(f.i)[: _at(page, f)]):
            continue
        item = levels[k - 1]
        wholes = [
            x
            for x in levels[: k - 1]
            if f.noun and related(f.noun, x.noun) and f.i - x.i <= 2 and same_unit(x.m.q, f.m.q)
        ]
        if len(wholes) != 1 or not same_unit(item.m.q, f.m.q) or f.i - item.i > 1:
            continue
        whole = wholes[0]
        text = f"{whole.m.q.text} - {item.m.q.text}"
        rest = compute("difference", operand(whole.m), operand(item.m))
        one = Reading(rest, MEDIUM, text, (whole.m, item.m))
        if verify(f.m.q, rest).verdict != "contradicted":
            yield stated(page.context, f.i, f.m, "difference", "TIE202", (one,), "what is left")
            continue
        for shift in (Decimal(10), Decimal("0.1")):
            o = operand(item.m)
            moved = Operand(o.value * shift, o.interval.scaled(shift))
            if verify(f.m.q, compute("difference", operand(whole.m), moved)).verdict != "contradicted":
                draft = stated(page.context, item.i, item.m, "difference", "TIE202", (), "what is left out")
                yield draft.replace(
                    fixed="contradicted",
                    said=item.value,
                    expected=whole.value - f.value,
                    reason=f"{whole.m.q.text} - {f.m.q.text} is ten times that, or a tenth",
                    evidence=_evidence(whole, f),
                )


def _at(page: Page, f: Fact) -> int:
    return f.m.q.start - page.context.sentences[f.i].start


def _signs(page: Page) -> Iterator[Draft]:
    """``净流入 247.6 亿元。甲净流出 58.3 亿元，乙净流入 189.3 亿元``: they close only without their signs."""
    flows = [f for f, _ in page.order if f.kind == "level" and f.m.is_amount and sign(f) and not f.m.intraday]
    for whole, a, b in zip(flows, flows[1:], flows[2:], strict=False):
        three = (whole, a, b)
        if sign(a) == sign(b) or a.i != b.i or b.i - whole.i > 1 or not a.noun or not b.noun:
            continue
        tails = {re.sub(r"流[入出]|买入|卖出|申购|赎回", "", x.noun)[-3:] for x in three}
        if len(tails) != 1 or any(x.m.q.comparator or x.m.q.high is not None for x in three):
            continue
        if len({(x.m.q.unit, x.m.q.scale, x.m.q.decimals) for x in three}) != 1:
            continue
        if whole.m.q.decimals == 0 or whole.value / whole.m.q.scale < 100 or whole.value != a.value + b.value:
            continue
        draft = stated(page.context, b.i, b.m, "sum", "TIE203", (), "flows with their signs")
        yield draft.replace(
            fixed="contradicted",
            said=b.value,
            reason=f"{a.m.q.text} and {b.m.q.text} flow in opposite ways and give {whole.m.q.text} only without signs",
            evidence=_evidence(whole, a),
        )


def _evidence(*facts: Fact) -> tuple[Evidence, ...]:
    return tuple(f.m.evidence() for f in facts)
