"""Whose a figure is: the line named before it, lines taken together, and the line it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...mentions import COUNT_UNITS, Mention
from ..english.moving import MOVE_OF
from .cues import LIST, TOGETHER, about, plain
from .naming import Named
from .spoken import Spoken
from .table import Cube

__all__ = ["Subject", "counts", "leads", "partner_of", "rival_of", "subject_of", "versus_of"]


@dataclass(frozen=True)
class Subject:
    """Lines, where their name stands, whether it stands in the sentence itself, whether only a count names them,
    whether the figure is no member of a list of figures that pairs with one of names, and whether only a word for
    all (全球, the industry) names the line of the total."""

    lines: tuple[int, ...]
    start: int
    end: int
    own: bool
    counted: bool = False
    alone: bool = True
    implied: bool = False


_PARTNER = re.compile(
    r"(?:\b(?:than|over|against|versus|vs\.?|behind|ahead of|above|below|of the|as|to that of|exceed\w*|surpass\w*|overt(?:ook|aking|ake|akes)|passed|passing|past|beat|trail\w*|after|second only to|but|except)"
    r"|(?<!占)比|较|相比|高于|低于|大于|小于|多于|少于|超过|超越|反超|领先|落后|跑赢|跑输|仅次于|不及|高出|优于|逊于|快于|慢于|相当于|除|占)"
    r"\s*(?:the|those of|that of|for|in|of|于|了)?\s*$"
)
_OF_WHOLE = re.compile(
    r"(?:%|\bpercent|\bper cent|\bshare|\bproportion|\b(?:half|third|quarter|fifth)s?) of (?:the |its |our )?$"
)
_BRACKETED = re.compile(r"\s*[(（]\s*(?:[a-z]+\s+)?$")
_HARD = re.compile(r"[；;。]|\b(?:while|whereas)\b")
_IT = re.compile(
    r"^\s*(?:[·•●\-]\s*)?(?:it|its|they|their|this|these|that|the (?:former|group|company|division|segment|business|region|country|index|brand|vendor))\b|^[\s·•●\-]*(?:其|该|它|这一)"
)
_IT_LATER = re.compile(r"[:：,，]\s*(?:its\b|it\b|their\b|其(?!中))[^,，]*$")
_INSIDE = re.compile(
    r"\b(?:rise|increase|growth|gain|jump|fall|decline|drop|decrease|change|loss) (?:in|of|at|from|for|on|by) (?:the )?$"
)
_MODIFIED = re.compile(
    r"\b(?:net|gross|non|core|other|adjusted|underlying|domestic|overseas|average|new|total|re)[- ]$|[^\W\d_]-$"
)

_REST = re.compile(r"(?:all )?others?|the rest", re.I)
_LONGER = re.compile(r"(?:^|[.;:,¶]\s)\s*[^\W\d_][\w\-]*(?: [a-z\-]+)? (?:and|&) (?:others? )?$", re.I)
"""Bridge and towing revenues: a subject of two words of which one is no row of the table."""


def counts(m: Mention) -> bool:
    """True for a small whole number of things."""
    q = m.q
    return (
        q.decimals == 0
        and q.scale == 1
        and abs(q.value) < 100
        and (q.unit in COUNT_UNITS or q.unit in (None, "大") or q.text[:1].isalpha())
    )


def subject_of(
    cube: Cube, spoken: Spoken, m: Mention, last: tuple[int, ...], before: tuple[int, ...]
) -> Subject | None:
    """Whose a figure is; ``last`` are the lines of the figure before it, ``before`` those of the sentence before."""
    behind = next(
        (
            n
            for n in spoken.names
            if 0 <= n.start - m.q.end <= 3 and _BRACKETED.fullmatch(spoken.text(m.q.end, n.start) or "x")
        ),
        None,
    )
    if behind is not None:
        return Subject((behind.line,), behind.start, m.q.start, True)
    if (moved := MOVE_OF.match(spoken.text(m.q.end, spoken.sentence.end))) is not None:
        at = m.q.end + moved.end()
        of = next((n for n in spoken.names if at <= n.start <= at + 4), None)
        if of is not None:
            return Subject((of.line,), of.start, m.q.start, True)  # a 2% rise in net interest income
    other = versus_of(spoken, m)
    if other is not None:
        return Subject((other.line,), other.start, m.q.start, True, alone=False)
    rival = rival_of(spoken, m)
    if rival is not None:
        return Subject((rival.line,), rival.start, rival.end, True)
    ahead = [n for n in spoken.names if n.end <= m.q.start and leads(cube, spoken, n)]
    group = _group(cube, spoken, m)
    if group is not None and (not ahead or group.end >= ahead[-1].end or cube.lines[ahead[-1].line].total):
        return group
    if ahead:
        lead = ahead[-1]
        if _HARD.search(spoken.text(lead.end, m.q.start)) and not _it(spoken, m):
            return None
        return _named(spoken, m, ahead, lead)
    implied = _of_all(cube, spoken, m) if not spoken.names else None
    if implied is not None:
        return implied
    if last and not spoken.names:
        return Subject(last, spoken.sentence.start, spoken.sentence.start, False)
    if before and _it(spoken, m):
        return Subject(before, spoken.sentence.start, spoken.sentence.start, False)
    return None


_VERSUS = re.compile(
    r"(?:\s*(?:[a-z]+|[亿万元个点%]+))?\s*(?:against|versus|vs\.?|compared (?:with|to)|to|对|比)\s*(?:an? |the |its )*(?:[a-z]{0,3}[$€£])?"
)


def versus_of(spoken: Spoken, m: Mention) -> Named | None:
    """The second of two names set against each other, where the figures are: Europe overtook Asia, at $14.9B against $12.6B."""
    before = [n for n in spoken.names if n.end <= m.q.start]
    figures = [x for x in spoken.row if before and before[-1].end <= x.q.start <= m.q.start]
    if len(before) != 2 or len(figures) != 2 or figures[1] is not m or figures[0].unit_kind != m.unit_kind:
        return None
    one, two = before
    if not _PARTNER.search(spoken.text(one.end, two.start)) or not _VERSUS.fullmatch(
        spoken.text(figures[0].q.end, m.q.start)
    ):
        return None
    return two


_ALL = re.compile(
    r"全球|全国|全行业|行业|产业|全市场|市场|大盘|整体|总体|\b(?:global|worldwide|world|industry|market|overall|total|nationwide|national)\b"
)


def _of_all(cube: Cube, spoken: Spoken, m: Mention) -> Subject | None:
    """The line of the total, where a sentence without a name speaks of all that the table is about: 全球DRAM产业营收."""
    ahead = spoken.text(spoken.sentence.start, m.q.start)
    opened = max((x.end() for x in _HARD.finditer(ahead)), default=0)
    said = list(_ALL.finditer(ahead, opened))
    line = cube.total
    if not said or line is None or not about(cube, ahead[opened:]):
        return None
    begin = spoken.sentence.start + said[0].start()
    return Subject((line,), begin, begin + len(said[0].group()), True, implied=True)


def leads(cube: Cube, spoken: Spoken, n: Named) -> bool:
    """False for a name a comparison ends in, and for one that is part of another name."""
    ahead = spoken.text(spoken.sentence.start, n.start)
    if (
        _PARTNER.search(ahead)
        or _OF_WHOLE.search(ahead)
        or (_MODIFIED.search(ahead) and not (n.whole and _MODIFIED.search(ahead + "x ") is not None))
    ):
        return False
    longer = _LONGER.search(ahead) or (
        _REST.fullmatch(spoken.text(n.start, n.end)) and re.search(r"\w (?:and|&) $", ahead)
    )
    begin = n.start - len(longer.group()) if longer else n.start
    rows = [x for x in spoken.names if begin <= x.start and x.end < n.start]
    if longer and not any(not _REST.fullmatch(spoken.text(x.start, x.end)) for x in rows):
        return False  # social and others advertising: the end of a longer name
    if _INSIDE.search(ahead) and any(x.q.end <= n.start for x in spoken.row):
        return False  # a 2% rise in net interest income, but up 12%: the figure behind is of another
    if cube.lines[n.line].total and re.fullmatch(r"合计|总计|合共|总额|共计", spoken.text(n.start, n.end)):
        clause = spoken.sentence.clause_at(n.start).start
        listed = [x for x in spoken.names if clause <= x.start and x.end <= n.start]
        counted = [x for x in spoken.row if clause <= x.q.start and x.q.end <= n.start and counts(x)]
        return not listed and not counted and plain(cube, spoken, clause, n.start)
    return True


_ASIDE = re.compile(r"\s*[(（][^()（）]*[)）]")


def _named(spoken: Spoken, m: Mention, ahead: Sequence[Named], lead: Named) -> Subject | None:
    listed = [lead]
    for n in reversed(ahead[:-1]):
        if not LIST.fullmatch(_ASIDE.sub("", spoken.text(n.end, listed[-1].start))):
            break
        listed.append(n)
    if len(listed) == 1:
        return Subject((lead.line,), lead.start, lead.end, True)
    between = spoken.text(lead.end, m.q.start)
    opening = spoken.text(spoken.sentence.start, listed[-1].start)[-16:]
    if TOGETHER.search(between) or TOGETHER.search(opening):
        return Subject(tuple(sorted(n.line for n in listed)), listed[-1].start, lead.end, True)
    return _respective(spoken, m, listed[::-1], lead)


def _respective(spoken: Spoken, m: Mention, listed: Sequence[Named], lead: Named) -> Subject | None:
    """A, B and C ... 25%, 42% and 24%: as many figures as names, in their order."""
    figures = [
        x
        for x in spoken.row
        if x.q.start >= lead.end and x.unit_kind == m.unit_kind and x.unit_kind != "time"
    ]
    run = figures[: len(listed)]
    joined = all(LIST.fullmatch(spoken.text(a.q.end, b.q.start)) for a, b in pairwise(run))
    if len(run) == len(listed) and joined and m in run:
        n = listed[run.index(m)]
        return Subject((n.line,), n.start, m.q.start if run.index(m) else lead.end, True, alone=False)
    return None


def _it(spoken: Spoken, m: Mention) -> bool:
    whole = spoken.text(spoken.sentence.start, m.q.start)
    return bool(
        _IT.search(spoken.text(m.clause.start, m.q.start)) or _IT.search(whole) or _IT_LATER.search(whole)
    )


_NOT_SUMMED = re.compile(
    r"价|指数|率(?!额)|均|倍|评分|得分|时长|每|\bprices?\b|\brates?\b|average|\bindex|indices|score|margin|\beps\b|\bpe\b|\bper\b",
    re.I,
)


def _group(cube: Cube, spoken: Spoken, m: Mention) -> Subject | None:
    """``the four states``, 五家合计, ``together the four``: all members, where the count says so."""
    members = [x.index for x in cube.members]
    named = [x.index for x in cube.members if not x.rest]
    for x in reversed([x for x in spoken.row if x.q.end <= m.q.start]):
        if not (counts(x) or x.role == "rank") or x.q.unit == "%":
            continue
        around = spoken.text(x.q.start - 14, x.q.start)
        between = spoken.text(x.q.end, m.q.start)
        if re.search(
            r"\d|\b(?:of|one|only)\b|中(?!国|芯)|之中|[；;。]", between.replace("of which", "")[:40]
        ) or re.search(r"占[^，,]*$", around):
            continue
        together = TOGETHER.search(between) or TOGETHER.search(around)
        if not together and not re.search(r"\b(?:the|all)\s*$", around):
            continue
        if _NOT_SUMMED.search(cube.title) or all(_NOT_SUMMED.search(h.text) for h in cube.levels if h.text):
            continue
        for lines in (members, named):
            if int(x.q.value) == len(lines):
                return Subject(tuple(lines), x.q.start, x.q.end, True, counted=True)
    return None


_MORE_THAN = re.compile(
    r"\s*(?:points?|percentage points?|[a-z]{0,12})?\s*(?:more|less|fewer|higher|lower|larger|smaller|faster|slower|cheaper|dearer|better|worse|above|below|ahead|behind|clear)\s*(?:of|than)?\s*(?:the|that of|those of|in|on)?\s*"
)
_OVER = re.compile(r"(?:高于|低于|超过|大于|小于|多于|少于|不及|快于|慢于)\s*$")
_THAN = re.compile(r"(?:比|较|领先|落后|跑赢|跑输|高于|低于|高出|超过|超出)(?:第[一二三四五]名?(?:的)?)?\s*$")
_OWN = re.compile(r"(?:指数)?的(?:约|近|\s)*")


def rival_of(spoken: Spoken, m: Mention) -> Named | None:
    """The line a comparison ends in, where the figure is its own: 高于 B 的 4.41."""
    n = next((n for n in reversed(spoken.names) if n.end <= m.q.start), None)
    if n is None or not _OWN.fullmatch(spoken.text(n.end, m.q.start)):
        return None
    return n if _OVER.search(spoken.text(spoken.sentence.start, n.start)) else None


_LEADS = re.compile(
    r"(?:lead(?:s|ing)?|trail(?:s|ing)?|beat(?:s|ing)?|outsold|outpaced|premium .{0,20}over|gain over|ahead of|behind)\s*(?:the )?$"
)


def partner_of(spoken: Spoken, m: Mention, lines: tuple[int, ...]) -> int | None:
    """The line a figure is compared with: ``5.38 million more than Singapore``, 比 B 高 11 分, ``62% faster than B``."""
    for n in spoken.names:
        if n.line in lines:
            continue
        ahead = spoken.text(spoken.sentence.start, n.start)
        if n.start >= m.q.end:
            return n.line if _MORE_THAN.fullmatch(spoken.text(m.q.end, n.start)) else None
        words = spoken.text(n.end, m.q.start)
        if _THAN.search(ahead) and re.fullmatch(
            r"(?:的|指数)?\s*(?:高|低|多|少|贵|便宜|快|慢|大|小)?(?:出|了|约|近|仅|\s)*", words
        ):
            return n.line
        if _LEADS.search(ahead) and re.fullmatch(
            r"\s*(?:is|was|by|of|widened to|narrowed to)?\s*(?:about |only |just )?[$€£]?\s*", words
        ):
            return n.line
    return None
