"""One table cell, as people type it, to a typed value.

Trackers declare the ``kind`` and ``unit`` of a column; nothing else in Tieout reads cells. The
printed text stays beside the value, and what a cell may not hold is refused with what was seen and
what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tieout.errors import TieoutError

from .dates import parse_date, parse_period
from .money import parse_money
from .numerals import fold, parse_chinese, parse_digits
from .types import Money, Period
from .unit_match import match_unit
from .units import CURRENCY_PREFIX, SCALES
from .vocabulary import alternatives, listed

__all__ = ["KINDS", "CellError", "CellValue", "is_null", "parse_cell"]

KINDS = ("text", "integer", "decimal", "percent", "duration", "money", "list", "date", "period", "rank")
"""What a column can be."""

Value = Decimal | str | Money | date | Period | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class CellValue:
    """A cell's value, the text it was printed as, and what that text says beside the value.

    ``value`` is in the unit of the column; ``decimals`` counts the places shown there (below zero
    when the print is coarser than one). ``null`` is true for a cell that says there is nothing;
    ``note`` is then ``undisclosed``, ``tight``, ``withdrawn``, ``not_collected`` or None.
    """

    value: Value
    text: str
    null: bool = False
    decimals: int = 0
    note: str | None = None


class CellError(TieoutError):
    """A cell that cannot be what its column says; carries ``seen``, ``expected`` and ``kind``."""

    seen: str
    expected: str

    def __init__(self, seen: str, expected: str, kind: str, **data: Any) -> None:
        super().__init__(
            f"{seen!r} is not {expected}",
            next_step=f"write {expected}, or - for no value",
            seen=seen,
            expected=expected,
            kind=kind,
            **data,
        )


_NULLS = frozenset(
    listed(
        "- -- --- – —— — —— – – ― / \\ n/a na n.a. n.a #n/a #na #value! #ref! #div/0! null none nil nan 无 暂无 "
        "不适用 空 * … ... nm n.m."
    )
) | {"", "---", "－"}
_NOTES = (
    (
        "undisclosed",
        re.compile(r"未披露|未公开|未公布|不详|保密|undisclosed|not disclosed|confidential", re.I),
    ),
    (
        "tight",
        re.compile(
            r"紧张|售罄|缺货|无货|抢光|排队|sold ?out|out of stock|waitlist|\btight\b|unavailable", re.I
        ),
    ),
    (
        "withdrawn",
        re.compile(r"下架|停售|停止(?:销售|提供)|退市|withdrawn|discontinued|delisted|not on offer", re.I),
    ),
    ("not_collected", re.compile(r"未获取|未采集|待补|not collected|missing", re.I)),
    # The print says that there is nothing, and not why.
    (
        None,
        re.compile(
            r"(?:暂|目前)?(?:无|没有|未)(?:报价|数据|价格|提供|统计|更新|显示|录得|标价)|待定|亏损|无意义|负值|不可比|tbd|no (?:data|quote|price)|not meaningful",
            re.I,
        ),
    ),
)
_EXPECTED = {
    "integer": "a whole number such as 16 or 28,488",
    "decimal": "a number such as 28.64",
    "percent": "a percentage such as 2.60%",
    "duration": "a length of time such as 6:34 or 00:06:34",
    "money": "an amount such as 1.2 亿美元 or $2.5B",
    "date": "a date such as 2024-10-21",
    "period": "a period such as 2024.10.14-2024.10.18",
    "rank": "a rank such as 3 or 并列第 3",
}


def is_null(text: str | None) -> bool:
    """True for a cell that holds a mark of absence only.

    >>> is_null("——"), is_null("#N/A"), is_null("0")
    (True, True, False)
    """
    return text is None or _bare(text) in _NULLS or not _bare(text).strip("-–—―*…. ")


def _bare(text: str) -> str:
    return fold(text).replace("\ufeff", "").replace("\u200b", "").strip().lower()


def parse_cell(text: str | None, kind: str, *, unit: str | None = None, header: str = "") -> CellValue:
    """The value of a cell under a column of this kind.

    Parameters: ``unit`` is what the value is kept in (``"M"`` millions, ``"万"``, ``"CNY/hour"``,
    ``"GB"``, ``"%"``, ``"s"`` ...); ``header`` is the printed header, whose parenthesis can give
    the scale of bare numbers (``访问量（万）``). Raises :class:`CellError`; never guesses.

    >>> parse_cell("8.829亿", "decimal", unit="M").value, parse_cell("6:34", "duration").value
    (Decimal('882.9'), Decimal('394'))
    >>> parse_cell("——", "percent").null, parse_cell("12 核", "integer").value
    (True, Decimal('12'))
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of column: {kind!r}; one of {', '.join(KINDS)}")
    shown = "" if text is None else text.strip()
    if is_null(text):
        return CellValue(() if kind == "list" else None, shown, null=True)
    if kind == "text":
        return CellValue(re.sub(r"\s+", " ", shown), shown)
    if kind == "list":
        return CellValue(_split(shown), shown)
    folded = re.sub(r"\s+", " ", fold(shown)).strip()
    if not any(char.isdecimal() for char in folded):
        for note, pattern in _NOTES:
            if pattern.search(folded):
                return CellValue(None, shown, null=True, note=note)
    cell = _READERS[kind](folded, shown, unit, header)
    if cell is None:
        raise CellError(shown, _EXPECTED[kind], kind, unit=unit)
    return cell


