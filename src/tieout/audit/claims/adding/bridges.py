"""A change and what it is made of: each contribution with its own sign.

``The 19-cent improvement reflects new rates (+$0.24) and weather (+$0.03), partly offset by interest (-$0.05)
and other items (-$0.03)``; ``每股收益增加 0.12 元，其中电价贡献 0.15 元、折旧拖累 0.03 元``. A contribution without a
sign in print takes it from its verb; a list with one that has neither is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ...mentions import same_unit
from ..base import Draft, caveat_of
from .closing import Part, closes
from .terms import Term, Text, counter

__all__ = ["find"]

_CENTS = re.compile(r"^[\s-]*cents?\b")
_CHANGE = re.compile(
    r"(?:(?:increase[ds]?|rose|grew|up|improve[ds]?|improvement|gain(?:ed)?|growth|higher|decrease[ds]?|fell|decline[ds]?|down|lower|return(?:ed|s)?|change|increase)(?: by| of)?\s*(?:an? )?[$€£]?"
    r"|(?:增加|增长|提高|上升|提升|减少|下降|回报|上涨|变动|改善|贡献)了?(?:约|达|为)?)$"
)
_CHANGE_BEHIND = re.compile(
    r"^[\s-]*(?:cents? )?(?:improvement|increase|decrease|decline|gain|change|rise|drop|reduction|growth|uplift)\b"
)
_FALL = re.compile(r"\b(?:decrease[ds]?|fell|decline[ds]?|down|lower|drop|reduction)\b|减少|下降|下跌")
_LEADS = re.compile(
    r"\b(?:reflect(?:s|ed|ing)?|driven by|due to|made up of|compris\w+|owing to|because|as|attributable|explained by|consist\w* of|contribut\w+)\b|:|其中|主要|来自|来源|由|系|："
)
_SOME = re.compile(r"其中|主要|\b(?:mainly|primarily|largely|mostly|chiefly|of which)\b")
"""Of such a list a part may be left out, if its parts only rise and fall."""
_CONTRIBUTED = re.compile(r"贡献|拉动|拖累|影响|增厚|\bcontribut|\badd(?:ed|ing|s)?\b")
_PLUS = re.compile(
    r"(?:\b(?:add(?:ed|ing|s)?|contribut(?:ed|ing|es)|gave|brought|gain(?:ed|s)? of|benefit(?:ed|s)? of|plus|up|improved|lifted|rose|increased)(?: by| of)?\s*(?:an? )?(?:about )?[$€£]?|(?:贡献|拉动|带来|增厚|增加|提升|推高)了?(?:约)?[+＋]?)\s*$"
)
_MINUS = re.compile(
    r"(?:\b(?:took (?:away|off)|subtract(?:ed|ing)|cost(?:ing)?|reduced|lower(?:ed)?|less|minus|drag(?:ged)?(?: of)?|hurt|shaved|down|fell|decreased|cut)(?: by| of)?\s*(?:an? )?(?:about )?[$€£]?|(?:拖累|影响|减少|压低|侵蚀|抵消|扣减)了?(?:约)?[-－]?)\s*$"
)
_OFFSET = re.compile(r"\b(?:offset|less|net of|reduced) (?:by\b)?|抵消|扣除")
_SIGNED = re.compile(r"[(（]?\s*[+＋\-−－–]\s*[$€£]?\s*$|^[+＋\-−－–]")
_OF_GROWTH = re.compile(
    r"\b(?:contribut\w*|point|organic\w*|acqui\w*|currenc\w*|fx|foreign exchange|volumes?|pric\w*|mix|scope|carry)\b|贡献|拉动|拖累|影响|汇率|价格|单价|销量|量价|并表|内生|外延|翘尾|新涨价"
)
"""What the rate of a whole is made of; the rates of its parts are no such thing."""
_MOST = 10


def find(text: Text) -> Iterator[Draft]:
    """Every change of a passage whose contributions stand behind it, each with its sign."""
    for whole in text.terms:
        if not _changes(whole):
            continue
        base = _dollar(whole)
        parts = _contributions(text, base)
        if len(parts) < 2 or (not any(_SIGNED.search(p.term.m.q.text) for p in parts) and len(parts) < 3):
            continue
        lead = text.between(whole, parts[0].term)
        if not _LEADS.search(lead) or re.search(r"\b(?:includ\w*|such as)\b|包括|例如", lead):
            continue
        if any(p.term.percent for p in parts) and not _OF_GROWTH.search(
            text.masked[text.slots[whole.place][0] - 30 : text.slots[parts[-1].term.place][0]]
        ):
            continue  # up 5.4%; by channel A +21.4%, B -8.9%: the rates of parts do not add up
        falls = bool(_FALL.search(whole.before[-40:] + whole.after[:20]))
        if falls and base.m.q.value > 0:
            parts = [Part(p.term, -p.sign) for p in parts]
        told = " ".join(p.term.before[-16:] for p in parts)
        some = bool(_SOME.search(lead)) and not _CONTRIBUTED.search(told)
        draft = closes(text, base, parts, closed=not some, leaves=some, metric="change")
        if draft is not None:
            yield draft.replace(caveat=caveat_of(text.head(whole)), direction=0)


def _changes(t: Term) -> bool:
    if t.m.unit_kind == "time" or t.m.role == "rank" or t.m.q.comparator or t.m.q.high is not None:
        return False
    return bool(_CHANGE.search(t.before) or _CHANGE_BEHIND.match(t.after))


def _dollar(t: Term) -> Term:
    """The 19-cent improvement is $0.19."""
    q = t.m.q
    if q.unit is None and _CENTS.match(t.after):
        cents = replace(q, value=q.value / 100, unit="USD", scale=q.scale * Decimal("0.01"))
        return replace(t, m=replace(t.m, q=cents))
    return t


def _contributions(text: Text, whole: Term) -> list[Part]:
    """The signed figures behind the change, in its sentence or all in the next; none if one has no sign."""
    parts: list[Part] = []
    offset = 1
    for t in text.terms[whole.place + 1 :]:
        if t.i != (parts[0].term.i if parts else t.i) or t.i > whole.i + 1 or len(parts) == _MOST:
            break
        if not _alike(t, whole):
            if parts and not counter(t) and t.m.unit_kind not in ("time", "times"):
                break
            continue
        if len(parts) > 1 and re.search(r"[;；]", text.between(parts[-1].term, t)):
            if not re.search(r"[;；]", text.between(parts[-2].term, parts[-1].term)):
                break  # 其中甲增加、乙减少；另一项增加 ……: the next statement
        sign = _sign(t)
        if not parts and not sign:
            continue  # to 1,204 million: the level it came to
        gap = text.between(parts[-1].term, t) if parts else ""
        if parts and re.search(r"[¶]", gap):
            break
        if _OFFSET.search(gap):
            offset = -1
        if not sign and re.match(
            r"^\s*(?:,|、|，)?\s*(?:and )?(?:[a-z\-]+ ){0,4}$|^[、，][\u4e00-\u9fff]{1,10}$", gap
        ):
            sign = parts[-1].sign if parts[-1].term.m.q.value > 0 else -1
        if not sign:
            return parts if re.search(r"[;；]", gap) else []
        printed = t.m.q.value < 0 or _SIGNED.search(t.m.q.text) is not None
        parts.append(Part(t, 1 if printed else sign if sign < 0 else offset if offset < 0 else 1))
    return parts


def _alike(t: Term, whole: Term) -> bool:
    kinds = {t.m.unit_kind, whole.m.unit_kind}
    if kinds & {"%", "pp"}:
        return t.m.unit_kind == "pp"
    return t.m.is_amount and same_unit(t.m.q, whole.m.q)


def _sign(t: Term) -> int:
    """The sign of a contribution: in print, or by its verb; 0 where it has none."""
    if t.m.q.value < 0:
        return -1
    if t.m.q.signed or t.m.q.text[:1] in "+＋":
        return 1
    if _MINUS.search(t.before):
        return -1
    return 1 if _PLUS.search(t.before) or re.search(r"(?:贡献|拉动)", t.before[-8:]) else 0
