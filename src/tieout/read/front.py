"""What the first page says of the report itself: date, headline, series, house, rating, analysts, related.

Read from shape and place (a date alone on a line, a licence number, a line that opens with a dash, the
words of a rating scale), never from the name of a house or a series.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from ..model import Analyst, Meta, Related
from ..quantity.dates import find_dates
from .draft import Draft, Line
from .words import (
    BACK_HEAD,
    CAPTION,
    CONTENTS_HEAD,
    CONTENTS_LINE,
    DASH_LINE,
    FIGURES_HEAD,
    POINTER,
    RELATED_HEAD,
    SOURCE,
    TERMINAL,
    bare,
    width,
)

__all__ = ["Front", "language_of", "read_front"]

_LICENCE = re.compile(r"(?<![A-Za-z0-9])(?:SAC\s*[：:]?\s*)?(S\d{13})(?!\d)")
_FOREIGN_LICENCE = re.compile(
    r"(?:CE\s*(?:No\.?|Ref)\s*[：:.]?\s*|CE\s*[：:]\s*)([A-Z]{3}\d{3})", re.IGNORECASE
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,5}")
_PHONE = re.compile(
    r"(?:电话|手机|Tel|Phone)\s*[：:.]?\s*[+\d][\d\s()-]{6,}|(?<!\d)1[3-9]\d{9}(?!\d)", re.IGNORECASE
)
_ROLE_WORDS = re.compile(
    r"首席|联席|资深|证券|行业|分析师|研究员|研究助理|联系人|执业|资格|登记|证书|编号|证号|号码|SAC|SFC|NO\.?|Analysts?|Licen[cs]e|[：:（）()|,，/]",
    re.IGNORECASE,
)
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
    rf"(?:[(（\[【/|,，·\-—]\s*(?P<action>{_ACTION_ZH}|{_ACTION_EN})(?:评级)?\s*[)）\]】]?)?",
    re.IGNORECASE,
)
_ACTION_FIRST = re.compile(rf"^(?P<action>{_ACTION_ZH})\s*[“\"]?(?P<rating>{_SCALE_ZH})[”\"]?(?:评级)?$")
_SERIES = re.compile(
    r"(?:周报|月报|日报|季报|年报|双周报|周刊|周观点|周度|点评|跟踪|深度|专题|策略|研究报告|动态报告)(?:[(（].*[)）])?$"
    r"|\b(?:weekly|monthly|daily|quarterly|tracker|digest|monitor|strategy)\b",
    re.IGNORECASE,
)
_HOUSE_ZH = re.compile(
    r"[\u4e00-\u9fff]{2,10}?(?:证券(?:股份)?(?:有限(?:责任)?公司)?|期货|国际(?:控股)?|资本|金公司)"
)
_HOUSE_EN = re.compile(
    r"\b(?:[A-Z][\w&.'-]*\s+){1,4}(?:Securities|Capital(?: Markets)?|Brokerage|Research|Partners|Bank|International)\b"
)
_HOUSE_TAIL = re.compile(
    r"(?:研究(?:所|院|部|中心)?|股份有限公司|有限责任公司|有限公司|整理|绘制|(?:\s+(?:Research|Co\.?,? Ltd\.?|Limited|estimates|analysis))+)+$",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^(?:\W*\d{1,2}\s*[、.)）]\s*)?(?P<title>《.+》|[“\"].+[”\"]|.{6,}?)\s*[-—–,，]{0,2}\s*[(（\[]?(?P<date>(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}\s?日?|\d{8}|(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}))[)）\]]?$"
)
_SECTION_WORDS = re.compile(
    r"^【?(?:投资要点|核心观点|主要观点|核心要点|报告摘要|摘要|要点|投资逻辑|事件|本周观点|正文)】?$"
    r"|^(?:key points|investment (?:highlights|summary|thesis)|highlights|summary|executive summary)$",
    re.IGNORECASE,
)
# What a first page calls any report; it names no series.
_ANY_REPORT = re.compile(
    r"^(?:证券研究报告|研究报告|行业研究|公司研究|equity research)\b|^(?:证券)?研究报告", re.IGNORECASE
)
_SERIES_PREFIX = re.compile(
    r"^(?P<series>[^：:（(《]{2,24}(?:周报|月报|日报|双周报|周观点|周度观点|周跟踪))(?:\s*[（(][^）)]*[）)])?\s*[：:]"
)
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
    issued = _date(lines, roles)
    rating, action = _rating(lines, roles)
    analysts = _analysts(lines, roles)
    related = _related(lines, roles)
    publisher = _publisher(draft, lines, roles, language)
    title, series = _headline(lines, roles, draft.title)
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


def _date(lines: Sequence[Line], roles: dict[int, str]) -> date | None:
    best: tuple[float, date, Line] | None = None
    for k, line in enumerate(lines[: 2 * TOP]):
        said = bare(line.text)
        for day, a, b in find_dates(said):
            alone = 1 - (len(said) - (b - a)) / max(len(said), 1)
            labelled = bool(_DATE_LABEL.search(said[:a]))
            if RELATED_HEAD.match(said) or "《" in said:
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
    best: tuple[float, str, str | None, Line] | None = None
    for k, line in enumerate(lines[: 3 * TOP]):
        said = bare(line.text)
        if width(said) > 60:
            continue
        found = _ACTION_FIRST.match(said) or _RATING.search(said)
        if not found:
            continue
        groups = found.groupdict()
        covers = (found.end() - found.start()) / max(len(said), 1)
        led = bool(groups.get("lead"))
        value = covers + (0.5 if groups.get("action") else 0) + (0.5 if led else 0) - 0.005 * k
        if value < 0.8 or (not led and covers < 0.6):
            continue
        if best is None or value > best[0]:
            best = (value, found.group("rating"), groups.get("action"), line)
    if best is None:
        return None, None
    roles.setdefault(best[3].start, "rating")
    return best[1], best[2]


def _analysts(lines: Sequence[Line], roles: dict[int, str]) -> tuple[Analyst, ...]:
    found: list[Analyst] = []
    for k, line in enumerate(lines):
        said = line.text
        at = 0
        for pattern in (_LICENCE, _FOREIGN_LICENCE):
            for licence in pattern.finditer(said):
                name = _name_in(said[at : licence.start()])
                for back in range(1, 4):
                    if name or k - back < 0 or _LICENCE.search(lines[k - back].text):
                        break
                    name = _name_in(lines[k - back].text, last=True)
                    if name:
                        roles.setdefault(lines[k - back].start, "analyst")
                at = licence.end()
                if name and all(a.licence != licence.group(1) for a in found):
                    email = next(
                        (m.group() for ln in lines[k : k + 3] for m in _EMAIL.finditer(ln.text)), None
                    )
                    found.append(Analyst(name, licence.group(1), email))
                    roles.setdefault(line.start, "analyst")
    for line in lines:
        if (_EMAIL.search(line.text) or _PHONE.search(line.text)) and width(line.text) < 80:
            roles.setdefault(line.start, "contact")
    return tuple(found)


def _name_in(text: str, *, last: bool = False) -> str | None:
    """A person's name among the words of a role: two to four Hanzi, or capitalised Latin words."""
    cleaned = _ROLE_WORDS.sub(" ", _EMAIL.sub(" ", text)).strip()
    hanzi = re.findall(
        r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?:\s?[\u4e00-\u9fff]){1,3}(?![\u4e00-\u9fff])", cleaned
    )
    if hanzi:
        return re.sub(r"\s", "", hanzi[-1])
    if last and width(cleaned) > 40:
        return None
    latin = re.findall(r"[A-Z][a-z]+(?:[ -][A-Z][a-z]+){1,3}", cleaned)
    return latin[-1] if latin else None


