"""Figures that are defined by other figures: margins, ratios, market value, exchange, net flows.

Each :class:`Identity` names the figure and the figures it comes from by the nouns they go by. It holds
within a sentence and the one before it, and only where each noun names one figure there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....model.formula import Operand, compute
from ..base import MEDIUM, STRONG, Draft, Reading, caveat_of, operand
from ..change import _caveat_words
from ..stated import stated
from .topics import Fact, Page

__all__ = ["find"]

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
    Identity(r"城乡(?:居民)?收入比(?:值|率)?$|收入比$", r"城镇居民(?:人均可支配收入)?$|城镇$", r"农村居民(?:人均可支配收入)?$|农村$", _over, "{a} / {b}", "any"),
    Identity(r"平均票价$|均价$|单价$", r"票房(?:收入)?$|总票房$", r"观影人次$|总?人次$|观众$", _over, "{a} / {b}", "any", STRONG, same=False),
    Identity(r"均价$|平均楼面价$|楼面价$|单价$", r"(?:成交)?(?:总价|金额|总额)$|销售额$", r"面积$", _over, "{a} / {b}", "any", STRONG, same=False),
    Identity(r"客单价$|笔均(?:金额)?$|单均", r"(?:交易|成交|销售)(?:总)?额$|gmv$|收入$", r"订单(?:数|量)?$|笔数$|交易量$", _over, "{a} / {b}", "any", MEDIUM, same=False),
    Identity(r"每股收益$|eps$|每股盈利$", r"净利润$|溢利$", r"总股本$|股本$", _over, "{a} / {b}", "any", MEDIUM, same=False),
)  # fmt: skip
_SINCE = re.compile(r"累计|今年以来|年初至今|1[-—–]\d{1,2}月")
_PE = re.compile(r"(?:市盈率|(?<![a-z])p/?e(?![a-z]))")
_EPS = re.compile(r"eps|每股收益|每股盈利")
_PRICE = re.compile(r"股价$|收盘价$|现价$|价格$")
_PROFIT = re.compile(r"净利润|纯利")
_VALUE = re.compile(r"市值$")
_RATE = re.compile(r"汇率|按(?:1美元|中间价)|兑")
_INTO = re.compile(r"折合|约合|相当于|合")


def find(page: Page) -> Iterator[Draft]:
    """Every figure of a page that an identity gives."""
    facts = [f for f, _ in page.order if f.kind == "level" and not f.listed]
    for one in IDENTITIES:
        for f in facts:
            if re.search(one.result, _name(f)) and _fits_kind(one, f):
                yield from _identity(page, facts, f, one)
    yield from _multiples(page)
    yield from _exchange(page)
    yield from _each(page)
    yield from _daily(page)
    yield from _stem(page)
    yield from _a_head(page)
    yield from _stake(page)


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
        and (re.search(pattern, _name(x)) or re.search(pattern, _behind(x)))
        and x.m.is_amount
        and x.value > 0
    ]
    if same:
        found = [x for x in found if x.m.q.unit == f.m.q.unit]
    whole_run = _SINCE.search(f.clause) is not None
    alike = [x for x in found if (_SINCE.search(x.clause) is not None) == whole_run]
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
    if not _sane(f, result):
        return
    draft = stated(
        page.context, f.i, f.m, "per_unit", "TIE206", (Reading(result, one.tie, text, (a.m, b.m)),), f.noun
    )
    yield draft.replace(caveat=caveat_of(_caveat_words(page.context, f.i, f.m), page.words(f.i)))


def _sane(f: Fact, result: Operand) -> bool:
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


def _exchange(page: Page) -> Iterator[Draft]:
    """``3.6 亿美元，按汇率 7.10 折合人民币约 25.6 亿元``: an amount, a rate, the amount in the other currency."""
    for i, row in enumerate(page.context.mentions):
        for k in range(2, len(row)):
            amount, rate, into = row[k - 2], row[k - 1], row[k]
            units = (amount.q.unit or "", into.q.unit or "")
            if not _RATE.search(rate.lead + rate.gap) or not _INTO.search(into.gap) or units[0] == units[1]:
                continue
            if (
                not all(len(u) == 3 and u.isupper() for u in units)
                or not Decimal("0.01") < rate.q.value < 1000
            ):
                continue
            if rate.unit_kind in ("%", "pp", "time", "times"):
                continue
            one = Reading(
                compute("product", operand(amount), operand(rate)),
                STRONG,
                f"{amount.q.text} * {rate.q.text}",
                (amount, rate),
            )
            if units[1] == "CNY" or into.q.value > amount.q.value:
                yield stated(page.context, i, into, "per_unit", "TIE206", (one,), "amount at the rate stated")


_EACH = re.compile(
    r"每(?P<unit>[\u4e00-\u9fff]{1,3}?)(?:约|近|逾|超过?|为|达|平均|均价|合|成本|价格|收入|价)*$"
)


def _each(page: Page) -> Iterator[Draft]:
    """``轮胎收入 265 亿元，折合每条约 444 元``: the amount before it over a number of the pieces it is per."""
    for f, _ in page.order:
        found = _EACH.search(f.words)
        if f.kind != "level" or not found or not re.search(r"折合|合|相当于|平均|即", f.words):
            continue
        near = [
            x for x, _ in page.order if x.kind == "level" and x.m.q.start < f.m.q.start and f.i - x.i <= 1
        ]
        tops = [x for x in near if x.m.q.unit == f.m.q.unit and x.i == f.i and x.value > f.value]
        unders = [x for x in near if x.m.q.unit == found.group("unit") and x.value > 1]
        if not tops or not unders:
            continue
        readings = [
            Reading(
                compute("ratio", operand(tops[-1].m), operand(x.m)),
                STRONG,
                f"{tops[-1].m.q.text} / {x.m.q.text}",
                (tops[-1].m, x.m),
            )
            for x in reversed(unders)
        ]
        yield stated(page.context, f.i, f.m, "per_unit", "TIE206", readings, "amount for each")


_MONTH_DAYS = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def _daily(page: Page) -> Iterator[Draft]:
    """``5 月完成 147.8 亿件，日均 4.77 亿件``: the month's figure over its days."""
    order = [f for f, _ in page.order]
    for k, f in enumerate(order):
        if f.kind != "level" or not re.search(r"日均[^，,；;。]{0,6}$", f.words) or not k:
            continue
        whole = next((x for x in reversed(order[:k]) if x.kind == "level" and x.m.q.unit == f.m.q.unit), None)
        if whole is None or whole.i != f.i or re.search(r"交易日|工作日|累计|均", whole.clause):
            continue
        month = re.search(r"(?<![\d\-—–至到前])(\d{1,2})月(?:份|当月)?", whole.clause)
        days = _MONTH_DAYS.get(int(month.group(1))) if month else None
        if days is None or re.search(r"\d月\d{1,2}日", whole.clause):
            continue
        one = Reading(
            compute("ratio", operand(whole.m), Operand.exact(days)),
            STRONG,
            f"{whole.m.q.text} / {days}",
            (whole.m,),
        )
        yield stated(page.context, f.i, f.m, "per_unit", "TIE206", (one,), "daily average")


