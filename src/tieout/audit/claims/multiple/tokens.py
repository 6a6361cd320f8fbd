"""The words of a name, and which figures of a passage go by it.

``Brightwater's app drew 41.2 million`` goes by *brightwater* and *app*; ``云帆MAU 2.41亿`` by 云帆 and *mau*. A name said
later need not be whole: what counts is how much of it stands in the words of a figure, and that it stands in
no other figure's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from ..relations.masked import Masked, Slot

__all__ = ["distinct", "figures_named", "known", "measure_in", "measure_told", "own_words", "tokens"]

_SMALL_EN = re.compile(
    r"the|a|an|and|fewest|or|in|for|of|to|at|on|by|from|with|over|during|was|were|is|are|be|been|has|had|have|"
    r"it|its|that|this|these|those|which|who|as|than|then|so|thus|hence|therefore|while|whereas|but|also|"
    r"only|just|about|around|some|nearly|almost|roughly|more|less|fewer|most|least|now|still|again|"
    r"already|both|each|all|one|two|three|other|same|such|their|his|her|our|they|we|you|he|she|not|no|if|"
    r"when|where|what|how|up|down|out|off|per|cent|percent|points|point|hour|hours|day|days|week|weeks|"
    r"month|months|quarter|quarters|year|years|ago|last|previous|drew|draw|draws|took|take|takes|sells|"
    r"sell|sold|costs|cost|costing|trades|traded|trade|stands|stood|stand|runs|ran|run|comes|came|come|"
    r"worth|makes|made|make|making|means|mean|given|gives|implies|implying|leaves|leaving|paid|pays|pay|"
    r"gets|got|get|rents|rented|charges|charged|reached|reaches|reach|totalled|totaled|total|posted|"
    r"reported|recorded|saw|see|sees|earned|earns|shipped|ships|handled|handles|spent|spends|price|"
    r"prices|priced|value|valued|size|number|numbers|figure|figures|level|levels|amount|amounts|times|"
    r"time|multiple|did|does|do|done|would|could|should|will|can|may|might|there|here|likely|much|many|"
    r"large|big|high|low|great|long|fast|old|respectively|compared|versus|against|lead|leads|leading|"
    r"ahead|rose|fell|grew|gained|lost|added|put|puts|hit|using|uses|used|january|february|march|april|"
    r"june|july|august|september|october|november|december|late|early|end|mid"
)
_SMALL_ZH = re.compile(
    r"分别|依次|合计|大约|约为|接近|超过|不及|不到|不足|相当于|达到|达|约|近|逾|超|为|是|有|以|则|录得|报|至|仅|的|均|也|仍|还|而|但|其中|其|该|此|与|和|及|由|从|比|较|在|于|按|每|个|了|已|将|上|下|"
    r"领先|落后|最高|最低|最大|最小|最多|最少|同比|环比|上涨|下跌|增长|下降|上升|提升|增加|减少|本周|上周|本月|上月|本季|上季|今年|去年|同期|年初|当月|当周|单月|单季|全年|全月|"
    r"公司|集团|一家|两者|二者|前者|后者|第[一二三四五六七八九十]+名?|名|位|家|款|元|美元|吨|万|亿|计|看|来|说|若"
)
_MEASURES = re.compile(
    r"净利润|归母净利润|利润|营业收入|营收|收入|销售额|销售|销量|出货量?|产量|产能|价格|单价|报价|均价|月租|租金|市值|估值|市盈率|月活|日活|mau|dau|用户|访问量?|下载量?|调用量?|市占率|市场份额|份额|占比|规模|成交额|"
    r"成交量|成交|余额|支出|资本开支|开支|费用|成本|员工|人数|门店|募资|融资|库存|订单|保费|装机|票房|客流|客运量|货运量|吞吐量|旅客|参数|得分|速度|增速|增幅|涨幅|"
    r"\b(?:revenues?|sales|profits?|earnings|income|margins?|visits|users|spending|capex|shipments?|volumes?|assets|orders|deliveries|shares?|costs?|rent|headcount|employees|staff|stores|"
    r"capacity|output|production|exports?|imports?|inflows?|outflows?|premiums?|passengers|downloads|turnover|debt|cash|market cap(?:italisation|italization)?|p/e|growth)\b"
)
_SINGLE = "甲乙丙丁戊己庚辛壬癸"


def tokens(words: str) -> frozenset[str]:
    """The telling words of a stretch: Latin words, pairs of characters.

    >>> sorted(tokens("Brightwater's app drew "))
    ['app', 'brightwater']
    >>> sorted(tokens("港口b最低，为"))
    ['b', '港口']
    """
    low = re.sub(r"#[a-z]\d+#|['’]s\b", " ", words.lower())
    bare = _SMALL_ZH.sub(" ", _MEASURES.sub(" ", low))
    out = {w for w in re.findall(r"[a-z][a-z0-9&.\-]*", bare) if not _SMALL_EN.fullmatch(w.rstrip("."))}
    out = {w.rstrip(".") for w in out}
    for run in re.findall(r"[\u4e00-\u9fff]+", bare):
        out |= {run[k : k + 2] for k in range(len(run) - 1)}
        out |= {c for c in run if c in _SINGLE}
    return frozenset(out)


def measure_in(words: str) -> str:
    """The measure that words name last, or an empty string."""
    found = _MEASURES.findall(words.lower())
    return found[-1] if found else ""


def own_words(masked: Masked, s: Slot) -> str:
    """The words that lead to a figure: since the figure before it, from the last conjunction on; and ``at Bolt`` behind."""
    slot = f"#{s.kind}{s.n}#"
    at = masked.text.index(slot)
    before = re.split(r"#[a-z]\d+#|[。；;]|\.\s", masked.text[:at])[-1]
    before = re.split(r"\b(?:and|while|whereas|but|or)\b|(?:[、]|以及|和|及)", before)[-1] or before
    behind = re.match(
        r"\s*(?:[a-z]+ ){0,2}(?:at|in|for|from|of|by) (?:the )?([a-z][\w&'’.\- ]{1,24}?)(?=\s*(?:,|;|\band\b|\.|\)|$))",
        masked.text[at + len(slot) :],
    )
    return before + (" " + behind.group(1) if behind else "")


def figures_named(
    masked: Masked, words: str, pool: Sequence[Slot], *, least: Decimal = Decimal("0.6")
) -> list[Slot]:
    """The figures of a pool that go by a name, those that hold most of it."""
    said = tokens(words)
    if not said:
        return []
    scored: list[tuple[Decimal, Slot]] = []
    for s in pool:
        held = len(said & tokens(own_words(masked, s)))
        score = Decimal(held) / len(said)
        if score >= least:
            scored.append((score, s))
    best = max((score for score, _ in scored), default=Decimal(0))
    return [s for score, s in scored if score == best]


_KIN = tuple(
    re.compile(x)
    for x in (
        r"in-?flows?|took in|tak(?:e|ing) in|attract|流入|申购",
        r"out-?flows?|withdr|流出|赎回",
        r"prices?|costs?|sells?|sold for|fetch\w*|rents?|charges?|价|月租|租金",
        r"users|mau|dau|audience|月活|日活|用户",
        r"revenues?|sales|turnover|收入|营收|销售",
        r"shipments?|shipped|ships|sold|deliver|sales|volumes?|出货|销量|销售|交付|运量|吞吐",
        r"staff|headcount|employees|people|workforce|人数|员工|人员",
        r"profits?|earned|earnings|income|made|利润|净利|盈利",
        r"spending|spent|spends?|capex|支出|开支|投资|投入",
        r"output|production|produced|made|产量|生产",
        r"market cap|valued|worth|value|市值|估值",
        r"visits|traffic|访问",
        r"[涨升增]幅|增速|增长|上涨|上升|growth|grew|rose|increas",
    )
)
"""Words of one measure, as noun and as verb."""


def measure_told(measure: str, told: str) -> bool:
    """True when a text speaks of a measure, in its own word or in one of the same kind."""
    low = told.lower()
    return measure in low or any(k.fullmatch(measure) and k.search(low) for k in _KIN)


def known(words: str, told: str) -> bool:
    """True when every telling word of a stretch, and the measure it names, stands in what was told before."""
    before = tokens(told)
    measure = measure_in(words)
    return all(t in before for t in tokens(words)) and (not measure or measure_told(measure, told))


def distinct(slots: Iterable[Slot]) -> list[Slot]:
    """One figure of each value."""
    seen: dict[Decimal, Slot] = {}
    for s in slots:
        seen[s.m.q.value] = s
    return list(seen.values())
