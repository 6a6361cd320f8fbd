"""The words around a figure that say what it is, and the small words that may stand between it and its name."""

from __future__ import annotations

import re
from functools import lru_cache

from ...grid import norm
from ...lexicon import folded
from ...lexicon import patterns as p
from ...lexicon.readings import whole_nouns
from .naming import stem, tokens
from .spoken import Spoken
from .table import Cube

__all__ = [
    "ELSEWHERE",
    "FOREIGN",
    "FROM",
    "GREW",
    "LIST",
    "LOST",
    "MOVED_NOUN",
    "OTHER_BASIS",
    "SHARE_TAIL",
    "SHARE_WORD",
    "STRETCH",
    "TO",
    "TOGETHER",
    "about",
    "moved",
    "opens",
    "plain",
    "strangers",
    "whole_of",
]

LIST = re.compile(r"\s*(?:[、,，/&]|和|及|与|以及|and|or|,\s*and|plus)\s*(?:the\s+)?")
FROM = re.compile(
    r"(?:\b(?:from|against|versus|vs\.?|compared (?:with|to)|than|down on|up on)|由|从|较|对比|相比|上年同期为?|上年为?|去年同期为?|去年为?|上周的?|上月的?)\s*(?:an? |the |its |[$€£])*$"
)
TO = re.compile(
    r"(?:\b(?:to|at|was|were|is|are|of|stood at|reached|came to|totall?ed)|至|到|为|是|达到?|报|录得|收于|收报)\s*(?:an? |the |about |nearly |约|近|逾|[$€£])*$"
)
SHARE_TAIL = re.compile(
    r"^\s*(?:share )?of (?:the |its |all |total |group |our |overall |global |net )*(?P<of>[a-z\-]+)?"
)
NO_SHARE = re.compile(
    r"increase|rise|growth|decline|drop|fall|gain|decrease|reduction|improvement|them|this|those|people|respondents|firms|companies|stocks"
)
SHARE_WORD = re.compile(
    r"占|份额|比重|市占|\bshare\b|accounted for|accounting for|accounts? for|made up|makes? up|represent|\b(?:held|holds|took|takes|captured|commands?|claimed)\b|weight"
)
MOVED_NOUN = re.compile(
    r"fastest|slowest|[涨升增降跌减]幅|增速|增长率|[年季月周][增减]|growth|同比|环比|按[年季月周]|\by[- ]?o[- ]?y\b|\bqoq\b|\bmom\b|\bwow\b"
)
_FALLEN_NOUN = re.compile(r"[降跌减]幅")
LOST = re.compile(r"\blos(?:t|e|es|ing)\b|流失|减少")
GREW = re.compile(r"\badd(?:ed|s|ing)?\b|\bnet add|\bgain(?:ed|s)?\b|净增|新增|\blos(?:t|e|es|ing)\b")
TOGETHER = re.compile(
    r"together|combined|jointly|in total|in all|between them|合计|共计|总计|合共|加起来|总和"
)
ELSEWHERE = re.compile(
    r"预计|预期|预测|展望|有望|目标|计划|指引|将(?:达|增|降|升|会)|上修|下修|中值|假设|若|\b(?:expect|forecast|target|guid|plan|estimate|project|consensus|budget|outlook|assum|if )\w*"
)
"""What a table of the past does not hold: goals, forecasts, guidance."""
OTHER_BASIS = re.compile(
    r"可比口径|同店|海外|境外|剔除|不含|扣除|固定汇率|每[\u4e00-\u9fff]|人均|日均|单[店台车]|单位|年化|季调|(?<!以来)(?<!至今)(?<!年内)累计(?!降幅|涨幅|值)|内生|原(?:先|口径|披露)|重述|折合|约合|折算|"
    r"\blike[- ]for[- ]like|\bconstant[- ]currenc|\borganic|\bexcluding|\bexcept|\boutside\b|\bper |\ba (?:share|unit|head|piece)\b|\bannuali[sz]ed|\bunderlying|"
    r"\bsame[- ]store|\bpro forma|\bcumulative|\bonly counting|\boriginally|\brestated|\bpreviously reported|\bequivalent to"
)
STRETCH = re.compile(
    r"\b(?:over|in|during) (?:those|these|the (?:past|last|next)|that) (?:[a-z0-9]+ )?(?:days?|weeks?|sessions?|period)\b|过去(?:的)?[一二两三四五六七\d]+(?:个交易)?[日天周]"
)
"""A stretch of time of the sentence's own, which no column of changes is of."""
_KNOWN = frozenset((
    "output", "production", "sales", "volume", "volumes", "revenue", "revenues", "income", "shipments",
    "deliveries", "registrations", "exports", "imports", "loadings", "earnings", "arrivals", "visits",
    "traffic", "prices", "price", "rents", "rent", "index", "fund", "funds", "built", "hold", "holds", "flows", "inflows", "inflow", "outflow",
    "outflows", "balance", "level", "levels", "number", "amount", "total", "market", "segment",
    "division", "business", "businesses", "unit", "units", "component", "system", "systems",
    "category", "class", "group", "region", "country", "sector", "line", "figure", "share", "shares",
    "result", "results", "growth", "rate", "demand", "supply", "spending", "orders", "stock", "stocks",
    "inventories", "inventory", "cars", "car", "model", "models", "brand", "vendor", "provider",
    "company", "handled", "took", "shipped", "drew", "registered", "carried", "added", "moved", "led",
    "kept", "had", "has", "have", "held", "sold", "won", "made", "saw", "got", "brought", "posted",
    "recorded", "reported", "generated", "contributed", "reached", "hit", "averaged", "earned",
    "drawn", "taken", "did", "does", "do", "remain", "remained", "remains", "stayed", "stay",
    "followed", "comes", "came", "come", "stands", "stood", "ranks", "ranked", "leads", "lead", "with",
    "place", "best", "worst", "biggest", "largest", "smallest", "highest", "lowest", "fastest",
    "slowest", "most", "least", "score", "scores", "scored", "scoring", "costs", "cost", "priced", "rated", "named", "listed", "make", "makes", "making", "fleet", "accounted", "accounts", "accounting", "represented", "represents", "representing", "comprised", "together", "combined", "jointly", "again", "still", "even", "also", "now", "then", "only", "just",
    "alone", "already", "mainly", "mostly", "mix", "overall", "respectively", "each", "both", "either",
    "which", "who", "whose", "that", "this", "these", "it", "its", "their", "they", "them", "there",
    "here", "was", "were", "is", "are", "been", "be", "being", "by", "to", "of", "in", "on", "at",
    "for", "from", "and", "or", "but", "as", "so", "while", "than", "against", "versus", "vs", "the",
    "a", "an", "about", "some", "nearly", "almost", "around", "roughly", "over", "under", "more",
    "less", "up", "down", "not", "no", "grew", "rose", "fell", "gained", "lost", "jumped", "climbed",
    "dropped", "declined", "slipped", "edged", "increased", "decreased", "expanded", "contracted",
    "widened", "narrowed", "improved", "worsened", "eased", "surged", "soared", "sank", "plunged",
    "million", "billion", "thousand", "tonnes", "tons", "points", "point", "percent", "percentage",
    "per", "cent", "basis", "bps", "year", "years", "quarter", "month", "week", "day", "half",
    "period", "compared", "year-on-year", "ago", "earlier", "before", "previous", "prior", "last",
    "overtook", "overtakes", "overtaking", "passed", "passing", "surpassed", "surpassing", "beat", "topped", "exceeded", "trailed",
    "taking", "making", "bringing", "lifting", "giving", "leaving",
))  # fmt: skip
_ZH_KNOWN = re.compile(
    r"小幅|大幅|略微|微幅|明显|显著|温和|进一步|持续|业务|营业|收入|营收|报告|预计|预测|显示|数据|统计|披露|公布|产品|板块|地区|市场|公司|价格|均价|指数|数量|规模|金额|销量|产量|出货量|访问量|份额|占比|比重|增速|涨幅|跌幅|升幅|降幅|增幅|表现|方面|分别|均|都|则|也|仍|又|再|并|且|而|其中|"
    r"最[高低大小多少快慢]|最|居首|领先|领涨|领跌|位列|排名|第[一二三四五六七八九十\d]+|榜首|之首|首位|"
    r"同比|环比|按年|按月|按季|单[周月季]|累计|实现|录得|合计|共计|总计|总|净|额|量|率|数|值|价|点|个|百分点|倍|占|达到?|至|到|为|是|的|了|由|从|以|在|上|中|内|期|末|底|"
    r"较|比|和|与|及|亿|万|元|美元|港元|人民币|约|近|逾|超|其|该|它|收[于报]|报|涨|跌|升|降|增|减"
)
_MOVES = re.compile(rf"(?:{p.UP})|(?:{p.DOWN})")
_DERIVED = re.compile(r"[价利]差|差额|差距|之比|比值|\bspread\b|\bgap\b|\bratio\b")
_USERS = re.compile(r"[日月周]活|付费|在线人数|装机|\bmau\b|\bdau\b|subscribers?")
_PRICE = re.compile(r"[价]格|[均单售]价|\bpric(?:es?|ing)\b")
_RENT = re.compile(r"\b(?:rents?|rentals?)\b|租", re.I)
_PRICES = re.compile(r"价|租|元/|price|cost|rent|quote|close|index|指数|收盘|rate")
_MONEY = re.compile(r"元|[$€£¥]|usd|cny|rmb|hkd|eur")
_MAGNITUDE = re.compile(r"[万亿]|百万|千元|million|billion|thousand|[$€£¥]\s?[mb]\b|\b[mb]n\b")
_MEASURE = re.compile(
    r"溢利|利润|毛利|净利|订单|合同|签约|用户|客户|会员|成本|费用|开支|现金|产能|库存|存货|成交|客流|门店|面积|票价|人数|薪酬|负债|资产|股息|派息|"
    r"booking|order|backlog|profit|margin|ebitda|ebit|headcount|customer|user|client|member|subscription|capex|expenditure|"
    r"expense|capacity|utili[sz]ation|traffic|occupancy|churn|arpu|dividend|employment|staff|employee|deal|contract|transaction|rent|yield|debt"
)
"""Nouns of measures: where a table does not say one, it holds figures of something else."""
_ASIDE = re.compile(r"\bof (?:which|whom)\b|\bincluding\b|其中|包括|不包括|以及")


