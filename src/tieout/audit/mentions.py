"""What each number of a sentence is: a level, a change, a share, a base, a total ...

A :class:`Mention` is a quantity with the role its frame gives it, the direction a word says, the
noun phrase it speaks of and the scope (day, week, intraday) that was last named. Roles come from
the words directly before and behind the number, never from its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from ..model.evidence import Evidence
from ..quantity import Quantity
from .lexicon import patterns as p
from .prose import Clause, Sentence

__all__ = [
    "Mention",
    "Role",
    "counted_by",
    "currency_of",
    "in_words",
    "kind_of_unit",
    "mentions_of",
    "same_unit",
]

Role = Literal[
    "level",
    "bare",
    "delta",
    "change",
    "share",
    "rate",
    "pp",
    "base",
    "threshold",
    "total",
    "mean",
    "count",
    "times",
    "rank",
    "time",
]

TIME_UNITS = frozenset(["s", "day", "trading_day", "week", "month", "quarter", "year"])
COUNT_UNITS = frozenset([
    "个", "家", "只", "支", "名", "位", "人", "项", "款", "种", "台", "部", "辆", "起", "宗", "笔", "股", "手", "deal",
    "unit", "user", "城", "份", "场", "次", "条",
])  # fmt: skip
_PIECE = re.compile(r"[，,；;。：:、！？!?]|\s[-–—]{1,2}\s|——")


@dataclass(frozen=True, slots=True)
class Mention:
    """A quantity in its frame. ``lead`` and ``tail`` are the folded words of its clause up to the
    neighbouring numbers; ``gap`` everything since the previous number of the sentence."""

    q: Quantity
    index: int
    role: Role
    direction: int
    subject: str
    own_subject: bool
    scope: str
    lead: str
    tail: str
    gap: str
    clause: Clause
    bracketed: bool
    intraday: bool
    per: bool

    @property
    def unit_kind(self) -> str:
        """%, pp, times, time, money, or the unit itself."""
        return kind_of_unit(self.q.unit)

    @property
    def own_subject_noun(self) -> bool:
        """True when a noun stands in the clause of the number itself."""
        return bool(p.residual(self.lead))

    def own_subject_far(self, other: Mention) -> bool:
        """True when this mention names another subject than ``other`` in a clause of its own."""
        return self.own_subject and self.clause.start != other.clause.start and self.subject != other.subject

    @property
    def is_amount(self) -> bool:
        """True for what may enter a sum or a change as a level."""
        odds = ":" in self.q.text or "：" in self.q.text  # 1:1
        return not odds and self.unit_kind not in ("%", "pp", "times", "time") and self.role != "rank"

    def evidence(self) -> Evidence:
        """The number as evidence: where it stands, its value and how it is printed."""
        q = self.q
        return Evidence("sentence", start=q.start, end=q.end, value=q.value, note=q.text)


def kind_of_unit(unit: str | None) -> str:
    """The class of a unit, for telling amounts from rates."""
    if unit is None:
        return ""
    if unit in ("pp", "bp"):
        return "pp"
    if unit in TIME_UNITS:
        return "time"
    return unit


def currency_of(unit: str | None) -> str:
    """The currency of an amount's unit, CNY of CNY/month; an empty string for what is no money."""
    code = (unit or "").split("/")[0]
    return code if _CURRENCY.fullmatch(code) else ""


def same_unit(a: Quantity, b: Quantity) -> bool:
    """True when two amounts can be compared: equal units, or one printed without its unit.

    A bare number stands for money, points or a count named beside it (``slid $0.69 to 6.28``).
    """
    if in_words(a) != in_words(b):
        count, other = (a, b) if in_words(a) else (b, a)
        if count.unit is None and (currency_of(other.unit) or abs(other.value) >= 1000):
            return False  # five rights and 315 dollars: a count in words is no amount of money
    if a.unit == b.unit:
        return True
    one, two = (a.unit or "").split("/"), (b.unit or "").split("/")
    if one[0] and one[0] == two[0] and len(one) != len(two):
        return True  # $2.647 a gallon against the $4.114 record
    loose = {a.unit, b.unit}
    if None in loose:
        known = (loose - {None}).pop()
        return kind_of_unit(known) not in ("%", "pp", "times", "time")
    # 台 and 部, 家 and 个: the measure words of one count differ in print.
    counters = {"个", "家", "台", "部", "辆", "只", "名", "位", "支", "款", "unit", "家公司", "宗", "笔"}
    return a.unit in counters and b.unit in counters


