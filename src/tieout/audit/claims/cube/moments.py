"""The moments that heads and prose name: 3Q25, 2025年上半年, October, 上周, a year earlier, and how two of them relate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ...lexicon import folded

__all__ = ["Moment", "moments_in", "relation"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A year, a part of it (q3, h1, 9m, m10, c10 for January to October, or nothing) and a day, or a place relative to now (``rel``).

    ``3m`` and ``6m`` are three and six months whose place in the year is not said, ``end`` the month they end in;
    ``c0`` the months since January, however many (累计).
    """

    year: int | None = None
    part: str = ""
    rel: str = ""
    day: int = 0
    move: bool = False
    """True for the words of a window (同比, quarter on quarter): they date no level."""
    end: int = field(default=0, compare=False)

    def covers(self, said: Moment) -> bool:
        """True where the part of the year that words say is this one: the quarter, for Q3.

        >>> Moment(2026, "q3").covers(Moment(None, "3m")), Moment(2026, "9m").covers(Moment(None, "3m"))
        (True, False)
        """
        one, two = sorted((self.part, said.part))
        if "c0" in (one, two):
            return two[:1] == "c" or {one, two} & {"9m", "h1"} != set()
        return one == two or (one == "3m" and two[:1] == "q") or (one == "6m" and two[:1] == "h")

    @property
    def span(self) -> str:
        """How long it is: y, h, q, m for a year, a half, a quarter and a month, else its months since January."""
        if self.rel and not self.part:
            return ""
        return {"": "y", "3m": "q", "6m": "h"}.get(
            self.part, self.part if self.part[:1] in ("9", "c") else self.part[:1]
        )

    @property
    def order(self) -> int:
        """Where it stands in time among moments of one kind; later is larger."""
        within = {"h1": 6, "h2": 12, "9m": 9, "": 13, "q1": 3, "q2": 6, "q3": 9, "q4": 12}
        at = int(self.part[1:]) if self.part[:1] in ("m", "c") else within.get(self.part, self.end)
        at = 0 if self.rel and not self.part else at
        place = {"now": 3, "end": 3, "prev": 2, "start": 2, "prev2": 1, "yearago": 1}.get(self.rel, 0)
        return ((self.year or 0) * 100 + at + place) * 40 + self.day


