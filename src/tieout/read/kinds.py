"""What kind of thing a printed cell is, and how well a cell fits the cells of a column.

This is the evidence by which rows are put under headers: not what a table is about, only whether a
cell is a percentage, a figure with a unit, a year, a code or words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

__all__ = ["FIGURES", "CellKind", "Profile", "is_label", "is_named", "kind_of"]

CellKind = Literal[
    "empty", "null", "number", "percent", "duration", "amount", "figures", "year", "date", "code", "text"
]

FIGURES: frozenset[CellKind] = frozenset({"number", "percent", "duration", "amount", "figures"})

_NUMBER = r"[-+−＋－±~约]?\s?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_PATTERNS: tuple[tuple[CellKind, re.Pattern[str]], ...] = (
    (
        "null",
        re.compile(
            r"^(?:[-–—―－/]{1,4}|n\.?/?a\.?|#n/a|nan|null|none|无|不详|未披露|未公布|暂无|nm|tbd)$", re.I
        ),
    ),
    (
        "year",
        re.compile(
            r"^(?:(?:FY|CY)?\s?(?:19|20)\d\d\s?年?(?:度)?\s?\(?[AEF]?\)?|(?:FY|CY)\s?'?\d\d\s?[AEF]?|'?\d\d\s?[AEF])$",
            re.I,
        ),
    ),
    (
        "date",
        re.compile(
            r"^(?:19|20)\d\d\s?[-/.年]\s?\d{1,2}(?:\s?[-/.月]\s?\d{1,2}\s?日?|\s?月)?$|^\d{1,2}月\d{1,2}日$"
        ),
    ),
    (
        "code",
        re.compile(
            r"^\d{4,6}\.[A-Z]{1,3}$|^(?:SH|SZ|BJ|HK)\s?\d{4,6}$|^[A-Z]{1,5}\.(?:N|O|US|HK|OQ|L|T)$|^0\d{5}$",
            re.I,
        ),
    ),
    (
        "duration",
        re.compile(r"^\d{1,3}:[0-5]\d(?::[0-5]\d)?$|^\d{1,3}\s?(?:分|min|m)\s?\d{1,2}\s?(?:秒|s|sec)$", re.I),
    ),
    ("percent", re.compile(rf"^{_NUMBER}\s?(?:%|pct|pp|个?百分点|bps?)$|^\({_NUMBER}%\)$", re.I)),
    ("number", re.compile(rf"^{_NUMBER}$|^\({_NUMBER}\)$|^\.\d+$")),
    ("figures", re.compile(rf"^{_NUMBER}\s?[/~\-–—±]\s?{_NUMBER}%?$|^{_NUMBER}\s?\([^()]{{1,12}}\)$")),
    (
        "amount",
        re.compile(
            rf"^(?:[$¥€£]|US\$|HK\$|RMB|CNY|USD|超|近|逾|约|超过|不足|over|about|nearly|up to)?\s?{_NUMBER}\s?/?\s?"
            r"(?:[a-zA-Z$¥€£]{1,7}|[\u4e00-\u9fff]{1,6})(?:\s?/?\s?(?:[a-zA-Z$¥€£]{1,8}|[\u4e00-\u9fff]{1,5}))?[+以上内左右]*$"
            rf"|^(?:[$¥€£]|US\$|HK\$|RMB|CNY|USD)\s?{_NUMBER}$"
            r"|^(?:超|近|逾|约|上|过)?[数几]?[十百千万亿]{1,3}(?:美|欧|港|日)?元(?:人民币)?(?:级)?$",
            re.I,
        ),
    ),
)

# How alike two kinds are: what share of cells of the first kind a column of the second may well hold.
_NEAR = {
    ("number", "amount"): 0.6,
    ("number", "percent"): 0.3,
    ("number", "figures"): 0.5,
    ("amount", "figures"): 0.4,
    ("year", "number"): 0.4,
    ("code", "number"): 0.2,
    ("code", "text"): 0.4,
    ("date", "text"): 0.2,
    ("year", "date"): 0.4,
    ("amount", "text"): 0.12,
    ("figures", "text"): 0.08,
}
_FLOOR = 0.02
_FIGURE_FLOOR = 0.15


@lru_cache(maxsize=65536)
def kind_of(text: str) -> CellKind:
    """The kind of a printed cell.

    >>> [kind_of(c) for c in ("28.64/元", "-3.66%", "6:34", "2024E", "——", "+14/-11", "聊天机器人", "")]
    ['amount', 'percent', 'duration', 'year', 'null', 'figures', 'text', 'empty']
    """
    said = unicodedata.normalize("NFKC", text).strip()
    if not said:
        return "empty"
    for kind, pattern in _PATTERNS:
        if pattern.match(said):
            return kind
    return "text"


def is_label(text: str) -> bool:
    """True when a cell may be part of a header: words, a year, a date, ``1M``; not a measured value."""
    kind = kind_of(text)
    if kind in ("number", "percent", "duration", "figures", "null", "code"):
        return False
    return kind != "amount" or bool(
        re.fullmatch(r"(?:最?近|过去|前)?\s?\d{1,3}\s?(?:[MYDWQHmydwq]|个?月|年|周|日|天)", text.strip())
    )


def is_named(text: str) -> bool:
    """True for a proper name of the kind products and models have: letters with digits, dots, hyphens.

    >>> [is_named(t) for t in ("GPT4o-0806", "Claude-3.5-Sonnet", "类型", "2024E", "Benchmark")]
    [True, True, False, False, False]
    """
    said = text.strip()
    return (
        kind_of(said) == "text"
        and bool(re.search(r"[A-Za-z]", said))
        and bool(re.search(r"\d|[A-Za-z]-[A-Za-z]", said))
    )


class Profile:
    """The cells a column holds, summed up, so that another cell can be held against them.

    >>> p = Profile(["0.00%", "1.2%", "——"])
    >>> p.fit("3.4%") > p.fit("腾讯云")
    True
    """

    def __init__(self, cells: Iterable[str]) -> None:
        said = list(cells)
        self.kinds = Counter(kind_of(c) for c in said)
        self.seen = {c.strip() for c in said if c.strip()}
        self.filled = sum(n for k, n in self.kinds.items() if k not in ("empty", "null"))
        texts = [c for c in said if kind_of(c) == "text"]
        self.hanzi = _hanzi(texts)

    @property
    def main(self) -> CellKind:
        """The kind of most filled cells; ``empty`` when there is none."""
        ranked = [(n, k) for k, n in self.kinds.items() if k not in ("empty", "null")]
        return max(ranked)[1] if ranked else "empty"

    @property
    def is_figures(self) -> bool:
        """True when most filled cells are figures."""
        return sum(self.kinds[k] for k in FIGURES) * 2 > self.filled

    def fit(self, cell: str) -> float:
        """Log of how well a cell fits here; 0 is perfect, -4 nearly impossible."""
        kind = kind_of(cell)
        if kind in ("empty", "null") or not self.filled:
            return math.log(0.5)
        share = sum(n * _alike(kind, k) for k, n in self.kinds.items() if k not in ("empty", "null"))
        score = share / self.filled
        if cell.strip() in self.seen:
            score = min(1.0, score * 1.3)
        if kind == "text" and self.main == "text":
            score *= 1 - 0.3 * abs(_hanzi([cell]) - self.hanzi)
        return math.log(max(score, _FLOOR))


def _alike(a: str, b: str) -> float:
    if a == b:
        return 1.0
    near = _NEAR.get((a, b)) or _NEAR.get((b, a))
    if near:
        return near
    return _FIGURE_FLOOR if a in FIGURES and b in FIGURES else _FLOOR


def _hanzi(texts: Sequence[str]) -> float:
    letters = [c for t in texts for c in t if c.isalpha()]
    return sum(1 for c in letters if "\u4e00" <= c <= "\u9fff") / len(letters) if letters else 0.5
