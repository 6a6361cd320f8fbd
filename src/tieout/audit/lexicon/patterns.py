"""Compiled patterns over folded text, built from the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import moves
from . import words as w
from .small import AUX_WORDS_ZH, FILLER_EN, FILLER_ZH, STOP_EN, TIME_WORDS_ZH

__all__ = ["any_of", "plain_verbs", "residual"]


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; Latin words end at a boundary."""
    ordered = sorted(set(words), key=lambda x: (-len(x), x))
    return "|".join(
        (r"\b" if x[0].isascii() and x[0].isalpha() else "")
        + re.escape(x)
        + (r"\b" if x[-1].isascii() and x[-1].isalpha() else "")
        for x in ordered
    )


UP = any_of([*moves.UP_ZH, *moves.UP_EN])
DOWN = any_of([*moves.DOWN_ZH, *moves.DOWN_EN])
UP_NOUN = any_of(moves.CHANGE_NOUN_UP_ZH)
DOWN_NOUN = any_of(moves.CHANGE_NOUN_DOWN_ZH)

FILLER = rf"(?:\s|{any_of(FILLER_ZH)}|\b(?:{'|'.join(sorted(set(FILLER_EN), key=len, reverse=True))})\b|[~≈±+\-–$€£¥(（])*"

UP_END = re.compile(rf"(?:{UP}|{UP_NOUN})(?P<fill>{FILLER})$")
DOWN_END = re.compile(rf"(?<!write-)(?<!mark-)(?:{DOWN}|{DOWN_NOUN})(?P<fill>{FILLER})$")
FLAT = re.compile(any_of(moves.FLAT_ZH) + r"|\b(?:unchanged|flat|stable|steady|little changed)\b")

