"""Words that say how a figure stands to another one: larger, smaller, the same; in amount or in size.

收窄 and narrowed speak of a size, whatever its sign; 上升 and rose of a value. 持平 and unchanged say that
both are one.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...lexicon.patterns import DOWN_END
from ..base import Draft
from .masked import Slot, borne_out, disagreement

__all__ = ["ADVERB", "LESS_IS_BETTER", "MORE_IS_BETTER", "SAME", "THEN", "WORD", "relation", "told"]

THEN = (
    r"(?:上年|去年|前年|上个?月|上个?周|上一?季度?|上期|上次|前值|前期|前次|此前|之前|原先|前一[周日月季年期]|前日|昨日|年初|期初|同期|"
    r"(?:20)?\d\d年[^#，,。；;]{0,4}|\d{1,2}月份?|[一二三四]季度?|[上下]半年|[1-4]q(?:20)?\d\d|(?:20)?\d\dq[1-4]|fy\d\dq[1-4])"
)
"""An earlier time, as it stands in front of a figure."""
ADVERB = r"(?:有所|略有|略微|略|小幅|大幅|明显|显著|进一步|继续|再度|再|持续|稳步|逐步|均|也|又|亦|则|整体|微|仍|已|较快|快速|同步)*"
WORD = (
    r"(?:(?P<wide>扩大|走阔|拉大|加深|加剧)|(?P<tight>收窄|缩小|缩窄|缩减|收敛)|"
    r"(?P<up>上升|上涨|回升|提升|提高|增长|增加|走高|抬升|加快|提速|走强|攀升|(?<=[略微小再续])[升涨增])|"
    r"(?P<down>下降|下跌|回落|下滑|降低|减少|走低|放缓|减缓|趋缓|走弱|滑落|(?<=[略微小再续])[降跌减])|"
    r"(?P<flat>持平|不变|相同|一致|走平|相当)|(?P<good>改善|优化|好转)|(?P<bad>恶化|转差|变差))"
)
SAME = Decimal("0.01")
"""Two figures said to be one may differ by so much of the larger, if they are not rates printed finely."""


LESS_IS_BETTER = re.compile(
    r"成本(?:对|占)?收入比|收入成本比|不良|逾期|费用率|成本率|赔付率|负债率|杠杆|亏损|流失率|空置率|违约率|失业率|周转天数|库存天数|账期|"
    r"\bcost[-/ ]to[-/ ]income|\bcost[-/ ]income|\bnpl\b|non-performing|\bexpense ratio|combined ratio|loss ratio|\bchurn|\bvacancy|\bdelinquen|\bdefault|\bdays (?:of|sales)|\bopex ratio"
)
MORE_IS_BETTER = re.compile(
    r"毛利率|净利率|利润率|净息差|覆盖率|充足率|回报率|收益率|利用率|出租率|入住率|留存率|周转率|\broe\b|\broa\b|"
    r"\bmargin|\bcoverage|\boccupancy|\butili[sz]ation|\bretention|\breturn on"
)


def relation(found: re.Match[str], noun: str = "") -> str:
    """Which of the groups of :data:`WORD` a frame holds; better and worse as the noun wants them, or nothing."""
    word = next((g for g in ("wide", "tight", "up", "down", "flat", "good", "bad") if found.group(g)), "")
    if word not in ("good", "bad"):
        return word
    less, more = bool(LESS_IS_BETTER.search(noun)), bool(MORE_IS_BETTER.search(noun))
    if less == more:
        return ""
    return "up" if (word == "good") == more else "down"


def _signed(s: Slot) -> Decimal:
    """The value with the sign its words give: 下降 0.5% is -0.5."""
    fell = s.kind == "p" and DOWN_END.search(s.m.lead)
    return -abs(s.m.q.value) if fell else s.m.q.value


def told(now: Slot, base: Slot, word: str, *, size: bool = False) -> Draft | None:
    """The statement that ``now`` stands to ``base`` as a word says; None where nothing can be said of it."""
    a, b = _signed(now), _signed(base)
    if now.kind != base.kind or now.kind not in "apdx" or now.m.q.unit != base.m.q.unit or not a or not b:
        return None
    if (a < 0) != (b < 0) or now.m.q.comparator or base.m.q.comparator:
        return None
    if word in ("wide", "tight") or size:
        a, b = abs(a), abs(b)
    elif a < 0:
        return None
    low, high = sorted((abs(a), abs(b)))
    if high / low > 10:
        return None
    if word == "flat":
        if a == b or high - low < high * SAME or now.m.q.shown.meets(base.m.q.shown):
            return None
        reason = f"{now.m.q.text} and {base.m.q.text} are not the same"
        return disagreement("unchanged", (now, base), "flat", "differs", reason, metric="equality")
    way = 1 if word in ("wide", "up") else -1
    said = "up" if way > 0 else "down"
    if a == b:
        if not (now.fine and base.fine):
            return None
        reason = f"{now.m.q.text} and {base.m.q.text} are the same"
        return disagreement("direction", (now, base), said, "unchanged", reason)
    above = "above" if way > 0 else "below"
    reason = f"{now.m.q.text} is not {above} {base.m.q.text}"
    draft = disagreement("direction", (now, base), said, "down" if way > 0 else "up", reason)
    return borne_out(draft) if (a > b) == (way > 0) else draft
