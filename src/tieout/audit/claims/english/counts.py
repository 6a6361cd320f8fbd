"""Counts of a group by what its members did: of the 20 industries 5 grew, 14 shrank and 1 was unchanged.

The members of opposite kinds (rose, fell, unchanged; for, against) are different ones, so together they
are the group, or fewer. ``two of the three indexes rose`` is counted among the moves the sentence states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....model.formula import Operand, compute
from ..base import STRONG, Context, Draft, Reading, operand
from ..stated import stated
from .figures import Figure, Masked, masked_of
from .moving import is_change, way_of

__all__ = ["find"]

_UP = r"(?:rose|grew|gained|advanced|increased|climbed|improved|expanded|higher|up|growth|gains?|winners|gainers|advancers|increases?|beat|positive|buy|overweight|outperform|in favou?r|for)"
_DOWN = r"(?:fell|shrank|lost|declined|decreased|dropped|slipped|contracted|worsened|lower|down|contraction|declines?|losses|losers|decliners|decreases?|missed|negative|sell|underweight|underperform|reduce|against)"
_SAME = (
    r"(?:unchanged|flat|no change|steady|stable|level|in line|neutral|hold|equal-weight|abstained|undecided)"
)
_KIND = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<same>{_SAME}))\b")
_GROUP = re.compile(r"\bof (?:the |its |our |all )?#a(?P<n>\d+)#(?! (?:million|billion))")
_MOVED = re.compile(
    rf"#a(?P<some>\d+)# of (?:the |its )?#a(?P<all>\d+)#\s+(?:[a-z]+\s+){{0,2}}?(?:were |was |closed |ended |finished )?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b"
)


def find(context: Context) -> Iterator[Draft]:
    """Counts of the English sentences of a passage that their own group contradicts."""
    for masked in masked_of(context):
        yield from _partition(context, masked)
        yield from _opened(context, masked)
        yield from _moves(context, masked)


def _whole_number(f: Figure) -> bool:
    q = f.m.q
    return f.kind == "a" and q.decimals == 0 and q.scale == 1 and q.value > 0 and q.comparator is None


def _partition(context: Context, masked: Masked) -> Iterator[Draft]:
    for found in _GROUP.finditer(masked.text):
        group = masked.figure(found.group("n"))
        if not _whole_number(group) or group.m.q.unit not in (None, "家", "个", "只", "人"):
            continue
        counted: dict[str, Figure] = {}
        before = [g for g in masked.figures[: group.index] if _whole_number(g)][-1:]
        leading = (
            before
            if before and masked.between(before[0], group).strip() in ("of", "of the", "of its")
            else []
        )
        for f in [*leading, *masked.figures[group.index + 1 :]]:
            if not _whole_number(f):
                break
            words = (group.after if f in leading else f.after).split(";")[0][:60]
            kind = _KIND.search(words)
            if kind is None or kind.lastgroup is None or kind.lastgroup in counted:
                break
            counted[kind.lastgroup] = f
        if len(counted) < 2:
            continue
        parts = list(counted.values())
        total = compute("sum", *(operand(f.m) for f in parts))
        whole = operand(group.m)
        last = parts[-1]
        closed = len(counted) == 3
        if total.value <= whole.value and not closed:
            continue
        rest = compute("difference", whole, compute("sum", *(operand(f.m) for f in parts[:-1])))
        names = " - ".join([group.m.q.text, *(f.m.q.text for f in parts[:-1])])
        one = Reading(Operand.exact(rest.value), STRONG, names, (group.m, *(f.m for f in parts[:-1])))
        yield stated(context, masked.i, last.m, "count", "TIE204", (one,), "what is left of the group")


_IN = r"(?:opened|added|acquired|bought|launched|hired|opening|adding|signed|gained|new)"
_OUT = r"(?:closed|sold|lost|shut|disposed of|exited|closing|selling|divested|retired)"
_OPENED = re.compile(
    rf"(?:\b{_IN}\b[^#;.]{{0,25}}#a(?P<a>\d+)#|#a(?P<a2>\d+)#[^#;.]{{0,25}}\b{_IN}\b)[^#;.]{{0,30}}(?:\b{_OUT}\b[^#;.]{{0,25}}#a(?P<b>\d+)#|#a(?P<b2>\d+)#[^#;.]{{0,25}}\b{_OUT}\b)"
    r"[^#;.]{0,40}?(?:\b(?P<net>net (?:increase|addition|gain|decrease|reduction|change)(?: of)?)|\b(?:leaving|ending|bringing|taking|giving|finishing|making)\b)[^#;.]{0,30}#a(?P<n>\d+)#(?:[^#;.]{0,40}\b(?:against|from|compared (?:with|to)|versus|up from|down from)\b[^#;.]{0,20}#a(?P<m>\d+)#)?"
)


def _opened(context: Context, masked: Masked) -> Iterator[Draft]:
    """``opened 14 stores and closed 3, ending with 412, compared with 401``: what there was, plus, less."""
    for found in _OPENED.finditer(masked.text):
        a = masked.figure(found.group("a") or found.group("a2"))
        b = masked.figure(found.group("b") or found.group("b2"))
        n = masked.figure(found.group("n"))
        if not all(_whole_number(x) for x in (a, b, n)):
            continue
        net = compute("difference", operand(a.m), operand(b.m))
        if found.group("net"):
            one = Reading(net, STRONG, f"{a.m.q.text} - {b.m.q.text}", (a.m, b.m))
            yield stated(context, masked.i, n.m, "difference", "TIE202", (one,), "net change")
        elif found.group("m"):
            start = masked.figure(found.group("m"))
            if not _whole_number(start):
                continue
            end = Operand.exact(start.m.q.value + net.value)
            one = Reading(end, STRONG, f"{start.m.q.text} + {a.m.q.text} - {b.m.q.text}", (start.m, a.m, b.m))
            yield stated(context, masked.i, n.m, "sum", "TIE203", (one,), "how many there are")


def _moves(context: Context, masked: Masked) -> Iterator[Draft]:
    for found in _MOVED.finditer(masked.text):
        some, group = masked.figure(found.group("some")), masked.figure(found.group("all"))
        moves = [
            f
            for f in masked.figures
            if f.kind == "p" and is_change(f) and masked.position(f) < found.start() and way_of(f)
        ]
        if not _whole_number(some) or len(moves) != group.m.q.value or some.m.q.value > group.m.q.value:
            continue
        way = 1 if found.group("up") else -1
        number = sum(1 for f in moves if way_of(f) == way)
        one = Reading(
            Operand.exact(number),
            STRONG,
            f"{number} of the {len(moves)} moves stated",
            tuple(f.m for f in moves),
        )
        yield stated(context, masked.i, some.m, "count", "TIE204", (one,), "how many moved")
