"""Amounts of money as deals announce them: exact, bounded, or only an order of magnitude."""

from __future__ import annotations

import re
from decimal import Decimal

from .bounds import prefix_bound, suffix_bound
from .numerals import CHINESE_NUMERAL, fold, parse_chinese, parse_digits
from .types import Comparator, Money
from .units import CURRENCY_PREFIX, CURRENCY_WORDS, MONEY_SCALE, SCALES
from .vocabulary import alternatives

__all__ = ["Amount", "amount_at", "parse_money"]

_PREFIX = re.compile(rf"(?:{alternatives(CURRENCY_PREFIX)}) ?")
_WORD = re.compile(rf" ?({alternatives(CURRENCY_WORDS)})")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_CHINESE = re.compile(rf"[{CHINESE_NUMERAL}]+(?:点[{CHINESE_NUMERAL}]+)?")
_CHINESE_SCALE = "|".join(sorted((w for w in SCALES if not w.isascii()), key=len, reverse=True))
_VAGUE = re.compile(rf"(数|几|上|过|好几)? ?({_CHINESE_SCALE})")
_JOIN = re.compile(r" ?(?:-|–+|—+|~|至|到|to) ?")
_NOTE = re.compile(r" ?\(.*\)\s*\Z", re.DOTALL)
_LEAD = re.compile(r"\A(?:共|合计|总计|累计|为|融资|估值|金额)+ ?")


class Amount:
    """One end of an amount while it is being read."""

    __slots__ = ("bound", "currency", "end", "high", "low", "scale")

    def __init__(self, low: Decimal, high: Decimal, scale: Decimal, end: int) -> None:
        self.low, self.high, self.scale, self.end = _whole(low), _whole(high), scale, end
        self.bound: Comparator | None = None
        self.currency: str | None = None


def parse_money(text: str) -> Money | None:
    """The amount that a whole cell states, or None.

    ``数亿元`` is 2 to 10 亿, ``亿元级`` about 1 to 10 亿, ``近亿元`` under 1 亿. 元 is CNY; a missing
    currency stays None. A conversion in parentheses behind the amount is left out.

    >>> money = parse_money("数千万元人民币")
    >>> money.low, money.high, money.currency, money.comparator
    (Decimal('20000000'), Decimal('100000000'), 'CNY', None)
    >>> parse_money("超 10 亿 美元").comparator, parse_money("A 轮")
    ('over', None)
    """
    folded = re.sub(r"\s+", " ", fold(text)).strip()
    folded = _LEAD.sub("", folded)
    note = _NOTE.search(folded)
    if note and note.start() > 0:
        folded = folded[: note.start()]
    first = amount_at(folded, 0)
    if first is None:
        return None
    join = _JOIN.match(folded, first.end)
    if join and first.end < len(folded):
        second = amount_at(folded, join.end())
        if second is None or second.end != len(folded):
            return None
        low = first.low if first.scale != 1 else first.low * second.scale
        if low >= second.high:
            return None
        return Money(low, second.high, first.currency or second.currency, "range", text.strip())
    if first.end != len(folded):
        return None
    return Money(first.low, first.high, first.currency, first.bound, text.strip())


def _whole(value: Decimal) -> Decimal:
    whole = value.adjusted() < 27 and value == value.to_integral_value()
    return value.quantize(Decimal(1)) if whole else value


def amount_at(text: str, at: int) -> Amount | None:
    """The amount that begins at ``at`` of folded text, bound and currency included."""
    bound: Comparator | None = None
    # The longest bounding word at the start: read forward by trying each possible end.
    for stop in range(min(len(text), at + 14), at, -1):
        found = prefix_bound(text[at:stop], stop - at)
        if found and found[1] == 0:
            bound, at = found[0], stop
            break
    sign = _PREFIX.match(text, at)
    currency = CURRENCY_PREFIX[sign.group().strip()] if sign else None
    if sign:
        at = sign.end()
        late = prefix_bound(text[at : at + 1], 1)
        if bound is None and late:
            bound, at = late[0], at + 1
    while at < len(text) and text[at] == " ":
        at += 1
    amount = _magnitude(text, at, money=currency is not None)
    if amount is None:
        return None
    at = amount.end
    for _ in range(2):  # 1 亿多元, 亿元级, 亿元人民币以上: a bound may stand on either side of the unit
        if text[at : at + 1] in ("级", "量") and amount.scale > 1:
            if amount.low == amount.high == amount.scale:
                amount.high = amount.low * 10
            bound, at = "about", at + (2 if text[at : at + 2] == "量级" else 1)
        after = suffix_bound(text, at)
        if after:
            bound, at = bound or after[0], after[1]
        word = _WORD.match(text, at) if currency is None or text[at : at + 1] == "元" else None
        if word:
            currency = currency or CURRENCY_WORDS[word.group(1)]
            at = word.end()
    amount.end, amount.currency = at, currency
    amount.bound = amount.bound or bound
    return amount


def _magnitude(text: str, at: int, *, money: bool) -> Amount | None:
    vague = _VAGUE.match(text, at)
    if vague:
        scale = SCALES[vague.group(2)]
        amount = Amount(scale, scale, scale, vague.end())
        if vague.group(1) in ("数", "几", "好几"):
            amount.low, amount.high = scale * 2, scale * 10
        elif vague.group(1):
            amount.bound = "at_least" if vague.group(1) == "上" else "over"
        return amount
    digits = _NUMBER.match(text, at)
    if digits and len(digits.group()) <= 18:
        value, _ = parse_digits(digits.group())
        at = digits.end()
        more = text[at : at + 1] in ("多", "余") and text[at + 1 : at + 2] in ("万", "亿")
        scale_match = MONEY_SCALE.match(text, at + more)
        if scale_match and not money and scale_match.group(1) in ("m", "b", "t", "T"):
            scale_match = MONEY_SCALE.match("", 0)
        scale = Decimal(1)
        if scale_match:
            word = scale_match.group(1)
            letters = {
                "m": Decimal(10) ** 6,
                "b": Decimal(10) ** 9,
                "t": Decimal(10) ** 12,
                "T": Decimal(10) ** 12,
            }
            scale, at = SCALES.get(word) or letters[word], scale_match.end()
        amount = Amount(value * scale, value * scale, scale, at)
        if more:
            amount.bound = "over"
        return amount
    chinese = _CHINESE.match(text, at)
    if chinese:
        parsed = parse_chinese(chinese.group()) if chinese.end() - at <= 20 else None
        if parsed:
            return Amount(parsed[0], parsed[0], Decimal(1), chinese.end())
    return None