_SEPARATOR = re.compile(r"\s*(?:[、，,;；/\n|]|\s(?:and|&)\s)\s*")
_LAST_PAIR = re.compile(r"(?P<a>.{2,}?)\s*(?:以及|[和与及])\s*(?P<b>.{2,})")


def _split(text: str) -> tuple[str, ...]:
    # 等 closes a list of examples; it is no part of the last name.
    parts = _SEPARATOR.split(re.sub(r"等\s*$", "", text))
    # 和 joins the last two of a list; with one character on a side it is part of a name (中和资本).
    pair = _LAST_PAIR.fullmatch(parts[-1])
    if pair:
        parts[-1:] = [pair.group("a"), pair.group("b")]
    names = (re.sub(r"\s+", " ", part).strip() for part in parts)
    return tuple(name for name in names if name and not is_null(name))


_RISES = re.compile(
    r"(?:环比|同比|较上周|较上期)?(?:(?P<down>下降|下跌|下滑|减少|回落|下调|降低)|(?:上升|上涨|增长|增加|提升|上调))了? ?(?=\d)"
)
_ARROWS = {"▲": "", "↑": "", "△": "", "▼": "-", "↓": "-", "▽": "-", "升": "", "涨": "", "跌": "-", "降": "-"}
_NUMBER = re.compile(r"(?P<sign>[+-]?) ?(?P<digits>\d{1,3}(?:[, ']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)")
_PREFIX = re.compile(rf"(?:{alternatives(CURRENCY_PREFIX)}) ?")
_SCALE = re.compile(rf" ?({alternatives(SCALES)})")


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    decimals: int
    scale: Decimal | None
    unit: str | None


def _number(text: str) -> _Number | None:
    """A number with sign, currency, scale and unit that fills the whole cell."""
    negative = False
    if text.startswith("(") and text.endswith(")"):  # accounting style
        text, negative = text[1:-1].strip(), True
    if text and text[0] in _ARROWS:
        negative ^= _ARROWS[text[0]] == "-"
        text = text[1:].strip()
    lead = re.match(r"[+-]", text)
    currency = _PREFIX.match(text, 1 if lead else 0)
    if currency:
        text = (lead.group() if lead else "") + text[currency.end() :]
    match = _NUMBER.match(text)
    if not match or (negative and match.group("sign") == "-" and text[0] not in "-"):
        return None
    if len(match.group("digits")) > 27:
        return None  # a key, not a figure; and more than a decimal context holds
    value, decimals = parse_digits(match.group("digits"))
    if (match.group("sign") == "-") != negative:
        value = -value
    end, scale, unit = match.end(), None, CURRENCY_PREFIX[currency.group().strip()] if currency else None
    scaled = _SCALE.match(text, end)
    if scaled:
        scale, end = SCALES[scaled.group(1)], scaled.end()
    while end < len(text) and text[end] == " ":
        end += 1
    found = match_unit(text, end, currency=unit)
    if found:
        if found.factor != 1:
            scale = (scale or Decimal(1)) * found.factor
        unit, end = found.unit, found.end
    if text[end:].strip():
        return None
    return _Number(value, decimals, scale, unit)


