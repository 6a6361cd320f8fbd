"""The named figures of a passage: which measure each number is of, of whom, when, and in which flavour.

Chinese prose comes as facts of topics (:mod:`..zh.topics`), English sentences with their numbers as slots
(:mod:`..english.figures`). A number is named by the words before it where nothing but small words, times
and words of change stand between (``revenue for the quarter rose 5% to``), by those behind it (``$30.0
billion in revenue``, ``35.0 million diluted shares``), or by the chain it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ....model.formula import Operand
from ....quantity import Interval, Quantity
from ....quantity.vocabulary import listed
from ...mentions import Mention, currency_of, kind_of_unit
from ..base import STRONG, Context, operand
from ..english.figures import FORECAST, Figure, Masked, masked_of, noun_free
from ..english.moving import is_change
from ..english.pairs import pairs_of
from ..zh.facts import Fact
from ..zh.topics import Page, topics_of
from .terms import Term, ends_in, english_names, term

__all__ = ["Named", "fits", "named_of"]


@dataclass(frozen=True)
class Named:
    """A number with the measures it may be of; ``order`` is its place among the figures of the passage."""

    m: Mention
    i: int
    order: int
    terms: tuple[Term, ...]
    of: str
    flavour: str
    period: str
    slot: str
    words: str

    def is_a(self, key: str) -> bool:
        """True when the figure may be of this measure, its unit being of the right kind."""
        return any(t.key == key and fits(t, self.m) for t in self.terms)


_LARGE = frozenset(["sales per store", "deal size", "order value", "revenue per employee", "asp"])
"""What may be printed in millions for one of a thing."""


def measured(m: Mention) -> Operand:
    """A figure as operand: 约 before three digits and more says that it was rounded, before fewer that it is rough."""
    if m.q.comparator != "about" or m.q.high is not None:
        return _rounded_count(m)
    shown = replace(m.q, comparator=None).shown
    return Operand(m.q.value, shown if _digits(m) >= 3 else shown.widened(Decimal("0.05")))


def _rounded_count(m: Mention) -> Operand:
    """A figure as operand; 113,000 things and more are a number rounded to the thousand, as likely as not."""
    q = m.q
    thousands = q.high is None and q.scale == 1 and not q.decimals and q.value % 1000 == 0
    if not thousands or q.value < 10000 or currency_of(q.unit) or kind_of_unit(q.unit) in ("%", "pp", "time"):
        return operand(m)
    return Operand(q.value, Interval(q.value - 500, q.value + 500))


def as_stated(m: Mention) -> Quantity:
    """The quantity of a figure as it is held against its value: as rounded, where three digits and more are printed."""
    exact = m.q.comparator == "about" and m.q.high is None and _digits(m) >= 3
    return replace(m.q, comparator=None) if exact else m.q


def _digits(m: Mention) -> int:
    return len(re.sub(r"\D", "", m.q.text).strip("0"))


def fits(t: Term, m: Mention) -> bool:
    """True when the unit of a number is one the measure can be printed in."""
    unit = m.q.unit or ""
    money, _, per = unit.partition("/")
    is_money = bool(currency_of(money))
    if t.kind == "rate":
        return m.unit_kind == "%"
    if m.unit_kind in ("%", "pp", "time") or m.q.rank:
        return False
    if t.kind == "times":
        return m.unit_kind == "times" or (unit == "" and abs(m.q.value) < 200)
    if m.unit_kind == "times":
        return False
    if t.kind == "money":
        return is_money and not per
    if t.kind == "each":
        return is_money and (bool(per) or m.q.scale < 10**6 or t.key in _LARGE)
    return not is_money


def millions(m: Mention) -> Mention:
    """``daily users numbered 61m``: beside amounts of money the letter is a million, no metre."""
    if m.q.unit != "m":
        return m
    return replace(m, q=replace(m.q, value=m.q.value * 10**6, scale=m.q.scale * 10**6, unit=None))


def named_of(context: Context) -> list[Named]:
    """Every named figure of a passage, in order of print."""
    page = topics_of(context)
    return list(_chinese(page) if page is not None else _english(context))


# --- Chinese ---------------------------------------------------------------------------------------------

_FLAVOUR_ZH = re.compile(
    r"经调整|调整后|non-?gaap|非国际财务报告准则|非公认会计准则|扣非(?:后)?|扣除非经常性损益(?:后)?(?:的)?|核心|剔除[^，,]{1,12}后",
    re.I,
)
_GENERIC_ZH = re.compile(
    r"^(?:(?:本)?公司|集团|本集团|我们|整体|合并|总|全部|平均|累计|年度|季度|当季|单季|当期|报告期|全国|国内|预计|实现|加权|综合|期末|期内|基本|摊薄|录得|月度|月均|付费用户|用户|客户|按|预测|預測|的|之|而|其|则|约|合计|共|"
    r"对?应|隐含|折合|即|最新|最终|扣除|按|每|日|月|年|(?:净)?销售|营业|主营|因此|所以|据此|由此|[a-z]股|不含税|含税|\d+(?:e|年)?)+$"
)


def _chinese(page: Page) -> Iterator[Named]:
    for order, (f, topic) in enumerate(page.order):
        if f.kind not in ("level", "base", "times", "share") or f.m.q.high is not None:
            continue
        noun, at = _noun(f, topic.noun)
        found = ends_in(noun)
        if not found:
            continue
        whose = found[0][1]
        flavour = "adjusted" if _FLAVOUR_ZH.search(noun) else ""
        whose = _FLAVOUR_ZH.sub("", whose).strip("‧•·●■-—–*#、 ")
        if _GENERIC_ZH.match(whose):
            whose = ""
        year, part = f.period
        period = f"{year or ''}|{part}|{at}"
        slot = "x" if f.key == "x" else f"base:{f.key}" if f.kind == "base" else ""
        yield Named(f.m, f.i, order, tuple(t for t, _ in found), whose, flavour, period, slot, f.words)


_CLOSED_AT = re.compile(r"(?:昨[日天]?收市?价?|现报|收市?报|收于|报收|收盘报)\s*$")
_BEHIND_ZH = re.compile(r"^\s*(?:的|左右)?([\u4e00-\u9fffa-z/]{2,12})")


def _noun(f: Fact, topic: str) -> tuple[str, str]:
    """What a Chinese figure goes by, and its place in a list dealt out to periods."""
    name, _, at = topic.partition("#")
    if _CLOSED_AT.search(f.words) and f.noun in ("", "股份", "该股", "公司", "公司股份"):
        return "股价", at
    if f.noun:
        return f.noun.split("#")[0], at
    behind = _BEHIND_ZH.match(f.m.tail)
    if behind and (ends_in(behind.group(1)) and "的" in f.m.tail[:2]):
        return behind.group(1), at
    return name.removesuffix("@intraday") if not f.far else "", at


# --- English ---------------------------------------------------------------------------------------------

_REPORTED = frozenset(["reported", "gaap", "statutory", "ifrs"])
_FLAVOURS = frozenset(["adjusted", "non-gaap", "underlying", "core", "normalized", "normalised", "pro-forma"])
_GENERIC_EN = frozenset(
    listed(
        "the its our their a an total group consolidated company quarterly annual reported record net full-year "
        "quarter third-quarter first-quarter second-quarter fourth-quarter and of on with for while from to in this "
        "that corporate overall year first second third fourth fiscal full company's group's s was were had came "
        "whose posted diluted weighted average outstanding approximately about as by against versus with or "
        "generated report reflecting recorded earned produced including resulting than over up down strong "
        "quarter's year's at per divided works out gaap based using implies implying gives giving an so leaving is "
        "are we it price mean blended realized system-wide systemwide only just some these those which where he she "
        "they trailing ltm twelve-month board management directors annualised annualized prior current reports "
        "expects expect sees forecast guidance nearly roughly each all when after before has have"
    )
)
_ACRONYM = re.compile(r"\(\s*(?:\"|“)?[a-z][a-z&/\-. ]{1,14}(?:\"|”)?\s*\)")
_MANNER = re.compile(
    r"\b(?:of|at|to|was|were|is|are|be|totall?ed|totall?ing|came|in|reached|stood|amounted|averaged|averaging|equal(?:led|s)?|ended|hit|now|"
    r"remained|remains|held|steady|unchanged|closed|closing|finished|settled|priced|set|sold|paid|worth|valued|cost|costs|approximately|expected|forecast|"
    r"for|during|per|night|room|month|user|share|unit|basis|posted|printed|works?|out|comes?|gives?|giving|implied|implies|therefore|thus|then|so|i\.e|"
    r"estimates?|forecasts?|goes|moves?|raised|lifted|lowered|revised|we|leave|left|keep|kept|and|run|ran|running|including|diluted|basic|slightly|sharply|on|guided|guides|estimated|seen|would|will|should|could|be|us|our|their|its|only|the|a|an|as|it|that|which|"
    r"quarter-end|year-end|month-end|end|average|roughly|some|about|all|each|net|total|there|had|has|have|recorded|generated|made|makes|up|down|by)\b"
)
_PHRASE = re.compile(
    r"^\s*(?:for|in|at|across|from|on) (?:the |our |its )?(?P<who>[a-z'&\- ]{2,40}?)(?=\s+(?:was|were|is|are|of|rose|fell|grew|came|stood|reached|totall?ed|increased|decreased|declined|improved|averaged|hit)\b)"
)
_JOINED = re.compile(r"^\s*(?:in|of|as)\s")
_BEHIND_EN = re.compile(r"^\s*(?:in |of )?(?P<whose>(?:[a-z][a-z'\-]*\s+){0,3}?)$")
_PERIODS = (
    ("ytd", re.compile(r"\b(?:nine|six) months|year[- ]to[- ]date|first half|half[- ]year|first nine|first six|\bh1\b|\bytd\b")),
    ("year", re.compile(r"\bfull[- ]year|twelve months|year ended|fiscal year|for the year|\bannual(?:ly)?\b|\btrailing\b|\bltm\b|\bfy\b")),
    ("quarter", re.compile(r"\bquarter|three months|\bq[1-4]\b|\b[1-4]q\b")),
    ("month", re.compile(r"\b(?:in|for) (?:the month|january|february|march|april|may|june|july|august|september|october|november|december)\b|\bfor the month\b|\bmonthly\b")),
)  # fmt: skip


def _english(context: Context) -> Iterator[Named]:
    scope = ""
    order = 0
    for masked in masked_of(context, least=1):
        bases = {p.base.index: p.now.index for p in pairs_of(masked) if p.tie >= STRONG}
        loose = {p.base.index for p in pairs_of(masked)}
        for f in masked.figures[1:]:
            if f.inside is not None and _THEN_INSIDE.match(f.inside) and f.index not in loose:
                loose.add(f.index)
                bases[f.index] = f.index - 1
        by_index: dict[int, Named] = {}
        chain: _Name | None = None
        forecast = False
        for f in masked.figures:
            order += 1
            if _CLAUSE_END.search(f.before):
                forecast = False
            forecast = forecast or bool(FORECAST.search(f.before))
            scope = _period(_nameless(f.before)) or scope
            if f.index in loose:
                now = by_index.get(bases.get(f.index, -1))
                own = _named(masked, f, None)
                if own is not None and (now is None or not set(own[0]) & set(now.terms)) and not _dated(f):
                    # a book-to-bill of orders against sales: another measure, not an earlier one
                    one = Named(f.m, masked.i, order, own[0], own[1], own[2], scope, "", f.before)
                    by_index[f.index] = one
                    yield one
                elif now is not None:
                    yield Named(
                        f.m, masked.i, order, now.terms, now.of, now.flavour, now.period, "base", f.before
                    )
                continue
            found = _named(masked, f, chain)
            if found is not None:
                chain = found
            elif f.kind == "p" and (moved := _before(f)) is not None:
                chain = moved  # and revenue 21% to $3.08 billion
            then = bool(_THEN.search(f.before) or _AGO.match(f.after)) or (
                f.index - 1 in loose and _OR.match(f.before) is not None
            )
            if then:
                loose.add(f.index)
            if found is None or is_change(f) or f.kind in ("g", "r", "t", "d"):
                if not is_change(f) and f.kind != "p" and not noun_free(_ACRONYM.sub(" ", f.before)):
                    chain = found
                continue
            terms, whose, flavour = found
            behind = masked.figures[f.index + 1 : f.index + 2]
            if any(
                g.kind == "p" and _OR.match(g.before + " ") and _OF_REVENUE.match(g.after) for g in behind
            ) and any(t.key in ("revenue", "sales") for t in terms):
                continue  # revenue from Japan of $1.8 million or 17% of total revenue: a part of it
            if whose and not whose.endswith("'s") and any(t.key in ("exports", "imports") for t in terms):
                continue  # non-oil exports
            slot = "base" if then else "x" if forecast else ""
            one = Named(millions(f.m), masked.i, order, terms, whose, flavour, scope, slot, f.before)
            by_index[f.index] = one
            yield one


_THEN = re.compile(
    r"\b(?:previous(?:ly)?|formerly|prior[- ]year|year[- ]ago|year[- ]earlier|last year(?:'s)?|a year (?:ago|earlier|before)|old)\b[^,;#]*$"
)
_AGO = re.compile(r"\s*(?:a|one) (?:year|month|quarter) (?:ago|earlier|before)\b")
_TO = re.compile(r"^\s*to\s*$")
_THEN_INSIDE = re.compile(
    r"^\s*(?:(?:[hq1-4]{2}|[1-4][hq]|[hq]?#t#[hqea]?|fy|cy|fiscal|full year|half year|prior year|last year|year ago|restated)\s*)+:?\s*$"
)
_OR = re.compile(r"^\s*,?\s*(?:or|\()\s")
_CLAUSE_END = re.compile(r";")


def _dated(f: Figure) -> bool:
    """True when its words speak of an earlier time."""
    return _THEN.search(f.before) is not None or bool(
        _EARLIER.search(f.before + re.split(r"[,;.(]", f.after)[0][:24])
    )


_EARLIER = re.compile(r"\b(?:ago|earlier|prior|last|previous|same|comparable|corresponding|#t#)\b|#t#")


def one_time(periods: Iterable[str]) -> bool:
    """True when no two periods contradict each other; one that says nothing goes with any."""
    fields = zip(*(([*p.split("|"), "", ""])[:3] for p in periods), strict=True)
    return all(len({x for x in field if x}) <= 1 for field in fields)


def _nameless(words: str) -> str:
    """The words with the names of measures blanked: an average daily rate is of no day."""
    for a, b, _ in english_names(words):
        words = words[:a] + " " * (b - a) + words[b:]
    return words


def _period(words: str) -> str:
    last, at = "", -1
    for name, rx in _PERIODS:
        for hit in rx.finditer(words):
            if hit.start() > at:
                last, at = name, hit.start()
    return last


def _named(masked: Masked, f: Figure, chain: _Name | None) -> _Name | None:
    behind = _fitting(_behind(f, chain), f)
    before = _fitting(_before(f), f)
    if behind is not None and f.kind == "a" and _beginning(f.after):
        return behind  # capacity of 28.4 billion available seat miles
    if behind is not None and (before is None or _JOINED.match(f.after) or f.kind == "p"):
        return behind
    if before is not None:
        return before
    free = not re.search(r"[;(]|\band\b", f.before) and noun_free(f.before)
    last = masked.figures[f.index - 1] if f.index else None
    if (
        chain is not None
        and free
        and last is not None
        and (is_change(last) or (_TO.match(f.before) and last.kind == "p"))
    ):
        return chain  # net sales fell 4% to 41.6 billion
    return None


_Name = tuple[tuple[Term, ...], str, str]


def _fitting(found: _Name | None, f: Figure) -> _Name | None:
    """The name, if the figure can be one of the measures it names; a change keeps the name it moves."""
    if found is None or is_change(f) or f.kind == "g":
        return found
    found = (tuple(dict.fromkeys(_for_a_share(t) if f.per == "share" else t for t in found[0])), *found[1:])
    terms = tuple(t for t in found[0] if fits(t, f.m))
    return (terms, *found[1:]) if terms else None


_A_SHARE = {
    "net profit": "eps", "attributable profit": "eps", "dividends": "dps", "equity": "book per share", "net cash": "net cash per share"
}  # fmt: skip


def _for_a_share(t: Term) -> Term:
    """Earnings of $6.00 a share are earnings per share."""
    return term(_A_SHARE.get(t.key, t.key))


def _before(f: Figure) -> _Name | None:
    words = _ACRONYM.sub(lambda m: " " * len(m.group()), f.before)
    names = english_names(words)
    if not names:
        return None
    start, end, terms = names[-1]
    rest = words[end:]
    phrase = _PHRASE.match(rest)
    who = phrase.group("who") if phrase else ""
    rest = rest[phrase.end() :] if phrase else rest
    if re.search(r"[;()\[]", rest) or (":" in rest.rstrip(" :")):
        return None
    if not noun_free(_MANNER.sub(" ", rest)):
        return None
    if re.search(r",", rest) and not re.fullmatch(r"[^,]*,[^,]*,?\s*|[^,]*,\s*", rest):
        return None
    lead = words[:start]
    if re.search(
        r"\b(?:per|percentage of|% of|share of|as a|change in|growth in|increase in|decrease in|portion of|half of|third of)\s*(?:the |our |its |total )*$",
        lead,
    ):
        return None
    if re.search(r",|\band\b", rest) and re.fullmatch(
        r"\s*of (?:the |our |its |total |net |group |consolidated )*", lead
    ):
        return None  # 46% of total revenue in 2019, $6.4 million: the whole of the share before
    own, flavour = _whose(lead)
    if who and not noun_free(who) and not _period(who):
        own = who.strip()
    return terms, own, flavour


_COUNTED = frozenset(
    [
        "shares",
        "users",
        "employees",
        "visitors",
        "stores",
        "order count",
        "admissions",
        "deals",
        "units sold",
        "mau",
        "dau",
        "rpk",
        "ask",
        "area",
        "tokens",
    ]
)


_TIMES_OF = re.compile(
    r"^\s*(?:times )?(?:of )?(?:our |its |the |that |their )?(?:#t#e? |trailing |forward |forecast |estimated |prospective |expected |consensus |twelve-month |last year's |next year's |this year's |adjusted )*"
    r"(?:(?P<eps>eps|earnings|p/?e)|(?P<ebitda>ebitda)|(?P<sales>sales|revenues?)|(?P<book>book(?: value)?)|(?P<that>(?:that|this|the new|the old) (?:figure|number|estimate)|(?:old |new |previous )estimate))\b"
)
_OF_REVENUE = re.compile(
    r"^\s*of (?:total |net |our |its |the |group |group's |consolidated |quarterly )*(?:revenues?|sales|turnover)\b(?!\s*(?:of|were|was)?\s*#)"
)
_MULTIPLES = {"eps": "p/e", "ebitda": "leverage", "sales": "p/s", "book": "p/b"}


def _beginning(words: str) -> bool:
    """True when the words open with the name of a measure."""
    names = english_names(words)
    return bool(names) and names[0][0] <= 1


_NEXT_CLAUSE = re.compile(
    r"^[^;]*?\b(?:as|while|when|after|because)\s+[a-z' ]*?\b(?:rose|fell|grew|climbed|dropped|declined|increased|decreased|jumped|slid|gained|shrank|surged|were|was)\b"
)
"""$4.2 billion in May as exports rose: the name behind is that of the next clause."""


def _behind(f: Figure, chain: _Name | None) -> _Name | None:
    if _NEXT_CLAUSE.match(f.after):
        return None
    """``$30.0 billion in total revenue``; ``35.0 million diluted shares``; ``a 22.7% margin``; ``20.8x 2026 EPS``."""
    if f.kind == "p" and _OF_REVENUE.match(f.after):
        return (term("share of revenue"),), "", ""
    multiple = _TIMES_OF.match(f.after) if f.kind == "x" else None
    if multiple is not None and multiple.lastgroup == "that":
        known = chain is not None and any(t.key in ("eps", "p/e") for t in chain[0])
        return ((term("p/e"),), "", "") if known else None
    if multiple is not None:
        return (term(_MULTIPLES[multiple.lastgroup or "eps"]),), "", ""
    text = f.m.q.text.lower()
    if re.search(r"[a-z]$", text) and f.kind == "a":
        names = english_names(text)
        if names and names[-1][1] == len(text) and any(t.key in _COUNTED for t in names[-1][2]):
            return names[-1][2], "", ""
    names = english_names(f.after)
    if not names:
        return None
    start, _end, terms = names[0]
    lead = _BEHIND_EN.match(f.after[:start])
    if lead is None:
        return None
    joined = _JOINED.match(f.after)
    if re.match(r"^\s*of\s", f.after) and f.kind == "p":
        return None
    countable = any(t.key in _COUNTED for t in terms)
    if f.kind == "a" and not joined and not countable:
        return None
    if f.kind in ("p", "x") and joined:
        return None
    if f.kind in ("p", "x") and not any(t.kind in ("rate", "times") for t in terms):
        return None
    own, flavour = _whose(lead.group("whose"))
    return terms, own, flavour


_OPENERS = re.compile(
    r"\b(?:the|a|an|its|our|their|this|that|these|of|with|for|on|in|at|to|by|from|as|and|which|gave|gives?|giving|makes?|made|put|puts|brought|produced?|generated?|posted|recorded|had|has)\b"
)


def _whose(words: str) -> tuple[str, str]:
    near = re.split(r"[,;:()•–—]|#[a-z]\d*#", words.replace("#t#", " "))[-1]
    near = _OPENERS.split(near)[-1]
    tokens = re.findall(r"[a-z][a-z'\-]*", near)[-5:]
    adjusted, printed = (any(t in names for t in tokens) for names in (_FLAVOURS, _REPORTED))
    flavour = "adjusted" if adjusted else "reported" if printed else ""
    # A verb ends what belongs to the name: the americas generated revenue.
    kept = [t for t in tokens if t.removesuffix("'s") not in _GENERIC_EN and t not in _FLAVOURS]
    kept = [t for t in kept if not noun_free(t)]
    return " ".join(kept), flavour


def between(named: Sequence[Named], first: Named, last: Named) -> list[Named]:
    """The named figures printed between two."""
    low, high = sorted((first.order, last.order))
    return [x for x in named if low < x.order < high]