LEVEL_END = re.compile(
    rf"(?:(?:{any_of([*moves.UP_ZH, *moves.DOWN_ZH])})(?:了)?(?:至|到|为|于)|{any_of(w.LEVEL_ZH)}|\b(?:{'|'.join(w.LEVEL_EN)})\b)"
    rf"(?:\s|约|近|逾|超过|超|不足|the|a|an|about|nearly|around|approximately|over|more than|just|only|some|[~$€£¥(（])*$"
)
# 高达 and 多达 praise a level; 高于 and 超过 compare it; neither is a change.
NOT_DELTA_END = re.compile(
    r"(?:高达|多达|低至|少至|高至|高见|低见|最高|最低|最多|最少|不低|不高|更高|更低|提高到|升至|涨至|跌至|降至|增至|减至|至|到|高盘|"
    r"\bas (?:high|low|much|many) as|\bup to|\bdown to|\b(?:up|down) from)\s*(?:价|点|值|位)?(?:为|是|达到?|见)?(?:约|近|逾|超过|超|不足|about|nearly|around)?\s*[$€£]?$"
)
THRESHOLD_END = re.compile(
    r"(?P<up>高于|高过|超过|超越|超出|(?<![出入买卖])超|逾|突破|升破|站上|重上|重返|重回|企稳|企于|站稳|守住|守稳|冲破|上破|升穿|\b(?:above|over|exceed(?:ing|ed|s)?|more than|topp(?:ed|ing)|surpass(?:ed|ing|es)?|higher than|greater than|past|crossed))"
    r"(?:了|the|its|a|市场预期的|预期的|[\u4e00-\u9fff]{1,8}的|\s|(?<=d )(?:[a-z]+ ){1,4}of )*[$€£]?$"
    r"|(?P<down>低于|低过|跌破|跌穿|失守|不及|少于|不敌|险守|\b(?:below|less than|fewer than|lower than|beneath|short of|missed|missing|broke below))"
    r"(?:了|the|its|a|市场预期的|预期的|[\u4e00-\u9fff]{1,8}的|\s)*[$€£]?$"
)
FROM_ZH = r"(?:由(?!于|此)|从(?!事|业|而)|自(?![筹有动主营研身家建然用产贸助媒行愿给律治住持己费制销采供驾]))"
"""From, and not the character at the head of another word: 自筹资金, 从业人员, 由于."""
_FROM_CHARS = ("由", "从", "自")
_BASE_ZH = any_of(x for x in w.BASE_WORDS_ZH if x not in _FROM_CHARS)
# These begin like a word that names a base: 比特币, 原油.
_NO_BASE_ZH = r"比(?:特币|赛|利时)|原(?:油|料|材|奶|因|则|研|煤|木|糖)"
BASE_END = re.compile(
    rf"(?<![环同对])(?!{_NO_BASE_ZH})(?:{FROM_ZH}|{_BASE_ZH})(?!亚迪|例|重|价|率|值)(?![^，,；;。]*(?:转为|变为))(?:[^，,；;。]{{0,14}}?)$"
    rf"|\b(?:from|compared (?:with|to)|versus|vs\.?|against|than|up on|down on|down from|up from|following|after)\b(?:\s+[a-z'’\-]+){{0,7}}\s*[$€£(]?$"
)
BASE_TAIL = re.compile(
    r"^\s*(?:[a-z/\- ]{0,24}?)(?:in the (?:same|prior|previous|year-ago|year-earlier)|a year (?:ago|earlier|before)|(?:the )?(?:year|quarter|month|week) (?:before|earlier|ago)|"
    r"(?:the )?(?:previous|prior|preceding) (?:year|quarter|month|week|day|session)|last (?:year|quarter|month|week)|record of a year ago|previously)"
)
TOTAL_ANY = re.compile(rf"{any_of(w.TOTAL_ZH)}|\b(?:{'|'.join(re.escape(x) for x in w.TOTAL_EN)})\b")
MEAN_END = re.compile(
    rf"(?:{any_of(w.MEAN_ZH)})[^，,；;。]{{0,8}}$|(?<!industrial )(?<!industrials )(?<!jones )(?<!moving )\b(?:averaging|averaged|averages|average|mean)\b(?:\s+(?:of|to|at|about|around|was|is|price|cost|daily|weekly|monthly|size|deal|nearly|just|over|some|a|an|the|for|per))*\s*[$€£]?$"
)
SHARE_LEAD = re.compile(
    rf"(?:{any_of(w.SHARE_ZH)})[^，,；;。]{{0,14}}$|\b(?:{'|'.join(re.escape(x) for x in w.SHARE_EN)})\b[^,;.]{{0,24}}$"
)
SHARE_TAIL = re.compile(
    r"^\s*(?:的(?:份额|比重|比例|市场份额|市占率|占比)|(?:份额|市占率|占比)|of\b|share\b|market share|stake)"
)
CHANGE_LEAD = re.compile(
    rf"(?:同比|环比|按年|按季|按月|按周|年增|年减|季增|季减|月增|月减|周增|增速|增长率|变动|变化|涨跌|升跌|回报|收益率|{UP_NOUN}|{DOWN_NOUN}|change|growth)[^，,；;。0-9]{{0,10}}$"
)
CHANGE_TAIL = re.compile(
    r"^\s*(?:[)）])?\s*(?:on[- ]year|year[- ]on[- ]year|yoy|qoq|mom|wow|higher|lower|above|below|more|less|increase|decrease|decline|drop|rise|gain|loss|growth|jump|fall|surge|slump|"
    r"up\b|down\b|的?(?:涨幅|升幅|跌幅|降幅|增幅|增长|增速|上涨|下跌|下降|升幅))"
)
TAIL_UP = re.compile(
    r"^\s*(?:[)）])?\s*(?:(?:or so|on[- ]year|year[- ]on[- ]year)\s*)?(?:higher|above|more|increase|rise|gain|growth|jump|surge|up\b|的?(?:涨幅|升幅|增幅|增长|上涨))"
)
TAIL_DOWN = re.compile(
    r"^\s*(?:[)）])?\s*(?:(?:or so|on[- ]year|year[- ]on[- ]year)\s*)?(?:lower|below|less|fewer|decrease|decline|drop|loss|fall|slump|down\b|的?(?:跌幅|降幅|下跌|下降))"
)
INTRADAY = re.compile(rf"{any_of(w.INTRADAY_ZH)}|\b(?:{'|'.join(w.INTRADAY_EN)})\b")
RESTATED = re.compile("|".join(re.escape(x) for x in w.RESTATED))
OPEN_LIST = re.compile(
    rf"{any_of(w.NOT_ADDITIVE_ZH)}|\b(?:{'|'.join(re.escape(x) for x in w.NOT_ADDITIVE_EN)})"
)