def _related(lines: Sequence[Line], roles: dict[int, str]) -> tuple[Related, ...]:
    found: list[Related] = []
    inside = False
    seen_since = 0
    for line in lines:
        said = re.sub(r"^[-*•·]\s+", "", bare(line.text))
        if RELATED_HEAD.match(said):
            inside, seen_since = True, 0
            continue
        hit = _RELATED.match(said) if len(said) <= 300 else None
        if hit and (inside or "《" in said):
            days = find_dates(hit.group("date")) or find_dates(_eight(hit.group("date")))
            title = hit.group("title").strip()
            title = title[1:-1] if title[:1] in '《“"' and title[-1:] in '》”"' else title
            found.append(Related(title, days[0][0] if days else None))
            roles[line.start] = "related"
        elif inside:
            seen_since += 1
            inside = seen_since < 2
    return tuple(found)


def _eight(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if re.fullmatch(r"\d{8}", text) else text


def _publisher(draft: Draft, lines: Sequence[Line], roles: dict[int, str], language: str) -> str | None:
    """The house: named at the top, in source lines (as their last word) and in the legal text."""
    votes: Counter[str] = Counter()
    top: dict[str, Line] = {}
    for line in lines[: TOP // 2]:
        said = bare(line.text)
        if RELATED_HEAD.match(said) or _SECTION_WORDS.match(said) or _ANY_REPORT.search(said):
            continue
        if width(said) > 60 or line.start in roles or CAPTION.match(said) or TERMINAL.search(said):
            continue
        for pattern in (_HOUSE_ZH, _HOUSE_EN):
            for hit in pattern.finditer(said):
                name = hit.group()
                if len(name) * 2 >= len(said):
                    votes[name] += 6
                    top.setdefault(name, line)
        base = _HOUSE_TAIL.sub("", said).strip()
        if base and base not in top and width(base) <= 40:
            top.setdefault(base, line)
    for item in draft.items:
        if isinstance(item, Line):
            cited = SOURCE.match(bare(item.text))
            if cited:
                names = re.split(r"[,，、；;]\s*", cited.group("rest").strip().rstrip("。."))
                base = _HOUSE_TAIL.sub("", names[-1]).strip()
                # A cited provider may come last too; a house closes its lines after others, or as
                # somebody's research.
                own = len(names) > 1 or base != names[-1].strip()
                if 2 <= len(base) <= 40 and own:
                    votes[base] += 2 if base in top else 1
            elif item.role != "furniture":
                for legal in re.finditer(r"[（(]以下简称[“\"]?([^”\"）)]{2,12})[”\"]?[）)]", item.text):
                    votes[legal.group(1)] += 3
    votes = Counter({k: v for k, v in votes.items() if v > 1 or k in top})
    if not votes:
        return None

    def rank(name: str) -> tuple[float, int]:
        own = any("\u4e00" <= c <= "\u9fff" for c in name) == (language == "zh")
        return votes[name] + (2 if own else 0), -len(name)

    best = max(votes, key=rank)
    for name, line in top.items():
        if best in name or name in best:
            roles.setdefault(line.start, "publisher")
    follow = [
        ln
        for ln in lines[: TOP // 2]
        if ln.start not in roles
        and _HOUSE_EN.fullmatch(bare(ln.text).title())
        and not RELATED_HEAD.match(bare(ln.text))
        and not _ANY_REPORT.search(bare(ln.text))
    ]
    for line in follow:
        roles.setdefault(line.start, "publisher")
    return best


def _headline(lines: Sequence[Line], roles: dict[int, str], given: str) -> tuple[str | None, str | None]:
    """The headline (the weightiest line near the top) and the series line beside it."""
    region: list[Line] = []
    for line in lines:
        said = bare(line.text)
        if len(region) >= 3 and (_SECTION_WORDS.match(said) or width(said) > 160):
            break
        region.append(line)
        if len(region) >= TOP:
            break
    series = None
    series_at: int | None = None
    best_series = 0.0
    for k, line in enumerate(region):
        said = bare(line.text)
        dashed = bool(DASH_LINE.match(line.text)) and not re.match(r"^[-*]\s+《", line.text)
        worded = bool(_SERIES.search(said))
        if line.start in roles or width(said) > 80 or TERMINAL.search(said) or _SERIES_PREFIX.match(said):
            continue
        if _ANY_REPORT.search(said) and not dashed:
            continue
        value = 2.0 * dashed + 1.5 * worded - 0.02 * k - (0.02 * width(said) if worded and not dashed else 0)
        if value > max(best_series, 0.6 if worded else 1.5):
            best_series, series, series_at = value, DASH_LINE.sub("", said).strip(), k
    best: tuple[float, Line] | None = None
    for k, line in enumerate(region):
        said = bare(line.text)
        if line.start in roles or k == series_at or not said or CAPTION.match(said) or SOURCE.match(said):
            continue
        if (
            _SECTION_WORDS.match(said)
            or RELATED_HEAD.match(said)
            or _EMAIL.search(said)
            or _LICENCE.search(said)
        ):
            continue
        value = min(width(said), 90) / 30 - 0.05 * k - (1.5 if _ANY_REPORT.search(said) else 0)
        if line.level:
            value += 3.0 / line.level
        if series_at is not None:
            value += 1.0 if abs(series_at - k) == 1 else 0.3 if abs(series_at - k) == 2 else 0.0
        if TERMINAL.search(said) and not said.endswith(("？", "！", "?", "!")):
            value -= 1.5
        if width(said) > 160:
            value -= 3
        if best is None or value > best[0]:
            best = (value, line)
    if series_at is not None:
        roles.setdefault(region[series_at].start, "series")
    if best is None or best[0] < 0.4:
        if not given and series_at is not None and not DASH_LINE.match(region[series_at].text):
            # The one weighty line of a short paper is its headline, even if it names the series too.
            roles.setdefault(region[series_at].start, "title")
            return series, None
        return (given or None), series
    roles.setdefault(best[1].start, "title")
    title = bare(best[1].text)
    prefix = _SERIES_PREFIX.match(title)
    return title, series or (prefix.group("series").strip() if prefix else None)
