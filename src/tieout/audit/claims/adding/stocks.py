"""Opening, what came, what went, closing: the four figures of one account, in whatever order they are told.

``年初门店 2310 家，新开 148 家、关闭 62 家，期末 2396 家``; ``began the year with 2,310 restaurants, opened 148 and
closed 62, to finish with 2,396``; ``eight defaulted, taking the tally to 74, from 66``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..base import Draft
from .closing import Part, closes
from .terms import Term, Text, kindred

__all__ = ["find"]

_OPENING = re.compile(
    r"(?:年初|期初|上[月季年周]末|上年[底末]|去年[年]?[底末]|月初|季初|期初)[^，,；;。]{0,14}$"
    r"|\b(?:began|begin|begun|started|opening|at the (?:start|beginning)|start of|beginning of|at the end of (?!the (?:period|quarter|month|year)\b)[^;.]{0,30}?\bhad)\b[^;.]{0,40}$"
)
_OPENING_BEHIND = re.compile(
    r"^[^,;.]{0,24}\b(?:at the (?:start|beginning)|a (?:month|quarter|year) earlier|at the end of (?!the (?:period|quarter|month|year)\b))"
)
_CLOSING = re.compile(
    r"(?:(?<!上[月季年周])(?<!去年)(?:期末|年末|月末|季末|年底|月底)|截[至止]|合计|现有|达到|增至|减至|降至|升至|期内共)[^，,；;。]{0,16}$|期末[^，,；;。]{0,8}$"
    r"|\b(?:ended|ending|end(?:s)?|finish(?:ed|ing)?|closing|leaving|left|(?:bringing|brought|taking|took|lifting|raising|cutting|reducing)\b[^,;]{0,40} to|to (?:reach|stand at)|stood at|now)\b[^,;]{0,36}$"
)
_CAME = re.compile(
    r"(?:新开|新增|新签|新设|开设|开业|引进|接收|购进|申购|买入|购入|增持|发行|净增加?|增加|入职|获授)[^，,；;。、和及]{0,8}$"
    r"|\b(?:opened|opening|added|adding|acquired|bought|new orders? of|signed|joined|hired|received|delivered|took delivery of|won|plus|gained)\b[^,;]{0,24}$"
)
_WENT = re.compile(
    r"(?:关闭|关店|闭店|退出|退役|减少|赎回|确认收入|结转|注销|偿还|兑付|卖出|处置|出售|离职|失效|交付)[^，,；;。、和及]{0,8}$"
    r"|\b(?:closed|closing|shut|sold|retired|returned|scrapped|less|revenue of|redeemed|repaid|left|departed|lost|disposed of|cancell?ed|minus)\b[^,;]{0,24}$"
)
_TOLD = re.compile(
    r"#(?P<by>\d+)#(?: [a-z\-]+){1,8},? (?:taking|bringing|lifting|raising|pushing)\b[^#¶;]{0,50}? to #(?P<now>\d+)#,? (?:up )?from #(?P<was>\d+)#"
)
_WINDOW = 2


def find(text: Text) -> Iterator[Draft]:
    """Every account of a passage whose opening and closing are told."""
    for found in _TOLD.finditer(text.masked):
        by, now, was = (text.terms[int(found.group(g))] for g in ("by", "now", "was"))
        if kindred(now, was) and not by.m.q.decimals and by.m.q.scale == now.m.q.scale == was.m.q.scale == 1:
            draft = closes(text, now, [Part(was), Part(by)], closed=True, metric="how many there are")
            if draft is not None:
                yield draft
    yield from _accounts(text)


def _accounts(text: Text) -> Iterator[Draft]:
    roles = [(t, role) for t in text.terms if (role := _role(t))]
    for t, role in roles:
        if role != "closing":
            continue
        near = [(x, r) for x, r in roles if abs(x.i - t.i) < _WINDOW and x is not t and kindred(x, t)]
        openings = [x for x, r in near if r == "opening"]
        flows = [Part(x, 1 if r == "came" else -1) for x, r in near if r in ("came", "went")]
        others = [x for x, r in near if r == "closing"]
        if (
            len(openings) != 1
            or not flows
            or len(flows) > 4
            or others
            or _stray(text, t, [x for x, _ in near])
        ):
            continue
        draft = closes(text, t, [Part(openings[0]), *flows], closed=True, metric="closing figure")
        if draft is not None:
            yield draft


def _stray(text: Text, closing: Term, told: Sequence[Term]) -> bool:
    """True where a figure of the account's unit has a role that is not read: the account may have more sides."""
    first = min(x.place for x in (*told, closing))
    last = max(x.place for x in (*told, closing))
    return any(
        kindred(x, closing) and x not in told and x is not closing and not x.aside
        for x in text.terms[first:last]
    )


def _role(t: Term) -> str:
    if t.m.unit_kind in ("%", "pp", "times", "time") or t.m.role == "rank" or t.m.q.high is not None:
        return ""
    words = re.split(r"[；;。(（]", t.before)[-1]
    if _OPENING.search(words) or _OPENING_BEHIND.match(t.after):
        return "opening"
    if _CAME.search(words):
        return "came"
    if _WENT.search(words):
        return "went"
    return "closing" if _CLOSING.search(words) else ""