SCOPE = re.compile(
    r"全日|全周|全月|全季|全年|全星期|本周|上周|本月|上月|今年以来|年初至今|年内|累计|半日|夜期|盘中|一度|曾见|曾|高见|低见|开盘|"
    r"[一二三四1-4]季度?|上半年|下半年|前[一二三四五六七八九十\d]+个?月|\d{1,2}月|同比|环比|按年|按季|按月|"
    r"for the (?:week|month|quarter|year)|on the (?:week|month|year)|year[- ]to[- ]date|this (?:week|month|year)|so far this|intraday|at one point"
)
_STRIP_WORDS_ZH = any_of(
    x
    for x in [
        *moves.UP_ZH,
        *moves.DOWN_ZH,
        *moves.CHANGE_NOUN_UP_ZH,
        *moves.CHANGE_NOUN_DOWN_ZH,
        *w.LEVEL_ZH,
        *w.BASE_WORDS_ZH,
        *TIME_WORDS_ZH,
        *moves.FLAT_ZH,
        *AUX_WORDS_ZH,
    ]
    if x not in _FROM_CHARS
)
HAN_YEAR = r"二[零〇○][一二三四五六七八九零〇○]{2}年(?:度|[末底])?"
"""A year in Chinese numerals, as filings print it: 二零二三年."""
_STRIP_ZH = re.compile(
    rf"{HAN_YEAR}|{_STRIP_WORDS_ZH}|{FROM_ZH}|[一二三四五六七八九十两]+(?=季|月|年|日|个|大|家|只|周|成|名|位)|第[一二三四五六七八九十]+|^[前第]|[里中内上下前]$"
)
_WORD = re.compile(r"[a-z][a-z&.'’\-]*|[\u4e00-\u9fff]+")


def residual(lead: str) -> str:
    """What is left of the words before a number once cues, times and small words are taken away.

    >>> residual("国企指数全周升"), residual("跌幅约"), residual(" and the s&p 500 gave back ")
    ('国企指数', '', 's&p')
    """
    kept: list[str] = []
    for token in _WORD.findall(lead):
        if token[0] >= "\u4e00":
            rest = _STRIP_ZH.sub("", token.replace("比亚迪", "𠀀𠀀")).replace("𠀀𠀀", "比亚迪")
            if len(rest) >= 2:
                kept.append(rest)
        elif token.strip(".'’-") not in STOP_EN and len(token) >= 2:
            kept.append(token.strip(".'’-"))
    return " ".join(kept)


_IDIOMS = re.compile(
    r"\b(?:gave (?:up|back)|give (?:up|back)|wiped (?:out|off)|knocked off|took off|pulled back|backed off|came off|shaved off)\b"
)
_MADE_UP = re.compile(r"\b(?:made|makes?|making) up of\b")
_IDIOMS_UP = re.compile(
    r"\b(?:picked up|tacked on|piled on|put on|took back|won back|regained|recouped|chalked up|notched up)\b"
)


def plain_verbs(lead: str) -> str:
    """English idioms of change as one word each, so that ``gave up`` does not read as ``up``.

    >>> plain_verbs("the s&p 500 gave up ")
    'the s&p 500 dropped '
    """
    return _IDIOMS_UP.sub("gained", _IDIOMS.sub("dropped", _MADE_UP.sub("comprised of", lead)))