FOREIGN = 99


def moved(words: str) -> int:
    """1 or -1 for the word of rise or fall that stands last in front of a figure, not far from it."""
    up = re.search(rf"(?:{p.UP})[^，,；;。]{{0,30}}$", words)
    down = re.search(rf"(?:{p.DOWN})[^，,；;。]{{0,30}}$", words)
    if up and down:
        return 1 if up.start() > down.start() else -1
    if up or down:
        return 1 if up else -1
    return -1 if _FALLEN_NOUN.search(words) else 0


_WHOLES = re.compile(r"总|合计|全部|整体|全|集团|市场|行业|公司|当[季期月]|收入|营收|其|前[三五十\d]+[大家]?")
_WHOLE_EN = frozenset((
    "total", "market", "group", "whole", "company", "it", "all", "output", "world", "global",
    "overall", "sector", "industry", "same",
))  # fmt: skip


def whole_of(cube: Cube, lead: str, tail: str) -> str | None:
    """The words for the whole of a share where it is another than the table's own, empty where it is that.

    None where nothing says what the share is of.
    """
    if found := re.search(r"占(?!比)(?P<of>[^占，,；;。]*)$", lead):
        noun = re.sub(r"比重?$|[了到约近为的逾超至达]|提[升高]|下降|上升|由|从|\s", "", found["of"])
        return "" if not noun or _own_whole(cube, noun) else noun
    of = re.match(
        r"\s*(?:share )?of (?:the |its |all |total |group |our |overall |global |net )*(?P<of>[a-z\- ]+)",
        tail,
    )
    if of is None:
        return None
    words = [
        w for w in of["of"].split() if w not in ("was", "and", "in", "at", "for", "from", "on", "as", "with")
    ][:3]
    own = {stem(w) for w in cube.words}
    total = [stem(w) for _, _, w in tokens(cube.lines[cube.whole].label)] if cube.whole is not None else []
    first = stem(words[0]) if words else ""
    mine = (
        not words
        or words[0] in _WHOLE_EN
        or first in total
        or (first in own and (cube.whole is None or len(total) < 2))
    )
    return "" if mine else of["of"].strip()