_CURRENCY = re.compile(r"[A-Z]{3}")


_COUNTED_BY = re.compile(r"^\s*(?P<side>以上|以下|以内)?的[^，,。；;]{0,8}?(?:有|达|共|占|仅)\s*(?:$|\d)")


def counted_by(m: Mention) -> bool:
    """True for a percent that says which ones are counted: 涨幅超过 20% 的有 37 只. Nothing changed by it."""
    found = _COUNTED_BY.match(m.tail) if m.unit_kind == "%" else None
    return found is not None and bool(found["side"] or m.q.comparator)


def in_words(q: Quantity) -> bool:
    """True for a small English number word: five, eight, but not four million."""
    return q.scale == 1 and q.text[:1].isalpha() and q.text[:1].isascii()


def mentions_of(
    sentence: Sentence, quantities: Sequence[Quantity], before: Mention | None = None
) -> list[Mention]:
    """The mentions of one sentence, in order. ``before`` is the last mention of the sentence before,
    whose subject and scope carry over when this one names none."""
    out: list[Mention] = []
    low, offset = sentence.low, sentence.start
    subject = before.subject if before else ""
    scope = before.scope if before else ""
    scope_fresh = False
    at = 0
    for index, q in enumerate(quantities):
        begin, end = q.start - offset, q.end - offset
        following = quantities[index + 1].start - offset if index + 1 < len(quantities) else len(low)
        gap = low[at:begin]
        lead = p.plain_verbs(_lead(gap))
        after = low[end:following]
        tail = _PIECE.split(after, maxsplit=1)[0]
        clause = sentence.clause_at(q.start)
        bracketed = bool(re.search(r"[(（][^()（）]*$", low[max(0, begin - 24) : begin]))
        own = "" if q.rank else _noun(gap, lead, bracketed, first=index == 0)
        if own:
            subject = own
        named = p.SCOPE.findall(gap)
        if named:
            scope, scope_fresh = " ".join(named), True
        elif own and index and not scope_fresh:
            scope = ""
        role, direction = _role(q, lead, tail, gap, out, bracketed)
        out.append(
            Mention(
                q,
                index,
                role,
                direction,
                subject,
                bool(own),
                scope,
                lead,
                tail,
                gap,
                clause,
                bracketed,
                bool(p.INTRADAY.search(gap)),
                bool(re.search(r"每|\bper\b", lead)),
            )
        )
        at = end
    return _coordinated(_joined_deltas(_elided(out)))


_OTHER_END = re.compile(r"(?:\b(?:from|to|against|versus|vs|than|with|and)|从|由|至|到|较|比)\s*$")


def _elided(row: list[Mention]) -> list[Mention]:
    """``to $381 million from 160``: the second figure is printed without the scale and unit of the first."""
    for k in range(len(row) - 1):
        m, x = row[k], row[k + 1]
        if (
            m.q.scale == 1
            and m.q.high is None
            and not m.q.rank
            and m.q.value
            and x.q.scale >= 1000
            and x.is_amount
            and m.q.unit in (None, x.q.unit)
            and _RANGE.match(x.gap)
            and Decimal("0.2") < abs(m.q.value * x.q.scale / x.q.value) <= 1
        ):
            # from $1,650 to $1,662 million: the scale is printed once, behind the upper end
            q = replace(m.q, value=m.q.value * x.q.scale, scale=x.q.scale, unit=x.q.unit)
            row[k] = replace(m, q=q)
    for k in range(1, len(row)):
        m, x = row[k], row[k - 1]
        if (
            m.q.unit is None
            and m.q.scale == 1
            and m.q.high is None
            and not m.q.rank
            and x.q.scale >= 1000
            and x.is_amount
            and m.q.value
            and _OTHER_END.search(m.lead)
            and not _NAMED_BEHIND.match(m.tail)
            and Decimal("0.05") < abs(m.q.value * x.q.scale / x.q.value) < 20
        ):
            q = replace(m.q, value=m.q.value * x.q.scale, scale=x.q.scale, unit=x.q.unit)
            row[k] = replace(m, q=q)
    return row


