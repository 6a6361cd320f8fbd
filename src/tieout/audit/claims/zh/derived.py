"""Figures that are defined by other figures: margins, ratios, market value, exchange, net flows.

Each :class:`Identity` names the figure and the figures it comes from by the nouns they go by. It holds
within a sentence and the one before it, and only where each noun names one figure there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ....model.formula import Operand, compute
from ..base import MEDIUM, STRONG, Draft, Reading, caveat_of, operand
from ..change import caveat_words
from ..stated import stated
from .facts import Fact
from .topics import Page

__all__ = ["SINCE", "find", "sane"]

Formula = Callable[..., Operand]


def _share(a: Operand, b: Operand) -> Operand:
    return compute("share", a, b)


def _rest(a: Operand, b: Operand) -> Operand:
    return compute("difference", Operand.exact(100), compute("share", a, b))


def _rise(a: Operand, b: Operand) -> Operand:
    return compute("change", a, b)


def _less(a: Operand, b: Operand) -> Operand:
    return compute("difference", a, b)


def _over(a: Operand, b: Operand) -> Operand:
    return compute("ratio", a, b)


def _times(a: Operand, b: Operand) -> Operand:
    return compute("product", a, b)


def _plus(a: Operand, b: Operand) -> Operand:
    return compute("sum", a, b)


@dataclass(frozen=True)
class Identity:
    """``result = formula(a, b)``; ``tie`` is how surely the nouns mean what they say."""

    result: str
    a: str
    b: str
    formula: Formula
    text: str
    unit: str = ""
    """"%" or "times" for a result of that kind, "" for one in the unit of ``a``, "any" for another."""
    tie: int = STRONG
    same: bool = True
    """True when the operands share a unit."""


_SALES = r"营业总?收入$|营收$|主营收入$|总?收入$|销售额$|营业额$|(?<!每股)(?<!投资)(?<!股东)收益$"
IDENTITIES = (
    Identity(r"毛利率$", r"毛利润?$|毛利额$", _SALES, _share, "{a} / {b}", "%"),
    Identity(r"毛利率$", r"(?:营业|销售|主营)?成本$", _SALES, _rest, "1 - {a} / {b}", "%"),
    Identity(r"(?<!归母)净利率$|净利润率$|销售净利率$", r"净利润$|纯利$", _SALES, _share, "{a} / {b}", "%", MEDIUM),
    Identity(r"资产负债率$", r"负债(?:总额|总计|合计)?$", r"(?:总资产|资产总额|资产总计|资产合计)$", _share, "{a} / {b}", "%"),
    Identity(r"研发(?:投入|费用)(?:占比|率|强度)$|研发费用率$", r"研发(?:投入|费用|支出)$", _SALES, _share, "{a} / {b}", "%"),
    Identity(r"销售费用率$", r"销售费用$", _SALES, _share, "{a} / {b}", "%"),
    Identity(r"管理费用率$", r"管理费用$", _SALES, _share, "{a} / {b}", "%"),
    Identity(r"产销率$", r"销量$|销售量$", r"产量$|生产量$", _share, "{a} / {b}", "%"),
    Identity(r"渗透率$", r"新能源.*(?:零售|销量|批发|交付|销售)量?$", r"^(?!.*新能源).*(?:零售|销量|批发|交付|销售)量?$", _share, "{a} / {b}", "%"),
    Identity(r"产能利用率$", r"产量$", r"产能$", _share, "{a} / {b}", "%"),
    Identity(r"(?:股利支付率|派息率|派息比率|分红率|现金分红比例)$", r"(?:分红|派息|股利|红利)(?:总额|金额)?$", r"净利润$|溢利$", _share, "{a} / {b}", "%"),
    Identity(r"派息(?:比)?率$|派息比例$", r"(?:股息|派息|股利)(?:每股)?$", r"每股(?:基本)?(?:盈利|收益)$", _share, "{a} / {b}", "%"),
    Identity(r"净现金$", r"(?<!净)现金(?:及.*)?$", r"(?:借贷|借款|负债|债务)$", _less, "{a} - {b}"),
    Identity(r"溢价率$", r"成交价?$|收购价$|发行价$", r"起拍价$|起始价$|底价$|挂牌价$|起拍$", _rise, "{a} / {b} - 1", "%"),
    Identity(r"存贷比$", r"贷款(?:总额|余额)?$", r"存款(?:总额|余额)?$", _share, "{a} / {b}", "%", MEDIUM),
    Identity(r"完成率$", r"完成(?:额|量)?$|实际", r"目标|计划", _share, "{a} / {b}", "%", MEDIUM),
    Identity(r"中标率$|通过率$|签约率$|出租率$|入住率$|去化率$", r"中标|通过|签约|已租|出租面积$|去化", r"投标|申报|推出|可租|总面积$|可租面积$|推售", _share, "{a} / {b}", "%", MEDIUM),
    Identity(r"(?:总)?市值$", r"股价$|收盘价$|现价$", r"总股本$|股本$", _times, "{a} * {b}", "", STRONG, same=False),
    Identity(r"股价$|收盘价$", r"总?市值$", r"总股本$|股本$", _over, "{a} / {b}", "", STRONG, same=False),
    Identity(r"净减持(?:金额|额)?$", r"(?<!净)减持(?:金额|额)?$", r"增持(?:金额|额)?$", _less, "{a} - {b}"),
    Identity(r"净增持(?:金额|额)?$", r"(?<!净)增持(?:金额|额)?$", r"减持(?:金额|额)?$", _less, "{a} - {b}"),
    Identity(r"(?:募集资金|募资|集资)净额$", r"(?:募集资金|募资|集资)总额$", r"发行费用$|费用总额$", _less, "{a} - {b}"),
    Identity(r"净投放$", r"(?:投放|操作|开展|进行)$|逆回购(?:操作|投放)?$", r"到期$|回笼$", _less, "{a} - {b}"),
    Identity(r"净回笼$", r"到期$|(?<!净)回笼$", r"(?:投放|操作|开展)$|逆回购(?:操作|投放)?$", _less, "{a} - {b}"),
    Identity(r"净流入额?$", r"(?<!净)流入$|(?<!净)流入额$", r"(?<!净)流出额?$", _less, "{a} - {b}"),
    Identity(r"净流出额?$", r"(?<!净)流出额?$", r"(?<!净)流入额?$", _less, "{a} - {b}"),
    Identity(r"净买入额?$|净申购$|净融资额?$", r"(?<!净)买入(?:额|该股|金额)?$|(?<!净)申购$|发行(?:额|量)?$", r"(?<!净)(?:卖出|偿还|赎回|到期)(?:额|量)?$", _less, "{a} - {b}"),
    Identity(r"净卖出额?$|净赎回$|净偿还额?$", r"(?<!净)(?:卖出|赎回|偿还)额?$", r"(?<!净)(?:买入|申购)额?$", _less, "{a} - {b}"),
    Identity(r"(?:贸易)?顺差$|出超$", r"出口额?$|出口总额$", r"进口额?$|进口总额$", _less, "{a} - {b}"),
    Identity(r"(?:贸易)?逆差$|入超$", r"进口额?$|进口总额$", r"出口额?$|出口总额$", _less, "{a} - {b}"),
    Identity(r"进出口总[值额]$|进出口$", r"(?<!进)出口额?$", r"进口额?$", _plus, "{a} + {b}"),
    Identity(r"城乡(?:居民)?收入比(?:值|率)?$|收入比$", r"城镇居民(?:人均(?:可支配收入)?)?$|城镇$", r"农村居民(?:人均(?:可支配收入)?)?$|农村$", _over, "{a} / {b}", "any"),
    Identity(r"平均票价$|均价$|单价$", r"票房(?:收入)?$|总票房$", r"观影人次$|总?人次$|观众$", _over, "{a} / {b}", "any", STRONG, same=False),
    Identity(r"均价$|平均楼面价$|楼面价$|单价$", r"(?:成交)?(?:总价|金额|总额)$|销售额$", r"面积$", _over, "{a} / {b}", "any", STRONG, same=False),
    Identity(r"客单价$|笔均(?:金额)?$|单均", r"(?:交易|成交|销售)(?:总)?额$|gmv$|收入$", r"订单(?:数|量)?$|笔数$|交易量$", _over, "{a} / {b}", "any", MEDIUM, same=False),
    Identity(r"每股收益$|eps$|每股盈利$", r"净利润$|溢利$", r"总股本$|股本$", _over, "{a} / {b}", "any", MEDIUM, same=False),
)  # fmt: skip
SINCE = re.compile(r"累计|今年以来|年初至今|1[-—–]\d{1,2}月")
_PE = re.compile(r"(?:市盈率|(?<![a-z])p/?e(?![a-z]))")
_EPS = re.compile(r"eps|每股收益|每股盈利")
_PRICE = re.compile(r"股价$|收盘价$|现价$|价格$")
_PROFIT = re.compile(r"净利润|纯利")
_VALUE = re.compile(r"市值$")


def find(page: Page) -> Iterator[Draft]:
    """Every figure of a page that an identity gives."""
    facts = [f for f, _ in page.order if f.kind == "level" and not f.listed]
    for one in IDENTITIES:
        for f in facts:
            if _pattern(one.result).search(_name(f)) and _fits_kind(one, f):
                yield from _identity(page, facts, f, one)
    yield from _multiples(page)


_pattern = lru_cache(maxsize=None)(re.compile)
"""The nouns of an identity, made once: they are more than :mod:`re` remembers."""


def _name(f: Fact) -> str:
    """What a figure goes by: the noun before it, or the words behind it (2190 亿元逆回购到期)."""
    behind = _behind(f)
    return behind if not f.noun and len(behind) >= 2 else f.noun.split("#")[0]


def _behind(f: Fact) -> str:
    return re.sub(r"[\s，,。；;].*", "", f.m.tail)


def _fits_kind(one: Identity, f: Fact) -> bool:
    if one.unit == "%":
        return f.m.unit_kind == "%"
    return f.m.unit_kind not in ("%", "pp", "times", "time")


def _operands(facts: Sequence[Fact], f: Fact, pattern: str, *, same: bool = False) -> list[Fact]:
    found = [
        x
        for x in facts
        if x is not f
        and abs(x.i - f.i) <= 1
        and (_pattern(pattern).search(_name(x)) or _pattern(pattern).search(_behind(x)))
        and x.m.is_amount
        and x.value > 0
    ]
    if same:
        found = [x for x in found if x.m.q.unit == f.m.q.unit]
    whole_run = SINCE.search(f.clause) is not None
    alike = [x for x in found if (SINCE.search(x.clause) is not None) == whole_run]
    inside = [x for x in alike if x.i == f.i]
    return inside or alike


def _identity(page: Page, facts: Sequence[Fact], f: Fact, one: Identity) -> Iterator[Draft]:
    money = one.same and one.unit == ""
    lefts = _operands(facts, f, one.a, same=money)
    rights = _operands(facts, f, one.b, same=money)
    if len({x.value for x in lefts}) != 1 or len({x.value for x in rights}) != 1:
        return
    a, b = lefts[0], rights[0]
    if a is b or (one.same and a.m.q.unit != b.m.q.unit) or any(x.m.q.high is not None for x in (a, b, f)):
        return
    if one.unit == "" and one.same and f.m.q.unit != a.m.q.unit:
        return
    text = one.text.format(a=a.m.q.text, b=b.m.q.text)
    result = one.formula(operand(a.m), operand(b.m))
    if not sane(f, result):
        return
    draft = stated(
        page.context, f.i, f.m, "per_unit", "TIE206", (Reading(result, one.tie, text, (a.m, b.m)),), f.noun
    )
    caveat = draft.caveat or caveat_of(caveat_words(page.context, f.i, f.m), page.words(f.i))
    yield draft.replace(caveat=caveat)


def sane(f: Fact, result: Operand) -> bool:
    """Of the same order: where it is far off, the words were other things than they seem."""
    if f.value <= 0 or result.value <= 0:
        return False
    low, high = sorted((f.value, result.value))
    return high / low < 4


def _multiples(page: Page) -> Iterator[Draft]:
    """``对应 PE 25.3 倍``: price over earnings, or market value over profit, year by year."""
    times = [
        (f, t) for f, t in page.order if f.kind == "times" and (_PE.search(t.noun) or _PE.search(f.words))
    ]
    facts = [(f, t) for f, t in page.order if f.kind == "level"]
    for f, topic in times:
        at = topic.noun.rsplit("#", 1)[1] if "#" in topic.noun else ""
        same = [(x, t) for x, t in facts if abs(x.i - f.i) <= 2 and x.m.q.start != f.m.q.start]
        for top, under in ((_PRICE, _EPS), (_VALUE, _PROFIT)):
            tops = [x for x, t in same if top.search(t.noun.split("#")[0]) and x.m.q.unit not in (None, "%")]
            unders = [
                x
                for x, t in same
                if under.search(t.noun)
                and (not at or t.noun.endswith("#" + at))
                and x.m.q.unit not in (None, "%")
            ]
            if len({x.value for x in tops}) != 1 or len({x.value for x in unders}) != 1 or f.m.q.comparator:
                continue
            a, b = tops[0], unders[0]
            if (
                a.m.q.unit != b.m.q.unit
                or b.value <= 0
                or (not at and "#" in "".join(t.noun for x, t in same if x is b))
            ):
                continue
            one = Reading(
                compute("ratio", operand(a.m), operand(b.m)),
                STRONG if at else MEDIUM,
                f"{a.m.q.text} / {b.m.q.text}",
                (a.m, b.m),
            )
            yield stated(page.context, f.i, f.m, "per_unit", "TIE206", (one,), "price over earnings")
