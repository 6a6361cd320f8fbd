"""Runs of digits that are dates, years, quarters or times of day."""

from __future__ import annotations

import re

from .marks import Marks

__all__ = ["BARE_YEAR", "mark_dates"]

_Y = r"(?:19|20)\d\d"
_M = r"(?:1[0-2]|0?[1-9])"
_DD = r"(?:3[01]|[12]\d|0?[1-9])"
_B = r"(?<!\d)(?<!\d[.,])"  # not inside a longer number
_JOIN = r" ?(?:-{1,2}|[–—]{1,2}|~|/|至|到|、|和|及|与|to|through|and) ?"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(?![A-Za-z])\.?"
)
_HALF_DAY = (
    r"(?:上午|下午|早上|晚上|晚间|凌晨|中午|傍晚|清晨|早盘|午后|北京时间|美东时间|当地时间|时间:?|截至)"
)
_NOT_UNIT = r"(?! ?(?:[%\d点元亿万倍家只个]|美元|points?))"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # 2024-10-21, 2024. 10. 14-2024. 10. 18, 2024.10.14-10.18, with a time of day behind
        rf"{_B}{_Y} ?([-/.]) ?{_M} ?\1 ?{_DD}(?![\d%])(?:[ T]\d{{1,2}}:\d\d(?::\d\d)?)?(?:{_JOIN}(?:{_M}[./-])?{_DD}(?![\d.%:点元亿万家个]))?",
        rf"(?<![\d./])[0-3]\d/{_M}/{_DD}(?![\d/.%])",
        rf"{_B}(?:19|20)\d\d[01]\d[0-3]\d(?![\d.,])",
        # 2024年, 2024年10月, 2024年10月21日, 2023-2025年, 2024年第3季度, 2024年1-9月
        rf"{_B}{_Y}(?: ?[AEae])?{_JOIN}(?:{_Y}|\d\d)(?: ?[AEae])?(?: ?年)(?!度?[以来]?前)",
        rf"{_B}{_Y} ?年度?(?: ?(?:第? ?[1-4] ?季度?|{_M}{_JOIN}{_M} ?月份?|{_M} ?月份?(?:{_JOIN}{_M} ?月份?)?(?: ?{_DD} ?[日号])?))?"
        rf"(?:{_JOIN}(?:{_M} ?月 ?)?{_DD} ?日)?",
        # 10月17日, 10月14日-18日, 1-9月, 10 月, 10月份
        rf"{_B}{_M} ?月 ?{_DD} ?[日号]?(?![\d.%:]| ?[万亿家个元%])(?:{_JOIN}(?:{_M} ?月 ?)?{_DD} ?[日号])?",
        rf"{_B}{_M} ?月 ?{_DD}{_JOIN}{_DD} ?[日号]",
        rf"{_B}{_M}{_JOIN}{_M} ?月份?(?!内)",
        rf"{_B}{_M} ?月(?:份|初|末|底|中旬|上旬|下旬)?",
        rf"{_B}{_DD}(?:{_JOIN}{_DD})? ?日(?![均线游用]|移动)",
        rf"(?<=[月于在至到自从]){_DD} ?号(?![线楼店机院文令])",
        rf"{_B}[1-4](?:{_JOIN}[1-4])? ?季度",
        r"(?:前|第) ?[1-4] ?季(?:度|报)",
        # 24年10月, 24年底: a two-digit year needs company
        rf"(?<![\d.,近约超第每达后前年未来过去]){_B}[0-3]\d ?年(?= ?(?:{_M} ?月|前[一二三四1-4]|Q[1-4]|[一二三四1-4] ?季|[上下]半年|Q\d|H\d|全年|年?底|年?初|年?末|同期|年报|中报|三季报|业绩|营收|归母))",
        rf"{_B}2\d(?:(?:{_JOIN})(?:2\d|3[0-5])){{1,3}} ?年(?![期来以])",
        # (10.14-10.18), 截至10/18: a day without its year needs a frame
        rf"(?:(?<=\()|(?<=周)|(?<=期)|(?<=间)|(?<=:)){_M}\.{_DD} ?[-–—~至] ?{_M}\.{_DD}(?![\d.%点元亿万倍])",
        rf"(?:(?<=截至)|(?<=截止)){_M}[/.]{_DD}(?![\d/.%])",
        rf"{_B}\d\d?(?:[/–-]\d\d?)?(?:年代|世纪)",
        # quarters and fiscal years
        rf"(?<![A-Za-z0-9])(?:(?:{_Y}|\d\d|'\d\d) ?)?(?:Q[1-4]|H[12]|(?<=\d)W[0-5]\d|(?<=\d)M(?:1[0-2]|0\d))(?:[-–/](?:Q|H)?[1-4])?(?:[ ']?(?:{_Y}|\d\d))?(?:[AEFaef])?(?![A-Za-z0-9]|\.\d)",
        rf"(?<![A-Za-z0-9.])(?:[1-4](?:[-–][1-4])?Q|[12]H|(?:1[-–])?(?:[1-9]|1[0-2])M)[ ']?(?:{_Y}|\d\d)[AEFaef]?(?![A-Za-z0-9]|\.\d)",
        r"(?<![A-Za-z0-9])(?:[1-4]Q|[12]H)(?![A-Za-z0-9])",
        r"(?<![A-Za-z0-9])(?:(?:FY|CY)(?:20\d\d|\d\d)[-/]?[QH][1-4]|[QH][1-4](?:FY|CY)(?:20\d\d|\d\d)|[1-4][QH](?:FY|CY) ?(?:20\d\d|\d\d))[AEF]?(?![A-Za-z0-9])",
        rf"(?<![A-Za-z0-9])(?:FY|CY|fiscal(?: year)?|Fiscal(?: Year)?) ?'?(?:{_Y}|\d\d)(?:[-–/]\d\d)?[AEFaef]?(?![A-Za-z0-9])",
        rf"(?<![A-Za-z0-9.,]){_Y} ?(?:[AEFPaefp])(?![A-Za-z0-9])(?:[-–/~](?:{_Y}|\d\d) ?[AEFPaefp]?(?![A-Za-z0-9])){{0,6}}",
        r"(?<![A-Za-z0-9.,-])[0-4]\d ?(?:[-/~] ?[0-4]\d ?){0,4}[AE](?![A-Za-z0-9])",
        # English
        rf"(?<![A-Za-z]){_MONTH} {_DD}(?:st|nd|rd|th)?(?!\d|[.,]\d)(?:(?:-|–| to | and |, ){_DD}(?:st|nd|rd|th)?(?![\d:.,%]))?(?:,? {_Y}(?!\d))?",
        rf"{_B}{_DD}(?:st|nd|rd|th)?(?: of)?(?:[-–]{_DD})?[ -]{_MONTH}(?:,?[ -](?:{_Y}|'?\d\d)(?!\d))?",
        rf"(?<![A-Za-z]){_MONTH},?(?: of)? ?(?:-|')?(?:{_Y}|(?<=['-])\d\d)(?!\d)",
        rf"(?<![A-Za-z])(?:mid|late|early|pre|post|end|year-end|Mid|Late|Early|Pre|Post|End)[- ]?(?:of[- ])?{_Y}s?(?![\d.,]\d)",
        rf"{_B}{_Y}s(?![A-Za-z])|'\d0s|{_B}\d0s(?![A-Za-z])",
        r"(?:(?<= on )|(?<= by )|(?<=ince )|(?<=ntil )|(?<=ough )|(?<=ding )|(?<=from ))(?:1[0-2]|[1-9])/(?:3[01]|[12]\d|[1-9])(?:/(?:20)?\d\d)?(?![\d/%])",
        r"(?<![A-Za-z0-9])\d{1,2}(?:st|nd|rd|th) (?:[Cc]entury|quarter)|(?<![A-Za-z0-9])[1-4](?:st|nd|rd|th)[- ](?:half|quarter)",
        # 2023/10, 2024-3, 2024.10, 2023-2025, 2024/25
        rf"{_B}{_Y}{_JOIN}{_Y}{_NOT_UNIT}(?![\d.])",
        rf"{_B}{_Y}[-/]{_M}(?![\d.,/-]){_NOT_UNIT}",
        rf"{_B}{_Y}[-–/](?:[0-4]\d)(?!\d|[.,]\d|[/-]){_NOT_UNIT}",
        # the 1986/87 season, the 1970-84 average
        rf"{_B}19\d\d[-–/][5-9]\d(?!\d|[.,]\d|[/-]){_NOT_UNIT}",
        rf"{_B}(?:19[89]\d|20[0-4]\d)\.(?:0[1-9]|1[0-2])(?!\d){_NOT_UNIT}(?: ?[-–—~至] ?(?:{_Y}\.)?(?:0[1-9]|1[0-2])(?!\d))?",
        # times of day
        rf"{_HALF_DAY} ?\d{{1,2}}(?::[0-5]\d(?::[0-5]\d)?(?: ?[-–—~至到] ?\d{{1,2}}:[0-5]\d)?| ?[点时](?: ?[0-5]?\d ?分?)?)",
        r"(?<![\d:.])[0-2]?\d:[0-5]\d(?= ?(?:收盘|开盘|整|许|左右|前后|起|发布))",
        r"(?<![\d:.])[0-2]?\d:[0-5]\d(?::[0-5]\d)? ?(?:[ap]\.?m\.?|[AP]\.?M\.?|E[SD]?T|GMT|UTC|CST|BST)(?![A-Za-z])",
        r"(?<![\d:.])1?\d ?(?:[ap]m|[AP]M|[ap]\.m\.)(?![A-Za-z])",
        r"(?<![\d:.])[0-2]?\d:[0-5][05] ?(?:-|–|—|~|至|到|to) ?[0-2]?\d:[0-5][05](?![\d:])",
        r"(?<= at )[0-2]?\d:[0-5]\d(?![\d:])",
        r"(?<=[日号]) ?[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])",
    )
)  # fmt: skip

BARE_YEAR = re.compile(r"(?:19[5-9]\d|20[0-4]\d)\Z")
"""A year with nothing beside it that says so."""


def mark_dates(marks: Marks) -> None:
    """Dates, months, years, quarters, fiscal periods, times of day."""
    for pattern in _PATTERNS:
        marks.skip_all(pattern, "date")