_RANGE = re.compile(r"^\s*(?:to|and|or|through|[-–—~至到])\s*[$€£¥]?\s*$")
_NAMED_BEHIND = re.compile(
    r"\s*(?!(?:in|a|on|at|for|the|last|and|or|year|as|by|to|during|over)\b)[a-z\u4e00-\u9fff]"
)


def _coordinated(row: list[Mention]) -> list[Mention]:
    """``compared with $89.5 billion a year ago and $85.8 billion in the June quarter``: two bases."""
    for k in range(1, len(row)):
        m, before = row[k], row[k - 1]
        if (
            m.role == "bare"
            and before.role == "base"
            and m.is_amount
            and same_unit(m.q, before.q)
            and _AND.search(m.gap)
        ):
            row[k] = replace(m, role="base", direction=0)
    return row


_AND = re.compile(r"^[^,;.，；。]{0,28}(?:\band\b|和|及|、)\s*[$€£]?$")


def _joined_deltas(row: list[Mention]) -> list[Mention]:
    """``$3.42 or 4.82% lower``: an amount that a directed percent repeats is a change as well."""
    for k in range(len(row) - 1):
        m, following = row[k], row[k + 1]
        if (
            m.role == "bare"
            and m.is_amount
            and following.role == "change"
            and following.direction
            and _OR.search(following.gap)
        ):
            row[k] = replace(m, role="delta", direction=following.direction)
    return row


_OR = re.compile(r"^[\s,，]*(?:or|即|亦即|也就是)\s*(?:约|近|逾|about|nearly|some|roughly|around)?\s*$")


def _lead(gap: str) -> str:
    pieces = _PIECE.split(gap)
    last = pieces[-1]
    # "按主体拆分(亿美元):科技巨头480": an empty last piece takes the one before.
    return last if last.strip() or len(pieces) == 1 or not re.search(r"[:：]\s*$", gap) else pieces[-2] + " "


def _noun(gap: str, lead: str, bracketed: bool, *, first: bool) -> str:
    """The noun phrase of a number: in its own clause, else in the clauses since the last number.

    Words directly behind the last number ("a gallon", "points") belong to that number.
    """
    if bracketed:
        return p.residual(re.split(r"[(（]", lead)[0]) if re.search(r"[(（]", lead) else ""
    pieces = [re.sub(r"[(（][^()（）]*[)）]", " ", piece) for piece in _PIECE.split(gap)]
    if not first and len(pieces) > 1:
        pieces = pieces[1:]
    elif not first:
        pieces = [_AFTER_NUMBER.sub("", pieces[0])]
    for piece in reversed(pieces):
        found = p.residual(p.plain_verbs(piece))
        if found:
            return found
    return ""


_AFTER_NUMBER = re.compile(
    r"^的[^较比，,]{0,10}|^\s*(?:a|an|per)\s+[a-z\-]+|^\s*[)）]?\s*(?:points?|shares?|units?|barrels?|deals?)\b"
)


