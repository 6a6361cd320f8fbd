"""A mean, a median or a close between the lowest and the highest of what it sums up; an estimate in its interval.

``报价0.684—0.742元/W，均价0.709元/W``; ``最高23.48元，最低19.05元，均价21.37元``; ``aged 23 to 81 (median 56)``; ``traded between
8,311 and 8,402 and closed at 8,377``; ``0.72 (95% CI 0.61 to 0.85)``. Only small words may stand between the bounds and
the figure, so that both are of one set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..base import Context, Draft, caveat_of
from .masked import Masked, Slot, borne_out, disagreement, masked_of

__all__ = ["find"]

_MEAN_EN = r"(?:averag(?:ed|ing|es)|(?:(?:with|and|for|at) )?(?:an? |the |its |their )?(?:overall |simple |weighted |volume-weighted |daily |weekly |monthly )?(?:mean|median|average)(?: (?:age|price|value|bid|score|offer|rate|yield|level|estimate|forecast))?(?: (?:was|is|of|at|being|came to|stood at|comes to|works out at))?)"
_CLOSE_EN = r"(?:(?:closed|closing|settled|settling|ended|ending|finished|finishing|closes|ends|finishes)(?: the (?:day|session|week|month))?(?: up| down| higher| lower)?(?: at| on)?)"
_AND_EN = r"[,;(]?\s*(?:(?:and|but|before|with|where|it|they|the|shares?|index|prices?|bids?|on the day|in the session|during the session|during the day|today|intraday|over the week|in the week)\s+|,\s*){0,5}"
_MEAN_ZH = (
    r"(?:(?:[周月日年季]度?|当[日周月]|全[周月年季]|加权|算术|简单|整体|总体|单位|成交|中标|投标|报价|交易|发行|出厂|现货|平均|市场|约|的|其|各家|各)*"
    r"(?:均价|均值|中值|平均值|平均价格?|平均报价|平均数|平均|中位数|中位年龄|中位值|平均年龄|中位|均报价))(?:价|值|数|年龄|水平|价格)?(?:约?为|约|是|在|报|达)?(?:每[股吨瓦桶斤克件台])?"
)
_CLOSE_ZH = r"(?:(?:最终|当日|全日|尾盘|周五|全周)?(?:收于|收报|收盘价?(?:报|于|为)?|报收于?))"
_AND_ZH = r"(?:之间|不等)?\s*(?:[，,；;、（(]\s*){0,2}(?:其中|其|且|而|并|最终)?"
_UNITS = r"\s*(?:[元点岁吨美人民币港/每公斤克日桶桶wkg]{0,6}|percent|per cent|points?)\s*"
_NEXT = r"#(?P<k>[apxdt])(?P<c>\d+)#(?!\s*(?:for|among|across|excluding|ex|over|at|last|a year|previous|in #|in (?!all))\b)"
_SPAN_EN = r"(?:#g(?P<g>\d+)#|#[ap](?P<low>\d+)# (?:to|and) #[apd](?P<high>\d+)#)"
_RANGES = (
    re.compile(rf"{_SPAN_EN}{_UNITS}{_AND_EN}(?:{_MEAN_EN}|{_CLOSE_EN})\s*[$€£¥]?\s*{_NEXT}"),
    re.compile(
        rf"\b{_MEAN_EN}\s*#(?P<k>[apxdt])(?P<c>\d+)#(?:\s+years?)?\s*[,(;]?\s*(?:in a |with a |\(?a )?(?:range|ranging|interquartile range|iqr|spread)(?: of| was| is| from|:)?\s*(?:between )?#g(?P<g>\d+)#"
    ),
    re.compile(
        rf"\b{_MEAN_EN}\s*#(?P<k>[apxdt])(?P<c>\d+)#,? (?:with|in|against|from|and) (?:a |the )?(?:[a-z]+ ){{0,3}}(?:ranging|ranged|range|lying|spread) (?:of |from |between |was |is )*{_SPAN_EN}"
    ),
    re.compile(rf"#g(?P<g>\d+)#{_AND_ZH}(?:{_MEAN_ZH}|{_CLOSE_ZH})\s*{_NEXT}"),
    re.compile(
        rf"{_MEAN_ZH}\s*#(?P<k>[apxdt])(?P<c>\d+)#{_AND_ZH}(?:波动|运行|价格|报价|成交|交易|投标|预测|预期|估计)*(?:区间|范围)(?:为|在|是)?#g(?P<g>\d+)#"
    ),
    re.compile(
        r"#(?P<k>[apxdt])(?P<c>\d+)#\s*[,;(（，；]\s*(?:#p\d+#\s*)?(?:ci|confidence interval|credible interval|置信区间|可信区间)\s*[:：,，为]?\s*#g(?P<g>\d+)#"
    ),
    re.compile(
        r"#(?P<k>[apxdt])(?P<c>\d+)#\s*[,;(（，；]\s*(?:95|90|99|#[a-z]\d+#)\s*%?\s*(?:ci|confidence interval|credible interval|置信区间|可信区间)\s*[:：,，为]?\s*#g(?P<g>\d+)#"
    ),
)
_TOP_ZH = r"(?:最高|高点|上限|最大)[^#，,。；;]{0,8}?(?P<hk>#a(?P<high>\d+)#)"
_FOOT_ZH = r"(?:最低|低点|下限|最小)[^#，,。；;]{0,8}?#a(?P<low>\d+)#"
_TOP_EN = r"\b(?:high(?:est)?|maximum|most expensive|peak)\b[^#.;]{0,24}?#a(?P<high>\d+)#"
_FOOT_EN = r"\b(?:low(?:est)?|minimum|cheapest|trough)\b[^#.;]{0,24}?#a(?P<low>\d+)#"
_Z = r"(?:[^#。；;]|#[a-z]\d+#){0,40}?"
_MIDDLE_ZH = rf"(?:{_MEAN_ZH}|{_CLOSE_ZH})\s*#(?P<k>a)(?P<c>\d+)#"
_MIDDLE_EN = rf"(?:{_MEAN_EN}|{_CLOSE_EN})\s*[$€£¥]?\s*#(?P<k>a)(?P<c>\d+)#"
_PAIRS = (
    *(
        re.compile(x)
        for one, two in ((_TOP_ZH, _FOOT_ZH), (_FOOT_ZH, _TOP_ZH))
        for x in (rf"{one}{_Z}{two}{_Z}{_MIDDLE_ZH}", rf"{_MIDDLE_ZH}{_Z}{one}{_Z}{two}")
    ),
    *(
        re.compile(x)
        for one, two in ((_TOP_EN, _FOOT_EN), (_FOOT_EN, _TOP_EN))
        for x in (
            rf"{one}[^#.;]{{0,24}}?{two}[^#.;]{{0,24}}?{_MIDDLE_EN}",
            rf"{_MIDDLE_EN}[^#.;]{{0,24}}?{one}[^#.;]{{0,24}}?{two}",
        )
    ),
)
_OTHER = re.compile(
    r"较|比|上[周月年季]|去年|同期|历史|年内|以来|其他|其余|另|剔除|扣除|除|目标|预计|前\d+个?交易日|前收|"
    r"\b(?:than|last|year|ago|previous|record|all-time|since|other|exclud\w*|without|expect\w*|target\w*|52-week|#t\d+#)\b"
)
_ANY = re.compile(r"averag|\bmean\b|median|clos|settl|\bend|finish|\bci\b|interval|均|中位|收|平均|区间")
_CLOSING = re.compile(r"收|\b(?:clos|settl|end|finish)")
_LONGER = re.compile(
    r"年内|今年|历史|上市|此前|前期|近期|[近过]|震荡|箱体|支撑|预计|#t\d+#|\b(?:year|weeks?|months?|since|previous|recent|expected|forecast)\b"
)
FAR = Decimal(4)
"""A figure so many times outside its bounds is of another unit or another thing."""


def find(context: Context) -> Iterator[Draft]:
    """Every figure of a passage that its words place between two bounds that stand beside it."""
    if not _ANY.search(context.passage.low):
        return
    masked = masked_of(context)
    done: set[int] = set()
    for frame in (*_RANGES, *_PAIRS):
        for found in masked.each(frame):
            c = masked.slot(found, "c")
            if c.n in done or _OTHER.search(found.group()) or caveat_of(found.group()):
                continue
            if _CLOSING.search(found.group()) and _LONGER.search(_lead(masked, found)):
                continue  # a close may leave the range of the weeks before it
            draft = _bounded(masked, found, c)
            if draft is not None:
                done.add(c.n)
                yield draft


def _bounded(masked: Masked, found: re.Match[str], c: Slot) -> Draft | None:
    groups = found.groupdict()
    if groups.get("g"):
        g = masked.slot(found, "g")
        slots: tuple[Slot, ...] = (c, g)
        low, high = _bounds(c, g, g)
        between = g.m.q.text
    else:
        one, two = masked.slot(found, "low"), masked.slot(found, "high")
        if one.m.q.unit not in (None, two.m.q.unit) or one.m.q.value >= two.m.q.value:
            return None
        slots = (c, one, two)
        low, high = _bounds(c, one, two)
        between = f"{one.m.q.text} to {two.m.q.text}"
    if not _alike(c, slots[-1]) or c.m.q.comparator not in (None, "about"):
        return None
    value = c.m.q.shown
    if low <= 0 or high <= low:
        return None
    inside = value.lo <= high and value.hi >= low
    if not inside and not low / FAR <= c.m.q.value <= high * FAR:
        return None
    reason = f"{c.m.q.text} does not lie within {between}"
    draft = disagreement("order", slots, "within", "outside", reason, metric="place in a range")
    return borne_out(draft) if inside else draft


def _lead(masked: Masked, found: re.Match[str]) -> str:
    """The words of the sentence in front of the bounds, and those of the frame."""
    return (
        re.split(r"[#。；;]", masked.text[: found.start()])[-1]
        + masked.text[max(0, found.start() - 8) : found.start()]
    )


def _bounds(c: Slot, one: Slot, two: Slot) -> tuple[Decimal, Decimal]:
    """The bounds as printed; with room for their rounding where the figure between them is printed finer."""
    low, high = one.m.q, two.m.q
    if c.m.q.decimals > min(low.decimals, high.decimals):
        return low.shown.lo, high.shown.hi
    return low.value, high.value if high.high is None else high.high


def _alike(c: Slot, s: Slot) -> bool:
    units = (c.m.q.unit, s.m.q.unit)
    rates = ("%", "pp", "bp", "points")
    if c.m.q.rank or s.m.q.rank:
        return False
    return (units[0] == units[1] or None in units or set(units) == {"pp", "points"}) and (
        units[0] in rates
    ) == (units[1] in rates)
