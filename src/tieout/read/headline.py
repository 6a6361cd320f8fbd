"""The headline, the series and the related reports of a first page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..model import Related
from ..quantity.dates import find_dates
from ..trackers.lexicon import simplified
from .draft import Line
from .people import EMAIL, LICENCE
from .words import (
    ANY_REPORT,
    CAPTION,
    DASH_LINE,
    POINTER,
    RELATED_HEAD,
    SECTION_WORDS,
    SOURCE,
    TERMINAL,
    bare,
    width,
)

__all__ = ["read_headline", "read_related"]

# The furthest a headline stands from the top of a first page, in lines.
TOP = 48

_SERIES = re.compile(
    r"(?:周报|月报|日报|季报|年报|双周报|周刊|周观点|周度|点评|跟踪|深度|专题|策略|研究报告|动态报告)(?:[(（].*[)）])?$"
    r"|\b(?:weekly|monthly|daily|quarterly|tracker|digest|monitor|strategy)\b",
    re.IGNORECASE,
)
_SERIES_PREFIX = re.compile(
    r"^(?P<series>[^：:（(《]{2,24}(?:周报|月报|日报|双周报|周观点|周度观点|周跟踪|周刊|点评|深度(?:报告)?)"
    r"|(?:[A-Z][\w&/-]*\s+){1,4}(?:Weekly|Monthly|Daily|Tracker|Monitor|Digest))(?:\s*[（(][^）)]*[）)])?\s*[：:]"
)
_RELATED = re.compile(
    r"^(?:\W*\d{1,2}\s*[、.)）．]\s*|\d{1,2}\s*(?=《))?(?P<title>《.+》|[“\"].+[”\"]|.{6,}?)\s*[-—–,，:：]{0,2}\s*[(（\[]?(?P<date>(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?|\d{8}|(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}))[)）\]]?$"
)
_DATE_FIRST = re.compile(
    r"^(?P<date>(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?|\d{8})\s*[-—–:：]?\s*(?P<title>《.+》)$"
)
_TITLED = re.compile(r"^(?:\W*\d{1,2}\s*[、.)）．]?\s*)?(?P<title>《.+》)$")
_OPENED = re.compile(r"^(?:\W*\d{1,2}\s*[、.)）．]?\s*)?《[^》]*$")
_PLACEHOLDER = re.compile(r"^\[?Table_\w+\]?$", re.IGNORECASE)
_SECTION = re.compile(r"^(?:\d{1,2}\s*(?:[、．]|\.(?!\d))|[一二三四五六七八九十]{1,3}、|第.{1,3}[章节])")
# A branch of industry, a market, a legend: words that head nothing.
_NO_HEADLINE = re.compile(
    r"^(?:行业|市场|指数|股价|近|最近|过去)\S{0,8}(?:走势|表现|年|月|图|对比)|^(?:联系人|作者|数据来源)"
)


def read_related(lines: Sequence[Line], roles: dict[int, str]) -> tuple[Related, ...]:
    """Earlier reports that a first page lists: a title with its date, on one line or on two."""
    found: list[Related] = []
    inside = False
    seen_since = 0
    waiting: tuple[str, int] | None = None
    over = 0
    for k, line in enumerate(lines):
        if over:
            over -= 1
            roles[line.start] = "related"
            continue
        said = re.sub(r"^[-*•·]\s+", "", bare(line.text))
        if _OPENED.match(said):
            # A title set over several lines ends with its closing mark, and the date behind it.
            over, said = _whole_title(lines, k, said)
        if RELATED_HEAD.match(said):
            inside, seen_since = True, 0
            continue
        days = find_dates(said) or find_dates(_eight(said))
        if waiting and days and len(said) - (days[0][2] - days[0][1]) <= 4:
            found.append(Related(waiting[0], days[0][0]))
            roles[waiting[1]] = roles[line.start] = "related"
            waiting = None
            continue
        waiting = None
        hit = (_DATE_FIRST.match(said) or _RELATED.match(said)) if len(said) <= 300 else None
        alone = _TITLED.match(said) if inside and hit is None and len(said) <= 300 else None
        if hit and (inside or "《" in said):
            days = find_dates(hit.group("date")) or find_dates(_eight(hit.group("date")))
            found.append(Related(_unquoted(hit.group("title")), days[0][0] if days else None))
            roles[line.start] = "related"
            seen_since = 0
        elif alone:
            waiting = (_unquoted(alone.group("title")), line.start)
        elif inside:
            seen_since += 1
            inside = seen_since < 2
    return tuple(found)


def _whole_title(lines: Sequence[Line], k: int, said: str) -> tuple[int, str]:
    """How many more lines a title takes, and all it says; none where it never closes."""
    whole = said
    for more in range(1, 4):
        if k + more >= len(lines):
            break
        whole += bare(lines[k + more].text)
        if "》" in whole:
            return more, whole
    return 0, said


def _unquoted(title: str) -> str:
    title = title.strip().rstrip("-—–:： ")
    return title[1:-1] if title[:1] in '《“"' and title[-1:] in '》”"' else title


def _eight(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else text


def read_headline(lines: Sequence[Line], roles: dict[int, str], given: str) -> tuple[str | None, str | None]:
    """The headline (the weightiest line near the top) and the series line beside it.

    ``given`` is the title that the document itself carries, taken where no line is weighty enough; one that
    an author wrote into the front matter stands unless a line is marked as the title.
    """
    written = any(line.role == "front" for line in lines)
    lines = [line for line in lines if not line.role]
    region = _region(lines)
    series, series_at = _series(region, roles)
    best: tuple[float, Line] | None = None
    for k, line in enumerate(region):
        value = None if line.start in roles or k == series_at else _weight(region, k, series_at)
        if value is not None and (best is None or value > best[0]):
            best = (value, line)
    if series_at is not None:
        roles.setdefault(region[series_at].start, "series")
    if given and written and (best is None or not best[1].level):
        prefix = _SERIES_PREFIX.match(given)
        return given, series or (prefix.group("series").strip() if prefix else None)
    if best is None or best[0] < 0.4:
        if not given and series_at is not None and not DASH_LINE.match(region[series_at].text):
            # The one weighty line of a short paper is its headline, even if it names the series too.
            roles.setdefault(region[series_at].start, "title")
            return series, None
        return (given or None), series
    roles.setdefault(best[1].start, "title")
    title = _with_next_line(region, best[1], roles)
    prefix = _SERIES_PREFIX.match(title)
    named = prefix.group("series").strip() if prefix else None
    # The words before the colon of a headline say more than the bare kind of paper (行业周报).
    if named and (series is None or (len(series) < len(named) and not _dashed(region[series_at or 0]))):
        return title, named
    return title, series


def _with_next_line(region: Sequence[Line], line: Line, roles: dict[int, str]) -> str:
    """A headline, with the line it runs on to where it ends inside brackets or in a comma."""
    title = bare(line.text)
    at = next((k for k, r in enumerate(region) if r.start == line.start), len(region))
    open_mark = any(title.count(a) > title.count(b) for a, b in ("“”", "（）", "《》", "()"))
    if (open_mark or title[-1:] in "，、：,:") and at + 1 < len(region) and not region[at + 1].level:
        following = region[at + 1]
        if following.start not in roles and not _dashed(following) and width(following.text) <= 90:
            roles[following.start] = "title"
            return title + bare(following.text)
    return title


def _region(lines: Sequence[Line]) -> list[Line]:
    region: list[Line] = []
    for line in lines:
        said = bare(line.text)
        if len(region) >= TOP or (len(region) >= 3 and width(said) > 160):
            break
        if len(region) >= 3 and SECTION_WORDS.match(said) and any(_heavy(bare(r.text)) for r in region):
            break
        region.append(line)
    return region


def _heavy(said: str) -> bool:
    """Long enough to be a headline, and no line of another kind."""
    return width(said) >= 24 and not (ANY_REPORT.search(said) or EMAIL.search(said) or LICENCE.search(said))


def _dashed(line: Line) -> bool:
    return bool(DASH_LINE.match(line.text)) and not re.match(r"^[-*]\s+《", line.text)


def _series(region: Sequence[Line], roles: dict[int, str]) -> tuple[str | None, int | None]:
    series, series_at, best = None, None, 0.0
    for k, line in enumerate(region):
        # 行业报告 | 行业研究周报: the part that names the kind.
        parts = [p.strip() for p in re.split(r"\s*[|｜]\s*", bare(line.text))]
        said = next((p for p in parts if len(parts) > 1 and _SERIES.search(simplified(p))), bare(line.text))
        dashed = _dashed(line)
        worded = bool(_SERIES.search(simplified(said)))
        if (
            line.start in roles
            or _SECTION.match(said)
            or width(said) > 80
            or TERMINAL.search(said)
            or _SERIES_PREFIX.match(said)
        ):
            continue
        if RELATED_HEAD.match(said) or (ANY_REPORT.search(said) and not dashed):
            continue
        value = 2.0 * dashed + 1.5 * worded - 0.02 * k - (0.02 * width(said) if worded and not dashed else 0)
        if value > max(best, 0.6 if worded else 1.5):
            best, series, series_at = value, DASH_LINE.sub("", said).strip(), k
    return series, series_at


def _weight(region: Sequence[Line], k: int, series_at: int | None) -> float | None:
    """How much line ``k`` looks like a headline; None where it cannot be one."""
    line = region[k]
    said = bare(line.text)
    if not said or CAPTION.match(said) or SOURCE.match(said) or _PLACEHOLDER.match(said):
        return None
    if SECTION_WORDS.match(said) or RELATED_HEAD.match(said) or EMAIL.search(said) or LICENCE.search(said):
        return None
    if POINTER.match(said) or _NO_HEADLINE.match(said) or _SECTION.match(said):
        return None
    value = min(width(said), 90) / 30 - min(0.05 * k, 1.2) - (1.5 if ANY_REPORT.search(said) else 0)
    if line.level:
        value += 3.0 / line.level
    if series_at is not None:
        value += 1.0 if abs(series_at - k) == 1 else 0.3 if abs(series_at - k) == 2 else 0.0
    clause = bool(re.search(r"[，,：:！!？?；;]|\s", said))
    if width(said) <= 16 and not clause:
        value -= 1.2  # a branch, a section, a legend
    elif clause and width(said) >= 20:
        value += 0.4
    if re.search(r"\s[|｜]\s", said):
        value -= 0.8
    if re.search(r"[：:]\s*[+\d(（]|[：:]$", said):
        value -= 0.8  # a label with its value
    if TERMINAL.search(said) and not said.endswith(("？", "！", "?", "!")):
        value -= 1.5
    if width(said) > 160:
        value -= 3
    return value