_STAKE = re.compile(r"(?:股权|股份|权益)")
_WHOLE_VALUE = re.compile(r"(?:100%(?:股权|股份)|整体|全部股权)[^，,；;。]*?(?:估值|作价|价值)")


def _stake(page: Page) -> Iterator[Draft]:
    """``收购 51% 股权，作价 6.12 亿元，对应 100% 股权估值 12 亿元``: the price over the stake."""
    for i, row in enumerate(page.context.mentions):
        stakes = [m for m in row if m.unit_kind == "%" and _STAKE.match(m.tail.strip()) and m.q.value < 100]
        values = [m for m in row if m.is_amount and len(m.q.unit or "") == 3]
        if len(stakes) != 1 or len(values) != 2 or values[0].q.unit != values[1].q.unit:
            continue
        words = page.words(i)[: values[1].q.start - page.context.sentences[i].start]
        if not _WHOLE_VALUE.search(words) or not re.search(r"价|款|对价|金额", values[0].lead):
            continue
        part = compute("share", operand(values[0]), operand(stakes[0]))
        one = Reading(part, STRONG, f"{values[0].q.text} / {stakes[0].q.text}", (values[0], stakes[0]))
        yield stated(page.context, i, values[1], "per_unit", "TIE206", (one,), "value of the whole")


_RATIO = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,8}?)(?:比例|占比|比率|率)$")
_OTHER_PROFIT = re.compile(r"归母|归属|扣非|扣除")


def _stem(page: Page) -> Iterator[Draft]:
    """``参数量 2360 亿，激活参数 210 亿，激活比例 8.9%``: the ratio goes by the name of its part."""
    facts = [f for f, _ in page.order]
    for k, f in enumerate(facts):
        found = _RATIO.search(f.noun) if f.m.unit_kind == "%" and f.kind in ("level", "share") else None
        if not found or f.listed or f.key or _SINCE.search(f.clause):
            continue
        near = [
            x
            for x in facts[:k]
            if x.i == f.i and x.kind == "level" and x.m.is_amount and x.noun and not x.listed
        ]
        if len(near) != 2 or near[0].m.q.unit != near[1].m.q.unit:
            continue
        stem = found.group("stem")
        parts = [x for x in near if stem in x.noun and not _OTHER_PROFIT.search(x.noun)]
        if len(parts) != 1 or re.search(r"净资产|净息|增长|利用|负债", stem):
            continue
        part, whole = parts[0], next(x for x in near if x is not parts[0])
        if not 0 < part.value <= whole.value:
            continue
        one = Reading(
            _share(operand(part.m), operand(whole.m)),
            STRONG,
            f"{part.m.q.text} / {whole.m.q.text}",
            (part.m, whole.m),
        )
        if _sane(f, one.result):
            yield stated(page.context, f.i, f.m, "share", "TIE205", (one,), "share of the whole")


_HEADS = {
    "人均": ("人次", "人"),
    "户均": ("户",),
    "店均": ("家",),
    "车均": ("辆",),
    "单均": ("单",),
    "笔均": ("笔",),
}


def _a_head(page: Page) -> Iterator[Draft]:
    """``总花费 403.5 亿元，1.1 亿人次，人均花费 366.8 元``: the amount of the sentence over its heads."""
    facts = [f for f, _ in page.order]
    for k, f in enumerate(facts):
        found = re.search("|".join(_HEADS), f.words)
        if f.kind != "level" or not found or len(f.m.q.unit or "") != 3:
            continue
        before = [
            x for x in facts[:k] if x.i == f.i and x.kind == "level" and not x.listed and x.m.q.high is None
        ]
        tops = [x for x in before if x.m.q.unit == f.m.q.unit and x.value > f.value * 100]
        unders = [x for x in before if x.m.q.unit in _HEADS[found.group()]]
        if len(tops) != 1 or len(unders) != 1 or re.search(r"可支配|收入|gdp|工资|产值", f.words):
            continue
        one = Reading(
            _over(operand(tops[0].m), operand(unders[0].m)),
            STRONG,
            f"{tops[0].m.q.text} / {unders[0].m.q.text}",
            (tops[0].m, unders[0].m),
        )
        if _sane(f, one.result):
            yield stated(page.context, f.i, f.m, "per_unit", "TIE206", (one,), "amount a head")
