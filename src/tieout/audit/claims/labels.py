"""Which earlier period a change or a base speaks of, and words that turn a figure into a base or a quote."""

from __future__ import annotations

import re

from ..mentions import Mention

__all__ = [
    "BARE_MONTH",
    "FURTHER",
    "MIDPOINT",
    "FX",
    "ITSELF_A_BASE",
    "NEXT_BASE",
    "NEXT_SAID",
    "OTHER_BASE",
    "YEAR_BASE",
    "YEAR_SAID",
    "labels_clash",
    "other_month",
    "period_label",
]

FX = re.compile(
    r"兑(?!现|换|付)|汇率|\bexchange rate|\bagainst the (?:u\.?s\.? )?(?:dollar|euro|yen|mark|pound)|\b(?:per|to the) (?:u\.?s\.? )?(?:dollar|mark|euro|pound|franc|lira)\b"
)
"""Words of an exchange rate: quoted per dollar, the number falls when the currency rises."""
ITSELF_A_BASE = re.compile(r"\b(?:above|below|than) (?:the |its |a )?(?:[a-z'’\-]+ ){0,3}(?:of )?[$€£]?$")
MIDPOINT = re.compile(r"\s*(?:\([^()]*\) )?at (?:the |its |their )?(?:new )?mid-?\s?point")
"""Ranges move by their middles, not by the ends that stand next to each other."""
OTHER_BASE = re.compile(
    r"^\s*(?:higher|lower|more|less|fewer|above|below|ahead|short|better|worse|under|over)\s+(?:than |of )?(?:(?!to\b|from\b)[a-z'’\-]+ ){0,6}"
    r"(?:averages?|mean|median|norm|normal|consensus|estimates?|forecasts?|expectations?|targets?|guidance|trend|peak|peers|capacity)\b(?! of #)"
)
"""A base of another kind that is named and not printed: about 5% below the five-year average."""
FURTHER = re.compile(r"\b(?:another|a further|an additional)\s*[$€£]?$")
"""A move on top of the one just told: jumped from 4 to 7, and rose another 50 cents."""
BARE_MONTH = re.compile(
    r"^\s*(?:[a-z]+ ){0,2}in (?:january|february|march|april|may|june|july|august|september|october|november|december)\b(?!,? (?:last year|\d))"
)
YEAR_BASE = re.compile(
    r"去年|上年|同期|year[- ](?:ago|earlier)|a year (?:ago|earlier|before)|prior[- ]year|last year|corresponding"
)
NEXT_BASE = re.compile(
    r"(?<!年)[较比]\s*\d{1,2}月|上季|上月|上周|上一?季|前一?周|前一日|上期|previous (?:quarter|month|week)|prior quarter|(?:june|march|september|december|first|second|third|fourth)[- ]quarter|last (?:month|week|quarter)|the (?:month|week|quarter) before"
)
YEAR_SAID = re.compile(
    r"同比|较(?:去年|上年)同?[期月季]|比(?:去年|上年)同期|按年|年增|年减|year[- ](?:over|on)[- ]year|yoy|from a year (?:ago|earlier)"
)
NEXT_SAID = re.compile(
    r"环比|较上(?:个?月|季|周|期)|按季|按月|按周|(?<!同)季增|(?<!同)季减|(?<!同)月增|(?<!同)月减|sequential|quarter[- ](?:over|on)[- ]quarter|qoq|month[- ](?:over|on)[- ]month|week[- ]on[- ]week"
)


def other_month(base: Mention) -> bool:
    """``rose 31% to 154,711, compared with 146,610 in April``: the base of a second comparison, as likely as not."""
    return bool(BARE_MONTH.search(base.tail) and re.search(r"\b(?:compared|against|versus)\b", base.gap))


def labels_clash(m: Mention, base: Mention) -> bool:
    """A change said to be on the year has no base of the quarter before, and the other way round."""
    said = (
        m.lead + m.tail if YEAR_SAID.search(m.lead + m.tail) or NEXT_SAID.search(m.lead + m.tail) else m.gap
    )
    own = re.split(r"\band\b|和|及", base.lead)[-1] + base.tail
    words = own if re.search(r"[a-z]", base.lead + base.tail) else base.lead
    year, following = bool(YEAR_SAID.search(said)), bool(NEXT_SAID.search(said))
    if year == following:
        return False
    if year and BARE_MONTH.search(base.tail) and not YEAR_BASE.search(words):
        return True
    return bool(
        (year and NEXT_BASE.search(words) and not YEAR_BASE.search(words))
        or (following and YEAR_BASE.search(words))
    )


_YEAR = re.compile(
    r"year[- ](?:over|on)[- ]year|yoy|\by/y\b|year[- ](?:ago|earlier)|prior[- ]year|prior year|last year|previous year|year (?:ago|earlier|before)|annual"
)
_FAR = re.compile(
    r"#t\d*# (?:ago|earlier|before)|(?:#t\d*#|\b(?:two|three|four|five|six|ten)) years (?:ago|earlier|before)|decade (?:ago|earlier)"
)
_NEXT = re.compile(
    r"sequential|quarter[- ](?:over|on)[- ]quarter|qoq|\bq/q\b|month[- ](?:over|on)[- ]month|previous (?:quarter|month|week)|prior (?:quarter|month|week)|preceding|(?:quarter|month|week) (?:ago|earlier|before)|last (?:quarter|month|week)|month[- ]ago|on the (?:week|month)|\bweekly\b|\bdaily\b"
)


def period_label(words: str) -> str:
    """Which earlier period the words name: years ago, the year before, the period before, or none."""
    if _FAR.search(words):
        return "far"
    return "year" if _YEAR.search(words) else "next" if _NEXT.search(words) else ""
