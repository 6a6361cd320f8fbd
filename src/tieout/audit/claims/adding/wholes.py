"""A whole with its parts behind it, and a total with its parts in front.

``Combined spending of the four reached $112.5 billion ... A spent $34.9 billion, B $34.2 billion, C $24.0
billion and D $19.4 billion``; ``10.36 million units of A and 1.89 million of B: 12.25 million in all``;
``自有 671 架、经营租赁 292 架，合计 963 架``. How sure the list is to be the whole decides what is said of it:
see :mod:`~tieout.audit.claims.adding.closing`.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...mentions import in_words
from ..base import Draft, caveat_of
from . import words as w
from .closing import Part, closes, fits
from .terms import Term, Text, announced, kindred, passed, without_asides

__all__ = ["find", "joined"]

_MOST = 12
_SOME = re.compile(r"其中|当中|包括|包含|含|\b(?:with|of (?:which|whom|these))\b")
"""Of a list these words open a small part may be left out."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DIRECT = re.compile(
    r"^[^,;，；、]{0,24}[,，]?\s*(?:or |and |for |making |giving |which makes |i\.e\. )?(?:an? )?(?:combined|total|together|altogether|in all|aggregate)(?: of| total)?\s*[$€£]?$"
    r"|^[)）]?[，,；;]?(?:三者|两者|四者|二者)?(?:合计|共计|总计|合共|总共)(?:为|达|约|共)*$"
)
"""A total right behind its list, with no name of its own."""
_PERIOD = re.compile(
    r"(?<![\d.\-—–至到])\d{1,2}月(?!\d)|[一二三四]季|(?<![a-z])q[1-4]|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b|\b(?:first|second|third|fourth)[- ]quarter"
)
_METRIC = re.compile(
    r"收入|营收|利润|盈利|溢利|现金流|资产|负债|成本|费用|销量|产量|库存|投资|市值|均价|价格|贷款|存款|净额|税|票房|成交额|订单|产能|"
    r"\b(?:revenues?|sales|profits?|income|earnings|cash|assets|debt|costs?|expenses?|orders?|backlog|output|capex|ebitda|margin|loss|tax|loans|deposits|turnover|inventory|inventories|dividends?)\b"
)
_OF_GROUP = re.compile(r"(?:^|[,;:¶] ?)of (?:the |its |our |these |all |that )?(?:[a-z'’\-]+ ){0,3}$")
_NEAR = (Decimal("0.6"), Decimal("1.6"))
_MARK = re.compile(r"\s*(?:[、,，和及与]|and|\s)*\s*")
_WITHIN = re.compile(r"其中|当中|\bof (?:which|these|those|whom)\b|\bincluding\b")
_AMONG = re.compile(r"\b(?:including|such as|among|of which)\b|其中|例如|主要")
_OUTFLOW = re.compile(r"流出|赎回|贖回|\b(?:outflows?|withdr[a-z]+|redemptions?|redeemed)\b")
_NET = re.compile(r"\bnet\b|净|淨|余额|期末|结余")
_MEAN = re.compile(r"\baverag|\bmean\b|平均|均价")
_BROKEN = re.compile(
    r"\b(?:respectively|compared|versus|against|average|averaging|forecast|expects?|guidance|target|last year|a year (?:ago|earlier)|previously)\b|预计|预期|目标|去年|上年|同期|平均|均价"
)


def find(text: Text) -> Iterator[Draft]:
    """Every whole of a passage whose parts stand beside it."""
    for whole in text.terms:
        if whole.percent and not _joint_share(text, whole):
            continue
        if (
            whole.aside
            or whole.sub
            or in_words(whole.m.q)
            or whole.m.q.high is not None
            or whole.m.q.value <= 0
        ):
            continue
        draft = _behind(text, whole) or _ahead(text, whole)
        if draft is not None:
            yield draft.replace(caveat=draft.caveat or caveat_of(text.head(whole)))


