"""Compiled patterns over folded text, built from the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import words as w

__all__ = ["any_of", "ends_with", "plain_verbs", "residual", "word_count"]


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; Latin words end at a boundary."""
    ordered = sorted(set(words), key=lambda x: (-len(x), x))
    return "|".join(
        (r"\b" if x[0].isascii() and x[0].isalpha() else "")
        + re.escape(x)
        + (r"\b" if x[-1].isascii() and x[-1].isalpha() else "")
        for x in ordered
    )


UP = any_of([*w.UP_ZH, *w.UP_EN])
DOWN = any_of([*w.DOWN_ZH, *w.DOWN_EN])
UP_NOUN = any_of(w.CHANGE_NOUN_UP_ZH)
DOWN_NOUN = any_of(w.CHANGE_NOUN_DOWN_ZH)

# Words that may stand between a cue and its number without changing what the cue says.
FILLER_ZH = [
    "大约",
    "约为",
    "约",
    "将近",
    "接近",
    "近",
    "逾",
    "超过",
    "超出",
    "超",
    "不足",
    "不到",
    "至少",
    "仅有",
    "仅为",
    "仅",
    "只有",
    "只",
    "有",
    "大概",
    "达到",
    "达",
    "高达",
    "多达",
    "为",
    "是",
    "了",
    "又",
    "再",
    "也",
    "均",
    "各",
    "共",
    "分别",
    "依次",
    "高",
    "最多",
    "最",
    "至多",
    "最高",
    "左右",
    "幅度",
    "幅",
    "录得",
    "录",
    "逐步",
    "其",
    "均为",
    "则",
    "的",
    "额",
    "将",
    "进一步",
    "小幅",
    "大幅",
    "明显",
    "显著",
    "略",
    "微",
    "整体",
    "累计",
    "合计",
    "同步",
    "继续",
]
FILLER_EN = (
    "by", "about", "around", "roughly", "nearly", "over", "almost", "some", "just", "only", "approximately", "another",
    "a", "an", "as much as", "more than", "less than", "at least", "up to", "the", "further", "slightly", "sharply",
    "a full", "an estimated", "exactly", "close to", "or", "fewer than", "well over", "no less than", "a further", "of",
)  # fmt: skip
FILLER = rf"(?:\s|{any_of(FILLER_ZH)}|\b(?:{'|'.join(sorted(set(FILLER_EN), key=len, reverse=True))})\b|[~≈±+\-–$€£¥(（])*"

UP_END = re.compile(rf"(?:{UP}|{UP_NOUN})(?P<fill>{FILLER})$")
DOWN_END = re.compile(rf"(?<!write-)(?<!mark-)(?:{DOWN}|{DOWN_NOUN})(?P<fill>{FILLER})$")
FLAT = re.compile(any_of(w.FLAT_ZH) + r"|\b(?:unchanged|flat|stable|steady|little changed)\b")

