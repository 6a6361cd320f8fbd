"""Shares with their part and their whole in one sentence, whichever is said first.

``revenue of $26.3 billion made up 88% of the company's $30.0 billion``; ``55%, or 825, of the 1,500
households``; ``one in four of the 2,400 respondents, 600 people``; ``$1.9 billion and $1.1 billion,
respectively, or 63% and 37% of the group's $3.0 billion``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..base import STRONG, Context, Draft, quotient
from ..stated import stated
from .figures import Figure, Masked, alike, masked_of

__all__ = ["find"]

_WORDS = r"[^#;:.,()]{0,60}?"
_IS = r"(?:account(?:ed|s|ing) for|made up|makes up|making up|represent(?:ed|s|ing)|constitut(?:ed|es|ing)|compris(?:ed|es|ing)|equal to|equivalent to|equat(?:ed|es|ing) to|or|or about|was|were|is|are|contribut(?:ed|es|ing)|equalled|equaled)"
_OF = r"of (?:the |its |our |their |a |an |all |total |some |those |these )*"
_FRAMES = (
    re.compile(rf"#a(?P<part>\d+)#{_WORDS},?\s*{_IS}\s+(?:only |just )?#p(?P<share>\d+)#\s*,?\s*{_OF}{_WORDS}\s?#a(?P<whole>\d+)#"),
    re.compile(rf"#p(?P<share>\d+)#,?\s*(?:or|\(|equal to)\s*(?:about )?#a(?P<part>\d+)#[^#;:.()]{{0,30}}\)?,?\s+{_OF}{_WORDS}\s?#a(?P<whole>\d+)#"),
    re.compile(rf"#p(?P<share>\d+)#\s+{_OF}{_WORDS}\s?#a(?P<whole>\d+)#[^#;:.,()]{{0,40}}(?:,|\()\s*(?:or |that is |i\.e\. |equal to )?#a(?P<part>\d+)#(?!\s*(?:of|in|more|less|on)\b)"),
    re.compile(rf"#a(?P<part>\d+)#[^#;:.,()]{{0,25}}\bof (?:the|its|our|their|those|all|a total of|these) {_WORDS}#a(?P<whole>\d+)#[^#;:.,()]{{0,50}}(?:,|\()\s*(?:or |equal to |equivalent to |representing |about )?#p(?P<share>\d+)#(?!\s*(?:of|higher|lower|more|less|up|down|increase|decrease|above|below))"),
    re.compile(r"#a(?P<part>\d+)# (?:out )?of #a(?P<whole>\d+)#[^#;:.,()]{0,30}(?:,|\()\s*(?:or|an?|for an?|giving an?|equal to|that is)?\s*(?:[a-z]+ )?(?:score|rate|share|accuracy|turnout|proportion)?(?: of)?\s*#p(?P<share>\d+)#(?!\s*(?:of|higher|lower|more|less|up|down|increase|decrease|above|below))"),
    re.compile(r"#a(?P<whole>\d+)#(?:[^#;]|#[pt]\d*#){0,160}?#a(?P<part>\d+)# \(#p(?P<share>\d+)#\) of (?:them|those|these|whom|which)\b"),
    re.compile(r"#p(?P<share>\d+)# of [^#;:.()]{0,40}\(#a(?P<part>\d+)#,? (?:against|versus|vs\.?|of|out of|compared (?:with|to)) #a(?P<whole>\d+)#\)"),
    re.compile(rf"#a(?P<whole>\d+)#[^#;:.]{{0,40}},?\s*including\s+{_WORDS}#a(?P<part>\d+)#[^#;:.()]{{0,40}},?\s*or #p(?P<share>\d+)# of (?:the total|it|that)\b"),
    re.compile(rf"#a(?P<whole>\d+)#[^#;:.]{{0,40}},\s*of which\s+{_WORDS}#a(?P<part>\d+)#[^#;:.,()]{{0,30}}(?:,\s*or\s+|\(|,\s*)#p(?P<share>\d+)#\s*(?=[,;.)]|$)"),
)  # fmt: skip
_RESPECTIVE = re.compile(
    rf"(?P<parts>#a\d+#(?:(?:,|,?\s+and)\s+#a\d+#)+),?\s*(?:respectively,?)?[^#;:.]{{0,20}}\b{_IS}\s+(?P<shares>#p\d+#(?:(?:,|,?\s+and)\s+#p\d+#)+),?\s*(?:respectively,?\s*)?{_OF}{_WORDS}\s?#a(?P<whole>\d+)#"
)
_NO = re.compile(
    r"\b(?:increase|decrease|growth|decline|reduction|(?<!made )(?<!makes )(?<!making )up|down|rose|fell|compared|versus|average|per|interest|stake|discount|premium|coupon|yield)\b"
)


def find(context: Context) -> Iterator[Draft]:
    """Shares of the English sentences of a passage that their own part and whole check."""
    for masked in masked_of(context):
        taken: set[int] = set()
        for frame in _FRAMES:
            for found in frame.finditer(masked.text):
                share = masked.figure(found.group("share"))
                if share.index in taken or (_NO.search(found.group()) and "(#" not in found.group()):
                    continue
                part, whole = masked.figure(found.group("part")), masked.figure(found.group("whole"))
                if not _fits(part, whole) or re.search(r"\b(?:for|at|by|from)\s*$", whole.before):
                    continue  # 9.9 percent of the total, bought for $162 million: a price
                taken.add(share.index)
                yield from _draft(context, masked, share, part, whole)
        yield from _respective(context, masked, taken)


def _respective(context: Context, masked: Masked, taken: set[int]) -> Iterator[Draft]:
    for found in _RESPECTIVE.finditer(masked.text):
        parts = [masked.figure(n) for n in re.findall(r"#a(\d+)#", found.group("parts"))]
        shares = [masked.figure(n) for n in re.findall(r"#p(\d+)#", found.group("shares"))]
        whole = masked.figure(found.group("whole"))
        if len(parts) != len(shares):
            continue
        for part, share in zip(parts, shares, strict=True):
            if share.index not in taken and _fits(part, whole):
                yield from _draft(context, masked, share, part, whole)


def _fits(part: Figure, whole: Figure) -> bool:
    return (
        alike(part, whole) and not part.per and not whole.per and part.m.q.value > 0 and whole.m.q.value > 0
    )


def _draft(context: Context, masked: Masked, share: Figure, part: Figure, whole: Figure) -> Iterator[Draft]:
    one = quotient("share", STRONG, part.m, whole.m)
    if one is not None:
        yield stated(context, masked.i, share.m, "share", "TIE205", (one,), "share of the whole")