def _own_whole(cube: Cube, noun: str) -> bool:
    if (
        cube.whole is None
        and not any(h.kind == "share" for h in cube.heads)
        and not re.match(r"前[三五十\d]", noun)
    ):
        return False
    title = norm(cube.title + " " + " ".join(h.text for h in cube.heads))
    rest = _WHOLES.sub("", noun)
    if not rest.strip():
        return not re.search(r"收入|营收", noun) or any(w in title for w in ("收入", "营收", "业务", "销售"))
    return any(noun[i : i + 2] in title for i in range(len(noun) - 1))


def about(cube: Cube, words: str) -> bool:
    """True when words share one with the table's title or heads, other than those of any table."""
    own = norm(cube.title + " " + " ".join(h.text for h in cube.heads))
    flat = _ANY_TABLE.sub(" ", words)
    chinese = re.findall(r"[\u4e00-\u9fff]+", flat)
    if any(run[i : i + 2] in own for run in chinese for i in range(len(run) - 1)):
        return True
    stems = {stem(x) for x in cube.words}
    return any(
        stem(w) in stems for _, _, w in tokens(flat) if w.isascii() and len(w) > 2 and w not in _ANY_HEAD
    )


def opens(cube: Cube, spoken: Spoken, start: int) -> bool:
    """True when a name is no part of a longer one: 归母净利润 in 扣非归母净利润, exports in net exports."""
    clause = spoken.sentence.clause_at(start).start
    if clause >= start:
        return True
    if re.search(r"[\u4e00-\u9fff]", spoken.sentence.low):
        return plain(cube, spoken, clause, start)
    ahead = spoken.text(clause, start)
    last = re.search(r"([a-z][a-z\-']*)[\s\-]*$", ahead)
    return last is None or plain(cube, spoken, start - len(last.group()), start)


