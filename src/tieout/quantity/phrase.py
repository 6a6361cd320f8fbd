"""One number as written: sign, currency, digits, scale, unit.

The grammar of a number phrase, on folded text::

    phrase   := [sign] [currency] digits ["多"|"余"|"+"] [scale] ["多"|"余"] [unit]
    digits   := grouped | plain | digits ("×" 10 "^" n)
    compound := phrase of 亿 followed by phrase of 万; hours, minutes and seconds; clock form
"""

from __future__ import annotations

import re
from decimal import Decimal

from .atoms import Atom
from .clocks import shaped_number
from .marks import is_cjk, is_latin
from .numerals import parse_digits
from .unit_match import CLOSE_ONLY, WHOLE_ONLY, UnitMatch, begins_other_word, match_unit, skip_blanks
from .units import CURRENCY_PREFIX, MONEY_SCALE, MONEY_SCALES, SCALES, UNITS
from .vocabulary import alternatives
from .vulgar import vulgar_at

__all__ = ["NUMBER", "read_phrase"]

NUMBER = re.compile(
    r"(?<![\w.])\.\d+|"
    r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|"
    r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?:'\d{3})+(?!\d)(?:\.\d+)?|"
    r"\d{1,3}(?: 000)+(?!\d)|"
    r"\d+(?:\.\d+)?"
)


_PREFIX = re.compile(rf"(?:(?<![A-Za-z])(?:{alternatives(CURRENCY_PREFIX)})) ?\Z")
_SCALE_WORD = re.compile(
    rf" {{0,2}}({'|'.join(sorted((w for w in SCALES if len(w) > 1 or not w.isascii()), key=len, reverse=True))})"
)
_THINGS = (
    "shares|users?|units|DAUs?|MAUs?|MAU|actives|subscribers|customers|members|accounts|people|homes|households|visits|visitors|trips|downloads|"
    "installs|tonnes|tons|barrels|ounces|passengers|guests|orders|parcels|vehicles|cars|handsets|phones|devices|chips|wafers|servers|tokens|players|viewers|employees|workers|jobs"
)
_KINDS = "daily|weekly|monthly|annual|active|paid|paying|new|total|common|ordinary|diluted|registered|unique|average|outstanding|issued|mobile|web|app|premium|global"
# 500m shares, 178m daily users: a million of what is counted. No length is followed by such a word.
_GLUED_SCALE = re.compile(
    rf"(Bn|Mn|MM|[KkMB])(?![A-Za-z0-9])|(m)(?= (?:(?:{_KINDS}) ){{0,3}}(?:{_THINGS})\b)"
)
_MANY = re.compile(r" ?(多|余|\+)(?= ?(?:[万亿千百]|[\u3400-\u9fff]|[A-Za-z%]))")
_NOT_MANY = re.compile(r"多[数样重空头方模极语少半]|余[额量数下地]|多元化")
_POWER = re.compile(r" ?(?:×|x|\*|\\times) ?10\^?\{?(-?\d{1,2})\}?(?!\d)")
_TEN_TO = re.compile(r"\^\{?(-?\d{1,2})\}?(?!\d)")
_CHANGE = re.compile(r"[\d.,]+ ?(?:%|pct|pp|bps?|个?百分点)")
_CAPITAL_TAIL = re.compile(r"-([A-Z](?:[A-Za-z]+|(?=[^A-Za-z]|\Z)))(?![A-Za-z-])")


