"""A sentence with the names of a roll put in slots, of the same length, so that grammars read places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...lexicon import folded
from ...lexicon.counts import count_of
from ...prose import Sentence
from ...squeezed import squeezed
from .roll import Member, Roll

__all__ = ["DOWN", "LIST", "NAME", "NUMBER", "UP", "Said", "number", "said_of", "sign_of"]

NAME = "(?:[\ue000-\uefff]\uf8ff*)"
LIST = rf"{NAME}(?:\s*(?:、|和|与|及|以及|/|&|,?\s*\band\b|,(?=\s*[\ue000-\uefff]))\s*{NAME})*"
NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
UP = r"(?:上涨|收涨|领涨|涨(?!跌|价)|上升|回升|攀升|走高|上行|上扬|(?<!负)增长|增加|升(?!至第|级)|rose|rise[sn]?|gain(?:ed|s|er)?|advanced?|grew|grow(?:n|th)?|increased?|climbed|rallied|higher|up\b)"
DOWN = r"(?:下跌|收跌|领跌|(?<!涨)跌(?!至第)|下降|下滑|回落|下行|走低|减少|负增长|萎缩|缩减|降(?!至第)|fell|fall(?:en|s)?|declined?|dropped?|lost|slipped|decreased?|shrank|lower|down\b|spent less)"
_SKIP = re.compile(r"[\s\-_·.'’()（）\[\]【】<>《》“”\"*]")
_MARKS = "-_·.'’()（）[]【】<>《》“”\"*"
_AFTER = re.compile(
    r"[^\u4e00-\u9fff]|$|[的和与及以由从自为是在则也均都仍亦已将还就又或上下涨跌升降增减环同单月周全收跑领居列排位占份较比高低最净利毛营销访用股市估目略明大小微再继录出报创回连达至超逾不约今本当该两三四五六七八九十首暂主等有落走持更受因未被正负次突拟披公宣完获中一贡实预反强弱优逊快慢]|板块|指数|行业|子行|系|网页|产品|品牌|集团|单季|合计|方面|分别|依次|所[有占]|价格|现货|合约|相关|近[一两三四]|需求|出货|业务|地区|市场|过去|表现"
)
_BEFORE = re.compile(
    r"(?:[^\u4e00-\u9fff]|^|[在由从和与及较比是为中的看赢输于以对当而但若如即对使被让把除连像有至给]|申万|中信|国内|海外|[本上当全前]周|其中|方面|[月日年]|推荐|关注|首选|数显示|显示|带动|拖累|包括|仅|只有|分别|来自|等)$"
)
_INDEX = {
    "恒指": "恒生指数", "恒科指": "恒生科技", "沪指": "上证指数", "上证": "上证指数", "沪综指": "上证指数", "深成指": "深证成指", "创指": "创业板指", "创业板": "创业板指",
    "纳指": "纳斯达克", "标普": "标普500", "道指": "道琼斯", "费半": "费城半导体", "恒生科技": "恒生科技指数", "恒生科指": "恒生科技指数",
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """``text`` is the folded sentence with each name of the roll as one slot; ``names`` by position."""

    text: str
    start: int
    names: tuple[tuple[int, int, Member], ...]

    def at(self, begin: int, end: int) -> list[Member]:
        """The members named in a stretch."""
        return [m for s, e, m in self.names if begin <= s and e <= end]


@lru_cache(maxsize=64)
def _keys(roll: Roll) -> tuple[tuple[str, str, Member, bool], ...]:
    """(squeezed name, its first two characters, member, whether it is a short form), longest first."""
    out = []
    for m in roll.members:
        for called in m.called:
            short = called.endswith("\0")
            key = _SKIP.sub("", folded(called.rstrip("\0"))).casefold()
            if len(key) >= 2:
                out.append((key, key[:2], m, short))
        plain = _SKIP.sub("", folded(m.called[0] if m.called else m.name)).casefold()
        for alias, full in _INDEX.items():
            if plain in (full, full.removesuffix("指数"), full + "指数", full + "综指", full + "综合指数"):
                out.append((alias, alias[:2], m, False))
    return tuple(sorted(out, key=lambda k: -len(k[0])))


@lru_cache(maxsize=64)
def _starts(roll: Roll) -> dict[str, list[tuple[str, Member, bool]]]:
    """The names of a roll by their first two characters."""
    starts: dict[str, list[tuple[str, Member, bool]]] = {}
    for key, head, m, short in _keys(roll):
        starts.setdefault(head, []).append((key, m, short))
    return starts


@lru_cache(maxsize=64)
def _joined(low: str) -> tuple[str, tuple[int, ...]]:
    """A folded sentence squeezed, one case; every roll of a report asks for it."""
    joined, at = squeezed(low, _MARKS)
    return "".join(c.casefold() if len(c.casefold()) == 1 else c for c in joined), at


def said_of(roll: Roll, sentence: Sentence) -> Said:
    """The sentence as the roll reads it."""
    joined, at = _joined(sentence.low)
    starts = _starts(roll)
    if not any(head in joined for head in starts):
        return Said(sentence.low, sentence.start, ())
    names: list[tuple[int, int, Member]] = []
    chars = list(sentence.low)
    i = 0
    while i < len(joined) - 1:
        for key, m, short in starts.get(joined[i : i + 2], ()):
            if not joined.startswith(key, i):
                continue
            s, e = at[i], at[i + len(key) - 1] + 1
            if not _bounded(sentence.low, s, e, key, short):
                continue
            chars[s:e] = [chr(0xE000 + m.index)] + ["\uf8ff"] * (e - s - 1)
            names.append((s, e, m))
            i += len(key) - 1
            break
        i += 1
    return Said("".join(chars), sentence.start, tuple(names))


def _bounded(low: str, s: int, e: int, key: str, short: bool) -> bool:
    before, after = low[s - 1 : s], low[e : e + 1]
    if key[0].isascii() and before.isascii() and before.isalnum():
        return False
    if key[-1].isascii() and after.isascii() and after.isalnum():
        return False
    if not key[-1].isascii() and not _AFTER.match(low[e:]):
        return False  # 计算机 in 计算机设备
    if not key[0].isascii() and len(key) <= 3 and not _BEFORE.search(low[:s]):
        return False  # 电子 in 消费电子
    if key[-1].isascii() and re.match(r"[-.]\d|-[a-z]", low[e : e + 2]):
        return False
    if short:
        return bool(re.match(r"[、，,。；;（(）)与和及的\s]|两家|系|为|占|$", low[e:])) and not re.match(
            r"[\u4e00-\u9fff]", before
        )
    return True


def number(text: str) -> int:
    """A small count: 3, 三, 十二, five; -1 for none."""
    n = count_of(text)
    return -1 if n is None else n


def sign_of(word: str) -> int:
    """1 for a word of rise, -1 for one of fall."""
    return -1 if re.fullmatch(DOWN, word) else 1
