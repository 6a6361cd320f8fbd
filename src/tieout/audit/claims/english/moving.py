"""What makes a figure a stated change: the verbs and nouns of rising and falling before and behind it."""

from __future__ import annotations

import re

from .figures import Figure

__all__ = ["DELTA_LEAD", "MOVE_OF", "OTHER_TAIL", "is_change", "way_of"]

MOVE_OF = re.compile(
    r"\s*(?:[a-z\-]+ )?(?:rise|increase|growth|gain|jump|fall|decline|drop|decrease|reduction|improvement|cut) (?:in|of|to) (?:the |its |their |our )?(?=[a-z])"
)
"""Behind a percent: what moved by it follows, ``an 18% rise in data volumes``."""
_UP = r"(?:increase[sd]?|increasing|rose|rise|rises|rising|risen|grew|grow|grows|growing|grown|growth|gain|gains|gained|gaining|climb(?:ed|s|ing)?|jump(?:ed|s|ing)?|advance[sd]?|surg(?:ed|e|es|ing)|soar(?:ed|s|ing)?|add(?:ed|s|ing)|up|higher|improve[sd]?|improvement|improving|expand(?:ed|s|ing)|expansion|rall(?:ied|y)|rebounded|accelerat(?:ed|ion)|widen(?:ed|s|ing)?|deepened)"
_DOWN = r"(?:decrease[sd]?|decreasing|fell|fall|falls|falling|fallen|decline[sd]?|declining|drop(?:ped|s|ping)?|down|lower|reduction|reduced|reducing|slip(?:ped|s|ping)?|slid|slide|slides|sank|plunge[sd]?|tumble[sd]?|lost|shed|sheds|shedding|dip(?:ped|s|ping)?|eas(?:ed|es|ing)|shrank|contract(?:ed|ion)|retreated|off|cut|slump(?:ed)?|narrow(?:ed|ing)?|deceleration)"
_ADV = r"(?:\s+(?:sharply|slightly|further|modestly|steadily|significantly|strongly|only|nearly|almost|year[- ]over[- ]year|year[- ]on[- ]year|sequentially))?"
DELTA_LEAD = re.compile(
    rf"(?<![\w-])(?:{_UP}|{_DOWN}){_ADV}(?:\s+(?:by|of))?\s+(?:an?\s+)?[$€£(]?$|\bby\s+(?:an?\s+)?$"
)
_UP_LEAD = re.compile(rf"\b{_UP}{_ADV}(?:\s+(?:by|of))?\s+(?:an?\s+)?[(]?$")
_DOWN_LEAD = re.compile(rf"(?<![\w-]){_DOWN}{_ADV}(?:\s+(?:by|of))?\s+(?:an?\s+)?[(]?$")
_SIGN_TAIL = r"^\s*(?:\)\s*)?(?:on[- ]year |year[- ]on[- ]year |year[- ]over[- ]year |sequential |quarterly |annual |yoy )?"
_UP_TAIL = re.compile(
    rf"{_SIGN_TAIL}(?:increase|improvement|rise|gain|growth|jump|higher|more|above|better|surge|expansion|uplift|upside)\b"
)
_DOWN_TAIL = re.compile(
    rf"{_SIGN_TAIL}(?:decrease|decline|drop|reduction|fall|lower|less|fewer|below|worse|slump|contraction|cut|cheaper|plunge|discount|downside|off|saving)\b"
)
OTHER_TAIL = re.compile(
    r"^\s*(?:increase|decrease|improvement|decline|reduction|growth|rise|drop|gain|fall|loss|jump)s?\s+(?:in|on|from|due|related|attributable|at|of)\s+(?!#t#|the (?:quarter|period|year|prior|same|comparable|corresponding|first|second|third|fourth|previous|three|six|nine|level)|revenue from|that|#a|last|a year)"
)


def is_change(f: Figure) -> bool:
    """True for a stated change: rose 5%, up $3 million, a 120 basis point improvement."""
    if f.kind not in ("a", "p", "d") or (re.match(r"^\s*of\b", f.after) and f.kind == "p"):
        return False
    if re.search(
        r"\b(?:(?:up|down|higher|lower|improved|increased|rose|fell) (?:to|from|at)|ma(?:de|kes|king) up)\s*$",
        f.before,
    ):
        return False
    if _NOUN_OF_AMOUNT.search(f.before) and (_VERSUS.match(f.after) or _VERSUS.search(f.before)):
        return False  # excludes gain $896,000 vs loss $19,000: two results, no change
    return bool(
        DELTA_LEAD.search(f.before)
        or _APART.match(f.after)
        or _UP_TAIL.match(f.after)
        or _DOWN_TAIL.match(f.after)
        or (f.kind == "d" and not re.search(r"\bof\s*$", f.before))
    )


_NOUN_OF_AMOUNT = re.compile(r"\b(?:gains?|loss(?:es)?|profits?) (?:of )?$")
_VERSUS = re.compile(r"^\s*(?:vs\.?|versus|against)\b|\b(?:vs\.?|versus|against) (?:an? )?[a-z]+ (?:of )?$")


_APART = re.compile(
    r"^\s*,\s*(?:(?P<up>increase|rise|gain|improvement)|decrease|decline|reduction|drop|fall)\s+(?:from|over|compared|versus|as compared)\b"
)
"""a $52.9 million, or 14.2%, decrease from: the noun behind the second way of saying it."""


def way_of(f: Figure) -> int:
    """The direction the words beside a figure give it: 1, -1, or 0 where they give none."""
    apart = _APART.match(f.after)
    if apart:
        return 1 if apart.group("up") else -1
    if _UP_LEAD.search(f.before) or _UP_TAIL.match(f.after):
        return 0 if _DOWN_LEAD.search(f.before) else 1
    return -1 if _DOWN_LEAD.search(f.before) or _DOWN_TAIL.match(f.after) else 0