def read_phrase(text: str, match: re.Match[str], floor: int) -> Atom | None:
    """The number phrase whose digits are ``match``; ``floor`` is the end of the previous phrase.

    None when the digits are the head of a Latin name (``4o``, ``3D``, ``36kr``).
    """
    start, at = match.span()
    vulgar = vulgar_at(text, start)
    shaped = None if vulgar else shaped_number(text, start)
    if shaped:
        return shaped
    value, decimals = parse_digits(match.group())
    if vulgar:
        value, decimals, at = vulgar.value, vulgar.decimals, vulgar.end
    atom = Atom(start, at, start, at, value, decimals)
    if vulgar and vulgar.high is not None:
        atom.high, atom.bound = vulgar.high, "range"
    currency = _accounting(text, atom, floor)
    if currency:
        at += 1
    elif _negative_rate(text, atom, floor):
        at += 2
        atom.end, atom.value = at, -atom.value
        return atom
    else:
        currency = _lead(text, atom, floor)
        at = _power(text, atom)
    at = _scale(text, at, atom, money=currency is not None)
    pence = _pence(text, at, atom, currency)
    at = pence or _unit(text, at, atom, currency)
    if at == atom.digits_end and currency is None:
        if is_latin(text[at : at + 1]) and not _ordinal(text, at):
            return None
        if not atom.decimals and (tail := _CAPITAL_TAIL.match(text, at)):
            unit = UNITS.get(tail.group(1).lower()) if len(tail.group(1)) > 1 else None
            if unit is None:
                return None  # 10-K, 7-Eleven
            atom.unit, atom.factor, at = unit[0], unit[1], tail.end()  # 10-Year Treasury
            atom.scale *= unit[1]
    atom.end = at
    atom.value *= -atom.scale if atom.negative else atom.scale
    if atom.high is not None:
        atom.high *= atom.scale
    return atom


_PENCE = re.compile(r"[pP](?![A-Za-z0-9])")
_STERLING = re.compile(
    r"£|\bpence\b|\b(?:dividend|EPS|earnings) |\bper (?:ordinary )?share\b|\bsterling\b|\bGBP\b", re.I
)
_RESOLUTIONS = frozenset([240, 360, 480, 720, 1080, 1440, 2160, 4320])


def _pence(text: str, at: int, atom: Atom, currency: str | None) -> int | None:
    """The end of ``12.4p`` where the text speaks of sterling, dividends or shares; 1080p is a picture."""
    if currency or atom.scale != 1 or at != atom.digits_end or not _PENCE.match(text, at):
        return None
    if atom.value in _RESOLUTIONS or not _STERLING.search(text, max(0, at - 400), at + 200):
        return None
    atom.unit, atom.money = "GBP", True
    atom.factor = Decimal("0.01")
    atom.scale *= atom.factor
    return at + 1


def _accounting(text: str, atom: Atom, floor: int) -> str | None:
    """The currency of ``$(12.3) million``, whose parentheses are a minus; None for any other form."""
    before = atom.start - 1
    if before <= floor or text[before] != "(" or text[atom.end : atom.end + 1] != ")":
        return None
    prefix = _prefix(text, before, floor)
    if prefix is None:
        return None
    atom.unit = CURRENCY_PREFIX[text[prefix:before].strip()]
    atom.start, atom.money, atom.signed, atom.negative = prefix, True, True, True
    return atom.unit


def _negative_rate(text: str, atom: Atom, floor: int) -> bool:
    """True for ``(4.5)%``, whose parentheses are a minus."""
    before = atom.start - 1
    if before < floor or text[before] != "(" or text[atom.end : atom.end + 2] != ")%":
        return False
    atom.start, atom.unit, atom.signed, atom.negative = before, "%", True, True
    return True


def _power(text: str, atom: Atom) -> int:
    """Read ``×10^6``, or the exponent of a bare ``10^6``."""
    at = atom.digits_end
    power = _POWER.match(text, at)
    shift = 0
    if power is None and text[atom.digits_start : at] == "10":
        power, shift = _TEN_TO.match(text, at), 1
    if power is None:
        return at
    atom.scale, atom.fixed = Decimal(10) ** (int(power.group(1)) - shift), True
    return power.end()


def _ordinal(text: str, at: int) -> bool:
    # "5th" and its like are ranks; any other letters glued to digits make a name.
    return text[at : at + 2] in ("st", "nd", "rd", "th") and not is_latin(text[at + 2 : at + 3])


def _lead(text: str, atom: Atom, floor: int) -> str | None:
    """Read sign and currency in front of the digits; returns the currency."""
    at = atom.start
    currency = None
    inner_sign = ""
    if at > floor and text[at - 1] in "+-" and _prefix(text, at - 1, floor) is not None:  # $-5
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
    if (
        not found
        or not found.group().strip()
        or text[window_start + found.start() - 1 : window_start + found.start()] == "/"
    ):
        return None  # USD/JPY 149.5 is a rate, not an amount
    return window_start + found.start()


