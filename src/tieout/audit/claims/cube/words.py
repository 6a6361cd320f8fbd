"""What words alone say of the lines of a cube: that one rose, fell, widened or stayed, with no figure for how far."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...mentions import Mention
from . import cues
from .followed import followed_of
from .naming import Named
from .spoken import Spoken
from .standing import standing_of
from .subjects import leads
from .table import Cube, Head
from .told import Moved, Told, listed_with, measure_of, moved_of, window_of

__all__ = ["said_of"]


def said_of(cube: Cube, spoken: Spoken) -> Iterator[Told]:
    """The statements of a sentence that words alone make."""
    if not spoken.names:
        return
    low = spoken.unnamed
    if (
        cues.ELSEWHERE.search(low) and not cues.ELSEWHERE.search(cube.title.lower())
    ) or cues.OTHER_BASIS.search(low):
        return
    yield from _directions(cube, spoken)
    yield from standing_of(cube, spoken)
    if spoken.names and not cube.grid.table.tracker:
        yield from followed_of(cube, spoken)


_VERB = re.compile(
    r"(?P<flat>持平|不变|走平|\b(?:unchanged|flat|held steady|steady|stable)\b)|(?P<up>上涨|上升|增长|增加|提升|提高|回升|走高|上调|续涨|[升涨增][至到]|[略微][升涨增]|按[年月季][升增]|\b(?:rose|grew|gained|climbed|increased|advanced|jumped|accelerated|quickened|picked up|up|higher|above)\b)"
    r"|(?P<down>下跌|下降|下滑|减少|回落|走低|下调|续跌|[跌降减][至到]|[略微][跌降减]|按[年月季][跌降減减]|\b(?:fell|declined|dropped|decreased|lost|slipped|eased|shrank|slowed|cooled|down|lower|below)\b)|(?P<wide>widened|扩大|走阔)|(?P<narrow>narrowed|收窄)"
)
_ABOUT = re.compile(
    r"基本|大致|大体|总体|约略|\b(?:substantially|broadly|largely|little|roughly|almost|essentially|about)\b"
)
_AFTER = re.compile(
    r"\s*(?:slightly|again|further|sharply|了|，|,|。|；|;|、|\.|$|to\b|at\b|than (?:in|at|on|a|last|the (?:previous|prior|same|year|quarter|month|week|first|second|third|fourth))\b|(?:its|their|the|that) (?:level|figure|rate|total|year-ago|year-earlier)\b|year[- ](?:on|over)|quarter[- ](?:on|over)|month[- ](?:on|over)|week[- ](?:on|over)|[yqmw][/-]?o?[/-]?[yqmw]\b|sequentially\b|over\b|since\b|至|到|于|off\b|in\b|from\b|on\b|for\b)"
)


_FIGURE = re.compile(r"\s*(?:了|约|by )?\s*[a-z]{0,3}[$€£¥]?\d")


def _directions(cube: Cube, spoken: Spoken) -> Iterator[Told]:
    """``Congestion fell off Australia``, 元宝和 DeepSeek 下载量环比下降, ``handysizes were unchanged at``."""
    for k, lead in enumerate(spoken.names):
        if not leads(cube, spoken, lead) or not cues.opens(cube, spoken, lead.start):
            continue
        stop = spoken.names[k + 1].start if k + 1 < len(spoken.names) else spoken.sentence.end
        rest = re.split(r"[，,；;。]|\b(?:while|whereas|but|and)\b", spoken.text(lead.end, stop))[0]
        verb = _VERB.search(rest)
        if verb is None or not cues.plain(cube, spoken, lead.end, lead.end + verb.start()):
            continue
        if _ABOUT.search(rest):
            continue
        at, end = lead.end + verb.start(), lead.end + verb.end()
        if (
            any(lead.end <= m.q.start < at for m in spoken.row)
            or re.search(r"(?<![小大微])幅|增速|速度|率先|连续|占比|份额|share|margin", rest)
            or not (_AFTER.match(ahead := spoken.text(end, end + 12)) or _FIGURE.match(ahead))
        ):
            continue
        measure = measure_of(cube, spoken, spoken.sentence.start, end)
        window, base, known = window_of(cube, spoken, lead.start, min(lead.end + len(rest), stop))
        if measure is None or not known:
            continue
        if _counted_on(spoken, end) and not _by_that_much(
            cube, spoken, lead.line, end, measure, window, base
        ):
            continue
        for name in listed_with(spoken, k):
            yield from _direction(cube, name, verb, measure, window, base, lead.start, end)
    yield from _turned(cube, spoken)


_IN = re.compile(
    r"\s+(?:sharply |slightly |again |further |modestly )?(?:in|at|on|for|among|across) (?:the )?$"
)


def _turned(cube: Cube, spoken: Spoken) -> Iterator[Told]:
    """``Inflation rose in Alberta to 2.9%, eased in Quebec``: the word stands before the name."""
    for k, name in enumerate(spoken.names):
        stop = spoken.names[k + 1].start if k + 1 < len(spoken.names) else spoken.sentence.end
        begin = spoken.names[k - 1].end if k else spoken.sentence.start
        words = re.split(r"[;.]|\b(?:but|while|whereas)\b", spoken.text(begin, name.start))[-1]
        verbs = [v for v in _VERB.finditer(words) if _IN.fullmatch(words[v.end() :])]
        behind = spoken.text(name.end, name.end + 14)
        if (
            not verbs
            or _ABOUT.search(words)
            or not re.match(r"[’']?\s*(?:,|;|\.|to\b|at\b|and\b|but\b|by\b|$)", behind)
        ):
            continue
        at = name.start - len(words) + verbs[-1].start()
        if listed_with(spoken, k) != [name] or re.match(
            r"\s*(?:,|and)\s*(?:the )?$", spoken.text(name.end, stop)
        ):
            continue
        head = re.split(r"[,;]", spoken.text(spoken.sentence.start, at))[0 if k else -1]
        opening = spoken.sentence.start
        if re.search(r"幅|share|margin|number|count|pace|rate of", head) or not cues.plain(
            cube, spoken, opening, opening + len(head)
        ):
            continue
        measure = measure_of(cube, spoken, spoken.sentence.start, name.start)
        window, base, known = window_of(cube, spoken, spoken.sentence.start, min(stop, name.end + 40))
        if measure is not None and known:
            yield from _direction(cube, name, verbs[-1], measure, window, base, at, name.end)


def _counted_on(spoken: Spoken, end: int) -> bool:
    """True where a figure says how far it went: that figure is held to the table with its direction."""
    following = next((m for m in spoken.row if m.q.start >= end), None)
    if following is None or following.q.start - end > 8:
        return False
    between = spoken.text(end, following.q.start)
    return not re.search(r"\b(?:to|at)\b|至|到|于", between + spoken.text(end - 1, end))


def _by_that_much(
    cube: Cube, spoken: Spoken, line: int, end: int, measure: str, window: str, base: Head | None
) -> bool:
    """True where the figure behind the word is how far the line went, to the last digit: only the sign is left."""
    m = next(m for m in spoken.row if m.q.start >= end)
    moved = moved_of(cube, line, measure, window, base)
    figures = [] if moved is None else [cube.figure(line, c.col) for c in moved.cells]
    if m.q.unit in ("%", "pp", "bp") or (m.q.high is not None and "至" not in m.q.text):
        return False  # 增加 243 百万元至 2,375 百万元 looks like a range
    if len(figures) != 2:  # the table prints the change in percent: the amount is that of its two levels
        now = cube.now(measure)
        before = cube.base(now, window) if now is not None else None
        if now is None or before is None:
            return False
        figures = [cube.figure(line, now.index), cube.figure(line, before.index)]
    one, two = figures
    return (
        one is not None
        and two is not None
        and abs(one.operand.value - two.operand.value) == m.q.value / _print(m)
    )


def _print(m: Mention) -> Decimal:
    """What a figure was multiplied by: 243 百万元 is printed 243."""
    found = re.search(r"\d[\d,]*(?:\.\d+)?", m.q.text)
    printed = Decimal(found.group().replace(",", "")) if found else Decimal(0)
    return m.q.value / printed if printed else Decimal(1)


def _direction(
    cube: Cube,
    name: Named,
    verb: re.Match[str],
    measure: str,
    window: str,
    base: Head | None,
    start: int,
    end: int,
) -> Iterator[Told]:
    moved = moved_of(cube, name.line, measure, window, base)
    if moved is None:
        return
    value = moved.value
    if verb["wide"] or verb["narrow"]:
        if len(moved.cells) != 2:
            return
        new, old = (abs(Decimal(c.operand.value)) if c.operand is not None else None for c in moved.cells)
        if new is None or old is None or new == old:
            return
        good = (new > old) == bool(verb["wide"])
    elif verb["flat"]:
        good = _still(moved)
    else:
        if any(c.operand is not None and c.operand.value < 0 for c in moved.cells) and len(moved.cells) == 2:
            return  # of figures below zero the words may speak either way
        good = value != 0 and (value > 0) == bool(verb["up"])
    label = cube.lines[name.line].label
    yield Told(
        "unchanged" if verb["flat"] else "direction",
        start,
        end,
        good,
        f"the table gives {moved.text} for {label}",
        moved.cells,
        label,
    )


def _still(moved: Moved) -> bool:
    """True for no change, or one so small that words pass over it."""
    first = moved.cells[-1].operand
    if len(moved.cells) == 2 and first is not None and first.value:
        return abs(moved.value / first.value) < Decimal("0.005")
    return abs(moved.value) < Decimal("0.5")
