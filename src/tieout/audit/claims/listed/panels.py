"""Lists of named figures in prose: a table in a sentence.

``谷歌 11.8 万亿、Anthropic 9.6 万亿和 DeepSeek 6.7 万亿``, ``EMEA 1.5m, LatAm 0.4m and APAC 1.6m``, ``甲、乙、丙分别为
12%、9%、8%``, ``Ames (+6.2%), Bolt (+4.9%)``: figures of one unit, each with a name of its own. A list read so
is a small column of numbers, against which what a sentence says of its names can be held.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...mentions import Mention, kind_of_unit
from ...prose import Sentence
from ..base import Context
from ..respective import runs

__all__ = ["ABOUT", "Item", "Panel", "about", "core", "panels_of"]


@dataclass(frozen=True)
class Item:
    """A name of a list, folded, and its figure with the direction its words give."""

    name: str
    m: Mention
    way: int

    @property
    def value(self) -> Decimal:
        """The figure with its sign: 下降 2.4% is -2.4."""
        return -abs(self.m.q.value) if self.way < 0 else self.m.q.value

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """The ends of the figure with its sign: a range has two, 1265%—1270%."""
        ends = (self.m.q.value, self.m.q.value if self.m.q.high is None else self.m.q.high)
        if self.way < 0:
            ends = (-abs(ends[0]), -abs(ends[1]))
        return min(ends), max(ends)


@dataclass(frozen=True)
class Panel:
    """Named figures of one unit in one sentence, and the words that say what they measure."""

    i: int
    items: tuple[Item, ...]
    words: str

    @property
    def end(self) -> int:
        """Where its last figure ends."""
        return max(x.m.q.end for x in self.items)

    @property
    def moves(self) -> bool:
        """True when the figures are changes."""
        kind = self.items[0].m.unit_kind
        told = any(x.way or x.m.q.signed for x in self.items) or about(self.words) == "move"
        return kind in ("%", "pp") and told

    def find(self, words: str) -> Item | None:
        """The one item whose name ends (or is) the words."""
        said = core(words)
        fitting = [x for x in self.items if x.name == said] or [
            x for x in self.items if x.name == _headless(words)
        ]
        fitting = fitting or [x for x in self.items if said.endswith(x.name) and _joint(said[: -len(x.name)])]
        # Azure for 微软azure: where the script changes, so does the word.
        fitting = fitting or [
            x
            for x in self.items
            if x.name.endswith(said) and said and _HAN.search(x.name) and not _HAN.search(said)
        ]
        return fitting[0] if len(fitting) == 1 else None


ABOUT = (
    ("move", re.compile(r"增速|增幅|涨幅|跌幅|降幅|升幅|增长率?|季增|年增|月增|变动|同比|环比|上涨|下跌|回升|"
                        r"\b(?:grow\w*|grew|gain\w*|rose|risen|rising|fell|falling|los[st]\w*|declin\w*|drop\w*|increas\w*|decreas\w*|up|down|perform\w*)\b")),
    ("share", re.compile(r"占比|份额|市占率?|比重|占有率|占|\b(?:shares?|exposure|weight\w*|accounted|of (?:the )?total)\b")),
    ("ratio", re.compile(r"利差|价差|毛利率|净利率|利润率|费用率|[\u4e00-\u9fff]率|得分|分数|估值|市盈率|"
                         r"\b(?:margins?|scores?|rates?|ratio|yields?|spreads?|p/e|multiples?)\b")),
    ("size", re.compile(r"收入|营收|利润|金额|规模|销量|产量|交付|出货|市值|流[入出]|成交|余额|支出|开支|调用|用户|访问|产能|库存|"
                        r"\b(?:revenues?|sales|profits?|earnings|spending|capex|shipments?|volumes?|assets|users|orders|deliveries|additions|contribut\w*|spender|market)\b")),
)  # fmt: skip
"""What words measure: a change, a share of a whole, a rate of something else, a size."""


def about(words: str) -> str:
    """The first kind of measure the words name, or an empty string."""
    return next((kind for kind, pattern in ABOUT if pattern.search(words)), "")


_LINK = r"分别|依次|合计|各|达到?|约为|约|近|逾|超过?|为|是|有|以|则|录得|报|至|仅|的|均|也|仍|还"
_MEASURE = (
    r"(?:同比|环比|季度|单季|全年|当月)?(?:增速|增幅|涨幅|跌幅|降幅|升幅|增长率|占比|份额|市占率|市场份额|市占|月活|日活|均价|单价|报价|比重|毛利率|净利率|营业收入|营收|收入|净利润|"
    r"销量|产量|出货量|交付量|得分|规模|金额|市值|成交额|访问量|调用量|增长|上涨|下跌|下降|上升|变动|季增|年增|涨|跌|增|降)"
)
_TAIL_ZH = re.compile(rf"(?:{_LINK}|{_MEASURE}|[\s,，:：(（])+$")
_HEAD_ZH = re.compile(
    r"^(?:[\s、,，;；:：)）]|以?及(?!时)|和(?!平)|与|并|其中|而|但|此外|另外|随后为?|第[一二三四五]位?(?:为|是)?|其次(?:为|是)?|次为|(?:两|二|三|四|五|六|七|八|九|十)(?:家|者|大|地|类|个|城|款|国|省)+(?:公司)?[中里]?)+"
)
_TAIL_EN = re.compile(
    r"(?:\s|[,:(]|\b(?:was|were|is|are|at|had|has|with|on|by|of|to|rose|fell|grew|gained|lost|added|up|down|about|nearly|some|spent|took|scored|sold|shipped|earned|posted|reported|recorded|holds?|held|drew|returned|yielded|handled|carried|produced|made|won|reached|ma(?:de|kes?) up|account(?:s|ed)? for|represents?|has|a|an|the|revenues?|sales|[$€£])\b|[$€£])+$"
)
_HEAD_EN = re.compile(
    r"^(?:[\s,;:)]|\b(?:and|while|whereas|but|then|followed by|the|in|at|to|for|from|with|of)\b)+"
)
_GROUP_END = re.compile(r"(?:两|二|三|四|五|六|七|八|九|十|\d)(?:个|家|大|者|类|地)[^、]{0,4}?(?=的|$).*$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BREAKS = re.compile(
    r"[。！？!?]|\d|较|相比|同期|上年|去年|上月|上周|此前|其余|合计|其中.*其中|由|从|"
    r"\b(?:from|compared|versus|against|than|total\w*|together|combined|last|year|before|prior)\b"
)
_STOP = frozenset(
    ["", "the", "a", "in", "at", "it", "its", "they", "both", "each", "该", "两者", "公司", "其"]
)


def core(words: str) -> str:
    """A name without the words that only tie it to its figure.

    >>> core("、随后为通义千问"), core(" and APAC "), core("计算机设备跌幅"), core("以及丙公司毛利率为")
    ('通义千问', 'apac', '计算机设备', '丙公司')
    """
    text = words.lower()
    last = None
    while last != text:
        last = text
        text = _HEAD_EN.sub("", _HEAD_ZH.sub("", text))
        text = _TAIL_EN.sub("", _TAIL_ZH.sub("", text))
    return re.sub(r"\s+", " ", text.strip("“”\"'《》 "))


def _headless(words: str) -> str:
    text = re.sub(_HEAD_ZH, "", words.lower())
    return re.sub(r"\s+", " ", text.strip("“”\"'《》 "))


def _joint(lead: str) -> bool:
    """True when what stands before a name in a phrase is no part of it."""
    return not lead or bool(
        re.search(
            r"(?:[\s、,，;；:：)）(（”’]|其中|[家者个大类地城款国省]中|里|而|但|表明|说明|显示|来看|方面|and|that)$",
            lead,
        )
    )


def panels_of(context: Context) -> list[Panel]:
    """The lists of a passage in their order; a figure may stand in one list only."""
    out: list[Panel] = []
    for i, sentence in enumerate(context.sentences):
        row = context.mentions[i]
        found = [*_respective(i, sentence, row)]
        used = {x.m.q.start for p in found for x in p.items}
        rest = [m for m in row if m.q.start not in used]
        if not found:
            found = list(_paired(i, sentence, row))
            used = {x.m.q.start for p in found for x in p.items}
            rest = [m for m in row if m.q.start not in used]
        out += found + list(_inline(i, sentence, rest)) + list(_behind(i, sentence, rest))
    return out


def _respective(i: int, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Panel]:
    """Names in a row, then as many figures: 甲、乙、丙分别为, A, B and C were 1, 2 and 3 respectively."""
    for at, found in runs(sentence, row):
        # 分别为 11.8%、34.5% 和 36.1%，19—30 岁人群占比最高: the next clause opens with a figure of its own.
        ends = next((k for k, m in enumerate(found) if m.q.unit != found[0].q.unit), len(found))
        group = list(found[:ends] if found[0].q.start >= at else found)
        if len(group) < 2 or not _one_unit(group):
            continue
        english = group[0].q.start < at
        end = group[0].q.start if english else at
        names = _names_before(sentence.low[: end - sentence.start], len(group), english=english)
        if names is None:
            continue
        way = group[0].direction
        words = sentence.low[max(0, end - sentence.start - 24) : group[0].q.start - sentence.start]
        items = tuple(Item(n, m, m.direction or way) for n, m in zip(names, group, strict=True))
        yield Panel(i, items, words)


_TO_NEXT = re.compile(r"\s*(?:,|,?\s*and)\s*[$€£]?")
_AS_MANY = re.compile(
    r"^(?P<names>[a-z][\w&'’.\- ]{0,24}(?:, [a-z][\w&'’.\- ]{0,24})+,? and [a-z][\w&'’.\-]*(?: (?!(?:were|was|are|hold|held|have|had|scored|took|posted|reported|recorded|spent|earned|sold|shipped|rose|fell|grew)\b)[a-z][\w&'’.\-]*){0,2}) (?:were|was|are|hold|held|have|had|scored|took|posted|reported|recorded|spent|earned|sold|shipped|rose|fell|grew)\b[^,;#\d]{0,30}$"
)


def _paired(i: int, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Panel]:
    """``Lumen, Orin and Petra hold 29%, 35% and 38%``: as many figures as names, without respectively."""
    for k, first in enumerate(row):
        group = [first]
        for m in row[k + 1 :]:
            if not _TO_NEXT.fullmatch(
                sentence.low[group[-1].q.end - sentence.start : m.q.start - sentence.start]
            ):
                break
            group.append(m)
        if len(group) < 3 or not _one_unit(group):
            continue
        words = re.split(r"[;:]", sentence.low[: first.q.start - sentence.start])[-1].strip()
        words = re.sub(r"\s*[$€£]$", "", words)
        if _AS_MANY.match(words):
            names = _names_before(words, len(group), english=True)
            if names is not None:
                way = first.direction
                yield Panel(
                    i,
                    tuple(Item(n, m, m.direction or way) for n, m in zip(names, group, strict=True)),
                    words[-30:],
                )
        return


def _names_before(words: str, count: int, *, english: bool) -> list[str] | None:
    clause = re.split(r"[;；:：。]", words)[-1]
    if english:
        found = re.search(
            r"([^;:]*?)\b(?:were|was|are|rose|fell|grew|gained|lost|had|have|hold|held|scored|took|posted|reported|recorded|spent|earned|sold|shipped|declined|increased|of|at|by|to)\b[^,]*$",
            clause,
        )
        if not found:
            return None
        pieces = [x for x in re.split(r",\s*(?:and\s+)?|\s+and\s+", found.group(1)) if x.strip()]
    else:
        pieces = re.split(r"、|以及|和(?!平)|与|及(?!其|时|以[上下])|/", clause)
        first = re.split(r"[,，]", pieces[0])[-1] if pieces else ""
        pieces = [first, *pieces[1:]]
        if any(re.search(r"[,，]", x) for x in pieces[1:]):
            return None
    if len(pieces) != count:
        return None
    pieces[-1] = _GROUP_END.sub("", pieces[-1].strip())
    # Only behind the last name may a verb stand: 广达 is a name, 达 no verb.
    names = [core(x) if english or k == count - 1 else _headless(x) for k, x in enumerate(pieces)]
    return names if all(n not in _STOP and len(n) <= 24 for n in names) and len(set(names)) == count else None


def _inline(i: int, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Panel]:
    """Name and figure in turn: 谷歌 11.8 万亿、Anthropic 9.6 万亿."""
    group: list[tuple[str, Mention]] = []
    before = sentence.start
    for m in row:
        gap = sentence.low[before - sentence.start : m.q.start - sentence.start]
        name = _own_name(gap, first=not group)
        fits = name is not None and (not group or _one_unit([group[0][1], m]))
        if not fits or m.role in ("base", "rank", "time", "total"):
            yield from _panel(i, sentence, group)
            group = []
            name = _own_name(gap, first=True)
            if name is not None and m.role not in ("base", "rank", "time", "total"):
                group = [(name, m)]
        else:
            assert name is not None
            group.append((name, m))
        before = m.q.end
    yield from _panel(i, sentence, group)


_NAMED_BEHIND = re.compile(
    r"\s*(?:at|in|for|from) (?:the )?(?P<name>[a-z][\w&'’.\- ]{1,28}?)(?=\s*(?:,|;|\band\b|\.|$))"
)


def _behind(i: int, sentence: Sentence, row: Sequence[Mention]) -> Iterator[Panel]:
    """Figure and name in turn: $4.1bn at Ames, $5.2bn at Bolt and $3.3bn at Cole."""
    group: list[tuple[str, Mention]] = []
    end = -1
    for m in row:
        at = m.q.end - sentence.start
        found = _NAMED_BEHIND.match(sentence.low, at)
        joined = end >= 0 and re.fullmatch(
            r"\s*(?:,|;|and|, and)?\s*", sentence.low[end : m.q.start - sentence.start]
        )
        if found is None or m.q.high is not None or not joined or not _one_unit([group[0][1], m]):
            yield from _panel(i, sentence, group)
            group, end = [], -1
        if found is not None and m.q.high is None:
            group.append((core(found.group("name")), m))
            end = found.end()
    yield from _panel(i, sentence, group)


def _own_name(gap: str, *, first: bool) -> str | None:
    """The name between two figures of a list; in front of the first figure only the last clause counts."""
    if first:
        gap = re.split(r"[,，;；:：。]|\bwhile\b", gap)[-1]
    gap = re.sub(r"^\s*(?:of )?[a-z]{3,12}\b(?=\s*(?:,|;|\band\b))", "", gap)  # 41,000 [cars], france 28,000
    if first:
        pass
    elif not re.match(r"\s*[)）]?\s*(?:[、,，;；]|and\b|和|及|以及|与|while\b)", gap) or _BREAKS.search(gap):
        return None
    if len(re.findall(r"[,，;；、]", gap)) > 1 and not first:
        return None
    name = core(gap)
    short = len(name) <= (14 if _HAN.search(name) else 32)
    return name if name not in _STOP and short and not _BREAKS.search(name) else None


def _panel(i: int, sentence: Sentence, group: Sequence[tuple[str, Mention]]) -> Iterator[Panel]:
    if len(group) < 2 or len({n for n, _ in group}) < len(group) or any(n in _STOP for n, _ in group):
        return
    start = group[0][1].q.start - sentence.start
    way = 0
    items: list[Item] = []
    for name, m in group:
        way = m.direction or (way if _elided(m) else 0)
        items.append(Item(name, m, way))
    yield Panel(i, tuple(items), sentence.low[max(0, start - 40) : group[-1][1].q.start - sentence.start])


def _elided(m: Mention) -> bool:
    """True when the words before a figure hold no verb of their own, so that the last one goes on."""
    return about(m.gap) != "move"


def _one_unit(group: Sequence[Mention]) -> bool:
    units = {m.q.unit for m in group}
    if group[0].q.unit in ("bp", "%"):
        units -= {None}  # 74 basis points for Italy, 58 for Spain: the unit is printed once
    return (
        len(units) == 1
        and kind_of_unit(group[0].q.unit) not in ("time", "times")
        and not any(m.q.rank for m in group)
    )