def _role(
    q: Quantity, lead: str, tail: str, gap: str, earlier: Sequence[Mention], bracketed: bool
) -> tuple[Role, int]:
    kind = kind_of_unit(q.unit)
    before = earlier[-1] if earlier else None
    if q.comparator and not (before is not None and _MORE_THAN.match(gap)):
        # "more than a fifth" bounds the number; it compares it with nothing.
        lead = _THAN_END.sub(" ", lead)
    if q.rank:
        return "rank", 0
    direction = _direction(q, lead, tail)
    if kind == "times":
        return "times", direction
    if kind == "pp":
        return "pp", direction
    if kind == "time":
        return "time", 0
    if kind == "%":
        return _percent_role(lead, tail, earlier, bracketed, direction)
    previous = earlier[-1] if earlier else None
    if p.MEAN_END.search(lead):
        return "mean", 0
    if _TOTAL_NEAR.search(lead):
        return "total", 0
    if (
        previous is not None
        and previous.unit_kind == "%"
        and previous.role in ("change", "rate")
        and _BELOW.search(gap)
        and not _ENDS_AT.search(gap)
        and not re.search(r"\band\s*[$€£]?$", gap)
    ):
        return "base", 0
    at_level = _ENDS_AT_LEVEL.search(lead) or p.NOT_DELTA_END.search(lead)
    if not at_level and p.UP_END.search(lead):
        return "delta", 1
    if not at_level and p.DOWN_END.search(lead):
        return "delta", -1
    counted = q.unit in COUNT_UNITS and re.search(r"\b(?:over|of|from|across)\s*$", lead)
    threshold = None if q.comparator and _BOUND_ONLY.search(lead) else p.THRESHOLD_END.search(lead)
    if threshold and not counted and not _BELOW.search(gap):
        return "threshold", 1 if threshold.group("up") else -1
    if _TOUCHED.search(lead):
        return "bare", 0
    based = p.BASE_END.search(lead) is not None and (bool(earlier) or _COMPARES.search(lead) is not None)
    if not at_level and not counted and ((p.BASE_TAIL.search(tail) and earlier) or based):
        return "base", 0
    if counted:
        return "bare", 0
    if at_level:
        return "level", 0
    if re.match(r"\s*(?:lower|higher|less|more|fewer)\b", tail) and earlier:
        return "delta", 1 if re.match(r"\s*(?:higher|more)", tail) else -1
    if p.TOTAL_ANY.search(lead):
        return "total", 0
    if p.LEVEL_END.search(lead):
        return "level", 0
    return "bare", 0


_TOTAL_NEAR = re.compile(
    r"(?:合计|共计|总计|总共|合共|总额|总量|总数|总值|\b(?:total(?:ed|led|ing|ling)?|came to|adding up to|adds? up to|in all|altogether|amount(?:ed|s|ing) to))"
    r"(?:(?:为|是|达到?|约|近|逾|超过?|有|录得|吸金)|\s|of|about|nearly|over|more than|around|some|[$€£])*$"
)
_TOUCHED = re.compile(
    r"\b(?:after (?:briefly |earlier |having )?(?:touch|hit|reach|topp?|dipp?|peak|trad|climb|slid|spik)ing(?: as (?:high|low) as| at)?|(?:after|off|from) an? [a-z\- ]{0,16}(?:high|low|peak|trough) of)\s*(?:about |around )?[$€£]?$"
)
"""What was passed on the way is no base: to $4,012 after touching $4,098."""
_THAN_END = re.compile(r"\b(?:more|less|fewer|greater|higher|lower) than\s*[$€£]?\s*$")
_MORE_THAN = re.compile(r"^\s*(?:more|less|fewer|higher|lower) than\b")
_BOUND_ONLY = re.compile(
    r"(?:^|,|\b(?:while|and|but|or|from|to|of|in|for|at|with|by|on))\s*(?:just|well|a little|slightly|some)?\s*(?:over|above|under|below)\s*[$€£]?$"
)
_COMPARES = re.compile(r"昨收|前收|由|从|自|比|较|相比|对比|\bfrom\b|\bthan\b|compared|versus|against")
_PERCENT_THRESHOLD = re.compile(
    r"(?:(?P<up>高于|高过|超过|超出|好于|优于|\babove\b|\bhigher than\b|\bexceeding\b|\bbeating\b)|(?P<down>低于|低过|不及|逊于|\bbelow\b|\blower than\b|\bmissing\b))"
    r"(?:[^，,；;。0-9]{0,14})$"
)
_BELOW = re.compile(
    r"^\s*(?:percent|per cent)?\s*(?:higher|lower|more|less|fewer|above|below)\b(?!\s+(?:at|to)\b)(?: than)?[^,;.]{0,60}$|^\s*(?:down|up) (?:from|on)\b"
    r"|^\s*(?:percent|per cent)?\s*,?\s*(?:over|from|on|as compared (?:to|with)|compared (?:to|with)|versus|against|than)\b[^,;.]{0,70}$"
)
_ENDS_AT = re.compile(r"\b(?:at|to)\s*(?:about |some |around |nearly )?[$€£]?$")
_ENDS_AT_LEVEL = re.compile(
    r"(?:增至|升至|涨至|跌至|降至|减至|提升至|提高至|提升到|提高到|增长至|下降至|上升至|回落至|至|(?<!达)到)(?:(?:(?:20\d\d|二[零〇○][一二三四五六七八九零〇○]{2})年(?:度|[末底]|上半年)?|\d{1,2}月[份末底]?|[本今上去当][年季月周](?:度|[末底])?|第?[一二三四]季度末?)的?)?\s*(?:约|近|逾|超过|超|不足|[$€£])?\s*$|(?<!compared )(?<!relative )(?<!up )\bto\s*[$€£]?$"
)


