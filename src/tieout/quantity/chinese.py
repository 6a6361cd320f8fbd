"""Numbers without digits in Chinese: numerals that count, fractions, multiples, vague amounts.

A Chinese numeral is a number only where something says so: a rank word in front (第, 前), a measure
word or 大 behind, a fraction, or several digits with a scale (二万六). Inside ordinary words
(一方面, 统一, 三星) it is left alone, and so is 一 where it is an article (一家公司).
"""

from __future__ import annotations

import re
from decimal import Decimal

from .atoms import Atom, spelled_atom
from .marks import Marks, is_cjk
from .money import amount_at
from .numerals import CHINESE_DIGITS, CHINESE_NUMERAL, parse_chinese, parse_digits
from .unit_match import unit_at
from .units import CURRENCY_WORDS, LOOSE_MEASURES
from .vocabulary import listed

__all__ = ["chinese_atoms", "fraction_atoms"]

_N = CHINESE_NUMERAL
_FRACTION = re.compile(rf"(?P<b>[{_N}]{{1,6}}|\d{{1,4}})分之(?P<a>[{_N}点]{{1,9}}|\d+(?:\.\d+)?)")
_MULTIPLE = re.compile(
    r"翻(?:了)?(?P<n>[一两二三四五六七八九]|\d)?番|翻(?:了)?一?倍|(?<![\d一二两三四五六七八九十百])倍增|腰斩|减半"
)
_HALF = re.compile(r"(?<![大另下上前后多东西北南])一半(?!天)|过半(?!年|数)|过半数|半数")
_RUN = re.compile(rf"[{_N}]+(?:点[零〇一二三四五六七八九]+)?")
_VAGUE = re.compile(
    r"(?:近|超过|超|逾|上|过|数|几|约|不足|好几)?(?:[十百千]?[万亿]|百|千)(?=[多余]?(?:元|美元|美金|港元|港币|人民币|欧元|日元|英镑|新台币|级))"
)
_BOUND_LEAD = re.compile(r"近|超过|超|逾|上|过|约|不足")
_NOT_A_RANK = re.compile(
    r"第[一二三四五六七八九十]+(?:方|者|时间|性|财经|范式|创业|曲线|世界|产业|人称|职业|季|章|节|条|编|部分|届|期|批次|手|线)|第[一二三四]季"
)
_FRONT = re.compile(r"(?<![目此之当以日提年盘先月周生午眼事会赛课从])前 ?\Z")
_RANGE_AHEAD = re.compile(rf"(?:至|到|-|–|—|~)[{_N}]{{1,4}}")
_ENUMERATION = re.compile(rf"(?:\A|[。；;:\n “\"])第[{_N}]+[，,、:]\Z")
_TENTH = re.compile(r"[一二三四五六七八九半](?![个只家年月天成大十百千万亿\u4e00-\u9fff])")
_PARTY = re.compile(r"十[六七八九]大|二十大")
_EXACT_ONE = re.compile(r"(?:仅|只有|只|共|唯|各|其中|另|剩)(?:有)?\Z")
_SPELLED_UNITS_OUT = frozenset(
    listed(
        "点 分 元 块 月内 日内 C G P 级 门 度 线 路 道 声 手 头 口 平 对 双 单 本 部分 "
        "秒 台 条线 寸 磅 维 期 股"
    )
)


def fraction_atoms(marks: Marks) -> list[Atom]:
    """百分之五, 三分之二, 翻两番, 一半: read before digits, since digits may stand inside."""
    text, atoms = marks.text, []
    for match in _FRACTION.finditer(text):
        base, share = match.group("b"), match.group("a")
        bottom = parse_digits(base) if base.isdecimal() else parse_chinese(base)
        top = parse_digits(share) if share[0].isdecimal() else parse_chinese(share.rstrip("点"))
        if not bottom or not top or not bottom[0] or not marks.free(*match.span()):
            continue
        atom = spelled_atom(match.start(), match.end(), top[0] * 100 / bottom[0], "%")
        if bottom[0] in (100, 1000, 10000):
            atom.decimals, atom.scale = top[1], Decimal(100) / bottom[0]
        atoms.append(atom)
    for match in _MULTIPLE.finditer(text):
        if not marks.free(*match.span()):
            continue
        down = match.group() in ("腰斩", "减半")
        written = match.group("n")
        steps = parse_chinese(written) if written and not written.isdecimal() else (Decimal(written or 1), 0)
        value = Decimal("0.5") if down else Decimal(2) ** int(steps[0] if steps else 1)
        atom = spelled_atom(match.start(), match.end(), value, "times")
        atom.decimals = 1 if down else 0
        atom.direction = "down" if down else "up"
        atoms.append(atom)
    for match in _HALF.finditer(text):
        if marks.free(*match.span()):
            atom = spelled_atom(match.start(), match.end(), Decimal(50), "%")
            atom.bound = "over" if match.group().startswith("过半") else None
            atoms.append(atom)
    for atom in atoms:
        marks.take(atom.start, atom.end)
    return atoms


