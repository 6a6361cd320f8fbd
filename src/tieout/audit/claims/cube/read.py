"""A sentence over a cube: of which line, measure and moments each of its figures speaks, and how.

A sentence is walked from left to right. Names of lines, moments and measures put what is spoken of in place; the
words around a figure say whether it is the level, its change, a share, a gap to another line. What stands between
the name and the figure decides how sure the tie is: small words, words of change, and words of the table's own
title and heads keep it; another noun loosens it, and so does a figure before it that the table does not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from ...grid import norm
from ...lexicon import patterns as p
from ...mentions import Mention, currency_of
from ..another import step_said
from . import cues
from .around import Place, of_another, other_place, placed
from .moments import Moment, moments_in
from .spoken import Spoken
from .subjects import counts, partner_of, rival_of, subject_of, versus_of
from .table import Cube, Head

__all__ = ["Asked", "asked_of"]

AskedKind = Literal["level", "change", "amount", "points", "share", "gap", "gap%", "multiple"]


@dataclass(frozen=True)
class Asked:
    """One figure of prose as a question to a cube.

    ``lines`` are added up where there are several; ``partner`` is the line it is compared with; ``now`` and
    ``base`` are columns that words name; ``window`` is what they say of the base; ``whole`` what a share is of,
    where that is not the table's own whole. ``tight`` where the words leave no other reading, ``shared`` where they
    speak of a share.
    """

    m: Mention
    kind: AskedKind
    lines: tuple[int, ...]
    measure: str | None
    now: Head | None
    base: Head | None
    window: str
    direction: int
    partner: int | None
    whole: str
    tight: bool
    start: int
    shared: bool
    near: bool = False
    paired: bool = False
    implied: bool = False
    after: Mention | None = None


def asked_of(cube: Cube, spoken: Spoken, before: tuple[int, ...] = ()) -> list[Asked]:
    """The figures of a sentence as questions to a cube; ``before`` are the lines the sentence before spoke of."""
    out: list[Asked] = []
    if cues.ELSEWHERE.search(spoken.unnamed) and not cues.ELSEWHERE.search(cube.title.lower()):
        return out
    last: Asked | None = None
    stranger = -1
    for k, m in enumerate(spoken.row):
        found = _asked(cube, spoken, k, last, before)
        if found is not None:
            apart = found.start < stranger and not re.search(
                r"\b(?:its?|their|they)\b|其(?!中)", spoken.text(stranger, m.q.start)
            )
            last = replace(found, tight=False) if apart else found
            out.append(last)
        elif m.unit_kind not in ("time", "times") and m.role != "rank" and not counts(m):
            last, stranger = None, m.q.start  # a figure of something else stands between
    return out


_THAN = re.compile(r"\bthan [a-z][a-z' -]{2,40}\($|(?:比|较|于)[\u4e00-\u9fff]{2,10}[(（]$")
_ASIDE_OF = re.compile(r"\b(?:on|by|from|in|to|with) [a-z][a-z' -]*, (?:which|who|whose)\b[^,]*$")


def _of_what_is_compared(spoken: Spoken, m: Mention) -> bool:
    """True for a figure in brackets behind what is compared with, and one of the noun a clause of which speaks.

    ``grew 7%, more slowly than revenue (15%``; ``rose on unit volumes, which were up 19%``.
    """
    ahead = spoken.text(spoken.sentence.start, m.q.start)
    return (ahead[-1:] in "(（" and bool(_THAN.search(ahead))) or (
        "wh" in ahead and bool(_ASIDE_OF.search(ahead))
    )


def _moved_sign(m: Mention) -> bool:
    """True for an amount that prints a plus: (+23bn) tells a change, whatever level the words are of."""
    return m.unit_kind not in ("%", "pp") and m.q.text.lstrip("(（").startswith("+") and m.role != "change"


def _asked(cube: Cube, spoken: Spoken, k: int, last: Asked | None, before: tuple[int, ...]) -> Asked | None:
    m = spoken.row[k]
    if (
        m.unit_kind == "time"
        or m.role == "rank"
        or m.q.high is not None
        or re.match(r"[-‑](?:inch|year|month|day|core|bit)", spoken.text(m.q.end, m.q.end + 8))
    ):
        return None
    if _of_what_is_compared(spoken, m) or _moved_sign(m):
        return None
    if k and m.bracketed and _other_money(m, spoken.row[k - 1]):
        return None  # A$29m (US$19m): the same amount in another currency
    if of_another(spoken, m):
        return None
    subject = subject_of(cube, spoken, m, last.lines if last is not None else (), before)
    if subject is None:
        return None
    place = placed(spoken, k, subject)
    partner = partner_of(spoken, m, subject.lines)
    kind, direction, sure = _kind(cube, spoken, place, last, partner)
    if kind is None or (kind in ("gap", "gap%") and partner is None):
        return None
    measure, named = _measure(cube, spoken, m, last, kind, m.q.end + len(place.tail))
    now, base, window, foreign = _moments(cube, spoken, place, measure or "", kind, last)
    if last is not None and last.kind == kind == "level" and versus_of(spoken, m) is not None:
        now, foreign = last.now, False  # Europe passed Asia, at $14.9B against $12.6B: one moment
    elif kind == "level" and now is None and last is not None and rival_of(spoken, m) is not None:
        now = last.now  # 4月 A 以 4.50 高于 B 的 4.41: both are of April
    shared = kind == "share" or cues.SHARE_WORD.search(place.lead) is not None
    whole = ""
    if kind == "share":
        of = cues.whole_of(cube, place.lead, place.tail)
        whole = of if of is not None else last.whole if last is not None and last.kind == "share" else ""
    begin = min(subject.end, m.q.start)
    between = spoken.text(begin, m.q.start)
    bound = (
        subject.own and sure and not counts(m) and not foreign and (named or kind == "share")
        and not cues.OTHER_BASIS.search(spoken.unnamed)
        and not (kind in ("change", "amount", "points") and cues.STRETCH.search(spoken.sentence.low))
        and not other_place(cube, spoken, m)
        and (subject.implied or cues.opens(cube, spoken, subject.start))
        and (not subject.counted or cues.about(cube, spoken.text(subject.start, m.q.end)))
        and not (subject.end < m.q.start and subject.alone and _RESPECTIVELY.search(between))
    )  # fmt: skip
    behind = last is not None and last.lines == subject.lines and last.m.q.start > subject.end
    after = bound and last is not None and behind and cues.plain(cube, spoken, last.m.q.end, m.q.start)
    if last is not None and last.kind == kind and cues.LIST.fullmatch(spoken.text(last.m.q.end, m.q.start)):
        after = False  # were $39.9 million and $35.6 million: two of one line are of two moments
    bound = bound and not (
        behind and last is not None and not (last.tight or (subject.implied and last.near))
    )
    unknown = cues.strangers(cube, spoken, begin, m.q.start)
    chained = subject.implied and last is not None and last.near and begin < last.m.q.end
    # The chain goes on: 收入 365 亿美元，季增 16.6%.
    apart = spoken.text(last.m.q.end, m.q.start) if chained and last is not None else between
    stop = (_STOP if chained else _PAUSE).search(apart)
    return Asked(
        m, kind, subject.lines, measure, now, base, window, direction, partner, whole,
        tight=bound and not unknown and not subject.implied, start=subject.start, shared=shared,
        near=bound and unknown <= (4 if _ZH.search(between) else 2) and not stop,
        paired=not subject.alone, implied=subject.implied, after=last.m if after and last is not None else None,
    )  # fmt: skip


_RESPECTIVELY = re.compile(r"分别|依次|各为")
_PAUSE = re.compile(r"[，,；;：:。]")
_STOP = re.compile(r"[；;：:。]|[，,][^，,]*[，,]")
_ZH = re.compile(r"[\u4e00-\u9fff]")


def _other_money(m: Mention, ahead: Mention) -> bool:
    one, two = currency_of(m.q.unit), currency_of(ahead.q.unit)
    return one != two and bool(one) and bool(two)


_APART = re.compile(
    r"(?:\b(?:most|much|all|part|half|bulk|thirds?|quarters?) of (?:the|its|their|this)|反超|领先|落后|高出|超出|多出|相差|差距?为?|拉开"
    r"|\b(?:margin|lead|gap|premium|discount) of|\b(?:ahead|behind|clear) by)\s*(?:约|近|了|仅|[$€£])*$"
)


def _kind(
    cube: Cube, spoken: Spoken, place: Place, last: Asked | None, partner: int | None
) -> tuple[AskedKind | None, int, bool]:
    """What is asked, its direction, and whether the words say so (else the unit alone does)."""
    m, lead, tail = place.m, place.lead, place.tail
    lines = place.subject.lines
    rate = all(cube.rated(i) for i in lines) or all(h.percent for h in cube.levels)
    unit, direction = m.unit_kind, m.direction
    to = cues.TO.search(lead) is not None
    if (
        (partner is None and _APART.search(lead))
        or unit == "times"
        or (len(lines) == 1 and cues.TOGETHER.search(lead) and not cube.lines[lines[0]].total)
    ):
        return None, 0, False
    if partner is not None:
        word = lead + " " + tail
        down = re.search(p.DOWN, word) or re.search(
            r"低|少|便宜|慢|小|落后|跑输|cheaper|slower|behind|trail|fewer|below", word
        )
        return ("gap%" if unit == "%" else "gap"), -1 if down else 1, True
    if unit == "pp" or (m.q.unit == "points" and (rate or cues.moved(lead)) and not to):
        return "points", direction, True
    if unit == "%":
        if _rate_named(cube, spoken, m):
            return "level", 0, True
        return _percent_kind(cube, place, last, rate=rate, to=to)
    if cues.FROM.search(lead) or to:
        return "level", 0, True
    if step_said(m, "") and not cues.moved(lead):
        return "amount", direction, False  # raise the number for B by 1.3: what it moved by is no level
    noun = re.match(
        r"\s*(?:[a-z\-]+ )?(?:increase|rise|gain|growth|decrease|decline|fall|drop|reduction)\b", tail
    )
    if noun:
        return "amount", -1 if re.search(p.DOWN, noun.group()) else 1, True
    if any(
        h.kind == "amount" and re.search(r"net add|additions?|净增|新增", h.text.lower()) for h in cube.heads
    ) and cues.GREW.search(lead):
        return "amount", -1 if cues.LOST.search(lead) else 1, True
    beside = re.search(rf"(?P<up>{p.UP})\s*(?:by )?[$€£]?$|(?P<down>{p.DOWN})\s*(?:by )?[$€£]?$", lead)
    if m.role == "delta" or beside:
        return "amount", direction or (0 if beside is None else 1 if beside["up"] else -1), True
    return "level", 0, True


_MOST = re.compile(r"最[高低大小多少]|\b(?:highest|lowest|largest|smallest)\b")


def _rate_named(cube: Cube, spoken: Spoken, m: Mention) -> bool:
    """True where the measure named last is a rate the table prints, and only its order is told: 跳出率方面，A 最低（25%）."""
    said = [(b, x) for a, b, x in spoken.measures if b <= m.q.start]
    if not said or m.q.signed:
        return False
    end, measure = said[-1]
    between = spoken.text(end, m.q.start)
    if not any(h.measure == measure and h.percent for h in cube.levels) or not _MOST.search(between):
        return False
    rest = _MOST.sub(" ", between)
    return not (cues.moved(rest) or cues.MOVED_NOUN.search(rest) or cues.SHARE_WORD.search(rest))


def _percent_kind(
    cube: Cube, place: Place, last: Asked | None, *, rate: bool, to: bool
) -> tuple[AskedKind | None, int, bool]:
    m, lead, tail = place.m, place.lead, place.tail
    direction = 0 if re.search(r"ma[dk]es? up\s*$", lead) else m.direction
    changes = any(h.kind == "change" for h in cube.heads)
    if re.match(r"\s*basis\b", tail):
        return None, 0, False
    if (of := cues.SHARE_TAIL.match(tail)) is not None:
        return (None, 0, False) if cues.NO_SHARE.fullmatch(of["of"] or "") else ("share", 0, True)
    if re.search(r"占(?!比)[^，,；;。]*$", lead):
        return "share", 0, True
    if (
        last is not None
        and last.kind in ("share", "level")
        and last.m.unit_kind == "%"
        and (cues.FROM.search(lead) or m.role == "base" or re.search(r"[(（][^)）]*$", lead))
    ):
        return last.kind, 0, True
    if place.listed and last is not None and last.m.unit_kind == "%":
        return last.kind, last.direction, True
    if last is not None and last.kind == "points" and to:
        return "share" if last.shared else "level", 0, True
    if cues.SHARE_WORD.search(lead) and not direction:
        return "share", 0, True
    moved = direction or (0 if to else cues.moved(lead))
    if not moved and not cues.SHARE_WORD.search(lead):
        moved = (
            cues.moved(re.sub(r"[，,]\s*(?:by|为|达到?)?\s*$", "", lead))
            if re.search(r"[，,]\s*(?:by|为|达到?)?\s*$", lead)
            else 0
        )
    if not moved and m.q.signed and cues.MOVED_NOUN.search(lead):
        moved = -1 if m.q.value < 0 else 1
    if moved and not to:
        return ("level" if rate and not changes else "change"), moved, True
    if (
        last is not None
        and last.kind == "change"
        and not to
        and re.fullmatch(r"[,，]?(?:[^，,；;。]*?(?:,|and|、|和|及|but)\s*)(?:by )?", lead)
    ):
        return "change", last.direction, True
    if re.match(r"\s*(?:higher|more|lower|less|fewer|faster)", tail):
        return "change", -1 if re.match(r"\s*(?:lower|less|fewer)", tail) else 1, True
    if cues.MOVED_NOUN.search(place.gap) and not cues.SHARE_WORD.search(place.gap) and (changes or not rate):
        return (
            "change",
            cues.moved(lead) if not to else -1 if re.search(r"[跌降减]幅", place.gap) else 0,
            True,
        )
    if any(h.percent for h in cube.levels) or rate:
        return "level", 0, rate or not changes
    if any(h.kind == "share" for h in cube.heads) or cube.whole is not None:
        return "share", 0, not changes and any(h.kind == "share" for h in cube.heads)
    return None, 0, False


def _measure(
    cube: Cube, spoken: Spoken, m: Mention, last: Asked | None, kind: str, tail_end: int
) -> tuple[str | None, bool]:
    """The measure a figure is of, and whether words name it."""
    measures = cube.measures
    others = {
        h.measure
        for h in cube.heads
        if kind == "change" and h.kind == "change" and h.now is None and h.measure and h.window != "other"
    }
    if len(measures) == 1:
        return measures[0], len(others) < 2 or any(
            norm(spoken.text(a, b)) in measures[0] for a, b, _ in spoken.measures
        )
    loose = kind in ("share", "change", "gap%", "amount", "points")
    fitting = [
        x
        for x in measures
        if loose or any(h.measure == x and h.percent == (m.unit_kind in ("%", "pp")) for h in cube.levels)
    ]
    said = [(a, x) for a, b, x in spoken.measures if b <= m.q.start and x in fitting]
    inside = [x for a, x in said if a >= m.clause.start]
    behind = [x for a, b, x in spoken.measures if 0 <= a - m.q.end <= 12 and x in fitting and b <= tail_end]
    if (
        not inside
        and behind
        and re.fullmatch(
            r"\s*(?:points?\s*)?(?:on|in|for|of)\s+(?:the\s+)?",
            spoken.text(m.q.end, next(a for a, _, x in spoken.measures if x == behind[0] and a >= m.q.end)),
        )
    ):
        return behind[0], True
    if inside or said:
        return (inside or [x for _, x in said])[-1], True
    if last is not None and last.measure in fitting:
        return last.measure, last.tight
    return (fitting[0], False) if len(fitting) == 1 else (None, False)


_BASE_OF = re.compile(
    r"(?:\b(?:than|from|on|over|versus|vs\.?|against|compared (?:with|to)|relative to|since|above|below)|较|比|由|从|于)\s*(?:in |at |the |those of |that of |end[- ]|its |level of )*$"
)
_WINDOWS = ("prev", "yearago", "prev2", "ytd")
_OPENING = re.compile(r".{0,4}|\W*(?:in|for|during|over|at|on|by) (?:the |its )?")
_WITHIN = re.compile(r"^[^,;.，；。]{0,40}\b(?:for|in|during|over) (?:the |its )?$")
_SAME_TIME = re.compile(r"占同期[^，,]*$")  # the whole a share is of holds at the same moment
_OPEN = re.compile(r"[；;。]|\b(?:while|whereas)\b")


def _moments(
    cube: Cube, spoken: Spoken, place: Place, measure: str, kind: str, last: Asked | None
) -> tuple[Head | None, Head | None, str, bool]:
    """The columns of now and base that the words name, the window they say, and whether they name a moment no column has."""
    m = place.m
    column: Literal["share", "level"] = (
        "share" if kind == "share" and any(h.kind == "share" for h in cube.heads) else "level"
    )
    default = cube.now(measure, column)
    moving = kind in ("change", "amount", "points", "multiple")
    now: Head | None = None
    base: Head | None = None
    ahead_window, behind_window, foreign, passed, behind_base = "", "", False, False, False
    source = cues.FROM.search(place.lead)
    since = m.q.start - len(place.lead) + source.start() if source is not None else 0
    for a, b, moment in spoken.moments:
        inside = a >= m.q.end
        if b <= since and not moving:
            continue  # in the June quarter from 26: the moment is that of the figure before
        reach = place.reach if moving else m.q.end + len(place.tail)
        if (inside and a >= reach) or (not inside and b > m.q.start):
            continue
        apart = spoken.text(b, m.q.start) if not inside else ""
        if (
            not inside
            and _OPEN.search(apart)
            and not (
                _OPENING.fullmatch(spoken.text(spoken.sentence.start, a)) and _alone(spoken, b, m.q.start)
            )
        ):
            continue
        if moment.rel in _WINDOWS and not moment.part and (moving or moment.move):
            if moving and inside:
                behind_window = behind_window or moment.rel
            elif moving and not _figures(spoken, b, m.q.start):
                ahead_window = moment.rel
                passed = re.search(r"[,，]|\band\b|、", apart) is not None
            continue
        if inside and not moving and _right_behind(spoken, b):
            continue  # 由 2024 年的 3.3% 降至 2025 年的 3.2%: the moment of the figure behind
        head = cube.at(measure, moment, column, default)
        if head is None:
            foreign = foreign or not (moment.rel in ("now", "end") or _in_title(cube, moment))
            continue
        ahead = spoken.text(spoken.sentence.start, a)
        if moving and _BASE_OF.search(ahead):
            if inside or not _figures(spoken, b, m.q.start):
                base, behind_base = head, inside
        elif inside and moving:
            since = max((x.q.end for x in spoken.row if x.q.end <= a), default=m.q.end)
            if moment.span and _WITHIN.search(spoken.text(since, a)):
                now = head  # 2% for the three months and 6% for the six months
        elif (
            head is default
            or not _figures(spoken, b if not inside else m.q.end, m.q.start if not inside else a)
            or (_OPENING.fullmatch(ahead) and not _BASE_OF.search(ahead))
        ):
            now = head
    if (
        kind in ("level", "share")
        and now is None
        and (cues.FROM.search(place.lead) or m.role == "base")
        and not _SAME_TIME.search(spoken.text(m.clause.start, m.q.start))
        and default is not None
    ):
        own = last.now if last is not None and last.now is not None and last.now.kind == column else default
        now = cube.base(own, last.window if last is not None else "")
        foreign = foreign or now is None
    # rose 3% on the previous quarter and 10% on the prior-year quarter: each window behind its figure.
    window = behind_window if passed and behind_window else ahead_window or behind_window
    if behind_window and not behind_base:
        base = None  # higher than in the second quarter and 5% higher than a year earlier
    return now, base, window, foreign


def _right_behind(spoken: Spoken, at: int) -> bool:
    """True where a figure follows a moment at once: 2025 年的 3.2%."""
    behind = next((x for x in spoken.row if x.q.start >= at), None)
    return behind is not None and re.fullmatch(r"\s*年?的?\s*", spoken.text(at, behind.q.start)) is not None


def _alone(spoken: Spoken, start: int, end: int) -> bool:
    """True where no other moment stands in a stretch: what a sentence opens with holds for all of it."""
    return not any(start <= a < end and not x.move for a, _, x in spoken.moments)


def _figures(spoken: Spoken, start: int, end: int) -> bool:
    return any(start <= x.q.start and x.q.end <= end for x in spoken.row)


def _in_title(cube: Cube, moment: Moment) -> bool:
    own = [x for _, _, x in moments_in(cube.title)]
    return any(
        x.part == moment.part
        and x.rel == moment.rel
        and (x.year == moment.year or None in (x.year, moment.year))
        for x in own
    )