_HEADER_SCALE = re.compile(
    r"(?:[(（](?:单位[:：]?\s*)?(?:in )?|[/／,，:：]\s*)(万亿|千万|百万|亿|万|千|M|mn|millions?|Mn|MM|bn|billions?|B|K|k|thousands?)"
    r"(?:[^\w)）][^)）]*|[次元人份股吨只家台部美港][^)）]*)?(?:[)）]|$)"
)
# A header that counts in ones: its bare numbers are not in the scale of the column.
_HEADER_ONES = re.compile(r"[(（](?:单位[:：]?\s*)?(?:人?次|个|人|visits|times|pv|uv)[)）]", re.IGNORECASE)
_COLUMN_SCALES = SCALES | {
    "millions": Decimal(10) ** 6,
    "billions": Decimal(10) ** 9,
    "thousands": Decimal(1000),
}
_GIGA = {"MB": Decimal("0.0009765625"), "MiB": Decimal("0.0009765625"), "G": Decimal(1), "GB": Decimal(1),
         "GiB": Decimal(1), "T": Decimal(1024), "TB": Decimal(1024), "TiB": Decimal(1024)}  # fmt: skip


def _shift(factor: Decimal) -> int:
    """Places by which a factor that is a power of ten moves the point; 0 for any other."""
    exponent = factor.adjusted()
    return exponent if factor == Decimal(10) ** exponent else 0


