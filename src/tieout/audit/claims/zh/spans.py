"""Spans of time between two dates that the sentence states: 建设周期 18 个月, 20 周年, 为期 7 天."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from ...mentions import Mention
from ..base import Draft
from ..stated import stated
from .topics import Page

__all__ = ["find"]

_LASTED = re.compile(
    r"(?:历时|为期|用时|耗时|历经|周期|工期|时长|期限|共计?|持续|跨度|间隔|长达|前后|相隔)(?:约|近|为|达|了|仅|共)*$"
)
_AGE = re.compile(r"(?:走过|成立|迎来|创立|已有|满|上市|运营|庆祝)[^，,。；;0-9]{0,6}$")
_SPAN_UNITS = frozenset(["month", "year", "day", "周年"])
_DAY = re.compile(r"(?:(?P<y>20\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日")
_TO_DAY = re.compile(
    r"(?:(?P<y>20\d{2})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日?(?:起)?\s*(?:至|到|-|—|–|~|～)\s*(?:(?P<y2>20\d{2})年)?(?:(?P<m2>\d{1,2})月)?(?P<d2>\d{1,2})日"
)
_MONTH = re.compile(r"(?P<y>20\d{2})年(?P<m>\d{1,2})月(?!\d{1,2}日)")
_YEAR = re.compile(r"((?:19|20)\d{2})年")


def find(page: Page) -> Iterator[Draft]:
    """Every stated span that its two dates can check."""
    for i, row in enumerate(page.context.mentions):
        words = page.words(i)
        offset = page.context.sentences[i].start
        for m in row:
            if m.q.unit not in _SPAN_UNITS or m.q.comparator or m.q.high is not None or m.q.rank:
                continue
            before = words[: m.q.start - offset]
            if m.q.unit in ("month", "year") and _LASTED.search(m.lead):
                yield from _months(page, i, m, before)
            if m.q.unit in ("day",) and _LASTED.search(m.lead):
                yield from _days(page, i, m, before)
            if m.q.unit == "周年" and _AGE.search(m.lead):
                yield from _years(page, i, m, before)


def _draft(page: Page, i: int, m: Mention, expected: int, allowed: tuple[int, int], reason: str) -> Draft:
    good = allowed[0] <= m.q.value <= allowed[1]
    return stated(page.context, i, m, "difference", "TIE202", (), "span of time").replace(
        fixed="supported" if good else "contradicted",
        said=m.q.value,
        expected=Decimal(expected),
        reason=reason,
    )


def _months(page: Page, i: int, m: Mention, before: str) -> Iterator[Draft]:
    found = list(_MONTH.finditer(before))
    if len(found) != 2:
        return
    a, b = ((int(x.group("y")), int(x.group("m"))) for x in found)
    if not (1 <= a[1] <= 12 and 1 <= b[1] <= 12):
        return
    months = (b[0] - a[0]) * 12 + b[1] - a[1]
    if months <= 0:
        return
    reason = f"from {a[0]}-{a[1]:02} to {b[0]}-{b[1]:02} are {months} months"
    if m.q.unit == "month":
        yield _draft(page, i, m, months, (months - 1, months + 1), reason)
    elif months % 12 == 0:
        yield _draft(page, i, m, months // 12, (months // 12, months // 12 + 1), reason)


def _days(page: Page, i: int, m: Mention, before: str) -> Iterator[Draft]:
    found = list(_TO_DAY.finditer(before))
    if len(found) == 1:
        x = found[0]
        year = int(x.group("y") or 2023)
        start = _day(year, x.group("m"), x.group("d"))
        end = _day(int(x.group("y2") or year), x.group("m2") or x.group("m"), x.group("d2"))
    else:
        both = list(_DAY.finditer(before))
        if len(both) != 2:
            return
        year = int(both[0].group("y") or 2023)
        start = _day(year, both[0].group("m"), both[0].group("d"))
        end = _day(int(both[1].group("y") or year), both[1].group("m"), both[1].group("d"))
    if start is None or end is None or end <= start:
        return
    days = (end - start).days
    if days > 60 and "年" not in before:
        return
    yield _draft(
        page, i, m, days + 1, (days, days + 1), f"from {start} to {end} are {days + 1} days, both counted"
    )


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None


def _years(page: Page, i: int, m: Mention, before: str) -> Iterator[Draft]:
    found = [int(y) for y in _YEAR.findall(before)]
    if (
        len(found) != 2
        or found[1] <= found[0]
        or not re.search(r"成立|创立|创办|上市|建厂|开业|建交", before)
    ):
        return
    span = found[1] - found[0]
    yield _draft(page, i, m, span, (span, span), f"from {found[0]} to {found[1]} are {span} years")
