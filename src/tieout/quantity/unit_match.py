"""Finding the unit behind a number, and telling it from a word that only begins like one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from .units import CURRENCY_WORDS, PER, SUBUNITS, UNITS
from .vocabulary import alternatives, listed

__all__ = [
    "CLOSE_ONLY",
    "WHOLE_ONLY",
    "UnitMatch",
    "begins_other_word",
    "match_unit",
    "skip_blanks",
    "unit_at",
]

_ONE = Decimal(1)
# What begins another word when it follows the unit's character: 成交, 点评, 家电.
_NOT_AFTER = {
    "成": "交员为功立本果绩熟长就都套品型效因语", "点": "评击亮赞位名燃对到心", "分": "别析布类销部公拆红歧化成配散级支为享发",
    "年": "报级轻龄货薪终度化", "天": "然津气玑空猫数", "人": "工民才均形类机力员气脸物", "家": "电居庭用具族校",
    "个": "人性体别", "只": "有是能需要为", "次": "新级要贷品生数序于", "手": "机游段工表术", "位": "于列居置次数",
    "名": "单称义列为片", "项": "目链", "部": "分门署件长委", "种": "植子业", "类": "似", "款": "式项", "条": "件款例约码",
    "台": "积湾风币阶州", "股": "票价东权市息利指债民比", "张": "家江", "片": "区段面", "场": "景内外地馆所均", "期": "货限间权待末初刊",
    "轮": "动流胎廓询", "批": "发准评量复文", "组": "合织装建别团", "倍": "增速率数耗受感投", "级": "别联配数", "代": "表码工理替言销价谢际",
    "层": "面次出叠", "口": "径碑感岸罩号腔", "户": "外型籍均", "本": "周月年次期季轮土地身报文质科金批届田息益币来报",
    "度": "假量过", "周": "边期转刊围报", "国": "际家内产务企债资泰信", "省": "略去", "市": "场值盈净占销况", "城": "市投镇乡",
    "站": "上稳", "路": "演线径由透", "线": "上下性索程", "步": "入伐骤", "仙": "侠女境人草", "大": "于概约幅盘量数型致力家", "小": "于米微型",
    "机": "构会器械制", "车": "企型载联", "集": "团中合成群体", "盘": "中面后前", "局": "面部势", "强": "调势劲于烈力", "员": "工会",
    "座": "舱席谈", "间": "接隔谍", "单": "位价日月季周边一个独", "包": "括含", "度电": "", "万": "", "单位": "", "股份": "有制",
    "公司": "", "基金": "经管", "企业": "级家", "机构": "投化", "地区": "性", "城市": "化", "国家": "级统发能电",
    "核": "心查准", "卡": "塔车位间", "维": "持护度", "字": "节段", "词": "", "层楼": "", "行": "业情动为使", "门": "店票槛户",
    "对": "应比于照标手", "班": "底子", "升": "级至幅", "米": "", "束": "", "针": "对", "店": "铺", "票": "据房", "席": "", "平": "均台安稳价",
    "秒": "杀", "时": "", "套": "利现保", "支": "持付出撑柱行", "起": "", "笔": "记试", "宗": "旨", "件": "", "份": "额", "份额": "",
    "节": "点", "头": "部寸条", "副": "总业", "双": "方边向创碳", "例": "如", "束缚": "", "块": "链", "册": "", "枚": "", "句": "", "声": "明称音",
}  # fmt: skip
CLOSE_ONLY = frozenset("C G P E T W V L Y h s g m t x X ° ' \" kt mi oz ft lb d".split())  # noqa: SIM905
"""Units that stand right behind the digits or not at all."""

WHOLE_ONLY = frozenset(listed("大 强 代 名 位 款 家 只 届 期 场 部 号 国 省 城 组 类 项 支 系列 版 型"))
"""Measure words that count whole things."""

_WORD = re.compile(alternatives({**UNITS, **CURRENCY_WORDS, **SUBUNITS}))
_PER_SLASH = re.compile(rf" ?/ ?(?:每)?({alternatives(PER)})")
_PER_WORD = re.compile(
    rf"(?:(?<= )| )(?:per|an?) ({alternatives(PER)})(?! (?:earlier|ago|before|later|prior|on))"
)
_PER_BACK = re.compile(r" ?每(秒|分钟|小时)")
_CURRENCY_SLASH = re.compile(r" ?/ ?(元|美元|港元)(?!/)")


class UnitMatch(NamedTuple):
    """A unit found at a position: its name, factor, end, and whether it is money."""

    unit: str
    factor: Decimal
    end: int
    money: bool
    word: str


def match_unit(text: str, at: int, *, currency: str | None = None) -> UnitMatch | None:
    """The unit that begins at ``at`` of folded text, with the ``/per`` part if one follows.

    ``currency`` is that of a sign already read in front of the number.

    >>> match_unit("28.64 元/时", 6).unit, match_unit("$2.35 per GPU-hour", 5, currency="USD").unit
    ('CNY/hour', 'USD/GPU-hour')
    """
    unit, factor, end, money, word = currency, _ONE, at, currency is not None, ""
    match = _WORD.match(text, at)
    if match:
        word = match.group()
        end = match.end()
        if word in CURRENCY_WORDS:
            money = True
            unit = currency if currency and word in ("元", "$", "dollars") else CURRENCY_WORDS[word]
        elif word in SUBUNITS:
            money = True
            unit, factor = currency or SUBUNITS[word][0], SUBUNITS[word][1]
        elif currency is None:
            unit, factor = UNITS[word]
        else:
            word, end = "", at  # a currency sign and a measure word do not go together: $5 个
    elif currency is None and (inverted := _CURRENCY_SLASH.match(text, at)):
        return UnitMatch(
            CURRENCY_WORDS[inverted.group(1)], _ONE, inverted.end(), True, inverted.group().strip()
        )
    if unit is None:
        return None
    per = _PER_SLASH.match(text, end) or (_PER_WORD.match(text, end) if money else None)
    if per and (money or unit in ("token", "吨", "kg", "台", "次", "人", "GB", "day")):
        return UnitMatch(f"{unit}/{PER[per.group(1)]}", factor, per.end(), money, word)
    back = _PER_BACK.match(text, end)
    if back and unit == "token":
        return UnitMatch(f"{unit}/{PER[back.group(1)]}", factor, back.end(), money, word)
    return UnitMatch(unit, factor, end, money, word)


def skip_blanks(text: str, at: int) -> int:
    """The position behind the blanks at ``at``."""
    while text[at : at + 1] == " ":
        at += 1
    return at


def begins_other_word(text: str, at: int, word: str) -> bool:
    """True where the unit ``word`` at ``at`` is the head of another word (成交, 点评, 家电).

    >>> begins_other_word("3 成交", 2, "成"), begins_other_word("3 成以上", 2, "成")
    (True, False)
    """
    follower = text[at + len(word) : at + len(word) + 1]
    return bool(follower) and follower in _NOT_AFTER.get(word, "")


def unit_at(text: str, at: int, *, spelled: bool = False) -> UnitMatch | None:
    """The unit behind a number that is not written in digits, spaces allowed in between.

    >>> unit_at("三家公司", 1).unit, unit_at("三家电企业", 1)
    ('家', None)
    """
    gap = at if spelled and text[at : at + 1] != " " else skip_blanks(text, at)
    found = match_unit(text, gap)
    if found is None or not found.word or (gap > at and found.word in CLOSE_ONLY):
        return None
    return None if begins_other_word(text, gap, found.word) else found
