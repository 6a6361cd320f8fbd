"""Digits and numerals: from the characters of a text to :class:`~decimal.Decimal`.

Everything here works on *folded* text. :func:`fold` maps full-width forms, the decimal digits of
other scripts, unusual spaces and minus signs, and the traditional characters of the number
vocabulary to one form each, character by character, so that positions stay those of the original.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

__all__ = ["CHINESE_DIGITS", "CHINESE_NUMERAL", "fold", "parse_chinese", "parse_digits"]

_TRADITIONAL = (
    "萬万億亿點点漲涨幣币過过餘余約约達达於于網网個个隻只種种項项條条戶户臺台輛辆級级倍倍兩两圓元"
    "貳贰參叁陸陆壹壹肆肆伍伍柒柒捌捌玖玖拾拾佰佰仟仟"
    "間间雙双鐘钟時时歲岁際际團团張张顆颗號号頁页圖图線线價价額额數数長长減减縮缩滑滑穩稳漲涨"
    "寬宽噸吨盤盘報报錄录損损蝕蚀盧卢韓韩歐欧鎊镑場场屆届開开關关樓楼層层電电話话電电傳传業业證证"
    "編编聯联準准併并佔占僅仅總总計计從从還还單单筆笔門门幾几連连續续獲获飆飙彈弹躍跃擴扩壓压"
    "創创貶贬減减緩缓落落墜坠漸渐預预範范圍围區区內内與与觸触見见強强導导輪轮節节課课書书"
    "屬属類类艙舱貨货緊紧後后來来種种條条對对強强長长開开點点當当"
)
_PAIRS = {ord(t): ord(s) for t, s in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}


_SPACES = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_MINUS = "\u2212\ufe63\u2010\u2011"  # minus, small hyphen-minus, hyphen, non-breaking hyphen
_DASH = "\u2012\u2015\u2500"  # figure dash, horizontal bar, box drawing
_ASCII = {
    "￥": "¥", "﹪": "%", "﹢": "+", "﹩": "$", "∶": ":", "︰": ":", "〜": "~", "∼": "~", "﹐": ",", "﹒": ".", "﹑": "、",
    "〔": "(", "〕": ")", "﹙": "(", "﹚": ")", "／": "/", "⁄": "/", "∕": "/", "’": "'", "＊": "*", "╱": "/",
}  # fmt: skip


class _FoldTable(dict[int, int]):
    """A table for :meth:`str.translate` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        if char == "，":  # a clause mark, never a thousands separator between ASCII digits
            folded = code
        elif 0xFF01 <= code < 0xFF5F:
            folded = code - 0xFEE0
        elif code >= 0x80 and char.isdecimal():
            folded = ord(str(unicodedata.decimal(char)))
        else:
            folded = code
        self[code] = folded
        return folded


_FOLD = _FoldTable(_PAIRS)
_FOLD.update({ord(char): 0x20 for char in _SPACES})
_FOLD.update({ord(char): ord("-") for char in _MINUS})
_FOLD.update({ord(char): ord("\u2013") for char in _DASH})
_FOLD.update({ord(source): ord(target) for source, target in _ASCII.items()})

_SPACED_GROUP = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_WIDE_GROUP = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")


def fold(text: str) -> str:
    """``text`` with one form per meaning; same length, so every position still fits.

    >>> fold("漲１２．５％，約３萬點")
    '涨12.5%，约3万点'
    """
    if "，" in text:
        text = _WIDE_GROUP.sub(",", text)
    text = _SPACED_GROUP.sub("'", text)  # a thin or fixed space groups thousands; a plain one does not
    return text.translate(_FOLD)


def parse_digits(token: str) -> tuple[Decimal, int]:
    """A folded run of digits with separators, as value and shown decimal places.

    >>> parse_digits("1,234.50"), parse_digits("99 251")
    ((Decimal('1234.50'), 2), (Decimal('99251'), 0))
    """
    kept = "".join(char for char in token if char.isdecimal() or char == ".")
    whole, dot, fraction = kept.partition(".")
    return Decimal(f"{whole or '0'}{dot}{fraction}" if fraction else whole or "0"), len(fraction)


CHINESE_DIGITS = {
    "零": 0, "〇": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    "两": 2, "俩": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}

CHINESE_NUMERAL = "".join(CHINESE_DIGITS) + "".join(_TENS) + "".join(_MYRIADS)
"""The characters a (folded) Chinese numeral is made of, without 点 and 半."""


def parse_chinese(token: str) -> tuple[Decimal, int] | None:
    """A folded Chinese numeral as value and shown decimals; None where it is not one numeral.

    Reads the systematic form (三千八百零五), the spoken short form whose last digit takes the next
    lower unit (二万六 is 26000), digit by digit (二〇二四), and decimals (三点五).

    >>> parse_chinese("二万六"), parse_chinese("一百零五"), parse_chinese("三点二五"), parse_chinese("百亿")
    ((Decimal('26000'), 0), (Decimal('105'), 0), (Decimal('3.25'), 2), (Decimal('10000000000'), 0))
    """
    whole, dot, fraction = token.partition("点")
    if dot:
        tail = [CHINESE_DIGITS.get(char) for char in fraction]
        head = parse_chinese(whole)
        if head is None or not tail or None in tail:
            return None
        digits = "".join(str(digit) for digit in tail)
        return Decimal(f"{int(head[0])}.{digits}"), len(digits)
    if not whole:
        return None
    if len(whole) > 1 and all(char in CHINESE_DIGITS for char in whole):
        return Decimal("".join(str(CHINESE_DIGITS[char]) for char in whole)), 0
    value = _systematic(whole)
    return None if value is None else (Decimal(value), 0)


def _systematic(token: str) -> int | None:
    total = section = 0
    digit: int | None = None
    last_unit = 0  # the unit just passed, for the spoken short form; 0 after 零
    previous_ten = 10**9
    for char in token:
        if char in CHINESE_DIGITS:
            if digit not in (None, 0):
                return None
            digit = CHINESE_DIGITS[char]
            if digit == 0:
                last_unit = 0
        elif char in _TENS:
            unit = _TENS[char]
            if unit >= previous_ten:
                return None
            section += (1 if digit is None else digit) * unit
            digit, last_unit, previous_ten = None, unit, unit
        elif char in _MYRIADS:
            unit = _MYRIADS[char]
            section += digit or 0
            if section == 0 and total == 0:
                section = 1
            if total and unit > total:  # 万亿: the larger unit multiplies all before it
                total = (total + section) * unit
            elif section == 0:
                total *= unit
            else:
                total += section * unit
            section, digit, last_unit, previous_ten = 0, None, unit, 10**9
        else:
            return None
    if digit:
        short = last_unit // 10 if last_unit >= 100 else 1
        section += digit * short
    return total + section
