"""Answers and shares that make a hundred: approve, disapprove and no answer; a split of 40/60; the remaining 15%."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ....model.formula import Operand, compute
from ....quantity import Interval
from ..base import STRONG, Draft, Reading, operand
from ..slips import one_slip
from ..stated import stated
from .closing import spans_of
from .terms import Term, Text
from .words import sides_of

__all__ = ["find"]

_STANCES = (
    re.compile(
        r"\b(?:approv\w*|add to|buy|in favou?r|favou?r\w*|support\w*|back(?:ed|ing)?|yes|agree[ds]?|satisfied|bullish|(?:rise|increase|improve|higher|better|growth))\b"
        r"|(?<!不)[赞贊讚]成|(?<!不)支持|(?<!不)同意|看[涨好多]|加仓|增持|上[涨升]|增[加长]|改善|(?<!不)满意"
    ),
    re.compile(
        r"\b(?:disapprov\w*|against|oppos\w*|no(?= |$)(?! (?:opinion|change|answer|view|reply|idea))|disagree[ds]?|dissatisfied|cut|sell|reduce|bearish|reject\w*|(?:fall|decline|decrease|worsen|lower|worse|drop))\b"
        r"|反对|不[赞贊讚]成|不支持|不同意|看[跌淡空]|减仓|减持|下[跌降]|减少|恶化|不满意"
    ),
    re.compile(
        r"\b(?:no (?:opinion|change|answer|view|reply|idea)|undecided|unsure|not sure|unchanged|unsure|the same|neither|neutral|don't know|did not (?:answer|know|say)|didn't (?:answer|know|say)|stable|declined to answer)\b"
        r"|未有意见|无意见|没有意见|不确定|持平|不变|中立|说不清|未表态|不清楚|没有变化|弃权"
    ),
)
_SPLIT = re.compile(r"split|shared?|divid|比例|分成|分摊|分配|分担|各占")
_RATIO = re.compile(r"^(\d{1,2})\s*[/:∶：]\s*(\d{1,2})$")
_REST = re.compile(
    r"\b(?:the |a )?(?:remaining|rest|remainder|other|balance)\b[^,;:#]{0,24}$|其余|余下|剩余|其他"
)
_SHARED = re.compile(
    r"\b(?:of (?:the )?(?:total|sales|revenue|respondents|output|shipments|budget|portfolio|assets)|account\w*|came from|came|made up|held|invested|allocated|portfolio|fund|represent\w*|share)\b|占|比重|来自|份额"
)
_NOT = re.compile(
    r"\b(?:growth|rose|grew|fell|up|down|margin|yield|rate|multiple answers|more than one)\b|同比|环比|多选|增速|其中|of (?:which|those|them)"
)
EXACT, ROUNDED = Decimal("0.6"), Decimal(2)


def find(text: Text) -> Iterator[Draft]:
    """Percentages of a passage that have to make a hundred."""
    for i in range(len(text.context.sentences)):
        rates = [
            t
            for t in text.terms
            if t.i == i
            and t.percent
            and t.m.q.high is None
            and not t.m.q.comparator
            and 0 < t.m.q.value < 100
        ]
        yield from _answers(text, rates)
        yield from _remaining(text, rates)
    yield from _sides(text)
    for t in text.terms:
        ratio = _RATIO.match(t.m.q.text)
        if ratio and int(ratio.group(1)) + int(ratio.group(2)) == 100:
            yield from _split(text, t, (Decimal(ratio.group(1)), Decimal(ratio.group(2))))


def _answers(text: Text, rates: Sequence[Term]) -> Iterator[Draft]:
    """The three stances told once each, one behind the other."""
    told: dict[int, Term] = {}
    for t in rates:
        if re.search(r"\bfrom\b[^,;:#]{0,24}$|\b(?:than|compared with) [^,;:#]{0,20}$|上[次月周]", t.before):
            continue
        stances = [k for k, s in enumerate(_STANCES) if s.search(_own(text, t))]
        if len(stances) != 1 or stances[0] in told:
            return
        told[stances[0]] = t
    if len(told) == len(_STANCES):
        yield from _hundred(text, list(told.values()))


def _own(text: Text, t: Term) -> str:
    """What a percentage is said of: the words behind it, or those before where none stand behind."""
    before, _, behind = text.label(t).partition("|")
    behind = re.sub(r"^\s*of (?:the )?[a-z]+\b", " ", behind)
    return behind if re.search(r"[a-z]{2}|[\u4e00-\u9fff]", behind) else before


def _remaining(text: Text, rates: Sequence[Term]) -> Iterator[Draft]:
    """``57% came from A, 28% from B and the remaining 15% from C``."""
    shares = [t for t in rates if not t.aside]
    if len(shares) < 3 or not _REST.search(shares[-1].before):
        return
    words = text.masked[max(0, text.slots[shares[0].place][0] - 40) : text.slots[shares[-1].place][1] + 30]
    if _NOT.search(words) or not _SHARED.search(words) or re.search(r"[\u4e00-\u9fff]", words):
        return
    yield from _hundred(text, shares)


def _hundred(text: Text, told: Sequence[Term]) -> Iterator[Draft]:
    total = sum((t.m.q.value for t in told), Decimal(0))
    whole = all(not t.m.q.decimals for t in told)
    last = max(told, key=lambda t: t.place)
    others = [t for t in told if t is not last]
    rest = compute("difference", Operand.exact(100), compute("sum", *(operand(t.m) for t in others)))
    formula = "100% - " + " - ".join(t.m.q.text for t in others)
    one = Reading(rest, STRONG, formula, tuple(t.m for t in others))
    if abs(total - 100) <= (ROUNDED if whole else EXACT):
        if abs(total - 100) <= (1 if whole else EXACT):
            draft = stated(text.context, last.i, last.m, "sum", "TIE203", (one,), "what makes a hundred")
            yield draft.replace(numbers=tuple((t.m.q.start, t.m.q.end) for t in told))
        return
    slipped = [t for t in told if one_slip(t.m.q, Interval.point(100 - total + t.m.q.value))]
    if not slipped:
        return
    shown = " + ".join(t.m.q.text for t in told)
    blamed = slipped[0] if len(slipped) == 1 else last
    draft = stated(text.context, blamed.i, blamed.m, "sum", "TIE203", (), "what makes a hundred")
    yield draft.replace(
        fixed="contradicted",
        said=blamed.m.q.value,
        expected=100 - total + blamed.m.q.value,
        reason=f"{shown} = {total:f}%, not 100%",
        evidence=spans_of(told),
    )


def _sides(text: Text) -> Iterator[Draft]:
    """``海外收入占比 62%，国内收入占比 38%``: the shares of two sides of one division."""
    rates = [
        t for t in text.terms if t.percent and t.m.q.high is None and not t.m.q.comparator and not t.aside
    ]
    for a, b in itertools.pairwise(rates):
        if a.i != b.i or b.place != a.place + 1 or a.m.q.decimals != b.m.q.decimals:
            continue
        if any(
            x.i == a.i and x.place in (a.place - 1, b.place + 1) and _OWN_SHARE.search(x.before)
            for x in rates
        ):
            continue  # 纯电乘用占 42%，纯电商用占 22%，插电乘用占 28%: cells of a division both ways
        words = [re.split(r"[,，;；。]", x.before)[-1] for x in (a, b)]
        if not all(_OWN_SHARE.search(x) for x in words) or sides_of([f"{x}|" for x in words]) is None:
            continue
        if _NOT.search(" ".join(words)) or re.search(r"其中|of which", text.between(a, b)):
            continue
        yield from _hundred(text, [a, b])


_OWN_SHARE = re.compile(r"占比|占|比重|份额|\bshare\b|\baccount")


def _split(text: Text, t: Term, sides: tuple[Decimal, Decimal]) -> Iterator[Draft]:
    """``split 40/60: the company takes 40% and its partner 60%``."""
    behind = [x for x in text.terms[t.place + 1 :] if x.i == t.i and x.percent][:2]
    if len(behind) != 2 or not _SPLIT.search(text.head(t)[-30:] + text.rest(t)[:20]):
        return
    values = [x.m.q.value for x in behind]
    good = sorted(values) == sorted(sides)
    odd = [x for x in behind if x.m.q.value not in sides] or ([] if good else behind[1:])
    if good or len(odd) == 1:
        blamed = odd[0] if odd else behind[1]
        other = next(x for x in behind if x is not blamed)
        rest = 100 - other.m.q.value
        draft = stated(text.context, blamed.i, blamed.m, "sum", "TIE203", (), "side of a split")
        yield draft.replace(
            fixed="supported" if good else "contradicted",
            said=blamed.m.q.value,
            expected=rest,
            reason=f"100% - {other.m.q.text} = {rest:f}%",
            evidence=spans_of((t, other)),
            numbers=tuple((x.m.q.start, x.m.q.end) for x in (t, *behind))
            if good
            else ((blamed.m.q.start, blamed.m.q.end),),
        )
