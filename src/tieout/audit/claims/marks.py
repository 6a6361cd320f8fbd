"""Cue words that more than one kind of claim looks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..mentions import Mention, same_unit
from ..prose import Sentence

__all__ = ["BUT_FOR", "SIDES", "TOGETHER", "goes_back", "narrower", "of_the_rest"]

BUT_FOR = re.compile(r"除[^，,；;。]{1,12}(?:以外|之外|外)|不含|不包括|剔除")
"""A whole with something taken out of it: a division told behind it need not be its own."""
SIDES = re.compile(
    r"海外|国外|境外|国内|境内|出口|内销|线上|电商|线下|直营|直销|经销|加盟|新品|新增|主力|自有|高端"
)
"""Words that take one side of what a noun measures."""


def narrower(parts: Sequence[str], whole: str) -> bool:
    """True when every part is of one side only, and the whole is not: 两家收入合计 ..., 其中甲海外收入, 乙海外收入.

    >>> narrower(["甲海外收入", "乙海外收入"], "两家收入合计"), narrower(["甲收入", "乙收入"], "两家收入合计")
    (True, False)
    """
    found = [SIDES.search(x) for x in parts]
    return len({f.group() if f else "" for f in found}) == 1 and all(
        f and f.group() not in whole for f in found
    )


def of_the_rest(sentence: Sentence, m: Mention) -> bool:
    """True for a figure of what is left over: 其餘四名合共佔 33.2%."""
    words = sentence.low[m.clause.start - sentence.start : m.q.start - sentence.start]
    return re.search(r"其余|余下|其他|其它|剩余|\b(?:rest|others?|remaining)\b", words) is not None


def goes_back(row: Sequence[Mention], parts: Sequence[Mention]) -> bool:
    """True where a figure of the parts' unit, in another role, begins the list: added 312, 145 and 88."""
    first = parts[0]
    if not first.index:
        return False
    x = row[first.index - 1]
    joined = re.match(r"^[^;:。；：]{0,40}(?:,|、|，|\band\b|和|及)[^;:。；：]{0,20}$", first.gap)
    return x.role == "delta" and x.is_amount and same_unit(x.q, first.q) and bool(joined)


TOGETHER = re.compile(
    r"for a net |together(?! with)|combined(?! (?:with|and|to))|合计|共计|总计|加起来|三者|两者|四者|合共|came to|adding up|add up|collectively|in total|altogether|共(?:占|有|为|达|计)|^\s*共\s*$"
)