_OF_STOCK = re.compile(
    r"^\s*of (?:those|them|these|outstanding|(?:the |its |their )(?:total|outstanding|shares|stock|common|capital))\b"
)
_FROM_END = re.compile(r"\bfrom\s*(?:about |some |around )?$")
_OF_THE_CHANGE = re.compile(
    r"^\s*(?:of )?(?:the|that|this|its|their) (?:[a-z]+ )?(?:increase|decrease|rise|fall|gain|drop|decline|growth)\b"
)


_OF_THEN = re.compile(r"(?:相当于|恢复[至到])[^，,；;]{2,16}的(?:约|近|逾|超过?)?\s*$")
"""相当于 2019 年同期的 77.6%: a level of then is the whole, the percent no rate before."""


def _percent_role(
    lead: str, tail: str, earlier: Sequence[Mention], bracketed: bool, direction: int
) -> tuple[Role, int]:
    previous = earlier[-1] if earlier else None
    if _OF_THEN.search(lead):
        return "share", 0
    if p.SHARE_LEAD.search(lead) or (p.SHARE_TAIL.search(tail) and not direction):
        return "share", 0
    if _OF_STOCK.match(tail) and not p.UP_END.search(lead) and not p.DOWN_END.search(lead):
        return "share", 0  # down from the 5,970,141 shares, or 2.5 percent of those outstanding
    if _ENDS_AT_LEVEL.search(lead):
        return "rate", 0
    if _FROM_END.search(lead):
        return ("base", 0) if earlier else ("rate", 0)  # a drop in inflation from 25 percent
    if _OF_THE_CHANGE.match(tail):
        return "rate", 0  # half the increase
    if (
        re.match(r"\s*(?:高于|低于|超过|不及|好于|优于)", tail)
        and not p.UP_END.search(lead)
        and not p.DOWN_END.search(lead)
    ):
        return "rate", 0
    if not p.UP_END.search(lead) and not p.DOWN_END.search(lead) and earlier:
        if p.BASE_END.search(lead):
            return "base", 0
        threshold = _PERCENT_THRESHOLD.search(lead)
        if threshold:
            return "threshold", 1 if threshold.group("up") else -1
    if direction or p.CHANGE_LEAD.search(lead) or p.CHANGE_TAIL.search(tail):
        return "change", direction
    if previous is not None and previous.role == "delta" and (bracketed or _JOINED.search(lead)):
        if _OF_A_GRADE.match(tail) and not bracketed and not re.search(r"\bor\b", lead):
            return "rate", direction  # up 75 cents, 2.2 percent sulphur ...: the next of a list
        return "change", previous.direction
    return "rate", direction


_OF_A_GRADE = re.compile(
    r"^\s+(?!(?:in|on|at|to|from|and|or|but|of|for|by|as|so|after|before|higher|lower|more|less|up|down|above|below|year|over|versus|compared|than|increase|decrease|rise|fall|gain|loss|drop|decline|growth|jump)\b)[a-z]{3,}"
)
_JOINED = re.compile(r"^\s*(?:or|即|或|等于|相当于|about|points?|[(（,，/、]|\s)*\s*$")


_EXTREME = re.compile(r"最[高低](?:为|是|达)?\s*[(（]?\s*$")
"""A place among others, no change: 法律领域最高（83.1%）."""


def _direction(q: Quantity, lead: str, tail: str) -> int:
    if _EXTREME.search(lead):
        return 0
    if p.UP_END.search(lead):
        return 1
    if p.DOWN_END.search(lead):
        return -1
    if p.TAIL_UP.search(tail):
        return 1
    if p.TAIL_DOWN.search(tail):
        return -1
    if q.direction == "up":
        return 1
    if q.direction == "down":
        return -1
    return 0


def run_of(mentions: Iterable[Mention]) -> str:
    """The roles of a run of mentions, for messages and tests."""
    return " ".join(f"{m.role}{'+' if m.direction > 0 else '-' if m.direction < 0 else ''}" for m in mentions)