def chinese_atoms(marks: Marks) -> list[Atom]:
    """Chinese numerals that count, rank or measure, and vague amounts of money (数千万元)."""
    text, atoms = marks.text, []
    for match in _VAGUE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before in CHINESE_DIGITS or before.isdecimal() or not marks.free(*match.span()):
            continue
        amount = amount_at(text, match.start())
        if amount is None or amount.currency is None or not marks.free(match.start(), amount.end):
            continue
        if amount.bound is None and amount.low == amount.high:
            continue  # "万元" alone is a unit
        lead = _BOUND_LEAD.match(text, match.start())
        start = lead.end() if lead else match.start()
        atom = spelled_atom(start, amount.end, amount.low, amount.currency)
        atom.money, atom.bound = True, amount.bound
        if amount.low != amount.high:
            atom.high, atom.bound = amount.high, "range"
        marks.take(atom.start, atom.end)
        atoms.append(atom)
    for match in _RUN.finditer(text):
        if marks.free(*match.span()):
            counted = _numeral(text, match)
            if counted and marks.free(counted.start, counted.end):
                marks.take(counted.start, counted.end)
                atoms.append(counted)
    return atoms


def _numeral(text: str, match: re.Match[str]) -> Atom | None:
    start, end = match.span()
    token = match.group()
    before, after = text[max(0, start - 4) : start], text[end : end + 6]
    if (
        after[:1] in ("几", "来", "月", "日", "号")
        or after.startswith(("季度", "季报"))
        or before[-1:] in ("几", "数")
    ):
        return None
    if before[-1:].isdecimal() or (before[-1:] == "." and before[-2:-1].isdecimal()):
        return None
    if len(token) > 20:
        return None
    digits_only = all(char in CHINESE_DIGITS for char in token)
    pair = digits_only and len(token) == 2
    if digits_only and len(token) > 2:
        return None  # digit by digit is how years and codes are read out
    if pair and CHINESE_DIGITS[token[1]] - CHINESE_DIGITS[token[0]] != 1:
        return None
    parsed = (Decimal(CHINESE_DIGITS[token[0]]), 0) if pair else parse_chinese(token)
    if parsed is None:
        return None
    value, decimals = parsed
    atom = spelled_atom(start, end, value)
    atom.decimals = decimals
    if any(char in token for char in "万亿") and value:
        zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
        atom.scale = Decimal(10) ** zeros
    if before.rstrip().endswith("第"):
        if _ENUMERATION.search(text[max(0, start - 3) : end + 1]):
            return None  # 第一，...；第二，...: points of an argument
        if _NOT_A_RANK.match(text, text.rindex("第", 0, start)):
            return None
        atom.rank = True
        _take_unit(text, atom)
        return atom
    at = end
    if after[:1] in ("多", "余"):
        atom.bound, at = "over", end + 1
    unit = unit_at(text, at, spelled=True)
    front = _FRONT.search(text[max(0, start - 8) : start]) is not None
    if front and not (unit and unit.unit in ("month", "year", "week", "day", "quarter", "s")):
        if token in ("一", "壹") or not re.match(
            r"[位名大强家只个款支座者甲的，。、;；:()分为]|\Z|\s", text[end : end + 1]
        ):
            return None
        atom.rank = True
        _take_unit(text, atom)
        return atom
    if token[0] not in CHINESE_DIGITS and token[0] not in "十拾":
        return None  # 万卡, 百万 token: a scale alone is an order of magnitude, not a count
    if unit is None and (ahead := _RANGE_AHEAD.match(text, at)):
        second = unit_at(text, ahead.end(), spelled=True)  # 三至五年: the unit stands behind the second
        if second and value >= 1 and _counts("九九", Decimal(99), second.word, before):
            atom.fixed = False
            return atom
        return None
    if unit is None:
        rich = len(token) > 1 and token[0] in CHINESE_DIGITS and any(char in "百千万亿" for char in token)
        alone = not is_cjk(text[at : at + 1]) or text[at : at + 1] in "关上下左右以的之整"
        return atom if rich and alone and token[0] not in "零〇○" else None
    if not _counts(token, value, unit.word, before):
        return None
    if _PARTY.match(text, start) or (
        unit.word == "大" and not re.match(r"[\u3400-\u9fffA-Za-z ]", text[unit.end : unit.end + 1])
    ):
        return None
    atom.unit, atom.end, atom.money, atom.word = unit.unit, unit.end, unit.money, unit.word
    tenth = _TENTH.match(text, unit.end) if unit.word == "成" and not pair else None
    if tenth:  # 一成五 is 15 %
        digit = Decimal(5) if tenth.group() == "半" else Decimal(CHINESE_DIGITS[tenth.group()])
        atom.value, atom.end, atom.scale = value * 10 + digit, tenth.end(), Decimal(1)
        return atom
    if unit.factor != 1:
        atom.scale *= unit.factor
        atom.value *= unit.factor
    if pair:
        atom.high, atom.bound = (value + 1) * unit.factor, "range"
    return atom


def _take_unit(text: str, atom: Atom) -> None:
    unit = unit_at(text, atom.end, spelled=True)
    if unit and not unit.money and unit.word not in _SPELLED_UNITS_OUT:
        atom.unit, atom.end, atom.word = unit.unit, unit.end, unit.word


def _counts(token: str, value: Decimal, word: str, before: str) -> bool:
    """True when numeral and measure word together count, and are not part of another word."""
    if word in ("成", "倍", "个百分点", "百分点", "个基点", "基点", "%"):
        return True
    if token in ("一", "壹"):
        return bool(_EXACT_ONE.search(before)) and (word in ("家", "只", "个", "款", "项", "名", "位", "支"))
    rich = len(token) > 1
    if word in CURRENCY_WORDS:
        return rich or word not in ("元", "新元", "日元")
    if word in _SPELLED_UNITS_OUT and not (rich and any(char in token for char in "百千万亿")):
        return False
    if word in LOOSE_MEASURES:
        return (
            word in ("大", "人", "国", "省", "省份", "城") and value >= 2
            if word in ("大", "人")
            else rich and value >= 100
        )
    return bool(value >= 2)
