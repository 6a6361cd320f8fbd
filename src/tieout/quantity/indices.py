"""Indices and lists that carry their size in their name: 沪深300, S&P 500, 世界500强."""

from __future__ import annotations

import re

from .marks import Marks

__all__ = ["mark_indices"]

_SIZES = (
    "20|25|30|35|40|50|60|80|90|100|120|150|180|200|225|250|300|350|380|400|500|600|800|1000|2000|3000|5000"
)
_INDEX = re.compile(
    r"(?:沪深|中证|上证|深证|国证|科创|创业板|创业|标普|标准普尔|日经|富时|罗素|纳斯达克|纳指|道指|道琼斯|恒生|北证|万得|中小|巨潮|"
    r"MSCI[^\d，。\n]{0,6}|(?<![A-Za-z])(?:CSI|SSE|S&P|Nikkei|FTSE|Russell|Nasdaq|NASDAQ|STOXX|Stoxx|KOSPI|ASX|CAC|DAX|IBEX|TSX|"
    rf"SMI|Fortune|Forbes|Fortune Global|Dow))[ -]?({_SIZES})(?![\d]|[.,]\d)"
    r"(?! ?(?:%|点|只|家|亿|万|元|个|倍|percent|points?|million|billion))"
)
_LIST = re.compile(
    rf"(?:世界|中国|全球|全国|民营|制造业|胡润|福布斯|财富)[^\d，。\n]{{0,6}}?({_SIZES})(?= ?强)"
)


def mark_indices(marks: Marks) -> None:
    """Skip the size in the name of an index or a list of the strongest."""
    marks.skip_all(_INDEX, "name", 1)
    marks.skip_all(_LIST, "name", 1)