def _sign(text: str, at: int, floor: int) -> str:
    """The sign that ends right before ``at``, or nothing where the mark joins two things."""
    mark = text[at - 1 : at]
    if mark not in ("+", "-", "±") or at - 1 < floor:
        return ""
    before = text[at - 2 : at - 1]
    if at - 1 == floor and floor > 0:  # right behind a number: a range or a sum
        return ""
    if before and (before in "%]}" or before == mark):
        return ""
    if before and (before.isdecimal() or before == ")"):
        # 科创50+8.87%, 计算机(申万)+9.94%: behind a name only a change can follow with a sign.
        return mark if mark in "+-" and _CHANGE.match(text, at) else ""
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
        if _scale_match(text, many.end(), money) or match_unit(text, skip_blanks(text, many.end())):
            atom.bound, at = "over", many.end()
    found = _scale_match(text, at, money)
    if not found:
        return at
    word, end = found
    atom.scale *= SCALES.get(word) or MONEY_SCALES[word]
    if word in ("兆", "亿", "万") and is_cjk(text[end - 1]):
        end = _lower(text, end, atom)
    many = _MANY.match(text, end)
    if many and many.group(1) != "+" and not _NOT_MANY.match(text, many.start(1)):
        atom.bound, end = "over", many.end()
    elif text[end : end + 1] in ("多", "余") and not _NOT_MANY.match(text, end):
        atom.bound, end = "over", end  # 3 亿多。: the mark closes the phrase and stays outside
    return end


_LOWER = re.compile(r" ?(\d{1,3},\d{3}|\d{1,4})(\.\d{1,4})? ?(亿|万|千)(?!亿)")
_ONES = re.compile(r"(\d,\d{3}|\d{4})(?![\d.,年])(?= ?[\u4e00-\u9fff])(?!\d* ?[多余万亿千百])")


def _lower(text: str, end: int, atom: Atom) -> int:
    """The end of the lower part of a compound: 3 亿 5000 万, 108 兆 8,805.86 亿, 1 万 7,749 张."""
    if atom.decimals:
        return end
    lower = _LOWER.match(text, end)
    if lower and SCALES[lower.group(3)] < atom.scale:
        digits, places, low = lower.group(1), lower.group(2) or "", SCALES[lower.group(3)]
        atom.decimals = max(0, len(places) - 1)
    elif atom.scale == 10**4 and (lower := _ONES.match(text, end)):
        digits, places, low = lower.group(1), "", Decimal(1)
    else:
        return end
    below = Decimal(digits.replace(",", "") + places)
    if below * low >= atom.scale:
        return end
    atom.value, atom.scale = atom.value * atom.scale / low + below, low
    return lower.end()


def _unit_after_plus(text: str, at: int) -> bool:
    return match_unit(text, at) is not None


def _scale_match(text: str, at: int, money: bool) -> tuple[str, int] | None:
    if money:
        found = MONEY_SCALE.match(text, at)
        return (found.group(1), found.end()) if found else None
    found = _GLUED_SCALE.match(text, at) or _SCALE_WORD.match(text, at)
    if not found:
        return None
    word, end = found.group(found.lastindex or 1), found.end()
    if (
        word.isascii()
        and word[-1].isalpha()
        and (text[end : end + 1].isalnum() and text[end : end + 1].isascii())
    ):
        return None
    longer = match_unit(
        text, found.start(found.lastindex or 1)
    )  # 百分点, 千克, 兆瓦 begin with a scale character
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
    if gap > at and found.word in CLOSE_ONLY:
        return False
    if begins_other_word(text, gap, found.word):
        return False
    if atom.decimals and found.word in WHOLE_ONLY and atom.scale == 1:
        return False  # 日日新 5.5 大模型: nobody counts five and a half of these
    times = {"×": r" ?\d", "x": r"\d", "X": r"\d"}.get(found.word)
    if times and re.match(times, text[found.end : found.end + 2]):
        return False
    if found.word == "G" and atom.digits_end - atom.digits_start == 1 and atom.scale == 1:
        before = text[max(0, atom.start - 6) : atom.start]
        return bool(re.search(r"[存盘量:+/]\s*\Z", before))  # 5G is a network, 内存 8G a size
    return not (found.word == "$" and text[found.end : found.end + 1].isdecimal())
