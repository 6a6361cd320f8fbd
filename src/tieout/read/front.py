"""What the first page says of the report itself: date, headline, series, house, rating, analysts, related.

Read from shape and place (a date alone on a line, a licence number, a line that opens with a dash, the
words of a rating scale), never from the name of a house or a series.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..model import Meta
from ..quantity.dates import find_dates
from ..trackers.lexicon import simplified
from .draft import Draft, Grid, Line
from .headline import read_headline, read_related
from .house import read_house
from .people import LICENCE, read_analysts
from .words import (
    BACK_HEAD,
    CONTENTS_HEAD,
    CONTENTS_LINE,
    FIGURES_HEAD,
    POINTER,
    RELATED_HEAD,
    bare,
    width,
)

__all__ = ["Front", "language_of", "read_front"]

_SCALE_ZH = (
    "强烈推荐|谨慎推荐|审慎推荐|推荐|强于大市|弱于大市|同步大市|跟随大市|优于大市|领先大市|落后大市|超越大市|"
    "看好|看淡|超配|标配|低配|增持|减持|买入|卖出|中性|回避|持有"
)
_SCALE_EN = "overweight|underweight|outperform|underperform|market[- ]?perform|neutral|positive|negative|buy|sell|hold|attractive|cautious"
_ACTION_ZH = "维持|首次覆盖|首次|上调|下调|调高|调低|重申|未变|不变"
_ACTION_EN = "maintain(?:ed)?|initiat(?:ed?|ion)|upgraded?|downgraded?|reiterated?|unchanged"
_RATING = re.compile(
    rf"(?P<lead>(?:行业|投资|板块)?评级\s*[：:]?\s*|(?:industry |sector )?rating\s*[：:]\s*)?"
    rf"[“\"]?(?P<rating>{_SCALE_ZH}|(?:{_SCALE_EN})\b)[”\"]?\s*"
    rf"(?:[(（\[【/|,，·\-—]?\s*(?P<action>{_ACTION_ZH}|{_ACTION_EN})(?:评级)?\s*[)）\]】]?)?",
    re.IGNORECASE,
)
_ACTION_FIRST = re.compile(rf"^(?P<action>{_ACTION_ZH})\s*[“\"]?(?P<rating>{_SCALE_ZH})[”\"]?(?:评级)?$")
_ACTION_ALONE = re.compile(rf"^[(（]?(?P<action>{_ACTION_ZH}|{_ACTION_EN})(?:评级)?[)）]?$", re.IGNORECASE)
_LAST_RATING = re.compile(r"^(?:上次|前次|此前|原)评级|^(?:previous|prior|last) rating", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:报告|发布|发表|日)?(?:日期|时间)\s*[：:]|\bdate\s*[：:]|published(?: on)?\s*[：:]?", re.IGNORECASE
)
# The furthest a headline stands from the top of a first page, in lines.
TOP = 40


@dataclass(frozen=True, slots=True)
class Front:
    """The meta of a report, and the role of each line it was read from (by the line's start)."""

    meta: Meta
    roles: dict[int, str] = field(default_factory=dict)


def language_of(text: str) -> str:
    """``zh`` or ``en``, by the letters of the text.

    >>> language_of("GPU 租赁价格平稳"), language_of("Prices were flat 平")
    ('zh', 'en')
    """
    hanzi = sum(1 for c in text if "\u4e00" <= c <= "\u9fff")
    words = len(re.findall(r"[A-Za-z]+", text))
    return "zh" if hanzi * 2 > words else "en"


def read_front(draft: Draft) -> Front:
    """The meta of a report, from the lines before its contents or first section."""
    lines = _cover(draft)
    roles: dict[int, str] = {}
    language = language_of(draft.text)
    related = read_related(lines, roles)
    issued = _date(lines, roles)
    boxed = _with_boxes(draft, lines)
    rating, action = _rating(boxed, roles)
    analysts = read_analysts(boxed, roles)
    publisher = read_house(draft, lines, roles, language)
    title, series = read_headline(lines, roles, draft.title)
    return Front(
        Meta(issued, title, series, publisher, language, rating, action, analysts, related),
        roles,
    )


def _cover(draft: Draft) -> list[Line]:
    """The lines of the first page: up to the contents, or the first numbered section, or a good many."""
    lines: list[Line] = []
    for item in draft.items:
        if not isinstance(item, Line):
            continue
        said = bare(item.text)
        if CONTENTS_HEAD.match(said) or FIGURES_HEAD.match(said):
            break
        if BACK_HEAD.search(said) and not POINTER.match(said) and width(said) < 40 and len(lines) > 6:
            break
        if item.role == "contents" or (CONTENTS_LINE.match(said) and "…" in said + "…" * ("...." in said)):
            break
        lines.append(item)
    return lines[:400]


def _with_boxes(draft: Draft, lines: Sequence[Line]) -> list[Line]:
    """The lines of the first page with what stands in its small boxes (rating, author), read row by row.

    A box whose rows hold several licence numbers is read column by column: each column is a person.
    """
    end = lines[-1].end if lines else 0
    boxes: list[Line] = []
    for item in draft.items:
        if not isinstance(item, Grid) or item.start > end or len(item.rows) > 12:
            continue
        rows = [[c for c in r if c.text] for r in item.rows]
        if max(len(r) for r in rows) > 4:
            continue
        if any(sum(bool(LICENCE.search(c.text)) for c in r) > 1 for r in rows):
            wide = max(len(r) for r in rows)
            cells = [r[j] for j in range(wide) for r in rows if j < len(r)]
            boxes += [Line(c.text, c.start, c.end) for c in cells]
        else:
            boxes += [Line(" ".join(c.text for c in r), r[0].start, r[-1].end) for r in rows if r]
    return sorted([*lines, *boxes], key=lambda ln: ln.start)


def _date(lines: Sequence[Line], roles: dict[int, str]) -> date | None:
    best: tuple[float, date, Line] | None = None
    for k, line in enumerate(lines[: 2 * TOP]):
        said = bare(line.text)
        for day, a, b in find_dates(said):
            alone = 1 - (len(said) - (b - a)) / max(len(said), 1)
            labelled = bool(_DATE_LABEL.search(said[:a]))
            if RELATED_HEAD.match(said) or "《" in said or roles.get(line.start) == "related":
                continue
            value = alone + (0.8 if labelled else 0) - 0.01 * k
            if alone < 0.5 and not labelled and k > 3:
                continue
            if best is None or value > best[0]:
                best = (value, day, line)
            break
    if best is None:
        return None
    if len(bare(best[2].text)) < 40:
        roles[best[2].start] = "date"
    return best[1]


def _rating(lines: Sequence[Line], roles: dict[int, str]) -> tuple[str | None, str | None]:
    best: tuple[float, str, str | None, int] | None = None
    for k, line in enumerate(lines[: 3 * TOP]):
        printed = bare(line.text)
        said = simplified(printed)
        if width(said) > 60 or roles.get(line.start) == "related":
            continue
        found = _ACTION_FIRST.match(said) or _RATING.search(said)
        if not found:
            continue
        groups = found.groupdict()
        covers = (found.end() - found.start()) / max(len(said), 1)
        led = bool(groups.get("lead"))
        value = covers + (0.5 if groups.get("action") else 0) + (0.5 if led else 0) - 0.005 * k
        if value < 0.8 or (not led and covers < 0.6) or _LAST_RATING.match(said):
            continue
        if best is None or value > best[0]:
            action = printed[slice(*found.span("action"))] if groups.get("action") else None
            best = (value, printed[slice(*found.span("rating"))], action, k)
    if best is None:
        return None, None
    _, rating, action, k = best
    roles.setdefault(lines[k].start, "rating")
    for beside in (k + 1, k - 1):
        if action is None and 0 <= beside < len(lines):
            only = _ACTION_ALONE.match(simplified(bare(lines[beside].text)))
            if only:
                action = bare(lines[beside].text)[slice(*only.span("action"))]
                roles.setdefault(lines[beside].start, "rating")
    return rating, action
