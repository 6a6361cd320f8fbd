"""The words that bound a number: in front of it (超, more than) and behind it (以上, or so)."""

from __future__ import annotations

import re

from .types import Comparator
from .vocabulary import listed

__all__ = ["PREFIXES", "SUFFIXES", "prefix_bound", "suffix_bound"]

PREFIXES: dict[str, Comparator] = {
    **dict.fromkeys(
        listed("约 大约 大概 约为 约合 大致 约达 约占 ~ ≈ about around roughly approximately approx. approx circa near some"),
        "about",
    ),
    **dict.fromkeys(
        listed(
    "超 超过 逾 突破 高于 大于 多于 升破 冲破 涨破 站上 超越 > over above exceeding exceeded exceeds exceed topping topped "
    "surpassing surpassed"
),
        "over",
    ),
    **dict.fromkeys(["more than", "greater than", "higher than", "in excess of", "north of", "upwards of"], "over"),
    **dict.fromkeys(
        listed("近 接近 将近 逼近 不足 不到 未到 未达 低于 少于 小于 不及 跌破 失守 < nearly almost approaching under below"),
        "under",
    ),
    **dict.fromkeys(["less than", "fewer than", "lower than", "close to", "just under", "just short of"], "under"),
    **dict.fromkeys(listed("至少 最少 不低于 不少于 起码 不小于 ≥ >= 不下"), "at_least"),
    **dict.fromkeys(["at least", "no less than", "not less than", "no fewer than", "a minimum of"], "at_least"),
    **dict.fromkeys(listed("至多 最多 不超过 不超 不高于 不大于 不多于 最高可达 最高达 最多可达 最大可达 ≤ <="), "at_most"),
    **dict.fromkeys(["up to", "at most", "no more than", "not more than", "a maximum of", "as much as"], "at_most"),
}  # fmt: skip
"""Bounding words in front of a number, folded."""

SUFFIXES: dict[str, Comparator] = {
    **dict.fromkeys(["左右", "上下", "附近"], "about"),
    **dict.fromkeys(["or so", "or thereabouts"], "about"),
    **dict.fromkeys(listed("多 余 有余 开外 出头 之上 上方 + plus"), "over"),
    **dict.fromkeys(["不到", "之下", "下方"], "under"),
    **dict.fromkeys(["以上", "及以上", "或以上", "起"], "at_least"),
    **dict.fromkeys(["or more", "or higher", "or above", "and above"], "at_least"),
    **dict.fromkeys(["以下", "及以下", "或以下", "以内", "之内"], "at_most"),
    **dict.fromkeys(["or less", "or fewer", "or lower", "or below", "and below"], "at_most"),
}  # fmt: skip
"""Bounding words behind a number and its unit, folded."""


def _pattern(words: dict[str, Comparator]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PREFIX_END = re.compile(rf"(?P<word>{_pattern(PREFIXES)})(?:了|有|为|于)? ?\Z", re.IGNORECASE)
_SUFFIX = re.compile(rf" ?(?P<word>{_pattern(SUFFIXES)})", re.IGNORECASE)
_OWN_WORD = re.compile("多元化|多[数样重空头方模极语]|余[额量数]")
_REACH = 22


def prefix_bound(text: str, at: int) -> tuple[Comparator, int] | None:
    """The bounding word that ends right before ``at`` of folded text, and where it begins.

    >>> prefix_bound("增长超过 3", 5), prefix_bound("公司 3", 3)
    (('over', 2), None)
    """
    match = _PREFIX_END.search(text[max(0, at - _REACH) : at])
    if match is None:
        return None
    word, start = match.group("word"), max(0, at - _REACH) + match.start("word")
    if (
        word[0].isalpha()
        and word[0].isascii()
        and start > 0
        and text[start - 1].isalpha()
        and text[start - 1].isascii()
    ):
        return None
    return PREFIXES[word.lower()], start


def suffix_bound(text: str, at: int) -> tuple[Comparator, int] | None:
    """The bounding word that begins right at ``at`` of folded text, and where it ends.

    >>> suffix_bound("30 天以上", 4)
    ('at_least', 6)
    """
    match = _SUFFIX.match(text, at)
    if match is None:
        return None
    word = match.group("word")
    if word.isascii() and word[-1].isalpha() and text[match.end() : match.end() + 1].isalpha():
        return None
    if word == "起" and text[match.end() : match.end() + 1] in tuple("来到步点诉源因用跑草伏案重"):
        return None
    if word in ("多", "余") and _OWN_WORD.match(text, match.start("word")):
        return None
    return SUFFIXES[word.lower()], match.end()