def _decimal(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    number = _number(text)
    if number is None:
        return None
    value, decimals = number.value, number.decimals
    factor = Decimal(1)
    column_scale = _COLUMN_SCALES.get(unit) if unit else None
    seen_unit = number.unit
    if unit == "GB" or (unit is None and seen_unit in _GIGA):
        if seen_unit is not None:
            if seen_unit not in _GIGA:
                return None
            factor = _GIGA[seen_unit] * (number.scale or 1)
    elif not _fits(seen_unit, unit):
        return None
    elif number.scale is not None:
        factor = number.scale / (column_scale or 1)
    elif column_scale is not None:
        printed = _HEADER_SCALE.search(header)
        if printed:
            factor = _COLUMN_SCALES[printed.group(1)] / column_scale
        elif _HEADER_ONES.search(header):
            factor = 1 / column_scale
    if factor != 1:
        value *= factor
        decimals -= _shift(factor)
        value = value.quantize(Decimal(1).scaleb(-max(decimals, 0))) if _shift(factor) else value.normalize()
    return CellValue(value, shown, decimals=decimals)


def _fits(seen: str | None, unit: str | None) -> bool:
    if seen is None or seen == unit:
        return True
    if seen in ("%", "pp", "bp"):
        return False
    if unit is None or unit in _COLUMN_SCALES:
        return True
    # 28.64/元 under CNY/hour: the header says per what, the cell may leave it out. A card's hour is an hour.
    seen = seen.replace("/GPU-hour", "/hour")
    return seen == unit or seen == unit.split("/")[0] or (seen.split("/")[0] == unit and "/" in seen)


def _integer(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    cell = _decimal(text, shown, unit, header)
    if cell is None or not isinstance(cell.value, Decimal) or cell.value != cell.value.to_integral_value():
        return None
    return CellValue(cell.value.quantize(Decimal(1)), shown, decimals=min(cell.decimals, 0))


def _percent(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    worded = _RISES.match(text)
    if worded:
        text = ("-" if worded.group("down") else "") + text[worded.end() :]
    elif text in ("持平", "不变", "flat", "unchanged"):
        text = "0"
    number = _number(text)
    if number is None or number.unit not in (None, "%") or (number.scale and number.unit is None):
        return None
    factor = number.scale or Decimal(1)
    return CellValue(
        number.value * factor, shown, decimals=number.decimals - (_shift(factor) if factor != 1 else 0)
    )


_CLOCK = re.compile(r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,3}):(?P<s>[0-5]\d)(?P<f>\.\d+)?")
_WORDED = re.compile(
    r"(?:(?P<h>\d+(?:\.\d+)?) ?(?:小时|时|h|hr|hours?) ?)?(?:(?P<m>\d+(?:\.\d+)?) ?(?:分钟|分|m|min|mins|minutes?|') ?)?"
    r"(?:(?P<s>\d+(?:\.\d+)?) ?(?:秒钟|秒|s|sec|seconds?|\"|'')?)?",
    re.IGNORECASE,
)


_PRIMES = str.maketrans({"′": "'", "″": '"', "’": "'", "”": '"', "＇": "'", "＂": '"', "：": ":"})
_MINUTES = re.compile(
    r"[(（/,，]\s*(?:单位[:：]?\s*)?(?:in )?(?:分钟?|min(?:ute)?s?)\s*[)）]?$", re.IGNORECASE
)


def _duration(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    text = text.translate(_PRIMES)
    in_minutes = _MINUTES.search(header)
    if in_minutes and re.fullmatch(r"\d+(?:\.\d+)?", text):
        text += " min"
    match = _CLOCK.fullmatch(text)
    if match:
        if match.group("h") is not None and int(match.group("m")) > 59:
            return None
    else:
        match = _WORDED.fullmatch(text)
        if not match or not match.group():
            return None
    parts = [Decimal(match.group(name) or 0) for name in "hms"]
    seconds = parts[0] * 3600 + parts[1] * 60 + parts[2]
    if "f" in match.groupdict() and match.group("f"):
        seconds += Decimal(match.group("f"))
    return CellValue(seconds, shown, decimals=max(0, -int(seconds.as_tuple().exponent)))


_HEADER_MONEY = re.compile(
    r"[(（/,，](?:单位[:：]?\s*)?(?:in )?(?:(?P<sign>US\$|HK\$|\$|€|£|¥|￥|USD|RMB|CNY|HKD|EUR) ?(?P<scale>[mMbBkK]n?|million|billion)?"
    r"|(?P<word>(?:[百千万亿]{1,2})?(?:美元|港元|欧元|日元|元人民币|人民币|元)|[mMbB]n? (?:USD|RMB|CNY)))\s*(?:[)）]|$)"
)


def _money(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    money = parse_money(shown)
    if money is None:
        return None
    printed = _HEADER_MONEY.search(header)
    if printed and re.fullmatch(r"[^\d]{0,3}[\d,.]+", text) and money.low == money.high:
        # The header says in what: 融资额（亿美元）.
        full = parse_money(f"{text}{printed['word'] or ''}")
        if printed["sign"]:
            full = parse_money(f"{printed['sign']}{text}{printed['scale'] or ''}")
        money = Money(full.low, full.high, full.currency, full.comparator, money.text) if full else money
    if money.currency is None and unit:
        money = Money(money.low, money.high, unit, money.comparator, money.text)
    return CellValue(money, shown)


def _date(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    day = parse_date(text)
    return None if day is None else CellValue(day, shown)


def _period(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    period = parse_period(text)
    return None if period is None else CellValue(period, shown)


_RANK = re.compile(
    r"(?:并列)?(?:第|#|No\.? ?|排名|rank )? ?(?P<n>\d{1,5}|[一二三四五六七八九十百]+)(?:st|nd|rd|th)?(?:位|名)?(?: ?\((?:tie|tied|并列)\))?",
    re.IGNORECASE,
)


def _rank(text: str, shown: str, unit: str | None, header: str) -> CellValue | None:
    match = _RANK.fullmatch(text)
    if not match:
        return None
    written = match.group("n")
    parsed = (Decimal(written), 0) if written.isdecimal() else parse_chinese(written)
    return CellValue(parsed[0], shown) if parsed and parsed[0] > 0 else None


_READERS = {
    "integer": _integer,
    "decimal": _decimal,
    "percent": _percent,
    "duration": _duration,
    "money": _money,
    "date": _date,
    "period": _period,
    "rank": _rank,
}