LEVEL_END = re.compile(
    rf"(?:(?:{any_of([*w.UP_ZH, *w.DOWN_ZH])})(?:了)?(?:至|到|为|于)|{any_of(w.LEVEL_ZH)}|\b(?:{'|'.join(w.LEVEL_EN)})\b)"
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
BASE_END = re.compile(
    rf"(?<![环同对])(?:{any_of(w.BASE_WORDS_ZH)})(?!亚迪|例|重|价)(?:[^，,；;。]{{0,14}}?)$"
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

_TIME_WORDS_ZH = [
    "截至",
    "截止",
    "年",
    "月",
    "日",
    "周",
    "季度",
    "季",
    "上半年",
    "下半年",
    "全年",
    "半年",
    "全日",
    "全周",
    "全月",
    "全季",
    "全星期计",
    "全天",
    "单日",
    "单周",
    "单月",
    "当日",
    "当周",
    "当月",
    "当季",
    "今日",
    "昨日",
    "今年",
    "去年",
    "本周",
    "上周",
    "本月",
    "上月",
    "本季",
    "上季",
    "本期",
    "上期",
    "上午",
    "下午",
    "午间",
    "早盘",
    "午后",
    "盘中",
    "盘后",
    "收盘",
    "收市",
    "开盘",
    "目前",
    "当前",
    "最新",
    "同期",
    "以来",
    "期间",
    "年初",
    "年末",
    "年底",
    "月末",
    "月底",
    "至今",
    "累计",
    "期内",
    "期末",
    "计及",
    "星期",
    "交易日",
    "连续",
    "上旬",
    "中旬",
    "下旬",
    "年内",
]
SCOPE = re.compile(
    r"全日|全周|全月|全季|全年|全星期|本周|上周|本月|上月|今年以来|年初至今|年内|累计|半日|夜期|盘中|一度|曾见|曾|高见|低见|开盘|"
    r"[一二三四1-4]季度?|上半年|下半年|前[一二三四五六七八九十\d]+个?月|\d{1,2}月|同比|环比|按年|按季|按月|"
    r"for the (?:week|month|quarter|year)|on the (?:week|month|year)|year[- ]to[- ]date|this (?:week|month|year)|so far this|intraday|at one point"
)
_AUX_WORDS_ZH = [
    "其中",
    "其",
    "的",
    "了",
    "则",
    "也",
    "亦",
    "均",
    "都",
    "又",
    "再",
    "已",
    "将",
    "仍",
    "还",
    "并",
    "且",
    "而",
    "但",
    "与",
    "和",
    "及",
    "以及",
    "或",
    "即",
    "约",
    "近",
    "逾",
    "超过",
    "超",
    "不足",
    "不到",
    "仅",
    "只有",
    "只",
    "有",
    "达到",
    "达",
    "为",
    "是",
    "录得",
    "录",
    "报",
    "收报",
    "共",
    "合计",
    "共计",
    "总计",
    "累计",
    "累",
    "较",
    "比",
    "相比",
    "对比",
    "由",
    "从",
    "自",
    "至",
    "到",
    "曾见",
    "曾",
    "一度",
    "见",
    "以",
    "被",
    "在",
    "每",
    "分别",
    "依次",
    "整体",
    "同比",
    "环比",
    "按年",
    "按季",
    "按月",
    "进一步",
    "继续",
    "大幅",
    "小幅",
    "显著",
    "明显",
    "略",
    "轻微",
    "最高",
    "最低",
    "高达",
    "多达",
    "平均",
    "日均",
    "均价",
    "占比",
    "占",
    "份额",
    "比重",
    "方面",
    "计",
    "个",
    "排名",
    "排第",
    "排在",
    "排",
    "位列",
    "位居",
    "居次",
    "其后",
    "进入",
    "企稳",
    "站稳",
    "守住",
    "守稳",
    "失守",
    "突破",
    "跌破",
    "升破",
    "站上",
    "重上",
    "不敌",
    "高于",
    "低于",
    "另外",
    "此外",
    "同时",
    "以及",
]
_STRIP_WORDS_ZH = any_of(
    [
        *w.UP_ZH,
        *w.DOWN_ZH,
        *w.CHANGE_NOUN_UP_ZH,
        *w.CHANGE_NOUN_DOWN_ZH,
        *w.LEVEL_ZH,
        *w.BASE_WORDS_ZH,
        *_TIME_WORDS_ZH,
        *w.FLAT_ZH,
        *_AUX_WORDS_ZH,
    ]
)
_STRIP_ZH = re.compile(
    rf"{_STRIP_WORDS_ZH}|[一二三四五六七八九十两]+(?=季|月|年|日|个|大|家|只|周|成|名|位)|第[一二三四五六七八九十]+|^[前第]|[里中内上下前]$"
)
_STOP_EN = (
    frozenset(
        [
            "the",
            "a",
            "an",
            "and",
            "or",
            "but",
            "to",
            "at",
            "of",
            "by",
            "in",
            "on",
            "for",
            "with",
            "from",
            "up",
            "down",
            "off",
            "over",
            "under",
            "more",
            "less",
            "than",
            "that",
            "which",
            "it",
            "its",
            "is",
            "was",
            "were",
            "be",
            "been",
            "has",
            "had",
            "have",
            "also",
            "while",
            "as",
            "after",
            "before",
            "about",
            "around",
            "roughly",
            "nearly",
            "almost",
            "just",
            "only",
            "some",
            "another",
            "same",
            "year",
            "month",
            "week",
            "quarter",
            "day",
            "session",
            "points",
            "point",
            "percent",
            "pct",
            "or",
            "so",
            "then",
            "now",
            "this",
            "last",
            "previous",
            "prior",
            "next",
            "per",
            "each",
            "its",
            "their",
            "his",
            "her",
            "compared",
            "versus",
            "against",
            "above",
            "below",
            "higher",
            "lower",
            "back",
            "gave",
            "give",
            "end",
            "ended",
            "ending",
            "finish",
            "finished",
            "close",
            "closed",
            "closing",
            "settle",
            "settled",
            "settling",
            "stood",
            "stand",
            "reached",
            "hit",
            "totaled",
            "total",
            "came",
            "come",
            "out",
            "into",
            "respectively",
            "another",
            "combined",
            "together",
            "average",
            "averaging",
            "amounted",
            "amounting",
            "reaching",
            "trading",
            "traded",
            "still",
            "already",
            "further",
            "however",
            "meanwhile",
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "yet",
            "gave",
            "back",
            "up",
            "plus",
            "minus",
            "while",
            "although",
            "though",
            "despite",
            "including",
            "representing",
            "accounting",
            "reflecting",
            "equivalent",
            "roughly",
            "net-net",
            "equal",
            "today",
            "yesterday",
            "morning",
            "afternoon",
            "midday",
            "ago",
            "earlier",
            "late",
            "early",
            "when",
            "where",
            "there",
            "they",
            "these",
            "those",
        ]
    )
    | frozenset(w.UP_EN)
    | frozenset(w.DOWN_EN)
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
        elif token.strip(".'’-") not in _STOP_EN and len(token) >= 2:
            kept.append(token.strip(".'’-"))
    return " ".join(kept)


def word_count(text: str) -> int:
    """How many words (Latin) and characters (Chinese) a residual holds."""
    return len(_WORD.findall(text))


_IDIOMS = re.compile(
    r"\b(?:gave (?:up|back)|give (?:up|back)|wiped (?:out|off)|knocked off|took off|pulled back|backed off|came off|shaved off)\b"
)
_IDIOMS_UP = re.compile(
    r"\b(?:picked up|tacked on|piled on|put on|took back|won back|regained|recouped|chalked up|notched up)\b"
)


def plain_verbs(lead: str) -> str:
    """English idioms of change as one word each, so that ``gave up`` does not read as ``up``.

    >>> plain_verbs("the s&p 500 gave up ")
    'the s&p 500 dropped '
    """
    return _IDIOMS_UP.sub("gained", _IDIOMS.sub("dropped", lead))


def ends_with(pattern: re.Pattern[str], text: str) -> bool:
    """True when the pattern (anchored at its end) matches the end of the text."""
    return pattern.search(text) is not None