def _joint_share(text: Text, whole: Term) -> bool:
    """True for a percentage said to be the sum of others: together the three had 66%."""
    words = re.split(r"[;；。]", text.head(whole))[-1][-70:]
    here = re.split(r"[,，]", words)[-1]
    count = announced(_of_sentence(text, whole))
    first = bool(count) and re.search(r"account|占|had|held|hold|share", here) is not None
    if not (
        w.SHARES.search(here)
        or w.TOTAL_BEHIND.match(whole.after)
        or w.LEADERS.search(_measure(text, whole))
        or first
    ):
        return False
    return whole.m.q.value <= 100 and not w.GROWTH.search(here + re.split(r"[,，;；。]", whole.after)[0])


def _measure(text: Text, whole: Term) -> str:
    """The words that say what the whole measures."""
    sentence = text.context.sentences[whole.i]
    return re.split(r"[,，;；。](?!\d)", sentence.low[: whole.m.q.start - sentence.start])[-1][-80:]


def _behind(text: Text, whole: Term) -> Draft | None:
    parts = _list_behind(text, whole)
    if len(parts) < 2:
        return None
    rel = text.plain(whole, parts[0].term)
    if _other_periods(text, whole, parts) or _MARK.fullmatch(rel):
        return None  # the first of a list of figures is not their whole
    if not w.SURE_OPENER.search(rel) and _member(text, whole):
        return None
    if not whole.percent and w.NOT_ADDED.search(_measure(text, whole)[-40:]):
        return None
    for n in range(len(parts), 1, -1):
        ends = n == len(parts) or re.match(r"[^,，、]*[;；]", text.between(parts[n - 1].term, parts[n].term))
        if ends and fits(whole, parts[:n]) and max(p.term.m.q.value for p in parts[:n]) <= whole.m.q.value:
            return closes(text, whole, parts[:n], closed=True)
    last = text.rest(parts[-1].term)
    if w.OPEN.search(rel) or re.match(r"\s*等(?!级|额)", last) or re.match(r"[^.。;；#]{0,30}\betc\b", last):
        return None
    labels = [text.label(p.term) for p in parts]
    inside = text.terms[whole.place + 1 : parts[0].term.place]
    count = announced([*_of_sentence(text, whole), *inside])
    rest = bool(w.REST.search(labels[-1]))
    goes_on = bool(w.REST.search(last)) or bool(w.REST.search(" ".join(labels[:-1])))
    opened = bool(w.OPENER.search(rel)) or parts[0].term.i != whole.i
    closed = (
        (rest and (opened or bool(w.ALL.search(_measure(text, whole)))))
        or count == len(parts)
        or w.divides(labels, _measure(text, whole))
        or (bool(w.CLOSED.search(rel)) and not goes_on and count is None)
    )
    if goes_on or (count is not None and count != len(parts)):
        closed = False
    if parts[0].term.i != whole.i and count is None:
        closed = False
    said = count is not None or rest or bool(w.CLOSED.search(rel))
    return closes(
        text,
        whole,
        parts,
        closed=closed,
        said=said,
        likely=(bool(w.LIKELY.search(rel)) or _bare(text, whole, parts)) and not goes_on,
        leaves=bool(_SOME.search(rel)),
    )


def _bare(text: Text, whole: Term, parts: Sequence[Part]) -> bool:
    """True for parts that follow their whole without a word, as the sides of it: 销量 142.6 万辆，纯电 90.3 万辆，插混 52.3 万辆.

    What measures something else (收入, 利润, 现金流) is no part, nor is what is far from the whole.
    """
    if parts[0].term.i != whole.i or _member(text, whole) or whole.m.q.value <= 0:
        return False
    if _OF_GROUP.search(text.head(whole)):
        return True
    labels = [text.label(p.term) for p in parts]
    mine = set(_METRIC.findall(_measure(text, whole)))
    if any(set(_METRIC.findall(x)) - mine for x in labels) or any(
        not re.search(r"[a-z]{2}|[\u4e00-\u9fff]", x) for x in labels
    ):
        return False
    ratio = sum(p.term.m.q.value for p in parts) / whole.m.q.value
    ends = re.match(r"^[^#]{0,12}(?:[。.;；¶]|$)", text.rest(parts[-1].term) + "¶") is not None
    return ends and _NEAR[0] < ratio < _NEAR[1]