_ANY_HEAD = frozenset(
    (
        "the",
        "total",
        "share",
        "change",
        "growth",
        "and",
        "for",
        "from",
        "year",
        "quarter",
        "month",
        "million",
        "billion",
    )
)
_ANY_TABLE = re.compile(
    r"合计|总计|共计|同比|环比|个月|本周|上周|本月|上月|今年|去年|[一二三四五六七八九十两\d]+[个家只款项名大]"
)


@lru_cache(maxsize=64)
def _priced(cube: Cube) -> bool:
    """True where a table speaks of prices, or of money that is no sum of millions: copper prices are not its tonnes."""
    words = folded(
        " ".join([cube.title, *(h.text for h in cube.heads), *(x.label for x in cube.lines)])
    ).lower()
    return _PRICES.search(words) is not None or (
        _MONEY.search(words) is not None and _MAGNITUDE.search(words) is None
    )


@lru_cache(maxsize=64)
def _own_words(cube: Cube) -> frozenset[str]:
    """The stems of a cube's title, heads and labels."""
    return frozenset(
        {stem(x) for x in cube.words} | {stem(w) for x in cube.lines for _, _, w in tokens(x.label)}
    )


def plain(cube: Cube, spoken: Spoken, start: int, end: int) -> bool:
    """True when nothing but small words, words of change and the table's own stand between two places."""
    return not strangers(cube, spoken, start, end)


def strangers(cube: Cube, spoken: Spoken, start: int, end: int) -> int:
    """How many words (or Chinese characters) between two places are none of these; ``FOREIGN`` where one of them names another measure."""
    text = spoken.text(start, end)
    spans = [(x.q.start, x.q.end) for x in spoken.row]
    spans += (
        [(a, b) for a, b, _ in spoken.moments]
        + [(n.start, n.end) for n in spoken.names]
        + [(a, b) for a, b, _ in spoken.measures]
    )
    for a, b in spans:
        if start <= a and b <= end:
            text = text[: a - start] + " " * (b - a) + text[b - start :]
    text = re.sub(r"占[^占，,]*$", "", text)
    if (
        (_DERIVED.search(text) and not _DERIVED.search(cube.title))
        or (_PRICE.search(text) and not _priced(cube))
        or (_RENT.search(text) and not _RENT.search(cube.title + " " + " ".join(h.text for h in cube.heads)))
        or _ASIDE.search(text)
        or (_USERS.search(text) and not _USERS.search(cube.title))
    ):
        return FOREIGN
    if re.search(r"[\u4e00-\u9fff]", spoken.sentence.low):
        rest = "".join(re.findall(r"[\u4e00-\u9fff]+", " ".join(whole_nouns(_ZH_KNOWN.sub(" ", text)))))
        own = norm(cube.title + " ".join(h.text for h in cube.heads))
        latin = [
            w for _, _, w in tokens(text) if w.isascii() and len(w) > 1 and not any(c.isdigit() for c in w)
        ]
        if any(w not in cube.words and w not in _KNOWN for w in latin):
            return FOREIGN
        if all(rest[i : i + 2] in own for i in range(len(rest) - 1)):
            return 0
        return FOREIGN if _MEASURE.search(rest) else len(rest)
    own_words, unknown = _own_words(cube), 0
    for _, _, w in tokens(text):
        known = (
            w in _KNOWN
            or stem(w) in _KNOWN
            or w.endswith("ly")
            or any(c.isdigit() for c in w)
            or stem(w) in own_words
        )
        if not known and _MEASURE.fullmatch(stem(w)):
            return FOREIGN
        unknown += not known and not _MOVES.fullmatch(w)
    return unknown
