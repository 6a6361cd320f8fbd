"""What the lines above a statement say of its columns: periods, changes, and the scale of its amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

__all__ = ["Column", "columns_of", "rated", "scale_of", "spread"]

_MONTHS = {
    "three": 3,
    "quarter": 3,
    "six": 6,
    "half": 6,
    "nine": 9,
    "twelve": 12,
    "year": 12,
    "years": 12,
    "annual": 12,
}
_SPAN = re.compile(
    r"\b(?:(?P<n>three|six|nine|twelve|3|6|9|12)[- ]months?|(?P<w>quarters?|half[- ]years?|(?:fiscal )?years?|(?:13|26|39|52|53) weeks|(?:thirteen|twenty-six|thirty-nine|fifty-two) weeks))(?: (?:period )?(?:ended|ending|to))\b",
    re.I,
)
_DIGIT_MONTHS = {"3": 3, "6": 6, "9": 9, "12": 12}
_TOKEN = re.compile(
    r"(?P<change>(?:(?:[$£€%]|pct|percent) ?)?\b(?:change|chn?g|variance|growth|inc(?:rease)?(?:\s*/?\s*\(?dec(?:rease)?\)?)?)\b(?: ?\(?%\)?)?|(?<![\w.])%(?![\w])|y/y|yoy|yty)"
    r"|(?P<quarter>\b[Qq](?P<q>[1-4])[ -']?(?:FY)?(?P<qy>(?:20)?\d\d)\b|\b(?P<q2>[1-4])Q ?(?P<qy2>(?:20)?\d\d)\b)"
    r"|(?P<half>\b[Hh](?P<h>[12])[ -]?(?:FY)?(?P<hy>(?:20)?\d\d)\b)"
    r"|(?P<fy>\bFY ?(?P<fyy>(?:20)?\d\d)\b)"
    r"|(?P<year>(?<![\d,.])(?P<y>(?:19|20)\d\d)[AEae]?(?![\d,]))",
    re.I,
)
_SCALE = re.compile(
    r"\b(?:in|amounts in|expressed in|dollars in|us\$ in|\$ in|£ in|€ in)?\s*(?P<word>thousands|millions|billions)\b|(?P<short>[$£€] ?(?:'?000s?|m|mn|million|bn|billion)\b)|(?P<code>\b(?:rmb|usd|eur|gbp|hkd|hk\$|us\$) ?(?:'?000|million|m|bn)\b)",
    re.I,
)
_PROSE = re.compile(r"\.\s*$|\b(?:was|were|increased|decreased|compared|rose|fell|is|are|we|our)\b", re.I)
_FACTORS = {"thousand": 3, "000": 3, "million": 6, "m": 6, "mn": 6, "billion": 9, "bn": 9}


@dataclass(frozen=True)
class Column:
    """A column: the year and the months it covers, or a change between two others; 0 where not said."""

    year: int = 0
    months: int = 0
    part: str = ""
    change: bool = False
    name: str = ""


def _year(text: str) -> int:
    number = int(text)
    return number if number > 99 else 2000 + number


def _tokens(line: str) -> list[Column]:
    out: list[Column] = []
    for found in _TOKEN.finditer(line):
        name = found.group().strip()
        if found.group("change"):
            if out and out[-1].change and re.fullmatch(r"%", name):
                continue
            out.append(Column(change=True, name=name))
        elif found.group("quarter"):
            q, y = found.group("q") or found.group("q2"), found.group("qy") or found.group("qy2")
            out.append(Column(_year(y), 3, f"q{q}", name=name))
        elif found.group("half"):
            out.append(Column(_year(found.group("hy")), 6, f"h{found.group('h')}", name=name))
        elif found.group("fy"):
            out.append(Column(_year(found.group("fyy")), 12, name=name))
        else:
            out.append(Column(int(found.group("y")), name=name))
    return out


def columns_of(head: Sequence[str], width: int) -> tuple[Column, ...]:
    """One column per figure of a full row; empty columns where the head does not say.

    >>> [c.year for c in columns_of(["Three Months Ended", "2024  2023"], 2)]
    [2024, 2023]
    """
    unknown = (Column(),) * width
    head = [line for line in head if not _PROSE.search(line)]
    chosen: list[Column] = []
    for line in reversed(head):
        tokens = _tokens(line)
        if len(tokens) == width:
            chosen = tokens
            break
        if tokens and len(tokens) < width and not chosen and all(not t.change for t in tokens) is False:
            continue
    if not chosen:
        return unknown
    spans = [m for line in head for m in (_months(s) for s in _SPAN.finditer(line)) if m]
    groups = spans[-4:] if len(spans) > 4 else spans
    if not groups:
        return tuple(chosen)
    if len(groups) > 1 and width % len(groups) == 0 and not any(c.months for c in chosen):
        size = width // len(groups)
        return tuple(
            Column(c.year, groups[i // size], c.part, c.change, c.name) for i, c in enumerate(chosen)
        )
    if len(set(groups)) == 1:
        return tuple(
            Column(c.year, c.months or groups[0], c.part, c.change, c.name) if not c.change else c
            for c in chosen
        )
    return tuple(chosen)


def spread(head: Sequence[str], percent: Sequence[bool]) -> tuple[Column, ...] | None:
    """The columns where each year has its percent of the whole beside it: 2025 | % | 2024 | % | $ Change | % Change.

    ``percent`` tells which columns print percent; None where the years of the head do not fit the others.

    >>> [c.year for c in spread(["Year ended | $ Change", "2025 | 2024"], [False, True, False, True, False]) or ()]
    [2025, 0, 2024, 0, 0]
    """
    head = [line for line in head if not _PROSE.search(line)]
    amounts = [j for j, p in enumerate(percent) if not p]
    years = next((y for line in reversed(head) if (y := [t for t in _tokens(line) if t.year])), [])
    changed = any(t.change for line in head for t in _tokens(line))
    if len(years) < 2 or len(amounts) - len(years) not in ((0, 1) if changed else (0,)):
        return None
    months = next((m for line in head for m in (_months(s) for s in _SPAN.finditer(line)) if m), 0)
    of_years = dict(zip(amounts, years, strict=False))
    return tuple(
        replace(of_years[j], months=months) if j in of_years else Column(change=True)
        for j in range(len(percent))
    )


_RATE_HEAD = re.compile(
    r"增长|增减|增幅|增速|同比|环比|比上年|比去年|较上年|涨跌|变动|变化|±|占比|比重|结构|构成|份额|[%％]|率|\b(?:change|growth|share|margin|percent)\b",
    re.I,
)


def rated(columns: Sequence[Column], head: Sequence[str], at: Sequence[int]) -> tuple[Column, ...]:
    """The columns with those marked whose own header, the cell above them, names a rate or a change.

    ``at`` is the cell of its row each column stands in; a head line in cells is split by tabs or bars.

    >>> [c.change for c in rated((Column(), Column()), ["项目\\t本月\\t增长(%)"], [1, 2])]
    [False, True]
    """
    line = next((x for x in reversed(head) if len(re.findall(r"[\t|]", x)) > 1), "")
    cells = re.split(r"[\t|]", line)
    if len(cells) == len(columns) and _TOKEN.search(cells[0]):
        cells = ["", *cells]  # 2026 | 2025 | % Change above rows that begin with their label
    return tuple(
        replace(
            c, change=c.change or (not c.year and 0 < k < len(cells) and bool(_RATE_HEAD.search(cells[k])))
        )
        for c, k in zip(columns, at, strict=True)
    )


def _months(found: re.Match[str]) -> int:
    number = (found.group("n") or "").lower()
    if number:
        return _DIGIT_MONTHS.get(number) or _MONTHS[number]
    word = (found.group("w") or "").lower()
    for name, months in (
        ("quarter", 3),
        ("half", 6),
        ("13", 3),
        ("thirteen", 3),
        ("26", 6),
        ("twenty-six", 6),
        ("39", 9),
        ("thirty-nine", 9),
    ):
        if word.startswith(name):
            return months
    return 12


def scale_of(head: Sequence[str], labels: Sequence[str]) -> tuple[Decimal, str | None]:
    """The factor and the currency the head gives the amounts: (in thousands), £m, $ in millions."""
    for line in [*labels, *reversed(head)]:
        found = _SCALE.search(line)
        if not found or (
            found.group("word")
            and not re.search(r"[($£€]|^\s*(?:dollars )?in |amounts|expressed", line, re.I)
        ):
            continue
        text = (found.group("word") or found.group("short") or found.group("code")).lower()
        for name, power in _FACTORS.items():
            if re.search(rf"{name}s?$", text):
                currency = next(
                    (
                        c
                        for s, c in (("£", "GBP"), ("€", "EUR"), ("hk$", "HKD"), ("$", "USD"), ("rmb", "CNY"))
                        if s in line.lower()
                    ),
                    None,
                )
                return Decimal(10) ** power, currency
    return Decimal(1), None