def _other_periods(text: Text, whole: Term, parts: Sequence[Part]) -> bool:
    """``10月总额 2.0 亿元，8月、9月分别为``: figures of other months are no parts."""
    mine = set(_PERIOD.findall(re.split(r"[;；。]", text.head(whole))[-1]))
    said = text.between(whole, parts[0].term) + " ".join(text.label(p.term) for p in parts)
    theirs = set(_PERIOD.findall(said))
    labels = [text.label(p.term) for p in parts]
    return bool(mine and theirs) and not mine & theirs and not w.divides(labels, _measure(text, whole))


def _member(text: Text, whole: Term) -> bool:
    """True for a figure that goes on with the list of the figure before it."""
    for t in reversed(_of_sentence(text, whole)):
        if t.aside or passed(t, whole) or (t.percent and not whole.percent):
            continue
        return kindred(t, whole) and joined(text.plain(t, whole))
    return False


def _of_sentence(text: Text, whole: Term) -> list[Term]:
    return [t for t in text.terms[: whole.place] if t.i == whole.i]


def _list_behind(text: Text, whole: Term) -> list[Part]:
    """The terms behind the whole that one list joins, in its sentence or all in the next."""
    parts: list[Part] = []
    gaps: list[str] = []
    sign = 1
    for t in text.terms[whole.place + 1 :]:
        home = parts[0].term.i if parts else whole.i
        if t.i != home and (parts or t.i != whole.i + 1):
            break
        if t.aside or (t.sub and parts) or passed(t, whole) or (t.percent and not whole.percent):
            continue
        if not kindred(t, whole):
            break
        last = parts[-1].term if parts else whole
        gap = text.plain(last, t)
        if _BROKEN.search(gap) or _MEAN.search(text.between(last, t)) or len(parts) == _MOST:
            break
        if t.percent and w.GROWTH.search(gap.split("¶")[-1]):
            break
        if parts and not joined(gap):
            break
        if len(parts) > 1 and _semicolon(text.between(last, t)) and not _semicolon(gaps[-1]):
            break  # 其中 A 甲、B 乙；另一项 ……: the list ends where the next statement begins
        if not parts and not _opened(gap):
            break
        if w.TOTAL_SURE.search(t.before) and not _named_total(t):
            break
        if w.LESS.search(gap):
            sign = -1
        if t.m.q.value <= 0:
            break
        parts.append(Part(t, sign * flow(text, t, whole)))
        gaps.append(text.between(last, t))
    return _one_way(text, parts, whole)


def _one_way(text: Text, parts: list[Part], whole: Term) -> list[Part]:
    """Parts that all flow one way add up to a total that says no way: outflows after 360 and 812, in total."""
    if len(parts) < 2 or fits(whole, parts):
        return parts
    labels = [text.label(p.term) for p in parts]
    if not all(_OUTFLOW.search(x) for x in labels if _way(x) < 0) or any(_NET.search(x) for x in labels):
        return parts  # 期初 6,338 間，關閉 22 間: a level and what was taken from it
    if _way(text.label(whole)) or _NET.search(text.label(whole)) or any(_way(x) > 0 for x in labels):
        return parts
    if any(w.LESS.search(text.plain(a.term, b.term)) for a, b in itertools.pairwise(parts)):
        return parts
    return [Part(p.term) for p in parts]


def _semicolon(gap: str) -> bool:
    return ";" in gap or "；" in gap


def flow(text: Text, t: Term, whole: Term) -> int:
    """-1 where a part flows the other way than its whole: 投信賣超 beside 合計買超, outflows beside inflows."""
    ways = [_way(text.label(x)) for x in (t, whole)]
    return -1 if ways[0] < 0 <= ways[1] or ways[1] < 0 < ways[0] else 1


