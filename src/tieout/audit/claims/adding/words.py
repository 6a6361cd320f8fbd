"""The words that open, close or leave open a list of parts, and the labels that divide a whole in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...lexicon.counts import count_of

__all__ = [
    "ALL",
    "CLOSED",
    "JOINED",
    "LESS",
    "LIKELY",
    "NOT_ADDED",
    "OPEN",
    "IN",
    "OPENER",
    "OUT",
    "SURE_OPENER",
    "REST",
    "TOTAL",
    "TOTAL_BEHIND",
    "divides",
    "sides_of",
]

CLOSED = re.compile(
    r"\b(?:compris(?:ing|ed of|es?|ed)|consist(?:ing|s|ed)? of|(?:made|making) up of|composed of|split (?:between|into|among|as)|divided (?:between|into|among)|broken down|breaks? down|splits? (?:into|between)|divides? into|being the sum|the sum of|namely)\b"
    r"|由[^，,；;。#]{0,12}$|分为|分别[为是占]?|依次|拆分|具体(?:为|包括|是)"
)
"""Words between a whole and its parts that leave none out."""
LIKELY = re.compile(
    r"[:：—]|(?:^|,)\s*with\b|\bof (?:which|whom|these)\b|\bcontribut|其中|当中|包括|包含|含|[¶]"
)
"""Words between a whole and its parts that may leave some out."""
SURE_OPENER = re.compile(rf"{CLOSED.pattern}|[:：]|——|\bof (?:which|whom)\b|其中|当中|包括|包含")
"""Words that open a list of parts whatever stands before them."""
OPENER = re.compile(rf"{SURE_OPENER.pattern}|(?:^|,)\s*with\b")
"""The same, where the figure before goes on with no list itself."""
OPEN = re.compile(
    r"\b(?:includ\w*|such as|among|notably|mainly|primarily|largely|mostly|chiefly|led by|driven by|for example|e\.g|excluding|except|the largest|the biggest|top)\b|主要|例如|比如|如下几|重点|部分|之一|尤其"
)
REST = re.compile(
    r"\b(?:(?:all )?others?\b(?! than)|the (?:rest|remainder|balance)\b|remaining\b|elsewhere\b|everything else\b)|其他|其它|其余|余下|剩余|剩下"
)
"""A last part of this name leaves nothing over."""
JOINED = re.compile(r"[,;，；、]|\b(?:and|plus|while|as well as)\b|&|[和及与]|以及|另")
LESS = re.compile(r"\b(?:less|minus|net of|offset by|reduced by|after deducting)\b|减去|扣除|抵消")
"""From these words on the parts are taken away."""
OUT = re.compile(
    r"流出|卖超|净卖|赎回|净回笼|减少|亏损|拖累|逆差|关闭|退出|\b(?:outflows?|withdr[a-z]+|redemptions?|lost|losses|loss|shed|cut|closed|took away|fell by)\b"
)
IN = re.compile(
    r"流入|买超|净买|申购|净投放|增加|盈利|贡献|顺差|新增|\b(?:inflows?|gained|added|gains?|profits?|contributed|opened)\b"
)
"""Words of what flows out and of what flows in."""
TOTAL = re.compile(
    r"\b(?:(?:for|to|giving|making|bringing|taking|yielding|or|so|thus|hence|altogether|combined|together|total(?:s|ed|led|ing|ling)?|aggregate|overall|group|sum)\b[^#¶;:]{0,48})$"
    r"|(?:合计|共计|总计|合共|总共|累计|加总|共(?!同|和|享|识|有)|总[^，,；;。：:#]{1,8}|整体|全部|[总全]体)[^，,；;。：:#]{0,12}$"
)
_TOTAL_WORD = (
    r"(?:totals?|totaled|totalled|totaling|totalling|combined|together|altogether|aggregate|in all|sum)"
)
TOTAL_SURE = re.compile(
    rf"\b{_TOTAL_WORD}\b[^#¶;:]{{0,30}}$|(?:合计|共计|总计|合共|总共|加总|总[量额数价值]|(?<![一公])共(?:有|为|达|计|约)?$)[^，,；;。：:#]{{0,8}}$"
)
TOTAL_BEHIND = re.compile(
    r"^\s*(?:[a-z]+ ){0,2}?(?:in total|in all|in aggregate|combined(?! with)|together(?! with)|altogether|all told|between them)\b"
)
ALL = re.compile(
    r"\b(?:total|global|worldwide|overall|group|industry|market|nationwide|combined|all)\b|全球|总|合计|全国|全市场|行业|整体|全部|共"
)
"""A whole of such a name has all there is."""
NOT_ADDED = re.compile(
    r"\b(?:margin|rate|price|average|per|ratio|yield|eps|multiple|index|score|median|guidance|rating)\b|均价|单价|价格|比率|[占比]率|率$|指数|均|评分|得分|每股|净值|利差"
)
SHARES = re.compile(
    r"\b(?:together|combined|between them|in all|altogether|in total|total|made up|makes? up|so that|jointly)\b|合计|合共|共占|总共|共计|总计|三者|两者|累计"
)
"""Words of a share that is the sum of shares."""
LEADERS = re.compile(
    r"(?<![a-z])cr\s?\d|前[三四五六七八九十]|\b(?:top|the) (?:two|three|four|five|six|ten)\b"
)
"""A share of so many of the first."""


def leaders(words: str) -> int | None:
    """How many of the first a share is of.

    >>> leaders("cr3为"), leaders("so the three leaders controlled "), leaders("合计")
    (3, 3, None)
    """
    found = LEADERS.search(words)
    if not found:
        return None
    return count_of(re.split(r"[\s前]", found.group())[-1].removeprefix("cr"))


GROWTH = re.compile(
    r"\b(?:growth|grew|grow|rose|rise|fell|up|down|increas\w*|decreas\w*|declin\w*|gain\w*|yield|margin|rate|return\w*)\b|增[长速幅]|同比|环比|涨|跌|下降|毛利率|净利率|利率|收益率|回报"
)
"""Words of a percentage that is no share."""

_PAIRS: tuple[tuple[str, str], ...] = (
    (r"carload", r"intermodal"),
    (r"\bdomestic|\bhome market|国内|境内|内地|内销|本土", r"\b(?:international|overseas|foreign|export)|\babroad|国际|境外|海外|出口|外销"),
    (r"\bstores?\b|in-store|\boffline|线下|门店", r"\bonline|e-commerce|\bdigital|线上|电商"),
    (r"\bmen\b|\bmale|男", r"\bwomen\b|\bfemale|女"),
    (r"passenger|乘用车", r"commercial|商用车"),
    (r"\bpassenger cars?|\bcars\b", r"\bvans?\b|\btrucks\b"),
    (r"upfront|首付", r"milestone|里程碑"),
    (r"\bowned\b|finance lease|自有", r"operating lease|\bleased\b|\bchartered|经营租赁|经营性租赁|租入"),
    (r"\bprivate\b(?! equity)", r"\bgovernment|\bpublic sector"),
    (r"\bprimary\b", r"\bsecondary\b"),
    (r"\bcash(?! equivalents)", r"\bshares?\b|\bstock|\bsecurities|\binvestments"),
    (r"\bdebt\b", r"\bequity\b"),
    (r"onshore|陆上", r"offshore|海上"),
    (r"\bretail\b|个人|零售|居民|住户", r"\bwholesale|\binstitution|公司存款|对公|企业|机构|单位"),
    (r"company[- ](?:operated|owned)|直营|自营", r"franchis|加盟|licensed|经销|分销"),
    (r"\bnew\b", r"\bused\b"),
    (r"\burban|城镇|城市", r"\brural|农村|乡村"),
    (r"一期|首期", r"二期"),
    (r"一手|新房|新盘", r"二手"),
    (r"集中式", r"分布式"),
    (r"software|软件", r"hardware|硬件"),
    (r"product", r"service"),
    (r"net interest|利息", r"non-interest|fees?\b|非息|非利息|手续费|佣金"),
    (r"transactions|traffic|volumes?|客流|客单量|销量|交易笔数|订单量", r"ticket|check|prices?|spend|客单价|单价|价格|均价"),
    (r"现金", r"股[份权票]"),
    (r"中央", r"地方"),
    (r"直播", r"货架"),
    (r"纯电", r"插电|插混|混动"),
    (r"\bplant\b|火电", r"\bsolar|新能源"),
)  # fmt: skip
_SIDES = tuple((re.compile(a), re.compile(b)) for a, b in _PAIRS)


def sides_of(labels: Sequence[str]) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """The division two labels are the sides of, or None.

    >>> sides_of(["carloads came to|", "intermodal units to|"]) is not None, sides_of(["asia|", "europe|"]) is None
    (True, True)
    """
    if len(labels) != 2:
        return None
    for one, other in _SIDES:
        for a, b in (labels, labels[::-1]):
            if one.search(a) and other.search(b) and not (other.search(a) or one.search(b)):
                return one, other
    return None


_SPANS = tuple(
    (re.compile(whole), tuple(re.compile(x) for x in parts))
    for whole, parts in (
        (r"前三季|首三季|前9个?月|1[-—–至]9月|首九个?月|nine[- ]months?|first three quarters|累计|year to date", (r"上半年|1[-—–至]6月|中期|first half|first six months", r"三季|q3|7[-—–至]9月|third[- ]quarter")),
        (r"全年|年度|full[- ]year|for the year|annual|for 20\d\d", (r"上半年|first[- ]half", r"下半年|second[- ]half")),
        (r"上半年|中期|first half|six months", (r"一季|q1|first[- ]quarter", r"二季|q2|second[- ]quarter")),
        (r"前三季|首三季|nine[- ]months?|first three quarters", (r"一季|q1", r"二季|q2", r"三季|q3")),
    )
)  # fmt: skip


def divides(labels: Sequence[str], whole: str = "") -> bool:
    """True when the labels are all the sides of one division of the whole, so that they leave nothing over."""
    if sides_of(labels) is not None:
        return True
    return any(
        of.search(whole)
        and len(parts) == len(labels)
        and all(p.search(x) for p, x in zip(parts, labels, strict=True))
        for of, parts in _SPANS
    )
