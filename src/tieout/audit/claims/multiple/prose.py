"""Multiples over the figures of a passage: the words name two of them, by name, by time, by place or as the other one.

``云帆为团子的3.4倍``; ``前者约为后者的12.2倍``; ``第一名约为第三名的4.1倍``; ``为去年同期的2.5倍``; ``Brightwater had 2.5 times as
many``; ``a Helios costs 1.9 times as much as a Nova``; ``about a third of the 3,650 at Dalton``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ....model.formula import Operand, compute
from ...mentions import currency_of, same_unit
from ..base import FRAMED, MEDIUM, STRONG, Context, Draft, Reading, caveat_of, quotient
from ..listed.panels import Panel, panels_of
from ..relations.masked import Masked, Slot, masked_of
from ..stated import stated
from .tokens import distinct, figures_named, known, measure_in, measure_told, own_words, tokens

__all__ = ["find"]

_T = r"#(?P<k>[xp])(?P<n>\d+)#"
_W = r"[^#.,;:()（），。；：]"
_ZH = (
    re.compile(
        rf"(?P<is>(?:约|仅|就|已|又|则)*(?:为|是|相当于|等于|系|达到?))(?P<y>(?:{_W}|#t\d+#|#p\d+#){{1,22}}?)的(?:约|近|逾|超过?|仅|将近|大约)*{_T}"
    ),
    re.compile(rf"(?P<under>不及|不到|不足|近)(?P<y>{_W}{{2,16}}?)的{_T}"),
    re.compile(rf"(?P<over>超过|超|逾)(?P<y>{_W}{{2,16}}?)的{_T}"),
    re.compile(
        rf"(?:比|较)(?P<y>{_W}{{1,16}}?)(?P<more>高出?|多出?|贵出?|大出?|增长|增加|上涨|增)(?:了|约|近|逾|超过?)*{_T}"
    ),
)
_AS = r"as (?:many|much|large|big|high|great|long|likely|expensive|fast|heavy|costly|often|dear|valuable|strong|common|wide)"
_EN = (
    re.compile(
        rf"{_T} {_AS}(?P<as>)(?: [a-z]+)? as (?:in |at |on |for |an? |the |those in )*(?P<y>{_W}{{1,48}})"
    ),
    re.compile(rf"{_T} {_AS}(?P<as>)(?: [a-z]+)?(?: to [a-z]+(?: [a-z]+){{0,4}})?(?=[,.;)]|$| and\b)(?P<y>)"),
    re.compile(rf"{_T} (?:that|those) (?:of|at|in|for|from) (?:an? |the )?(?P<y>{_W}{{1,48}})"),
    re.compile(
        rf"{_T} (?:the )?(?:size|value|level|rate|price|number|amount|weight|figure|volume|cost) (?:of|at|in|for) (?:an? |the )?(?P<y>{_W}{{1,48}})"
    ),
    re.compile(
        rf"{_T} (?P<y>(?!as |of |of$|the (?:size|value|level|rate|price|number|amount|figure)\b){_W}{{2,40}})"
    ),
    re.compile(rf"{_T} of (?:an? |the )?(?P<y>{_W}{{2,40}})"),
)
_THEN_ZH = re.compile(
    r"(?:去年|上年|前年|上个?月|上个?周|上一?季度?|上期|前一[周日月季年]|同期|年初|年末|此前|昨日|前值|历史|均值|平均)"
)
_THEN_EN = re.compile(
    r"\b(?:last|previous|prior|year[- ]ago|year before|year earlier|a year|month before|quarter before|week before|earlier|ago|same (?:quarter|month|period|week))\b"
)
_RANK = re.compile(r"#t(?P<a>\d+)#|(?P<first>首位|榜首|龙头)|(?P<second>次席|次位|亚军)")
_NOT = re.compile(
    r"目标|预计|预期|若|如果|有望|将|规划|上限|市盈|市销|市净|估值|杠杆|覆盖|认购|\b(?:if|would|could|should|expect|target|forecast|by 20\d\d|p/e|earnings|ebitda|book|covered|subscribed|estimate)\w*\b"
)
_BASIS = re.compile(
    r"按(?!年|月|季|周)|口径|合约|若|剔除|扣除|\b(?:excluding|adjusted|per (?:store|head|share|user|capita|employee)|on (?:a|an) [a-z\-]+ basis|in terms of)\b"
)
_PRICED = re.compile(r"costs?|rents?|价格|单价|报价|租金")
_SO = re.compile(r"(?:\b(?:so|so that|meaning|thus|hence)|因此|故|即|换言之)\s*$")
_WORDY = re.compile(
    r"^(?:a |an )?(?:half|third|quarter|fifth|two[- ]thirds|three[- ]quarters|one[- ]third|one[- ]quarter)|成|分之|一半|half"
)


def find(context: Context) -> Iterator[Draft]:
    """Every multiple whose two figures the words before it name, or leave no choice about."""
    if not any(m.unit_kind in ("times", "%") for row in context.mentions for m in row):
        return
    masked = masked_of(context)
    if not any(s.kind in "xp" for s in masked.slots):
        return
    panels = panels_of(context)
    done: set[int] = set()
    for frames in (_ZH, _EN):
        for frame in frames:
            for found in masked.each(frame):
                t = masked.slot(found, "n")
                if t.n in done or (t.kind == "p" and not _WORDY.search(t.m.q.text)):
                    continue
                draft = _read(masked, found, t, panels)
                if draft is not None:
                    done.add(t.n)
                    yield draft


def _read(masked: Masked, found: re.Match[str], t: Slot, panels: Sequence[Panel]) -> Draft | None:
    begin = _sentence_start(masked, t)
    at = found.start()
    clauses = re.split(r"[，,；;:：。]|\bso\b|\bbut\b|\bwhile\b", masked.text[begin:at])
    x_words, y_words = clauses[-1], found.group("y").strip()
    said = x_words + " " + found.group()
    if _NOT.search(said) or caveat_of(said) or t.m.q.high is not None:
        return None
    pool = [
        s
        for s in masked.slots
        if t.i - 4 <= s.i <= t.i
        and s.kind in "ap"
        and s.m.q.high is None
        and s.m.q.value > 0
        and s.n != t.n
        and (s.n < t.n or (s.n == t.n + 1 and s.m.bracketed))
        and s.m.role not in ("delta", "times", "threshold")
    ]
    sides = _sides(masked, found, t, pool, panels, clauses, y_words)
    if sides is None:
        return None
    now, base, tie = sides
    if now.m.q.value <= 0 or base.m.q.value <= 0 or now is base or not same_unit(now.m.q, base.m.q):
        return None
    told = masked.text[: found.start() - len(x_words)]
    near = " ".join(own_words(masked, s) for s in (now, base))
    measure = measure_in(x_words) or measure_in(y_words)
    if currency_of(now.m.q.unit) and _PRICED.fullmatch(measure):
        measure = ""  # what costs dollars was told in dollars
    last = max((s for s in (now, base) if s.n < t.n), key=lambda s: s.n, default=base)
    if _BASIS.search(masked.text[masked.text.index(f"#{last.kind}{last.n}#") : found.end()]):
        return None
    so = _SO.search(told)  # what follows from the two figures needs no name of theirs
    if (measure and not measure_told(measure, near + told[-160:])) or not (
        so or known(x_words, told + " " + near)
    ):
        tie = min(tie, MEDIUM)
    groups = found.groupdict()
    bound = "under" if groups.get("under") else "over" if groups.get("over") else t.m.q.comparator
    if bound != t.m.q.comparator:
        t = replace(t, m=replace(t.m, q=replace(t.m.q, comparator=bound)))
    if t.kind == "p":
        one = quotient("share", tie, now.m, base.m)
        return None if one is None else _draft(masked, t, one, "share", "TIE203")
    one = quotient("ratio", tie, now.m, base.m)
    if one is None:
        return None
    if groups.get("more"):
        more = compute("difference", one.result, Operand.exact(1))
        one = Reading(more, tie, f"{one.formula} - 1", one.operands)
    return _draft(masked, t, one, "multiple", "TIE207")


def _draft(masked: Masked, t: Slot, one: Reading, kind: str, rule: str) -> Draft:
    return stated(masked.context, t.i, t.m, kind, rule, (one,), kind)  # type: ignore[arg-type]


def _sides(
    masked: Masked,
    found: re.Match[str],
    t: Slot,
    pool: list[Slot],
    panels: Sequence[Panel],
    clauses: Sequence[str],
    y_words: str,
) -> tuple[Slot, Slot, int] | None:
    """The two figures the words compare, the greater of them said first, and how surely."""
    x_words = clauses[-1]
    if re.search(r"后者|前者", y_words + x_words) or re.search(r"\bthe (?:latter|former)\b", y_words):
        pair = _two(pool, t)
        if pair is None:
            return None
        turned = bool(re.search(r"前者|\bformer\b", y_words))
        tie = FRAMED if pair[0].i == pair[1].i else STRONG
        return (pair[1], pair[0], tie) if turned else (pair[0], pair[1], tie)
    ranks = [r for w in (x_words[-12:], y_words) for r in [_rank(masked, w)] if r]
    if len(ranks) == 2 and _rank(masked, y_words):
        return _by_rank(masked, pool, t, ranks)
    if not y_words:
        return _elliptic(masked, pool, t, clauses)
    then = _THEN_ZH if re.search(r"[\u4e00-\u9fff]", y_words) else _THEN_EN
    if then.search(y_words):
        return _in_time(masked, pool, t, y_words, then)
    bases = _named(masked, y_words, pool, panels)
    if not tokens(y_words) and measure_in(y_words) == y_words:
        if not re.search(
            r"\b(?:price|bid|offer|deal|consideration|paying|pays|paid|values?|valued|valuing)\b", x_words
        ):
            return None
        bases = [s for s in pool if y_words in own_words(masked, s) and s.i >= t.i - 1]
    if len(bases) != 1:
        return None
    base = bases[0]
    rest = [s for s in pool if s is not base and same_unit(s.m.q, base.m.q) and s.kind == base.kind]
    if not x_words.strip() and len(clauses) > 1 and re.search(r"#[ap]\d+#[^#]{0,14}$", clauses[-2]):
        last = re.findall(r"#[ap](\d+)#", clauses[-2])[-1]  # B 9.64 million, eight times as many as A
        now = next((s for s in rest if s.n == int(last)), None)
        return (now, base, STRONG) if now is not None else None
    for k, words in enumerate(reversed(clauses)):
        if tokens(words) & tokens(y_words) == tokens(words) or not tokens(words):
            continue
        nows = _named(masked, words, rest, panels)
        if len(nows) == 1:
            return nows[0], base, FRAMED if k == 0 else STRONG
        if nows:
            return None
        if "#" in words:
            return None  # the names of the list itself
        if k == 0 and not known(words, masked.text[: found.start() - len(words)]):
            return None
    others = distinct(rest)
    return (others[0], base, STRONG) if len(others) == 1 else None


def _named(masked: Masked, words: str, pool: list[Slot], panels: Sequence[Panel]) -> list[Slot]:
    """The figures that go by a name; those of a list said respectively by the list."""
    for panel in reversed(panels):
        item = panel.find(words) if panel.items else None
        slots = [s for s in pool if item is not None and s.m is item.m]
        if slots:
            return slots
    inside = {x.m.q.start for p in panels if _respectively(p) for x in p.items}
    free = [s for s in pool if s.m.q.start not in inside]
    return distinct(figures_named(masked, words, free))


def _respectively(panel: Panel) -> bool:
    """True when the names of a list stand together in front of its figures."""
    first, second = panel.items[0].m, panel.items[1].m
    return second.index == first.index + 1 and not re.search(
        r"[\u4e00-\u9fffa-z]{2,}", re.sub(r"\band\b", "", second.gap)
    )


def _two(pool: list[Slot], t: Slot) -> tuple[Slot, Slot] | None:
    """The only two figures of one unit in the sentence, or else in the one before."""
    for first in (t.i, t.i - 1):
        here = [s for s in pool if first <= s.i <= t.i and s.n < t.n and s.m.role not in ("base", "change")]
        units = {s.m.q.unit for s in here}
        pairs = [[s for s in here if s.m.q.unit == u and s.kind == "a"] for u in units]
        pairs = [p for p in pairs if len(p) == 2]
        if len(pairs) == 1:
            return pairs[0][0], pairs[0][1]
        if here and len(here) > 2:
            return None
    return None


def _rank(masked: Masked, words: str) -> int:
    found = list(_RANK.finditer(words))
    if not found:
        return 0
    last = found[-1]
    if last.group("a"):
        q = masked.slots[int(last.group("a"))].m.q
        return int(q.value) if q.rank or q.unit in ("名", "位") else 0
    return 1 if last.group("first") else 2


def _by_rank(
    masked: Masked, pool: list[Slot], t: Slot, ranks: Sequence[int]
) -> tuple[Slot, Slot, int] | None:
    """The figures of a list by their places: the run of one unit told last before the multiple."""
    amounts = [s for s in pool if s.n < t.n and s.kind == "a" and s.i >= t.i - 1]
    if not amounts:
        return None
    run = [s for s in amounts if s.m.q.unit == amounts[-1].m.q.unit and s.m.role not in ("base", "total")]
    values = sorted(run, key=lambda s: -s.m.q.value)
    if len(run) < max(ranks) or len({s.m.q.value for s in run}) != len(run):
        return None
    del masked
    tie = STRONG if [s.n for s in values] == [s.n for s in run] else MEDIUM
    return values[ranks[0] - 1], values[ranks[1] - 1], tie


def _in_time(
    masked: Masked, pool: list[Slot], t: Slot, y_words: str, then: re.Pattern[str]
) -> tuple[Slot, Slot, int] | None:
    """The level now and that of the time the words name, the only ones of their unit near by."""
    said = then.search(y_words)
    assert said is not None
    here = [s for s in pool if s.i >= t.i - 1 and s.n <= t.n + 1]
    word = said.group()
    bases = [
        s for s in here if word in own_words(masked, s) or (s.i == t.i and then.search(own_words(masked, s)))
    ]
    bases = [s for s in bases if s.kind == "a"]
    if len(distinct(bases)) != 1:
        return None
    base = bases[-1]
    nows = [
        s
        for s in here
        if same_unit(s.m.q, base.m.q)
        and s.kind == base.kind
        and s is not base
        and not then.search(own_words(masked, s))
    ]
    own = [s for s in nows if s.i == t.i] or nows
    if len(distinct(own)) != 1 or abs(own[-1].i - base.i) > 1:
        return None
    if re.search(r"[a-z]", y_words) and not known(y_words[: said.start()], masked.text):
        return None
    return own[-1], base, STRONG


def _elliptic(
    masked: Masked, pool: list[Slot], t: Slot, clauses: Sequence[str]
) -> tuple[Slot, Slot, int] | None:
    """``..., so Brightwater had 2.5 times as many``: the one named and the only other of its unit."""
    here = [s for s in pool if s.i >= t.i - 1 and s.n < t.n]
    here = [s for s in here if s.i == t.i] if sum(s.i == t.i for s in here) >= 2 else here
    kinds = [[s for s in here if s.kind == k] for k in "ap"]
    groups = [g for g in kinds if len(distinct(g)) == 2 and len(g) == 2 and same_unit(g[0].m.q, g[1].m.q)]
    if len(groups) != 1:
        return None
    one, two = groups[0]
    nows = figures_named(masked, clauses[-1], groups[0], least=Decimal("0.4"))
    if len(nows) == 1:
        return nows[0], two if nows[0] is one else one, STRONG
    if nows:
        return None
    # times as likely: above one it is the greater over the less, whoever is named
    one, two = sorted((one, two), key=lambda s: -s.m.q.value)
    last = max(one, two, key=lambda s: s.n)
    between = masked.text[masked.text.index(f"#{last.kind}{last.n}#") : masked.text.index(f"#{t.kind}{t.n}#")]
    near = [s for s in pool if s.i >= t.i - 2 and same_unit(s.m.q, one.m.q) and s.kind == one.kind]
    alone = len(near) == 2 or bool(re.search(r"\bso\b|\bmeaning\b|因此", between))
    return one, two, STRONG if alone and t.kind == "x" and one.i == two.i == t.i else MEDIUM


def _sentence_start(masked: Masked, t: Slot) -> int:
    before = masked.text[: masked.text.index(f"#{t.kind}{t.n}#")]
    ends = [x.end() for x in re.finditer(r"[。\n]|(?<=[a-z#)%])\.\s", before)]
    return ends[-1] if ends else 0