def _way(label: str) -> int:
    return -1 if w.OUT.search(label) else 1 if w.IN.search(label) else 0


def _opened(gap: str) -> bool:
    """True when the words lead from a whole to its first part."""
    words = gap.split("¶")
    return len(words) <= 2 and len(words[-1].split()) <= 12 and len(_HAN.findall(words[-1])) <= 20


def joined(gap: str) -> bool:
    """True when the words between two figures go on with one list."""
    return (
        bool(w.JOINED.search(gap))
        and "¶" not in gap
        and len(gap.split()) <= 12
        and len(_HAN.findall(gap)) <= 20
        and not re.search(r"[:：]", gap)
    )


def _named_total(t: Term) -> bool:
    """``其他客户合计约 2.9 亿元``: a part that is itself a sum has a name of its own."""
    found = re.search(r"([\u4e00-\u9fff]{2,})合计[约为达]?$", t.before)
    return found is not None and not re.search(r"^(?:[上述以前三四五六两者家项大个]+)$", found.group(1))


def _ahead(text: Text, whole: Term) -> Draft | None:
    before = re.split(r"[。；;]", whole.before)[-1]
    clause = _measure(text, whole)
    cue = (
        w.TOTAL.search(before)
        or w.TOTAL.search(clause)
        or (w.LEADERS.search(clause) if whole.percent else None)
    )
    behind = w.TOTAL_BEHIND.match(whole.after)
    if not cue and not behind:
        return None
    parts = _list_ahead(text, whole)
    if len(parts) < 2 or (not whole.percent and w.NOT_ADDED.search(_measure(text, whole)[-40:])):
        return None
    for n in range(len(parts), 1, -1):
        tail = parts[-n:]
        if fits(whole, tail) and max(p.term.m.q.value for p in tail) < whole.m.q.value:
            return closes(text, whole, tail, closed=True)
    between = [t for t in text.terms if parts[-1].term.place < t.place < whole.place]
    count = announced(between) or (w.leaders(clause) if whole.percent else None)
    if count is not None and 2 <= count <= len(parts):
        parts = parts[-count:]
    opening = text.head(parts[0].term)
    gaps = " ".join(text.plain(a.term, b.term) for a, b in itertools.pairwise(parts))
    if _AMONG.search(opening[-40:]) or w.OPEN.search(gaps) or "等" in gaps:
        return None
    labels = [text.label(p.term) for p in parts]
    closed = (
        count == len(parts) or w.divides(labels, _measure(text, whole)) or bool(w.REST.search(labels[-1]))
    )
    sure = bool(behind) or bool(w.TOTAL_SURE.search(before)) or closed
    direct = bool(_DIRECT.match(without_asides(text.between(parts[-1].term, whole))))
    closed = closed or (direct and count in (None, len(parts)))
    said = direct or count is not None or bool(w.REST.search(labels[-1])) or bool(w.TOTAL_SURE.search(before))
    return closes(text, whole, parts, closed=closed and bool(cue), likely=sure, said=said)


def _list_ahead(text: Text, whole: Term) -> list[Part]:
    parts: list[Part] = []
    following = whole
    for t in reversed(text.terms[: whole.place]):
        home = parts[-1].term.i if parts else whole.i
        if t.i != home and (parts or t.i != whole.i - 1):
            break
        if t.aside or t.sub or passed(t, whole) or (t.percent and not whole.percent):
            continue
        if not kindred(t, whole) or t.m.q.value <= 0:
            break
        gap = text.plain(t, following)
        if parts and (_BROKEN.search(gap) or not joined(gap)):
            break
        if parts and _WITHIN.search(gap):
            return []  # those collected are parts of this one
        if t.percent and w.GROWTH.search(t.before + gap):
            break
        if len(parts) == _MOST or (w.TOTAL_SURE.search(t.before) and not _named_total(t)):
            break
        parts.append(Part(t, flow(text, t, whole)))
        following = t
    parts.reverse()
    return _one_way(text, parts, whole)