_MONTHS = {
    name: k
    for k, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_HAN = {c: k for k, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_DIGITS = "零一二三四五六七八九"
_RUNS = {3: "q1", 6: "h1", 9: "9m", 12: ""}
"""Months since January that have a name of their own; others are ``c`` with their number."""
_TEN = {"上旬": 5, "中旬": 15, "下旬": 25}
_NAMES = "|".join(sorted((m for m in _MONTHS if m != "may"), key=len, reverse=True))
_COUNTED = {
    name: k
    for k, names in enumerate(
        ("二 两 two 2", "三 three 3", "四 four 4", "五 five 5", "六 six 6", "七 seven 7", "八 eight 8", "九 nine 9",
         "十 ten 10", "十一 eleven 11", "十二 twelve 12"), 2)
    for name in names.split()
}  # fmt: skip
"""How many months a span has."""
_NUMBER = "|".join(sorted(_COUNTED, key=len, reverse=True))
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _ended(month: str, year: str) -> str:
    """``ended June 30, 2026``, as a pattern with the groups of the month and the year."""
    return (
        rf"(?:end(?:ed|ing)|to|through)\s+(?:on\s+)?(?:\d{{1,2}}\s+)?(?P<{month}>{_NAMES}|may)\b\.?"
        rf"(?:\s+\d{{1,2}}\b(?!\s*\d))?,?\s*(?P<{year}>20\d\d)?"
    )


_ABSOLUTE = re.compile(
    rf"\bjan(?:uary)?\.?\s*(?:[-–—]|to|through)\s*(?P<jm>{_NAMES}|may)\b\.?(?:\s+(?P<jy>20\d\d))?"
    r"|(?<![\d.,\-–])1\s*[-–—]\s*(?P<bm>1[0-2]|[2-9])\s+(?P<by>20\d\d)(?!\d)"
    rf"|(?P<first>\bfirst )?\b(?P<sn>{_NUMBER})[- ](?:fiscal |calendar )?months?(?: period)?\b(?!\s+(?:ago|earlier|before|later|running|moving|in a row|straight))(?:\s+{_ended('sm', 'sy')})?"
    rf"|\byears?\s+(?:ended|ending)\s+(?:on\s+)?(?:\d{{1,2}}\s+)?(?:{_NAMES}|may)\b\.?(?:\s+\d{{1,2}}\b(?!\s*\d))?,?\s*(?P<yey>20\d\d)"
    rf"|\b(?:fiscal |financial )?(?P<qh>quarter|half(?:[- ]year)?)\s+{_ended('qm', 'qy')}"
    rf"|\b(?:for|in|during|of|on) the (?P<the>quarter)\b(?!\s+(?:{_NAMES}|to\b|through\b|end))"
    r"|(?P<cum>(?:年内)?累计)(?:[值数](?!据)|(?=$|同比(?!增)|[\s(（，,：:]))"
    r"|截至(?:(?P<ty>20\d\d|[一二三四五六七八九零〇○]{4})年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日|底|末)?止?的?(?P<tm>十二|三|六|九|12|3|6|9)个月(?:期间)?"
    r"|(?<![\d.])(?P<fy>20\d\d)/(?P<fy2>\d\d)(?!\d)(?:\s+(?P<fm>oct|nov|dec|jan|feb|mar|apr|may|jun|jul|aug|sept?)[a-z]*)?"
    r"|(?<![\d.])(?P<q1>[1-4])q\s?(?:fy\s?)?'?(?P<qy1>20\d\d|\d\d)(?!\d)"
    r"|\bq(?P<q2>[1-4])(?:\s*(?:of\s+)?(?:fy\s?)?'?(?P<qy2>20\d\d|\d\d)(?!\d|[.,]\d|\s?%))?(?!\d)"
    r"|(?<![\d.])(?P<qy3>20\d\d|\d\d)\s*年?\s*q(?P<q3>[1-4])(?!\d)"
    r"|\bh(?P<h1>[12])(?:(?:\s+(?:fy\s?)?|\s?fy\s?|'|(?=20))'?(?P<hy1>20\d\d|\d\d)(?!\d))?(?!\d)|(?<![\d.])(?P<h2>[12])h\s?(?:fy\s?)?'?(?P<hy2>20\d\d|\d\d)(?!\d)"
    r"|(?<!\d)(?:(?P<cy>20\d\d)\s*年?|(?P<cthis>今年|本年)|(?P<clast>去年|上年))?(?:(?P<ch1>上半年|(?<=[年\d])h1(?!\d)|中期)|(?P<ch2>下半年|(?<=[年\d])h2(?!\d))|(?P<c9>前三季度?|前三個季度|1-9月|前9个?月)|第?(?P<cq>[一二三四])季度?(?!度?累计))"
    r"|(?<![\d.])(?:(?P<ay>20\d\d)\s*年)?(?:1\s*[-—–−~～至到]\s*(?P<ac>1[0-2]|[2-9])月(?:份|[末底])?|[前首](?P<af>1[0-2]|[2-9]|十[一二]?|[二两三四五六七八九])个?月)"
    r"|(?<!\d)(?P<dy>20\d\d)\s*[-./年]\s*(?P<dm>\d{1,2})(?:\s*[-./月](?:\s*(?P<dd>\d{1,2})(?!\d)日?|(?P<dt>[上中下]旬))?)?(?![\d%])"
    r"|(?:(?P<hy>[一二三四五六七八九零〇○]{4})年)?(?P<hm>十[一二]?|[一二三四五六七八九])月(?:份|[末底]|[一二三四五六七八九十]{1,3}日|(?P<ht>[上中下]旬))?|(?P<hy2x>[一二三四五六七八九零〇○]{4})年(?:度)?"
    r"|(?<![\d\-—至到前])(?P<mm>1[0-2]|[1-9])月(?:份|[末底]|(?P<md>\d{1,2})日|(?P<mt>[上中下]旬))?(?![\d\-—至])"
    rf"|(?<![\d.,$€£])(?P<fd>[12]?\d|3[01])\s+(?P<fn>{_NAMES})\b\.?(?:\s+(?P<fdy>20\d\d))?"
    rf"|\b(?:(?P<en>{_NAMES}|may(?=\s+20\d\d|\s+\d{{1,2}}\b))\b\.?|(?P<may>(?<=in )may\b|(?<=end-)may\b|^may$))(?:\s+(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,?(?!\d))?(?:\s*,?\s*(?P<ey>20\d\d))?"
    r"|\b(?P<nth>first|second|third|fourth)[- ](?P<nthp>quarter|half)(?:\s+of\s+(?:fy\s?)?(?P<ny>20\d\d))?"
    r"|\bfy\s?'?(?P<f>20\d\d|\d\d)(?!\d)"
    r"|(?<![\d.,])(?P<y>20[0-4]\d)(?![\d,.]\d|\d)\s*(?:年度?)?(?:(?P<ye>(?<=年)[末底])|[ae](?![a-z]))?"
)
_RELATIVE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("prev2", re.compile(r"[二两三四]周前|(?:two|three|four|2|3|4) weeks ago|上上[周月]")),
    ("yearend", re.compile(r"(?:上年|去年|上一年)(?:年)?[末底]|年初(?!至今|以来)|\bthe end of (?:last|the (?:previous|prior)) year|\blast year[- ]end")),
    ("yearago", re.compile(
        r"(?:去年|上年)(?:同期|同季|同月)?|同比|按年|年[增减]率?|^year[- ](?:ago|earlier)\b|\blast year\b|\ba year (?:ago|earlier|before|previously)|\b(?:prior|previous|last|preceding)[- ]year(?:'s)?(?:[- ](?:quarter|period|month|half|level))?|"
        r"\bsame (?:quarter|period|month|week|half|time) (?:of )?(?:last|the (?:prior|previous)|a) year(?: (?:ago|earlier))?|\bthe (?:same|year-ago|year-earlier|corresponding|comparable) (?:quarter|period|month|week|half)(?: (?:of )?last year)?|"
        r"\byear[- ](?:on|over)[- ]year|\byoy\b|\by/y\b|\b(?:the|one) year (?:before|earlier|ago)|\b12 months (?:ago|earlier|before)")),
    ("prev", re.compile(
        r"[上前][一个個]*(?:周|期|月|季度?|季)(?:末|底)?|前值|环比|按季|按月|按周|[季月周][增减]率?(?!度)|较上期|\b(?:last|prior|previous|preceding) (?:week|month|quarter|period|session|half)(?:'s)?|\b(?:a|the|one) (?:week|month|quarter) (?:ago|earlier|before)|"
        r"\bmonth[- ](?:on|over)[- ]month|\bquarter[- ](?:on|over)[- ]quarter|\bweek[- ](?:on|over)[- ]week|\b[qmw]o[qmw]\b|\b[qmw]/[qmw]\b|\bsequentially|\bsequential\b|^prior$|^previous$|^prev\.?$")),
    ("ytd", re.compile(r"年初(?:至今|以来)|今年以来|年内|\bytd\b|\byear[- ]to[- ]date|\bso far this year|\bthe year so far")),
    ("now", re.compile(r"本周|本期|本月|本季度?|本年度?|当[周月季期]|最新|现[价值]|当前|报告期内?|期内|\bthis (?:week|month|quarter|year|period)\b|\bcurrent(?: (?:week|month|quarter))?\b|\blatest\b|^week$|^month$|^quarter$")),
    ("start", re.compile(r"期初|月初|季初|\b(?:start|beginning|opening)(?: of (?:the )?(?:quarter|year|period|month|week))?$|\bat the (?:start|beginning) of the (?:quarter|year|period|month)")),
    ("end", re.compile(r"期末|\b(?:end|closing)(?: of (?:the )?(?:quarter|period|month|week))?$|\bat the end of the (?:quarter|period|month)")),
)  # fmt: skip


@lru_cache(maxsize=1024)
def moments_in(text: str) -> tuple[tuple[int, int, Moment], ...]:
    """The moments a text names, in order, without overlap.

    >>> [(m.year, m.part) for _, _, m in moments_in("up 3% on Q2 FY25, and 2025年上半年")]
    [(2025, 'q2'), (2025, 'h1')]
    """
    low = folded(text).lower()
    found: list[tuple[int, int, Moment]] = []
    for rel, pattern in _RELATIVE:
        for hit in pattern.finditer(low):
            if _free(found, hit.start(), hit.end()):
                found.append(
                    (hit.start(), hit.end(), Moment(rel=rel, move=_WINDOW.search(hit.group()) is not None))
                )
    for start, end, moment in _absolute(low):
        if _free(found, start, end):
            found.append((start, end, moment))
    found.sort(key=lambda f: f[:2])
    for k in range(len(found) - 1, 0, -1):
        (a, b, first), (c, d, second) = found[k - 1], found[k]
        one = _joined(first, second, low[b:c])
        if one is not None:
            found[k - 1 : k + 1] = [(a, d, one)]
    return tuple(found)


_WINDOW = re.compile(
    r"同比|环比|按[年季月周]|[年季月周][增减]|[- ](?:on|over)[- ]|\b[yqmw]o[yqmw]\b|\b[yqmw]/[yqmw]\b|sequential"
)


def _joined(first: Moment, second: Moment, between: str) -> Moment | None:
    """Two words of one moment: 去年 5月, October last year, the first nine months of 2026."""
    if first.move or second.move:
        return None
    if not between and first.rel == "yearago" and not first.part and second.part and second.year is None:
        return replace(second, rel="yearago")
    if not between and first.rel == "now" and second.part == "c0":
        return second
    if not first.part or first.year is not None or first.rel or second.part:
        return None
    if second.rel == "yearago" and re.fullmatch(r"\s+(?:of )?", between):
        return replace(first, rel="yearago")
    if second.year is not None and re.fullmatch(r"\s*(?:of|in)?\s*(?:fiscal )?", between):
        return replace(first, year=second.year)
    return None


def _free(found: list[tuple[int, int, Moment]], start: int, end: int) -> bool:
    return all(end <= a or b <= start for a, b, _ in found)


def _absolute(low: str) -> Iterator[tuple[int, int, Moment]]:
    for hit in _ABSOLUTE.finditer(low):
        g = hit.groupdict()
        year = _year(
            next(
                (
                    g[k]
                    for k in (
                        "qy1",
                        "qy2",
                        "qy3",
                        "hy1",
                        "hy2",
                        "cy",
                        "ay",
                        "dy",
                        "ey",
                        "ny",
                        "fy",
                        "f",
                        "y",
                        "jy",
                        "by",
                        "sy",
                        "qy",
                        "fdy",
                        "yey",
                    )
                    if g[k]
                ),
                None,
            )
        )
        part, rel, end = "", "", 0
        day = int(next((g[k] for k in ("dd", "md", "ed", "fd") if g[k]), 0)) or _TEN.get(
            next((g[k] for k in ("dt", "ht", "mt") if g[k]), ""), 0
        )
        if han := g["hy"] or g["hy2x"]:
            year = _han_year(han)
        if run := g["jm"] or g["bm"]:
            part = _run(int(run) if run.isdigit() else _month(run))
        elif g["sn"]:
            if _PASSING.search(low[: hit.start()]):
                continue
            part, end = _span(_COUNTED[g["sn"]], bool(g["first"])), _month(g["sm"])
        elif g["qh"]:
            part, end = "3m" if g["qh"] == "quarter" else "6m", _month(g["qm"])
        elif g["the"]:
            part = "3m"
        elif g["cum"]:
            part = "c0"
        elif g["tm"]:
            part = _span(_COUNTED[g["tm"]], False)
            year = (_han_year(g["ty"]) if not g["ty"].isdigit() else int(g["ty"])) if g["ty"] else None
        elif quarter := g["q1"] or g["q2"] or g["q3"]:
            part = f"q{quarter}"
        elif half := g["h1"] or g["h2"]:
            part = f"h{half}"
        elif g["ch1"] or g["ch2"]:
            part = "h1" if g["ch1"] else "h2"
        elif g["c9"]:
            part = "9m"
        elif g["cq"]:
            part = f"q{_HAN[g['cq']]}"
        elif until := g["ac"] or g["af"]:
            months = int(until) if until.isdigit() else 2 if until == "两" else _HAN[until]
            part = _run(months)
        elif g["dm"]:
            if not 1 <= int(g["dm"]) <= 12:
                continue
            part = f"m{int(g['dm'])}"
        elif g["hm"]:
            part = f"m{_HAN[g['hm']]}"
        elif g["mm"]:
            part = f"m{int(g['mm'])}"
        elif g["en"] or g["may"] or g["fn"]:
            part = f"m{_MONTHS[g['en'] or g['fn'] or 'may']}"
        elif g["nth"]:
            n = _NTH[g["nth"]]
            if g["nthp"] == "half" and n > 2:
                continue
            part = f"{'q' if g['nthp'] == 'quarter' else 'h'}{n}"
        elif g["fy2"] and int(g["fy2"]) != (int(g["fy"]) + 1) % 100:
            if int(g["fy2"]) > 12:
                continue
            part = f"m{int(g['fy2'])}"
        elif g["fm"]:
            part = f"m{_MONTHS[g['fm']]}"
        elif g["ye"]:
            part = "m12"
        if g["clast"] and not part:
            continue
        if g["clast"]:
            rel = "yearago"
        yield hit.start(), hit.end(), Moment(year, part, rel, day, end=end)


_PASSING = re.compile(
    r"(?:\b(?:past|last|previous|next|every|within|over|than|about|another|further|for|by|a|trailing)|近|每|过去|未来|连续|后|最近|满)\s*$"
)
"""Over the past six months, every three months: a stretch of time, no period of accounts."""


def _month(name: str | None) -> int:
    return 5 if name == "may" else _MONTHS[name] if name else 0


def _run(months: int) -> str:
    return _RUNS.get(months, f"c{months}")


def _span(months: int, first: bool) -> str:
    """A span of months: of three and six it has to be said that they are the first of a year."""
    return f"{months}m" if months in (3, 6) and not first else _run(months)


def _han_year(text: str) -> int:
    return int("".join(str(_DIGITS.index(c) % 10) for c in text.replace("〇", "零").replace("○", "零")))


def _year(text: str | None) -> int | None:
    return None if text is None else int(text) if len(text) == 4 else 2000 + int(text)


def relation(now: Moment, base: Moment) -> str:
    """``prev`` or ``yearago`` where one moment is the period before, or the same period a year before, another.

    >>> relation(Moment(2025, "q1"), Moment(2024, "q4")), relation(Moment(2025, "h1"), Moment(2024, "h1"))
    ('prev', 'yearago')
    """
    if base.rel in ("prev", "yearago", "prev2") and now.rel in ("", "now"):
        return base.rel
    if (now.rel, base.rel) == ("end", "start"):
        return "prev"
    if now.part == base.part == "3m" and now.end and base.end and now.year and base.year:
        months = (now.year - base.year) * 12 + now.end - base.end
        return "yearago" if 11 <= months <= 13 else "prev" if 2 <= months <= 4 else ""
    if now.year is not None and base.year is not None and now.part == base.part:
        return "yearago" if now.year - base.year == 1 else ""
    if now.part[:1] == base.part[:1] and now.part[:1] in ("q", "m") and now.part[1:] and base.part[1:]:
        size = 4 if now.part[0] == "q" else 12
        years = (now.year - base.year) if now.year is not None and base.year is not None else None
        step = int(now.part[1:]) - int(base.part[1:])
        if years is None:
            return "prev" if step % size == 1 else ""
        return "prev" if years * size + step == 1 else ""
    return ""
