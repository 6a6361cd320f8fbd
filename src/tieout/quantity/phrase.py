"""One number as written: sign, currency, digits, scale, unit.

The grammar of a number phrase, on folded text::

    phrase   := [sign] [currency] digits ["多"|"余"|"+"] [scale] ["多"|"余"] [unit]
    digits   := grouped | plain | digits ("×" 10 "^" n)
    compound := phrase of 亿 followed by phrase of 万; hours, minutes and seconds; clock form
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from .marks import is_cjk, is_latin
from .numerals import parse_digits
from .types import Comparator
from .units import CURRENCY_PREFIX, MONEY_SCALE, MONEY_SCALES, SCALES, UNITS, UnitMatch, match_unit
from .vocabulary import alternatives, listed

__all__ = ["NUMBER", "Atom", "read_phrase", "unit_at"]

NUMBER = re.compile(
    r"(?<![\w.])\.\d+|"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|"
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?:'\d{3})+(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?: 000)+(?!\d)|"
    r"\d+(?:\.\d+)?"
)


@dataclass(slots=True)
class Atom:
    """A number phrase being read; becomes a Quantity at the end."""

    start: int
    end: int
    digits_start: int
    digits_end: int
    value: Decimal
    decimals: int = 0
    scale: Decimal = Decimal(1)
    unit: str | None = None
    factor: Decimal = Decimal(1)
    money: bool = False
    signed: bool = False
    negative: bool = False
    bound: Comparator | None = None
    high: Decimal | None = None
    rank: bool = False
    word: str = ""
    direction: str | None = None
    spelled: bool = False
    fixed: bool = False

    @property
    def bare(self) -> bool:
        """True for digits alone: no sign, currency, scale, unit or bound."""
        return not (self.signed or self.money or self.unit or self.scale != 1 or self.rank or self.fixed)


_PREFIX = re.compile(rf"(?:(?<![A-Za-z])(?:{alternatives(CURRENCY_PREFIX)})) ?\Z")
_SCALE_WORD = re.compile(
    rf" {{0,2}}({'|'.join(sorted((w for w in SCALES if len(w) > 1 or not w.isascii()), key=len, reverse=True))})"
)
_GLUED_SCALE = re.compile(r"(Bn|Mn|MM|[KkMB])(?![A-Za-z0-9])")
_MANY = re.compile(r" ?(多|余|\+)(?= ?(?:[万亿千百]|[\u3400-\u9fff]|[A-Za-z%]))")
_NOT_MANY = re.compile(r"多[数样重空头方模极语少半]|余[额量数下地]|多元化")
_POWER = re.compile(r" ?(?:×|x|\*|\\times) ?10\^?\{?(-?\d{1,2})\}?(?!\d)")
_TEN_TO = re.compile(r"\^\{?(-?\d{1,2})\}?(?!\d)")
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
    "站": "上稳", "路": "演线径由透", "线": "上下性索程", "步": "入伐骤", "大": "于概约幅盘量数型致力家", "小": "于米微型",
    "机": "构会器械制", "车": "企型载联", "集": "团中合成群体", "盘": "中面后前", "局": "面部势", "强": "调势劲于烈力", "员": "工会",
    "座": "舱席谈", "间": "接隔谍", "单": "位价日月季周边一个独", "包": "括含", "度电": "", "万": "", "单位": "", "股份": "有制",
    "公司": "", "基金": "经管", "企业": "级家", "机构": "投化", "地区": "性", "城市": "化", "国家": "级统发能电",
    "核": "心查准", "卡": "塔车位间", "维": "持护度", "字": "节段", "词": "", "层楼": "", "行": "业情动为使", "门": "店票槛户",
    "对": "应比于照标手", "班": "底子", "升": "级至幅", "米": "", "束": "", "针": "对", "店": "铺", "票": "据房", "席": "", "平": "均台安稳价",
    "秒": "杀", "时": "", "套": "利现保", "支": "持付出撑柱行", "起": "", "笔": "记试", "宗": "旨", "件": "", "份": "额", "份额": "",
    "节": "点", "头": "部寸条", "副": "总业", "双": "方边向创碳", "例": "如", "束缚": "", "块": "链", "册": "", "枚": "", "句": "", "声": "明称音",
}  # fmt: skip
_DURATION = re.compile(
    r"(?P<h>\d{1,4}) ?(?:个)?小时 ?(?P<m>\d{1,2}) ?分钟?(?: ?(?P<s>\d{1,2}) ?秒钟?)?|(?P<m2>\d{1,4}) ?分钟? ?(?P<s2>\d{1,2}(?:\.\d+)?) ?秒钟?|"
    r"(?P<h3>\d{1,3}) ?h(?:r|rs|ours?)? ?(?P<m3>\d{1,2}) ?m(?:in|ins|inutes?)?(?![A-Za-z])|"
    r"(?P<m4>\d{1,3}) ?m(?:in|ins|inutes?)? ?(?P<s4>\d{1,2}) ?s(?:ec|econds?)?(?![A-Za-z])"
)
_CLOCK = re.compile(r"(?<![\d:.])(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?![\d:])")
_RATIO = re.compile(r"(?<![\d:.])(?P<a>\d{1,4}(?:\.\d+)?):(?P<b>\d{1,4}(?:\.\d+)?)(?![\d:])")
_FRACTION = re.compile(r"(?<![\d/.A-Za-z-])(?P<a>\d{1,2})/(?P<b>\d{1,3})(?![\d/.,%A-Za-z]| ?[万亿倍元]|-\d)")
_CAPITAL_TAIL = re.compile(r"-([A-Z](?:[A-Za-z]+|(?=[^A-Za-z]|\Z)))(?![A-Za-z-])")
_TAIL_CLASS = re.compile(r"[A-Za-z]")


def read_phrase(text: str, match: re.Match[str], floor: int) -> Atom | None:
    """The number phrase whose digits are ``match``; ``floor`` is the end of the previous phrase.

    None when the digits are the head of a Latin name (``4o``, ``3D``, ``36kr``).
    """
    start, at = match.span()
    for special in (_duration, _fraction):
        atom = special(text, start)
        if atom:
            return atom
    value, decimals = parse_digits(match.group())
    atom = Atom(start, at, start, at, value, decimals)
    if text[start - 1 : start] == "(" and text[at : at + 1] == ")" and start - 1 > floor:
        prefix = _prefix(text, start - 1, floor)
        if prefix is not None:  # $(12.3) million: an accountant's minus
            currency = CURRENCY_PREFIX[text[prefix : start - 1].strip()]
            atom.start, atom.money, atom.unit = prefix, True, currency
            atom.signed = atom.negative = True
            at = _unit(text, _scale(text, at + 1, atom, money=True), atom, currency)
            atom.end = at
            atom.value *= -atom.scale
            return atom
    currency = _lead(text, atom, floor)
    power = _POWER.match(text, at) or (_TEN_TO.match(text, at) if match.group() == "10" else None)
    if power:
        exponent = int(power.group(1)) - (1 if power.re is _TEN_TO else 0)
        atom.scale, at = Decimal(10) ** exponent, power.end()
        atom.fixed = True
    at = _scale(text, at, atom, money=currency is not None)
    at = _unit(text, at, atom, currency)
    if at == atom.digits_end and at < len(text) and _TAIL_CLASS.match(text, at):
        if currency is None and not _lower_word(text, at):
            return None
    if (
        at == atom.digits_end
        and currency is None
        and atom.decimals == 0
        and (tail := _CAPITAL_TAIL.match(text, at))
    ):
        unit = UNITS.get(tail.group(1).lower()) if len(tail.group(1)) > 1 else None
        if unit is None:
            return None  # 10-K, 7-Eleven
        atom.unit, atom.factor, at = unit[0], unit[1], tail.end()  # 10-Year Treasury
        atom.scale *= unit[1]
    atom.end = at
    atom.value *= -atom.scale if atom.negative else atom.scale
    return atom


def _lower_word(text: str, at: int) -> bool:
    # "5th" and its like are ranks; any other letters glued to digits make a name.
    return text[at : at + 2] in ("st", "nd", "rd", "th") and not is_latin(text[at + 2 : at + 3])


def _lead(text: str, atom: Atom, floor: int) -> str | None:
    """Read sign and currency in front of the digits; returns the currency."""
    at = atom.start
    currency = None
    inner_sign = ""
    if (
        at - 1 >= max(floor, 0)
        and text[at - 1 : at] in ("+", "-")
        and _prefix(text, at - 1, floor) is not None
    ):  # $-5
        inner_sign, at = text[at - 1], at - 1
    prefix = _prefix(text, at, floor)
    if prefix is not None:
        currency = CURRENCY_PREFIX[text[prefix:at].strip()]
        atom.money, atom.start, at = True, prefix, prefix
        atom.unit = currency
    else:
        at = atom.start
        inner_sign = ""
    sign = inner_sign or _sign(text, at, floor)
    if sign:
        atom.signed = True
        atom.negative = sign == "-"
        if not inner_sign:
            atom.start = at - 1
    return currency


def _prefix(text: str, at: int, floor: int) -> int | None:
    window_start = max(floor, at - 6)
    found = _PREFIX.search(text[window_start:at])
    if not found or not found.group().strip():
        return None
    return window_start + found.start()


def _sign(text: str, at: int, floor: int) -> str:
    """The sign that ends right before ``at``, or nothing where the mark joins two things."""
    mark = text[at - 1 : at]
    if mark not in ("+", "-", "±") or at - 1 < floor:
        return ""
    before = text[at - 2 : at - 1]
    if at - 1 == floor and floor > 0:  # right behind a number: a range or a sum
        return ""
    if before and (before.isdecimal() or before in "%)]}" or before == mark):
        return ""
    if mark == "-" and re.search(
        r"(?<![a-z])(?:low|mid|high|sub|non|near|teen|single|double)-\Z", text[max(0, at - 8) : at]
    ):
        return ""  # low-20%, mid-5%: a hyphen after an ordinary word
    if (
        is_latin(before)
        and mark == "-"
        and not re.match(r"[\d.,]+ ?(?:%|pp|bps?|percent|个?百分点|倍)", text[at : at + 24])
    ):
        return ""
    if is_latin(before) and mark == "+":
        return "+" if re.match(r"[\d.,]+ ?%", text[at : at + 20]) else ""
    return mark if mark != "±" else ""


def _scale(text: str, at: int, atom: Atom, *, money: bool) -> int:
    many = _MANY.match(text, at)
    if (
        many
        and not _NOT_MANY.match(text, many.start(1))
        and (many.group(1) != "+" or _unit_after_plus(text, many.end()))
    ):
        # 1000 多倍, 10+TB: the bound stands inside the phrase.
        if _scale_match(text, many.end(), money) or match_unit(text, _gap(text, many.end())):
            atom.bound, at = "over", many.end()
    found = _scale_match(text, at, money)
    if not found:
        return at
    word, end = found
    atom.scale *= SCALES.get(word) or MONEY_SCALES[word]
    if word in ("亿", "万") and is_cjk(text[end - 1]):
        lower = re.compile(r" ?(\d{1,4}) ?(万|千)(?!亿)").match(text, end)
        if lower and SCALES[lower.group(2)] < atom.scale:  # 3 亿 5000 万
            low = SCALES[lower.group(2)]
            atom.value = atom.value * atom.scale / low + Decimal(lower.group(1))
            atom.scale, atom.decimals, end = low, 0, lower.end()
    many = _MANY.match(text, end)
    if many and many.group(1) != "+" and not _NOT_MANY.match(text, many.start(1)):
        atom.bound, end = "over", many.end()
    elif text[end : end + 1] in ("多", "余") and not _NOT_MANY.match(text, end):
        atom.bound, end = "over", end  # 3 亿多。: the mark closes the phrase and stays outside
    return end


def _unit_after_plus(text: str, at: int) -> bool:
    return match_unit(text, at) is not None


def _scale_match(text: str, at: int, money: bool) -> tuple[str, int] | None:
    if money:
        found = MONEY_SCALE.match(text, at)
        return (found.group(1), found.end()) if found else None
    found = _GLUED_SCALE.match(text, at) or _SCALE_WORD.match(text, at)
    if not found:
        return None
    word, end = found.group(1), found.end()
    if (
        word.isascii()
        and word[-1].isalpha()
        and (text[end : end + 1].isalnum() and text[end : end + 1].isascii())
    ):
        return None
    longer = match_unit(text, found.start(1))  # 百分点, 千克, 兆瓦 begin with a scale character
    if longer and longer.word and longer.end > end and not longer.money:
        return None
    if word == "百" and text[end : end + 2] == "分之":
        return None
    if (
        word in ("千", "百", "万", "亿")
        and text[end : end + 1] in ("年", "科", "达", "货", "度", "里")
        and word in ("千", "百")
    ):
        return None
    return word, end


def _gap(text: str, at: int) -> int:
    while at < len(text) and text[at] == " " and at < len(text):
        at += 1
    return at


_CLOSE_ONLY = frozenset(
    [
        "C",
        "G",
        "P",
        "E",
        "T",
        "W",
        "V",
        "L",
        "h",
        "s",
        "g",
        "m",
        "t",
        "x",
        "X",
        "°",
        "'",
        '"',
        "kt",
        "mi",
        "oz",
        "ft",
        "lb",
        "d",
    ]
)


_WHOLE_ONLY = frozenset(listed("大 强 代 名 位 款 家 只 届 期 场 部 号 国 省 城 组 类 项 支 系列 版 型"))


def _unit(text: str, at: int, atom: Atom, currency: str | None) -> int:
    gap = at
    while gap < len(text) and text[gap] == " " and gap - at < 2:
        gap += 1
    found = match_unit(text, gap, currency=currency)
    if found is None and currency is None and text[gap : gap + 1] == "-" and gap == at:
        found = match_unit(text, gap + 1)  # 100-point, 3-year, 25-bp
        if found and (len(found.word) < 2 or not found.word.isascii() or found.money):
            found = None
        gap += 1 if found else 0
    if found is None or not _acceptable(text, found, gap, at, atom):
        if currency:
            atom.unit = currency
        return at
    if found.word == "" and currency and found.end == gap:
        atom.unit = currency
        return at
    if found.word == "pct" and gap == at:
        found = found._replace(unit="pp")  # 提升 1.2pct in Chinese reports; "rose 5 pct" is percent
    atom.unit, atom.factor, atom.money, atom.word = found.unit, found.factor, found.money, found.word
    if found.factor != 1:
        atom.scale *= found.factor
    return found.end


def _acceptable(text: str, found: UnitMatch, gap: int, at: int, atom: Atom) -> bool:
    if not found.word:
        return True
    if gap > at and found.word in _CLOSE_ONLY:
        return False
    follower = text[gap + len(found.word) : gap + len(found.word) + 1]
    if follower and follower in _NOT_AFTER.get(found.word, ""):
        return False
    if atom.decimals and found.word in _WHOLE_ONLY and atom.scale == 1:
        return False  # 日日新 5.5 大模型: nobody counts five and a half of these
    if found.word in ("×", "x", "X") and re.match(r" ?\d", text[found.end : found.end + 2]):
        return False
    if found.word == "G" and atom.digits_end - atom.digits_start == 1 and atom.scale == 1:
        before = text[max(0, atom.start - 6) : atom.start]
        return bool(re.search(r"[存盘量:+/]\s*\Z", before))  # 5G is a network, 内存 8G a size
    return not (found.word in ("$",) and re.match(r"\d", follower))


def unit_at(text: str, at: int, *, spelled: bool = False) -> UnitMatch | None:
    """The unit behind a number that is not written in digits, spaces allowed in between.

    >>> unit_at("三家公司", 1).unit, unit_at("三家电企业", 1)
    ('家', None)
    """
    gap = at if spelled and text[at : at + 1] != " " else _gap(text, at)
    found = match_unit(text, gap)
    if found is None or not found.word or (gap > at and found.word in _CLOSE_ONLY):
        return None
    follower = text[gap + len(found.word) : gap + len(found.word) + 1]
    return None if follower and follower in _NOT_AFTER.get(found.word, "") else found


def _duration(text: str, start: int) -> Atom | None:
    match = _DURATION.match(text, start)
    if match:
        parts = match.groupdict()
        hours = parts["h"] or parts["h3"] or 0
        minutes = parts["m"] or parts["m2"] or parts["m3"] or parts["m4"] or 0
        seconds = parts["s"] or parts["s2"] or parts["s4"] or 0
        value = Decimal(hours) * 3600 + Decimal(minutes) * 60 + Decimal(seconds)
        scale = Decimal(1) if seconds else Decimal(60)
        return Atom(start, match.end(), start, match.end(), value, 0, scale, "s", fixed=True)
    match = _CLOCK.match(text, start)
    if match:
        hours, minutes = int(match.group("h") or 0), int(match.group("m"))
        if match.group("h") is None or minutes < 60:
            value = Decimal(hours * 3600 + minutes * 60 + int(match.group("s")))
            return Atom(start, match.end(), start, match.end(), value, 0, Decimal(1), "s", fixed=True)
    match = _RATIO.match(text, start)
    if match and Decimal(match.group("b")) != 0:
        value = Decimal(match.group("a")) / Decimal(match.group("b"))
        return Atom(start, match.end(), start, match.end(), value, 4, Decimal(1), "ratio", fixed=True)
    return None


def _fraction(text: str, start: int) -> Atom | None:
    match = _FRACTION.match(text, start)
    if not match:
        return None
    top, bottom = int(match.group("a")), int(match.group("b"))
    if not 0 < top < bottom or match.group("a").startswith("0") or match.group("b").startswith("0"):
        return None
    return Atom(
        start,
        match.end(),
        start,
        match.end(),
        Decimal(100 * top) / Decimal(bottom),
        0,
        Decimal(1),
        "%",
        fixed=True,
    )
